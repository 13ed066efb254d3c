"""`vendor`: a package in another repository, with what tells where it came from, updated without losing anything."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from leadsmith import interface, manifest
from leadsmith.cli import app, swap
from leadsmith.cli.origin import public_url
from needs import missing

Run = Callable[..., Result]
vendor = import_module("leadsmith.cli.vendor")  # `leadsmith.cli.vendor` is the command

ROOT = Path(__file__).resolve().parents[2]
NAME = "drivly_leads"
PACKAGE = Path("service", "clients", NAME)
COPY = Path("app", "src", "_vendor", NAME)
FILES = len(manifest.read((ROOT / "generated" / NAME / manifest.FILE).read_text()).files) + 2
"""Of the package: those in its manifest, this itself, and the sums. A copy has a licence besides."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a service with a package and a licence, and an application."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generated" / NAME, tmp_path / PACKAGE, ignore=ignore)
    (tmp_path / "service" / "LICENSE").write_text("Of the service.\r\n", encoding="utf-8", newline="")
    (tmp_path / "app").mkdir()
    git(tmp_path, "init", "-q", "service")
    git(tmp_path / "service", "add", ".")
    git(tmp_path / "service", "commit", "-qm", "Start")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs the command; a traceback is a failure of the test."""

    def invoke(*arguments: str | Path, code: int = 0) -> Result:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return invoke


@pytest.fixture
def copied(run: Run) -> Path:
    run("vendor", PACKAGE, COPY.parent)
    return COPY


def git(folder: Path, *arguments: str) -> str:
    if shutil.which("git") is None:
        missing("git is not there")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def change(package: Path, **files: bytes | None) -> None:
    """Make a package what a later `generate` could have made of it; `__` in a name is a slash, None removes it."""
    named = {name.replace("__", "/") + ".py": content for name, content in files.items()}
    for name, content in named.items():
        (package / name).unlink() if content is None else (package / name).write_bytes(content)
    found = {name: content for name, content in contents(package).items() if name not in (manifest.FILE, manifest.SUMS)}
    text = json.loads((package / manifest.FILE).read_text(encoding="utf-8"))
    text["files"] = {name: manifest.digest(content) for name, content in found.items()}
    (package / manifest.FILE).write_text(json.dumps(text), encoding="utf-8")
    found[manifest.FILE] = (package / manifest.FILE).read_bytes()
    (package / manifest.SUMS).write_text(manifest.sums(found), encoding="utf-8")


def recorded(copy: Path) -> dict[str, str]:
    return dict(manifest.read((copy / manifest.FILE).read_text(encoding="utf-8")).vendored)


# The copy -------------------------------------------------------------------------------------------------------------


def test_the_copy_is_the_package_with_a_licence_and_verifies_itself(run: Run, folder: Path) -> None:
    before = contents(folder)
    times = {path: path.stat().st_mtime_ns for path in (folder / "service").rglob("*")}
    source = contents(PACKAGE)
    told = run("vendor", PACKAGE, COPY.parent)
    number = len(source) + 1
    assert (told.stdout, told.stderr) == (f"{COPY}: {number} files, {number} changed\n", "")
    copy = contents(COPY)
    own = (manifest.FILE, manifest.SUMS)
    assert copy.pop("LICENSE") == b"Of the service.\n"
    assert copy["_runtime/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert {name: copy[name] for name in copy if name not in own} == {n: source[n] for n in source if n not in own}
    assert {name: text for name, text in contents(folder).items() if not name.startswith("app")} == before
    assert {path: path.stat().st_mtime_ns for path in (folder / "service").rglob("*")} == times

    assert run("verify", COPY).stdout == f"{COPY}: as generated\n"
    script = [sys.executable, "-I", "-S", str(COPY / "_runtime" / "verify.py")]
    subprocess.run(script, check=True, capture_output=True)
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", manifest.SUMS], cwd=COPY, check=True)
    code = f"from src._vendor.{NAME} import DrivlyLeads"
    subprocess.run([sys.executable, "-B", "-c", code], cwd="app", check=True)


def test_vendoring_again_changes_nothing(run: Run, copied: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in copied.rglob("*")}
    for dest in (copied.parent, copied):
        assert run("vendor", PACKAGE, dest).stdout == f"{copied}: {FILES + 1} files, 0 changed\n"
    assert {path: path.stat().st_mtime_ns for path in copied.rglob("*")} == before


def test_an_update_removes_what_is_stale_and_keeps_what_is_not_its_own(run: Run, copied: Path) -> None:
    (copied / "mine.py").write_text("mine\n", encoding="utf-8")
    (PACKAGE / "more").mkdir()
    change(PACKAGE, errors=None, client=b"new\n", more__own=b"1\n")
    told = run("vendor", PACKAGE, copied.parent).stdout
    assert told == f"{copied}: {FILES + 1} files, 5 changed\n", "errors, client, more, the manifest and the sums"
    assert not (copied / "errors.py").exists()
    assert (copied / "client.py").read_bytes() == b"new\n"
    assert (copied / "mine.py").read_text(encoding="utf-8") == "mine\n"
    assert run("verify", copied, code=1).stdout == f"extra: {copied}/mine.py\n"
    again = run("vendor", PACKAGE, copied.parent).stderr
    assert again == f"{copied}/mine.py is not from leadsmith. It stays; move it out of the package.\n"


@pytest.mark.parametrize("name", ["client.py", "errors.py", "LICENSE"])
def test_what_was_edited_is_shown_and_stays_without_force(run: Run, copied: Path, name: str) -> None:
    (copied / name).write_text("edited\n", encoding="utf-8")
    change(PACKAGE, errors=None)
    before = contents(copied)
    told = run("vendor", PACKAGE, copied, code=1)
    assert told.stdout == ""
    assert f"{copied / name} was edited since it was generated." in told.stderr
    assert name == "errors.py" or "-edited" in told.stderr
    assert contents(copied) == before
    run("vendor", PACKAGE, copied, "--force")
    run("verify", copied)


def test_what_is_in_the_way_and_not_a_copy_is_not_overwritten(run: Run) -> None:
    COPY.mkdir(parents=True)
    (COPY / "__init__.py").write_text("mine\n", encoding="utf-8")
    told = run("vendor", PACKAGE, COPY.parent, code=1).stderr
    assert f"{COPY}/__init__.py was not generated by leadsmith." in told
    assert contents(COPY) == {"__init__.py": b"mine\n"}


def test_when_it_cannot_be_written_the_copy_stays(run: Run, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(PACKAGE, client=b"new\n")
    before = contents(Path("app"))

    def fails(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(swap, "_put", fails)
        assert "No space left on device" in run("vendor", PACKAGE, copied, code=2).stderr
    assert contents(Path("app")) == before
    assert not list(copied.parent.glob(".leadsmith*"))


# Its name -------------------------------------------------------------------------------------------------------------


def test_a_copy_of_another_name_is_updated_by_its_folder_or_its_name(run: Run) -> None:
    renamed = COPY.with_name("leads")
    run("vendor", PACKAGE, COPY.parent, "--as", "leads")
    for number, arguments in enumerate(([renamed], [COPY.parent, "--as", "leads"], [renamed, "--as", "leads"])):
        change(PACKAGE, client=f"{number}\n".encode())
        assert run("vendor", PACKAGE, *arguments).stdout == f"{renamed}: {FILES + 1} files, 3 changed\n"
        assert (renamed / "client.py").read_text(encoding="utf-8") == f"{number}\n"
    assert os.listdir(COPY.parent) == ["leads"]
    told = run("vendor", PACKAGE, renamed, "--as", "other", code=2).stderr
    assert f"{renamed} is a copy already, and named leads." in told


def test_a_folder_of_its_name_is_the_copy_when_nothing_is_in_it(run: Run) -> None:
    """As `cp -r generated/x vendor/x` does, and never one in another of its name."""
    absent, empty, other = (Path("app", where, NAME) for where in ("absent", "empty", "other"))
    empty.mkdir(parents=True)
    other.mkdir(parents=True)
    (other / "own.py").touch()
    for dest, copy in ((absent, absent), (empty, empty), (other, other / NAME)):
        assert run("vendor", PACKAGE, dest).stdout == f"{copy}: {FILES + 1} files, {FILES + 1} changed\n"
        assert run("vendor", PACKAGE, dest).stdout == f"{copy}: {FILES + 1} files, 0 changed\n"
    assert run("vendor", PACKAGE, "app/as/leads", "--as", "leads").stdout.startswith(f"app/as/leads: {FILES + 1} files")
    assert run("vendor", PACKAGE, "app/plain").stdout.startswith(f"app/plain/{NAME}: {FILES + 1} files")


def test_a_folder_with_other_things_is_no_place_for_a_copy(run: Run, folder: Path) -> None:
    COPY.mkdir(parents=True)
    (COPY / "own.py").touch()
    before = contents(folder)
    for force in ((), ("--force",)):
        told = run("vendor", PACKAGE, COPY.parent, *force, code=2).stderr
        assert f"{COPY} is no generated package, and has other things in it, such as own.py." in told
    assert contents(folder) == before


def test_the_current_folder_can_be_where_it_goes(run: Run, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = PACKAGE.absolute()
    change(source, client=b"new\n")
    monkeypatch.chdir(copied)
    assert run("vendor", source, ".").stdout == f".: {FILES + 1} files, 3 changed\n"
    assert Path("client.py").read_bytes() == b"new\n"
    monkeypatch.chdir("..")
    assert run("vendor", source, ".").stdout == f"{NAME}: {FILES + 1} files, 0 changed\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([PACKAGE, "app", "--as", "my-leads"], "'my-leads' is not a Python name"),
        ([PACKAGE, "app", "--as", "../leads"], "'../leads' is not a Python name"),
        ([PACKAGE, "app", "--as", "class"], "'class' is not a Python name"),
        ([PACKAGE, "service/LICENSE"], "service/LICENSE is a file."),
        ([PACKAGE, PACKAGE.parent], f"{PACKAGE}: the copy and the package would be in one another."),
        ([PACKAGE, PACKAGE], f"{PACKAGE}: the copy and the package would be in one another."),
        ([PACKAGE, PACKAGE / "vendor"], f"{PACKAGE}/vendor: the copy and the package would be in one another."),
        ([PACKAGE, ".", "--as", "service"], "service: the copy and the package would be in one another."),
        (["app", "service"], "app cannot be copied: there is no SHA256SUMS in it."),
        (["nowhere", "service"], "nowhere cannot be copied: it is not there."),
    ],
)
def test_what_makes_no_sense_is_explained(run: Run, folder: Path, arguments: list[str | Path], said: str) -> None:
    before = contents(folder)
    assert said in run("vendor", *arguments, code=2).stderr
    assert contents(folder) == before


def test_one_package_does_not_take_the_place_of_another(run: Run, copied: Path) -> None:
    other = Path("service", "clients", "shop")
    shutil.copytree(PACKAGE, other)
    text = (other / interface.FILE).read_text(encoding="utf-8").replace(f'"package": "{NAME}"', '"package": "shop"')
    (other / interface.FILE).write_text(text, encoding="utf-8")
    change(other)
    told = run("vendor", other, copied, code=2).stderr
    assert f"{copied} is a copy of the package {NAME}, not of shop." in told
    run("vendor", other, copied, "--force")
    run("verify", copied)


def test_a_package_that_is_not_as_generated_is_not_copied(run: Run) -> None:
    (PACKAGE / "client.py").write_text("edited\n", encoding="utf-8")
    (PACKAGE / "mine.py").touch()
    told = run("vendor", PACKAGE, "app", code=1)
    assert told.stderr.startswith(f"edited: {PACKAGE}/client.py\nextra: {PACKAGE}/mine.py\nNothing was copied: ")
    assert os.listdir("app") == []


def test_a_damaged_copy_is_not_ignored(run: Run, copied: Path) -> None:
    (copied / manifest.FILE).write_text("<<<<<<< ours\n", encoding="utf-8")
    assert "version control" in run("vendor", PACKAGE, copied, code=2).stderr


# Where it came from ---------------------------------------------------------------------------------------------------


def test_the_manifest_says_where_the_copy_came_from(run: Run, folder: Path) -> None:
    service = folder / "service"
    git(service, "remote", "add", "other", "https://example.com/other.git")
    git(service, "remote", "add", "origin", "https://me:secret@example.com/team/service.git?token=secret")
    first = git(service, "rev-parse", "HEAD")
    expected = {
        "from": "https://example.com/team/service.git",
        "path": "clients/drivly_leads",
        "revision": first,
        "manifest": manifest.digest((PACKAGE / manifest.FILE).read_bytes()),
    }
    run("vendor", PACKAGE, COPY.parent)
    assert recorded(COPY) == expected
    text = (COPY / manifest.FILE).read_text(encoding="utf-8")
    assert str(folder) not in text and "secret" not in text
    assert not re.search(r"\d{4}-\d\d-\d\d|\d\d:\d\d", text.partition('"vendored"')[2])

    (service / "README.md").touch()  # what is not in the package does not count
    git(service, "add", ".")
    git(service, "commit", "-qm", "Second")
    (service / "README.md").write_text("more", encoding="utf-8")
    assert run("vendor", PACKAGE, COPY).stdout.endswith(" 0 changed\n")

    change(PACKAGE, client=b"new\n")
    run("vendor", PACKAGE, COPY)
    assert recorded(COPY)["revision"] == f"{first}-dirty"
    git(service, "commit", "-qam", "Third")
    assert run("vendor", PACKAGE, COPY).stdout.endswith(" 2 changed\n")
    assert recorded(COPY)["revision"] == git(service, "rev-parse", "HEAD")


def test_in_a_hook_of_another_repository_it_is_the_same(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(folder, "init", "-q", "app")
    monkeypatch.setenv("GIT_DIR", str(folder / "app" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(folder / "app"))
    run("vendor", PACKAGE, COPY.parent)
    assert recorded(COPY)["path"] == "clients/drivly_leads"


def test_without_git_the_hash_of_the_manifest_is_recorded(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    (PACKAGE.parent / "COPYING").touch()
    told = run("vendor", PACKAGE, COPY.parent)
    assert told.stderr == f"{PACKAGE}: git knows no commit of it: the copy's manifest does not say of which it is.\n"
    digest = manifest.digest((PACKAGE / manifest.FILE).read_bytes())
    assert recorded(COPY) == {"path": "clients/drivly_leads", "manifest": digest}
    assert (COPY / "COPYING").is_file()


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://example.com/a/b.git", "https://example.com/a/b.git"),
        ("https://token@example.com:8443/a", "https://example.com:8443/a"),
        ("https://me:p@ss@example.com/a?private_token=x#y", "https://example.com/a"),
        ("HTTPS://me:pass@example.com/a", "https://example.com/a"),
        ("ssh://git:pass@example.com/a", "ssh://git@example.com/a"),
        ("git@example.com:a/b.git", "git@example.com:a/b.git"),
        ("example.com:a/b.git", "example.com:a/b.git"),
        ("/home/me/a", ""),
        ("../a", ""),
        ("file:///home/me/a", ""),
        ("C:/me/a", ""),
        ("C:\\me\\a", ""),
        ("me:pass@example.com/a", ""),
        ("", ""),
    ],
)
def test_what_is_recorded_of_a_url(url: str, public: str) -> None:
    assert public_url(url) == public


# Licences -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["LICENCE.md", "license", "Copying.LESSER", "LICENSE-MIT"])
def test_the_nearest_licence_is_copied(run: Run, name: str) -> None:
    (PACKAGE.parent / name).write_text("Nearer.\n", encoding="utf-8")
    (PACKAGE.parent / "license.py").touch()
    (PACKAGE.parent / "licenses").mkdir()
    run("vendor", PACKAGE, COPY.parent)
    assert {path.name for path in COPY.iterdir() if "licen" in path.name.lower() or "cop" in path.name.lower()} == {
        name
    }
    assert (COPY / name).read_text(encoding="utf-8") == "Nearer.\n"
    run("verify", COPY)


def test_without_a_licence_it_is_said_and_one_above_the_repository_is_not_taken(run: Run, folder: Path) -> None:
    (folder / "service" / "LICENSE").rename(folder / "LICENSE")
    told = run("vendor", PACKAGE, COPY.parent)
    assert f"{PACKAGE}: no LICENSE, LICENCE or COPYING beside or above it" in told.stderr
    assert told.stdout == f"{COPY}: {FILES} files, {FILES} changed\n"


def test_a_copy_of_a_copy_keeps_the_licence(run: Run, copied: Path) -> None:
    (copied.parent / "LICENSE").write_text("Of the application.\n", encoding="utf-8")
    run("vendor", copied, "third")
    assert (Path("third") / NAME / "LICENSE").read_bytes() == b"Of the service.\n"
    assert recorded(Path("third") / NAME)["manifest"] == manifest.digest((copied / manifest.FILE).read_bytes())
    run("verify", Path("third") / NAME)


# For those who compare ------------------------------------------------------------------------------------------------


def test_the_interfaces_before_and_after_are_at_hand(run: Run, folder: Path) -> None:
    first = vendor.planned(PACKAGE, COPY.parent)
    text = (PACKAGE / interface.FILE).read_text(encoding="utf-8")
    assert (first.folder, len(first.files), first.notes) == (COPY, FILES + 1, ())
    assert (first.interface, first.interface_before) == (text, None)
    assert not COPY.exists(), "a plan writes nothing"
    run("vendor", PACKAGE, COPY.parent)
    (PACKAGE / interface.FILE).write_text(text.replace("/api", "/v2"), encoding="utf-8")
    change(PACKAGE)
    second = vendor.planned(PACKAGE, COPY)
    assert (second.interface, second.interface_before) == (text.replace("/api", "/v2"), text)


def test_who_is_refused_gets_an_exit(run: Run, copied: Path, capsys: Any) -> None:
    (copied / "client.py").write_text("edited\n", encoding="utf-8")
    with pytest.raises(click.exceptions.Exit) as raised:
        vendor.planned(PACKAGE, copied)
    assert raised.value.exit_code == 1
