"""From a request and the client's settings to a call: what is to be sent, but for the credentials.

Whose header wins: the caller's of one call, then the operation's own, then the client's. A credential of the client
yields to a header of the same name that the caller set by hand, so `headers={"Authorization": ...}` works.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote_plus
from uuid import uuid4

import httpx

from . import encode
from .auth import choose
from .call import Call, Settings
from .errors import InvalidRequestError
from .forms import querystring
from .request import Request, RequestOptions
from .retry import idempotency_key, may_repeat
from .servers import checked_url
from .upload import length


def prepare(request: Request, settings: Settings, options: RequestOptions | None = None) -> Call:
    """What is to be sent, but for the credentials. Raises `InvalidRequestError` and `ConfigurationError`."""
    by_call = options or RequestOptions()
    options = by_call.over(settings.options)
    headers = httpx.Headers(
        {
            "Accept": "application/json",
            "Accept-Encoding": "gzip, deflate",  # as `Content.watched` takes it, whatever httpx could read besides
            "User-Agent": f"{settings.name} python-{httpx.__name__}/{httpx.__version__}",
        }
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
        headers["Cookie"] = "; ".join(filter(None, [headers.get("Cookie", ""), cookies]))
    base = address(request, settings, by_call)
    linked = {unquote_plus(part.partition("=")[0]) for part in request.url.partition("?")[2].split("&")}
    more = {name: value for name, value in options.query.items() if name not in linked}  # a link repeats what was sent
    queries = (encode.query({**request.query, **more}), querystring(request.querystring))
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
        secrets=secrets_of((secret for each in credentials for secret in each.secrets), by_hand),
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


def secrets_of(known: Iterable[str], by_hand: Mapping[str, str]) -> tuple[str, ...]:
    """Every text to hide. Very short ones are left: they stand everywhere by chance."""
    texts = set(known)
    texts |= {value for name, value in by_hand.items() if re.search("auth|key|token|secret|cookie|password", name)}
    texts |= {escaped for text in texts for escaped in (quote(text, safe=""), json.dumps(text)[1:-1], repr(text)[1:-1])}
    return longest_first(text for text in texts if len(text) >= 4)


def longest_first(secrets: Iterable[str]) -> tuple[str, ...]:
    """Each once, in the order in which they are hidden: one that is a part of another leaves none of that."""
    return tuple(sorted({*secrets}, key=len, reverse=True))
