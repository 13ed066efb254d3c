"""Networks and gateways that fail between the client and a real server.

After each fault: the right error, in time and without the credential; a write was sent once, and the server has it once
or not at all; what may be repeated was, and succeeded; and the same client works on.
"""

from __future__ import annotations

import asyncio
import random
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from drivly_leads import (
    ApiError,
    AsyncDrivlyLeads,
    ConnectionFailedError,
    DrivlyLeads,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RequestOptions,
    ServerError,
    TimeoutExceededError,
    UnexpectedResponseError,
)

from . import faults
from . import node as payload_node
from .conftest import Face
from .faults import Fault, Proxy, answered, cut, drip, instead, late

MARGIN = 3.0
"""Seconds that a call may take beyond its limit, on a busy machine."""

HTML = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1>nginx</body></html>"
GARBAGE = bytes(range(256)) * 4
BAD_GATEWAY = answered("502 Bad Gateway", "Content-Type: text/html", body=HTML)


def before_the_head(answer: bytes, head: int) -> int:
    return 0


def in_the_head(answer: bytes, head: int) -> int:
    return head // 2


def in_the_body(answer: bytes, head: int) -> int:
    return (head + len(answer)) // 2


@dataclass(frozen=True)
class Meets:
    """A fault; what a call that is not repeated raises; whether the server has done what it was asked."""

    fault: Fault
    raises: type[ApiError]
    done: bool = False
    repeated: bool = True


ALL = {
    "closed before": Meets(faults.closed, ConnectionFailedError),
    "reset before": Meets(faults.reset, ConnectionFailedError),
    "closed after": Meets(cut(before_the_head), ConnectionFailedError, done=True),
    "reset after": Meets(cut(before_the_head, reset=True), ConnectionFailedError, done=True),
    "closed in the head": Meets(cut(in_the_head), ConnectionFailedError, done=True),
    "reset in the head": Meets(cut(in_the_head, reset=True), ConnectionFailedError, done=True),
    "closed in the body": Meets(cut(in_the_body), ConnectionFailedError, done=True),
    "reset in the body": Meets(cut(in_the_body, reset=True), ConnectionFailedError, done=True),
    "garbage": Meets(instead(GARBAGE), ConnectionFailedError),
    "500, empty": Meets(answered("500 Internal Server Error", done=True), ServerError, done=True),
    "502, HTML": Meets(BAD_GATEWAY, ServerError),
    "503 with a pause": Meets(answered("503 Service Unavailable", "Retry-After: 0"), ServerError),
    "429": Meets(answered("429 Too Many Requests", "Retry-After: 0"), RateLimitError),
    "200, HTML": Meets(
        answered("200 OK", "Content-Type: text/html", body=b"<p>Log in to the Wi-Fi</p>"),
        UnexpectedResponseError,
        repeated=False,
    ),
    "200, empty": Meets(answered("200 OK", done=True), UnexpectedResponseError, done=True, repeated=False),
    "200, half of the JSON": Meets(
        answered("200 OK", "Content-Type: application/json", body=b'{"doc": {"id": 1, "cit'),
        UnexpectedResponseError,
        repeated=False,
    ),
    "200, no gzip": Meets(
        answered("200 OK", "Content-Encoding: gzip", body=GARBAGE), UnexpectedResponseError, repeated=False
    ),
    "204": Meets(answered("204 No Content", done=True), UnexpectedResponseError, done=True, repeated=False),
    "307": Meets(
        answered("307 Temporary Redirect", "Location: http://127.0.0.1:9/"), UnexpectedResponseError, repeated=False
    ),
}
each_fault = pytest.mark.parametrize("meets", ALL.values(), ids=ALL)
REPEATED = {name: meets for name, meets in ALL.items() if meets.repeated}
each_repeated = pytest.mark.parametrize("meets", REPEATED.values(), ids=REPEATED)
each_kind = pytest.mark.parametrize(
    "name", ["reset before", "reset after", "closed in the body", "500, empty", "502, HTML", "429"]
)
with_and_without_deadline = pytest.mark.parametrize("shared", ["sync", "sync with a deadline", "async"], indirect=True)


@pytest.fixture(scope="module")
def between(server: payload_node.Server) -> Iterator[Proxy]:
    url = urlsplit(server.url)
    assert url.hostname and url.port
    with faults.proxy(url.hostname, url.port, url.path) as proxy:
        yield proxy


@pytest.fixture(scope="module", params=["sync", "async"])
def shared(
    request: pytest.FixtureRequest, between: Proxy, server: payload_node.Server, runner: asyncio.Runner
) -> Iterator[Face]:
    """One client for all tests of this file, whose connections meet every fault in turn."""
    settings: dict[str, Any] = {"api_key": server.api_key, "base_url": between.url, "timeout": 20}
    if request.param != "sync":  # in blocking code a deadline is another way of sending
        settings["total_timeout"] = 40
    if request.param == "async":
        asynchronous = AsyncDrivlyLeads(**settings)
        yield Face("async", asynchronous, lambda value: runner.run(_awaited(value)))
        runner.run(asynchronous.aclose())
    else:
        with DrivlyLeads(**settings) as client:
            yield Face("sync", client, lambda value: value)


async def _awaited(value: Any) -> Any:
    return await value


@pytest.fixture
def face(shared: Face, between: Proxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Face]:
    """The pauses before a call is repeated are as short as chance may make them. Afterwards the client works."""
    monkeypatch.setattr(random, "random", lambda: 0.02)
    between.meet()
    yield shared
    between.meet()
    assert shared.call(shared.client.leads.get, 1, depth=0).first_name == "Seed"
    assert len(between.requests) == 1


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < seconds + MARGIN


@contextmanager
def fails(kind: type[ApiError], secret: str) -> Iterator[None]:
    """What is done within fails with exactly this error, which nowhere shows the secret."""
    with pytest.raises(kind) as failed, in_time(1):
        yield
    error = failed.value
    assert type(error) is kind
    shown = [str(error), repr(error), repr(vars(error)), *traceback.format_exception(error)]
    request = getattr(error.__cause__, "request", None)
    shown += [repr(dict(request.headers)), str(request.url)] if request else []
    assert secret not in "".join(shown)


def matching(raw: httpx.Client, label: str) -> list[dict[str, Any]]:
    """The leads with this label, asked for past the proxy and the client."""
    query: dict[str, Any] = {"where[anonymousId][equals]": label, "depth": 0, "limit": 0, "sort": "firstName"}
    leads: list[dict[str, Any]] = raw.get("leads", params=query).json()["docs"]
    return leads


@pytest.fixture
def lead(raw: httpx.Client, label: str) -> Any:
    return raw.post("leads", json={"anonymousId": label, "city": "Boston"}).json()["doc"]["id"]


# Writes: sent once, done once or not at all ---------------------------------------------------------------------------


@with_and_without_deadline
@each_fault
def test_a_create_is_sent_once(
    face: Face, between: Proxy, raw: httpx.Client, server: payload_node.Server, label: str, meets: Meets
) -> None:
    between.meet(meets.fault)
    with fails(meets.raises, server.api_key):
        face.call(face.client.leads.create, {"anonymous_id": label}, depth=0)
    assert between.requests == ["POST /api/leads?depth=0"]
    assert len(matching(raw, label)) == meets.done


@each_kind
def test_an_update_is_sent_once(
    face: Face, between: Proxy, raw: httpx.Client, server: payload_node.Server, lead: Any, label: str, name: str
) -> None:
    meets = ALL[name]
    between.meet(meets.fault)
    with fails(meets.raises, server.api_key):
        face.call(face.client.leads.update, lead, {"city": "Austin"}, depth=0)
    assert between.requests == [f"PATCH /api/leads/{lead}?depth=0"]
    assert [each["city"] for each in matching(raw, label)] == ["Austin" if meets.done else "Boston"]


def test_with_a_key_that_makes_it_one_request_a_create_is_repeated(
    face: Face, between: Proxy, raw: httpx.Client, label: str
) -> None:
    """The caller says so by the header. This server does not know such keys, so the fault is one before it."""
    between.meet(faults.reset, BAD_GATEWAY)
    options = RequestOptions(headers={"Idempotency-Key": label})
    face.call(face.client.leads.create, {"anonymous_id": label}, depth=0, options=options)
    assert between.requests == ["POST /api/leads?depth=0"] * 3
    assert len(matching(raw, label)) == 1


# Reads and deletions: repeated ----------------------------------------------------------------------------------------


@each_repeated
def test_a_read_is_repeated(face: Face, between: Proxy, meets: Meets) -> None:
    between.meet(meets.fault)
    with in_time(1):
        assert face.call(face.client.leads.get, 1, depth=0).first_name == "Seed"
    assert between.requests == ["GET /api/leads/1?depth=0"] * 2


@each_fault
def test_a_read_that_fails_each_time(face: Face, between: Proxy, server: payload_node.Server, meets: Meets) -> None:
    between.meet(*[meets.fault] * 5)
    with fails(meets.raises, server.api_key):
        face.call(face.client.leads.get, 1, depth=0)
    assert between.requests == ["GET /api/leads/1?depth=0"] * (3 if meets.repeated else 1)


@each_kind
def test_a_deletion_is_repeated(
    face: Face, between: Proxy, raw: httpx.Client, server: payload_node.Server, lead: Any, label: str, name: str
) -> None:
    """One that was done is repeated too, and the server then says that there is no such lead."""
    meets = ALL[name]
    between.meet(meets.fault)
    if meets.done:
        with fails(NotFoundError, server.api_key):
            face.call(face.client.leads.delete, lead, depth=0)
    else:
        assert face.call(face.client.leads.delete, lead, depth=0).doc.id == lead
    assert between.requests == [f"DELETE /api/leads/{lead}?depth=0"] * 2
    assert matching(raw, label) == []


# What a server asks for -----------------------------------------------------------------------------------------------


def test_the_pause_is_the_one_that_is_asked_for(face: Face, between: Proxy) -> None:
    for header, least, most in (
        ("Retry-After: 0", 0.0, 0.0),
        ("retry-after-ms: 300", 0.3, 0.3),
        ("Retry-After: 1", 1.0, 1.0),
        ("Retry-After: Wed, 21 Oct 2015 07:28:00 GMT", 0.0, 0.0),
    ):
        between.meet(answered("429 Too Many Requests", header))
        begun = time.monotonic()
        with in_time(most):
            face.call(face.client.leads.get, 1, depth=0)
        assert time.monotonic() - begun >= least
        assert len(between.requests) == 2


def test_a_date_is_waited_for(face: Face, between: Proxy) -> None:
    date = (datetime.now(UTC) + timedelta(seconds=2)).replace(microsecond=0)
    between.meet(answered("503 Service Unavailable", f"Retry-After: {format_datetime(date, usegmt=True)}"))
    with in_time(2):
        face.call(face.client.leads.get, 1, depth=0)
    assert datetime.now(UTC) >= date
    assert len(between.requests) == 2


@pytest.mark.parametrize("header", ["Retry-After: 3600", "Retry-After: 20", "retry-after-ms: 20000"])
def test_nobody_waits_longer_than_the_deadline(face: Face, between: Proxy, header: str) -> None:
    between.meet(answered("429 Too Many Requests", header))
    with pytest.raises(RateLimitError), in_time(0):
        face.call(face.client.leads.get, 1, options=RequestOptions(total_timeout=2))
    assert len(between.requests) == 1


# Slowness -------------------------------------------------------------------------------------------------------------


@with_and_without_deadline
def test_slow_is_not_broken(face: Face, between: Proxy, raw: httpx.Client, label: str) -> None:
    for fault in (late(0.2), drip(0.01, of=200), drip(0.01, of=200, head=True)):
        between.meet(fault)
        face.call(face.client.leads.create, {"anonymous_id": label}, depth=0)
        assert len(between.requests) == 1
    assert len(matching(raw, label)) == 3


@pytest.mark.parametrize(
    "options",
    [
        RequestOptions(timeout=0.5),
        RequestOptions(timeout=20, total_timeout=0.5),
        RequestOptions(timeout=0.5, total_timeout=20),
    ],
    ids=["timeout", "total timeout", "both"],
)
def test_silence_is_not_waited_for_twice(
    face: Face, between: Proxy, raw: httpx.Client, server: payload_node.Server, label: str, options: RequestOptions
) -> None:
    """Neither of a write nor of a read: a server that is late shall not get the more to do. The write was done."""
    between.meet(late(30))
    with fails(TimeoutExceededError, server.api_key):
        face.call(face.client.leads.create, {"anonymous_id": label}, options=options)
    assert between.requests == ["POST /api/leads"]
    until = time.monotonic() + 10
    while len(matching(raw, label)) != 1:
        assert time.monotonic() < until
    between.meet(late(30))
    with fails(TimeoutExceededError, server.api_key):
        face.call(face.client.leads.count, options=options)
    assert between.requests == ["GET /api/leads/count"]


@pytest.mark.parametrize("fault", [drip(0.05), drip(0.05, head=True)], ids=["body", "head"])
def test_what_drips_ends_at_the_deadline(face: Face, between: Proxy, server: payload_node.Server, fault: Fault) -> None:
    """Though each byte comes soon enough."""
    between.meet(fault)
    begun = time.monotonic()
    with fails(TimeoutExceededError, server.api_key):
        face.call(face.client.leads.get, 1, options=RequestOptions(timeout=5, total_timeout=0.5))
    assert 0.4 < time.monotonic() - begun < 0.5 + MARGIN
    assert between.requests == ["GET /api/leads/1"]


def test_a_server_that_is_always_busy(face: Face, between: Proxy) -> None:
    """The deadline ends it, however many times it might be repeated."""
    between.meet(*[answered("503 Service Unavailable", "retry-after-ms: 350")] * 1000)
    with pytest.raises(ServerError), in_time(1):
        face.call(face.client.leads.get, 1, options=RequestOptions(total_timeout=1, retries=1000))
    assert 2 <= len(between.requests) <= 3, "at 0, 0.35 and 0.7 s: a fourth would be too late"


# Connections that are kept --------------------------------------------------------------------------------------------


def test_a_connection_is_kept_and_one_that_has_ended_is_not_used(
    face: Face, between: Proxy, raw: httpx.Client, label: str
) -> None:
    between.meet(faults.untouched, faults.last)
    for _ in range(2):
        face.call(face.client.leads.create, {"anonymous_id": label}, depth=0)
    assert between.connections <= 1
    time.sleep(0.1)
    face.call(face.client.leads.create, {"anonymous_id": label}, depth=0)
    assert between.connections in (1, 2)
    assert between.requests == ["POST /api/leads?depth=0"] * 3
    assert len(matching(raw, label)) == 3


@pytest.mark.parametrize("fault", [faults.closed, faults.reset])
def test_a_kept_connection_ends_just_when_it_is_used(
    face: Face, between: Proxy, raw: httpx.Client, server: payload_node.Server, label: str, fault: Fault
) -> None:
    """Whether the server has it the client cannot know: it says so, and repeats what may be repeated."""
    face.call(face.client.leads.get, 1, depth=0)
    between.meet(fault)
    with fails(ConnectionFailedError, server.api_key):
        face.call(face.client.leads.create, {"anonymous_id": label}, depth=0)
    assert (between.connections, len(between.requests)) == (0, 1)
    assert matching(raw, label) == []
    face.call(face.client.leads.get, 1, depth=0)
    between.meet(fault)
    face.call(face.client.leads.get, 1, depth=0)
    assert (between.connections, len(between.requests)) == (1, 2)


# Pages ----------------------------------------------------------------------------------------------------------------

NAMES = ["Ann", "Bob", "Cyd", "Dee", "Eve"]


@pytest.fixture(scope="module")
def people(raw: httpx.Client) -> str:
    label = f"faults-{time.time_ns()}"
    for name in NAMES:
        assert raw.post("leads", json={"firstName": name, "anonymousId": label}).status_code == 201
    return label


@each_kind
def test_a_list_loses_and_doubles_nothing(face: Face, between: Proxy, people: str, name: str) -> None:
    fault = ALL[name].fault
    between.meet(faults.untouched, fault, faults.last, fault)
    where = {"anonymousId": {"equals": people}}
    with in_time(1):
        leads = face.all(face.client.leads.list(where=where, sort="firstName", limit=2, depth=0))
    assert [lead.first_name for lead in leads] == NAMES
    assert [httpx.URL(sent.partition(" ")[2]).params.get("page") for sent in between.requests] == [
        None,
        "2",
        "2",
        "3",
        "3",
    ]


def test_a_list_that_breaks_has_given_what_it_had(face: Face, between: Proxy, people: str) -> None:
    between.meet(faults.untouched, *[BAD_GATEWAY] * 3)
    pager = face.client.leads.list(where={"anonymousId": {"equals": people}}, sort="firstName", limit=2, depth=0)
    found: list[str] = []

    async def collect() -> None:
        async for lead in pager:
            found.append(lead.first_name)

    with pytest.raises(ServerError, match="502 Bad Gateway"):
        if face.flavour == "async":
            face.finish(collect())
        else:
            found.extend(lead.first_name for lead in pager)
    assert found == NAMES[:2]
    assert len(between.requests) == 4


# Users who log in -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def token(raw: httpx.Client) -> str:
    """As Payload gives it to a user who logs in: a JWT."""
    login = {"email": "agent@example.com", "password": "correct-horse-battery"}
    given: str = raw.post("users/login", json=login).json()["token"]
    assert given.count(".") == 2
    return given


def with_token(face: Face, token: str) -> Face:
    """The same client, whose calls carry the token and not the key."""
    options = RequestOptions(headers={"Authorization": f"JWT {token}"})
    return Face(face.flavour, face.client.with_options(options), face.finish)


def test_a_user_who_has_logged_in(face: Face, between: Proxy, raw: httpx.Client, label: str, token: str) -> None:
    user = with_token(face, token)
    leads = user.client.leads
    created = user.call(leads.create, {"anonymous_id": label}, depth=0).doc
    between.meet(faults.reset)
    assert user.call(leads.get, created.id, depth=0).anonymous_id == label
    assert len(between.requests) == 2
    assert user.call(leads.update, created.id, {"city": "Austin"}, depth=0).doc.city == "Austin"
    where = {"anonymousId": {"equals": label}}
    assert [lead.id for lead in user.all(leads.list(where=where, depth=0))] == [created.id]
    assert user.call(leads.delete, created.id, depth=0).doc.id == created.id
    assert matching(raw, label) == []


def test_a_token_alone_is_enough(
    face: Face, between: Proxy, token: str, monkeypatch: pytest.MonkeyPatch, runner: asyncio.Runner
) -> None:
    monkeypatch.delenv("DRIVLY_LEADS_API_KEY", raising=False)
    settings: dict[str, Any] = {"base_url": between.url, "headers": {"Authorization": f"JWT {token}"}}
    if face.flavour == "sync":
        with DrivlyLeads(**settings) as client:
            assert client.leads.get(1, depth=0).first_name == "Seed"
        return

    async def run() -> None:
        async with AsyncDrivlyLeads(**settings) as client:
            assert (await client.leads.get(1, depth=0)).first_name == "Seed"

    runner.run(run())


@pytest.mark.parametrize(
    "fault", [faults.reset, cut(in_the_body), BAD_GATEWAY, instead(GARBAGE)], ids=["reset", "cut", "502", "garbage"]
)
def test_errors_do_not_show_the_token(face: Face, between: Proxy, label: str, token: str, fault: Fault) -> None:
    user = with_token(face, token)
    between.meet(fault)
    with pytest.raises(ApiError) as failed:
        user.call(user.client.leads.create, {"anonymous_id": label})
    with fails(type(failed.value), token):
        raise failed.value


def test_a_wrong_token_and_a_wrong_key(face: Face, token: str) -> None:
    header, claims, _ = token.split(".")
    for wrong in (f"JWT {header}.{claims}.AAAABBBBCCCC", "users API-Key wrong-but-secret"):
        options = RequestOptions(headers={"Authorization": wrong})
        with fails(PermissionDeniedError, wrong.partition(" ")[2]):
            face.call(face.client.leads.get, 1, options=options)


def test_a_gateway_that_shows_the_credential(face: Face, between: Proxy, server: payload_node.Server) -> None:
    """In the text, in the headers, as JSON and not: nothing of it reaches an error."""
    for kind, body in (("text/html", "<p>{}</p>"), ("application/json", '{{"message": "bad: {}"}}')):
        echo = body.format(f"users API-Key {server.api_key}").encode()
        between.meet(answered("400 Bad Request", f"Content-Type: {kind}", f"X-Echo: {server.api_key}", body=echo))
        with pytest.raises(ApiError, match="redacted") as failed:
            face.call(face.client.leads.get, 1)
        shown = [failed.value.text, repr(failed.value.headers), repr(failed.value.body)]  # type: ignore[attr-defined]
        assert server.api_key not in "".join(shown)
        with fails(type(failed.value), server.api_key):
            raise failed.value


# Everything at once ---------------------------------------------------------------------------------------------------


def test_a_storm(face: Face, between: Proxy, raw: httpx.Client, label: str) -> None:
    """Many writes at a time, most of which meet a fault: each that succeeds is there once, the others at most once."""
    chosen = random.Random(5).choices([*ALL.values()], k=30)
    between.meet(*[each for meets in chosen for each in (meets.fault, faults.untouched)])
    names = [f"{number:03}" for number in range(60)]

    def outcome(call: Callable[[], Any]) -> str:
        try:
            return str(call().doc.first_name)
        except ApiError as error:
            return type(error).__name__

    async def create_all() -> list[str]:
        async def one(name: str) -> str:
            try:
                created = await face.client.leads.create({"anonymous_id": label, "first_name": name}, depth=0)
            except ApiError as error:
                return type(error).__name__
            return str(created.doc.first_name)

        return await asyncio.gather(*map(one, names))

    def create(name: str) -> str:
        body = {"anonymous_id": label, "first_name": name}
        return outcome(lambda: face.client.leads.create(body, depth=0))

    if face.flavour == "async":
        outcomes = face.finish(create_all())
    else:
        with ThreadPoolExecutor(8) as threads:
            outcomes = list(threads.map(create, names))
    assert len(between.requests) == 60
    succeeded = [name for name in outcomes if name in names]
    stored = [lead["firstName"] for lead in matching(raw, label)]
    assert len(stored) == len({*stored}) == 30 + sum(meets.done for meets in chosen)
    assert {*succeeded} <= {*stored}
    failures = sorted(outcome for outcome in outcomes if outcome not in names)
    assert failures == sorted(meets.raises.__name__ for meets in chosen)
