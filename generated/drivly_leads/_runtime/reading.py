"""What becomes of an answer that is not as described: all that fits is read, and the rest is kept and told.

A field whose value does not fit, or that is missing although it must be there, has no attribute: what an attribute
gives is always of its type. The value as it came is in `model_extra` by its name on the wire, and goes back out so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import to_json
from typing_extensions import TypeAliasType

from .listed import UNLISTED
from .mismatch import Path, is_mapping, is_sequence, mismatches
from .model import UNSET, Described, UnknownVariant, described, read


@dataclass(frozen=True)
class Found:
    """A value that is not as described: where it is, what it is (None for one that is missing), and what is wrong."""

    path: Path
    value: Any
    problem: str


class Choosing:
    """A marker of a union that says by some fields of an object which of its classes it is of."""

    def class_of(self, source: Any, value: Mapping[Any, Any]) -> type[BaseModel] | None:
        """The class, however badly the object fits; None where nothing in it says so. `source` is the union."""
        raise NotImplementedError


class _UnfitError(Exception):
    """Nothing of a value can be read as its type."""

    def __init__(self, found: list[Found]) -> None:
        self.found = found


def read_leniently(value: Any, type_: Any) -> tuple[Any, list[Found]] | None:
    """A JSON value as the type, and what in it is not as described; None where nothing of it can be read."""
    found: list[Found] = []
    with suppress(_UnfitError):
        return _read(value, getattr(type_, "_type", type_), (), found), found
    return None


def _read(value: Any, type_: Any, path: Path, found: list[Found]) -> Any:
    try:
        return read(to_json(value), type_)
    except ValidationError as error:
        options = options_of(type_)
        models = [option for option in options if isinstance(option, type) and issubclass(option, BaseModel)]
        chosen = _chosen(type_, value) if is_mapping(value) else None
        if is_mapping(value) and (chosen or len(models) == 1):
            return _object(value, chosen or models[0], path, found)
        for option in options:
            if get_origin(option) is list and is_sequence(value):
                (item,) = get_args(option)
                return [_read(each, item, (*path, index), found) for index, each in enumerate(value)]
            if get_origin(option) is dict and is_mapping(value):
                _, item = get_args(option)
                return {key: _read(each, item, (*path, key), found) for key, each in value.items()}
        problems = [Found((*path, *inner), _at(value, inner), problem) for inner, problem in mismatches(error, value)]
        raise _UnfitError(problems) from None


def _object(value: Mapping[str, Any], model: type[BaseModel], path: Path, found: list[Found]) -> BaseModel:
    """A model of all fields that fit; the others are kept as fields that the description does not know."""
    fields: dict[str, Any] = {}
    absent: list[str] = []
    known = {field.wire for field in described(model).values()}
    kept = {key: item for key, item in value.items() if key not in known}
    for name, field in described(model).items():
        where = (*path, field.wire)
        if field.wire in value:
            try:
                fields[name] = _read(value[field.wire], annotated(field), where, found)
            except _UnfitError as unfit:
                found += unfit.found
                kept[field.wire] = value[field.wire]
                absent.append(name)
        elif field.required:
            found.append(Found(where, None, "is missing"))
            absent.append(name)
    made = model.model_construct({*fields}, **fields)
    for name in [*absent, *(name for name, item in vars(made).items() if isinstance(item, type(UNSET)))]:
        vars(made).pop(name, None)
    object.__setattr__(made, "__pydantic_extra__", kept)
    return made


def annotated(field: Described) -> Any:
    """The type of a field without what can stand at a field alone, such as its name on the wire."""
    markers: list[Any] = []
    for marker in field.markers:
        markers += marker.metadata if isinstance(marker, FieldInfo) else [marker]
    return Annotated[(field.type, *markers)] if markers else field.type


def options_of(type_: Any) -> list[Any]:
    """What a type may be, without markers, aliases and None."""
    if isinstance(type_, TypeAliasType):
        return options_of(type_.__value__)
    if get_origin(type_) is Annotated:
        return options_of(get_args(type_)[0])
    if get_origin(type_) in (Union, UnionType):
        return [option for part in get_args(type_) for option in options_of(part) if option is not NoneType]
    return [type_]


def _chosen(type_: Any, value: Mapping[Any, Any]) -> type[BaseModel] | None:
    """The class of an object that a marker in the type is sure of."""
    if isinstance(type_, TypeAliasType):
        return _chosen(type_.__value__, value)
    if get_origin(type_) is Annotated:
        inner, *markers = get_args(type_)
        sure = [each.class_of(inner, value) for each in markers if isinstance(each, Choosing)]
        return sure[0] if sure else _chosen(inner, value)
    if get_origin(type_) in (Union, UnionType):
        sure = [_chosen(part, value) for part in get_args(type_)]
        return next(filter(None, sure), None)
    return None


def _at(value: Any, path: Path) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def unlisted(value: Any, path: Path = ()) -> Iterator[Found]:
    """The values in an answer that is read already of which the description lists others."""
    if isinstance(value, UNLISTED):
        yield Found(path, value, "is not one of the values that the description lists")
    elif isinstance(value, UnknownVariant):
        yield Found(path, value, "is none of the objects that the description lists")
    elif isinstance(value, BaseModel):
        fields = type(value).model_fields
        for name, item in vars(value).items():
            yield from unlisted(item, (*path, (fields[name].alias or name) if name in fields else name))
    elif is_sequence(value):
        for index, item in enumerate(value):
            yield from unlisted(item, (*path, index))
    elif is_mapping(value):
        for key, item in value.items():
            yield from unlisted(item, (*path, key))


def repeated(data: bytes | str) -> list[Found]:
    """The names that an object of a JSON text has more than once, of which the last was read (RFC 8259, 4)."""
    found: list[Found] = []

    def members(pairs: list[tuple[str, object]]) -> None:
        names: set[str] = set()
        for name, _ in pairs:
            if name in names:
                found.append(Found((), name, f"has an object in which {name!r} is there twice"))
            names.add(name)

    json.loads(data, object_pairs_hook=members, parse_int=str, parse_float=str)
    return found
