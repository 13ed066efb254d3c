"""The client of httpx behind a client: one that was given, or one of our own, with what must be so in every process."""

from __future__ import annotations

import inspect
import os
import threading
import warnings
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import httpx

from .call import Call
from .deadline import Content
from .errors import ConfigurationError
from .prepare import with_query

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

    def __init__(self, make: type[Http], given: Http | None) -> None:
        if given is not None:
            _hold(given, make)
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
    http: httpx.Client | httpx.AsyncClient,
    call: Call,
    body: httpx.SyncByteStream | httpx.AsyncByteStream,
    timeout: float | httpx.Timeout | None,
    content: Content,
) -> httpx.Request:
    """The request of httpx, as its `build_request` makes one, but for what is ready already: `params` of `http` stand
    beside those of the call, which win. To a foreign origin goes nothing that was set for all requests of `http`.
    """
    url, cookies = call.url, None
    headers: list[tuple[bytes, bytes]] = []
    if not call.foreign:
        more = tuple((name, value) for name, value in http.params.multi_items() if name not in url.params)
        url = with_query(str(url), str(httpx.QueryParams(more))) if more else url
        headers = [each for each in http.headers.raw if each[0].decode().lower() not in call.headers]
        cookies = http.cookies
    headers += [(name.encode(), value.encode()) for name, value in call.headers.values()]
    named = {name.lower() for name, _ in headers}
    if b"host" not in named:
        headers.insert(0, (b"Host", url.netloc))
    in_memory = isinstance(body, httpx.ByteStream)
    if named.isdisjoint((b"content-length", b"transfer-encoding")):
        if not in_memory:
            headers.append((b"Transfer-Encoding", b"chunked"))
        elif call.method in ("POST", "PUT", "PATCH"):
            headers.append((b"Content-Length", b"0"))
    extensions = {"timeout": httpx.Timeout(timeout).as_dict()}
    request = httpx.Request(call.method, url, headers=headers, cookies=cookies, stream=body, extensions=extensions)
    if in_memory:
        request.read()
    if call.key_in_url:
        request.url = _Unlogged(request.url)
    if content.seconds is not None and isinstance(http, httpx.Client):
        request.extensions["trace"] = content.traced
    elif content.seconds is not None:  # the deadline ends the wait for a connection as well, without losing it
        request.extensions["timeout"]["pool"] = httpx.Timeout(call.options.timeout).pool
    return request


def how(call: Call) -> dict[str, Any]:
    """How httpx sends it. The `auth` of the user's client of httpx acts only where we send no credential, and never
    elsewhere; redirects are for us to follow."""
    own = call.credentials or call.foreign or call.authorized or "authorization" in call.headers
    auth = None if own else httpx.USE_CLIENT_DEFAULT
    return {"auth": auth, "follow_redirects": False}


def unread(response: httpx.Response, call: Call) -> httpx.Response:
    """An answer that is read later, by whoever calls: with the request as it is shown, not as it was sent."""
    response.request, response.history = call.shown, []
    return response


def _hold(given: object, wanted: type) -> None:
    """Raises `ConfigurationError` for what is no such client: one of the other flavour, or of another package."""
    if not isinstance(given, wanted):
        names = [f"{kind.__module__.partition('.')[0]}.{kind.__qualname__}" for kind in (wanted, type(given))]
        raise ConfigurationError(f"http_client must be an {names[0]}; it is an {names[1]}")


async def awaited(value: Any) -> Any:
    """What a function of the user gives, once it is there."""
    return await value if inspect.isawaitable(value) else value
