"""Normalised document + types -> the client's IR: resources, methods, arguments, answers.

What a client cannot do becomes a diagnostic, never a silent gap. Must not know how anything is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from leadsmith import offered
from leadsmith.config import ClientConfig, PagingConfig
from leadsmith.diagnostics import Diagnostic
from leadsmith.ir import Client, Credential, Resource, Type, Types
from leadsmith.models import build_types
from leadsmith.naming import (
    CLASS_RESERVED,
    METHOD_RESERVED,
    MODULE_RESERVED,
    Names,
    dict_name,
    pascal,
    snake,
)
from leadsmith.normalise import MODELS, Normal, NormalOperation, ObjectShape
from leadsmith.operations.access import travelling, typed_dicts, with_access
from leadsmith.operations.calls import build_operation, schemas_of_answers, schemas_of_arguments
from leadsmith.operations.given_paging import check_operations
from leadsmith.operations.old import with_old_names
from leadsmith.operations.security import Security, build_credentials, build_security, without_certificates
from leadsmith.operations.servers import build_servers
from leadsmith.operations.signed import build_signed
from leadsmith.operations.unions import with_unions
from leadsmith.operations.variants import with_unknown
from leadsmith.operations.verbs import method_name, resource_title
from leadsmith.operations.webhooks import build_webhooks, payloads

RESOURCES = "/resources"
"""Scope of the names of resources: attributes of the client and modules."""

_RESERVED = MODULE_RESERVED | offered.CLIENT_NAMES
"""Names that a resource cannot have: it would hide what the client, or its fake, can do itself."""

CLASS = "/client/class"
"""Pointer of the client's class."""


def build_client(normal: Normal, config: ClientConfig, names: Names) -> tuple[Client, list[Diagnostic]]:
    """The client for a normalised document, and what could not be done."""
    diagnostics: list[Diagnostic] = []
    given, read = dict(schemas_of_arguments(normal)), dict([*schemas_of_answers(normal), *payloads(normal)])
    types, known = build_types(normal.shapes, {**given, **read})
    sent, received = travelling(types, map(known.__getitem__, given), map(known.__getitem__, read))
    families = {name: shape.family for name, shape in normal.shapes.items() if isinstance(shape, ObjectShape)}
    types, known = with_unknown(with_access(types, sent, received), known, received | read.keys(), families)
    credentials, found = build_credentials(normal, config, names)
    diagnostics += found
    normal = without_certificates(normal)
    usual, place = _usual_security(normal.operations)
    security, found = build_security(usual, credentials, place)
    diagnostics += found
    hosts, found = build_servers(normal, names)
    diagnostics += found

    check_operations(config.paging, normal.operations)
    groups: dict[str, list[NormalOperation]] = {}
    earlier = names.known
    for operation in normal.operations:
        groups.setdefault(_group(operation, earlier), []).append(operation)
    names.hold(RESOURCES, (f"{RESOURCES}/{wanted}" for wanted in groups))
    resources = []
    for wanted, members in groups.items():
        resource, found = _resource(wanted, members, normal, types, known, credentials, names, usual, config.paging)
        diagnostics += found
        with_servers = (replace(each, servers=hosts.own.get(each.pointer, ())) for each in resource.operations)
        resources.append(replace(resource, operations=tuple(with_servers)))
    webhooks, checking = build_webhooks(normal, config, known, names)
    signed, found = build_signed(
        webhooks, checking, types, config, lambda kind: with_unknown(types, {"": kind}, {""}, families)[1][""]
    )
    diagnostics += found
    dicts = {
        name: names.claim(
            MODELS,
            f"{normal.keys[name]}/dict",
            dict_name(name),
            suffix="Form",
            anew=names.renamed(MODELS, name),
        )
        for name in sorted(typed_dicts(types, map(known.__getitem__, given)))
    }
    dicts = {name: dicts[name] for name in types.models if name in dicts}
    class_name, class_was = _client_class(config, names)
    return (
        Client(
            config.package,
            class_name,
            normal.title,
            normal.description,
            hosts.servers,
            tuple(credentials.values()),
            security,
            tuple(resources),
            with_unions(
                with_old_names(replace(types, dicts=dicts), normal.keys, names),
                map(known.__getitem__, given),
                normal.unions,
                names,
            ),
            class_was,
            hosts.arguments,
            webhooks,
            signed,
            product(config.package, normal.version),
            config.http,
        ),
        diagnostics,
    )


def product(name: str, version: str) -> str:
    """A product and its version, if it has one, as a header has it (RFC 9110, 10.1.5): what is no token becomes `-`."""
    return "/".join(re.sub(r"[^\w!#$%&'*+.^`|~-]+", "-", part, flags=re.ASCII) for part in (name, version) if part)


def _group(operation: NormalOperation, known: Mapping[str, str]) -> str:
    """The wanted name of the resource of an operation: that of the last time while it is one of its tags.

    The order of tags decides only for an operation that is new, or has none of its earlier tags.
    """
    titles = [snake(title, prefix="resource") for title in operation.tags or (resource_title(operation),)]
    before = known.get(f"{operation.lock}/resource")
    return next((title for title in titles if before == known.get(f"{RESOURCES}/{title}", title)), titles[0])


def _title(wanted: str, operations: Iterable[NormalOperation]) -> str:
    """The words of a resource's name: of several spellings in the tags the first in their own order."""
    titles = {title for operation in operations for title in operation.tags or (resource_title(operation),)}
    return min(title for title in titles if snake(title, prefix="resource") == wanted)


def _client_class(config: ClientConfig, names: Names) -> tuple[str, tuple[str, ...]]:
    """The name of the client's class and its old ones. It follows the package until someone names it."""
    wanted = pascal(config.package, "Client")
    if CLASS not in names.known:
        return wanted, ()
    name = names.claim(CLASS, CLASS, wanted, reserved=CLASS_RESERVED | offered.names(), twin="Async")
    return name, names.old(CLASS, name)


def _usual_security(operations: Iterable[NormalOperation]) -> tuple[Security, str]:
    """What most operations require, and where the first of them says so: the client's own; the others have theirs."""
    places: dict[Security, list[str]] = {}
    for operation in operations:
        places.setdefault(operation.security, []).append(operation.security_pointer)
    security = max(places, key=lambda key: len(places[key]), default=())
    return security, places[security][0] if security else "/security"


def _resource(
    wanted: str,
    operations: list[NormalOperation],
    normal: Normal,
    types: Types,
    known: dict[str, Type],
    credentials: dict[str, Credential],
    names: Names,
    usual: Security,
    paged: Mapping[str, PagingConfig],
) -> tuple[Resource, list[Diagnostic]]:
    title = _title(wanted, operations)
    description, place = normal.tags.get(title, ("", f"/tags/{title}"))
    scope = f"{RESOURCES}/{wanted}"
    name = names.claim(RESOURCES, scope, wanted, reserved=_RESERVED, join="_")
    class_name, class_was = _resource_class(wanted, title, name, names)
    names.hold(scope, (operation.lock for operation in operations))
    methods = {
        operation.lock: names.claim(
            scope,
            operation.lock,
            method_name(operation, title),
            reserved=METHOD_RESERVED,
            suffix=snake(operation.method),
            join="_",
        )
        for operation in sorted(operations, key=lambda operation: operation.lock)
    }
    built = []
    diagnostics: list[Diagnostic] = []
    for operation in operations:
        method = methods[operation.lock]
        names.share(f"{operation.lock}/resource", name, scope)
        result, found = build_operation(operation, method, types, known, credentials, names, usual, paged)
        diagnostics += found
        built.append(replace(result, was=names.old(scope, method)))
    was = names.old(RESOURCES, name)
    return Resource(name, class_name, tuple(built), description, place, was, class_was), diagnostics


def _resource_class(wanted: str, title: str, name: str, names: Names) -> tuple[str, tuple[str, ...]]:
    """The name of a resource's class and its old ones. It follows the resource where the configuration renames that."""

    def called(resource: str) -> str:
        return f"{pascal(title if resource == wanted else resource, 'Resource')}Resource"

    scope = f"{RESOURCES}/{wanted}"
    place = f"{scope}/class"
    names.follow(MODELS, place, map(called, names.old(RESOURCES, name)), twin="Async")
    follows = called(names.pins.get(scope, wanted))
    class_name = names.claim(MODELS, place, follows, twin="Async", anew=names.renamed(RESOURCES, name))
    return class_name, tuple(old for old in names.old(MODELS, class_name) if old != class_name)
