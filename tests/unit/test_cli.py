"""The command line: what is written and what is left alone, what is printed where, and the exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from leadsmith import __version__, manifest
from leadsmith.cli import app

GENERATOR = str(Path(__file__).resolve().parents[2] / "generator")
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
BROKEN = SPEC.replace("operationId: listLeads", "operationId: list: Leads")
CLIENTS = '[[tool.leadsmith.clients]]\nspec = "leads.yaml"\n'
CLIENT = Path("leads", "client.py")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project that is the current folder, with a document in it."""
    (tmp_path / "leads.yaml").write_text(SPEC, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs the command in the project; a traceback is a failure of the test."""

    def invoke(*arguments: str, code: int) -> Result:
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == code, result.output
        assert "Traceback (most recent" not in result.output
        return result

    return invoke


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_generate_writes_a_package_that_can_be_imported_and_the_second_time_nothing(run: Run, folder: Path) -> None:
    files = len(tree(folder))
    first = run("generate", "leads.yaml", code=0)
    before = tree(folder)
    written = len(before) - files
    assert (first.stdout, first.stderr) == (f"leads: {written} files, {written} changed\n", "")
    subprocess.run([sys.executable, "-B", "-c", "from leads import Leads"], cwd=folder, check=True)
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    again = run("generate", "leads.yaml", code=0)
    assert again.stdout == f"leads: {written} files, 0 changed\n"
    assert tree(folder) == before
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}.items() <= times.items()


def test_check_is_silent_about_nothing_and_shows_every_difference(run: Run, folder: Path) -> None:
    run("generate", "leads.yaml", code=0)
    before = tree(folder)
    assert run("check", "leads.yaml", code=0).stdout == "leads: up to date\n"

    (folder / "leads.yaml").write_text(SPEC.replace("Done.", "Finished."), encoding="utf-8")
    manifest_only = run("check", "leads.yaml", code=1).stdout
    assert "--- leads/_manifest.json\n+++ leads/_manifest.json\n" in manifest_only

    (folder / "leads.yaml").write_text(SPEC.replace("title: Leads", "title: Prospects"), encoding="utf-8")
    CLIENT.with_name("extra.py").write_text("x = 1\n", encoding="utf-8")
    CLIENT.with_name("errors.py").unlink()
    result = run("check", "leads.yaml", code=1)
    assert '-    """The client for the Leads API.\n+    """The client for the Prospects API.\n' in result.stdout
    assert "leads/extra.py is not from leadsmith: move it" in result.stdout
    assert "--- /dev/null\n+++ leads/errors.py\n" in result.stdout
    assert result.stderr == ""
    CLIENT.with_name("extra.py").unlink()
    assert tree(folder).items() <= {**before, "leads.yaml": (folder / "leads.yaml").read_bytes()}.items()


def test_a_file_that_was_edited_is_not_overwritten_without_force(run: Run, folder: Path) -> None:
    run("generate", "leads.yaml", code=0)
    CLIENT.write_text(CLIENT.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    (folder / "leads.yaml").write_text(SPEC.replace("title: Leads", "title: Prospects"), encoding="utf-8")
    before = tree(folder)
    result = run("generate", "leads.yaml", code=1)
    assert "leads/client.py was edited since it was generated." in result.stderr
    assert "\n-# mine\n" in result.stderr, "from what is there to what would be written"
    assert "\n+" in result.stderr and "API." in result.stderr
    assert "--force" in result.stderr
    assert result.stdout == ""
    assert tree(folder) == before

    run("generate", "leads.yaml", "--force", code=0)
    assert "# mine" not in CLIENT.read_text(encoding="utf-8")
    assert "Prospects" in CLIENT.read_text(encoding="utf-8")
    run("check", "leads.yaml", code=0)


def test_files_that_are_not_ours_are_refused_where_they_are_in_the_way_and_kept_elsewhere(
    run: Run, folder: Path
) -> None:
    CLIENT.parent.mkdir()
    CLIENT.write_text("# mine\n", encoding="utf-8")
    before = tree(folder)
    result = run("generate", "leads.yaml", code=1)
    assert "leads/client.py was not generated by leadsmith." in result.stderr
    assert tree(folder) == before

    CLIENT.unlink()
    run("generate", "leads.yaml", code=0)
    CLIENT.with_name("mine.py").write_text("# mine too\n", encoding="utf-8")
    for force in ((), ("--force",)):
        result = run("generate", "leads.yaml", *force, code=0)
        assert result.stderr == "leads/mine.py is not from leadsmith. It stays; move it out of the package.\n"
        assert CLIENT.with_name("mine.py").read_text(encoding="utf-8") == "# mine too\n"


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_folder_with_other_things_that_is_no_package_is_refused(
    run: Run, folder: Path, force: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = folder / "src"
    other.mkdir()
    (other / "own.py").write_text("# mine\n", encoding="utf-8")
    (other / ".hidden").touch()
    before = tree(folder)
    told = run("generate", "leads.yaml", "--output", "src", *force, code=2).stderr
    assert "src is no generated package, and has other things in it, such as own.py." in told
    assert "one way out: Name a folder that is empty or not there yet" in told
    assert tree(folder) == before
    (other / "own.py").unlink()
    run("generate", "leads.yaml", "--output", "src", *force, code=0)

    new = folder / "acme"
    new.mkdir()
    monkeypatch.chdir(new)
    assert run("generate", "../leads.yaml", "--output", ".", code=0).stdout.startswith(".: ")
    assert "class Acme(" in Path("client.py").read_text(encoding="utf-8"), "the folder gives the name"


@pytest.mark.parametrize("command", ["generate", "check", "init"])
def test_the_folder_of_the_document_is_no_output(run: Run, folder: Path, command: str) -> None:
    told = run(command, "leads.yaml", "--output", ".", code=2).stderr
    assert "The output . is the folder of leads.yaml: a package needs one of its own." in told
    assert set(tree(folder)) == {"leads.yaml"}


def test_the_folder_of_the_configuration_is_no_output(run: Run, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(f'{CLIENTS}output = "."\npackage = "leads"\n', encoding="utf-8")
    assert "The output . is the folder of leads.yaml" in run("generate", code=2).stderr
    assert set(tree(folder)) == {"leads.yaml", "pyproject.toml"}


def test_files_of_an_earlier_run_are_removed_and_nothing_else(run: Run, folder: Path) -> None:
    run("generate", "leads.yaml", code=0)
    (folder / "leads" / "resources" / "mine.py").write_text("# mine\n", encoding="utf-8")
    (folder / "leads.yaml").write_text(SPEC.replace("/leads", "/calls"), encoding="utf-8")
    run("generate", "leads.yaml", code=0)
    resources = {path.name for path in (folder / "leads" / "resources").iterdir() if path.is_file()}
    assert resources == {"__init__.py", "calls.py", "mine.py"}


def test_a_stale_file_that_was_edited_is_not_removed_without_force(run: Run, folder: Path) -> None:
    run("generate", "leads.yaml", code=0)
    stale = folder / "leads" / "resources" / "leads.py"
    stale.write_text("# mine\n", encoding="utf-8")
    (folder / "leads.yaml").write_text(SPEC.replace("/leads", "/calls"), encoding="utf-8")
    result = run("generate", "leads.yaml", code=1)
    assert "leads/resources/leads.py was edited" in result.stderr
    assert stale.read_text(encoding="utf-8") == "# mine\n"
    run("generate", "leads.yaml", "--force", code=0)
    assert not stale.exists()


def test_names_of_the_last_run_stay(run: Run, folder: Path) -> None:
    more = SPEC + "components: {schemas: {lead: {properties: {id: {type: string}}}}}\n"
    (folder / "leads.yaml").write_text(more, encoding="utf-8")
    run("generate", "leads.yaml", code=0)
    (folder / "leads.yaml").write_text(
        more.replace("schemas: {", "schemas: {Lead: {properties: {id: {type: integer}}}, "), encoding="utf-8"
    )
    run("generate", "leads.yaml", code=0)
    names = manifest.read((folder / "leads" / manifest.FILE).read_text(encoding="utf-8")).names
    assert names["/components/schemas/lead"] == "Lead"
    assert names["/components/schemas/Lead"] == "Lead2"


@pytest.mark.parametrize("command", ["generate", "check"])
@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (BROKEN, "leads.yaml:6:24: error: This is not YAML"),
        ("swagger: '1.2'\n", "leads.yaml:1:1: error: `swagger: 1.2` is not a version"),
        ("openapi: 9.0.0\n", "leads.yaml:1:1: error: `openapi: 9.0.0` is not a version"),
        ("", "leads.yaml:1:1: error: The document is empty."),
    ],
)
def test_bad_input_is_shown_with_its_place_and_touches_nothing(
    run: Run, folder: Path, command: str, spec: str, said: str
) -> None:
    CLIENT.parent.mkdir()
    CLIENT.write_text("# as it was\n", encoding="utf-8")
    (folder / "leads.yaml").write_text(spec, encoding="utf-8")
    before = tree(folder)
    result = run(command, "leads.yaml", code=2)
    assert said in result.stderr
    assert result.stdout == ""
    assert tree(folder) == before


@pytest.mark.parametrize("command", ["generate", "check"])
def test_strict_takes_warnings_as_errors(run: Run, folder: Path, command: str) -> None:
    (folder / "leads.yaml").write_text(WARNED, encoding="utf-8")
    result = run(command, "leads.yaml", "--strict", code=2)
    assert "leads.yaml:9:13: warning: " in result.stderr
    assert "--strict takes warnings as errors." in result.stderr
    assert set(tree(folder)) == {"leads.yaml"}


def test_a_strict_check_tells_what_differs_all_the_same(run: Run, folder: Path) -> None:
    (folder / "leads.yaml").write_text(WARNED, encoding="utf-8")
    run("generate", "leads.yaml", code=0)
    told = run("check", "leads.yaml", "--strict", code=2)
    assert told.stdout == "leads: up to date\n"
    assert "Nothing was written" not in told.stderr
    CLIENT.write_text("# edited\n", encoding="utf-8")
    assert "edited: leads/client.py" in run("check", "leads.yaml", "--strict", code=2).stdout


def test_without_strict_warnings_are_shown_and_the_rest_is_written(run: Run, folder: Path) -> None:
    (folder / "leads.yaml").write_text(WARNED, encoding="utf-8")
    result = run("generate", "leads.yaml", code=0)
    assert ": warning: " in result.stderr
    assert "warning" not in result.stdout
    assert CLIENT.is_file()


def test_an_overlay_is_applied_and_its_mistakes_are_shown_in_its_own_place(run: Run, folder: Path) -> None:
    head = "overlay: 1.0.0\ninfo: {title: Correction, version: '1'}\nactions:\n"
    (folder / "a.yaml").write_text(head + "- {target: $.info, update: {title: Prospects}}\n", encoding="utf-8")
    (folder / "b.yaml").write_text(head + "- {target: $.info, update: {description: Both.}}\n", encoding="utf-8")
    run("generate", "leads.yaml", "--overlay", "a.yaml", "--overlay", "b.yaml", code=0)
    text = CLIENT.read_text(encoding="utf-8")
    assert "The client for the Prospects API." in text and "Both." in text

    (folder / "b.yaml").write_text(head + "- {target: '$[', update: {}}\n", encoding="utf-8")
    before = tree(folder)
    assert "b.yaml:4:" in run("generate", "leads.yaml", "--overlay", "b.yaml", code=2).stderr
    assert tree(folder) == before


def test_output_and_package(run: Run, folder: Path) -> None:
    run("generate", "leads.yaml", "--output", "src/acme", code=0)
    assert "class Acme(" in Path("src/acme/client.py").read_text(encoding="utf-8")
    run("generate", "leads.yaml", "--output", "src/other", "--package", "other_name", code=0)
    assert "class OtherName(" in Path("src/other/client.py").read_text(encoding="utf-8")
    assert set(os.listdir(folder / "src")) == {"acme", "other"}, "nothing is left of the writing"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.yaml",), "missing.yaml cannot be read: No such file or directory."),
        (("leads.yaml", "--output", "my-client"), "The package name 'my-client' is not a Python name."),
        (("leads.yaml", "--package", ""), "The package name '' is not a Python name. [config]"),
        (("leads.yaml", "--output", "leads.yaml", "--package", "leads"), "leads.yaml is a file."),
        (("leads.yaml", "--output", "leads.yaml/a/b"), "error: leads.yaml is a file. [usage] one way out: Name a fold"),
        (("leads.yaml", "--output", ".."), "The output .. is a folder around leads.yaml: a package needs one of"),
        (("https://a.test/leads.yaml",), "error: https://a.test/leads.yaml cannot be read: No such file or directory."),
        (("https://a.test/leads.yaml",), "one way out: Download it first, and name the file"),
        (("leads.yaml", "--overlay", "missing.yaml"), "missing.yaml cannot be read"),
        (("--config", "missing.toml"), "missing.toml: No such file or directory."),
        (("--config", "leads.yaml"), "leads.yaml is not TOML"),
        (("--nonsense",), "No such option '--nonsense'."),
    ],
)
def test_wrong_usage_is_explained(run: Run, folder: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in " ".join(run("generate", *arguments, code=2).stderr.split())
    assert set(tree(folder)) == {"leads.yaml"}


def test_a_manifest_that_cannot_be_read_is_not_ignored(run: Run, folder: Path) -> None:
    run("generate", "leads.yaml", code=0)
    (folder / "leads" / manifest.FILE).write_text("<<<<<<< ours\n", encoding="utf-8")
    before = tree(folder)
    assert "version control" in run("generate", "leads.yaml", code=2).stderr
    assert tree(folder) == before


# Configuration --------------------------------------------------------------------------------------------------------


def test_without_a_document_the_clients_of_the_nearest_pyproject_are_made(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "pyproject.toml").write_text(
        f'{CLIENTS}output = "one"\n{CLIENTS}output = "two/second"\npackage = "second"\n', encoding="utf-8"
    )
    below = folder / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    result = run("generate", code=0)
    assert "class One(" in (folder / "one" / "client.py").read_text(encoding="utf-8")
    assert "class Second(" in (folder / "two" / "second" / "client.py").read_text(encoding="utf-8")
    assert len(result.stdout.splitlines()) == 2
    run("check", code=0)
    (folder / "one" / "client.py").unlink()
    assert "up to date" in run("check", code=1).stdout, "of the other one"


def test_of_several_clients_none_is_written_when_one_is_refused(run: Run, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(f'{CLIENTS}output = "one"\n{CLIENTS}output = "two"\n', encoding="utf-8")
    (folder / "two").mkdir()
    (folder / "two" / "client.py").write_text("# mine\n", encoding="utf-8")
    before = tree(folder)
    run("generate", code=1)
    assert tree(folder) == before


def test_options_for_one_client_are_refused_when_there_are_several(run: Run, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(f'{CLIENTS}output = "one"\n{CLIENTS}output = "two"\n', encoding="utf-8")
    assert "need one client" in run("generate", "--output", "three", code=2).stderr


def test_no_document_and_nothing_configured(run: Run, folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    for _ in range(2):
        told = run("generate", code=2).stderr
        assert "[[tool.leadsmith.clients]]" in told and "`leadsmith init`" in told
        (folder / "pyproject.toml").unlink(missing_ok=True)
    assert "There is no document to generate from." in told


def test_a_mistake_in_the_configuration_is_shown(run: Run, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(f"{CLIENTS}ouput = 'x'\n", encoding="utf-8")
    assert "tool.leadsmith.clients[0]: unknown key 'ouput'" in run("generate", code=2).stderr
    assert "Did you mean 'output'?" in run("generate", code=2).stderr
    (folder / "pyproject.toml").write_text("[tool]\na = [[b\n", encoding="utf-8")
    told = run("generate", code=2).stderr
    assert told.startswith("error: pyproject.toml is not TOML: ") and "(at line 2, column 7)" in told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('ref_root = "nowhere"', "ref_root: nowhere is no folder."),
        ('ref_root = "leads.yaml"', "ref_root: leads.yaml is no folder."),
        ('templates = "nowhere"', "templates: nowhere is no folder."),
        ('overlays = ["nowhere.yaml"]', "nowhere.yaml cannot be read: No such file or directory."),
        ('names = { "/nowhere" = "Name" }', "names: 'Name' for /nowhere: nothing in the document has this pointer."),
        ('credentials.none = { argument = "key" }', "credentials: the document has no security scheme 'none'."),
        (
            'credentials.none = { argment = "key" }',
            "tool.leadsmith.clients[0].credentials.none: unknown key 'argment'.",
        ),
    ],
)
@pytest.mark.parametrize("name", ["pyproject.toml", "other.toml"])
def test_what_is_wrong_with_the_configuration_names_its_file(
    run: Run, folder: Path, line: str, said: str, name: str
) -> None:
    (folder / name).write_text(f"{CLIENTS}{line}\n", encoding="utf-8")
    arguments = ("--config", name) if name == "other.toml" else ()
    assert f"error: {name}: {said}" in run("generate", *arguments, code=2).stderr
    assert set(tree(folder)) == {"leads.yaml", name}


def test_a_document_that_is_not_there_is_named_with_the_file_that_names_it(run: Run, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(CLIENTS.replace("leads.yaml", "nowhere.yaml"), encoding="utf-8")
    assert "error: pyproject.toml: nowhere.yaml cannot be read" in run("generate", code=2).stderr
    assert run("generate", "nowhere.yaml", code=2).stderr.startswith("error: nowhere.yaml cannot be read")


def test_a_configuration_of_another_file_is_used_for_its_document(run: Run, folder: Path) -> None:
    (folder / "clients.toml").write_text(f'{CLIENTS}output = "out/acme"\n', encoding="utf-8")
    run("generate", "leads.yaml", "--config", "clients.toml", code=0)
    assert "class Acme(" in Path("out/acme/client.py").read_text(encoding="utf-8")
    run("generate", "--config", "clients.toml", "--package", "renamed", code=0)
    assert 'name="renamed/' in Path("out/acme/client.py").read_text(encoding="utf-8")


# The program ----------------------------------------------------------------------------------------------------------


def test_version(run: Run) -> None:
    assert run("--version", code=0).stdout == f"{__version__}\n"


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    output = run(code=2).output
    assert "generate" in output and "check" in output
    assert "..." not in output.partition("Commands:")[2], "no sentence is cut"


def test_help_is_for_people_who_do_not_know_the_code(run: Run) -> None:
    for command in ("generate", "check", "watch", "init"):
        told = run(command, "--help", code=0).output
        assert f"{command} [OPTIONS] [SPEC]" in told
        assert "quick" not in told and "list[" not in told
    assert "Without it: the only one here or below." in run("init", "--help", code=0).output
    assert "verify [OPTIONS] DIR...\n" in run("verify", "--help", code=0).output
    assert "DEST/NAME" in run("vendor", "--help", code=0).output


def test_a_command_that_is_not_there_is_told_with_the_one_most_like_it(run: Run) -> None:
    assert "No such command 'gener'. Did you mean 'generate'?\n" in run("gener", code=2).stderr
    assert "No such command 'publish'.\n" in run("publish", code=2).stderr


@pytest.mark.parametrize("value", ["xml", "JSON", "Style.TEXT", ""])
def test_a_value_that_is_none_of_those_to_choose_from(run: Run, value: str) -> None:
    assert f"'--format': {value!r} is not one of 'text', 'json'." in run("generate", "--format", value, code=2).stderr
    assert "--format <text|json> " in run("generate", "--help", code=0).output


def test_ctrl_c_ends_a_command_without_a_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module("leadsmith.cli.generate"), "select", interrupted)
    assert run("generate", code=130).output == ""


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
@pytest.mark.parametrize("again", [False, True])
def test_a_pipe_that_is_closed_ends_it_without_a_word(run: Run, folder: Path, again: bool) -> None:
    """Also where `check` knows its answer already."""
    if again:
        run("generate", "leads.yaml", code=0)
    here, there = os.pipe()
    os.close(here)
    command = [sys.executable, "-m", "leadsmith", "check", "leads.yaml"]
    done = subprocess.run(
        command, stdout=there, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": GENERATOR}, check=False
    )
    os.close(there)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_small_client_is_made_without_what_it_does_not_need(folder: Path) -> None:
    code = "import sys; sys.argv = ['leadsmith', 'generate', 'leads.yaml']\nfrom leadsmith.__main__ import main\n"
    code += "try:\n main()\nexcept SystemExit as end: assert not end.code\n"
    code += "print({'email', 'httpx', 'jsonpath_rfc9535', 'pydantic', 'rich', 'watchfiles'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, ["set()"]), done.stderr


def test_the_module_runs_and_does_not_load_what_help_does_not_need(folder: Path) -> None:
    code = "import sys; sys.argv = ['leadsmith', '--version']\nfrom leadsmith.__main__ import main\n"
    code += "try:\n main()\nexcept SystemExit: pass\n"
    code += "assert 'datamodel_code_generator' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"{__version__}\n"), done.stderr


def test_diagnostics_are_on_stderr_and_results_on_stdout_of_the_real_program(folder: Path) -> None:
    (folder / "leads.yaml").write_text(BROKEN, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "leadsmith", "generate", "leads.yaml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("leads.yaml:6:24: error: ")


def test_of_many_infos_the_first_are_said_and_verbose_says_all(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADSMITH_CACHE", str(folder / "cache"))
    many = "".join(f"    A{number}: {{type: integer, default: x}}\n" for number in range(7))
    (folder / "leads.yaml").write_text(f"{SPEC}components:\n  schemas:\n{many}", encoding="utf-8")
    more = "  and 4 more of this kind [value-type]: --verbose shows all\n"
    for _ in range(2):  # the second check knows the answer
        for command in ("generate", "check"):
            told = run(command, "leads.yaml", code=0).stderr
            assert told.count("[value-type]\n") == 3 and told.endswith(more)
            told = run(command, "leads.yaml", "--verbose", code=0).stderr
            assert told.count("[value-type]\n") == 7 and "more of this kind" not in told
    done = subprocess.run([sys.executable, "-m", "leadsmith", "check", "leads.yaml"], capture_output=True, text=True)
    assert done.stderr.endswith(more)
    assert run("generate", "leads.yaml", "--format", "json", code=0).stdout.count('"value-type"') == 7
