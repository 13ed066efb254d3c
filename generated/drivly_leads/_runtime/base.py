"""What the sync and the async client have in common: what they know, and what they do without waiting."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Generic, Self, TypeVar, get_args

import httpx

from .answer import answer, broken, hidden
from .auth import Credential
from .call import (
    DEFAULT_RESPONSE_LIMIT,
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    Call,
    Reading,
    Settings,
    Steps,
)
from .connections import Connections, Http
from .deadline import readable
from .errors import ConfigurationError, InvalidRequestError
from .exchange import exchange
from .hooks import Hooks
from .pages import Following, Plan
from .prepare import address, checked_headers, prepare
from .request import Request, RequestOptions, Security, is_whole, of_kind
from .response import taken
from .retry import Outcome
from .servers import Servers, addresses

T = TypeVar("T")
Item = TypeVar("Item")


class BaseClient(Generic[Http]):
    """What both flavours know, and what they do without waiting.

    Args:
        name: Names the client in the User-Agent header.
        base_url: Where the API is; its path is kept. None means: at the server of the environment.
        servers: The servers that the description names, by environment.
        environment: Which of them is meant.
        variables: Values for the variables in their addresses; None means the default.
        credentials: What the user gave, and what may be given.
        security: The alternatives of schemes that hold unless an operation has its own.
        timeout: Seconds, for each of connecting, writing and reading; None waits for ever.
        total_timeout: Seconds for a whole call, with all attempts; None: no limit.
        retries: How often a call may be repeated, see `retry`.
        headers: Sent with every call.
        follow_redirects: Whether answers that point elsewhere are followed, see `exchange`.
        reading: What becomes of values that are not as described: see `reading`. "strict" raises
            `UnexpectedResponseError`, "warn" writes them to the log, and "tolerant" tells `hooks.mismatch` alone.
        response_limit: How many bytes of an answer are read into memory.
        hooks: Functions that are told what happens.
        http_client: Used as it is for sending, for example with a proxy, and not closed. Timeout and base URL are this
            client's; its `auth` acts only on calls for which this client sends no credential.
        clock: Seconds from a fixed point, for timeouts.
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
        total_timeout: float | None = None,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = False,
        reading: Reading = "tolerant",
        response_limit: int = DEFAULT_RESPONSE_LIMIT,
        hooks: Hooks | None = None,
        http_client: Http | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Any] | None = None,
    ) -> None:
        given = RequestOptions(
            timeout=httpx.Timeout(None) if timeout is None else timeout,
            total_timeout=total_timeout,
            retries=retries,
            headers={} if headers is None else headers,
            follow_redirects=follow_redirects,
        )
        options = replace(given, headers={**given.headers})
        if reading not in get_args(Reading):
            known = ", ".join(map(repr, get_args(Reading)))
            raise ConfigurationError(f"reading must be one of {known}; it is {reading!r}")
        if not is_whole(response_limit):
            raise ConfigurationError(f"response_limit must be a number of bytes; it is {response_limit!r}")
        try:
            dict(checked_headers(options.headers))
        except InvalidRequestError as error:
            raise ConfigurationError(str(error)) from None
        where = addresses(base_url, servers or {}, environment, variables or {})
        told = of_kind(Hooks() if hooks is None else hooks, Hooks, "hooks")
        self._settings = Settings(name, where, credentials, security, options, reading, told, response_limit, clock)
        self._connections = Connections(self._new_http, http_client)
        self._sleep = sleep or self._usual_sleep
        self._lock = self._new_lock()

    _new_http: type[Http]
    _new_lock: Callable[[], Any]
    _usual_sleep: Callable[[float], Any]

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._settings.addresses.base_url!r})"

    def with_options(self, options: RequestOptions | None = None, *, http_client: Http | None = None) -> Self:
        """The same client, but for these options, which hold for all its calls. It shares the connections, or sends
        with the client of httpx that is given; closing it closes them.
        """
        view = copy.copy(self)
        vars(view).clear()  # of resources, which know the client that they were made for
        vars(view).update({name: value for name, value in vars(self).items() if name.startswith("_")})
        if options is not None:
            over = of_kind(options, RequestOptions, "options").over(self._settings.options)
            view._settings = replace(self._settings, options=over)
        if http_client is not None:
            view._connections = Connections(self._new_http, http_client)
        return view

    def _answered(
        self, request: Request, returns: Any, options: RequestOptions | None
    ) -> Steps[tuple[Any, httpx.Headers]]:
        """The steps of a call whose answer is read as a whole, unless the caller wishes otherwise; its headers too."""
        wish = taken()
        streamed = wish is not None and wish.streamed
        call = prepare(request, self._settings, options)
        call, outcome = yield from exchange(call, self._settings, streamed)
        if not isinstance(outcome, httpx.Response) or not outcome.is_success or not streamed:
            value = answer(call, outcome, returns, self._settings)
        else:
            value = None
        assert isinstance(outcome, httpx.Response)
        if wish is not None:
            wish.answer = outcome if streamed else readable(outcome)
            wish.failed = partial(broken, call)
        return value, outcome.headers

    def _planned(
        self,
        request: Request,
        items: Callable[[T], Iterable[Item] | None],
        following: Callable[[T], Following],
        options: RequestOptions | None,
    ) -> Plan[Item, T]:
        """A list in pages, whose first request is checked at once."""
        call = prepare(request, self._settings, options)
        hide = partial(hidden, secrets=call.secrets)
        keys = frozenset(each.name for each in self._settings.credentials if each.place == "query")
        return Plan(request, address(request, self._settings, options), items, following, keys, call.shown, hide)

    def _opened(self, request: Request, returns: Any, options: RequestOptions | None) -> Steps[tuple[Call, Outcome]]:
        """The steps of a call whose answer is a stream of items, each of which will be read as `returns`."""
        return (yield from exchange(prepare(request, self._settings, options), self._settings, streamed=True))
