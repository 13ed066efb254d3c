"""Where a code base uses a generated client: every place with the symbol that it touches, and what cannot be seen.

Types decide, not text: mypy as a library resolves imports, aliases and inferred types of the code base, which is read
and never run. What it cannot see is told as `unseen`: files that do not parse, access by names that are not literal,
values of unknown type. Of those, a chain of attributes that ends like a symbol is a use with `sure=False`.

Needs mypy, which comes with the extra `usage`.
"""

from __future__ import annotations

import ast
import io
import os
import sys
import tokenize
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from leadsmith.compat.usage.layout import Source, is_generated, layouts, python_files
from leadsmith.compat.usage.use import Hit, Unseen, Use, Uses, affected
from leadsmith.diagnostics import Diagnostic, LeadsmithError
from leadsmith.ir import Client

__all__ = ["MYPY", "Hit", "Unseen", "Use", "Uses", "affected", "cache_folder", "find_uses"]

MYPY = "2.4.1"
"""The version whose internal interface `checked` and `oracle` are written for."""
_HINT = f"pip install mypy=={MYPY} where Leadsmith is installed, or in a checkout of it: pip install '.[usage]'"


def find_uses(
    folder: Path, package: Path, client: Client, cache: Path | None = None, files: Path | None = None
) -> Uses:
    """All uses of a client in the Python files below `folder`.

    `package` is the generated package on disk and `client` its IR. It is inside `folder`, at any depth and under any
    name, or outside of it and imported by its own name. `files` is the folder that its modules are read from, if that
    is another one. `cache` is a folder for what mypy knows of libraries, by default that of `cache_folder()`. Nothing
    is written anywhere else.

    Raises LeadsmithError when mypy is missing, has another version, or cannot analyse the code base.
    """
    _require()
    from leadsmith.compat.usage.checked import OPAQUE, UnusableError, check
    from leadsmith.compat.usage.oracle import Oracle
    from leadsmith.compat.usage.symbols import symbols
    from leadsmith.compat.usage.walk import Walk

    folder, package, files = folder.resolve(), package.resolve(), (files or package).resolve()
    uses: set[Use] = set()
    unseen: set[Unseen] = set()
    imported = False
    sources: dict[Path, Source] = {}
    for path in python_files(folder, package):
        source = _parsed(path)
        if isinstance(source, Source):
            sources[path] = source
        else:
            unseen.add(source)
            sources[path] = Source(path, OPAQUE, ast.Module([], []))
    for layout in layouts(folder, package, sources.values(), files):
        if not layout.package or not layout.own:
            continue
        try:
            modules, failed = check(layout, sources, cache_folder() if cache is None else cache)
        except UnusableError as error:
            raise LeadsmithError([_failure(f"mypy cannot analyse {folder}: {error}")]) from None
        unseen |= {Unseen(path, 0, f"mypy cannot analyse the file: {why}") for path, why in failed.items()}
        names = symbols(client, layout.package)
        # A generated package uses no other one: what its code does not say of types is nothing to look through.
        oracles = [Oracle(module, names) for module in modules if not is_generated(module.source.path, folder)]
        known = any(oracle.imports_client() for oracle in oracles)
        imported |= known
        for oracle in oracles:
            found, missed = Walk(oracle, known).result()
            uses.update(found)
            unseen.update(missed)
    return Uses(tuple(sorted(uses)), tuple(sorted(unseen)), imported)


def cache_folder() -> Path:
    """Where mypy keeps what it knows of libraries: a folder in the user's cache."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base, "leadsmith", f"mypy-{MYPY}")


def _parsed(path: Path) -> Source | Unseen:
    try:
        data = path.read_bytes()
        tree = ast.parse(data, str(path))
        return Source(path, _decoded(data), tree)
    except SyntaxError as error:
        return Unseen(path, error.lineno or 0, f"the file does not parse: {error.msg}")
    except (OSError, ValueError, RecursionError) as error:
        return Unseen(path, 0, f"the file cannot be read: {error}")


def _decoded(data: bytes) -> str:
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return io.TextIOWrapper(io.BytesIO(data), encoding).read()


def _require() -> None:
    try:
        installed = version("mypy")
    except PackageNotFoundError:
        raise LeadsmithError([_failure("finding the uses in a code base needs mypy", _HINT)]) from None
    if installed != MYPY:
        problem = f"finding the uses in a code base needs mypy {MYPY}; {installed} is installed"
        raise LeadsmithError([_failure(problem, f"in an environment of its own: {_HINT}")])


def _failure(message: str, hint: str = "") -> Diagnostic:
    return Diagnostic("usage", "error", "", message, hint=hint)
