"""From a request and the client's settings to a call: what is to be sent, but for credentials that a function gives, or
that go into no header.

Whose header wins: the caller's of one call, then the operation's own, then the client's. A credential of the client
yields to a header of the same name that the caller set by hand, so `headers={"Authorization": ...}` works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_plus
from uuid import uuid4

import httpx

from . import encode
from .auth import Credential, choose
from .call import Call, Fields, Settings
from .errors import InvalidRequestError
from .forms import querystring
from .mismatch import is_mapping
from .request import Body, Request, RequestOptions, Security, of_kind
from .retry import idempotency_key, may_repeat
from .servers import checked_url
from .upload import length

_SECRET = re.compile("auth|key|token|secret|cookie|password")


def prepare(request: Request, settings: Settings, by_call: RequestOptions | None = None) -> Call:
    """What is to be sent, but for some credentials. Raises `InvalidRequestError` and `ConfigurationError`."""
    if by_call is None:
        options = settings.options
    else:
        options = of_kind(by_call, RequestOptions, "options").over(settings.options)
    security = settings.security if request.security is None else request.security
    standing: _Standing | None = None if by_call and by_call.headers else settings.standing.get(security)
    if standing is None:
        standing = _standing(settings, security, options.headers)
        if not (by_call and by_call.headers):
            settings.standing[security] = standing
    headers = {**_described(request.body), **standing.headers}
    if request.headers:
        headers |= _own(request.headers, standing.by_hand)
    if by_call is not None:
        headers |= {name.lower(): standing.by_hand[name.lower()] for name in by_call.headers}
    if request.cookies and (cookies := encode.cookies(request.cookies)):
        headers = with_cookies(headers, [cookies])
    headers |= standing.proof

    more = options.query
    if more and "?" in request.url:  # a link repeats what was sent
        linked = {unquote_plus(part.partition("=")[0]) for part in request.url.partition("?")[2].split("&")}
        more = {name: value for name, value in more.items() if name not in linked}
    query = encode.query({**request.query, **more} if more else request.query)
    base = address(request, settings, by_call)
    url = with_query(base + encode.path(request.url, request.path), query, querystring(request.querystring))
    return Call(
        operation=request.operation or f"{request.method} {request.url}",
        method=request.method,
        url=url,
        shown_url=url,
        headers=headers,
        body=request.body,
        options=options,
        credentials=standing.credentials,
        reads=request.reads,
        answers=request.answers,
        errors=request.errors,
        repeatable=request.repeatable or may_repeat(request.method, headers),
        known=standing.known,
    )


@dataclass(frozen=True)
class _Standing:
    """What calls of a client have in common: their usual headers, those that were set `by_hand`, the credentials, those
    of them that are always the same as headers, and the secrets in all these.
    """

    headers: Fields
    by_hand: Fields
    credentials: tuple[Credential, ...]
    proof: Fields
    known: tuple[str, ...]


def _standing(settings: Settings, security: Security, headers: Mapping[str, str]) -> _Standing:
    by_hand = fields(headers)
    credentials = tuple(choose(settings.credentials, security, {("header", name) for name in by_hand}))
    usual = {
        "Accept": "application/json",
        "Accept-Encoding": "gzip, deflate",  # as `Content.watched` takes it, whatever httpx could read besides
        "User-Agent": f"{settings.name} python-{httpx.__name__}/{httpx.__version__}",
    }
    return _Standing(
        headers={**{name.lower(): (name, value) for name, value in usual.items()}, **by_hand},
        by_hand=by_hand,
        credentials=credentials,
        proof={each.slot[1]: each.fixed for each in credentials if each.fixed},
        known=(*[secret for each in credentials for secret in each.secrets], *secret_values(by_hand)),
    )


def _described(body: Body | None) -> dict[str, tuple[str, str]]:
    """The headers that describe the body."""
    if body is None:
        return {}
    described = {"content-type": ("Content-Type", body.media_type)}
    if (size := length(body.content)) is not None:
        described["content-length"] = ("Content-Length", str(size))
    return described


def _own(given: Mapping[str, object], by_hand: Fields) -> dict[str, tuple[str, str]]:
    """The headers that the operation has itself. A key of idempotency that nobody gave is made."""
    if (key := idempotency_key(given)) and given[key] is None and key.lower() not in by_hand:
        given = {**given, key: str(uuid4())}
    return {name.lower(): (name, value) for name, value in encode.headers(given).items()}


def address(request: Request, settings: Settings, options: RequestOptions | None = None) -> str:
    """The URL that the path of the request goes behind. Raises `ConfigurationError`."""
    own = (options.base_url if options else None) or settings.options.base_url
    return settings.addresses.of(request.servers) if own is None else checked_url(own, "base_url")


def checked_headers(headers: object) -> Iterator[tuple[str, str]]:
    """These headers, if they can be sent. Raises `InvalidRequestError`."""
    if not is_mapping(headers):
        raise InvalidRequestError("headers", f"must be a mapping, not {type(headers).__name__}")
    for name, value in headers.items():
        if not isinstance(name, str) or re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name) is None:
            raise InvalidRequestError("headers", f"{name!r} is not the name of a header")
        if not isinstance(value, str):
            raise InvalidRequestError(f"headers.{name}", f"must be text, not {type(value).__name__}")
        yield name, encode.header_value(value, f"headers.{name}")


def fields(headers: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """These headers, if they can be sent. Raises `InvalidRequestError`."""
    return {name.lower(): (name, value) for name, value in checked_headers(headers)}


def with_cookies(headers: Fields, cookies: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The headers with these cookies behind those that are there."""
    there = [headers["cookie"][1]] if "cookie" in headers else []
    return {**headers, "cookie": ("Cookie", "; ".join(filter(None, [*there, *cookies])))}


def with_query(url: str, *queries: str) -> httpx.URL:
    """The address with these queries behind its own. Raises `InvalidRequestError`."""
    query = "&".join(filter(None, queries))
    try:
        return httpx.URL(f"{url}{'&' if '?' in url else '?'}{query}" if query else url)
    except httpx.InvalidURL as error:
        raise InvalidRequestError("url", str(error)) from None


def secret_values(headers: Fields) -> list[str]:
    """The values of headers that look secret."""
    return [value for name, (_, value) in headers.items() if _SECRET.search(name)]
