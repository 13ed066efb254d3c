"""Answers that a document allows: JSON values of a schema, which show each of its alternatives at least once.

A schema's choices (is an optional field there, which value of an enum, which branch, null or not) are taken by turns,
so a few values show all of them. Knows nothing of clients.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.agreement.places import Json, at, followed

from leadsmith.document import pointer

_FORMATS = {
    "date-time": "2024-05-17T12:00:00Z",
    "date": "2024-05-17",
    "time": "12:00:00Z",
    "duration": "PT1H",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "email": "ana@example.com",
    "uri": "https://example.com/a",
    "url": "https://example.com/a",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
}
_IDLE = 3
_DEEPEST = 12


class Sampler:
    """Makes values for the schemas of one document, and remembers which choices were shown."""

    def __init__(self, root: Json) -> None:
        self.root = root
        self._taken: Counter[str] = Counter()
        self._sizes: dict[str, int] = {}
        self._within: Counter[str] = Counter()

    def values(self, place: str) -> Iterator[Any]:
        """Values of the schema at a pointer, until no choice that was met is left that they reach, but one at least."""
        idle, left = 0, None
        while idle < _IDLE and left != 0:
            self._within.clear()
            yield self._value(place, 0)
            now = sum(max(0, size - self._taken[choice]) for choice, size in self._sizes.items())
            idle = idle + 1 if left is not None and now >= left else 0
            left = now

    def _choose(self, place: str, options: list[Any]) -> Any:
        if len(options) == 1:
            return options[0]
        self._sizes[place] = len(options)
        chosen = options[self._taken[place] % len(options)]
        self._taken[place] += 1
        return chosen

    def _value(self, place: str, depth: int) -> Any:
        place = followed(self.root, place)
        schema = at(self.root, place)
        if not isinstance(schema, dict) or depth > _DEEPEST:
            return None
        if schema.get("nullable") and self._choose(f"{place}?null", [False, True]):
            return None
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._choose(f"{place}?enum", schema["enum"])
        whole: Any = None
        for keyword in ("oneOf", "anyOf"):
            if schema.get(keyword):
                numbers = list(range(len(schema[keyword])))
                whole = self._value(f"{place}/{keyword}/{self._choose(f'{place}?{keyword}', numbers)}", depth + 1)
        for number in range(len(schema.get("allOf", []))):
            part = self._value(f"{place}/allOf/{number}", depth + 1)
            whole = {**whole, **part} if isinstance(whole, dict) and isinstance(part, dict) else part
        if "properties" in schema or "additionalProperties" in schema:
            own = self._object(place, schema, depth) if self._is("object", schema, place) else None
            return {**whole, **own} if isinstance(whole, dict) and own is not None else own
        if whole is not None or {"oneOf", "anyOf", "allOf"} & set(schema):
            return whole
        return self._plain(place, schema, depth)

    def _is(self, kind: str, schema: Json, place: str) -> bool:
        kinds = schema.get("type", kind)
        return bool(self._choose(f"{place}?type", kinds) == kind) if isinstance(kinds, list) else kinds == kind

    def _object(self, place: str, schema: Json, depth: int) -> Json:
        self._within[place] += 1
        whole = self._within[place] <= 2
        made: Json = {}
        for name in schema.get("properties", {}):
            required = name in schema.get("required", [])
            inner = place + pointer("properties", name)
            if required or (whole and self._choose(f"{inner}?there", [True, False])):
                made[name] = self._value(inner, depth + 1)
        if schema.get("additionalProperties") and isinstance(schema["additionalProperties"], dict) and whole:
            made["furtherKey"] = self._value(f"{place}/additionalProperties", depth + 1)
        return made

    def _plain(self, place: str, schema: Json, depth: int) -> Any:
        kinds = schema.get("type", "string")
        kind = self._choose(f"{place}?type", kinds) if isinstance(kinds, list) else kinds
        match kind:
            case "object":
                return {}
            case "array":
                # beyond what was shown twice, items are left out where that is allowed
                self._within[place] += 1
                count = max(schema.get("minItems", 0), 1 if self._within[place] <= 2 and depth < _DEEPEST - 2 else 0)
                return [self._value(f"{place}/items", depth + 1) for _ in range(count)] if "items" in schema else []
            case "boolean":
                return self._choose(f"{place}?boolean", [True, False])
            case "integer":
                return int(self._number(schema, 1))
            case "number":
                return self._choose(f"{place}?number", [self._number(schema, 1.5), int(self._number(schema, 1))])
            case "null":
                return None
        return self._text(schema)

    def _number(self, schema: Json, value: float) -> float:
        low, high = schema.get("minimum"), schema.get("maximum")
        value = value if low is None or value >= low else low
        return value if high is None or value <= high else high

    def _text(self, schema: Json) -> str:
        if schema.get("format") in _FORMATS:
            return _FORMATS[schema["format"]]
        if "pattern" in schema and isinstance(schema.get("example"), str):
            return str(schema["example"])
        text = "text".ljust(schema.get("minLength", 0), "x")
        return text[: schema.get("maxLength", len(text))]
