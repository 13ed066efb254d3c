"""The base classes of the clients: thin shells that send and wait. What to send and what to think of the answer is
decided in `exchange`, for both alike.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Self, TypeVar, overload

import httpx
from pydantic import TypeAdapter

from .auth import Credential
from .exchange import (
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    Call,
    Outcome,
    Returns,
    answer,
    broken,
    check_stream,
    item,
    pause,
    prepare,
    settings,
)
from .pages import AsyncPager, Pager, Query
from .request import Request, RequestOptions, Security
from .servers import Servers
from .stream import AsyncStream, Stream
from .upload import sending, sending_async

T = TypeVar("T")
Item = TypeVar("Item")


class _Unlogged(httpx.URL):
    """An address that holds a key, shown without it: httpx writes the address of each request to its log."""

    def __str__(self) -> str:
        return str(httpx.URL(super().__str__()).copy_with(query=b"redacted"))

    def __repr__(self) -> str:
        return f"URL({str(self)!r})"


class SyncClient:
    """A client for blocking code.

    Args:
        name: Names the client in the User-Agent header.
        base_url: Where the API is; its path is kept. None means: at the server of the environment.
        servers: The servers that the description names, by environment.
        environment: Which of them is meant.
        variables: Values for the variables in their addresses; None means the default.
        credentials: What the user gave, and what may be given.
        security: The alternatives of schemes that hold unless an operation has its own.
        timeout: Seconds, for each of connecting, writing and reading; None waits for ever.
        retries: How often a call may be repeated, see `exchange`.
        headers: Sent with every call.
        http_client: Used as it is for sending, for example with a proxy, and not closed. Timeout and base URL are this
            client's; its `auth` acts only on calls for which this client sends no credential.
        sleep: Waits between attempts.
    """

    def __init__(
        self,
        *,
        name: str,
        base_url: str | None,
        servers: Servers | None = None,
        environment: str | None = None,
        variables: Mapping[str, str | None] | None = None,
        credentials: tuple[Credential, ...] = (),
        security: Security = (),
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.Client | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings(
            name=name,
            base_url=base_url,
            servers=servers or {},
            environment=environment,
            variables=variables or {},
            credentials=credentials,
            security=security,
            timeout=timeout,
            retries=retries,
            headers=headers,
        )
        self._owned = http_client is None
        self._http = http_client or httpx.Client()
        self._sleep = sleep

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._settings.addresses.base_url!r})"

    @overload
    def send(self, request: Request, *, returns: Returns[T], options: RequestOptions | None = None) -> T: ...
    @overload
    def send(self, request: Request, *, returns: None, options: RequestOptions | None = None) -> None: ...
    def send(
        self, request: Request, *, returns: type[T] | TypeAdapter[T] | None, options: RequestOptions | None = None
    ) -> T | None:
        """Send a request and read the answer as `returns`, or not at all if that is None."""
        call = prepare(request, self._settings, options)
        return answer(call, self._outcome(call), returns)

    def stream(
        self,
        request: Request,
        *,
        returns: Returns[T],
        options: RequestOptions | None = None,
    ) -> Stream[T]:
        """Send a request, and read the items of the answer, each as `returns`, as they come."""
        call = prepare(request, self._settings, options)
        outcome = self._outcome(call, streamed=True)
        try:
            response = check_stream(call, outcome)
        except BaseException:
            if isinstance(outcome, httpx.Response):
                outcome.close()
            raise
        decode = partial(item, call, response, returns)
        return Stream(response, call.reads, decode, partial(broken, call))

    def _outcome(self, call: Call, streamed: bool = False) -> Outcome:
        outcome = self._attempt(call, streamed)
        attempt = 0
        while (delay := pause(call, attempt, outcome, random.random())) is not None:
            self._sleep(delay)
            outcome = self._attempt(call, streamed)
            attempt += 1
        return outcome

    def _attempt(self, call: Call, streamed: bool) -> Outcome:
        auth = None if call.authorized else httpx.USE_CLIENT_DEFAULT
        try:
            with sending(call.content, call.progress) as content:
                request = self._http.build_request(
                    call.method, call.url, headers=call.headers, content=content, timeout=call.timeout
                )
                if call.key_in_url:
                    request.url = _Unlogged(request.url)
                response = self._http.send(request, auth=auth, follow_redirects=False, stream=streamed)
            if streamed and not response.is_success:
                response.read()
            return response
        except httpx.RequestError as error:
            return error

    def paginate(
        self,
        request: Request,
        *,
        returns: Returns[T],
        items: Callable[[T], Iterable[Item] | None],
        following: Callable[[T], Query | None],
        options: RequestOptions | None = None,
    ) -> Pager[Item, T]:
        """The pages that begin with this request.

        `items` gives the items of a page, `following` the query values of the next one, or None after the last.
        """

        def fetch(query: Query) -> T:
            return self.send(replace(request, query={**request.query, **query}), returns=returns, options=options)

        shown = prepare(request, self._settings, options).shown
        return Pager(fetch, request.query, items, following, shown)

    def close(self) -> None:
        """Close the connections. A client of httpx that was passed in stays open."""
        if self._owned:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient:
    """A client for asyncio code.

    Args:
        name: Names the client in the User-Agent header.
        base_url: Where the API is; its path is kept. None means: at the server of the environment.
        servers: The servers that the description names, by environment.
        environment: Which of them is meant.
        variables: Values for the variables in their addresses; None means the default.
        credentials: What the user gave, and what may be given.
        security: The alternatives of schemes that hold unless an operation has its own.
        timeout: Seconds, for each of connecting, writing and reading; None waits for ever.
        retries: How often a call may be repeated, see `exchange`.
        headers: Sent with every call.
        http_client: Used as it is for sending, for example with a proxy, and not closed. Timeout and base URL are this
            client's; its `auth` acts only on calls for which this client sends no credential.
        sleep: Waits between attempts.
    """

    def __init__(
        self,
        *,
        name: str,
        base_url: str | None,
        servers: Servers | None = None,
        environment: str | None = None,
        variables: Mapping[str, str | None] | None = None,
        credentials: tuple[Credential, ...] = (),
        security: Security = (),
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._settings = settings(
            name=name,
            base_url=base_url,
            servers=servers or {},
            environment=environment,
            variables=variables or {},
            credentials=credentials,
            security=security,
            timeout=timeout,
            retries=retries,
            headers=headers,
        )
        self._owned = http_client is None
        self._http = http_client or httpx.AsyncClient()
        self._sleep = sleep

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._settings.addresses.base_url!r})"

    @overload
    async def send(self, request: Request, *, returns: Returns[T], options: RequestOptions | None = None) -> T: ...
    @overload
    async def send(self, request: Request, *, returns: None, options: RequestOptions | None = None) -> None: ...
    async def send(
        self, request: Request, *, returns: type[T] | TypeAdapter[T] | None, options: RequestOptions | None = None
    ) -> T | None:
        """Send a request and read the answer as `returns`, or not at all if that is None."""
        call = prepare(request, self._settings, options)
        return answer(call, await self._outcome(call), returns)

    async def stream(
        self,
        request: Request,
        *,
        returns: Returns[T],
        options: RequestOptions | None = None,
    ) -> AsyncStream[T]:
        """Send a request, and read the items of the answer, each as `returns`, as they come."""
        call = prepare(request, self._settings, options)
        outcome = await self._outcome(call, streamed=True)
        try:
            response = check_stream(call, outcome)
        except BaseException:
            if isinstance(outcome, httpx.Response):
                await outcome.aclose()
            raise
        decode = partial(item, call, response, returns)
        return AsyncStream(response, call.reads, decode, partial(broken, call))

    async def _outcome(self, call: Call, streamed: bool = False) -> Outcome:
        outcome = await self._attempt(call, streamed)
        attempt = 0
        while (delay := pause(call, attempt, outcome, random.random())) is not None:
            await self._sleep(delay)
            outcome = await self._attempt(call, streamed)
            attempt += 1
        return outcome

    async def _attempt(self, call: Call, streamed: bool) -> Outcome:
        auth = None if call.authorized else httpx.USE_CLIENT_DEFAULT
        try:
            async with sending_async(call.content, call.progress) as content:
                request = self._http.build_request(
                    call.method, call.url, headers=call.headers, content=content, timeout=call.timeout
                )
                if call.key_in_url:
                    request.url = _Unlogged(request.url)
                response = await self._http.send(request, auth=auth, follow_redirects=False, stream=streamed)
            if streamed and not response.is_success:
                await response.aread()
            return response
        except httpx.RequestError as error:
            return error

    def paginate(
        self,
        request: Request,
        *,
        returns: Returns[T],
        items: Callable[[T], Iterable[Item] | None],
        following: Callable[[T], Query | None],
        options: RequestOptions | None = None,
    ) -> AsyncPager[Item, T]:
        """The pages that begin with this request.

        `items` gives the items of a page, `following` the query values of the next one, or None after the last.
        """

        async def fetch(query: Query) -> T:
            return await self.send(replace(request, query={**request.query, **query}), returns=returns, options=options)

        shown = prepare(request, self._settings, options).shown
        return AsyncPager(fetch, request.query, items, following, shown)

    async def aclose(self) -> None:
        """Close the connections. A client of httpx that was passed in stays open."""
        if self._owned:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
