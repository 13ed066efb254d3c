"""Credentials: sent where they belong, named when they are missing, and never shown."""

from __future__ import annotations

import base64
import gc
import logging
import pickle
import traceback
import warnings
from typing import Any

import httpx
import pytest

from leadsmith.runtime import (
    ApiError,
    ApiKey,
    Basic,
    Bearer,
    ConfigurationError,
    ConnectionFailedError,
    Request,
    RequestOptions,
    StatusError,
    SyncClient,
    UnexpectedResponseError,
)

GET = Request("GET", "/leads", query={"q": 1})
KEY = "planted-k3y/+=with specials"
BASIC = base64.b64encode(b"ana:planted:pass").decode()


def key(value: str | None = KEY, **changes: Any) -> ApiKey:
    fields: dict[str, Any] = {"place": "header", "name": "Authorization", "prefix": "users API-Key", **changes}
    return ApiKey("key", argument="api_key", value=value, variable="SOME_API_KEY", **fields)


def bearer(value: str | None = "tok3n") -> Bearer:
    return Bearer("bearer", argument="token", value=value, variable="SOME_TOKEN")


def basic(user: str | None = "ana", password: str | None = "planted:pass") -> Basic:
    return Basic(
        "basic", arguments=("username", "password"), values=(user, password), variables=("SOME_USER", "SOME_PASSWORD")
    )


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SOME_API_KEY", "SOME_TOKEN", "SOME_USER", "SOME_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def ok(request: httpx.Request) -> httpx.Response:
    return httpx.Response(204)


def sent(
    flavour: Any, *credentials: Any, security: Any = (("key",),), request: Request = GET, **kwargs: Any
) -> httpx.Request:
    flavour.send(ok, request, None, kwargs.pop("options", None), credentials=credentials, security=security, **kwargs)
    return flavour.requests[-1]


def test_a_key_in_each_place(flavour: Any) -> None:
    assert sent(flavour, key("k")).headers["authorization"] == "users API-Key k"
    assert sent(flavour, key("k", name="X-Key", prefix="")).headers["x-key"] == "k"
    in_query = sent(flavour, key("k&admin=1", place="query", name="key", prefix=""))
    assert in_query.url.query == b"q=1&key=k%26admin%3D1" and "authorization" not in in_query.headers
    assert sent(flavour, key("k==", place="cookie", name="sid", prefix="")).headers["cookie"] == "sid=k=="
    both = Request("GET", "/x", cookies={"lang": "es"})
    assert (
        sent(flavour, key("k", place="cookie", name="sid", prefix=""), request=both).headers["cookie"]
        == "lang=es; sid=k"
    )


def test_bearer_and_basic(flavour: Any) -> None:
    assert sent(flavour, bearer(), security=(("bearer",),)).headers["authorization"] == "Bearer tok3n"
    assert sent(flavour, basic(), security=(("basic",),)).headers["authorization"] == f"Basic {BASIC}"
    umlaut = sent(flavour, basic("jö", ""), security=(("basic",),)).headers["authorization"]
    assert base64.b64decode(umlaut.removeprefix("Basic ")).decode() == "jö:"


def test_from_the_environment_at_construction(flavour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "from-env")
    credential = key(None)
    monkeypatch.setenv("SOME_API_KEY", "later")
    assert sent(flavour, credential).headers["authorization"] == "users API-Key from-env"
    assert sent(flavour, key("argument")).headers["authorization"] == "users API-Key argument"


def test_what_is_missing_is_named_before_anything_is_sent(flavour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "")
    for nothing in (key(None), key("")):
        with pytest.raises(ConfigurationError, match=r"pass api_key=\.\.\. or set SOME_API_KEY"):
            sent(flavour, nothing)
    with pytest.raises(ConfigurationError) as caught:
        sent(flavour, key(None), bearer(None), basic("ana", None), security=(("key", "bearer"), ("basic",)))
    assert str(caught.value) == (
        "This call needs a credential: pass api_key=... or set SOME_API_KEY, and pass token=... or set SOME_TOKEN; "
        "or pass username=... or set SOME_USER and pass password=... or set SOME_PASSWORD"
    )
    with pytest.raises(ConfigurationError, match="the scheme 'oauth' is not supported"):
        sent(flavour, key(), security=(("oauth",),))
    assert flavour.requests == []
    assert "authorization" not in sent(flavour, key(), security=()).headers


def test_alternatives(flavour: Any) -> None:
    other = key("k", name="X-Key", prefix="")
    either = (("bearer",), ("key",))
    assert "x-key" not in sent(flavour, other, bearer(), security=either).headers
    assert sent(flavour, other, bearer(None), security=either).headers["x-key"] == "k"
    together = sent(flavour, other, bearer(), security=(("key", "bearer"),)).headers
    assert (together["x-key"], together["authorization"]) == ("k", "Bearer tok3n")
    optional = ((), ("bearer",))
    assert sent(flavour, bearer(), security=optional).headers["authorization"] == "Bearer tok3n"
    assert "authorization" not in sent(flavour, bearer(None), security=optional).headers


def test_an_operation_has_its_own_security(flavour: Any) -> None:
    assert "authorization" not in sent(flavour, key(None), request=Request("GET", "/x", security=())).headers
    own = Request("GET", "/x", security=(("bearer",),))
    assert sent(flavour, key(), bearer(), request=own).headers["authorization"] == "Bearer tok3n"


def test_several_schemes_on_one_header(flavour: Any) -> None:
    together = (("key", "bearer", "basic"),)
    assert sent(flavour, key(None), bearer(), basic(), security=together).headers["authorization"] == "Bearer tok3n"


def test_a_header_by_hand_wins(flavour: Any) -> None:
    by_hand = {"authorization": "JWT abcdef"}
    assert sent(flavour, key(), options=RequestOptions(headers=by_hand)).headers.get_list("authorization") == [
        "JWT abcdef"
    ]
    assert sent(flavour, key(None), headers=by_hand).headers["authorization"] == "JWT abcdef"
    assert sent(flavour, security=(("oauth",),), headers=by_hand).headers["authorization"] == "JWT abcdef"


def test_an_async_function_is_for_async_clients() -> None:
    async def token() -> str:
        raise AssertionError("nobody awaits it")

    own = SyncClient(
        name="x",
        base_url="https://api.test",
        credentials=(Bearer("oauth", argument="token", value=token, variable="SOME_TOKEN"),),
        security=(("oauth",),),
    )
    with warnings.catch_warnings(record=True) as seen:
        with pytest.raises(ConfigurationError, match="'oauth' is async: only the async client awaits it"):
            own.send(GET, returns=None)
        gc.collect()
    assert seen == []


@pytest.mark.parametrize("wrong", [5, b"key", 0, ["key"]])
def test_a_credential_is_text(wrong: Any) -> None:
    for make, argument in ((key, "api_key"), (bearer, "token"), (basic, "username")):
        with pytest.raises(ConfigurationError, match=f"^{argument} must be text, not {type(wrong).__name__}$"):
            make(wrong)
    with pytest.raises(ConfigurationError, match=r"^password must be text, not "):
        basic("ana", wrong)


def test_the_auth_of_a_users_http_client(flavour: Any) -> None:
    http = flavour.http(ok, auth=("their", "own"))
    assert sent(flavour, key(), http_client=http).headers["authorization"] == f"users API-Key {KEY}"
    assert sent(flavour, security=(), http_client=http).headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize("value", ["a\nb", "a\r\nX: y", "k\n", " k", "k ", "ké", "k\0"])
def test_a_key_that_cannot_be_sent_is_refused_without_showing_it(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match=r"^api_key holds a line break") as caught:
        key(value)
    assert value not in str(caught.value)
    if "\0" not in value:
        monkeypatch.setenv("SOME_API_KEY", value)
        with pytest.raises(ConfigurationError, match=r"^SOME_API_KEY holds"):
            key(None)


def test_other_credentials_that_cannot_be_sent() -> None:
    with pytest.raises(ConfigurationError):
        key("a;b", place="cookie")
    with pytest.raises(ConfigurationError, match="username must not contain a colon"):
        basic("a:b")
    with pytest.raises(ConfigurationError):
        basic("a", "b\n")


# Never shown ----------------------------------------------------------------------------------------------------------


def echo(request: httpx.Request) -> httpx.Response:
    """A server that tells everything it was told."""
    told = f"{request.url} {dict(request.headers)}"
    headers = {"X-Echo": request.headers.get("authorization", ""), "Set-Cookie": "session=s3ssion-of-the-user"}
    return httpx.Response(403, headers=headers, json={"message": told, "raw": request.headers.get("x-key", "")})


def html(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, html=f"<p>{request.url} {dict(request.headers)}")


def redirect(request: httpx.Request) -> httpx.Response:
    key = request.headers.get("authorization", "").split(" ")[-1]
    return httpx.Response(302, headers={"Location": f"https://other.test/{key}?{request.url.query.decode()}"})


def wrong(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"seen": f"{dict(request.headers)}"})


def cut(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError(f"failed: {request.url} {dict(request.headers)}", request=request)


CREDENTIALS = {
    "header": key("planted-k3y"),
    "own header": key("planted-k3y", name="X-Key", prefix=""),
    "query": key("planted-k3y", place="query", name="key", prefix=""),
    "query, encoded": key(KEY, place="query", name="key", prefix=""),
    "cookie": key("planted-k3y", place="cookie", name="sid", prefix=""),
    "bearer": Bearer("key", argument="token", value="planted-k3y", variable="X"),
    "basic": Basic("key", arguments=("u", "p"), values=("ana", "planted:pass"), variables=("X", "Y")),
}


@pytest.mark.parametrize("credential", CREDENTIALS.values(), ids=CREDENTIALS)
@pytest.mark.parametrize("handler", [echo, html, redirect, wrong, cut])
def test_no_secret_is_shown(flavour: Any, credential: Any, handler: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)  # of every logger: httpx writes a line for each request
    client = flavour.client(handler, credentials=(credential,), security=(("key",),), retries=1)
    with pytest.raises((StatusError, UnexpectedResponseError, ConnectionFailedError)) as caught:
        flavour.run(client.send(GET, returns=list[int]))
    assert any(
        part in repr([(sent.url.raw_path, sent.headers.raw) for sent in flavour.requests])
        for part in ("planted", BASIC)
    )
    error = caught.value
    shown = [repr(client), repr(credential), repr(error), str(error), error.request.url, error.request.headers.raw]
    shown += [pickle.dumps(error), vars(error), "".join(traceback.format_exception(error))]
    if isinstance(error, StatusError):
        shown += [error.text, error.body, error.headers.raw, error.response.content, error.response.request.headers.raw]
    if isinstance(error.__cause__, httpx.RequestError):
        shown += [error.__cause__.request.url, error.__cause__.request.headers.raw]
    shown += [record.getMessage() for record in caplog.records] + [request.url for request in flavour.requests]
    if handler is not cut:
        assert [record for record in caplog.records if record.name == "httpx"]
    assert len([record for record in caplog.records if record.name.startswith("leadsmith.runtime")]) >= 1
    for each in shown:
        for secret in ("planted", BASIC, "s3ssion"):
            assert secret not in (each.decode("latin-1") if isinstance(each, bytes) else repr(each)), each


def test_a_secret_header_by_hand_is_not_shown_either(flavour: Any) -> None:
    with pytest.raises(ApiError) as caught:
        flavour.send(echo, GET, None, RequestOptions(headers={"X-Api-Key": "planted-k3y"}))
    assert b"planted" not in pickle.dumps(caught.value)
    assert "planted" not in repr(RequestOptions(headers={"X-Api-Key": "planted-k3y"}))


def test_the_query_is_not_in_messages_and_its_key_not_in_the_request(flavour: Any) -> None:
    with pytest.raises(StatusError) as caught:
        flavour.send(echo, GET, None, credentials=(CREDENTIALS["query"],), security=(("key",),))
    assert str(caught.value).startswith("403 Forbidden: GET https://api.test/v1/leads: ")
    assert str(caught.value.request.url) == "https://api.test/v1/leads?q=1&key=redacted"
