"""What tells which class of several an object is of: its constants, `Tag`, and the fields that it has.

Nothing here chooses, see `variants`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from .listed import UNLISTED, OpenEnum, Tag, by_tag, by_value, exact_value
from .model import OldName, described


@dataclass(frozen=True)
class Facts:
    """What is known of the objects of a class: `fields` are the names on the wire by all names, `told` the values that
    an object of the class has, of which there is one or which stand for it; `listed` those that it usually has; `open`
    whether further fields are described."""

    fields: Mapping[str, str]
    required: frozenset[str]
    tagged: frozenset[str]
    told: Mapping[str, Mapping[str, Any]]
    listed: Mapping[str, Mapping[str, Any]]
    open: bool


@dataclass(frozen=True)
class Fit:
    """How well an object fits a class: `constant` where it has a value that only such objects have."""

    tagged: bool
    mistagged: bool
    constant: bool
    wrong: int
    missing: int
    unlisted: int
    known: int
    unset: int

    @property
    def possible(self) -> bool:
        return not self.wrong and (self.tagged or not self.missing)

    @property
    def rank(self) -> tuple[int, ...]:
        """The least is the best."""
        return not self.tagged, self.wrong, self.missing, self.unlisted, -self.known, self.unset


def values_of(facts: Facts, key: Any) -> Mapping[str, Any]:
    """The values that are known of a field, by any of its names; none where it takes any."""
    wire = facts.fields.get(key, "")
    return facts.told.get(wire) or facts.listed.get(wire) or {}


def fit_of(value: Mapping[Any, Any], model: type[BaseModel]) -> Fit:
    """How well an object fits a class; its values are looked at only where they tell something."""
    facts = facts_of(model)
    given = {facts.fields[key]: item for key, item in value.items() if key in facts.fields}
    closed = [wire for wire in (*facts.told, *facts.listed) if given.get(wire) is not None]
    told = {wire: exact_value(given[wire]) for wire in closed if not isinstance(given[wire], UNLISTED)}
    return Fit(
        tagged=any(told.get(wire) in facts.told[wire] for wire in facts.tagged),
        mistagged=any(wire in told and told[wire] not in facts.told[wire] for wire in facts.tagged),
        constant=any(wire in told and told[wire] in values for wire, values in facts.told.items()),
        wrong=sum(wire in told and told[wire] not in values for wire, values in facts.told.items()),
        missing=len(facts.required - given.keys()),
        unlisted=sum(wire in told and told[wire] not in values for wire, values in facts.listed.items()),
        known=len(given),
        unset=len({*facts.fields.values()} - given.keys()),
    )


@cache
def facts_of(model: type[BaseModel]) -> Facts:
    """What is known of the objects of a class."""
    told: dict[str, Mapping[str, Any]] = {}
    listed: dict[str, Mapping[str, Any]] = {}
    tagged: set[str] = set()
    fields = described(model)
    for field in fields.values():
        tags = [value for each in field.markers if isinstance(each, Tag) for value in each.values]
        values = tags or _values(field.type, field.markers)
        tagged |= {field.wire} if tags else set()
        if values and (tags or len(values) == 1):
            told[field.wire] = by_tag(values) if tags else by_value(values)
        elif values:
            listed[field.wire] = by_value(values)
    required = frozenset(field.wire for field in fields.values() if field.required)
    wires = {name: field.wire for name, field in fields.items()}
    old = {name: wires[each.new] for name, each in vars(model).items() if isinstance(each, OldName)}
    names = {**old, **wires, **{wire: wire for wire in wires.values()}}
    return Facts(names, required, frozenset(tagged), told, listed, model.model_config.get("extra") == "allow")


def _values(annotation: Any, metadata: Sequence[Any] = ()) -> list[Any]:
    """The values that a type lists; nothing where it takes others too, but null, which only leaves a field out."""
    if get_origin(annotation) is Annotated:
        return _values(get_args(annotation)[0], get_args(annotation)[1:])
    if any(isinstance(each, OpenEnum) for each in metadata):
        return [member.value for member in get_args(annotation)[0]]
    if get_origin(annotation) is Literal:
        return [*get_args(annotation)]
    parts = [part for part in get_args(annotation) if part is not type(None)]
    if len(parts) < len(get_args(annotation)):
        values = [_values(part) for part in parts]
        return [value for each in values for value in each] if all(values) else []
    return []
