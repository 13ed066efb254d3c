"""What the standard does not allow is told, once and at its place; whatever can be read of it is read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from leadsmith.document import parse
from leadsmith.naming import Names
from leadsmith.normalise import normalise
from leadsmith.normalise.keys import Keys
from leadsmith.normalise.shape import check_shape
from leadsmith.normalise.work import Normaliser

DONE = {"204": {"description": "Done."}}


def told(root: dict[str, Any]) -> list[tuple[str, str, str]]:
    whole = {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, **root}
    document = parse(json.dumps(whole).encode(), "spec.json")
    work = Normaliser(document, Names(), Keys(document), {})
    check_shape(work)
    return [(item.code, item.level, item.pointer) for item in work.diagnostics]


def get(**operation: Any) -> dict[str, Any]:
    return {"paths": {"/a": {"get": {"responses": DONE, **operation}}}}


def header(value: Any, name: str = "X-A") -> dict[str, Any]:
    return get(responses={"200": {"description": "Fine.", "headers": {name: value}}})


GET = "/paths/~1a/get"
HEADER = f"{GET}/responses/200/headers/X-A"


def flow(**flow: Any) -> dict[str, Any]:
    return {"components": {"securitySchemes": {"s": {"type": "oauth2", "flows": {"implicit": flow}}}}}


def schema(**schema: Any) -> dict[str, Any]:
    return {"components": {"schemas": {"A": schema}}}


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ({}, ("nothing-described", "warning", "")),
        ({**schema(type="string"), "info": None}, ("missing-field", "warning", "")),
        ({**schema(type="string"), "info": {"title": "T"}}, ("missing-field", "info", "/info")),
        (schema(type="strange"), ("unknown-type", "warning", "/components/schemas/A")),
        (header({"schema": {"type": "strange"}}), ("unknown-type", "warning", f"{HEADER}/schema")),
        (
            schema(patternProperties={"^x-": {}}),
            ("pattern-properties", "info", "/components/schemas/A/patternProperties"),
        ),
        (schema(type="integer", default="1"), ("value-type", "info", "/components/schemas/A/default")),
        (schema(type="integer", enum=[1, "two"]), ("value-type", "info", "/components/schemas/A/enum/1")),
        (
            schema(type="string", format="uuid", default="not"),
            ("value-type", "info", "/components/schemas/A/default"),
        ),
        ({"components": {"examples": {"a!": {}}}}, ("component-name", "info", "/components/examples/a!")),
        ({"components": {"responses": {"A": None}}}, ("wrong-type", "warning", "/components/responses/A")),
        ({"paths": {"/a/{b": {}}}, ("bad-path", "warning", "/paths/~1a~1{b")),
        ({"paths": {"/{b}/{b}": {}}}, ("path-parameter", "info", "/paths/~1{b}~1{b}")),
        ({"paths": {"/a/{b}": {}, "/%61/{c}": {}}}, ("duplicate-path", "info", "/paths/~1%61~1{c}")),
        (
            {"paths": {"/a": {"additionalOperations": {"POST": {"responses": DONE}}}}},
            ("unknown-method", "warning", "/paths/~1a/additionalOperations/POST"),
        ),
        (
            {"paths": {"/a": {"$ref": "#/paths/~1b", "get": {}}, "/b": {"get": {}}}},
            ("reference-siblings", "warning", "/paths/~1a/get"),
        ),
        (
            {"paths": {"/a": {"$ref": "#/paths/~1b", "get": {"tags": "t"}}, "/b": {"post": {}}}},
            ("wrong-type", "warning", "/paths/~1a/get/tags"),
        ),
        (
            get(parameters=[{"name": "q", "in": "query"}, {"name": "q", "in": "query", "required": True}]),
            ("duplicate-parameter", "warning", f"{GET}/parameters/1"),
        ),
        (
            get(parameters=[{"name": "q", "in": "path", "required": False}]),
            ("path-parameter", "info", f"{GET}/parameters/0/required"),
        ),
        (get(parameters=[{"name": "a b", "in": "header"}]), ("bad-name", "warning", f"{GET}/parameters/0/name")),
        (
            get(parameters=[{"name": "a", "in": "query", "content": {}}]),
            ("media-type-count", "warning", f"{GET}/parameters/0/content"),
        ),
        (
            get(requestBody={"content": {";": {}}}),
            ("bad-media-type", "warning", f"{GET}/requestBody/content/;"),
        ),
        (get(responses={"200": None}), ("wrong-type", "warning", f"{GET}/responses/200")),
        (header({"$ref": "#/none"}), ("unresolved-reference", "warning", HEADER)),
        (
            {**get(responses={"200": {"$ref": "#/components/schemas/A"}}), **schema(type="string")},
            ("reference-kind", "warning", f"{GET}/responses/200"),
        ),
        (schema(**{"$ref": "#/components/schemas/A"}), ("unresolved-reference", "warning", "/components/schemas/A")),
        (header({"name": "X-A", "schema": {}}), ("unknown-field", "info", f"{HEADER}/name")),
        (header({"style": "matrix", "schema": {}}), ("parameter-style", "info", f"{HEADER}/style")),
        (header({"schema": {}}, "\r\n"), ("bad-name", "warning", f"{GET}/responses/200/headers/\r\n")),
        (
            header({"schema": {}, "content": {"text/csv": {}}}),
            ("media-type-count", "warning", f"{HEADER}/content"),
        ),
        (
            {"components": {"securitySchemes": {"s": {"type": "apiKey", "in": "query", "name": ""}}}},
            ("bad-name", "warning", "/components/securitySchemes/s/name"),
        ),
        (
            {"components": {"securitySchemes": {"s": {"type": "oauth2", "flows": None}}}},
            ("missing-field", "info", "/components/securitySchemes/s"),
        ),
        (
            flow(tokenUrl="-", scopes={}),
            ("bad-url", "info", "/components/securitySchemes/s/flows/implicit/tokenUrl"),
        ),
        (
            {**get(operationId="a"), "webhooks": {"b": {"post": {"operationId": "a"}}}},
            ("duplicate-operation-id", "warning", "/webhooks/b/post/operationId"),
        ),
    ],
)
def test_what_the_standard_does_not_allow(root: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert told(root) == [expected]


def test_what_stands_behind_a_number_sign_is_never_sent() -> None:
    fragments = [("bad-path", "info", "/paths/~1a#x"), ("bad-path", "info", "/paths/~1a#y")]
    assert told({"paths": {"/a#x": {}}}) == fragments[:1]
    same = [("duplicate-path", "info", "/paths/~1a#x"), ("duplicate-path", "info", "/paths/~1a#y")]
    assert sorted(told({"paths": {"/a": {}, "/a#x": {}, "/a#y": {}}})) == fragments + same
    assert told({"paths": {"/a%23x": {}, "/a": {}}}) == []


@pytest.mark.parametrize(
    "root",
    [
        schema(type=["integer", "null"], default=None),
        schema(type="string", nullable=True, enum=["a", None]),
        schema(type="number", default=1, enum=[1, 2.5]),
        schema(type="integer", default=1.0),
        schema(type="string", format="date", default="2026-01-02"),
        flow(authorizationUrl="/login", tokenUrl="https://a.test/token", scopes={}),
        header({"schema": {"type": "string"}}),
        get(requestBody={"content": {"application/vnd.a+json; version=1": {}, "image/*": {}, "*/*": {}}}),
        {"paths": {"/a": {"$ref": "#/paths/~1b", "get": {"responses": DONE}}, "/b": {"post": {"responses": DONE}}}},
        get(callbacks={"a": {"$ref": "#/components/callbacks/x"}}) | {"components": {"callbacks": {"x": {}}}},
    ],
)
def test_what_it_allows_is_not_told(root: dict[str, Any]) -> None:
    assert told(root) == []


# Once each ------------------------------------------------------------------------------------------------------------


def all_told(root: dict[str, Any]) -> list[tuple[str, str]]:
    """What is said of a document by all who read it."""
    document = parse(
        json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, **root}).encode(), "a.json"
    )
    return [(item.code, item.pointer) for item in normalise(document, Names()).diagnostics]


@pytest.mark.parametrize(
    ("root", "code", "place"),
    [
        (
            get(parameters=[{"name": "q", "in": "query", "schema": {}}, {"name": "q", "in": "query", "schema": {}}]),
            "duplicate-parameter",
            f"{GET}/parameters/1",
        ),
        (
            get(parameters=[{"name": "q", "in": "query", "schema": {}, "content": {"text/csv": {}, "text/xml": {}}}]),
            "media-type-count",
            f"{GET}/parameters/0/content",
        ),
        (
            get(parameters=[{"name": "q", "in": "query", "content": {"application/json": {}, "application/xml": {}}}]),
            "media-type-count",
            f"{GET}/parameters/0/content",
        ),
        (
            get(requestBody={"content": {"json": {}, "text/plain": {}}}),
            "bad-media-type",
            f"{GET}/requestBody/content/json",
        ),
        (
            get(responses={"200": {"description": "Fine.", "content": {"json": {}}}}),
            "bad-media-type",
            f"{GET}/responses/200/content/json",
        ),
        (get(parameters=[{"name": "a b", "in": "header", "schema": {}}]), "bad-name", f"{GET}/parameters/0/name"),
        (get(responses={"999": {"description": "What?"}, **DONE}), "bad-status", f"{GET}/responses/999"),
        (schema(type="integer", enum=["1", "2"]), "enum-type", "/components/schemas/A/enum"),
        (schema(type="integer", enum=[1, "two"]), "value-type", "/components/schemas/A/enum/1"),
    ],
)
def test_what_is_wrong_is_told_once(root: dict[str, Any], code: str, place: str) -> None:
    assert all_told(root) == [(code, place)]


def test_of_two_parameters_the_first_is_used_and_that_is_told() -> None:
    entries = [{"name": "q", "in": "query", "schema": {"type": kind}} for kind in ("integer", "string")]
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, **get(parameters=entries)}
    found = normalise(parse(json.dumps(document).encode(), "a.json"), Names())
    assert [item.schema for item in found.operations[0].parameters] == [{"type": "integer"}]
    assert "the first one is used" in found.diagnostics[0].message


def test_a_status_has_no_letter_case() -> None:
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, **get(responses={"2xx": {}, "Default": {}})}
    found = normalise(parse(json.dumps(document).encode(), "a.json"), Names())
    assert [item.status for item in found.operations[0].responses] == ["2XX", "default"]


@pytest.mark.parametrize(("version", "count"), [("3.0.3", 2), ("3.1", 2), ("3.2.0", 0), ("3.10.0", 0)])
def test_methods_of_a_later_version_are_told(version: str, count: int) -> None:
    operations = {"query": {"responses": DONE}, "additionalOperations": {"LINK": {"responses": DONE}}}
    places = ["/paths/~1a/query", "/paths/~1a/additionalOperations"]
    found = told({"openapi": version, "paths": {"/a": operations}})
    assert found == [("later-field", "info", place) for place in places[:count]]
