"""Changes that belong together told as one: the same field in 80 models that come from one shape, 12 new models."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from leadsmith.compat.catalogue import CATALOGUE, code
from leadsmith.compat.change import Change, Level


@dataclass(frozen=True)
class Group:
    """Changes with one id, in the same thing of several owners: of `Lead.city` in `Lead`, `LeadUpdate`, ..."""

    changes: tuple[Change, ...]

    @property
    def id(self) -> str:
        return self.changes[0].id

    @property
    def level(self) -> Level:
        return self.changes[0].level

    @property
    def advice(self) -> str:
        return self.changes[0].advice

    def headline(self, most: int = 60) -> str:
        """What changed, and where: with `most` names at most, and fewer where nobody has to find each."""
        most = min(most, 60 if self.level == "breaking" else 20 if self.level == "warning" else 8)
        first = self.changes[0]
        if len(self.changes) == 1:
            return first.message
        words = self.id.replace("-", " ").capitalize()
        kinds = f" ({code(first.after)}, before {code(first.before)})" if first.before and first.after else ""
        kinds = kinds or f" ({code(first.before or first.after)})" * bool(first.before or first.after)
        tail = _tail(first)
        owner = _shown(first)[: -len(tail)] if tail else ""
        if owner and _tail(self.changes[1]) != tail:
            return f"{words} in {code(owner)}: {listed([_tail(item) for item in self.changes], most)}."
        if tail:
            owners = [_shown(item)[: -len(tail)] for item in self.changes]
            return f"{words}: {code(tail)} of {listed(owners, most)}{kinds}."
        return f"{words}: {listed([_shown(item) for item in self.changes], most)}{kinds}."


def group(changes: Iterable[Change]) -> list[Group]:
    """The changes in groups, in the order of the first of each: one thing of several owners, else several of one."""
    by_tail = _grouped(changes, _key)
    alone = [items[0] for items in by_tail if len(items) == 1]
    by_owner = {id(item): items for items in _grouped(alone, _owner_key) for item in items}
    found = [items if len(items) > 1 else by_owner[id(items[0])] for items in by_tail]
    return [Group(tuple(items)) for items in {id(items): items for items in found}.values()]


def _grouped(changes: Iterable[Change], key: Callable[[Change], tuple[str, ...]]) -> list[list[Change]]:
    groups: dict[tuple[str, ...], list[Change]] = {}
    for item in changes:
        groups.setdefault(key(item), []).append(item)
    return list(groups.values())


def listed(names: Iterable[str], most: int) -> str:
    """Names as code, the rest of many as a number."""
    distinct = list(dict.fromkeys(names))
    shown = distinct[:most] if len(distinct) > most + 1 else distinct
    texts = [code(name) for name in shown]
    if len(shown) < len(distinct):
        texts.append(f"{len(distinct) - len(shown)} more")
    return ", ".join(texts[:-1]) + " and " * (len(texts) > 1) + texts[-1]


def _key(item: Change) -> tuple[str, ...]:
    tail = _tail(item)
    owner = _shown(item).rpartition(".")[0] if item.level != "info" and not tail else ""  # methods by their resource
    kinds = () if item.level == "info" and not tail else (item.before, item.after)
    return (item.id, tail, owner, item.advice, *kinds)


def _owner_key(item: Change) -> tuple[str, ...]:
    tail = _tail(item)
    return (item.id, _shown(item)[: -len(tail)], item.advice) if tail else (item.id, "", item.advice, *_key(item))


def _tail(item: Change) -> str:
    """The part of a symbol that its owner has in common with others: the field, the member, the argument."""
    shown = _shown(item)
    if "(" in shown:
        return shown[shown.index("(") :]
    if shown.startswith("client.") or "." not in shown:
        return ""
    return shown[shown.index(".") :]


def _shown(item: Change) -> str:
    """The more telling of the two symbols: that of the argument or field where its method or model is touched."""
    longer = item.symbol_after if CATALOGUE[item.id].section == "Added" else item.symbol
    if item.symbol_after.startswith((f"{item.symbol}(", f"{item.symbol}.")):
        longer = item.symbol_after
    return longer or item.symbol or item.symbol_after
