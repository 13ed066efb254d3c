"""The schemas of a document in one dialect, JSON Schema 2020-12, as a request or an answer sees them.

OpenAPI 3.0 and Swagger 2.0 are translated: `nullable`, exclusive bounds that are booleans, references that hide what
is beside them. Only keywords that are sound are kept, so that one wrong schema does not spoil the others. `x-tag` is
what is left of a discriminator. What validates is jsonschema-rs, which the generator and its clients do not use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import jsonschema_rs
from tests.conformance.documents import Library, Node
from tests.conformance.reading import version

Schema = dict[str, Any] | bool
View = Literal["request", "response"]

TYPES = ("string", "number", "integer", "boolean", "object", "array", "null")
_LIMITS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minimum", "maximum")
_SINGLE = ("items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else")
_SINGLE_31 = ("unevaluatedProperties", "unevaluatedItems")
_INTEGERS = {"int32": 2**31, "int64": 2**63}
_PREFIX = "#/$defs/"


def target(schema: Mapping[str, Any]) -> str:
    """The name of the definition that a translated `$ref` leads to."""
    return str(schema["$ref"]).removeprefix(_PREFIX)


@dataclass
class Schemas:
    """Translated schemas by name, each with those that it refers to."""

    library: Library
    view: View
    definitions: dict[str, Schema] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _roots: list[str] = field(default_factory=list)
    _waiting: list[tuple[str, Node]] = field(default_factory=list)

    def add(self, node: Node) -> Schema:
        """The schema at `node`, as a reference to its translation. All are added before the first is validated."""
        reference = self._reference(node)
        self._roots.append(target(reference))
        while self._waiting:
            name, one = self._waiting.pop()
            self.definitions[name] = self._translated(one, frozenset())
        return reference

    def problems(self, schema: Schema, value: Any) -> list[str]:
        """What the validator has against `value`; `schema` is one that `add` gave."""
        if isinstance(schema, bool):
            return [] if schema else ["nothing is allowed here"]
        name = target(schema)
        if self._lenient.is_valid({name: value}):
            return []
        found = self._strict.iter_errors({name: value})
        return [f"{'/'.join(map(str, error.instance_path[1:])) or 'value'}: {error.message[:300]}" for error in found]

    def valid(self, schema: Schema, value: Any, strict: bool = True) -> bool:
        """Whether the validator takes `value`. Not `strict`: also as several kinds of a `oneOf` at once, as in many
        documents nothing is of one kind alone.
        """
        validator = self._strict if strict else self._lenient
        return schema if isinstance(schema, bool) else validator.is_valid({target(schema): value})

    @cached_property
    def _strict(self) -> jsonschema_rs.Draft202012Validator:
        return self._compiled(self.definitions)

    @cached_property
    def _lenient(self) -> jsonschema_rs.Draft202012Validator:
        return self._compiled(_any_of(self.definitions))

    def _compiled(self, definitions: Mapping[str, Schema]) -> jsonschema_rs.Draft202012Validator:
        # One validator for all: to compile a schema is to compile all that it refers to.
        roots = {name: {"$ref": _PREFIX + name} for name in self._roots}
        return jsonschema_rs.Draft202012Validator({"properties": roots, "$defs": definitions}, validate_formats=True)

    @cached_property
    def _old(self) -> bool:
        return version(self.library.root.value) in ("2.0", "3.0")

    def _reference(self, node: Node) -> dict[str, Any]:
        name = self._names.get(node.key)
        if name is None:
            name = self._names[node.key] = f"s{len(self._names)}"
            self._waiting.append((name, node))
        return {"$ref": _PREFIX + name}

    def _translated(self, node: Node, dropped: frozenset[str]) -> Schema:
        """`dropped` are the properties that this view does not have, wherever they are required."""
        value = node.value
        if isinstance(value, bool):
            return value
        if not isinstance(value, dict):
            return {}
        found: dict[str, Any] = {}
        if isinstance(reference := value.get("$ref"), str):
            end = self.library.follow(node)
            aim = self.library.target(reference, node.file)
            if end is not None and aim is not None:
                found = self._reference(aim)
            if self._old:
                return found  # what is beside a reference is ignored (OpenAPI 3.0, 4.7.23)
        dropped |= {name for name, one in self._properties(node) if self._hidden(one)}
        found |= _types(value) | _numbers(value) | _plain(value)
        if isinstance(required := value.get("required"), list):
            names = dict.fromkeys(name for name in required if isinstance(name, str) and name not in dropped)
            found["required"] = list(names)
        properties = value.get("properties")
        if isinstance(properties, dict):
            found["properties"] = {
                name: name not in dropped and self._translated(node.at("properties", name), frozenset())
                for name in properties
            }
        patterns = value.get("patternProperties")
        if isinstance(patterns, dict):
            found["patternProperties"] = {
                pattern: self._translated(node.at("patternProperties", pattern), frozenset())
                for pattern in patterns
                if sound({"pattern": pattern})
            }
        for key in _SINGLE if self._old else _SINGLE + _SINGLE_31:
            if isinstance(value.get(key), dict | bool):
                found[key] = self._translated(node.at(key), frozenset())
        for key in ("allOf", "anyOf", "oneOf", "prefixItems"):
            if isinstance(many := value.get(key), list) and many:
                inner = dropped if key != "prefixItems" else frozenset()
                found[key] = [self._translated(node.at(key, index), inner) for index in range(len(many))]
        if tag := self._tag(node):
            found["x-tag"] = tag
        return found

    def _properties(self, node: Node, seen: frozenset[tuple[str, str]] = frozenset()) -> Iterator[tuple[str, Node]]:
        """The properties of a schema and of all that it is made of."""
        end = self.library.follow(node)
        if end is None or not isinstance(end.value, dict) or end.key in seen:
            return
        if isinstance(properties := end.value.get("properties"), dict):
            yield from ((name, end.at("properties", name)) for name in properties)
        if isinstance(parts := end.value.get("allOf"), list):
            for index in range(len(parts)):
                yield from self._properties(end.at("allOf", index), seen | {end.key})

    def _hidden(self, node: Node) -> bool:
        """Whether a property is not in this view: `readOnly` in a request, `writeOnly` in an answer.

        A part of an `allOf` may say so.
        """
        word = "readOnly" if self.view == "request" else "writeOnly"
        own = not (self._old and isinstance(node.value, dict) and "$ref" in node.value)
        end = self.library.follow(node)
        said = [one for one in (node if own else None, end) if one is not None and isinstance(one.value, dict)]
        parts = [part for one in said for part in one.value.get("allOf") or () if isinstance(part, dict)]
        return any(one.get(word) is True for one in [*(one.value for one in said), *parts])

    def _tag(self, node: Node) -> dict[str, Any]:
        """The property that tells the kinds of a union apart, and its text for each kind by the name of its schema."""
        given = node.value.get("discriminator")
        if isinstance(given, str):
            return {"property": given, "values": {}}
        if not isinstance(given, dict) or not isinstance(given.get("propertyName"), str):
            return {}
        values: dict[str, str] = {}
        mapping = given.get("mapping")
        for text, name in (mapping if isinstance(mapping, dict) else {}).items():
            aim = self.library.target(str(name), node.file) if "/" in str(name) or "#" in str(name) else None
            aim = aim or self.library.target(f"#/components/schemas/{name}", node.file)
            if aim is not None:
                values.setdefault(target(self._reference(aim)), text)
        for key in ("oneOf", "anyOf"):
            for one in node.value.get(key) or ():
                if isinstance(one, dict) and isinstance(reference := one.get("$ref"), str):
                    aim = self.library.target(reference, node.file)
                    if aim is not None:
                        values.setdefault(target(self._reference(aim)), reference.rpartition("/")[2])
        return {"property": given["propertyName"], "values": values}


def _any_of(schema: Any) -> Any:
    """A copy in which `oneOf` is `anyOf`."""
    if isinstance(schema, list):
        return [_any_of(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: value if key in ("enum", "const") else _any_of(value) for key, value in schema.items()}
    if isinstance(kinds := found.pop("oneOf", None), list):
        found["allOf"] = [*found.get("allOf", ()), {"anyOf": kinds}]
    elif kinds is not None:
        found["oneOf"] = kinds  # a property of that name
    return found


def sound(schema: dict[str, Any]) -> bool:
    """Whether the validator can use it."""
    try:
        jsonschema_rs.Draft202012Validator(schema)
    except (ValueError, jsonschema_rs.ValidationError):
        return False
    return True


def _types(value: Mapping[str, Any]) -> dict[str, Any]:
    given = value.get("type")
    types = [given] if isinstance(given, str) else given if isinstance(given, list) else []
    if given == "file":
        return {"type": ["string"], "format": "binary"}
    types = list(dict.fromkeys(kind for kind in types if kind in TYPES))
    if types and value.get("nullable") is True and "null" not in types:
        types.append("null")
    return {"type": types} if types else {}


def _numbers(value: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: value[key] for key in _LIMITS if _number(value.get(key)) and (value[key] >= 0 or "imum" in key)}
    found = {key: int(limit) if "imum" not in key else limit for key, limit in found.items()}
    for key, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if value.get(key) is True and limit in found:
            found[key] = found.pop(limit)
        elif _number(value.get(key)):
            found[key] = value[key]
    if _number(value.get("multipleOf")) and value["multipleOf"] > 0:
        found["multipleOf"] = value["multipleOf"]
    if (most := _INTEGERS.get(str(value.get("format")))) and value.get("type") in ("integer", "number"):
        found["minimum"] = max(found.get("minimum", -most), -most)
        found["maximum"] = min(found.get("maximum", most - 1), most - 1)
    return found


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if isinstance(value.get("enum"), list) and value["enum"]:
        found["enum"] = value["enum"]
    if "const" in value:
        found["const"] = value["const"]
    if isinstance(value.get("format"), str):
        found["format"] = value["format"]
    if value.get("uniqueItems") is True:
        found["uniqueItems"] = True
    if isinstance(value.get("pattern"), str) and sound({"pattern": value["pattern"]}):
        found["pattern"] = value["pattern"]
    return found


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
