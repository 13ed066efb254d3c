"""The line that says that something takes its time: when it is seen, and that nothing stays of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no such terminals on this system")

GENERATOR = Path(__file__).resolve().parents[2] / "generator"
SPEC = """\
openapi: 3.1.0
info: {title: Leads, version: "1"}
paths:
  /leads:
    get: {operationId: listLeads, responses: {"204": {description: Done.}}}
    trace: {security: [{x: []}], responses: {'204': {description: Done.}}}
"""
WORK = """
import time
from leadsmith.cli import screen
with screen.working("Making leads"):
    time.sleep({seconds})
"""
COMMAND = """
from leadsmith.cli import app, screen
screen.PATIENCE = 0.0
app({arguments})
"""
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")},
    "PYTHONPATH": str(GENERATOR),
    "TERM": "xterm-256color",
    "COLUMNS": "100",
}


def on_a_terminal(code: str, **more: str) -> str:
    """What a terminal gets that is the stderr of the code."""
    mine, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", code], env=ENVIRONMENT | more, stderr=theirs, stdout=subprocess.DEVNULL
    ) as process:
        os.close(theirs)
        parts = []
        try:
            while part := os.read(mine, 4096):
                parts.append(part)
        except OSError:  # Linux says so when the other end is closed
            pass
        os.close(mine)
    assert process.returncode == 0
    return b"".join(parts).decode()


def seen_at_the_end(text: str) -> list[str]:
    """The lines that are left on the terminal, and where its cursor is hidden that too."""
    lines, row, column = [""], 0, 0
    hidden = False
    for piece in re.findall(r"\x1b\[[?0-9;]*[A-Za-z]|.", text, re.DOTALL):
        if piece == "\r":
            column = 0
        elif piece == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif piece == "\x1b[2K":
            lines[row] = ""
        elif piece == "\x1b[1A":
            row -= 1
        elif piece in ("\x1b[?25l", "\x1b[?25h"):
            hidden = piece.endswith("l")
        elif piece.startswith("\x1b["):
            assert piece.endswith("m"), f"what does {piece!r} do?"
        else:
            lines[row] = lines[row][:column].ljust(column) + piece + lines[row][column + 1 :]
            column += 1
    left = [line.rstrip() for line in lines]
    while left and not left[-1]:
        left.pop()
    return [*left, *["(no cursor)"] * hidden]


def test_work_that_takes_longer_than_a_second_says_so_and_leaves_nothing() -> None:
    text = on_a_terminal(WORK.format(seconds=1.5))
    assert "Making leads …" in text
    assert seen_at_the_end(text) == []


def test_short_work_says_nothing() -> None:
    assert on_a_terminal(WORK.format(seconds=0.1)) == ""


def test_a_terminal_that_cannot_take_a_line_back_gets_none() -> None:
    assert on_a_terminal(WORK.format(seconds=1.2), TERM="dumb") == ""


@pytest.mark.parametrize("force", ["", "1"])
def test_without_a_terminal_there_is_nothing(force: str) -> None:
    more = {"FORCE_COLOR": force} if force else {}
    code = WORK.format(seconds=1.2)
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT | more, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.parametrize("command", ["generate", "check"])
def test_it_is_never_in_the_way_of_diagnostics(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("leads.yaml").write_text(SPEC, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "leadsmith", "generate", "leads.yaml"], env=ENVIRONMENT, capture_output=True, check=True
    )
    text = on_a_terminal(COMMAND.format(arguments=[command, "leads.yaml"]))
    assert "Making leads …" in text
    left = seen_at_the_end(text)
    assert left[0].startswith("leads.yaml:6:") and "warning: " in left[0]
    assert not any("Making" in line or "(no cursor)" in line for line in left)


def test_errors_come_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("leads.yaml").write_text("openapi: [", encoding="utf-8")
    code = COMMAND.format(arguments=["generate", "leads.yaml"]).replace("app(", "app(standalone_mode=False, args=")
    text = on_a_terminal(code)
    left = seen_at_the_end(text)
    assert left[0].startswith("leads.yaml:1:11: error: ")
    assert not any("Making" in line or "(no cursor)" in line for line in left)
