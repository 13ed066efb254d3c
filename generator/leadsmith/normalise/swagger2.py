"""Swagger 2.0 -> the same description as OpenAPI 3.0, so that the modules after this one know one kind of document.

OpenAPI Specification 2.0, the whole of it, against 3.0.3. Must not know what a client makes of any of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any
from urllib.parse import unquote

from leadsmith.diagnostics import Diagnostic
from leadsmith.document import FILES, Document, Place, tokens
from leadsmith.normalise.media import kind_of
from leadsmith.normalise.nodes import Node, as_tree, as_values, made, new_object, note_origins, source_of

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_JSON = "application/json"
_ANY = "*/*"
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_OF_VALUE = frozenset(
    (
        "type format items default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern "
        "maxItems minItems uniqueItems enum multipleOf x-nullable example"
    ).split()
)
"""Fields of a parameter or header that are those of a schema in 3.0."""
_STYLES = {"ssv": "spaceDelimited", "pipes": "pipeDelimited"}
_MAX_REFERENCES = 50
_KINDS = {
    "schemas": "definitions",
    "parameters": "parameters",
    "requestBodies": "parameters",
    "responses": "responses",
    "securitySchemes": "securityDefinitions",
}
"""The kinds of components of 3.0, and where 2.0 has them."""
_FLOWS = {"application": "clientCredentials", "accessCode": "authorizationCode"}


def upgraded(document: Document) -> Document:
    """The document as one of OpenAPI 3.0, if it is one of Swagger 2.0; else the document itself."""
    if str(document.root.get("swagger")) != "2.0":
        return document
    original = as_tree(document.root, Place("", 0), "")
    converted = _document(original)
    root, _ = _values(converted)
    lost = tuple(each.at(document) for each in _lost(original))
    return replace(
        document,
        root=root,
        places=cache(lambda: _values(_document(as_tree(document.root, document.places(), "")))[1]),
        diagnostics=(*document.diagnostics, *lost),
        written=partial(source_of, converted),
    )


def _values(converted: Node) -> tuple[dict[str, Any], Place]:
    """Values and places of 3.0, references carried over."""
    moved: dict[str, str] = {}
    note_origins(converted, "", moved)
    return as_values(converted, moved)


def _lost(root: Node) -> Iterator[Diagnostic]:
    """What 3.0 cannot say, and what 2.0 does not allow and is not used."""
    if others := [kind for kind in _texts(root, "schemes") if kind not in ("http", "https")]:
        message = f"The schemes {', '.join(others)} are not used; only http and https are."
        yield Diagnostic("server-scheme", "warning", "/schemes", message)
    yield from _lost_formats(root)
    for item in root.members("paths").values():
        above = _meant(item, root)
        for method in _METHODS:
            if operation := above.get(method):
                yield from _lost_bodies(_declared(operation, above.items("parameters"), root), root)


def _lost_formats(node: Node, last: str = "") -> Iterator[Diagnostic]:
    """Arrays that are put together in a way that 3.0 has no style for."""
    way, hint = node.text("collectionFormat"), "Take another one, if the server reads it: csv, ssv, pipes or multi."
    if way and last == "items":
        message = f"An array in an array is put together by {way!r}; that is not used."
        yield Diagnostic("parameter-style", "warning", node.source, message)
    elif way not in ("", "csv", "multi", *_STYLES) and node.get("in"):
        what = "puts tabs between the items, which is not done" if way == "tsv" else "is no way that 2.0 knows"
        message = f"`collectionFormat: {way}` {what}; commas are written."
        yield Diagnostic("parameter-style", "warning", node.source, message, hint)
    members = node.value.items() if isinstance(node.value, dict) else enumerate(node.value) if node.is_list() else ()
    for key, inner in members:
        yield from _lost_formats(inner, str(key))


def _lost_bodies(entries: Iterable[Node], root: Node) -> Iterator[Diagnostic]:
    """What an operation sends beside its body, which is all that is sent."""
    entries = list(entries)
    bodies, fields = ([entry for entry in entries if _meant(entry, root).text("in") == kind] for kind in _IN_BODY)
    for entry in [*bodies[1:], *(fields if bodies else [])]:
        meant = _meant(entry, root)
        what = "field of a form" if meant.text("in") == "formData" else "second body"
        message = f"{meant.text('name')!r} is a {what} beside a body; only the body is sent."
        yield Diagnostic("second-body", "warning", entry.source, message, "Keep one of them.")


# The document ---------------------------------------------------------------------------------------------------------


def _document(root: Node) -> Node:
    shared = {name: (item, _meant(item, root)) for name, item in root.members("parameters").items()}
    bodies = {name: item for name, (item, meant) in shared.items() if meant.text("in") == "body"}
    plain = {name: item for name, (item, meant) in shared.items() if meant.text("in") not in ("body", "formData")}
    kinds = _texts(root, "consumes"), _texts(root, "produces")
    components = {
        "schemas": {name: _schema(item) for name, item in root.members("definitions").items()},
        "parameters": {name: _shared(item, root, _parameter) for name, item in plain.items()},
        "requestBodies": {name: _shared(item, root, lambda one: _body(one, kinds[0])) for name, item in bodies.items()},
        "responses": {
            name: _shared(item, root, lambda one: _response(one, kinds[1]))
            for name, item in root.members("responses").items()
        },
        "securitySchemes": {name: _security(item) for name, item in root.members("securityDefinitions").items()},
    }
    gone = "swagger host basePath schemes consumes produces definitions parameters responses securityDefinitions paths"
    paths = {path: _path_item(item, root, kinds) for path, item in root.members("paths").items()}
    members = {
        "openapi": made(root.value["swagger"], "3.0.3"),
        **root.without(*gone.split()),
        **({FILES: _in_files(root.value[FILES])} if FILES in root.value else {}),
        "servers": _servers(root, _texts(root, "schemes") or ["https"]),
        "components": new_object(
            root, **{name: made(root.get(_KINDS[name]) or root, each) for name, each in components.items() if each}
        ),
        "paths": replace(root.value["paths"], value=paths) if paths else root.get("paths"),
    }
    return replace(root, value={key: member for key, member in members.items() if member is not None})


def _shared(item: Node, root: Node, convert: Callable[[Node], Node]) -> Node:
    """A part that others refer to; where it is a reference itself, what that stands for is put in its place."""
    meant = _meant(item, root)
    return replace(convert(meant), origin=item.origin) if isinstance(meant.value, dict) else item


def _servers(root: Node, schemes: list[str]) -> Node | None:
    host, path = root.text("host"), root.text("basePath").rstrip("/")
    near = root.get("host") or root.get("basePath")
    if near is None:
        return None
    urls = [f"{scheme}://{host}{path}" for scheme in schemes if scheme in ("https", "http")] if host else [path or "/"]
    return made(
        near, [new_object(near, url=made(near, url)) for url in sorted(urls, key=lambda url: url[:5] != "https")]
    )


def _path_item(item: Node, root: Node, kinds: tuple[list[str], list[str]]) -> Node:
    item = _meant(item, root)
    if not isinstance(item.value, dict):
        return item
    above = item.items("parameters")
    members = item.without("parameters")
    for method in _METHODS:
        if isinstance(members.get(method), Node) and isinstance(members[method].value, dict):
            members[method] = _operation(members[method], above, root, kinds)
    plain = [
        _reference_or(entry, root, "parameters", _parameter)
        for entry in above
        if _meant(entry, root).text("in") not in _IN_BODY
    ]
    if plain:
        members["parameters"] = replace(item.value["parameters"], value=plain)
    return replace(item, value=members)


_IN_BODY = ("body", "formData")


def _operation(operation: Node, above: Iterable[Node], root: Node, kinds: tuple[list[str], list[str]]) -> Node:
    own = operation.items("parameters")
    every = _declared(operation, above, root)
    consumes = _texts(operation, "consumes") if operation.get("consumes") else kinds[0]
    produces = _texts(operation, "produces") if operation.get("produces") else kinds[1]
    bodies = [entry for entry in every if _meant(entry, root).text("in") == "body"]
    fields = [meant for entry in every if (meant := _meant(entry, root)).text("in") == "formData"]
    typed = next((entry for entry in own if _content_types(_meant(entry, root))), None) if bodies or fields else None
    if typed:
        own = [entry for entry in own if entry is not typed]
        consumes = _content_types(_meant(typed, root))
    members = operation.without("consumes", "produces", "schemes", "parameters")
    if (schemes := _texts(operation, "schemes")) and (servers := _servers(root, schemes)):
        members["servers"] = servers
    plain = [
        _reference_or(entry, root, "parameters", _parameter)
        for entry in own
        if _meant(entry, root).text("in") not in _IN_BODY
    ]
    if plain:
        members["parameters"] = replace(operation.value["parameters"], value=plain)
    if bodies:
        shared = bodies[0].text("$ref").startswith("#/parameters/")
        is_reference = shared and not operation.get("consumes") and not typed
        members["requestBody"] = bodies[0] if is_reference else _body(_meant(bodies[0], root), consumes)
    elif fields:
        members["requestBody"] = _form(fields, consumes)
    if isinstance(responses := operation.get("responses"), Node) and isinstance(responses.value, dict):
        answers = {
            status: answer
            if status.startswith("x-")
            else _reference_or(answer, root, "responses", lambda one: _response(one, produces))
            for status, answer in responses.value.items()
        }
        members["responses"] = replace(responses, value=answers)
    return replace(operation, value=members)


def _declared(operation: Node, above: Iterable[Node], root: Node) -> list[Node]:
    """The parameters of an operation: those of its path, but for those that it has itself, and then these."""
    own = operation.items("parameters")
    named = {(_meant(entry, root).text("name"), _meant(entry, root).text("in")) for entry in own}
    keys = ((entry, _meant(entry, root)) for entry in above)
    return [*(entry for entry, meant in keys if (meant.text("name"), meant.text("in")) not in named), *own]


def _content_types(header: Node) -> list[str]:
    """The media types of the body that a header parameter lists, its default first: 3.0 has them with the body."""
    if header.text("in") != "header" or header.text("name").lower() != "content-type":
        return []
    kinds = _texts(header, "enum")
    return sorted(kinds, key=lambda kind: kind != header.text("default"))


def _meant(entry: Node, root: Node) -> Node:
    """A parameter or answer itself, or what a reference stands for, wherever that is."""
    for _ in range(_MAX_REFERENCES):
        file, _, fragment = entry.text("$ref").partition("#")
        if file or not fragment.startswith("/"):
            break
        found: Node | None = root
        for token in tokens(unquote(fragment)):
            found = found.step(token) if found else None
        if found is None:
            break
        entry = found
    return entry


def _reference_or(entry: Node, root: Node, kind: str, convert: Callable[[Node], Node]) -> Node:
    """A reference to a part that is a component now; what any other one stands for is put in its place."""
    if entry.text("$ref").startswith(f"#/{kind}/"):
        return entry
    meant = _meant(entry, root)
    return convert(meant) if isinstance(meant.value, dict) and not meant.get("$ref") else entry


def _texts(node: Node, key: str) -> list[str]:
    return [item.value for item in node.items(key) if isinstance(item.value, str)]


# Parameters, bodies, answers ------------------------------------------------------------------------------------------


def _parameter(entry: Node) -> Node:
    members = entry.without(*_OF_VALUE, "collectionFormat")
    members["schema"] = _value_schema(entry)
    if entry.text("type") == "array":
        members |= _style(entry)
    return replace(entry, value=members)


def _style(entry: Node) -> dict[str, Node]:
    """How the items of an array are put together (2.0, Parameter Object, `collectionFormat`; csv unless said)."""
    near = entry.get("collectionFormat") or entry
    way = entry.text("collectionFormat") or "csv"
    if way == "multi":
        return {"style": made(near, "form"), "explode": made(near, True)}
    usual = "form" if entry.text("in") in ("query", "formData") else "simple"
    return {"style": made(near, _STYLES.get(way, usual)), "explode": made(near, False)}


def _value_schema(entry: Node) -> Node:
    """The schema that a parameter, header or form field has in its own fields."""
    members = {key: member for key, member in entry.value.items() if key in _OF_VALUE}
    return _schema(made(entry, members))


def _body(entry: Node, consumes: list[str]) -> Node:
    schema = entry.get("schema")
    media = new_object(entry, schema=_schema(schema) if schema else None)
    body = new_object(
        entry,
        description=entry.get("description"),
        required=entry.get("required"),
        content=made(entry, dict.fromkeys(consumes or [_JSON], media)),
    )
    return replace(body, origin=entry.origin)


def _form(fields: list[Node], consumes: list[str]) -> Node:
    """Form fields as the body that they make (2.0, Parameter Object, `in: formData`)."""
    near = fields[0]
    files = any(field.text("type") == "file" for field in fields)
    media_types = [_MULTIPART] if files else [kind for kind in consumes if kind in (_FORM, _MULTIPART)] or [_FORM]
    properties = {field.text("name"): _described(field) for field in fields}
    required = [
        made(field, field.text("name")) for field in fields if (flag := field.get("required")) and flag.value is True
    ]
    schema = new_object(
        near,
        type=made(near, "object"),
        properties=made(near, properties),
        required=made(near, required) if required else None,
    )
    ways = {field.text("name"): _style(field) for field in fields if field.text("type") == "array"}
    encoding = {name: made(near, way) for name, way in ways.items()}
    media = new_object(near, schema=schema, encoding=made(near, encoding) if encoding else None)
    content = made(near, dict.fromkeys(media_types, media))
    return new_object(near, required=made(near, True) if required else None, content=content)


def _described(field: Node) -> Node:
    schema = _value_schema(field)
    description = field.get("description")
    return replace(schema, value={**schema.value, **({"description": description} if description else {})})


def _response(answer: Node, produces: list[str]) -> Node:
    members = answer.without("schema", "examples", "headers")
    examples = answer.members("examples")
    if schema := answer.get("schema"):
        kinds = produces or list(examples)
        if schema.text("type") == "file":  # which JSON cannot hold: that is said of the other answers
            kinds = [kind for kind in kinds if kind_of(kind) != "json"] or [_ANY]
        content = {
            kind: new_object(schema, schema=_schema(schema), example=examples.get(kind))
            for kind in dict.fromkeys(kinds or [_JSON])
        }
        members["content"] = made(schema, content)
    if headers := answer.members("headers"):
        members["headers"] = made(answer, {name: _header(header) for name, header in headers.items()})
    return replace(answer, value=members)


def _header(header: Node) -> Node:
    if not isinstance(header.value, dict):
        return header
    return made(header, {**header.without(*_OF_VALUE, "collectionFormat"), "schema": _value_schema(header)})


def _security(scheme: Node) -> Node:
    kind = scheme.text("type")
    if kind == "basic":
        near = scheme.value["type"]
        return replace(scheme, value={**scheme.value, "type": made(near, "http"), "scheme": made(near, "basic")})
    if kind != "oauth2":
        return scheme
    flow = scheme.text("flow")
    moved = ("flow", "authorizationUrl", "tokenUrl", "scopes")
    inner = {key: scheme.value[key] for key in moved[1:] if key in scheme.value}
    inner.setdefault("scopes", made(scheme, {}))
    flows = made(scheme, {_FLOWS.get(flow, flow): made(scheme, inner)})
    return replace(scheme, value={**scheme.without(*moved), "flows": flows})


# Schemas --------------------------------------------------------------------------------------------------------------


def _in_files(node: Node) -> Node:
    """What other files hold, where nothing says what is a schema: whatever is written as one of 2.0."""
    if isinstance(node.value, list):
        return replace(node, value=[_in_files(item) for item in node.value])
    if not isinstance(node.value, dict):
        return node
    return _respelled(replace(node, value={key: _in_files(member) for key, member in node.value.items()}))


def _schema(schema: Node) -> Node:
    """A schema and all within it: what 3.0 writes in another way (2.0, Schema Object)."""
    if not isinstance(schema.value, dict):
        return schema
    members = dict(schema.value)
    for key in ("items", "additionalProperties", "not"):
        if isinstance(members.get(key), Node) and isinstance(members[key].value, dict):
            members[key] = _schema(members[key])
    for key in ("properties", "patternProperties"):
        if isinstance(members.get(key), Node) and isinstance(members[key].value, dict):
            inner = {name: _schema(item) for name, item in members[key].value.items()}
            members[key] = replace(members[key], value=inner)
    if isinstance(members.get("allOf"), Node) and isinstance(members["allOf"].value, list):
        members["allOf"] = replace(members["allOf"], value=[_schema(item) for item in members["allOf"].value])
    members.pop("collectionFormat", None)
    return _respelled(replace(schema, value=members))


def _respelled(schema: Node) -> Node:
    members = dict(schema.value)
    if nullable := members.pop("x-nullable", None):
        members["nullable"] = nullable
    if schema.text("type") == "file":
        members |= {"type": made(members["type"], "string"), "format": made(members["type"], "binary")}
    if name := schema.text("discriminator"):
        near = members["discriminator"]
        members["discriminator"] = new_object(near, propertyName=made(near, name))
    return replace(schema, value=members)
