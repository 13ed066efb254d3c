"""Streams: server-sent events as the HTML standard has them, JSON lines, and what a client makes of them."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Iterable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsmith.runtime import (
    AsyncStream,
    ConnectionFailedError,
    Model,
    NotFoundError,
    Request,
    ServerEvent,
    Stream,
    UnexpectedResponseError,
    stream,
    stream_async,
)
from leadsmith.runtime.stream import Events, Records


class Chunk(Model):
    text: str


def events(*chunks: bytes) -> list[ServerEvent]:
    found = Events()
    return [event for chunk in chunks for event, _ in found.feed(chunk)] + [event for event, _ in found.end()]


# The examples of the HTML standard, 9.2.6, and what its rules say beside them
@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"data: YHOO\ndata: +2\ndata: 10\n\n", [ServerEvent("YHOO\n+2\n10")]),
        (
            b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            [ServerEvent("first event", id="1"), ServerEvent("second event"), ServerEvent(" third event")],
        ),
        (b"data\n\ndata\ndata\n\ndata:", [ServerEvent(""), ServerEvent("\n")]),
        (b"data:test\n\ndata: test\n\n", [ServerEvent("test"), ServerEvent("test")]),
        (b"event: add\ndata: 1\n\nevent: none\n\ndata: 2\n\n", [ServerEvent("1", "add"), ServerEvent("2")]),
        (b"id: 7\ndata: 1\n\ndata: 2\n\n", [ServerEvent("1", id="7"), ServerEvent("2", id="7")]),
        (b"retry: 10\nretry: x\ndata: 1\n\n", [ServerEvent("1", retry=10)]),
        (b"id: a\0b\nunknown: 1\ndata: 1\n\n", [ServerEvent("1")]),
        (b"\xef\xbb\xbfdata: 1\r\rdata: 2\r\n\r\n", [ServerEvent("1"), ServerEvent("2")]),
        (b"data: \xff\n\n", [ServerEvent("\ufffd")]),
        (b"data: 1\r\n\r", [ServerEvent("1")]),
        (b"data: not ended\n", []),
        (b"", []),
    ],
)
def test_events(sent: bytes, expected: list[ServerEvent]) -> None:
    assert events(sent) == expected
    assert events(*(bytes([byte]) for byte in sent)) == expected, "in whatever pieces they come"


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", codec="utf-8")), min_size=1), st.data())
def test_data_comes_as_it_was_sent(lines: list[str], data: st.DataObject) -> None:
    end = data.draw(st.sampled_from(["\n", "\r", "\r\n"]))
    sent = "".join(f"data: {line}{end}" for line in lines).encode() + end.encode()
    cut = data.draw(st.integers(0, len(sent)))
    assert events(sent[:cut], sent[cut:]) == [ServerEvent("\n".join(lines))]


def test_records() -> None:
    for separator, sent in ((b"\n", b'{"a":1}\r\n\n[2]'), (b"\x1e", b'\x1e{"a":1}\n\x1e[2]\n')):
        found = Records(separator)
        records = [each for byte in sent for each in found.feed(bytes([byte]))] + list(found.end())
        assert [json.loads(each) for each in records] == [{"a": 1}, [2]]


class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in pieces, and knows whether it was closed."""

    def __init__(self, chunks: Iterable[bytes], error: Exception | None = None) -> None:
        self.chunks, self.error, self.closed = list(chunks), error, False

    def __iter__(self) -> Any:
        yield from self.chunks
        if self.error:
            raise self.error

    async def __aiter__(self) -> Any:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


EVENTS = {"Content-Type": "text/event-stream; charset=utf-8"}


def items(flavour: Any, body: Body, reads: Any, returns: Any, most: int = 9, status: int = 200, **headers: str) -> Any:
    """The first items of an answer with this body."""
    answer = httpx.Response(status, stream=body, headers={**EVENTS, **headers})
    client = flavour.client(lambda _: answer)
    request = Request("GET", "/x", reads=reads)

    if flavour.name == "sync":
        with stream(client, request, returns=returns) as found:
            return [item for _, item in zip(range(most), found, strict=False)]

    async def read() -> list[Any]:
        found: list[Any] = []
        async with await stream_async(client, request, returns=returns) as items:
            async for item in items:
                found.append(item)
                if len(found) == most:
                    break
        return found

    return asyncio.run(read())


@pytest.mark.parametrize(
    ("reads", "returns", "sent", "expected"),
    [
        ("data", Chunk, b'data: {"text":"a"}\n\ndata: {"text":"b"}\n\ndata: [DONE]\n\ndata: no', ["a", "b"]),
        ("lines", Chunk, b'{"text":"a"}\n{"text":"b"}\n', ["a", "b"]),
        ("sequence", Chunk, b'\x1e{"text":"a"}\n\x1e{"text":"b"}\n', ["a", "b"]),
        ("event", dict[str, Any], b'event: e\ndata: {"a":1}\n\n', [{"event": "e", "data": {"a": 1}}]),
        ("event_text", dict[str, Any], b"id: 1\ndata: [DONE]\n\n", [{"id": "1", "data": "[DONE]"}]),
        ("server_event", ServerEvent, b"data: [DONE]\n\n", [ServerEvent("[DONE]")]),
        ("lines", int | None, b"1\nnull\n2", [1, None, 2]),
    ],
)
def test_items(flavour: Any, reads: Any, returns: Any, sent: bytes, expected: list[Any]) -> None:
    body = Body([sent[:7], sent[7:]])
    assert [getattr(item, "text", item) for item in items(flavour, body, reads, returns)] == expected
    assert body.closed


def test_who_has_enough_closes_the_connection(flavour: Any) -> None:
    body = Body([b"data: 1\n\n"] * 5)
    assert items(flavour, body, "data", int, most=2) == [1, 1]
    assert body.closed


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (b"data: 1\n\ndata: oops\n\n", "an item is not JSON, but 'oops'"),
        (b'data: {"a":1}\n\n', "an item is not as described: the whole must be"),
    ],
)
def test_an_item_that_is_not_as_described(flavour: Any, sent: bytes, message: str) -> None:
    body = Body([sent])
    with pytest.raises(UnexpectedResponseError, match=message):
        items(flavour, body, "data", int)
    assert body.closed


def test_an_answer_that_is_no_stream(flavour: Any) -> None:
    body = Body([b'{"message":"No."}'])
    with pytest.raises(NotFoundError, match=r"No\."):
        items(flavour, body, "data", int, status=404, **{"Content-Type": "application/json"})
    assert body.closed
    body = Body([b"{}"])
    with pytest.raises(UnexpectedResponseError, match="an answer of 'application/json', where events were expected"):
        items(flavour, body, "data", int, **{"Content-Type": "application/json"})
    assert body.closed


def test_a_connection_that_breaks(flavour: Any) -> None:
    body = Body([b"data: 1\n\n"], httpx.ReadError("cut"))
    with pytest.raises(ConnectionFailedError, match=r"no answer \(ReadError: cut\)"):
        items(flavour, body, "data", int)
    assert body.closed


def test_both_streams_are_the_same_but_for_await() -> None:
    source = inspect.getsource(AsyncStream)
    for asynchronous, plain in [
        ("AsyncStream", "Stream"),
        ("AsyncIterator", "Iterator"),
        ("AsyncResume", "Resume"),
        ("async ", ""),
        ("await ", ""),
        ("aiter_bytes", "iter_bytes"),
        ("aclose", "close"),
        ("__aenter__", "__enter__"),
        ("__aexit__", "__exit__"),
        ("__aiter__", "__iter__"),
        ("__anext__", "__next__"),
        ("anext(", "next("),
    ]:
        source = source.replace(asynchronous, plain)
    assert source == inspect.getsource(Stream)


def test_204_ends_a_stream(flavour: Any) -> None:
    """A server says so that it shall not be asked again (WHATWG HTML, 9.2.3)."""
    assert items(flavour, Body([]), "data", Chunk, status=204) == []
    flavour.requests.clear()
    cut = Body([b'id: 1\ndata: {"text":"a"}\n\n'], httpx.ReadError("cut"))
    answers = iter([httpx.Response(200, stream=cut, headers=EVENTS), httpx.Response(204)])
    client = flavour.client(lambda _: next(answers))
    begin: Any = stream if flavour.name == "sync" else stream_async
    found = flavour.run(begin(client, Request("GET", "/x", reads="data"), returns=Chunk))
    assert [item.text for item in flavour.items(found)] == ["a"]
    assert [request.headers.get("Last-Event-ID") for request in flavour.requests] == [None, "1"]
