"""The lock of names over whole documents: what an addition or a rename elsewhere must not rename."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from leadsmith import interface, manifest
from leadsmith.config import ClientConfig, CredentialConfig
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import parse
from leadsmith.pipeline import build
from modules import models

STATUS = {"type": "string", "enum": ["new", "old"]}
OK = {"description": "Done.", "content": {"application/json": {"schema": {"type": "object", "properties": {"a": {}}}}}}
BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "servers": [{"url": "https://prod.test", "description": "production"}],
    "security": [{"key": []}],
    "tags": [{"name": "Leads"}],
    "paths": {
        "/leads/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "get": {"operationId": "getLead", "tags": ["Leads"], "responses": {"200": OK}},
        }
    },
    "components": {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        "schemas": {
            "Lead": {"type": "object", "properties": {"status": STATUS, "in": {"properties": {"a": {}}}}},
            "LeadUpdate": {"type": "object", "properties": {"status": STATUS}},
        },
    },
}


def generated(root: dict[str, Any], previous: manifest.Manifest | None = None) -> dict[str, str]:
    config = ClientConfig(spec=Path("spec.json"), output=Path("acme"), package="acme")
    output = build(parse(json.dumps(root).encode(), "spec.json"), config, previous)
    return {name: content.decode() for name, content in output.files.items()}


@pytest.fixture(scope="module")
def before() -> dict[str, str]:
    return generated(BASE)


def after(before: dict[str, str], change: Any) -> dict[str, str]:
    """The files for the changed document, generated over those of the document as it was."""
    root = copy.deepcopy(BASE)
    change(root)
    return generated(root, manifest.read(before[manifest.FILE]))


def test_a_server_in_front_moves_no_environment(before: dict[str, str]) -> None:
    def add(root: dict[str, Any]) -> None:
        root["servers"].insert(0, {"url": "https://new.test", "description": "Production"})

    client = after(before, add)["client.py"]
    assert '"production": "https://prod.test"' in client
    assert '"production_2": "https://new.test"' in client


def test_a_second_key_renames_no_argument(before: dict[str, str]) -> None:
    def add(root: dict[str, Any]) -> None:
        schemes = root["components"]["securitySchemes"]
        root["components"]["securitySchemes"] = {"admin": {**schemes["key"], "name": "X-Admin"}, **schemes}
        root["paths"]["/leads/{id}"]["get"]["security"] = [{"admin": []}, {"key": []}]

    client = after(before, add)["client.py"]
    assert "        api_key: str | Callable[[], str] | None = None," in client
    assert "        admin: str | Callable[[], str] | None = None," in client
    assert '"ACME_API_KEY"' in client


def test_a_schema_in_front_takes_no_shared_enum(before: dict[str, str]) -> None:
    def add(root: dict[str, Any]) -> None:
        schemas = root["components"]["schemas"]
        root["components"]["schemas"] = {"Aaa": {"type": "object", "properties": {"status": STATUS}}, **schemas}

    enums = models(after(before, add))
    assert "class LeadStatus(StrEnum):" in enums
    assert enums.count("(StrEnum):") == models(before).count("(StrEnum):")


def test_another_name_of_a_path_parameter_renames_no_class(before: dict[str, str]) -> None:
    def rename(root: dict[str, Any]) -> None:
        item = root["paths"].pop("/leads/{id}")
        item["parameters"][0]["name"] = "leadId"
        root["paths"]["/leads/{leadId}"] = item

    assert "class GetLeadResponse(Model):" in models(before)
    assert "class GetLeadResponse(Model):" in models(after(before, rename))


def test_a_tag_in_another_case_renames_no_resource(before: dict[str, str]) -> None:
    def add(root: dict[str, Any]) -> None:
        other = {"get": {"operationId": "a", "tags": ["leads"], "responses": {"200": OK}}}
        root["paths"] = {"/a": other, **root["paths"]}

    assert "class LeadsResource:" in after(before, add)["resources/leads.py"]


def test_a_reference_into_a_component_is_the_class_that_stands_there(before: dict[str, str]) -> None:
    def refer(root: dict[str, Any]) -> None:
        lead = root["components"]["schemas"]["Lead"]
        lead["properties"]["again"] = {"$ref": "#/components/schemas/Lead/properties/in"}

    objects = models(after(before, refer))
    assert "again: Omittable[LeadIn] = None" in objects
    assert objects.count("class ") == models(before).count("class ")


def test_a_shared_enum_stays_that_of_a_parameter() -> None:
    """The list may hold null too, as OpenAPI 3.0 has it for what is nullable."""
    root = copy.deepcopy(BASE)
    values = {"type": "string", "nullable": True, "enum": ["hot", "cold", None]}
    get = root["paths"]["/leads/{id}"]["get"]
    get["parameters"] = [{"name": "heat", "in": "query", "schema": values}]
    first = generated(root)
    assert "class GetLeadHeat(StrEnum):" in models(first)
    root["components"]["schemas"]["Lead"]["properties"]["heat"] = values
    enums = models(generated(root, manifest.read(first[manifest.FILE])))
    assert "class GetLeadHeat(StrEnum):" in enums
    assert enums.count("class ") == models(first).count("class ")


def test_a_property_that_is_met_twice_is_one_class() -> None:
    """Through allOf a parent's property is met again in each child, here with keywords beside a reference."""
    root = copy.deepcopy(BASE)
    schemas = root["components"]["schemas"]
    beside = {"$ref": "#/components/schemas/LeadUpdate", "properties": {"more": {"type": "string"}}}
    schemas["Base"] = {"type": "object", "properties": {"inner": beside}}
    for name in ("One", "Two"):
        schemas[name] = {"allOf": [{"$ref": "#/components/schemas/Base"}]}
    objects = models(generated(root))
    assert objects.count("    more: Omittable[str] = None") == 1
    assert objects.count("inner: Omittable[BaseInner] = None") == 3


def arguments(given: dict[str, str], previous: manifest.Manifest | None) -> tuple[dict[str, str], manifest.Manifest]:
    """The arguments of the client by scheme, with those that the configuration gives; and the manifest."""
    schemes = {name: {"type": "apiKey", "in": "header", "name": f"X-{name}"} for name in ("one", "two")}
    root = {**BASE, "security": [{"one": []}, {"two": []}], "components": {"securitySchemes": schemes}}
    credentials = {name: CredentialConfig(argument=argument) for name, argument in given.items()}
    config = ClientConfig(spec=Path("spec.json"), output=Path("acme"), package="acme", credentials=credentials)
    files = build(parse(json.dumps(root).encode(), "spec.json"), config, previous).files
    client = interface.read(files[interface.FILE].decode())
    return {item.scheme: item.arguments[0] for item in client.credentials}, manifest.read(files[manifest.FILE].decode())


def test_an_argument_that_the_configuration_names_wins_over_the_manifest() -> None:
    """Also when it is what another one was called, and it stays when the configuration says nothing any more."""
    first, lock = arguments({}, None)
    assert first == {"one": "one", "two": "two"}
    second, lock = arguments({"one": "secret"}, lock)
    assert second == {"one": "secret", "two": "two"}
    third, lock = arguments({"one": "two", "two": "secret"}, lock)
    assert third == {"one": "two", "two": "secret"}
    assert arguments({}, lock)[0] == third


def test_two_credentials_cannot_be_called_the_same() -> None:
    with pytest.raises(LeadsmithError, match="'key' for /components/securitySchemes/two/0: this is the name of"):
        arguments({"one": "key", "two": "key"}, None)
