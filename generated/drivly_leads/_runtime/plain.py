"""What values and types are: JSON as they are (text, whole numbers, true, false, null, dicts, lists), or a model."""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from .mismatch import is_mapping, is_sequence

PLAIN = frozenset({str, int, bool, NoneType})
"""The types of values that stand for themselves, whatever they are."""


def plain(value: Any) -> Any:
    """A copy with every mapping as a dict and every sequence as a list; models and all else stay as they are."""
    if type(value) in PLAIN:
        return value
    if is_mapping(value):
        return {key: plain(item) for key, item in value.items()}
    if is_sequence(value):
        return [plain(item) for item in value]
    return value


def stands_for_itself(value: object, type_: Any) -> bool:
    """Whether a value fits a type, and is its own JSON value, whatever it is."""
    return type(value) in PLAIN and type(value) in _plain_types(type_)


def has_config(type_: Any) -> bool:
    """Whether it is a model, which has a configuration of its own: pydantic refuses another."""
    inner = get_args(type_)[0] if get_origin(type_) is Annotated else type_
    return isinstance(inner, type) and issubclass(inner, BaseModel)


@cache
def _plain_types(type_: Any) -> frozenset[Any]:
    """The types of which every value fits `type_`, and stands for itself in JSON."""
    options = frozenset(get_args(type_) if isinstance(type_, UnionType) else (type_,))
    return options if options <= PLAIN else frozenset()
