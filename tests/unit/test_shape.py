"""Every part of a document is of the kind that OpenAPI says, or is reported with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from leadsmith.diagnostics import Diagnostic
from leadsmith.document import Document, load
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
        ({"info": {"title": "a", "version": 1.1}}, "wrong-type", "/info/version"),
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
        (schema({"discriminator": "kind"}), "wrong-type", "/components/schemas/A/discriminator"),
        (schema({"discriminator": {"maping": {}}}), "unknown-field", "/components/schemas/A/discriminator/maping"),
        ({**schema({"$ref": "#/x-more/a"}), "x-more": {"a": {"enmu": []}}}, "unknown-field", "/x-more/a/enmu"),
        ({**schema({"$ref": "#/x-more"}), "x-more": 5}, "wrong-type", "/x-more"),
    ],
)
def test_what_is_of_another_kind_is_reported(root: dict[str, Any], code: str, pointer: str) -> None:
    assert (code, pointer) in found(root)


SLIPS = {
    "schema": "fromat formt foramt formart itmes item itens enmu enumm tpye typ nullabel nulable requird requried"
    " requreid propertis readonly read_only additionalPropertes additonalProperites aditional_properties one-of anyof",
    "parameter": "naem requird shcema scheme explod allow-reserved",
    "operation": "operation_id paramters requestbody respones responces summry tag",
    "path item": "gett pots delte",
}
"""By kind of object: what is nearly one of its fields."""


@pytest.mark.parametrize(("kind", "key"), [(kind, key) for kind, keys in SLIPS.items() for key in keys.split()])
def test_a_slip_is_told(kind: str, key: str) -> None:
    roots = {
        "schema": schema({key: None}),
        "parameter": operation(parameters=[{"name": "a", "in": "query", key: None}]),
        "operation": operation(**{key: None}),
        "path item": {"paths": {"/a": {key: None}}},
    }
    assert "unknown-field" in [item.code for item in said(roots[kind])]


JSON_SCHEMA = (
    "$anchor $comment $defs $dynamicAnchor $id $recursiveAnchor $schema $vocabulary additionalItems contains "
    "contentEncoding contentMediaType contentSchema definitions dependencies dependentRequired "
    "dependentSchemas disallow divisibleBy else exclusiveMaximum exclusiveMinimum extends externalDocs id if "
    "links maxContains maxItems maxLength maxProperties maximum media minContains minItems minLength "
    "minProperties minimum multipleOf pattern propertyNames then unevaluatedItems unevaluatedProperties "
    "uniqueItems xml "
)
"""Keywords of any draft, and of OpenAPI, that the table of fields does not have."""


def test_no_other_keyword_is_a_slip() -> None:
    assert found(schema(dict.fromkeys(JSON_SCHEMA.split()))) == []


FILES = {
    "api.yaml": """openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a: {$ref: 'b.yaml#/path'}
  /c:
    post:
      operationId: sendC
      callbacks: {done: {$ref: 'b.yaml#/callback'}}
      responses: {'200': {$ref: 'b.yaml#/answer'}}
""",
    "b.yaml": """path:
  get:
    operationid: getA
    responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/A'}}}}}
callback: {'{$request.body#/url}': {post: {respones: {}}}}
answer: {descripton: ok, content: {application/json: {schema: {$ref: 'more/c.yaml'}}}}
A:
  type: object
  requried: [t]
  properties: {t: {type: strng}, next: {$ref: '#/A'}, other: {$ref: '#/B'}}
B: {type: object, properties: [a]}
Unused: {itmes: 5}
""",
    "more/c.yaml": "oneOf: [{$ref: ../b.yaml#/A}]\ndiscriminator: {propertyName: t, mapping: {d: d.yaml}}\n",
    "more/d.yaml": "type: object\npropertis: {}\n",
}


def test_other_files_are_looked_at_as_what_they_are_referred_to(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    document = load(tmp_path / "api.yaml")
    told = [item.at(document) for item in normalise(document, Names()).diagnostics]
    places = [(item.code, Path(item.location.file).name, item.location.line) for item in told if item.location]
    assert sorted(place for place in places if place[0] != "missing-operation-id") == [
        ("unknown-field", "b.yaml", 3),
        ("unknown-field", "b.yaml", 5),
        ("unknown-field", "b.yaml", 6),
        ("unknown-field", "b.yaml", 9),
        ("unknown-field", "d.yaml", 2),
        ("unknown-type", "b.yaml", 10),
        ("wrong-type", "b.yaml", 11),
    ]


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
