"""What there is to change in an OpenAPI document, and the means to change it. Knows the shapes of OpenAPI alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from leadsmith.document import pointer, tokens

Json = dict[str, Any]
Edit = Callable[[Json], None]
"""Changes a document in place."""
Rule = Callable[["Survey"], Iterator[tuple[str, Edit]]]
"""Where a document can be changed in one way, each with the edit."""

METHODS = ("get", "put", "post", "delete", "patch")
TEXT = {"type": "string"}
OTHER = {"type": "object", "required": ["fresh"], "properties": {"fresh": TEXT}}
TYPES: dict[str, Json] = {
    "string": TEXT,
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "array": {"type": "array", "items": TEXT},
    "object": {"type": "object", "properties": {"inner": TEXT}},
    "date-time": {"type": "string", "format": "date-time"},
}


@dataclass
class Survey:
    """What there is to change in a document; schemas by pointer with the sides on which they stand."""

    root: Json
    operations: list[tuple[str, str]] = field(default_factory=list)
    """Path and method."""
    parameters: dict[str, Json] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    responses: dict[str, Json] = field(default_factory=dict)
    """The places in operations, by pointer, with what is there after references."""
    schemas: dict[str, set[str]] = field(default_factory=dict)
    """Pointer of a schema -> `request`, `response`."""


def copied(root: Json) -> Json:
    """The document without parts that are one object."""
    copy: Json = json.loads(json.dumps(root))
    return copy


def at(root: Any, place: str) -> Any:
    """What stands at a JSON pointer."""
    for token in tokens(place):
        root = root[int(token)] if isinstance(root, list) else root[token]
    return root


def followed(root: Json, place: str) -> str:
    """The pointer after references."""
    value = at(root, place)
    while isinstance(value, dict) and isinstance(value.get("$ref"), str):
        place = value["$ref"].removeprefix("#")
        value = at(root, place)
    return place


def survey(root: Json) -> Survey:
    """What there is to change in a document, as far as JSON goes."""
    found = Survey(root)
    for path, item in root["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            found.operations.append((path, method))
            base = pointer("paths", path, method)
            for owner in (pointer("paths", path), base):
                for number in range(len(at(root, owner).get("parameters", []))):
                    place = followed(root, f"{owner}/parameters/{number}")
                    found.parameters[place] = at(root, place)
                    if "schema" in at(root, place):
                        _schemas(found, f"{place}/schema", "request")
            if "requestBody" in item[method]:
                place = followed(root, f"{base}/requestBody")
                if media := json_media(at(root, place)):
                    found.bodies.append(place)
                    _schemas(found, place + pointer("content", media, "schema"), "request")
            for status in item[method].get("responses", {}):
                own = base + pointer("responses", str(status))
                place = followed(root, own)
                found.responses[own] = at(root, place)
                if media := json_media(at(root, place)):
                    _schemas(found, place + pointer("content", media, "schema"), "response")
    found.bodies = sorted(set(found.bodies))
    return found


def json_media(described: Json) -> str:
    kinds = [kind for kind, media in described.get("content", {}).items() if "json" in kind and "schema" in media]
    return kinds[0] if kinds else ""


def _schemas(found: Survey, place: str, side: str) -> None:
    place = followed(found.root, place)
    schema = at(found.root, place)
    if not isinstance(schema, dict) or side in found.schemas.setdefault(place, set()):
        return
    found.schemas[place].add(side)
    for name in schema.get("properties", {}):
        _schemas(found, place + pointer("properties", name), side)
    for keyword in ("anyOf", "oneOf", "allOf"):
        for number in range(len(schema.get(keyword, []))):
            _schemas(found, f"{place}/{keyword}/{number}", side)
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            _schemas(found, f"{place}/{keyword}", side)


# Edits ----------------------------------------------------------------------------------------------------------------


def edited(place: str, change: Callable[[Any], None]) -> Edit:
    """The edit that changes what stands at a pointer."""

    def edit(root: Json) -> None:
        change(at(root, place))

    return edit


def second(change: Callable[[Any, str], None], name: str, target: Any) -> None:
    """`change` with its arguments the other way round, for `partial`."""
    change(target, name)


def on_operations(change: Callable[[Json], None]) -> Rule:
    """A rule that changes an operation in place."""

    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for path, method in found.operations:
            place = pointer("paths", path, method)
            yield place, edited(place, change)

    return rule


def once(place: str, change: Edit) -> Rule:
    """A rule with one edit."""

    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        yield place, change

    return rule


def setting(**entries: Any) -> Callable[[Json], None]:
    """Sets entries of an object."""
    return partial(_update, entries)


def _update(entries: Json, target: Json) -> None:
    target.update(copied(entries))


def describe_anew(described: Json) -> None:
    """Other words, which mean the same."""
    described["description"] = "Said in other words."


def deprecate(described: Json) -> None:
    """Says not to use it any more."""
    described["deprecated"] = True
