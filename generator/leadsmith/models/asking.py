"""Structures of schemas -> what datamodel-code-generator makes of them. The only module that imports it.

It gets no text of a document: `structures` leaves the shape of a schema alone. What comes back is source text, of which
annotations and bases of enum classes are taken, as text; `structures` reads them. None of it is printed or run.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version

from datamodel_code_generator import Error, InputFileType, OpenAPIScope, PythonVersion, generate
from datamodel_code_generator.enums import DataModelType

from leadsmith.normalise import Schema, reference

_FIELDS = "Fields"
_STAND_IN = re.compile(r'"\$ref":"(\w+)"')


def installed_version() -> str:
    """The version of datamodel-code-generator that would be asked."""
    return version("datamodel-code-generator")


def ask(structures: Iterable[str]) -> dict[str, str]:
    """What each of the structures (as JSON) is in Python: an annotation; of an enum, the base of its class.

    Raises RuntimeError for what comes back and was not asked for, and RecursionError where a structure is too deep.
    """
    enums: dict[str, tuple[str, Schema]] = {}
    fields: dict[str, tuple[str, Schema]] = {}
    for structure in structures:
        schema = json.loads(structure, object_hook=_resolvable)
        if "enum" in schema:
            enums[f"Enum{len(enums)}"] = structure, schema
        else:
            fields[f"f{len(fields)}"] = structure, schema
    properties = {name: schema for name, (_, schema) in fields.items()}
    schemas: dict[str, Schema] = {name: schema for name, (_, schema) in enums.items()}
    schemas[_FIELDS] = _object(properties)
    schemas |= {name: _object({}) for structure, _ in fields.values() for name in _STAND_IN.findall(structure)}
    classes = _classes(_generate(schemas))
    if different := sorted({*schemas} ^ {*classes}):
        raise RuntimeError(f"datamodel-code-generator did not keep the names: {', '.join(different[:5])}")
    annotations = {
        item.target.id: ast.unparse(item.annotation)
        for item in classes[_FIELDS].body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    }
    if different := sorted({*annotations} ^ {*fields}):
        raise RuntimeError(f"datamodel-code-generator did not keep the fields: {', '.join(different[:5])}")
    bases = {structure: ast.unparse(classes[name].bases[0]) for name, (structure, _) in enums.items()}
    return bases | {structure: annotations[name] for name, (structure, _) in fields.items()}


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


def _resolvable(schema: Schema) -> Schema:
    return reference(schema["$ref"]) if "$ref" in schema else schema


def _same_name(name: str) -> str:
    return name


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def _classes(source: str) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
