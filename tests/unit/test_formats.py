"""What `check` prints for programs: JSON, and workflow commands for GitHub."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from leadsmith.cli import app
from leadsmith.cli.building import Built
from leadsmith.cli.comparing import Difference
from leadsmith.cli.formats import Checked, as_github
from leadsmith.config import client_config
from leadsmith.diagnostics import Diagnostic, Location

Run = Callable[..., Result]

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


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in an empty project with a document."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    Path("leads.yaml").write_text(SPEC, encoding="utf-8")

    def invoke(*arguments: str, code: int) -> Result:
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return invoke


def spoil() -> None:
    """A file of each kind that is not as generated, at `leads`."""
    client = Path("leads/client.py")
    lines = client.read_text(encoding="utf-8").splitlines(keepends=True)
    client.write_text("".join([*lines[:4], "import that\n", *lines[4:]]), encoding="utf-8")
    Path("leads/errors.py").unlink()
    Path("leads/extra.py").touch()


def found(result: Result) -> dict[str, Any]:
    value = json.loads(result.stdout)
    assert result.stderr == ""
    assert isinstance(value, dict)
    return value


def test_json_of_a_clean_client(run: Run) -> None:
    run("generate", "leads.yaml", code=0)
    assert found(run("check", "leads.yaml", "--format", "json", code=0)) == {
        "clean": True,
        "clients": [{"spec": "leads.yaml", "output": "leads", "clean": True, "files": [], "diagnostics": []}],
        "diagnostics": [],
    }


def test_json_of_differences_and_warnings(run: Run) -> None:
    Path("leads.yaml").write_text(WARNED, encoding="utf-8")
    run("generate", "leads.yaml", code=0)
    spoil()
    value = found(run("check", "leads.yaml", "--format", "json", code=1))
    [client] = value["clients"]
    assert (value["clean"], client["clean"]) == (False, False)
    by_path = {file["path"]: file for file in client["files"]}
    assert {path: file["what"] for path, file in by_path.items()} == {
        "leads/client.py": "edited",
        "leads/errors.py": "missing",
        "leads/extra.py": "extra",
    }
    assert "-import that\n" in by_path["leads/client.py"]["diff"]
    assert by_path["leads/errors.py"]["diff"].startswith("--- /dev/null\n+++ leads/errors.py\n")
    assert by_path["leads/extra.py"]["diff"] == ""
    assert client["diagnostics"]
    for diagnostic in client["diagnostics"]:
        assert (diagnostic["level"], diagnostic["file"], diagnostic["line"]) == ("warning", "leads.yaml", 9)
        assert diagnostic["pointer"].startswith("/paths/~1leads/trace")
    assert found(run("check", "leads.yaml", "--format", "json", "--strict", code=2))["clients"] == [client]


@pytest.mark.parametrize("command", ["check", "generate"])
def test_json_is_ascii_whatever_the_document_says(run: Run, command: str) -> None:
    hidden = "\u202e\u2028" + "x" * 100_000
    broken = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"$ref": hidden}}}
    Path("leads.yaml").write_text(json.dumps(broken), encoding="utf-8")
    run("generate", "leads.yaml", code=0)
    said = run(command, "leads.yaml", "--format", "json", code=0).output
    assert said.isascii()
    assert len(said) < 5_000
    [client] = json.loads(said)["clients"]
    assert any("\u202e\u2028xxx" in each["message"] for each in client["diagnostics"])


def test_a_file_that_generate_would_remove_is_extra_and_has_a_diff(run: Run) -> None:
    run("generate", "leads.yaml", code=0)
    Path("leads.yaml").write_text(SPEC.replace("/leads:", "/prospects:"), encoding="utf-8")
    [client] = found(run("check", "leads.yaml", "--format", "json", code=1))["clients"]
    [gone] = [file for file in client["files"] if file["what"] == "extra"]
    assert gone["path"] == "leads/resources/leads.py"
    assert "\n+++ /dev/null\n" in gone["diff"]


def test_json_of_what_cannot_be_used(run: Run) -> None:
    Path("leads.yaml").write_text("openapi: [", encoding="utf-8")
    value = found(run("check", "leads.yaml", "--format", "json", code=2))
    assert (value["clean"], value["clients"]) == (False, [])
    [diagnostic] = value["diagnostics"]
    assert (diagnostic["code"], diagnostic["file"], diagnostic["line"]) == ("yaml-syntax", "leads.yaml", 1)
    [usage] = found(run("check", "none.yaml", "--format", "json", code=2))["diagnostics"]
    assert "none.yaml" in usage["message"] and "file" not in usage


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it: command, properties, message."""
    head, _, message = line.removeprefix("::").partition("::")
    kind, _, written = head.partition(" ")
    decode = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}

    def once(value: str) -> str:
        return re.sub("%(25|0D|0A|3A|2C)", lambda match: decode[match[0]], value)

    properties = dict(item.split("=", 1) for item in written.split(","))
    return kind, {key: once(value) for key, value in properties.items()}, once(message)


def test_github_annotates_each_file_at_its_first_difference(run: Run) -> None:
    Path("leads.yaml").write_text(WARNED, encoding="utf-8")
    run("generate", "leads.yaml", code=0)
    spoil()
    result = run("check", "leads.yaml", "--format", "github", code=1)
    assert result.stderr == ""
    *lines, last = result.stdout.splitlines()
    assert last.startswith("leads: 1 edited, 1 missing, 1 not from leadsmith. "), "for the log"
    commands = [parsed(line) for line in lines]
    files = {at["file"]: (at["line"], message) for kind, at, message in commands if kind == "error"}
    assert {path: line for path, (line, _) in files.items()} == {
        "leads/client.py": "5", "leads/errors.py": "1", "leads/extra.py": "1"
    }  # fmt: skip
    assert "\n-import that\n" in files["leads/client.py"][1]
    assert "was edited since it was generated" in files["leads/client.py"][1]
    assert [at["title"] for kind, at, _ in commands if kind == "error"] == ["Edited", "Missing", "Not generated"]
    assert "run `leadsmith generate`" in files["leads/errors.py"][1]
    assert "move it out" in files["leads/extra.py"][1]
    warnings = [at for kind, at, _ in commands if kind == "warning"]
    assert warnings and all((at["file"], at["line"]) == ("leads.yaml", "9") for at in warnings)


def test_github_looks_for_files_from_the_top_of_the_checkout(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path.parent))
    Path("leads.yaml").write_text("openapi: [", encoding="utf-8")
    [line] = run("check", "leads.yaml", "--format", "github", code=2).stdout.splitlines()
    assert parsed(line)[:2] == (
        "error",
        {"file": f"{tmp_path.name}/leads.yaml", "line": "1", "col": "11", "title": "leadsmith: yaml-syntax"},
    )


def test_github_of_a_clean_client_is_silent(run: Run) -> None:
    run("generate", "leads.yaml", code=0)
    assert run("check", "leads.yaml", "--format", "github", code=0).output == ""


def test_what_is_outdated_is_not_called_edited_and_consequences_come_last(run: Run) -> None:
    run("generate", "leads.yaml", code=0)
    Path("leads.yaml").write_text(SPEC.replace("title: Leads", "title: Prospects"), encoding="utf-8")
    edit = Path("leads/errors.py")
    edit.write_text(edit.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    [client] = found(run("check", "leads.yaml", "--format", "json", code=1))["clients"]
    kinds = [(file["path"].removeprefix("leads/"), file["what"]) for file in client["files"]]
    assert ("errors.py", "edited") in kinds and ("client.py", "outdated") in kinds
    assert kinds[-2:] == [("SHA256SUMS", "outdated"), ("_manifest.json", "outdated")]

    told = run("check", "leads.yaml", code=1).stdout
    assert "\nedited: leads/errors.py\n--- leads/errors.py\n" in f"\n{told}"
    assert "\noutdated: leads/client.py\n--- leads/client.py\n" in f"\n{told}"
    outdated = sum(what == "outdated" for _, what in kinds)
    hint = "Move the edits elsewhere, or overwrite them with `leadsmith generate --force`."
    assert told.splitlines()[-1] == f"leads: 1 edited, {outdated} outdated. {hint}"

    titles = run("check", "leads.yaml", "--format", "github", code=1).stdout
    assert "title=Outdated::leads/client.py is outdated: run `leadsmith generate`" in titles
    assert "title=Edited::leads/errors.py was edited since it was generated: move" in titles


def test_each_client_that_differs_has_a_line_in_the_end(run: Run) -> None:
    clients = "".join(f'[[tool.leadsmith.clients]]\nspec = "leads.yaml"\noutput = "{name}"\n' for name in "abc")
    Path("pyproject.toml").write_text(clients, encoding="utf-8")
    run("generate", code=0)
    Path("a/client.py").unlink()
    Path("c/mine.py").touch()
    Path("c/__init__.py").write_text("# mine\n", encoding="utf-8")
    lines = run("check", code=1).stdout.splitlines()
    assert "b: up to date" in lines
    assert [line.partition(". ")[0] for line in lines[-2:]] == ["a: 1 missing", "c: 1 edited, 1 not from leadsmith"]
    run("generate", "--force", code=0)
    assert run("check", code=1).stdout.endswith("c: 1 not from leadsmith. Move them out of the package.\n")


def test_without_a_manifest_nothing_is_known_to_be_outdated(run: Run) -> None:
    """As `generate` refuses to overwrite it."""
    run("generate", "leads.yaml", code=0)
    Path("leads/_manifest.json").unlink()
    Path("leads/client.py").write_text("# whose?\n", encoding="utf-8")
    [client] = found(run("check", "leads.yaml", "--format", "json", code=1))["clients"]
    assert {file["path"]: file["what"] for file in client["files"]} == {
        "leads/_manifest.json": "missing", "leads/client.py": "edited"
    }  # fmt: skip


# What `generate` wrote ------------------------------------------------------------------------------------------------


def test_json_of_what_was_written(run: Run) -> None:
    first = found(run("generate", "leads.yaml", "--format", "json", code=0))
    [client] = first["clients"]
    there = sorted(path.as_posix() for path in Path("leads").rglob("*") if path.is_file())
    assert first["done"] and sorted(client["written"]) == there
    assert client["unchanged"] == client["removed"] == client["foreign"] == client["refused"] == []
    assert (client["spec"], client["output"], client["diagnostics"]) == ("leads.yaml", "leads", [])

    Path("leads.yaml").write_text(WARNED.replace("/leads:", "/prospects:"), encoding="utf-8")
    Path("leads/mine.py").touch()
    [client] = found(run("generate", "leads.yaml", "--format", "json", code=0))["clients"]
    assert client["removed"] == ["leads/resources/leads.py"]
    assert "leads/resources/prospects.py" in client["written"] and "leads/errors.py" in client["unchanged"]
    assert client["foreign"] == ["leads/mine.py"]
    assert client["diagnostics"] and all(each["level"] == "warning" for each in client["diagnostics"])


def test_json_of_what_was_refused(run: Run) -> None:
    Path("leads.yaml").write_text(WARNED, encoding="utf-8")
    strict = found(run("generate", "leads.yaml", "--format", "json", "--strict", code=2))
    assert (strict["done"], strict["clients"][0]["written"]) == (False, [])
    assert not Path("leads").exists()
    run("generate", "leads.yaml", code=0)
    Path("leads/client.py").write_text("# mine\n", encoding="utf-8")
    value = found(run("generate", "leads.yaml", "--format", "json", code=1))
    [client] = value["clients"]
    [refused] = client["refused"]
    assert (value["done"], client["written"], client["unchanged"]) == (False, [], [])
    assert (refused["path"], refused["why"]) == ("leads/client.py", "was edited since it was generated")
    assert "\n-# mine\n" in refused["diff"]
    assert Path("leads/client.py").read_text(encoding="utf-8") == "# mine\n"
    assert found(run("generate", "leads.yaml", "--format", "json", "--force", code=0))["done"]

    [problem] = found(run("generate", "none.yaml", "--format", "json", code=2))["diagnostics"]
    assert "none.yaml cannot be read" in problem["message"]


ANY = st.text(alphabet=st.sampled_from("ab:,%\r\n=0AD23C \u2028é"), min_size=1)


@given(ANY, ANY, ANY)
def test_nothing_in_a_document_or_a_path_breaks_out_of_its_command(path: str, message: str, code: str) -> None:
    """Text of a document is in messages: it must not become another command."""
    said = Diagnostic(code, "warning", "", message, location=Location(f"x{path}", 3, 4))
    differs = Difference(f"y{path}", "edited", f"--- a\n+++ b\n{message}", 7)
    built = Built(client_config(Path("x.yaml")), {}, (said,), {})
    lines = as_github([Checked(built, (differs,))]).split("\n")
    assert len(lines) == 3 and "\r" not in "".join(lines)
    kind, at, told = parsed(lines[0])
    assert (kind, at["file"], at["title"], told) == ("warning", f"x{path}", f"leadsmith: {code}", message)
    assert parsed(lines[1])[1]["file"] == f"y{path}"
