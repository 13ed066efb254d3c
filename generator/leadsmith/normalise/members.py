"""What an object schema and the parts of its `allOf` say together (JSON Schema 2020-12, core, 10.2.1.1).

Must not know names or the normal form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leadsmith.document import pointer
from leadsmith.normalise.work import Normaliser, Schema, mapping, resolve, sequence

OBJECT_KEYS = ("properties", "additionalProperties", "patternProperties")
ANNOTATIONS = frozenset(
    (
        "title description default example examples deprecated readOnly writeOnly xml externalDocs $comment "
        "$schema $id $anchor $defs nullable discriminator"
    ).split()
)


@dataclass
class Members:
    """What an object schema and the parts of its `allOf` say together."""

    properties: dict[str, tuple[Any, str]]
    required: dict[str, str]
    extra: tuple[Any, str] | None
    is_object: bool


def collect(work: Normaliser, schema: Schema, place: str) -> Members | None:
    """The properties of an object schema with all of `allOf` flattened; None when it is not an object."""
    found = _gather(work, schema, place, ())
    return found if found and found.is_object else None


def _gather(work: Normaliser, schema: Schema, place: str, seen: tuple[str, ...]) -> Members | None:
    """What a schema says of an object, which may be only what is required; None when it says that it is none."""
    found = Members({}, {}, None, schema.get("type") == "object" or any(key in schema for key in OBJECT_KEYS))
    for index, part in enumerate(sequence(schema.get("allOf"))):
        value, target = resolve(work, part, f"{place}/allOf/{index}")
        if target in seen or not isinstance(value, dict):
            continue
        inner = _gather(work, value, target, (*seen, target))
        if inner is None:
            return None
        found.properties.update(inner.properties)
        found.required.update(inner.required)
        found.extra = inner.extra or found.extra
        found.is_object = found.is_object or inner.is_object
    if not found.is_object and (set(schema) - ANNOTATIONS - {"allOf", "required", "not"}):
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
    if extras:
        found.extra = extras[0] if len(extras) == 1 else ({"anyOf": [value for value, _ in extras]}, place)
    return found
