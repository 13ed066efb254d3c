"""Why a value did not fit its type, said to people: where, and in few words.

It turns pydantic's list of errors into a path and a problem. It neither reads nor writes values.
"""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeGuard, get_args, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]


def mismatches(error: ValidationError, value: object, type_: Any = None) -> list[tuple[Path, str]]:
    """Where and why `value` did not fit, at least one: the path in the value, and the problem in words.

    pydantic reports every branch of a union; of these only the ones that went deepest are given. With `type_`, an
    unknown field comes with the known one that is most like it.
    """
    found: dict[Path, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        found.setdefault(_path(details, value, type_), []).append(details)
    deepest = [path for path in found if not any(path != other and path == other[: len(path)] for other in found)]
    # a branch of a union refuses what another knows: what none knows is the better reason
    deepest.sort(key=lambda path: _is_extra(found[path]) and path[-1] in _fields_at(path[:-1], type_))
    return [(path, _problem(path, found[path], value, type_)) for path in deepest]


def pointer_of(path: Path) -> str:
    """The JSON Pointer (RFC 6901) of a path; empty for the whole."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _path(details: ErrorDetails, value: Any, type_: Any) -> Path:
    """The location without pydantic's names of union branches. A field given by an old name has its new one here, one
    that is missing the name in Python, where `type_` says what is written."""
    path: list[str | int] = []
    missing = details["loc"][-1:] if details["type"] == "missing" else ()
    for step in details["loc"][: len(details["loc"]) - len(missing)]:
        parts = _parts_at(value, step)
        if parts:
            value = parts[0]
            path.append(step)
        elif is_mapping(value) and step in _fields_at(tuple(path), type_):
            value = None
            path.append(step)
    names = dict(_known_at(tuple(path), type_)) if missing else {}
    return (*path, *(names.get(str(step), step) for step in missing))


def _parts_at(value: object, step: str | int) -> Sequence[Any]:
    """What the value holds at this step, nothing if it has no such part."""
    if is_mapping(value):
        return [value[step]] if step in value else []
    return value[step : step + 1] if is_sequence(value) and isinstance(step, int) and step >= 0 else []


def _is_extra(details: list[ErrorDetails]) -> bool:
    return any(each["type"] == "extra_forbidden" for each in details)


def _problem(path: Path, details: list[ErrorDetails], value: Any, type_: Any) -> str:
    kinds = {each["type"] for each in details}
    if _is_extra(details):
        known = _fields_at(path[:-1], type_)
        if path[-1] in known:
            return _misplaced(path, value, type_)
        similar = difflib.get_close_matches(str(path[-1]), known, n=1)
        return "is not a known field" + "".join(f"; did you mean {name!r}?" for name in similar)
    if "missing" in kinds:
        return "is missing"
    if all(each["input"] is None for each in details):
        return "must not be null"
    if "not_listed" in kinds:
        unlisted = [each for each in details if each["type"] == "not_listed"]
        wanted = ", or ".join(dict.fromkeys(each["msg"] for each in unlisted))
        return f"{wanted}; here it is {_shown(unlisted[0]['input'])}"
    return ", or ".join(dict.fromkeys(each["msg"].replace("Input should", "must") for each in details))


def _shown(value: object) -> str:
    try:
        return reprlib.repr(value)
    except ValueError:  # Python writes no number of so many digits
        return "a number of too many digits"


def _misplaced(path: Path, value: Any, type_: Any) -> str:
    """Why a field that is known cannot be given."""
    for step in path[:-1]:
        value = _parts_at(value, step)[0]
    lacking = {
        model: [key for key in value if key not in (name for names in _names_in(model) for name in names)]
        for model in _models_at(path[:-1], type_)
        if any(path[-1] in names for names in _names_in(model))
    }
    if any(len({*names} & value.keys()) > 1 for model in lacking for names in _names_in(model) if path[-1] in names):
        return "is given twice, by its name in Python and by its name on the wire"
    model = min(lacking, key=lambda each: len(lacking[each]))
    which = f"has no {' and no '.join(map(repr, lacking[model]))}" if lacking[model] else "this is not"
    return f"is a field of {model.__name__}, which {which}"


def _fields_at(path: Path, type_: Any) -> list[str]:
    """The names of the fields of all models that may stand at this path, in Python and on the wire."""
    return [known for wire, name in _known_at(path, type_) for known in (name, wire)]


def _known_at(path: Path, type_: Any) -> list[tuple[str, str]]:
    """The fields of all models that may stand at this path: the name on the wire, and the one in Python."""
    return [names for model in _models_at(path, type_) for names in _names_in(model)]


def _names_in(model: type[BaseModel]) -> list[tuple[str, str]]:
    return [(field.alias or name, name) for name, field in model.model_fields.items()]


def _models_at(path: Path, type_: Any) -> Iterable[type[BaseModel]]:
    """All models that may stand at this path, each once."""
    models = dict.fromkeys(_models_in(type_))
    for step in path:
        if isinstance(step, str):
            models = dict.fromkeys(inner for model in models for inner in _models_in(_field_type(model, step)))
    return models


def _field_type(model: type[BaseModel], key: str) -> Any:
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            return field.annotation
    return get_type_hints(model)["__pydantic_extra__"] if model.model_config.get("extra") == "allow" else None


def _models_in(type_: Any) -> Iterable[type[BaseModel]]:
    """The models that a type is made of, not those inside them."""
    if isinstance(type_, type) and issubclass(type_, BaseModel):
        yield type_
    for part in get_args(type_):
        yield from _models_in(part)


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether this stands for a JSON object."""
    return isinstance(value, Mapping)


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether this stands for a JSON array."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray)
