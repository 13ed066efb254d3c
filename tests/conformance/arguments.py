"""A JSON value of the document as the argument that a caller of the client writes: Python names, dates, files.

The interface of the package says which model stands where; where a union leaves that open, names on the wire stay.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from leadsmith.ir import ListOf, LiteralOf, MapOf, Ref, Scalar, Type, Types, UnionOf

_PARSERS: dict[str, Any] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "UUID": UUID,
}
_KINDS: dict[str, Any] = {"str": str, "int": int, "float": int | float, "bool": bool, "bytes": str, "File": str}


def argument(value: Any, kind: Type, types: Types, rich: bool) -> Any:
    """What stands for `value` where the client takes `kind`; `rich` gives dates and the like as Python's own."""
    match kind:
        case Scalar("File" | "FileContent" | "bytes") if isinstance(value, str):
            return value.encode()
        case Scalar(name) if name in _PARSERS and isinstance(value, str) and rich:
            try:
                return _PARSERS[name](value.replace("Z", "+00:00") if name in ("datetime", "time") else value)
            except ValueError:
                return value
        case Ref(name) if name in types.aliases:
            return argument(value, types.aliases[name].type, types, rich)
        case Ref(name) if name in types.models and isinstance(value, dict):
            model = types.models[name]
            fields = {field.wire: field for field in model.fields}
            return {
                (fields[key].name if key in fields else key): argument(
                    inner, fields[key].type if key in fields else model.extra or Scalar("Any"), types, rich
                )
                for key, inner in value.items()
            }
        case ListOf(item) if isinstance(value, list):
            return [argument(inner, item, types, rich) for inner in value]
        case MapOf(item) if isinstance(value, dict):
            return {key: argument(inner, item, types, rich) for key, inner in value.items()}
        case UnionOf(options):
            fit = [option for option in options if _fits(value, option, types)]
            models = [option for option in fit if _is_model(option, types)]
            return argument(value, fit[0], types, rich) if fit and len(models) < 2 else value
    return value


def _is_model(kind: Type, types: Types) -> bool:
    return isinstance(kind, Ref) and (
        kind.name in types.models or (kind.name in types.aliases and _is_model(types.aliases[kind.name].type, types))
    )


def _fits(value: Any, kind: Type, types: Types) -> bool:
    """Whether it looks like a value of this type, from outside."""
    match kind:
        case Scalar("None"):
            return value is None
        case Scalar("Any"):
            return True
        case Scalar(name):
            return isinstance(value, _KINDS.get(name, str)) and (name == "bool") == isinstance(value, bool)
        case ListOf():
            return isinstance(value, list)
        case MapOf():
            return isinstance(value, dict)
        case LiteralOf(values):
            return value in values
        case Ref(name) if name in types.aliases:
            return _fits(value, types.aliases[name].type, types)
        case Ref(name) if name in types.models:
            wires = {field.wire for field in types.models[name].fields}
            needed = {field.wire for field in types.models[name].fields if field.required}
            return isinstance(value, dict) and needed <= value.keys() and (value.keys() <= wires)
        case Ref(name) if name in types.enums:
            return value in [member.value for member in types.enums[name].members]
        case UnionOf(options):
            return any(_fits(value, option, types) for option in options)
    return False
