"""Schemas of any OpenAPI 3 document -> one normal form in which every object and every enum is a named component.

Normal form, all that the modules below ever see of a schema:

    {"$ref": "#/components/schemas/<final class name>"}      an object with properties, an enum, or an alias
    {"type": "string" | "boolean" | "integer" | ["integer", "number"] | "null", "format"?: ...}
    {"type": "string", "format": "binary"}                   a file in a multipart body
    {"type": "array", "items": normal}          {"type": "object", "additionalProperties": normal}
    {"type": "array", "prefixItems": [normal, ...], ...}                    a tuple of just these
    {"anyOf": [normal, ...]}                    {"const": value}            {} (any value)
    {"anyOf": [...], "several": key}            a value may be several of these objects at once: the key of the place

A number is `["integer", "number"]`, so that an integer of the server stays one. Null is always an own branch of
`anyOf`. Names of classes and fields are final here. Must not know Python types, operations or files.
"""

from __future__ import annotations

from typing import Any

from leadsmith.document import pointer
from leadsmith.naming import FIELD_RESERVED, pascal, snake
from leadsmith.normalise.classes import (
    branch_names,
    called,
    context,
    has_class,
    hold_names,
    joint_place,
    name_class,
)
from leadsmith.normalise.enums import constant, enum, enum_shape, enum_values, type_of
from leadsmith.normalise.members import OBJECT_KEYS, Members, collect, gathered, leaves_of, union_key
from leadsmith.normalise.normal import any_of, reference, referred, split_null, with_null
from leadsmith.normalise.spellings import STRUCTURE, access, as_enum, is_alias, parts_of, said, without_null
from leadsmith.normalise.together import (
    FORMATS,
    common_values,
    contradiction,
    limited,
    listed_values,
    null_of_all,
    possible,
    telling,
    the_one,
    told_about,
)
from leadsmith.normalise.variants import find_families, tell_parent, tell_union
from leadsmith.normalise.work import (
    AliasShape,
    Normaliser,
    ObjectShape,
    Part,
    Property,
    Schema,
    about,
    alone,
    mapping,
    resolve,
    text,
)

_NUMBER = ["integer", "number"]
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
    others = [place for family in work.families.values() for place in family if place not in places.values()]
    for place in dict.fromkeys(others):  # of which a discriminator alone may know
        work.places[place] = name_class(work, place, f"{work.keys.of(place)}/class", context(work, place))
        _shape_component(work, place, work.document.at(place), work.places[place])
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
        name = referred(branch)
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
    if schema is None or isinstance(schema, bool):
        return {}
    if not isinstance(schema, dict):
        work.report("bad-schema", place, f"A schema is an object, here it is {schema!r}; any value is taken.")
        return {}
    if "$ref" in schema and not isinstance(schema["$ref"], str):  # which is told where the document is looked over
        schema = {key: value for key, value in schema.items() if key != "$ref"}
    if place in work.inline:
        found = reference(work.inline[place])
        return with_null(found) if without_null(as_enum(schema))[0] else found
    return _normal(work, schema, place, wanted, shared)


def _normal(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str = "") -> Schema:
    nullable, schema = without_null(as_enum(schema))
    shape = _normalise_value(work, schema, place, wanted, shared)
    return with_null(shape) if nullable else shape


def _normalise_value(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema:
    if "$ref" in schema:
        beside = said(schema) - {"$ref", "type", "format"}
        if beside and alone(work):
            message = f"{', '.join(sorted(beside))} beside $ref: before OpenAPI 3.1 nothing there is read."
            work.report("ref-siblings", place, message, "Write `allOf` with the reference as one part of it.")
        elif beside:
            return _merged(work, schema, place, wanted, shared)
        return _reference(work, schema, place)
    if "$dynamicRef" in schema:
        message = "`$dynamicRef` is not followed; any value is taken."
        work.report("dynamic-reference", f"{place}/$dynamicRef", message, "Write `$ref`, for example by an overlay.")
        return {}
    if isinstance(schema.get("allOf"), list):
        return _merged(work, schema, place, wanted, shared)
    if place in work.files:
        return {"type": "string", "format": "binary"}
    if place in work.json_texts:
        return normalise_schema(work, schema.get("contentSchema"), f"{place}/contentSchema", wanted, shared)
    if schema.get("enum") == [None] or ("const" in schema and schema["const"] is None):
        return {"type": "null"}
    listed = schema["enum"] if isinstance(schema.get("enum"), list) else [schema["const"]] if "const" in schema else []
    if listed:
        found = (
            enum(work, schema, place, wanted, shared) if "enum" in schema else constant(work, schema["const"], place)
        )
        if found is not None:
            return found
        kind = schema.get("type", type_of(listed))
        schema = {key: value for key, value in schema.items() if key not in ("enum", "const")} | {"type": kind}
    if key := union_key(schema):
        others = {name: value for name, value in schema.items() if name not in (key, "discriminator")}
        return _distributed(work, schema, key, place, [(others, place)], place, wanted, shared)
    kinds = schema.get("type")
    if isinstance(kinds, list):
        branches = [_normalise_value(work, {**schema, "type": kind}, place, wanted, shared) for kind in kinds]
        return any_of(branches)
    if kinds == "object" or (kinds is None and any(key in schema for key in OBJECT_KEYS)):
        return _object(work, schema, place, wanted)
    if kinds == "array" or (kinds is None and any(key in schema for key in _ARRAY_KEYS)):
        return _array(work, schema, place, wanted, shared)
    if kinds == "number":
        return {"type": list(_NUMBER)}
    if kinds in ("integer", "boolean", "null"):
        return {"type": kinds}
    if kinds in ("string", "file"):
        return {"type": "string", "format": schema["format"]} if schema.get("format") in FORMATS else {"type": "string"}
    if kinds is None and "type" in schema:  # YAML without quotes
        return {"type": "null"}
    return {}  # a type that there is not is reported by who reads the whole document


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
    return any_of([*(member for member in family if member), _named(work, target)])


def _named(work: Normaliser, place: str) -> Schema:
    """A reference to the component at the pointer; empty when it has no name."""
    return reference(work.places[place]) if place in work.places else {}


def _shape_component(work: Normaliser, place: str, schema: Any, name: str) -> None:
    schema = schema if isinstance(schema, dict) else {}
    nullable, bare = without_null(as_enum(schema))
    description = about(schema)
    values, also = enum_values(work, bare, place) if isinstance(bare.get("enum"), list) else ((), ())
    if values and not nullable:
        work.shapes[name] = enum_shape(work, bare, work.keys.of(place), place, values, also)
        return
    leaves = [] if nullable or ("$ref" in bare and alone(work)) else leaves_of(work, bare, place)
    found = None if any(union_key(leaf) for leaf, _ in leaves) else gathered(leaves)
    if found is not None and found.properties:
        work.shapes[name] = _object_shape(work, found, name, description, place)
        return
    shape = _normal(work, schema, place, f"{name}Value")
    work.shapes[name] = AliasShape(shape, description, place)


# Unions ---------------------------------------------------------------------------------------------------------------


def _union(work: Normaliser, schema: Schema, key: str, place: str, wanted: str, shared: str) -> Schema:
    branches = schema[key]
    places = [f"{place}/{key}/{index}" for index in range(len(branches))]
    shapes = [
        normalise_schema(work, branch, where, f"{wanted}{suffix}", shared)
        for branch, where, suffix in zip(branches, places, branch_names(branches), strict=True)
    ]
    if "discriminator" in schema:
        found = zip(branches, places, shapes, strict=True)
        tell_union(work, schema["discriminator"], f"{place}/discriminator", found)
    return any_of(shapes, _several(work, schema, key, place, [], place, wanted))


def _several(
    work: Normaliser,
    union: Schema,
    key: str,
    where: str,
    others: list[tuple[Schema, str]],
    place: str,
    wanted: str,
) -> str:
    """The key of the place where a value may be several objects of a union at once; else empty.

    It may with `anyOf`, but not where a discriminator tells which it is, nor where only one has room for others.
    """
    if key != "anyOf" or "discriminator" in union:
        return ""
    room = 0
    for index, branch in enumerate(union[key]):
        leaves = [leaf for leaf, _ in leaves_of(work, branch, f"{where}/{key}/{index}")]
        is_object = any(union_key(leaf) or leaf.get("type") == "object" or OBJECT_KEYS & leaf.keys() for leaf in leaves)
        parts = [*leaves, *(leaf for leaf, _ in others)]
        room += is_object and not any(leaf.get("additionalProperties") is False for leaf in parts)
    if room < 2:
        return ""
    found = work.keys.of(place)
    work.unions[found] = work.places.get(place, wanted)
    return found


# Parts that go together -----------------------------------------------------------------------------------------------


def _merged(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema:
    """A schema that has parts: `allOf`, `$ref` beside other keywords, a union beside other keywords."""
    rest = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
    parts = [item for item in [*parts_of(schema, place), (rest, place)] if isinstance(item[0], dict)]
    if why := contradiction(leaves_of(work, schema, place)):
        first = next((item for item in parts if said(item[0]) - {"type", "format"}), parts[0])
        return _one_of(work, why, first, place, wanted, shared)
    speaking = [item for item in parts if said(item[0]) - {"type", "format"}]
    if len(speaking) == 1:
        shape = normalise_schema(work, *speaking[0], wanted, shared)
        # Without a type beside it `nullable` says nothing (OpenAPI 3.0.3), but everybody means it.
        return with_null(shape) if any(part.get("nullable") is True and not said(part) for part, _ in parts) else shape
    if not speaking:
        return normalise_schema(work, limited(parts), place, wanted, shared)
    return _together(work, leaves_of(work, schema, place), place, wanted, shared, about(schema))


def _joint(work: Normaliser, parts: list[Part], place: str, wanted: str, shared: str) -> Schema:
    """What all the schemas say together that describe one property, or the items of one list; see `_merged`.

    The last is used where nothing can be all of them. A class that is made of several is that of `place`.
    """
    if len(parts) == 1:
        return normalise_schema(work, *parts[0], wanted, shared)
    speaking = telling(work, parts) or parts[-1:]
    leaves = [leaf for part, where in speaking for leaf in leaves_of(work, part, where)]
    if any(where in work.files for _, where in leaves):
        return {"type": "string", "format": "binary"}
    if why := contradiction(leaves):
        return _one_of(work, why, parts[-1], parts[-1][1], wanted, shared)
    if (one := the_one(work, speaking)) is not None:
        shape = normalise_schema(work, *one, wanted, shared)
    else:
        place = joint_place(work, leaves, place)
        if any(said(part) - {"type", "format"} for part, _ in speaking):
            shape = _together(work, leaves, place, wanted, shared, told_about(parts))
        else:
            shape = normalise_schema(work, limited(speaking), place, wanted, shared)
    bare = split_null(shape)[0]
    return with_null(bare) if null_of_all(work, parts) else bare


def _one_of(work: Normaliser, why: str, part: Part, place: str, wanted: str, shared: str) -> Schema:
    """The one of several schemas that is used where no value fits all of them."""
    message = f"{why}; what {work.document.written(part[1])} says is used."
    work.report("all-of", place, message, "Mend it, for example by an overlay.")
    return normalise_schema(work, *part, wanted, shared)


def _together(work: Normaliser, leaves: list[Part], place: str, wanted: str, shared: str, description: str) -> Schema:
    """What is each of the leaves at once; a class that is made of it is that of `place`."""
    for number, (leaf, where) in enumerate(leaves):
        if key := union_key(leaf):
            rest = {name: value for name, value in leaf.items() if name not in (key, "discriminator")}
            others = [*leaves[:number], (rest, where), *leaves[number + 1 :]]
            return _distributed(work, leaf, key, where, others, place, wanted, shared)
    if found := gathered(leaves):
        return _hoisted_object(work, found, place, wanted, description)
    if why := contradiction(leaves):
        return _one_of(work, why, leaves[0], place, wanted, shared)
    lists = [leaf for leaf, _ in leaves if listed_values(leaf)]
    if len(lists) > 1 and not any(said(leaf) & STRUCTURE for leaf, _ in leaves):
        common = common_values([listed_values(leaf) for leaf in lists])
        return normalise_schema(work, {**lists[-1], "enum": common}, place, wanted, shared)
    structured = [(leaf, where) for leaf, where in leaves if said(leaf) - {"type", "format", "required"}]
    items = [
        (leaf["items"], f"{where}/items")
        for leaf, where in structured
        if said(leaf) <= {"type", "items"} and not isinstance(leaf["items"], list)
    ]
    if len(items) == len(structured) > 1:
        return {"type": "array", "items": _joint(work, items, f"{place}/items", f"{wanted}Item", shared)}
    if len(structured) > 1:
        why = "No type says all of these parts at once"
        return _one_of(work, why, structured[0], place, wanted, shared)
    return normalise_schema(work, *(structured or [(limited(leaves), place)])[0], wanted, shared)


def _distributed(
    work: Normaliser,
    union: Schema,
    key: str,
    where: str,
    others: list[Part],
    place: str,
    wanted: str,
    shared: str,
) -> Schema:
    """What a union and others say together: each branch that can be one of the others too, with what these say."""
    elsewhere = [other for other in others if other[1] != where]
    branches = [leaves_of(work, branch, f"{where}/{key}/{index}") for index, branch in enumerate(union[key])]
    fitting = [possible(work, [*elsewhere, *leaves]) for leaves in branches]
    speaking = any(said(leaf) - {"type", "format", "required"} for leaf, _ in others)
    if not any(fitting):
        message = "Nothing is one of these and what goes with them at once; these are used."
        work.report("all-of", f"{where}/{key}", message, "Mend it, for example by an overlay.")
    if not any(fitting) or (all(fitting) and not speaking):
        return _union(work, union, key, where, wanted, shared)
    found = []
    for index, (branch, suffix) in enumerate(zip(union[key], branch_names(union[key], referred=True), strict=True)):
        at, own = f"{where}/{key}/{index}", f"{place}/{key}/{index}"
        leaves = branches[index]
        if not fitting[index]:
            continue
        work.keys.put(own, f"{work.keys.of(place)}/{key}/{work.keys.of(at).rpartition('/')[2]}")
        both = [*others, *leaves]
        is_null = {leaf.get("type") for leaf, _ in leaves} == {"null"}
        of_another_kind = gathered(others) and not gathered(both) and leaves
        if is_null or of_another_kind or (not speaking and said(mapping(branch)) - {"type", "format"}):
            shape = normalise_schema(work, branch, at, f"{wanted}{suffix}", shared)
        else:
            shape = _together(work, both, own, f"{wanted}{suffix}", shared, about(mapping(branch)))
        found.append((branch, at, shape))
    if "discriminator" in union:
        tell_union(work, union["discriminator"], f"{where}/discriminator", found)
    several = _several(work, union, key, where, others, place, wanted)
    return any_of((shape for _, _, shape in found), several)


# Objects and arrays ---------------------------------------------------------------------------------------------------


def _object(work: Normaliser, schema: Schema, place: str, wanted: str) -> Schema:
    found = collect(work, schema, place)
    return _hoisted_object(work, found, place, wanted, about(schema)) if found else {}


def _hoisted_object(work: Normaliser, found: Members, place: str, wanted: str, description: str) -> Schema:
    if not found.properties:
        return {"type": "object", "additionalProperties": _extra(work, found, wanted) or {}}
    if place in work.inline:
        return reference(work.inline[place])
    name = work.inline[place] = name_class(work, place, f"{work.keys.of(place)}/class", wanted)
    work.shapes[name] = _object_shape(work, found, name, description, place)
    return reference(name)


def _object_shape(work: Normaliser, found: Members, name: str, description: str, place: str) -> ObjectShape:
    unknown = {
        wire: [(True, where)]
        for wire, where in {**found.mentioned, **found.required}.items()
        if wire not in found.properties
    }
    for wire, [(_, where)] in unknown.items():
        work.report(
            "required-without-property",
            where,
            f"`required` names {wire!r}, which is not a property; any value can be given for it, or none.",
            "Describe the property, for example by an overlay.",
        )
    described = found.properties if found.extras else {**found.properties, **unknown}
    scope = work.keys.of(place)
    keys = {wire: f"{scope}/properties{pointer(wire)}" for wire in described}
    work.names.hold(scope, keys.values())
    wires = frozenset(described)
    properties = []
    for wire, parts in described.items():
        for said_of_it, where in parts:
            if not where.startswith(f"{place}/"):
                work.copy(f"{place}/properties{pointer(wire)}", said_of_it)
        field_name = work.names.claim(
            scope, keys[wire], snake(wire), reserved=FIELD_RESERVED, join="_", avoid=wires, own=wire
        )
        shape = _joint(work, parts, f"{place}/properties{pointer(wire)}", f"{name}{pascal(wire, '')}", shared=wire)
        properties.append(
            Property(
                field_name,
                wire,
                shape,
                wire in found.required and wire in found.properties,
                told_about(parts),
                parts[-1][1],
                next((part["default"] for part, _ in reversed(parts) if "default" in mapping(part)), None),
                *access(work, parts),
                format=next((text(part["format"]) for part, _ in parts if "format" in mapping(part)), ""),
            )
        )
    family = tuple(work.places[member] for member in work.families.get(place, ()) if member in work.places)
    return ObjectShape(tuple(properties), _extra(work, found, name), description, place, family)


def _extra(work: Normaliser, found: Members, wanted: str) -> Schema | None:
    """The schema of further properties; None when none are described."""
    extras = [normalise_schema(work, schema, where, f"{wanted}Value") for schema, where in found.extras]
    return any_of(extras) if extras else None


def _array(work: Normaliser, schema: Schema, place: str, wanted: str, shared: str) -> Schema:
    """A list, or a tuple where the number of items is fixed. Before JSON Schema 2020-12 `items` had the list."""
    new = isinstance(schema.get("prefixItems"), list)
    first = schema["prefixItems"] if new else schema.get("items")
    if not isinstance(first, list):
        item = schema.get("items", True)
        name = f"{wanted}Item" if isinstance(item, dict) and "enum" not in item else wanted
        return {"type": "array", "items": normalise_schema(work, item, f"{place}/items", name, shared)}
    key, other = ("prefixItems", "items") if new else ("items", "additionalItems")
    items = [
        normalise_schema(work, item, f"{place}/{key}/{index}", f"{wanted}Item{index + 1}")
        for index, item in enumerate(first)
    ]
    count = len(items)
    ends = schema.get(other) is False or schema.get("maxItems") == count
    if items and ends and schema.get("minItems") == count:
        return {"type": "array", "prefixItems": items, "minItems": count, "maxItems": count, "items": False}
    message = f"{key} of an array that can have another number of items: typed as a list of any of them."
    work.report("tuple", place, message, f"Add `minItems: {count}` and `maxItems: {count}` where all are there.")
    if not ends:
        items.append(normalise_schema(work, schema.get(other, True), f"{place}/{other}", f"{wanted}Item"))
    return {"type": "array", "items": any_of(items) if items else {}}
