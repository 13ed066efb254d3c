"""Normalised schemas -> Python types: classes, enum classes and aliases, as data.

What a schema is in Python, datamodel-code-generator says, once for each structure (`answers`); names and all else
are of the normal form, where they are final. Must not know operations or files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from leadsmith.ir import Alias, EnumClass, EnumMember, Field, ModelClass, Scalar, Type, Types
from leadsmith.models.answers import answered, maker_version
from leadsmith.models.structures import meant, read_type, structure, structure_of_enum, union
from leadsmith.normalise import AliasShape, EnumShape, ObjectShape, Schema, Shape, referred, split_null

__all__ = ["build_types", "maker_version", "union"]

_ENUM_BASES = ("StrEnum", "IntEnum", "Enum")


def build_types(shapes: Mapping[str, Shape], expressions: Mapping[str, Schema]) -> tuple[Types, dict[str, Type]]:
    """The classes for `shapes` (final name -> shape), and the type of each of the schemas in `expressions`.

    `expressions` are schemas that stand outside components: of parameters, bodies, answers and further properties.
    Null is no part of a field's type (`Field.nullable` says it); in an expression it is.
    """
    wanted: dict[tuple[str, ...], Schema] = {("expression", key): schema for key, schema in expressions.items()}
    kinds: dict[str, str] = {}
    for name, shape in shapes.items():
        if isinstance(shape, EnumShape):
            kinds[name] = structure_of_enum([value for _, value in shape.members])
        elif isinstance(shape, AliasShape):
            wanted["alias", name] = shape.schema
        else:
            wanted |= {("field", name, item.name): split_null(item.schema)[0] for item in shape.properties}
            if shape.extra is not None:
                wanted["extra", name] = shape.extra
    structures = {key: structure(schema) for key, schema in wanted.items()}
    texts = dict.fromkeys(each.text for each in structures.values())
    known = answered([*texts, *dict.fromkeys(kinds.values())])
    read = {text: read_type(known[text]) for text in texts}
    found = {key: meant(read[each.text], each.meant) for key, each in structures.items()}

    nullable = partial(_is_nullable, shapes=shapes)
    enums: dict[str, EnumClass] = {}
    models: dict[str, ModelClass] = {}
    named: dict[str, Alias] = {}
    for name, shape in shapes.items():
        if isinstance(shape, EnumShape):
            enums[name] = _enum(name, shape, known[kinds[name]])
        elif isinstance(shape, ObjectShape):
            types = {item.name: found["field", name, item.name] for item in shape.properties}
            models[name] = _model(name, shape, types, found.get(("extra", name)), nullable)
        else:
            named[name] = Alias(name, found["alias", name], shape.description, shape.pointer)
    return Types(enums, models, named, {}), {key: found["expression", key] for key in expressions}


def _enum(name: str, shape: EnumShape, base: str) -> EnumClass:
    if base not in _ENUM_BASES:
        raise RuntimeError(f"datamodel-code-generator wrote the base {base!r} of an enum, which is not known here")
    members = tuple(
        EnumMember(member, value, f"{shape.pointer}/enum/{index}")
        for index, (member, value) in enumerate(shape.members)
        if value is not None
    )
    kinds = list(dict.fromkeys(type(member.value).__name__ for member in members))
    kinds += [kind for kind in shape.also if kind not in kinds]
    value_type = union([Scalar(kind) for kind in kinds])
    return EnumClass(name, base, value_type, members, shape.description, shape.pointer)


def _model(
    name: str, shape: ObjectShape, types: Mapping[str, Type], extra: Type | None, nullable: Callable[[Schema], bool]
) -> ModelClass:
    fields = tuple(
        Field(
            item.name,
            item.wire,
            types[item.name],
            item.required,
            nullable(item.schema),
            item.description,
            item.pointer,
            item.default,
            read_only=item.read_only,
            write_only=item.write_only,
            tags=item.tags,
            format=item.format,
        )
        for item in shape.properties
    )
    return ModelClass(name, fields, extra, shape.description, shape.pointer)


def _is_nullable(schema: Schema, shapes: Mapping[str, Shape], within: frozenset[str] = frozenset()) -> bool:
    """Is null a value of the schema, also where it stands behind a name?"""
    rest, nullable = split_null(schema)
    for branch in rest.get("anyOf", [rest]):
        name = referred(branch)
        if isinstance(alias := shapes.get(name), AliasShape) and name not in within:
            nullable = nullable or _is_nullable(alias.schema, shapes, within | {name})
    return nullable
