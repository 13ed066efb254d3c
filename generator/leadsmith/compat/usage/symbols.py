"""What the names of a generated package mean: from full names of classes to the symbols of `change`.

Knows the client's IR and how a package is laid out, nothing of code bases or type checkers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from leadsmith.compat.usage.twins import with_old_names
from leadsmith.ir import (
    Alias,
    Client,
    EnumClass,
    Field,
    ListOf,
    MapOf,
    ModelClass,
    Operation,
    Ref,
    Resource,
    TupleOf,
    Type,
    UnionOf,
)

Kind = Literal["client", "fake", "resource", "model", "dict", "union", "enum", "alias", "exception", "function"]


@dataclass(frozen=True)
class Named:
    """A class or function of the package: `symbol` is what a change of it is called, `name` its name in the IR.

    The symbol of a typed dict, or of the class of a resource, is its own name; its name in the IR is that of the model,
    or of the resource. The typed dict of several models at once is a `union`, under its own name. The symbol of a fake
    is its client, with which it changes its name.
    """

    kind: Kind
    symbol: str
    name: str


@dataclass(frozen=True)
class Symbols:
    """The client's names; `package` is the module that it is in the code base."""

    package: str
    client: Client
    by_dict: Mapping[str, str]
    unions: Mapping[str, tuple[str, ...]]
    """The models of a typed dict of several at once."""
    resources: Mapping[str, Resource]
    """Resources by the names of their classes."""
    fields: Mapping[str, tuple[str, ...]]
    """Models by the name of a field."""
    methods: Mapping[tuple[str, str], Operation]
    """Operations by the names of resource and method."""

    def named(self, full_name: str) -> Named | None:
        """The class or function with this full name, None where it is none that a change can speak of."""
        module, _, name = full_name.rpartition(".")
        inner = module.removeprefix(self.package).lstrip(".") if (module + ".").startswith(self.package + ".") else None
        if inner is None:
            return None
        area = inner.removeprefix("_runtime.").partition(".")[0]
        types = self.client.types
        own = name.removeprefix("Async")
        if area in ("client", "") and own in (self.client.class_name, *self.client.was):
            return Named("client", own, own)
        faked = own.removeprefix("Fake")
        if area == "testing" and own != faked and faked in (self.client.class_name, *self.client.was):
            return Named("fake", faked, faked)
        if area == "resources" and own in self.resources:
            return Named("resource", own, self.resources[own].name)
        if area in ("errors", "signatures") and name.endswith("Error") and not name.startswith("_"):
            return Named("exception", name, name)
        if area == "webhooks" and name in _functions(self.client):
            return Named("function", f"webhooks.{name}", name)
        if area != "models":
            return None
        if name in types.models:
            return Named("model", name, name)
        if name in self.by_dict:
            return Named("dict", name, self.by_dict[name])
        if name in self.unions:
            return Named("union", name, name)
        if name in types.enums:
            return Named("enum", name, name)
        return Named("alias", name, name) if name in types.aliases else None

    def models(self, named: Named, kind: Kind) -> tuple[str, ...]:
        """The models that a class of this kind stands for: none where it is of another."""
        if kind == "dict" and named.kind == "union":
            return self.unions[named.name]
        return (named.name,) if named.kind == kind else ()

    def field(self, model: str, key: str) -> Field | None:
        """The field of a model with this name, in Python or on the wire."""
        fields = self.client.types.models[model].fields
        return next((field for field in fields if field.name == key), None) or next(
            (field for field in fields if field.wire == key), None
        )

    def member(self, enum: str, value: object) -> str | None:
        """The symbol of the member with this value."""
        members = self.client.types.enums[enum].members
        return next(
            (f"{enum}.{each.name}" for each in members if type(each.value) is type(value) and each.value == value), None
        )

    def parts(self, kind: Type | None, seen: frozenset[str] = frozenset()) -> Iterator[Type | ModelClass | EnumClass]:
        """The options of a type, through unions and aliases, with models and enums for their names."""
        types = self.client.types
        match kind:
            case UnionOf(options):
                for option in options:
                    yield from self.parts(option, seen)
            case Ref(name) if name in types.aliases and name not in seen:
                alias: Alias = types.aliases[name]
                yield from self.parts(alias.type, seen | {name})
            case Ref(name) if name in types.models:
                yield types.models[name]
            case Ref(name) if name in types.enums:
                yield types.enums[name]
            case ListOf() | MapOf() | TupleOf():
                yield kind


def symbols(client: Client, package: str) -> Symbols:
    """The names of a client that is the module `package`; old names that still work are names of their own."""
    client = with_old_names(client)
    owners: dict[str, list[str]] = defaultdict(list)
    for model in client.types.models.values():
        for field in model.fields:
            owners[field.name].append(model.name)
    dicts, old_dicts, unions = client.types.dicts, client.types.dicts_was, client.types.unions.values()
    return Symbols(
        package=package,
        client=client,
        by_dict={each: model for model, name in dicts.items() for each in (name, *old_dicts.get(name, ()))},
        unions={name: each.models for each in unions for name in (each.name, *old_dicts.get(each.name, ()))},
        resources={
            name: resource
            for resource in reversed(client.resources)  # the present name wins
            for name in (*resource.class_was, resource.class_name)
        },
        fields={name: tuple(models) for name, models in owners.items()},
        methods={(resource.name, each.name): each for resource in client.resources for each in resource.operations},
    )


def _functions(client: Client) -> set[str]:
    """The functions of the module of webhooks."""
    signed = client.signed
    checking = {signed.verify, signed.sign} if signed else set()
    readers = [*client.webhooks, *([signed.unwrap] if signed and signed.unwrap else [])]
    return checking | {webhook.name for webhook in readers}
