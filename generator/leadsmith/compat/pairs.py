"""Which thing of the new client is the counterpart of which thing of the old one.

A thing is the same when it kept its name, which is what callers write; else when its JSON pointer survived, or the new
client says what it was called before; else when it looks exactly like the other in the same place. Compares nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from leadsmith.interface import spelled
from leadsmith.ir import (
    Alias,
    Client,
    EnumClass,
    ListOf,
    MapOf,
    ModelClass,
    Operation,
    Ref,
    TupleOf,
    Type,
    Types,
    UnionOf,
)

Named = ModelClass | EnumClass | Alias
"""A type with a name."""


class _HasName(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=_HasName)
T = TypeVar("T")


@dataclass(frozen=True)
class Called:
    """An operation and the resource that it belongs to."""

    resource: str
    operation: Operation

    @property
    def name(self) -> str:
        """What a caller writes."""
        return f"client.{self.resource}.{self.operation.name}"


def former(node: Any) -> tuple[str, ...]:
    """The earlier names under which a thing still works."""
    names: tuple[str, ...] = getattr(node, "was", ())
    return names


def pair(
    old: Iterable[T], new: Iterable[T], *keys: Callable[[T], Iterable[Hashable]]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """The pairs of counterparts, in the order of `new`, and what is left of `old` and of `new`.

    Each of `keys` gives what a thing may be known by; the first key at which two meet decides. A key that several
    things on one side have tells nothing about any of them.
    """
    olds, news = list(old), list(new)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for key in keys:
        places: dict[Hashable, list[int]] = {}
        for index, thing in enumerate(olds):
            for known in key(thing) if index not in taken else ():
                places.setdefault(known, []).append(index)
        seen = Counter(known for index, thing in enumerate(news) if index not in partner for known in set(key(thing)))
        for index, thing in enumerate(news):
            if index in partner:
                continue
            for known in key(thing):
                found = places.get(known, [])
                if len(found) == 1 and seen[known] == 1 and found[0] not in taken:
                    partner[index] = found[0]
                    taken.add(found[0])
                    break
    return (
        [(olds[partner[index]], thing) for index, thing in enumerate(news) if index in partner],
        [thing for index, thing in enumerate(olds) if index not in taken],
        [thing for index, thing in enumerate(news) if index not in partner],
    )


def named_types(types: Types) -> list[Named]:
    """Every class and alias."""
    return [*types.models.values(), *types.enums.values(), *types.aliases.values()]


Pairs = tuple[list[tuple[Named, Named]], list[Named], list[Named]]
"""Counterparts, what is gone, and what is new."""


def pair_types(old: Client, new: Client) -> Pairs:
    """The classes and aliases of both, by name, pointer, and earlier name; then those that look alike in one place."""
    pairs, gone, fresh = pair(
        named_types(old.types),
        named_types(new.types),
        lambda node: [node.name],
        lambda node: [node.pointer],
        lambda node: [node.name, *former(node)],
    )
    found = pairs
    while found and gone and fresh:  # a class that is known makes those known that stand in it
        same = {one.name: other.name for one, other in pairs}
        before, after = _places(old, same), _places(new, {})
        known: dict[int, list[Hashable]] = {}
        known |= {id(node): [(_looks(node), place) for place in before.get(node.name, ())] for node in gone}
        known |= {id(node): [(_looks(node), place) for place in after.get(node.name, ())] for node in fresh}
        found, gone, fresh = pair(gone, fresh, partial(_kept, known))
        pairs += found
    return pairs, gone, fresh


def _kept(known: Mapping[int, list[Hashable]], node: Named) -> list[Hashable]:
    return known[id(node)]


def _looks(node: Named) -> Hashable:
    """What two classes with other names have in common when they are one: all keys, all values."""
    match node:
        case ModelClass(fields=fields):
            return "model", frozenset(item.wire for item in fields)
        case EnumClass(members=members):
            return "enum", frozenset((type(item.value), item.value) for item in members)
        case Alias(type=kind):
            return "alias", spelled(kind)


def _places(client: Client, same: Mapping[str, str]) -> Mapping[str, list[str]]:
    """Where each class and alias is used, by what a caller writes; `same` are names that both clients know."""
    found: dict[str, list[str]] = {}

    def use(kind: Type | None, place: str) -> None:
        match kind:
            case Ref(name):
                found.setdefault(name, []).append(place)
            case ListOf(inner) | MapOf(inner):
                use(inner, f"{place}[]")
            case UnionOf(options) | TupleOf(options):
                for option in options:
                    use(option, place)

    for model in client.types.models.values():
        for item in model.fields:
            use(item.type, f"{same.get(model.name, model.name)}.{item.wire}")
    for alias in client.types.aliases.values():
        use(alias.type, same.get(alias.name, alias.name))
    for each in called(client):
        for parameter in each.operation.parameters:
            use(parameter.type, f"{each.name}({parameter.wire}=)")
        if each.operation.body:
            use(each.operation.body.type, f"{each.name}(body=)")
        use(each.operation.returns, f"{each.name}()")
        for failure in each.operation.failures:
            use(failure.type, f"{each.name} {failure.status}")
    for webhook in client.webhooks:
        use(webhook.type, f"webhook {webhook.sender} {webhook.wire}")
    return found


def called(client: Client) -> list[Called]:
    """Every operation of a client."""
    return [Called(resource.name, operation) for resource in client.resources for operation in resource.operations]


def pair_operations(old: Client, new: Client) -> tuple[list[tuple[Called, Called]], list[Called], list[Called]]:
    """The operations of both: by what a caller writes, by pointer, earlier name, and by HTTP method and path."""
    return pair(
        called(old),
        called(new),
        lambda each: [each.name],
        lambda each: [each.operation.pointer],
        lambda each: [each.name, *(f"client.{each.resource}.{name}" for name in former(each.operation))],
        lambda each: [(each.operation.method, neutral(each.operation.path))],
    )


def neutral(path: str) -> str:
    """A path without the names of its parameters: they are no part of the URL."""
    return "{}".join(piece.partition("}")[2] if index else piece for index, piece in enumerate(path.split("{")))


def renamed_resources(
    old: Client, new: Client, pairs: Iterable[tuple[Called, Called]]
) -> tuple[Mapping[str, str], list[str], list[str]]:
    """The resources that are called otherwise, and what is left: most of their operations are in one new resource, or
    it says what it was called before.
    """
    before, after = ({resource.name for resource in client.resources} for client in (old, new))
    gone = [resource.name for resource in old.resources if resource.name not in after]
    fresh = [resource.name for resource in new.resources if resource.name not in before]
    went = Counter((one.resource, other.resource) for one, other in pairs if one.resource in gone)
    renamed: dict[str, str] = {}
    for each in new.resources:
        known = [name for name in former(each) if name in gone and name not in renamed]
        renamed |= {name: each.name for name in known[:1] if each.name in fresh}
    for (one, other), count in sorted(went.items(), key=lambda entry: (-entry[1], entry[0])):
        size = next(len(resource.operations) for resource in old.resources if resource.name == one)
        if other in fresh and one not in renamed and other not in renamed.values() and 2 * count > size:
            renamed[one] = other
    return (
        renamed,
        [name for name in gone if name not in renamed],
        [name for name in fresh if name not in renamed.values()],
    )


def reachable(types: Types, roots: Iterable[Type]) -> frozenset[str]:
    """The names of all classes and aliases that values of these types can hold."""
    seen: set[str] = set()
    todo = list(roots)
    while todo:
        match todo.pop():
            case Ref(name) if name not in seen:
                seen.add(name)
                if name in types.aliases:
                    todo.append(types.aliases[name].type)
                elif name in types.models:
                    model = types.models[name]
                    todo += [item.type for item in model.fields]
                    todo += [model.extra] if model.extra is not None else []
            case ListOf(inner) | MapOf(inner):
                todo.append(inner)
            case UnionOf(options) | TupleOf(options):
                todo += options
    return frozenset(seen)


def sent(client: Client) -> frozenset[str]:
    """The names of the types that travel to the server."""
    operations = [each.operation for each in called(client)]
    bodies = [operation.body.type for operation in operations if operation.body]
    return reachable(client.types, [*bodies, *(item.type for each in operations for item in each.parameters)])


def received(client: Client) -> frozenset[str]:
    """The names of the types that come from the server, in answers, in errors and by webhooks."""
    operations = [each.operation for each in called(client)]
    answers = [operation.returns for operation in operations if operation.returns is not None]
    failures = [item.type for operation in operations for item in operation.failures if item.type is not None]
    sent = [webhook.type for webhook in client.webhooks]
    return reachable(client.types, [*answers, *failures, *sent])
