"""Templates of the user in place of ours, and the contract that they can rely on: templates/README.md."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, meta, nodes

from leadsmith import manifest
from leadsmith.config import ClientConfig, client_config
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import parse
from leadsmith.pipeline import build
from leadsmith.render import _environment, template_names, templates_folder
from leadsmith.render.override import OURS

README = templates_folder() / "README.md"
SPEC = b"""
openapi: 3.1.0
info: { title: "Pets \\"\\"\\" import os", version: "1" }
servers: [{ url: "https://api.test" }]
webhooks:
  sold: { post: { requestBody: { content: { application/json: { schema: { type: array, items: {} } } } } } }
paths:
  /pets:
    get:
      tags: [pets]
      operationId: listPets
      responses:
        "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
    post:
      tags: [pets]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "204": { description: Done. } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string }, kind: { type: string, enum: [cat] } } }
"""
ERRORS = (templates_folder() / "errors.py.jinja").read_text(encoding="utf-8")


def config(**overrides: str) -> ClientConfig:
    """A client with templates of its own: `errors="text"` is the text of errors.py.jinja."""
    texts = {name if "." in name else f"{name}.py.jinja": text for name, text in overrides.items()}
    return replace(client_config(Path("spec.yaml"), package="pets"), templates=Path("mine"), overrides=texts)


def made(settings: ClientConfig) -> dict[str, str]:
    return {path: text.decode() for path, text in build(parse(SPEC, "spec.yaml"), settings).files.items()}


def told(settings: ClientConfig) -> LeadsmithError:
    with pytest.raises(LeadsmithError) as caught:
        made(settings)
    return caught.value


# The contract ---------------------------------------------------------------------------------------------------------


def rows(heading: str) -> dict[str, list[str]]:
    """The rows of the first table after a heading, by their first cell, without the marks of code."""
    part = README.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in part.splitlines() if line[:3] == "| `"]
    return {first.strip("`"): rest for first, *rest in cells}


def listed(cell: str) -> set[str]:
    return set(re.findall(r"`(.+?)`", cell))


def ours() -> tuple[Environment, dict[str, Callable[..., Any]]]:
    environment, bare = _environment(OURS), Environment()
    functions: dict[str, Any] = dict(environment.globals)
    return environment, {name: function for name, function in functions.items() if name not in bare.globals}


def test_the_table_lists_every_template() -> None:
    assert list(rows("What each template has")) == template_names()
    assert len(template_names()) == 10


@pytest.mark.parametrize("name", template_names())
def test_the_table_says_what_a_template_uses_and_makes(name: str) -> None:
    environment, functions = ours()
    makes, variables, used, filters = rows("What each template has")[name]
    tree = environment.parse((templates_folder() / name).read_text(encoding="utf-8"))
    assert meta.find_undeclared_variables(tree) <= listed(variables)
    calls = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
    assert calls & {*functions} == listed(used)
    assert {item.name for item in tree.find_all(nodes.Filter)} == listed(filters)

    path = re.match("`(.+?)`", makes)
    assert path
    text = "".join(f"{{{{ {variable} | string | literal }}}}\n" for variable in sorted(listed(variables)))
    files = made(config(**{name: f'"""Ours alone."""\n{text}'}))
    alone = [path for path, content in files.items() if content.startswith('"""Ours alone."""')]
    assert alone == [path[1].replace("<name>", "pets")], "it has these variables, and makes this file"


def test_the_table_lists_every_filter_and_function() -> None:
    environment, functions = ours()
    assert {name.partition("(")[0] for name in rows("How text becomes code")} == (
        {*environment.filters} - {*Environment().filters}
    )
    truth = {
        f"{name}({', '.join(inspect.signature(function).parameters)})": [
            (inspect.getdoc(function) or "").split("\n")[0]
        ]
        for name, function in functions.items()
    }
    assert rows("The functions") == truth


# Replacing ------------------------------------------------------------------------------------------------------------


def test_a_template_is_replaced_and_the_others_stay() -> None:
    settings = config(
        errors=f'{ERRORS}\n{{{{ ("For " ~ client.title) | comment }}}}\nOURS = {{{{ [1, "a"] | literal }}}}\n'
    )
    before, after = made(replace(settings, templates=None, overrides={})), made(settings)
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    assert changed == {"errors.py", manifest.FILE, manifest.SUMS}
    assert after["errors.py"].endswith('# For Pets """ import os\nOURS = [1, "a"]\n')


def test_the_texts_are_part_of_what_a_client_is_made_from_but_not_their_folder() -> None:
    def digest(settings: ClientConfig) -> str:
        return manifest.read(made(settings)[manifest.FILE]).config

    plain = digest(replace(config(), templates=None))
    assert digest(config()) == plain, "a folder with nothing in it changes nothing"
    assert digest(config(errors=ERRORS)) != plain
    assert digest(config(errors=f"{ERRORS}\n")) != digest(config(errors=ERRORS))
    assert digest(replace(config(errors=ERRORS), templates=Path("/elsewhere"))) == digest(config(errors=ERRORS))


def test_what_our_templates_never_write_is_allowed_in_theirs() -> None:
    code = "import os\n\n\ndef where() -> str:\n    with open(os.devnull) as file:\n        return file.name\n"
    text = made(config(errors=f"{ERRORS}\n{code}"))["errors.py"]
    assert any(isinstance(node, ast.With) for node in ast.walk(ast.parse(text)))


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "{{ client.title }}",
            'tried to print \'Pets """ import os\', which is not Code.',
            "filters `literal`, `identifier`",
        ),
        ("{{ clinet | literal }}", "'clinet' is undefined.", "templates/README.md"),
        ("{{ client.titel | literal }}", "has no attribute 'titel'.", "templates/README.md"),
        ("{{ client.title | identifier }}", "is not a Python name.", "templates/README.md"),
        ("{{ client.title | code }}", "No filter named 'code'.", "Mend the template."),
        ("{% if %}", "Expected an expression, got 'end of statement block'", "Mend the template."),
        ("{{ 1 / 0 }}", "ZeroDivisionError: division by zero.", "templates/README.md"),
        ('{% include "more.jinja" %}', "TemplateNotFound: more.jinja.", "templates/README.md"),
    ],
)
def test_a_mistake_is_told_with_its_line(line: str, message: str, hint: str) -> None:
    error = told(config(errors=f"{ERRORS}{line}\n"))
    [problem] = error.diagnostics
    number = ERRORS.count("\n") + 1
    assert str(problem.location) == f"mine/errors.py.jinja:{number}:1"
    assert message in problem.message and hint in problem.hint
    assert error.sources["mine/errors.py.jinja"].splitlines()[number - 1] == line


def test_what_is_not_python_is_told() -> None:
    [problem] = told(config(errors="x = = 1\n")).diagnostics
    assert "line 1 of errors.py is 'x = = 1'" in problem.message
    assert str(problem.location) == "mine/errors.py.jinja:1:1"


def test_what_ruff_refuses_is_told() -> None:
    package = (templates_folder() / "package.py.jinja").read_text(encoding="utf-8")
    [problem] = told(config(package=f"{package}\nimport os\n")).diagnostics
    assert "F401" in problem.message and problem.hint == "Mend the templates: package.py.jinja."


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("error", "Did you mean errors.py.jinja?"),
        ("xyz", "The templates are client.py.jinja, errors.py.jinja, family.py"),
    ],
)
def test_a_file_that_replaces_nothing_is_refused(name: str, hint: str) -> None:
    [problem] = told(config(**{name: ""})).diagnostics
    assert problem.message == f"mine/{name}.py.jinja replaces no template."
    assert problem.hint.startswith(hint)


# The command ----------------------------------------------------------------------------------------------------------


def leadsmith(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "leadsmith", command], cwd=folder, capture_output=True, text=True, check=False
    )


def test_from_a_folder_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_bytes(SPEC)
    (tmp_path / "pyproject.toml").write_text(
        '[[tool.leadsmith.clients]]\nspec = "spec.yaml"\npackage = "pets"\ntemplates = "mine"\n'
    )
    told = leadsmith("generate", tmp_path)
    assert (told.returncode, "templates: mine is no folder" in told.stderr) == (2, True)

    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "README.md").write_text("What we changed, and why.")
    (mine / "errors.py.jinja").write_text(f"{ERRORS}\nOURS = True\n")
    assert leadsmith("generate", tmp_path).returncode == 0
    assert (tmp_path / "pets" / "errors.py").read_text().endswith("OURS = True\n")
    assert leadsmith("check", tmp_path).returncode == 0

    (mine / "errors.py.jinja").write_text(f"{ERRORS}\nOURS = False\n")
    told = leadsmith("check", tmp_path)
    assert (told.returncode, "+OURS = False" in told.stdout) == (1, True)

    (mine / "errors.py.jinja").write_text(f"{ERRORS}\n{{{{ client.title }}}}\n")
    told = leadsmith("generate", tmp_path)
    assert told.returncode == 2 and "Traceback" not in told.stderr
    assert told.stderr.startswith(f"mine/errors.py.jinja:{ERRORS.count(chr(10)) + 2}:1: error: The template failed")
    assert "| {{ client.title }}" in told.stderr
    assert (tmp_path / "pets" / "errors.py").read_text().endswith("OURS = True\n"), "what was there stays"
