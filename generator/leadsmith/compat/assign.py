"""How the type of the old client and the type of the new one stand to each other, for who gives and for who reads.

One rule for both: does every value of one type do as a value of the other? To a reader it is what a type checker sees:
lists and dicts are invariant, an enum is read open (`Enum | str`), `Any` passes everywhere. Of what is given, the wire
counts as well: an enum is the set of its values, `Any` fits nothing but `Any`.
A class or an alias is the same as its counterpart, whatever changed in it: that is reported where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from leadsmith.ir import ListOf, LiteralOf, MapOf, Ref, Scalar, TupleOf, Type, Types, UnionOf

Relation = Literal["same", "widened", "narrowed", "items-widened", "items-narrowed", "changed", "became-any", "was-any"]
_Mode = Literal["given", "read", "loose"]
"""`loose`: read, with lists and dicts covariant."""

_PARSED = frozenset({"datetime", "date", "time", "UUID"})
_SUBCLASSES = {("bool", "int"), ("bool", "float")}  # a datetime is a date to a type checker, but no `date` reads one
_PLAIN_BASES = {"StrEnum": "str", "IntEnum": "int"}


@dataclass(frozen=True)
class Scope:
    """The types of one client; `same` gives each name what it has in common with its counterpart in the other one."""

    types: Types
    same: Mapping[str, str]
    keys: dict[Type, Hashable] = field(default_factory=dict, compare=False, repr=False)

    def key(self, kind: Type) -> Hashable:
        """Equal for equal types of both clients."""
        if kind not in self.keys:
            self.keys[kind] = self._key(kind)
        return self.keys[kind]

    def _key(self, kind: Type) -> Hashable:
        match kind:
            case Ref(name):
                return ("ref", self.same.get(name, name))
            case ListOf(item):
                return ("list", self.key(item))
            case MapOf(value):
                return ("map", self.key(value))
            case TupleOf(items):
                return ("tuple", tuple(self.key(item) for item in items))
            case UnionOf(options):
                return ("union", frozenset(self.key(option) for option in options))
            case LiteralOf(values):
                return ("literal", frozenset((type(value), value) for value in values))
        return kind


def given(old: Type, new: Type, before: Scope, after: Scope) -> Relation:
    """How the type of what a caller gives changed: narrowed where something that was right is refused now."""
    if before.key(old) == after.key(new):
        return "same"
    forth = _fits(old, before, new, after, "given", frozenset())
    back = _fits(new, after, old, before, "given", frozenset())
    return "same" if forth and back else "widened" if forth else "narrowed" if back else "changed"


def given_to_model(old: Type, new: Type, before: Scope, after: Scope) -> Relation:
    """The same of a field of a model. A model's constructor has the types that are read, so lists are invariant."""
    relation = given(old, new, before, after)
    if relation == "widened" and _fits(old, before, new, after, "loose", frozenset()):
        return relation if _fits(old, before, new, after, "read", frozenset()) else "items-widened"
    return relation


def read(old: Type, new: Type, before: Scope, after: Scope) -> Relation:
    """How the type of what is read changed: widened where it can be something that no reader expected."""
    if before.key(old) == after.key(new):
        return "same"
    forth = _fits(old, before, new, after, "read", frozenset())
    back = _fits(new, after, old, before, "read", frozenset())
    had, has = _holds(old, before, _is_any), _holds(new, after, _is_any)
    if had != has and (forth or back):
        made = any(_holds(kind, scope, _is_made) for kind, scope in ((old, before), (new, after)))
        return "changed" if made else "was-any" if had else "became-any"  # a model is not what its JSON is
    if forth and back:
        return "same"
    if back:
        return "narrowed"
    if _fits(new, after, old, before, "loose", frozenset()):
        return "items-narrowed"
    return "widened" if _fits(old, before, new, after, "loose", frozenset()) else "changed"


def _fits(
    source: Type, source_in: Scope, target: Type, target_in: Scope, mode: _Mode, seen: frozenset[Hashable]
) -> bool:
    """Is every value of `source` one of `target`? A pair that is asked about while it is answered does not object."""
    keys = (source_in.key(source), target_in.key(target))
    if keys[0] == keys[1] or keys in seen:
        return True
    seen = seen | {keys}
    targets = list(_atoms(target, target_in, mode))
    accepted = {target_in.key(kind) for kind in targets}
    return all(
        source_in.key(kind) in accepted
        or any(_atom_fits(kind, source_in, other, target_in, mode, seen) for other in targets)
        for kind in _atoms(source, source_in, mode)
    )


def _atom_fits(
    source: Type, source_in: Scope, target: Type, target_in: Scope, mode: _Mode, seen: frozenset[Hashable]
) -> bool:
    match source, target:
        case _, Scalar("Any"):
            return True
        case Scalar("Any"), _:
            return mode != "given"
        case Scalar(one), Scalar(other):
            return one == other or (one, other) == ("int", "float") or (mode != "given" and (one, other) in _SUBCLASSES)
        case LiteralOf(values), Scalar(name):
            return all(type(value).__name__ == name or (type(value) is int and name == "float") for value in values)
        case LiteralOf(values), LiteralOf(others):
            return {(type(value), value) for value in values} <= {(type(value), value) for value in others}
        case LiteralOf(values), Ref(name) if name in target_in.types.enums:
            return {(type(value), value) for value in values} <= _member_values(name, target_in)
        case Ref(name), Ref(other) if name in source_in.types.enums and other in target_in.types.enums:
            if mode != "given":
                return False
            # a member of another class is taken for its value, which is text or a number itself
            is_plain = source_in.types.enums[name].base in _PLAIN_BASES
            return is_plain and _member_values(name, source_in) <= _member_values(other, target_in)
        case Ref(name), Scalar(other) if name in source_in.types.enums:
            plain = _PLAIN_BASES.get(source_in.types.enums[name].base)
            return plain == other or (plain, other) == ("int", "float")
        case (ListOf(one_item), ListOf(other_item)) | (MapOf(one_item), MapOf(other_item)):
            if not _fits(one_item, source_in, other_item, target_in, mode, seen):
                return False
            return mode != "read" or _fits(other_item, target_in, one_item, source_in, mode, seen)
        case TupleOf(items), TupleOf(others) if len(items) == len(others):
            pairs = zip(items, others, strict=True)
            return all(_fits(one, source_in, other, target_in, mode, seen) for one, other in pairs)
    return False


def _member_values(name: str, scope: Scope) -> set[tuple[type, object]]:
    return {(type(member.value), member.value) for member in scope.types.enums[name].members}


def _atoms(kind: Type, scope: Scope, mode: _Mode, within: frozenset[str] = frozenset()) -> Iterator[Type]:
    """The options of a type, through unions and aliases; what is read of an enum can be a plain value too."""
    match kind:
        case UnionOf(options):
            for option in options:
                yield from _atoms(option, scope, mode, within)
        case Ref(name) if name in scope.types.aliases:
            if name not in within:
                yield from _atoms(scope.types.aliases[name].type, scope, mode, within | {name})
        case Ref(name) if name in scope.types.enums and mode != "given":
            yield kind
            yield from _atoms(scope.types.enums[name].value_type, scope, mode, within)
        case _:
            yield kind


def _holds(
    kind: Type, scope: Scope, wanted: Callable[[Type, Scope], bool], within: frozenset[str] = frozenset()
) -> bool:
    """Is there such a type in this one, through aliases, lists and dicts, but not inside of models?"""
    match kind:
        case UnionOf(options) | TupleOf(options):
            return any(_holds(option, scope, wanted, within) for option in options)
        case ListOf(inner) | MapOf(inner):
            return _holds(inner, scope, wanted, within)
        case Ref(name) if name in scope.types.aliases:
            return name not in within and _holds(scope.types.aliases[name].type, scope, wanted, within | {name})
    return wanted(kind, scope)


def _is_any(kind: Type, scope: Scope) -> bool:
    return kind == Scalar("Any")


def _is_made(kind: Type, scope: Scope) -> bool:
    """Is a value of this type another thing in Python than in JSON?"""
    return (isinstance(kind, Ref) and kind.name in scope.types.models) or (
        isinstance(kind, Scalar) and kind.name in _PARSED
    )
