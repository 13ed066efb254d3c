"""One thing that schemas say in several ways: null, an enum, another name of a component, who sends a value.

Must not know names or the normal form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any

from leadsmith.normalise.keys import HINTS
from leadsmith.normalise.work import Normaliser, Part, Schema, alone, resolve, sequence

_SAYING = frozenset(
    (
        "$ref allOf anyOf oneOf properties patternProperties additionalProperties items prefixItems enum const type "
        "format required"
    ).split()
)
STRUCTURE = _SAYING - {"enum", "const", "type", "format", "required"}
"""Keywords that say what a value is made of."""


def said(schema: Mapping[str, Any]) -> frozenset[str]:
    """The keywords of a schema that say something of a type. All others describe, or limit what the server checks."""
    return _SAYING & schema.keys()


def parts_of(schema: Mapping[str, Any], place: str) -> list[tuple[Any, str]]:
    """What a schema is beside what it says itself, with places: what `$ref` beside other keywords and `allOf` name."""
    beside = [({"$ref": schema["$ref"]}, place)] if "$ref" in schema else []
    return beside + [(part, f"{place}/allOf/{index}") for index, part in enumerate(sequence(schema.get("allOf")))]


def as_enum(schema: Schema) -> Schema:
    """A union of nothing but constants, and null, is an enum in other words."""
    for key in ("oneOf", "anyOf"):
        branches = schema.get(key)
        if isinstance(branches, list) and branches and all(map(_is_constant, branches)):
            rest = {name: value for name, value in schema.items() if name not in (key, "type")}
            titles = [branch.get("title") for branch in branches]
            return {"x-enum-varnames": titles, **rest, "enum": [branch.get("const") for branch in branches]}
    return schema


def _is_constant(branch: Any) -> bool:
    if not isinstance(branch, dict) or said(branch) - {"const", "type"}:
        return False
    value = branch.get("const")
    return branch.get("type") == "null" if value is None else isinstance(value, str | int | float)


def without_null(schema: Schema) -> tuple[bool, Schema]:
    """Whether the schema says null in one of its spellings (3.0 `nullable`, 3.1 types, enum, const), and the rest."""
    nullable = schema.get("nullable") is True
    rest = {key: value for key, value in schema.items() if key != "nullable"}
    kinds = rest.get("type")
    if isinstance(kinds, list) and "null" in kinds and len(kinds) > 1:
        nullable = True
        others = [kind for kind in kinds if kind != "null"]
        rest["type"] = others[0] if len(others) == 1 else others
    if isinstance(rest.get("enum"), list) and None in rest["enum"] and len(rest["enum"]) > 1:
        nullable = True
        there = [value is not None for value in rest["enum"]]
        for key in ("enum", *HINTS):
            if isinstance(rest.get(key), list) and len(rest[key]) == len(there):
                rest[key] = list(compress(rest[key], there))
    return nullable, rest


def is_alias(schema: Any) -> bool:
    """A component that is nothing but a reference: the name of another one."""
    return isinstance(schema, dict) and "$ref" in schema and not said(schema) - {"$ref", "type", "format"}


def access(work: Normaliser, parts: Sequence[Part]) -> tuple[bool, bool]:
    """Is the value of a property read only, is it write only? One of the schemas that describe it may say so, beside a
    reference or behind it.
    """
    found = [_access(work, part, where, ()) for part, where in parts]
    read_only, write_only = (any(each) for each in zip(*found, strict=True))
    if read_only and write_only:
        work.report(
            "access", parts[-1][1], "`readOnly` and `writeOnly` at once: it is taken as neither.", "Keep one of them."
        )
        return False, False
    return read_only, write_only


def _access(work: Normaliser, schema: Any, place: str, seen: tuple[str, ...]) -> tuple[bool, bool]:
    if not isinstance(schema, dict):
        return False, False
    said_here = [key for key in ("readOnly", "writeOnly") if schema.get(key) is True]
    if said_here and "$ref" in schema and alone(work):
        message = f"{said_here[0]} beside $ref: before OpenAPI 3.1 nothing there is read."
        work.report("ref-siblings", place, message, "Write `allOf` with the reference as one part of it.")
        said_here = []
    found = [("readOnly" in said_here, "writeOnly" in said_here)]
    for part, where in parts_of(schema, place):
        value, target = resolve(work, part, where)
        if target not in seen:
            found.append(_access(work, value, target, (*seen, target)))
    return any(read_only for read_only, _ in found), any(write_only for _, write_only in found)
