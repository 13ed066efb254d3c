"""The fake in each package: what tests of a user can do with it. It is driven in both flavours; nothing may be sent."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import drivly_leads
import httpx
import pytest
from drivly_leads import Mismatch, RequestOptions
from drivly_leads.models import ErrorResponse, Lead, LeadList, LeadUpdateResponse, ProcessStatuses
from drivly_leads.testing import FakeCall

import examples
from leadsmith.config import ClientConfig, client_config, read_config
from leadsmith.document import load
from leadsmith.pipeline import build

CASES = Path(__file__).resolve().parents[1] / "cases"


class Flavour:
    """Sync or async; the tests need not know which."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fake(self, module: Any = drivly_leads, **settings: Any) -> Any:
        testing = importlib.import_module(f"{module.__name__}.testing")
        [name] = [
            name
            for name in testing.__all__
            if name.startswith("Async") == (self.name == "async") and name != "FakeCall" and name in vars(testing)
        ]
        return getattr(testing, name)(**settings)

    def run(self, result: Any) -> Any:
        """What a call gives; of a list or a stream all items."""

        async def wait() -> Any:
            found = await result if inspect.isawaitable(result) else result
            return [item async for item in found] if hasattr(found, "__aiter__") else found

        if self.name == "async":
            return asyncio.run(wait())
        return [*result] if hasattr(result, "__next__") or hasattr(result, "pages") else result


@pytest.fixture(params=["sync", "async"])
def flavour(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Flavour:
    def fail(*_: object) -> Any:
        raise AssertionError("something was sent")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", fail)
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", fail)
    monkeypatch.delenv("DRIVLY_LEADS_API_KEY", raising=False)
    return Flavour(request.param)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """The package of a case of tests/cases."""
    folder = tmp_path_factory.mktemp("fakes")

    def package(case: str) -> Any:
        name = f"fake_{case}"
        if not (folder / name).exists():
            for path, content in build(load(CASES / case / "spec.yaml"), _config(case, name)).files.items():
                (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / name / path).write_bytes(content)
        return importlib.import_module(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield package


def _config(case: str, name: str) -> ClientConfig:
    path = CASES / case / "config.toml"
    if not path.is_file():
        return client_config(CASES / case / "spec.yaml", package=name)
    return read_config(tomllib.loads(path.read_text(encoding="utf-8")), CASES / case)[0]


def lead(**fields: Any) -> Lead:
    return Lead(id="1", updated_at="2024-01-01T00:00:00Z", created_at="2024-01-01T00:00:00Z", **fields)


# What is called -------------------------------------------------------------------------------------------------------


def test_it_goes_where_the_client_goes(flavour: Flavour) -> None:
    fake = flavour.fake()
    kind = drivly_leads.DrivlyLeads if flavour.name == "sync" else drivly_leads.AsyncDrivlyLeads
    assert isinstance(fake, kind)
    assert flavour.run(fake.leads.get("65b2f0")).first_name == "Ana"


def test_calls_are_recorded(flavour: Flavour) -> None:
    fake = flavour.fake(headers={"X-Trace": "1"})
    body = {"process_statuses": ProcessStatuses.QUALIFIED_LEAD, "notes": None}
    flavour.run(fake.leads.update("a/b", body, depth=1, options=RequestOptions(query={"draft": "true"})))
    flavour.run(fake.leads.update_where({"notes": None}, where={"city": {"equals": "Austin"}}, limit=2))
    first, second = fake.recorded_calls
    assert (first.operation, first.method, first.path) == ("updateLead", "PATCH", "/leads/a%2Fb")
    assert first.path_parameters == {"id": "a/b"} and first.query == {"depth": 1, "draft": "true"}
    assert first.body == {"processStatuses": "Qualified Lead", "notes": None}
    assert first.headers["x-trace"] == "1" and "authorization" not in first.headers
    assert second.query == {"where": {"city": {"equals": "Austin"}}, "limit": 2} and second.path_parameters == {}
    assert fake.calls_of(fake.leads.update_where) == [second] and fake.calls_of(fake.leads.get) == []


def test_what_is_wrong_is_refused_as_ever(flavour: Flavour) -> None:
    fake = flavour.fake()
    for call in (
        lambda: fake.leads.update("1", {"notess": None}),
        lambda: fake.leads.get(".."),
        lambda: fake.leads.delete_where(where={}),
        lambda: fake.leads.get("1", options=RequestOptions(headers={"a b": "1"})),
    ):
        with pytest.raises(drivly_leads.InvalidRequestError):
            flavour.run(call())
    options: Any = {"timeout": 3}
    with pytest.raises(drivly_leads.ConfigurationError, match=r"options must be RequestOptions\(\.\.\.\), not dict"):
        flavour.run(fake.leads.get("1", options=options))
    assert fake.recorded_calls == []


def test_only_methods_are_told_what_to_give(flavour: Flavour) -> None:
    fake = flavour.fake()
    for other in (print, type(fake.leads).get, fake.with_options, lambda: None):
        with pytest.raises(ValueError, match=r"not a method of a resource of this client, such as leads\.list"):
            fake.on(other)
        with pytest.raises(ValueError, match="not a method"):
            fake.calls_of(other)


# What is answered -----------------------------------------------------------------------------------------------------


def test_a_value_or_what_of_it_matters(flavour: Flavour) -> None:
    fake = flavour.fake(reading="strict")
    fake.on(fake.leads.get).answer(lead(first_name="Ben")).answer({"first_name": "Carla"}).answer({"firstName": "Dee"})
    found = [flavour.run(fake.leads.get("1")) for _ in range(4)]
    assert [each.first_name for each in found] == ["Ben", "Carla", "Dee", "Dee"]
    assert found[0] == lead(first_name="Ben") and found[1].id and found[1].created_at, "what is required is made up"
    fake.on(fake.leads.update).answer({"doc": {"processStatuses": "Lost"}})
    result = flavour.run(fake.leads.update("1", {}))
    assert isinstance(result, LeadUpdateResponse)
    assert (result.doc.process_statuses, result.message) == ("Lost", "text")


def test_on_begins_anew(flavour: Flavour) -> None:
    fake = flavour.fake()
    fake.on(fake.leads.count).answer({"total_docs": 1}).answer({"total_docs": 2})
    fake.on(fake.leads.count).answer({"total_docs": 3})
    assert flavour.run(fake.leads.count()).total_docs == 3


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"frist_name": "Ana"}, "frist_name: is not a known field; did you mean 'first_name'?"),
        ({"salesRep": {"nam": "Robin"}}, "salesRep.nam: is not a known field; did you mean 'name'?"),
        ({"first_name": 7}, "firstName: Input should be a valid string"),
        (7, "Input should be"),
    ],
    ids=["misspelt", "inside", "wrong", "no object"],
)
def test_an_answer_that_does_not_fit_is_told(flavour: Flavour, answer: Any, problem: str) -> None:
    fake = flavour.fake()
    fake.on(fake.leads.get).answer(answer)
    with pytest.raises(ValueError) as raised:
        flavour.run(fake.leads.get("1"))
    assert str(raised.value).startswith(f"The answer to GET /leads/{{id}} does not fit: {problem}")
    assert not isinstance(raised.value, drivly_leads.ApiError)


def test_failures_are_read_as_ever_and_not_repeated(flavour: Flavour) -> None:
    fake = flavour.fake()
    fake.on(fake.leads.get).fail(404, body={"errors": [{"message": "Not Found"}]}).fail(503, headers={"X-A": "1"})
    with pytest.raises(drivly_leads.NotFoundError, match="Not Found") as raised:
        flavour.run(fake.leads.get("1"))
    assert isinstance(raised.value.body, ErrorResponse)
    with pytest.raises(drivly_leads.ServerError) as failed:
        flavour.run(fake.leads.get("1"))
    assert failed.value.headers["x-a"] == "1" and failed.value.body is None
    assert len(fake.recorded_calls) == 2


def test_no_answer(flavour: Flavour) -> None:
    fake = flavour.fake()
    error = httpx.ReadTimeout("slow")
    fake.on(fake.leads.get).answer(httpx.ConnectError("refused")).answer(error)
    with pytest.raises(drivly_leads.ConnectionFailedError):
        flavour.run(fake.leads.get("1"))
    for _ in range(2):
        with pytest.raises(drivly_leads.TimeoutExceededError) as raised:
            flavour.run(fake.leads.get("1"))
        assert raised.value.__cause__ is not error and str(error) == "slow"


def test_any_answer_at_all(flavour: Flavour) -> None:
    found: list[Mismatch] = []
    fake = flavour.fake(hooks=drivly_leads.Hooks(mismatch=found.append))
    answer = httpx.Response(203, json={**lead().model_dump(), "firstName": 7}, headers={"X-Rate": "9"})
    fake.on(fake.leads.get).answer(answer).answer(answer).answer(httpx.Response(200, text="<html>"))
    assert flavour.run(fake.leads.get("1")).id == "1" and found[0].pointer == "/firstName"
    response = flavour.run(fake.with_response(fake.leads.get, "1"))
    assert response.status == 203 and response.headers["x-rate"] == "9"
    with pytest.raises(drivly_leads.UnexpectedResponseError):
        flavour.run(fake.leads.get("1"))


def test_a_function_of_the_call(flavour: Flavour) -> None:
    def found(call: FakeCall) -> Any:
        return {"id": call.path_parameters["id"]} if call.path_parameters["id"] != "9" else httpx.Response(404)

    fake = flavour.fake()
    fake.on(fake.leads.get).answer(found)
    assert [flavour.run(fake.leads.get(id)).id for id in ("1", "2")] == ["1", "2"]
    with pytest.raises(drivly_leads.NotFoundError):
        flavour.run(fake.leads.get("9"))


def test_views_and_threads_share_it(flavour: Flavour) -> None:
    fake = flavour.fake()
    view = fake.with_options(RequestOptions(headers={"X-A": "1"}, retries=3, follow_redirects=True))
    fake.on(view.leads.get).answer({"first_name": "Ben"})
    assert flavour.run(view.leads.get("1")).first_name == "Ben"
    assert fake.recorded_calls == view.recorded_calls and fake.recorded_calls[0].headers["x-a"] == "1"
    view.on(fake.leads.get).answer(httpx.Response(302, headers={"Location": "/elsewhere"}))
    with pytest.raises(drivly_leads.UnexpectedResponseError):
        flavour.run(view.leads.get("1"))
    assert len(fake.recorded_calls) == 2


# Lists in pages -------------------------------------------------------------------------------------------------------


def test_a_list_is_one_page(flavour: Flavour) -> None:
    fake = flavour.fake()
    assert [each.first_name for each in flavour.run(fake.leads.list())] == ["Ana"]
    fake.on(fake.leads.list).answer([lead(first_name="Ben"), {"first_name": "Carla"}]).answer([])
    assert [each.first_name for each in flavour.run(fake.leads.list())] == ["Ben", "Carla"]
    assert flavour.run(fake.leads.list()) == []
    fake.on(fake.leads.list).answer([{"city": "Austin"}])
    page = flavour.run(fake.leads.list(limit=1).page())
    assert isinstance(page, LeadList) and [each.city for each in page.docs] == ["Austin"]
    assert fake.recorded_calls[-1].query == {"limit": 1}


def test_pages_go_on_as_they_say(flavour: Flavour) -> None:
    fake = flavour.fake()
    first = {"docs": [{"first_name": "Ana"}], "hasNextPage": True, "nextPage": 2}
    last = {"docs": [{"first_name": "Ben"}], "hasNextPage": False, "nextPage": None}
    fake.on(fake.leads.list).answer(first).answer(last)
    assert [each.first_name for each in flavour.run(fake.leads.list())] == ["Ana", "Ben"]
    assert [call.query for call in fake.recorded_calls] == [{}, {"page": 2}]
    fake.on(fake.leads.list).answer(first)
    with pytest.raises(drivly_leads.UnexpectedResponseError, match="already read"):
        flavour.run(fake.leads.list(page=2))


def test_a_list_that_is_made_up_ends(flavour: Flavour, made: Callable[[str], Any]) -> None:
    fake = flavour.fake(made("paging"), reading="strict")
    [lead] = flavour.run(fake.leads.list())
    assert lead.id is None
    fake.on(fake.leads.list).answer({"hasNextPage": True, "nextPage": None})
    with pytest.raises(Exception, match="there is a next page, but no page for it"):
        flavour.run(fake.leads.list())


# Other bodies and answers ---------------------------------------------------------------------------------------------


def test_bodies_and_answers_that_are_not_json(flavour: Flavour, made: Callable[[str], Any]) -> None:
    fake = flavour.fake(made("bodies"))
    flavour.run(fake.documents.upload({"file": b"123", "title": "x"}))
    assert b"123" in fake.recorded_calls[0].body and fake.recorded_calls[0].headers["content-type"].startswith(
        "multipart/form-data"
    )
    assert isinstance(flavour.run(fake.documents.search({"words": ["a", "b"]})), str)
    assert fake.recorded_calls[1].body == "words=a&words=b"
    assert flavour.run(fake.documents.download("1")) == b"data"
    fake.on(fake.documents.download).answer(b"\x00\xff")
    assert flavour.run(fake.documents.download("1")) == b"\x00\xff"
    fake.on(fake.documents.search).answer("a,b")
    assert flavour.run(fake.documents.search({"words": ["a"]})) == "a,b"
    assert flavour.run(fake.documents.replace("1", b"\x01")) is None and fake.recorded_calls[-1].body == b"\x01"
    assert flavour.run(fake.documents.replace("1")) is None and fake.recorded_calls[-1].body is None
    flavour.run(fake.documents.note("1", "äöü", text="x"))
    assert fake.recorded_calls[-1].body == "äöü"
    fake.on(fake.documents.search).answer(b"a")
    with pytest.raises(ValueError, match="it has to be str, not bytes"):
        flavour.run(fake.documents.search({"words": ["a"]}))


def test_several_media_types(flavour: Flavour, made: Callable[[str], Any]) -> None:
    fake = flavour.fake(made("content_types"))
    flavour.run(fake.pets.create({"name": "Rex"}))
    flavour.run(fake.pets.create("<pet/>", content_type_body="application/xml"))
    flavour.run(fake.pets.create({"name": "Rex"}, content_type_body="application/x-www-form-urlencoded"))
    flavour.run(fake.pets.create(b"1", content_type_body="application/octet-stream"))
    assert [call.body for call in fake.recorded_calls] == [{"name": "Rex"}, b"<pet/>", "name=Rex", b"1"]


def test_answers_that_depend_on_the_status(flavour: Flavour, made: Callable[[str], Any]) -> None:
    package = made("answers")
    models = importlib.import_module(f"{package.__name__}.models")
    fake = flavour.fake(package)
    assert isinstance(flavour.run(fake.reports.create()), models.Report)
    for value, status in ((models.Job(state="new"), 202), (None, 204), ({"title": "x"}, 200), ("a note", 203)):
        fake.on(fake.reports.create).answer(value)
        response = flavour.run(fake.with_response(fake.reports.create))
        assert response.status == status, value
        assert response.value == value or response.value == models.Report(title="x")
    assert flavour.run(fake.reports.delete("1")) is None
    assert flavour.run(fake.reports.get_file("1")).startswith("https://fake.invalid")
    fake.on(fake.reports.get_file).answer("/files/1")
    assert flavour.run(fake.reports.get_file("1")).endswith("/files/1")
    fake.on(fake.reports.delete).answer({"title": "x"})
    with pytest.raises(ValueError, match="the answer has no content"):
        flavour.run(fake.reports.delete("1"))


def test_streams(flavour: Flavour, made: Callable[[str], Any]) -> None:
    package = made("streams")
    fake = flavour.fake(package)
    event = importlib.import_module(f"{package.__name__}._runtime").ServerEvent
    chat = fake.chat
    for name in ("create", "listen", "tick", "raw", "lines", "sequence"):
        [item] = flavour.run(getattr(chat, name)())
        fake.on(getattr(chat, name)).answer([item, item]).answer([])
        assert flavour.run(getattr(chat, name)()) == [item, item], name
        assert flavour.run(getattr(chat, name)()) == [], name
    fake.on(chat.raw).answer([event("a\nb", "told", "7", 100)])
    assert flavour.run(chat.raw()) == [event("a\nb", "told", "7", 100)]
    fake.on(chat.sequence).answer([1, 2, 3])
    assert flavour.run(chat.sequence()) == [1, 2, 3]
    fake.on(chat.lines).answer(7)
    with pytest.raises(ValueError, match="a stream is told by a list of its items"):
        flavour.run(chat.lines())


def test_the_body_as_it_comes(flavour: Flavour, made: Callable[[str], Any], tmp_path: Path) -> None:
    fake = flavour.fake(made("bodies"))

    async def saved() -> int:
        async with fake.stream_body(fake.documents.download, "1") as body:
            size: int = await body.save(tmp_path / "file")
            return size

    if flavour.name == "async":
        assert asyncio.run(saved()) == 4
    else:
        with fake.stream_body(fake.documents.download, "1") as body:
            assert body.save(tmp_path / "file") == 4
    assert (tmp_path / "file").read_bytes() == b"data"


def test_objects_that_are_told_by_a_tag(flavour: Flavour, made: Callable[[str], Any]) -> None:
    package = made("variants")
    models = importlib.import_module(f"{package.__name__}.models")
    fake = flavour.fake(package, reading="strict")
    assert isinstance(flavour.run(fake.animals.create({"kind": "Dog", "name": "Rex"})), models.Cat)
    fake.on(fake.animals.create).answer({"kind": "Dog"})
    assert isinstance(flavour.run(fake.animals.create({"kind": "Dog", "name": "Rex"})), models.Dog)


def test_fields_that_go_one_way(flavour: Flavour, made: Callable[[str], Any]) -> None:
    package = made("read_only")
    models = importlib.import_module(f"{package.__name__}.models")
    fake = flavour.fake(package, reading="strict")
    account = flavour.run(fake.accounts.create({"name": "Ada", "password": "secret"}))
    assert (account.id, account.created_by.login) == (1, "text") and not hasattr(account, "password")
    fake.on(fake.accounts.create).answer({"name": "Bea", "address": {"city": "Austin"}})
    account = flavour.run(fake.accounts.create(models.Account(name="Ada", password="secret")))
    assert (account.name, account.address.verified) == ("Bea", True)
    fake.on(fake.accounts.create).answer(models.Account(name="Cid", password="secret"))
    account = flavour.run(fake.accounts.create({"name": "Ada", "password": "secret"}))
    assert (account.name, account.id) == ("Cid", 1)


@pytest.mark.filterwarnings("ignore:.* is now `:DeprecationWarning")
def test_old_names_of_methods(flavour: Flavour, made: Callable[[str], Any]) -> None:
    fake = flavour.fake(made("renamed"))
    fake.on(fake.people.delete).fail(404)
    with pytest.raises(Exception, match="404"):
        flavour.run(fake.people.remove("1"))
    assert fake.calls_of(fake.people.delete) == fake.calls_of(fake.people.remove) == fake.recorded_calls


def test_a_type_that_contains_itself(flavour: Flavour, made: Callable[[str], Any]) -> None:
    fake = flavour.fake(made("recursion"), reading="strict")
    assert flavour.run(fake.filters.create({}))


# What the package shows -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", [name for name, _ in examples.docstrings("drivly_leads")])
def test_examples_of_docstrings(method: str) -> None:
    printed, shown = dict(examples.docstrings("drivly_leads"))[method]()
    assert shown and printed == shown


def test_examples_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = examples.text_of("drivly_leads")
    assert examples.readme(text, "drivly_leads", monkeypatch) == 8
    assert capsys.readouterr().out.startswith("Ana\nAna\nLead successfully created.\n" * 2)


def test_the_readme_has_every_method() -> None:
    lines = [line for line in examples.text_of("drivly_leads").splitlines() if line.startswith("- `leads.")]
    assert len(lines) == 8
    assert lines[-2] == (
        "- `leads.update(id, body, *, depth=None, locale=None, fallback_locale=None) -> LeadUpdateResponse`: "
        "Update a lead. `PATCH /leads/{id}`"
    )
