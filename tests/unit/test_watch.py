"""`leadsmith watch`, as a process: what it writes when files change, break, vanish and come back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

GENERATOR = Path(__file__).resolve().parents[2] / "generator"
LIMIT = 30.0
"""Seconds after which what was expected will not come."""

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
OVERLAY = """\
overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions: [{target: $.info, update: {title: Prospects}}]
"""
CONFIG = '[[tool.leadsmith.clients]]\nspec = "leads.yaml"\noutput = "out/leads"\n'
CLIENT = Path("out/leads/client.py")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a document."""
    monkeypatch.chdir(tmp_path)
    Path("leads.yaml").write_text(SPEC, encoding="utf-8")
    return tmp_path


class Watching:
    """What the process has said so far."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    @property
    def lines(self) -> list[str]:
        return Path("stdout").read_text(encoding="utf-8").splitlines()

    @property
    def said(self) -> str:
        """After the lines that tell what is watched."""
        lines = Path("stderr").read_text(encoding="utf-8").splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith("Watching "))

    @property
    def watched(self) -> list[str]:
        lines = Path("stderr").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.startswith("Watching ")]

    def until(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + LIMIT
        while not condition():
            assert self.process.poll() is None, f"it ended: {self.lines}\n{self.said}"
            assert time.monotonic() < end, f"it did not come: {self.lines}\n{self.said}"
            time.sleep(0.02)


@contextmanager
def watching(*arguments: str, end: signal.Signals = signal.SIGINT) -> Iterator[Watching]:
    """The process, until the body is done; then Ctrl-C or another signal, which has to end it well."""
    command = [sys.executable, "-m", "leadsmith", "watch", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR)}
    with Path("stdout").open("wb") as stdout, Path("stderr").open("wb") as stderr:
        process = subprocess.Popen(command, env=environment, stdout=stdout, stderr=stderr)
        try:
            yield Watching(process)
            process.send_signal(end)
            assert process.wait(LIMIT) == 0
            assert "Traceback" not in Path("stderr").read_text(encoding="utf-8")
        finally:
            process.kill()
            process.wait()


def made(text: str) -> Callable[[], bool]:
    """If the client has this text."""
    return lambda: CLIENT.is_file() and text in CLIENT.read_text(encoding="utf-8")


def titled(title: str) -> str:
    return SPEC.replace("title: Leads", f"title: {title}")


def test_change_break_and_mend() -> None:
    spec = Path("leads.yaml")
    with watching("leads.yaml", "--output", "out/leads") as process:
        process.until(lambda: process.lines)
        assert made("The client for the Leads API.")()
        assert process.lines[0].startswith("out/leads: ")
        assert process.watched == ["Watching leads.yaml, and what `$ref` names there. Ctrl-C ends it."]

        spec.write_text(titled("Prospects"), encoding="utf-8")
        process.until(lambda: len(process.lines) == 2)
        assert made("The client for the Prospects API.")()
        assert process.said == ""

        before = CLIENT.read_bytes()
        spec.write_text(SPEC.replace("operationId: listLeads", "operationId: list: Leads"), encoding="utf-8")
        process.until(lambda: "leads.yaml:6:24: error: This is not YAML" in process.said)
        process.until(lambda: process.said.endswith("out/leads: not written; waiting for a change.\n"))
        assert CLIENT.read_bytes() == before

        spec.write_text(titled("Prospects"), encoding="utf-8")
        process.until(lambda: len(process.lines) == 3)
        assert process.lines[2].startswith("out/leads: 0 files changed"), "that all is well again is worth a line"
        assert process.said.count("error:") == 1

        os.utime(spec)
        spec.write_text(titled("Prospects"), encoding="utf-8")
        spec.with_name("other.yaml").write_text(SPEC, encoding="utf-8")
        spec.write_text(titled("Contacts"), encoding="utf-8")
        process.until(made("The client for the Contacts API."))
        process.until(lambda: len(process.lines) > 3)
    lines = Path("stdout").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4, "what changes nothing is no matter"


def test_files_that_are_replaced_or_gone_for_a_while() -> None:
    spec, new = Path("leads.yaml"), Path("new.yaml")
    with watching("leads.yaml", "--output", "out/leads") as process:
        process.until(lambda: process.lines)
        for title in ("Prospects", "Contacts"):
            new.write_text(titled(title), encoding="utf-8")
            os.replace(new, spec)
            process.until(made(f"The client for the {title} API."))
        assert process.said == ""

        spec.unlink()
        process.until(lambda: "cannot be read" in process.said)
        spec.write_text(titled("Buyers"), encoding="utf-8")
        process.until(made("The client for the Buyers API."))

        spec.unlink()
        spec.write_text(titled("Sellers"), encoding="utf-8")
        process.until(made("The client for the Sellers API."))
        assert process.said.count("error:") == 1, "a file that is back at once was not missing"


def test_the_configuration_and_overlays_are_read_again() -> None:
    config, overlay = Path("pyproject.toml"), Path("corrections.yaml")
    config.write_text(CONFIG, encoding="utf-8")
    overlay.write_text(OVERLAY, encoding="utf-8")
    with watching() as process:
        process.until(lambda: process.lines)
        config.write_text(CONFIG + 'overlays = ["corrections.yaml"]\n', encoding="utf-8")
        process.until(made("The client for the Prospects API."))

        overlay.write_text(OVERLAY.replace("Prospects", "Contacts"), encoding="utf-8")
        process.until(made("The client for the Contacts API."))

        assert [line.partition(", and")[0] for line in process.watched] == [
            "Watching pyproject.toml, leads.yaml", "Watching pyproject.toml, leads.yaml, corrections.yaml"
        ]  # fmt: skip

        config.write_text(CONFIG + "overlays = [\n", encoding="utf-8")
        process.until(lambda: "is not TOML" in process.said)
        process.until(lambda: process.said.endswith("Nothing was written; waiting for a change.\n"))
        config.write_text(CONFIG + 'package = "another"\n', encoding="utf-8")
        process.until(made("The client for the Leads API."))

        config.write_text(CONFIG.replace("out/leads", "out/second"), encoding="utf-8")
        process.until(lambda: Path("out/second/client.py").is_file())
        config.unlink()
        process.until(lambda: "no document to generate from" in process.said or "cannot be read" in process.said)
        config.write_text(CONFIG + 'overlays = ["corrections.yaml"]\n', encoding="utf-8")
        process.until(made("The client for the Contacts API."))


def test_edits_are_not_overwritten() -> None:
    with watching("leads.yaml", "--output", "out/leads") as process:
        process.until(lambda: process.lines)
        edited = CLIENT.read_text(encoding="utf-8") + "# mine\n"
        CLIENT.write_text(edited, encoding="utf-8")
        Path("leads.yaml").write_text(titled("Prospects"), encoding="utf-8")
        process.until(lambda: "out/leads/client.py was edited since it was generated." in process.said)
        process.until(lambda: process.said.endswith("`leadsmith generate --force` overwrites edits.\n"))
        assert "out/leads: not written; waiting for a change. " in process.said
        assert CLIENT.read_text(encoding="utf-8") == edited

        CLIENT.write_text(edited.removesuffix("# mine\n"), encoding="utf-8")  # that is enough: no document changes
        process.until(made("The client for the Prospects API."))
        process.until(lambda: len(process.lines) == 2)
        assert process.said.count("was edited") == 1

        CLIENT.write_text("# mine again\n", encoding="utf-8")
        Path("leads.yaml").write_text(titled("Contacts"), encoding="utf-8")
        process.until(lambda: process.said.count("was edited") == 2)
        Path("leads.yaml").write_text("openapi: [", encoding="utf-8")
        process.until(lambda: "This is not YAML" in process.said)
        process.until(lambda: process.said.endswith("out/leads: not written; waiting for a change.\n"))
        said = process.said
        CLIENT.write_text("# no more of this\n", encoding="utf-8")
        time.sleep(0.5)
        assert process.said == said, "what is wrong with the document does not depend on the edit"
        Path("leads.yaml").write_text(titled("Contacts"), encoding="utf-8")
        process.until(lambda: process.said.count("was edited") == 3)
        CLIENT.unlink()
        process.until(made("The client for the Contacts API."))


def test_an_edit_while_the_configuration_is_broken() -> None:
    config = Path("pyproject.toml")
    config.write_text(CONFIG, encoding="utf-8")
    with watching() as process:
        process.until(lambda: process.lines)
        text = CLIENT.read_text(encoding="utf-8")
        CLIENT.write_text("# mine\n", encoding="utf-8")
        Path("leads.yaml").write_text(titled("Prospects"), encoding="utf-8")
        process.until(lambda: "was edited" in process.said)
        config.write_text("[[tool", encoding="utf-8")
        process.until(lambda: "is not TOML" in process.said)
        CLIENT.write_text(text, encoding="utf-8")
        time.sleep(0.5)
        assert process.said.count("is not TOML") <= 2, "it is said again at most once"
        config.write_text(CONFIG, encoding="utf-8")
        process.until(made("The client for the Prospects API."))


@pytest.mark.parametrize("ignored", [False, True])
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_it_well(end: signal.Signals, ignored: bool) -> None:
    """Also where a shell runs it in the background, and so has SIGINT ignored."""
    before = signal.getsignal(signal.SIGINT)
    if ignored:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with watching("leads.yaml", "--output", "out/leads", end=end) as process:
            process.until(lambda: process.watched)
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_document_that_is_not_there_yet_is_waited_for() -> None:
    with watching("later/leads.yaml", "--output", "out/leads") as process:
        process.until(lambda: "cannot be read" in process.said)
        Path("later").mkdir()
        Path("later/leads.yaml").write_text(SPEC, encoding="utf-8")
        process.until(lambda: process.lines)
        assert made("The client for the Leads API.")()


def test_without_anything_to_wait_for_it_ends() -> None:
    command = [sys.executable, "-m", "leadsmith", "watch"]
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=LIMIT)
    assert done.returncode == 2
    assert "There is no document to generate from." in done.stderr
