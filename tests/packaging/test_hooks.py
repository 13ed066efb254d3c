"""The hooks of pre-commit and the action of GitHub, run as they would be, in a scratch git repository.

What they install themselves takes a minute and the network: under CI=true it is done, else the environment of the tests
stands in for it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner
from tests.needs import missing

from leadsmith.cli import app

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
SPEC = """\
openapi: 3.1.0
info: {title: Leads, version: "1"}
paths:
  /leads:
    get:
      operationId: listLeads
      parameters: [{name: city, in: query, schema: {type: string}}]
      responses:
        "204": {description: Done.}
"""
WARNED = SPEC + "    trace: {security: [{x: []}], responses: {'204': {description: Done.}}}\n"
CLIENT = Path("src/leads/client.py")
thorough = pytest.mark.skipif(os.environ.get("CI") != "true", reason="installs from the network; CI=true runs it")


def run(*command: str | Path, code: int | None = 0, cwd: Path | None = None, **environment: str) -> str:
    """What the command prints, on stdout and stderr."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=_environment(environment),
    )
    assert code is None or done.returncode == code, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """Git and GitHub as they are on nobody's machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
    who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    paths = {"PYTHONPATH": str(ROOT / "generator"), "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    return {**kept, **who, **paths, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **more}


def git(*arguments: str) -> str:
    return run("git", *arguments).strip()


def commit() -> None:
    """All that is there, as a commit."""
    git("add", "--all")
    git("commit", "--quiet", "--no-verify", "--message", "all")


def leadsmith(*arguments: str) -> None:
    """The command, in this process."""
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with a document and its client, all committed."""
    folder = tmp_path_factory.mktemp("generated")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        git("init", "--quiet")
        Path("leads.yaml").write_text(SPEC, encoding="utf-8")
        Path("pyproject.toml").write_text(
            '[[tool.leadsmith.clients]]\nspec = "leads.yaml"\noutput = "src/leads"\n', encoding="utf-8"
        )
        leadsmith("generate")
        commit()
    return folder


@pytest.fixture
def repository(generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a copy of that repository."""
    monkeypatch.setenv("LEADSMITH_CACHE", str(tmp_path / "cache"))
    folder = shutil.copytree(generated, tmp_path / "work")
    monkeypatch.chdir(folder)
    return folder


# ----- pre-commit


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


def test_hooks_run_commands_that_there_are() -> None:
    commands = {*app.list_commands(click.Context(app))}
    for hook in hooks().values():
        program, command = shlex.split(hook["entry"])
        assert (program, command in commands) == ("leadsmith", True)
        assert (hook["language"], hook["pass_filenames"], hook["always_run"]) == ("python", False, True)


@pytest.fixture
def pre_commit(repository: Path, tmp_path: Path) -> Path:
    """The command `pre-commit`, and hooks of ours that run in the environment of the tests."""
    program = PROGRAMS / "pre-commit"
    if not program.exists():
        missing("pre-commit is not installed")
    system = [{**hook, "language": "system"} for hook in hooks().values()]
    system[1]["args"] = ["vendored/leads"]
    shutil.copytree("src/leads", "vendored/leads")
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": system}]}))
    commit()
    return program


def test_the_check_hook_lets_what_is_clean_pass_and_stops_the_rest(pre_commit: Path, tmp_path: Path) -> None:
    def check(code: int) -> str:
        return run(pre_commit, "run", "leadsmith-check", code=code, PRE_COMMIT_HOME=str(tmp_path / "home"))

    assert "Passed" in check(0)
    git("rm", "--quiet", "src/leads/errors.py")
    assert "+++ src/leads/errors.py" in check(1), "a file that was deleted is seen"
    git("reset", "--quiet", "--hard")
    edit(Path("leads.yaml"), "title: Leads", "title: Prospects")
    git("add", "leads.yaml")
    assert '+    """The client for the Prospects API.' in check(1)
    leadsmith("generate")
    git("add", "--all")
    assert "Passed" in check(0)


def test_the_verify_hook_looks_at_copies(pre_commit: Path, tmp_path: Path) -> None:
    def verify(code: int) -> str:
        return run(pre_commit, "run", "leadsmith-verify", code=code, PRE_COMMIT_HOME=str(tmp_path / "home"))

    assert "Passed" in verify(0)
    edit(Path("vendored/leads/client.py"), "import", "import  ")
    git("add", "--all")
    assert "edited: vendored/leads/client.py" in verify(1)


@thorough
def test_pre_commit_installs_and_runs_the_hooks(repository: Path, tmp_path: Path) -> None:
    """`pre-commit try-repo` with the files of this checkout, committed in a repository of their own."""
    program = PROGRAMS / "pre-commit"
    if not program.exists():
        missing("pre-commit is not installed")
    copy = tmp_path / "leadsmith"
    tracked = run("git", "ls-files", "-z", cwd=ROOT).split("\0")
    for name in filter(None, tracked):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    run("git", "init", "--quiet", cwd=copy)
    run("git", "add", "--all", cwd=copy)
    run("git", "commit", "--quiet", "--message", "all", cwd=copy)
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home"), "PYTHONPATH": ""}
    assert "Passed" in run(program, "try-repo", copy, "leadsmith-check", **home)
    edit(CLIENT, "import", "import  ")
    git("add", "--all")
    assert "src/leads/client.py" in run(program, "try-repo", copy, "leadsmith-check", code=1, **home)


# ----- the action


class Job:
    """A job of GitHub's in the current folder, that uses the action once: the steps' commands, run by bash."""

    def __init__(self, folder: Path, event: str, base: str = "", **given: str) -> None:
        self.action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        self.folder = folder
        self.values = {f"inputs.{name}": value["default"] for name, value in self.action["inputs"].items()}
        assert {f"inputs.{name}" for name in given} <= set(self.values)
        self.values |= {f"inputs.{name}": value for name, value in given.items()}
        self.values |= {
            "github.action_path": str(ROOT),
            "github.event_name": event,
            "github.event.pull_request.base.sha": base,
        }
        folder.mkdir(exist_ok=True)
        self.summary = folder / "summary"
        self.summary.touch()

    def filled(self, text: str) -> str:
        """The text with the expressions that are a name replaced."""
        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: self.values[match[1]], text)

    def step(self, name: str, code: int | None = 0) -> str:
        """Run a step as the runner does, with its outputs as values for the next ones; what it prints."""
        [step] = [step for step in self.action["runs"]["steps"] if step["name"] == name]
        assert step["shell"] == "bash"
        script, outputs = self.folder / "script.sh", self.folder / "outputs"
        script.write_text(step["run"], encoding="utf-8")
        assert "${{" not in step["run"], "values go through the environment: in a script they would be code"
        outputs.write_text("", encoding="utf-8")
        environment = {key: self.filled(value) for key, value in step["env"].items()}
        environment |= {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(self.summary)}
        environment |= {"RUNNER_TEMP": str(self.folder), "GITHUB_WORKSPACE": str(Path.cwd())}
        where = Path(self.filled(step.get("working-directory", ".")))
        bash = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script)
        said = run(*bash, code=code, cwd=where.absolute(), **environment)
        if "id" in step:
            for key, value in _outputs(outputs.read_text(encoding="utf-8")).items():
                self.values[f"steps.{step['id']}.outputs.{key}"] = value
        return said

    def installed_already(self) -> None:
        """Let the environment of the tests be what an earlier step of the job installed."""
        (self.folder / "leadsmith").mkdir()
        (self.folder / "leadsmith" / "installed").write_text(f"{self.programs()}\n", encoding="utf-8")

    def programs(self) -> Path:
        """A folder with `leadsmith` and `python`, of these sources."""
        folder = self.folder / "programs"
        folder.mkdir()
        for name, arguments in (("leadsmith", "-m leadsmith "), ("python", "")):
            program = folder / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n', encoding="utf-8")
            program.chmod(0o755)
        return folder


def _outputs(text: str) -> dict[str, str]:
    """The file that GITHUB_OUTPUT names, as the runner reads it."""
    found: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        key, separator, value = re.fullmatch(r"([\w-]+)(=|<<)(.*)", line).groups()  # type: ignore[union-attr]
        if separator == "<<":
            end, parts = value, []
            for part in lines:
                if part == end:
                    break
                parts.append(part)
            else:
                raise AssertionError(f"{key} does not end")
            value = "\n".join(parts)
        found[key] = value
    return found


@pytest.fixture
def job_folder(tmp_path: Path) -> Path:
    if not shutil.which("bash"):
        missing("bash is not installed")
    return tmp_path / "runner"


def job(folder: Path, event: str = "push", base: str = "", **given: str) -> Job:
    made = Job(folder, event, base, **given)
    made.installed_already()
    made.step("Install Leadsmith")
    return made


def test_the_action_is_one() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert set(action["inputs"]) == {"working-directory", "python-version", "arguments", "fail-on"}
    assert action["runs"]["using"] == "composite"
    for step in action["runs"]["steps"]:
        assert ("shell" in step) == ("run" in step), "each command of a composite action names its shell"
    setup = action["runs"]["steps"][0]
    assert setup["if"] == "${{ inputs.python-version != '' }}" and setup["uses"].startswith("actions/setup-python@")
    for name in re.findall(r"\$\{\{ (inputs\.[\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")):
        assert name.removeprefix("inputs.") in action["inputs"]


def test_check_annotates_and_fails(repository: Path, job_folder: Path) -> None:
    action = job(job_folder)
    assert action.step("Check") == ""
    edit(CLIENT, "import", "import  ")
    assert "::error file=src/leads/client.py,line=" in action.step("Check", code=1)


def test_check_takes_arguments_and_a_folder(repository: Path, job_folder: Path) -> None:
    Path("deep").mkdir()
    for path in ("leads.yaml", "pyproject.toml", "src"):
        Path(path).rename(Path("deep", path))
    Path("deep/leads.yaml").write_text(WARNED, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir("deep")
        leadsmith("generate")
    loose = job(job_folder, **{"working-directory": "deep"})
    assert "::warning file=deep/leads.yaml,line=10," in loose.step("Check")
    strict = job(job_folder.with_name("other"), **{"working-directory": "deep", "arguments": "--strict"})
    assert "::warning " in strict.step("Check", code=2)


def test_a_pull_request_gets_a_report(repository: Path, job_folder: Path) -> None:
    base = git("rev-parse", "HEAD")
    edit(Path("leads.yaml"), "name: city, in: query", "name: town, in: query, required: true")
    Path("more.yaml").write_text(SPEC, encoding="utf-8")
    with Path("pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('[[tool.leadsmith.clients]]\nspec = "more.yaml"\noutput = "src/more"\n')
    leadsmith("generate")
    commit()

    action = job(job_folder, "pull_request", base)
    action.step("Report changes", code=1)
    report = action.values["steps.diff.outputs.report"]
    assert "town" in report and "city" in report
    assert "`more.yaml` is new" in report
    assert action.summary.read_text(encoding="utf-8").strip() == report.strip()

    never = job(job_folder.with_name("never"), "pull_request", base, **{"fail-on": "never"})
    never.step("Report changes")
    assert never.values["steps.diff.outputs.report"] == report


def test_the_base_is_fetched_where_the_checkout_is_shallow(
    repository: Path, job_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = git("rev-parse", "HEAD")
    edit(Path("leads.yaml"), "name: city", "name: town")
    leadsmith("generate")
    commit()
    git("config", "uploadpack.allowAnySHA1InWant", "true")
    shallow = repository.with_name("shallow")
    run("git", "clone", "--quiet", "--depth=1", f"file://{repository}", shallow)
    monkeypatch.chdir(shallow)
    run("git", "cat-file", "-e", f"{base}^{{commit}}", code=128)
    action = job(job_folder, "pull_request", base)
    action.step("Report changes", code=1)
    assert "town" in action.values["steps.diff.outputs.report"]


def test_a_text_of_the_document_ends_no_output(repository: Path, job_folder: Path) -> None:
    """What `diff` prints may hold any line; stands in for it here."""
    base = git("rev-parse", "HEAD")
    action = job(job_folder, "pull_request", base)
    program = job_folder / "programs" / "leadsmith"
    real = program.read_text(encoding="utf-8").splitlines()[1]
    stand_in = 'if [ "$1" = diff ]; then shift; echo "$*"; echo EOF; echo end-; echo "x=<<y"; exit 0; fi'
    program.write_text(f"#!/bin/sh\n{stand_in}\n{real}\n", encoding="utf-8")
    action.step("Report changes")
    expected = f"{base}:./leads.yaml leads.yaml --format markdown --fail-on breaking\nEOF\nend-\nx=<<y"
    assert action.values["steps.diff.outputs.report"].strip() == expected


@thorough
def test_the_action_installs_itself_once(repository: Path, job_folder: Path) -> None:
    action = Job(job_folder, "push")
    action.step("Install Leadsmith")
    action.step("Check")
    before = (job_folder / "leadsmith" / "installed").stat().st_mtime_ns
    action.step("Install Leadsmith")
    assert (job_folder / "leadsmith" / "installed").stat().st_mtime_ns == before
