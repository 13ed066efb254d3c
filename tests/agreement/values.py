"""Values that a caller gives, as Python source: one for each way in which a type may be filled.

Works on the IR; `models` is the name by which the source reaches the client's models. Nothing here knows of changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from leadsmith.ir import Field, ListOf, LiteralOf, MapOf, ModelClass, Ref, Scalar, TupleOf, Type, Types, UnionOf

_EXACT = {
    "str": ['"text"'],
    "int": ["1"],
    "float": ["1.5"],
    "bool": ["True", "False"],
    "None": ["None"],
    "Any": ['{"any": 1}'],
    "datetime": ["datetime(2024, 5, 17, 12, tzinfo=UTC)"],
    "date": ["date(2024, 5, 17)"],
    "time": ["time(12, tzinfo=UTC)"],
    "timedelta": ["timedelta(hours=1)"],
    "UUID": ['UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")'],
    "bytes": ['b"bytes"'],
    "File": ['b"bytes"'],
    "FileContent": ['b"bytes"'],
}
_TEXTS = {
    "datetime": ['"2024-05-17T12:00:00Z"'],
    "date": ['"2024-05-17"'],
    "time": ['"12:00:00Z"'],
    "timedelta": ['"PT1H"'],
    "UUID": ['"3fa85f64-5717-4562-b3fc-2c963f66afa6"'],
}
_DEEPEST = 5


@dataclass(frozen=True)
class Manner:
    """How values are written. `exact` is for places typed as what is read, the constructors of models; else dicts and
    text stand for models and dates too. Models down to `full` levels have all their fields, those below only the
    required ones. With `members`, each member of an enum is a value, else only the first.
    """

    exact: bool = False
    full: int = 1
    members: bool = True


def values(kind: Type, types: Types, manner: Manner, depth: int = 0) -> list[str]:
    """One value for each alternative of `kind`: union branches, enum members, a model as class and as dict."""
    match kind:
        case Scalar(name):
            return [*_EXACT[name], *([] if manner.exact else _TEXTS.get(name, []))]
        case Ref(name) if name in types.enums:
            enum = types.enums[name]
            members = enum.members if manner.members else enum.members[:1]
            return [*(f"models.{name}.{member.name}" for member in members), repr(enum.members[0].value)]
        case Ref(name) if name in types.models:
            model = types.models[name]
            every = depth < manner.full
            made = [construct(model, types, every, manner, depth=depth)]
            return made if manner.exact else [*made, as_dict(model, types, every, manner, depth=depth)]
        case Ref(name):
            return values(types.aliases[name].type, types, manner, depth=depth + 1)
        case ListOf(item):
            items = values(item, types, manner, depth=depth + 1) if depth < _DEEPEST else []
            return [f"[{', '.join(items)}]"]
        case TupleOf(items):
            return [f"({', '.join(values(item, types, manner, depth=depth + 1)[0] for item in items)},)"]
        case MapOf(value):
            inner = values(value, types, manner, depth=depth + 1) if depth < _DEEPEST else []
            pairs = (f"'key{number}': {item}" for number, item in enumerate(inner))
            return [f"{{{', '.join(pairs)}}}"]
        case LiteralOf(constants):
            return [repr(constant) for constant in constants]
        case UnionOf(options):
            found = [
                value
                for option in options
                if depth < _DEEPEST or not isinstance(option, Ref)
                for value in values(option, types, manner, depth=depth)
            ]
            return list(dict.fromkeys(found or values(options[0], types, manner, depth=depth)))


def field_values(field: Field, types: Types, manner: Manner, depth: int = 0) -> list[str]:
    """The same of a field, null included where it may be one."""
    return [*values(field.type, types, manner, depth=depth + 1), *(["None"] if field.nullable else [])]


def construct(
    model: ModelClass, types: Types, every: bool, manner: Manner, *, depth: int = 0, choice: int | None = None
) -> str:
    """A call of the model's class. See `_entries`."""
    entries = _entries(model, types, every, replace(manner, exact=True), depth, choice)
    if not entries and depth and model.extra:  # further fields are no keywords that a type checker knows
        return f"models.{model.name}.model_validate({as_dict(model, types, every, manner, depth=depth)})"
    return f"models.{model.name}({', '.join(f'{field.name}={value}' for field, value in entries)})"


def as_dict(
    model: ModelClass, types: Types, every: bool, manner: Manner, *, depth: int = 0, choice: int | None = None
) -> str:
    """A dict for the model: with Python names where there is a typed dict, else with those of the wire."""
    entries = _entries(model, types, every, replace(manner, exact=False), depth, choice)
    typed = model.name in types.dicts
    pairs = [f"{(field.name if typed else field.wire)!r}: {value}" for field, value in entries]
    if not pairs and model.extra and not typed:
        pairs = [f"'further_key': {values(model.extra, types, replace(manner, exact=False), depth=depth + 1)[-1]}"]
    return f"{{{', '.join(pairs)}}}"


def choices(model: ModelClass, types: Types, manner: Manner) -> int:
    """How many alternatives the field of the model has that has most."""
    return max((len(field_values(field, types, manner)) for field in model.fields if not field.read_only), default=1)


def _entries(
    model: ModelClass, types: Types, every: bool, manner: Manner, depth: int, choice: int | None
) -> list[tuple[Field, str]]:
    """Fields with values: all, or the required ones (the first where none is, so that it is not empty below the top).

    With `choice`, fields have that alternative: those that have so many, and the required ones. What a caller gives has
    no read-only fields.
    """
    entries = []
    fields = [field for field in model.fields if not field.read_only]
    for field in fields:
        if not (every or field.required or choice is not None):
            continue
        found = field_values(field, types, manner, depth=depth)
        if choice is not None and choice >= len(found) and not field.required:
            continue
        entries.append((field, found[min(choice or 0, len(found) - 1)]))
    if not entries and depth and fields:
        field = next((field for field in fields if isinstance(field.type, Scalar)), fields[0])
        if isinstance(field.type, Scalar):
            entries.append((field, values(field.type, types, manner)[0]))
    return entries
