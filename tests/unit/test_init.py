"""`leadsmith init`: what it finds, what it leaves alone, and that `generate` works afterwards."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from leadsmith.cli import app

Run = Callable[..., Result]

SPEC = """\
openapi: 3.1.0
info: {title: Leads API, version: "1"}
security: [{key: []}, {"two words": []}]
paths:
  /leads:
    get:
      operationId: listLeads
      responses:
        "204": {description: Done.}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: Authorization}
    two words: {type: http, scheme: basic}
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions: [{target: $.info, update: {title: Prospects}}]
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, code: int) -> Result:
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == code, result.output
        assert "Traceback (most" not in result.output
        return result

    return invoke


def put(name: str, text: str = "") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def clients() -> list[dict[str, Any]]:
    found = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["leadsmith"]["clients"]
    assert isinstance(found, list)
    return found


def test_it_finds_what_there_is_and_generate_works_then(run: Run) -> None:
    put("api/shop.yaml", SPEC)
    put("api/shop.overlay.yml", OVERLAY)
    result = run("init", code=0)
    assert clients() == [{"spec": "api/shop.yaml", "overlays": ["api/shop.overlay.yml"], "output": "prospects"}]
    text = Path("pyproject.toml").read_text(encoding="utf-8")
    assert text in result.stdout and result.stdout.endswith("Next: leadsmith generate\n")
    assert '# credentials.key = { argument = "api_key", environment = "PROSPECTS_API_KEY" }' in text
    assert '# credentials."two words" = { argument = "username", environment = "PROSPECTS_USERNAME" }' in text
    run("generate", code=0)
    made = Path("prospects/client.py").read_text(encoding="utf-8")
    assert all(name in made for name in ("api_key: ", "PROSPECTS_API_KEY", "PROSPECTS_USERNAME"))

    Path("pyproject.toml").write_text(text.replace("# credentials", "credentials"), encoding="utf-8")
    run("generate", code=0)
    assert Path("prospects/client.py").read_text(encoding="utf-8") == made, "the comments are the defaults"


def test_what_is_hidden_installed_generated_or_no_description_is_not_looked_at(run: Run) -> None:
    for name in (".git/a.yaml", "node_modules/x/a.yaml", "env/share/a.json", "client/a.yaml", ".hidden.yaml"):
        put(name, SPEC)
    put("env/pyvenv.cfg")
    put("client/_manifest.json", "{}")
    put("b.yaml", "- openapi: 3.1.0\n")
    put("c.yaml", "x: 1\n")
    put("d.overlay.yaml", OVERLAY)
    assert "no OpenAPI document" in run("init", code=2).stderr
    assert not Path("pyproject.toml").exists()
    put("deep/down/api.json", '{"info": {"title": "Deep", "version": "1"}, "paths": {}, "openapi": "3.0.3"}')
    run("init", code=0)
    assert clients() == [{"spec": "deep/down/api.json", "output": "api"}], "a folder deep is there already"


def test_several_documents_are_named(run: Run) -> None:
    put("a.yaml", SPEC)
    put("b/c.yaml", SPEC)
    error = run("init", code=2).stderr
    assert "2 OpenAPI documents here: a.yaml, b/c.yaml." in error and "leadsmith init SPEC" in error
    run("init", "b/c.yaml", code=0)
    assert clients()[0]["spec"] == "b/c.yaml"


def test_a_document_that_cannot_be_used_is_shown_and_nothing_is_written(run: Run) -> None:
    put("a.yaml", SPEC + "    three: {type: [}\n")
    assert "a.yaml:14:" in run("init", code=2).stderr
    put("a.yaml", SPEC)
    overlay = put("a.overlay.yaml", OVERLAY.replace("$.info,", "$.[,"))
    result = run("init", code=2)
    assert "a.overlay.yaml:3:" in result.stderr and result.stdout == ""
    overlay.unlink()
    assert "cannot be read" in run("init", "none.yaml", code=2).stderr
    assert not Path("pyproject.toml").exists()


LAYOUTS = {
    "nothing": ([], "", "leads_api"),
    "src": (["src/other.txt"], "", "src/leads_api"),
    "one package in src": (["src/app/__init__.py"], "", "src/app/leads_api"),
    "two packages in src": (["src/app/__init__.py", "src/web/__init__.py"], "", "src/leads_api"),
    "the project's package": (
        ["src/my_app/__init__.py", "src/web/__init__.py"],
        '[project]\nname = "My-App"\n',
        "src/my_app/leads_api",
    ),
    "the project's package, flat": (["my_app/__init__.py"], '[tool.poetry]\nname = "my.app"\n', "my_app/leads_api"),
    "the name is taken": (["leads_api/mine.py"], "", "shop"),
    "all names are taken": (["leads_api/mine.py", "shop/mine.py"], "", "leads_api_client"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_client_goes_where_the_layout_has_it(layout: str, run: Run) -> None:
    files, text, output = LAYOUTS[layout]
    for name in files:
        put(name)
    if text:
        put("pyproject.toml", text)
    put("shop.yaml", SPEC)
    result = run("init", code=0)
    assert clients()[0]["output"] == output
    assert f"The client goes to {output}" in result.stdout
    run("generate", code=0)
    run("check", code=0)
    assert Path(output, "client.py").is_file()


def test_a_second_client_goes_beside_the_first(run: Run) -> None:
    put("src/app/__init__.py")
    put("a.yaml", SPEC)
    put("pyproject.toml", '[[tool.leadsmith.clients]]\nspec = "b.yaml"\noutput = "lib/leads_api"\n')
    run("init", code=0)
    assert clients()[1]["output"] == "lib/a"


@pytest.mark.parametrize("title", ["Json", "Class", "httpx", "A title that is a whole sentence, which no one types"])
def test_a_title_that_makes_no_name_gives_way_to_the_file(title: str, run: Run) -> None:
    put("shop.yaml", SPEC.replace("Leads API", f'"{title}"'))
    run("init", code=0)
    assert clients()[0]["output"] in ("shop", "class_")
    run("generate", code=0)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# alone",
        '[project]\r\nname = "x"  # kept\r\n\r\n',
        "[tool.leadsmith]\n",
        '[a]\n"é" = 1\n\n\n',
        "[[b]]\nc = 1",
    ],
)
def test_what_is_in_the_file_stays_as_it_is(before: str, run: Run) -> None:
    file = put("pyproject.toml", before)
    file.chmod(0o640)
    put("a.yaml", SPEC)
    run("init", code=0)
    after = file.read_bytes().decode()
    assert after.startswith(before)
    assert len(clients()) == 1
    assert ("\r\n" in before) == ("\r\n" in after)
    assert after.count("\n") == after.count("\r\n") or "\r\n" not in before
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(os.listdir()) == ["a.yaml", "pyproject.toml"], "nothing else is left"


def test_it_adds_to_the_nearest_file_with_paths_from_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("pyproject.toml", "# above\n")
    put("specs/deep/a.yaml", SPEC)
    monkeypatch.chdir("specs")
    run("init", "deep/a.yaml", code=0)
    monkeypatch.chdir("..")
    assert clients() == [{"spec": "specs/deep/a.yaml", "output": "leads_api"}]


def test_output_and_package_can_be_given(run: Run) -> None:
    put("a.yaml", SPEC)
    run("init", "--output", "lib/shop", "--package", "shop_client", code=0)
    assert clients() == [{"spec": "a.yaml", "output": "lib/shop", "package": "shop_client"}]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a.yaml",), "has a client for a.yaml already"),
        (("b.yaml", "--output", "lib/../leads"), "Another client has the output"),
        (("b.yaml", "--package", "no-name"), "is not a Python name"),
    ],
)
def test_what_is_configured_already_is_refused(run: Run, arguments: tuple[str, ...], said: str) -> None:
    file = put("pyproject.toml", '[[tool.leadsmith.clients]]\nspec = "a.yaml"\noutput = "leads"\n')
    put("a.yaml", SPEC)
    put("b.yaml", SPEC)
    Path("lib").mkdir()
    before = file.read_bytes()
    assert said in run("init", *arguments, code=2).stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.leadsmith]\nclients = []\n", '[[tool.leadsmith.clients]]\nspec = "a.yaml"\noutput = "leads_api"\n'),
        ("[tool.leadsmith\n", "is not TOML"),
        ("# \udcff", "is not TOML"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_alone(run: Run, text: str, said: str) -> None:
    file = Path("pyproject.toml")
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    before = file.read_bytes()
    put("a.yaml", SPEC)
    assert said in run("init", code=2).stderr
    assert file.read_bytes() == before
