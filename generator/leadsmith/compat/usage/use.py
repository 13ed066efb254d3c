"""One place of a code base that uses the client, and what stays unseen. Must not know how places are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from leadsmith.compat.change import Change, Touch


@dataclass(frozen=True, order=True)
class Use:
    """A place that touches a symbol; line and column count from 1, the column counts characters.

    `sure` is False where the type of the value is not known and only the names fit. `given` are the arguments or keys
    that are given where something is called or made, as they are written; with `whole` there are no others.
    """

    file: Path
    line: int
    column: int
    symbol: str
    touch: Touch
    sure: bool = True
    given: frozenset[str] = field(default=frozenset(), compare=False)
    whole: bool = field(default=False, compare=False)


@dataclass(frozen=True, order=True)
class Unseen:
    """A place that may use the client without its being seen; line 0 is the whole file."""

    file: Path
    line: int
    message: str


@dataclass(frozen=True)
class Uses:
    """What a code base uses, in the order of its files and lines; `imported` says if a file imports the client."""

    uses: tuple[Use, ...]
    unseen: tuple[Unseen, ...]
    imported: bool = True


@dataclass(frozen=True)
class Hit:
    """A use that a change touches; sure only where that is sure."""

    use: Use
    change: Change


def affected(changes: Iterable[Change], uses: Uses) -> tuple[Hit, ...]:
    """The uses that the changes touch, by file, line and column; a use may be hit by several changes."""
    by_symbol: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.symbol:
            by_symbol[change.symbol].append(change)
    hits = [
        Hit(touched, change)
        for use in uses.uses
        for change in by_symbol.get(use.symbol, ())
        if use.touch in change.touches and (touched := _left_out(use, change))
    ]
    return tuple(sorted(hits, key=lambda hit: (hit.use, hit.change.id, hit.change.pointer)))


def _left_out(use: Use, change: Change) -> Use | None:
    """The use as the change touches it; None where what must not be left out is given."""
    if not change.left_out or use.touch not in ("call", "construct"):
        return use
    if use.given & change.left_out:
        return None
    return use if use.whole else replace(use, sure=False)
