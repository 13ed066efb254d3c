"""From an answer to a value, or to an error: what an outcome means. It sends nothing, and waits for nothing."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar, cast

import httpx
from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from .call import Call, Settings
from .deadline import TooLarge, readable, taken
from .errors import (
    ApiError,
    ConnectionFailedError,
    StatusError,
    TimeoutExceededError,
    UnexpectedResponseError,
    status_error_class,
)
from .hooks import Mismatch
from .mismatch import is_mapping, is_sequence, mismatches, pointer_of
from .model import read
from .reading import Found, read_leniently, repeated, unlisted
from .request import Answer
from .retry import Outcome

T = TypeVar("T")
Returns = type[T] | TypeAdapter[T]

_REDACTED = "[redacted]"
_log = logging.getLogger(__name__)


def answer(call: Call, outcome: Outcome, returns: Returns[T] | None, settings: Settings) -> T | None:
    """The value of an answer, None if `returns` is None. Raises what `errors` describes."""
    if not isinstance(outcome, httpx.Response):
        raise broken(call, outcome) from outcome
    status = outcome.status_code
    if status >= 400:
        raise _refusal(call, outcome)
    if call.reads == "location" and 300 <= status < 400 and "Location" in outcome.headers:
        return cast(T, _location(call, outcome))
    if call.reads == "location" or not (200 <= status < 300 or status in call.answers):
        wanted = "redirection" if call.reads == "location" else "result"
        raise unexpected(call, outcome, f"{_phrase(status)}{_target(call, outcome)}, where a {wanted} was expected")
    usual = Answer(returns, call.reads)
    expected: Answer | None = _by_status(call.answers, status, usual) if call.answers else usual
    if returns is None or expected is None:
        return None
    if expected.reads != "json":
        return cast(T, readable(outcome).text if expected.reads == "text" else taken(outcome))
    data = _json_bytes(outcome)
    if data and not data.isspace():
        shown = partial(_excerpt, call, outcome)
        return cast(T, read_json(call, outcome, _phrase(status), data, expected.type, shown, settings))
    with suppress(ValidationError):  # where an answer may be without content, its type has None
        return cast(T, read("null", expected.type))
    raise unexpected(call, outcome, f"{_phrase(status)} has no body, where JSON was expected")


@cache
def _phrase(status: int) -> str:
    return f"{status} {httpx.codes.get_reason_phrase(status)}".rstrip()


@dataclass(frozen=True)
class Unread:
    """An answer to a call that is a stream of items. The call had `begun` by the client's clock."""

    call: Call
    response: httpx.Response
    settings: Settings
    begun: float

    @property
    def until(self) -> float | None:
        """When its total timeout is over."""
        seconds = self.call.options.total_timeout
        return None if seconds is None else self.begun + seconds


def check_stream(call: Call, outcome: Outcome, settings: Settings) -> httpx.Response:
    """The answer whose items are to be read; only one that is no stream has been read. Raises as `answer` does."""
    if not isinstance(outcome, httpx.Response) or not outcome.is_success:
        answer(call, outcome, None, settings)
        raise AssertionError("an answer without success raises")
    media_type = outcome.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if outcome.status_code == 204:  # there are no items, or no more of them (WHATWG HTML, 9.2.3)
        return outcome
    if call.reads not in ("lines", "sequence") and media_type != "text/event-stream":
        raise unexpected(call, outcome, f"an answer of {printable(media_type)!r}, where events were expected")
    return outcome


def broken(call: Call, error: httpx.RequestError) -> ApiError:
    """What to raise for an error of the connection."""
    error.request = call.shown  # the real one holds credentials
    cause: BaseException | None = error
    while cause is not None:  # those below it quote what came, and are shown in a traceback
        if (text := hidden(str(cause), call.secrets)) != str(cause):
            cause.args = (text,)
        cause = cause.__cause__ or cause.__context__
    return _failure(call, error)


def _by_status(known: Mapping[int | str, Any], status: int, otherwise: Any = None) -> Any:
    """What is known of the status itself, of its range, or of all others, in this order."""
    return next((known[key] for key in (status, f"{status // 100}XX", "default") if key in known), otherwise)


def read_json(
    call: Call,
    response: httpx.Response,
    what: str,
    data: bytes | str,
    type_: Any,
    shown: Callable[[], str],
    settings: Settings,
) -> Any:
    """The value of the JSON text; `what` it is, and how it is `shown` where it is none, are for errors."""
    try:
        found: list[Found] = []
        value = read(data, type_)
    except ValidationError as error:
        if error.errors(include_url=False)[0]["type"] == "json_invalid":
            raise unexpected(call, response, f"{what} is not JSON, but {shown()}") from None
        plain = from_json(data)
        lenient = None if settings.reading == "strict" else read_leniently(plain, type_)
        if lenient is None:
            (path, problem), *_ = mismatches(error, plain)
            raise _mismatch(call, response, what, Found(path, None, problem)) from None
        value, found = lenient
    if settings.reading != "tolerant" or settings.hooks.mismatch:
        found += [*unlisted(value), *repeated(data)]
    for each in found:
        if settings.reading == "strict":
            raise _mismatch(call, response, what, each)
        told = Mismatch(call.operation, pointer_of(each.path), each.value, each.problem)
        if settings.reading == "warn":
            _log.warning("%s: %s is not as described: %s %s", call.operation, what, told.pointer, told.problem)
        if settings.hooks.mismatch:
            settings.hooks.mismatch(told)
    return value


def _mismatch(call: Call, response: httpx.Response, what: str, found: Found) -> UnexpectedResponseError:
    pointer = pointer_of(found.path)
    problem = f"{what} is not as described: {pointer or 'the whole'} {found.problem}"
    return unexpected(call, response, problem, hidden(pointer, call.secrets))


def _location(call: Call, response: httpx.Response) -> str:
    """The address that the answer points to; it may be relative to that of the call (RFC 9110, 10.2.2)."""
    try:
        return str(call.url.join(response.headers["Location"]))
    except httpx.InvalidURL:
        raise unexpected(call, response, "the Location of the answer is not a URL") from None


def _failure(call: Call, error: httpx.RequestError) -> ApiError:
    detail = ": ".join(filter(None, [type(error).__name__, printable(str(error))]))
    if isinstance(error, httpx.TimeoutException):
        return TimeoutExceededError(f"no answer in time ({detail})", request=call.shown)
    if isinstance(error, TooLarge):
        return UnexpectedResponseError(str(error), request=call.shown)
    if isinstance(error, httpx.DecodingError):
        return UnexpectedResponseError(f"the answer cannot be decoded ({detail})", request=call.shown)
    return ConnectionFailedError(f"no answer ({detail})", request=call.shown)


def _refusal(call: Call, response: httpx.Response) -> StatusError:
    clean = _clean(call, response)
    data = _json_bytes(clean)
    value: Any = None
    with suppress(ValueError):
        value = from_json(data, allow_inf_nan=False)
    problem = printable(_first_message(value)) or (_excerpt(call, clean) if data.strip() else "")
    return status_error_class(response.status_code)(
        problem, request=call.shown, response=clean, body=_error_body(call, response.status_code, data, value)
    )


def _error_body(call: Call, status: int, data: bytes, value: Any) -> Any:
    if (kind := _by_status(call.errors, status)) is not None:
        with suppress(ValidationError):
            return read(data, kind)
    return value


def unexpected(
    call: Call, response: httpx.Response, problem: str, pointer: str | None = None
) -> UnexpectedResponseError:
    clean = _clean(call, response)
    return UnexpectedResponseError(hidden(problem, call.secrets), request=call.shown, response=clean, pointer=pointer)


def _clean(call: Call, response: httpx.Response) -> httpx.Response:
    """A copy without the credentials of the request, which a server may also echo, and without cookies."""
    dropped = (b"set-cookie", b"content-encoding", b"content-length", b"transfer-encoding")

    def without(part: bytes) -> bytes:
        return hidden(part.decode("latin-1"), call.secrets).encode("latin-1")

    headers = [(without(name), without(value)) for name, value in response.headers.raw if name.lower() not in dropped]
    content = taken(response)
    for secret in call.secrets:
        content = content.replace(secret.encode(), _REDACTED.encode())
    return readable(httpx.Response(response.status_code, headers=headers, content=content, request=call.shown))


def _target(call: Call, response: httpx.Response) -> str:
    """Where a redirect points, without what may be secret in it."""
    with suppress(httpx.InvalidURL, KeyError):
        target = httpx.URL(response.headers["Location"]).copy_with(userinfo=b"", query=None, fragment=None)
        return f" points to {printable(hidden(str(target), call.secrets))} and is not followed"
    return ""


def _json_bytes(response: httpx.Response) -> bytes:
    """The body as UTF-8, which JSON is unless the answer says otherwise, without a byte order mark."""
    content = taken(response)
    if "charset" in response.headers.get("Content-Type", "").lower():
        charset = (readable(response).encoding or "utf-8").lower()
        content = content if charset in ("utf-8", "utf8", "us-ascii", "ascii") else response.text.encode()
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
    text = readable(response).text[:10_000]
    if "html" in media_type or "xml" in media_type:
        text = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<[^>]*>", " ", text)
    return f"{printable(media_type)}: {printable(hidden(text, call.secrets))!r}"


def printable(text: str, most: int = 200) -> str:
    """One line of printable text: an answer shall not write to a terminal or forge a line of a log."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def hidden(text: str, secrets: tuple[str, ...]) -> str:
    """The text without what is secret."""
    for secret in secrets:
        text = text.replace(secret, _REDACTED)
    return text
