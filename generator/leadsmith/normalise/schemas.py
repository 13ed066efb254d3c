"""Schemas of any OpenAPI 3 document -> one normal form in which every object and every enum is a named component.

Normal form, all that the modules below ever see of a schema:

    {"$ref": "#/components/schemas/<final class name>"}      an object with properties, an enum, or an alias
    {"type": "string" | "boolean" | "integer" | ["integer", "number"] | "null", "format"?: ...}
    {"type": "array", "items": normal}          {"type": "object", "additionalProperties": normal}
    {"anyOf": [normal, ...]}                    {"const": value}            {} (any value)

A number is `["integer", "number"]`, so that an integer of the server stays one. Null is always an own branch of
`anyOf`. Names of classes and fields are final here. Must not know Python types, operations or files.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from leadsmith.document import pointer, tokens
from leadsmith.naming import CLASS_RESERVED, FIELD_RESERVED, JsonScalar, members, pascal, snake
from leadsmith.normalise.members import ANNOTATIONS, OBJECT_KEYS, Members, collect
from leadsmith.normalise.work import (
    MODELS,
    AliasShape,
    EnumShape,
    Normaliser,
    ObjectShape,
    Property,
    Schema,
    about,
    mapping,
    resolve,
    text,
)

_COMPONENTS = "/components/schemas"
_FORMATS = frozenset({"date-time", "date", "time", "duration", "uuid"})
_NUMBER = ["integer", "number"]
_STRUCTURE = frozenset("$ref allOf anyOf oneOf properties items prefixItems additionalProperties".split())
_ARRAY_KEYS = ("items", "prefixItems")


def normalise_components(work: Normaliser) -> None:
    """Give every component schema its name first, then its shape, in document order."""
    components = mapping(mapping(work.document.root.get("components")).get("schemas"))
    places = {name: pointer("components", "schemas", name) for name in components}
    alive = [key for key in work.names.known if work.is_alive(key)]
    work.names.hold(MODELS, [*places.values(), *alive])
    for key in (key for key in alive if key.endswith("/class")):
        owner = key.removesuffix("/class")
        work.owners.setdefault(_called(work, owner), []).append(owner)
    for name, place in places.items():
        if not _is_alias(components[name]):
            work.places[place] = _name_class(work, place, name)
    for name, place in places.items():
        if place in work.places:
            _shape_component(work, place, components[name], work.places[place])
    for name, shape in work.shapes.items():
        if isinstance(shape, AliasShape) and name in _meant(work, shape.schema, set()):
            work.report("endless-schema", shape.pointer, "The schema is defined by itself alone; any value is taken.")
            work.shapes[name] = AliasShape({}, shape.description, shape.pointer)


def _called(work: Normaliser, place: str) -> str:
    """What the schema at the pointer is the value of, or a list of values: the name of a property or parameter."""
    *above, last = tokens(place.removesuffix("/items"))
    parameter = work.document.at(pointer(*above)) if last == "schema" else None
    return text(parameter.get("name")) if isinstance(parameter, dict) else last


def _meant(work: Normaliser, schema: Schema, seen: set[str]) -> set[str]:
    """The aliases that a schema in normal form comes down to, without those inside of lists and objects."""
    for branch in schema.get("anyOf", [schema]):
        name = str(branch.get("$ref", "")).removeprefix(f"#{_COMPONENTS}/")
        shape = work.shapes.get(name)
        if name not in seen and isinstance(shape, AliasShape):
            seen.add(name)
            _meant(work, shape.schema, seen)
    return seen


def schema_at(work: Normaliser, schema: Any, place: str, wanted: str, shared: str = "") -> Schema:
    """`normalise_schema`, once for each place: a component of a parameter, body or response is used by many."""
    if place not in work.done:
        work.done[place] = normalise_schema(work, schema, place, wanted, shared)
    return work.done[place]


def normalise_schema(work: Normaliser, schema: Any, place: str, wanted: str, shared: str = "") -> Schema:
    """The schema at the pointer `place` in normal form; objects and enums in it are hoisted under the name `wanted`.

    Enums that stand inline under the same property name `shared` with the same values become one class.
    """
    if schema is True or schema is None:
        return {}
    if not isinstance(schema, dict):
        work.report("bad-schema", place, f"A schema is an object, here it is {schema!r}; any value is taken.")
        return {}
    if place in work.inline:
        reference = {"$ref": f"#{_COMPONENTS}/{work.inline[place]}"}
        return _with_null(reference) if _without_null(schema)[0] else reference
    return _normal(work, schema, place, wanted, shared)


def _normal(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str = "") -> Schema:
    nullable, schema = _without_null(_as_enum(schema))
    shape = _normalise_value(work, schema, place, wanted, shared)
    return _with_null(shape) if nullable else shape


def is_null(schema: Schema) -> bool:
    """Is this the null branch of a normal form?"""
    return schema.get("type") == "null"


def split_null(schema: Schema) -> tuple[Schema, bool]:
    """A normal form without null, and whether null was in it."""
    branches = schema.get("anyOf", [schema])
    rest = [branch for branch in branches if not is_null(branch)]
    if len(rest) == len(branches):
        return schema, False
    return (rest[0] if len(rest) == 1 else {"anyOf": rest} if rest else {"type": "null"}), True


def _normalise_value(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema:
    keys = set(schema) - ANNOTATIONS
    if "$ref" in schema:
        if keys == {"$ref"}:
            return _reference(work, schema, place)
        siblings = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {"allOf": [{"$ref": schema["$ref"]}, siblings]}
    parts = schema.get("allOf")
    if isinstance(parts, list) and len(parts) == 1 and keys == {"allOf"}:
        return normalise_schema(work, parts[0], f"{place}/allOf/0", wanted, shared)
    if isinstance(parts, list):
        return _merged(work, schema, place, wanted, shared)
    if schema.get("enum") == [None] or ("const" in schema and schema["const"] is None):
        return {"type": "null"}
    if isinstance(schema.get("enum"), list):
        return _enum(work, schema, place, wanted, shared)
    if "const" in schema:
        return _constant(work, schema["const"], place)
    for key in ("oneOf", "anyOf"):
        if isinstance(schema.get(key), list) and any(_says_something(branch) for branch in schema[key]):
            return _union(work, schema, key, place, wanted, shared)
    kinds = schema.get("type")
    if isinstance(kinds, list):
        branches = [_normalise_value(work, {**schema, "type": kind}, place, wanted, shared) for kind in kinds]
        return _any_of(branches)
    if kinds == "object" or (kinds is None and any(key in schema for key in OBJECT_KEYS)):
        return _object(work, schema, place, wanted)
    if kinds == "array" or (kinds is None and any(key in schema for key in _ARRAY_KEYS)):
        return _array(work, schema, place, wanted, shared)
    if kinds == "number":
        return {"type": list(_NUMBER)}
    if kinds in ("integer", "boolean", "null"):
        return {"type": kinds}
    if kinds in ("string", "file"):
        return (
            {"type": "string", "format": schema["format"]} if schema.get("format") in _FORMATS else {"type": "string"}
        )
    if kinds is not None:
        work.report("unknown-type", place, f"The type {kinds!r} is not one of JSON Schema's; any value is taken.")
    return {}


def _reference(work: Normaliser, schema: Schema, place: str) -> Schema:
    value, target = resolve(work, schema, place)
    if value is None:
        return {}
    name = work.places.get(target) or work.inline.get(target)
    if name is None:
        name = work.inline[target] = _name_class(work, f"{target}/class", tokens(target)[-1])
        _shape_component(work, target, value, name)
    return {"$ref": f"#{_COMPONENTS}/{name}"}


def _name_class(work: Normaliser, key: str, wanted: str) -> str:
    """`key` is the pointer of a component; any other class has `/class` after its pointer, which names a field too."""
    name = work.names.claim(MODELS, key, pascal(wanted), reserved=CLASS_RESERVED)
    work.shapes[name] = None
    return name


def _shape_component(work: Normaliser, place: str, schema: Any, name: str) -> None:
    schema = schema if isinstance(schema, dict) else {}
    nullable, bare = _without_null(_as_enum(schema))
    description = about(schema)
    if not nullable and isinstance(bare.get("enum"), list) and (values := _enum_values(work, bare, place)):
        work.shapes[name] = EnumShape(
            tuple(members(values, work.names, place)), description, place, bare.get("type") == "number"
        )
        return
    found = collect(work, bare, place) if not nullable and not _is_union(bare) else None
    if found is not None and found.properties:
        work.shapes[name] = _object_shape(work, found, name, description, place)
        return
    shape = _normal(work, schema, place, f"{name}Value")
    work.shapes[name] = AliasShape(shape, description, place)


def _hoist(work: Normaliser, place: str, wanted: str) -> tuple[str, Schema]:
    name = work.inline[place] = _name_class(work, f"{place}/class", wanted)
    return name, {"$ref": f"#{_COMPONENTS}/{name}"}


# Enums and constants --------------------------------------------------------------------------------------------------


def _enum(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema:
    values = _enum_values(work, schema, place)
    if not values:
        return {}
    key = (shared, tuple((type(value), value) for value in values))
    if shared and key in work.shared:
        return {"$ref": f"#{_COMPONENTS}/{work.shared[key]}"}
    owner = _named_before(work, schema["enum"], place, shared) if shared else place
    name, reference = _hoist(work, owner, wanted)
    named = tuple(members(values, work.names, owner))
    work.shapes[name] = EnumShape(named, about(schema), owner, schema.get("type") == "number")
    work.shared[key] = name
    return reference


def _named_before(work: Normaliser, values: list[Any], place: str, shared: str) -> str:
    """Of the places that share an enum, the one that gave it its name the last time; else the one met first."""
    if f"{place}/class" in work.names.known:
        return place
    for owner in work.owners.get(shared, ()):
        schema = work.document.at(owner)
        enum = schema.get("enum") if isinstance(schema, dict) else None
        if isinstance(enum, list) and [value for value in enum if value is not None] == values:
            return owner
    return place


def _enum_values(work: Normaliser, schema: Schema, place: str) -> tuple[JsonScalar, ...]:
    values = [value for value in schema["enum"] if isinstance(value, str | int | float)]
    if len(values) < len(schema["enum"]):
        work.report("enum-value", f"{place}/enum", "Values that are objects or arrays are taken as any value.")
        return ()
    # Equal for JSON is equal here: 1 and 1.0 are one value, 1 and true are two.
    distinct = {(isinstance(value, bool), isinstance(value, str), value): value for value in values}
    if len(set(values)) < len(distinct):
        message = "A number and a truth value are equal in Python here; they are taken as any value."
        work.report("enum-value", f"{place}/enum", message)
        return ()
    return tuple(distinct.values())


def _as_enum(schema: Schema) -> Schema:
    """A union of nothing but constants, and null, is an enum in other words."""
    for key in ("oneOf", "anyOf"):
        branches = schema.get(key)
        if isinstance(branches, list) and branches and all(map(_is_constant, branches)):
            rest = {name: value for name, value in schema.items() if name not in (key, "type")}
            return {**rest, "enum": [branch.get("const") for branch in branches]}
    return schema


def _is_constant(branch: Any) -> bool:
    if not isinstance(branch, dict) or set(branch) - ANNOTATIONS - {"const", "type"}:
        return False
    value = branch.get("const")
    return branch.get("type") == "null" if value is None else isinstance(value, str | int | float)


def _constant(work: Normaliser, value: Any, place: str) -> Schema:
    if isinstance(value, str | int | bool):
        return {"const": value}
    work.report("constant", place, f"The constant {value!r} is taken as any value.")
    return {}


# Unions ---------------------------------------------------------------------------------------------------------------


def _union(work: Normaliser, schema: Schema, key: str, place: str, wanted: str, shared: str) -> Schema:
    beside = set(schema) - ANNOTATIONS - {key, "type"}
    if beside:
        work.report(
            "union-siblings",
            place,
            f"{', '.join(sorted(beside))} beside {key}: only the branches of {key} are used.",
            "Write the shared part into each branch.",
        )
    if "discriminator" in schema:
        message = "`discriminator` is not used yet: which branch an answer is, is told by its fields."
        work.report("discriminator", f"{place}/discriminator", message)
    branches = schema[key]
    titles = [_branch_name(branch, index) for index, branch in enumerate(branches)]
    return _any_of(
        normalise_schema(work, branch, f"{place}/{key}/{index}", f"{wanted}{titles[index]}", shared)
        for index, branch in enumerate(branches)
    )


def _branch_name(branch: Any, index: int) -> str:
    if isinstance(branch, dict) and isinstance(branch.get("enum"), list):
        return ""
    if isinstance(branch, dict) and isinstance(branch.get("title"), str) and pascal(branch["title"], ""):
        return pascal(branch["title"])
    return f"Option{index + 1}"


def _is_union(schema: Schema) -> bool:
    return any(
        isinstance(schema.get(key), list) and any(_says_something(b) for b in schema[key]) for key in ("oneOf", "anyOf")
    )


def _says_something(branch: Any) -> bool:
    """Does a branch describe a type? `anyOf: [{required: [a]}, {required: [b]}]` only narrows the object around it."""
    return not isinstance(branch, dict) or bool(set(branch) - ANNOTATIONS - {"required", "not"}) or not branch


def _any_of(branches: Iterable[Schema]) -> Schema:
    flat: list[Schema] = []
    for branch in branches:
        for part in branch.get("anyOf", [branch]):
            if part not in flat:
                flat.append(part)
    if {} in flat:
        return {}
    flat.sort(key=is_null)
    return flat[0] if len(flat) == 1 else {"anyOf": flat}


def _with_null(shape: Schema) -> Schema:
    return _any_of([shape, {"type": "null"}])


def _without_null(schema: Schema) -> tuple[bool, Schema]:
    """Whether the schema says null in one of its spellings (3.0 `nullable`, 3.1 types, enum, const), and the rest."""
    nullable = schema.get("nullable") is True
    rest = {key: value for key, value in schema.items() if key != "nullable"}
    kinds = rest.get("type")
    if isinstance(kinds, list) and "null" in kinds and len(kinds) > 1:
        nullable = True
        others = [kind for kind in kinds if kind != "null"]
        rest["type"] = others[0] if len(others) == 1 else others
    if isinstance(rest.get("enum"), list) and None in rest["enum"] and len(rest["enum"]) > 1:
        nullable = True
        rest["enum"] = [value for value in rest["enum"] if value is not None]
    return nullable, rest


# Objects and arrays ---------------------------------------------------------------------------------------------------


def _object(work: Normaliser, schema: Schema, place: str, wanted: str) -> Schema:
    found = collect(work, schema, place)
    if found is None:
        return {}
    if not found.properties:
        extra = normalise_schema(work, found.extra[0], found.extra[1], f"{wanted}Value") if found.extra else {}
        return {"type": "object", "additionalProperties": extra}
    name, reference = _hoist(work, place, wanted)
    work.shapes[name] = _object_shape(work, found, name, about(schema), place)
    return reference


def _merged(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema:
    if found := collect(work, schema, place):
        if not found.properties:
            return _object(work, {"type": "object", "additionalProperties": (found.extra or (True,))[0]}, place, wanted)
        name, reference = _hoist(work, place, wanted)
        work.shapes[name] = _object_shape(work, found, name, about(schema), place)
        return reference
    rest = {key: value for key, value in schema.items() if key != "allOf"}
    parts = [(part, f"{place}/allOf/{index}") for index, part in enumerate(schema["allOf"]) if isinstance(part, dict)]
    speaking = [item for item in [*parts, (rest, place)] if set(item[0]) - ANNOTATIONS - {"required", "not"}]
    structured = [item for item in speaking if set(item[0]) & _STRUCTURE]
    kinds = {str(part["type"]) for part, _ in speaking if "type" in part}
    if not structured and len(kinds) < 2:
        merged = {key: value for part, _ in speaking for key, value in part.items()}
        return normalise_schema(work, merged, place, wanted, shared)
    if len(structured) != 1:  # a type or limits beside one structure change nothing
        message = "allOf of parts that do not go together as objects do: only the first of them is used."
        work.report("all-of", place, message)
    part, where = (structured or speaking)[0]
    return normalise_schema(work, part, where, wanted, shared)


def _object_shape(work: Normaliser, found: Members, name: str, description: str, place: str) -> ObjectShape:
    for wire, where in found.required.items():
        if wire not in found.properties:
            work.report(
                "required-without-property",
                where,
                f"`required` names {wire!r}, which is not a property; it is not asked for and not typed.",
                "Describe the property, for example by an overlay.",
            )
    work.names.hold(place, (where for _, where in found.properties.values()))
    wires = frozenset(found.properties)
    properties = []
    for wire, (schema, where) in found.properties.items():
        field_name = work.names.claim(
            place, where, snake(wire), reserved=FIELD_RESERVED, join="_", avoid=wires - {wire}
        )
        shape = normalise_schema(work, schema, where, f"{name}{pascal(wire, '')}", shared=wire)
        properties.append(
            Property(
                field_name,
                wire,
                shape,
                wire in found.required,
                about(mapping(schema)),
                where,
                mapping(schema).get("default"),
            )
        )
    extra = normalise_schema(work, found.extra[0], found.extra[1], f"{name}Value") if found.extra else None
    return ObjectShape(tuple(properties), extra, description, place)


def _array(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema:
    if isinstance(schema.get("prefixItems"), list):
        items = _any_of(
            normalise_schema(work, item, f"{place}/prefixItems/{index}", f"{wanted}Item{index + 1}")
            for index, item in enumerate(schema["prefixItems"])
        )
        if schema.get("items") is not False:
            items = {}
        work.report("tuple", place, "prefixItems: typed as a list of any of its items, not as a tuple.")
        return {"type": "array", "items": items}
    item = schema.get("items", True)
    name = f"{wanted}Item" if isinstance(item, dict) and "enum" not in item else wanted
    return {"type": "array", "items": normalise_schema(work, item, f"{place}/items", name, shared)}


def _is_alias(schema: Any) -> bool:
    """A component that is nothing but a reference: the name of another one."""
    return isinstance(schema, dict) and "$ref" in schema and not set(schema) - ANNOTATIONS - {"$ref"}
