"""What clients of other generators were seen to do wrong, each of it done right: tests/cases/defects driven."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from leadsmith.config import client_config
from leadsmith.document import load
from leadsmith.pipeline import build

SPEC = Path(__file__).resolve().parents[1] / "cases" / "defects" / "spec.yaml"
VOICE = {
    "id": "v1",
    "price": 1.5,
    "made": "2026-11-25T12:00:00Z",
    "status": "ready",
    "owner": {"kind": "Person", "name": "Ana"},
}

Handler = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("defects")
    for path, content in build(load(SPEC), client_config(SPEC, package="defects")).files.items():
        target = folder / "defects" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield importlib.import_module("defects")


class Driver:
    """A client, sync or async, over a transport; `requests` has what it sent."""

    def __init__(self, package: Any, asynchronous: bool) -> None:
        self.package = package
        self.asynchronous = asynchronous
        self.requests: list[httpx.Request] = []

    def client(self, handler: Handler, **settings: Any) -> Any:
        def handle(request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            return handler(request)

        transport = httpx.MockTransport(handle)
        kind = self.package.AsyncDefects if self.asynchronous else self.package.Defects
        http: Any = httpx.AsyncClient(transport=transport) if self.asynchronous else httpx.Client(transport=transport)
        return kind(http_client=http, **settings)

    def run(self, result: Any) -> Any:
        if not inspect.isawaitable(result):
            return result

        async def wait() -> Any:
            return await result

        return asyncio.run(wait())

    def items(self, pager: Any) -> list[Any]:
        if not self.asynchronous:
            return list(pager)

        async def collect() -> list[Any]:
            return [item async for item in pager]

        return asyncio.run(collect())


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def driver(package: Any, request: pytest.FixtureRequest) -> Driver:
    return Driver(package, request.param)


def answering(status: int = 200, **content: Any) -> Handler:
    return lambda request: httpx.Response(status, **content)


def test_a_path_value_stays_in_its_segment(driver: Driver) -> None:
    client = driver.client(answering(json=VOICE))
    driver.run(client.voices.get("../admin?x=1#y"))
    assert driver.requests[0].url.raw_path == b"/v2/voices/..%2Fadmin%3Fx%3D1%23y"
    for wrong in ("..", ".", ""):
        with pytest.raises(driver.package.InvalidRequestError, match=r"^path\.id"):
            driver.run(client.voices.get(wrong))
    assert len(driver.requests) == 1


@pytest.mark.parametrize("failure", [429, 500, 502, 503, "cut"])
def test_a_post_is_sent_once(driver: Driver, failure: Any) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if failure == "cut":
            raise httpx.ReadError("cut", request=request)
        return httpx.Response(failure, headers={"Retry-After": "0"})

    with pytest.raises(driver.package.ApiError):
        driver.run(driver.client(handler, retries=5).voices.create({"name": "a"}))
    assert len(driver.requests) == 1


@pytest.mark.parametrize(
    ("status", "error"), [(429, "RateLimitError"), (500, "ServerError"), (502, "ServerError"), (404, "NotFoundError")]
)
def test_a_refusal_is_an_error_and_never_none(driver: Driver, status: int, error: str) -> None:
    client = driver.client(answering(status, html="<html><h1>Bad Gateway</h1></html>"), retries=0)
    with pytest.raises(getattr(driver.package, error), match=f"^{status} .*Bad Gateway") as caught:
        driver.run(client.voices.get("v1"))
    assert caught.value.status == status


def test_a_cookie_a_header_and_styles_are_sent(driver: Driver) -> None:
    client = driver.client(answering(json=VOICE))
    driver.run(
        client.voices.get(
            "v1",
            session="s1",
            x_request="123e4567-e89b-12d3-a456-426614174000",
            sizes=["a", "b"],
            words=["c", "d"],
            filter={"status": "ready"},
        )
    )
    (sent,) = driver.requests
    assert sent.headers["cookie"] == "session=s1"
    assert sent.headers["x-request"] == "123e4567-e89b-12d3-a456-426614174000"
    assert sent.url.query == b"sizes=a%7Cb&words=c%20d&filter%5Bstatus%5D=ready"


def test_a_server_with_variables_stays_the_first(driver: Driver) -> None:
    for settings, host, path in [
        ({}, "eu.api.test", "/v2/voices/v1"),
        ({"region": "us", "version": "3"}, "us.api.test", "/v3/voices/v1"),
        ({"environment": "sandbox"}, "sandbox.test", "/voices/v1"),
    ]:
        driver.run(driver.client(answering(json=VOICE), **settings).voices.get("v1"))
        assert (driver.requests[-1].url.host, driver.requests[-1].url.path) == (host, path)


def test_what_the_document_does_not_list_survives(driver: Driver) -> None:
    unknown = {**VOICE, "status": "archived", "owner": {"kind": "Robot", "model": 7}, "extra": [1]}
    voice = driver.run(driver.client(answering(json=unknown)).voices.get("v1"))
    models = importlib.import_module("defects.models")
    assert voice.status == "archived" and isinstance(voice.owner, driver.package.UnknownVariant)
    assert not isinstance(voice.owner, models.Person | models.Company)
    assert json.loads(voice.model_dump_json(exclude_unset=True)) == unknown


def test_a_known_variant_is_its_class(driver: Driver) -> None:
    company = {**VOICE, "owner": {"kind": "Company", "number": 7}}
    voice = driver.run(driver.client(answering(json=company)).voices.get("v1"))
    assert type(voice.owner).__name__ == "Company" and voice.owner.number == 7


def test_types_do_not_lie(driver: Driver) -> None:
    found: list[Any] = []
    hooks = driver.package.Hooks(mismatch=found.append)
    wrong = {"id": "v1", "made": "not a date", "price": 1, "status": "ready"}
    voice = driver.run(driver.client(answering(json=wrong), hooks=hooks).voices.get("v1"))
    assert [each.pointer for each in found] == ["/made"]
    assert not hasattr(voice, "made") and voice.model_extra == {"made": "not a date"} and voice.price == 1
    missing = driver.run(driver.client(answering(json={"id": "v1"})).voices.get("v1"))
    with pytest.raises(AttributeError, match="'price' of this Voice is not there"):
        _ = missing.price


def test_an_endless_last_page_ends(driver: Driver) -> None:
    page = {"docs": [VOICE], "hasNextPage": True, "nextPage": 2}
    client = driver.client(answering(json=page))
    with pytest.raises(driver.package.UnexpectedResponseError, match="already read"):
        driver.items(client.voices.list())
    assert len(driver.requests) == 2


def test_retry_after_zero_is_no_pause(driver: Driver) -> None:
    left = [httpx.Response(429, headers={"Retry-After": "0"}), httpx.Response(200, json=VOICE)]
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    client = driver.client(lambda request: left.pop(0))
    client._sleep = sleep if driver.asynchronous else slept.append
    assert driver.run(client.voices.get("v1")).id == "v1"
    assert slept == [0.0]


def test_unset_null_and_a_value_are_three_things(driver: Driver) -> None:
    client = driver.client(answering(201, json=VOICE))
    driver.run(client.voices.create({"name": "a"}))
    driver.run(client.voices.create({"name": "a", "note": None}))
    assert [sent.content for sent in driver.requests] == [b'{"name":"a"}', b'{"name":"a","note":null}']
    with pytest.raises(driver.package.InvalidRequestError, match=r"^body\.tag: must not be null"):
        driver.run(client.voices.create({"name": "a", "tag": None}))


def test_events_come_typed_and_one_by_one(driver: Driver) -> None:
    text = "".join(f"data: {json.dumps({**VOICE, 'id': name})}\n\n" for name in ("a", "b"))
    client = driver.client(answering(text=text, headers={"Content-Type": "text/event-stream"}))
    if driver.asynchronous:

        async def collect() -> list[Any]:
            return [each.id async for each in await client.voices.follow("v1")]

        assert asyncio.run(collect()) == ["a", "b"]
    else:
        assert [each.id for each in client.voices.follow("v1")] == ["a", "b"]


def test_an_answer_that_is_no_json_says_what_it_is(driver: Driver) -> None:
    for content in ({"html": "<p>Hello</p>"}, {"text": ""}):
        with pytest.raises(driver.package.UnexpectedResponseError, match=r"text/html|no body"):
            driver.run(driver.client(answering(**content)).voices.get("v1"))
