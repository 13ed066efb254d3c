"""A call that is ready to be sent, and what a client may do next for it, as data: nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeAlias, TypeVar

import httpx

from .auth import Credential, forms_of
from .hooks import Hooks
from .request import Answer, Body, Reads, RequestOptions, Security
from .servers import Addresses
from .upload import Upload

T = TypeVar("T")

DEFAULT_TIMEOUT = 60.0
"""Seconds, for each of connecting, writing and reading."""
DEFAULT_RETRIES = 2
DEFAULT_RESPONSE_LIMIT = 256 * 2**20
"""Bytes of an answer that is read as a whole, once decompressed."""

Reading = Literal["strict", "warn", "tolerant"]
"""What becomes of values that are not as described: see `reading`."""


Fields: TypeAlias = Mapping[str, tuple[str, str]]
"""Fields of a header by their names in small letters: the name as it is sent, and the value."""

_SHOWN = ("accept", "user-agent", "content-type")


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
    standing: dict[Security, Any] = field(default_factory=dict[Security, Any], init=False, repr=False, compare=False)
    """What `prepare` has found for all calls with the same security."""


@dataclass  # frozen it would take twice as long to make, for each call; it is replaced all the same, as `secrets` stay
class Call:
    """A request ready to be sent, any number of times.

    `url` is without the `credentials`, and `headers` are without those that a function gives, until the exchange has
    put them there; `shown_url` is without them then, too. `known` are the texts that nobody may see. `foreign`: it goes
    to another origin than the one that the caller meant. `authorized`: it proves itself who calls.
    """

    operation: str
    method: str
    url: httpx.URL = field(repr=False)
    shown_url: httpx.URL
    headers: Fields = field(repr=False)
    body: Body | None = field(repr=False)
    options: RequestOptions
    credentials: tuple[Credential, ...]
    reads: Reads
    answers: Mapping[int | str, Answer | None]
    errors: Mapping[int | str, Any]
    repeatable: bool
    known: tuple[str, ...] = field(repr=False)
    key_in_url: bool = False
    foreign: bool = False
    authorized: bool = False

    @cached_property
    def shown(self) -> httpx.Request:
        """The request without credentials and body, for errors and logs."""
        own = {name for place, name in (each.slot for each in self.credentials) if place == "header"}
        shown = [self.headers[name] for name in _SHOWN if name in self.headers and name not in own]
        return httpx.Request(self.method, self.shown_url, headers=shown)

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """What is hidden from answers before an error shows them."""
        return forms_of(self.known)

    @property
    def content(self) -> bytes | Upload | None:
        """What is sent as its body."""
        return None if self.body is None else self.body.content

    @property
    def can_be_sent(self) -> bool:
        """Whether there is nothing in its body that could be read once, and was."""
        return self.body is None or self.body.replayable

    @property
    def resumptions(self) -> int:
        """How often a stream of events may be taken up again where it broke."""
        return (self.options.retries or 0) if self.repeatable else 0


# What to do next ------------------------------------------------------------------------------------------------------


@dataclass  # not frozen, see `Call`
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
