"""From a call to bytes, and from an answer to a value or an error: all that a client decides, without any waiting.

`prepare` makes what is to be sent, `pause` says whether to send it again, `answer` reads what came back. The clients
only send and sleep, so they are the same for sync and async code.

What is repeated: methods that are idempotent (RFC 9110, 9.2.2), when the connection failed or the status is 408, 429,
502, 503 or 504. PATCH and POST never are: the first attempt may have been done. A timeout while waiting for the answer
is not repeated either, as the caller's limit would be exceeded many times over; nor is a call of whose body a stream
has been read.

Whose header wins: the caller's of one call, then the operation's own, then the client's. A credential of the client
yields to a header of the same name that the caller set by hand, so `headers={"Authorization": ...}` works.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from . import encode
from .auth import Credential, choose
from .content import querystring
from .errors import (
    ApiError,
    ConfigurationError,
    ConnectionFailedError,
    InvalidRequestError,
    StatusError,
    TimeoutExceededError,
    UnexpectedResponseError,
    status_error_class,
)
from .mismatch import is_mapping, is_sequence, mismatches
from .model import read
from .request import Answer, Reads, Request, RequestOptions, Security
from .servers import Addresses, Servers, addresses
from .stream import as_json, text_of
from .upload import Progress, Upload, length, replayable

T = TypeVar("T")
Returns = type[T] | TypeAdapter[T]
Outcome = httpx.Response | httpx.RequestError

DEFAULT_TIMEOUT = 60.0
"""Seconds, for each of connecting, writing and reading."""
DEFAULT_RETRIES = 2

_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PUT", "DELETE"})
_REPEATED_STATUSES = frozenset({408, 429, 502, 503, 504})
_REPEATED_ERRORS = (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ConnectTimeout)
_FIRST_PAUSE, _LONGEST_PAUSE, _LONGEST_RETRY_AFTER = 0.5, 8.0, 60.0  # seconds
_REDACTED = "[redacted]"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What a client knows for all its calls."""

    name: str
    addresses: Addresses
    credentials: tuple[Credential, ...]
    security: Security
    timeout: float | httpx.Timeout | None
    retries: int
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Call:
    """A request ready to be sent, any number of times.

    `shown` is the request without credentials and body, for errors and logs; `secrets` are hidden from answers before
    an error shows them.
    """

    method: str
    url: str = field(repr=False)
    headers: httpx.Headers = field(repr=False)
    content: bytes | Upload | None = field(repr=False)
    progress: Progress | None = field(repr=False)
    timeout: float | httpx.Timeout | None
    retries: int
    authorized: bool
    key_in_url: bool
    reads: Reads
    answers: Mapping[int | str, Answer | None]
    errors: Mapping[int | str, Any]
    shown: httpx.Request
    secrets: tuple[str, ...] = field(repr=False)


# Before -----------------------------------------------------------------------------------------------------------


def settings(
    *,
    name: str,
    base_url: str | None,
    servers: Servers,
    environment: str | None,
    variables: Mapping[str, str | None],
    credentials: tuple[Credential, ...],
    security: Security,
    timeout: float | httpx.Timeout | None,
    retries: int,
    headers: Mapping[str, str] | None,
) -> Settings:
    """The settings of a client. Raises `ConfigurationError` where they cannot work."""
    where = addresses(base_url, servers, environment, variables)
    try:
        own = dict(_checked_headers(headers or {}))
    except InvalidRequestError as error:
        raise ConfigurationError(str(error)) from None
    return Settings(name, where, credentials, security, timeout, retries, own)


def prepare(request: Request, settings: Settings, options: RequestOptions | None) -> Call:
    """What is to be sent. Raises `InvalidRequestError` and `ConfigurationError`."""
    options = options or RequestOptions()
    headers = httpx.Headers(
        {"Accept": "application/json", "User-Agent": f"{settings.name} python-httpx/{httpx.__version__}"}
    )
    if request.body is not None:
        headers["Content-Type"] = request.body.media_type
        if (size := length(request.body.content)) is not None:
            headers["Content-Length"] = str(size)
    by_hand = httpx.Headers({**settings.headers, **dict(_checked_headers(options.headers))})
    for given in (settings.headers, encode.headers(request.headers), options.headers):
        headers.update(given)

    security = settings.security if request.security is None else request.security
    credentials = choose(settings.credentials, security, {("header", name) for name in by_hand})
    sent = {(each.place, each.name): each.text or "" for each in credentials}
    headers.update({name: text for (place, name), text in sent.items() if place == "header"})
    cookies = [
        encode.cookies(request.cookies),
        *(f"{name}={text}" for (place, name), text in sent.items() if place == "cookie"),
    ]
    if any(cookies):
        headers["Cookie"] = "; ".join(filter(None, cookies))

    url = settings.addresses.of(request.servers) + encode.path(request.url, request.path)
    query = "&".join(filter(None, [encode.query(request.query), querystring(request.querystring)]))
    keys = {name: text for (place, name), text in sent.items() if place == "query"}
    shown = {name: headers[name] for name in ("Accept", "User-Agent", "Content-Type") if name in headers}
    address = _with_query(url, query, encode.query(keys))
    try:
        shown_url = httpx.URL(_with_query(url, query, encode.query(dict.fromkeys(keys, "redacted"))))
        httpx.URL(address)
    except httpx.InvalidURL as error:
        raise InvalidRequestError("url", str(error)) from None
    return Call(
        method=request.method,
        url=address,
        headers=headers,
        content=None if request.body is None else request.body.content,
        progress=options.progress,
        timeout=settings.timeout if options.timeout is None else options.timeout,
        retries=settings.retries if options.retries is None else options.retries,
        authorized=bool(credentials),
        key_in_url=bool(keys),
        reads=request.reads,
        answers=request.answers,
        errors=request.errors,
        shown=httpx.Request(request.method, shown_url, headers=shown),
        secrets=_secrets(credentials, by_hand),
    )


def _with_query(url: str, *queries: str) -> str:
    query = "&".join(filter(None, queries))
    return f"{url}{'&' if '?' in url else '?'}{query}" if query else url


def _checked_headers(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in headers.items():
        if re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name) is None:
            raise InvalidRequestError("headers", f"{name!r} is not the name of a header")
        yield name, encode.header_value(value, f"headers.{name}")


def _secrets(credentials: Iterable[Credential], by_hand: httpx.Headers) -> tuple[str, ...]:
    """Every text to hide. Very short ones are left: they stand everywhere by chance."""
    texts = {secret for each in credentials for secret in each.secrets}
    texts |= {value for name, value in by_hand.items() if re.search("auth|key|token|secret|cookie|password", name)}
    texts |= {quote(text, safe="") for text in texts}
    return tuple(sorted((text for text in texts if len(text) >= 4), key=len, reverse=True))


# Again? -----------------------------------------------------------------------------------------------------------


def pause(call: Call, attempt: int, outcome: Outcome, chance: float) -> float | None:
    """Seconds to wait before sending the call again, or None if `outcome` stands.

    `attempt` counts from 0. The wait is `Retry-After`, in seconds (RFC 9110, 10.2.3), where the server asks for it; for
    more than a minute the call is not repeated. Else it grows exponentially, with full jitter: `chance` is random,
    from 0 to 1.
    """
    result = outcome.status_code if isinstance(outcome, httpx.Response) else type(outcome).__name__
    _log.debug("%s %s: %s", call.method, call.shown.url.copy_with(query=None), result)
    if attempt >= call.retries or call.method not in _IDEMPOTENT or not replayable(call.content):
        return None
    if isinstance(outcome, httpx.Response):
        if outcome.status_code not in _REPEATED_STATUSES:
            return None
        asked = outcome.headers.get("Retry-After", "")
        if re.fullmatch(r"[0-9]{1,9}", asked):
            return float(asked) if float(asked) <= _LONGEST_RETRY_AFTER else None
    elif not isinstance(outcome, _REPEATED_ERRORS):
        return None
    return chance * min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(attempt, 10))


# After ------------------------------------------------------------------------------------------------------------


def answer(call: Call, outcome: Outcome, returns: Returns[T] | None) -> T | None:
    """The value of an answer, None if `returns` is None. Raises what `errors` describes."""
    if not isinstance(outcome, httpx.Response):
        raise broken(call, outcome) from outcome
    status = outcome.status_code
    if status >= 400:
        raise _refusal(call, outcome)
    phrase = f"{status} {httpx.codes.get_reason_phrase(status)}".rstrip()
    if call.reads == "location" and 300 <= status < 400 and "Location" in outcome.headers:
        return cast(T, _location(call, outcome))
    if call.reads == "location" or not 200 <= status < 300:
        wanted = "redirection" if call.reads == "location" else "result"
        raise _unexpected(call, outcome, f"{phrase}{_target(call, outcome)}, where a {wanted} was expected")
    expected: Answer | None = _by_status(call.answers, status, Answer(returns, call.reads))
    if returns is None or expected is None:
        return None
    if expected.reads != "json":
        return cast(T, outcome.text if expected.reads == "text" else outcome.content)
    data = _json_bytes(outcome)
    if data.strip():
        return cast(T, _read_json(call, outcome, phrase, data, expected.type, lambda: _excerpt(call, outcome)))
    with suppress(ValidationError):  # where an answer may be without content, its type has None
        return cast(T, read("null", expected.type))
    raise _unexpected(call, outcome, f"{phrase} has no body, where JSON was expected")


def check_stream(call: Call, outcome: Outcome) -> httpx.Response:
    """The answer whose items are to be read; only one that is no stream has been read. Raises as `answer` does."""
    if not isinstance(outcome, httpx.Response) or not outcome.is_success:
        answer(call, outcome, None)
        raise AssertionError("an answer without success raises")
    media_type = outcome.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if call.reads not in ("lines", "sequence") and media_type != "text/event-stream":
        raise _unexpected(call, outcome, f"an answer of {_printable(media_type)!r}, where events were expected")
    return outcome


def item(call: Call, response: httpx.Response, returns: Any, record: Any) -> Any:
    """The item of a stream that is in a record. Raises `UnexpectedResponseError`."""
    if call.reads == "server_event":
        return record[0]

    def shown() -> str:
        return repr(_printable(_hide(text_of(record), call.secrets)))

    try:
        data = as_json(record, call.reads)
    except ValueError:
        raise _unexpected(call, response, f"an item is not JSON, but {shown()}") from None
    return _read_json(call, response, "an item", data, returns, shown)


def broken(call: Call, error: httpx.RequestError) -> ApiError:
    """What to raise for an error of the connection."""
    error.request = call.shown  # the real one holds credentials
    error.args = (_hide(str(error), call.secrets),)
    return _failure(call, error)


def _by_status(known: Mapping[int | str, Any], status: int, otherwise: Any = None) -> Any:
    """What is known of the status itself, of its range, or of all others, in this order."""
    return next((known[key] for key in (status, f"{status // 100}XX", "default") if key in known), otherwise)


def _read_json(
    call: Call, response: httpx.Response, what: str, data: bytes | str, type_: Any, shown: Callable[[], str]
) -> Any:
    """The value of the JSON text; `what` it is, and how it is `shown` where it is none, are for errors."""
    try:
        return read(data, type_)
    except ValidationError as error:
        if error.errors(include_url=False)[0]["type"] == "json_invalid":
            problem = f"{what} is not JSON, but {shown()}"
            raise _unexpected(call, response, problem) from None
        (path, mismatch), *_ = mismatches(error, from_json(data))
        pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
        problem = f"{what} is not as described: {pointer or 'the whole'} {mismatch}"
        raise _unexpected(call, response, _hide(problem, call.secrets), pointer) from None


def _location(call: Call, response: httpx.Response) -> str:
    """The address that the answer points to; it may be relative to that of the call (RFC 9110, 10.2.2)."""
    try:
        return str(httpx.URL(call.url).join(response.headers["Location"]))
    except httpx.InvalidURL:
        raise _unexpected(call, response, "the Location of the answer is not a URL") from None


def _failure(call: Call, error: httpx.RequestError) -> ApiError:
    detail = ": ".join(filter(None, [type(error).__name__, _printable(str(error))]))
    if isinstance(error, httpx.TimeoutException):
        return TimeoutExceededError(f"no answer in time ({detail})", request=call.shown)
    if isinstance(error, httpx.DecodingError):
        return UnexpectedResponseError(f"the answer cannot be decoded ({detail})", request=call.shown)
    return ConnectionFailedError(f"no answer ({detail})", request=call.shown)


def _refusal(call: Call, response: httpx.Response) -> StatusError:
    clean = _clean(call, response)
    data = _json_bytes(clean)
    value: Any = None
    with suppress(ValueError):
        value = from_json(data)
    problem = _printable(_first_message(value)) or (_excerpt(call, clean) if data.strip() else "")
    return status_error_class(response.status_code)(
        problem, request=call.shown, response=clean, body=_error_body(call, response.status_code, data, value)
    )


def _error_body(call: Call, status: int, data: bytes, value: Any) -> Any:
    if (kind := _by_status(call.errors, status)) is not None:
        with suppress(ValidationError):
            return read(data, kind)
    return value


def _unexpected(
    call: Call, response: httpx.Response, problem: str, pointer: str | None = None
) -> UnexpectedResponseError:
    return UnexpectedResponseError(problem, request=call.shown, response=_clean(call, response), pointer=pointer)


def _clean(call: Call, response: httpx.Response) -> httpx.Response:
    """A copy without the credentials of the request, which a server may also echo, and without cookies."""
    dropped = {"set-cookie", "content-encoding", "content-length", "transfer-encoding"}
    headers = [
        (name, _hide(value, call.secrets)) for name, value in response.headers.multi_items() if name not in dropped
    ]
    content = b""
    with suppress(httpx.ResponseNotRead):  # of a stream nothing is kept
        content = response.content
    for secret in call.secrets:
        content = content.replace(secret.encode(), _REDACTED.encode())
    return httpx.Response(response.status_code, headers=headers, content=content, request=call.shown)


def _target(call: Call, response: httpx.Response) -> str:
    """Where a redirect points, without what may be secret in it."""
    with suppress(httpx.InvalidURL, KeyError):
        target = httpx.URL(response.headers["Location"]).copy_with(userinfo=b"", query=None, fragment=None)
        return f" points to {_printable(_hide(str(target), call.secrets))} and is not followed"
    return ""


def _json_bytes(response: httpx.Response) -> bytes:
    """The body as UTF-8, which JSON is unless the answer says otherwise, without a byte order mark."""
    charset = (response.charset_encoding or "utf-8").lower()
    content = response.content if charset in ("utf-8", "utf8", "us-ascii") else response.text.encode()
    return content.removeprefix(b"\xef\xbb\xbf")


def _first_message(value: Any) -> str:
    """The text nearest to the top of an error body that is meant for people, or an empty text."""
    level: list[Any] = [value]
    while level:
        for item in level:
            if is_mapping(item):
                for key in ("message", "detail", "error_description", "title", "error", "msg"):
                    if isinstance(item.get(key), str) and item[key]:
                        return str(item[key])
        level = [part for item in level for part in _parts(item)]
    return ""


def _parts(value: Any) -> list[Any]:
    if is_mapping(value):
        return list(value.values())
    return list(value) if is_sequence(value) else []


def _excerpt(call: Call, response: httpx.Response) -> str:
    """The media type and the beginning of the text, without tags."""
    media_type = response.headers.get("Content-Type", "no content type").partition(";")[0].strip()
    text = response.text[:10_000]
    if "html" in media_type or "xml" in media_type:
        text = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<[^>]*>", " ", text)
    return f"{_printable(media_type)}: {_printable(_hide(text, call.secrets))!r}"


def _printable(text: str, most: int = 200) -> str:
    """One line of printable text: an answer shall not write to a terminal or forge a line of a log."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _hide(text: str, secrets: tuple[str, ...]) -> str:
    for secret in secrets:
        text = text.replace(secret, _REDACTED)
    return text
