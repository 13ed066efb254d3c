"""Credentials that are fetched: functions, and tokens by the client credentials grant, of which one is enough."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from test_runtime_auth import key
from test_runtime_client import GET

from leadsmith.runtime import (
    AsyncClient,
    Attempt,
    Bearer,
    ClientCredentials,
    ConfigurationError,
    Hooks,
    RequestOptions,
    StatusError,
    SyncClient,
    UnauthorizedError,
    UnexpectedResponseError,
    token_source,
)

SECRET = "planted/s3cret+="
VARIABLES = ("SOME_TOKEN", "SOME_CLIENT_ID", "SOME_CLIENT_SECRET")
GIVEN = ClientCredentials("my app", SECRET)


def credential(value: Any = GIVEN, token_url: str = "https://auth.test/oauth/token/?v=1") -> Bearer:
    source: Any = token_source(value, token_url, VARIABLES)
    return Bearer("oauth", argument="token", value=source, variable="SOME_TOKEN")


class Servers:
    """The API and the server that gives its tokens, in one."""

    def __init__(self, *answers: httpx.Response, accepts: Any = lambda token: True) -> None:
        self.answers = list(answers)
        self.accepts = accepts
        self.fetched: list[httpx.Request] = []
        self.tokens: list[str] = []
        self.lock = threading.Lock()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if "oauth" in request.url.path:
            with self.lock:
                self.fetched.append(request)
                if self.answers:
                    answer = self.answers.pop(0)
                    return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
                token = {"access_token": f"token-{len(self.fetched)}", "token_type": "Bearer", "expires_in": 3600}
            return httpx.Response(200, json=token)
        token = request.headers["authorization"].removeprefix("Bearer ")
        self.tokens.append(token)
        return httpx.Response(204 if self.accepts(token) else 401)


def client(flavour: Any, servers: Servers, given: Any = None, **settings: Any) -> Any:
    credentials = (given or credential(),)
    return flavour.client(servers, credentials=credentials, security=(("oauth",),), **settings)


def test_a_token_is_fetched_once(flavour: Any) -> None:
    servers = Servers()
    own = client(flavour, servers, headers={"X-Tenant": "7"})
    for _ in range(3):
        flavour.run(own.send(GET, returns=None, options=RequestOptions(query={"q": 1})))
    assert servers.tokens == ["token-1"] * 3
    (asked,) = servers.fetched
    assert (asked.method, str(asked.url)) == ("POST", "https://auth.test/oauth/token/?v=1")
    assert asked.content == b"grant_type=client_credentials"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert b64decode(asked.headers["authorization"].removeprefix("Basic ")) == b"my+app:planted%2Fs3cret%2B%3D"
    assert "x-tenant" not in asked.headers, "what is for the API is not for another server"


def test_hooks_are_told_of_the_request_for_a_token_and_add_nothing_to_it(flavour: Any) -> None:
    servers, told = Servers(), list[str]()

    def before(attempt: Attempt) -> dict[str, str]:
        told.append(attempt.operation)
        return {"X-Tenant": "7"}

    flavour.run(client(flavour, servers, hooks=Hooks(before=before)).send(GET, returns=None))
    assert told == ["access token", "GET /leads/{id}"]
    assert "x-tenant" not in servers.fetched[0].headers


def test_what_may_be_said_of_a_token(flavour: Any) -> None:
    servers = Servers()
    given = ClientCredentials(
        "my app", SECRET, scopes=("read", "write"), token_url="/oauth/here", in_body=True, parameters={"audience": "us"}
    )
    flavour.run(client(flavour, servers, credential(given)).send(GET, returns=None))
    (asked,) = servers.fetched
    assert str(asked.url) == "https://api.test/oauth/here" and "authorization" not in asked.headers
    assert parse_qs(asked.content.decode()) == {
        "grant_type": ["client_credentials"],
        "audience": ["us"],
        "scope": ["read write"],
        "client_id": ["my app"],
        "client_secret": [SECRET],
    }


def test_from_the_environment(flavour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ConfigurationError, match=r"pass token=\.\.\. or set SOME_TOKEN"):
        flavour.run(client(flavour, Servers(), credential(None)).send(GET, returns=None))
    monkeypatch.setenv("SOME_CLIENT_ID", "id")
    monkeypatch.setenv("SOME_CLIENT_SECRET", "s3cret")
    servers = Servers()
    flavour.run(client(flavour, servers, credential(None)).send(GET, returns=None))
    assert servers.tokens == ["token-1"]
    monkeypatch.setenv("SOME_TOKEN", "ready")
    flavour.run(client(flavour, servers, credential(None)).send(GET, returns=None))
    assert servers.tokens == ["token-1", "ready"]


def test_before_its_end_it_is_fetched_anew(flavour: Any) -> None:
    now = [0.0]
    servers = Servers()
    own = client(flavour, servers, clock=lambda: now[0])
    for at in (0, 3569, 3571, 3600 + 3000):
        now[0] = at
        flavour.run(own.send(GET, returns=None))
    assert servers.tokens == ["token-1", "token-1", "token-2", "token-2"]


@pytest.mark.parametrize("lasting", [8, "8"])
def test_a_token_that_ends_soon(flavour: Any, lasting: Any) -> None:
    now = [0.0]
    answer = httpx.Response(200, json={"access_token": "short", "expires_in": lasting})
    servers = Servers(answer)
    own = client(flavour, servers, clock=lambda: now[0])
    for at in (0, 5, 7):
        now[0] = at
        flavour.run(own.send(GET, returns=None))
    assert servers.tokens == ["short", "short", "token-2"]


def test_one_that_is_refused_is_fetched_anew_once(flavour: Any) -> None:
    servers = Servers(accepts=lambda token: token != "token-1")
    own = client(flavour, servers, retries=0)
    flavour.run(own.send(GET, returns=None))
    flavour.run(own.send(GET, returns=None))
    assert servers.tokens == ["token-1", "token-2", "token-2"]
    servers = Servers(accepts=lambda token: False)
    with pytest.raises(UnauthorizedError):
        flavour.run(client(flavour, servers).send(GET, returns=None))
    assert servers.tokens == ["token-1", "token-2"], "and no third time"


@pytest.mark.parametrize("end", ["1e400", "9" * 4000, '"' + "9" * 5000 + '"', '"²"', "-1e400", "true", "[]", '"soon"'])
def test_an_end_that_makes_no_sense_is_no_crash(flavour: Any, end: str) -> None:
    answer = httpx.Response(200, content=f'{{"access_token": "theirs", "expires_in": {end}}}')
    servers = Servers(answer)
    flavour.run(client(flavour, servers).send(GET, returns=None))
    assert servers.tokens == ["theirs"]


def test_the_server_of_tokens_may_fail(flavour: Any) -> None:
    servers = Servers(httpx.Response(503), httpx.Response(429, headers={"Retry-After": "1"}))
    flavour.run(client(flavour, servers).send(GET, returns=None))
    assert (len(servers.fetched) == 3 and servers.tokens == ["token-1"]) or servers.tokens == ["token-3"]


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        (httpx.Response(401, json={"error": "invalid_client", "error_description": SECRET}), StatusError, "401"),
        (httpx.Response(200, json={"token": "x"}), UnexpectedResponseError, "without an access_token"),
        (httpx.Response(200, json=[]), UnexpectedResponseError, "without an access_token"),
        (httpx.Response(200, text=f"access_token={SECRET}"), UnexpectedResponseError, "without an access_token"),
        (httpx.Response(200, json={"access_token": "a\r\nX: y"}), ConfigurationError, "cannot be sent"),
        (httpx.Response(302, headers={"Location": "https://evil.test"}), UnexpectedResponseError, "302"),
    ],
)
def test_answers_that_are_no_token(
    flavour: Any, answer: httpx.Response, error: Any, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    servers = Servers(answer)
    own = client(flavour, servers, follow_redirects=True)
    with caplog.at_level(logging.DEBUG), pytest.raises(error, match=message) as caught:
        flavour.run(own.send(GET, returns=None))
    shown = f"{caught.value!s} {caught.value!r} {vars(caught.value)} {caplog.text} {own!r} {GIVEN!r}"
    assert SECRET not in shown and "planted" not in shown
    assert servers.tokens == []


def test_many_threads_fetch_one_token() -> None:
    gate = threading.Barrier(8)
    servers = Servers()

    def slow(request: httpx.Request) -> httpx.Response:
        if "oauth" in request.url.path:
            threading.Event().wait(0.05)
        return servers(request)

    http = httpx.Client(transport=httpx.MockTransport(slow))
    own = SyncClient(
        name="x", base_url="https://api.test", http_client=http, credentials=(credential(),), security=(("oauth",),)
    )

    def work(_: int) -> None:
        gate.wait()
        own.send(GET, returns=None)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert len(servers.fetched) == 1 and servers.tokens == ["token-1"] * 8


def test_many_tasks_fetch_one_token() -> None:
    servers = Servers()

    async def slow(request: httpx.Request) -> httpx.Response:
        if "oauth" in request.url.path:
            await asyncio.sleep(0.05)
        return servers(request)

    async def run() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(slow))
        own = AsyncClient(
            name="x", base_url="https://api.test", http_client=http, credentials=(credential(),), security=(("oauth",),)
        )
        await asyncio.gather(*(own.send(GET, returns=None) for _ in range(20)))

    asyncio.run(run())
    assert len(servers.fetched) == 1 and servers.tokens == ["token-1"] * 20


def test_a_task_that_is_cancelled_while_it_fetches_does_not_block_the_others() -> None:
    servers = Servers()

    async def slow(request: httpx.Request) -> httpx.Response:
        if "oauth" in request.url.path:
            await asyncio.sleep(0.05)
        return servers(request)

    async def run() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(slow))
        own = AsyncClient(
            name="x", base_url="https://api.test", http_client=http, credentials=(credential(),), security=(("oauth",),)
        )
        first = asyncio.create_task(own.send(GET, returns=None))
        await asyncio.sleep(0.01)
        second = asyncio.create_task(own.send(GET, returns=None))
        await asyncio.sleep(0.01)
        first.cancel()
        await asyncio.wait_for(second, 5)
        assert first.cancelled()

    asyncio.run(run())
    assert servers.tokens == ["token-1"]


# Functions ------------------------------------------------------------------------------------------------------------


def test_a_function_is_asked_for_each_attempt(flavour: Any) -> None:
    given = iter(["one", "two", "three"])
    sent: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["authorization"])
        return httpx.Response(503 if len(sent) == 1 else 204)

    credentials = (Bearer("oauth", argument="token", value=lambda: next(given), variable="SOME_TOKEN"),)
    own = flavour.client(handler, credentials=credentials, security=(("oauth",),))
    flavour.run(own.send(GET, returns=None))
    flavour.run(own.send(GET, returns=None))
    assert sent == ["Bearer one", "Bearer two", "Bearer three"]


def test_a_function_may_be_async_where_the_client_is() -> None:
    async def token() -> str:
        await asyncio.sleep(0)
        return "late"

    async def run() -> list[str]:
        sent: list[str] = []

        def handler(request: httpx.Request) -> httpx.Response:
            sent.append(request.headers["x-key"])
            return httpx.Response(204)

        http = httpx.AsyncClient(transport=httpx.MockTransport(handler))
        own = AsyncClient(
            name="x",
            base_url="https://api.test",
            http_client=http,
            credentials=(key(token, name="X-Key", prefix=""),),  # type: ignore[arg-type]
            security=(("key",),),
        )
        await own.send(GET, returns=None)
        return sent

    assert asyncio.run(run()) == ["late"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"client_id": 5}, "client_id must be text, not int"),
        ({"client_secret": None}, "client_secret must be text, not NoneType"),
        ({"scopes": "read write"}, "scopes must be a tuple of texts"),
    ],
)
def test_client_credentials_that_cannot_be_meant(given: Any, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        ClientCredentials(**{"client_id": "app", "client_secret": SECRET, **given})


@pytest.mark.parametrize(
    ("gives", "message"), [(None, "gave no text, but NoneType"), ("a\nb", "cannot be sent"), ("", "cannot")]
)
def test_what_a_function_gives_is_checked(flavour: Any, gives: Any, message: str) -> None:
    own = flavour.client(
        lambda request: httpx.Response(204),
        credentials=(Bearer("oauth", argument="token", value=lambda: gives, variable="SOME_TOKEN"),),
        security=(("oauth",),),
    )
    with pytest.raises(ConfigurationError, match=message):
        flavour.run(own.send(GET, returns=None))
    assert flavour.requests == []


def test_what_a_function_gives_is_hidden(flavour: Any) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, json={"message": f"bad {request.headers['authorization']}"})

    own = flavour.client(
        handler,
        credentials=(Bearer("oauth", argument="token", value=lambda: "planted-token", variable="SOME_TOKEN"),),
        security=(("oauth",),),
    )
    with pytest.raises(StatusError) as caught:
        flavour.run(own.send(GET, returns=None))
    assert "planted" not in f"{caught.value} {caught.value.text} {json.dumps(caught.value.body)}"


def test_what_a_function_raises_comes_through(flavour: Any) -> None:
    def token() -> str:
        raise LookupError("the vault is closed")

    own = flavour.client(
        lambda request: httpx.Response(204),
        credentials=(Bearer("oauth", argument="token", value=token, variable="SOME_TOKEN"),),
        security=(("oauth",),),
    )
    with pytest.raises(LookupError, match="the vault is closed"):
        flavour.run(own.send(GET, returns=None))
