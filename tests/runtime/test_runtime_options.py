"""Options of a client, of a view of it and of one call; and where redirects lead, without what must not go there."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from test_runtime_auth import basic, bearer, key
from test_runtime_client import GET, OK, answering

from leadsmith.runtime import (
    ConfigurationError,
    ConnectionFailedError,
    NextLink,
    Request,
    RequestOptions,
    Server,
    UnexpectedResponseError,
    Variable,
)
from leadsmith.runtime import json as json_body


def test_options_of_a_call(flavour: Any) -> None:
    options = RequestOptions(query={"trace": 1, "tag": ["a b", "c"]}, base_url="https://other.test/v2/", timeout=3)
    flavour.send(answering(OK), Request("GET", "/x", query={"q": "z"}), None, options)
    (sent,) = flavour.requests
    assert str(sent.url) == "https://other.test/v2/x?q=z&trace=1&tag=a%20b&tag=c"
    assert sent.extensions["timeout"]["read"] == 3
    with pytest.raises(ConfigurationError, match="base_url must be an absolute"):
        flavour.send(answering(OK), GET, None, RequestOptions(base_url="elsewhere"))


def test_a_view_of_a_client(flavour: Any) -> None:
    client = flavour.client(answering(httpx.Response(503), OK), headers={"X-A": "client", "X-B": "client"})
    client.resource = object()  # as cached_property keeps it
    view = client.with_options(RequestOptions(headers={"x-b": "view"}, retries=0, query={"v": 1}, timeout=7))
    assert type(view) is type(client) and "resource" not in vars(view) and "resource" in vars(client)
    assert view._connections is client._connections
    narrower = view.with_options(RequestOptions(query={"w": 2}))
    with pytest.raises(Exception, match="503"):
        flavour.run(narrower.send(GET, returns=None, options=RequestOptions(headers={"X-C": "call"})))
    (sent,) = flavour.requests
    assert [sent.headers[name] for name in ("x-a", "x-b", "x-c")] == ["client", "view", "call"]
    assert sent.url.query == b"v=1&w=2" and sent.extensions["timeout"]["read"] == 7
    flavour.run(client.send(GET, returns=None))
    assert flavour.requests[-1].headers["x-b"] == "client" and flavour.requests[-1].url.query == b""


def test_a_view_with_another_http_client(flavour: Any) -> None:
    client = flavour.client(answering(OK))
    http = flavour.http(answering(OK), headers={"X-Theirs": "1"})
    flavour.run(client.with_options(http_client=http).send(GET, returns=None))
    flavour.run(client.send(GET, returns=None))
    assert ["x-theirs" in sent.headers for sent in flavour.requests] == [True, False]


# Redirects ------------------------------------------------------------------------------------------------------------

FOLLOW = RequestOptions(follow_redirects=True)
SECRETS = ("planted-k3y", "tok3n", "planted:pass", "by-hand", "b3tween", "s3ssion")
EVERYTHING: dict[str, Any] = {
    "credentials": (
        key("planted-k3y", place="query", name="key", prefix=""),
        key("planted-k3y", place="cookie", name="sid", prefix=""),
        bearer(),
    ),
    "headers": {"X-Api-Token": "by-hand", "X-Tenant": "by-hand"},
}


def moved(location: str, status: int = 302) -> httpx.Response:
    return httpx.Response(status, headers={"Location": location})


@pytest.mark.parametrize(
    "to", ["/v1/there?page=2", "https://api.test/v1/there?page=2", "https://API.test:443/v1/there?page=2"]
)
def test_the_same_origin_gets_all_of_it(flavour: Any, to: str) -> None:
    credentials = (key("planted-k3y", place="query", name="key", prefix=""),)
    flavour.send(
        answering(moved(to), OK), GET, None, FOLLOW, credentials=credentials, security=(("key",),), headers={"X-T": "1"}
    )
    second = flavour.requests[1]
    assert second.url.path == "/v1/there" and second.url.query == b"page=2&key=planted-k3y"
    assert second.headers["x-t"] == "1"


def test_a_key_that_the_server_sends_back_is_there_once(flavour: Any) -> None:
    credentials = (key("planted-k3y", place="query", name="key", prefix=""),)
    flavour.send(
        answering(moved("/v1/there?key=planted-k3y&a=1"), OK),
        GET,
        None,
        FOLLOW,
        credentials=credentials,
        security=(("key",),),
    )
    assert flavour.requests[1].url.query == b"a=1&key=planted-k3y"


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.test/x",
        "http://api.test/v1/x",
        "https://api.test:8443/x",
        "//evil.test/x",
        "https://sub.api.test/",
    ],
)
def test_another_origin_gets_nothing_of_the_caller(flavour: Any, to: str) -> None:
    request = Request("GET", "/x", cookies={"session": "s3ssion"}, headers={"X-Between": "b3tween"})
    for settings in (
        {"credentials": (bearer(),), "security": (("bearer",),)},
        {"credentials": (basic(),), "security": (("basic",),)},
        {"credentials": (key("planted-k3y", place="cookie", name="sid", prefix=""),), "security": (("key",),)},
        {"credentials": (key("planted-k3y", place="query", name="k", prefix=""),), "security": (("key",),)},
        {},
    ):
        flavour.requests.clear()
        http = flavour.http(
            answering(moved(to), OK),
            headers={"Authorization": "by-hand"},
            cookies={"c": "by-hand"},
            params={"p": "by-hand"},
        )
        client = flavour.client(answering(OK), headers={"X-Api-Token": "by-hand"}, http_client=http, **settings)
        flavour.run(client.send(request, returns=None, options=FOLLOW))
        second = flavour.requests[1]
        assert set(second.headers) <= {"host", "accept", "user-agent", "accept-encoding", "connection"}
        assert second.url.query == b"" and not any(secret in repr(second.headers.raw) for secret in SECRETS)


def test_from_there_nothing_comes_back(flavour: Any) -> None:
    handler = answering(moved("https://evil.test/x"), moved("https://api.test/v1/back"), OK)
    flavour.send(handler, GET, None, FOLLOW, credentials=(bearer(),), security=(("bearer",),))
    assert [("authorization" in sent.headers) for sent in flavour.requests] == [True, False, False]


@pytest.mark.parametrize(
    ("method", "status", "becomes", "keeps"),
    [
        ("POST", 301, "GET", False),
        ("POST", 302, "GET", False),
        ("POST", 303, "GET", False),
        ("PUT", 303, "GET", False),
        ("PUT", 301, "PUT", True),
        ("POST", 307, "POST", True),
        ("PATCH", 308, "PATCH", True),
        ("HEAD", 303, "HEAD", False),
    ],
)
def test_methods_and_bodies(flavour: Any, method: str, status: int, becomes: str, keeps: bool) -> None:
    body = None if method == "HEAD" else json_body({"a": 1}, dict[str, Any])
    flavour.send(
        answering(moved("/there", status), httpx.Response(204)), Request(method, "/x", body=body), None, FOLLOW
    )
    second = flavour.requests[1]
    assert (second.method, second.content) == (becomes, b'{"a":1}' if keeps else b"")
    assert ("content-type" in second.headers) is keeps


def test_a_body_never_goes_to_another_origin(flavour: Any) -> None:
    request = Request("POST", "/x", body=json_body({"a": 1}, dict[str, Any]))
    with pytest.raises(UnexpectedResponseError, match=r"points to https://evil\.test/ and is not followed"):
        flavour.send(answering(moved("https://evil.test/", 307), OK), request, None, FOLLOW)
    assert len(flavour.requests) == 1


def test_circles_end(flavour: Any) -> None:
    with pytest.raises(UnexpectedResponseError, match="302 Found points to"):
        flavour.send(answering(moved("/v1/again")), GET, None, FOLLOW)
    assert len(flavour.requests) == 11


@pytest.mark.parametrize("to", ["ftp://api.test/", "https://user:pw@api.test/", "https://", "javascript:alert(1)"])
@pytest.mark.parametrize("options", [FOLLOW, RequestOptions()])
def test_addresses_that_are_not_followed(flavour: Any, to: str, options: RequestOptions) -> None:
    with pytest.raises(
        (UnexpectedResponseError, ConnectionFailedError), match=r"302 Found|RemoteProtocolError"
    ) as caught:
        flavour.send(answering(moved(to)), GET, None, options)
    assert {sent.url.host for sent in flavour.requests} == {"api.test"} and "pw" not in str(caught.value)


def test_an_operation_that_gives_an_address_gives_it(flavour: Any) -> None:
    request = Request("GET", "/x", reads="location")
    assert flavour.send(answering(moved("/there")), request, str, FOLLOW) == "https://api.test/there"
    assert len(flavour.requests) == 1


def test_a_client_that_is_closed_says_so(flavour: Any) -> None:
    client = flavour.client(answering(OK))
    view = client.with_options(RequestOptions(retries=0))
    flavour.run(client.close() if flavour.name == "sync" else client.aclose())
    for one in (client, view):
        with pytest.raises(ConfigurationError, match="the client is closed"):
            flavour.run(one.send(GET, returns=None))
    assert flavour.requests == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"timeout": "3"}, "timeout must be seconds, 0 or more; it is '3'"),
        ({"timeout": -1}, "timeout must be seconds"),
        ({"total_timeout": True}, "total_timeout must be seconds, 0 or more; it is True"),
        ({"timeout": httpx.Timeout(None), "total_timeout": "1"}, "must be seconds, 0 or more; it is '1'"),
        ({"retries": "3"}, "retries must be a whole number, 0 or more; it is '3'"),
        ({"retries": 1.5}, "retries must be a whole number"),
        ({"retries": -1}, "retries must be a whole number"),
        ({"base_url": 7}, "base_url must be text; it is 7"),
        ({"follow_redirects": "no"}, "follow_redirects must be True or False; it is 'no'"),
        ({"headers": "Authorization: x"}, "headers must be a mapping whose keys are text$"),
        ({"headers": {1: "x"}}, "headers must be a mapping whose keys are text$"),
    ],
)
def test_options_that_cannot_be_meant_are_refused_at_once(flavour: Any, options: Any, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        RequestOptions(**options)
    if "base_url" not in options:
        with pytest.raises(ConfigurationError, match=told):
            flavour.client(answering(OK), **options)
    assert not flavour.requests


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"query": "a=1"}, "query must be a mapping whose keys are text"),
        ({"query": None}, "query must be a mapping whose keys are text"),
        ({"headers": None}, "headers must be a mapping whose keys are text"),
        ({"progress": "yes"}, "progress must be a function; it is 'yes'"),
    ],
)
def test_options_of_a_call_that_cannot_be_meant_are_refused_at_once(options: Any, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        RequestOptions(**options)


@pytest.mark.parametrize("options", [{"timeout": 1}, {}, 3])
def test_options_are_request_options(flavour: Any, options: Any) -> None:
    client = flavour.client(answering(OK))
    told = f"options must be RequestOptions\\(...\\), not {type(options).__name__}"
    with pytest.raises(ConfigurationError, match=told):
        flavour.run(client.send(GET, returns=None, options=options))
    with pytest.raises(ConfigurationError, match=told):
        client.with_options(options)
    with pytest.raises(ConfigurationError, match=told):
        client.paginate(GET, returns=dict, items=lambda page: [page], following=lambda page: None, options=options)
    assert not flavour.requests


def test_the_headers_of_a_client_are_copied(flavour: Any) -> None:
    headers = {"X-A": "1"}
    client = flavour.client(answering(OK), headers=headers)
    headers["X-A"] = "2"
    flavour.run(client.send(GET, returns=None))
    assert flavour.requests[0].headers["x-a"] == "1"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"hooks": "x"}, r"hooks must be Hooks\(...\), not str"),
        ({"hooks": {}}, r"hooks must be Hooks\(...\), not dict"),
        ({"base_url": 7}, "base_url is not a URL: Invalid type"),
        (
            {"base_url": None, "servers": {"live": "https://api.test"}, "environment": []},
            "must be one of 'live'; it is",
        ),
    ],
)
def test_arguments_of_a_client_that_cannot_be_meant(flavour: Any, arguments: Any, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        flavour.client(answering(OK), **arguments)


def test_a_reading_mode_is_one_of_three(flavour: Any) -> None:
    with pytest.raises(ConfigurationError, match="reading must be one of 'strict', 'warn', 'tolerant'; it is 'lax'"):
        flavour.client(answering(OK), reading="lax")


def test_a_link_that_has_what_was_added_to_the_query_is_taken_as_it_is(flavour: Any) -> None:
    links = [{"next": "/v1/leads?page=2&tenant=x"}, {"next": None}]
    client = flavour.client(lambda _: httpx.Response(200, json=links.pop(0)))
    pager = client.paginate(
        Request("GET", "/leads"),
        returns=dict[str, str | None],
        items=lambda page: [page],
        following=lambda page: NextLink(page["next"]),
        options=RequestOptions(query={"tenant": "x", "page": 1}),
    )
    assert len(flavour.items(pager)) == 2
    assert [sent.url.query for sent in flavour.requests] == [b"tenant=x&page=1", b"page=2&tenant=x"]


def test_cookies_by_hand_are_beside_those_of_parameters(flavour: Any) -> None:
    request = Request("GET", "/x", cookies={"lang": "de"})
    flavour.send(answering(httpx.Response(204)), request, options=RequestOptions(headers={"Cookie": "mine=1"}))
    assert flavour.requests[0].headers.get_list("cookie") == ["mine=1; lang=de"]


SERVER = Server(
    "https://{region}.api.test:{port}/{base}/v1", {name: Variable("x") for name in ("region", "port", "base")}
)


@pytest.mark.parametrize("given", [{"region": "evil.test/a"}, {"region": "a#"}, {"region": "a\\\\"}])
def test_a_variable_of_a_server_does_not_end_the_name_of_its_host(flavour: Any, given: dict[str, str | None]) -> None:
    with pytest.raises(ConfigurationError, match="it is a part of a host"):
        flavour.client(answering(httpx.Response(204)), base_url=None, servers={None: SERVER}, variables=given)


def test_the_values_of_variables_are_no_templates(flavour: Any) -> None:
    given = {"region": "eu", "port": "8", "base": "a/{port}"}
    client = flavour.client(answering(httpx.Response(204)), base_url=None, servers={None: SERVER}, variables=given)
    assert client._settings.addresses.base_url == "https://eu.api.test:8/a/%7Bport%7D/v1"
    whole = Server("{host}/v1", {"host": Variable(None)})
    client = flavour.client(
        answering(httpx.Response(204)), base_url=None, servers={None: whole}, variables={"host": "http://a.test/b"}
    )
    assert client._settings.addresses.base_url == "http://a.test/b/v1"


def test_a_variable_of_a_server_is_text(flavour: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"'port' in the address .* must be text; it is 5"):
        flavour.client(answering(OK), base_url=None, servers={None: SERVER}, variables={"port": 5})
