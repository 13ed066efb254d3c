"""The part of the runtime that a package needs, copied as it is. Which part it is, its import statements tell.

Must not know what the modules of the runtime do.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from leadsmith.offered import RUNTIME
from leadsmith.render.code import imported_as

_SCRIPT = "verify"
"""The module that nothing imports: it is run."""
_WITHIN = re.compile(r"^ *from \.(\w*) import (\([^)]*\)|.*)", re.M)
_IMPORT = re.compile(r"^ *from \.+_runtime(?:\.(\w+))? import (\([^)]*\)|.*)", re.M)


def runtime_files(files: Mapping[str, str], http: str) -> dict[str, str]:
    """The modules of the runtime that these files import, and what those import, by path in the package.

    `http` is the module that they import as `httpx`.
    """
    face = _face()
    wanted = {_SCRIPT}
    for name, text in files.items():
        for module, names in _IMPORT.findall(text) if name.endswith(".py") else ():
            wanted |= {module} if module else {face.get(each, each) for each in re.findall(r"(\w+)(?: as \w+)?", names)}
    modules = sorted(_closed(wanted))
    line = f"\n{imported_as(http, 'httpx')}\n"
    carried = {f"_runtime/{name}.py": _source(name).replace("\nimport httpx\n", line) for name in modules}
    licence = licence_file().read_text(encoding="utf-8")
    return {"_runtime/__init__.py": _face_of(frozenset(modules)), **carried, "_runtime/LICENSE": licence}


def licence_file() -> Path:
    """The licence of the runtime: beside it when installed, at the top of a checkout otherwise."""
    installed = RUNTIME / "LICENSE"
    return installed if installed.exists() else RUNTIME.parent.parent.parent / "LICENSE"


def _closed(modules: Iterable[str]) -> set[str]:
    """These modules and all that they import, at any distance."""
    found: set[str] = set()
    left = [*modules]
    while left:
        if (name := left.pop()) not in found:
            found.add(name)
            left += _imported(name)
    return found


@cache
def _source(module: str) -> str:
    return (RUNTIME / f"{module}.py").read_text(encoding="utf-8")


@cache
def _imported(module: str) -> tuple[str, ...]:
    """The modules of the runtime that one imports: `from .model import read`, or `from . import encode`."""
    found = _WITHIN.findall(_source(module))
    return tuple(name for one, names in found for name in ([one] if one else re.findall(r"(\w+)(?: as \w+)?", names)))


@cache
def _face() -> dict[str, str]:
    """The names that the runtime offers, each with its module."""
    statements = ast.parse(_source("__init__")).body
    found = [node for node in statements if isinstance(node, ast.ImportFrom)]
    return {each.name: node.module or "" for node in found for each in node.names}


@cache
def _face_of(modules: frozenset[str]) -> str:
    """`__init__.py` of the runtime, with the names of these modules alone, else as it is."""
    text = _source("__init__")
    gone = [name for name, module in _face().items() if module not in modules]
    for node in reversed(ast.parse(text).body):
        if isinstance(node, ast.ImportFrom) and node.module not in modules:
            lines = text.splitlines(keepends=True)
            text = "".join([*lines[: node.lineno - 1], *lines[node.end_lineno :]])
    for name in gone:
        text = text.replace(f'    "{name}",\n', "")
    return text
