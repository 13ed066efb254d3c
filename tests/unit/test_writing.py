"""How `generate` writes: all or nothing, and what is not its own stays as it is. (Kills are in `test_killed.py`.)"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from leadsmith import manifest
from leadsmith.cli import app, swap, tree

Run = Callable[..., Result]

SPEC = """\
openapi: 3.1.0
info: {title: Leads, version: "1"}
paths: {/leads: {get: {operationId: listLeads, responses: {"204": {description: Done.}}}}}
"""
RENAMED = SPEC.replace("title: Leads", "title: Prospects")
CLIENTS = '[[tool.leadsmith.clients]]\nspec = "leads.yaml"\n'
TWO = f'{CLIENTS}output = "one"\n{CLIENTS}output = "two"\n'
LEFT = ".leadsmith-0123abcd"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project that is the current folder, with a document in it."""
    (tmp_path / "leads.yaml").write_text(SPEC, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs the command in the project; a traceback is a failure of the test."""

    def invoke(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return invoke


@pytest.fixture
def renamed(run: Run, folder: Path) -> Path:
    """The folder of a package whose document has changed since."""
    run("generate", "leads.yaml")
    (folder / "leads.yaml").write_text(RENAMED, encoding="utf-8")
    return folder / "leads"


def state(folder: Path) -> dict[str, tuple[Any, ...]]:
    """All that is in a folder, with what tells if it was touched."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        info = path.lstat()
        content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else ""
        found[path.relative_to(folder).as_posix()] = (info.st_ino, info.st_mode, info.st_mtime_ns, content)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {name: entry[3] for name, entry in state(folder).items()}


def failing(monkeypatch: pytest.MonkeyPatch, where: object, name: str, code: int, at: int = 1) -> list[int]:
    """Let the Nth call of a function fail as the system does; the others work. Returns the calls."""
    works = getattr(where, name)
    calls: list[int] = []

    def fails(*arguments: Any, **options: Any) -> Any:
        calls.append(len(calls) + 1)
        if len(calls) == at:
            raise OSError(code, os.strerror(code), str(arguments[0]))
        return works(*arguments, **options)

    monkeypatch.setattr(where, name, fails)
    return calls


def always(code: int) -> Callable[..., None]:
    def fails(*arguments: object, **options: object) -> None:
        raise OSError(code, os.strerror(code), str(arguments[-1]))

    return fails


# Errors ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "name", "code", "at"),
    [
        (swap, "_put", errno.ENOSPC, 3),
        (swap, "_link", errno.ENOSPC, 3),
        (os, "mkdir", errno.EACCES, 1),  # as in a parent folder that is read-only
        (swap, "_exchange", errno.EIO, 1),
    ],
)
def test_when_it_cannot_be_done_nothing_was_touched(
    run: Run, renamed: Path, monkeypatch: pytest.MonkeyPatch, where: object, name: str, code: int, at: int
) -> None:
    before = state(renamed)
    with monkeypatch.context() as patched:
        calls = failing(patched, where, name, code, at)
        assert os.strerror(code) in run("generate", "leads.yaml", code=2).stderr
    assert len(calls) >= at
    assert state(renamed) == before
    assert not list(renamed.parent.glob(".leadsmith*"))
    run("generate", "leads.yaml")
    run("check", "leads.yaml")


def test_the_first_time_an_error_leaves_no_folder(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        failing(patched, os, "rename", errno.EIO)
        run("generate", "leads.yaml", code=2)
    assert os.listdir(folder) == ["leads.yaml"]


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSYS], ids=["exchange", "renames"])
def test_of_several_packages_those_in_place_are_put_back_when_one_fails(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    (folder / "pyproject.toml").write_text(TWO, encoding="utf-8")
    run("generate")
    (folder / "leads.yaml").write_text(RENAMED, encoding="utf-8")
    before = contents(folder)
    with monkeypatch.context() as patched:
        if code == errno.ENOSYS:
            patched.setattr(swap, "_exchange", always(code))
            calls = failing(patched, os, "rename", errno.EIO, at=5)  # three are the first package's
        else:
            calls = failing(patched, swap, "_exchange", code, at=2)
        assert "Input/output error" in run("generate", code=2).stderr
    assert len(calls) >= 3
    assert contents(folder) == before
    run("generate")
    run("check")


# Systems --------------------------------------------------------------------------------------------------------------


def test_without_an_exchange_there_are_two_renames(run: Run, renamed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(renamed)
    monkeypatch.setattr(swap, "_exchange", always(errno.EINVAL))
    with monkeypatch.context() as patched:
        failing(patched, os, "rename", errno.EIO, at=2)
        run("generate", "leads.yaml", code=2)
    assert state(renamed) == before
    run("generate", "leads.yaml")
    run("check", "leads.yaml")
    assert not list(renamed.parent.glob(".leadsmith*"))


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EXDEV])
def test_a_folder_that_cannot_be_moved_is_changed_file_by_file(
    run: Run, renamed: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    (renamed / "mine.py").write_text("mine\n", encoding="utf-8")
    before, inode = contents(renamed), renamed.stat().st_ino
    monkeypatch.setattr(swap, "_exchange", always(code))
    with monkeypatch.context() as patched:
        calls = failing(patched, os, "replace", errno.EIO, at=2)
        run("generate", "leads.yaml", code=2)
    assert len(calls) == 2
    assert contents(renamed) == before, "the first file was put back"
    run("generate", "leads.yaml")
    run("check", "leads.yaml", code=1)  # only for the file that is not ours
    (renamed / "mine.py").unlink()
    run("check", "leads.yaml")
    assert renamed.stat().st_ino == inode
    assert not [*renamed.parent.glob(".leadsmith*"), *renamed.glob(".leadsmith*")]


def test_a_mount_point_is_changed_file_by_file(run: Run, renamed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inode = renamed.stat().st_ino
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == renamed)
    run("generate", "leads.yaml")
    run("check", "leads.yaml")
    assert renamed.stat().st_ino == inode


def test_who_stands_in_the_folder_still_does_afterwards(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = folder / "package"
    package.mkdir()
    monkeypatch.chdir(package)
    inode = package.stat().st_ino
    for title in ("Leads", "Prospects"):
        (folder / "leads.yaml").write_text(SPEC.replace("title: Leads", f"title: {title}"), encoding="utf-8")
        told = run("generate", "../leads.yaml", "--output", ".", "--package", "leads").stdout
        assert told.startswith(".: ") and not told.endswith(" 0 changed\n")
        assert f"The client for the {title} API" in Path("client.py").read_text(encoding="utf-8")
    assert package.stat().st_ino == inode == Path().stat().st_ino
    run("verify", ".")


def test_where_there_are_no_hard_links_files_are_copied(
    run: Run, renamed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (renamed / "mine.py").write_text("mine\n", encoding="utf-8")
    (renamed / "link").symlink_to("nowhere")
    before = state(renamed)
    monkeypatch.setattr(os, "link", always(errno.EPERM))
    run("generate", "leads.yaml")
    after = state(renamed)
    for name in ("mine.py", "link", "errors.py"):
        assert after[name][1:] == before[name][1:], name


def test_it_works_where_there_is_neither_exchange_nor_lock_nor_owner(folder: Path) -> None:
    code = """
import os, sys
sys.modules["fcntl"] = sys.modules["ctypes"] = None
del os.chown
from pathlib import Path
from leadsmith.cli import swap, tree
for text in (b"1", b"2"):
    tree.write(Path("package"), {"a.py": text, "b/c.py": text})
assert swap.fcntl is None
"""
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)
    assert set(contents(folder / "package")) == {".", "a.py", "b", "b/c.py"}
    assert (folder / "package" / "b" / "c.py").read_bytes() == b"2"
    assert sorted(os.listdir(folder)) == ["leads.yaml", "package"]


@pytest.mark.skipif(not sys.platform.startswith(("linux", "darwin")), reason="needs Linux or macOS")
def test_two_folders_change_places_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    swap._exchange(tmp_path / "one", tmp_path / "two")
    assert (os.listdir(tmp_path / "one"), os.listdir(tmp_path / "two")) == (["two"], ["one"])
    with pytest.raises(FileNotFoundError, match="No such file"):
        swap._exchange(tmp_path / "one", tmp_path / "three")


# What stays -----------------------------------------------------------------------------------------------------------


def test_nothing_is_touched_when_nothing_changed(run: Run, folder: Path) -> None:
    run("generate", "leads.yaml")
    before = state(folder)
    assert run("generate", "leads.yaml").stdout.endswith(" 0 changed\n")
    assert state(folder) == before


def test_what_does_not_change_and_what_is_not_ours_is_the_same_file_as_before(run: Run, renamed: Path) -> None:
    mine = renamed / "mine"
    mine.mkdir(mode=0o750)
    (mine / "tool").write_text("mine\n", encoding="utf-8")
    (mine / "tool").chmod(0o751)
    (mine / "link").symlink_to("../client.py")
    (mine / "folder").symlink_to("/")
    (mine / "gone").symlink_to("nowhere")
    os.mkfifo(mine / "pipe")
    os.utime(mine / "tool", (1, 2))
    os.utime(mine, (3, 4))
    (renamed / "__pycache__").mkdir()
    (renamed / "__pycache__" / "client.pyc").write_bytes(b"\0")
    before = {name: (path, path.lstat()) for name in files_below(renamed) for path in [renamed / name]}
    run("generate", "leads.yaml")
    changed = set()
    for name, (path, was) in before.items():
        now = path.lstat()
        assert now.st_mode == was.st_mode, name
        if now.st_ino != was.st_ino and not path.is_dir():
            changed.add(name)
        elif name not in (".", "resources"):
            assert now.st_mtime_ns == was.st_mtime_ns, name
    assert changed == {"README.md", "__init__.py", "client.py", "_manifest.json", "SHA256SUMS"}


def files_below(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*")]


def test_modes_stay_and_new_files_follow_the_umask(run: Run, renamed: Path) -> None:
    (renamed / "client.py").chmod(0o600)
    renamed.chmod(0o2775)
    (renamed / "errors.py").unlink()
    before = os.umask(0o027)
    try:
        run("generate", "leads.yaml")
    finally:
        os.umask(before)
    modes = {name: stat.S_IMODE((renamed / name).stat().st_mode) for name in (".", "client.py", "errors.py")}
    assert modes == {".": 0o2775, "client.py": 0o600, "errors.py": 0o640}


def test_another_link_to_a_file_keeps_its_content(run: Run, renamed: Path) -> None:
    old = (renamed / "client.py").read_bytes()
    os.link(renamed / "client.py", renamed.parent / "backup.py")
    run("generate", "leads.yaml")
    assert (renamed.parent / "backup.py").read_bytes() == old != (renamed / "client.py").read_bytes()


def test_an_output_that_is_a_link_stays_one(run: Run, renamed: Path) -> None:
    elsewhere = renamed.parent / "deep" / "elsewhere"
    elsewhere.parent.mkdir()
    renamed.rename(elsewhere)
    renamed.symlink_to("deep/elsewhere")
    run("generate", "leads.yaml")
    assert os.readlink(renamed) == "deep/elsewhere"
    assert "Prospects" in (elsewhere / "client.py").read_text(encoding="utf-8")
    assert os.listdir(elsewhere.parent) == ["elsewhere"]


def test_folders_go_with_their_last_file_unless_something_else_is_in_them(tmp_path: Path) -> None:
    def package(*names: str) -> dict[str, bytes]:
        hashes = {name: manifest.digest(b"") for name in names}
        return {
            **dict.fromkeys(names, b""),
            manifest.FILE: manifest.write(manifest.Manifest("", "", files=hashes)).encode(),
        }

    out = tmp_path / "out"
    tree.write(out, package("a.py", "b/c/d.py", "e/f.py", "g/h.py"))
    (out / "b" / "c" / "__pycache__").mkdir()
    (out / "b" / "c" / "__pycache__" / "d.pyc").touch()
    (out / "e" / "mine.py").touch()
    (out / "empty").mkdir()
    tree.write(out, package("a.py", "g/h.py"))
    assert set(contents(out)) == {".", "a.py", "e", "e/mine.py", "empty", "g", "g/h.py", manifest.FILE}


def test_what_others_write_in_the_meantime_is_taken_along(
    run: Run, renamed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (renamed / "old.txt").write_text("before", encoding="utf-8")
    exchange = swap._exchange

    def late(staged: Path, folder: Path) -> None:
        (renamed / "new").mkdir()
        (renamed / "new" / "mine.txt").write_text("just now", encoding="utf-8")
        (renamed / "saved.txt").write_text("after", encoding="utf-8")
        os.replace(renamed / "saved.txt", renamed / "old.txt")  # as editors save
        exchange(staged, folder)

    monkeypatch.setattr(swap, "_exchange", late)
    run("generate", "leads.yaml")
    assert (renamed / "new" / "mine.txt").read_text(encoding="utf-8") == "just now"
    assert (renamed / "old.txt").read_text(encoding="utf-8") == "after"


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("client.py", lambda path: path.mkdir(), "leads/client.py is a folder."),
        ("client.py", lambda path: path.symlink_to("nowhere"), "leads/client.py is no file."),
        ("resources", lambda path: path.symlink_to("../mine"), "leads/resources is a link."),
        ("resources", lambda path: path.touch(), "leads/resources is a file."),
    ],
)
def test_what_is_in_the_way_is_named_and_stays(
    run: Run, renamed: Path, name: str, make: Callable[[Path], None], said: str, force: tuple[str, ...]
) -> None:
    (renamed.parent / "mine").mkdir()
    path = renamed / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    make(path)
    before = state(renamed.parent)
    told = run("generate", "leads.yaml", *force, code=2).stderr
    assert said in told and "Move it out of the package" in told
    assert state(renamed.parent) == before


# More runs, and killed ones -------------------------------------------------------------------------------------------


def test_a_package_within_another(run: Run, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(TWO.replace('"two"', '"one/inner"'), encoding="utf-8")
    run("generate")
    (folder / "leads.yaml").write_text(RENAMED, encoding="utf-8")
    run("generate")
    for package in ("one", "one/inner"):
        assert "Prospects" in (folder / package / "client.py").read_text(encoding="utf-8")
    run("verify", "one/inner")


def test_one_run_waits_for_another(folder: Path) -> None:
    done = threading.Event()

    def write() -> None:
        tree.write(folder / "out", {"a.py": b""})
        done.set()

    other = threading.Thread(target=write)
    with swap.alone([folder / "out"]):
        other.start()
        assert not done.wait(0.2)
        assert not (folder / "out").exists()
    other.join(10)
    assert (folder / "out" / "a.py").is_file()


def test_what_killed_runs_left_is_removed_and_what_is_like_it_is_not(run: Run, renamed: Path) -> None:
    for parent in (renamed, renamed.parent):
        (parent / LEFT / "models").mkdir(parents=True)
        (parent / LEFT / "models" / "half.py").touch()
        (parent / LEFT / "models").chmod(0o500)
    (renamed.parent / ".leadsmith-notes").touch()
    run("generate", "leads.yaml")
    assert not (renamed / LEFT).exists()
    assert {path.name for path in renamed.parent.glob(".lead*")} == {".leadsmith-notes"}
    run("verify", "leads")


def test_a_folder_that_a_killed_run_moved_away_is_put_back_first(run: Run, folder: Path) -> None:
    """Before anything is read: the manifest in it keeps the names."""
    more = SPEC + "components: {schemas: {lead: {properties: {id: {type: string}}}}}\n"
    (folder / "leads.yaml").write_text(more, encoding="utf-8")
    run("generate", "leads.yaml")
    (folder / "leads" / "mine.py").touch()
    (folder / "leads").rename(folder / f"{LEFT}-leads")
    (folder / LEFT).mkdir()
    more = more.replace("schemas: {", "schemas: {Lead: {properties: {id: {type: integer}}}, ")
    (folder / "leads.yaml").write_text(more, encoding="utf-8")
    run("generate", "leads.yaml")
    names = manifest.read((folder / "leads" / manifest.FILE).read_text(encoding="utf-8")).names
    assert names["/components/schemas/lead"] == "Lead"
    assert (folder / "leads" / "mine.py").is_file()
    assert not list(folder.glob(".leadsmith*"))


def test_a_folder_that_was_replaced_is_removed_when_its_successor_is_in_place(run: Run, renamed: Path) -> None:
    shutil.copytree(renamed, renamed.parent / f"{LEFT}-leads")
    run("generate", "leads.yaml")
    assert not list(renamed.parent.glob(".leadsmith*"))
    run("check", "leads.yaml")


def test_when_someone_made_the_folder_anew_both_stay(run: Run, renamed: Path) -> None:
    shutil.copytree(renamed, renamed.parent / f"{LEFT}-leads")
    (renamed.parent / LEFT).mkdir()
    before = state(renamed.parent)
    told = run("generate", "leads.yaml", code=2).stderr
    assert f"{LEFT}-leads: This is leads as it was before a run that was killed" in told
    assert state(renamed.parent) == before


def test_files_that_are_already_what_they_should_be_are_no_edits(run: Run, folder: Path) -> None:
    run("generate", "leads.yaml")
    lock = folder / "leads" / manifest.FILE
    old = lock.read_bytes()
    (folder / "leads.yaml").write_text(SPEC.replace("title: Leads", "title: Prospects"), encoding="utf-8")
    run("generate", "leads.yaml")
    lock.write_bytes(old)  # as when the process was killed before the manifest, which comes last
    run("generate", "leads.yaml")
    run("check", "leads.yaml")
