"""A copy of a package is verified where it is: by the command, by the copy itself, and by `sha256sum`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from leadsmith.cli import app

CLIENT = Path(__file__).resolve().parents[2] / "generated" / "drivly_leads"

Verify = Callable[[Path], tuple[int, str]]


def by_command(package: Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["verify", str(package)])
    return result.exit_code, result.output


def by_itself(package: Path) -> tuple[int, str]:
    """In isolated mode: with the standard library and nothing else."""
    command = [sys.executable, "-I", "-S", str(package / "_runtime" / "verify.py")]
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
    assert verify(copied)[0] == 0


@pytest.mark.parametrize("text", [None, "", "no sums\n"])
def test_without_sums_it_cannot_be_told(verify: Verify, copied: Path, text: str | None) -> None:
    (copied / "SHA256SUMS").unlink()
    if text is not None:
        (copied / "SHA256SUMS").write_text(text, encoding="utf-8")
    code, told = verify(copied)
    assert code == 2
    assert "cannot be verified" in told
    assert "Traceback" not in told


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_sha256sum_reads_the_sums(copied: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=copied, check=False).returncode == 0
    (copied / "client.py").write_text("edited", encoding="utf-8")
    assert subprocess.run(command, cwd=copied, capture_output=True, check=False).returncode == 1
