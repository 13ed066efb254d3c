"""The places of a code base that changes touch, as text, Markdown and JSON data. Decides nothing, reads nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from leadsmith.compat.catalogue import code
from leadsmith.compat.change import Level
from leadsmith.compat.compare import LEVELS
from leadsmith.compat.usage import Hit, Unseen

_SHOWN_UNSEEN = 20
"""How many places that cannot be seen into a report for people names."""


@dataclass(frozen=True)
class CodeBase:
    """A folder of code, the uses in it that changes touch, and what in it could not be seen.

    `shown` gives a file as the user would name it. `note` says what is to be known where nothing was found.
    """

    label: str
    hits: tuple[Hit, ...]
    unseen: tuple[Unseen, ...]
    shown: Callable[[Path], str]
    note: str = ""

    def sure(self, level: Level) -> bool:
        """Is there a use, of which the type is known, that a change of this level touches?"""
        return any(hit.use.sure and hit.change.level == level for hit in self.hits)


def data(base: CodeBase) -> dict[str, object]:
    """The code base for JSON."""
    return {
        "folder": base.label,
        "note": base.note or None,
        "counts": {level: {"sure": sure, "possible": rest} for level, (sure, rest) in counts(base).items()},
        "uses": [
            {
                "file": base.shown(hit.use.file),
                "line": hit.use.line,
                "column": hit.use.column,
                "symbol": hit.use.symbol,
                "touch": hit.use.touch,
                "sure": hit.use.sure,
                "change": {"id": hit.change.id, "level": hit.change.level, "pointer": hit.change.pointer},
                "message": hit.change.message,
                "advice": hit.change.advice or None,
            }
            for hit in base.hits
        ],
        "unseen": [{"file": base.shown(item.file), "line": item.line, "message": item.message} for item in base.unseen],
    }


def text(base: CodeBase) -> Iterator[str]:
    """Lines for a terminal: a place each, those that matter most first."""
    yield ""
    yield f"Used in {base.label}: {_verdict(base)}"
    for level in LEVELS:
        for line in _places(base, level):
            yield f"  {line}"
    for line in _unseen(base):
        yield f"  {line}"


def markdown(base: CodeBase) -> Iterator[str]:
    """The same for a pull request."""
    yield ""
    yield f"### Used in {code(base.label)}"
    yield ""
    verdict = _verdict(base)
    yield verdict[0].upper() + verdict[1:]
    if base.hits:
        yield ""
    for level in LEVELS:
        for hit in _of(base, level):
            place, symbol = code(_place(base, hit)), code(hit.use.symbol)
            yield f"- {place} {symbol}{_perhaps(hit)}: **{level}**, {hit.change.message}"
    found = list(_unseen(base))
    if found:
        yield "\n<details>\n<summary>What could not be seen</summary>\n"
        yield from (f"- {code(line)}" for line in found)
        yield "\n</details>"


def _verdict(base: CodeBase) -> str:
    told = []
    for level, (sure, possible) in counts(base).items():
        parts = [f"{sure} {'line' if sure == 1 else 'lines'} ({level})"] if sure else []
        parts += [f"{possible} possible" + f" ({level})" * (not sure)] if possible else []
        told += parts
    return f"{', '.join(told)}." if told else f"nothing that changes.{f' {base.note}' * bool(base.note)}"


def counts(base: CodeBase) -> dict[Level, tuple[int, int]]:
    """By level: the lines that a change touches, and those besides that it may touch, which are no failure."""
    found: dict[Level, tuple[int, int]] = {}
    for level in LEVELS:
        hits = [hit for hit in base.hits if hit.change.level == level]
        sure = {(hit.use.file, hit.use.line) for hit in hits if hit.use.sure}
        found[level] = len(sure), len({(hit.use.file, hit.use.line) for hit in hits} - sure)
    return found


def _of(base: CodeBase, level: Level) -> list[Hit]:
    """The hits of a level, each line and change once."""
    found: dict[tuple[object, ...], Hit] = {}
    for hit in base.hits:
        if hit.change.level == level:
            key = hit.use.file, hit.use.line, hit.use.symbol, hit.change.id, hit.change.message
            if key not in found or (hit.use.sure and not found[key].use.sure):
                found[key] = hit
    return list(found.values())


def _places(base: CodeBase, level: Level) -> Iterator[str]:
    for hit in _of(base, level):
        yield f"{_place(base, hit)}: {level}: {hit.use.symbol}{_perhaps(hit)}: {hit.change.message} [{hit.change.id}]"


def _place(base: CodeBase, hit: Hit) -> str:
    return f"{base.shown(hit.use.file)}:{hit.use.line}:{hit.use.column}"


def _perhaps(hit: Hit) -> str:
    if hit.use.sure:
        return ""
    left_out = hit.change.left_out and hit.use.touch in ("call", "construct") and not hit.use.whole
    return f" (perhaps: {'what is given' if left_out else 'the type'} is not known here)"


def _unseen(base: CodeBase) -> Iterator[str]:
    for item in base.unseen[:_SHOWN_UNSEEN]:
        line = f":{item.line}" if item.line else ""
        yield f"{base.shown(item.file)}{line}: not seen: {item.message}"
    if rest := base.unseen[_SHOWN_UNSEEN:]:
        yield f"... and {len(rest)} more that could not be seen: --format json has all."
