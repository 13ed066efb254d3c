"""What an object schema and the parts of its `allOf` say together (JSON Schema 2020-12, core, 10.2.1.1).

Must not know names or the normal form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadsmith.document import pointer
from leadsmith.normalise.keys import ANNOTATIONS
from leadsmith.normalise.work import Normaliser, Schema, mapping, resolve, sequence

OBJECT_KEYS = ("properties", "additionalProperties", "patternProperties")


@dataclass
class Members:
    """What an object schema and the parts of its `allOf` say together."""

    properties: dict[str, tuple[Any, str]]
    required: dict[str, str]
    extras: list[tuple[Any, str]]
    is_object: bool


def collect(work: Normaliser, schema: Schema, place: str) -> Members | None:
    """The properties of an object schema with all of `allOf` flattened; None when it is not an object."""
    found = _gather(work, schema, place, ())
    return found if found and found.is_object else None


def _gather(work: Normaliser, schema: Schema, place: str, seen: tuple[str, ...]) -> Members | None:
    """What a schema says of an object, which may be only what is required; None when it says that it is none."""
    found = Members({}, {}, [], schema.get("type") == "object" or any(key in schema for key in OBJECT_KEYS))
    for part, where in parts_of(schema, place):
        value, target = resolve(work, part, where)
        if target in seen or not isinstance(value, dict):
            continue
        inner = _gather(work, value, target, (*seen, target))
        if inner is None:
            return None
        found.properties.update(inner.properties)
        found.required.update(inner.required)
        found.extras = inner.extras or found.extras
        found.is_object = found.is_object or inner.is_object
    if not found.is_object and (set(schema) - ANNOTATIONS - {"$ref", "allOf", "required", "not"}):
        return None
    for name, value in mapping(schema.get("properties")).items():
        found.properties[name] = (value, f"{place}/properties{pointer(name)}")
    for index, name in enumerate(sequence(schema.get("required"))):
        if isinstance(name, str):
            found.required.setdefault(name, f"{place}/required/{index}")
    extras = [
        (value, f"{place}/patternProperties{pointer(key)}")
        for key, value in mapping(schema.get("patternProperties")).items()
    ]
    if schema.get("additionalProperties") not in (None, False):
        extras.append((schema["additionalProperties"], f"{place}/additionalProperties"))
    found.extras = extras or found.extras
    return found


def parts_of(schema: Mapping[str, Any], place: str) -> list[tuple[Any, str]]:
    """What a schema is beside what it says itself, with places: what `$ref` beside other keywords and `allOf` name."""
    beside = [({"$ref": schema["$ref"]}, place)] if "$ref" in schema else []
    return beside + [(part, f"{place}/allOf/{index}") for index, part in enumerate(sequence(schema.get("allOf")))]
