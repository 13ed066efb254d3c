"""Swagger 2.0 -> the same description as OpenAPI 3.0, so that the modules after this one know one kind of document.

OpenAPI Specification 2.0, the whole of it, against 3.0.3. Values and their places move together: a diagnostic about a
converted part shows the line of the original. References are carried over to where their targets went. Must not know
what a client makes of any of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

from leadsmith.document import Document, Place, pointer

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_JSON = "application/json"
_BINARY = "application/octet-stream"
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
_FLOWS = {"application": "clientCredentials", "accessCode": "authorizationCode"}


@dataclass(frozen=True)
class _Node:
    """A value, its members nodes too; `origin` is its JSON pointer in the original, None for what is made here."""

    value: Any
    place: Place
    origin: str | None

    def get(self, key: str) -> _Node | None:
        return self.value.get(key) if isinstance(self.value, dict) else None

    def text(self, key: str) -> str:
        found = self.get(key)
        return found.value if found and isinstance(found.value, str) else ""

    def members(self, key: str) -> Mapping[str, _Node]:
        found = self.get(key)
        return found.value if found and isinstance(found.value, dict) else {}

    def items(self, key: str) -> list[_Node]:
        found = self.get(key)
        return found.value if found and isinstance(found.value, list) else []

    def without(self, *keys: str) -> dict[str, _Node]:
        return {key: member for key, member in self.value.items() if key not in keys}


def upgraded(document: Document) -> Document:
    """The document as one of OpenAPI 3.0, if it is one of Swagger 2.0; else the document itself."""
    if str(document.root.get("swagger")) != "2.0":
        return document
    root, _ = _converted(document.root, Place("", 0))
    return replace(document, root=root, places=cache(lambda: _converted(document.root, document.places())[1]))


def _converted(root: dict[str, Any], place: Place) -> tuple[dict[str, Any], Place]:
    tree = _document(_tree(root, place, ""))
    moved: dict[str, str] = {}
    _note_origins(tree, "", moved)
    return _plain(tree, moved)


def _tree(value: Any, place: Place | None, origin: str) -> _Node:
    """Values and places as one tree. Where the places are not asked for, all are the same."""
    here = place or Place("", 0)
    inner: Any = here.members
    if isinstance(value, dict):
        known = inner if isinstance(inner, dict) else {}
        value = {key: _tree(item, known.get(key, here), origin + pointer(key)) for key, item in value.items()}
    elif isinstance(value, list):
        listed = inner if isinstance(inner, list) else [here] * len(value)
        value = [_tree(item, listed[index], f"{origin}/{index}") for index, item in enumerate(value)]
    return _Node(value, here, origin)


def _note_origins(node: _Node, here: str, moved: dict[str, str]) -> None:
    if node.origin is not None:
        moved.setdefault(node.origin, here)
    if isinstance(node.value, dict):
        for key, member in node.value.items():
            _note_origins(member, here + pointer(key), moved)
    elif isinstance(node.value, list):
        for index, item in enumerate(node.value):
            _note_origins(item, f"{here}/{index}", moved)


def _plain(node: _Node, moved: Mapping[str, str]) -> tuple[Any, Place]:
    if isinstance(node.value, dict):
        pairs = {key: _plain(member, moved) for key, member in node.value.items()}
        value = {key: item for key, (item, _) in pairs.items()}
        if isinstance(reference := value.get("$ref"), str):
            value["$ref"] = _carried(reference, moved)
        return value, node.place._replace(members={key: place for key, (_, place) in pairs.items()})
    if isinstance(node.value, list):
        listed = [_plain(item, moved) for item in node.value]
        return [item for item, _ in listed], node.place._replace(members=[place for _, place in listed])
    return node.value, node.place._replace(members=None)


def _carried(reference: str, moved: Mapping[str, str]) -> str:
    file, _, fragment = reference.partition("#")
    target = unquote(fragment)
    if file or target not in moved or moved[target] == target:
        return reference
    return "#" + quote(moved[target], safe="/~!$&'()*+,;=:@?")


def _made(near: _Node, value: Any) -> _Node:
    """A value that the original does not have, for which `near` stands there."""
    return _Node(value, near.place, None)


def _object(near: _Node, **members: _Node | None) -> _Node:
    return _made(near, {key: member for key, member in members.items() if member is not None})


# The document ---------------------------------------------------------------------------------------------------------


def _document(root: _Node) -> _Node:
    shared = root.members("parameters")
    bodies = {name: item for name, item in shared.items() if item.text("in") == "body"}
    plain = {name: item for name, item in shared.items() if item.text("in") not in ("body", "formData")}
    kinds = _texts(root, "consumes"), _texts(root, "produces")
    components = {
        "schemas": {name: _schema(item) for name, item in root.members("definitions").items()},
        "parameters": {name: _parameter(item) for name, item in plain.items()},
        "requestBodies": {name: _body(item, kinds[0]) for name, item in bodies.items()},
        "responses": {name: _response(item, kinds[1]) for name, item in root.members("responses").items()},
        "securitySchemes": {name: _security(item) for name, item in root.members("securityDefinitions").items()},
    }
    gone = "swagger host basePath schemes consumes produces definitions parameters responses securityDefinitions paths"
    paths = {path: _path_item(item, shared, kinds) for path, item in root.members("paths").items()}
    members = {
        "openapi": _made(root.value["swagger"], "3.0.3"),
        **root.without(*gone.split()),
        "servers": _servers(root),
        "components": _object(root, **{name: _made(root, each) for name, each in components.items() if each}),
        "paths": replace(root.value["paths"], value=paths) if paths else root.get("paths"),
    }
    return replace(root, value={key: member for key, member in members.items() if member is not None})


def _servers(root: _Node) -> _Node | None:
    host, path = root.text("host"), root.text("basePath").rstrip("/")
    near = root.get("host") or root.get("basePath")
    if near is None:
        return None
    schemes = _texts(root, "schemes") or ["https"]
    urls = [f"{scheme}://{host}{path}" for scheme in schemes if scheme in ("https", "http")] if host else [path or "/"]
    return _made(
        near, [_object(near, url=_made(near, url)) for url in sorted(urls, key=lambda url: url[:5] != "https")]
    )


def _path_item(item: _Node, shared: Mapping[str, _Node], kinds: tuple[list[str], list[str]]) -> _Node:
    if not isinstance(item.value, dict):
        return item
    above = item.items("parameters")
    members = item.without("parameters")
    for method in _METHODS:
        if isinstance(members.get(method), _Node) and isinstance(members[method].value, dict):
            members[method] = _operation(members[method], above, shared, kinds)
    plain = [_reference_or(entry, _parameter) for entry in above if _meant(entry, shared).text("in") in _PLAIN]
    if plain:
        members["parameters"] = replace(item.value["parameters"], value=plain)
    return replace(item, value=members)


_PLAIN = ("path", "query", "header")


def _operation(
    operation: _Node, above: Iterable[_Node], shared: Mapping[str, _Node], kinds: tuple[list[str], list[str]]
) -> _Node:
    own = operation.items("parameters")
    consumes = _texts(operation, "consumes") if operation.get("consumes") else kinds[0]
    produces = _texts(operation, "produces") if operation.get("produces") else kinds[1]
    named = {(_meant(entry, shared).text("name"), _meant(entry, shared).text("in")) for entry in own}
    inherited = [
        entry for entry in above if (_meant(entry, shared).text("name"), _meant(entry, shared).text("in")) not in named
    ]
    members = operation.without("consumes", "produces", "schemes", "parameters")
    plain = [_reference_or(entry, _parameter) for entry in own if _meant(entry, shared).text("in") in _PLAIN]
    if plain:
        members["parameters"] = replace(operation.value["parameters"], value=plain)
    bodies = [entry for entry in [*own, *inherited] if _meant(entry, shared).text("in") == "body"]
    fields = [meant for entry in [*inherited, *own] if (meant := _meant(entry, shared)).text("in") == "formData"]
    if bodies:
        is_reference = "$ref" in bodies[0].value and not operation.get("consumes")
        members["requestBody"] = bodies[0] if is_reference else _body(_meant(bodies[0], shared), consumes)
    elif fields:
        members["requestBody"] = _form(fields, consumes)
    if isinstance(responses := operation.get("responses"), _Node) and isinstance(responses.value, dict):
        answers = {
            status: answer if status.startswith("x-") else _reference_or(answer, lambda one: _response(one, produces))
            for status, answer in responses.value.items()
        }
        members["responses"] = replace(responses, value=answers)
    return replace(operation, value=members)


def _meant(entry: _Node, shared: Mapping[str, _Node]) -> _Node:
    """A parameter itself, or the one of the document's that a reference stands for."""
    name = unquote(entry.text("$ref")).removeprefix("#/parameters/").replace("~1", "/").replace("~0", "~")
    return shared.get(name, entry) if entry.get("$ref") else entry


def _reference_or(entry: _Node, convert: Any) -> _Node:
    found: _Node = entry if entry.get("$ref") or not isinstance(entry.value, dict) else convert(entry)
    return found


def _texts(node: _Node, key: str) -> list[str]:
    return [item.value for item in node.items(key) if isinstance(item.value, str)]


# Parameters, bodies, answers ------------------------------------------------------------------------------------------


def _parameter(entry: _Node) -> _Node:
    members = entry.without(*_OF_VALUE, "collectionFormat")
    members["schema"] = _value_schema(entry)
    if entry.text("type") == "array":
        members |= _style(entry)
    return replace(entry, value=members)


def _style(entry: _Node) -> dict[str, _Node]:
    """How the items of an array are put together (2.0, Parameter Object, `collectionFormat`; csv unless said)."""
    near = entry.get("collectionFormat") or entry
    way = entry.text("collectionFormat") or "csv"
    if way == "multi":
        return {"style": _made(near, "form"), "explode": _made(near, True)}
    usual = "form" if entry.text("in") in ("query", "formData") else "simple"
    return {"style": _made(near, _STYLES.get(way, usual)), "explode": _made(near, False)}


def _value_schema(entry: _Node) -> _Node:
    """The schema that a parameter, header or form field has in its own fields."""
    members = {key: member for key, member in entry.value.items() if key in _OF_VALUE}
    return _schema(_Node(members, entry.place, None))


def _body(entry: _Node, consumes: list[str]) -> _Node:
    schema = entry.get("schema")
    media = _object(entry, schema=_schema(schema) if schema else None)
    body = _object(
        entry,
        description=entry.get("description"),
        required=entry.get("required"),
        content=_made(entry, dict.fromkeys(consumes or [_JSON], media)),
    )
    return replace(body, origin=entry.origin)


def _form(fields: list[_Node], consumes: list[str]) -> _Node:
    """Form fields as the body that they make (2.0, Parameter Object, `in: formData`)."""
    near = fields[0]
    files = any(field.text("type") == "file" for field in fields)
    media_types = [_MULTIPART] if files else [kind for kind in consumes if kind in (_FORM, _MULTIPART)] or [_FORM]
    properties = {field.text("name"): _described(field) for field in fields}
    required = [
        _made(field, field.text("name")) for field in fields if (flag := field.get("required")) and flag.value is True
    ]
    schema = _object(
        near,
        type=_made(near, "object"),
        properties=_made(near, properties),
        required=_made(near, required) if required else None,
    )
    ways = {field.text("name"): _style(field) for field in fields if field.text("type") == "array"}
    encoding = {name: _made(near, way) for name, way in ways.items()}
    media = _object(near, schema=schema, encoding=_made(near, encoding) if encoding else None)
    return _object(
        near, required=_made(near, True) if required else None, content=_made(near, dict.fromkeys(media_types, media))
    )


def _described(field: _Node) -> _Node:
    schema = _value_schema(field)
    description = field.get("description")
    return replace(schema, value={**schema.value, **({"description": description} if description else {})})


def _response(answer: _Node, produces: list[str]) -> _Node:
    members = answer.without("schema", "examples", "headers")
    examples = answer.members("examples")
    if schema := answer.get("schema"):
        kinds = produces or list(examples) or [_BINARY if schema.text("type") == "file" else _JSON]
        content = {
            kind: _object(schema, schema=_schema(schema), example=examples.get(kind)) for kind in dict.fromkeys(kinds)
        }
        members["content"] = _made(schema, content)
    if headers := answer.members("headers"):
        members["headers"] = _made(answer, {name: _header(header) for name, header in headers.items()})
    return replace(answer, value=members)


def _header(header: _Node) -> _Node:
    if not isinstance(header.value, dict):
        return header
    return _made(header, {**header.without(*_OF_VALUE, "collectionFormat"), "schema": _value_schema(header)})


def _security(scheme: _Node) -> _Node:
    kind = scheme.text("type")
    if kind == "basic":
        near = scheme.value["type"]
        return replace(scheme, value={**scheme.value, "type": _made(near, "http"), "scheme": _made(near, "basic")})
    if kind != "oauth2":
        return scheme
    flow = scheme.text("flow")
    moved = ("flow", "authorizationUrl", "tokenUrl", "scopes")
    inner = {key: scheme.value[key] for key in moved[1:] if key in scheme.value}
    inner.setdefault("scopes", _made(scheme, {}))
    flows = _made(scheme, {_FLOWS.get(flow, flow): _made(scheme, inner)})
    return replace(scheme, value={**scheme.without(*moved), "flows": flows})


# Schemas --------------------------------------------------------------------------------------------------------------


def _schema(schema: _Node) -> _Node:
    """A schema and all within it: what 3.0 writes in another way (2.0, Schema Object)."""
    if not isinstance(schema.value, dict):
        return schema
    members = dict(schema.value)
    for key in ("items", "additionalProperties", "not"):
        if isinstance(members.get(key), _Node) and isinstance(members[key].value, dict):
            members[key] = _schema(members[key])
    for key in ("properties", "patternProperties"):
        if isinstance(members.get(key), _Node) and isinstance(members[key].value, dict):
            inner = {name: _schema(item) for name, item in members[key].value.items()}
            members[key] = replace(members[key], value=inner)
    if isinstance(members.get("allOf"), _Node) and isinstance(members["allOf"].value, list):
        members["allOf"] = replace(members["allOf"], value=[_schema(item) for item in members["allOf"].value])
    members.pop("collectionFormat", None)
    if nullable := members.pop("x-nullable", None):
        members["nullable"] = nullable
    if schema.text("type") == "file":
        members |= {"type": _made(members["type"], "string"), "format": _made(members["type"], "binary")}
    if name := schema.text("discriminator"):
        near = members["discriminator"]
        members["discriminator"] = _object(near, propertyName=_made(near, name))
    return replace(schema, value=members)
