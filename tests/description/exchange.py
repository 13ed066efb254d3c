"""One HTTP exchange, as recorded, held against an OpenAPI 3.1 description: its request and its response.

JSON Schema does the work; here is only what the standard leaves to tools: which operation a path means, and what the
text of a query stands for (OpenAPI 3.1, 4.8.12). Knows nothing of leads, of the generator or of the client.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jsonschema.exceptions import best_match
from openapi_schema_validator import OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]

_DESCRIPTION = "urn:description"


@dataclass(frozen=True)
class Match:
    """The operation that a request is for: its method in lower case, its path, and the values in the path."""

    method: str
    path: str
    values: Mapping[str, str]


def check(document: Json, exchange: Json) -> list[str]:
    """What is not as described in an exchange, each with the JSON path of the field; empty when all is well."""
    request, response = exchange["request"], exchange["response"]
    match = find_operation(document, request)
    if match is None:
        return [f"request: no operation is described for {request['method']} {request['url']}"]
    return [
        *(f"request: {problem}" for problem in _request(document, match, request)),
        *(f"response: {problem}" for problem in _response(document, match, response)),
    ]


def find_operation(document: Json, request: Json) -> Match | None:
    """The operation that a request is for; a path without parameters comes before one with them."""
    method, sent = request["method"].lower(), urlsplit(request["url"]).path
    for path in sorted(document["paths"], key=lambda path: path.count("{")):
        for server in document["servers"]:
            template = urlsplit(server["url"]).path.rstrip("/") + path
            pattern = re.sub(r"\\{([^{}]+)\\}", r"(?P<\1>[^/]+)", re.escape(template))
            if method in document["paths"][path] and (found := re.fullmatch(pattern, sent)):
                return Match(method, path, {name: unquote(value) for name, value in found.groupdict().items()})
    return None


def closed(document: Json) -> Json:
    """The same description, but objects have no other fields than described ones: what it does not know is seen.

    For descriptions without `allOf`, in which an object's fields stand in one place.
    """

    def close(value: Any) -> Any:
        if isinstance(value, list):
            return [close(item) for item in value]
        if not isinstance(value, dict):
            return value
        inner = {key: close(item) for key, item in value.items()}
        return {"additionalProperties": False, **inner} if value.get("type") == "object" else inner

    return {**document, "components": close(document["components"])}


# The two sides --------------------------------------------------------------------------------------------------------


def _request(document: Json, match: Match, request: Json) -> Iterator[str]:
    item = document["paths"][match.path]
    operation = item[match.method]
    places = [pointer("paths", match.path, "parameters", index) for index in range(len(item.get("parameters", ())))]
    own = range(len(operation.get("parameters", ())))
    places += [pointer("paths", match.path, match.method, "parameters", index) for index in own]
    query = _nested(parse_qsl(urlsplit(request["url"]).query, keep_blank_values=True))
    for place in places:
        parameter, place = _resolved(document, place)
        values = {"path": match.values, "query": query}[parameter["in"]]
        if parameter["name"] in values:
            value = _typed(document, values[parameter["name"]], parameter["schema"])
            yield from invalid(document, value, f"{place}/schema", parameter["name"])
        elif parameter.get("required"):
            yield f"{parameter['name']}: the parameter is required"
        query.pop(parameter["name"], None)
    yield from (f"{name}: no such parameter is described" for name in query)

    if "requestBody" in operation:
        body, place = _resolved(document, pointer("paths", match.path, match.method, "requestBody"))
        yield from _content(document, body, place, request)
    elif request["body"] is not None:
        yield "a body is sent, and none is described"


def _response(document: Json, match: Match, response: Json) -> Iterator[str]:
    responses = document["paths"][match.path][match.method]["responses"]
    status = str(response["status"])
    if status not in responses:
        yield f"status {status} is not described"
        return
    described, place = _resolved(document, pointer("paths", match.path, match.method, "responses", status))
    yield from _content(document, described, place, response)


def _content(document: Json, described: Json, place: str, message: Json) -> Iterator[str]:
    """A body against the content that a request body or a response describes."""
    sent = message["headers"].get("content-type", "").partition(";")[0].strip().lower()
    if message["body"] is None:
        if described.get("required", "content" in described):
            yield "the body is missing"
    elif not sent:
        yield "the media type is missing"
    elif sent not in described.get("content", {}):
        yield f"the media type {sent} is not described"
    else:
        yield from invalid(document, message["body"], f"{place}{pointer('content', sent, 'schema')}")


# Values ---------------------------------------------------------------------------------------------------------------


def invalid(document: Json, value: Any, place: str, name: str = "$") -> Iterator[str]:
    """Each problem of a value with the schema at the pointer `place`, at the field that explains it best."""
    resource = Resource.from_contents(document, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(_DESCRIPTION, resource)
    validator = OAS31Validator({"$ref": f"{_DESCRIPTION}#{place}"}, registry=registry)
    for error in validator.iter_errors(value):
        deepest = best_match([error]) or error
        yield f"{name}{deepest.json_path.removeprefix('$')}: {deepest.message}"


def _nested(pairs: list[tuple[str, str]]) -> Json:
    """The pairs of a query as nested objects: `where[or][0][city][equals]=Austin`. Numbered members make a list."""
    tree: Json = {}
    for key, text in pairs:
        *outer, last = re.findall(r"[^\[\]]+", key)
        place = tree
        for name in outer:
            place = place.setdefault(name, {})
        place[last] = text
    return {key: _lists(value) for key, value in tree.items()}


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    members = {key: _lists(member) for key, member in value.items()}
    return list(members.values()) if members and all(key.isdigit() for key in members) else members


def _typed(document: Json, value: Any, schema: Json) -> Any:
    """Text of a query as what the schema says it stands for; what cannot be read stays text."""
    schema, _ = _followed(document, schema, "")
    if isinstance(value, dict):
        properties, further = schema.get("properties", {}), schema.get("additionalProperties", {})
        return {key: _typed(document, member, properties.get(key, further)) for key, member in value.items()}
    kinds = schema.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "array" in kinds:
        items = value.split(",") if isinstance(value, str) else value
        return [_typed(document, item, schema.get("items", {})) for item in items]
    if "string" in kinds or not isinstance(value, str):
        return value
    if "boolean" in kinds and value in ("true", "false"):
        return value == "true"
    if "integer" in kinds and re.fullmatch(r"-?\d+", value):
        return int(value)
    if "number" in kinds and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    return value


def _resolved(document: Json, place: str) -> tuple[Json, str]:
    """What stands at a JSON pointer, and its pointer, after following `$ref`."""
    value: Any = document
    for token in place.split("/")[1:]:
        key = unquote(token).replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return _followed(document, value, place)


def _followed(document: Json, value: Any, place: str) -> tuple[Json, str]:
    if isinstance(value, dict) and "$ref" in value:
        return _resolved(document, value["$ref"].removeprefix("#"))
    return (value if isinstance(value, dict) else {}), place


def pointer(*tokens: str | int) -> str:
    """A JSON pointer that can stand in a URI: braces of path templates are percent-encoded."""
    escaped = (str(token).replace("~", "~0").replace("/", "~1") for token in tokens)
    return "".join(f"/{token.replace('{', '%7B').replace('}', '%7D')}" for token in escaped)
