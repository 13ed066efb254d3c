"""The parts of the code that keeps old names alive. Prints nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import Literal

from leadsmith.ir import Alias, Client, EnumClass, Field, ModelClass, Operation, Resource, Types
from leadsmith.render.code import Code, identifier, literal
from leadsmith.render.methods import signature


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
    others = list(_old_signatures(operation, types))
    overload = _known("overload", "typing", hidden)

    def overloads(name: str, messages: Iterable[str]) -> Iterator[Definition]:
        for message, taken in zip(messages, [arguments, *(old for _, old in others)], strict=True):
            told = (_deprecated(message, hidden),) if message else ()
            yield Definition("overload", name, (overload, *told), taken)

    if others:
        found = [*overloads(operation.name, ["", *(message for message, _ in others)])]
        names = ", ".join(
            f"{identifier(old)}={literal(item.name)}" for item in operation.parameters for old in item.was
        )
        accepting = _known("old_keywords", "_runtime", hidden)
        found.append(Definition("method", operation.name, (Code(f"{accepting}({names})"),), arguments))
    else:
        found = [Definition("method", operation.name, (), arguments)]
    for old in operation.was:
        message = f"`{old}` is now `{operation.name}`."
        if others:
            found += overloads(old, [message] * (len(others) + 1))
        taken, passed = (_ANYTHING, _ALL) if others else (arguments, tuple(_passed(operation)))
        found.append(Definition("old", old, (_deprecated(message, hidden),), taken, passed))
    return found


_ANYTHING = (Code("*args: Any"), Code("**kwargs: Any"))
_ALL = (Code("*args"), Code("**kwargs"))


def _old_signatures(operation: Operation, types: Types) -> Iterator[tuple[str, tuple[Code, ...]]]:
    """The signatures with old names, each with what to say of it.

    What is required is so under exactly one of its names, in every combination; what is not, under each at once.
    """
    choices = [
        [(item,), *((each,) for each in old)] if item.required else [(item, *old)]
        for item in operation.parameters
        for old in [[replace(item, name=name) for name in item.was]]
    ]
    new = {item.name for item in operation.parameters}
    for choice in product(*choices):
        parameters = tuple(chain.from_iterable(choice))
        message = " ".join(
            f"`{item.name}` is now `{known.name}`."
            for item in parameters
            for known in operation.parameters
            if item.name not in new and item.name in known.was
        )
        if message:
            yield message, tuple(signature(replace(operation, parameters=parameters), types))


def _passed(operation: Operation) -> Iterator[Code]:
    yield from (identifier(item.name) for item in operation.parameters if item.place == "path")
    if operation.body:
        yield Code("body")
    names = [item.name for item in operation.parameters if item.place != "path"]
    yield from (Code(f"{identifier(name)}={name}") for name in [*names, "options"])


@dataclass(frozen=True)
class Renamed:
    """An attribute of a class with an old name; `getter` and `setter` are the decorators of what has the old name."""

    old: str
    getter: tuple[Code, ...]
    setter: tuple[Code, ...]


def renamed(attributes: Sequence[Field | Resource]) -> list[tuple[Field | Resource, Renamed]]:
    """The fields of a model, or the resources of the client, by each of their old names."""
    hidden = {name for attribute in attributes for name in (attribute.name, *attribute.was)}
    found: list[tuple[Field | Resource, Renamed]] = []
    for each in attributes:
        for old in each.was:
            message = f"`{old}` is now `{each.name}`."
            getter = (_known("property", "builtins", hidden), _deprecated(message, hidden))
            setter = (Code(f"{identifier(old)}.setter"), _deprecated(message, hidden, stacklevel=2))
            found.append((each, Renamed(old, getter, setter)))
    return found


def old_keys(model: ModelClass) -> Code:
    """The old names of a model's fields as keywords of `old_fields`; one that is a name on the wire goes by itself."""
    names = {old: field.name for field in model.fields for old in field.was if old != field.wire}
    return Code(", ".join(f"{identifier(old)}={literal(new)}" for old, new in names.items()))


def dict_text(model: ModelClass) -> str:
    """What the typed dict of a model is, in words."""
    old = [f"`{name}` is the old name of `{field.name}`." for field in model.fields for name in field.was]
    return "\n\nDeprecated: ".join([f"`{model.name}` as a plain dict.", *([" ".join(old)] if old else [])])


def has_old_members(types: Types) -> bool:
    """Is there an enum class with a member that keeps an old name?"""
    return any(member.was for enum in types.enums.values() for member in enum.members)


def old_classes(types: Types) -> dict[str, str]:
    """Old name -> name of everything in `models`."""
    classes: list[EnumClass | ModelClass | Alias] = [*types.enums.values(), *types.models.values()]
    classes += types.aliases.values()
    found = {old: each.name for each in classes for old in each.was}
    return dict(sorted({**found, **{old: name for name, was in types.dicts_was.items() for old in was}}.items()))


def old_clients(client: Client) -> dict[str, str]:
    """Old name -> name of the classes of the client."""
    return {f"{twin}{old}": f"{twin}{client.class_name}" for old in client.was for twin in ("", "Async")}


def _deprecated(message: str, hidden: set[str], stacklevel: int = 1) -> Code:
    level = "" if stacklevel == 1 else f", stacklevel={stacklevel}"
    return Code(f"{_known('deprecated', 'typing_extensions', hidden)}({literal(message)}{level})")


def _known(name: str, module: str, hidden: set[str]) -> Code:
    """How a class says a name in which something else may have the same name."""
    return Code(f"{module}.{name}" if name in hidden else name)
