"""Each way a call can fail: before it is sent, on the way, and as the server answers it."""

from __future__ import annotations

import pickle
import socket
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import httpx
import pytest
from drivly_leads import (
    BadRequestError,
    ConfigurationError,
    ConnectionFailedError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    ServerError,
    StatusError,
    TimeoutExceededError,
)
from drivly_leads.models import ErrorResponse

from . import node as payload_node
from .conftest import Connect, Face
from .recording import Exchanges


def only(id: Any) -> dict[str, Any]:
    return {"id": {"equals": id}}


CALLS: dict[str, Callable[[Face, Any], Any]] = {
    "get": lambda face, id: face.call(face.client.leads.get, id),
    "update": lambda face, id: face.call(face.client.leads.update, id, {"city": "Austin"}),
    "delete": lambda face, id: face.call(face.client.leads.delete, id),
    "create": lambda face, _: face.call(face.client.leads.create, {"city": "Austin"}),
    "count": lambda face, _: face.call(face.client.leads.count),
    "list": lambda face, _: face.all(face.client.leads.list()),
    "update_where": lambda face, id: face.call(face.client.leads.update_where, {"city": "x"}, where=only(id)),
    "delete_where": lambda face, id: face.call(face.client.leads.delete_where, where=only(id)),
}
each = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


@pytest.fixture
def lead(raw: httpx.Client) -> Any:
    return raw.post("leads", json={"processStatuses": "Lost", "bodyStyle": ["van"]}).json()["doc"]["id"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"process_statuses": "Nope"}, ["process_statuses|processStatuses", "Nope", "Qualified Lead"]),
        ({"body_style": ["truck", "boat"]}, ["body_style|bodyStyle", "boat", "wagon"]),
        ({"body_style": "truck"}, ["body_style|bodyStyle"]),
        ({"year": "2020"}, ["year"]),
        ({"first_name": 5}, ["first_name|firstName"]),
        ({"subscribe": "yes"}, ["subscribe"]),
        ({"frist_name": "Ana"}, ["frist_name", "first_name"]),
    ],
    ids=str,
)
def test_a_wrong_body_is_refused_before_it_is_sent(
    face: Face, exchanges: Exchanges, lead: Any, body: dict[str, Any], told: list[str]
) -> None:
    leads = face.client.leads
    for method, arguments in (
        (leads.update, {"id": lead, "body": body}),
        (leads.create, {"body": body}),
        (leads.update_where, {"body": body, "where": only(lead)}),
    ):
        with pytest.raises(InvalidRequestError) as refused:
            face.call(method, **arguments)
        for words in told:
            assert any(word in str(refused.value) for word in words.split("|")), str(refused.value)
    assert exchanges == []


@pytest.mark.parametrize("id", ["", ".", ".."])
def test_an_id_that_would_name_another_path(face: Face, exchanges: Exchanges, id: str) -> None:
    for name in ("get", "update", "delete"):
        with pytest.raises(InvalidRequestError):
            CALLS[name](face, id)
    assert exchanges == []


@pytest.mark.parametrize("id", ["x/../1", "../leads/1", "x?depth=0", "x#1", "a b", "é", "%31"], ids=ascii)
def test_an_id_stays_in_its_segment(connect: Connect, exchanges: Exchanges, id: str) -> None:
    face = connect(retries=0)
    with pytest.raises(StatusError):  # a server whose ids are numbers cannot read any of these
        face.call(face.client.leads.get, id)
    [exchange] = exchanges
    target = exchange.request.url.raw_path
    assert target.startswith(b"/api/leads/")
    assert target.count(b"/") == 3
    assert b"?" not in target


def test_the_servers_own_refusal_of_an_enum(connect: Connect, exchanges: Exchanges, lead: Any) -> None:
    """The client would not send it, so the body is altered under way."""

    def spoil(request: httpx.Request) -> None:
        assert b'"Lost"' in request.content
        request.stream = httpx.ByteStream(request.content.replace(b'"Lost"', b'"Nope"'))

    face = connect(alter=spoil)
    with pytest.raises(BadRequestError) as refused:
        face.call(face.client.leads.update, lead, {"process_statuses": "Lost"})
    error = refused.value
    assert error.status == 400
    assert isinstance(error.body, ErrorResponse)
    [told] = error.body.errors
    assert (told.name, told.message) == ("ValidationError", "The following field is invalid: Process Statuses")
    assert [wrong.path for wrong in told.data.errors] == ["processStatuses"]
    assert "The following field is invalid: Process Statuses" in str(error)


def test_the_servers_refusal_of_two_fields(face: Face, lead: Any) -> None:
    """Ids as text pass here, and are refused by a server whose ids are numbers."""
    with pytest.raises(BadRequestError) as refused:
        face.call(face.client.leads.update, lead, {"sales_rep": "1", "searches": ["1"]})
    data = refused.value.body.errors[0].data
    assert {wrong.path for wrong in data.errors} == {"salesRep", "searches"}
    assert {wrong.label for wrong in data.errors} == {"Sales Rep", "Searches"}


def test_a_create_that_the_server_refuses(face: Face, raw: httpx.Client, label: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        face.call(face.client.leads.create, {"anonymous_id": label, "sales_rep": "1"})
    assert refused.value.body.errors[0].data.errors[0].path == "salesRep"
    assert raw.get("leads/count", params={"where[anonymousId][equals]": label}).json() == {"totalDocs": 0}


def test_a_filter_on_no_field(face: Face) -> None:
    leads = face.client.leads
    for method in (leads.list(where={"nope": {"equals": 1}}).page, partial(leads.count, where={"nope": {"equals": 1}})):
        with pytest.raises(BadRequestError) as refused:
            face.call(method)
        [told] = refused.value.body.errors
        assert (told.name, told.data[0].path) == ("QueryError", "nope")


@pytest.mark.parametrize("name", ["get", "update", "delete"])
def test_an_unknown_id(face: Face, server: payload_node.Server, exchanges: Exchanges, name: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        CALLS[name](face, 999999)
    error = refused.value
    assert error.status == 404
    assert isinstance(error.body, ErrorResponse)
    assert error.body.errors[0].message == "Not Found"
    assert error.headers["content-type"] == "application/json"
    assert str(error.request.url).startswith(f"{server.url}/leads/999999")
    assert error.response.status_code == 404
    assert len(exchanges) == 1
    for part in ("404", exchanges[0].request.method, f"{server.url}/leads/999999", "Not Found"):
        assert part in str(error)


@each
def test_a_wrong_key(connect: Connect, lead: Any, call: Callable[[Face, Any], Any]) -> None:
    face = connect(api_key="wrong-but-secret")
    with pytest.raises(PermissionDeniedError) as refused:
        call(face, lead)
    error = refused.value
    assert error.status == 403
    assert error.body.errors[0].message == "You are not allowed to perform this action."
    shown = [
        str(error),
        repr(error),
        repr(face.client),
        repr(error.request),
        "".join(traceback.format_exception(error)),
    ]
    assert not [text for text in shown if "wrong-but-secret" in text]


@each
def test_no_key(
    connect: Connect,
    exchanges: Exchanges,
    monkeypatch: pytest.MonkeyPatch,
    lead: Any,
    call: Callable[[Face, Any], Any],
) -> None:
    monkeypatch.delenv("DRIVLY_LEADS_API_KEY", raising=False)
    face = connect(api_key=None)
    with pytest.raises(ConfigurationError, match=r"(?s)api_key.*DRIVLY_LEADS_API_KEY"):
        call(face, lead)
    assert exchanges == []


def test_the_key_from_the_environment(
    connect: Connect, server: payload_node.Server, exchanges: Exchanges, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRIVLY_LEADS_API_KEY", server.api_key)
    face = connect(api_key=None)
    assert face.call(face.client.leads.get, 1, depth=0).first_name == "Seed"
    assert exchanges[-1].request.headers["authorization"] == f"users API-Key {server.api_key}"


@pytest.mark.parametrize("change", [{"sales_rep": 999999}, {"searches": [999999]}], ids=str)
def test_an_unknown_relation(face: Face, exchanges: Exchanges, lead: Any, change: dict[str, Any]) -> None:
    with pytest.raises(ServerError) as refused:
        face.call(face.client.leads.update, lead, change)
    assert refused.value.status == 500
    assert refused.value.body.errors[0].message == "Something went wrong."
    assert len(exchanges) == 1  # an update is not sent again after it may have been done in part


def test_a_create_is_not_sent_twice(face: Face, exchanges: Exchanges, raw: httpx.Client, label: str) -> None:
    with pytest.raises(ServerError):
        face.call(face.client.leads.create, {"anonymous_id": label, "searches": [999999]})
    assert len(exchanges) == 1
    assert raw.get("leads/count", params={"where[anonymousId][equals]": label}).json()["totalDocs"] <= 1


def test_an_error_can_be_pickled(face: Face) -> None:
    with pytest.raises(NotFoundError) as refused:
        face.call(face.client.leads.get, 999999)
    copy = pickle.loads(pickle.dumps(refused.value))
    assert type(copy) is NotFoundError
    assert (copy.status, str(copy)) == (404, str(refused.value))
    assert copy.body.errors[0].message == "Not Found"


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


@each
def test_a_server_that_is_down(connect: Connect, closed_port: int, call: Callable[[Face, Any], Any]) -> None:
    face = connect(base_url=f"http://127.0.0.1:{closed_port}/api", retries=0)
    with pytest.raises(ConnectionFailedError) as failed:
        call(face, 1)
    assert f"127.0.0.1:{closed_port}" in str(failed.value)


@each
def test_a_server_that_does_not_answer(connect: Connect, silent_port: int, call: Callable[[Face, Any], Any]) -> None:
    face = connect(base_url=f"http://127.0.0.1:{silent_port}/api", timeout=0.2, retries=0)
    started = time.monotonic()
    with pytest.raises(TimeoutExceededError):
        call(face, 1)
    assert time.monotonic() - started < 5


def test_a_server_that_goes_away(
    connect: Connect, installed: payload_node.Node, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with payload_node.running(installed, tmp_path_factory.mktemp("payload-gone"), PAYLOAD_SEED="0") as server:
        face = connect(base_url=server.url, api_key=server.api_key, retries=0)
        assert face.call(face.client.leads.count).total_docs == 0
    with pytest.raises(ConnectionFailedError):
        face.call(face.client.leads.count)
