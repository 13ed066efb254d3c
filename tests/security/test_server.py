"""A generated client against servers that mean ill, over real connections: whatever comes, an error that the README
names, in time, in little memory, and without a credential in it.

Every error in here is looked through for credentials, see `shown`.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import pickle
import random
import ssl
import time
import traceback
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.security.loopback import Pieces, Server, http, serving

from leadsmith.config import ClientConfig
from leadsmith.document import load
from leadsmith.pipeline import build

SPEC = Path(__file__).with_name("server.yaml")
HEAD, QUESTION, JAR = r"head-s3cret-\"-1", "question-s3cret-2", "jar-s3cret-3"
SECRETS = (HEAD, QUESTION, JAR)
THING = b'{"id":"1"}'
CHUNKED = "Transfer-Encoding: chunked"
Rest = Iterable[bytes | float] | Callable[[], Iterable[bytes | float]]
Act = Callable[[Any], Any]
"""What to do with a client."""


@dataclass(frozen=True)
class Side:
    """The generated package, and which of its clients is meant."""

    name: str
    package: Any

    def client(self, url: str, **settings: Any) -> Any:
        kind = self.package.Hostile if self.name == "sync" else self.package.AsyncHostile
        keys = {"head": HEAD, "question": QUESTION, "jar": JAR}
        return kind(**{**keys, "base_url": url, "retries": 0, "timeout": 5, **settings})

    def do(self, url: str, act: Act, most: int = 50, **settings: Any) -> Any:
        """What `act` gives; at most so many items of a list or stream."""
        return self.alone(url, lambda client: self._all(act(client), most), **settings)

    def save(self, url: str, path: Path, **settings: Any) -> int:
        """Download into the file."""

        async def later(client: Any) -> int:
            async with client.stream_body(client.files.download) as body:
                return int(await body.save(path))

        def now(client: Any) -> int:
            with client.stream_body(client.files.download) as body:
                return int(body.save(path))

        return int(self.alone(url, now if self.name == "sync" else later, **settings))

    def alone(self, url: str, act: Act, **settings: Any) -> Any:
        if self.name == "sync":
            with self.client(url, **settings) as client:
                return act(client)

        async def run() -> Any:
            async with self.client(url, **settings) as client:
                return await act(client)

        return asyncio.run(run())

    def _all(self, given: Any, most: int) -> Any:
        if self.name == "sync":
            return list(islice(given, most)) if type(given).__name__ in ("Stream", "Pager") else given
        return self._all_later(given, most)

    async def _all_later(self, given: Any, most: int) -> Any:
        if type(given).__name__ != "AsyncPager":
            given = await given
        if type(given).__name__ not in ("AsyncStream", "AsyncPager"):
            return given
        items = []
        async for item in given:
            items.append(item)
            if len(items) == most:
                break
        if hasattr(given, "aclose"):
            await given.aclose()
        return items


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("server")
    made = build(load(SPEC), ClientConfig(SPEC, folder, "hostile"))
    assert made.diagnostics == ()
    for name, content in made.files.items():
        path = folder / "hostile" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        # to read the certificates takes ten times as long as a call
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield importlib.import_module("hostile")


@pytest.fixture(params=["sync", "async"])
def side(package: Any, request: pytest.FixtureRequest) -> Side:
    return Side(request.param, package)


def shown(error: Any) -> str:
    """All that an error shows, that is in its pickle, and what it carries."""
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), repr(again)) == (type(error), str(error), repr(error))
    texts = [*traceback.format_exception(error), pickle.dumps(error).decode("latin-1")]
    for part in (getattr(error, "request", None), getattr(error, "response", None)):
        if part is not None:
            texts += [
                repr(part),
                repr(part.headers.raw),
                repr(vars(part)),
                str(part.request.url if part is not error.request else part.url),
            ]
    return "\n".join(texts)


def no_secret(text: str) -> None:
    for secret in SECRETS:
        for form in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1], repr(secret)[1:-1]):
            assert form not in text


@contextmanager
def fails(side: Side, kind: str, words: str = "") -> Iterator[None]:
    """It raises the error of this name, which says this and holds no credential."""
    with pytest.raises(getattr(side.package, kind)) as caught:
        yield
    assert type(caught.value).__name__ == kind
    assert words in str(caught.value)
    assert len(str(caught.value)) < 1000
    no_secret(shown(caught.value))


@contextmanager
def within(seconds: float, bytes_: int = 0) -> Iterator[None]:
    """It ends in this time; if given, Python holds no more bytes for it at once than so many."""
    if bytes_:
        tracemalloc.start()
    begun = time.monotonic()
    try:
        yield
        assert time.monotonic() - begun < seconds
        if bytes_:
            assert tracemalloc.get_traced_memory()[1] < bytes_
    finally:
        tracemalloc.stop()


def get(client: Any) -> Any:
    return client.things.get("1")


def plain(client: Any) -> Any:
    return client.things.plain()


def things(client: Any) -> Any:
    return client.things.list()


def lines(client: Any) -> Any:
    return client.feeds.lines()


def events(client: Any) -> Any:
    return client.feeds.events()


def chunks(client: Any) -> Any:
    return client.feeds.chunks()


def download(client: Any) -> Any:
    return client.files.download()


def pieces(*begin: bytes, then: Rest = ()) -> Callable[[bytes], Pieces]:
    return lambda request: chain(begin, then() if callable(then) else then)


# What is sent ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("%2e%2e", "%252e%252e"),
        ("%2E", "%252E"),
        ("a/b", "a%2Fb"),
        ("/etc/passwd", "%2Fetc%2Fpasswd"),
        ("../..", "..%2F.."),
        ("a\\b", "a%5Cb"),
        ("..\\..", "..%5C.."),
        ("a?b=c#d", "a%3Fb%3Dc%23d"),
        ("a\r\nX: y", "a%0D%0AX%3A%20y"),
        ("a HTTP/1.1", "a%20HTTP%2F1.1"),
        ("a\0b", "a%00b"),
        ("a;b,c@d:e", "a%3Bb%2Cc%40d%3Ae"),
        ("{id}", "%7Bid%7D"),
        ("\u2025\uff0f", "%E2%80%A5%EF%BC%8F"),
        ("...", "..."),
    ],
)
def test_a_path_value_stays_in_its_segment(side: Side, value: str, segment: str) -> None:
    with serving(http(THING)) as server:
        side.do(server.url + "/v1", lambda client: client.things.get(value))
    assert server.lines == [f"GET /v1/things/{segment}?key={QUESTION} HTTP/1.1"]


@pytest.mark.parametrize("value", ["", ".", "..", "\ud800"])
def test_a_path_value_that_cannot_is_refused(side: Side, value: str) -> None:
    with serving(http(THING)) as server, fails(side, "InvalidRequestError"):
        side.do(server.url, lambda client: client.things.get(value))
    assert server.requests == []


BAD = ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\0b"]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("place", ["parameter", "value", "name", "file", "media type", "field"])
def test_no_line_break_or_nul_comes_into_a_header(side: Side, place: str, bad: str) -> None:
    options = side.package.RequestOptions

    def act(client: Any) -> Any:
        if place == "parameter":
            return client.things.get("1", x_trace=bad)
        if place == "value":
            return client.things.get("1", options=options(headers={"X-Mine": bad}))
        if place == "name":
            return client.things.get("1", options=options(headers={bad: "1"}))
        if place == "file":
            return client.files.upload({"file": (bad, b"x")})
        if place == "media type":
            return client.files.upload({"file": ("x", b"x", bad)})
        return client.files.upload({"file": b"x", bad: "1"})

    with serving() as server, fails(side, "InvalidRequestError"):
        side.do(server.url, act)
    assert server.requests == []


@pytest.mark.parametrize("bad", BAD)
def test_settings_take_no_line_break_or_nul(side: Side, bad: str) -> None:
    for settings in ({"headers": {"X-Mine": bad}}, {"headers": {bad: "1"}}, {"head": bad}, {"question": bad}):
        with serving() as server, fails(side, "ConfigurationError"):
            side.do(server.url, get, **settings)
        assert server.requests == []


@pytest.mark.parametrize("bad", [*BAD, 'a; session=other, "b" \\'])
def test_what_can_be_escaped_is(side: Side, bad: str) -> None:
    """The values of cookies, of the query, and of the parts of a form."""
    options = side.package.RequestOptions(query={bad: bad})
    with serving(http(THING)) as server:
        side.do(server.url, lambda client: client.things.get("1", mode=bad, options=options))
        side.do(server.url, lambda client: client.files.upload({"file": ('a"; name="b', b"x"), "note": bad}))
    asked, sent = server.requests
    escaped = quote(bad, safe="-._~")
    assert f"\r\nCookie: mode={escaped}; session={JAR}\r\n".encode() in asked
    assert asked.startswith(f"GET /things/1?{escaped}={escaped}&key={QUESTION} HTTP/1.1\r\n".encode())
    assert b"\r\nX-Evil" not in asked
    head, _, body = sent.partition(b"\r\n\r\n")
    boundary = head.partition(b"boundary=")[2].partition(b"\r\n")[0]
    assert body.count(b"--" + boundary) == 3
    assert b'name="note"\r\n\r\n' + bad.encode() + b"\r\n--" + boundary in body
    assert b'name="file"; filename="a%22; name=%22b"\r\n' in body


# Redirects and links --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
@pytest.mark.parametrize("follow", [False, True])
def test_credentials_stay_at_their_origin(side: Side, status: str, follow: bool) -> None:
    """Another port is another origin; so is one that is reached over our own."""

    def answer(request: bytes) -> list[bytes]:
        there = f"{elsewhere.url}/x?a=1" if b"/here" in request else "/here"
        return [http(b"", f"Location: {there}", "Set-Cookie: session=theirs; Path=/", status=status)]

    with serving(http(THING)) as elsewhere, serving(answer) as server:
        if follow:
            assert side.do(server.url, get, follow_redirects=True).id == "1"
        else:
            with fails(side, "UnexpectedResponseError", "is not followed"):
                side.do(server.url, get)
    assert len(server.requests) == (2 if follow else 1)
    assert all(secret.encode() in request for request in server.requests for secret in SECRETS)
    assert elsewhere.lines == ["GET /x?a=1 HTTP/1.1"][: int(follow)]
    no_secret(b"".join(elsewhere.requests).decode())
    assert b"Cookie" not in b"".join(elsewhere.requests)


def test_a_body_is_not_sent_elsewhere(side: Side) -> None:
    with serving() as elsewhere:
        for status in ("301 x", "302 x", "307 x", "308 x"):
            with serving(http(b"", f"Location: {elsewhere.url}/x", status=status)) as server:
                with suppress(side.package.UnexpectedResponseError):
                    side.do(server.url, lambda client: client.files.upload({"file": b"mine"}), follow_redirects=True)
                assert len(server.requests) == 1
    assert b"mine" not in b"".join(elsewhere.requests)
    no_secret(b"".join(elsewhere.requests).decode())


@pytest.mark.parametrize("endless", [False, True])
def test_redirects_end(side: Side, endless: bool) -> None:
    numbers = iter(range(1000))
    answer = lambda _: [http(b"", f"Location: /{next(numbers) if endless else 'x'}", status="302 Found")]  # noqa: E731
    with serving(answer) as server, fails(side, "UnexpectedResponseError", "302 Found points to"):
        side.do(server.url, get, follow_redirects=True)
    assert len(server.requests) == 11


LOCATIONS = [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/plain,x",
    "ftp://127.0.0.1/x",
    "http://user:password@127.0.0.1:1/",
    "http://@127.0.0.1:1/",
    "http:///x",
    "http://",
    "//",
    "http://[::1",
    "http://[zz]/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:-1/",
    "http://xn--/",
    "http://\xff\xfe/",
    "http://a b/",
    "http://127.0.0.1:1\\@x/",
    "/" + "a" * 70_000,
    "\x01\x7f",
]


@pytest.mark.parametrize("location", LOCATIONS)
@pytest.mark.parametrize("follow", [False, True])
def test_some_places_are_never_gone_to(side: Side, location: str, follow: bool) -> None:
    with serving(http(b"", f"Location: {location}", status="302 Found")) as server:
        kinds = (side.package.UnexpectedResponseError, side.package.ConnectionFailedError)
        with pytest.raises(kinds) as caught:
            side.do(server.url, get, follow_redirects=follow)
        no_secret(shown(caught.value))
    ours = follow and location in ("http:///x", "http://", "//")
    assert len(server.requests) == (11 if ours else 1)


def page(link: Any) -> bytes:
    return http(json.dumps({"items": [{"id": "1"}], "links": {"next": link}}).encode())


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("{elsewhere}/v1/things", "on another server"),
        ("//127.0.0.1:1/v1/things", "on another server"),
        ("https://127.0.0.1/v1/things", "on another server"),
        ("file:///etc/passwd", "on another server"),
        ("javascript:alert(1)", "on another server"),
        ("/other", "leads out"),
        ("/v1/../other", "leads out"),
        ("/v1/%2e%2e/other", "leads out"),
        ("/v1/..%2fother", "leads out"),
        ("/v1/..\\other", "leads out"),
        ("http://[::1", "not a URL"),
        ("http://xn--/", "not a URL"),
        ("/v1/things?a=1", "already read"),
        ("a" * 70_000, "not a URL"),
    ],
)
def test_a_list_goes_nowhere_else_and_ends(side: Side, link: str, words: str) -> None:
    with serving(http(THING)) as elsewhere:
        with (
            serving(page(link.replace("{elsewhere}", elsewhere.url))) as server,
            fails(side, "UnexpectedResponseError", words),
        ):
            side.do(f"{server.url}/v1", things)
        assert 1 <= len(server.requests) <= 2
    assert elsewhere.requests == []


def test_a_link_with_another_user_gets_our_key_at_our_server_alone(side: Side) -> None:
    answer = lambda request: [page(None if b"again" in request else f"{here}/things?again&key=theirs")]  # noqa: E731
    with serving(answer) as server:
        here = server.url.replace("//", "//user:password@")
        assert len(side.do(server.url, things)) == 2
    assert server.lines[1] == f"GET /things?again&key={QUESTION} HTTP/1.1"
    assert b"Authorization" not in server.requests[1]


# Size -----------------------------------------------------------------------------------------------------------------

LIMIT = 1_000_000
BLANKS = b" " * 50_000


def compressed(wbits: int) -> Iterator[bytes]:
    """A hundredth of a percent of what it becomes, for ever."""
    packing = zlib.compressobj(9, zlib.DEFLATED, wbits)
    yield packing.compress(b" ") + packing.flush(zlib.Z_FULL_FLUSH)
    yield from repeat((packing.compress(b" " * 10_000_000) + packing.flush(zlib.Z_FULL_FLUSH)) * 10)


def thrice() -> bytes:
    """100 MB in 400 bytes."""
    data = b"".join(islice(compressed(31), 2))
    for _ in range(2):
        packing = zlib.compressobj(9, zlib.DEFLATED, 31)
        data = packing.compress(data) + packing.flush()
    return data


def endless(*headers: str, kind: str = "application/json", of: Rest) -> Callable[[bytes], Pieces]:
    head = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {kind}", *headers, "", ""])
    return pieces(head.encode(), then=of)


CHUNK = b"%x\r\n%b\r\n" % (len(BLANKS), BLANKS)
LARGE = {
    "until it closes": endless(of=repeat(BLANKS)),
    "with a length": endless("Content-Length: 99999999999999", of=repeat(BLANKS)),
    "chunked": endless(CHUNKED, of=repeat(CHUNK)),
    "in small chunks": endless(CHUNKED, of=repeat((b"3e8\r\n" + b" " * 1000 + b"\r\n") * 50)),
    "gzip": endless("Content-Encoding: gzip", of=partial(compressed, 31)),
    "deflate": endless("Content-Encoding: deflate", of=partial(compressed, 15)),
    "an error": pieces(b"HTTP/1.1 500 No\r\n\r\n", then=repeat(BLANKS)),
    "a redirect": pieces(b"HTTP/1.1 302 No\r\nLocation: /x\r\n\r\n", then=repeat(BLANKS)),
}


@pytest.mark.parametrize("case", LARGE)
def test_an_answer_has_a_limit(side: Side, case: str) -> None:
    """However it comes, and however little of it: no more is held in memory than a few times the limit."""
    words = f"larger than {LIMIT} bytes; response_limit="
    with serving(LARGE[case]) as server, within(20, 20_000_000), fails(side, "UnexpectedResponseError", words):
        side.do(server.url, plain, response_limit=LIMIT)


@pytest.mark.parametrize("encoding", ["gzip, gzip, gzip", "gzip,gzip", "br", "zstd", "gzip, br", "GZIP, Deflate"])
@pytest.mark.parametrize("act", [plain, lines, events])
def test_what_could_become_a_million_times_as_much_is_not_decompressed(side: Side, encoding: str, act: Act) -> None:
    kind = {plain: "application/json", lines: "application/x-ndjson", events: "text/event-stream"}[act]
    bomb = http(thrice(), f"Content-Encoding: {encoding}", kind=kind)
    with serving(bomb) as server, within(5, 5_000_000), fails(side, "UnexpectedResponseError", "not asked for"):
        side.do(server.url, act)
    assert b"\r\nAccept-Encoding: gzip, deflate\r\n" in server.requests[0]


def test_neither_is_a_download(side: Side, tmp_path: Path) -> None:
    bomb = http(thrice(), "Content-Encoding: gzip, gzip, gzip")
    with serving(bomb) as server, within(5, 5_000_000), fails(side, "UnexpectedResponseError", "not asked for"):
        side.save(server.url, tmp_path / "file")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no gzip", b"\x1f\x8b\x08"])
def test_bytes_that_are_not_compressed_as_said(side: Side, content: bytes) -> None:
    with serving(http(content, "Content-Encoding: gzip")) as server, fails(side, "UnexpectedResponseError"):
        side.do(server.url, get)


LARGE_ITEMS = {
    "a line": (lines, "application/x-ndjson", repeat(BLANKS)),
    "a line in bytes": (lines, "application/x-ndjson", repeat(b"1" * 10)),
    "a line of an event": (events, "text/event-stream", repeat(BLANKS)),
    "an event": (events, "text/event-stream", repeat(b"data: x\n" * 10_000)),
    "an event of nothing": (chunks, "text/event-stream", repeat(b"data\n" * 10_000)),
    "an id": (events, "text/event-stream", lambda: chain([b"id: 7\ndata: 1\n\nid: "], repeat(BLANKS))),
}


@pytest.mark.parametrize("case", LARGE_ITEMS)
def test_an_item_of_a_stream_has_a_limit(side: Side, case: str) -> None:
    act, kind, rest = LARGE_ITEMS[case]
    words, answer = "an item is larger than 100000 bytes; response_limit=", endless(kind=kind, of=rest)
    with serving(answer) as server, within(20, 20_000_000), fails(side, "UnexpectedResponseError", words):
        side.do(server.url, act, response_limit=100_000, retries=2)
    assert len(server.requests) == 1


def test_a_long_item_takes_no_longer_than_short_ones(side: Side) -> None:
    """Each piece is looked at once; 16 MB in pieces of 64 KB would be 2 GB otherwise."""
    long = b'{"id":"' + b"a" * 16_000_000 + b'"}\n'
    with serving(http(long + b"data:\n", kind="application/x-ndjson")) as server, within(5):
        assert len(side.do(server.url, lines, most=1)[0].id) == 16_000_000
    with serving(http(b"data:" + long + b"\n", kind="text/event-stream")) as server, within(5):
        assert len(side.do(server.url, chunks, most=1)[0].id) == 16_000_000


# Time -----------------------------------------------------------------------------------------------------------------


def dripping(text: bytes) -> Iterator[bytes | float]:
    while True:
        yield text
        yield 0.1


NOTHING = b"\0\0\0\xff\xff"  # a block of deflate without content
SLOW = {
    "status": (get, pieces(then=partial(dripping, b"H"))),
    "header": (get, pieces(b"HTTP/1.1 200 OK\r\nX: ", then=partial(dripping, b"a"))),
    "informational": (get, pieces(then=partial(dripping, b"HTTP/1.1 102 Wait\r\n\r\n"))),
    "body": (get, endless(of=partial(dripping, b" "))),
    "chunks": (get, endless(CHUNKED, of=partial(dripping, b"1\r\n \r\n"))),
    "chunk size": (get, endless(CHUNKED, of=partial(dripping, b"0"))),
    "gzip": (
        get,
        endless("Content-Encoding: gzip", of=lambda: chain(islice(compressed(31), 1), dripping(NOTHING))),
    ),
    "error": (get, pieces(b"HTTP/1.1 500 No\r\n\r\n", then=partial(dripping, b" "))),
    "lines": (lines, endless(kind="application/x-ndjson", of=partial(dripping, b" "))),
    "items": (lines, endless(kind="application/x-ndjson", of=partial(dripping, THING + b"\n"))),
    "events": (events, endless(kind="text/event-stream", of=partial(dripping, b":\n\n"))),
    "events with ids": (events, endless(kind="text/event-stream", of=partial(dripping, b"id: 1\ndata: 1\n\n"))),
    "silence": (events, endless(kind="text/event-stream", of=[b"id: 1\ndata: 1\n\n", 9.0])),
}


@pytest.mark.parametrize("case", SLOW)
def test_the_total_timeout_ends_what_is_slow(side: Side, case: str) -> None:
    act, answer = SLOW[case]
    with serving(answer) as server:
        with within(2), fails(side, "TimeoutExceededError"):
            side.do(server.url, act, total_timeout=0.3, retries=2)
        assert len(server.requests) == 1


def test_it_ends_a_slow_download(side: Side, tmp_path: Path) -> None:
    with serving(endless(of=dripping(b" "))) as server, within(2), fails(side, "TimeoutExceededError"):
        side.save(server.url, tmp_path / "file", total_timeout=0.3)
    assert list(tmp_path.iterdir()) == []


# HTTP that is none ----------------------------------------------------------------------------------------------------

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
BROKEN = {
    "nothing": b"",
    "no status": b"\r\n\r\n",
    "words": b"hello\r\n\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n" * 3,
    "a TLS alert": b"\x15\x03\x03\x00\x02\x02\x28",
    "zeros": bytes(70_000),
    "status in letters": b"HTTP/1.1 abc OK\r\n\r\n",
    "status of four": b"HTTP/1.1 2000 OK\r\n\r\n",
    "status of none": b"HTTP/1.1\r\n\r\n",
    "negative status": b"HTTP/1.1 -20 OK\r\n\r\n",
    "switching": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n" + bytes(100),
    "header without colon": OK + b"nonsense\r\n\r\n" + THING,
    "header without name": OK + b": x\r\n\r\n" + THING,
    "header with NUL": OK + b"X: a\0b\r\n\r\n" + THING,
    "header of a space": OK + b"X : a\r\n\r\n" + THING,
    "endless header": pieces(OK + b"X: ", then=repeat(BLANKS)),
    "endless headers": pieces(OK, then=repeat(b"X: y\r\n" * 1000)),
    "endless informational": pieces(b"HTTP/1.1 100 Continue\r\n", then=repeat(b"X: y\r\n" * 1000)),
    "ends in the status": b"HTTP/1.1 20",
    "ends in the headers": OK,
    "length: too long": OK + b"Content-Length: 100\r\n\r\n" + THING,
    "length: negative": OK + b"Content-Length: -1\r\n\r\n" + THING,
    "length: words": OK + b"Content-Length: ten\r\n\r\n" + THING,
    "length: hexadecimal": OK + b"Content-Length: 0xa\r\n\r\n" + THING,
    "length: plus": OK + b"Content-Length: +10\r\n\r\n" + THING,
    "length: huge": OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n" + THING,
    "length: two": OK + b"Content-Length: 10\r\nContent-Length: 9\r\n\r\n" + THING,
    "chunk: letters": OK + CHUNKED.encode() + b"\r\n\r\nzz\r\n" + THING,
    "chunk: negative": OK + CHUNKED.encode() + b"\r\n\r\n-1\r\n" + THING,
    "chunk: huge": OK + CHUNKED.encode() + b"\r\n\r\n" + b"F" * 30 + b"\r\n" + THING,
    "chunk: longer": OK + CHUNKED.encode() + b"\r\n\r\n5\r\n" + THING + b"\r\n0\r\n\r\n",
    "chunk: ends": OK + CHUNKED.encode() + b"\r\n\r\na\r\n" + THING,
    "chunk: endless size": pieces(OK + CHUNKED.encode() + b"\r\n\r\n", then=repeat(b"0" * 50_000)),
    "chunk: endless extension": pieces(OK + CHUNKED.encode() + b"\r\n\r\na;", then=repeat(BLANKS)),
    "chunk: endless trailer": pieces(OK + CHUNKED.encode() + b"\r\n\r\n0\r\n", then=repeat(b"X: y\r\n" * 1000)),
    "unknown transfer": OK + b"Transfer-Encoding: gzip\r\n\r\n" + THING,
    "several transfers": OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + THING,
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_http_is_a_failed_connection(side: Side, case: str) -> None:
    with serving(BROKEN[case]) as server, within(20, 20_000_000), fails(side, "ConnectionFailedError", "no answer"):
        side.do(server.url, get)


@pytest.mark.parametrize(
    "content",
    [
        OK + b"Content-Length: 10\r\n\r\n" + THING + b"HTTP/1.1 200 OK\r\n\r\nmore",
        OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\na\r\n" + THING + b"\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 50 + OK + b"\r\n" + THING,
        OK + b"Content-Length: 10\r\nSet-Cookie: \xff=\xfe; Expires=x; Max-Age=" + b"9" * 5000 + b"\r\n\r\n" + THING,
    ],
)
def test_what_has_one_meaning_is_read(side: Side, content: bytes) -> None:
    """More than the length says belongs to no answer; of a length and chunks the chunks count (RFC 9112, 6.3)."""
    with serving(content) as server:
        assert side.do(server.url, get).id == "1"


def test_random_bytes_are_an_error(side: Side) -> None:
    chance = random.Random(1)
    whole = http(THING, "X-A: b", CHUNKED).replace(THING, b"a\r\n" + THING + b"\r\n0\r\n\r\n")
    for _ in range(40):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with serving(bytes(content)) as server:
            try:
                side.do(server.url, get, total_timeout=3)
            except side.package.ApiError as error:
                no_secret(shown(error))


@pytest.mark.parametrize("after", ["soon", "9" * 400, "-1", "nan", "Mon, 99 Foo 99999 99:99:99 GMT", "\xff", "1e9"])
def test_a_wait_that_makes_no_sense(side: Side, after: str) -> None:
    answer = http(b"", f"Retry-After: {after}", status="503 Busy")
    with serving(answer) as server, within(5), fails(side, "ServerError", "503"):
        side.do(server.url, get, retries=1)


# JSON that is none ----------------------------------------------------------------------------------------------------

NO_JSON = {
    "NaN": b"NaN",
    "NaN in a number": b'{"id":"1","weight":NaN}',
    "Infinity in a number": b'{"id":"1","weight":Infinity}',
    "-Infinity in a number": b'{"id":"1","weight":-Infinity}',
    "NaN where anything may be": b'{"id":"1","more":NaN}',
    "Infinity where anything may be": b'{"id":"1","more":[-Infinity]}',
    "NaN where nothing is known": b'{"id":"1","unknown":{"a":NaN}}',
    "a huge integer": b'{"id":"1","more":' + b"9" * 100_000 + b"}",
    "a huge integer of a type": b'{"id":"1","count":' + b"9" * 100_000 + b"}",
    "deep lists": b'{"id":"1","more":' + b"[" * 1_000_000,
    "deep lists that end": b'{"id":"1","more":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}",
    "deep objects": b'{"a":' * 1_000_000,
    "deep objects that end": b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000,
    "half a surrogate pair": rb'{"id":"\ud800"}',
    "the other half": rb'{"id":"\udc00"}',
    "half of one as a key": rb'{"id":"1","\ud800":1}',
    "two first halves": rb'{"id":"\ud800\ud800"}',
    "surrogates in UTF-8": b'{"id":"\xed\xa0\x80"}',
    "invalid UTF-8": b'{"id":"\xff"}',
    "too long UTF-8": b'{"id":"\xc0\xaf"}',
    "controls": b'{"id":"\0"}',
    "cut": b'{"id":"1"',
    "more": b'{"id":"1"}{"id":"2"}',
    "single quotes": b"{'id':'1'}",
    "a comment": b'{"id":"1"}//',
    "hexadecimal": b'{"id":"1","count":0x1}',
    "a leading zero": b'{"id":"1","count":01}',
    "HTML": b"<html><script>alert(1)</script>",
    "an escape of a terminal": b"\x1b]0;owned\x07",
}


@pytest.mark.parametrize("case", NO_JSON)
def test_what_is_no_json_is_an_error(side: Side, case: str) -> None:
    content = NO_JSON[case]
    for act in (get, plain, things):
        with serving(http(content)) as server, within(5), fails(side, "UnexpectedResponseError", "is not JSON, but"):
            side.do(server.url, act)
    with serving(http(content, status="400 Bad Request")) as server, within(5):
        with pytest.raises(side.package.BadRequestError) as caught:
            side.do(server.url, get)
        assert caught.value.body is None
        assert str(caught.value).isprintable()
        no_secret(shown(caught.value))
    for act, kind, begin in ((lines, "x-ndjson", b""), (chunks, "event-stream", b"data: ")):
        if begin and "UTF-8" in case:  # events are read with U+FFFD instead (WHATWG HTML, 9.2.5)
            continue
        answer = http(begin + content + b"\n\n", kind=("text/" if begin else "application/") + kind)
        with serving(answer) as server, within(5), fails(side, "UnexpectedResponseError", "an item is not JSON, but"):
            side.do(server.url, act)


def test_of_two_members_the_last_counts_and_strict_refuses_them(side: Side) -> None:
    with serving(http(b'{"id":"1","more":{"a":1,"a":2},"id":"2"}')) as server:
        thing = side.do(server.url, get)
        assert (thing.id, thing.more) == ("2", {"a": 2})
        assert side.do(server.url, plain)["id"] == "2"
    for operation in (get, plain):
        repeated = http(b'{"id":"1","more":{"a":1,"a":2}}')
        with serving(repeated) as server, fails(side, "UnexpectedResponseError", "'a' is there twice"):
            side.do(server.url, operation, reading="strict")


def test_what_only_looks_wrong_is_read(side: Side) -> None:
    with serving(http(b'\xef\xbb\xbf{"id":"NaN","more":"Infinity","x":"\\ud83d\\ude00"}')) as server:
        thing = side.do(server.url, get)
        assert (thing.id, thing.more, thing.model_extra) == ("NaN", "Infinity", {"x": "\U0001f600"})


def test_numbers_beyond_all_floats(side: Side) -> None:
    """They are JSON. Where a number is described, they do not fit; an integer that is not listed does."""
    with serving(http(b'{"id":"1","weight":1e400,"level":' + b"9" * 4000 + b"}")) as server:
        thing = side.do(server.url, get)
        assert not hasattr(thing, "weight")
        assert thing.level == int("9" * 4000)
        with fails(side, "UnexpectedResponseError", "/weight"):
            side.do(server.url, get, reading="strict")
    answer = http(b'{"id":"1","level":' + b"9" * 4000 + b"}")
    with serving(answer) as server, fails(side, "UnexpectedResponseError", "/level"):
        side.do(server.url, get, reading="strict")


@pytest.mark.parametrize(
    ("charset", "content", "id_"),
    [
        ("utf-7", b'{"id":"+2AA-"}', "+2AA-"),
        ("unicode_escape", rb'{"id":"\u0041"}', "A"),
        ("raw-unicode-escape", rb'{"id":"\u0041"}', "A"),
        ("punycode", b'{"id":"a-b"}', "a-b"),
        ("idna", b'{"id":"a"}', "a"),
        ("undefined", b'{"id":"a"}', "a"),
        ("base64", b'{"id":"a"}', "a"),
        ("no-such", '{"id":"é"}'.encode(), "é"),
        ("\xff\0", '{"id":"é"}'.encode(), "é"),
        ("a" * 5000, b'{"id":"a"}', "a"),
        ("utf-16", '{"id":"é"}'.encode("utf-16"), "é"),
        ("iso-8859-1", '{"id":"é"}'.encode("latin-1"), "é"),
        ("utf-16", THING, "1"),
        ("utf-16le", THING, None),
        ("utf-16", '{"id":"1"}'.encode("utf-16")[:-1], None),
        ("utf-32", b"\xff" * 12, None),
        ("ascii", b'{"id":"\xff"}', None),
    ],
)
def test_a_charset_that_may_lie(side: Side, charset: str, content: bytes, id_: str | None) -> None:
    kind = f"application/json; charset={charset}"
    if "\0" in charset:
        kind = kind.replace("\0", "")
    with serving(http(content, kind=kind)) as server:
        if id_ is None:
            with fails(side, "UnexpectedResponseError", "is not JSON"):
                side.do(server.url, get)
        else:
            assert side.do(server.url, get).id == id_
    with serving(http(content, kind=kind, status="500 No")) as server, fails(side, "ServerError"):
        side.do(server.url, get)


# Streams and downloads ------------------------------------------------------------------------------------------------


def test_fields_of_events_that_make_no_sense(side: Side) -> None:
    content = b"id: a\0b\nretry: " + b"9" * 5000 + b"\nretry: -1\nretry: \xc2\xb2\nevent: \0\ndata: \xff\n\nfoo\n:\n\n"
    with serving(http(content, kind="text/event-stream")) as server, within(5):
        [event] = side.do(server.url, events)
    assert (event.data, event.id, event.retry) == ("\ufffd", None, None)


def test_an_id_comes_into_no_other_header(side: Side) -> None:
    """A stream that breaks is taken up with `Last-Event-ID`, which the server has chosen."""
    for id_ in (b"7\rX-Evil: 1", b"7\x0b", "é".encode(), b" 7 "):
        answer = http(b"id: " + id_ + b"\nretry: 0\ndata: 1\n\n", "Content-Length: 999", kind="text/event-stream")
        with serving(answer) as server, fails(side, "ConnectionFailedError"):
            side.do(server.url, events, retries=1)
        assert b"X-Evil" not in b"".join(server.requests)


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "..\\x", "C:\\x", "x\0y"])
def test_the_server_names_no_file(side: Side, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    said = (
        f"Content-Disposition: attachment; filename=\"{name.replace(chr(0), '%00')}\"; filename*=UTF-8''{quote(name)}"
    )
    with serving(http(b"content", said, f"Content-Location: {quote(name)}")) as server:
        assert side.save(server.url, Path("mine")) == 7
        assert side.do(server.url, download) == b"content"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [inside / "mine"]


def test_half_a_download_is_no_file(side: Side, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"before")
    with serving(http(b"half", "Content-Length: 8")) as server, fails(side, "ConnectionFailedError"):
        side.save(server.url, tmp_path / "file")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"before")]


# Credentials that come back -------------------------------------------------------------------------------------------

ECHO = json.dumps(" ".join(SECRETS)).encode()
RAW = " ".join(SECRETS)
ECHOES = {
    "body": (get, http(b"{} " + ECHO)),
    "text": (get, http(b"<b>" + RAW.encode() + b"</b>", kind="text/html")),
    "mismatch": (get, http(b'{"id":' + b"[" + ECHO + b"]}")),
    "key": (get, http(b'{"id":"1","weight":{' + ECHO + b":1}}")),
    "refused": (get, http(b'{"message":' + ECHO + b"}", status="401 No")),
    "refused in words": (get, http(RAW.encode(), status="403 No", kind=f"text/{JAR}")),
    "status": (get, http(b"{}", status=f"500 {RAW}")),
    "header": (get, http(b"{}", f"X-Echo: {RAW}", f"Set-Cookie: a={JAR}", status="400 No")),
    "name of a header": (get, http(b"{}", f"{JAR}: x", status="400 No")),
    "location": (get, http(b"", f"Location: /{quote(RAW)}?{QUESTION}#{QUESTION}", status="302 No")),
    "another's location": (get, http(b"", f"Location: http://{JAR}.test/{JAR}", status="302 No")),
    "no location": (get, http(b"", f"Location: http://[{QUESTION}", status="302 No")),
    "scheme": (get, http(b"", f"Location: {JAR}://x", status="302 No")),
    "no HTTP": (get, RAW.encode() + b"\r\n\r\n"),
    "no header": (get, OK + RAW.encode() + b"\r\n\r\n"),
    "length": (get, OK + b"Content-Length: " + JAR.encode() + b"\r\n\r\n"),
    "chunk": (get, OK + CHUNKED.encode() + b"\r\n\r\n" + JAR.encode() + b"\r\n"),
    "compression": (get, http(RAW.encode(), f"Content-Encoding: gzip, br, {JAR}")),
    "charset": (get, http(b"{", kind=f"application/json; charset={JAR}")),
    "link": (things, page(f"http://{JAR}.test/{QUESTION}")),
    "path of a link": (things, page(f"/v2/{QUESTION}")),
    "item": (lines, http(b"{" + ECHO, kind="application/x-ndjson")),
    "item that does not fit": (lines, http(b'{"id":[' + ECHO + b"]}", kind="application/x-ndjson")),
    "event": (chunks, http(b"data: {" + ECHO + b"\n\n", kind="text/event-stream")),
    "no event": (chunks, http(ECHO, kind=f"text/{JAR}")),
}


@pytest.mark.parametrize("case", ECHOES)
def test_no_error_and_no_log_has_a_credential(side: Side, case: str, caplog: pytest.LogCaptureFixture) -> None:
    """The loggers are ours; httpx writes the words of a status."""
    act, answer = ECHOES[case]
    caplog.set_level(logging.DEBUG, "hostile")
    with serving(answer) as server:
        for reading in ("strict", "warn"):
            try:
                side.do(f"{server.url}/v1", act, reading=reading, follow_redirects=False)
            except side.package.ApiError as error:
                no_secret(shown(error))
            else:
                assert reading == "warn"
    assert any(record.name.startswith("hostile") for record in caplog.records)
    no_secret("".join(record.getMessage() for record in caplog.records if record.name.startswith("hostile")))


def test_clients_and_options_hold_their_secrets(side: Side) -> None:
    client = side.client("http://127.0.0.1:1", headers={"Authorization": JAR})
    options = side.package.RequestOptions(headers={"Authorization": JAR}, query={"key": QUESTION})
    for each in (client, vars(client), client.things, client.with_options(options), options):
        no_secret(repr(each))
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(client)


def test_the_proofs_prove(side: Side) -> None:
    """A credential in what is looked through is found."""
    with serving(http(b"{}", status="400 No")) as server, pytest.raises(side.package.BadRequestError) as caught:
        side.do(server.url, get)
    caught.value.args = (f"{JAR}",)
    with pytest.raises(AssertionError):
        no_secret(shown(caught.value))
    assert isinstance(server, Server)
