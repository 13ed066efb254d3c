"""Names that a configuration gives anew, with the old ones kept: the package of tests/cases/renamed, driven, checked.

`renamed_usage.py` is what its users write.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from leadsmith import interface, manifest
from leadsmith.config import ClientConfig, read_config
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import load
from leadsmith.pipeline import build
from needs import missing

CASE = Path(__file__).resolve().parents[1] / "cases" / "renamed"
USAGE = Path(__file__).with_name("renamed_usage.py")
LEAD = {"firstName": "Ana", "city": "Austin", "since": "2026-01-02T03:04:05Z", "stage": "new", "first_name": "kept"}
PAGE = {"docs": [LEAD], "hasNextPage": False, "nextPage": None}


def config() -> ClientConfig:
    return read_config(tomllib.loads((CASE / "config.toml").read_text()), CASE)[0]


def files(settings: ClientConfig, previous: manifest.Manifest | None = None) -> dict[str, bytes]:
    return dict(build(load(settings.spec, settings.overlays), settings, previous).files)


def marked(text: str) -> set[int]:
    return {number for number, line in enumerate(USAGE.read_text().splitlines(), 1) if line.endswith(f"# {text}")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as `renamed`."""
    folder = tmp_path_factory.mktemp("renamed")
    for path, content in files(config()).items():
        target = folder / "renamed" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def package(folder: Path) -> Iterator[Any]:
    sys.path.insert(0, str(folder))
    yield importlib.import_module("renamed")
    sys.path.remove(str(folder))


class Calls:
    """A client, sync or async, whose requests are kept and answered with `answer`."""

    def __init__(self, package: Any, asynchronous: bool) -> None:
        self.requests: list[httpx.Request] = []
        self.answer: Any = LEAD
        kind = httpx.AsyncClient if asynchronous else httpx.Client
        http = kind(transport=httpx.MockTransport(self._answer))
        self.client = (package.AsyncLeads if asynchronous else package.Leads)(http_client=http)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200 if self.answer else 204, json=self.answer or None)

    def run(self, call: Callable[[], Any]) -> Any:
        result = call()
        if hasattr(result, "pages"):
            result = result.page()
        return asyncio.run(_awaited(result)) if inspect.isawaitable(result) else result

    def last(self) -> tuple[str, str, Any]:
        request = self.requests[-1]
        return request.method, str(request.url.raw_path, "ascii"), json.loads(request.content or b"null")


async def _awaited(result: Any) -> Any:
    return await result


@pytest.fixture(params=["sync", "async"])
def calls(request: pytest.FixtureRequest, package: Any) -> Calls:
    return Calls(package, request.param == "async")


def warned(*messages: str) -> Any:
    """Each line of this file that uses an old name is warned of, here."""
    return pytest.warns(DeprecationWarning, match="|".join(messages))


# At run time ----------------------------------------------------------------------------------------------------------

BODY = {"given_name": "Ana"}
SENT = {"firstName": "Ana"}


def test_new_names_work_and_warn_of_nothing(calls: Calls) -> None:
    people = calls.client.people
    done = calls.run(lambda: people.change("1", {**BODY, "town": "Austin"}, as_draft=True, why="asked"))
    assert calls.last() == ("PATCH", "/leads/1?draft=true&reason=asked", {"firstName": "Ana", "city": "Austin"})
    assert (done.given_name, done.town, done.met.year) == ("Ana", "Austin", 2026)


@pytest.mark.parametrize(
    ("old", "sent"),
    [
        (lambda people: people.update("1", BODY, as_draft=True), ("PATCH", "/leads/1?draft=true", SENT)),
        (lambda people: people.edit("1", BODY, as_draft=True), ("PATCH", "/leads/1?draft=true", SENT)),
        (lambda people: people.change("1", BODY, draft=True), ("PATCH", "/leads/1?draft=true", SENT)),
        (lambda people: people.change(id="1", body=BODY, as_draft=True), ("PATCH", "/leads/1?draft=true", SENT)),
        (
            lambda people: people.change("1", BODY, as_draft=True, because="x"),
            ("PATCH", "/leads/1?draft=true&reason=x", SENT),
        ),
        (lambda people: people.update(id="1", body=BODY, draft=True), ("PATCH", "/leads/1?draft=true", SENT)),
    ],
)
def test_old_methods_and_arguments_do_the_same(calls: Calls, old: Callable[[Any], Any], sent: Any) -> None:
    with pytest.warns(DeprecationWarning) as seen:
        done = calls.run(lambda: old(calls.client.people))
    assert done.given_name == "Ana"
    assert calls.last() == sent
    assert seen[0].filename == __file__


def test_an_old_method_without_content(calls: Calls) -> None:
    calls.answer = None
    with warned("`delete` is now `remove`"):
        assert calls.run(lambda: calls.client.people.delete("1")) is None
    assert calls.last()[:2] == ("DELETE", "/leads/1")


def test_an_old_method_with_pages(calls: Calls) -> None:
    calls.answer = PAGE
    with warned("`list` is now `search`"):
        page = calls.run(lambda: calls.client.people.list(page=2))
    assert [lead.given_name for lead in page.found] == ["Ana"]
    with warned("`depth` of `search` is now `levels`"):
        calls.run(lambda: calls.client.people.search(depth=3))
    assert [request.url.query for request in calls.requests] == [b"page=2", b"depth=3"]


def test_both_names_of_an_argument_are_an_error_before_anything_is_sent(calls: Calls) -> None:
    people = calls.client.people
    with pytest.raises(TypeError, match=r"change\(\) got 'as_draft' twice; 'draft' is its old name"):
        calls.run(lambda: people.change("1", BODY, as_draft=True, draft=False))
    with warned("`id`"), pytest.raises(TypeError, match="multiple values for argument 'lead_id'"):
        calls.run(lambda: people.change("1", BODY, id="2", as_draft=True))
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'as_draft'"):
        calls.run(lambda: people.change("1", BODY))
    assert calls.requests == []


def test_the_old_names_of_resource_and_client(package: Any, calls: Calls) -> None:
    with warned("`leads` is now `people`") as seen:
        assert calls.client.leads is calls.client.people
    assert seen[0].filename == __file__
    with warned("`renamed.Example` is now `Leads`"):
        assert package.Example is package.Leads
    with warned("`renamed.AsyncExample` is now `AsyncLeads`"):
        assert package.AsyncExample is package.AsyncLeads
    with pytest.raises(AttributeError, match="module 'renamed' has no attribute 'Nothing'"):
        _ = package.Nothing


def test_the_old_names_of_the_fakes(package: Any) -> None:
    testing = importlib.import_module("renamed.testing")
    for kind in ("Fake", "AsyncFake"):
        with warned(f"`renamed.testing.{kind}Example` is now `{kind}Leads`"):
            assert getattr(testing, f"{kind}Example") is getattr(testing, f"{kind}Leads")
    with pytest.raises(AttributeError, match=r"module 'renamed\.testing' has no attribute 'FakeNothing'"):
        _ = testing.FakeNothing


def test_the_class_of_a_resource_follows_it(package: Any) -> None:
    resources = importlib.import_module("renamed.resources")
    for twin in ("", "Async"):
        with warned(f"`renamed.resources.{twin}LeadsResource` is now `{twin}PeopleResource`"):
            assert getattr(resources, f"{twin}LeadsResource") is getattr(resources, f"{twin}PeopleResource")
    assert type(package.Leads().people).__name__ == "PeopleResource"


def test_the_old_names_of_models_are_the_same_objects(package: Any) -> None:
    models = importlib.import_module("renamed.models")
    for old, new in {"Lead": "Prospect", "LeadDict": "ProspectDict", "Stage": "Progress", "Notes": "Remarks"}.items():
        with warned(f"`renamed.models.{old}` is now `{new}`") as seen:
            assert getattr(models, old) is getattr(models, new)
        assert [warning.filename for warning in seen] == [__file__]
        with warned(old) as seen:
            exec(compile(f"from renamed.models import {old}", "their_file.py", "exec"), {})
        assert [warning.filename for warning in seen] == ["their_file.py"]


def test_an_import_of_everything_has_the_old_names(package: Any) -> None:
    """It takes them, and is warned of each, once."""
    for module, old in {
        "renamed": ["AsyncExample", "Example"],
        "renamed.testing": ["AsyncFakeExample", "FakeExample"],
        "renamed.models": ["Lead", "LeadDict", "Notes", "Stage"],
    }.items():
        found: dict[str, Any] = {}
        with warned("is now") as seen:
            exec(compile(f"from {module} import *", "their_file.py", "exec"), found)
        assert {*old} <= {*found}
        names = [re.sub(r"`.*\.(.+)` is now .*", r"\1", str(warning.message)) for warning in seen]
        assert sorted(names) == old
        assert {warning.filename for warning in seen} == {"their_file.py"}


def test_old_members_are_the_new_ones(package: Any) -> None:
    models = importlib.import_module("renamed.models")
    assert models.Progress.NEW is models.Progress.FRESH
    assert models.Priority.TOP is models.Priority.VALUE_1 is models.Priority.HIGH
    assert [member.name for member in models.Progress] == ["FRESH", "WON"]


def test_old_fields_of_a_model(package: Any) -> None:
    prospect = importlib.import_module("renamed.models").Prospect
    with warned("`first_name` of `Prospect` is now `given_name`") as seen:
        lead = prospect(first_name="Ana", town="Austin")
    assert seen[0].filename == __file__
    with warned("`first_name` is now `given_name`") as seen:
        assert lead.first_name == lead.given_name == "Ana"
        lead.first_name = "Eva"
    assert [warning.filename for warning in seen] == [__file__, __file__]
    assert lead.given_name == "Eva"
    with warned("`city` is now `town`"), pytest.raises(ValidationError):
        lead.city = 1
    assert lead.model_dump(exclude_unset=True) == {"firstName": "Eva", "city": "Austin"}
    assert prospect(given_name="Ana", city="Austin").town == "Austin", "the name on the wire is no old name"
    with pytest.raises(ValidationError, match="must not hold both given_name and first_name, an old name of it"):
        prospect(first_name="Ana", given_name="Ana")
    with pytest.raises(ValidationError, match="Field required"):
        prospect(town="Austin")


def test_a_subclass_of_a_model_has_its_old_fields(folder: Path) -> None:
    """In a process of its own: the model was not used before."""
    command = [sys.executable, "-W", "ignore", "-c", SUBCLASS]  # which has the working folder in its path
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stdout == "Ana Austin ['called']\n", done.stderr


SUBCLASS = """from renamed.models import Prospect

class Known(Prospect):
    shoe_size: int = 40

known = Known(first_name="Ana", town="Austin", notes=["called"])
print(known.first_name, known.city, known.notes)
"""


def test_old_keys_of_a_body(package: Any, calls: Calls) -> None:
    change = calls.client.people.change
    with warned("`known_since` of `Prospect` is now `met`"), warned("`first_name` of") as seen:
        calls.run(lambda: change("1", {"first_name": "Ana", "known_since": None}, as_draft=True))
    assert calls.last()[2] == {"firstName": "Ana", "since": None}
    if isinstance(calls.client, package.Leads):
        assert seen[0].filename == __file__
    sent = len(calls.requests)
    with pytest.raises(package.InvalidRequestError, match="both given_name and first_name"):
        calls.run(lambda: change("1", {"first_name": "Ana", "given_name": "Ana"}, as_draft=True))
    with pytest.raises(package.InvalidRequestError, match=r"body\.given_name: is missing"):
        calls.run(lambda: change("1", {"town": "Austin"}, as_draft=True))
    with pytest.raises(package.InvalidRequestError, match="both firstName and first_name"):
        calls.run(lambda: change("1", {"first_name": "Ana", "firstName": "Ana"}, as_draft=True))
    with (
        warned("first_name"),
        pytest.raises(package.InvalidRequestError, match=r"body\.given_name: must be a valid string"),
    ):
        calls.run(lambda: change("1", {"first_name": 1}, as_draft=True))
    assert len(calls.requests) == sent


def test_an_answer_is_read_as_it_is(calls: Calls) -> None:
    """What the server calls like an old name is another thing: it is kept and goes back out."""
    done = calls.run(lambda: calls.client.people.change("1", BODY, as_draft=True))
    assert done.model_extra == {"first_name": "kept"}
    calls.run(lambda: calls.client.people.change("1", done, as_draft=True))
    assert calls.last()[2] == LEAD


# To type checkers -----------------------------------------------------------------------------------------------------


ALL_NAMES = """from renamed.models import *

lead: Lead = Prospect(given_name="Ana")
body: LeadDict = {"given_name": "Ana"}
"""


def test_to_mypy(folder: Path) -> None:
    shutil.copy(USAGE, folder)
    (folder / "all_names.py").write_text(ALL_NAMES)
    command = ("-m", "mypy", "--strict", "--enable-error-code=deprecated", "--no-error-summary", "--config-file=")
    theirs = [USAGE.name, "all_names.py"]
    done = subprocess.run(
        [sys.executable, *command, f"--cache-dir={folder / 'cache'}", "renamed", *theirs],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^(.+?):(\d+): error: .* \[([a-z-]+)\]$", done.stdout, re.MULTILINE)
    assert {file for file, _, _ in found} == {USAGE.name}, done.stdout + done.stderr
    old = {int(line) for _, line, code in found if code == "deprecated"}
    assert old == marked("old"), done.stdout
    assert {int(line) for _, line, code in found if code != "deprecated"} == marked("wrong"), done.stdout


def test_to_pyright(folder: Path) -> None:
    shutil.copy(USAGE, folder)
    (folder / "all_names.py").write_text(ALL_NAMES.replace("*", "*  # pyright: ignore"))
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "reportDeprecated": "warning"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout.startswith("{"):
        missing(f"pyright does not run: {done.stdout}{done.stderr}")
    found = [
        (Path(item["file"]).name, item["range"]["start"]["line"] + 1, item.get("rule"))
        for item in json.loads(done.stdout)["generalDiagnostics"]
    ]
    assert {file for file, _, _ in found} == {USAGE.name}, found
    assert {line for _, line, rule in found if rule == "reportDeprecated"} == marked("old")
    assert {line for _, line, rule in found if rule != "reportDeprecated"} == marked("wrong")


def test_marks_are_read() -> None:
    assert (len(marked("old")), len(marked("wrong"))) == (26, 18)


# Over time ------------------------------------------------------------------------------------------------------------


def test_the_new_name_stays_when_the_line_is_removed() -> None:
    first = files(config())
    locked = manifest.read(first[manifest.FILE].decode())
    after = files(replace(config(), names={}, was={}), locked)
    assert manifest.read(after[manifest.FILE].decode()).names == locked.names
    assert b"deprecated(" not in after["resources/people.py"]
    assert b"class Leads(SyncClient)" in after["client.py"]
    for text in (b"old_names", b"TypeAlias"):
        assert text not in after["models/__init__.py"] and text not in after["__init__.py"]


def test_a_rename_over_an_earlier_package_takes_the_typed_dict_along() -> None:
    before = manifest.read(files(replace(config(), names={}, was={}))[manifest.FILE].decode())
    assert before.names["/components/schemas/Lead/dict"] == "LeadDict"
    after = manifest.read(files(config(), before)[manifest.FILE].decode())
    assert after.names["/components/schemas/Lead/dict"] == "ProspectDict"
    renamed = {pointer for pointer, name in after.names.items() if before.names.get(pointer) != name}
    follow = {pointer for pointer in renamed if pointer.endswith("/resource")}  # which resource an operation is of
    assert {after.names[pointer] for pointer in follow} == {"people"}
    assert renamed - follow == {*config().names, "/components/schemas/Lead/dict", "/resources/leads/class"}


def test_an_old_name_that_nothing_had_is_told_once() -> None:
    """By the run that renames. The next one cannot know, and makes the same files."""
    before = manifest.read(files(replace(config(), names={}, was={}))[manifest.FILE].decode())
    settings = replace(config(), was={**config().was, "/components/schemas/Lead": ("Laed",)})
    document = load(settings.spec, settings.overlays)
    first = build(document, settings, before)
    assert [(each.code, each.hint[:22]) for each in first.diagnostics] == [("old-name", "Did you mean 'Lead'? C")]
    second = build(document, settings, manifest.read(first.files[manifest.FILE].decode()))
    assert (second.files, second.diagnostics) == (first.files, ())
    assert build(document, config(), before).diagnostics == ()


def test_a_rename_without_an_old_name_leaves_none() -> None:
    settings = replace(config(), was={})
    made = files(settings)
    assert manifest.read(made[manifest.FILE].decode()).names["/components/schemas/Lead"] == "Prospect"
    for path, content in made.items():
        if path.endswith(".py") and not path.startswith("_runtime/"):
            assert b"deprecated" not in content.replace(b"    deprecated: ", b"") and b"old_" not in content, path


def test_old_names_are_in_the_interface() -> None:
    client = interface.read(files(config())[interface.FILE].decode())
    [people] = client.resources
    change = next(operation for operation in people.operations if operation.name == "change")
    assert (people.class_name, people.class_was) == ("PeopleResource", ("LeadsResource",))
    assert (client.was, people.was, change.was) == (("Example",), ("leads",), ("update", "edit"))
    assert [item.was for item in change.parameters] == [("id",), ("draft",), ("reason", "because")]
    model = client.types.models["Prospect"]
    assert (model.was, model.fields[0].was) == (("Lead",), ("first_name",))
    assert client.types.enums["Progress"].was == ("Stage",)
    assert client.types.enums["Progress"].members[0].was == ("NEW",)
    assert client.types.aliases["Remarks"].was == ("Notes",)
    assert client.types.dicts_was == {"ProspectDict": ("LeadDict",)}


@pytest.mark.parametrize(
    ("pointer", "name"),
    [("/servers/https:~1~1example.test", "live")],
)
def test_what_can_keep_no_old_name_says_so(pointer: str, name: str) -> None:
    settings = replace(config(), names={pointer: name}, was={pointer: (f"{name}_old",)})
    with pytest.raises(LeadsmithError, match=f"of {pointer}: things of this kind keep no old name"):
        files(settings)


def test_the_resource_of_an_operation_is_renamed_by_the_pointer_of_the_resource() -> None:
    pointer = "/paths/~1leads/get/resource"
    settings = replace(config(), names={pointer: "people"}, was={pointer: ("leads",)})
    with pytest.raises(LeadsmithError) as caught:
        files(settings)
    assert caught.value.diagnostics[0].hint == "Write '/resources/leads'."


def test_the_class_of_a_resource_stays_until_the_resource_is_renamed() -> None:
    """A package in which the resource was renamed before its class followed has no alias of a class to itself."""
    pointer = "/resources/leads/class"
    locked = manifest.read(files(config())[manifest.FILE].decode())
    earlier = replace(locked, names={**locked.names, pointer: "LeadsResource"})
    made = files(config(), earlier)
    assert manifest.read(made[manifest.FILE].decode()).names[pointer] == "LeadsResource"
    assert b"TypeAlias" not in made["resources/__init__.py"]


def test_the_class_of_a_resource_can_have_an_old_name_of_its_own() -> None:
    pointer = "/resources/leads/class"
    settings = replace(config(), names={pointer: "Folk"}, was={pointer: ("LeadsResource", "PeopleApi")})
    [people] = interface.read(files(settings)[interface.FILE].decode()).resources
    assert (people.name, people.class_name, people.class_was) == ("leads", "Folk", ("LeadsResource", "PeopleApi"))


def test_an_old_class_of_a_resource_gives_way_to_a_model_of_that_name(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(
        (CASE / "spec.yaml").read_text().replace("    Notes:", "    LeadsResource:").replace("/Notes", "/LeadsResource")
    )
    names = {"/resources/leads": "people"}
    made = files(replace(config(), spec=spec, names=names, was={"/resources/leads": ("leads",)}))
    [people] = interface.read(made[interface.FILE].decode()).resources
    assert (people.class_name, people.was, people.class_was) == ("PeopleResource", ("leads",), ())


def test_the_class_of_the_client_has_a_name_of_its_own() -> None:
    settings = replace(config(), names={"/client/class": "ApiError"}, was={})
    with pytest.raises(LeadsmithError, match="the generated code needs this name for itself"):
        files(settings)


def test_a_method_may_be_called_like_what_it_needs_for_old_names(tmp_path: Path) -> None:
    parameter = {"name": "q", "in": "query", "schema": {"type": "string"}}
    operation = {
        "operationId": "oldKeywords",
        "parameters": [parameter],
        "responses": {"204": {"description": "Done."}},
    }
    document = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {"/leads": {"get": operation}}}
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps(document), encoding="utf-8")
    place = "/paths/~1leads/get/parameters/query.q"
    settings = ClientConfig(spec=spec, output=tmp_path, package="hidden", names={place: "query"}, was={place: ("q",)})
    for path, content in files(settings).items():
        target = tmp_path / "hidden" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    code = (
        "import hidden.testing as t; f = t.FakeHidden(); f.leads.old_keywords(q='x'); print(f.recorded_calls[0].query)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "'q': 'x'" in done.stdout or "('q', 'x')" in done.stdout, done.stdout + done.stderr
