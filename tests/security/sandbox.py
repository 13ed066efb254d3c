"""Imports packages, given as pickled files on stdin, and prints as JSON what ran that should not have.

Run as a program of its own. The text of payloads calls LEADSMITH_ESCAPED, which is a builtin here. Any file that is
written, process that is started or connection that is made while a package is imported is noted too.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import json
import pickle
import sys
import typing
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import CodeType, ModuleType
from typing import Any

_SHARED = "leadsmith.runtime"
"""The runtime is copied as it is, so that one stands for all."""


class _Loader(InspectLoader):
    def __init__(self, source: str, package: bool) -> None:
        self.source, self.package = source, package

    def get_source(self, fullname: str) -> str:
        return self.source

    def is_package(self, fullname: str) -> bool:
        return self.package

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, fullname, "exec", dont_inherit=True)


class _Alias(InspectLoader):
    """Gives a module that is there."""

    def __init__(self, name: str) -> None:
        self.name = name

    def get_source(self, fullname: str) -> str:
        return ""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return importlib.import_module(self.name)

    def exec_module(self, module: ModuleType) -> None:
        return None


class _Finder(MetaPathFinder):
    def __init__(self, packages: dict[str, dict[str, str]]) -> None:
        self.packages = packages

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        package, _, rest = fullname.partition(".")
        files = self.packages.get(package)
        if files is None:
            return None
        if rest.split(".")[0] == "_runtime":
            return spec_from_loader(fullname, _Alias(_SHARED + rest.removeprefix("_runtime")), is_package=True)
        for name, is_package in (
            (f"{rest.replace('.', '/')}/__init__.py".lstrip("/"), True),
            (f"{rest.replace('.', '/')}.py", False),
        ):
            if name in files:
                return spec_from_loader(fullname, _Loader(files[name], is_package), is_package=is_package)
        return None


def main() -> None:
    packages: dict[str, dict[str, str]] = pickle.load(sys.stdin.buffer)
    for name in ("", ".errors", ".fake", ".fake_answer", ".signatures", ".sample"):
        importlib.import_module(_SHARED + name)
    seen: list[str] = []
    watching = ""

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        written = event == "open" and isinstance(arguments[1], str) and set("wax+") & set(arguments[1])
        if watching and (
            written or event in ("os.system", "subprocess.Popen", "socket.connect", "os.exec", "os.remove")
        ):
            seen.append(f"{event} {arguments[:1]}")

    setattr(builtins, "LEADSMITH_ESCAPED", lambda *given: seen.append("the payload ran"))  # noqa: B010
    sys.addaudithook(audit)
    sys.meta_path.insert(0, _Finder(packages))
    found: dict[str, list[str]] = {}
    for package, files in packages.items():
        seen.clear()
        watching = package
        try:
            for name in files:
                module = importlib.import_module(
                    ".".join([package, *name.removesuffix(".py").removesuffix("__init__").split("/")]).rstrip(".")
                )
                _evaluate(module)
        except BaseException as error:
            seen.append(f"{type(error).__name__}: {error}"[:300])
        watching = ""
        found[package] = sorted(set(seen))
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]
    json.dump(found, sys.stdout)


def _evaluate(module: ModuleType) -> None:
    """Annotations are not evaluated by an import: here they are."""
    for value in list(vars(module).values()):
        if getattr(value, "__module__", None) != module.__name__:
            continue
        if isinstance(value, type):
            typing.get_type_hints(value, include_extras=True)
            for each in vars(value).values():
                if callable(each) and hasattr(each, "__annotations__"):
                    _hints(each)
        elif callable(value) and hasattr(value, "__annotations__"):
            _hints(value)


def _hints(function: Any) -> None:
    with contextlib.suppress(NameError, TypeError):  # names for type checkers alone, or hidden by a method
        typing.get_type_hints(function, include_extras=True)


if __name__ == "__main__":
    main()
