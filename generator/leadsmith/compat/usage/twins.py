"""Old names that still work as names of their own: what a code base uses is told by the name that it uses.

Knows the IR alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from leadsmith.ir import Client, Operation, Resource

T = TypeVar("T", bound=Any)


def with_old_names(client: Client) -> Client:
    """The client with a twin for everything that has an old name, under that name; the present one comes first."""
    types = client.types
    models = {name: replace(model, fields=_both(model.fields)) for name, model in types.models.items()}
    enums = {name: replace(enum, members=_both(enum.members)) for name, enum in types.enums.items()}
    resources = tuple(replace(each, operations=_operations(each)) for each in client.resources)
    return replace(
        client,
        resources=_both(resources),
        types=replace(
            types,
            models=_classes(models),
            enums=_classes(enums),
            aliases=_classes(types.aliases),
        ),
    )


def _operations(resource: Resource) -> tuple[Operation, ...]:
    return _both(tuple(replace(each, parameters=_both(each.parameters)) for each in resource.operations))


def _both(things: Iterable[T]) -> tuple[T, ...]:
    """The things, and after them a twin for each of their old names."""
    present = tuple(things)
    return (*present, *(replace(each, name=old, was=()) for each in present for old in each.was))


def _classes(classes: Mapping[str, T]) -> dict[str, T]:
    return {**classes, **{old: replace(each, name=old, was=()) for each in classes.values() for old in each.was}}
