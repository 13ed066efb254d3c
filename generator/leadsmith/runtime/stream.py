"""Answers that are streams of items: server-sent events, lines of JSON, and JSON text sequences.

Server-sent events as the WHATWG's HTML standard has them (9.2.6), JSON lines, and RFC 7464. It takes bytes as they come
and gives items; sending and repeating is for the clients.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from types import TracebackType
from typing import Any, AnyStr, Generic, Self, TypeAlias, TypeVar, cast

import httpx
from pydantic_core import from_json

from .answer import Returns, Unread, broken, hidden, printable, read_json, unexpected
from .client import AsyncClient, SyncClient
from .deadline import Over, TooLarge
from .request import Request, RequestOptions, ServerEvent
from .retry import idempotency_key

Item = TypeVar("Item")
Resume: TypeAlias = Callable[[Unread, str, float], Unread]
"""Gives the answer that goes on after the event with this id, after so many seconds."""
AsyncResume: TypeAlias = Callable[[Unread, str, float], Awaitable[Unread]]

_LONGEST_PAUSE = 60.0
"""Seconds before a stream that broke is taken up again, at most."""
_END_MARK = re.compile(r"\[[A-Z]+\]")
"""What many servers send as the data of the last event, `[DONE]`: it is no JSON, and nothing comes after it."""


class _Begun(Generic[AnyStr]):
    """What has come of a line or record that has no end yet. Raises `TooLarge`."""

    def __init__(self, join: Callable[[list[AnyStr]], AnyStr], limit: float) -> None:
        self._join: Callable[[list[AnyStr]], AnyStr] = join
        self._limit = limit
        self._pieces: list[AnyStr] = []
        self._size = 0

    def add(self, piece: AnyStr) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise TooLarge("an item", int(self._limit))
        if piece:
            self._pieces.append(piece)

    def taken(self, end: AnyStr) -> AnyStr:
        """The whole, with this end; what comes now begins the next."""
        self.add(end)
        whole = self._join(self._pieces)
        self._pieces, self._size = [], 0
        return whole


class Events:
    """Finds server-sent events in what comes in pieces: each as `ServerEvent`, and the names of the fields it had.

    `last_id` and `pause`, in seconds, are for taking up a stream that broke. Neither a line nor the data of an event is
    larger than `limit`.
    """

    def __init__(self, limit: float = math.inf, last_id: str = "", pause: float = 1.0) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._limit = limit
        self._line_end = ""
        self._begun = _Begun("".join, limit)
        self._fields: dict[str, str] = {}
        self._data = _Begun("".join, limit)
        self._id = self.last_id = last_id
        self.pause = pause

    def anew(self) -> Events:
        """For the pieces of the stream that goes on after this one."""
        return Events(self._limit, self.last_id, self.pause)

    def feed(self, chunk: bytes) -> Iterator[tuple[ServerEvent, frozenset[str]]]:
        """The events that end in this piece."""
        text = self._line_end + self._decoder.decode(chunk)
        self._line_end = "\r" if text.endswith("\r") else ""  # an LF may follow
        *lines, rest = re.split(r"\r\n|\n|\r", text.removesuffix(self._line_end))
        for line in lines:
            yield from self._line(self._begun.taken(line))
        self._begun.add(rest)

    def end(self) -> Iterator[tuple[ServerEvent, frozenset[str]]]:
        """The event that ends with the stream, if there is one."""
        if self._line_end:  # but an event that no empty line ends is none
            yield from self._line(self._begun.taken(""))

    def _line(self, line: str) -> Iterator[tuple[ServerEvent, frozenset[str]]]:
        if line:
            name, _, value = line.partition(":")
            self._field(name, value.removeprefix(" "))
            return
        fields, data = self._fields, self._data.taken("")
        self._fields = {}
        self.last_id = self._id  # only now: what breaks before is to come again
        if data:
            event = ServerEvent(
                data.removesuffix("\n"),
                fields.get("event") or "message",
                self.last_id,
                int(fields["retry"]) if "retry" in fields else None,
            )
            yield event, frozenset({"data", *fields})

    def _field(self, name: str, value: str) -> None:
        if name == "data":
            self._data.add(value + "\n")
        elif name == "event" or (name == "retry" and re.fullmatch("[0-9]{1,9}", value)):
            self._fields[name] = value
            if name == "retry":
                self.pause = min(int(value) / 1000, _LONGEST_PAUSE)
        elif name == "id" and "\0" not in value:
            self._id = self._fields[name] = value


class Records:
    """Finds JSON texts in the same way: between line ends, or the record separators of RFC 7464.

    Such a stream cannot be taken up again.
    """

    last_id = ""
    pause = 0.0

    def __init__(self, separator: bytes, limit: float = math.inf) -> None:
        self._separator, self._limit = separator, limit
        self._begun = _Begun(b"".join, limit)

    def anew(self) -> Records:
        return Records(self._separator, self._limit)

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        *records, rest = chunk.split(self._separator)
        yield from filter(bytes.strip, map(self._begun.taken, records))
        self._begun.add(rest)

    def end(self) -> Iterator[bytes]:
        yield from filter(bytes.strip, [self._begun.taken(b"")])


def framing(reads: str, limit: int) -> Events | Records:
    """How the records of a stream are found, none of which is larger than `limit`; `reads` as in `Request`."""
    if reads in ("lines", "sequence"):
        return Records(b"\n" if reads == "lines" else b"\x1e", limit)
    return Events(limit)


def is_end(record: Any, reads: str) -> bool:
    """Is this the mark of the end, and no item?"""
    return reads in ("data", "event") and _END_MARK.fullmatch(record[0].data) is not None


def as_json(record: Any, reads: str) -> bytes | str:
    """The JSON text of an item. Raises `ValueError` where it is no JSON."""
    if isinstance(record, bytes):
        return record
    event, fields = record
    if reads == "data":
        return str(event.data)
    data = event.data if reads == "event_text" else _json_or_text(event.data)
    values = {"data": data, "event": event.event, "id": event.id, "retry": event.retry}
    return json.dumps({name: value for name, value in values.items() if name in fields})


def _json_or_text(data: str) -> Any:
    """The JSON in the data of an event; other events of the stream may have text."""
    try:
        return from_json(data)
    except ValueError:
        return data


def text_of(record: Any) -> str:
    """The text of an item, for errors."""
    event: ServerEvent | None = None if isinstance(record, bytes) else record[0]
    return record.decode(errors="replace") if event is None else event.data


def _item(answer: Unread, returns: Returns[Item], record: Any) -> Item:
    """The item that is in a record. Raises `UnexpectedResponseError`."""
    call, response = answer.call, answer.response
    if call.reads == "server_event":
        return cast(Item, record[0])

    def shown() -> str:
        return repr(printable(hidden(text_of(record), call.secrets)))

    try:
        data = as_json(record, call.reads)
    except ValueError:
        raise unexpected(call, response, f"an item is not JSON, but {shown()}") from None
    return cast(Item, read_json(call, response, "an item", data, returns, shown, answer.settings))


def _may_resume(error: httpx.RequestError, answer: Unread, last_id: str, pause: float) -> bool:
    """Whether a stream can be taken up after this event, and it would help."""
    sendable = re.fullmatch(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?", last_id)
    in_time = answer.until is None or answer.settings.clock() + pause < answer.until
    return sendable is not None and in_time and not isinstance(error, Over | TooLarge)


def _again(answer: Unread, options: RequestOptions | None, last_id: str, pause: float) -> RequestOptions:
    """How a stream is asked for again, after the event with this id: as the same request, in what time is left."""
    headers = answer.call.headers
    key = idempotency_key(headers)
    same = dict([headers[key]]) if key else {}
    left = None if answer.until is None else max(0.0, answer.until - answer.settings.clock() - pause)
    again = RequestOptions(total_timeout=left, headers={"Last-Event-ID": last_id, **same})
    return again.over(options or RequestOptions())


class Stream(Generic[Item]):
    """The items of an answer as they come: `for item in stream`, once.

    As a context manager it closes the connection at its end, as does reading to the last item.
    """

    def __init__(self, answer: Unread, returns: Returns[Item], resume: Resume) -> None:
        self._response = answer.response
        self._closed = False
        self._items = self._read(answer, returns, resume)

    def _read(self, answer: Unread, returns: Returns[Item], resume: Resume) -> Iterator[Item]:
        call, limit = answer.call, answer.settings.response_limit
        found, left, last_id = framing(call.reads, limit), call.resumptions, ""
        try:
            while not self._closed:
                try:
                    for chunk in self._response.iter_bytes():
                        for record in found.feed(chunk):
                            if is_end(record, call.reads):
                                return
                            if found.last_id != last_id:  # it goes on, and not in a circle
                                left, last_id = call.resumptions, found.last_id
                            yield _item(answer, returns, record)
                            if self._closed:
                                return
                    for record in found.end():
                        yield _item(answer, returns, record)
                    return
                except httpx.RequestError as error:
                    if self._closed:  # while it was read
                        return
                    left -= 1
                    if left < 0 or not _may_resume(error, answer, found.last_id, found.pause):
                        raise broken(call, error) from error
                self._response.close()
                answer = resume(answer, found.last_id, found.pause)
                self._response = answer.response
                found = found.anew()
        finally:
            self._response.close()

    @property
    def headers(self) -> httpx.Headers:
        """The headers of the answer."""
        return self._response.headers

    def __iter__(self) -> Iterator[Item]:
        return self._items

    def __next__(self) -> Item:
        return next(self._items)

    def close(self) -> None:
        """Close the connection. There are no more items."""
        self._closed = True
        self._response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncStream(Generic[Item]):
    """The items of an answer as they come: `async for item in stream`, once.

    As a context manager it closes the connection at its end, as does reading to the last item.
    """

    def __init__(self, answer: Unread, returns: Returns[Item], resume: AsyncResume) -> None:
        self._response = answer.response
        self._closed = False
        self._items = self._read(answer, returns, resume)

    async def _read(self, answer: Unread, returns: Returns[Item], resume: AsyncResume) -> AsyncIterator[Item]:
        call, limit = answer.call, answer.settings.response_limit
        found, left, last_id = framing(call.reads, limit), call.resumptions, ""
        try:
            while not self._closed:
                try:
                    async for chunk in self._response.aiter_bytes():
                        for record in found.feed(chunk):
                            if is_end(record, call.reads):
                                return
                            if found.last_id != last_id:  # it goes on, and not in a circle
                                left, last_id = call.resumptions, found.last_id
                            yield _item(answer, returns, record)
                            if self._closed:
                                return
                    for record in found.end():
                        yield _item(answer, returns, record)
                    return
                except httpx.RequestError as error:
                    if self._closed:  # while it was read
                        return
                    left -= 1
                    if left < 0 or not _may_resume(error, answer, found.last_id, found.pause):
                        raise broken(call, error) from error
                await self._response.aclose()
                answer = await resume(answer, found.last_id, found.pause)
                self._response = answer.response
                found = found.anew()
        finally:
            await self._response.aclose()

    @property
    def headers(self) -> httpx.Headers:
        """The headers of the answer."""
        return self._response.headers

    def __aiter__(self) -> AsyncIterator[Item]:
        return self._items

    async def __anext__(self) -> Item:
        return await anext(self._items)

    async def aclose(self) -> None:
        """Close the connection. There are no more items."""
        self._closed = True
        await self._response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


def stream(
    client: SyncClient, request: Request, *, returns: Returns[Item], options: RequestOptions | None = None
) -> Stream[Item]:
    """Send a request, and read the items of the answer, each as `returns`, as they come."""

    def resume(answer: Unread, last_id: str, pause: float) -> Unread:
        again = _again(answer, options, last_id, pause)
        return client.open_stream(request, returns=returns, options=again, pause=pause)

    return Stream(client.open_stream(request, returns=returns, options=options), returns, resume)


async def stream_async(
    client: AsyncClient, request: Request, *, returns: Returns[Item], options: RequestOptions | None = None
) -> AsyncStream[Item]:
    """Send a request, and read the items of the answer, each as `returns`, as they come."""

    async def resume(answer: Unread, last_id: str, pause: float) -> Unread:
        again = _again(answer, options, last_id, pause)
        return await client.open_stream(request, returns=returns, options=again, pause=pause)

    return AsyncStream(await client.open_stream(request, returns=returns, options=options), returns, resume)
