"""Schemas in normal form -> their structure, and what it is in Python -> types of `ir`.

A structure is a schema without names and texts of the document: names of classes, constants that are text, and keys of
`several` have numbered stand-ins. A large document has thousands of schemas, and some hundred structures. Must not know
where the answers come from.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from leadsmith.ir import ListOf, LiteralOf, MapOf, Ref, Scalar, TupleOf, Type, UnionOf
from leadsmith.naming import JsonScalar
from leadsmith.normalise import Schema, referred

_SCALARS = {
    "str": "str",
    "int": "int",
    "float": "float",
    "bool": "bool",
    "None": "None",
    "Any": "Any",
    "AwareDatetime": "datetime",
    "datetime": "datetime",
    "date": "date",
    "time": "time",
    "UUID": "UUID",
    "bytes": "File",  # only what a multipart body holds is binary in the normal form
}
_KINDS = ("array", "boolean", "integer", "null", "number", "object", "string")
_PASSED: Mapping[str, Callable[[Any], bool]] = {
    "type": lambda value: all(kind in _KINDS for kind in (value if isinstance(value, list) else [value])),
    "format": lambda value: value in ("binary", "date", "date-time", "time", "uuid"),
    "const": lambda value: isinstance(value, (int, float, bool, type(None))),
    "minItems": lambda value: isinstance(value, int),
    "maxItems": lambda value: isinstance(value, int),
}
"""What is the same in a schema and its structure."""
_CLASS, _TEXT, _SEVERAL = "C", "T", "S"
"""What a stand-in is for: its first letter."""
_EXAMPLES: Mapping[str, JsonScalar] = {"str": "a", "int": 1, "float": 1.5, "bool": True, "NoneType": None}


@dataclass(frozen=True)
class Structure:
    """A schema without names and texts of the document, as JSON; and what each stand-in in it is for."""

    text: str
    meant: Mapping[str, str]


def structure(schema: Schema) -> Structure:
    """The structure of a schema. Raises RuntimeError when that is not in the normal form."""
    stand_ins: dict[tuple[str, str], str] = {}
    text = _json(_bare(schema, stand_ins))
    return Structure(text, {name: meant for (_, meant), name in stand_ins.items()})


def structure_of_enum(values: list[JsonScalar]) -> str:
    """The structure of an enum: which kinds of values it has."""
    kinds = sorted({type(value).__name__ for value in values})
    kind = {"str": {"type": "string"}, "int": {"type": "integer"}}.get(kinds[0], {}) if len(kinds) == 1 else {}
    return _json({"enum": [_EXAMPLES[name] for name in kinds], **kind})


def read_type(annotation: str) -> Type:
    """An annotation as a type, in which stand-ins are still what they are. Raises RuntimeError for what is unknown."""
    return _read(ast.parse(annotation, mode="eval").body)


def meant(kind: Type, by: Mapping[str, str]) -> Type:
    """The type with what its stand-ins are for."""
    match kind:
        case Ref(name):
            return Ref(by[name])
        case LiteralOf(values):
            return LiteralOf(tuple(by[value] if isinstance(value, str) else value for value in values))
        case ListOf(item):
            return ListOf(meant(item, by))
        case MapOf(value):
            return MapOf(meant(value, by))
        case TupleOf(items):
            return TupleOf(tuple(meant(item, by) for item in items))
        case UnionOf(options):
            marks = [option for option in options if isinstance(option, Ref) and option.name.startswith(_SEVERAL)]
            several = by[marks[0].name] if marks else ""
            return union([meant(option, by) for option in options if option not in marks], several)
        case _:
            return kind


def union(options: list[Type], several: str = "") -> Type:
    """The union of some types: flat, each once, None last; `several` of one that is a union itself goes on."""
    flat: list[Type] = []
    for option in options:
        several = several or (option.several if isinstance(option, UnionOf) else "")
        for part in option.options if isinstance(option, UnionOf) else (option,):
            if part not in flat:
                flat.append(part)
    if Scalar("Any") in flat:
        return Scalar("Any")
    flat.sort(key=lambda part: part == Scalar("None"))
    return flat[0] if len(flat) == 1 else UnionOf(tuple(flat), several)


def _bare(schema: Any, stand_ins: dict[tuple[str, str], str]) -> Any:
    """The schema with stand-ins: nothing else of it is passed on than what the normal form has."""
    if isinstance(schema, bool):
        return schema
    found: dict[str, Any] = {}
    for key, value in schema.items():
        match key, value:
            case "$ref", str() if (name := referred(schema)).isidentifier():
                found[key] = _stand_in(_CLASS, name, stand_ins)
            case "const", str():
                found[key] = _stand_in(_TEXT, value, stand_ins)
            case (("anyOf" | "prefixItems"), list()):
                found[key] = [_bare(item, stand_ins) for item in value]
            case (("items" | "additionalProperties"), (dict() | bool())):
                found[key] = _bare(value, stand_ins)
            case "several", str():
                pass
            case _ if key in _PASSED and _PASSED[key](value):
                found[key] = value
            case _:
                raise RuntimeError(f"a schema has {key!r}: {value!r}, which is not for datamodel-code-generator")
    if "several" in schema:  # one more branch, of which `meant` knows what it is
        found["anyOf"].append({"$ref": _stand_in(_SEVERAL, schema["several"], stand_ins)})
    return found


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _stand_in(letter: str, meaning: str, stand_ins: dict[tuple[str, str], str]) -> str:
    return stand_ins.setdefault((letter, meaning), f"{letter}{len(stand_ins)}")


def _read(node: ast.expr) -> Type:
    match node:
        case ast.Constant(value=None):
            return Scalar("None")
        case ast.Name(id=name) if name[0] in (_CLASS, _SEVERAL) and name[1:].isdecimal():
            return Ref(name)
        case ast.Name(id=name) if name in _SCALARS:
            return Scalar(_SCALARS[name])
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return union([_read(left), _read(right)])
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            return ListOf(_read(item))
        case ast.Subscript(value=ast.Name(id="tuple"), slice=items):
            nodes = items.elts if isinstance(items, ast.Tuple) else [items]
            return TupleOf(tuple(_read(item) for item in nodes))
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[_, value])):
            return MapOf(_read(value))
        case ast.Subscript(value=ast.Name(id="Literal"), slice=values):
            nodes = values.elts if isinstance(values, ast.Tuple) else [values]
            return LiteralOf(tuple(ast.literal_eval(value) for value in nodes))
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[first, *_])):
            return _read(first)
    raise RuntimeError(f"datamodel-code-generator wrote the type {ast.unparse(node)!r}, which is not known here")
