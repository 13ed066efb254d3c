"""The public face of a generated client as data: the IR to JSON and back, without the document's prose.

It is `_interface.json` in each package, so that two packages, or a package and a document, can be compared where the
document of one is gone. What a caller can see is in it: names, types, methods, parameters, servers, credentials.
Knows the dataclasses of `ir`, nothing of what they are made from, and never imports what makes types.
"""

from __future__ import annotations

import ast
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any

from leadsmith import ir
from leadsmith.ir import Client, ListOf, LiteralOf, MapOf, Ref, Scalar, TupleOf, Type, UnionOf

FILE = "_interface.json"
FORMAT = 1

PROSE = frozenset(
    "description summary returns_description example returns_example title operation_id token_url confidence format "
    "minimum product".split()
)
"""Fields of the IR that change nothing for a caller's code."""
_SCALARS = frozenset("str int float bool bytes None Any datetime date time UUID".split())
_OF_RUNTIME = frozenset({"File", "FileContent", "ServerEvent", "UnknownVariant"})
"""Types of the runtime, which have `_` in front here: a model may be called File too, but not `_File`."""


def write(client: Client) -> str:
    """The client as JSON, without prose: an operation, a webhook, a model and an enum are a line each, for merges."""
    data = _filled(client)
    types = _filled(data.pop("types")) if "types" in data else {}
    resources = data.pop("resources", ())
    webhooks = data.pop("webhooks", ())
    lines = [f'"client": {_line(data)}']
    lines += [f'"{kind}": {{\n{_entries(entries)}\n }}' for kind, entries in sorted(types.items()) if entries]
    if webhooks:
        lines.append('"webhooks": [\n' + ",\n".join(f"  {_line(webhook)}" for webhook in webhooks) + "\n ]")
    for resource in map(_filled, resources):
        inner = ",\n".join(f"   {_line(operation)}" for operation in resource.pop("operations", ()))
        name = _line(f"resource {resource['name']}")
        lines.append(f'{name}: {{\n  "is": {_line(resource)},\n  "operations": [\n{inner}\n  ]\n }}')
    return "{\n " + ",\n ".join([f'"format": {FORMAT}', *lines]) + "\n}\n"


def read(text: str) -> Client:
    """The client in `text`, as `write` writes it.

    Raises ValueError when it is none, or one of a format that this version does not know.
    """
    data: Any = json.loads(text)
    if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
        raise ValueError(f"it is not an interface of format {FORMAT}")
    client = data.pop("client", None)
    if not isinstance(client, dict):
        raise ValueError("it has no client")
    resources = [data.pop(key) for key in list(data) if key.startswith("resource ")]
    client["resources"] = [{**each["is"], "operations": each["operations"]} for each in resources]
    client["webhooks"] = data.pop("webhooks", [])
    client["types"] = data
    try:
        result = _made(Client, client)
    except (TypeError, KeyError, AttributeError, SyntaxError) as error:
        raise ValueError(f"it is damaged: {error}") from error
    assert isinstance(result, Client)
    return result


def spelled(kind: Type, mark: str = "") -> str:
    """A type as text, in the manner of an annotation, but without what only the generated code needs to say.

    `mark` is put before the types of the runtime.
    """
    match kind:
        case Scalar(name):
            return f"{mark * (name in _OF_RUNTIME)}{name}"
        case Ref(name):
            return name
        case ListOf(item):
            return f"list[{spelled(item, mark)}]"
        case MapOf(value):
            return f"dict[str, {spelled(value, mark)}]"
        case TupleOf(items):
            return f"tuple[{', '.join(spelled(item, mark) for item in items)}]"
        case LiteralOf(values):
            return f"Literal[{', '.join(map(repr, values))}]"
        case UnionOf(options):
            return " | ".join(spelled(option, mark) for option in options)


def _type(node: ast.expr) -> Type:
    match node:
        case ast.Constant(value=None):
            return Scalar("None")
        case ast.Name(id=name):
            return Scalar(name.removeprefix("_")) if name in _SCALARS or name.startswith("_") else Ref(name)
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            return ListOf(_type(item))
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[_, value])):
            return MapOf(_type(value))
        case ast.Subscript(value=ast.Name(id="tuple"), slice=items):
            return TupleOf(tuple(map(_type, items.elts if isinstance(items, ast.Tuple) else [items])))
        case ast.Subscript(value=ast.Name(id="Literal"), slice=values):
            nodes = values.elts if isinstance(values, ast.Tuple) else [values]
            return LiteralOf(tuple(ast.literal_eval(value) for value in nodes))
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            options = _type(left)
            return UnionOf((*(options.options if isinstance(options, UnionOf) else (options,)), _type(right)))
    raise ValueError(f"{ast.unparse(node)!r} is no type")


def _line(value: Any) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _entries(entries: Mapping[str, Any]) -> str:
    return ",\n".join(f"  {_line(name)}: {_line(entry)}" for name, entry in entries.items())


def _plain(value: Any) -> Any:
    """A value of the IR as JSON; fields that hold nothing are left out, a type is written as an annotation."""
    if isinstance(value, ir.Type):
        return spelled(value, "_")
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(inner) for name, inner in _filled(value).items()}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _filled(value: Any) -> dict[str, Any]:
    """The fields of a dataclass of the IR that hold something, but for prose."""
    kind: Any = type(value)
    told = {name: getattr(value, name) for name in _hints(kind) if name not in PROSE}
    left_out = _left_out(kind)
    return {name: inner for name, inner in told.items() if inner != left_out[name]}


def _made(hint: Any, value: Any) -> Any:
    """`_plain` the other way: the value of the type that `hint` says."""
    if hint in (str, bool) and not isinstance(value, hint):
        raise ValueError(f"{value!r} is not {hint.__name__}")
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if ir.Scalar in arguments:
            return None if value is None else _type(ast.parse(value, mode="eval").body)
        rest = [option for option in arguments if option is not type(None)]
        return _made(rest[0], value) if len(rest) == 1 and value is not None else _frozen(value, arguments)
    if is_dataclass(hint) and isinstance(hint, type):
        given = {name: _made(kind, value[name]) for name, kind in _hints(hint).items() if name in value}
        return hint(**{**_left_out(hint), **given})
    if origin is tuple:
        each = arguments[0] if arguments[1:] == (Ellipsis,) else None
        pairs = zip(arguments, value, strict=True) if each is None else ((each, inner) for inner in value)
        return tuple(_made(kind, inner) for kind, inner in pairs)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _made(arguments[1], inner) for key, inner in value.items()}
    return value


def _frozen(value: Any, arguments: tuple[Any, ...]) -> Any:
    """A value of a union of plain types; a list can only be the tuple among them."""
    kind = next((option for option in arguments if typing.get_origin(option) is tuple), None)
    return _made(kind, value) if kind is not None and isinstance(value, list) else value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


@cache
def _left_out(kind: Any) -> dict[str, Any]:
    """What each field holds that was left out: its default, else what is nothing of its type."""
    defaults = {item.name: item.default for item in fields(kind) if item.default is not MISSING}
    return {name: defaults[name] if name in defaults else _nothing(hint) for name, hint in _hints(kind).items()}


def _nothing(hint: Any) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is bool:
        return False
    if hint is str or (origin is typing.Literal and "" in arguments):
        return ""
    if origin is tuple:
        return ()
    return {} if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping) else None
