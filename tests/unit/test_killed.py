"""`kill -9` at any point leaves a folder as it was, or as it was to become, and the next run works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from leadsmith.cli import app, swap

CHILD = Path(__file__).with_name("killed.py")
LEADS = Path(__file__).resolve().parents[2] / "generated" / "drivly_leads"

SPEC = """\
openapi: 3.1.0
info: {title: Leads, version: "1"}
paths: {/leads: {get: {operationId: listLeads, responses: {"204": {description: Done.}}}}}
"""

REAL = """\
import os, signal, sys
step, sys.argv[1:] = sys.argv[1], sys.argv[2:]
def hook(event, arguments):
    if event == step and ".leadsmith-" in str(arguments):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from leadsmith.__main__ import main
main()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("how", "means", "least"),
    [
        ("first", "exchange", 20),
        ("again", "exchange", 50),
        ("again", "renames", 50),
        ("several", "renames", 30),
        ("vendor", "exchange", 50),
    ],
)
def test_a_kill_at_any_step_leaves_the_old_or_the_new(how: str, means: str, least: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(CHILD), how, means, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    points = json.loads(done.stdout)
    assert len(points) >= least
    found = Counter(state for point in points for state in point["found"])
    assert found["old"] and found["new"]
    # Between two renames there is no folder, but its old self beside it, which the next run puts back first.
    assert set(found) <= ({"old", "new", "away"} if means == "renames" else {"old", "new"})
    assert found["away"] == (0 if means == "exchange" else 2 if how == "several" else 1)
    assert all(state in ("old", "new") for point in points for state in point["mended"])
    assert all(state == "new" for point in points for state in point["again"])
    assert not any(point["left"] for point in points)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "leads.yaml").write_text(SPEC, encoding="utf-8")
    return tmp_path


def real(work: Path, *arguments: str, kill: str = "never") -> int:
    command = [sys.executable, "-c", REAL, kill, *arguments]
    return subprocess.run(command, cwd=work, capture_output=True, check=False).returncode


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_real_generate_is_killed_before_and_after_the_folders_change_places(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def generate() -> int:
        return CliRunner().invoke(app, ["generate", "leads.yaml"]).exit_code

    monkeypatch.chdir(work)
    assert generate() == 0
    old = contents(work / "leads")
    (work / "leads.yaml").write_text(SPEC.replace("/leads", "/calls"), encoding="utf-8")
    assert real(work, "generate", "leads.yaml", kill="os.link") == -9
    assert contents(work / "leads") == old
    assert list(work.glob(".leadsmith-*"))

    assert real(work, "generate", "leads.yaml", kill="shutil.rmtree") == -9
    assert contents(work / "leads") == old, "this one died while it removed what the one before had left"
    swap.mend([work / "leads"])
    assert real(work, "generate", "leads.yaml", kill="shutil.rmtree") == -9
    new = contents(work / "leads")
    assert "resources/calls.py" in new and "resources/leads.py" not in new

    assert generate() == 0
    assert contents(work / "leads") == new
    assert not list(work.glob(".leadsmith-*"))


def test_the_real_vendor_is_killed(work: Path) -> None:
    assert real(work, "vendor", str(LEADS), "app", kill="os.rename") == -9
    assert [path.name[:11] for path in (work / "app").iterdir()] == [".leadsmith-"]
    assert real(work, "vendor", str(LEADS), "app") == 0
    assert [path.name for path in (work / "app").iterdir()] == [LEADS.name]
    assert real(work, "verify", "app/drivly_leads") == 0
