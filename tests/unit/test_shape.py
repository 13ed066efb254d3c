"""Every part of a document is of the kind that OpenAPI says, or is reported with its place."""

from __future__ import annotations

from typing import Any

import pytest

from leadsmith.diagnostics import Diagnostic
from leadsmith.document import Document
from leadsmith.naming import Names
from leadsmith.normalise import normalise

GET = {"responses": {"204": {"description": "Done."}}}


def said(root: dict[str, Any]) -> list[Diagnostic]:
    """What is said about a document."""
    document = Document("spec.yaml", {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, **root}, {}, {})
    return [*normalise(document, Names()).diagnostics]


def found(root: dict[str, Any]) -> list[tuple[str, str]]:
    """Codes and pointers of that."""
    return [(item.code, item.pointer) for item in said(root)]


def schema(value: Any) -> dict[str, Any]:
    return {"components": {"schemas": {"A": value}}}


def operation(**fields: Any) -> dict[str, Any]:
    return {"paths": {"/a": {"get": {**GET, **fields}}}}


@pytest.mark.parametrize(
    ("root", "code", "pointer"),
    [
        ({"paths": 5}, "wrong-type", "/paths"),
        ({"paths": [1]}, "wrong-type", "/paths"),
        ({"info": 5}, "wrong-type", "/info"),
        ({"info": {"title": ["a"]}}, "wrong-type", "/info/title"),
        ({"tags": "x"}, "wrong-type", "/tags"),
        ({"servers": {"a": "b"}}, "wrong-type", "/servers"),
        ({"components": "foo"}, "wrong-type", "/components"),
        ({"security": {"key": []}}, "wrong-type", "/security"),
        (operation(security=[["key"]]), "wrong-type", "/paths/~1a/get/security/0"),
        (operation(operationId=7), "wrong-type", "/paths/~1a/get/operationId"),
        (operation(parameters="nope"), "wrong-type", "/paths/~1a/get/parameters"),
        (operation(operationid="x"), "unknown-field", "/paths/~1a/get/operationid"),
        ({"paths": {"/a": {"get": {"response": {}}}}}, "unknown-field", "/paths/~1a/get/response"),
        ({"paths": {"/a": {"get": {"responses": {"4O4": {}}}}}}, "bad-status", "/paths/~1a/get/responses/4O4"),
        (schema({"propertis": {}}), "unknown-field", "/components/schemas/A/propertis"),
        (schema({"properties": ["a"]}), "wrong-type", "/components/schemas/A/properties"),
        (schema({"type": "object", "required": "a"}), "wrong-type", "/components/schemas/A/required"),
        (schema({"enum": 4}), "wrong-type", "/components/schemas/A/enum"),
        (schema({"items": {"$ref": 5}}), "wrong-type", "/components/schemas/A/items/$ref"),
        (schema({"properties": {"b": {"allOf": {}}}}), "wrong-type", "/components/schemas/A/properties/b/allOf"),
    ],
)
def test_what_is_of_another_kind_is_reported(root: dict[str, Any], code: str, pointer: str) -> None:
    assert (code, pointer) in found(root)


def test_a_kind_has_its_article() -> None:
    for root, kind in ((operation(operationid="x"), "an operation"), (schema({"propertis": {}}), "a schema")):
        [item] = said(root)
        assert item.message.endswith(f" is no field of {kind}; it is not read.")


@pytest.mark.parametrize(
    "root",
    [
        operation(**{"x-response": {}, "time": 5, "tags": ["a"], "deprecated": True, "security": [{"k": []}, {}]}),
        schema({"properties": {"propertis": {"type": "string"}, "$ref": {"type": "string"}}}),
        schema({"type": ["string", "null"], "default": None, "examples": ["a"], "additionalProperties": False}),
        schema(True),
        {"components": None, "tags": None},
        {"components": {"responses": {"A": {"$ref": "#/components/responses/B"}, "B": {"description": "b"}}}},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_as_it_should_be_is_not(root: dict[str, Any]) -> None:
    assert [item for item in found(root) if item[0] in ("wrong-type", "unknown-field", "bad-status")] == []
