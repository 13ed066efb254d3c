"""Which models travel to the server and which from it, and what `readOnly` and `writeOnly` mean for them.

A model that is only read has every field that an answer has, whoever may set it; one that is only sent needs each
required one. Must not know documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from leadsmith.ir import Field, ListOf, MapOf, ModelClass, Ref, TupleOf, Type, Types, UnionOf


def travelling(types: Types, given: Iterable[Type], answered: Iterable[Type]) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the models and aliases that are sent, and of those that are received, by what a caller gives and
    what answers hold. What does neither is read by other ways, such as a webhook.
    """
    sent = _reachable(types, given, lambda model: _parts(model, lambda item: not item.read_only))
    received = _reachable(types, answered, lambda model: _parts(model, lambda item: not item.write_only))
    return sent, received | ({*types.models, *types.aliases} - sent)


def with_access(types: Types, sent: frozenset[str], received: frozenset[str]) -> Types:
    """`types` in which fields are read only where they would be sent otherwise, and write only where they are read."""
    models = {}
    for name, model in types.models.items():
        fields = (
            replace(item, read_only=item.read_only and name in sent, write_only=item.write_only and name in received)
            if item.read_only or item.write_only
            else item
            for item in model.fields
        )
        models[name] = replace(model, fields=tuple(fields))
    return replace(types, models=models)


def _parts(model: ModelClass, wanted: Callable[[Field], bool]) -> list[Type]:
    fields = [item.type for item in model.fields if wanted(item)]
    return fields if model.extra is None else [*fields, model.extra]


def typed_dicts(types: Types, given: Iterable[Type]) -> frozenset[str]:
    """The names of the models that a caller may give as a typed dict: those with further properties are plain maps."""

    found = _reachable(types, given, _given_parts)
    return frozenset(name for name, model in types.models.items() if name in found and model.extra is None)


def given_unions(types: Types, given: Iterable[Type]) -> dict[str, UnionOf]:
    """The unions of which a caller may give several options at once, by their key."""
    found = _within(types, given, _given_parts)
    return {kind.several: kind for kind in found if isinstance(kind, UnionOf) and kind.several}


def _given_parts(model: ModelClass) -> list[Type]:
    return [item.type for item in model.fields if not item.read_only] if model.extra is None else []


def _reachable(types: Types, roots: Iterable[Type], follow: Callable[[ModelClass], list[Type]]) -> frozenset[str]:
    """The names of what values of these types can hold; `follow` gives the types that a model leads to."""
    return frozenset(kind.name for kind in _within(types, roots, follow) if isinstance(kind, Ref))


def _within(types: Types, roots: Iterable[Type], follow: Callable[[ModelClass], list[Type]]) -> Iterator[Type]:
    """All types that values of these types can hold, but for what follows a name that was there before."""
    seen: set[str] = set()
    todo = list(roots)
    while todo:
        kind = todo.pop()
        yield kind
        match kind:
            case Ref(name) if name not in seen:
                seen.add(name)
                if name in types.aliases:
                    todo.append(types.aliases[name].type)
                elif name in types.models:
                    todo += follow(types.models[name])
            case ListOf(item) | MapOf(item):
                todo.append(item)
            case UnionOf(options) | TupleOf(options):
                todo += options
