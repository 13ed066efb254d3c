"""`check` repeats an answer while nothing changed, and works it out anew after any change."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import leadsmith
from leadsmith import manifest, pipeline, quick
from leadsmith.cli import app
from leadsmith.cli.inputs import Arguments, select

ROOT = Path(__file__).resolve().parents[2]
SPEC = """\
openapi: 3.1.0
info: {title: Leads, version: "1"}
paths:
  /leads:
    get:
      operationId: listLeads
      responses:
        "204": {description: Done.}
"""
WARNED = SPEC + "    trace: {security: [{x: []}], responses: {'204': {description: Done.}}}\n"
OVERLAY = """\
overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions: [{target: $.info, update: {title: Prospects}}]
"""
CONFIG = """\
[[tool.leadsmith.clients]]
spec = "api/leads.yaml"
overlays = ["api/leads.overlay.yaml"]
output = "src/leads"
names = {}
"""
PACKAGE = "app/src/leads"


def full(*arguments: str) -> Result:
    """The whole command, without the quick answer."""
    result = CliRunner().invoke(app, ["check", *arguments], catch_exceptions=False)
    assert "Traceback (most" not in result.output
    return result


def clean(folder: Path) -> tuple[str, str]:
    """What `check` prints of the project while it is clean."""
    return f"{folder / PACKAGE}: up to date\n", ""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with a clean client, that the current folder is inside of."""
    folder = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEADSMITH_CACHE", str(folder / "cache"))
        for name, text in (("api/leads.yaml", SPEC), ("api/leads.overlay.yaml", OVERLAY), ("pyproject.toml", CONFIG)):
            (folder / "app" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "app" / name).write_text(text, encoding="utf-8")
        (folder / "app" / "deep" / "down").mkdir(parents=True)
        patch.chdir(folder / "app" / "deep")
        assert CliRunner().invoke(app, ["generate"], catch_exceptions=False).exit_code == 0
        yield folder


def appended(name: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8", newline="") as file:
            file.write(text)

    return change


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def removed(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def added(name: str, text: str = "") -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return change


def forged(folder: Path) -> None:
    """An edit, and the hashes in the package brought in line with it."""
    package = folder / PACKAGE
    client = package / "client.py"
    old, text = manifest.digest(client.read_bytes()), client.read_text(encoding="utf-8")
    client.write_text(text + "# mine\n", encoding="utf-8")
    new = manifest.digest(client.read_bytes())
    described = package / manifest.FILE
    described.write_text(described.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    files = {path.relative_to(package).as_posix(): path.read_bytes() for path in package.rglob("*") if path.is_file()}
    del files[manifest.SUMS]
    (package / manifest.SUMS).write_text(manifest.sums(files), encoding="utf-8")


def renamed_in_the_manifest(folder: Path) -> None:
    path = folder / PACKAGE / manifest.FILE
    names = json.loads(path.read_text(encoding="utf-8"))["names"]
    pointer = next(pointer for pointer, name in names.items() if name == "list")
    replaced(f"{PACKAGE}/{manifest.FILE}", f'"{pointer}": "list"', f'"{pointer}": "every"')(folder)


CHANGES: dict[str, tuple[Callable[[Path], None], int]] = {
    "a byte of the document": (appended("app/api/leads.yaml", "\n"), 1),
    "the document": (replaced("app/api/leads.yaml", "Done.", "Finished."), 1),
    "no document": (removed("app/api/leads.yaml"), 2),
    "the overlay": (replaced("app/api/leads.overlay.yaml", "Prospects", "Contacts"), 1),
    "a value of the configuration": (replaced("app/pyproject.toml", "names = {}", 'package = "other"'), 1),
    "the client in the configuration": (replaced("app/pyproject.toml", '"src/leads"', '"src/others"'), 1),
    "what does not matter in the configuration": (appended("app/pyproject.toml", "# done\n"), 0),
    "no configuration": (removed("app/pyproject.toml"), 2),
    "a nearer configuration": (added("app/deep/pyproject.toml"), 2),
    "a file of the package": (appended(f"{PACKAGE}/client.py", "# mine\n"), 1),
    "a file of the runtime": (appended(f"{PACKAGE}/_runtime/auth.py", "# mine\n"), 1),
    "line ends, which do not count": (
        lambda folder: (folder / PACKAGE / "errors.py").write_bytes(
            (folder / PACKAGE / "errors.py").read_bytes().replace(b"\n", b"\r\n")
        ),
        0,
    ),
    "a missing file": (removed(f"{PACKAGE}/errors.py"), 1),
    "a file too many": (added(f"{PACKAGE}/extra.py"), 1),
    "a file too many, deep down": (added(f"{PACKAGE}/models/more/extra.txt"), 1),
    "no manifest": (removed(f"{PACKAGE}/{manifest.FILE}"), 1),
    "the manifest": (replaced(f"{PACKAGE}/{manifest.FILE}", "0.", "1."), 1),
    "a name in the manifest": (renamed_in_the_manifest, 1),
    "the sums": (appended(f"{PACKAGE}/{manifest.SUMS}", "\n"), 1),
    "an edit and its hashes": (forged, 1),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_after_a_change_the_whole_check_decides(kind: str, project: Path) -> None:
    change, code = CHANGES[kind]
    assert quick.answer([]) == clean(project)
    before = {path: path.read_bytes() for path in (project / "app").rglob("*") if path.is_file()}
    try:
        change(project)
        assert quick.answer([]) is None
        assert full().exit_code == code
        assert (quick.answer([]) is not None) == (code == 0), "only what was found clean is kept"
    finally:
        for path in (project / "app").rglob("*"):
            if path.is_file() and path not in before:
                path.unlink()
        for path, content in before.items():
            path.write_bytes(content)
    assert (quick.answer([]) is not None) == (code != 0), "as before it is known again, if nothing was kept since"
    assert full().exit_code == 0
    assert quick.answer([]) == clean(project)


def test_python_caches_and_empty_folders_are_no_change(project: Path) -> None:
    added(f"{PACKAGE}/__pycache__/client.cpython-311.pyc")(project)
    (project / PACKAGE / "empty").mkdir()
    assert quick.answer([]) == clean(project)
    (project / PACKAGE / "empty").rmdir()


def test_another_environment_is_another_answer(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    assert quick.answer([]) == clean(project)
    (tmp_path / "datamodel_code_generator-99.0.dist-info").mkdir()
    assert quick.answer([]) is None


def test_another_python_is_another_answer(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "3.99")
    assert quick.answer([]) is None


def test_another_folder_is_another_question(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "app" / "deep" / "down")
    assert quick.answer([]) is None


@pytest.mark.parametrize(
    "arguments",
    ["--format json", "--format=github", "--format", "--strict=1", "--config ../pyproject.toml", "--output x", "--help",
     "--package", "../api/leads.yaml", "a.yaml b.yaml", "--", "--unknown", "--overlay --strict"],
)  # fmt: skip
def test_other_arguments_are_another_question(project: Path, arguments: str) -> None:
    assert quick.answer(arguments.split()) is None


@pytest.mark.parametrize("arguments", ["", "--strict", "--format text", "--format=text --strict"])
def test_arguments_that_change_nothing_of_a_clean_answer(project: Path, arguments: str) -> None:
    assert quick.answer(arguments.split()) == clean(project)


@pytest.mark.parametrize("spoiled", ["", "nonsense", "a\0b\0c\0d\0e", "\0\0\0\0", "\xff"])
def test_a_damaged_record_is_none(project: Path, spoiled: str) -> None:
    path = quick.place(select(Arguments()).asked)
    assert path
    before = Path(path).read_bytes()
    Path(path).write_bytes(spoiled.encode("latin-1"))
    assert quick.answer([]) is None
    Path(path).write_bytes(before)
    assert quick.answer([]) == clean(project)


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a document and no client yet, and a cache of its own."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("LEADSMITH_CACHE", str(tmp_path / "cache"))
    Path("leads.yaml").write_text(SPEC, encoding="utf-8")
    return tmp_path / "here"


def command(*arguments: str) -> int:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False).exit_code


def test_each_way_to_ask_has_its_own_record(alone: Path) -> None:
    assert command("generate", "leads.yaml", "--output", "src/leads", "--strict") == 0
    clean = ("src/leads: up to date\n", "")
    assert quick.answer(["./leads.yaml", "--output=src/leads/"]) == clean
    assert quick.answer(["--output", "src/leads", "leads.yaml", "--strict"]) == clean
    assert quick.answer(["leads.yaml"]) is None
    assert quick.answer(["leads.yaml", "--output", "src/leads", "--package", "leads"]) is None


def test_warnings_are_said_again_and_strict_takes_them_as_errors(alone: Path) -> None:
    Path("leads.yaml").write_text(WARNED, encoding="utf-8")
    assert command("generate", "leads.yaml") == 0
    result = full("leads.yaml")
    assert "warning: " in result.stderr
    assert quick.answer(["leads.yaml"]) == (result.stdout, result.stderr)
    assert quick.answer(["leads.yaml", "--strict"]) is None
    assert full("leads.yaml", "--strict").exit_code == 2
    reported = json.loads(Path("leads", manifest.FILE).read_text(encoding="utf-8"))["diagnostics"]
    assert reported
    for pointer, codes in reported.items():
        assert pointer.startswith("/paths/~1leads") and f"[{codes}]" in result.stderr


def test_what_is_found_in_an_overlay_is_told_apart_in_the_manifest(alone: Path) -> None:
    Path("o.yaml").write_text(OVERLAY.replace("$.info,", "$.nothing,"), encoding="utf-8")
    assert command("generate", "leads.yaml", "--overlay", "o.yaml") == 0
    reported = json.loads(Path("leads", manifest.FILE).read_text(encoding="utf-8"))["diagnostics"]
    assert reported == {"o.yaml#/actions/0/target": "overlay-target"}


def test_what_changes_while_it_is_read_is_not_kept(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command("generate", "leads.yaml") == 0
    Path(str(quick.place(select(Arguments(Path("leads.yaml"))).asked))).unlink()
    build = pipeline.build

    def slow(*arguments: object) -> object:
        output = build(*arguments)  # type: ignore[arg-type]
        Path("leads.yaml").write_text(SPEC.replace("Done.", "Finished."), encoding="utf-8")
        return output

    monkeypatch.setattr(pipeline, "build", slow)
    assert full("leads.yaml").exit_code == 0
    assert quick.answer(["leads.yaml"]) is None


def test_generate_keeps_nothing_when_foreign_files_are_in_the_package(alone: Path) -> None:
    assert command("generate", "leads.yaml") == 0
    assert quick.answer(["leads.yaml"])
    Path("leads", "mine.py").touch()
    assert command("generate", "leads.yaml") == 0
    assert quick.answer(["leads.yaml"]) is None


@pytest.mark.parametrize("folder", ["", "leads.yaml/cache"])
def test_without_a_cache_folder_every_check_is_a_whole_one(
    alone: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADSMITH_CACHE", folder)
    assert command("generate", "leads.yaml") == 0
    assert quick.answer(["leads.yaml"]) is None
    assert full("leads.yaml").exit_code == 0


def test_the_cache_is_where_the_system_keeps_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LEADSMITH_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert quick.cache_folder() == str(tmp_path / "leadsmith")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert quick.cache_folder() == str(tmp_path / ".cache" / "leadsmith")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert quick.cache_folder() == str(tmp_path / "Library" / "Caches" / "leadsmith")


def test_old_records_are_removed(alone: Path, tmp_path: Path) -> None:
    (tmp_path / "cache" / "check").mkdir(parents=True)
    old = tmp_path / "cache" / "check" / "old"
    young = tmp_path / "cache" / "check" / "young"
    for path, days in ((old, 31), (young, 29)):
        path.touch()
        os.utime(path, (time.time() - days * 86400,) * 2)
    assert command("generate", "leads.yaml") == 0
    assert (old.exists(), young.exists()) == (False, True)


# ----- the program itself


def program(*arguments: str, generator: Path = ROOT / "generator") -> subprocess.CompletedProcess[str]:
    """`python -m leadsmith` in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(generator)}
    return subprocess.run(
        [sys.executable, "-B", *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_a_known_answer_loads_next_to_nothing(alone: Path) -> None:
    assert command("generate", "leads.yaml") == 0
    asked = "import sys; sys.argv[1:] = ['check', 'leads.yaml']; from leadsmith.__main__ import main; main()"
    plain = program("-c", "import sys; print(*sys.modules)").stdout.split()
    done = program("-c", f"{asked}; print(*sys.modules)")
    first, loaded = done.stdout.splitlines()
    assert (first, done.stderr, done.returncode) == ("leads: up to date", "", 0)
    more = set(loaded.split()) - set(plain)
    assert {name for name in more if name.startswith("leadsmith")} == {
        "leadsmith",
        "leadsmith.__main__",
        "leadsmith.quick",
    }
    assert {name for name in more if not name.startswith("leadsmith")} <= {"hashlib", "_hashlib", "_blake2", "_sha2"}

    Path("leads.yaml").write_text(SPEC + "\n", encoding="utf-8")
    again = program("-m", "leadsmith", "check", "leads.yaml")
    assert again.returncode == 1
    assert "--- leads/_manifest.json" in again.stdout


def test_a_change_of_the_generator_or_its_templates_is_seen(alone: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    kept = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(leadsmith.__file__).parent, checkout / "generator" / "leadsmith", ignore=kept)
    shutil.copytree(ROOT / "templates", checkout / "templates", ignore=kept)
    shutil.copy(ROOT / "LICENSE", checkout)

    def check() -> int:
        return program("-m", "leadsmith", "check", "leads.yaml", generator=checkout / "generator").returncode

    made = program("-m", "leadsmith", "generate", "leads.yaml", generator=checkout / "generator")
    assert made.returncode == 0, made.stderr
    assert check() == 0
    for path, old, new in (
        (checkout / "templates" / "client.py.jinja", "The client itself", "The client"),
        (checkout / "generator" / "leadsmith" / "runtime" / "auth.py", "import", "# changed\nimport"),
    ):
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        assert check() == 1
        path.write_text(before, encoding="utf-8")
        assert check() == 0
