"""`leadsmith diff`: what OLD and NEW may be, how names and configuration come to both, the formats, the exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from leadsmith import interface
from leadsmith.cli import app
from leadsmith.compat import bump, changelog
from leadsmith.compat.catalogue import change, code, contrast
from leadsmith.compat.change import Change
from leadsmith.compat.grouping import group
from leadsmith.compat.release import Bump, following
from leadsmith.compat.report import Report, to_markdown, to_text
from needs import missing

Run = Callable[..., Result]

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.test"}]
security: [{key: []}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        "200":
          description: Pets.
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        age: {type: integer}
"""
CONFIG = """\
[[tool.leadsmith.clients]]
spec = "spec/shop.yaml"
overlays = ["spec/shop.overlay.yaml"]
output = "shop_client"
credentials.key = { argument = "shop_key" }
names = { "/paths/~1pets/get" = "fetch_all" }
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.components.schemas.Pet.properties
    update: {tail: {type: string}}
"""
WITHOUT_AGE = SPEC.replace("        age: {type: integer}\n", "")
WITH_COLOUR = SPEC + "        colour: {type: string}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a document, an overlay and a configuration; it is the current folder."""
    folder = tmp_path / "project"
    (folder / "spec").mkdir(parents=True)
    (folder / "spec" / "shop.yaml").write_text(SPEC)
    (folder / "spec" / "shop.overlay.yaml").write_text(OVERLAY)
    (folder / "pyproject.toml").write_text(CONFIG)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(project: Path) -> Run:
    def invoke(*arguments: str, code: int) -> Result:
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return invoke


@pytest.fixture
def told(run: Run) -> Callable[..., set[str]]:
    """The ids and symbols of the changes between two sides."""

    def ask(old: str, new: str, *more: str) -> set[str]:
        result = run("diff", old, new, "--format", "json", "--fail-on", "never", *more, code=0)
        return {
            f"{item['id']} {item['symbol'] or item['symbol_after']}" for item in json.loads(result.stdout)["changes"]
        }

    return ask


def git(folder: Path, *arguments: str) -> None:
    if shutil.which("git") is None:
        missing("git is not installed")
    who = ("-c", "user.name=T", "-c", "user.email=t@example.test", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, tag: str) -> None:
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", tag)
    git(folder, "tag", tag)


# What the two sides can be --------------------------------------------------------------------------------------------


def test_two_documents_that_no_configuration_knows(project: Path, told: Callable[..., set[str]]) -> None:
    """They have other file names; the client is called the same for all that."""
    (project / "one.yaml").write_text(SPEC)
    (project / "two.yaml").write_text(WITHOUT_AGE)
    assert told("one.yaml", "two.yaml") == {"response-field-removed Pet.age"}
    (project / "3.yaml").write_text(SPEC)
    assert told("two.yaml", "3.yaml") == {"response-field-added-optional Pet.age"}


def test_the_configuration_of_one_document_is_that_of_both(project: Path, told: Callable[..., set[str]]) -> None:
    """The pinned name, the credential and the overlay are in both clients, so none of them is a change."""
    (project / "old.yaml").write_text(WITHOUT_AGE)
    assert told("old.yaml", "spec/shop.yaml") == {"response-field-added-optional Pet.age"}
    assert told("spec/shop.yaml", "old.yaml") == {"response-field-removed Pet.age"}


def test_what_the_configuration_names_may_be_missing_in_the_other_document(
    project: Path, told: Callable[..., set[str]]
) -> None:
    (project / "old.yaml").write_text(
        SPEC.replace("/pets:", "/animals:")
        .replace("security: [{key: []}]\n", "")
        .replace("securitySchemes:\n    key: {type: apiKey, in: header, name: X-Key}", "x-none: 1")
    )
    assert told("old.yaml", "spec/shop.yaml") == {
        "credential-added ShopClient(shop_key=)",
        "operation-removed client.pets.list",
        "operation-added client.pets.fetch_all",
    }


def test_a_selection_holds_for_both_and_need_not_match_the_other_document(
    project: Path, told: Callable[..., set[str]]
) -> None:
    more = SPEC.replace("  /pets:", "  /toys: {get: {responses: {'204': {description: None.}}}}\n  /pets:")
    (project / "old.yaml").write_text(more.replace("/pets:", "/animals:"))
    (project / "spec" / "shop.yaml").write_text(more)
    (project / "pyproject.toml").write_text(CONFIG + 'include.paths = ["/pets/**"]\n')
    assert told("old.yaml", "spec/shop.yaml") == {
        "credential-added ShopClient(shop_key=)",
        "resource-added client.pets",
        "operation-added client.pets.fetch_all",
        "model-added Pet",
    }


def test_how_a_list_goes_on_holds_for_both_and_need_not_fit_the_other_document(
    project: Path, told: Callable[..., set[str]]
) -> None:
    (project / "pyproject.toml").write_text(CONFIG + 'paging.listPets = { kind = "offset", parameter = "skip" }\n')
    skipping = SPEC.replace("name: limit", "name: skip")
    (project / "spec" / "shop.yaml").write_text(skipping)
    (project / "old.yaml").write_text(SPEC.replace("listPets", "allPets"))
    assert told("old.yaml", "spec/shop.yaml") == {
        "paging-added client.pets.fetch_all",
        "parameter-added-optional client.pets.fetch_all(skip=)",
        "parameter-removed client.pets.fetch_all(limit=)",
    }
    (project / "old.yaml").write_text(skipping)
    assert told("old.yaml", "spec/shop.yaml") == set()


def test_packages_and_documents(project: Path, run: Run, told: Callable[..., set[str]]) -> None:
    run("generate", code=0)
    shutil.copytree("shop_client", "before")
    (project / "spec" / "shop.yaml").write_text(WITH_COLOUR)
    added = {"response-field-added-optional Pet.colour"}
    assert told("shop_client", "spec/shop.yaml") == added
    run("generate", code=0)
    assert told("before", "shop_client") == added
    assert told("before", "spec/shop.yaml") == added
    assert told("spec/shop.yaml", "before") == {"response-field-removed Pet.colour"}


def test_lines_of_packages(project: Path, run: Run) -> None:
    """A package has no document; what changes stands in its files: what is gone in those of OLD."""
    run("generate", code=0)
    shutil.copytree("shop_client", "old_client")
    (project / "spec/shop.yaml").write_text(WITHOUT_AGE.replace("- {name: limit,", "- {name: size,"))
    run("generate", code=0)
    output = run("diff", "old_client", "shop_client", "--format", "json", code=1).stdout
    places = {(entry["id"], entry["symbol"]): entry["location"] for entry in json.loads(output)["changes"]}
    lines = {key: (place["file"], _line(project, place)) for key, place in places.items()}
    assert lines == {
        ("response-field-removed", "Pet.age"): ("old_client/models/pets.py", "age: Omittable[int] = None"),
        ("parameter-removed", "client.pets.fetch_all(limit=)"): (
            "old_client/resources/pets.py",
            "limit: int | None = None,",
        ),
        ("parameter-added-optional", None): ("shop_client/resources/pets.py", "size: int | None = None,"),
    }


def _line(project: Path, place: dict[str, Any]) -> str:
    return (project / place["file"]).read_text().splitlines()[place["line"] - 1].strip()


def test_a_folder_that_does_not_import_the_client(project: Path, run: Run) -> None:
    """Nothing is touched there, which is no wonder: it is said."""
    if not find_spec("mypy"):
        missing("needs mypy")
    (project / "app").mkdir()
    (project / "app/main.py").write_text("import json\n")
    (project / "new.yaml").write_text(WITHOUT_AGE)
    output = run("diff", "spec/shop.yaml", "new.yaml", "--used-in", "app", code=0).stdout
    assert "No Python file in it imports shop_client" in " ".join(output.split())
    (project / "app/main.py").write_text("import shop_client\n")
    text = run("diff", "spec/shop.yaml", "new.yaml", "--used-in", "app", "--format", "markdown", code=0).stdout
    assert "### Used in `app`\n\nNothing that changes.\n\n### Breaking" in text
    assert "No Python file" not in run("diff", "spec/shop.yaml", "new.yaml", "--used-in", "app", code=0).stdout


@pytest.fixture
def ahead(project: Path, run: Run) -> Path:
    """Code that was written for `before` and `before.yaml`, with a copy of the client that is the new one already."""
    if not find_spec("mypy"):
        missing("needs mypy")
    run("generate", code=0)
    shutil.copytree("shop_client", "before")
    shutil.copy("spec/shop.yaml", "before.yaml")
    (project / "spec/shop.yaml").write_text(WITHOUT_AGE.replace("tags: [Pets]", "tags: [Animals]"))
    (project / "pyproject.toml").write_text(CONFIG.partition("names")[0])
    run("generate", code=0)
    shutil.copytree("shop_client", "src/app/vendor/pets")
    (project / "src/app/vendor/pets/mine.py").write_text(
        "from .models import Pet\n\ndef old(pet: Pet) -> Pet: return pet\n"
    )
    (project / "src/app/main.py").write_text(
        "from app.vendor.pets import ShopClient\nfrom app.vendor.pets.mine import old\n\n"
        "def total(client: ShopClient) -> int:\n"
        "    return sum(old(pet).age or 0 for pet in client.pets.list())\n"
    )
    return project


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("before", "shop_client"),
        ("before.yaml", "spec/shop.yaml"),
        ("before", "spec/shop.yaml"),
        ("before.yaml", "shop_client"),
    ],
)
def test_a_copy_that_is_the_new_client_already(ahead: Path, run: Run, old: str, new: str) -> None:
    """The code is read as it was written, for OLD: with its modules, and with what is added to the copy by hand."""
    found = run("diff", old, new, "--used-in", "src", "--format", "json", code=1)
    uses = {(use["symbol"], use["line"], use["sure"]) for use in json.loads(found.stdout)["used"][0]["uses"]}
    assert uses >= {("Pet.age", 5, True), ("client.pets", 5, True)}
    assert "another state" not in found.stderr
    assert "Pet.age" in run("diff", old, new, "--used-in", "src", code=1).stdout.partition("Used in src: ")[2]


def test_code_that_is_half_way_to_the_new_client(ahead: Path, run: Run) -> None:
    """What is written for NEW already is read with the copy, so that it hides nothing and is nothing unseen."""
    code = ahead / "src/app/main.py"
    code.write_text(code.read_text().replace("client.pets", "client.animals") + "\nname = ShopClient().pets.list\n")
    found = run("diff", "before.yaml", "shop_client", "--used-in", "src", "--format", "json", code=1)
    (base,) = json.loads(found.stdout)["used"]
    uses = {(use["symbol"], use["line"]) for use in base["uses"] if use["sure"]}
    assert (uses, base["unseen"]) == ({("Pet.age", 5), ("client.pets", 7)}, [])
    code.write_text(code.read_text().replace(".age", ".name.count('a')").replace(".pets.", ".animals."))
    done = run("diff", "before.yaml", "shop_client", "--used-in", "src", code=0).stdout
    assert "Used in src: nothing that changes.\n" in done


def test_a_copy_that_is_the_new_client_under_another_name(ahead: Path, run: Run) -> None:
    """The class of the client is known by the copy's name, where no configuration gives it to OLD."""
    (ahead / "pyproject.toml").unlink()
    shutil.copy("spec/shop.yaml", "after.yaml")
    output = run("diff", "before.yaml", "after.yaml", "--used-in", "src", code=1).stdout
    assert "src/app/main.py:5:25: breaking: Pet.age" in output


def test_a_copy_that_is_neither_side(ahead: Path, run: Run) -> None:
    (ahead / "after.yaml").write_text(WITHOUT_AGE.replace("name: limit", "name: most"))
    found = run("diff", "before.yaml", "after.yaml", "--used-in", "src", code=1)
    assert "src/app/vendor/pets is another state of the client than both sides: it is read as if it" in found.stderr
    assert "src/app/main.py:5:25: breaking: Pet.age" in found.stdout


def test_another_argument_for_a_credential_is_told(project: Path, run: Run, told: Callable[..., set[str]]) -> None:
    """The configuration wins over the name that the manifest has."""
    run("generate", code=0)
    shutil.copytree("shop_client", "before")
    (project / "pyproject.toml").write_text(CONFIG.replace('"shop_key"', '"secret"'))
    run("generate", code=0)
    wanted = {"credential-renamed ShopClient(shop_key=)", "credential-environment-changed ShopClient"}
    assert told("before", "shop_client") == wanted
    assert told("before", "spec/shop.yaml") == wanted


def test_names_are_locked(project: Path, run: Run, told: Callable[..., set[str]]) -> None:
    """Of two documents without a manifest the new one has the names of the old one."""
    old = SPEC.replace("name: limit", "name: li-mit")
    (project / "old.yaml").write_text(old)
    (project / "new.yaml").write_text(
        old.replace(
            "        - {name: li-mit",
            "        - {name: li_mit, in: query, schema: {type: boolean}}\n        - {name: li-mit",
        )
    )
    assert told("old.yaml", "new.yaml") == {"parameter-added-optional client.pets.list(li_mit_query=)"}


def test_two_packages_need_nothing_heavy(project: Path, run: Run) -> None:
    run("generate", code=0)
    script = (
        "import sys; from leadsmith.cli import app\n"
        "try: app(['diff', 'shop_client', 'shop_client'], prog_name='leadsmith')\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'datamodel_code_generator', 'jinja2', 'httpx'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "No changes for callers." in done.stdout


def test_a_package_without_its_interface(project: Path, run: Run) -> None:
    run("generate", code=0)
    (project / "shop_client" / interface.FILE).unlink()
    assert "Generate it again" in run("diff", "shop_client", "shop_client", code=2).stderr


def test_a_folder_that_is_no_package(project: Path, run: Run) -> None:
    """Nothing can be generated again there; the package in it is likely meant."""
    said = run("diff", "spec", "spec/shop.yaml", code=2).stderr
    assert "spec is a folder, and no generated package" in said
    assert "Name an OpenAPI document, or the folder of a generated package" in said
    assert "Generate it again" not in said
    run("generate", "spec/shop.yaml", "--output", "src/vendor/shop", code=0)
    assert "src/vendor/shop." in run("diff", "src", "spec/shop.yaml", code=2).stderr


@pytest.mark.parametrize(
    ("name", "text", "said", "hint"),
    [
        ("a.toml", CONFIG, "a.toml:2:1: error: This is neither YAML nor JSON:", "Name an OpenAPI document"),
        (
            "b.toml",
            "# one\n[a]\nb = 1\n",
            "b.toml:3:1: error: This is neither YAML nor JSON:",
            "Name an OpenAPI document",
        ),
        ("c.md", "# Shop\n\nHello.\n", "The document is not an object at its root.", "An object in YAML or JSON is"),
        ("d.json", "[[a]]\n", "d.json:1:3: error: This is not JSON: Expecting value.", "An object in YAML or JSON is"),
        ("e.yaml", "a: ]\n", "e.yaml:1:4: error: This is not YAML:", "An object in YAML or JSON is expected"),
    ],
)
def test_what_is_no_document(project: Path, run: Run, name: str, text: str, said: str, hint: str) -> None:
    """It says what is expected, and a way out."""
    (project / name).write_text(text)
    output = " ".join(run("diff", name, "spec/shop.yaml", code=2).stderr.split())
    assert said in output
    assert hint in output


def test_a_damaged_package(project: Path, run: Run) -> None:
    run("generate", code=0)
    (project / "shop_client" / interface.FILE).write_text('{"format": 0}')
    said = run("diff", "shop_client", "shop_client", code=2).stderr
    assert f"shop_client/{interface.FILE}: it is not an interface of format 1." in said


def test_a_broken_document_says_where(project: Path, run: Run) -> None:
    (project / "broken.yaml").write_text(SPEC.replace("openapi: 3.1.0", "openapi: 9"))
    assert "broken.yaml:1:1: error" in run("diff", "broken.yaml", "spec/shop.yaml", code=2).stderr


# Git revisions --------------------------------------------------------------------------------------------------------


def test_a_document_of_a_revision(project: Path, run: Run, told: Callable[..., set[str]]) -> None:
    commit(project, "one")
    (project / "spec" / "shop.yaml").write_text(WITHOUT_AGE)
    assert told("HEAD:spec/shop.yaml", "spec/shop.yaml") == {"response-field-removed Pet.age"}
    commit(project, "two")
    assert told("one:spec/shop.yaml", "two:spec/shop.yaml") == {"response-field-removed Pet.age"}
    assert told("two:spec/shop.yaml", "HEAD~1:spec/shop.yaml") == {"response-field-added-optional Pet.age"}
    result = run("diff", "one:spec/shop.yaml", "spec/shop.yaml", code=1)
    assert "one:spec/shop.yaml:25:9" in result.stdout  # what is gone stands in the old document


def test_overlay_and_configuration_are_those_of_the_revision(project: Path, told: Callable[..., set[str]]) -> None:
    commit(project, "one")
    (project / "spec" / "shop.overlay.yaml").write_text(OVERLAY.replace("tail", "tale"))
    (project / "pyproject.toml").write_text(CONFIG.replace('"shop_key"', '"shop_key", environment = "KEY"'))
    assert told("one:spec/shop.yaml", "spec/shop.yaml") == {
        "response-field-removed Pet.tail",
        "response-field-added-optional Pet.tale",
        "credential-environment-changed ShopClient",
    }


def test_a_revision_before_there_was_a_configuration(project: Path, told: Callable[..., set[str]]) -> None:
    """Then the present one is used, overlay included."""
    config, overlay = (project / "pyproject.toml"), (project / "spec" / "shop.overlay.yaml")
    texts = config.read_text(), overlay.read_text()
    config.unlink()
    overlay.unlink()
    commit(project, "one")
    config.write_text(texts[0])
    overlay.write_text(texts[1])
    assert told("one:spec/shop.yaml", "spec/shop.yaml") == set()


def test_a_package_of_a_revision(project: Path, run: Run, told: Callable[..., set[str]]) -> None:
    run("generate", code=0)
    commit(project, "one")
    (project / "spec" / "shop.yaml").write_text(WITH_COLOUR)
    run("generate", code=0)
    added = {"response-field-added-optional Pet.colour"}
    assert told("one:shop_client", "shop_client") == added
    assert told("one:shop_client/", "spec/shop.yaml") == added
    shutil.rmtree("shop_client")
    assert told("one:shop_client", "spec/shop.yaml") == added


def test_paths_in_a_revision_start_at_the_top(
    project: Path, run: Run, told: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(project, "one")
    monkeypatch.chdir(project / "spec")
    assert told("one:spec/shop.yaml", "shop.yaml") == set()
    assert told("one:./shop.yaml", "shop.yaml") == set()
    assert "Did you mean one:./shop.yaml" in run("diff", "one:shop.yaml", "shop.yaml", code=2).stderr


def test_an_existing_path_wins(project: Path, told: Callable[..., set[str]]) -> None:
    commit(project, "one")
    (project / "one:spec").mkdir()
    (project / "one:spec" / "shop.yaml").write_text(WITHOUT_AGE)
    assert told("one:spec/shop.yaml", "spec/shop.yaml") == {"response-field-added-optional Pet.age"}


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("nope:spec/shop.yaml", "git knows no revision 'nope'"),
        ("one:spec/none.yaml", "There is no spec/none.yaml in the revision one."),
        ("none.yaml", "none.yaml is neither a file nor a folder."),
        ("--output=x:y", "No such option"),
        (":spec/shop.yaml", "is neither a file nor a folder"),
        ("one:../../etc/passwd", "There is no ../../etc/passwd in the revision one."),
    ],
)
def test_what_is_nowhere(project: Path, run: Run, old: str, said: str) -> None:
    commit(project, "one")
    assert said in run("diff", old, "spec/shop.yaml", code=2).output


def test_no_repository(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    assert "is in no git repository" in run("diff", "main:spec/shop.yaml", "spec/shop.yaml", code=2).stderr


def test_no_git(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "There is no git here" in run("diff", "main:spec/shop.yaml", "spec/shop.yaml", code=2).stderr


def test_a_broken_document_of_a_revision_is_called_as_the_user_called_it(project: Path, run: Run) -> None:
    (project / "spec" / "shop.yaml").write_text(SPEC.replace("/pets:", "pets: ]"))
    commit(project, "one")
    (project / "spec" / "shop.yaml").write_text(SPEC)
    result = run("diff", "one:spec/shop.yaml", "spec/shop.yaml", code=2)
    assert "one:spec/shop.yaml:6:" in result.stderr
    assert "leadsmith-" not in result.stderr


# Exit codes and formats -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "codes"),
    [
        (SPEC, {"breaking": 0, "warning": 0, "never": 0}),
        (WITH_COLOUR, {"breaking": 0, "warning": 0, "never": 0}),
        (SPEC.replace("listPets", "listPets\n      deprecated: true"), {"breaking": 0, "warning": 1, "never": 0}),
        (WITHOUT_AGE, {"breaking": 1, "warning": 1, "never": 0}),
    ],
)
def test_exit_codes(project: Path, run: Run, new: str, codes: dict[str, int]) -> None:
    (project / "new.yaml").write_text(new)
    for fail_on, expected in codes.items():
        run("diff", "spec/shop.yaml", "new.yaml", "--fail-on", fail_on, code=expected)
    run("diff", "spec/shop.yaml", "new.yaml", code=codes["breaking"])


def test_json_has_everything(project: Path, run: Run) -> None:
    (project / "new.yaml").write_text(WITHOUT_AGE)
    found: dict[str, Any] = json.loads(
        run("diff", "spec/shop.yaml", "new.yaml", "--format", "json", "--release", "1.4.2", code=1).stdout
    )
    assert found["bump"] == "major"
    assert found["next"] == "2.0.0"
    assert found["counts"] == {"breaking": 1, "warning": 0, "info": 0}
    assert found["changelog"].startswith("## [2.0.0]\n\n### Removed\n\n- **Breaking:** `Pet.age` is gone.")
    assert found["changes"] == [
        {
            "id": "response-field-removed",
            "level": "breaking",
            "direction": "response",
            "pointer": "/components/schemas/Pet/properties/age",
            "location": {"file": "spec/shop.yaml", "line": 25, "column": 9},
            "symbol": "Pet.age",
            "symbol_after": None,
            "touches": ["read", "write"],
            "before": "int | None",
            "after": None,
            "message": "`Pet.age` is gone.",
            "advice": "Do without the field.",
        }
    ]


def test_text(project: Path, run: Run) -> None:
    (project / "new.yaml").write_text(WITHOUT_AGE)
    assert run("diff", "spec/shop.yaml", "new.yaml", code=1).stdout == (
        "spec/shop.yaml -> new.yaml\n"
        "1 breaking change: a major release.\n"
        "\n"
        "Breaking (1)\n"
        "\n"
        "  `Pet.age` is gone. [response-field-removed]\n"
        "    at `spec/shop.yaml:25:9`\n"
        "    Do without the field.\n"
    )


def test_markdown(project: Path, run: Run) -> None:
    (project / "new.yaml").write_text(WITH_COLOUR)
    text = run("diff", "spec/shop.yaml", "new.yaml", "--format", "markdown", "--release", "0.3.0", code=0).stdout
    assert text == (
        "## 1 other change: a patch release, 0.3.1 after 0.3.0.\n"
        "\n"
        "From `spec/shop.yaml` to `new.yaml`.\n"
        "\n"
        "<details>\n"
        "<summary>1 other change</summary>\n"
        "\n"
        "- `Pet.colour` is new, of the type `str | None`.\n"
        "  <br>At `new.yaml:26:9`. `response-field-added-optional`\n"
        "\n"
        "</details>\n"
        "\n"
        "<details>\n"
        "<summary>Changelog entry</summary>\n"
        "\n"
        "```markdown\n"
        "## [0.3.1]\n"
        "\n"
        "### Added\n"
        "\n"
        "- `Pet.colour` is new, of the type `str | None`.\n"
        "```\n"
        "\n"
        "</details>\n"
    )


def test_a_release_that_is_no_version(run: Run) -> None:
    assert (
        "'next' is no version like 1.4.2"
        in run("diff", "spec/shop.yaml", "spec/shop.yaml", "--release", "next", code=2).stderr
    )


# Reports --------------------------------------------------------------------------------------------------------------


def removed(name: str) -> Change:
    return change("response-field-removed", "", name, "", before="str")


def added(name: str) -> Change:
    return change("response-field-added-optional", "", "", name, after="str")


def test_one_field_of_many_models_is_told_once() -> None:
    [one] = group([removed(f"Model{number}.city") for number in range(80)])
    assert "`.city` of `Model0`, `Model1`" in one.headline()
    assert one.headline().endswith("`Model59` and 20 more (`str`).")


def test_many_fields_of_one_model_are_told_once() -> None:
    changes = [added("Lead.city"), added("Lead.year"), added("Other.make")]
    assert [item.headline() for item in group(changes)] == [
        "Response field added optional in `Lead`: `.city` and `.year`.",
        "`Other.make` is new, of the type `str`.",
    ]


def test_no_change_is_lost_in_groups() -> None:
    names = [f"{model}.{field}" for model in ("A", "B", "C") for field in ("a", "b", "c", model.lower() * 2)]
    changes = [make(name) for name in names for make in (removed, added)]
    found = [item for each in group(changes) for item in each.changes]
    assert sorted(map(repr, found)) == sorted(map(repr, changes))


def test_removed_methods_are_summed_up_by_resource() -> None:
    changes = [
        change("operation-removed", "", f"client.{name}", "", name="GET /") for name in ("a.get", "a.list", "b.get")
    ]
    assert [item.headline() for item in group(changes)] == [
        "Operation removed: `client.a.get` and `client.a.list`.",
        "`client.b.get` is gone: `GET /`.",
    ]


def test_a_comment_has_a_limit() -> None:
    changes = tuple(
        change("operation-path-changed", "", f"client.a.m{n}", f"client.a.m{n}", before="/a", after=f"/{n}")
        for n in range(2_000)
    )
    report = Report("old", "new", changes, lambda item: None)
    assert len(to_markdown(report)) <= 60_000
    assert "more" in to_text(report)


def test_what_a_document_says_stays_in_its_place() -> None:
    evil = "`</details>\n# Hello\x1b[2J\u202e | x"
    assert code(evil).count("`") == 2
    item = change("server-added", "", "", "Shop(environment=)", after=evil, name=evil)
    report = Report(evil, "new", (item,), lambda change: None)
    for text in (to_text(report), to_markdown(report), changelog([item])):
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\n# Hello" not in text
        assert all(line.count("`") % 2 == 0 for line in text.splitlines() if "```" not in line)


def test_long_unions_are_told_by_what_differs() -> None:
    assert contrast("A | B | C | D", "A | B | C | D | list[int | str]") == ("…", "list[int | str] | …")
    assert contrast("A | B", "A | C") == ("A | B", "A | C")
    assert contrast("A", "A | B | C | D | E") == ("A", "A | B | C | D | E")


# Versions -------------------------------------------------------------------------------------------------------------

BREAKING, WARNING, ADDED = removed("A.b"), change("operation-deprecated", "", "client.a.b", "client.a.b"), added("A.b")
QUIET = change("operation-undeprecated", "", "client.a.b", "client.a.b")


@pytest.mark.parametrize(
    ("changes", "stable", "early"),
    [
        ([BREAKING, WARNING, ADDED], "major", "minor"),
        ([WARNING], "minor", "patch"),
        ([ADDED, QUIET], "minor", "patch"),
        ([QUIET], "patch", "patch"),
        ([], "none", "none"),
    ],
)
def test_the_step_of_the_version(changes: list[Change], stable: Bump, early: Bump) -> None:
    assert bump(changes, "2.1.0") == stable
    assert bump(changes, "v0.4.1-rc.1") == early


def test_the_next_version() -> None:
    assert [following("1.4.2", step) for step in ("major", "minor", "patch", "none")] == [
        "2.0.0",
        "1.5.0",
        "1.4.3",
        "1.4.2",
    ]
    for wrong in ("1", "1.2", "01.2.3", "1.2.x", ""):
        with pytest.raises(ValueError, match="is no version"):
            bump([], wrong)


def test_the_entry_of_the_changelog() -> None:
    assert changelog([BREAKING, WARNING, ADDED, QUIET]) == (
        "## [Unreleased]\n"
        "\n"
        "### Removed\n\n- **Breaking:** `A.b` is gone.\n"
        "\n"
        "### Changed\n\n- `client.a.b` is no longer deprecated.\n"
        "\n"
        "### Deprecated\n\n- `client.a.b` is deprecated.\n"
        "\n"
        "### Added\n\n- `A.b` is new, of the type `str`.\n"
    )
    assert "No changes" in changelog([])
