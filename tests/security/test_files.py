"""Files are written within the output folder alone, by names that every file system can have, and all or none."""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leadsmith import manifest
from leadsmith.cli import app
from leadsmith.config import client_config
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import parse
from leadsmith.naming import MODULE_RESERVED, Names, snake
from leadsmith.operations import RESOURCES
from leadsmith.pipeline import build

DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³")}
HOSTILE = (
    *("../x", "..\\..\\x", "../../../../etc/passwd", "/abs", "//host/share", "\\\\host\\share", "C:\\x", "a:b"),
    *("a::$DATA", "..", ".", "...", "~", "~root", "-rf", "x.", "x ", " x", "x\0y", "x\ny", "x\ry", "\u202ex"),
    *("a\u200bb", "\ufeffx", "CON", "con", "Con", "nul", "AUX", "prn", "COM1", "com 1", "LPT9", "com\xb9", "con.py"),
    *(
        "NUL.txt",
        "CON ",
        "\ufb01",
        "fi",
        "FI",
        "\ufb03",
        "ffi",
        "\u212b",
        "\xc5",
        "A\u030a",
        "\u017f",
        "s",
        "\u212a",
        "k",
    ),
    *("\xdf", "ss", "\u0130", "i\u0307", "\u0131", "\u01f0", "j\u030c", "\u03a3", "\u03c2", "\u03c3", "\u03b1\u0345"),
    *("x" * 300, "\U00020000" * 300, "\uff58" * 300, "\u6f22" * 300, "\xe9" * 300, "\ufdfa" * 80, "\U0001f600" * 90),
    *("a b " * 200, "__init__", "__pycache__", "_runtime", "_manifest.json", "SHA256SUMS", "py.typed", "README.md"),
    *(".git", ".gitignore", "models", "Models", "MODELS", "resources", "client", "errors", "", " ", "%2e%2e%2fx"),
    *("$(id)", "`id`", "{0}", "*", "?"),
)


def described(tags: Iterable[str]) -> bytes:
    """A document with an operation in each tag, and a component of each name."""
    names = [*tags]
    paths = {
        f"/{number}/{tag}": {"get": {"operationId": tag, "tags": [tag], "responses": {"200": {"description": "Ok."}}}}
        for number, tag in enumerate(names)
    }
    schemas = {tag: {"type": "object", "properties": {"a": {"type": "string"}}} for tag in names}
    info = {"title": names[0] if names else "T", "version": "../1"}
    document = {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}
    return json.dumps(document).encode()


def hold(files: Iterable[str]) -> None:
    """Every name can be had on every file system, and no two are the same on any."""
    folded: Counter[str] = Counter()
    for name in files:
        path = PurePosixPath(name)
        assert not path.is_absolute()
        assert str(path) == name
        for part in path.parts:
            assert part not in (".", "..")
            assert len(part.encode()) <= 255 - len(".cpython-313.opt-1.pyc")
            assert len(part.encode("utf-16-le")) // 2 <= 255
            assert part.rstrip(". ") == part == part.lstrip(" ")
            assert part.split(".")[0].lower() not in DEVICES
            assert not any(letter in '<>:"/\\|?*' or not letter.isprintable() for letter in part)
            assert unicodedata.normalize("NFC", part) == part, "macOS gives it back otherwise"
        folded[unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())] += 1
    assert not [name for name, count in folded.items() if count > 1]


def test_names_of_the_document_make_files_in_the_package_alone() -> None:
    output = build(parse(described(HOSTILE), "spec.json"), client_config(Path("spec.json"), package="client"))
    hold(output.files)
    folders = {str(PurePosixPath(name).parent) for name in output.files}
    assert folders == {".", "_runtime", "models", "resources"}
    assert sum(name.startswith("resources/") for name in output.files) > len(set(HOSTILE)) // 2


@given(st.lists(st.text(max_size=120) | st.sampled_from(HOSTILE), max_size=30, unique=True))
@example(["con", "CON", "con_", "Con 2"])
@settings(max_examples=200)
def test_any_texts_make_names_of_modules(texts: list[str]) -> None:
    names = Names()
    wanted = [snake(text, "resource") for text in texts]
    given = [names.claim(RESOURCES, f"/{number}", name, reserved=MODULE_RESERVED, join="_") for number, name in
             enumerate(wanted)]  # fmt: skip
    hold(f"{name}.py" for name in given)
    assert all(name.isidentifier() for name in given)


@pytest.mark.parametrize("name", ["aux", "CON", "nul", "com1"])
def test_a_package_is_no_device(name: str) -> None:
    with pytest.raises(LeadsmithError, match="cannot be a folder on Windows"):
        client_config(Path("spec.json"), package=name)


@pytest.mark.parametrize("name", ["../x.py", "/x.py", "a/../../x.py", "..\\x.py", "./x.py", "a//x.py", ""])
def test_a_manifest_owns_files_in_its_folder_alone(name: str) -> None:
    text = manifest.write(manifest.Manifest("1", "1", files={name: "0"}))
    with pytest.raises(ValueError, match="not one in its folder"):
        manifest.read(text)


# Links ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside the project, which nothing may touch."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "client.py").write_text("mine = 1\n", encoding="utf-8")
    (folder / "inner").mkdir(mode=0o755)
    project = tmp_path / "project"
    project.mkdir()
    (project / "spec.json").write_bytes(described(["pets"]))
    monkeypatch.chdir(project)
    return folder


def generate(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["generate", "spec.json", "--output", "out/client", *arguments])
    assert result.exit_code == code, result.output
    return result


def state(folder: Path) -> list[tuple[str, int, int, bytes]]:
    return [
        (str(path), path.stat().st_mode, path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    ]


def test_an_output_that_is_a_link_of_the_user_leads_where_he_wants(outside: Path) -> None:
    """The folder is named by the user, who made the link: it stays one, and the package is where it leads."""
    (outside / "place").mkdir()
    Path("out").mkdir()
    Path("out/client").symlink_to(outside / "place")
    before = state(outside / "inner"), (outside / "client.py").read_bytes()
    generate()
    assert Path("out/client").is_symlink()
    assert (outside / "place" / "_manifest.json").is_file()
    assert (state(outside / "inner"), (outside / "client.py").read_bytes()) == before


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("made_before", [False, True])
@pytest.mark.parametrize("name", ["models", "resources", "_runtime"])
def test_a_folder_in_it_that_is_a_link_is_not_followed(
    outside: Path, name: str, made_before: bool, force: tuple[str, ...]
) -> None:
    if made_before:
        generate()
        for path in sorted(Path("out/client", name).rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        Path("out/client", name).rmdir()
    else:
        Path("out/client").mkdir(parents=True)
    Path("out/client", name).symlink_to(outside)
    before = state(outside)
    done = generate(*force, code=2)
    assert f"out/client/{name} is a link." in done.stderr
    assert state(outside) == before
    assert Path("out/client", name).is_symlink()


@pytest.mark.parametrize("stood_in", [False, True])
def test_a_file_in_it_that_is_a_link_is_replaced_and_what_it_leads_to_stays(
    outside: Path, stood_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate()
    link = Path("out/client/client.py").absolute()
    link.unlink()
    link.symlink_to(outside / "client.py")
    before = state(outside)
    generate(code=1)  # it was edited, one may say
    assert link.is_symlink()
    project = Path.cwd()
    if stood_in:  # then files are changed one by one
        monkeypatch.chdir("out/client")
    result = CliRunner().invoke(
        app, ["generate", str(project / "spec.json"), "--output", str(project / "out/client"), "--force"]
    )
    assert result.exit_code == 0, result.output
    assert not link.is_symlink()
    assert "class " in link.read_text(encoding="utf-8")
    assert state(outside) == before


def test_a_link_that_leads_nowhere_is_in_the_way(outside: Path) -> None:
    Path("out/client").mkdir(parents=True)
    Path("out/client/client.py").symlink_to(outside / "new.py")
    generate("--force", code=2)
    assert not (outside / "new.py").exists()


def test_a_link_in_the_place_of_what_a_killed_run_left_is_not_followed(outside: Path) -> None:
    Path("out").mkdir()
    left = Path("out/.leadsmith-0123abcd")
    left.symlink_to(outside)
    (outside / "inner").chmod(0o500)
    before = state(outside)
    generate()
    assert state(outside) == before
    assert left.is_symlink()
    (outside / "inner").chmod(0o700)


def test_files_of_an_earlier_run_are_not_removed_through_a_link(outside: Path) -> None:
    generate()
    text = Path("out/client/_manifest.json").read_text(encoding="utf-8")
    owned = manifest.read(text)
    listed = manifest.Manifest(**{**vars(owned), "files": {**owned.files, "old/client.py": "0"}})
    Path("out/client/_manifest.json").write_text(manifest.write(listed), encoding="utf-8")
    Path("out/client/old").symlink_to(outside)
    before = state(outside)
    generate("--force")
    assert state(outside) == before


# All or none ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_of_a_run_that_fails_nothing_is_seen(outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate()
    before = state(Path("out"))
    Path("spec.json").write_bytes(described(["pets", "people", "places"]))
    real, calls = os.fsync, []

    def failing(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    assert "No space left on device" in generate(code=2).stderr
    assert state(Path("out")) == before
    monkeypatch.setattr(os, "fsync", real)
    for broken in (b"{", b'{"openapi": "3.1.0", "x": ' + b"[" * 10_000):
        Path("spec.json").write_bytes(broken)
        generate(code=2)
        assert state(Path("out")) == before
