"""Every kind of change by its id, and the one function that makes a `Change` of it.

All values in a message are shown as code, so that no text of a document is read as Markdown or by a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from leadsmith.compat.change import Change, Direction
from leadsmith.compat.kinds import Kind
from leadsmith.compat.kinds_of_calls import ARGUMENTS, CLIENT, OPERATIONS, WEBHOOKS
from leadsmith.compat.kinds_of_values import TYPES

_MOST = 120
"""Characters of a value that are shown."""


def code(text: str) -> str:
    """Text as code in a line: on one line, of bearable length, with nothing that a terminal or Markdown would obey."""
    line = "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)
    line = line.replace("`", "'")
    return f"`{line if len(line) <= _MOST else line[: _MOST - 1] + '…'}`"


def contrast(before: str, after: str, most: int = 4) -> tuple[str, str]:
    """Two unions without what they have in common, where they are long."""
    options = [_options(text) for text in (before, after)]
    if min(map(len, options)) < 2 or max(map(len, options)) <= most:
        return before, after
    common = set(options[0]) & set(options[1])
    texts = []
    for each in options:
        own = [option for option in each if option not in common]
        texts.append(" | ".join([*own, *(["…"] if len(own) < len(each) else [])]))
    return texts[0], texts[1]


def _options(text: str) -> list[str]:
    """The options of a union, as `interface.spelled` writes it."""
    options, depth = [""], 0
    for piece in text.split(" | "):
        options[-1] += f" | {piece}" if depth else piece
        depth += piece.count("[") - piece.count("]")
        if not depth:
            options.append("")
    return options[:-1] if options[-1] == "" else options


def change(
    id: str,
    pointer: str,
    symbol: str,
    symbol_after: str,
    *,
    before: str = "",
    after: str = "",
    name: str = "",
    left_out: Iterable[str] = (),
) -> Change:
    """The change with this id. Raises KeyError for an id that is not in the catalogue."""
    kind = CATALOGUE[id]
    was, becomes = contrast(before, after)
    told = {
        "symbol": code(symbol or symbol_after),
        "symbol_after": code(symbol_after),
        "before": code(was),
        "after": code(becomes),
        "name": code(name),
    }
    message, advice = kind.message.format(**told), kind.advice.format(**told)
    return Change(
        id,
        kind.level,
        kind.direction,
        pointer,
        symbol,
        symbol_after,
        message,
        advice,
        kind.touches,
        before,
        after,
        frozenset(left_out),
    )


def lost(
    id: str, pointer: str, symbol: str, symbol_after: str = "", *, before: str = "", after: str = "", name: str = ""
) -> Change:
    """The same for what is gone: `pointer` is one of the old document."""
    return replace(change(id, pointer, symbol, symbol_after, before=before, after=after, name=name), gone=True)


def _directed(id: str, kind: Kind) -> Kind:
    """What travels follows from the id: what is given is in requests, what comes back in answers."""
    head = id.partition("-")[0]
    direction: Direction = ""
    if head in ("request", "parameter", "body"):
        direction = "request"
    elif head in ("response", "return", "error", "paging"):
        direction = "response"
    return Kind(kind.level, kind.section, kind.touches, kind.message, kind.advice, direction)


CATALOGUE: Mapping[str, Kind] = {
    id: _directed(id, kind) for id, kind in {**CLIENT, **OPERATIONS, **WEBHOOKS, **ARGUMENTS, **TYPES}.items()
}
"""Every id of a change."""
