"""Which classes share a module of `models`: those that the same resources use, so that each loads only what it needs.

A resource uses what its operations name, and all that this uses. So a class is used by all that use a user of it, and
modules never import each other in a circle. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import TypeVar

from leadsmith.ir import Client, ListOf, MapOf, Operation, Ref, TupleOf, Type, Types, UnionOf
from leadsmith.naming import FILE_RESERVED, snake
from leadsmith.render.dicts import dict_names
from leadsmith.render.webhooks import reading

V = TypeVar("V")
_Uses = Mapping[str, frozenset[str]]
"""What each class, alias or typed dict of a union uses by name. The typed dict of a model goes with the model."""
_SENT = ""
"""Stands among the names of resources for the webhooks and callbacks."""


@dataclass(frozen=True)
class _Graph:
    """The types, what each of them uses, and the keys of unions by the names of their typed dicts."""

    types: Types
    uses: _Uses
    keys: Mapping[str, str]


@dataclass(frozen=True)
class Family:
    """A module of `models`: its name, what it says of itself, its own types, and names that these use, by module.

    `imports` may hold more than the annotations of the types name.
    """

    name: str
    text: str
    types: Types
    imports: Mapping[str, tuple[str, ...]]


def families(client: Client) -> list[Family]:
    """The modules of `models`, by name; everything in `types` is in exactly one of them."""
    graph = _graph(client.types)
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, users in _users(client, graph.uses).items():
        groups.setdefault(users, []).append(name)
    named: dict[str, tuple[str, ...]] = {}
    taken = FILE_RESERVED | {name.casefold() for name in _public(client.types)}
    # modules with names of resources come first: what is added elsewhere must not take one
    for users in sorted(groups, key=lambda users: (len(users) != 1 or users == (_SENT,), users)):
        name = _free(_wanted(groups[users], users, graph.uses), taken)
        taken |= {name.casefold()}
        named[name] = users
    home = {each: name for name, users in named.items() for each in groups[users]}
    return [_family(name, groups[users], _text(users), graph, home) for name, users in sorted(named.items())]


def used_names(client: Client) -> dict[str, list[str]]:
    """The names in `models` that the module of each resource may write in annotations."""
    types, graph = client.types, _graph(client.types)
    found = {
        resource.name: _written(_named((kind for each in resource.operations for kind in _of(each)), types), graph)
        for resource in client.resources
    }
    return {
        resource: sorted({*names, *(types.dicts[name] for name in names if name in types.dicts)})
        for resource, names in found.items()
    }


def family_names(family: Family) -> list[str]:
    """The names of everything in the module."""
    types = family.types
    return [*types.enums, *types.models, *types.aliases, *dict_names(types)]


def _family(name: str, own: list[str], text: str, graph: _Graph, home: Mapping[str, str]) -> Family:
    types = graph.types
    keys = [graph.keys[each] for each in own if each in graph.keys]
    among = replace(
        types,
        enums=_among(own, types.enums),
        models=_among(own, types.models),
        aliases=_among(own, types.aliases),
        dicts=_among(own, types.dicts),
        unions=_among(keys, types.unions),
    )
    fields = [*own, *(model for each in among.unions.values() for model in each.models)]
    imports: dict[str, list[str]] = {}
    for each in sorted(_written((other for name in fields for other in graph.uses[name]), graph) - {*own}):
        imports.setdefault(home[each], []).extend([each, *([types.dicts[each]] if each in types.dicts else [])])
    return Family(name, text, among, {module: (*names,) for module, names in sorted(imports.items())})


def _text(users: tuple[str, ...]) -> str:
    if not users:
        return "What the description has and no operation uses."
    if users == (_SENT,):
        return "What only webhooks and callbacks hold."
    told = [f"`{name}`" if name else "webhooks" for name in users[:3]] + ["others"] * (len(users) > 3)
    if len(told) == 1:
        return f"What only the operations of {told[0]} use."
    return f"What the operations of {', '.join(told[:-1])} and {told[-1]} use."


def _wanted(own: list[str], users: tuple[str, ...], uses: _Uses) -> str:
    """The name of the one that uses it all, or of the class that no other of these uses; of several, of the first."""
    if len(users) < 2:
        return users[0] or "webhooks" if users else "others"
    used = {other for name in own for other in uses[name] - {name}}
    return snake(min({*own} - used or own))


def _free(wanted: str, taken: Set[str]) -> str:
    """The name, or with a number: two files must differ on any system, and a module hides a class of its name."""
    number = 1
    name = wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name


def _public(types: Types) -> Iterator[str]:
    """The names in `models` that a module could have."""
    old = (name for kind in (types.enums, types.models, types.aliases) for each in kind.values() for name in each.was)
    names = [*types.enums, *types.models, *types.aliases, *types.dicts.values(), *old]
    yield from (name for name in names if name == name.lower())


def _graph(types: Types) -> _Graph:
    return _Graph(types, _uses(types), {each.name: key for key, each in types.unions.items()})


def _uses(types: Types) -> _Uses:
    """First what modules are named after."""
    models = {
        name: [*(field.type for field in model.fields), *([model.extra] if model.extra else [])]
        for name, model in types.models.items()
    }
    found = {name: frozenset(_named(kinds, types)) for name, kinds in models.items()}
    found |= {name: frozenset(_named([alias.type], types)) for name, alias in types.aliases.items()}
    return (
        found
        | dict.fromkeys(types.enums, frozenset())
        | {each.name: frozenset(each.models) for each in types.unions.values()}
    )


def _named(kinds: Iterable[Type], types: Types) -> Iterator[str]:
    for kind in kinds:
        match kind:
            case Ref(name):
                yield name
            case ListOf(inner) | MapOf(inner):
                yield from _named([inner], types)
            case TupleOf(items):
                yield from _named(items, types)
            case UnionOf(options, several):
                yield from _named(options, types)
                yield from (types.unions[key].name for key in [several] if key in types.unions)


def _users(client: Client, uses: _Uses) -> dict[str, tuple[str, ...]]:
    """The resources that use each class."""
    roots = {
        **{each.name: [kind for operation in each.operations for kind in _of(operation)] for each in client.resources},
        _SENT: [webhook.type for webhook in reading(client)],
    }
    masks = dict.fromkeys(uses, 0)  # a bit for each user: there may be thousands of both
    for number, kinds in enumerate(roots.values()):
        for name in _named(kinds, client.types):
            masks[name] |= 1 << number
    for circle in _circles(uses):
        mask = 0
        for name in circle:
            mask |= masks[name]
        for name in circle:
            for other in (name, *uses[name]):
                masks[other] |= mask
    users = {mask: (*(user for number, user in enumerate(roots) if mask >> number & 1),) for mask in {*masks.values()}}
    return {name: users[mask] for name, mask in masks.items()}


def _circles(uses: _Uses) -> list[list[str]]:
    """Names that use each other at any distance, together, and before all else that they use (Kosaraju's algorithm)."""
    users: dict[str, list[str]] = {name: [] for name in uses}
    for name, others in uses.items():
        for other in others:
            users[other].append(name)
    found: list[list[str]] = []
    seen: set[str] = set()
    for name in reversed(_after_used(uses)):
        if name not in seen:
            seen.add(name)
            circle = [name]
            for each in circle:
                new = [user for user in users[each] if user not in seen]
                seen.update(new)
                circle += new
            found.append(circle)
    return found


def _after_used(uses: _Uses) -> list[str]:
    """The names, each behind all that it uses, as far as there are no circles."""
    found: list[str] = []
    seen: set[str] = set()
    for first in uses:
        way = [] if first in seen else [(first, iter(uses[first]))]
        seen.add(first)
        while way:
            name, left = way[-1]
            if (other := next((each for each in left if each not in seen), None)) is None:
                found.append(name)
                way.pop()
            else:
                seen.add(other)
                way.append((other, iter(uses[other])))
    return found


def _of(operation: Operation) -> Iterator[Type]:
    """All types that a method has to do with."""
    yield from (item.type for item in operation.parameters)
    if operation.body:
        yield operation.body.type
        yield from (content.type for content in operation.body.contents)
    answers = [operation.returns, *(each.type for each in operation.failures)]
    answers += [answer.type for answer in operation.answers]
    yield from (kind for kind in answers if kind)
    if operation.paging:
        yield operation.paging.item


def _written(names: Iterable[str], graph: _Graph) -> set[str]:
    """What annotations can name where these are used: of an alias, or of a union's typed dict, what it holds too."""
    found: set[str] = set()
    left = [*names]
    while left:
        if (name := left.pop()) not in found:
            found.add(name)
            left += graph.uses[name] if name in graph.keys or name in graph.types.aliases else ()
    return found


def _among(part: Iterable[str], all_: Mapping[str, V]) -> dict[str, V]:
    return {name: all_[name] for name in part if name in all_}
