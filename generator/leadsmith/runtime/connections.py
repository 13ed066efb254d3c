"""The client of httpx behind a client: one that was given, or one of our own, with what must be so in every process."""

from __future__ import annotations

import asyncio
import inspect
import math
import os
import threading
import warnings
from asyncio import CancelledError
from collections.abc import Callable, Coroutine, Generator
from concurrent.futures import Future
from contextvars import copy_context
from functools import partial
from types import coroutine
from typing import Any, Generic, TypeVar

import httpx

from .errors import ConfigurationError
from .exchange import Call
from .retry import Outcome

_OVER = "the total timeout is over"

T = TypeVar("T")
Http = TypeVar("Http", bound=httpx.Client | httpx.AsyncClient)


class _Unlogged(httpx.URL):
    """An address that holds a key, shown without it: httpx writes the address of each request to its log."""

    def __str__(self) -> str:
        return str(httpx.URL(super().__str__()).copy_with(query=b"redacted"))

    def __repr__(self) -> str:
        return f"URL({str(self)!r})"


class Connections(Generic[Http]):
    """Shared by a client and its views. Our own client of httpx is made when it is first used, once in each process:
    connections cannot be shared with a fork.
    """

    def __init__(self, make: Callable[[], Http], given: Http | None) -> None:
        self._make = make
        self._given = given
        self._own: Http | None = None
        self._process = 0
        self._closed = False
        self._guard = threading.Lock()

    @property
    def http(self) -> Http:
        """The client to send with. Raises `ConfigurationError` after `release`."""
        if self._closed:
            raise ConfigurationError("the client is closed")
        if self._given is not None:
            return self._given
        if (own := self._own) is not None and self._process == os.getpid():
            return own
        with self._guard:
            if self._own is None or self._process != os.getpid():
                self._own, self._process = self._make(), os.getpid()
            return self._own

    def release(self) -> Http | None:
        """Our own client, to be closed, if there is one in this process. No call can be made afterwards."""
        self._closed = True
        own, self._own = self._own, None
        return own if self._process == os.getpid() else None

    def __del__(self, warn: Callable[..., None] = warnings.warn) -> None:
        if getattr(self, "_own", None) is not None:
            warn("a client was not closed: use it in a `with` statement, or close it", ResourceWarning, source=self)


def built(
    http: httpx.Client | httpx.AsyncClient, call: Call, timeout: float | httpx.Timeout | None, content: Content
) -> httpx.Request:
    """The request of httpx. To a foreign origin goes nothing that was set for all requests of `http`."""
    body = None if call.body is None else call.body.content
    if call.foreign:
        extensions = {"timeout": httpx.Timeout(timeout).as_dict()}
        request = httpx.Request(call.method, call.url, headers=call.headers, extensions=extensions)
    else:
        request = http.build_request(call.method, call.url, headers=call.headers, content=body, timeout=timeout)
    if call.key_in_url:
        request.url = _Unlogged(request.url)
    if content.seconds is not None and isinstance(http, httpx.Client):
        request.extensions["trace"] = content.traced
    return request


def how(call: Call) -> dict[str, Any]:
    """How httpx sends it. The `auth` of the user's client of httpx acts only where we send no credential, and never
    elsewhere; redirects are for us to follow."""
    auth = None if call.credentials or call.foreign else httpx.USE_CLIENT_DEFAULT
    return {"auth": auth, "follow_redirects": False}


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
            raise httpx.DecodingError(f"it is larger than {self._limit} bytes")
        self._in_time()

    def traced(self, event: str, _: object) -> None:
        """Nothing is sent late, when the caller has been told so: httpx tells what it is about to do."""
        if event.endswith("send_request_headers.started"):
            self._in_time()

    def stop(self) -> None:
        """Whatever comes now is too late."""
        self._until = -math.inf

    def _in_time(self) -> None:
        if self._clock() > self._until:
            raise httpx.ReadTimeout(_OVER)

    def of(self, response: httpx.Response) -> httpx.Response:
        """The answer, with what was taken as its content."""
        transfer = ("content-encoding", "content-length", "transfer-encoding")
        headers = [(name, value) for name, value in response.headers.multi_items() if name not in transfer]
        return httpx.Response(response.status_code, headers=headers, content=b"".join(self._pieces))


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


async def awithin(content: Content, send: Callable[[], Coroutine[Any, Any, Outcome]]) -> Outcome:
    """What `send` gives, but httpx's error where that is too late for the content: it is cancelled then."""
    try:
        async with asyncio.timeout(content.seconds) as timeout:
            outcome, cancelled = await _cancelled_where_it_waits(send())
            if cancelled is None:
                return outcome
            if isinstance(outcome, httpx.Response):
                await outcome.aclose()
            raise cancelled
    except TimeoutError:
        if timeout.expired():
            return httpx.ReadTimeout(_OVER)
        raise


@coroutine
def _cancelled_where_it_waits(work: Coroutine[Any, Any, T]) -> Generator[Any, Any, tuple[T, CancelledError | None]]:
    """What `work` gives, and the cancellation that came when it did not wait any more.

    A cancellation that comes when what `work` waits for is there already ends its next wait instead. Else httpx's pool
    would lose for good a connection that it has just given to the call (encode/httpcore#1093). One with a message goes
    through: the scopes of anyio, which httpx uses inside too, repeat theirs until they are heeded.
    """
    late: CancelledError | None = None
    go_on: Callable[[], Any] = partial(work.send, None)
    while True:
        try:
            waits = go_on()
        except StopIteration as end:
            return end.value, late
        if late is not None and waits is not None and waits.cancel():
            late = None
        go_on = partial(work.send, None)
        try:
            yield waits
        except BaseException as error:
            there = waits is None or not waits.cancelled()
            if there and late is None and isinstance(error, CancelledError) and not error.args:
                late = error
            else:
                go_on = partial(work.throw, error)


async def awaited(value: Any) -> Any:
    """What a function of the user gives, once it is there."""
    return await value if inspect.isawaitable(value) else value
