"""Paths of any OpenAPI 3 document -> flat operations: references followed, path-level parameters merged in.

OpenAPI 3.1, sections 4.8.8 to 4.8.17. Schemas come out in normal form. Must not know Python types or names of methods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leadsmith.document import pointer, tokens
from leadsmith.ir import STYLES
from leadsmith.naming import pascal, words
from leadsmith.normalise.items import ADDITIONAL, METHODS, operations_of
from leadsmith.normalise.media import Kind, concrete, is_stream, kind_of, preferred
from leadsmith.normalise.schemas import schema_at
from leadsmith.normalise.servers import NormalServer, read_servers
from leadsmith.normalise.shape import STATUS
from leadsmith.normalise.webhooks import NormalWebhook, normalise_callbacks
from leadsmith.normalise.work import Normaliser, Schema, mapping, resolve, text

Security = tuple[tuple[str, ...], ...]
"""Alternatives of security schemes, each by the names of those that go together."""

_ITEM_KEYS = frozenset({"$ref", "summary", "description", "servers", "parameters", ADDITIONAL, *METHODS})


@dataclass(frozen=True)
class NormalParameter:
    """A parameter with its style and explode spelled out (OpenAPI 3.1, section 4.8.12)."""

    wire: str
    place: str
    schema: Schema
    required: bool
    style: str
    explode: bool
    description: str
    deprecated: bool
    example: Any
    pointer: str
    default: Any


@dataclass(frozen=True)
class NormalBody:
    """A request body of one media type. `encoding` is that of a form, without what says nothing."""

    media_type: str
    kind: Kind
    schema: Schema
    encoding: Mapping[str, Mapping[str, Any]]
    required: bool
    description: str
    example: Any
    pointer: str


@dataclass(frozen=True)
class NormalResponse:
    """An answer: `status` as in the document; `schema` is None when it has no content.

    Of text and bytes nothing is said but that: their schema is empty.
    """

    status: str
    media_type: str
    kind: Kind
    schema: Schema | None
    description: str
    example: Any
    pointer: str


@dataclass(frozen=True)
class NormalOperation:
    """One method of one path; `key` is its operationId, else method and path in words.

    `lock` is its key in the manifest: that of the path, also where the path is described elsewhere, as `pointer` says.
    """

    method: str
    path: str
    key: str
    operation_id: str
    tags: tuple[str, ...]
    summary: str
    description: str
    deprecated: bool
    parameters: tuple[NormalParameter, ...]
    body: NormalBody | None
    responses: tuple[NormalResponse, ...]
    security: Security
    security_pointer: str
    pointer: str
    lock: str
    callbacks: tuple[NormalWebhook, ...] = ()
    servers: tuple[NormalServer, ...] = ()
    """Its own, or those of its path; empty where it has those of the document."""


def normalise_operations(work: Normaliser, security: Security) -> tuple[NormalOperation, ...]:
    """All operations in document order. What cannot be read is reported and left out, the rest goes on.

    `security` is the document's own, for operations that say nothing.
    """
    paths = work.document.root.get("paths")
    found = []
    for path, item in (paths if isinstance(paths, dict) else {}).items():
        place = pointer("paths", path)
        if path.startswith("x-"):
            continue
        if not path.startswith("/"):
            work.report("bad-path", place, f"The path {path!r} does not begin with a slash; it is left out.")
            continue
        value, place = resolve(work, item, place)
        for method, inner, entry in operations_of(value):
            if pointer("paths", path) + inner not in work.document.left_out:
                operation = _operation(work, path, method, entry, inner, value, place, security)
                if operation is not None:
                    found.append(operation)
        for key in mapping(value):
            if key not in _ITEM_KEYS and not key.startswith("x-"):
                hint = f"OpenAPI 3.2 has other methods in `{ADDITIONAL}`."
                work.report("unknown-method", f"{place}{pointer(key)}", f"{key!r} is no method of a path.", hint)
    seen: dict[str, str] = {}
    for operation in found:
        first = seen.setdefault(operation.operation_id, operation.pointer)
        if operation.operation_id and first != operation.pointer:
            message = f"The operationId {operation.operation_id!r} is that of {first} too."
            work.report("duplicate-operation-id", f"{operation.pointer}/operationId", message, "Give each its own.")
    return tuple(found)


def read_security(value: Any) -> Security | None:
    """Security requirements as alternatives of scheme names that go together; None when nothing is said."""
    if not isinstance(value, list):
        return None
    return tuple(tuple(requirement) for requirement in value if isinstance(requirement, dict))


def _operation(
    work: Normaliser,
    path: str,
    method: str,
    value: Any,
    inner: str,
    item: Mapping[str, Any],
    item_place: str,
    security: Security,
) -> NormalOperation | None:
    """The operation `value` of the path item, at the pointer `inner` in it."""
    place = item_place + inner
    if not isinstance(value, dict):
        work.report("bad-operation", place, "An operation is an object; this one is left out.")
        return None
    required = read_security(value.get("security"))
    operation_id = text(value.get("operationId"))
    key = operation_id or f"{method} {path}"
    wanted = pascal(" ".join(words(key)))
    lock = pointer("paths", path) + inner
    servers = read_servers(work, value.get("servers"), f"{place}/servers")
    servers = servers or read_servers(work, item.get("servers"), f"{item_place}/servers")
    parameters = _parameters(work, item, item_place, value, place, wanted, path)
    body = _body(work, value, place, wanted)
    responses = _responses(work, value, place, wanted)
    if parameters is None:
        return None
    return NormalOperation(
        method.upper() if method in METHODS else method,
        path,
        key,
        operation_id,
        tuple(tag for tag in value.get("tags") or () if isinstance(tag, str)),
        text(value.get("summary")),
        text(value.get("description")),
        value.get("deprecated") is True,
        parameters,
        body,
        responses,
        security if required is None else required,
        "/security" if required is None else f"{place}/security",
        place,
        lock,
        tuple(normalise_callbacks(work, value, place, key, lock)),
        servers,
    )


# Parameters -----------------------------------------------------------------------------------------------------------


def _parameters(
    work: Normaliser,
    item: Mapping[str, Any],
    item_place: str,
    value: Mapping[str, Any],
    place: str,
    wanted: str,
    path: str,
) -> tuple[NormalParameter, ...] | None:
    """Parameters of the path, overridden by those of the operation with the same name and place."""
    found: dict[tuple[str, str], NormalParameter] = {}
    for holder, where in ((item, item_place), (value, place)):
        for index, entry in _enumerated(holder.get("parameters")):
            parameter = _parameter(work, entry, f"{where}/parameters/{index}", wanted)
            if parameter is not None:
                found[parameter.place, parameter.wire] = parameter
    named = {wire for in_, wire in found if in_ == "path"}
    missing = [name for name in re.findall(r"{([^}]+)}", path) if name not in named]
    if missing:
        work.report(
            "path-parameter",
            place,
            f"The path names {{{missing[0]}}}, and no parameter describes it; the operation is left out.",
            f"Add a parameter {missing[0]!r} with `in: path`.",
        )
        return None
    for in_, wire in list(found):
        if in_ == "path" and f"{{{wire}}}" not in path:
            message = f"The path does not name {{{wire}}}; the parameter is left out."
            work.report("path-parameter", found.pop((in_, wire)).pointer, message, "Remove it, or add it to the path.")
    return tuple(found.values())


def _parameter(work: Normaliser, entry: Any, place: str, wanted: str) -> NormalParameter | None:
    value, target = resolve(work, entry, place)
    if not isinstance(value, dict):
        return None
    wire, in_ = value.get("name"), value.get("in")
    if not isinstance(wire, str) or not isinstance(in_, str) or in_ not in STYLES:
        work.report("bad-parameter", place, f"A parameter needs a name and a place; here: {wire!r} in {in_!r}.")
        return None
    if in_ == "header" and wire.lower() in ("accept", "content-type", "authorization"):
        work.report("ignored-parameter", place, f"The header {wire} is the client's own (OpenAPI 3.1, 4.8.12.2).")
        return None
    if "content" in value:
        work.report(
            "parameter-content",
            place,
            f"The parameter {wire!r} is written by a media type, which is not supported yet; it is left out.",
            "Describe it with `schema`.",
        )
        return None
    style = value.get("style") or STYLES[in_][0]
    if style not in STYLES[in_]:
        message = f"The style {style!r} is not one for the place {in_!r}; the usual one is used."
        work.report("parameter-style", place, message, f"Styles for it: {', '.join(STYLES[in_])}.")
        style = STYLES[in_][0]
    explode = value["explode"] if isinstance(value.get("explode"), bool) else style == "form"
    name = _component_name(target, "parameters") or f"{wanted}{pascal(wire, '')}"
    schema = schema_at(work, value.get("schema"), f"{target}/schema", name, wire)
    example = value.get("example", mapping(value.get("schema")).get("example"))
    return NormalParameter(
        wire,
        in_,
        schema,
        value.get("required") is True or in_ == "path",
        style,
        explode,
        text(value.get("description")),
        value.get("deprecated") is True,
        example,
        place,
        mapping(value.get("schema")).get("default"),
    )


# Bodies and answers ---------------------------------------------------------------------------------------------------


def _body(work: Normaliser, value: Mapping[str, Any], place: str, wanted: str) -> NormalBody | None:
    if "requestBody" not in value:
        return None
    body, target = resolve(work, value["requestBody"], f"{place}/requestBody")
    if not isinstance(body, dict):
        return None
    contents = mapping(body.get("content"))
    media = preferred(contents)
    if media is None:
        message = "The request body has no media type; nothing is sent."
        work.report("request-media-type", f"{place}/requestBody", message, "Add one under `content`.")
        return None
    name, content = media
    _report_others(work, contents, name, f"{target}/content")
    kind = kind_of(name)
    where = f"{target}/content{pointer(name)}"
    component = _component_name(target, "requestBodies").removesuffix("Body")
    schema: Schema = {}
    if kind not in ("text", "binary"):
        schema = schema_at(work, content.get("schema"), f"{where}/schema", f"{component or wanted}Body")
    return NormalBody(
        concrete(name),
        kind,
        schema,
        _encoding(content) if kind in ("form", "multipart") else {},
        body.get("required") is True,
        text(body.get("description")),
        _example(content),
        f"{place}/requestBody",
    )


def _encoding(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What is said of the members of a form (OpenAPI 3.1, section 4.8.15); headers of parts are not used."""
    known = {
        name: {key: said[key] for key in ("contentType", "style", "explode") if key in mapping(said)}
        for name, said in mapping(content.get("encoding")).items()
    }
    return {name: said for name, said in known.items() if said}


def _responses(work: Normaliser, value: Mapping[str, Any], place: str, wanted: str) -> tuple[NormalResponse, ...]:
    found = []
    for key, entry in mapping(value.get("responses")).items():
        if not STATUS.fullmatch(key):
            continue
        status = key if key == "default" else key.upper()
        where = f"{place}/responses/{key}"
        response, target = resolve(work, entry, where)
        if not isinstance(response, dict):
            continue
        contents = mapping(response.get("content"))
        media = preferred(contents)
        description = text(response.get("description"))
        if media is None:
            found.append(NormalResponse(status, "", "json", None, description, None, where))
            continue
        name, content = media
        kind = kind_of(name)
        if is_success(status):
            _report_others(work, contents, name, f"{target}/content")
        if is_stream(concrete(name)) and is_success(status):
            message = f"The answer is a stream, {name}: it is read as a whole, as text, when the server has ended it."
            work.report("stream", f"{target}/content{pointer(name)}", message)
        if kind != "json":
            found.append(NormalResponse(status, concrete(name), kind, {}, description, None, where))
            continue
        suffix = "Response" if is_success(status) else f"{pascal(status, 'Status')}Response"
        component = _component_name(target, "responses").removesuffix("Response")
        schema_name = f"{component}Response" if component else f"{wanted}{suffix}"
        schema = schema_at(work, content.get("schema"), f"{target}/content{pointer(name)}/schema", schema_name)
        found.append(NormalResponse(status, concrete(name), kind, schema, description, _example(content), where))
    return tuple(found)


def _component_name(target: str, kind: str) -> str:
    """The name of the component of this kind at the pointer, in Pascal case; empty when there is none."""
    path = tokens(target)
    return pascal(path[2]) if path[:2] == ("components", kind) and len(path) == 3 else ""


def is_success(status: str) -> bool:
    """Does this status, or range of statuses, mean that the call worked?"""
    return status.startswith("2")


def _report_others(work: Normaliser, contents: Mapping[str, Any], used: str, place: str) -> None:
    if others := [name for name in contents if name != used]:
        message = f"{', '.join(others)} beside {used}: only {used} is used."
        work.report("other-media-type", place, message)


def _example(content: Mapping[str, Any]) -> Any:
    if "example" in content:
        return content["example"]
    for example in mapping(content.get("examples")).values():
        return mapping(example).get("value")
    return None


def _enumerated(value: Any) -> Iterator[tuple[int, Any]]:
    return enumerate(value if isinstance(value, list) else ())
