"""A program that uses the whole public face of a client as a careful caller does, written for a type checker.

It is made from the IR of the client alone. Every result has its exact type, every field of every answer is read, unions
and enums are told apart to the end, every request model is made by its class and as a dict. The calls of the program
are also what `wire` sends. Must not know of changes or of how clients are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.agreement.values import Manner, as_dict, choices, construct, values

from leadsmith.ir import (
    Client,
    Credential,
    Failure,
    Field,
    ListOf,
    LiteralOf,
    MapOf,
    ModelClass,
    Operation,
    Ref,
    Resource,
    Scalar,
    TupleOf,
    Type,
    Types,
    UnionOf,
)
from leadsmith.runtime.errors import status_error_class

_HEAD = """from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, assert_never
from uuid import UUID

import PACKAGE as package
from PACKAGE import models

"""
_EXCEPTIONS = (
    "ApiError ConfigurationError InvalidRequestError ConnectionFailedError TimeoutExceededError "
    "UnexpectedResponseError StatusError ClientError ServerError"
).split()


_EACH = Manner()
_BRIEF = Manner(members=False)
_EXACT = Manner(exact=True, members=False)


@dataclass(frozen=True)
class Call:
    """A call of a method: `source` is the expression, `client` the variable in it. `pages` when it gives a pager."""

    operation: Operation
    source: str
    pages: bool


def program(client: Client, package: str) -> str:
    """The source, for the client as the package `package`."""
    types = client.types
    read, given = read_models(client), given_types(client)
    read |= {*types.models, *types.enums} - given  # what no operation has can be read from elsewhere
    parts = [
        _HEAD.replace("PACKAGE", package),
        *_clients(client),
        *_names(types),
        *(_match(name, types) for name in sorted(read & set(types.enums))),
        *(_read(types.models[name], types) for name in sorted(read & set(types.models))),
        *(_make(types.models[name], types) for name in sorted(given & set(types.models))),
        *(_members(name, types) for name in sorted(given & set(types.enums))),
        *(_use(item, resource, client) for resource in client.resources for item in resource.operations),
    ]
    return "\n\n".join(parts) + "\n"


def calls(operation: Operation, resource: Resource, types: Types, whole: bool = True) -> list[Call]:
    """The calls of a method: all keywords, by position, only what is required, and each alternative of each value.

    If not `whole`, bodies hold only what is required.
    """
    positional: list[tuple[str, bool, list[str]]] = [
        (item.name, True, values(item.type, types, _EACH)) for item in operation.parameters if item.place == "path"
    ]
    if operation.body:  # in the media type that is sent where none is named
        usual = operation.body.contents[0].type if operation.body.contents else operation.body.type
        bodies = list(_bodies(usual, types, whole))
        positional.append(("body", operation.body.required, bodies))
    keywords = [
        (item.name, item.required, values(item.type, types, _EACH))
        for item in operation.parameters
        if item.place != "path"
    ]
    named = [f"{name}={found[0]}" for name, _, found in [*positional, *keywords]]
    placed = [found[0] for _, _, found in positional] + [f"{name}={found[0]}" for name, _, found in keywords]
    least = [found[0] for _, required, found in positional if required]
    least += [f"{name}={found[0]}" for name, required, found in keywords if required]
    lists = [named, placed, least]
    for choice in range(1, max((len(found) for _, _, found in [*positional, *keywords]), default=1)):
        lists.append(
            [
                f"{name}={found[min(choice, len(found) - 1)]}"
                for name, required, found in [*positional, *keywords]
                if required or choice < len(found)
            ]
        )
    sources = dict.fromkeys(f"client.{resource.name}.{operation.name}({', '.join(given)})" for given in lists)
    return [Call(operation, source, operation.paging is not None) for source in sources]


def read_models(client: Client) -> set[str]:
    """The names of the types that answers hold, errors included."""
    kinds = []
    for resource in client.resources:
        for item in resource.operations:
            kinds += [item.returns, *(failure.type for failure in item.failures)]
    return reached([kind for kind in kinds if kind is not None], client.types)


def given_types(client: Client) -> set[str]:
    """The names of the types that requests hold."""
    kinds: list[Type] = []
    for resource in client.resources:
        for item in resource.operations:
            kinds += [parameter.type for parameter in item.parameters]
            kinds += [item.body.type] if item.body else []
    return reached(kinds, client.types)


def reached(kinds: list[Type], types: Types) -> set[str]:
    """The names of all types in `kinds`, and within those."""
    found: set[str] = set()
    while kinds:
        match kinds.pop():
            case Ref(name) if name not in found:
                found.add(name)
                if name in types.models:
                    model = types.models[name]
                    kinds += [field.type for field in model.fields] + ([model.extra] if model.extra else [])
                elif name in types.aliases:
                    kinds.append(types.aliases[name].type)
            case ListOf(inner) | MapOf(inner):
                kinds.append(inner)
            case UnionOf(options):
                kinds += options
    return found


# Given ----------------------------------------------------------------------------------------------------------------


def credential_arguments(client: Client) -> list[str]:
    """The arguments of the client that give all credentials."""
    return [f'{argument}="secret"' for credential in client.credentials for argument in credential.arguments]


def _clients(client: Client) -> Iterator[str]:
    base = [] if client.servers else ['base_url="https://api.test"']
    everything = [*credential_arguments(client), 'base_url="https://api.test"', "timeout=1.0", "retries=0"]
    lists = [base, everything, *([*base, *_alone(credential)] for credential in client.credentials)]
    lists += [[f"environment={server.name!r}"] for server in client.servers]
    for prefix, name in (("", "blocking"), ("Async", "asynchronous")):
        lines = [f"    package.{prefix}{client.class_name}({', '.join(given)})" for given in lists]
        yield "\n".join([f"def {name}_clients() -> None:", *lines])


def _alone(credential: Credential) -> list[str]:
    return [f'{argument}="secret"' for argument in credential.arguments]


def _names(types: Types) -> Iterator[str]:
    """Every public class is named, in use or not."""
    names = [*types.enums, *types.models, *types.aliases, *types.dicts.values()]
    yield "\n".join(["def names(", *(f"    value{number}: models.{name}," for number, name in enumerate(names))]) + (
        "\n) -> None:\n    pass"
    )


def _make(model: ModelClass, types: Types) -> str:
    lines = [f"def make_{model.name}() -> None:"]
    made = [construct(model, types, every, _EXACT) for every in (True, False)]
    made += [
        construct(model, types, False, _EXACT, choice=number) for number in range(1, choices(model, types, _EXACT))
    ]
    lines += [f"    {source}" for source in dict.fromkeys(made)]
    annotation = f"models.{types.dicts[model.name]}" if model.name in types.dicts else "Mapping[str, Any]"
    dicts = [as_dict(model, types, every, _BRIEF) for every in (True, False)]
    dicts += [as_dict(model, types, False, _BRIEF, choice=number) for number in range(1, choices(model, types, _BRIEF))]
    lines += [f"    dict{number}: {annotation} = {source}" for number, source in enumerate(dict.fromkeys(dicts))]
    return "\n".join(lines)


def _members(name: str, types: Types) -> str:
    members = ", ".join(f"models.{name}.{member.name}" for member in types.enums[name].members)
    return f"def members_{name}() -> list[models.{name}]:\n    return [{members}]"


def _bodies(kind: Type, types: Types, whole: bool) -> Iterator[str]:
    """The bodies for a type: a model whole, with what is required, with each alternative, and with whole models in it.

    Each by its class and as a dict. If not `whole`, only with what is required.
    """
    match kind:
        case Ref(name) if name in types.models and not whole:
            yield construct(types.models[name], types, False, _EACH)
            yield as_dict(types.models[name], types, False, _EACH)
        case Ref(name) if name in types.models:
            model = types.models[name]
            for every in (True, False):
                yield construct(model, types, every, _EACH)
                yield as_dict(model, types, every, _EACH)
            for number in range(1, choices(model, types, _EACH)):
                yield as_dict(model, types, False, _EACH, choice=number)
            yield as_dict(model, types, True, Manner(full=2))
        case Ref(name) if name in types.aliases:
            yield from _bodies(types.aliases[name].type, types, whole)
        case UnionOf(options):
            for option in options:
                yield from _bodies(option, types, whole)
        case _:
            yield from values(kind, types, _EACH)


# Read -----------------------------------------------------------------------------------------------------------------


def annotation(kind: Type, types: Types, within: tuple[str, ...] = ()) -> str:
    """The exact type of a value that was read, aliases written out."""
    match kind:
        case Scalar("UnknownVariant" as name):
            return f"package.{name}"
        case Scalar(name):
            return name
        case Ref(name) if name in types.enums:
            return f"models.{name} | {annotation(types.enums[name].value_type, types)}"
        case Ref(name) if name in types.models or _is_recursive(name, types):
            return f"models.{name}"
        case Ref(name):
            return annotation(types.aliases[name].type, types, (*within, name))
        case ListOf(item):
            return f"list[{annotation(item, types, within)}]"
        case MapOf(value):
            return f"dict[str, {annotation(value, types, within)}]"
        case TupleOf(items):
            return f"tuple[{', '.join(annotation(item, types, within) for item in items)}]"
        case LiteralOf(constants):
            return f"Literal[{', '.join(map(repr, constants))}]"
        case UnionOf(options):
            return " | ".join(dict.fromkeys(annotation(option, types, within) for option in options))


def _is_recursive(name: str, types: Types) -> bool:
    return name in types.aliases and name in reached([types.aliases[name].type], types)


def _match(name: str, types: Types) -> str:
    lines = [f"def match_{name}(value: models.{name}) -> None:", "    match value:"]
    for member in types.enums[name].members:
        lines += [f"        case models.{name}.{member.name}:", "            pass"]
    return "\n".join([*lines, "        case _:", "            assert_never(value)"])


def _read(model: ModelClass, types: Types) -> str:
    lines = [f"def read_{model.name}(value: models.{model.name}) -> None:"]
    for number, field in enumerate(model.fields):
        exact = _field_annotation(field, types)
        lines.append(f"    field{number}: {exact} = value.{field.name}")
        lines += [f"    {line}" for line in _apart(field, f"value.{field.name}", types)]
    return "\n".join(lines if len(lines) > 1 else [*lines, "    pass"])


def _field_annotation(field: Field, types: Types) -> str:
    exact = annotation(field.type, types)
    return exact if exact == "Any" or not _may_be_none(field) else f"{exact} | None"


def _may_be_none(field: Field) -> bool:
    return field.nullable or not field.required


def _apart(field: Field, source: str, types: Types) -> list[str]:
    name = f"each_{field.name}"
    inner = _told(field.type, name, types, _may_be_none(field))
    return [f"{name} = {source}", *inner] if inner else []


def _told(kind: Type, name: str, types: Types, none: bool) -> list[str]:
    """Statements that tell the alternatives of the variable `name` apart, none forgotten; empty if there is one."""
    branches = _branches(kind, types)
    if any(test == "" for test, _ in branches):
        return []
    inner = [(test, _within(branch, name, types)) for test, branch in branches]
    if len(inner) == 1 and not inner[0][1]:
        return []
    if none and ("None", None) not in branches:
        inner.append(("None", []))
    lines = []
    for number, (test, statements) in enumerate(inner):
        condition = f"{name} is None" if test == "None" else f"isinstance({name}, {test})"
        lines.append(f"{'elif' if number else 'if'} {condition}:")
        lines += [f"    {line}" for line in statements or ["pass"]]
    return [*lines, "else:", f"    assert_never({name})"]


def _branches(kind: Type, types: Types) -> list[tuple[str, Type | None]]:
    """The classes that values of a type have, subclasses first; an empty class where it can be anything."""
    found: dict[str, Type | None] = {}
    for test, branch in _classes(kind, types, ()):
        found.setdefault(test, branch)
    first = {"bool": 1, "datetime": 1, "int": 2, "str": 2, "date": 2, "float": 2}
    return sorted(found.items(), key=lambda item: first.get(item[0], 0))


def _classes(kind: Type, types: Types, seen: tuple[str, ...]) -> Iterator[tuple[str, Type | None]]:
    match kind:
        case Scalar("None"):
            yield "None", None
        case Scalar("Any"):
            yield "", None
        case Scalar("UnknownVariant" as name):
            yield f"package.{name}", None
        case Scalar(name):
            yield name, None
        case Ref(name) if name in types.enums:
            yield f"models.{name}", kind
            yield from _classes(types.enums[name].value_type, types, seen)
        case Ref(name) if name in types.models:
            yield f"models.{name}", kind
        case Ref(name):
            if name not in seen:
                yield from _classes(types.aliases[name].type, types, (*seen, name))
        case ListOf():
            yield "list", kind
        case MapOf():
            yield "dict", kind
        case TupleOf():
            yield "tuple", kind
        case LiteralOf(constants):
            for constant in constants:
                yield type(constant).__name__, None
        case UnionOf(options):
            for option in options:
                yield from _classes(option, types, seen)


def _within(branch: Type | None, name: str, types: Types) -> list[str]:
    match branch:
        case Ref(inner) if inner in types.enums:
            return [f"match_{inner}({name})"]
        case Ref(inner) if inner in types.models:
            return [f"read_{inner}({name})"]
        case ListOf(item) if not _is_endless(item, types):
            statements = _told(item, f"{name}_", types, False)
            return [f"for {name}_ in {name}:", *(f"    {line}" for line in statements)] if statements else []
        case MapOf(value) if not _is_endless(value, types):
            statements = _told(value, f"{name}_", types, False)
            return [f"for {name}_ in {name}.values():", *(f"    {line}" for line in statements)] if statements else []
    return []


def _is_endless(kind: Type, types: Types) -> bool:
    return any(_is_recursive(name, types) for name in reached([kind], types))


def _use(operation: Operation, resource: Resource, client: Client) -> str:
    """Two functions, blocking and async, with all calls of one operation."""
    types, functions = client.types, []
    for asynchronous in (False, True):
        kind = f"package.{'Async' * asynchronous}{client.class_name}"
        define, wait, loop = ("async def", "await ", "async for") if asynchronous else ("def", "", "for")
        lines = [f"{define} {'async_' * asynchronous}{resource.name}_{operation.name}(client: {kind}) -> None:"]
        # whole bodies are tried where they are made
        made = calls(operation, resource, types, whole=False)
        for number, call in enumerate(made[:3] if asynchronous else made):
            if operation.paging and operation.returns:
                lines.append(f"    {loop} item{number} in {call.source}:")
                lines.append(f"        exact{number}: {annotation(operation.paging.item, types)} = item{number}")
                exact = annotation(operation.returns, types)
                lines.append(f"    page{number}: {exact} = {wait}{call.source}.page()")
            elif operation.returns is None:
                lines.append(f"    {wait}{call.source}")
            else:
                exact = annotation(operation.returns, types)
                lines.append(f"    answer{number}: {exact} = {wait}{call.source}")
                if not number:
                    lines += [f"    {line}" for line in _told(operation.returns, f"answer{number}", types, False)]
        lines += [f"    {line}" for line in _caught(operation, resource, types, wait)]
        functions.append("\n".join(lines))
    return "\n\n".join(functions)


def _caught(operation: Operation, resource: Resource, types: Types, wait: str) -> list[str]:
    least = min((call.source for call in calls(operation, resource, types, whole=False)), key=len)
    lines = ["try:", f"    {f'{wait}{least}.page()' if operation.paging else f'{wait}{least}'}"]
    by_class: dict[str, list[Failure]] = {}
    for failure in sorted(operation.failures, key=lambda failure: isinstance(failure.status, str)):
        by_class.setdefault(_exception(failure.status), []).append(failure)
    for number, (name, failures) in enumerate(by_class.items()):
        lines += [f"except package.{name} as error:", f"    status{number}: int = error.status"]
        for failure in failures:
            for kind in sorted(reached([failure.type] if failure.type else [], types) & set(types.models)):
                lines += [f"    if isinstance(error.body, models.{kind}):", f"        read_{kind}(error.body)"]
    for name in _EXCEPTIONS:
        if name not in by_class:
            lines += [f"except package.{name} as error:", "    print(error)"]
    return lines


def _exception(status: int | str) -> str:
    if isinstance(status, int):
        return status_error_class(status).__name__
    return {"4XX": "ClientError", "5XX": "ServerError"}.get(status, "StatusError")
