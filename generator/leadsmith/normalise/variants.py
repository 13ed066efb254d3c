"""Which objects are told apart by a value: `discriminator` on unions, and on parents that others name in `allOf`.

OpenAPI 3.1, section 4.8.25; `defaultMapping` is of 3.2. Must not know the normal form of anything but references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from leadsmith.document import FILES, Document, pointer, tokens
from leadsmith.naming import FIELD_RESERVED, snake
from leadsmith.normalise.keys import UNIONS
from leadsmith.normalise.normal import COMPONENTS, reference, referred
from leadsmith.normalise.spellings import is_alias, parts_of
from leadsmith.normalise.work import (
    AliasShape,
    EnumShape,
    Normaliser,
    ObjectShape,
    Property,
    Schema,
    mapping,
    resolve,
    sequence,
)

_HOLDERS = (("components", "schemas"), ("definitions",), ("$defs",), ())
"""Where schemas have names: in a document, and in a file of schemas."""


@dataclass(frozen=True)
class Told:
    """The objects of a schema in normal form have one of `values` as the property `wire`.

    `explicit`: the document says so; else it is the name of the component. `place` is that of the discriminator.
    `default`: they are also what has any other value, or none (`defaultMapping`).
    """

    schema: Schema
    wire: str
    values: tuple[str, ...]
    explicit: bool
    place: str
    default: bool = False


def find_families(work: Normaliser, components: Mapping[str, Any]) -> None:
    """Find the components that stand for others too: parents with a discriminator, by what names them in `allOf`."""
    children: dict[str, list[str]] = {}
    parents = []
    for name, schema in components.items():
        place = pointer("components", "schemas", name)
        for part, where in () if is_alias(schema) else parts_of(mapping(schema), place):
            if isinstance(mapping(part).get("$ref"), str):
                children.setdefault(resolve(work, part, where)[1], []).append(place)
    for name, schema in components.items():
        found = _discriminator(schema, pointer("components", "schemas", name))
        if found and not any(isinstance(mapping(schema).get(key), list) for key in UNIONS):
            parent = pointer("components", "schemas", name)
            told = [target for _, target in _mapped(work, *found) if target != parent]
            told += [target for target in (_default(work, *found),) if target not in ("", parent)]
            children[parent] = list(dict.fromkeys([*children.get(parent, ()), *told]))
            parents.append(parent)
    members = {place for parent in parents for place in (parent, *_descendants(parent, children))}
    work.families = {place: tuple(_descendants(place, children)) for place in children if place in members}


def _discriminator(schema: Any, place: str) -> tuple[Mapping[str, Any], str] | None:
    """The discriminator of an object, which may stand in an inline part of it, and its place."""
    found = mapping(mapping(schema).get("discriminator"))
    if isinstance(found.get("propertyName"), str):
        return found, f"{place}/discriminator"
    parts = enumerate(sequence(mapping(schema).get("allOf")))
    return next(filter(None, (_discriminator(part, f"{place}/allOf/{number}") for number, part in parts)), None)


def _descendants(place: str, children: Mapping[str, Iterable[str]]) -> list[str]:
    found: dict[str, None] = {}
    todo = [*children.get(place, ())]
    while todo:
        child = todo.pop(0)
        if child not in found and child != place:
            found[child] = None
            todo += children.get(child, ())
    return list(found)


def _mapped(work: Normaliser, discriminator: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    """The values of a discriminator's `mapping`, and the places of the schemas that they stand for."""
    for value, target in mapping(discriminator.get("mapping")).items():
        found = _meant(work, target, f"{place}/mapping{pointer(value)}")
        if found:
            yield value, found


def _meant(work: Normaliser, target: Any, place: str) -> str:
    """The place of the schema that a discriminator calls `target`; empty, and reported, when there is none."""
    if not isinstance(target, str):
        work.report("discriminator", place, f"A mapping names a schema; {target!r} is none, and is not used.")
        return ""
    schema, found = resolve(work, {"$ref": reference_to(work.document, target)}, place)
    return "" if schema is None else found


def _default(work: Normaliser, discriminator: Mapping[str, Any], place: str) -> str:
    """The place of the schema of what has a value that no other schema has; empty when the document does not say."""
    key = "defaultMapping"
    return _meant(work, discriminator[key], f"{place}/{key}") if key in discriminator else ""


def reference_to(document: Document, named: str) -> str:
    """The reference that a discriminator means (OpenAPI 3.1, 4.8.25.3): a name is that of a component.

    In a document of several files all else is a reference from the root already; see `document.files`.
    """
    root = document.root if document.whole is None else document.whole
    components = mapping(mapping(root.get("components")).get("schemas"))
    is_name = named in components or re.fullmatch(r"[A-Za-z0-9_-]+", named)
    return f"{COMPONENTS}{pointer(named)[1:]}" if is_name else named


def tell_parent(work: Normaliser, place: str, schema: Any, names: Mapping[str, Schema]) -> None:
    """Note what tells the members of a family apart; `names` are their places, with references to them."""
    found = _discriminator(schema, place)
    if found:
        # With a default, what has an unknown value is that, and the parent only what says so.
        told = _default(work, *found) not in ("", place)
        _tell(work, *found, {where: name for where, name in names.items() if told or where != place})


def tell_union(work: Normaliser, discriminator: Any, place: str, branches: Iterable[tuple[Any, str, Schema]]) -> None:
    """Note what tells the branches of a union apart: each with its place and its normal form."""
    wire = mapping(discriminator).get("propertyName")
    if not isinstance(wire, str):
        if wire is not None or not isinstance(discriminator, dict):
            return  # which is reported by who reads the whole document
        message = "A discriminator needs a `propertyName`; which branch an answer is, is told by its fields."
        work.report("discriminator", place, message)
        return
    places = {}
    for branch, where, shape in branches:
        if isinstance(mapping(branch).get("$ref"), str):
            places[resolve(work, branch, where)[1]] = shape
    _tell(work, discriminator, place, places)


def _tell(work: Normaliser, discriminator: Mapping[str, Any], place: str, places: Mapping[str, Schema]) -> None:
    wire = discriminator["propertyName"]
    values: dict[str, list[str]] = {}
    for value, target in _mapped(work, discriminator, place):
        values.setdefault(target, []).append(value)
    for target, told in values.items():
        name = work.places.get(target)
        shape = places.get(target) or (reference(name) if name else None)
        if shape is not None:
            work.told.append(Told(shape, wire, tuple(told), True, place))
    for target, shape in places.items():
        if target not in values and (name := _called(target)):
            work.told.append(Told(shape, wire, (name,), False, place))
    default = _default(work, discriminator, place)
    if default in places:
        name = work.places.get(default)
        work.told.append(Told(reference(name) if name else places[default], wire, (), True, place, True))
    elif default and not place.startswith(f"{default}/"):  # a parent may be its own default
        message = "`defaultMapping` names a schema that is none of those which are told apart; it is not used."
        work.report("discriminator", f"{place}/defaultMapping", message, "Add it to them.")


def _called(target: str) -> str:
    """The name of the schema at the pointer, as far as it stands where schemas have names; else empty."""
    path = tokens(target)
    inside = path[2:] if path[:1] == (FILES,) else path
    if not inside:
        return PurePosixPath(path[1]).stem if path else ""  # a file that is a schema
    return inside[-1] if inside[:-1] in _HOLDERS else ""


def tag_shapes(work: Normaliser) -> None:
    """Put what was noted on the properties of the objects. To be called when all shapes are known."""
    found: dict[tuple[str, str], list[str]] = {}
    defaults = {(name, told.wire) for told in work.told if told.default for name in _objects(work, told.schema, set())}
    for told in sorted(work.told, key=lambda told: not told.explicit):
        for name in _objects(work, told.schema, set()):
            if (name, told.wire) in defaults:  # no value that is not another's tells against it
                continue
            shape = work.shapes[name]
            assert isinstance(shape, ObjectShape)
            held = next((item for item in shape.properties if item.wire == told.wire), None)
            if held is None:
                message = f"{name} has no property {told.wire!r}, which tells the objects apart: it is taken as text."
                work.report("discriminator", told.place, message, f"Describe the property in {name}.")
                held = _told_property(work, shape, told.wire)
                work.shapes[name] = replace(shape, properties=(*shape.properties, held))
            closed = _closed(work, held)
            known = found.get((name, told.wire))
            if (told.explicit or not (closed or known)) and closed != set(told.values):
                values = found.setdefault((name, told.wire), [])
                values += [value for value in told.values if value not in values]
    for (name, wire), values in found.items():
        shape = work.shapes[name]
        assert isinstance(shape, ObjectShape)
        work.shapes[name] = replace(
            shape,
            properties=tuple(
                replace(item, tags=tuple(values)) if item.wire == wire else item for item in shape.properties
            ),
        )


def _told_property(work: Normaliser, shape: ObjectShape, wire: str) -> Property:
    scope = work.keys.of(shape.pointer)
    key = f"{scope}/properties{pointer(wire)}"
    name = work.names.claim(scope, key, snake(wire), reserved=FIELD_RESERVED, join="_")
    return Property(name, wire, {"type": "string"}, False, "", shape.pointer)


def _objects(work: Normaliser, schema: Schema, seen: set[str]) -> Iterator[str]:
    """The objects that a schema in normal form comes down to, without those inside of lists and objects."""
    for branch in schema.get("anyOf", [schema]):
        name = referred(branch)
        shape = work.shapes.get(name)
        if name in seen or shape is None:
            continue
        seen.add(name)
        if isinstance(shape, ObjectShape):
            yield name
        elif isinstance(shape, AliasShape):
            yield from _objects(work, shape.schema, seen)


def _closed(work: Normaliser, item: Property) -> set[Any]:
    """The values of a property that lists them."""
    found = set()
    for branch in item.schema.get("anyOf", [item.schema]):
        shape = work.shapes.get(referred(branch))
        if "const" in branch:
            found.add(branch["const"])
        elif isinstance(shape, EnumShape):
            found |= {value for _, value in shape.members}
    return found
