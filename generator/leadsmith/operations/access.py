"""Which models travel to the server and which from it, and what `readOnly` and `writeOnly` mean for them.

A model that is only read has every field that an answer has, whoever may set it; one that is only sent needs each
required one. Must not know documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from leadsmith.ir import Field, ListOf, MapOf, ModelClass, Operation, Ref, Type, Types, UnionOf, Webhook


def with_access(types: Types, operations: Iterable[Operation], webhooks: Iterable[Webhook]) -> Types:
    """`types` in which fields are read only where they would be sent otherwise, and write only where they are read.

    What is neither sent nor received is read by ways of the user's own.
    """
    given = list(operations)
    pushed = [webhook.type for webhook in webhooks]
    sent = _reachable(types, _requested(given), lambda model: _parts(model, lambda item: not item.read_only))
    received = _reachable(
        types, [*_answered(given), *pushed], lambda model: _parts(model, lambda item: not item.write_only)
    )
    models = {}
    for name, model in types.models.items():
        out, back = name in sent, name in received or name not in sent
        fields = (
            replace(item, read_only=item.read_only and out, write_only=item.write_only and back)
            for item in model.fields
        )
        models[name] = replace(model, fields=tuple(fields))
    return replace(types, models=models)


def _parts(model: ModelClass, wanted: Callable[[Field], bool]) -> list[Type]:
    fields = [item.type for item in model.fields if wanted(item)]
    return fields if model.extra is None else [*fields, model.extra]


def _requested(operations: Iterable[Operation]) -> list[Type]:
    found: list[Type] = []
    for operation in operations:
        found += [parameter.type for parameter in operation.parameters]
        found += [operation.body.type] if operation.body else []
    return found


def _answered(operations: Iterable[Operation]) -> list[Type]:
    found = []
    for operation in operations:
        found += [operation.returns, *(failure.type for failure in operation.failures)]
    return [kind for kind in found if kind is not None]


def typed_dicts(types: Types, operations: Iterable[Operation]) -> frozenset[str]:
    """The names of the models that a caller may give as a typed dict: those with further properties are plain maps."""

    def follow(model: ModelClass) -> list[Type]:
        return [item.type for item in model.fields if not item.read_only] if model.extra is None else []

    found = _reachable(types, _requested(operations), follow)
    return frozenset(name for name in found if types.models[name].extra is None)


def _reachable(types: Types, roots: Iterable[Type], follow: Callable[[ModelClass], list[Type]]) -> frozenset[str]:
    """The names of the models that values of these types can hold; `follow` gives the types that a model leads to."""
    seen: set[str] = set()
    todo = list(roots)
    while todo:
        match todo.pop():
            case Ref(name) if name not in seen:
                seen.add(name)
                if name in types.aliases:
                    todo.append(types.aliases[name].type)
                elif name in types.models:
                    todo += follow(types.models[name])
            case ListOf(item) | MapOf(item):
                todo.append(item)
            case UnionOf(options):
                todo += options
    return frozenset(seen & set(types.models))
