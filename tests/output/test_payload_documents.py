"""The documents that real tools make of a Payload server: generated whole, importable, typed."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from leadsmith.config import client_config
from leadsmith.document import Document, load
from leadsmith.pipeline import Output, build

NAMES = ("payload-openapi", "payload-openapi-number-id", "payload-oapi-3.0", "payload-oapi-3.1")
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


@pytest.fixture(scope="module")
def documents(payload_openapi: Path) -> dict[str, Document]:
    return {name: load(payload_openapi / f"{name}.json") for name in NAMES}


@pytest.fixture(scope="module")
def outputs(documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Output]]:
    """Each package written to a folder, and what was said about the document."""
    top = tmp_path_factory.mktemp("documents")
    found = {}
    for name, document in documents.items():
        package = name.replace("-", "_").replace(".", "_")
        output = build(document, client_config(Path(document.name), package=package))
        for file, content in output.files.items():
            (top / package / file).parent.mkdir(parents=True, exist_ok=True)
            (top / package / file).write_bytes(content)
        found[name] = (top / package, output)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_is_there(
    name: str, documents: dict[str, Document], outputs: dict[str, tuple[Path, Output]]
) -> None:
    """None of these documents has an operation that is left out."""
    paths = documents[name].root["paths"]
    described = {(method.upper(), path) for path, item in paths.items() for method in METHODS & set(item)}
    assert len(described) > 100
    assert requests(outputs[name][0]) == described


@pytest.mark.parametrize("name", NAMES)
def test_every_diagnostic_has_its_line(name: str, outputs: dict[str, tuple[Path, Output]]) -> None:
    for diagnostic in outputs[name][1].diagnostics:
        assert diagnostic.location is not None
        assert diagnostic.location.line > 1, diagnostic


def test_what_is_said_about_them(outputs: dict[str, tuple[Path, Output]]) -> None:
    said = {name: sorted({item.code for item in output.diagnostics}) for name, (_, output) in outputs.items()}
    assert said == {
        "payload-openapi": ["duplicate-path", "relative-server", "required-without-property", "security-clash"],
        "payload-openapi-number-id": ["duplicate-path", "relative-server", "security-clash"],
        "payload-oapi-3.0": ["security-scheme"],
        "payload-oapi-3.1": ["security-scheme"],
    }


@pytest.mark.parametrize("name", NAMES)
def test_it_imports(name: str, outputs: dict[str, tuple[Path, Output]]) -> None:
    folder = outputs[name][0]
    sys.path.insert(0, str(folder.parent))
    try:
        package = importlib.import_module(folder.name)
        models = importlib.import_module(f"{folder.name}.models")
        importlib.import_module(f"{folder.name}.resources")
    finally:
        sys.path.remove(str(folder.parent))
    assert any(name.startswith("Async") for name in package.__all__)
    assert len(models.__all__) > 100


def test_they_type_check(outputs: dict[str, tuple[Path, Output]]) -> None:
    """Four packages in one run of mypy: what they share is read once."""
    folders = [folder.name for folder, _ in outputs.values()]
    top = outputs[NAMES[0]][0].parent
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(top / "cache")]
    done = subprocess.run(
        [*command, *(part for folder in folders for part in ("-p", folder))],
        cwd=top,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def requests(folder: Path) -> set[tuple[str, str]]:
    """Method and path of every request that the package makes, from its code, sync and async."""
    found: list[tuple[str, str]] = []
    for path in (folder / "resources").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Request":
                method, template = (ast.literal_eval(argument) for argument in node.args[:2])
                found.append((method, template))
    assert len(found) == 2 * len(set(found)), "each is made once for each of sync and async"
    return set(found)
