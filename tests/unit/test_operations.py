"""Methods, resources, pages, credentials and servers: what of the document the client has, by which name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from leadsmith import runtime
from leadsmith.config import ClientConfig, CredentialConfig
from leadsmith.diagnostics import Diagnostic, LeadsmithError
from leadsmith.document import parse
from leadsmith.ir import Client, Operation, Ref, Scalar, UnionOf
from leadsmith.naming import Names
from leadsmith.normalise import NormalOperation, normalise
from leadsmith.operations import build_client, product
from leadsmith.operations.verbs import method_name, resource_title

DONE = {"204": {"description": "Done."}}
STRING = {"type": "string"}
SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "jwt": {"type": "http", "scheme": "Bearer"},
    "basic": {"type": "http", "scheme": "basic"},
    "legacy": {"type": "apiKey", "in": "header", "name": "authorization"},
    "oauth": {"type": "oauth2", "flows": {}},
    "digest": {"type": "http", "scheme": "digest"},
    "mtls": {"type": "mutualTLS"},
    "token": {"type": "http", "scheme": "Token"},
}


def built(
    paths: dict[str, Any], credentials: dict[str, CredentialConfig] | None = None, **root: Any
) -> tuple[Client, list[Diagnostic]]:
    document = {"openapi": "3.1.0", "info": {"title": "Test", "version": "1"}, "paths": paths, **root}
    config = ClientConfig(Path("spec.json"), Path("acme"), "acme", credentials=credentials or {})
    names = Names()
    return build_client(normalise(parse(json.dumps(document).encode(), "spec.json"), names), config, names)


def answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "Fine.", "content": {"application/json": {"schema": schema}}}


def only(client: Client) -> Operation:
    (resource,) = client.resources
    (operation,) = resource.operations
    return operation


# Names of methods -----------------------------------------------------------------------------------------------------


def shaped(method: str, path: str, operation_id: str = "", tags: tuple[str, ...] = ()) -> NormalOperation:
    named = [{"name": name, "in": "path", "required": True} for name in re.findall("{(.+?)}", path)]
    operation = {"operationId": operation_id, "tags": list(tags), "parameters": named, "responses": DONE}
    document = {"openapi": "3.1.0", "paths": {path: {method.lower(): operation}}}
    (found,) = normalise(parse(json.dumps(document).encode(), "spec.json"), Names()).operations
    return found


@pytest.mark.parametrize(
    ("method", "path", "operation_id", "expected"),
    [
        ("PATCH", "/leads/{id}", "update_lead_leads__id__patch", "update"),
        ("GET", "/leads", "listLeads", "list"),
        ("GET", "/leads/{id}", "getLeadById", "get_by_id"),
        ("GET", "/leads/count", "leads.count", "count"),
        ("DELETE", "/leads/{id}", "Leads_Delete", "delete"),
        ("POST", "/leads/{id}/assign", "assignLeadToRep", "assign_to_rep"),
        ("GET", "/leads", "leads", "list"),
        ("GET", "/leads", "", "list"),
        ("POST", "/leads", "", "create"),
        ("PATCH", "/leads", "", "update_many"),
        ("DELETE", "/leads", "", "delete_many"),
        ("GET", "/leads/{id}", "", "get"),
        ("PUT", "/leads/{id}", "", "replace"),
        ("PATCH", "/leads/{id}", "", "update"),
        ("DELETE", "/leads/{id}", "", "delete"),
        ("HEAD", "/leads/{id}", "", "head"),
        ("GET", "/leads/{id}/notes", "", "list_notes"),
        ("GET", "/leads/{id}/summary", "", "summary"),
        ("POST", "/leads/{id}/notes", "", "create_note"),
        ("POST", "/leads/{id}/archive", "", "archive"),
        ("GET", "/leads/{id}/notes/{note}", "", "get_note"),
        ("GET", "/leads/{id}/notes/{note}/files", "", "list_note_files"),
        ("GET", "/lead", "", "get"),
        ("GET", "/api/v1/leads", "GetLeads", "list"),
        ("GET", "/v1/leads/{lead}/notes/{note}", "GetLeadsLeadNotesNote", "get_note"),
        ("POST", "/leads/{lead_id}/notes", "post-leads-id-notes", "create_note"),
        ("DELETE", "/leads/{leadId}/notes/{note}", "leads_notes_delete", "delete_note"),
        ("POST", "/leads", "postLead", "post"),
        ("GET", "/leads/{id}", "retrieve-a-lead", "retrieve"),
        ("PUT", "/leads/{id}/notes", "", "replace_notes"),
        ("PATCH", "/leads/{id}/status", "", "update_status"),
        ("DELETE", "/leads/{id}/photo", "", "delete_photo"),
    ],
)
def test_methods_are_called_by_what_they_do(method: str, path: str, operation_id: str, expected: str) -> None:
    assert method_name(shaped(method, path, operation_id), "Leads") == expected


@pytest.mark.parametrize(
    ("path", "tags", "expected"),
    [
        ("/api/leads", ("Leads", "Other"), "Leads"),
        ("/sales-reps/{id}", (), "sales-reps"),
        ("/{tenant}/leads", (), "leads"),
        ("/api/v2.1/leads", (), "leads"),
        ("/api", (), "api"),
        ("/", (), "root"),
    ],
)
def test_resources_are_called_by_tag_or_path(path: str, tags: tuple[str, ...], expected: str) -> None:
    assert resource_title(shaped("GET", path, tags=tags)) == expected


def test_tags_that_are_one_name_in_python_are_one_resource() -> None:
    paths = {
        "/a": {"get": {"tags": ["Sales Reps"], "responses": DONE}},
        "/b": {"get": {"tags": ["sales-reps"], "responses": DONE}},
    }
    (resource,) = built(paths)[0].resources
    assert (resource.name, resource.class_name) == ("sales_reps", "SalesRepsResource")
    assert len({operation.name for operation in resource.operations}) == 2


@pytest.mark.parametrize("client", [runtime.SyncClient, runtime.AsyncClient])
def test_no_resource_hides_what_the_client_can_do(client: type) -> None:
    public = [name for name in dir(client) if not name.startswith("_")]
    assert {"send", "open_stream", "paginate"} <= {*public}
    paths = {f"/{name}": {"get": {"tags": [name.title()], "responses": DONE}} for name in [*public, "errors", "class"]}
    names = [resource.name for resource in built(paths)[0].resources]
    assert names == [f"{name}_" for name in [*public, "errors", "class"]]
    assert not {*names} & {*public}


def test_path_parameters_come_in_the_order_of_the_path_then_what_is_required() -> None:
    parameters = [
        {"name": "limit", "in": "query", "schema": {"type": "integer"}},
        {"name": "b", "in": "path", "required": True, "schema": STRING},
        {"name": "q", "in": "query", "required": True, "schema": STRING},
        {"name": "a", "in": "path", "required": True, "schema": STRING},
        {"name": "a", "in": "header", "schema": {"type": ["string", "null"]}},
    ]
    found = only(built({"/{a}/x/{b}": {"get": {"parameters": parameters, "responses": DONE}}})[0]).parameters
    assert [(item.name, item.place) for item in found] == [
        ("a", "path"),
        ("b", "path"),
        ("q", "query"),
        ("limit", "query"),
        ("a_header", "header"),
    ]
    assert found[-1].type == Scalar("str"), "None is how an argument is not given"


def test_answers_and_failures() -> None:
    responses = {"200": answer(STRING), "204": {"description": ""}, "404": {"description": "No."}, "4XX": answer({})}
    found = only(built({"/a": {"get": {"responses": responses}}})[0])
    assert found.returns == UnionOf((Scalar("str"), Scalar("None")))
    assert [(failure.status, failure.type) for failure in found.failures] == [(404, None), ("4XX", Scalar("Any"))]
    assert only(built({"/a": {"get": {"responses": DONE}}})[0]).returns is None


def test_default_alone_is_the_answer_too() -> None:
    found = only(built({"/a": {"get": {"responses": {"default": answer(STRING)}}}})[0])
    assert found.returns == Scalar("str"), "it is for every status that is not described, so for 200"
    both = only(built({"/a": {"get": {"responses": {**DONE, "default": answer(STRING)}}}})[0])
    assert both.returns is None
    assert [(failure.status, failure.type) for failure in both.failures] == [("default", Scalar("str"))]


# Pages ----------------------------------------------------------------------------------------------------------------

PAGE = {
    "docs": {"type": "array", "items": {"properties": {"id": STRING}}},
    "hasNextPage": {"type": "boolean"},
    "nextPage": {"type": ["integer", "null"]},
}
NUMBER = {"name": "page", "in": "query", "schema": {"type": "integer"}}


def paged(properties: dict[str, Any], parameters: list[dict[str, Any]], method: str = "get") -> Operation:
    responses = {"200": answer({"type": "object", "properties": properties})}
    operation = {"operationId": "listLeads", "parameters": parameters, "responses": responses}
    return only(built({"/leads": {method: operation}})[0])


def test_pages_are_found() -> None:
    paging = paged(PAGE, [NUMBER]).paging
    assert paging is not None
    assert [[step.name for step in path] for path in (paging.items, paging.more, paging.next)] == [
        ["docs"],
        ["has_next_page"],
        ["next_page"],
    ]
    assert isinstance(paging.item, Ref)
    assert (paging.kind, paging.parameter) == ("page", "page")


@pytest.mark.parametrize(
    ("changes", "parameters", "method"),
    [
        ({}, [], "get"),
        ({}, [{**NUMBER, "in": "header"}], "get"),
        ({}, [NUMBER], "post"),
        ({"docs": STRING}, [NUMBER], "get"),
        ({"more": {"type": "array", "items": STRING}}, [NUMBER], "get"),
        ({"hasNextPage": STRING}, [NUMBER], "get"),
        ({"nextPage": STRING}, [NUMBER], "get"),
        ({"nextPage": None}, [NUMBER], "get"),
    ],
)
def test_what_only_looks_like_pages_is_a_plain_answer(
    changes: dict[str, Any], parameters: list[dict[str, Any]], method: str
) -> None:
    properties = {key: value for key, value in {**PAGE, **changes}.items() if value is not None}
    assert paged(properties, parameters, method).paging is None


# Security and servers -------------------------------------------------------------------------------------------------


def secured(*securities: Any, **more: Any) -> tuple[Client, list[Diagnostic]]:
    paths = {
        f"/p{index}": {"get": {"tags": ["T"], "operationId": f"op{index}", "security": security, "responses": DONE}}
        for index, security in enumerate(securities)
    }
    return built(paths, components={"securitySchemes": SCHEMES}, **more)


@pytest.mark.parametrize(
    ("security", "expected"),
    [
        ([{"key": []}], (("key",),)),
        ([{"key": []}, {"jwt": []}], (("key",), ("jwt",))),
        ([{"key": [], "query": []}], (("key", "query"),)),
        ([{}, {"key": []}], ((), ("key",))),
        ([], ()),
        ([{"jwt": [], "legacy": []}], (("jwt",), ("legacy",))),
        ([{"mtls": []}], ((),)),
        ([{"mtls": [], "key": []}, {"token": []}], (("key",), ("token",))),
        ([{"digest": []}, {"key": []}], (("key",),)),
    ],
)
def test_requirements(security: list[dict[str, Any]], expected: tuple[tuple[str, ...], ...]) -> None:
    client, _ = secured(security)
    assert client.security == expected
    assert client.resources[0].operations[0].security is None, "the client's own"


def test_what_most_operations_require_is_the_clients_own() -> None:
    client, diagnostics = secured([{"key": []}], [{"jwt": []}], [{"jwt": []}], [])
    assert client.security == (("jwt",),)
    assert [item.security for item in client.resources[0].operations] == [(("key",),), None, None, ()]
    assert not diagnostics


def test_schemes_that_write_the_same_header_are_alternatives_and_that_is_said() -> None:
    _, diagnostics = secured([{"jwt": [], "legacy": [], "key": []}])
    (clash,) = diagnostics
    assert (clash.code, clash.level) == ("security-clash", "warning")
    assert "jwt, legacy" in clash.message


@pytest.mark.parametrize(
    ("scheme", "code", "level"),
    [
        ("digest", "security-scheme", "warning"),
        ("gone", "security-scheme", "warning"),
        ("oauth", "security-scheme", "info"),
        ("mtls", "security-scheme", "info"),
    ],
)
def test_schemes_that_cannot_be_met_as_they_stand_are_reported(scheme: str, code: str, level: str) -> None:
    _, diagnostics = secured([{scheme: []}])
    assert [(item.code, item.level) for item in diagnostics] == [(code, level)]
    assert scheme in diagnostics[0].message


@pytest.mark.parametrize(
    ("schemes", "expected"),
    [
        (["key"], {"key": (("api_key",), ("ACME_API_KEY",))}),
        (["jwt"], {"jwt": (("token",), ("ACME_TOKEN",))}),
        (["basic"], {"basic": (("username", "password"), ("ACME_USERNAME", "ACME_PASSWORD"))}),
        (["key", "query"], {"key": (("key",), ("ACME_KEY",)), "query": (("query",), ("ACME_QUERY",))}),
    ],
)
def test_credentials_have_a_keyword_and_an_environment_variable(schemes: list[str], expected: dict[str, Any]) -> None:
    client, _ = secured([{scheme: []} for scheme in schemes])
    assert {item.scheme: (item.arguments, item.environment) for item in client.credentials} == expected


def test_the_configuration_names_a_credential() -> None:
    given = CredentialConfig(argument="secret", environment="SECRET", prefix="users API-Key")
    client, _ = secured([{"key": []}], credentials={"key": given})
    (credential,) = client.credentials
    assert (credential.arguments, credential.environment, credential.prefix) == (("secret",), ("SECRET",), given.prefix)


@pytest.mark.parametrize("argument", ["timeout", "base_url", "self"])
def test_a_credential_cannot_have_the_name_of_another_argument(argument: str) -> None:
    with pytest.raises(LeadsmithError, match=f"an argument '{argument}' already"):
        secured([{"key": []}], credentials={"key": CredentialConfig(argument=argument)})


def test_a_credential_of_no_scheme_is_a_mistake() -> None:
    with pytest.raises(LeadsmithError, match="no security scheme 'kee'") as caught:
        secured([{"key": []}], credentials={"kee": CredentialConfig(argument="a")})
    assert caught.value.diagnostics[0].hint == "Did you mean 'key'?"


def test_servers_have_distinct_names_and_relative_ones_are_reported() -> None:
    servers = [
        {"url": "https://a.example.com/v1/", "description": "Production."},
        {"url": "https://b.example.com", "description": "production"},
        {"url": "https://c.example.com", "description": "A description that is too long for a name."},
        {"url": "/v1"},
    ]
    client, diagnostics = built({}, servers=servers)
    assert [server.url for server in client.servers] == [
        "https://a.example.com/v1",
        "https://b.example.com",
        "https://c.example.com",
    ]
    assert len({server.name for server in client.servers}) == 3
    assert client.servers[0].name == "production"
    assert [(item.code, item.pointer) for item in diagnostics] == [("relative-server", "/servers/3")]


def test_the_client_is_called_after_its_package_whatever_the_models_are_called() -> None:
    client, _ = built({}, components={"schemas": {"Acme": {"properties": {"id": STRING}}}})
    assert (list(client.types.models), client.class_name) == (["Acme"], "Acme")


def test_classes_of_resources_make_way_for_models() -> None:
    schemas = {name: {"properties": {"id": STRING}} for name in ("LeadsResource", "AsyncCallsResource")}
    paths = {path: {"get": {"responses": DONE}} for path in ("/leads", "/calls")}
    client, _ = built(paths, components={"schemas": schemas})
    classes = {f"{flavour}{resource.class_name}" for resource in client.resources for flavour in ("", "Async")}
    assert len(classes) == 4
    assert not classes & set(schemas)


def test_models_that_a_request_can_hold_have_a_typed_dict() -> None:
    schemas = {
        "Body": {"properties": {"parts": {"items": {"$ref": "#/components/schemas/Part"}}}},
        "Part": {"properties": {"id": STRING}},
        "Answer": {"properties": {"id": STRING}},
        "Open": {"properties": {"id": STRING}, "additionalProperties": True},
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}}
    operation = {"requestBody": body, "responses": {"200": answer({"$ref": "#/components/schemas/Answer"})}}
    client, _ = built({"/a": {"post": operation}}, components={"schemas": schemas})
    assert client.types.dicts == {"Body": "BodyDict", "Part": "PartDict"}


@pytest.mark.parametrize(
    ("name", "version", "expected"),
    [
        ("acme", "1.0", "acme/1.0"),
        ("acme", "2024-01-01_beta+build.7~", "acme/2024-01-01_beta+build.7~"),
        ("acme", "1.0 (beta)", "acme/1.0-beta-"),
        ("acme", "v1/2", "acme/v1-2"),
        ("acme", "1\r\nX-Other: 2", "acme/1-X-Other-2"),
        ("acme", "päivä", "acme/p-iv-"),
        ("acme", "", "acme"),
        ("müller", "1", "m-ller/1"),
    ],
)
def test_a_product_is_of_tokens_alone(name: str, version: str, expected: str) -> None:
    assert product(name, version) == expected


@pytest.mark.parametrize(
    ("info", "expected"),
    [({"version": " 3.1 "}, "acme/3.1"), ({"version": ""}, "acme"), ({}, "acme"), ({"version": 1.1}, "acme")],
)
def test_the_client_names_itself_with_the_version_of_the_description(info: dict[str, Any], expected: str) -> None:
    client, _ = built({}, info={"title": "Test", **info})
    assert client.product == expected
