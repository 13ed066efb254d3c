"""Values of which the description lists some: `Open` enums, `Always`, constants, and `Tag`, what tells classes apart.

Reading keeps a value that is not listed, and marks it, so that it may go back out; no other is written.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Annotated, Any, TypeVar, get_args

from pydantic import GetCoreSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema, from_json

E = TypeVar("E", bound=enum.Enum)
V = TypeVar("V")
T = TypeVar("T")


class _UnlistedText(str):
    """A text that an answer held where the description lists other values."""

    __slots__ = ()


class _UnlistedInt(int):
    """An integer of the same kind."""

    __slots__ = ()


class _UnlistedFloat(float):
    """A number of the same kind."""

    __slots__ = ()


_UNLISTED: dict[type, Callable[[Any], Any]] = {str: _UnlistedText, int: _UnlistedInt, float: _UnlistedFloat}
UNLISTED = (_UnlistedText, _UnlistedInt, _UnlistedFloat)
"""The types of such values."""


def mark_unlisted(value: object) -> object:
    """Mark a value of an answer as one that may go back out. (A bool, null or container cannot be marked.)"""
    mark = _UNLISTED.get(type(value))
    return mark(value) if mark else value


def _only_unlisted(value: Any) -> Any:
    if isinstance(value, UNLISTED):
        return value
    raise ValueError("not from an answer")


class OpenEnum:
    """The marker of `Open`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        members, *others = get_args(source)
        listed = _listed_schema(members)
        unlisted = core_schema.no_info_after_validator_function(mark_unlisted, handler(union_of(others)))
        return core_schema.lax_or_strict_schema(
            lax_schema=core_schema.union_schema([listed, unlisted], mode="left_to_right"),
            strict_schema=core_schema.union_schema(
                [listed, core_schema.no_info_plain_validator_function(_only_unlisted)],
                mode="left_to_right",
                custom_error_type="not_listed",
                custom_error_message=_choices(members).replace("{", "{{").replace("}", "}}"),
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(_dump_member(members), when_used="json"),
        )


def union_of(options: Sequence[Any]) -> Any:
    """The union of some types."""
    union = options[0]
    for option in options[1:]:
        union = union | option
    return union


def _listed_schema(members: type[enum.Enum]) -> CoreSchema:
    """Takes a member or the JSON value of a member, and gives the member."""
    if issubclass(members, str):
        return core_schema.enum_schema(members, list(members), sub_type="str", strict=False)
    # pydantic-core would take true and "1" for 1
    by_value = {exact(member.value): member for member in members}

    def find(value: Any) -> enum.Enum:
        if isinstance(value, members):
            return value
        member = by_value.get(exact(value))
        if member is None:
            raise PydanticCustomError("listed", "{choices}", {"choices": _choices(members)})
        return member

    return core_schema.no_info_plain_validator_function(find)


def exact(value: object) -> str:
    """A key that is equal for equal JSON values: 1 is 1.0, but neither true nor "1"."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return repr(value)


def one_of(values: Sequence[object], most: int = 8) -> str:
    """What a value must be, in words."""
    if len(values) == 1:
        return f"must be {values[0]!r}"
    rest = f" and {len(values) - most} more" if len(values) > most else ""
    return f"must be one of {', '.join(map(repr, values[:most]))}{rest}"


def _choices(members: type[enum.Enum]) -> str:
    return one_of([member.value for member in members])


def _dump_member(members: type[enum.Enum]) -> Callable[[Any], Any]:
    """A serialiser that looks again: lists can be changed without validation."""
    listed = frozenset(exact(member.value) for member in members)

    def dump(value: Any) -> Any:
        if isinstance(value, members):
            return value.value
        markable = isinstance(value, str | int | float) and not isinstance(value, bool)
        if isinstance(value, UNLISTED) or exact(value) in listed or not markable:
            return value
        raise ValueError(_choices(members))

    return dump


def exact_value(value: Any) -> str:
    """What is equal for equal JSON values, also where one is a member of an enum."""
    return exact(value.value if isinstance(value, enum.Enum) else value)


def by_value(values: Sequence[Any]) -> dict[str, Any]:
    """Values by what is equal for equal JSON values."""
    return {exact(value): value for value in values}


def by_tag(values: Sequence[Any]) -> dict[str, Any]:
    """The same for tags, which the description has as text: in the field they may be numbers."""
    found = by_value(values)
    for value in values:
        with suppress(ValueError):
            found.setdefault(exact(from_json(value)) if isinstance(value, str) else exact(value), value)
    return found


class Tag:
    """Marks the field that tells what an object is: these values in it stand for the class (`discriminator`).

    Another value survives reading.
    """

    def __init__(self, *values: str | int | bool) -> None:
        self.values = values

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = handler(source)
        told = by_tag(self.values)

        def keep(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
            checked = check(value)
            return checked if checked is None or exact_value(checked) in told else mark_unlisted(checked)

        def refuse(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
            checked = check(value)
            if checked is None or exact_value(checked) in told:
                return checked
            if isinstance(value, UNLISTED):
                return value
            raise PydanticCustomError("not_listed", "{wanted}", {"wanted": one_of(self.values)})

        return core_schema.lax_or_strict_schema(
            lax_schema=core_schema.no_info_wrap_validator_function(keep, inner),
            strict_schema=core_schema.no_info_wrap_validator_function(refuse, inner),
        )


class _AlwaysValue:
    """The marker of `Always`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        constants = get_args(source)
        must = f"must be {' or '.join(map(repr, constants))}"
        listed = core_schema.literal_schema([*constants])

        def keep(value: Any) -> Any:
            if isinstance(value, str | int | float):
                return mark_unlisted(value)
            raise ValueError(must)

        def dump(value: Any) -> Any:
            known = exact(value) in map(exact, constants)
            if known or isinstance(value, (bool, *UNLISTED)):
                return value
            raise ValueError(must)

        return core_schema.lax_or_strict_schema(
            lax_schema=core_schema.union_schema(
                [listed, core_schema.no_info_plain_validator_function(keep)], mode="left_to_right"
            ),
            strict_schema=core_schema.union_schema(
                [listed, core_schema.no_info_plain_validator_function(_only_unlisted)],
                mode="left_to_right",
                custom_error_type="not_listed",
                custom_error_message=must.replace("{", "{{").replace("}", "}}"),
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(dump, when_used="json"),
        )


Open = Annotated[E | V, OpenEnum()]
"""`Open[Colour, str]`: a member of Colour; when reading, any other str as well."""

Always = Annotated[T, _AlwaysValue()]
"""`Always[Literal["card"]]`: what the description says is always the same. Another plain value survives reading."""
