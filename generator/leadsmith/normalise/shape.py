"""Is every part of a document the kind of value that OpenAPI says, is no known field misspelt, and are the rules kept?

OpenAPI 3.0 to 3.2, section 4 "Schema", as a table. What is wrong here is not read by the modules that follow, so each
is reported. Must not know what the parts mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from leadsmith.document import pointer, tokens
from leadsmith.normalise.items import ADDITIONAL, METHODS, operations_of
from leadsmith.normalise.rules import RULES
from leadsmith.normalise.variants import reference_to
from leadsmith.normalise.work import Normaliser, mapping, resolve

Kind = str | tuple[str, "Kind"]
"""`text`, `flag`, `any`, `items`, the name of an object in the table, or a `list` or `map` of a kind."""

STATUS = re.compile(r"[1-5](\d\d|XX)|default", re.IGNORECASE)
"""What an answer may be for: a status, a range of statuses, or all others."""
_TEXTS: dict[str, Kind] = {"summary": "text", "description": "text"}
_SERVERS: Kind = ("list", "server")
_SECURITY: Kind = ("list", ("map", ("list", "text")))
_CONTENT: Kind = ("map", "media type")
_SCHEMAS: Kind = ("map", "schema")
_HEADER: dict[str, Kind] = {
    **_TEXTS,
    **dict.fromkeys(("required", "deprecated", "allowEmptyValue", "explode", "allowReserved"), "flag"),
    "style": "text",
    "schema": "schema",
    "content": _CONTENT,
}

_OBJECTS: Mapping[str, Mapping[str, Kind]] = {
    "document": {
        "info": "info",
        "servers": _SERVERS,
        "paths": ("map", "path item"),
        "webhooks": ("map", "path item"),
        "components": "components",
        "security": _SECURITY,
        "tags": ("list", "tag"),
    },
    "info": {**_TEXTS, "title": "text", "version": "text"},
    "server": {**_TEXTS, "url": "text", "name": "text", "variables": ("map", "variable")},
    "variable": {**_TEXTS, "enum": ("list", "any"), "default": "any"},
    "tag": {**_TEXTS, "name": "text"},
    "components": {
        "schemas": _SCHEMAS,
        "responses": ("map", "response"),
        "parameters": ("map", "parameter"),
        "requestBodies": ("map", "request body"),
        "headers": ("map", "header"),
        "securitySchemes": ("map", "security scheme"),
        "pathItems": ("map", "path item"),
        "callbacks": ("map", ("map", "path item")),
        "mediaTypes": ("map", "media type"),
    },
    "path item": {
        **_TEXTS,
        "servers": _SERVERS,
        "parameters": ("list", "parameter"),
        **dict.fromkeys(METHODS, "operation"),
        ADDITIONAL: ("map", "operation"),
    },
    "operation": {
        **_TEXTS,
        "tags": ("list", "text"),
        "operationId": "text",
        "parameters": ("list", "parameter"),
        "requestBody": "request body",
        "responses": ("statuses", "response"),
        "callbacks": ("map", ("map", "path item")),
        "deprecated": "flag",
        "security": _SECURITY,
        "servers": _SERVERS,
    },
    "parameter": {**_HEADER, "name": "text", "in": "text"},
    "header": _HEADER,
    "request body": {**_TEXTS, "content": _CONTENT, "required": "flag"},
    "media type": {
        "schema": "schema",
        "itemSchema": "schema",
        "example": "any",
        "examples": "any",
        "encoding": ("map", "encoding"),
    },
    "encoding": {
        **dict.fromkeys(("contentType", "style"), "text"),
        **dict.fromkeys(("explode", "allowReserved"), "flag"),
        "headers": ("map", "header"),
    },
    "response": {**_TEXTS, "headers": ("map", "header"), "content": _CONTENT, "links": "any"},
    "security scheme": {
        **_TEXTS,
        **dict.fromkeys(("type", "name", "in", "scheme", "bearerFormat", "openIdConnectUrl"), "text"),
        "flows": "flows",
    },
    "flows": dict.fromkeys(("implicit", "password", "clientCredentials", "authorizationCode"), "flow"),
    "flow": {**dict.fromkeys(("authorizationUrl", "tokenUrl", "refreshUrl"), "text"), "scopes": ("map", "text")},
    "schema": {
        "title": "text",
        "description": "text",
        "type": "any",
        "format": "text",
        "enum": ("list", "any"),
        "const": "any",
        "default": "any",
        "example": "any",
        "examples": "any",
        **dict.fromkeys(("nullable", "deprecated", "readOnly", "writeOnly"), "flag"),
        "required": ("list", "text"),
        **dict.fromkeys(("properties", "patternProperties"), _SCHEMAS),
        **dict.fromkeys(("additionalProperties", "not"), "schema"),
        "items": "items",
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), ("list", "schema")),
        "discriminator": "discriminator",
    },
    "discriminator": {"propertyName": "text", "mapping": "any", "defaultMapping": "text"},
}
_SAID = {"text": "text", "flag": "true or false", "list": "a list", "map": "an object", "statuses": "an object"}


@dataclass(frozen=True)
class _Walk:
    """The walk over a document: the places that it came to, and, to be looked at still, what references name as what.

    Those may lead to where the table does not: into other files, above all.
    """

    work: Normaliser
    seen: set[str] = field(default_factory=set)
    referred: dict[str, tuple[Any, Kind]] = field(default_factory=dict)

    def follow(self, reference: Any, kind: Kind) -> None:
        if isinstance(reference, str) and (target := self.work.document.resolve(reference)):
            self.referred.setdefault(target[0], (target[1], kind))


def check_shape(work: Normaliser) -> None:
    """Report every part that is of another kind than OpenAPI says, and every field that is nearly a known one."""
    walk = _Walk(work)
    _check_object(walk, work.document.root, "document", "")
    while walk.referred:
        place, (value, kind) = next(iter(walk.referred.items()))
        del walk.referred[place]
        if place not in walk.seen:
            _check(walk, value, kind, place)


def _check(walk: _Walk, value: Any, kind: Kind, place: str, entry: bool = False) -> None:
    """`entry`: the value is one of a list or a map, which cannot be left empty."""
    outer, inner = kind if isinstance(kind, tuple) else (kind, "any")
    report = walk.work.report
    if value is None and entry and outer in _OBJECTS and outer != "schema":
        report("wrong-type", place, f"Here a {outer} is expected, and there is nothing.", "Describe or remove it.")
    if outer == "items":  # a list of them was a tuple before JSON Schema 2020-12
        outer, inner = ("list", "schema") if isinstance(value, list) else ("schema", "any")
    if value is None or outer == "any" or (outer == "schema" and isinstance(value, bool)):
        return
    if not _is(value, outer):
        said = _SAID.get(outer, f"a {outer}, an object,")
        message = f"Here {said} is expected, and there is {_in_words(value)}; it is not read."
        report("wrong-type", place, message, "Mend it, for example by an overlay.")
    elif outer == "list":
        for index, item in enumerate(value):
            _check(walk, item, inner, f"{place}/{index}", True)
    elif outer == "map" and isinstance(value.get("$ref"), str):
        walk.seen.add(place)  # it may lead back here
        resolve(walk.work, value, place)  # of the objects in the table only a callback is one that may be referred to
        walk.follow(value["$ref"], kind)
    elif outer in ("map", "statuses"):
        walk.seen.add(place)
        for key, item in value.items():
            if outer == "statuses" and not STATUS.fullmatch(key) and not key.startswith("x-"):
                hint = "Write it like 200, 4XX or default."
                report("bad-status", f"{place}{pointer(key)}", f"{key!r} is no status of an answer.", hint)
            elif not key.startswith("x-") or outer == "map":
                _check(walk, item, inner, f"{place}{pointer(key)}", True)
    elif outer in _OBJECTS and place not in walk.seen:
        _check_object(walk, value, outer, place)


def _check_object(walk: _Walk, value: dict[str, Any], kind: str, place: str) -> None:
    work = walk.work
    walk.seen.add(place)
    if "$ref" in value:
        _check(walk, value["$ref"], "text", f"{place}/$ref")
        meant, target = resolve(work, value, place)
        walk.follow(value["$ref"], kind)
        if kind != "schema":
            _check_target(work, kind, place, target)
        if kind == "path item":  # the one object but a schema of which more is read than what is referred to
            there = {method for method, _, _ in operations_of(meant)}
            for method, inner, _ in operations_of(value):
                if method in there:
                    message = f"{method!r} is described here and where $ref leads; this one is used."
                    work.report("reference-siblings", f"{place}{inner}", message, "Keep one of them.")
        elif kind != "schema":
            return
    if kind == "discriminator":
        for named in mapping(value.get("mapping")).values():
            walk.follow(reference_to(work.document, str(named)), "schema")
    fields = _OBJECTS[kind]
    if kind in RULES:
        RULES[kind](work, value, place)
    for key, item in value.items():
        if key in fields:
            _check(walk, item, fields[key], f"{place}{pointer(key)}")
        elif not key.startswith("x-") and (close := _close(key, kind)):
            message = f"{key!r} is no field of {'an' if kind[0] in 'aeiou' else 'a'} {kind}; it is not read."
            work.report("unknown-field", f"{place}{pointer(key)}", message, f"Did you mean {close!r}?")


@cache
def _close(key: str, kind: str) -> str:
    """The field of this kind of object that `key` is likely to be a slip of; empty for none."""
    near = [known for known in _OBJECTS[kind] if abs(len(_bare(key)) - len(_bare(known))) <= _allowed(known)]
    slips, close = min(((_slips(_bare(key), _bare(known)), known) for known in near), default=(0, ""))
    return close if min(len(key), len(close)) > 2 and slips <= _allowed(close) else ""


def _allowed(known: str) -> int:
    """How many slips a field may be written with."""
    return max(1, len(known) // 4)


def _bare(key: str) -> str:
    """A key but for what is often written in another way."""
    return key.lower().replace("_", "").replace("-", "")


def _slips(one: str, other: str) -> int:
    """How many letters are wrong, left out, too much or changed places with the next (optimal string alignment)."""
    above: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one):
        now = [row + 1]
        for column, there in enumerate(other):
            slips = min(last[column + 1] + 1, now[-1] + 1, last[column] + (letter != there))
            if row and column and (letter, one[row - 1]) == (other[column - 1], there):
                slips = min(slips, above[column - 1] + 1)
            now.append(slips)
        above, last = last, now
    return last[-1]


def _check_target(work: Normaliser, kind: str, place: str, target: str) -> None:
    """Does a reference lead to what is expected, as far as that stands among components?"""
    path = tokens(target)
    expected = _COMPONENTS.get(kind)
    if expected and len(path) == 3 and path[0] == "components" and path[1] != expected:
        message = f"Here a {kind} is expected, and the reference leads to one of the {path[1]}."
        work.report("reference-kind", place, message, f"Refer to one of the {expected}.")


_COMPONENTS = {
    "response": "responses",
    "parameter": "parameters",
    "request body": "requestBodies",
    "header": "headers",
    "security scheme": "securitySchemes",
    "path item": "pathItems",
    "media type": "mediaTypes",
}


def _is(value: Any, kind: str) -> bool:
    return type(value) is {"text": str, "flag": bool, "list": list}.get(kind, dict)


def _in_words(value: Any) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return repr(value)
