"""Normalised schemas -> Python types, by datamodel-code-generator. The only module that imports it.

It gets schemas whose names are final, in the keys of the normal form alone: none of its own extensions, by which a
schema could name code. It gives back source text, which is read as a syntax tree, node by node, into the types of `ir`;
none of it is printed or run. What it does not know how to read is an error, so nothing passes unseen.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from datamodel_code_generator import Error, InputFileType, OpenAPIScope, PythonVersion, generate
from datamodel_code_generator.enums import DataModelType

from leadsmith.ir import (
    Alias,
    EnumClass,
    EnumMember,
    Field,
    ListOf,
    LiteralOf,
    MapOf,
    ModelClass,
    Ref,
    Scalar,
    TupleOf,
    Type,
    Types,
    UnionOf,
)
from leadsmith.normalise import AliasShape, EnumShape, ObjectShape, Schema, Shape, reference, referred, split_null

_SCALARS = {
    "str": "str",
    "int": "int",
    "float": "float",
    "bool": "bool",
    "None": "None",
    "Any": "Any",
    "AwareDatetime": "datetime",
    "datetime": "datetime",
    "date": "date",
    "time": "time",
    "UUID": "UUID",
    "bytes": "File",  # only what a multipart body holds is binary in the normal form
}
_ENUM_BASES = ("StrEnum", "IntEnum", "Enum")
_KINDS = ("array", "boolean", "integer", "null", "number", "object", "string")
_SCALAR = (str, int, float, bool, type(None))
_PASSED: Mapping[str, Callable[[Any], bool]] = {
    "$ref": lambda value: isinstance(value, str) and referred({"$ref": value}).isidentifier(),
    "type": lambda value: all(kind in _KINDS for kind in (value if isinstance(value, list) else [value])),
    "format": lambda value: value in ("binary", "date", "date-time", "time", "uuid"),
    "const": lambda value: isinstance(value, _SCALAR),
    "enum": lambda value: all(isinstance(item, _SCALAR) for item in value),
    "required": lambda value: all(isinstance(item, str) for item in value),
    "minItems": lambda value: isinstance(value, int),
    "maxItems": lambda value: isinstance(value, int),
}
"""What a schema of the normal form may hold, beside other schemas; nothing else reaches datamodel-code-generator."""


def build_types(shapes: Mapping[str, Shape], expressions: Mapping[str, Schema]) -> tuple[Types, dict[str, Type]]:
    """The classes for `shapes` (final name -> shape), and the type of each of the schemas in `expressions`.

    `expressions` are schemas that stand outside components: of parameters, bodies, answers and further properties.
    Null is no part of a field's type (`Field.nullable` says it); in an expression it is.
    """
    extras = {f"extra:{name}": shape.extra for name, shape in _objects(shapes).items() if shape.extra is not None}
    aliases = {f"alias:{name}": shape.schema for name, shape in shapes.items() if isinstance(shape, AliasShape)}
    wanted = {**expressions, **extras, **aliases}
    holder = _free_name("Expressions", shapes)
    schemas: dict[str, Schema] = {name: _schema(shape) for name, shape in shapes.items()}
    schemas[holder] = _object({f"e{index}": schema for index, schema in enumerate(wanted.values())})
    marks: dict[str, str] = {}
    schemas = {name: _marked(schema, marks, shapes) for name, schema in schemas.items()}
    schemas |= {name: _object({}) for name in marks.values()}
    for schema in schemas.values():
        _check_passed(schema)
    classes = _read(_generate(schemas))
    _compare(schemas, classes)

    known = _Known(frozenset(shapes), {name: key for key, name in marks.items()})
    fields = {
        name: {
            item.target.id: item.annotation
            for item in node.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
        }
        for name, node in classes.items()
    }
    found = {key: _type(fields[holder][f"e{index}"], known) for index, key in enumerate(wanted)}
    nullable = partial(_is_nullable, shapes=shapes)
    enums: dict[str, EnumClass] = {}
    models: dict[str, ModelClass] = {}
    named: dict[str, Alias] = {}
    for name, shape in shapes.items():
        if isinstance(shape, EnumShape):
            enums[name] = _enum(name, shape, classes[name])
        elif isinstance(shape, ObjectShape):
            models[name] = _model(name, shape, fields[name], found.get(f"extra:{name}"), known, nullable)
        else:
            named[name] = Alias(name, found[f"alias:{name}"], shape.description, shape.pointer)
    return Types(enums, models, named, {}), {key: found[key] for key in expressions}


# To datamodel-code-generator ------------------------------------------------------------------------------------------


def _generate(schemas: Mapping[str, Schema]) -> str:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "", "version": ""},
        "paths": {},
        "components": {"schemas": schemas},
    }
    try:
        output = generate(
            document,
            input_file_type=InputFileType.OpenAPI,
            output_model_type=DataModelType.PydanticV2BaseModel,
            target_python_version=PythonVersion.PY_311,
            openapi_scopes=[OpenAPIScope.Schemas],
            custom_class_name_generator=_same_name,
            strict_refs=True,
            strict_nullable=True,
            disable_timestamp=True,
            formatters=[],
            use_standard_collections=True,
            use_union_operator=True,
            keep_model_order=True,
        )
    except Error as error:
        kind = RecursionError if isinstance(error.__context__, RecursionError) else RuntimeError
        raise kind(f"datamodel-code-generator: {error}") from None
    if not isinstance(output, str):
        raise RuntimeError(f"datamodel-code-generator gave {type(output).__name__} where one module was asked for")
    return output


def _same_name(name: str) -> str:
    return name


def _schema(shape: Shape) -> Schema:
    if isinstance(shape, EnumShape):
        values = [value for _, value in shape.members]
        kinds = {"string" if isinstance(value, str) else _number_kind(value) for value in values}
        return {"enum": values, **({"type": kinds.pop()} if len(kinds) == 1 and kinds != {""} else {})}
    if isinstance(shape, ObjectShape):
        schemas = (split_null(item.schema)[0] for item in shape.properties)
        return _object({_field(index): schema for index, schema in enumerate(schemas)})
    return _object({"value": {}})  # a class, so that it is a name in other types, as an alias is


def _marked(value: Any, marks: dict[str, str], taken: Mapping[str, Any]) -> Any:
    """A schema in which `several` is one more branch: a class of that meaning, whose name is put into `marks`."""
    if isinstance(value, list):
        return [_marked(item, marks, taken) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _marked(item, marks, taken) for key, item in value.items()}
    if isinstance(several := value.get("several"), str):  # else it is a property
        name = marks.setdefault(several, _free_name(f"Several{len(marks)}", taken))
        found = {"anyOf": [*found["anyOf"], reference(name)]}
    return found


def _check_passed(schema: Any) -> None:
    """Raises RuntimeError for a schema that is not in the normal form: other keys could steer the tool."""
    if isinstance(schema, bool):
        return
    for key, value in schema.items():
        match key:
            case "properties":
                inner, passes = [*value.values()], all(name.isidentifier() for name in value)
            case "anyOf" | "prefixItems":
                inner, passes = value, True
            case "items" | "additionalProperties":
                inner, passes = [value], True
            case _:
                inner, passes = [], key in _PASSED and _PASSED[key](value)
        if not passes:
            raise RuntimeError(f"a schema has {key!r}: {value!r}, which is not for datamodel-code-generator")
        for each in inner:
            _check_passed(each)


def _number_kind(value: object) -> str:
    return "integer" if isinstance(value, int) and not isinstance(value, bool) else ""


def _field(index: int) -> str:
    """What a field is called there: the tool would write some names in another way, those in Hindi among them."""
    return f"f{index}"


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def _objects(shapes: Mapping[str, Shape]) -> dict[str, ObjectShape]:
    return {name: shape for name, shape in shapes.items() if isinstance(shape, ObjectShape)}


def _free_name(wanted: str, taken: Mapping[str, Any]) -> str:
    while wanted in taken:
        wanted += "X"
    return wanted


# From datamodel-code-generator ----------------------------------------------------------------------------------------


def _read(source: str) -> dict[str, ast.ClassDef]:
    """The classes of a module."""
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}


def _compare(schemas: Mapping[str, Schema], classes: Mapping[str, ast.ClassDef]) -> None:
    """Names are ours: what came back must be named as what was asked for, no more and no less."""
    if different := sorted(set(schemas) ^ set(classes)):
        raise RuntimeError(f"datamodel-code-generator did not keep the names: {', '.join(different[:5])}")


def _enum(name: str, shape: EnumShape, node: ast.ClassDef) -> EnumClass:
    base = ast.unparse(node.bases[0])
    values = [ast.literal_eval(item.value) for item in node.body if isinstance(item, ast.Assign)]
    expected = [value for _, value in shape.members]
    if base not in _ENUM_BASES or sorted(map(repr, values)) != sorted(map(repr, expected)):
        raise RuntimeError(f"datamodel-code-generator did not keep the values of {name}")
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
    name: str,
    shape: ObjectShape,
    annotations: Mapping[str, ast.expr],
    extra: Type | None,
    known: _Known,
    nullable: Callable[[Schema], bool],
) -> ModelClass:
    wanted = [_field(index) for index, _ in enumerate(shape.properties)]
    if sorted(wanted) != sorted(annotations):
        raise RuntimeError(f"datamodel-code-generator did not keep the fields of {name}: {sorted(annotations)}")
    fields = tuple(
        Field(
            item.name,
            item.wire,
            _type(annotations[_field(index)], known),
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
        for index, item in enumerate(shape.properties)
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


@dataclass(frozen=True)
class _Known:
    """The names of the classes, and what stands for `several` in the normal form, by the name of its class."""

    classes: frozenset[str]
    several: Mapping[str, str]


def _type(node: ast.expr, known: _Known) -> Type:
    match node:
        case ast.Constant(value=None):
            return Scalar("None")
        case ast.Constant(value=str(text)):
            return _type(ast.parse(text, mode="eval").body, known)
        case ast.Name(id=name) if name in known.classes or name in known.several:
            return Ref(name)
        case ast.Name(id=name) if (plain := name.removesuffix("_aliased")) in _SCALARS:
            return Scalar(_SCALARS[plain])
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            found = union([_type(left, known), _type(right, known)])
            marks = [option for option in _options(found) if isinstance(option, Ref) and option.name in known.several]
            if not marks:
                return found
            several = known.several[marks[0].name]
            return union([option for option in _options(found) if option not in marks], several)
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            return ListOf(_type(item, known))
        case ast.Subscript(value=ast.Name(id="tuple"), slice=items):
            nodes = items.elts if isinstance(items, ast.Tuple) else [items]
            return TupleOf(tuple(_type(item, known) for item in nodes))
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[_, value])):
            return MapOf(_type(value, known))
        case ast.Subscript(value=ast.Name(id="Literal"), slice=values):
            nodes = values.elts if isinstance(values, ast.Tuple) else [values]
            return LiteralOf(tuple(ast.literal_eval(value) for value in nodes))
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[first, *_])):
            return _type(first, known)
    raise RuntimeError(f"datamodel-code-generator wrote the type {ast.unparse(node)!r}, which is not known here")


def _options(kind: Type) -> tuple[Type, ...]:
    return kind.options if isinstance(kind, UnionOf) else (kind,)


def union(options: list[Type], several: str = "") -> Type:
    """The union of some types: flat, each once, None last; `several` of one that is a union itself goes on."""
    flat: list[Type] = []
    for option in options:
        several = several or (option.several if isinstance(option, UnionOf) else "")
        for part in _options(option):
            if part not in flat:
                flat.append(part)
    if Scalar("Any") in flat:
        return Scalar("Any")
    flat.sort(key=lambda part: part == Scalar("None"))
    return flat[0] if len(flat) == 1 else UnionOf(tuple(flat), several)
