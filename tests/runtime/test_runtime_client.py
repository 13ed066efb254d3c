"""Calls on the wire: the bytes that are sent, what is made of each answer, and what is sent again."""

from __future__ import annotations

import asyncio
import copy
import inspect
import json
import pickle
import re
from dataclasses import replace
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter
from runtime_face import ErrorResponse, Lead, LeadList, LeadUpdate, LeadUpdateResponse

from leadsmith import runtime
from leadsmith.runtime import (
    ApiError,
    AsyncClient,
    ClientError,
    ConfigurationError,
    ConnectionFailedError,
    InvalidRequestError,
    Request,
    RequestOptions,
    ServerError,
    StatusError,
    SyncClient,
    TimeoutExceededError,
    UnexpectedResponseError,
)
from leadsmith.runtime import client as client_module
from leadsmith.runtime import json as json_body
from leadsmith.runtime.retry import pause

GET = Request("GET", "/leads/{id}", path={"id": 9}, errors={404: ErrorResponse, "5XX": ErrorResponse})
LEAD = {"id": 9, "notes": None}


def update(body: Any) -> Request:
    return Request(
        "PATCH",
        "/leads/{id}",
        path={"id": "65b2f0"},
        query={"depth": 1, "locale": None},
        body=json_body(body, LeadUpdate),
    )


def answering(*responses: httpx.Response | Exception) -> Any:
    """Each answer in turn, the last one again and again."""
    left = list(responses)

    def handler(request: httpx.Request) -> httpx.Response:
        outcome = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(outcome, Exception):
            raise type(outcome)(str(outcome), request=request)  # type: ignore[call-arg]
        return httpx.Response(outcome.status_code, headers=outcome.headers, content=outcome.content)

    return handler


# What is sent ---------------------------------------------------------------------------------------------------------


def test_the_bytes_of_a_patch(flavour: Any) -> None:
    handler = answering(httpx.Response(200, json={"doc": LEAD, "message": "Updated."}))
    result = flavour.send(handler, update({"process_statuses": "Lost", "notes": None}), LeadUpdateResponse)
    assert isinstance(result, LeadUpdateResponse) and result.message == "Updated." and result.doc.id == 9
    (sent,) = flavour.requests
    assert (sent.method, str(sent.url)) == ("PATCH", "https://api.test/v1/leads/65b2f0?depth=1")
    assert sent.content == b'{"processStatuses":"Lost","notes":null}'
    assert sent.headers["content-type"] == "application/json"
    assert sent.headers["content-length"] == str(len(sent.content))
    assert sent.headers["accept"] == "application/json"
    assert sent.headers["user-agent"] == f"some_api python-httpx/{httpx.__version__}"


def test_no_body_no_content_type(flavour: Any) -> None:
    flavour.send(answering(httpx.Response(200, json=LEAD)), GET, Lead)
    (sent,) = flavour.requests
    assert sent.content == b"" and "content-type" not in sent.headers and "content-length" not in sent.headers


def test_parameters_in_all_places(flavour: Any) -> None:
    request = Request(
        "GET",
        "/a/{x}/b",
        path={"x": "c/d"},
        query={"q": [1, 2]},
        headers={"X-Trace": 7, "X-None": None},
        cookies={"s": "a b"},
    )
    flavour.send(answering(httpx.Response(204)), request)
    (sent,) = flavour.requests
    assert sent.url.raw_path == b"/v1/a/c%2Fd/b?q=1&q=2"
    assert sent.headers["x-trace"] == "7" and "x-none" not in sent.headers
    assert sent.headers["cookie"] == "s=a%20b"


@pytest.mark.parametrize("base", ["https://api.test/v1", "https://api.test/v1/"])
def test_the_path_of_the_base_url_is_kept(flavour: Any, base: str) -> None:
    flavour.send(answering(httpx.Response(204)), GET, base_url=base)
    assert str(flavour.requests[0].url) == "https://api.test/v1/leads/9"


def test_whose_header_wins(flavour: Any) -> None:
    request = Request("GET", "/x", headers={"X-B": "operation", "X-C": "operation"})
    options = RequestOptions(headers={"x-c": "call", "accept": "text/csv"})
    flavour.send(
        answering(httpx.Response(204)),
        request,
        None,
        options,
        headers={"X-A": "client", "X-B": "client", "X-C": "client"},
    )
    (sent,) = flavour.requests
    assert [sent.headers[name] for name in ("x-a", "x-b", "x-c", "accept")] == [
        "client",
        "operation",
        "call",
        "text/csv",
    ]


@pytest.mark.parametrize(
    "headers", [{"X-A": "a\r\nB: c"}, {"X-A": "a\0"}, {"X A": "a"}, {"X-A:": "a"}, {"": "a"}, {"X-A": "é"}]
)
def test_headers_cannot_carry_others(flavour: Any, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidRequestError):
        flavour.send(answering(httpx.Response(204)), GET, None, RequestOptions(headers=headers))
    with pytest.raises(ConfigurationError):
        flavour.client(answering(httpx.Response(204)), headers=headers)
    assert flavour.requests == []


def test_a_wrong_parameter_is_refused_before_anything_is_sent(flavour: Any) -> None:
    with pytest.raises(InvalidRequestError, match=r"^path\.id: "):
        flavour.send(answering(httpx.Response(204)), Request("GET", "/leads/{id}", path={"id": ".."}))
    assert flavour.requests == []


@pytest.mark.parametrize(
    ("base", "message"),
    [
        (None, "names no server: pass base_url"),
        ("/api", "absolute"),
        ("", "absolute"),
        ("ftp://x", "absolute"),
        ("https://", "absolute"),
        ("https://user:s3cret@x/", "must not hold a user"),
        ("https://x/?a=1", "must not hold"),
        ("https://x:port", "not a URL"),
    ],
)
def test_a_base_url_that_cannot_work(flavour: Any, base: str | None, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as caught:
        flavour.client(answering(httpx.Response(204)), base_url=base)
    assert "s3cret" not in str(caught.value)


def test_timeouts(flavour: Any) -> None:
    def limits(options: RequestOptions | None = None, **kwargs: Any) -> Any:
        flavour.send(answering(httpx.Response(204)), GET, None, options, **kwargs)
        return flavour.requests[-1].extensions["timeout"]

    assert limits() == dict.fromkeys(("connect", "read", "write", "pool"), 60.0)
    assert limits(timeout=5)["read"] == 5
    assert limits(timeout=None)["read"] is None
    assert limits(RequestOptions(timeout=0.5), timeout=5)["read"] == 0.5
    assert limits(RequestOptions(timeout=httpx.Timeout(None)))["read"] is None


# Answers --------------------------------------------------------------------------------------------------------------


def test_nothing_is_read_where_nothing_is_described(flavour: Any) -> None:
    for response in (httpx.Response(204), httpx.Response(200, text="<html>"), httpx.Response(202, json={})):
        assert flavour.send(answering(response), GET, None) is None


def test_types_that_are_no_class(flavour: Any) -> None:
    handler = answering(httpx.Response(200, json=[{"id": 1, "new": 2}, 3]))
    first, second = flavour.send(handler, GET, TypeAdapter(list[Lead | int]))
    assert first.model_extra == {"new": 2} and second == 3
    assert flavour.send(answering(httpx.Response(200, json={"a": 1})), GET, dict[str, int]) == {"a": 1}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ('{"id": "é"}'.encode(), "application/json"),
        ('{"id": "é"}'.encode(), "application/problem+json; charset=UTF-8"),
        ('{"id": "é"}'.encode("latin-1"), "application/json; charset=iso-8859-1"),
        (b"\xef\xbb\xbf" + '{"id": "é"}'.encode(), "application/json"),
        (b' \n{"id": "\\u00e9"}\n', None),
    ],
)
def test_json_in_other_clothes(flavour: Any, content: bytes, media_type: str | None) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    assert flavour.send(answering(httpx.Response(200, headers=headers, content=content)), GET, Lead).id == "é"


@pytest.mark.parametrize("content", [b"", b" \n", b"null"])
@pytest.mark.parametrize("status", [200, 204])
def test_an_answer_that_may_be_empty(flavour: Any, status: int, content: bytes) -> None:
    response = httpx.Response(status, content=content)
    returns: TypeAdapter[Any] = TypeAdapter(Lead | None)
    assert flavour.send(answering(response), GET, returns) is None


@pytest.mark.parametrize(
    ("response", "message", "pointer"),
    [
        (
            httpx.Response(200, html="<html><style>p{}</style><h1>Login</h1>"),
            "200 OK is not JSON, but text/html: 'Login'",
            None,
        ),
        (httpx.Response(200), "200 OK has no body, where JSON was expected", None),
        (httpx.Response(200, content=b" \n"), "200 OK has no body", None),
        (httpx.Response(204), "204 No Content has no body", None),
        (
            httpx.Response(200, content=b'{"docs": [', headers={"Content-Type": "application/json"}),
            "is not JSON, but application",
            None,
        ),
        (httpx.Response(200, content=b"\xff\xfe"), "is not JSON, but no content type", None),
        (httpx.Response(200, json=[]), "is not as described: the whole must be an object", ""),
        (httpx.Response(200, json={"docs": [], "nextPage": 1}), "/hasNextPage is missing", "/hasNextPage"),
        (
            httpx.Response(200, json={"docs": [{"id": 1}, {"id": []}], "hasNextPage": False}),
            "/docs/1/id must be",
            "/docs/1/id",
        ),
        (
            httpx.Response(
                200, json={"docs": [{"id": 1, "searches": [2, {"id": 1, "maxMiles": "x"}]}], "hasNextPage": False}
            ),
            "/docs/0/searches/1/maxMiles must be",
            "/docs/0/searches/1/maxMiles",
        ),
        (
            httpx.Response(200, json={"docs": [{"id": 1, "priority": "high"}], "hasNextPage": False}),
            "/docs/0/priority must be one of 1, 2, or must be a valid integer",
            "/docs/0/priority",
        ),
        (
            httpx.Response(302, headers={"Location": "https://u:p@other.test/login?token=x"}),
            "302 Found points to https://other.test/login and is not followed",
            None,
        ),
        (httpx.Response(301, headers={"Location": "/v2"}), "301 Moved Permanently points to /v2", None),
        (httpx.Response(304), "304 Not Modified, where a result was expected", None),
    ],
)
def test_an_answer_that_is_not_what_the_description_says(
    flavour: Any, response: Any, message: str, pointer: str | None
) -> None:
    with pytest.raises(UnexpectedResponseError) as caught:
        flavour.send(answering(response), GET, LeadList, reading="strict")
    error = caught.value
    assert str(error).startswith("GET https://api.test/v1/leads/9: ") and message in str(error)
    assert "token" not in str(error) and "u:p" not in str(error)
    assert error.pointer == pointer
    assert error.response is not None and error.response.status_code == response.status_code
    assert error.response.content == response.content
    assert len(flavour.requests) == 1


def test_a_described_304_is_an_answer(flavour: Any) -> None:
    request = replace(GET, answers={304: None})
    assert flavour.send(answering(httpx.Response(304)), request) is None
    assert flavour.send(answering(httpx.Response(200, json=LEAD)), request, Lead).id == 9
    with pytest.raises(UnexpectedResponseError, match="303 See Other"):
        flavour.send(answering(httpx.Response(303)), request)


@pytest.mark.parametrize(
    ("status", "name", "family"),
    [
        (400, "BadRequestError", ClientError),
        (401, "UnauthorizedError", ClientError),
        (402, "ClientError", ClientError),
        (403, "PermissionDeniedError", ClientError),
        (404, "NotFoundError", ClientError),
        (409, "ConflictError", ClientError),
        (418, "ClientError", ClientError),
        (422, "UnprocessableEntityError", ClientError),
        (429, "RateLimitError", ClientError),
        (499, "ClientError", ClientError),
        (500, "ServerError", ServerError),
        (503, "ServerError", ServerError),
        (599, "ServerError", ServerError),
    ],
)
def test_a_class_for_each_status(flavour: Any, status: int, name: str, family: type[StatusError]) -> None:
    for returns in (Lead, None):
        with pytest.raises(getattr(runtime, name)) as caught:
            flavour.send(answering(httpx.Response(status, headers={"X-Id": "7"})), GET, returns, retries=0)
        error = caught.value
        assert type(error).__name__ == name and isinstance(error, family) and isinstance(error, ApiError)
        assert (error.status, error.headers["x-id"], error.body, error.text) == (status, "7", None, "")


def test_the_body_of_an_error(flavour: Any) -> None:
    def error(status: int, **content: Any) -> StatusError:
        with pytest.raises(StatusError) as caught:
            flavour.send(answering(httpx.Response(status, **content)), GET, Lead, retries=0)
        return caught.value

    found = error(404, json={"errors": [{"message": "Not\nFound", "isOperational": True}]})
    assert isinstance(found.body, ErrorResponse) and found.body.errors[0].message == "Not\nFound"
    assert found.body.errors[0].model_extra == {"isOperational": True}
    assert found.body_as(ErrorResponse) is found.body and found.body_as(Lead) is None
    assert str(found) == "404 Not Found: GET https://api.test/v1/leads/9: Not Found"
    assert isinstance(error(503, json={"errors": []}).body, ErrorResponse), "5XX"
    assert error(404, json={"detail": "nope"}).body == {"detail": "nope"}, "not as described"
    assert str(error(404, json={"detail": "nope"})).endswith(": nope")
    assert error(400, json=["a"]).body == ["a"], "not described"
    nested = {"errors": [{"name": "X", "data": {"errors": [{"message": "inner"}]}, "message": "outer"}]}
    assert str(error(400, json=nested)).endswith(": outer")
    html = error(502, html="<html><head><title>502 Bad Gateway</title></head><body>\x1b[31mnginx</body></html>")
    assert html.body is None and "<title>" in html.text
    assert str(html) == "502 Bad Gateway: GET https://api.test/v1/leads/9: text/html: '502 Bad Gateway [31mnginx'"
    assert str(error(500)) == "500 Internal Server Error: GET https://api.test/v1/leads/9"
    assert len(str(error(500, text="x" * 10_000))) < 400
    assert str(error(400, json={"message": "a" * 10_000})).endswith("…")


def test_the_error_type_of_last_resort(flavour: Any) -> None:
    request = Request("GET", "/x", errors={404: Lead, "default": TypeAdapter(ErrorResponse)})
    with pytest.raises(StatusError) as caught:
        flavour.send(answering(httpx.Response(418, json={"errors": []})), request, Lead)
    assert isinstance(caught.value.body, ErrorResponse)


def test_a_broken_encoding_is_not_a_lost_connection(flavour: Any) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=Chunks(b"not gzip"))

    with pytest.raises(UnexpectedResponseError, match="cannot be decoded"):
        flavour.send(handler, GET, Lead)


class Chunks(httpx.SyncByteStream, httpx.AsyncByteStream):
    def __init__(self, *chunks: bytes) -> None:
        self.chunks = chunks

    def __iter__(self) -> Any:
        yield from self.chunks

    async def __aiter__(self) -> Any:
        for chunk in self.chunks:
            yield chunk


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (httpx.ConnectError("refused"), ConnectionFailedError),
        (httpx.ReadError(""), ConnectionFailedError),
        (httpx.RemoteProtocolError("Server disconnected"), ConnectionFailedError),
        (httpx.ProxyError("x"), ConnectionFailedError),
        (httpx.ConnectTimeout("timed out"), TimeoutExceededError),
        (httpx.ReadTimeout(""), TimeoutExceededError),
        (httpx.PoolTimeout(""), TimeoutExceededError),
    ],
)
def test_no_answer(flavour: Any, raised: Exception, expected: type[Any]) -> None:
    with pytest.raises(expected) as caught:
        flavour.send(answering(raised), update({"notes": "x"}), Lead)
    error = caught.value
    assert type(error) is expected
    assert str(error).startswith("PATCH https://api.test/v1/leads/65b2f0: ") and type(raised).__name__ in str(error)
    assert type(error.__cause__) is type(raised)
    assert (error.request.method, error.request.url.path) == ("PATCH", "/v1/leads/65b2f0")


@pytest.mark.parametrize(
    "make",
    [
        lambda: answering(httpx.Response(404, json={"errors": [{"message": "m"}]})),
        lambda: answering(httpx.Response(200, json={})),
        lambda: answering(httpx.ReadTimeout("")),
        lambda: answering(httpx.ConnectError("x")),
    ],
)
def test_errors_can_be_copied_and_pickled(flavour: Any, make: Any) -> None:
    with pytest.raises(ApiError) as caught:
        flavour.send(make(), GET, Lead, retries=0, reading="strict")
    error = caught.value
    for same in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(same) is type(error) and str(same) == str(error)
        assert same.request.url == error.request.url
        if isinstance(error, StatusError):
            assert (same.status, same.body, same.text) == (error.status, error.body, error.text)


def test_errors_before_sending_can_be_pickled() -> None:
    for error in (InvalidRequestError("body.x", "is wrong"), ConfigurationError("no")):
        same = pickle.loads(pickle.dumps(error))
        assert (type(same), str(same), vars(same)) == (type(error), str(error), vars(error))


# Sent again -----------------------------------------------------------------------------------------------------------

OK = httpx.Response(200, json=LEAD)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "failure",
    [
        *(httpx.Response(status) for status in (408, 429, 500, 502, 503, 504, 520)),
        httpx.ConnectError("x"),
        httpx.ReadError("x"),
        httpx.ConnectTimeout(""),
    ],
)
def test_what_may_be_repeated_is(flavour: Any, method: str, failure: Any) -> None:
    body = json_body({"notes": "x"}, LeadUpdate) if method == "PUT" else None
    assert flavour.send(answering(failure, failure, OK), Request(method, "/x", body=body), Lead).id == 9
    assert len(flavour.requests) == 3
    assert {(sent.method, sent.url, sent.content) for sent in flavour.requests} == {
        (method, flavour.requests[0].url, body.content if body else b"")
    }
    first, second = flavour.slept
    assert 0 <= first <= 0.5 and 0 <= second <= 1


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize(
    "failure", [httpx.Response(429), httpx.Response(503, headers={"Retry-After": "0"}), httpx.ConnectError("x")]
)
def test_a_write_is_never_repeated(flavour: Any, method: str, failure: Any) -> None:
    with pytest.raises(ApiError):
        flavour.send(answering(failure, OK), Request(method, "/x", body=json_body({}, LeadUpdate)), Lead, retries=5)
    assert len(flavour.requests) == 1 and flavour.slept == []


@pytest.mark.parametrize(
    "failure",
    [httpx.Response(501), httpx.Response(409), httpx.Response(400), httpx.ReadTimeout(""), httpx.PoolTimeout("")],
)
def test_what_would_not_help_is_not_repeated(flavour: Any, failure: Any) -> None:
    with pytest.raises(ApiError):
        flavour.send(answering(failure, OK), GET, Lead)
    assert len(flavour.requests) == 1


def test_how_often(flavour: Any) -> None:
    def attempts(options: RequestOptions | None = None, **kwargs: Any) -> int:
        flavour.requests.clear()
        with pytest.raises(ServerError):
            flavour.send(answering(httpx.Response(503)), GET, Lead, options, **kwargs)
        return len(flavour.requests)

    assert attempts() == 3
    assert attempts(retries=0) == 1
    assert attempts(RequestOptions(retries=0)) == 1
    assert attempts(RequestOptions(retries=1), retries=0) == 2


@pytest.mark.parametrize(("asked", "slept"), [("0", [0.0]), ("7", [7.0]), ("60", [60.0])])
def test_the_server_says_when(flavour: Any, asked: str, slept: list[float]) -> None:
    assert flavour.send(answering(httpx.Response(429, headers={"Retry-After": asked}), OK), GET, Lead).id == 9
    assert flavour.slept == slept


def test_the_server_asks_for_too_much(flavour: Any) -> None:
    with pytest.raises(runtime.RateLimitError) as caught:
        flavour.send(answering(httpx.Response(429, headers={"Retry-After": "61"}), OK), GET, Lead)
    assert flavour.slept == [] and caught.value.headers["retry-after"] == "61"


def test_the_pause_grows_and_is_bounded() -> None:
    busy = httpx.Response(503)
    assert [pause(busy, number, 1.0) for number in (0, 1, 2, 3, 4, 5, 10_000)] == [0.5, 1, 2, 4, 8, 8, 8]
    assert pause(busy, 3, 0.0) == 0.0
    for nonsense in ("soon", "-1", "1e9", "9" * 400, "٣", ""):
        assert pause(httpx.Response(503, headers={"Retry-After": nonsense.encode()}), 0, 1.0) == 0.5


# The client of httpx --------------------------------------------------------------------------------------------------


def test_a_users_http_client_is_used_as_it_is_and_stays_open(flavour: Any) -> None:
    http = flavour.http(
        answering(httpx.Response(204)),
        base_url="https://elsewhere.test",
        headers={"X-Theirs": "1", "User-Agent": "theirs"},
        follow_redirects=True,
        timeout=1,
    )
    client = flavour.client(answering(httpx.Response(500)), http_client=http)
    flavour.run(client.send(GET, returns=None))
    (sent,) = flavour.requests
    assert str(sent.url) == "https://api.test/v1/leads/9" and sent.headers["x-theirs"] == "1"
    assert sent.headers["user-agent"].startswith("some_api ")
    assert sent.extensions["timeout"]["read"] == 60
    flavour.run(client.close() if flavour.name == "sync" else client.aclose())
    assert not http.is_closed


def test_what_a_users_http_client_adds_to_all_requests_is_sent_beside_ours(flavour: Any) -> None:
    http = flavour.http(
        answering(httpx.Response(204)),
        params={"tenant": "a b"},
        cookies={"theirs": "1"},
        headers=[("X-Theirs", "1"), ("X-Theirs", "2"), ("Accept", "text/plain"), ("Host", "named.test")],
    )
    client = flavour.client(answering(httpx.Response(500)), http_client=http)
    flavour.run(client.send(replace(GET, query={"q": "a b"}), returns=None))
    (sent,) = flavour.requests
    assert str(sent.url) == "https://api.test/v1/leads/9?q=a%20b&tenant=a+b"
    assert sent.headers.get_list("x-theirs") == ["1", "2"] and sent.headers.get_list("accept") == ["application/json"]
    assert sent.headers.get_list("host") == ["named.test"] and sent.headers["cookie"] == "theirs=1"


def test_what_a_users_http_client_adds_is_not_added_twice(flavour: Any) -> None:
    http = flavour.http(answering(httpx.Response(204)), params={"tenant": "a", "more": "b"})
    client = flavour.client(answering(httpx.Response(500)), http_client=http)
    flavour.run(client.send(replace(GET, url="/leads?tenant=mine", path={}), returns=None))
    assert str(flavour.requests[0].url) == "https://api.test/v1/leads?tenant=mine&more=b"


@pytest.mark.parametrize("value", [None, 1, b"x"])
def test_a_header_that_is_no_text_is_refused(flavour: Any, value: Any) -> None:
    client = flavour.client(answering(OK))
    with pytest.raises(InvalidRequestError, match=rf"^headers.X-A: must be text, not {type(value).__name__}$"):
        flavour.run(client.send(GET, returns=Lead, options=RequestOptions(headers={"X-A": value})))
    assert not flavour.requests


def test_a_cookie_that_is_not_given_leaves_those_that_are_there(flavour: Any) -> None:
    http = flavour.http(answering(httpx.Response(204)), cookies={"theirs": "1"})
    client = flavour.client(answering(httpx.Response(500)), http_client=http)
    flavour.run(client.send(replace(GET, cookies={"session": None}), returns=None))
    assert flavour.requests[0].headers.get_list("cookie") == ["theirs=1"]
    flavour.run(flavour.client(answering(OK)).send(replace(GET, cookies={"session": None}), returns=Lead))
    assert "cookie" not in flavour.requests[-1].headers


def test_an_http_client_of_another_kind_is_refused(flavour: Any) -> None:
    other: Any = httpx.Client() if flavour.name == "async" else httpx.AsyncClient()
    wanted, given = ("AsyncClient", "Client") if flavour.name == "async" else ("Client", "AsyncClient")
    message = f"http_client must be an httpx.{wanted}; it is an httpx.{given}$"
    with pytest.raises(ConfigurationError, match=message):
        flavour.client(answering(OK), http_client=other)
    with pytest.raises(ConfigurationError, match=message):
        flavour.client(answering(OK)).with_options(http_client=other)


def test_redirects_are_not_followed_even_if_the_http_client_would(flavour: Any) -> None:
    http = flavour.http(
        answering(httpx.Response(307, headers={"Location": "https://evil.test/"})), follow_redirects=True
    )
    with pytest.raises(UnexpectedResponseError, match=r"points to https://evil\.test/ and is not followed"):
        flavour.run(flavour.client(answering(OK), http_client=http).send(GET, returns=Lead))
    assert [sent.url.host for sent in flavour.requests] == ["api.test"]


def test_an_own_http_client_is_closed() -> None:
    with SyncClient(name="x", base_url="https://x.test") as client:
        http = client._connections.http
    assert http.is_closed

    async def run() -> bool:
        async with AsyncClient(name="x", base_url="https://x.test") as client:
            http = client._connections.http
        return http.is_closed

    assert asyncio.run(run())


def test_a_real_connection_that_is_refused(flavour: Any) -> None:
    kind = SyncClient if flavour.name == "sync" else AsyncClient
    client: Any = kind(name="x", base_url="http://127.0.0.1:9", retries=0)

    async def send() -> None:
        try:
            await client.send(GET, returns=None)
        finally:
            await client.aclose()

    with pytest.raises(ConnectionFailedError, match=r"^GET http://127\.0\.0\.1:9/leads/9: no answer \(ConnectError"):
        if flavour.name == "sync":
            with client:
                client.send(GET, returns=None)
        else:
            asyncio.run(send())


def test_both_shells_are_the_same_but_for_await() -> None:
    source = inspect.getsource(client_module.AsyncClient)
    for asynchronous, plain in [
        ("AsyncClient", "SyncClient"),
        ("httpx.SyncClient", "httpx.Client"),
        ("AsyncPager", "Pager"),
        ("AsyncStream", "Stream"),
        ("AsyncResponseBody", "ResponseBody"),
        ("several tasks of one event loop", "several threads"),
        ("asyncio code", "blocking code"),
        ("async_lock", "threading.Lock"),
        ("async_sleep", "time.sleep"),
        ("AsyncGenerator", "Generator"),
        ("@asynccontextmanager", "@contextmanager"),
        ("Awaitable[T]", "T"),
        ("Awaitable[object]", "object"),
        ("await awaited(step.function())", "step.function()"),
        ("await awaited(method(*args, **kwargs))", "method(*args, **kwargs)"),
        ("sending_async", "sending"),
        ("awithin", "within"),
        ("async ", ""),
        ("await ", ""),
        ("__aenter__", "__enter__"),
        ("__aexit__", "__exit__"),
        ("aiter_bytes", "iter_bytes"),
        ("aclosing", "closing"),
        ("aclose", "close"),
    ]:
        source = source.replace(asynchronous, plain)
    assert _unwrapped(source) == _unwrapped(inspect.getsource(client_module.SyncClient))


def _unwrapped(source: str) -> str:
    """The tokens, however they are spread over lines."""
    return re.sub(r",(?=[)\]])", "", re.sub(r"\s+", "", source))


def test_a_body_is_checked_when_the_call_is_made() -> None:
    with pytest.raises(InvalidRequestError, match=r"^body\.processStatuses: must be one of"):
        update({"processStatuses": "Lots"})
    assert json.loads(update({}).body.content) == {}  # type: ignore[union-attr]
