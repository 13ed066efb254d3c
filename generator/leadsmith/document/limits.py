"""How much a document may be: bounds that real descriptions stay well below, and what has been used of them.

They end what would not end, or not fit into memory, with a clear error. Must not know any file format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from leadsmith.diagnostics import Diagnostic, LeadsmithError, Location


@dataclass(frozen=True)
class Limits:
    """The largest that a description may be: of 31 public ones the largest has 13 MB and 258,000 values, and its
    references are followed 36,000 times.
    """

    bytes: int = 32 * 1024 * 1024
    """Of all files together: the document, overlays, and what references lead to."""
    values: int = 500_000
    """Objects, lists and what they hold, in all files; what YAML's aliases stand for is bounded by it too."""
    references: int = 200_000
    """Times that references are followed: a schema that refers to another twice, which does the same, and so on, takes
    twice as many for each."""
    members: int = 5_000
    """Properties of an object, values of an enum, parameters in a list: public ones have 1,300 at most."""


MAX_KEY = 10_000
"""Characters of a key. Public descriptions stay below 150; what is told of a key says all of it."""

NAMES = tuple(item.name for item in fields(Limits))


@dataclass
class Used:
    """What was read so far of what may be read."""

    limits: Limits
    bytes: int = 0
    values: int = 0

    @property
    def left(self) -> int:
        """How many more bytes may be read."""
        return self.limits.bytes - self.bytes

    def take_bytes(self, count: int, name: str) -> None:
        """Note that a file of so many bytes was read. Raises LeadsmithError where they are too many."""
        self.bytes += count
        if self.bytes > self.limits.bytes:
            raise too_large(f"{name}: more than {self.limits.bytes:,} bytes", "bytes", self.bytes)

    def take_values(self, count: int, name: str, location: Location | None = None, source: str = "") -> None:
        """Note that a file holds so many values. Raises LeadsmithError where they are too many."""
        self.values += count
        if self.values > self.limits.values:
            raise too_large(f"{name}: more than {self.limits.values:,} values", "values", self.values, location, source)


def oversized(root: Any, limits: Limits) -> tuple[tuple[str | int, ...], str, str, int] | None:
    """The first key that is too long, or list or object of too many things that one class or signature is made of.

    Gives the tokens of its pointer, and of `too_large` what, limit and found; None where all is well.
    """
    todo: list[tuple[Any, tuple[str | int, ...]]] = [(root, ())]
    while todo:
        value, path = todo.pop()
        for key, member in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str) and len(key) > MAX_KEY:
                return (*path, key), f"a key here has more than {MAX_KEY:,} characters", "", len(key)
            if isinstance(member, dict | list):
                if key in _MANY and len(member) > limits.members:
                    return (*path, key), f"more than {limits.members:,} {_MANY[key]} here", "members", len(member)
                todo.append((member, (*path, key)))
    return None


_MANY: Mapping[str | int, str] = {"properties": "properties", "enum": "values", "parameters": "parameters"}


def too_large(
    what: str, limit: str, found: int, location: Location | None = None, source: str = "", place: str = ""
) -> LeadsmithError:
    """The error for more than a limit allows; `found` is how much there is at least. No name is for a fixed limit."""
    wanted = max(2 * found, 1)
    rounded = int(f"{wanted:.0e}".replace("+", "").partition("e")[0]) * 10 ** (len(str(wanted)) - 1)
    hint = f"If that is meant, raise the limit: `--limit {limit}={rounded}`, or `limits.{limit}` in the configuration."
    hint = hint if limit else "Shorten it: this limit does not change."
    found_at = Diagnostic("too-large", "error", place, f"The document is too large: {what}.", hint, location)
    return LeadsmithError((found_at,), {location.file: source} if location else {})
