"""Values made of types: what an answer may look like, and what of it is missing where only a part was given.

Always the same value for a type: what is required, of an enum the first member, of a union the first option. Nothing
here knows of HTTP.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any, Literal, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import to_json, to_jsonable_python

from .listed import Tag
from .mismatch import Path, is_mapping, is_sequence
from .model import UNSET, Described, UnknownVariant, described, read
from .reading import annotated, options_of

_SAMPLES: dict[Any, Any] = {
    str: "text",
    int: 1,
    float: 1.5,
    bool: True,
    datetime: "2024-05-17T12:00:00Z",
    date: "2024-05-17",
    time: "12:00:00Z",
    UUID: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    Any: {},
    UnknownVariant: {},
}


class _EndlessError(Exception):
    """A value of the type would have to hold a value of the same type, without an end."""


def sample(type_: Any) -> Any:
    """A JSON value that can be read as the type. Raises `ValueError` where none has an end."""
    try:
        return _sample(type_, ())
    except _EndlessError:
        raise ValueError("a value of this type cannot be made up: it contains itself") from None


def completed(value: Any, type_: Any) -> Any:
    """The JSON value for what was given, a model or JSON with any names of fields; what is required beside is made up.

    Raises `ValueError` for what does not fit the type, and for fields that the description does not know.
    """
    made = to_jsonable_python(_completed(value, type_, ()), by_alias=True)
    try:
        read(to_json(made), type_)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ValueError(f"{_at(first['loc'])}{first['msg']}") from None
    return made


# Made up --------------------------------------------------------------------------------------------------------------


def _sample(type_: Any, within: tuple[Any, ...]) -> Any:
    """`within` are the models of which the value is a part."""
    for option in options_of(getattr(type_, "_type", type_)):
        with suppress(_EndlessError):
            return _option(option, within)
    with suppress(ValidationError):
        return read("null", type_)
    raise _EndlessError


def _option(option: Any, within: tuple[Any, ...]) -> Any:
    if option in _SAMPLES:
        return _SAMPLES[option]
    if isinstance(option, type) and issubclass(option, enum.Enum):
        return next(iter(option)).value
    if isinstance(option, type) and issubclass(option, BaseModel):
        if option in within:
            raise _EndlessError
        return _fields({}, option, _needed(option), (*within, option))
    origin, inner = get_origin(option), get_args(option)
    if origin is Literal:
        return inner[0]
    if origin is list:
        with suppress(_EndlessError):
            return [_sample(inner[0], within)]
        return []
    if origin is tuple:
        return [_sample(item, within) for item in inner]
    return {} if origin is dict else None if option is type(None) else "text"


def _needed(model: type[BaseModel]) -> Iterable[Described]:
    """The fields that an answer must have: those that the server alone sets are among them."""
    for name, field in described(model).items():
        told = all(marker.is_required() for marker in field.markers if isinstance(marker, FieldInfo))
        if field.required or (told and model.model_fields[name].default is UNSET):
            yield field


def _fields(
    given: Mapping[str, Any], model: type[BaseModel], fields: Iterable[Described], within: tuple[Any, ...]
) -> dict[str, Any]:
    made = {field.wire: _field(field, within) for field in fields if field.wire not in given}
    return {**made, **given}


def _field(field: Described, within: tuple[Any, ...]) -> Any:
    tags = [value for marker in field.markers if isinstance(marker, Tag) for value in marker.values]
    return tags[0] if tags else _sample(annotated(field), within)


# Given ----------------------------------------------------------------------------------------------------------------


def _completed(value: Any, type_: Any, path: Path) -> Any:
    options = options_of(getattr(type_, "_type", type_))
    if isinstance(value, BaseModel):
        kind = type(value)
        if Any not in options and not any(isinstance(each, type) and isinstance(value, each) for each in options):
            raise ValueError(f"{_at(path)}it cannot be {kind.__name__}")
        return _fields(value.model_dump(mode="json", by_alias=True, exclude_unset=True), kind, _needed(kind), (kind,))
    if is_mapping(value):
        return _object(value, type_, options, path)
    if is_sequence(value):
        for option in options:
            if get_origin(option) is list:
                return [_completed(item, get_args(option)[0], (*path, index)) for index, item in enumerate(value)]
    return value


def _object(value: Mapping[Any, Any], type_: Any, options: list[Any], path: Path) -> Any:
    """A mapping as the first model among the options that it can be read as; without one, as the first of all."""
    problem: ValueError | None = None
    first: Any = None
    for model in options:
        if get_origin(model) is dict:
            return {key: _completed(item, get_args(model)[1], (*path, key)) for key, item in value.items()}
        if not isinstance(model, type) or not issubclass(model, BaseModel) or model is UnknownVariant:
            continue
        try:
            made = _known(value, model, path)
        except ValueError as error:
            problem = problem or error
            continue
        with suppress(ValidationError):
            if isinstance(read(to_json(made, by_alias=True), type_), model):
                return made
        first = made if first is None else first
    if problem is not None and first is None:
        raise problem
    return value if first is None else first


def _known(value: Mapping[Any, Any], model: type[BaseModel], path: Path) -> dict[str, Any]:
    """The value with the names on the wire, and all that is required."""
    fields = {key: field for name, field in described(model).items() for key in (field.wire, name)}
    given: dict[str, Any] = {}
    for key, item in value.items():
        where = (*path, key)
        if (field := fields.get(key)) is not None:
            given[field.wire] = _completed(item, annotated(field), where)
        elif model.model_config.get("extra") == "allow":
            given[key] = item
        else:
            similar = difflib.get_close_matches(str(key), fields, n=1)
            hint = "".join(f"; did you mean {name!r}?" for name in similar)
            raise ValueError(f"{_at(where)}is not a known field{hint}")
    return _fields(given, model, _needed(model), (model,))


def _at(path: Iterable[object]) -> str:
    where = ".".join(map(str, path))
    return f"{where}: " if where else ""
