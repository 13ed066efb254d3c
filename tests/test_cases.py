"""Snapshots: each folder of tests/cases is one small document and the whole package that is made of it.

    spec.yaml         shows one thing
    config.toml       optional, a [[tool.leadsmith.clients]]
    expected/         every file but the runtime's; of the manifest, the inputs and the names
    diagnostics.txt   what is printed about the document; absent when that is nothing

A document that cannot be used has no expected/. `pytest tests/test_cases.py --update` writes what is expected anew.
"""

from __future__ import annotations

import difflib
import importlib
import io
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import chdir
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from ruff import find_ruff_bin  # type: ignore[import-untyped]

import examples
from leadsmith import manifest
from leadsmith.config import ClientConfig, client_config, read_config
from leadsmith.diagnostics import Diagnostic, LeadsmithError, show
from leadsmith.document import load, parse
from leadsmith.pipeline import build
from leadsmith.render.carried import RUNTIME
from needs import missing

CASES = {path.parent.name: path.parent for path in sorted(Path(__file__).parent.glob("cases/*/spec.yaml"))}
DIAGNOSTICS = "diagnostics.txt"
HINT = "If this is what it should be: pytest tests/test_cases.py --update"

each_case = pytest.mark.parametrize("name", CASES)


@cache
def generated(name: str) -> tuple[Mapping[str, bytes], str]:
    """The files for a case, none when its document cannot be used, and the diagnostics as they are printed."""
    return _built(name)


def _built(name: str, previous: manifest.Manifest | None = None) -> tuple[Mapping[str, bytes], str]:
    with chdir(CASES[name]):
        document = None
        diagnostics: tuple[Diagnostic, ...]
        try:
            config = _config()
            document = load(config.spec, config.overlays)
            output = build(document, config, previous)
        except LeadsmithError as error:
            diagnostics, sources = error.diagnostics, error.sources
            files: Mapping[str, bytes] = {}
            if document:
                diagnostics, sources = tuple(item.at(document) for item in diagnostics), document.sources
        else:
            files, diagnostics, sources = output.files, output.diagnostics, document.sources
    printed = io.StringIO()
    show(diagnostics, sources, Console(file=printed, width=1000, color_system=None))
    return files, printed.getvalue()


def _config() -> ClientConfig:
    path = Path("config.toml")
    if path.is_file():
        return read_config(tomllib.loads(path.read_text(encoding="utf-8")), Path())[0]
    return client_config(Path("spec.yaml"), package="example")


def library(name: str) -> str:
    """What the client of a case sends with."""
    with chdir(CASES[name]):
        return _config().http


def snapshot(name: str) -> dict[str, str]:
    """The files that a case is expected to have, by their path in its folder."""
    files, diagnostics = generated(name)
    found = {
        f"expected/{path}": content.decode()
        for path, content in files.items()
        if not path.startswith("_runtime/") and path != manifest.SUMS  # the runtime's hashes are in the sums
    }
    if files:
        whole = manifest.read(files[manifest.FILE].decode())
        kept = {"inputs": whole.inputs, "names": whole.names, **({"paging": whole.paging} if whole.paging else {})}
        found[f"expected/{manifest.FILE}"] = json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if diagnostics:
        found[DIAGNOSTICS] = diagnostics
    return found


def stored(folder: Path) -> dict[str, str]:
    paths = [folder / DIAGNOSTICS, *folder.glob("expected/**/*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in sorted(paths) if path.is_file()}


def difference(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for path in sorted({*old, *new}):
        before, after = (path if path in files else "/dev/null" for files in (old, new))
        gone, come = (files.get(path, "").splitlines() for files in (old, new))
        if old.get(path) != new.get(path):
            changes = list(difflib.unified_diff(gone, come, before, after, lineterm=""))
            yield from changes or [f"--- {before}", f"+++ {after}", "(the ends of lines, or an empty file)"]


def update(folder: Path, files: Mapping[str, str]) -> None:
    shutil.rmtree(folder / "expected", ignore_errors=True)
    (folder / DIAGNOSTICS).unlink(missing_ok=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())


@each_case
def test_output_is_as_expected(name: str, pytestconfig: pytest.Config) -> None:
    files = snapshot(name)
    if pytestconfig.getoption("--update"):
        update(CASES[name], files)
    changes = list(difference(stored(CASES[name]), files))
    if changes:
        pytest.fail("\n".join([f"{name}: the output is another one than expected.", *changes, HINT]), pytrace=False)


@each_case
def test_with_the_manifest_of_the_run_before_nothing_changes(name: str) -> None:
    files = generated(name)[0]
    if not files:
        return  # nothing was written, so there is no manifest
    again = _built(name, manifest.read(files[manifest.FILE].decode()))[0]
    before, after = ({path: content.decode() for path, content in run.items()} for run in (files, again))
    assert not list(difference(before, after))


@each_case
def test_with_the_manifest_additions_rename_nothing(name: str) -> None:
    """A schema, an operation, a property and an enum value are put before each that is there, with a name like it."""
    files = generated(name)[0]
    if not files:
        return
    before = manifest.read(files[manifest.FILE].decode())
    with chdir(CASES[name]):
        config = _config()
        root = more(load(config.spec, config.overlays).root)
    after = manifest.read(
        build(parse(json.dumps(root).encode(), "spec.json"), config, before).files[manifest.FILE].decode()
    )
    assert {pointer: after.names.get(pointer) for pointer in before.names} == before.names
    assert len(after.names) > len(before.names)


def more(value: Any, key: str = "") -> Any:
    """A part of a document with a like thing before each schema, property, operation and enum value."""
    if isinstance(value, list):
        texts = [item for item in value if isinstance(item, str)] if key == "enum" else []
        return [*(f"{text}." for text in texts), *(more(item) for item in value)]
    if not isinstance(value, dict):
        return value
    old = {name: more(item, name) for name, item in value.items()}
    new: dict[str, Any] = {}
    if key == "schemas":
        new = {f"{name}-": {"properties": {"id": {"type": "string"}}} for name in value}
    elif key == "properties":
        new = {f"{name}-": {"type": "string"} for name in value}
    elif key == "paths":
        new = {f"{path}/": renamed(item) for path, item in value.items() if path.startswith("/")}
    return new | old


def renamed(item: Mapping[str, Any]) -> dict[str, Any]:
    """A path item whose operations have an operationId that is the same in words."""
    return {
        method: {**operation, "operationId": f"{operation['operationId']}-"}
        if "operationId" in operation
        else operation
        for method, operation in item.items()
    }


def test_a_change_a_missing_file_and_one_too_many_are_seen(tmp_path: Path) -> None:
    update(tmp_path, {"expected/a.py": "x = 1\n", "expected/b/c.py": "y = 1\n", DIAGNOSTICS: "warning\n"})
    changes = list(difference(stored(tmp_path), {"expected/a.py": "x = 2\n", "expected/new.py": ""}))
    assert [line for line in changes if line[:3] in ("---", "+++")] == [
        "--- diagnostics.txt",
        "+++ /dev/null",
        "--- expected/a.py",
        "+++ expected/a.py",
        "--- expected/b/c.py",
        "+++ /dev/null",
        "--- /dev/null",
        "+++ expected/new.py",
    ]
    assert "-x = 1" in changes and "+x = 2" in changes
    update(tmp_path, {"expected/a.py": "x = 2\n"})
    assert stored(tmp_path) == {"expected/a.py": "x = 2\n"}, "--update removes what is not made any more"


@each_case
def test_the_runtime_is_copied_as_it_is(name: str) -> None:
    files = generated(name)[0]
    copied = {path: text for path, text in files.items() if path.startswith("_runtime/")}
    face = copied.pop("_runtime/__init__.py", b"").decode()
    for path, text in copied.items():
        folder = RUNTIME if path.endswith(".py") else Path(__file__).parents[1]
        line = "import httpx\n" if library(name) == "httpx" else f"import {library(name)} as httpx\n"
        assert text == (folder / Path(path).name).read_bytes().replace(b"\nimport httpx\n", f"\n{line}".encode())
    whole = (RUNTIME / "__init__.py").read_text()
    assert set(face.splitlines()) <= set(whole.splitlines())
    offered = {f"_runtime/{module}.py" for module in re.findall(r"^from \.(\w+) import", face, re.M)}
    assert offered == {path for path in copied if f"\nfrom .{Path(path).stem} import" in whole}


def test_only_what_a_package_needs_of_the_runtime_is_copied() -> None:
    def carried(name: str) -> set[str]:
        return {path.removeprefix("_runtime/") for path in generated(name)[0] if path.startswith("_runtime/")}

    optional = {
        "signatures.py": "webhook_signatures",
        "payloads.py": "webhooks",
        "oauth.py": "security",
        "stream.py": "streams",
        "content.py": "bodies",
        "files.py": "bodies",
        "variants.py": "variants",
        "old.py": "renamed",
    }
    least = carried("verbs")
    assert not least & {*optional}
    for path, name in optional.items():
        assert path in carried(name), name
    assert {path.name for path in RUNTIME.glob("*.py")} == least.union(*map(carried, optional.values())) - {"LICENSE"}


# What every output has to be ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the output of each case as a package of its own, `case_<name>`, if what it sends with is here."""
    folder = tmp_path_factory.mktemp("packages")
    for name in CASES:
        if not find_spec(library(name)):
            continue
        try:
            files = generated(name)[0]
        except Exception:  # the tests of that case fail with it; the others go on
            continue
        for path, content in files.items():
            target = folder / f"case_{name}" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return folder


@each_case
def test_what_its_types_name_can_be_imported_beside_the_models(name: str) -> None:
    files = {path: content.decode() for path, content in generated(name)[0].items() if path.endswith(".py")}
    named = any("UnknownVariant" in text for path, text in files.items() if not path.startswith("_runtime/"))
    for path in ("__init__.py", "models/__init__.py"):
        assert ('"UnknownVariant",' in files.get(path, "")) == named


@pytest.mark.filterwarnings("ignore:.* is now `:DeprecationWarning")  # old names are in `__all__` too
@each_case
def test_output_can_be_imported(name: str, packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = generated(name)[0]
    if not find_spec(library(name)):
        missing(f"{library(name)} is not installed")
    monkeypatch.syspath_prepend(packages)
    for path in files:
        if path.endswith(".py"):
            module = importlib.import_module(f"case_{name}.{path}"[:-3].replace("/", ".").removesuffix(".__init__"))
            for public in getattr(module, "__all__", ()):
                assert hasattr(module, public), f"{path}: {public}"


@pytest.mark.filterwarnings("ignore:.* is now `:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
@each_case
def test_examples_run(name: str, packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the docstrings and of README.md, against the fake; where an answer is shown, it is that one."""
    if not generated(name)[0]:
        return
    if not find_spec(library(name)):
        missing(f"{library(name)} is not installed")
    monkeypatch.syspath_prepend(packages)
    monkeypatch.chdir(tmp_path)
    for method, run_it in examples.docstrings(f"case_{name}"):
        printed, shown = run_it()
        assert not shown or printed == shown, method
    if name == "text_is_never_code":  # its server has an address that no client can have
        return
    assert examples.readme(examples.text_of(f"case_{name}"), f"case_{name}", monkeypatch) > 1


def test_outputs_are_clean_under_ruff(packages: Path) -> None:
    options = ("--isolated", "--no-cache", "--target-version=py311", "--line-length=120", "--select=E4,E7,E9,F,I,UP")
    run(find_ruff_bin(), "check", *options, ".", cwd=packages)
    run(find_ruff_bin(), "format", "--isolated", "--no-cache", "--line-length=120", "--check", ".", cwd=packages)


def test_outputs_are_clean_under_mypy_strict(packages: Path) -> None:
    if not find_spec("mypy"):
        missing("mypy")
    run(sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir=.mypy_cache", ".", cwd=packages)


def test_outputs_are_clean_under_pyright_strict(packages: Path) -> None:
    if not find_spec("pyright"):
        missing("pyright")
    settings = {"include": ["."], "typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (packages / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    run(sys.executable, "-m", "pyright", "--pythonpath", sys.executable, cwd=packages)


def run(*command: str, cwd: Path) -> None:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{result.stdout}{result.stderr}"
