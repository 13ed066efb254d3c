"""Which of several objects a value is: `OneOf`, and what an object is that is none of them.

Reading keeps an object that fits none; writing says what is wrong with the one that fits best. What tells them apart is
in `told`. Nothing here knows of HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import (
    CoreSchema,
    InitErrorDetails,
    PydanticCustomError,
    PydanticSerializationError,
    core_schema,
)
from typing_extensions import TypedDict

from .listed import UNLISTED, exact_value, one_of, union_of
from .mismatch import is_mapping
from .model import UnknownVariant, described, one_way
from .reading import Choosing
from .told import Fit, facts_of, fit_of, values_of

T = TypeVar("T")

_ANY, _NONE, _WRONG, _WAYS = -1, -2, -3, -4  # beside the numbers of classes


@dataclass(frozen=True)
class _Choice:
    """Chooses one of some classes for a value: by its number, or `_ANY` when each has to be tried, `_NONE` when none
    fits, None when another way of choosing decides. `together` are the classes that an object may be at once; `others`:
    what else is described; `unknown`: an object may be none of them."""

    models: Sequence[type[BaseModel]]
    others: Sequence[Any]
    together: frozenset[int]
    unknown: bool

    def read(self, value: Any) -> int | None:
        """The one class that fits best."""
        found = self._fits(value) if is_mapping(value) else []
        return found[0][1] if found and not _is_tie(found) else None

    def read_otherwise(self, value: Any) -> int | None:
        """What an object is that `read` found no class for, or one it does not fit. Where one is sure it is wrong."""
        if not is_mapping(value):
            return _ANY
        found = self._fits(value)
        return _NONE if not found else None if self._sure(found) else _ANY

    def class_of(self, value: Mapping[Any, Any]) -> type[BaseModel] | None:
        """The class that an object is of, however badly it fits; None where its tag and its constants do not say."""
        sure = self._sure(self._ranked(value))
        return self.models[sure[0][1]] if sure else None

    def write(self, value: Any) -> int:
        """The class of an object, or the one that a mapping fits best, however badly."""
        if isinstance(value, UnknownVariant):
            return _NONE
        if isinstance(value, BaseModel):
            kinds = [index for index, model in enumerate(self.models) if isinstance(value, model)]
            exactly = [index for index in kinds if type(value) is self.models[index]]
            return (exactly or kinds or [_ANY])[0]
        if not is_mapping(value):
            return _ANY
        found = self._ranked(value)
        fit, best = found[0]
        if self._untold(value, fit.mistagged):
            return _WRONG
        if self.others and not fit.possible:
            return _ANY
        ways = {} if fit.tagged else self._ways(value, found)
        if len(ways) > 1 or any(ways.values()):
            return _WAYS
        return next(iter(ways), _ANY if _is_tie(found) else best)

    def refuse(self, value: Mapping[Any, Any]) -> Any:
        """Say which values tell what an object is, where this one has another."""
        key, values = next(iter(self._untold(value, True).items()))
        raise _error([_details("not_listed", one_of(values), (key,), value[key])])

    def try_ways(self, value: Mapping[Any, Any]) -> BaseModel:
        """The object of the first of some classes that takes it."""
        wrong: list[InitErrorDetails] = []
        for index, beside in self._ways(value, self._ranked(value)).items():
            try:
                made = self.models[index].model_validate({key: value[key] for key in value if key not in beside})
                _keep_beside(made, {key: (value[key], models) for key, models in beside.items()})
                return made
            except ValidationError as error:
                wrong += [_details(each["type"], each["msg"], each["loc"], each["input"]) for each in error.errors()]
        raise _error(wrong)

    def _ways(
        self, value: Mapping[Any, Any], found: Sequence[tuple[Fit, int]]
    ) -> dict[int, dict[Any, tuple[type[BaseModel], ...]]]:
        """The classes that a mapping may be of, the best first, each with the keys that others of them know: those
        which it may be as well."""
        right = [index for fit, index in found if not fit.wrong]
        ways: dict[int, dict[Any, tuple[type[BaseModel], ...]]] = {}
        for index in (index for fit, index in found if fit.possible):
            facts = facts_of(self.models[index])
            others = [self.models[other] for other in right if {index, other} <= self.together]
            beside = {
                key: tuple(other for other in others if key in facts_of(other).fields)
                for key in value
                if not facts.open and key not in facts.fields
            }
            if all(beside.values()):
                ways[index] = beside
        return ways

    def _untold(self, value: Mapping[Any, Any], mistagged: bool) -> dict[Any, Sequence[Any]]:
        """The keys whose values tell that it is none of the classes, and the values that would tell one. Without a tag
        they tell it where all classes list values."""
        found: dict[Any, Sequence[Any]] = {}
        for key in value if mistagged or not self.others else ():
            told = [values_of(facts_of(model), key) for model in self.models]
            all_ = {each: item for values in told for each, item in values.items()}
            tells = mistagged and any(
                facts_of(model).fields.get(key) in facts_of(model).tagged for model in self.models
            )
            marked = value[key] is None or isinstance(value[key], UNLISTED)
            if (tells or all(told)) and not marked and exact_value(value[key]) not in all_:
                found[key] = list(dict.fromkeys(all_.values()))
        return found

    def _fits(self, value: Mapping[Any, Any]) -> list[tuple[Fit, int]]:
        """The classes that an object of an answer may be of, the best first."""
        found = self._ranked(value)
        possible = [fit for fit in found if fit[0].possible]
        return possible or self._sure(found) or ([] if self.others or self.unknown else found)

    def _sure(self, found: list[tuple[Fit, int]]) -> list[tuple[Fit, int]]:
        """The best of some classes if an object has its tag, or a constant of it where those of all others differ."""
        best, *others = (fit for fit, _ in found)
        constant = best.constant and not best.wrong and not self.others and all(fit.wrong for fit in others)
        return found[:1] if best.tagged or constant else []

    def _ranked(self, value: Mapping[Any, Any]) -> list[tuple[Fit, int]]:
        found = [(fit_of(value, model), index) for index, model in enumerate(self.models)]
        return sorted(found, key=lambda fit: fit[0].rank)


def _is_tie(found: Sequence[tuple[Fit, int]]) -> bool:
    return len(found) > 1 and found[0][0].rank == found[1][0].rank


def _keep_beside(made: BaseModel, beside: Mapping[Any, tuple[Any, tuple[type[BaseModel], ...]]]) -> None:
    """Keep the fields that only other classes know as an answer would have them: as JSON, in `model_extra`."""
    kept: dict[str, Any] = {}
    for key, (value, models) in beside.items():
        if facts_of(models[0]).fields[key] in kept:
            raise _error([_details("extra_forbidden", "is given twice", (key,), value)])
        types = _field(models, key)
        checked = types.validate_python({key: value})
        try:
            kept |= types.dump_python(checked, mode="json", by_alias=True, exclude_unset=True, warnings="error")
        except PydanticSerializationError:  # such as a file, which is none as JSON
            raise _error([_details("beside", "cannot be sent beside the other fields", (key,), value)]) from None
    if beside:
        object.__setattr__(made, "__pydantic_extra__", {**(made.model_extra or {}), **kept})


@cache
def _field(models: tuple[type[BaseModel], ...], key: str) -> TypeAdapter[dict[str, Any]]:
    """The validator of an object that has only the field with this name, as any of the classes has it; of none where
    it is never sent."""
    wire = facts_of(models[0]).fields[key]
    fields = [
        field
        for model in models
        for name, field in described(model).items()
        if field.wire == wire and name not in one_way(model, read=True)
    ]
    kind = union_of([field.value for field in fields]) if fields else Any
    kind = Annotated[kind, Field(serialization_alias=wire, exclude=not fields)]
    beside: Any = cast(Any, TypedDict)("Beside", {key: kind})
    beside.__pydantic_config__ = ConfigDict(strict=True, allow_inf_nan=False)
    return TypeAdapter(beside)


def _error(details: list[InitErrorDetails]) -> ValidationError:
    return ValidationError.from_exception_data("variant", details)


def _details(kind: str, message: str, place: tuple[str | int, ...], value: Any) -> InitErrorDetails:
    problem = cast(Any, PydanticCustomError)(kind, message)  # which wants to know them beforehand
    return {"type": problem, "loc": place, "input": value}


class _OneOfValue(Choosing):
    """The marker of `OneOf` and `AnyOf`."""

    def __init__(self, several: bool) -> None:
        self.several = several

    def class_of(self, source: Any, value: Mapping[Any, Any]) -> type[BaseModel] | None:
        return _choice(source, self.several).class_of(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        choice = _choice(source, self.several)
        models = choice.models
        schemas: dict[Any, CoreSchema] = {index: handler.generate_schema(model) for index, model in enumerate(models)}
        others = [handler.generate_schema(option) for option in choice.others]
        unknown = [handler.generate_schema(UnknownVariant)] if choice.unknown else []

        def chosen(choices: dict[Any, CoreSchema], choose: Callable[[Any], Any]) -> CoreSchema:
            return core_schema.tagged_union_schema(
                choices, choose, custom_error_type="variant", custom_error_message=_choices(models)
            )

        each = core_schema.union_schema([*schemas.values(), *others])
        any_ = _first([each, *unknown])
        none = _first([*others, *unknown] or [each])
        by_hand = {
            _WRONG: core_schema.no_info_plain_validator_function(choice.refuse),
            _WAYS: core_schema.no_info_plain_validator_function(choice.try_ways),
        }
        return core_schema.lax_or_strict_schema(
            lax_schema=_first([chosen(schemas, choice.read), chosen({_ANY: any_, _NONE: none}, choice.read_otherwise)]),
            strict_schema=chosen({**schemas, _ANY: each, _NONE: none, **by_hand}, choice.write),
        )


def _choice(source: Any, several: bool) -> _Choice:
    options: dict[Any, bool] = {}
    for option, each in _options(source, several):
        options[option] = each or options.get(option, False)
    models = [option for option in options if _is_model(option) and option is not UnknownVariant]
    others = [option for option in options if not _is_model(option)]
    together = frozenset(index for index, model in enumerate(models) if options[model])
    return _Choice(models, others, together, UnknownVariant in options)


def _first(choices: list[CoreSchema]) -> CoreSchema:
    """The first of some that takes a value."""
    return core_schema.union_schema([*choices], mode="left_to_right") if len(choices) > 1 else choices[0]


def _choices(models: Sequence[type[BaseModel]], most: int = 8) -> str:
    names = [model.__name__ for model in models]
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return f"must be one of {', '.join(names[:most])}{rest}"


def _options(source: Any, several: bool) -> Iterator[tuple[Any, bool]]:
    """The options of a union, with those of unions in it that are told apart in the same way; each with whether a value
    may be others as well."""
    for option in get_args(source):
        marker = next((each for each in get_args(option)[1:] if isinstance(each, _OneOfValue)), None)
        if get_origin(option) is Annotated and marker is not None:
            yield from _options(get_args(option)[0], several or marker.several)
        else:
            yield option, several


def _is_model(option: Any) -> bool:
    return isinstance(option, type) and issubclass(option, BaseModel)


OneOf = Annotated[T, _OneOfValue(several=False)]
"""`OneOf[Cat | Dog]`: several classes of objects, of which a value is the one that fits best."""

AnyOf = Annotated[T, _OneOfValue(several=True)]
"""`AnyOf[Car | Boat]`: the same, but what is given as a dict may be of several classes at once: the fields that only
others know are in `model_extra`, as those of an answer are."""
