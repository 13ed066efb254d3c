"""The sync and the async client: thin shells that perform the steps of a call. What the steps are is decided in
`exchange`, and what an answer means in `answer`, for both alike. A test holds the two the same but for `await`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable
from contextlib import aclosing, asynccontextmanager, closing, contextmanager
from functools import partial
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar, cast, overload

import httpx

from .answer import Returns, Unread, broken, check_stream
from .base import BaseClient
from .call import Ask, Close, Send, Step, Steps, Wait
from .connections import awaited, built, how, unread
from .deadline import Content, async_lock, async_sleep, awithin, within
from .pages import AsyncPager, Following, Pager
from .request import Request, RequestOptions
from .response import AsyncResponseBody, Response, ResponseBody, taken, wishing
from .retry import Outcome
from .upload import sending, sending_async

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")


class SyncClient(BaseClient[httpx.Client]):
    """A client for blocking code. It may be used by several threads.

    Its arguments are those of `BaseClient`.
    """

    _new_http = httpx.Client
    _new_lock = staticmethod(threading.Lock)
    _usual_sleep = staticmethod(time.sleep)

    @overload
    def send(self, request: Request, *, returns: Returns[T], options: RequestOptions | None = None) -> T: ...
    @overload
    def send(self, request: Request, *, returns: None, options: RequestOptions | None = None) -> None: ...
    def send(self, request: Request, *, returns: Any, options: RequestOptions | None = None) -> Any:
        """Send a request and read the answer as `returns`, or not at all if that is None."""
        return (self._perform(self._answered(request, returns, options)))[0]

    def open_stream(
        self, request: Request, *, returns: Any, options: RequestOptions | None = None, pause: float = 0.0
    ) -> Unread:
        """Send a request, after so many seconds, and leave the answer to be read, item by item as `returns`."""
        wish = taken()
        if pause:
            self._sleep(pause)
        begun = self._settings.clock()
        call, outcome = self._perform(self._opened(request, returns, options))
        try:
            response = check_stream(call, outcome, self._settings)
        except BaseException:
            if isinstance(outcome, httpx.Response):
                outcome.close()
            raise
        if wish is not None:
            wish.answer, wish.failed = response, partial(broken, call)
        return Unread(call, response, self._settings, begun)

    def paginate(
        self,
        request: Request,
        *,
        returns: Returns[T],
        items: Callable[[T], Iterable[Item] | None],
        following: Callable[[T], Following],
        options: RequestOptions | None = None,
    ) -> Pager[Item, T]:
        """The pages that begin with this request.

        `items` gives the items of a page, `following` says how the next one is asked for, None after the last.
        """

        def fetch(request: Request) -> tuple[T, httpx.Headers]:
            return self._perform(self._answered(request, returns, options))

        return Pager(fetch, self._planned(request, items, following, options))

    def with_response(self, method: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Response[T]:
        """What a method gives, with the status and the headers of the answer: `with_response(client.x.get, "id")`."""
        with wishing(method) as wish:
            value = method(*args, **kwargs)
        return Response(value, wish.told())

    @contextmanager
    def stream_body(self, method: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs) -> Generator[ResponseBody]:
        """The bytes of the answer to a method as they come: `with client.stream_body(client.x.get, "id")`."""
        with wishing(method, streamed=True) as wish:
            method(*args, **kwargs)
        try:
            yield ResponseBody(wish)
        finally:
            wish.told().close()

    def _perform(self, steps: Steps[T]) -> T:
        told: Any = None
        while True:
            try:
                step = steps.send(told)
            except StopIteration as end:
                return cast(T, end.value)
            told = self._do(step)

    def _do(self, step: Step) -> Any:
        if isinstance(step, Send):
            return self._send(step)
        if isinstance(step, Wait):
            return self._sleep(step.seconds)
        if isinstance(step, Ask):
            return step.function()
        if isinstance(step, Close):
            return step.response.close()
        with self._lock:
            return self._perform(step.steps)

    def _send(self, send: Send) -> Outcome:
        content = Content(send.limit, send.seconds, self._settings.clock)
        return within(content, partial(self._sent, send, content))

    def _sent(self, send: Send, content: Content) -> Outcome:
        http = self._connections.http
        try:
            with closing(sending(send.call.content, send.call.options.progress)) as body:
                request = built(http, send.call, body, send.timeout, content)
                response = content.watched(http.send(request, stream=True, **how(send.call)))
            if send.streamed and response.is_success:
                return unread(response, send.call)
            try:
                for piece in response.iter_bytes():
                    content.take(piece)
            finally:
                response.close()
        except httpx.RequestError as error:
            return error
        except (httpx.InvalidURL, UnicodeError) as error:  # of the Location, of which httpx makes a request in any case
            return httpx.RemoteProtocolError(str(error))
        return content.of(response)

    def close(self) -> None:
        """Close the connections. A client of httpx that was passed in stays open."""
        if (own := self._connections.release()) is not None:
            own.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(BaseClient[httpx.AsyncClient]):
    """A client for asyncio code. It may be used by several tasks of one event loop.

    Its arguments are those of `BaseClient`.
    """

    _new_http = httpx.AsyncClient
    _new_lock = staticmethod(async_lock)
    _usual_sleep = staticmethod(async_sleep)

    @overload
    async def send(self, request: Request, *, returns: Returns[T], options: RequestOptions | None = None) -> T: ...
    @overload
    async def send(self, request: Request, *, returns: None, options: RequestOptions | None = None) -> None: ...
    async def send(self, request: Request, *, returns: Any, options: RequestOptions | None = None) -> Any:
        """Send a request and read the answer as `returns`, or not at all if that is None."""
        return (await self._perform(self._answered(request, returns, options)))[0]

    async def open_stream(
        self, request: Request, *, returns: Any, options: RequestOptions | None = None, pause: float = 0.0
    ) -> Unread:
        """Send a request, after so many seconds, and leave the answer to be read, item by item as `returns`."""
        wish = taken()
        if pause:
            await self._sleep(pause)
        begun = self._settings.clock()
        call, outcome = await self._perform(self._opened(request, returns, options))
        try:
            response = check_stream(call, outcome, self._settings)
        except BaseException:
            if isinstance(outcome, httpx.Response):
                await outcome.aclose()
            raise
        if wish is not None:
            wish.answer, wish.failed = response, partial(broken, call)
        return Unread(call, response, self._settings, begun)

    def paginate(
        self,
        request: Request,
        *,
        returns: Returns[T],
        items: Callable[[T], Iterable[Item] | None],
        following: Callable[[T], Following],
        options: RequestOptions | None = None,
    ) -> AsyncPager[Item, T]:
        """The pages that begin with this request.

        `items` gives the items of a page, `following` says how the next one is asked for, None after the last.
        """

        async def fetch(request: Request) -> tuple[T, httpx.Headers]:
            return await self._perform(self._answered(request, returns, options))

        return AsyncPager(fetch, self._planned(request, items, following, options))

    async def with_response(
        self, method: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Response[T]:
        """What a method gives, with the status and the headers of the answer: `with_response(client.x.get, "id")`."""
        with wishing(method) as wish:
            value = await awaited(method(*args, **kwargs))
        return Response(value, wish.told())

    @asynccontextmanager
    async def stream_body(
        self, method: Callable[P, Awaitable[object]], /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncGenerator[AsyncResponseBody]:
        """The bytes of the answer to a method as they come: `async with client.stream_body(client.x.get, "id")`."""
        with wishing(method, streamed=True) as wish:
            await awaited(method(*args, **kwargs))
        try:
            yield AsyncResponseBody(wish)
        finally:
            await wish.told().aclose()

    async def _perform(self, steps: Steps[T]) -> T:
        told: Any = None
        while True:
            try:
                step = steps.send(told)
            except StopIteration as end:
                return cast(T, end.value)
            told = await self._do(step)

    async def _do(self, step: Step) -> Any:
        if isinstance(step, Send):
            return await self._send(step)
        if isinstance(step, Wait):
            return await self._sleep(step.seconds)
        if isinstance(step, Ask):
            return await awaited(step.function())
        if isinstance(step, Close):
            return await step.response.aclose()
        async with self._lock:
            return await self._perform(step.steps)

    async def _send(self, send: Send) -> Outcome:
        content = Content(send.limit, send.seconds, self._settings.clock)
        return await awithin(content, partial(self._sent, send, content))

    async def _sent(self, send: Send, content: Content) -> Outcome:
        http = self._connections.http
        try:
            async with aclosing(sending_async(send.call.content, send.call.options.progress)) as body:
                request = built(http, send.call, body, send.timeout, content)
                response = content.watched(await http.send(request, stream=True, **how(send.call)))
            if send.streamed and response.is_success:
                return unread(response, send.call)
            try:
                async for piece in response.aiter_bytes():
                    content.take(piece)
            finally:
                await response.aclose()
        except httpx.RequestError as error:
            return error
        except (httpx.InvalidURL, UnicodeError) as error:  # of the Location, of which httpx makes a request in any case
            return httpx.RemoteProtocolError(str(error))
        return content.of(response)

    async def aclose(self) -> None:
        """Close the connections. A client of httpx that was passed in stays open."""
        if (own := self._connections.release()) is not None:
            await own.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
