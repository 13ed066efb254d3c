"""Samples of translated schemas: the smallest value that a schema allows, or one with all that it names.

A sample is a guess: what `allOf`, `not`, `oneOf` and the like make of it the validator says, and another is tried. The
same seed gives the same samples.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from tests.conformance.schemas import Schema, Schemas, target
from tests.conformance.texts import Where, text

TRIES = 40
_DEEP, _DEEPEST = 4, 40
_BUDGET = 250
_EXTRA = "conformanceExtra"


class ImpossibleError(Exception):
    """No value was found."""


@dataclass(frozen=True)
class Wanted:
    """What kind of sample: `full` has what may be left out too; `unknown` adds fields that are not described."""

    full: bool
    where: Where = "json"
    unknown: bool = False
    nulls: bool = True
    empty: bool = True
    flat: bool = False
    """No lists or objects inside of a list or an object: most styles of parameters have no place for them."""


def sample(schemas: Schemas, schema: Schema, seed: str, wanted: Wanted) -> Any:
    """A value that the validator takes. Raises ImpossibleError when none is found: then nothing is known."""
    for attempt in range(TRIES + TRIES // 4):
        share = attempt % TRIES / TRIES
        kind = wanted
        if share > 0.3:
            kind = replace(kind, unknown=False)
        if share > 0.7:
            kind = replace(kind, full=not kind.full)
        made = _Sampler(schemas, Random(f"{seed}|{attempt}"), kind, 1 - share if kind.full else 0)
        try:
            value = made.value(schema, 0)
        except ImpossibleError:
            continue
        if schemas.valid(schema, value, strict=attempt < TRIES):
            return value
    raise ImpossibleError


@dataclass
class _Sampler:
    schemas: Schemas
    rng: Random
    wanted: Wanted
    optional: float
    """The chance of a field that may be left out."""
    left: int = field(default=_BUDGET)

    def value(self, schema: Schema, depth: int) -> Any:
        if schema is False or depth > (_DEEPEST if self.wanted.empty else 3 * _DEEP):
            raise ImpossibleError
        flat = self._flat({} if schema is True else schema, depth, frozenset())
        self.left -= 1
        if "enum" in flat:
            choices = [one for one in flat["enum"] if self._may_be(one, flat)]
            if not choices:
                raise ImpossibleError
            return self.rng.choice(choices)
        kind = self._kind(flat, depth)
        match kind:
            case "null":
                return None
            case "boolean":
                return self.rng.random() < 0.5
            case "integer" | "number":
                return self._number(flat, kind == "integer")
            case "string":
                return text(self.rng, flat, self.wanted.where)
            case "array":
                return self._array(flat, depth)
        return self._object(flat, depth)

    @property
    def _share_of_nulls(self) -> float:
        return 0.2 if self.optional else 0.7

    # One schema of many ---------------------------------------------------------------------------------------------

    def _flat(self, schema: Mapping[str, Any], depth: int, seen: frozenset[str]) -> dict[str, Any]:
        """The keywords of a schema and of all that it is made of, of each union one kind."""
        own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf", "anyOf", "oneOf")}
        if "const" in own:
            own["enum"] = [own.pop("const")]
        parts: list[Mapping[str, Any]] = []
        if "$ref" in schema:
            name = target(schema)
            if name in seen:
                raise ImpossibleError
            parts.append(self._flat(self._as_dict(self.schemas.definitions[name]), depth, seen | {name}))
        parts += [self._flat(self._as_dict(one), depth, seen) for one in schema.get("allOf", ())]
        found = dict(own)
        for part in parts:
            found = _merged(found, part)
        tag = own.get("x-tag")
        if tag and not ("oneOf" in schema or "anyOf" in schema):
            kinds = [name for name in tag["values"] if name not in seen]
            if kinds and not seen & set(tag["values"]):
                name = self.rng.choice(kinds)
                below = self._flat({"$ref": f"#/$defs/{name}"}, depth, seen)
                return _merged(_merged(found, below), _tagged(tag, name))
        for key in ("oneOf", "anyOf"):
            if key in schema:
                found = _merged(found, self._branch(schema[key], tag, depth, seen))
        return found

    def _branch(
        self, branches: list[Schema], tag: Mapping[str, Any] | None, depth: int, seen: frozenset[str]
    ) -> dict[str, Any]:
        made: list[tuple[int, float, dict[str, Any]]] = []
        for one in branches:
            if one is False:
                continue
            try:
                flat = self._flat(self._as_dict(one), depth, seen)
            except ImpossibleError:
                continue
            if tag and isinstance(one, dict) and "$ref" in one:
                flat = _merged(flat, _tagged(tag, target(one)))
            made.append((self._weight(flat, depth), self.rng.random(), flat))
        if not made:
            raise ImpossibleError
        return min(made, key=lambda entry: entry[:2])[2]

    def _weight(self, flat: Mapping[str, Any], depth: int) -> int:
        """Which kinds of a union come first: any but null, deep below those that hold nothing more."""
        kinds = flat.get("type", ["object"])
        if kinds == ["null"]:
            return 0 if self.wanted.nulls and self.rng.random() < self._share_of_nulls else 5
        compound = bool({"object", "array"} & set(kinds)) and "enum" not in flat
        if self.wanted.flat and depth and compound:
            return 4
        return 3 if compound and (depth >= _DEEP or self.left < 0) else 1

    def _as_dict(self, schema: Schema) -> dict[str, Any]:
        if schema is False:
            raise ImpossibleError
        return {} if schema is True else schema

    # Values ---------------------------------------------------------------------------------------------------------

    def _may_be(self, value: Any, flat: Mapping[str, Any]) -> bool:
        return (self.wanted.nulls or value is not None) and _fits(value, flat.get("type"))

    def _kind(self, flat: Mapping[str, Any], depth: int) -> str:
        kinds = list(flat.get("type") or ())
        if not kinds and ("properties" in flat or flat.get("required") or "additionalProperties" in flat):
            kinds = ["object"]
        elif not kinds and ("items" in flat or "prefixItems" in flat):
            kinds = ["array"]
        elif not kinds:
            anything = ["string", "integer", "boolean"]
            kinds = (
                anything if self.wanted.flat or depth >= _DEEP or self.wanted.where != "json" else [*anything, "object"]
            )
        if "number" in kinds and "integer" in kinds:
            kinds.remove("integer")
        others = [kind for kind in kinds if kind != "null"]
        if others and (not self.wanted.nulls or self.rng.random() > self._share_of_nulls):
            kinds = others
        if self.wanted.flat and depth and (scalars := [kind for kind in kinds if kind not in ("object", "array")]):
            kinds = scalars
        if not self.wanted.nulls and kinds == ["null"]:
            raise ImpossibleError
        return str(self.rng.choice(kinds))

    def _number(self, flat: Mapping[str, Any], integer: bool) -> int | float:
        low, high = flat.get("minimum"), flat.get("maximum")
        step = flat.get("multipleOf")
        if "exclusiveMinimum" in flat:
            bound = flat["exclusiveMinimum"] + (1 if integer else 0.5)
            low = bound if low is None else max(low, bound)
        if "exclusiveMaximum" in flat:
            bound = flat["exclusiveMaximum"] - (1 if integer else 0.5)
            high = bound if high is None else min(high, bound)
        usual: list[int | float] = [0, 1, 2, 7, 42, -3, 1000, 2**40] if integer else [0.5, 1.25, 3, 19.99, -2.5, 100]
        fit = [
            one
            for one in usual
            if (low is None or one >= low) and (high is None or one <= high) and (not step or (one / step) % 1 == 0)
        ]
        if fit:
            return self.rng.choice(fit)
        start = low if low is not None else high if high is not None else 0
        if step:
            start = -(-start // step) * step
        return int(start) if integer or start == int(start) else start

    def _array(self, flat: Mapping[str, Any], depth: int) -> list[Any]:
        least = max(flat.get("minItems", 0), 0 if self.wanted.empty else 1)
        most = flat.get("maxItems", least + 2)
        count = least
        if self.optional and depth < _DEEP and self.left > 0:
            count = min(max(least, 2 if depth < 3 else 1), most)
        inner = replace(self.wanted, where="list") if self.wanted.where in ("path", "header", "query") else self.wanted
        made: list[Any] = []
        before, self.wanted = self.wanted, inner
        try:
            for index, one in enumerate(flat.get("prefixItems", ())):
                if index < max(count, min(len(flat["prefixItems"]), most)):
                    made.append(self.value(one, depth + 1))
            for _ in range(count * 8):
                if len(made) >= count:
                    break
                rich = self.optional
                self.optional = rich if not made else 0  # lists show both what may be left out and how it is left out
                item = self.value(flat.get("items", True), depth + 1)
                self.optional = rich
                if not flat.get("uniqueItems") or json.dumps(item) not in map(json.dumps, made):
                    made.append(item)
        finally:
            self.wanted = before
        return made

    def _object(self, flat: Mapping[str, Any], depth: int) -> dict[str, Any]:
        properties: dict[str, Schema] = flat.get("properties", {})
        required = flat.get("required", ())
        further: Schema = flat.get("additionalProperties", True)
        least = max(
            flat.get("minProperties", 0), 0 if self.wanted.empty or not (depth or self.wanted.where != "json") else 1
        )
        most = flat.get("maxProperties", 10_000)
        made: dict[str, Any] = {}
        for name in dict.fromkeys([*properties, *required]):
            schema = properties.get(name, further)
            if name in required:
                made[name] = self.value(schema, depth + 1)
            elif depth < _DEEP and self.left > 0 and self.rng.random() < self.optional and len(made) < most:
                self._try(made, name, schema, depth)
        for name in sorted(properties, key=lambda name: self._holds_more(properties[name])):
            if len(made) < least:
                self._try(made, name, properties[name], depth)
        described = "additionalProperties" in flat and further is not False
        if described and self.optional and depth < _DEEP and self.left > 0 and len(made) < most:
            self._try(made, self._key(flat), further, depth)
        if further is not False:
            for index in range(least - len(made)):
                self._try(made, f"{self._key(flat)}{index or ''}", further, depth)
        for pattern, schema in flat.get("patternProperties", {}).items():
            if len(made) < least or (self.optional and len(made) < most):
                self._try(made, text(self.rng, {"pattern": pattern}, "json"), schema, depth)
        if len(made) < least:
            raise ImpossibleError
        if self.wanted.unknown and properties and further is True and "unevaluatedProperties" not in flat:
            made[_EXTRA] = self.rng.choice([7, "text", None, [1], {"a": True}])
        return made

    def _holds_more(self, schema: Schema) -> int:
        """Where any field will do, those that hold objects or lists come last."""
        while isinstance(schema, dict) and "$ref" in schema:
            schema = self.schemas.definitions[target(schema)]
        kinds = {*schema.get("type", ())} if isinstance(schema, dict) else set()
        return 2 if "array" in kinds else 1 if "object" in kinds else 0

    def _key(self, flat: Mapping[str, Any]) -> str:
        names = flat.get("propertyNames")
        if names not in (None, True):
            key = self.value(names, _DEEP)
            if isinstance(key, str):
                return key
        return self.rng.choice(["key", "anotherKey", "x-third"])

    def _try(self, made: dict[str, Any], name: str, schema: Schema, depth: int) -> None:
        """A field that may be left out is, where it cannot be made."""
        if name in made or schema is False:
            return
        try:
            made[name] = self.value(schema, depth + 1)
        except ImpossibleError:
            made.pop(name, None)


def _tagged(tag: Mapping[str, Any], name: str) -> dict[str, Any]:
    if name not in tag["values"]:
        return {}
    return {"properties": {tag["property"]: {"enum": [tag["values"][name]]}}, "required": [tag["property"]]}


def _fits(value: Any, kinds: list[str] | None) -> bool:
    if not kinds:
        return True
    names = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array"}
    kind = "null" if value is None else names.get(type(value), "")
    return kind in kinds or (kind == "integer" and "number" in kinds)


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The keywords of both, as far as one can tell; raises ImpossibleError where they exclude each other."""
    found = dict(one)
    for key, value in other.items():
        if key not in found or found[key] == value:
            found[key] = value
        elif key == "type":
            kinds = [kind for kind in found[key] if kind in value or (kind == "integer" and "number" in value)]
            kinds += [kind for kind in value if kind == "integer" and "number" in found[key] and kind not in kinds]
            if not kinds:
                raise ImpossibleError
            found[key] = kinds
        elif key == "enum":
            found[key] = [item for item in found[key] if item in value]
        elif key == "required":
            found[key] = list(dict.fromkeys([*found[key], *value]))
        elif key in ("properties", "patternProperties"):
            both = {name: _both(found[key][name], value[name]) for name in found[key] if name in value}
            found[key] = {**found[key], **value, **both}
        elif key in ("items", "additionalProperties"):
            found[key] = _both(found[key], value)
        elif key.startswith(("min", "exclusiveMin")):
            found[key] = max(found[key], value)
        elif key.startswith(("max", "exclusiveMax")):
            found[key] = min(found[key], value)
    return found


def _both(one: Schema, other: Schema) -> Schema:
    if one is False or other is False:
        return False
    return {"allOf": [part for part in (one, other) if part is not True]}
