"""A call that is ready to be sent, and what a client may do next for it, as data: nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import httpx

from .auth import Credential
from .hooks import Hooks
from .request import Answer, Body, Reads, RequestOptions, Security
from .servers import Addresses

T = TypeVar("T")

DEFAULT_TIMEOUT = 60.0
"""Seconds, for each of connecting, writing and reading."""
DEFAULT_RETRIES = 2
DEFAULT_RESPONSE_LIMIT = 256 * 2**20
"""Bytes of an answer that is read as a whole, once decompressed."""

Reading = Literal["strict", "warn", "tolerant"]
"""What becomes of values that are not as described: see `reading`."""


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

    `url` and `headers` are without the `credentials`, until the exchange has put them there. `shown` is the request
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
    def can_be_sent(self) -> bool:
        """Whether there is nothing in its body that could be read once, and was."""
        return self.body is None or self.body.replayable

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
