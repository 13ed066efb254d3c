"""README.md is true: its code runs, its commands print what it shows, and what it names is there.

The Python blocks run in order in one namespace. httpx reaches no network, but `readme/answers.json`. In a block

    print(x)  # text                  the line prints this; several times: with commas between
    # PATCH /leads/1 {"notes":null}   is sent, in this order, when the block names requests at all

The commands of the console blocks run beside `readme/shop.yaml`, which the other blocks configure and correct.
"""

from __future__ import annotations

import gc
import importlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import click
import drivly_leads.errors
import httpx
import pytest
import yaml
from click.testing import CliRunner
from drivly_leads._runtime.errors import status_error_class
from ruff import find_ruff_bin  # type: ignore[import-untyped]

from leadsmith import manifest
from leadsmith.cli import app
from leadsmith.config import read_config

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(__file__).parent / "readme"
README = (ROOT / "README.md").read_text(encoding="utf-8")
FILES = next(iter(re.findall(r"src/shop_client: (\d+) files", README)))
"""How many a package of this size has, as the README says."""
REQUEST = re.compile(r"^\s*# ((?:GET|POST|PUT|PATCH|DELETE) /.*)$", re.MULTILINE)


def blocks(language: str, heading: str = "") -> list[str]:
    """The code blocks in a language, of the section with this heading or of all."""
    text = README.split(f"\n{heading}\n")[1].split("\n#")[0] if heading else README
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def code() -> str:
    """All that the README sets as code."""
    fenced = re.findall(r"^```.*?^```$", README, re.MULTILINE | re.DOTALL)
    return "\n".join([*fenced, *re.findall(r"`([^`\n]+)`", README)])


# Python ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent so far. Requests are answered from `answers.json`: by the first entry that they fit."""
    answers = json.loads((DATA / "answers.json").read_text(encoding="utf-8"))
    log: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api")
        query = f"?{request.url.query.decode()}" if request.url.query else ""
        body = f" {request.content.decode()}" if request.content else ""
        log.append(f"{request.method} {path}{unquote(query)}{body}")
        assert request.headers["Authorization"].startswith("users API-Key ")
        for known in answers:
            to = httpx.URL(known["to"].partition(" ")[2])
            right = known["to"].startswith(f"{request.method} ") and to.path == path
            if right and to.params.items() <= request.url.params.items():
                return httpx.Response(known["status"], json=known["body"])
        raise AssertionError(f"no answer for {log[-1]}")

    transport = httpx.MockTransport(answer)
    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", lambda _, request: transport.handle_request(request))
    monkeypatch.setattr(
        httpx.AsyncHTTPTransport,
        "handle_async_request",
        lambda _, request: transport.handle_async_request(request),
    )
    return log


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # clients that a later block replaces
def test_python(sent: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRIVLY_LEADS_API_KEY", "a-key")
    printed: dict[int, list[str]] = {}

    def note(*values: object) -> None:
        printed.setdefault(sys._getframe(1).f_lineno, []).append(" ".join(map(str, values)))

    namespace: dict[str, Any] = {"print": note, "__name__": "readme"}
    for block in blocks("python"):
        printed.clear()
        sent.clear()
        exec(compile(block, "README.md", "exec"), namespace)
        lines = enumerate(block.splitlines(), 1)
        claimed = {number: line.rpartition("  # ")[2] for number, line in lines if line.lstrip().startswith("print(")}
        assert {number: ", ".join(values) for number, values in printed.items()} == claimed, block
        wire = [line.rstrip() for line in REQUEST.findall(block)]
        assert not wire or [line for line in sent if line in wire] == wire, (block, sent)
    namespace.clear()
    gc.collect()


def test_python_is_typed(tmp_path: Path) -> None:
    """A reader pastes each block into a project under `mypy --strict`; only lines marked as wrong may be wrong."""
    file = tmp_path / "snippets.py"
    file.write_text("\n".join(blocks("python")), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", str(tmp_path), str(file)]
    done = subprocess.run(
        command, cwd=tmp_path, env={"MYPYPATH": str(ROOT / "generated")}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_error_classes() -> None:
    rows = re.findall(r"^\| `(\w+Error)` \| (\d*)", README, re.MULTILINE)
    assert sorted(name for name, _ in rows) == sorted(drivly_leads.errors.__all__)
    assert {name for name, status in rows if status} == {
        status_error_class(int(status)).__name__ for _, status in rows if status
    }


# The command ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project of the README's examples, the current folder: a document and, as yet, no configuration."""
    (tmp_path / "shop.yaml").write_bytes((DATA / "shop.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    return result.exit_code, result.output


def shown(command: str) -> str:
    """What the README shows as the output of a command."""
    [found] = [block for block in blocks("console") if f"$ {command}\n" in block]
    return found.partition(f"$ {command}\n")[2].partition("$ ")[0]


def test_generating(project: Path) -> None:
    [command] = re.findall(r"^\$ (leadsmith generate .*)$", README, re.MULTILINE)
    assert run(*command.split()[1:]) == (0, shown(command))
    assert (project / "src" / "shop_client" / "client.py").is_file()


def test_what_changes_for_callers(project: Path) -> None:
    """A field is taken out of the document; the code that reads it is `readme/report.py`."""
    run("generate", "shop.yaml", "--output", "src/shop_client")
    (project / "src" / "report.py").write_bytes((DATA / "report.py").read_bytes())
    for command in ("init -q -b main", "add -A", "-c user.name=a -c user.email=a@example.com commit -qm one"):
        subprocess.run(["git", *command.split()], check=True)
    lines = (project / "shop.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    (project / "shop.yaml").write_text("".join(line for line in lines if "delivery:" not in line), encoding="utf-8")
    [command] = re.findall(r"^\$ (leadsmith diff .*)$", README, re.MULTILINE)
    assert run(*command.split()[1:]) == (1, shown(command))


def test_vendoring(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [command] = re.findall(r"^\$ (leadsmith vendor .*)$", README, re.MULTILINE)
    _, _, package, dest = command.split()
    app_folder = project / "app"
    (app_folder / dest.removeprefix("../app/")).mkdir(parents=True)
    shutil.copytree(ROOT / package, project / "leadsmith" / package)
    shutil.copy(ROOT / "LICENSE", project / "leadsmith")
    subprocess.run(["git", "init", "-q", str(project / "leadsmith")], check=True)
    monkeypatch.chdir(project / "leadsmith")
    assert run(*command.split()[1:])[1].endswith(shown(command))


def test_configuration_and_overlay(project: Path) -> None:
    [table, _] = blocks("toml", "## Configuration")
    [overlay] = blocks("yaml", "### Overlays")
    (project / "pyproject.toml").write_text(table, encoding="utf-8")
    [client] = read_config(tomllib.loads(table), project)
    [file] = client.overlays
    file.write_text(overlay, encoding="utf-8")

    assert run("generate", "--strict") == (0, f"src/shop_client: {FILES} files, {FILES} changed\n")
    assert run("check", "--strict") == (0, "src/shop_client: up to date\n")
    names = manifest.read((client.output / manifest.FILE).read_text(encoding="utf-8")).names
    assert dict(client.names).items() <= names.items()
    text = (client.output / "client.py").read_text(encoding="utf-8")
    credential = "api_key: str | Callable[[], str] | None = None"
    for value in ("https://shop.example.com/api", "users API-Key", "SHOP_KEY", credential):
        assert value in text


def test_signatures(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The configuration and the calls that the README shows, with the webhook that it names."""
    heading = "### Signatures of webhooks"
    [table] = blocks("toml", heading)
    entry = '[[tool.leadsmith.clients]]\nspec = "shop.yaml"\npackage = "shop_client"\n'
    (project / "pyproject.toml").write_text(entry + table, encoding="utf-8")
    payload = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}
    described = yaml.safe_load((project / "shop.yaml").read_text(encoding="utf-8"))
    described["webhooks"] = {"order.created": {"post": {"requestBody": payload}}}
    (project / "shop.yaml").write_text(yaml.safe_dump(described), encoding="utf-8")
    code, output = run("generate")
    assert code == 0, output
    monkeypatch.syspath_prepend(project)
    webhooks = importlib.import_module("shop_client.webhooks")
    monkeypatch.setenv("SHOP_CLIENT_WEBHOOK_SECRET", "a secret")
    said = README.split(heading)[1].split("\n#")[0].replace("\n", " ")
    [call] = re.findall(r"`event = (.*?)`", said)
    body = b'{"id": "7"}'
    scope = {**vars(webhooks), "request": SimpleNamespace(body=body, headers=webhooks.sign(body))}
    assert type(eval(call, scope)).__name__ == type(webhooks.unwrap(body, scope["request"].headers)).__name__ == "Order"
    with pytest.raises(importlib.import_module("shop_client").SignatureError, match="fits"):
        webhooks.verify(body + b" ", scope["request"].headers)


def test_selection(project: Path) -> None:
    [_, selection] = blocks("toml", "## Configuration")
    [client] = read_config(tomllib.loads(f'[[tool.leadsmith.clients]]\nspec = "shop.yaml"\n{selection}'), project)
    assert client.include is not None and client.exclude is not None
    assert (client.include.tags, client.include.paths) == (("Leads",), ("/leads/**",))
    assert (len(client.include.operations), client.exclude.operations) == (2, ("deleteLead",))


def test_a_formatter_leaves_the_folder_alone(project: Path) -> None:
    """With the README's lines ruff changes nothing; without them `check` tells of it."""
    [table] = blocks("toml", "### In CI")
    assert run("generate", "shop.yaml", "--output", "src/shop_client")[0] == 0
    for settings, code in ((f"{table}\nline-length = 100\n".replace("[tool.ruff]", ""), 0), ("line-length = 100\n", 1)):
        (project / "ruff.toml").write_text(settings, encoding="utf-8")
        subprocess.run([find_ruff_bin(), "format", "--quiet", "--no-cache", "."], cwd=project, check=True)
        assert run("check", "shop.yaml", "--output", "src/shop_client")[0] == code


def test_where_a_client_goes(project: Path) -> None:
    """Without `--output` beside the user, whatever pyproject.toml says; that is read only when it is named."""
    (project / "pyproject.toml").write_text(blocks("toml", "## Configuration")[0], encoding="utf-8")
    (project / "shop.overlay.yaml").write_text(blocks("yaml", "### Overlays")[0], encoding="utf-8")
    assert run("generate", "shop.yaml")[1].endswith(f"\nshop: {FILES} files, {FILES} changed\n")
    assert not (project / "src").exists()
    assert run("generate", "shop.yaml", "--config", "pyproject.toml") == (
        0,
        f"src/shop_client: {FILES} files, {FILES} changed\n",
    )


def test_what_a_configuration_may_not_say(project: Path) -> None:
    (project / "shop.overlay.yaml").write_text(blocks("yaml", "### Overlays")[0], encoding="utf-8")
    table = blocks("toml", "## Configuration")[0]
    (project / "pyproject.toml").write_text(table.replace('"TWO_DAYS_OR_MORE"', '"TWO_DAYS"'), encoding="utf-8")
    assert run("generate")[0] == 0
    for right, wrong, problem in (
        ("enum/2+ days", "enum/3+ days", "nothing in the document has this pointer"),
        ("TWO_DAYS_OR_MORE", "_TWO", "names of this kind are written in another way"),
        (
            '/components/schemas/Delivery/enum/2+ days" = "TWO_DAYS_OR_MORE',
            '/components/schemas/Order" = "Model',
            "the generated code needs this name for itself",
        ),
        ("TWO_DAYS_OR_MORE", "SAME_DAY", "this is the name of /components/schemas/Delivery/enum/same day"),
        ("credentials.key]", "credentials.keys]", "the document has no security scheme 'keys'"),
    ):
        (project / "pyproject.toml").write_text(table.replace(right, wrong), encoding="utf-8")
        code, output = run("generate")
        assert (code, problem in output) == (2, True), output


def test_files_that_are_not_from_leadsmith_are_named(project: Path) -> None:
    assert run("generate", "shop.yaml")[0] == 0
    (project / "shop" / "mine.py").write_text("", encoding="utf-8")
    code, output = run("check", "shop.yaml")
    assert (code, "shop/mine.py is not from leadsmith" in output) == (1, True)


def test_what_is_misspelt_or_of_another_kind_is_a_warning(project: Path) -> None:
    text = (project / "shop.yaml").read_text(encoding="utf-8")
    (project / "shop.yaml").write_text(text.replace("required: [id]", "requried: [id]").replace("[orders]", "orders"))
    output = run("generate", "shop.yaml")[1]
    assert "warning: 'requried' is no field of a schema" in output
    assert "warning: Here a list is expected, and there is 'orders'" in output


def test_info_passes_strict(project: Path) -> None:
    text = (project / "shop.yaml").read_text(encoding="utf-8").replace("url: /api", "url: https://shop.example.com/api")
    oauth = "{type: openIdConnect, openIdConnectUrl: https://shop.example.com}"
    (project / "shop.yaml").write_text(text.replace("{type: apiKey, in: header, name: Authorization}", oauth))
    code, output = run("generate", "shop.yaml", "--strict")
    assert (code, "info: The client takes an access token" in output) == (0, True), output


def test_a_checkout_finds_the_client() -> None:
    [path] = re.findall(r"`PYTHONPATH=(\S+) \S+python`", README)
    command = [sys.executable, "-c", "import drivly_leads; print(drivly_leads.__file__)"]
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": path}, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).parent == ROOT / path / "drivly_leads"


def test_the_output_of_the_generator() -> None:
    folder = ROOT / "generated" / "drivly_leads"
    owned = manifest.read((folder / manifest.FILE).read_text(encoding="utf-8")).files
    assert shown("python3 -m generator").endswith(f"generated/drivly_leads: {len(owned) + 2} files, 0 changed\n")


def test_flags_and_commands(pytestconfig: pytest.Config) -> None:
    commands = {*app.list_commands(click.Context(app))}
    helps = "".join(run(*words, "--help")[1] for words in ([], *([name] for name in sorted(commands))))
    offered = set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", helps))
    named = set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", code()))
    assert offered <= named
    measures = [sys.executable, "-m", "tests.benchmarks", "--help"]
    helped = subprocess.run(measures, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert named - offered - {*re.findall(r"--[a-z]+", helped)} == {"--update"}  # an option of the tests
    assert pytestconfig.getoption("--update") in (True, False)

    assert set(re.findall(r"\bleadsmith (\w+)", code())) == commands
    for module in re.findall(r"python3 -m (\w+)", code()):
        assert (ROOT / module / "__main__.py").is_file()


def test_ci() -> None:
    [workflow] = blocks("yaml", "### In CI")
    steps = yaml.safe_load(workflow)["jobs"]["clients"]["steps"]
    commands = [step["run"].split() for step in steps if "run" in step]
    assert ["leadsmith", "check", "--strict"] in commands


def test_pre_commit_hooks() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert set(re.findall(r"`(leadsmith-\w+)`", README)) == {hook["id"] for hook in hooks}


# The page itself ------------------------------------------------------------------------------------------------------


def links() -> Iterator[str]:
    return (target for target in re.findall(r"\]\(([^)]+)\)", README) if "://" not in target)


def test_links_lead_somewhere() -> None:
    assert [target for target in links() if not (ROOT / target).exists()] == []


def test_width() -> None:
    assert [line for line in README.splitlines() if len(line) > 120] == []
