"""Enums and constants -> normal form: an enum is a class, which several places share that say the same.

Must not know other schemas.
"""

from __future__ import annotations

from typing import Any

from leadsmith.naming import JsonScalar, members
from leadsmith.normalise.classes import keep_members, name_class, owner_of
from leadsmith.normalise.normal import reference
from leadsmith.normalise.work import EnumShape, Normaliser, Schema, about


def enum(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema:
    """An enum that stands inline; see `normalise_schema` for `shared`."""
    values = enum_values(work, schema, place)
    if not values:
        return {}
    key = work.keys.of(place)
    group = shared, frozenset((type(value), value) for value in values)
    if shared and group in work.shared:
        work.names.share(f"{key}/class", work.shared[group])
        return reference(work.shared[group])
    owner = work.owners.setdefault(group, owner_of(work, key, group)) if shared else key
    name = work.inline[place] = name_class(work, place, f"{owner}/class", wanted)
    work.names.share(f"{key}/class", name)
    work.class_keys[name] = owner
    keep_members(work, owner, values)
    named = tuple(members(values, work.names, owner))
    work.shapes[name] = EnumShape(named, about(schema), place, schema.get("type") == "number")
    work.shared[group] = name
    return reference(name)


def enum_values(work: Normaliser, schema: Schema, place: str) -> tuple[JsonScalar, ...]:
    """The values of an enum, each once, without null; nothing where they cannot be members of a class."""
    values = [value for value in schema["enum"] if isinstance(value, str | int | float)]
    if len(values) < len(schema["enum"]):
        work.report("enum-value", f"{place}/enum", "Values that are objects or arrays are taken as any value.")
        return ()
    # Equal for JSON is equal here: 1 and 1.0 are one value, 1 and true are two.
    distinct = {(isinstance(value, bool), isinstance(value, str), value): value for value in values}
    if len(set(values)) < len(distinct):
        message = "A number and a truth value are equal in Python here; they are taken as any value."
        work.report("enum-value", f"{place}/enum", message)
        return ()
    return tuple(distinct.values())


def constant(work: Normaliser, value: Any, place: str) -> Schema:
    """A constant that is not null."""
    if isinstance(value, str | int | bool):
        return {"const": value}
    work.report("constant", place, f"The constant {value!r} is taken as any value.")
    return {}
