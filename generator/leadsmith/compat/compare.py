"""Two clients -> the changes between them, each once and at its place. The parts of a client are in other modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from leadsmith.compat.assign import Scope
from leadsmith.compat.change import Change, Level
from leadsmith.compat.methods import compare_operations
from leadsmith.compat.pairs import Named, Pairs, pair_types
from leadsmith.compat.surface import compare_surface
from leadsmith.compat.values import compare_types
from leadsmith.compat.webhooks import compare_webhooks
from leadsmith.ir import Client

LEVELS: tuple[Level, ...] = get_args(Level)


def compare(old: Client, new: Client) -> tuple[Change, ...]:
    """What changed for callers of `old` when they get `new`: by level, then symbol, then id."""
    pairs = pair_types(old, new)
    before, after = scopes(old, new, pairs[0])
    return ordered(_changes(old, new, pairs, before, after))


def scopes(old: Client, new: Client, pairs: Iterable[tuple[Named, Named]]) -> tuple[Scope, Scope]:
    """The types of both, each with the name by which counterparts are known."""
    # A name that is gone is like no name of the new client, whatever is called so there.
    same = dict.fromkeys((*old.types.models, *old.types.enums, *old.types.aliases))
    known = {name: f"-{name}" for name in same} | {one.name: other.name for one, other in pairs}
    return Scope(old.types, known), Scope(new.types, {})


def ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes, each once, in the order of a report."""
    return tuple(sorted(dict.fromkeys(changes), key=_rank))


def _rank(item: Change) -> tuple[object, ...]:
    symbols = item.symbol or item.symbol_after, item.id, item.symbol_after
    return (LEVELS.index(item.level), *symbols, item.pointer, item.before, item.after)


def _changes(
    old: Client,
    new: Client,
    pairs: Pairs,
    before: Scope,
    after: Scope,
) -> Iterator[Change]:
    yield from compare_surface(old, new)
    yield from compare_operations(old, new, before, after)
    yield from compare_webhooks(old, new, before, after)
    yield from compare_types(old, new, pairs, before, after)
