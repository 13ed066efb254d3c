"""A call as data: what a generated method says about its request, and what the caller may say about one call.

Nothing is encoded or sent here, only the JSON body is written, so that a wrong one is refused first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import httpx

from .encode import dump_json
from .errors import ConfigurationError
from .mismatch import is_mapping
from .model import write
from .servers import Servers
from .upload import Progress, Upload

T = TypeVar("T")
Security = tuple[tuple[str, ...], ...]
"""Alternatives, each the names of the security schemes that are needed together."""


@dataclass(frozen=True)
class Body:
    """The content of a request body, which may be read as it is sent, and its media type."""

    content: bytes | Upload = field(repr=False)
    media_type: str

    @property
    def replayable(self) -> bool:
        """Whether it can be sent now, for the first time or again."""
        return not isinstance(self.content, Upload) or self.content.replayable


def json(value: object, type_: Any, media_type: str = "application/json") -> Body:
    """A JSON body of exactly what is set in `value`. Raises `InvalidRequestError` where it does not fit `type_`."""
    return Body(dump_json(write(value, type_, "body"), "body"), media_type)


@dataclass(frozen=True)
class ServerEvent:
    """An event of a server. `event` is its type, `id` the last one that was given, `retry` milliseconds."""

    data: str
    event: str = "message"
    id: str = ""
    retry: int | None = None


Whole = Literal["json", "text", "binary", "location"]
Streamed = Literal["data", "event", "event_text", "server_event", "lines", "sequence"]
Reads = Whole | Streamed
"""How an answer is read: as JSON, as text or bytes as it is, or as the address that it points to. Of a stream, what an
item is: the JSON in the data of a server-sent event; the event as an object, with its data as JSON or as text; a
`ServerEvent`; the JSON in a line, or in a JSON text sequence.
"""


@dataclass(frozen=True)
class Answer:
    """What comes with a status, where that is not the same for all."""

    type: Any
    reads: Reads = "json"


def _none() -> dict[Any, Any]:
    """`dict[str, object]()` would take several times as long."""
    return {}


@dataclass  # frozen it would take twice as long to make, see `Call`
class Request:
    """One call of an operation.

    `url` is the operation's path template, such as `/leads/{id}`, and `path` holds its values. In `query`, `headers`
    and `cookies` None means: not sent. `querystring` is a whole query. `operation` is its operationId. `errors` gives
    the type of the body for a status (404), a range ("4XX") or "default". `reads` says how an answer is read; `answers`
    says so by status, None for one without content, where statuses differ. `security` is None for the client's own, and
    empty for none. `servers` are the operation's own, see there. `repeatable`: it may be sent twice, though its method
    does not say so.
    """

    method: str
    url: str
    operation: str = ""
    path: Mapping[str, object] = field(default_factory=_none)
    query: Mapping[str, object] = field(default_factory=_none)
    headers: Mapping[str, object] = field(default_factory=_none)
    cookies: Mapping[str, object] = field(default_factory=_none)
    querystring: object = None
    body: Body | None = None
    reads: Reads = "json"
    answers: Mapping[int | str, Answer | None] = field(default_factory=_none)
    errors: Mapping[int | str, Any] = field(default_factory=_none)
    security: Security | None = None
    servers: Servers = field(default_factory=_none)
    repeatable: bool = False


@dataclass(frozen=True)
class RequestOptions:
    """What a caller may say about one call, or about all calls of a view of the client. None: as the client does.

    Args:
        timeout: Seconds, for each of connecting, writing and reading; `httpx.Timeout(None)` waits for ever.
        total_timeout: Seconds for the whole call, with everything that is repeated and the pauses between. Blocking
            code sends from another thread then, see `deadline`.
        retries: How often the call may be repeated, see `retry`.
        headers: Further headers; they win over the client's, see `exchange`.
        query: Further query parameters: text, numbers, or lists of them.
        base_url: Where this call goes instead. Credentials go there too.
        follow_redirects: Whether answers that point elsewhere are followed, see `exchange`.
        progress: Called with the number of bytes of the body that are sent, and with how many there are, or None if
            that is not known. It begins again at 0 when the body is sent again. An error in it ends the call.
    """

    timeout: float | httpx.Timeout | None = None
    total_timeout: float | None = None
    retries: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    query: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)
    base_url: str | None = None
    follow_redirects: bool | None = None
    progress: Progress | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Raises `ConfigurationError` for what cannot be meant: it would fail somewhere later, or be ignored."""
        for name, added in (("headers", self.headers), ("query", self.query)):
            if not is_mapping(added) or not all(isinstance(key, str) for key in added):
                raise ConfigurationError(f"{name} must be a mapping whose keys are text")
        seconds = self.total_timeout if isinstance(self.timeout, httpx.Timeout) else self.timeout
        for name, value, wanted, fits in (
            ("timeout", seconds, "seconds, 0 or more", _is_number(seconds)),
            ("total_timeout", self.total_timeout, "seconds, 0 or more", _is_number(self.total_timeout)),
            ("retries", self.retries, "a whole number, 0 or more", is_whole(self.retries)),
            ("base_url", self.base_url, "text", isinstance(self.base_url, str)),
            ("follow_redirects", self.follow_redirects, "True or False", isinstance(self.follow_redirects, bool)),
            ("progress", self.progress, "a function", callable(self.progress)),
        ):
            if value is not None and not fits:
                raise ConfigurationError(f"{name} must be {wanted}; it is {value!r}")

    def over(self, other: RequestOptions) -> RequestOptions:
        """These options; what they leave open is as in `other`."""
        own = {name.lower() for name in self.headers}
        inherited = {name: value for name, value in other.headers.items() if name.lower() not in own}
        chosen = {
            name: getattr(other, name) if getattr(self, name) is None else getattr(self, name)
            for name in ("timeout", "total_timeout", "retries", "base_url", "follow_redirects", "progress")
        }
        return RequestOptions(headers={**inherited, **self.headers}, query={**other.query, **self.query}, **chosen)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def is_whole(value: object) -> bool:
    """Is it a whole number, 0 or more?"""
    return isinstance(value, int) and _is_number(value)


def of_kind(value: object, kind: type[T], name: str) -> T:
    """The value that was given as `name`. Raises `ConfigurationError` for one of another class."""
    if not isinstance(value, kind):
        raise ConfigurationError(f"{name} must be {kind.__name__}(...), not {type(value).__name__}")
    return value
