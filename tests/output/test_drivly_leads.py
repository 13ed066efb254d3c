"""The checked-in client over a transport that sends nothing: names, bytes on the wire, and what it makes of answers."""

from __future__ import annotations

import ast
import asyncio
import doctest
import inspect
import json
import logging
import traceback
import types
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import drivly_leads
import httpx
import pytest
from drivly_leads import (
    AsyncDrivlyLeads,
    ConfigurationError,
    ConnectionFailedError,
    DrivlyLeads,
    InvalidRequestError,
    NotFoundError,
    ServerError,
    TimeoutExceededError,
    UnexpectedResponseError,
)
from drivly_leads import models as models_module
from drivly_leads.models import Lead, LeadCreate, LeadUpdate, TimeToPurchase
from drivly_leads.resources.leads import AsyncLeadsResource, LeadsResource

from leadsmith.document import load

ROOT = Path(__file__).resolve().parents[2]
FACTS = json.loads((ROOT / "tests" / "description" / "leads.json").read_text(encoding="utf-8"))
ENUMS = {fact["name"]: fact["values"] for fact in FACTS if "values" in fact}
DATES = {"createdAt": "2024-01-01T00:00:00.000Z", "updatedAt": "2024-01-02T00:00:00.000Z"}
KEY = "s3cret-key"

Handler = Callable[[httpx.Request], httpx.Response]


class Wire:
    """A transport that answers by `handler`, and keeps the requests."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.handler(request)

    def client(self, **arguments: Any) -> DrivlyLeads:
        http = httpx.Client(transport=httpx.MockTransport(self))
        return DrivlyLeads(**{"api_key": KEY, "http_client": http, "retries": 0, **arguments})


def updated(**fields: Any) -> Handler:
    """Answers with an updated lead."""
    return lambda request: httpx.Response(200, json={"doc": {"id": 1, **DATES, **fields}, "message": "Updated."})


# Names ----------------------------------------------------------------------------------------------------------------


def enum_class(field: str) -> type[StrEnum]:
    """The enum class that the field of Lead has, found by its type."""
    Lead.model_rebuild()
    [name] = [name for name, item in Lead.model_fields.items() if (item.alias or name) == field]
    return next(part for part in _parts(get_type_hints(Lead)[name]) if issubclass(part, StrEnum))


def _parts(type_: Any) -> Iterator[type]:
    if isinstance(type_, type) and not get_args(type_):
        yield type_
    for part in get_args(type_):
        yield from _parts(part)


def test_all_lists_are_whole() -> None:
    assert len(ENUMS) == 17
    for field, values in ENUMS.items():
        assert [member.value for member in enum_class(field)] == values, field


def test_time_to_purchase_has_19_distinct_members() -> None:
    assert len(ENUMS["timeToPurchase"]) == 19
    assert len(TimeToPurchase) == len(TimeToPurchase.__members__) == 19
    assert {name: member.value for name, member in TimeToPurchase.__members__.items()} == {
        "ASAP": "ASAP",
        "THIS_WEEK": "This week",
        "WITHIN_1_2_WEEKS": "Within 1-2 weeks",
        "WITHIN_2_4_WEEKS": "Within 2-4 weeks",
        "ASAP_CAPITALIZED": "Asap",
        "THIS_WEEK_TITLE": "This Week",
        "WITHIN_1_2_WEEKS_TITLE": "Within 1-2 Weeks",
        "WITHIN_2_4_WEEKS_TITLE": "Within 2-4 Weeks",
        "WITHIN_1_2_WEEKS_LOWER": "within 1-2 weeks",
        "WITHIN_2_4_WEEKS_LOWER": "within 2-4 weeks",
        "WITHIN_1_2_MONTHS": "within 1-2 months",
        "OTHER": "other",
        "THIS_WEEK_LOWER": "this week",
        "ASAP_LOWER": "asap",
        "VALUE_2_PLUS_MONTHS": "2+ months",
        "JUST_BROWSING": "just browsing",
        "VALUE_1_2_MONTHS": "1-2 months",
        "VALUE_1_2_WEEKS": "1-2 weeks",
        "VALUE_2_4_WEEKS": "2-4 weeks",
    }


@pytest.mark.parametrize("field", ENUMS)
def test_one_list_is_one_class_wherever_the_field_stands(field: str) -> None:
    for model in (LeadUpdate, LeadCreate):
        model.model_rebuild()
        [name] = [name for name, item in model.model_fields.items() if (item.alias or name) == field]
        assert enum_class(field) in _parts(get_type_hints(model)[name])


def test_every_field_has_a_distinct_readable_name() -> None:
    wires = [fact["name"] for fact in FACTS]
    LeadUpdate.model_rebuild()
    assert [item.alias or name for name, item in LeadUpdate.model_fields.items()] == wires
    assert len(set(LeadUpdate.model_fields)) == len(wires) == 84
    assert all(name == name.lower() and name.isidentifier() for name in LeadUpdate.model_fields)
    assert {"pre_approval_id", "cf_zipcode", "vdp_emails", "make_and_model"} <= set(LeadUpdate.model_fields)


# What is sent ---------------------------------------------------------------------------------------------------------

BODIES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "one field": ({"city": "Austin"}, {"city": "Austin"}),
    "null clears": ({"notes": None, "searches": None}, {"notes": None, "searches": None}),
    "nothing": ({}, {}),
    "a member": ({"process_statuses": models_module.ProcessStatuses.LOST}, {"processStatuses": "Lost"}),
    "its text": ({"process_statuses": "Lost"}, {"processStatuses": "Lost"}),
    "a list of both": (
        {"time_to_purchase": [TimeToPurchase.ASAP, "2+ months"]},
        {"timeToPurchase": ["ASAP", "2+ months"]},
    ),
    "ids": ({"searches": [1, "b"], "sales_rep": "r"}, {"searches": [1, "b"], "salesRep": "r"}),
    "an object": (
        {"sales_rep": {"id": 1, "name": "Rita", **DATES}},
        {"salesRep": {"id": 1, "name": "Rita", **DATES}},
    ),
    "objects in a list": (
        {"searches": [{"id": 1, "acceptable_colors": ["Anti-Black"], **DATES}, 2]},
        {"searches": [{"id": 1, "acceptableColors": ["Anti-Black"], **DATES}, 2]},
    ),
}


@pytest.mark.parametrize("kind", ["dict", "model"])
@pytest.mark.parametrize(("body", "wire"), BODIES.values(), ids=BODIES)
def test_a_patch_is_what_was_set(body: dict[str, Any], wire: dict[str, Any], kind: str) -> None:
    transport = Wire(updated())
    given: Any = LeadUpdate.model_validate(body) if kind == "model" else body
    transport.client().leads.update("65b2f0", given)
    [request] = transport.requests
    assert json.loads(request.content) == wire
    assert (request.method, str(request.url)) == ("PATCH", "https://commerce.driv.ly/api/leads/65b2f0")
    assert request.headers["content-type"] == "application/json"


@pytest.mark.parametrize("id", ["a/b", "..", "a?b#c", "ü", "%2e"])
def test_an_id_stays_in_its_place(id: str) -> None:
    transport = Wire(updated())
    try:
        transport.client().leads.update(id, {})
    except InvalidRequestError:
        assert transport.requests == []
    else:
        [request] = transport.requests
        assert request.url.raw_path.startswith(b"/api/leads/")
        assert request.url.raw_path.count(b"/") == 3
        assert request.url.query == b""


def test_a_filter_is_a_nested_deep_object() -> None:
    transport = Wire(lambda request: httpx.Response(200, json={"totalDocs": 2}))
    where = {
        "or": [{"and": [{"city": {"equals": "Austin"}}, {"year": {"greater_than": 2000}}]}],
        "call": {"exists": True},
    }
    assert transport.client().leads.count(where=where).total_docs == 2
    [request] = transport.requests
    assert list(request.url.params.multi_items()) == [
        ("where[or][0][and][0][city][equals]", "Austin"),
        ("where[or][0][and][1][year][greater_than]", "2000"),
        ("where[call][exists]", "true"),
    ]


@pytest.mark.parametrize("where", [None, {}, {"or": []}, {"and": [{}]}, {"id": {}}, {"id": {"in": []}}])
def test_without_a_filter_nothing_is_changed(where: Any) -> None:
    transport = Wire(updated())
    leads = transport.client().leads
    with pytest.raises(InvalidRequestError, match="where"):
        leads.delete_where(where=where)
    with pytest.raises(InvalidRequestError, match="where"):
        leads.update_where({"city": None}, where=where)
    assert transport.requests == []


def test_the_key_comes_from_the_argument_or_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRIVLY_LEADS_API_KEY", "from-outside")
    transport = Wire(updated())
    transport.client().leads.update("1", {})
    transport.client(api_key=None).leads.update("1", {})
    assert [request.headers["authorization"] for request in transport.requests] == [
        f"users API-Key {KEY}",
        "users API-Key from-outside",
    ]
    monkeypatch.delenv("DRIVLY_LEADS_API_KEY")
    with pytest.raises(ConfigurationError, match=r"api_key=.*DRIVLY_LEADS_API_KEY"):
        transport.client(api_key=None).leads.update("1", {})
    assert len(transport.requests) == 2


@pytest.mark.parametrize(
    ("arguments", "url"),
    [
        ({}, "https://commerce.driv.ly/api/leads/1"),
        ({"environment": "beta"}, "https://beta.commerce.driv.ly/api/leads/1"),
        ({"environment": "sandbox"}, "https://sandbox.commerce.driv.ly/api/leads/1"),
        ({"environment": "alpha"}, "https://alpha.commerce.driv.ly/api/leads/1"),
        ({"base_url": "http://localhost:3000/api/"}, "http://localhost:3000/api/leads/1"),
    ],
)
def test_the_server_is_chosen_by_environment_or_address(arguments: dict[str, str], url: str) -> None:
    transport = Wire(updated())
    transport.client(**arguments).leads.update("1", {})
    assert str(transport.requests[0].url) == url


def test_each_request_names_the_client_and_its_version() -> None:
    wire = Wire(updated())
    wire.client().leads.update("1", {})

    async def update() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(wire))
        await AsyncDrivlyLeads(api_key=KEY, http_client=http).leads.update("1", {})

    asyncio.run(update())
    told = f"drivly_leads/1.0 python-httpx/{httpx.__version__}"
    assert [request.headers["user-agent"] for request in wire.requests] == [told, told]


def test_an_environment_that_is_not_there_is_named() -> None:
    environment: Any = "staging"
    with pytest.raises(ConfigurationError, match=r"one of 'production', 'beta', 'sandbox', 'alpha'; it is 'staging'"):
        DrivlyLeads(api_key=KEY, environment=environment)


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        ({"depth": "deep"}, "query.depth"),
        ({"depth": True}, "query.depth"),
        ({"limit": 1.5}, "query.limit"),
        ({"sort": ["a"]}, "query.sort"),
        ({"where": {"city": {"equal": "Austin"}}}, "query.where.city.equal"),
        ({"where": {"city": {"in": ["a" * 70_000]}}}, "url"),
    ],
)
def test_a_wrong_argument_is_refused_before_anything_is_sent(arguments: dict[str, Any], where: str) -> None:
    transport = Wire(updated())
    with pytest.raises(InvalidRequestError) as refused:
        transport.client().leads.list(**arguments).page()
    assert refused.value.where == where
    assert transport.requests == []


@pytest.mark.parametrize("id", [None, True, [3, 999], {"a": 1}, 1.5, ""], ids=repr)
def test_what_is_no_id_reaches_no_lead(id: Any) -> None:
    transport = Wire(updated())
    with pytest.raises(InvalidRequestError, match=r"^path\.id: "):
        transport.client().leads.delete(id)
    assert transport.requests == []


# What is made of answers ----------------------------------------------------------------------------------------------


def test_what_the_document_does_not_know_survives() -> None:
    lead = {
        "id": "x",
        **DATES,
        "processStatuses": "Brand New",
        "timeToPurchase": ["ASAP", "one day"],
        "brandNew": {"a": [1, None]},
        "searches": [{"id": 1, **DATES, "lead": {"id": "x", **DATES, "other": 1}}, 2],
    }
    doc = Wire(updated(**lead)).client().leads.update("x", {}).doc
    assert doc.process_statuses == "Brand New"
    assert doc.time_to_purchase == [TimeToPurchase.ASAP, "one day"]
    assert json.loads(doc.model_dump_json(exclude_unset=True)) == lead


def test_what_was_read_can_be_sent_back() -> None:
    transport = Wire(updated(processStatuses="Brand New", brandNew=1))
    client = transport.client()
    doc = client.leads.update("1", {}).doc
    with pytest.raises(InvalidRequestError, match="must be one of 'Qualified Lead'"):
        client.leads.update("1", LeadUpdate.model_construct(process_statuses="Brand New"))
    client.leads.update("1", {"process_statuses": doc.process_statuses, "created_at": doc.created_at})
    wire = {"processStatuses": "Brand New", "createdAt": DATES["createdAt"]}
    assert json.loads(transport.requests[-1].content) == wire


FAILURES: dict[str, tuple[Handler, type[Exception], str]] = {
    "not found": (
        lambda request: httpx.Response(404, json={"errors": [{"message": "Not Found"}]}),
        NotFoundError,
        "404",
    ),
    "a page of a gateway": (
        lambda request: httpx.Response(502, html="<html><h1>502 Bad Gateway</h1></html>"),
        ServerError,
        "502",
    ),
    "an empty answer": (lambda request: httpx.Response(200), UnexpectedResponseError, "no body"),
    "HTML for JSON": (lambda request: httpx.Response(200, html="<p>Hello</p>"), UnexpectedResponseError, "html"),
    "a lead without id": (
        lambda request: httpx.Response(200, json={"doc": DATES, "message": "?"}),
        UnexpectedResponseError,
        "/doc/id is missing",
    ),
}


@pytest.mark.parametrize(("handler", "kind", "text"), FAILURES.values(), ids=FAILURES)
def test_each_failure_is_of_its_own_kind(handler: Handler, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind, match=text) as raised:
        Wire(handler).client(reading="strict").leads.update("1", {"city": "Austin"})
    error: Any = raised.value
    assert error.request.method == "PATCH"
    assert error.response.status_code == handler(error.request).status_code
    if isinstance(error, NotFoundError):
        assert error.status == 404
        assert error.body.errors[0].message == "Not Found"
        assert error.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("cause", "kind"),
    [(httpx.ConnectError("refused"), ConnectionFailedError), (httpx.ReadTimeout("slow"), TimeoutExceededError)],
    ids=["connection", "timeout"],
)
def test_what_goes_wrong_on_the_way(cause: Exception, kind: type[Exception]) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise cause

    with pytest.raises(kind):
        Wire(fail).client().leads.update("1", {})


def test_a_key_is_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def echo(request: httpx.Request) -> httpx.Response:
        return httpx.Response(403, json={"errors": [{"message": f"no: {request.headers['authorization']}"}]})

    client = Wire(echo).client()
    shown = [repr(client), str(client), repr(vars(client)), repr(client.leads)]
    with pytest.raises(drivly_leads.PermissionDeniedError) as raised:
        client.leads.get("1")
    shown += [str(raised.value), repr(raised.value), *traceback.format_exception(raised.value), caplog.text]
    assert not [text for text in shown if KEY in text]


# Pages ----------------------------------------------------------------------------------------------------------------


def test_a_list_that_leads_back_to_its_first_page_ends_in_an_error() -> None:
    page = {"docs": [], "totalDocs": 0, "limit": 10, "totalPages": 9, "page": 3, "pagingCounter": 1}
    more = {"hasPrevPage": False, "hasNextPage": True, "prevPage": None, "nextPage": 3}
    transport = Wire(lambda request: httpx.Response(200, json={**page, **more}))
    with pytest.raises(UnexpectedResponseError, match="already read"):
        list(transport.client().leads.list(page=3))
    assert len(transport.requests) == 1


# The examples of the docstrings ---------------------------------------------------------------------------------------


def examples() -> Iterator[tuple[str, doctest.DocTest]]:
    """The example in the docstring of every method, by class and method."""
    parser = doctest.DocTestParser()
    for resource in (LeadsResource, AsyncLeadsResource):
        for name, method in vars(resource).items():
            text = inspect.getdoc(method) or ""
            if not name.startswith("_") and ">>>" in text:
                key = f"{resource.__name__}.{name}"
                yield key, parser.get_doctest(text, {}, key, None, 0)


EXAMPLES = dict(examples())


def described(request: httpx.Request) -> httpx.Response:
    """The answer that the description shows as its example for this operation."""
    document = load(ROOT / "spec" / "leads.yaml", [ROOT / "spec" / "leads.overlay.yaml"])
    path = request.url.path.removeprefix("/api")
    template = path if path in document.root["paths"] else "/leads/{id}"
    responses = document.root["paths"][template][request.method.lower()]["responses"]
    [(status, answer)] = [(status, answer) for status, answer in responses.items() if status.startswith("2")]
    return httpx.Response(int(status), json=answer["content"]["application/json"]["example"])


def test_every_method_has_an_example() -> None:
    methods = {
        f"{resource.__name__}.{name}"
        for resource in (LeadsResource, AsyncLeadsResource)
        for name in vars(resource)
        if not name.startswith("_")
    }
    assert set(EXAMPLES) == methods
    assert len(methods) == 16


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_says_what_happens(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    wire = Wire(described)
    [example] = EXAMPLES[name].examples
    assert example.want
    if name.startswith("Async"):
        http = httpx.AsyncClient(transport=httpx.MockTransport(wire))
        scope: dict[str, Any] = {"client": AsyncDrivlyLeads(api_key=KEY, http_client=http)}
        asyncio.run(run_awaiting(example.source, scope))
    else:
        exec(compile(example.source, name, "single"), {"client": wire.client()})
    assert capsys.readouterr().out == example.want
    assert len(wire.requests) == 1


async def run_awaiting(source: str, scope: dict[str, Any]) -> None:
    """Run source as `python -m asyncio` does: with `await` at the top."""
    code = compile(source, "example", "single", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    await types.FunctionType(code, scope)()
