"""The methods of a resource with their overloads, and what else keeps old names alive. Prints nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from leadsmith.ir import Alias, Client, EnumClass, Field, ModelClass, Operation, Parameter, Resource, Types
from leadsmith.render.code import Code, identifier, literal
from leadsmith.render.methods import by_content, signature


@dataclass(frozen=True)
class Definition:
    """A `def` for an operation: the method itself, one of its overloads, or a method with an old name.

    `passed` are the arguments with which an old method calls the new one.
    """

    kind: Literal["method", "overload", "old"]
    name: str
    decorators: tuple[Code, ...]
    arguments: tuple[Code, ...]
    passed: tuple[Code, ...] = ()


def definitions(operation: Operation, resource: Resource, types: Types) -> list[Definition]:
    """What stands in a resource's class for an operation, in order."""
    hidden = {name for other in resource.operations for name in (other.name, *other.was)}
    arguments = tuple(signature(operation, types))
    ways = by_content(operation)
    others = [old for way in ways for old in _old_signatures(way, types)]
    overload = _known("overload", "typing", hidden)

    def overloads(name: str, messages: Iterable[str]) -> Iterator[Definition]:
        new = [tuple(signature(way, types)) for way in ways]
        for message, taken in zip(messages, [*new, *(old for _, old in others)], strict=True):
            told = (_deprecated(message, hidden),) if message else ()
            yield Definition("overload", name, (overload, *told), taken)

    several = len(ways) > 1 or bool(others)
    found = [*overloads(operation.name, [*("" for _ in ways), *(message for message, _ in others)])] if several else []
    if others:
        names = ", ".join(
            f"{identifier(old)}={literal(item.name)}" for item in operation.parameters for old in item.was
        )
        accepting = "_old_keywords" if "old_keywords" in hidden else "old_keywords"
        found.append(Definition("method", operation.name, (Code(f"{accepting}({names})"),), arguments))
    else:
        found.append(Definition("method", operation.name, (), arguments))
    for old in operation.was:
        message = f"`{old}` is now `{operation.name}`."
        if several:
            found += overloads(old, [message] * (len(others) + len(ways)))
        taken, passed = (_ANYTHING, _ALL) if several else (arguments, tuple(_passed(operation)))
        found.append(Definition("old", old, (_deprecated(message, hidden),), taken, passed))
    return found


_ANYTHING = (Code("*args: Any"), Code("**kwargs: Any"))
_ALL = (Code("*args"), Code("**kwargs"))


def _old_signatures(operation: Operation, types: Types) -> Iterator[tuple[str, tuple[Code, ...]]]:
    """The signatures with old names, each with what to say of it. An old name is given by keyword alone: by position
    an argument has no name, and what follows such a keyword is one too.
    """
    places = [item.name for item in operation.parameters if item.place == "path"]
    for message, first, parameters in _old_choices(operation.parameters):
        positional = places.index(first) if first in places else None
        yield message, tuple(signature(replace(operation, parameters=parameters), types, positional))


N = TypeVar("N", bound=Parameter | Field)


def _old_choices(things: Sequence[N]) -> Iterator[tuple[str, str, tuple[N, ...]]]:
    """The arguments of a call with at least one old name, as few sets of them as keep right what is required.

    A set for each old name of what is required, which has to be given by it; of what is before it the name is the new
    one, as otherwise another set fits, and of what is behind it either. Then a set for old names of what is not
    required. With each set comes what to say of it, and the new name of the first argument that has an old one.
    """
    required = [item for item in things if item.was and item.required]
    optional = [item for item in things if item.was and not item.required]
    for place, item in enumerate(required):
        either = {other.name: _either(other) for other in (*required[place + 1 :], *optional)}
        for old in item.was:
            named = {**either, item.name: (replace(item, name=old),)}
            yield _is_now(old, item), item.name, tuple(_chosen(things, named))
    if optional:
        alone = len(optional) == 1  # then nothing is lost when both names at once are refused
        either = {item.name: _either(item)[alone:] for item in optional}
        message = " ".join(_is_now(old, item) for item in optional for old in item.was)
        yield message, optional[0].name, tuple(_chosen(things, either))


def _either(item: N) -> tuple[N, ...]:
    """It by its new name and its old ones, none of which has to be given."""
    return tuple(replace(item, name=name, required=False) for name in (item.name, *item.was))


def _chosen(things: Iterable[N], named: Mapping[str, tuple[N, ...]]) -> Iterator[N]:
    return (each for item in things for each in named.get(item.name, (item,)))


def _is_now(old: str, item: Parameter | Field) -> str:
    return f"`{old}` is now `{item.name}`."


def _passed(operation: Operation) -> Iterator[Code]:
    yield from (identifier(item.name) for item in operation.parameters if item.place == "path")
    if operation.body:
        yield Code("body")
    names = [operation.body.choice] if operation.body and operation.body.choice else []
    names += [item.name for item in operation.parameters if item.place != "path"]
    yield from (Code(f"{identifier(name)}={name}") for name in [*names, "options"])


@dataclass(frozen=True)
class Constructor:
    """An overload of the constructor of a model: its decorators, and the fields with their names in it.

    `instance` is its first argument, which has no name of a field.
    """

    decorators: tuple[Code, ...]
    fields: tuple[Field, ...]
    instance: str = "self"


def constructors(model: ModelClass) -> list[Constructor]:
    """What type checkers are told of the constructor of a model with old names, which pydantic makes; else nothing."""
    if not any(field.was for field in model.fields):
        return []
    hidden = {name for field in model.fields for name in (field.name, *field.was)}
    instance = "_self" if "self" in hidden else "self"  # no field's name begins so
    overload = _known("overload", "typing", hidden)
    taken = tuple(replace(field, required=field.required and not field.read_only) for field in model.fields)
    others = [
        Constructor((overload, _deprecated(message, hidden)), fields, instance)
        for message, _, fields in _old_choices(taken)
    ]
    return [Constructor((overload,), taken, instance), *others]


def renamed(resources: Sequence[Resource]) -> list[tuple[Resource, str, tuple[Code, ...]]]:
    """The resources of the client by each of their old names, with the decorators of what has that name."""
    hidden = {name for resource in resources for name in (resource.name, *resource.was)}
    return [
        (each, old, (_known("property", "builtins", hidden), _deprecated(f"`{old}` is now `{each.name}`.", hidden)))
        for each in resources
        for old in each.was
    ]


def old_keys(model: ModelClass) -> Code:
    """The old names of a model's fields as keywords of `old_fields`; one that is a name on the wire goes by itself."""
    names = {old: field.name for field in model.fields for old in field.was if old != field.wire}
    return Code(", ".join(f"{identifier(old)}={literal(new)}" for old, new in names.items()))


def old_classes(types: Types) -> dict[str, str]:
    """Old name -> name of everything in `models`."""
    classes: list[EnumClass | ModelClass | Alias] = [*types.enums.values(), *types.models.values()]
    classes += types.aliases.values()
    found = {old: each.name for each in classes for old in each.was}
    return dict(sorted({**found, **{old: name for name, was in types.dicts_was.items() for old in was}}.items()))


def old_clients(client: Client) -> dict[str, str]:
    """Old name -> name of the classes of the client."""
    return _twins(client.class_name, client.was)


def old_fakes(client: Client) -> dict[str, str]:
    """Old name -> name of the classes in `testing`."""
    old = _twins(f"Fake{client.class_name}", [f"Fake{name}" for name in client.was])
    return {name: new for name, new in old.items() if name != "FakeCall"}  # which stands there for something else


def old_resources(client: Client) -> dict[str, str]:
    """Old name -> name of the classes of the resources."""
    return {old: new for each in client.resources for old, new in _twins(each.class_name, each.class_was).items()}


def _twins(name: str, was: Iterable[str]) -> dict[str, str]:
    return {f"{twin}{old}": f"{twin}{name}" for old in was for twin in ("", "Async")}


def _deprecated(message: str, hidden: set[str]) -> Code:
    return Code(f"{_known('deprecated', 'typing_extensions', hidden)}({literal(message)})")


def _known(name: str, module: str, hidden: set[str]) -> Code:
    """How a class says a name in which something else may have the same name."""
    return Code(f"{module}.{name}" if name in hidden else name)
