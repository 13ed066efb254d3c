"""Swagger 2.0 as OpenAPI 3.0: each part as the standards have it, references carried over, places kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from leadsmith.config import ClientConfig
from leadsmith.document import load, parse
from leadsmith.naming import Names
from leadsmith.normalise import normalise, upgraded
from leadsmith.pipeline import describe

CASE = Path(__file__).parents[1] / "cases" / "swagger_2" / "spec.yaml"


def convert(**parts: Any) -> dict[str, Any]:
    root = {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {}, **parts}
    return upgraded(parse(json.dumps(root).encode(), "spec.json")).root


def operation(**parts: Any) -> Any:
    """The converted operation `post /x`."""
    shared = {key: parts.pop(key) for key in ("consumes_all", "parameters_all") if key in parts}
    above = {"consumes": shared.get("consumes_all", []), "parameters": shared.get("parameters_all", {})}
    return convert(**above, paths={"/x": {"post": {"responses": {}, **parts}}})["paths"]["/x"]["post"]


def test_the_whole_is_valid_openapi_3() -> None:
    validate(upgraded(load(CASE)).root)


def test_a_document_of_another_version_stays_as_it_is() -> None:
    document = parse(b"openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n", "spec.yaml")
    assert upgraded(document) is document


@pytest.mark.parametrize(
    ("parts", "urls"),
    [
        ({"host": "a.example.com"}, ["https://a.example.com"]),
        (
            {"host": "a.example.com", "basePath": "/v1/", "schemes": ["http", "https"]},
            ["https://a.example.com/v1", "http://a.example.com/v1"],
        ),
        ({"basePath": "/v1"}, ["/v1"]),
        ({"host": "a.example.com", "schemes": ["ws"]}, []),
    ],
)
def test_servers(parts: dict[str, Any], urls: list[str]) -> None:
    assert [server["url"] for server in convert(**parts)["servers"]] == urls


@pytest.mark.parametrize(
    ("way", "place", "style", "explode"),
    [
        (None, "query", "form", False),
        ("csv", "header", "simple", False),
        ("csv", "path", "simple", False),
        ("multi", "query", "form", True),
        ("ssv", "query", "spaceDelimited", False),
        ("pipes", "query", "pipeDelimited", False),
    ],
)
def test_collection_formats(way: str | None, place: str, style: str, explode: bool) -> None:
    parameter = {"name": "ids", "in": place, "type": "array", "items": {"type": "integer"}, "description": "Some."}
    [found] = operation(parameters=[{**parameter, **({"collectionFormat": way} if way else {})}])["parameters"]
    schema = {"type": "array", "items": {"type": "integer"}}
    assert found == {
        "name": "ids",
        "in": place,
        "description": "Some.",
        "schema": schema,
        "style": style,
        "explode": explode,
    }


def test_a_body_is_of_every_media_type_that_is_consumed() -> None:
    body = {"name": "b", "in": "body", "required": True, "description": "It.", "schema": {"type": "string"}}
    found = operation(consumes=["application/json", "text/plain"], parameters=[body])
    media = {"schema": {"type": "string"}}
    content = {"application/json": media, "text/plain": media}
    assert found["requestBody"] == {"description": "It.", "required": True, "content": content}
    assert "parameters" not in found and "consumes" not in found


def test_form_fields_are_a_body() -> None:
    fields = [
        {"name": "name", "in": "formData", "type": "string", "required": True, "description": "Its name."},
        {"name": "tags", "in": "formData", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"},
    ]
    media = {
        "schema": {
            "type": "object",
            "properties": {
                "name": {"type": "string", "description": "Its name."},
                "tags": {"type": "array", "items": {"type": "string"}},
            },
            "required": ["name"],
        },
        "encoding": {"tags": {"style": "form", "explode": True}},
    }
    body = operation(parameters=fields)["requestBody"]
    assert body == {"required": True, "content": {"application/x-www-form-urlencoded": media}}
    file = {"name": "file", "in": "formData", "type": "file"}
    [(kind, media)] = operation(parameters=[file], consumes=["multipart/form-data"])["requestBody"]["content"].items()
    assert kind == "multipart/form-data"
    assert media["schema"]["properties"] == {"file": {"type": "string", "format": "binary"}}


def test_path_level_form_fields_and_bodies_are_those_of_each_operation() -> None:
    field = {"name": "a", "in": "formData", "type": "string"}
    own = {**field, "type": "integer"}
    item = {"parameters": [field], "post": {"responses": {}}, "put": {"parameters": [own], "responses": {}}}
    found = convert(paths={"/x": item})["paths"]["/x"]
    kinds = {
        method: found[method]["requestBody"]["content"].popitem()[1]["schema"]["properties"]["a"]["type"]
        for method in ("post", "put")
    }
    assert kinds == {"post": "string", "put": "integer"}
    assert "parameters" not in found


def test_shared_parts_are_components_and_references_follow_them() -> None:
    root = convert(
        definitions={"A": {"properties": {"b": {"$ref": "#/definitions/A"}}}},
        parameters={
            "limit": {"name": "limit", "in": "query", "type": "integer"},
            "body": {"name": "body", "in": "body", "schema": {"$ref": "#/definitions/A"}},
            "field": {"name": "field", "in": "formData", "type": "string"},
        },
        responses={"Bad": {"description": "Bad.", "schema": {"$ref": "#/definitions/A"}}},
        paths={
            "/x": {
                "post": {
                    "parameters": [{"$ref": "#/parameters/limit"}, {"$ref": "#/parameters/body"}],
                    "responses": {"400": {"$ref": "#/responses/Bad"}},
                },
                "put": {"parameters": [{"$ref": "#/parameters/field"}], "responses": {"204": {"description": "Done."}}},
            }
        },
    )
    assert root["components"]["schemas"]["A"]["properties"]["b"] == {"$ref": "#/components/schemas/A"}
    post = root["paths"]["/x"]["post"]
    assert post["parameters"] == [{"$ref": "#/components/parameters/limit"}]
    assert post["requestBody"] == {"$ref": "#/components/requestBodies/body"}
    assert post["responses"]["400"] == {"$ref": "#/components/responses/Bad"}
    assert "field" in root["paths"]["/x"]["put"]["requestBody"]["content"].popitem()[1]["schema"]["properties"]
    validate(root)


def test_answers_have_media_types_examples_and_headers() -> None:
    answer = {
        "description": "It.",
        "schema": {"type": "file"},
        "examples": {"image/png": "x"},
        "headers": {"X-Left": {"type": "integer", "description": "How many."}},
    }
    found = operation(produces=["image/png"], responses={"200": answer})["responses"]["200"]
    assert found["content"] == {"image/png": {"schema": {"type": "string", "format": "binary"}, "example": "x"}}
    assert found["headers"] == {"X-Left": {"description": "How many.", "schema": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("produces", "expected"),
    [
        ([], ["*/*"]),
        (["application/json"], ["*/*"]),
        (["application/json", "application/zip", "text/csv"], ["application/zip", "text/csv"]),
    ],
)
def test_a_file_is_bytes_whatever_is_produced(produces: list[str], expected: list[str]) -> None:
    responses = {"200": {"description": "It.", "schema": {"type": "file"}}}
    root = convert(produces=produces, paths={"/x": {"get": {"responses": responses}}})
    assert [*root["paths"]["/x"]["get"]["responses"]["200"]["content"]] == expected
    (found,) = normalise(parse(json.dumps(root).encode(), "spec.json"), Names()).operations
    assert [item.kind for item in found.responses] == ["binary"]


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ({"type": "basic"}, {"type": "http", "scheme": "basic"}),
        ({"type": "apiKey", "name": "k", "in": "query"}, {"type": "apiKey", "name": "k", "in": "query"}),
        (
            {"type": "oauth2", "flow": "application", "tokenUrl": "https://a.example.com/t", "scopes": {"r": "Read."}},
            {
                "type": "oauth2",
                "flows": {"clientCredentials": {"tokenUrl": "https://a.example.com/t", "scopes": {"r": "Read."}}},
            },
        ),
    ],
)
def test_security(scheme: dict[str, Any], expected: dict[str, Any]) -> None:
    assert convert(securityDefinitions={"s": scheme})["components"]["securitySchemes"]["s"] == expected


def test_schemas() -> None:
    schema = {
        "type": "object",
        "discriminator": "kind",
        "x-nullable": True,
        "properties": {"discriminator": {"type": "string", "x-nullable": True}},
        "default": {"type": "file"},
    }
    found = convert(definitions={"A": schema})["components"]["schemas"]["A"]
    assert found == {
        "type": "object",
        "discriminator": {"propertyName": "kind"},
        "nullable": True,
        "properties": {"discriminator": {"type": "string", "nullable": True}},
        "default": {"type": "file"},
    }


def test_places_are_those_of_the_original() -> None:
    document = upgraded(load(CASE))
    lines = CASE.read_text(encoding="utf-8").splitlines()
    for pointer, word in {
        "/components/schemas/Lead/properties/heat": "heat:",
        "/paths/~1leads/post/requestBody": "$ref:",
        "/paths/~1leads/get/parameters/1/schema/items": "items:",
        "/components/responses/Missing/content/application~1json/schema": "schema:",
        "/components/securitySchemes/basic": "basic:",
    }.items():
        place = document.locate(pointer)
        assert word in lines[place.line - 1], f"{pointer}: line {place.line}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"paths": {"/x": 1}},
        {"paths": {"/x": {"post": {"parameters": [1], "responses": {"200": None}}}}},
        {"definitions": {"A": 1}},
        {"host": 1},
        {"paths": 3},
    ],
)
def test_what_is_of_the_wrong_kind_is_carried_over_for_the_check_of_kinds(wrong: dict[str, Any]) -> None:
    assert convert(**wrong)["openapi"] == "3.0.3"


def test_what_3_0_cannot_say_is_told() -> None:
    items = {"type": "array", "collectionFormat": "pipes", "items": {"type": "string"}}
    parameters = [
        {"name": "a", "in": "query", "type": "array", "items": items},
        {"name": "b", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "tsv"},
    ]
    above = [{"name": "f", "in": "formData", "type": "string"}, {"name": "b", "in": "body", "schema": {}}]
    own = [{"name": "b", "in": "body", "schema": {"type": "string"}}]
    paths = {
        "/x": {"get": {"parameters": parameters, "responses": {}}},
        "/y": {"parameters": above, "post": {"parameters": own, "responses": {}}},
    }
    root = {"swagger": "2.0", "host": "a.test", "schemes": ["https", "wss"], "paths": paths}
    document = upgraded(parse(json.dumps(root).encode(), "spec.json"))
    assert [(item.code, item.pointer) for item in document.diagnostics] == [
        ("server-scheme", "/schemes"),
        ("parameter-style", "/paths/~1x/get/parameters/0/items"),
        ("parameter-style", "/paths/~1x/get/parameters/1"),
        ("second-body", "/paths/~1y/parameters/0"),
    ]
    assert "csv, ssv, pipes or multi" in document.diagnostics[2].hint
    assert document.root["paths"]["/x"]["get"]["parameters"][1]["style"] == "form"


def test_a_header_with_the_media_types_of_the_body_says_what_it_can_be() -> None:
    header = {"name": "Content-type", "in": "header", "type": "string", "enum": ["a/b", "c/d"], "default": "c/d"}
    body = {"name": "b", "in": "body", "schema": {"type": "string"}}
    found = operation(consumes=["application/json"], parameters=[header, body])
    assert [*found["requestBody"]["content"]] == ["c/d", "a/b"]
    assert "parameters" not in found
    assert "requestBody" not in operation(parameters=[header])


def test_diagnostics_point_into_the_document_as_it_is_written() -> None:
    root = {
        "swagger": "2.0",
        "info": {"title": "T", "version": "1"},
        "host": "a.test",
        "produces": ["application/json", "text/csv"],
        "paths": {
            "/x": {
                "get": {
                    "parameters": [{"name": "accept", "in": "header", "type": "string"}],
                    "responses": {"200": {"description": "It.", "schema": {"type": "string"}}},
                }
            }
        },
        "definitions": {"A": {"type": "object", "properties": {"a": {"type": "strange"}}, "required": ["b"]}},
        "securityDefinitions": {"s": {"type": "apiKey", "in": "query", "name": ""}},
    }
    text = json.dumps(root, indent=1)
    document = parse(text.encode(), "spec.json")
    config = ClientConfig(Path("spec.json"), Path("acme"), "acme")
    found = {item.code: item for item in describe(document, config, Names())[1]}
    lines = text.splitlines()
    for code, pointer, line in (
        ("unknown-type", "/definitions/A/properties/a", '"a": {'),
        ("required-without-property", "/definitions/A/required/0", '"b"'),
        ("bad-name", "/securityDefinitions/s/name", '"name": ""'),
        ("ignored-parameter", "/paths/~1x/get/parameters/0", "{"),
        ("other-media-type", "/paths/~1x/get/responses/200/schema", '"schema": {'),
    ):
        item = found[code]
        assert item.pointer == pointer and item.location is not None
        assert lines[item.location.line - 1].strip().startswith(line), code
        assert item.location == document.locate(pointer)


def test_an_operation_with_schemes_of_its_own_has_servers_of_its_own() -> None:
    paths = {"/x": {"get": {"schemes": ["https"], "responses": {}}}}
    root = convert(host="a.test", basePath="/v1", schemes=["http", "https"], paths=paths)
    assert root["paths"]["/x"]["get"]["servers"] == [{"url": "https://a.test/v1"}]


def test_parts_can_be_in_other_files_and_anywhere_in_the_document(tmp_path: Path) -> None:
    """Parameters, bodies, form fields and answers are found there, and schemas there are written as in 3.0."""
    files = {
        "api.json": {
            "swagger": "2.0",
            "info": {"title": "T", "version": "1"},
            "parameters": {"far": {"$ref": "parts.json#/limit"}},
            "paths": {
                "/a": {
                    "parameters": [{"$ref": "#/parameters/far"}],
                    "post": {
                        "parameters": [{"$ref": "parts.json#/body"}, {"$ref": "#/paths/~1b/get/parameters/0"}],
                        "responses": {"200": {"$ref": "parts.json#/answer"}},
                    },
                    "put": {"parameters": [{"$ref": "parts.json#/field"}], "responses": {}},
                },
                "/b": {"get": {"parameters": [{"name": "q", "in": "query", "type": "string"}], "responses": {}}},
            },
        },
        "parts.json": {
            "limit": {"name": "limit", "in": "query", "type": "integer"},
            "body": {"name": "x", "in": "body", "schema": {"$ref": "#/Pet"}},
            "field": {"name": "f", "in": "formData", "type": "file"},
            "answer": {"description": "Fine.", "schema": {"$ref": "#/Pet"}},
            "Pet": {"type": "object", "discriminator": "kind", "properties": {"a": {"x-nullable": True}}},
        },
    }
    for name, value in files.items():
        (tmp_path / name).write_text(json.dumps(value))
    root = upgraded(load(tmp_path / "api.json")).root
    pet = {"$ref": "#/x-files/parts.json/Pet"}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    query = {"name": "q", "in": "query", "schema": {"type": "string"}}
    assert root["components"]["parameters"] == {"far": limit}
    a = root["paths"]["/a"]
    assert a["parameters"] == [{"$ref": "#/components/parameters/far"}]
    assert a["post"]["parameters"] == [query]
    assert a["post"]["requestBody"]["content"] == {"application/json": {"schema": pet}}
    assert a["post"]["responses"]["200"]["content"] == {"application/json": {"schema": pet}}
    form = a["put"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert form["properties"] == {"f": {"type": "string", "format": "binary"}}
    assert root["x-files"]["parts.json"]["Pet"] == {
        "type": "object",
        "discriminator": {"propertyName": "kind"},
        "properties": {"a": {"nullable": True}},
    }
