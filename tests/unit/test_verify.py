"""A copy of a package is verified where it is: by the command, by the copy itself, and by `sha256sum`."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from leadsmith.cli import app

CLIENT = Path(__file__).resolve().parents[2] / "generated" / "drivly_leads"

Verify = Callable[..., tuple[int, str]]


def by_command(package: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["verify", str(package), *options], catch_exceptions=False)
    return result.exit_code, result.output


def by_itself(package: Path, *options: str) -> tuple[int, str]:
    """In isolated mode: with the standard library and nothing else."""
    command = [sys.executable, "-I", "-S", str(package / "_runtime" / "verify.py"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(params=[by_command, by_itself])
def verify(request: pytest.FixtureRequest) -> Verify:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The client, vendored deep in another repository."""
    ignore = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(CLIENT, tmp_path / "app" / "_vendor" / "drivly_leads", ignore=ignore))


def test_a_copy_is_as_generated(verify: Verify, copied: Path) -> None:
    assert verify(copied) == (0, f"{copied}: as generated\n")


def test_every_difference_is_told(verify: Verify, copied: Path) -> None:
    (copied / "resources" / "leads.py").write_text("edited", encoding="utf-8")
    (copied / "errors.py").unlink()
    (copied / "mine.py").touch()
    (copied / "_manifest.json").write_text("{}", encoding="utf-8")
    told = ["edited: _manifest.json", "missing: errors.py", "extra: mine.py", "edited: resources/leads.py"]
    expected = "".join(f"{what}: {copied / name}\n" for what, name in (line.split(": ") for line in told))
    assert verify(copied) == (1, expected)


def test_line_ends_and_caches_do_not_count(verify: Verify, copied: Path) -> None:
    for path in copied.rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (copied / "__pycache__").mkdir()
    (copied / "__pycache__" / "client.pyc").touch()
    sums = copied / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes().replace(b"\n", b"\r\n"))
    assert verify(copied)[0] == 0


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        (None, "there is no SHA256SUMS in it. Name the folder of a generated package."),
        (b"", "SHA256SUMS is no list of SHA-256 sums. Restore it from version control."),
        (b"no sums\n", "SHA256SUMS is no list of SHA-256 sums."),
        (b"\xff", "SHA256SUMS cannot be read: "),
    ],
)
def test_without_sums_it_cannot_be_told(verify: Verify, copied: Path, sums: bytes | None, said: str) -> None:
    (copied / "SHA256SUMS").unlink()
    if sums is not None:
        (copied / "SHA256SUMS").write_bytes(sums)
    code, told = verify(copied)
    assert code == 2
    assert told.startswith(f"{copied}: cannot be verified: {said}")
    assert "Traceback" not in told


def test_an_edit_with_its_sum_is_told_by_the_manifest(verify: Verify, copied: Path) -> None:
    (copied / "client.py").write_text("edited", encoding="utf-8")
    fit(copied, "client.py")
    assert verify(copied) == (1, f"edited: {copied}/SHA256SUMS\nedited: {copied}/client.py\n")


@pytest.mark.parametrize(
    "text", ["<<<<<<<", "[]", '{"files": 1}', '{"files": {}}', '{"files": {"client.py": "1"}}', "{}"]
)
def test_a_manifest_that_was_edited_with_its_sum_is_told(verify: Verify, copied: Path, text: str) -> None:
    (copied / "_manifest.json").write_text(text, encoding="utf-8")
    fit(copied, "_manifest.json")
    code, told = verify(copied)
    assert code == 1
    assert f"edited: {copied}/_manifest.json\n" in told or f"edited: {copied}/SHA256SUMS\n" in told


@pytest.mark.parametrize("removed", ["_manifest.json", "client.py"])
def test_a_file_that_was_removed_with_its_sum_is_told(verify: Verify, copied: Path, removed: str) -> None:
    (copied / removed).unlink()
    sums = (copied / "SHA256SUMS").read_text(encoding="utf-8")
    kept = [line for line in sums.splitlines(keepends=True) if not line.endswith(f"  {removed}\n")]
    (copied / "SHA256SUMS").write_text("".join(kept), encoding="utf-8")
    code, told = verify(copied)
    assert code == 1
    assert f"missing: {copied / removed}\n" in told


def fit(package: Path, name: str) -> None:
    """Give a file the sum that it has."""
    lines = (package / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    digest = hashlib.sha256((package / name).read_bytes()).hexdigest()
    fitting = [f"{digest}  {name}" if line.endswith(f"  {name}") else line for line in lines]
    (package / "SHA256SUMS").write_text("\n".join(fitting) + "\n", encoding="utf-8")


def test_links_and_what_is_no_file(verify: Verify, copied: Path) -> None:
    outside = copied.parent / "outside"
    outside.mkdir()
    for name in ("client.py", "errors.py"):
        (copied / name).rename(outside / name)
    (copied / "client.py").symlink_to(outside / "client.py")  # the same content: it counts as the file
    (copied / "errors.py").symlink_to(outside / "nowhere")
    (copied / "folder").symlink_to(outside)
    (copied / "loop").symlink_to("loop")
    (copied / "models").rename(outside / "models")
    (copied / "models").symlink_to(outside / "models")
    os.mkfifo(copied / "pipe")
    code, told = verify(copied)
    models = "".join(f"missing: {copied}/models/{name}.py\n" for name in ("__init__", "leads", "others"))
    found = "".join(f"extra: {copied / name}\n" for name in ("folder", "loop", "models"))
    assert (code, told) == (1, f"edited: {copied}/errors.py\n{found}{models}extra: {copied}/pipe\n")


@pytest.mark.parametrize("name", ["a\nb.py", "\x1b[31m.py", os.fsdecode(b"\xff.py")])
def test_a_strange_name_is_shown_on_a_line(verify: Verify, copied: Path, name: str) -> None:
    (copied / name).touch()
    code, told = verify(copied)
    assert (code, told.count("\n"), told.isascii()) == (1, 1, True)
    assert "\x1b" not in told


def test_what_cannot_be_read_is_told(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patched, as nothing is unreadable to root."""
    (copied / "errors.py").unlink()
    read, scan = Path.read_bytes, os.scandir

    def refuse(path: Path) -> bytes:
        if path.name == "client.py":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    def refuse_folder(path: str) -> Any:
        if Path(path).name == "models":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    code, told = by_command(copied)
    assert code == 2
    for line in ("unreadable: {}/client.py", "missing: {}/errors.py", "unreadable: {}/models"):
        assert f"{line.format(copied)}\n" in told


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_has_no_permission_is_told(verify: Verify, copied: Path) -> None:
    (copied / "client.py").chmod(0)
    assert verify(copied) == (2, f"unreadable: {copied}/client.py\n")


def test_json(verify: Verify, copied: Path) -> None:
    clean = {"package": str(copied), "as_generated": True, "differences": []}
    assert json.loads(verify(copied, "--format", "json")[1]) == [clean]
    (copied / "client.py").write_text("edited", encoding="utf-8")
    code, told = verify(copied, "--format", "json")
    edited = {**clean, "as_generated": False, "differences": [{"what": "edited", "file": "client.py"}]}
    assert (code, json.loads(told)) == (1, [edited])


def test_several_folders(copied: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(copied, other)
    (other / "client.py").unlink()
    result = CliRunner().invoke(app, ["verify", str(copied), str(other)])
    assert (result.exit_code, result.stdout) == (1, f"{copied}: as generated\nmissing: {other}/client.py\n")
    arguments = ["verify", str(tmp_path / "nowhere"), str(other), str(copied / "client.py"), "--format", "json"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    nowhere, changed, file = json.loads(result.stdout)
    assert nowhere["error"] == "it is not there. Name the folder of a generated package."
    assert file["error"] == "it is no folder. Name the folder of a generated package."
    assert not changed["as_generated"] and "error" not in changed
    assert result.stderr.count("cannot be verified") == 2


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_sha256sum_reads_the_sums(copied: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=copied, check=False).returncode == 0
    (copied / "client.py").write_text("edited", encoding="utf-8")
    assert subprocess.run(command, cwd=copied, capture_output=True, check=False).returncode == 1
