"""One way through the pipeline: each module imports only from modules above it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "generator" / "leadsmith"
ORDER = (
    "diagnostics document naming signing config ir offered interface normalise models operations render "
    "formatting fence manifest pipeline compat quick cli"
).split()
RUNTIME_MAY = {"httpx", "pydantic", "pydantic_core", "typing_extensions"}


def files(module: str) -> list[Path]:
    """The files of a module, which is one file or a folder."""
    folder = PACKAGE / module
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{module}.py"]


def imported(path: Path) -> Iterator[str]:
    """The full names of what a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level or "runtime" in path.parts, f"{path}:{node.lineno}: a relative import"
            if not node.level:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules() -> list[str]:
    """The modules that are there, `compat` among them once it is."""
    return [module for module in ORDER if (PACKAGE / module).is_dir() or (PACKAGE / f"{module}.py").is_file()]


def test_every_module_has_its_place_in_the_order() -> None:
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert there - set(ORDER) == {"__init__", "__main__", "runtime"}
    assert len(modules()) >= 12


@pytest.mark.parametrize("module", modules())
def test_imports_come_from_above(module: str) -> None:
    above = {*ORDER[: ORDER.index(module) + 1], "__version__", "runtime"}  # which knows nothing of leadsmith
    for path in files(module):
        for name in imported(path):
            package, _, rest = name.partition(".")
            if package == "leadsmith" and rest:
                assert rest.partition(".")[0] in above, f"{path.name} imports {name}"


def test_one_module_knows_the_maker_of_types() -> None:
    knowing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(name.startswith("datamodel_code_generator") for name in imported(path))
    }
    assert knowing == {"models/asking.py"}


def test_the_runtime_stands_alone() -> None:
    for path in files("runtime"):
        for name in imported(path):
            package = name.partition(".")[0]
            assert package in RUNTIME_MAY or package in sys.stdlib_module_names, f"{path.name} imports {name}"


@pytest.mark.parametrize("module", [module for module in modules() if module not in ("cli", "formatting")])
def test_only_the_command_line_prints_and_writes(module: str) -> None:
    """`formatting` writes to a temporary folder of its own; `diagnostics` prints to the console that it is given."""
    for path in files(module):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                printing = called == "print" and not isinstance(node.func, ast.Attribute)
                writing = called in ("write_text", "write_bytes", "mkdir", "unlink", "rename", "open", "echo")
                if called == "open" and isinstance(node.func, ast.Name):
                    modes = [*node.args[1:2], *(given.value for given in node.keywords if given.arg == "mode")]
                    writing = not all(isinstance(mode, ast.Constant) and mode.value in ("r", "rb") for mode in modes)
                assert not (printing or writing), f"{path.name}:{node.lineno} calls {called}"
