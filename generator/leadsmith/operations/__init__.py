"""Normalised document + types -> the client's IR: resources, methods, arguments, answers.

What a client cannot do becomes a diagnostic, never a silent gap. Must not know how anything is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from leadsmith import runtime
from leadsmith.config import ClientConfig
from leadsmith.diagnostics import Diagnostic
from leadsmith.document import pointer
from leadsmith.ir import (
    Body,
    Client,
    Credential,
    Failure,
    Operation,
    Parameter,
    Place,
    Resource,
    Scalar,
    Type,
    Types,
    UnionOf,
)
from leadsmith.models import build_types, union
from leadsmith.naming import (
    ARGUMENT_RESERVED,
    CLASS_RESERVED,
    METHOD_RESERVED,
    MODULE_RESERVED,
    RESOURCE_RESERVED,
    Names,
    dict_name,
    pascal,
    snake,
)
from leadsmith.normalise import (
    MODELS,
    Normal,
    NormalBody,
    NormalOperation,
    NormalParameter,
    ObjectShape,
    Schema,
    is_success,
)
from leadsmith.operations.access import travelling, typed_dicts, with_access
from leadsmith.operations.old import with_old_names
from leadsmith.operations.paging import find_paging
from leadsmith.operations.security import Security, build_credentials, build_security, build_servers
from leadsmith.operations.variants import with_unknown
from leadsmith.operations.verbs import method_name, resource_title

RESOURCES = "/resources"
"""Scope of the names of resources: attributes of the client and modules."""

CLASS = "/client/class"
"""Pointer of the client's class."""

_WHOLE = ("text", "binary")
"""Kinds of bodies that are sent and read as a whole, whatever the document says of their inside."""
_SENT = {"text": Scalar("str"), "binary": Scalar("FileContent")}
_READ = {"text": Scalar("str"), "binary": Scalar("bytes")}

Reads = Literal["json", "text", "binary"]

_PLACES: dict[str, Place] = {"path": "path", "query": "query", "header": "header", "cookie": "cookie"}


def build_client(normal: Normal, config: ClientConfig, names: Names) -> tuple[Client, list[Diagnostic]]:
    """The client for a normalised document, and what could not be done."""
    diagnostics: list[Diagnostic] = []
    given, answered = dict(_given(normal)), dict(_answered(normal))
    types, expressions = build_types(normal.shapes, {**given, **answered})
    sent, received = travelling(types, map(expressions.__getitem__, given), map(expressions.__getitem__, answered))
    families = {name: shape.family for name, shape in normal.shapes.items() if isinstance(shape, ObjectShape)}
    types, expressions = with_unknown(
        with_access(types, sent, received), expressions, received | answered.keys(), families
    )
    credentials, found = build_credentials(normal, config, names)
    diagnostics += found
    usual, place = _usual_security(normal.operations)
    security, found = build_security(usual, credentials, place)
    diagnostics += found
    servers, found = build_servers(normal, names)
    diagnostics += found

    groups: dict[str, list[NormalOperation]] = {}
    known = names.known
    for operation in normal.operations:
        groups.setdefault(_group(operation, known), []).append(operation)
    names.hold(RESOURCES, (f"{RESOURCES}/{wanted}" for wanted in groups))
    resources = []
    for wanted, operations in groups.items():
        resource, found = _resource(wanted, operations, normal, types, expressions, credentials, names, usual)
        diagnostics += found
        resources.append(resource)
    dicts = {
        name: names.claim(
            MODELS,
            f"{normal.keys[name]}/dict",
            dict_name(name),
            suffix="Form",
            anew=names.renamed(MODELS, name),
        )
        for name in sorted(typed_dicts(types, map(expressions.__getitem__, given)))
    }
    dicts = {name: dicts[name] for name in types.models if name in dicts}
    class_name, class_was = _client_class(config, names)
    return (
        Client(
            config.package,
            class_name,
            normal.title,
            normal.description,
            servers,
            tuple(credentials.values()),
            security,
            tuple(resources),
            with_old_names(replace(types, dicts=dicts), normal.keys, names),
            class_was,
        ),
        diagnostics,
    )


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
    name = names.claim(CLASS, CLASS, wanted, reserved=CLASS_RESERVED | frozenset(runtime.__all__), twin="Async")
    return name, names.old(CLASS, name)


def _usual_security(operations: Iterable[NormalOperation]) -> tuple[Security, str]:
    """What most operations require, and where the first of them says so: the client's own; the others have theirs."""
    places: dict[Security, list[str]] = {}
    for operation in operations:
        places.setdefault(operation.security, []).append(operation.security_pointer)
    security = max(places, key=lambda key: len(places[key]), default=())
    return security, places[security][0] if security else "/security"


def _given(normal: Normal) -> Iterable[tuple[str, Schema]]:
    """Every schema of what a caller gives that needs a type, by a key."""
    for operation in normal.operations:
        for parameter in operation.parameters:
            yield _key(operation, parameter), parameter.schema
        if operation.body and operation.body.kind not in _WHOLE:
            yield operation.body.pointer, operation.body.schema


def _answered(normal: Normal) -> Iterable[tuple[str, Schema]]:
    """The same of answers."""
    for operation in normal.operations:
        for response in operation.responses:
            if response.schema is not None and response.kind not in _WHOLE:
                yield response.pointer, response.schema


def _key(operation: NormalOperation, parameter: NormalParameter) -> str:
    return f"{operation.pointer}/parameters/{parameter.place}.{parameter.wire}"


def _resource(
    wanted: str,
    operations: list[NormalOperation],
    normal: Normal,
    types: Types,
    expressions: dict[str, Type],
    credentials: dict[str, Credential],
    names: Names,
    usual: Security,
) -> tuple[Resource, list[Diagnostic]]:
    title = _title(wanted, operations)
    description, place = normal.tags.get(title, ("", f"/tags/{title}"))
    scope = f"{RESOURCES}/{wanted}"
    name = names.claim(RESOURCES, scope, wanted, reserved=RESOURCE_RESERVED | MODULE_RESERVED, join="_")
    class_name, class_was = _resource_class(wanted, title, name, names)
    names.hold(scope, (operation.lock for operation in operations))
    methods = {
        operation.lock: names.claim(
            scope,
            operation.lock,
            method_name(operation, title),
            reserved=METHOD_RESERVED,
            suffix=operation.method.lower(),
            join="_",
        )
        for operation in sorted(operations, key=lambda operation: operation.lock)
    }
    built = []
    diagnostics: list[Diagnostic] = []
    for operation in operations:
        method = methods[operation.lock]
        names.share(f"{operation.lock}/resource", name)
        result, found = _operation(operation, method, types, expressions, credentials, names, usual)
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


def _operation(
    operation: NormalOperation,
    name: str,
    types: Types,
    expressions: dict[str, Type],
    credentials: dict[str, Credential],
    names: Names,
    usual: Security,
) -> tuple[Operation, list[Diagnostic]]:
    parameters = tuple(_parameters(operation, expressions, names))
    body = _body(operation.body, expressions) if operation.body else None
    returns, reads, returns_description, returns_example = _returns(operation, expressions)
    failures = tuple(
        Failure(
            int(response.status) if response.status.isdigit() else response.status,
            expressions.get(response.pointer),
            response.description,
        )
        for response in operation.responses
        if not is_success(response.status)
    )
    security: Security | None = None
    diagnostics: list[Diagnostic] = []
    if operation.security != usual:
        security, diagnostics = build_security(operation.security, credentials, operation.security_pointer)
    paging = find_paging(returns, parameters, types) if operation.method == "GET" else None
    return (
        Operation(
            name,
            operation.method,
            operation.path,
            parameters,
            body,
            returns,
            _accept(operation) if returns else "",
            failures,
            paging,
            security,
            operation.summary,
            operation.description,
            returns_description,
            returns_example,
            operation.deprecated,
            operation.pointer,
            reads=reads,
        ),
        diagnostics,
    )


def _body(body: NormalBody, expressions: dict[str, Type]) -> Body:
    kind = _SENT[body.kind] if body.kind in _WHOLE else expressions[body.pointer]
    return Body(
        body.media_type,
        kind,
        body.required,
        body.description,
        body.example if body.kind not in _WHOLE else None,
        body.pointer,
        body.kind,
        body.encoding,
    )


def _parameters(operation: NormalOperation, expressions: dict[str, Type], names: Names) -> Iterable[Parameter]:
    """Path parameters in the order of the path, then the required ones, then the rest in document order."""
    in_path = {item.wire: operation.path.find(f"{{{item.wire}}}") for item in operation.parameters}
    ranked = sorted(
        operation.parameters,
        key=lambda item: (item.place != "path", in_path[item.wire] if item.place == "path" else 0, not item.required),
    )
    scope = f"{operation.lock}/parameters"
    keys = {(item.place, item.wire): scope + pointer(f"{item.place}.{item.wire}") for item in ranked}
    precedence = {
        (item.place, item.wire): (item.place != "path", not item.required, [*_PLACES].index(item.place))
        for item in ranked
    }
    names.hold(scope, keys.values())
    arguments = {
        (place, wire): names.claim(
            scope,
            keys[place, wire],
            snake(wire, prefix="parameter"),
            reserved=ARGUMENT_RESERVED,
            suffix=place,
            join="_",
        )
        for place, wire in sorted(keys, key=lambda key: (*precedence[key], key[1]))
    }
    for item in ranked:
        name = arguments[item.place, item.wire]
        yield Parameter(
            name,
            item.wire,
            _PLACES[item.place],
            _without_none(expressions[_key(operation, item)]),
            item.required,
            item.style,
            item.explode,
            item.description,
            item.deprecated,
            item.example,
            item.pointer,
            item.default,
            names.old(scope, name),
        )


def _returns(operation: NormalOperation, expressions: dict[str, Type]) -> tuple[Type | None, Reads, str, Any]:
    """What the successes give, how it is read, in words, and as an example; without any success `default` stands for
    them (3.1, 4.8.16). Of successes of several kinds the first says how they are read.
    """
    successes = [response for response in operation.responses if is_success(response.status)]
    successes = successes or [response for response in operation.responses if response.status == "default"]
    with_content = [response for response in successes if response.schema is not None]
    description = next((response.description for response in successes if response.description), "")
    example = next((response.example for response in successes if response.example is not None), None)
    if not with_content or operation.method == "HEAD":
        return None, "json", description, None
    kind = with_content[0].kind
    if kind in _WHOLE:
        return _READ[kind], "text" if kind == "text" else "binary", description, None
    typed = [expressions[response.pointer] for response in with_content if response.kind not in _WHOLE]
    empty = [Scalar("None")] if len(with_content) < len(successes) else []
    return union([*typed, *empty]), "json", description, example


def _accept(operation: NormalOperation) -> str:
    """The media types of the answers with content, each once, `application/json` where nothing else is said."""
    kinds = dict.fromkeys(response.media_type for response in operation.responses if response.media_type)
    return ", ".join(kinds)


def _without_none(kind: Type) -> Type:
    if isinstance(kind, UnionOf):
        return union([option for option in kind.options if option != Scalar("None")])
    return kind
