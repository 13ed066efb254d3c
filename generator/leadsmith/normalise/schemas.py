"""Schemas of any OpenAPI 3 document -> one normal form in which every object and every enum is a named component.

Normal form, all that the modules below ever see of a schema:

    {"$ref": "#/components/schemas/<final class name>"}      an object with properties, an enum, or an alias
    {"type": "string" | "boolean" | "integer" | ["integer", "number"] | "null", "format"?: ...}
    {"type": "string", "format": "binary"}                   a file in a multipart body
    {"type": "array", "items": normal}          {"type": "object", "additionalProperties": normal}
    {"anyOf": [normal, ...]}                    {"const": value}            {} (any value)

A number is `["integer", "number"]`, so that an integer of the server stays one. Null is always an own branch of
`anyOf`. Names of classes and fields are final here. Must not know Python types, operations or files.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from leadsmith.document import pointer
from leadsmith.naming import FIELD_RESERVED, JsonScalar, members, pascal, snake
from leadsmith.normalise.classes import called, context, has_class, hold_names, keep_members, name_class, owner_of
from leadsmith.normalise.keys import ANNOTATIONS, natural_label
from leadsmith.normalise.members import OBJECT_KEYS, Members, collect, parts_of
from leadsmith.normalise.spellings import access, as_enum, is_alias, without_null
from leadsmith.normalise.variants import find_families, tell_parent, tell_union
from leadsmith.normalise.work import (
    AliasShape,
    EnumShape,
    Normaliser,
    ObjectShape,
    Property,
    Schema,
    about,
    mapping,
    resolve,
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
    find_families(work, components)
    hold_names(work, (place for name, place in places.items() if not is_alias(components[name])))
    for name, place in places.items():
        if not is_alias(components[name]):
            work.places[place] = name_class(work, place, place, name)
    for name, place in places.items():
        if place in work.places:
            _shape_component(work, place, components[name], work.places[place])
        if place in work.families:
            members = {where: _named(work, where) for where in (*work.families[place], place)}
            tell_parent(work, place, components[name], {where: ref for where, ref in members.items() if ref})
    for name, shape in work.shapes.items():
        if isinstance(shape, AliasShape) and name in _meant(work, shape.schema, set()):
            work.report("endless-schema", shape.pointer, "The schema is defined by itself alone; any value is taken.")
            work.shapes[name] = AliasShape({}, shape.description, shape.pointer)


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
        return _with_null(reference) if without_null(as_enum(schema))[0] else reference
    return _normal(work, schema, place, wanted, shared)


def _normal(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str = "") -> Schema:
    nullable, schema = without_null(as_enum(schema))
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
        return _merged(work, schema, place, wanted, shared)
    parts = schema.get("allOf")
    if isinstance(parts, list) and len(parts) == 1 and keys == {"allOf"}:
        return normalise_schema(work, parts[0], f"{place}/allOf/0", wanted, shared)
    if isinstance(parts, list):
        return _merged(work, schema, place, wanted, shared)
    if place in work.files:
        return {"type": "string", "format": "binary"}
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
    if target not in work.places and (target in work.inline or has_class(work, target, value)):
        return normalise_schema(work, value, target, context(work, target), called(work, target))
    if target not in work.places:
        work.places[target] = name_class(work, target, f"{work.keys.of(target)}/alias", context(work, target))
        _shape_component(work, target, value, work.places[target])
    family = (_named(work, place) for place in work.families.get(target, ()))
    return _any_of([*(member for member in family if member), _named(work, target)])


def _named(work: Normaliser, place: str) -> Schema:
    """A reference to the component at the pointer; empty when it has no name."""
    return {"$ref": f"#{_COMPONENTS}/{work.places[place]}"} if place in work.places else {}


def _shape_component(work: Normaliser, place: str, schema: Any, name: str) -> None:
    schema = schema if isinstance(schema, dict) else {}
    nullable, bare = without_null(as_enum(schema))
    description = about(schema)
    if not nullable and isinstance(bare.get("enum"), list) and (values := _enum_values(work, bare, place)):
        work.shapes[name] = EnumShape(
            tuple(members(values, work.names, work.keys.of(place))), description, place, bare.get("type") == "number"
        )
        return
    found = collect(work, bare, place) if not nullable and not _is_union(bare) else None
    if found is not None and found.properties:
        work.shapes[name] = _object_shape(work, found, name, description, place)
        return
    shape = _normal(work, schema, place, f"{name}Value")
    work.shapes[name] = AliasShape(shape, description, place)


def _hoist(work: Normaliser, place: str, wanted: str) -> tuple[str, Schema]:
    name = work.inline[place] = name_class(work, place, f"{work.keys.of(place)}/class", wanted)
    return name, {"$ref": f"#{_COMPONENTS}/{name}"}


# Enums and constants --------------------------------------------------------------------------------------------------


def _enum(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema:
    values = _enum_values(work, schema, place)
    if not values:
        return {}
    key = work.keys.of(place)
    group = shared, frozenset((type(value), value) for value in values)
    if shared and group in work.shared:
        work.names.share(f"{key}/class", work.shared[group])
        return {"$ref": f"#{_COMPONENTS}/{work.shared[group]}"}
    owner = work.owners.setdefault(group, owner_of(work, key, group)) if shared else key
    name = work.inline[place] = name_class(work, place, f"{owner}/class", wanted)
    work.names.share(f"{key}/class", name)
    work.class_keys[name] = owner
    keep_members(work, owner, values)
    named = tuple(members(values, work.names, owner))
    work.shapes[name] = EnumShape(named, about(schema), place, schema.get("type") == "number")
    work.shared[group] = name
    return {"$ref": f"#{_COMPONENTS}/{name}"}


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
    branches = schema[key]
    suffixes = _branch_names(branches)
    places = [f"{place}/{key}/{index}" for index in range(len(branches))]
    shapes = [
        normalise_schema(work, branch, where, f"{wanted}{suffix}", shared)
        for branch, where, suffix in zip(branches, places, suffixes, strict=True)
    ]
    if "discriminator" in schema:
        tell_union(work, schema["discriminator"], f"{place}/discriminator", zip(branches, places, shapes, strict=True))
    return _any_of(shapes)


def _branch_names(branches: list[Any]) -> list[str]:
    """What each branch adds to the name of the union: its label or its one field, nothing where no other is of its
    kind, else a number."""
    found = [_own_name(branch) for branch in branches]
    kinds = ["" if name else _kind(branch) for name, branch in zip(found, branches, strict=True)]
    for number, kind in enumerate(kinds):
        if kind and kinds.count(kind) > 1:
            found[number] = f"Option{kinds[: number + 1].count(kind)}"
    return found


def _own_name(branch: Any) -> str:
    if not isinstance(branch, dict) or isinstance(branch.get("enum"), list):
        return ""
    label = pascal(natural_label(branch), "")
    properties = mapping(branch.get("properties"))
    return label or (pascal(next(iter(properties)), "") if len(properties) == 1 else "")


def _kind(branch: Any) -> str:
    """What kind of value a branch is, as far as classes of two branches of one kind want the same name."""
    if not isinstance(branch, dict) or is_alias(branch) or isinstance(branch.get("enum"), list):
        return ""
    return "array" if branch.get("type") == "array" or "items" in branch else str(branch.get("type", "object"))


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


# Objects and arrays ---------------------------------------------------------------------------------------------------


def _object(work: Normaliser, schema: Schema, place: str, wanted: str) -> Schema:
    found = collect(work, schema, place)
    if found is None:
        return {}
    if not found.properties:
        return {"type": "object", "additionalProperties": _extra(work, found, wanted) or {}}
    name, reference = _hoist(work, place, wanted)
    work.shapes[name] = _object_shape(work, found, name, about(schema), place)
    return reference


def _merged(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema:
    if found := collect(work, schema, place):
        if not found.properties:
            return {"type": "object", "additionalProperties": _extra(work, found, wanted) or {}}
        name, reference = _hoist(work, place, wanted)
        work.shapes[name] = _object_shape(work, found, name, about(schema), place)
        return reference
    rest = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
    parts = [item for item in parts_of(schema, place) if isinstance(item[0], dict)]
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
    scope = work.keys.of(place)
    keys = {wire: f"{scope}/properties{pointer(wire)}" for wire in found.properties}
    work.names.hold(scope, keys.values())
    wires = frozenset(found.properties)
    properties = []
    for wire, (schema, where) in found.properties.items():
        field_name = work.names.claim(
            scope, keys[wire], snake(wire), reserved=FIELD_RESERVED, join="_", avoid=wires - {wire}
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
                *access(work, schema, where),
            )
        )
    family = tuple(work.places[member] for member in work.families.get(place, ()) if member in work.places)
    return ObjectShape(tuple(properties), _extra(work, found, name), description, place, family)


def _extra(work: Normaliser, found: Members, wanted: str) -> Schema | None:
    """The schema of further properties; None when none are described."""
    extras = [normalise_schema(work, schema, where, f"{wanted}Value") for schema, where in found.extras]
    return _any_of(extras) if extras else None


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
