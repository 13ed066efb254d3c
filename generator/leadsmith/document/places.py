"""JSON pointers, and where in the files the values of a document stand. Must not know any file format.

A `Place` tree has the shape of the values: RFC 6901 tokens lead through both in the same way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from leadsmith.diagnostics import Location, line_starts

MAX_DEPTH = 200
"""Deepest nesting of a document. Real ones stay below 50; the modules after this one walk values by recursion."""

MAX_TOLD = 100
"""Of keys that stand twice in a file so many are told at once."""

_INDEX = re.compile(r"0|[1-9][0-9]*", re.ASCII)


class Place(NamedTuple):
    """Where a value stands: `offset` is the character in the text of `file` at which its key, or an item, begins."""

    file: str
    offset: int
    members: dict[str, Place] | list[Place] | None = None


def pointer(*tokens: str | int) -> str:
    """The JSON pointer of the `tokens` (RFC 6901, section 3); without any, the whole document: ''."""
    return "".join(["/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens])


def tokens(pointer: str) -> tuple[str, ...]:
    """The tokens of a JSON pointer (RFC 6901, section 4). Raises ValueError when it is none."""
    if pointer and not pointer.startswith("/"):
        raise ValueError(f"not a JSON pointer: {pointer!r}")
    found = pointer.split("/")[1:]
    return tuple([token.replace("~1", "/").replace("~0", "~") for token in found] if "~" in pointer else found)


def index(token: str | int, length: int) -> int | None:
    """The token of a pointer as an index into an array of `length` items; None when it is none, or beyond the end."""
    number = int(token) if isinstance(token, int) or (len(token) < 10 and _INDEX.fullmatch(token)) else length
    return number if number < length else None


def find(root: Place, pointer: str) -> Place:
    """The place of the value at `pointer`, or of the nearest value above it that exists."""
    place = root
    for token in tokens(pointer):
        if isinstance(place.members, dict) and token in place.members:
            place = place.members[token]
        elif isinstance(place.members, list) and (number := index(token, len(place.members))) is not None:
            place = place.members[number]
        else:
            break
    return place


def location(place: Place, sources: Mapping[str, str]) -> Location:
    """Line and column of a place."""
    return position(place.file, sources[place.file], place.offset)


def position(file: str, text: str, offset: int) -> Location:
    """Line and column of the character at `offset` of `text`."""
    offset = min(offset, len(text))
    starts = line_starts(text)
    line = bisect_right(starts, offset)
    return Location(file, line, offset - starts[line - 1] + 1)
