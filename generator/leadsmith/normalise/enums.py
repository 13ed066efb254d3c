"""Enums and constants -> normal form: an enum is a class, which several places share that say the same.

Must not know other schemas.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

from leadsmith.naming import JsonScalar, members
from leadsmith.normalise.classes import keep_members, name_class, owner_of
from leadsmith.normalise.keys import HINTS
from leadsmith.normalise.normal import reference
from leadsmith.normalise.work import EnumShape, Normaliser, Schema, about

_KINDS = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}
_PYTHON = {str: "str", bool: "bool", int: "int", float: "float"}


def enum(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema | None:
    """An enum that stands inline; see `normalise_schema` for `shared`. None when its values make no class."""
    values, also = enum_values(work, schema, place)
    if not values:
        return None
    key = work.keys.of(place)
    group = shared, frozenset((type(value), value) for value in values)
    if shared and group in work.shared:
        name = work.shared[group]
        work.names.share(f"{key}/class", name, f"{work.class_keys[name]}/class")
        return reference(name)
    owner = work.owners.setdefault(group, owner_of(work, key, group)) if shared else key
    name = work.inline[place] = name_class(work, place, f"{owner}/class", wanted)
    work.names.share(f"{key}/class", name, f"{owner}/class")
    work.class_keys[name] = owner
    keep_members(work, owner, values)
    work.shapes[name] = enum_shape(work, schema, owner, place, values, also)
    work.shared[group] = name
    return reference(name)


def enum_shape(
    work: Normaliser,
    schema: Schema,
    key: str,
    place: str,
    values: Sequence[JsonScalar],
    also: tuple[str, ...],
) -> EnumShape:
    """The class of an enum with these values. `key` is what the manifest calls it."""
    return EnumShape(tuple(members(values, work.names, key, _hints(schema, values))), about(schema), place, also)


def _hints(schema: Schema, values: Sequence[JsonScalar]) -> dict[JsonScalar, str]:
    """The names that the document has for the values, where each has one."""
    for hints in (schema.get(key) for key in HINTS):
        if isinstance(hints, list) and len(hints) == len(values) and all(isinstance(hint, str) for hint in hints):
            return dict(zip(values, hints, strict=True))
    return {}


def enum_values(work: Normaliser, schema: Schema, place: str) -> tuple[tuple[JsonScalar, ...], tuple[str, ...]]:
    """The values of an enum, each once, without null, and the other Python types that an answer may have.

    Values that are of another type than `type` says are read as that type: YAML without quotes makes numbers of text.
    There are none where they cannot be members of a class.
    """
    values = [value for value in schema["enum"] if isinstance(value, str | int | float)]
    kind = schema.get("type")
    if len(values) < len([value for value in schema["enum"] if value is not None]):
        message = f"Objects and arrays among the values: any {kind if isinstance(kind, str) else 'value'} is taken."
        work.report("enum-value", f"{place}/enum", message)
        return (), ()
    also = {"float"} if kind == "number" else set()
    told = [as_kind(value, kind) for value in values]
    if told != values or list(map(type, told)) != list(map(type, values)):
        different = next(value for value, other in zip(values, told, strict=True) if type(value) is not type(other))
        message = f"{different!r} is no {kind}, as `type` says: the values are taken as what is meant."
        work.report("enum-type", f"{place}/enum", message, "Write the values as the type says, or change the type.")
        also |= {_PYTHON[type(value)] for value in values}
    # Equal for JSON is equal here: 1 and 1.0 are one value, 1 and true are two.
    distinct = {(isinstance(value, bool), isinstance(value, str), value): value for value in told}
    if len(set(told)) < len(distinct):
        message = "A number and a truth value that are equal in Python: values of both types are taken."
        work.report("enum-value", f"{place}/enum", message)
        return (), ()
    return tuple(distinct.values()), tuple(sorted(also))


def as_kind(value: JsonScalar, kind: Any) -> JsonScalar:
    """The value as one of the type, where it can be meant so."""
    if kind == "string" and not isinstance(value, str):
        return json.dumps(value)
    if kind in ("integer", "number", "boolean") and isinstance(value, str):
        try:
            read = json.loads(value)
        except (ValueError, RecursionError):
            return value
        wanted = {"integer": int, "number": (int, float), "boolean": bool}[kind]
        fits = isinstance(read, wanted) and isinstance(read, bool) == (kind == "boolean")  # type: ignore[arg-type]
        fits = fits and not (isinstance(read, float) and math.isinf(read))
        return read if fits else value
    return value


def constant(work: Normaliser, value: Any, place: str) -> Schema | None:
    """A constant that is not null; None when a type cannot say it."""
    if isinstance(value, str | int | bool):
        return {"const": value}
    message = f"No type says that a value is {json.dumps(value)}: any {_KINDS[type(value)]} is taken."
    work.report("constant", f"{place}/const", message)
    return None


def type_of(values: Iterable[Any]) -> list[str]:
    """The types of JSON Schema that some values have."""
    return list(dict.fromkeys(_KINDS[type(value)] for value in values if value is not None))
