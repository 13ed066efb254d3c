"""Requests held against an OpenAPI document of version 3.0 or 3.1: is this what the server takes?

JSON Schema does the work; here is only what it leaves open: which operation a URL means, what the text of a parameter
stands for, and which credentials suffice. Knows nothing of clients.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jsonschema.exceptions import best_match
from openapi_schema_validator import OAS30Validator, OAS31Validator, oas30_format_checker, oas31_format_checker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4, DRAFT202012
from tests.agreement.places import Json, at, followed

from leadsmith.document import pointer

_DESCRIPTION = "urn:description"


@dataclass(frozen=True)
class Sent:
    """A request as it left the client. Header names are in lower case."""

    method: str
    url: str
    fields: tuple[tuple[str, str], ...]
    content: bytes

    @property
    def headers(self) -> Mapping[str, str]:
        return dict(self.fields)


class Server:
    """The document as a server that checks what it gets."""

    def __init__(self, root: Json) -> None:
        self.root = root
        old = str(root["openapi"]).startswith("3.0")
        self._kind = OAS30Validator if old else OAS31Validator
        self._formats = oas30_format_checker if old else oas31_format_checker
        specification = DRAFT4 if old else DRAFT202012
        resource: Any = Resource.from_contents(root, default_specification=specification)
        self._registry: Registry[Any] = Registry().with_resource(_DESCRIPTION, resource)
        self._validators: dict[str, Any] = {}

    def invalid(self, value: Any, place: str) -> list[str]:
        """What is wrong with a value for the schema at a pointer: place and keyword of each problem."""
        if place not in self._validators:
            # a pointer in a URI: braces and the like are percent-encoded
            fragment = re.sub(r"[^A-Za-z0-9/~._-]", lambda found: f"%{ord(found[0]):02X}", place)
            self._validators[place] = self._kind(
                {"$ref": f"{_DESCRIPTION}#{fragment}"}, registry=self._registry, format_checker=self._formats
            )
        found = []
        for error in self._validators[place].iter_errors(value):
            deepest = best_match([error]) or error
            found.append(f"{deepest.json_path} {deepest.validator}")
        return found

    def problems(self, sent: Sent) -> set[str]:
        """What the server refuses in a request; each in words that are the same for the same problem."""
        match = self.find(sent)
        if match is None:
            return {"no such operation"}
        path, values = match
        item = self.root["paths"][path]
        operation = item[sent.method.lower()]
        return {
            *self._parameters(path, sent, values),
            *self._body(pointer("paths", path, sent.method.lower(), "requestBody"), operation, sent),
            *self._security(operation, sent),
        }

    def find(self, sent: Sent) -> tuple[str, dict[str, str]] | None:
        """The path of the operation, and the values in it. One without parameters comes first."""
        url = sent.url.partition("?")[0]
        for path in sorted(self.root["paths"], key=lambda path: path.count("{")):
            if sent.method.lower() not in self.root["paths"][path]:
                continue
            for address in self.addresses():
                names = re.findall(r"\{([^{}]+)\}", path)
                pattern = re.sub(r"\\\{[^{}]+\\\}", "([^/]+)", re.escape(address.rstrip("/") + path))
                if found := re.fullmatch(pattern, url):
                    return path, dict(zip(names, map(unquote, found.groups()), strict=True))
        return None

    def addresses(self) -> list[str]:
        """The absolute URLs of the servers; where there are none, one that tests use."""
        found = []
        for server in self.root.get("servers", []):
            variables = server.get("variables", {})
            url = re.sub(r"\{([^{}]+)\}", lambda name: str(variables[name[1]]["default"]), server["url"])  # noqa: B023
            found += [url] if "://" in url else []
        return found or ["https://api.test"]

    def _parameters(self, path: str, sent: Sent, values: dict[str, str]) -> Iterator[str]:
        query = parse_qsl(urlsplit(sent.url).query, keep_blank_values=True)
        cookies = dict(pair.split("=", 1) for pair in sent.headers.get("cookie", "").split("; ") if "=" in pair)
        known, spread = self._key_names(), False
        for place, parameter in self._described(path, sent.method.lower()):
            name, where = parameter["name"], parameter["in"]
            known.add(name)
            if "schema" not in parameter:
                continue
            if where == "query":
                value, whole = _from_query(query, parameter, at(self.root, followed(self.root, f"{place}/schema")))
                spread = spread or whole
            else:
                found = {"path": values, "header": sent.headers, "cookie": cookies}[where]
                value = found.get(name.lower() if where == "header" else name)
            if value is None:
                if parameter.get("required"):
                    yield f"{where} {name} is missing"
                continue
            candidates = [value, _parsed(value), _listed(value), _parsed(_listed(value))]
            wrong = [self.invalid(candidate, f"{place}/schema") for candidate in candidates]
            if all(wrong):
                yield from (f"{where} {name} {problem}" for problem in wrong[0])
        if not spread:
            unknown = {re.split(r"\[", name)[0] for name, _ in query} - {re.split(r"\[", name)[0] for name in known}
            yield from (f"query {name} is not described" for name in unknown)

    def _described(self, path: str, method: str) -> list[tuple[str, Json]]:
        found = {}
        for owner in (pointer("paths", path), pointer("paths", path, method)):
            for number in range(len(at(self.root, owner).get("parameters", []))):
                place = followed(self.root, f"{owner}/parameters/{number}")
                parameter = at(self.root, place)
                found[parameter["name"], parameter["in"]] = (place, parameter)
        return list(found.values())

    def _body(self, place: str, operation: Json, sent: Sent) -> Iterator[str]:
        if "requestBody" not in operation:
            if sent.content:
                yield "a body is not described"
            return
        place = followed(self.root, place)
        body = at(self.root, place)
        media_type = sent.headers.get("content-type", "").partition(";")[0]
        if not sent.content:
            if body.get("required"):
                yield "the body is missing"
        elif media_type not in body.get("content", {}):
            yield "the media type is not described"
        elif "json" in media_type and "schema" in body["content"][media_type]:
            value = json.loads(sent.content)
            wrong = self.invalid(value, place + pointer("content", media_type, "schema"))
            yield from (f"body {problem}" for problem in wrong)

    def _key_names(self) -> set[str]:
        schemes = self.root.get("components", {}).get("securitySchemes", {}).values()
        return {scheme["name"] for scheme in schemes if scheme.get("in") == "query"}

    def _security(self, operation: Json, sent: Sent) -> Iterator[str]:
        schemes = self.root.get("components", {}).get("securitySchemes", {})
        alternatives = operation.get("security", self.root.get("security", []))
        if alternatives and not any(all(_has(schemes[name], sent) for name in one) for one in alternatives):
            yield "no credential that suffices"


def _has(scheme: Json, sent: Sent) -> bool:
    authorization = sent.headers.get("authorization", "")
    match scheme["type"], scheme.get("in"):
        case "apiKey", "header":
            return scheme["name"].lower() in sent.headers
        case "apiKey", "query":
            return scheme["name"] in dict(parse_qsl(urlsplit(sent.url).query))
        case "apiKey", "cookie":
            return f"{scheme['name']}=" in sent.headers.get("cookie", "")
        case "http", _ if scheme["scheme"].lower() == "basic":
            return authorization.startswith("Basic ") and b":" in base64.b64decode(authorization[6:])
    return authorization.startswith("Bearer ")


def _from_query(query: list[tuple[str, str]], parameter: Json, schema: Json) -> tuple[Any, bool]:
    """The value of a parameter; and whether it takes keys of any name, as objects do that are spread."""
    name = parameter["name"]
    if parameter.get("style") == "deepObject":
        tree: Json = {}
        for key, text in query:
            first, *inner = re.findall(r"[^\[\]]+", key)
            if first == name and inner:
                place = tree
                for step in inner[:-1]:
                    place = place.setdefault(step, {})
                place[inner[-1]] = text
        return (_lists(tree) if tree else None), False
    found = [text for key, text in query if key == name]
    if schema.get("type") == "object" and parameter.get("explode", True):
        return dict(query), True
    if "array" in str(schema.get("type", schema)) and (parameter.get("explode", True) and len(found) > 1):
        return found, False
    return (found[0] if found else None), False


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    members = {key: _lists(member) for key, member in value.items()}
    return list(members.values()) if members and all(key.isdigit() for key in members) else members


def _listed(value: Any) -> Any:
    return value.split(",") if isinstance(value, str) else value


def _parsed(value: Any) -> Any:
    """Texts as what JSON takes them for."""
    if isinstance(value, dict):
        return {key: _parsed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_parsed(inner) for inner in value]
    try:
        return json.loads(value) if re.fullmatch(r"-?\d+(\.\d+)?|true|false", value) else value
    except (TypeError, ValueError):
        return value
