"""Values between Python and JSON: the base of all models, and the two ways through, `read` and `write`.

Reading is open: unknown fields and unlisted enum values are kept and go back out unchanged. Writing is strict: only
what was set is sent, and what the description does not allow is an error. The two are told apart by pydantic's own
strictness: writing is strict, reading is lax. Nothing here knows of HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    Strict,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    model_serializer,
)
from pydantic.fields import FieldInfo
from pydantic_core import (
    CoreSchema,
    InitErrorDetails,
    PydanticCustomError,
    PydanticKnownError,
    PydanticOmit,
    PydanticSerializationError,
    core_schema,
    from_json,
)

from .errors import InvalidRequestError
from .mismatch import Path, is_mapping, is_sequence, mismatches
from .plain import has_config, plain, stands_for_itself

T = TypeVar("T")


class OldName:
    """Stands in the class of a model for an old name of the field `new`."""

    new: str


class Model(BaseModel):
    """Base of all models: an object with known fields.

    Constructing and assigning are strict and take Python names and wire names. Fields that the description does not
    know are kept when an answer is read (`model_extra`) and dumped again.
    """

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        validate_assignment=True,
        allow_inf_nan=False,
        ignored_types=(OldName,),
        protected_namespaces=(),
        defer_build=True,  # models name each other, and not all are used
    )

    if TYPE_CHECKING:
        __pydantic_extra__: Any = Field(init=False)  # subclasses give the type of further fields

    if not TYPE_CHECKING:  # else type checkers would take any attribute

        @classmethod
        def model_rebuild(cls, **kwargs: Any) -> bool | None:
            # pydantic would take what annotations name from whoever happens to use the model first
            return super().model_rebuild(**{"_types_namespace": {}, **kwargs})

        def __init_subclass__(cls, **kwargs: Any) -> None:
            super().__init_subclass__(**kwargs)
            for base in cls.__bases__:  # a class elsewhere does not see what the annotations of this one name
                if issubclass(base, Model) and base is not Model:
                    base.model_rebuild()

        def __getattr__(self, name: str) -> Any:
            field = type(self).model_fields.get(name)
            if field is None:
                return super().__getattr__(name)
            wire = field.alias or name
            told = (
                "does not fit the description, see model_extra" if wire in (self.model_extra or {}) else "is not there"
            )
            raise AttributeError(f"{wire!r} of this {type(self).__name__} {told}", name=name, obj=self)

        def __setattr__(self, name: str, value: Any) -> None:
            if isinstance(getattr(type(self), name, None), OldName):
                object.__setattr__(self, name, value)
                return
            unknown = self.__pydantic_extra__
            super().__setattr__(name, value)
            # pydantic drops extra fields on assignment where the class declares none
            if unknown and self.__pydantic_extra__ is None:
                object.__setattr__(self, "__pydantic_extra__", unknown)
            if extra := self.__pydantic_extra__:  # what was read there and did not fit
                extra.pop(type(self).model_fields[name].alias or name if name in type(self).model_fields else "", None)

    @model_serializer(mode="wrap")
    def _dump_with_unknown_fields(
        self, handler: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, Any]:
        away = _away(self)
        sending = info.context if isinstance(info.context, _Sending) else None
        if away and sending is not None:
            sending.lacking = True
        fields: dict[str, Any] = handler(_with_unset(self, away) if away else self)
        for name, wire in (away or {}).items():
            fields.pop(wire if info.by_alias else name, None)
        if away is not None and sending is not None:
            for name in one_way(type(self), read=True).values():
                fields.pop(name, None)
        # pydantic dumps extra fields only where the class declares them
        extra: dict[str, Any] | None = self.__pydantic_extra__
        for name, value in (extra or {}).items():
            left_out = name in (info.exclude or ()) or (info.include is not None and name not in info.include)
            if not left_out:
                fields.setdefault(name, value)
        return fields


class UnknownVariant(Model):
    """An object of an answer that is none of those that the description lists. `model_extra` has all that it holds."""


class _OmittableValue:
    """The marker of `Omittable`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        nullable = handler(source)
        value = cast(CoreSchema, nullable["schema"]) if nullable["type"] == "nullable" else nullable
        return core_schema.lax_or_strict_schema(
            lax_schema=nullable,
            strict_schema=value,
            serialization=core_schema.wrap_serializer_function_ser_schema(_dump_unless_none, schema=value),
        )


class _ParsedValue:
    """The marker of `Parsed`: pydantic alone takes numbers for dates, dates for points in time, and writes times that
    have no zone, which RFC 3339 does not know. What is read may be without a zone.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        kind = source.__name__

        def check(value: Any, parse: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
            number = isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]+(\.[0-9]*)?", value)
            if number or not isinstance(value, str | source):
                raise PydanticCustomError("parsed", "must be text or a {kind}", {"kind": kind})
            parsed = parse(value)
            if info.mode == "python" and isinstance(parsed, datetime) and parsed.tzinfo is None:
                raise PydanticCustomError("zone", "must have a time zone, such as Z or +01:00")
            return parsed

        return core_schema.with_info_wrap_validator_function(check, handler(source))


class _UnsetValue:
    """The type of `UNSET`."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Any = _UnsetValue()
"""The default of a field that a server alone sets. It is never seen: the field is not there."""


class _OneWayValue:
    """The marker of `ReadOnly` and `WriteOnly`: a field that is not there where its value does not travel."""

    def __init__(self, read: bool) -> None:
        self.read = read

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def leave_out(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
            if value is UNSET:
                raise PydanticOmit
            return check(value)

        def require(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
            if value is UNSET:
                raise PydanticKnownError("missing")
            return check(value)

        reading, writing = (require, leave_out) if self.read else (leave_out, require)
        inner = handler(source)
        return core_schema.lax_or_strict_schema(
            lax_schema=core_schema.no_info_wrap_validator_function(reading, inner),
            strict_schema=core_schema.no_info_wrap_validator_function(writing, inner),
            serialization=core_schema.wrap_serializer_function_ser_schema(_dump_unless_unset, schema=inner),
        )


@dataclass(frozen=True)
class Described:
    """A field of a model: its name on the wire, its type without markers, the markers, and whether it must be there."""

    wire: str
    type: Any
    markers: tuple[Any, ...]
    required: bool

    @property
    def value(self) -> Any:
        """The type with its markers, but for names and defaults."""
        markers = [marker for marker in self.markers if not isinstance(marker, FieldInfo | _OneWayValue)]
        return Annotated[(self.type, *markers)] if markers else self.type


@cache
def described(model: type[BaseModel]) -> dict[str, Described]:
    """The fields of a model by name. pydantic knows them only when it has built what takes values of the model."""
    hints = get_type_hints(model, include_extras=True)
    found: dict[str, Described] = {}
    for name, field in model.model_fields.items():
        hint = hints[name]
        type_, *markers = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        told = [marker for marker in markers if isinstance(marker, FieldInfo)]
        wire = next((each.alias for each in told if each.alias), name)
        required = all(each.is_required() for each in (field, *told))
        found[name] = Described(wire, type_, tuple(markers), required)
    return found


@cache
def one_way(model: type[BaseModel], read: bool) -> dict[str, str]:
    """The fields of a model that are only read, or that are only sent and have to be, with their names on the wire."""
    return {
        name: field.wire
        for name, field in described(model).items()
        if any(isinstance(marker, _OneWayValue) and marker.read is read for marker in field.markers)
    }


@cache
def _of_one_way(model: type[BaseModel]) -> dict[str, str]:
    return one_way(model, read=True) | one_way(model, read=False)


def _away(model: BaseModel) -> dict[str, str] | None:
    """The fields of one way that are not there, with their names on the wire; None where the class has no such."""
    fields = _of_one_way(type(model))
    return {name: wire for name, wire in fields.items() if name not in model.__dict__} if fields else None


def _with_unset(model: BaseModel, names: Iterable[str]) -> Any:
    """The model with `UNSET` in these fields: as one of a union, pydantic takes none for its own that lacks a field."""
    whole: Any = model.model_copy()
    whole.__dict__.update(dict.fromkeys(names, UNSET))
    return whole


def _lacking(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where a model lacks what has to be sent with it. One that was read has no such field."""
    if isinstance(value, BaseModel):
        held = {**value.__dict__, **(value.model_extra or {})}
        yield from ((*path, name) for name in one_way(type(value), read=False) if name not in held)
        read_only = one_way(type(value), read=True)
        parts: Iterable[tuple[Any, Any]] = ((name, item) for name, item in held.items() if name not in read_only)
    else:
        parts = value.items() if is_mapping(value) else enumerate(value) if is_sequence(value) else ()
    for step, item in parts:
        if not isinstance(item, str | int | float | None):  # most are such
            yield from _lacking(item, (*path, step))


class _Sending(dict[str, Any]):
    """The context in which `write` dumps. `lacking`: a model is without a field, which may have to be sent."""

    lacking = False


def _dump_unless_unset(value: Any, handler: SerializerFunctionWrapHandler) -> Any:
    return None if value is UNSET else handler(value)


def _dump_unless_none(value: Any, handler: SerializerFunctionWrapHandler) -> Any:
    return None if value is None else handler(value)


Omittable = Annotated[T | None, _OmittableValue()]
"""`Omittable[str]`: may be left out, which reads as None; None cannot be sent."""

ReadOnly = Annotated[T, Field(validate_default=True), _OneWayValue(read=True)]
"""`ReadOnly[int]`: what the server alone sets. It is read, and kept, and never sent. A model that was made without it
has no such attribute."""

WriteOnly = Annotated[T, Field(default=UNSET, validate_default=True), _OneWayValue(read=False)]
"""`WriteOnly[str]`: what is sent and never answered. A model that was read has no such attribute, unless the server
tells it all the same."""

Listed = Annotated[T, Strict(False)]
"""`Listed[tuple[int, str]]`: an array with a fixed number of items; a list of them may be given."""

Parsed = Annotated[T, Strict(False), _ParsedValue()]
"""`Parsed[datetime]`: a Python value that is text in JSON; either may be given."""


def read(data: bytes | str, type_: type[T] | TypeAdapter[T]) -> T:
    """The value of a JSON text. Of members of one name the last counts (RFC 8259, 4).

    Raises pydantic's `ValidationError` where it is not JSON or does not fit; see `mismatch`.
    """
    data = data.encode(errors="surrogatepass") if isinstance(data, str) else data
    # pydantic takes them, and JSON does not have them; in texts they may stand. One byte is found ten times as fast
    if (b"N" in data and b"NaN" in data) or (b"I" in data and b"Infinity" in data):
        try:
            from_json(data, allow_inf_nan=False)
        except ValueError as error:
            problem = InitErrorDetails(type="json_invalid", input=data, ctx={"error": str(error)})
            raise ValidationError.from_exception_data("JSON", [problem], "json") from None
    value: T = adapter(type_).validator.validate_json(data, strict=False, extra="allow")
    return value


def write(value: object, type_: Any, where: str = "value", files: dict[str, Any] | None = None) -> Any:
    """The JSON value that stands for `value`, which must fit `type_`.

    Models give what was set in them, nulls included, and nothing else. Mappings and sequences are validated first;
    their keys may be Python names or wire names. Files (see `content`) are put into `files`, under the text that stands
    for them. Raises `InvalidRequestError`; `where` begins its message.
    """
    if stands_for_itself(value, type_):
        return value
    types: TypeAdapter[Any] = adapter(type_)
    context = _Sending(files=files)
    try:
        value = plain(value)
        checked = types.validator.validate_python(value)
        try:
            return types.serializer.to_python(
                checked, mode="json", by_alias=True, exclude_unset=True, warnings="error", context=context
            )
        finally:
            if context.lacking and (lacking := next(_lacking(checked), None)):
                raise InvalidRequestError(_place(where, lacking), "is missing")
    except ValidationError as error:
        (path, problem), *_ = mismatches(error, value, type_)
        raise InvalidRequestError(_place(where, path), problem) from None
    except PydanticSerializationError as error:
        raise InvalidRequestError(where, _first_line(error)) from None
    except UnicodeEncodeError:
        raise InvalidRequestError(where, "text that is not valid Unicode") from None
    except RecursionError:
        raise InvalidRequestError(where, "contains itself, or is nested too deeply") from None


def _place(where: str, path: Path) -> str:
    return ".".join([where, *map(str, path)])


@cache
def _new_adapter(type_: Any) -> TypeAdapter[Any]:
    return TypeAdapter(type_, config=None if has_config(type_) else ConfigDict(strict=True, allow_inf_nan=False))


def adapter(type_: type[T] | TypeAdapter[T]) -> TypeAdapter[T]:
    """The validator of a type, strict and built once. One that is given is taken as it is."""
    if isinstance(type_, TypeAdapter):
        type_.rebuild()  # if it is deferred; here, as pydantic would take names from whoever uses it first
        return type_
    return _new_adapter(cast(Hashable, type_))


def _first_line(error: PydanticSerializationError) -> str:
    """`pydantic` wraps the message of a serialiser in its own words and lists every branch of a union."""
    text = str(error)
    if "ValueError: " in text:
        return text.partition("ValueError: ")[2]
    lines = [line.strip() for line in text.splitlines()]
    return lines[1] if len(lines) > 1 else lines[0]
