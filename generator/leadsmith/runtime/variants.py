"""Which of several objects a value is: `OneOf`, and what an object is that is none of them.

An object is told by its constants, by `Tag`, and by the fields that it has. Reading keeps an object that fits none;
writing says what is wrong with the one that fits best. Nothing here knows of HTTP.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .listed import OpenEnum, exact
from .mismatch import is_mapping
from .model import Model, described

T = TypeVar("T")


class UnknownVariant(Model):
    """An object of an answer that is none of those that the description lists. `model_extra` has all that it holds."""


class Tag:
    """Marks the field that tells what an object is: these values in it stand for the class (`discriminator`)."""

    def __init__(self, *values: str | int | bool) -> None:
        self.values = values


@dataclass(frozen=True)
class _Facts:
    """What is known of the objects of a class: `fields` are the names on the wire by all names, `told` the values that
    an object of the class has, of which there is one or which stand for it; `listed` those that it usually has."""

    fields: Mapping[str, str]
    required: frozenset[str]
    tagged: frozenset[str]
    told: Mapping[str, frozenset[str]]
    listed: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class _Fit:
    """How well an object fits a class."""

    tagged: bool
    mistagged: bool
    wrong: int
    missing: int
    unlisted: int
    known: int
    unset: int

    @property
    def possible(self) -> bool:
        return not self.wrong and (self.tagged or not self.missing)

    @property
    def rank(self) -> tuple[int, ...]:
        """The least is the best."""
        return not self.tagged, self.wrong, self.missing, self.unlisted, -self.known, self.unset


@dataclass(frozen=True)
class _Choice:
    """Chooses one of some classes for a value: by its number, or `any` when each has to be tried, `none` when none
    fits, None when another way of choosing decides. `rest`: a value may be something else that is described; `unknown`:
    an object may be none of them."""

    models: Sequence[type[BaseModel]]
    rest: bool
    unknown: bool

    def read(self, value: Any) -> int | None:
        """The one class that fits best."""
        found = self._fits(value) if is_mapping(value) else []
        return found[0][1] if found and not _is_tie(found) else None

    def read_otherwise(self, value: Any) -> str | None:
        """What an object is that `read` found no class for, or one it does not fit. With a tag of one it is wrong."""
        if not is_mapping(value):
            return "any"
        found = self._fits(value)
        return "none" if not found else None if found[0][0].tagged else "any"

    def write(self, value: Any) -> int | str:
        """The class of an object, or the one that a mapping fits best, however badly."""
        if isinstance(value, UnknownVariant):
            return "none"
        if isinstance(value, BaseModel):
            kinds = [index for index, model in enumerate(self.models) if isinstance(value, model)]
            exactly = [index for index in kinds if type(value) is self.models[index]]
            return (exactly or kinds or ["any"])[0]  # type: ignore[list-item]
        if not is_mapping(value):
            return "any"
        found = self._ranked(value)
        if found[0][0].mistagged:
            return "wrong"  # which is no choice
        return "any" if _is_tie(found) or (self.rest and not found[0][0].possible) else found[0][1]

    def _fits(self, value: Mapping[Any, Any]) -> list[tuple[_Fit, int]]:
        """The classes that an object of an answer may be of, the best first."""
        found = self._ranked(value)
        possible = [fit for fit in found if fit[0].possible]
        return possible or ([] if self.rest or self.unknown else found)

    def _ranked(self, value: Mapping[Any, Any]) -> list[tuple[_Fit, int]]:
        found = [(_fit(value, model), index) for index, model in enumerate(self.models)]
        return sorted(found, key=lambda fit: fit[0].rank)


def _is_tie(found: Sequence[tuple[_Fit, int]]) -> bool:
    return len(found) > 1 and found[0][0].rank == found[1][0].rank


class _OneOfValue:
    """The marker of `OneOf`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        options = list(dict.fromkeys(_options(source)))
        models = [option for option in options if _is_model(option) and option is not UnknownVariant]
        schemas: dict[Any, CoreSchema] = {index: handler.generate_schema(model) for index, model in enumerate(models)}
        others = [handler.generate_schema(option) for option in options if not _is_model(option)]
        unknown = [handler.generate_schema(UnknownVariant)] if UnknownVariant in options else []
        choice = _Choice(models, bool(others), bool(unknown))

        def chosen(choices: dict[Any, CoreSchema], choose: Callable[[Any], Any]) -> CoreSchema:
            return core_schema.tagged_union_schema(
                choices, choose, custom_error_type="variant", custom_error_message=_choices(models)
            )

        each = core_schema.union_schema([*schemas.values(), *others])
        any_ = _first([each, *unknown])
        none = _first([*others, *unknown] or [each])
        return core_schema.lax_or_strict_schema(
            lax_schema=_first(
                [chosen(schemas, choice.read), chosen({"any": any_, "none": none}, choice.read_otherwise)]
            ),
            strict_schema=chosen({**schemas, "any": each, "none": none}, choice.write),
        )


def _first(choices: list[CoreSchema]) -> CoreSchema:
    """The first of some that takes a value."""
    return core_schema.union_schema([*choices], mode="left_to_right") if len(choices) > 1 else choices[0]


def _choices(models: Sequence[type[BaseModel]], most: int = 8) -> str:
    names = [model.__name__ for model in models]
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return f"must be one of {', '.join(names[:most])}{rest}"


def _options(source: Any) -> Iterator[Any]:
    """The options of a union, with those of unions in it that are told apart in the same way."""
    for option in get_args(source):
        if get_origin(option) is Annotated and any(isinstance(each, _OneOfValue) for each in get_args(option)[1:]):
            yield from _options(get_args(option)[0])
        else:
            yield option


def _is_model(option: Any) -> bool:
    return isinstance(option, type) and issubclass(option, BaseModel)


def _fit(value: Mapping[Any, Any], model: type[BaseModel]) -> _Fit:
    facts = _facts(model)
    given = {facts.fields[key]: item for key, item in value.items() if key in facts.fields}
    closed = [wire for wire in (*facts.told, *facts.listed) if given.get(wire) is not None]
    told = {wire: _exact(given[wire]) for wire in closed}
    return _Fit(
        tagged=any(told.get(wire) in facts.told[wire] for wire in facts.tagged),
        mistagged=any(wire in told and told[wire] not in facts.told[wire] for wire in facts.tagged),
        wrong=sum(wire in told and told[wire] not in values for wire, values in facts.told.items()),
        missing=len(facts.required - given.keys()),
        unlisted=sum(wire in told and told[wire] not in values for wire, values in facts.listed.items()),
        known=len(given),
        unset=len({*facts.fields.values()} - given.keys()),
    )


def _exact(value: Any) -> str:
    return exact(value.value if isinstance(value, enum.Enum) else value)


@cache
def _facts(model: type[BaseModel]) -> _Facts:
    told: dict[str, frozenset[str]] = {}
    listed: dict[str, frozenset[str]] = {}
    tagged: set[str] = set()
    fields = described(model)
    for field in fields.values():
        tags = [value for each in field.markers if isinstance(each, Tag) for value in each.values]
        values = tags or _values(field.type, field.markers)
        tagged |= {field.wire} if tags else set()
        if values and (tags or len(values) == 1):
            told[field.wire] = frozenset(map(exact, values))
        elif values:
            listed[field.wire] = frozenset(map(exact, values))
    required = frozenset(field.wire for field in fields.values() if field.required)
    wires = {name: field.wire for name, field in fields.items()}
    return _Facts({**wires, **{wire: wire for wire in wires.values()}}, required, frozenset(tagged), told, listed)


def _values(annotation: Any, metadata: Sequence[Any] = ()) -> list[Any]:
    """The values that a type lists; nothing where it takes others too, but null, which only leaves a field out."""
    if get_origin(annotation) is Annotated:
        return _values(get_args(annotation)[0], get_args(annotation)[1:])
    if any(isinstance(each, OpenEnum) for each in metadata):
        return [member.value for member in get_args(annotation)[0]]
    if get_origin(annotation) is Literal:
        return [*get_args(annotation)]
    parts = [part for part in get_args(annotation) if part is not type(None)]
    if len(parts) < len(get_args(annotation)):
        values = [_values(part) for part in parts]
        return [value for each in values for value in each] if all(values) else []
    return []


OneOf = Annotated[T, _OneOfValue()]
"""`OneOf[Cat | Dog]`: several classes of objects, of which a value is the one that fits best."""
