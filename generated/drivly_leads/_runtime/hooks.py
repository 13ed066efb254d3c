"""What the user of a client may be told while it works: each attempt, and each value that is not as described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import ConfigurationError


@dataclass(frozen=True)
class Attempt:
    """One sending of a call. No credential is in it.

    `operation` is the operationId, or method and path where the description has none. `number` counts from 1. After it,
    `seconds` is how long it took, and either `status` or `error` says how it ended.
    """

    operation: str
    method: str
    url: str
    number: int
    seconds: float | None = None
    status: int | None = None
    error: Exception | None = None


@dataclass(frozen=True)
class Mismatch:
    """A value of an answer that the description does not provide for: where (RFC 6901), what, and why it does not fit.

    Of a field that is missing `value` is None.
    """

    operation: str
    pointer: str
    value: Any
    problem: str


@dataclass(frozen=True)
class Hooks:
    """Functions to be called, from the thread or task that calls; what they raise ends the call.

    Args:
        before: Before each attempt. Headers that it gives are sent with it, for example those of a trace; but not to
            another origin after a redirect, and not with the request for a token.
        after: After each attempt.
        mismatch: For each value of an answer that is not as described.
    """

    before: Callable[[Attempt], Mapping[str, str] | None] | None = None
    after: Callable[[Attempt], None] | None = None
    mismatch: Callable[[Mismatch], None] | None = None

    def __post_init__(self) -> None:
        """Raises `ConfigurationError` for what cannot be called."""
        for name, hook in vars(self).items():
            if hook is not None and not callable(hook):
                raise ConfigurationError(f"hooks.{name} must be a function; it is {hook!r}")
