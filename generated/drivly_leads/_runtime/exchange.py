"""A call from its request to its outcome, as steps: a generator that says what to do next, and is told what came of it.

It decides everything and waits for nothing, so that it is one for sync and async code: the clients perform its steps.

Whose header wins: the caller's of one call, then the operation's own, then the client's. A credential of the client
yields to a header of the same name that the caller set by hand, so `headers={"Authorization": ...}` works.

Redirects are followed where the caller wants it: to the same origin with everything, to another one without body and
with no header, cookie or credential of the caller.
"""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar
from urllib.parse import quote
from uuid import uuid4

import httpx

from . import encode
from .auth import Credential, TokenSource, choose
from .content import querystring
from .errors import ConfigurationError, InvalidRequestError
from .hooks import Attempt, Hooks
from .request import Answer, Body, Reads, Request, RequestOptions, Security
from .retry import Outcome, idempotency_key, may_repeat, pause
from .servers import Addresses, checked_url
from .upload import length, replayable

T = TypeVar("T")

DEFAULT_TIMEOUT = 60.0
"""Seconds, for each of connecting, writing and reading."""
DEFAULT_RETRIES = 2
DEFAULT_RESPONSE_LIMIT = 256 * 2**20
"""Bytes of an answer that is read as a whole, once decompressed."""

Reading = Literal["strict", "warn", "tolerant"]
"""What becomes of values that are not as described: see `reading`."""

_MOST_REDIRECTS = 10
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What a client knows for all its calls."""

    name: str
    addresses: Addresses
    credentials: tuple[Credential, ...]
    security: Security
    options: RequestOptions
    reading: Reading
    hooks: Hooks
    response_limit: int
    clock: Callable[[], float]


@dataclass(frozen=True)
class Call:
    """A request ready to be sent, any number of times.

    `url` and `headers` are without the `credentials`, until `_authorized` has put them there. `shown` is the request
    without credentials and body, for errors and logs; `secrets` are hidden from answers before an error shows them.
    `foreign`: it goes to another origin than the one that the caller meant. `authorized`: it proves itself who calls.
    """

    operation: str
    method: str
    url: str = field(repr=False)
    headers: httpx.Headers = field(repr=False)
    body: Body | None = field(repr=False)
    options: RequestOptions
    credentials: tuple[Credential, ...]
    reads: Reads
    answers: Mapping[int | str, Answer | None]
    errors: Mapping[int | str, Any]
    shown: httpx.Request
    repeatable: bool
    secrets: tuple[str, ...] = field(repr=False)
    key_in_url: bool = False
    foreign: bool = False
    authorized: bool = False

    @property
    def resumptions(self) -> int:
        """How often a stream of events may be taken up again where it broke."""
        return (self.options.retries or 0) if self.repeatable else 0


# What to do next ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Send:
    """Send this, within `seconds` if they are not None; gives the outcome. If `streamed`, a success is not read."""

    call: Call
    timeout: float | httpx.Timeout | None
    seconds: float | None
    streamed: bool
    limit: int


@dataclass(frozen=True)
class Wait:
    """Wait so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Ask:
    """Call a function of the user; gives what it gives, once that is there."""

    function: Callable[[], Any]


@dataclass(frozen=True)
class Alone:
    """Perform these steps while nobody else performs such; gives their result."""

    steps: Steps[Any]


@dataclass(frozen=True)
class Close:
    """Close an answer that is not read."""

    response: httpx.Response


Step = Send | Wait | Ask | Alone | Close
Steps = Generator[Step, Any, T]


# Before ---------------------------------------------------------------------------------------------------------------


def prepare(request: Request, settings: Settings, options: RequestOptions | None = None) -> Call:
    """What is to be sent, but for the credentials. Raises `InvalidRequestError` and `ConfigurationError`."""
    by_call = options or RequestOptions()
    options = by_call.over(settings.options)
    headers = httpx.Headers(
        {"Accept": "application/json", "User-Agent": f"{settings.name} python-{httpx.__name__}/{httpx.__version__}"}
    )
    if request.body is not None:
        headers["Content-Type"] = request.body.media_type
        if (size := length(request.body.content)) is not None:
            headers["Content-Length"] = str(size)
    by_hand = httpx.Headers(dict(checked_headers(options.headers)))
    given = dict(request.headers)
    if (key := idempotency_key(given)) and given[key] is None and key not in by_hand:
        given[key] = str(uuid4())
    for each in (settings.options.headers, encode.headers(given), by_call.headers):
        headers.update(each)

    security = settings.security if request.security is None else request.security
    credentials = tuple(choose(settings.credentials, security, {("header", name) for name in by_hand}))
    if cookies := encode.cookies(request.cookies):
        headers["Cookie"] = cookies
    base = address(request, settings, by_call)
    queries = (encode.query({**request.query, **options.query}), querystring(request.querystring))
    url = with_query(base + encode.path(request.url, request.path), *queries)
    try:
        shown_url = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise InvalidRequestError("url", str(error)) from None
    shown = {name: headers[name] for name in ("Accept", "User-Agent", "Content-Type") if name in headers}
    return Call(
        operation=request.operation or f"{request.method} {request.url}",
        method=request.method,
        url=url,
        headers=headers,
        body=request.body,
        options=options,
        credentials=credentials,
        reads=request.reads,
        answers=request.answers,
        errors=request.errors,
        shown=httpx.Request(request.method, shown_url, headers=shown),
        repeatable=request.repeatable or may_repeat(request.method, headers),
        secrets=_secrets((secret for each in credentials for secret in each.secrets), by_hand),
    )


def address(request: Request, settings: Settings, options: RequestOptions | None = None) -> str:
    """The URL that the path of the request goes behind. Raises `ConfigurationError`."""
    own = (options.base_url if options else None) or settings.options.base_url
    return settings.addresses.of(request.servers) if own is None else checked_url(own, "base_url")


def checked_headers(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """These headers, if they can be sent. Raises `InvalidRequestError`."""
    for name, value in headers.items():
        if re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name) is None:
            raise InvalidRequestError("headers", f"{name!r} is not the name of a header")
        yield name, encode.header_value(value, f"headers.{name}")


def with_query(url: str, *queries: str) -> str:
    query = "&".join(filter(None, queries))
    return f"{url}{'&' if '?' in url else '?'}{query}" if query else url


def _secrets(known: Iterable[str], by_hand: Mapping[str, str]) -> tuple[str, ...]:
    """Every text to hide. Very short ones are left: they stand everywhere by chance."""
    texts = set(known)
    texts |= {value for name, value in by_hand.items() if re.search("auth|key|token|secret|cookie|password", name)}
    texts |= {quote(text, safe="") for text in texts}
    return tuple(sorted(filter(is_long, texts), key=len, reverse=True))


def is_long(secret: str) -> bool:
    """Is it long enough to be hidden wherever it stands?"""
    return len(secret) >= 4


def _authorized(
    call: Call, settings: Settings, until: float | None, refused: str | None = None
) -> Steps[tuple[Call, str | None]]:
    """The call with its credentials, and the one among them that may be fetched again; it was `refused` before."""
    if not call.credentials:
        return call, None
    headers, keys, cookies = call.headers.copy(), dict[str, str](), [call.headers.get("Cookie", "")]
    secrets = list[str]()
    fetched: str | None = None
    for credential in call.credentials:
        secret: Any = credential.source
        if isinstance(secret, TokenSource):
            left = None if until is None else max(0.0, until - settings.clock())
            fetched = yield from secret.steps(settings, refused, replace(call.options, total_timeout=left))
            secret = fetched
        elif not isinstance(secret, str):
            secret = yield Ask(secret)
        text = credential.text(secret)
        secrets.append(secret)
        if credential.place == "header":
            headers[credential.name] = text
        elif credential.place == "query":
            keys[credential.name] = text
        else:
            cookies.append(f"{credential.name}={text}")
    if any(cookies):
        headers["Cookie"] = "; ".join(filter(None, cookies))
    hidden = encode.query(dict.fromkeys(keys, "redacted"))
    shown = httpx.Request(call.method, with_query(str(call.shown.url), hidden), headers=call.shown.headers)
    ready = replace(
        call,
        url=with_query(call.url, encode.query(keys)),
        headers=headers,
        shown=shown if keys else call.shown,
        secrets=tuple(sorted({*call.secrets, *_secrets(secrets, {})}, key=len, reverse=True)),
        key_in_url=bool(keys),
    )
    return ready, fetched


# Sending --------------------------------------------------------------------------------------------------------------


def exchange(call: Call, settings: Settings, streamed: bool = False) -> Steps[tuple[Call, Outcome]]:
    """Send the call until its outcome stands: repeated, redirected, with fresh tokens. Gives what was sent at last."""
    total = call.options.total_timeout
    until = None if total is None else settings.clock() + total
    ready, token = yield from _authorized(call, settings, until)
    number, repeated, hops, renewed = 0, 0, 0, False
    while True:
        number += 1
        left = None if until is None else until - settings.clock()
        outcome = yield from _attempt(ready, settings, number, left, streamed)
        refused = isinstance(outcome, httpx.Response) and outcome.status_code == 401
        if refused and token and not renewed and _can_be_sent(call.body):
            ready, token = yield from _authorized(call, settings, until, refused=token)
            renewed = True
            continue
        elsewhere = _redirected(call, ready, outcome) if hops < _MOST_REDIRECTS else None
        if elsewhere is not None:
            call, hops = elsewhere, hops + 1
            ready, token = yield from _authorized(call, settings, until)
            continue
        again = repeated < (call.options.retries or 0) and call.repeatable and _can_be_sent(call.body)
        delay = pause(outcome, repeated, random.random()) if again else None
        left = None if until is None else until - settings.clock()
        if delay is None or (left is not None and delay >= left):
            return ready, outcome
        yield Wait(delay)
        repeated += 1
        ready, token = yield from _authorized(call, settings, until)


def _can_be_sent(body: Body | None) -> bool:
    """Whether there is nothing in it that could be read once, and was."""
    return body is None or replayable(body.content)


def _attempt(call: Call, settings: Settings, number: int, left: float | None, streamed: bool) -> Steps[Outcome]:
    """One sending, told to the hooks and the log."""
    attempt = Attempt(call.operation, call.method, str(call.shown.url), number)
    if settings.hooks.before and (more := settings.hooks.before(attempt)) and not call.foreign:
        call = replace(call, headers=httpx.Headers({**call.headers, **dict(checked_headers(more))}))
    begun = settings.clock()
    outcome: Outcome = httpx.ReadTimeout("the total timeout is over")
    if left is None or left > 0:
        timeout = call.options.timeout if left is None else _within(left, call.options.timeout)
        outcome = yield Send(call, timeout, left, streamed, settings.response_limit)
    seconds = settings.clock() - begun
    status = outcome.status_code if isinstance(outcome, httpx.Response) else None
    error = outcome if isinstance(outcome, httpx.RequestError) else None
    if error is not None:
        error.request = call.shown  # the real one holds credentials
    _log.debug(
        "%s: %s %s: %s after %.3f s",
        call.operation,
        call.method,
        call.shown.url.copy_with(query=None),
        status or type(error).__name__,
        seconds,
    )
    try:
        if settings.hooks.after:
            settings.hooks.after(replace(attempt, seconds=seconds, status=status, error=error))
    except BaseException:
        if isinstance(outcome, httpx.Response):
            yield Close(outcome)
        raise
    return outcome


def _within(seconds: float, timeout: float | httpx.Timeout | None) -> httpx.Timeout:
    """No part of the timeout is longer than these seconds."""
    parts = httpx.Timeout(timeout).as_dict()
    return httpx.Timeout(**{name: seconds if part is None else min(part, seconds) for name, part in parts.items()})


def _redirected(call: Call, sent: Call, outcome: Outcome) -> Call | None:
    """The call to where an answer points, None where it is not to be followed (RFC 9110, 15.4)."""
    if not isinstance(outcome, httpx.Response) or not call.options.follow_redirects or call.reads == "location":
        return None
    if outcome.status_code not in (301, 302, 303, 307, 308) or "Location" not in outcome.headers:
        return None
    url = httpx.URL(sent.url)
    target = None
    with suppress(httpx.InvalidURL):
        target = url.join(outcome.headers["Location"])
        for key in {each.name for each in call.credentials if each.place == "query"} & {*target.params}:
            target = target.copy_remove_param(key)  # it is added again, where it may go
    if target is None or target.scheme not in ("http", "https") or not target.host or target.userinfo:
        return None
    becomes_get = outcome.status_code == 303 or (outcome.status_code in (301, 302) and call.method == "POST")
    method = "GET" if becomes_get and call.method != "HEAD" else call.method
    body = None if becomes_get else call.body
    foreign = call.foreign or origin(target) != origin(url)
    if not _can_be_sent(body) or (foreign and (body is not None or method not in ("GET", "HEAD"))):
        return None
    headers = call.headers.copy()
    if body is None:
        headers.pop("Content-Type", None)
        headers.pop("Content-Length", None)
    if foreign:
        headers = httpx.Headers({name: headers[name] for name in ("Accept", "User-Agent") if name in headers})
    return replace(
        call,
        method=method,
        url=str(target.copy_with(fragment=None)),
        headers=headers,
        body=body,
        credentials=() if foreign else call.credentials,
        shown=httpx.Request(method, target.copy_with(query=None, fragment=None), headers=call.shown.headers),
        secrets=sent.secrets,
        foreign=foreign,
    )


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port (RFC 6454)."""
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def settings(
    *,
    name: str,
    addresses: Addresses,
    credentials: tuple[Credential, ...],
    security: Security,
    options: RequestOptions,
    reading: Reading,
    hooks: Hooks | None,
    response_limit: int,
    clock: Callable[[], float],
) -> Settings:
    """The settings of a client. Raises `ConfigurationError` where they cannot work."""
    try:
        dict(checked_headers(options.headers))
    except InvalidRequestError as error:
        raise ConfigurationError(str(error)) from None
    return Settings(name, addresses, credentials, security, options, reading, hooks or Hooks(), response_limit, clock)
