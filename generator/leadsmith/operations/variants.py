"""Unions of objects are open: an answer may hold an object that the document does not know.

Must not know documents.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from leadsmith.ir import ListOf, MapOf, Ref, Scalar, TupleOf, Type, Types, UnionOf

UNKNOWN = Scalar("UnknownVariant")


def with_unknown(
    types: Types,
    expressions: Mapping[str, Type],
    received: Collection[str],
    families: Mapping[str, tuple[str, ...]],
) -> tuple[Types, dict[str, Type]]:
    """`types` and `expressions` in which each union of several objects has `UnknownVariant` too, where it is received:
    `received` has the names of models and aliases, and the keys of expressions.

    Not so where one of the objects is what all others are: `families` has the names of those by its name.
    """

    def opened(kind: Type) -> Type:
        match kind:
            case ListOf(item):
                return ListOf(opened(item))
            case MapOf(value):
                return MapOf(opened(value))
            case TupleOf(items):
                return TupleOf(tuple(map(opened, items)))
            case UnionOf(options):
                return replace(kind, options=_opened(tuple(map(opened, options)), types, families))
        return kind

    found = {key: opened(kind) if key in received else kind for key, kind in expressions.items()}
    return _mapped(types, received, opened), found


def _opened(options: tuple[Type, ...], types: Types, families: Mapping[str, tuple[str, ...]]) -> tuple[Type, ...]:
    options = tuple(option for option in options if option != UNKNOWN)  # of unions in it
    objects = {name for option in options for name in objects_of(option, types)}
    of_one = any(objects <= {base, *families.get(base, ())} for base in objects)
    alone = sum(option != Scalar("None") for option in options) == 1  # an alias, which is open itself
    if len(objects) < 2 or of_one or alone:
        return options
    return tuple(sorted((*options, UNKNOWN), key=lambda option: option == Scalar("None")))


def objects_of(kind: Type, types: Types, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The models that a type is one of."""
    match kind:
        case Ref(name) if name in types.models:
            yield name
        case Ref(name) if name in types.aliases and name not in seen:
            yield from objects_of(types.aliases[name].type, types, seen | {name})
        case UnionOf(options):
            for option in options:
                yield from objects_of(option, types, seen)


def _mapped(types: Types, names: Collection[str], change: Callable[[Type], Type]) -> Types:
    """The types with each type changed in the models and aliases with these names."""
    models = {
        name: replace(
            model,
            fields=tuple(replace(field, type=change(field.type)) for field in model.fields),
            extra=None if model.extra is None else change(model.extra),
        )
        for name, model in types.models.items()
        if name in names
    }
    aliases = {name: replace(alias, type=change(alias.type)) for name, alias in types.aliases.items() if name in names}
    return replace(types, models={**types.models, **models}, aliases={**types.aliases, **aliases})
