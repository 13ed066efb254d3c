"""The example call in a method's docstring: what a caller must give, with values of the right types. Decides, prints
nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadsmith.ir import (
    Body,
    ListOf,
    LiteralOf,
    MapOf,
    ModelClass,
    Operation,
    Parameter,
    Ref,
    Scalar,
    TupleOf,
    Type,
    Types,
    UnionOf,
)
from leadsmith.render.code import Code, literal

_SAMPLES: dict[str, Any] = {
    "str": "text",
    "int": 1,
    "float": 1.5,
    "bool": True,
    "None": None,
    "Any": {},
    "datetime": "2024-05-17T12:00:00Z",
    "date": "2024-05-17",
    "time": "12:00:00Z",
    "bytes": b"data",
    "File": b"data",
    "FileContent": b"data",
    "UUID": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
}
_DEPTH = 4


def example_arguments(operation: Operation, types: Types) -> list[Code]:
    """The arguments of an example call: path values, body, and the keywords that are required."""
    positional = [literal(_parameter_value(item, types)) for item in operation.parameters if item.place == "path"]
    if operation.body and (operation.body.required or operation.body.example is not None):
        positional.append(literal(_body_value(operation.body, types)))
    keywords = [
        Code(f"{item.name}={literal(_parameter_value(item, types))}")
        for item in operation.parameters
        if item.place != "path" and item.required
    ]
    return [*positional, *keywords]


def example_items(operation: Operation) -> list[Any]:
    """The items of the page that the document shows as its example."""
    found = operation.returns_example
    for step in operation.paging.items if operation.paging else ():
        found = found.get(step.wire) if isinstance(found, dict) else None
    return found if isinstance(found, list) else []


def example_results(kind: Type, values: list[Any], given: str, types: Types) -> tuple[str, list[Any]] | None:
    """A field that is worth to be shown, and what it is in each of the example values; None when there is none.

    It is the first with plain text or a number that is not among the arguments, which the reader has just seen.
    """
    model = types.models.get(kind.name) if isinstance(kind, Ref) else None
    if model is None or not values or not all(isinstance(value, dict) for value in values):
        return None
    fields = {field.wire: field for field in model.fields}
    for wire in values[0]:
        field = fields.get(wire)
        found = [value.get(wire) for value in values]
        if field and all(_is_shown(each, field.type) and literal(each) not in given for each in found):
            return f".{field.name}", found
    return None


def _is_shown(value: Any, kind: Type) -> bool:
    """Is this plain text of one line or a whole number, as the type says, so that Python shows it in one way?"""
    if kind == Scalar("str"):
        return isinstance(value, str) and value.isprintable()
    return kind == Scalar("int") and isinstance(value, int) and not isinstance(value, bool)


def sample_of(kind: Type, types: Types) -> Any:
    """A value of the type, with Python names for keys."""
    return _sample(kind, types, 0)


def _parameter_value(parameter: Parameter, types: Types) -> Any:
    if parameter.example is not None and _is_json(parameter.example):
        return _named(parameter.example, parameter.type, types)
    return _sample(parameter.type, types, 0)


def _body_value(body: Body, types: Types) -> Any:
    kind = body.contents[0].type if body.contents else body.type
    if body.example is not None and _is_json(body.example):
        return _named(body.example, kind, types)
    return _sample(kind, types, 0)


def _named(value: Any, kind: Type, types: Types) -> Any:
    """An example of the document with Python names for keys, as a typed dict wants them."""
    match kind:
        case Ref(name) if name in types.models and isinstance(value, dict):
            return _named_fields(value, types.models[name], types)
        case Ref(name) if name in types.aliases:
            return _named(value, types.aliases[name].type, types)
        case ListOf(item) if isinstance(value, list):
            return [_named(entry, item, types) for entry in value]
        case TupleOf(items) if isinstance(value, list) and len(value) == len(items):
            return tuple(_named(entry, item, types) for entry, item in zip(value, items, strict=True))
        case UnionOf(options):
            for option in options:
                if isinstance(value, dict) and isinstance(option, Ref) and option.name in types.models:
                    return _named(value, option, types)
    return value


def _named_fields(value: Mapping[str, Any], model: ModelClass, types: Types) -> dict[str, Any]:
    fields = {field.wire: field for field in model.fields}
    return {
        fields[key].name if key in fields and model.name in types.dicts else key: _named(entry, fields[key].type, types)
        if key in fields
        else entry
        for key, entry in value.items()
        if not (key in fields and fields[key].read_only)
    }


def _sample(kind: Type, types: Types, depth: int) -> Any:
    match kind:
        case Scalar(name):
            return _SAMPLES[name]
        case Ref(name) if name in types.enums:
            return types.enums[name].members[0].value
        case Ref(name) if name in types.models:
            return _sample_model(types.models[name], types, depth) if depth < 2 * _DEPTH else {}
        case Ref(name):
            return _sample(types.aliases[name].type, types, depth + 1) if depth < 2 * _DEPTH else None
        case ListOf(item):
            return [_sample(item, types, depth + 1)] if depth < _DEPTH else []
        case TupleOf(items):
            return tuple(_sample(item, types, depth + 1) for item in items)
        case MapOf():
            return {}
        case LiteralOf(values):
            return values[0]
        case UnionOf(options):
            return _sample(options[0], types, depth)


def _sample_model(model: ModelClass, types: Types, depth: int) -> dict[str, Any]:
    """The required fields; where nothing is required, the first one that is simple."""
    given = [field for field in model.fields if not field.read_only]
    wanted = [field for field in given if field.required]
    if not wanted:
        wanted = [field for field in given if isinstance(field.type, Scalar) or _is_enum(field.type, types)][:1]
    named = model.name in types.dicts
    return {field.name if named else field.wire: _sample(field.type, types, depth + 1) for field in wanted}


def _is_enum(kind: Type, types: Types) -> bool:
    return isinstance(kind, Ref) and kind.name in types.enums


def _is_json(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_json(item) for key, item in value.items())
    return all(map(_is_json, value)) if isinstance(value, list) else isinstance(value, str | int | float | bool | None)
