"""What a schema and the parts of its `allOf` say together (JSON Schema 2020-12, core, 10.2.1.1).

Must not know names or the normal form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from leadsmith.document import pointer
from leadsmith.normalise.keys import UNIONS
from leadsmith.normalise.spellings import as_enum, parts_of, said, without_null
from leadsmith.normalise.work import Normaliser, Part, Schema, alone, mapping, resolve, sequence

OBJECT_KEYS = frozenset({"properties", "additionalProperties", "patternProperties"})


@dataclass
class Members:
    """What an object schema and the parts of its `allOf` say together.

    Of each property all that is said, what says most of its type last.
    `mentioned` are the properties that are required in some branches of `anyOf: [{required: [a]}, {required: [b]}]`.
    """

    properties: dict[str, list[Part]]
    required: dict[str, str]
    mentioned: dict[str, str]
    extras: list[Part]
    is_object: bool


def collect(work: Normaliser, schema: Schema, place: str) -> Members | None:
    """The properties of an object schema with all of `allOf` flattened; None when it is not an object."""
    return gathered(leaves_of(work, schema, place))


def leaves_of(work: Normaliser, schema: Any, place: str, seen: set[str] | None = None) -> list[Part]:
    """What a schema comes down to, with places: references followed, and `allOf` taken apart; null is left out.

    What a schema says itself comes after its parts. Parts that say nothing of a type are not in it, and what several
    parts lead to is in it once. `seen` are the places that were looked at.
    """
    if not isinstance(schema, dict):
        return []
    seen = set() if seen is None else seen
    found = []
    for part, where in parts_of(schema, place):
        value, target = resolve(work, part, where)
        if target not in seen:
            seen.add(target)
            found += leaves_of(work, value, target, seen)
    own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
    if said(own) and not ("$ref" in schema and alone(work)):
        found.append((without_null(as_enum(own))[1], place))
    return found


def union_key(schema: Schema) -> str:
    """Where a schema has branches that describe types: `oneOf` or `anyOf`; empty when it has none.

    `anyOf: [{required: [a]}, {required: [b]}]` only narrows the object around it.
    """
    for key in UNIONS:
        branches = schema.get(key)
        if isinstance(branches, list) and any(_says_something(branch) for branch in branches):
            return key
    return ""


def _says_something(branch: Any) -> bool:
    return not isinstance(branch, dict) or bool(said(branch) - {"required"}) or not branch


def gathered(leaves: Iterable[Part]) -> Members | None:
    """What some schemas without parts say of an object together; None when one of them says that it is none."""
    found = Members({}, {}, {}, [], False)
    never: set[str] = set()
    for leaf, place in leaves:
        is_object = leaf.get("type") == "object" or any(key in leaf for key in OBJECT_KEYS)
        if not is_object and said(leaf) - {"required"}:
            return None
        found.is_object = found.is_object or is_object
        for name, value in mapping(leaf.get("properties")).items():
            here = (value, f"{place}/properties{pointer(name)}")
            if value is False:
                never.add(name)
            elif here[1] not in (where for _, where in found.properties.setdefault(name, [])):
                found.properties[name].append(here)
        found.required |= _required(leaf, place)
        for key in UNIONS:
            for index, branch in enumerate(sequence(leaf.get(key))):
                found.mentioned |= _required(branch, f"{place}/{key}/{index}")
        extras = [
            (value, f"{place}/patternProperties{pointer(key)}")
            for key, value in mapping(leaf.get("patternProperties")).items()
        ]
        others = leaf.get("additionalProperties", True if extras else None)
        if others is not False and others is not None:
            extras.append((others, f"{place}/additionalProperties"))
        found.extras = extras or found.extras
    found.properties = {
        name: sorted(parts, key=lambda part: _weight(part[0]))
        for name, parts in found.properties.items()
        if name not in never
    }
    return found if found.is_object else None


def _required(schema: Any, place: str) -> dict[str, str]:
    names = enumerate(sequence(mapping(schema).get("required")))
    return {name: f"{place}/required/{index}" for index, name in names if isinstance(name, str)}


def _weight(schema: Any) -> int:
    """How much a schema says of a type."""
    if not isinstance(schema, dict):
        return 0
    says = said(schema)
    return 2 if says - {"type"} else len(says)
