"""Sending within so many seconds, in both flavours, and reading no more of an answer than may come by then."""

from __future__ import annotations

import codecs
import math
import re
import threading
from collections.abc import (
    AsyncIterator,
    Callable,
    Coroutine,
    Generator,
    Iterable,
    Iterator,
)
from concurrent.futures import Future
from contextvars import copy_context
from functools import partial
from types import coroutine
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from .retry import Outcome

if TYPE_CHECKING:  # else only where async code runs: it takes long to load
    import asyncio

T = TypeVar("T")

_OVER = "the total timeout is over"
_STEP = 4096
"""So many bytes are decompressed at once."""
_NO_TEXT = re.compile("utf_?7|idna|punycode|(raw_)?unicode_escape|undefined|mbcs|oem")
"""What Python knows as encodings, and the web does not: they give text that is not valid Unicode, or take for ever."""


class Over(httpx.ReadTimeout):
    """The total timeout is over."""


class TooLarge(httpx.DecodingError):
    """An answer is larger than the limit, or what it holds."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"{what} is larger than {limit} bytes; response_limit= is another limit")


class _Watched(httpx.SyncByteStream, httpx.AsyncByteStream):
    """What comes from the connection, as `cut` gives it before it is decompressed. `late` tells why nothing came."""

    def __init__(self, stream: Any, cut: Callable[[bytes], list[bytes]], late: Callable[[], None]) -> None:
        self._stream, self._cut, self._late = stream, cut, late

    def __iter__(self) -> Iterator[bytes]:
        try:
            for piece in self._stream:
                yield from self._cut(piece)
        except httpx.ReadTimeout:
            self._late()
            raise

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._stream:
                for part in self._cut(piece):
                    yield part
        except httpx.ReadTimeout:
            self._late()
            raise

    def close(self) -> None:
        self._stream.close()

    async def aclose(self) -> None:
        await self._stream.aclose()


class Content:
    """Takes the pieces of an answer, as long as they are not too many, nor later than in so many `seconds`."""

    def __init__(self, limit: int, seconds: float | None, clock: Callable[[], float]) -> None:
        self.seconds = seconds
        self._limit = limit
        self._clock = clock
        self._until = math.inf if seconds is None else clock() + seconds
        self._pieces: list[bytes] = []
        self._size = 0

    def take(self, piece: bytes) -> None:
        """Raises httpx's errors."""
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size > self._limit:
            raise TooLarge("the answer", self._limit)
        self._in_time()

    def watched(self, response: httpx.Response) -> httpx.Response:
        """The answer, to be read in time, in pieces that are no bombs: httpx decompresses each as a whole, to a
        thousand times as much; what is compressed twice, or not as we ask for, can become a million times as much.
        """

        def cut(piece: bytes) -> list[bytes]:
            self._in_time()
            if compressed not in ([], ["gzip"], ["deflate"]):
                raise httpx.DecodingError(f"it is compressed as {', '.join(compressed)}, which was not asked for")
            return [piece[at : at + _STEP] for at in range(0, len(piece), _STEP)] if compressed else [piece]

        encoding = response.headers.get("Content-Encoding")
        if encoding is None and self.seconds is None:  # most are such
            return response
        compressed = re.findall(r"\b(?:gzip|deflate|br|zstd)\b", (encoding or "").lower())
        response.stream = _Watched(response.stream, cut, self._in_time)
        return response

    def traced(self, event: str, _: object) -> None:
        """Nothing is sent late, when the caller has been told so: httpx tells what it is about to do."""
        if event.endswith("send_request_headers.started"):
            self._in_time()

    def stop(self) -> None:
        """Whatever comes now is too late."""
        self._until = -math.inf

    def _in_time(self) -> None:
        if self._clock() > self._until:
            raise Over(_OVER)

    def of(self, response: httpx.Response) -> httpx.Response:
        """The answer, with what was taken as its content, see `taken` and `readable`."""
        transfer = (b"content-encoding", b"content-length", b"transfer-encoding")
        headers = [(name, value) for name, value in response.headers.raw if name.lower() not in transfer]
        content = b"".join(self._pieces)
        headers += [(b"Content-Length", str(len(content)).encode())] if content else []
        return httpx.Response(response.status_code, headers=headers, stream=httpx.ByteStream(content))


def taken(response: httpx.Response) -> bytes:
    """The content of an answer that was taken as a whole, without what httpx does to read it; of a stream nothing."""
    return b"".join(response.stream) if isinstance(response.stream, httpx.ByteStream) else b""


def readable(response: httpx.Response) -> httpx.Response:
    """The answer that was taken as a whole, read. Its text can be read whatever encoding the server names."""
    response.read()
    try:
        encoding = codecs.lookup(response.charset_encoding or "utf-8").name
        b"\xff".decode(encoding, "replace")
    except (LookupError, AssertionError, ValueError):
        encoding = "undefined"
    if _NO_TEXT.fullmatch(encoding.replace("-", "_")):
        response.encoding = "utf-8"
    elif encoding.startswith(("utf-16", "utf-32")):
        try:
            _ = response.text
        except UnicodeError:  # which even a lenient decoder of Python raises where there is no byte order mark
            response.encoding = "utf-8"
    return response


def within(content: Content, send: Callable[[], Outcome]) -> Outcome:
    """What `send` gives, but httpx's error where that is too late for the content.

    Blocking code cannot be stopped from outside, and httpx limits each read alone: headers that come byte by byte would
    never be late. So where there is a deadline a thread sends, with the caller's context variables, and the caller
    stops waiting. What comes later is closed as it comes; where nothing comes, the timeouts of httpx are over by then.
    """
    if content.seconds is None:
        return send()
    context, future = copy_context(), Future[Outcome]()

    def work() -> None:
        try:
            future.set_result(context.run(send))
        except BaseException as error:
            future.set_exception(error)
            if not isinstance(error, Exception):
                raise

    try:
        threading.Thread(target=work, name="deadline", daemon=True).start()
    except RuntimeError:  # there are no threads here, or no more of them: better late than never
        work()
    try:
        future.exception(content.seconds)
    except BaseException as error:  # the time is over, or the user interrupts
        content.stop()
        future.add_done_callback(_discard)
        if isinstance(error, TimeoutError):
            return httpx.ReadTimeout(_OVER)
        raise
    return future.result()


def _discard(late: Future[Outcome]) -> None:
    if late.exception() is None and isinstance(response := late.result(), httpx.Response):
        response.close()


def async_lock() -> Any:
    """A lock for tasks."""
    import asyncio

    return asyncio.Lock()


async def async_sleep(seconds: float) -> None:
    """Waits, while others run."""
    import asyncio

    await asyncio.sleep(seconds)


async def awithin(content: Content, send: Callable[[], Coroutine[Any, Any, Outcome]]) -> Outcome:
    """What `send` gives, but httpx's error where that is too late for the content: it is cancelled then."""
    if content.seconds is None:
        return await _uncut(send())
    import asyncio

    timeout = asyncio.timeout(content.seconds)
    try:
        async with timeout:
            return await _uncut(send())
    except TimeoutError:
        if timeout.expired():
            return httpx.ReadTimeout(_OVER)
        raise


async def _uncut(work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """What `work` gives. An answer that came with a cancellation is closed."""
    outcome, cancelled = await _cancelled_where_it_waits(work)
    if cancelled is None:
        return outcome
    if isinstance(outcome, httpx.Response):
        await outcome.aclose()
    raise cancelled


@coroutine
def _cancelled_where_it_waits(
    work: Coroutine[Any, Any, T],
) -> Generator[Any, Any, tuple[T, asyncio.CancelledError | None]]:
    """What `work` gives, and the cancellation that came when it did not wait any more.

    A cancellation that comes when what `work` waits for is there already ends its next wait instead. Else httpx's pool
    would lose for good a connection that it has just given to the call (encode/httpcore#1093). One with a message goes
    through: the scopes of anyio, which httpx uses inside too, repeat theirs until they are heeded.
    """
    import asyncio

    late: asyncio.CancelledError | None = None
    go_on: Callable[[], Any] = partial(work.send, None)
    while True:
        try:
            awaited: asyncio.Future[Any] | None = go_on()
        except StopIteration as end:
            return end.value, late
        go_on = partial(work.send, None)
        try:
            if late is not None and awaited is not None and not awaited.done():
                raise late
            yield from _stand_in(awaited)
        except BaseException as error:
            if isinstance(error, GeneratorExit):  # nobody waits for it any more
                work.close()
                raise
            there = awaited is None or awaited.done()
            if there and late is None and isinstance(error, asyncio.CancelledError) and not error.args:
                late = error
                continue
            if awaited is not None:
                awaited.cancel()
            go_on, late = partial(work.throw, error), None


def _stand_in(awaited: asyncio.Future[Any] | None) -> Iterable[Any]:
    """To be awaited instead: the cancellation of the task does not reach what it stands for."""
    if awaited is None:
        return (None,)
    future = awaited.get_loop().create_future()

    def end(_: object) -> None:
        if not future.done():
            future.set_result(None)

    awaited.add_done_callback(end)
    return future
