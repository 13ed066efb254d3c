"""What counts as a change for callers: small documents, one edit each, read forwards and backwards."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadsmith import interface
from leadsmith.compat import Change, assign, compare
from leadsmith.compat.assign import Scope
from leadsmith.compat.catalogue import CATALOGUE
from leadsmith.config import ClientConfig
from leadsmith.document import load, parse
from leadsmith.ir import (
    Alias,
    Client,
    Credential,
    EnumClass,
    EnumMember,
    Field,
    ListOf,
    LiteralOf,
    MapOf,
    ModelClass,
    Operation,
    Parameter,
    Ref,
    Scalar,
    Type,
    UnionOf,
)
from leadsmith.naming import Names
from leadsmith.pipeline import describe
from leadsmith.signing import Signing

LEVELS = {"B": "breaking", "W": "warning", "I": "info"}
GONE = object()

Edits = Mapping[str, Any]
"""Paths in the document, as words, and what stands there then; or a text, and what replaces it everywhere."""


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "Done.", "content": {"application/json": {"schema": schema}}}


def query(name: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, **more}


def in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": TEXT}


def body(name: str, required: bool = True, kind: str = "application/json") -> dict[str, Any]:
    return {"required": required, "content": {kind: {"schema": ref(name)}}}


def object_of(required: str, **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": properties}


TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "integer"}
MAYBE: dict[str, Any] = {"type": ["string", "null"]}
LIST: dict[str, Any] = {"type": "array", "items": TEXT}
SEVERAL: dict[str, Any] = {"application/json": {"schema": ref("Toy")}, "text/csv": {"schema": TEXT}}
BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "servers": [
        {"url": "https://prod.test", "description": "production"},
        {"url": "https://sandbox.test", "description": "sandbox"},
        {
            "url": "https://{zone}.test",
            "description": "zones",
            "variables": {"zone": {"default": "eu", "enum": ["eu", "us"]}},
        },
    ],
    "security": [{"key": []}],
    "webhooks": {"arrived": {"post": {"requestBody": body("Pet")}}},
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "tags": ["Pets"],
                "parameters": [
                    query("page", NUMBER),
                    query("limit", {**NUMBER, "default": 20}),
                    query("marks", LIST),
                    query("mood", ref("Mood")),
                ],
                "responses": {"200": answer(ref("Page")), "400": answer(ref("Problem"))},
            },
            "post": {
                "operationId": "createPet",
                "tags": ["Pets"],
                "requestBody": body("PetNew"),
                "responses": {"201": answer(ref("Pet")), "422": {"description": "No."}},
            },
        },
        "/pets/{id}": {
            "parameters": [in_path("id")],
            "get": {
                "operationId": "getPet",
                "tags": ["Pets"],
                "responses": {"200": answer(ref("Pet")), "404": answer(ref("Problem"))},
            },
            "delete": {"operationId": "deletePet", "tags": ["Pets"], "responses": {"204": {"description": "Gone."}}},
        },
        "/pets/{id}/toys/{toy}": {
            "parameters": [in_path("id"), in_path("toy")],
            "put": {
                "operationId": "giveToy",
                "tags": ["Pets"],
                "requestBody": body("Toy", required=False),
                "responses": {"200": answer(ref("Toy"))},
            },
        },
        "/events": {
            "get": {"operationId": "listEvents", "tags": ["Events"], "responses": {"200": answer(ref("Events"))}},
        },
    },
    "components": {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        "schemas": {
            "Page": object_of(
                "docs hasNextPage",
                docs={"type": "array", "items": ref("Pet")},
                hasNextPage={"type": "boolean"},
                nextPage={"type": ["integer", "null"]},
            ),
            "Pet": object_of(
                "id name nick",
                id=TEXT,
                name=TEXT,
                nick=MAYBE,
                age=NUMBER,
                note=TEXT,
                mood=ref("Mood"),
                code=ref("Code"),
                label=ref("Label"),
                marks={"type": "array", "items": {"type": ["string", "integer"]}},
                data={},
            ),
            "PetNew": object_of(
                "name", name=TEXT, age=NUMBER, note=MAYBE, mood=ref("Mood"), size=ref("Size"), tags=LIST
            ),
            "Toy": object_of("name", name=TEXT, price={"type": "number"}, label=ref("Label")),
            "Mood": {"type": "string", "enum": ["happy", "sad"]},
            "Size": {"type": "string", "enum": ["small", "big"]},
            "Code": {"enum": ["a", 1]},
            "Label": {"type": ["string", "integer"]},
            "Events": {"type": "array", "items": ref("Event")},
            "Event": {**object_of("kind", kind=TEXT), "additionalProperties": TEXT},
            "Box": {**object_of("kind", kind=TEXT, more=TEXT), "additionalProperties": NUMBER},
            "Problem": object_of("message", message=TEXT),
            "Trouble": object_of("reason", reason=TEXT, more=TEXT),
        },
    },
}
ARRIVED = "webhooks arrived post requestBody content application/json"
LIST_PETS, GET_PET, CREATE, TOYS = (
    "paths /pets get",
    "paths /pets/{id} get",
    "paths /pets post",
    "paths /pets/{id}/toys/{toy}",
)


def edited(edits: Edits) -> dict[str, Any]:
    root = json.loads(json.dumps(BASE))  # no two places share a value
    for path, value in edits.items():
        if path.startswith("~"):
            root = json.loads(json.dumps(root).replace(path[1:], value))
            continue
        words = path.split()
        words[:1] = {"schemas": ["components", "schemas"], "schemes": ["components", "securitySchemes"]}.get(
            words[0], words[:1]
        )
        parent: Any = root
        for word in words[:-1]:
            parent = parent[int(word)] if isinstance(parent, list) else parent[word]
        if isinstance(parent, list):
            parent[int(words[-1]) : int(words[-1]) + 1] = [] if value is GONE else [value]
        elif value is GONE:
            del parent[words[-1]]
        else:
            parent[words[-1]] = copy.deepcopy(value)
    return root


def client(root: dict[str, Any], lock: Mapping[str, str], config: ClientConfig) -> tuple[Client, Mapping[str, str]]:
    names = Names(previous=lock)
    made, _ = describe(parse(json.dumps(root).encode(), "spec.json"), config, names)
    return made, dict(names.given)


CONFIG = ClientConfig(spec=Path("spec.json"), output=Path("shop"), package="shop")


@cache
def base() -> tuple[Client, Mapping[str, str]]:
    return client(BASE, {}, CONFIG)


def changed(edits: Edits, backwards: bool = False) -> tuple[Change, ...]:
    """What changes by the edits; the changed document has the names of the base, as generating over it gives them."""
    old, names = base()
    new, _ = client(edited(edits), names, CONFIG)
    return compare(new, old) if backwards else compare(old, new)


def told(changes: tuple[Change, ...]) -> set[str]:
    return {f"{item.level[0].upper()} {item.id} {item.symbol or item.symbol_after}" for item in changes}


@dataclass(frozen=True)
class Case:
    """What is said of the edits, and of undoing them: a line for each change."""

    edits: Edits
    forwards: str
    backwards: str


LIMIT, MARKS = f"{LIST_PETS} parameters 1", f"{LIST_PETS} parameters 2"
CASES: dict[str, Case] = {
    # Resources and methods
    "a new operation": Case(
        {
            "paths /pets/{id} head": {
                "operationId": "petExists",
                "tags": ["Pets"],
                "responses": {"200": {"description": "Yes."}},
            }
        },
        "I operation-added client.pets.exists",
        "B operation-removed client.pets.exists",
    ),
    "a new resource": Case(
        {
            "paths /news": {
                "get": {"operationId": "listNews", "tags": ["News"], "responses": {"200": answer(ref("Events"))}}
            }
        },
        "I resource-added client.news\nI operation-added client.news.list",
        "B resource-removed client.news\nB operation-removed client.news.list",
    ),
    "another tag": Case(
        {"paths /events get tags": ["News"]},
        "B resource-renamed client.events\nB resource-class-renamed EventsResource",
        "B resource-renamed client.news\nB resource-class-renamed NewsResource",
    ),
    "an operation in another resource": Case(
        {"paths /pets/{id} delete tags": ["Events"]},
        "B operation-moved client.pets.delete",
        "B operation-moved client.events.delete",
    ),
    "another path": Case(
        {"paths /events": GONE, "paths /v2/events": BASE["paths"]["/events"]},
        "W operation-path-changed client.events.list",
        "W operation-path-changed client.events.list",
    ),
    "another name of a path parameter": Case(
        {"~{toy}": "{toyId}", '~"name": "toy"': '"name": "toyId"'},
        "B parameter-renamed client.pets.give_toy(toy=)",
        "B parameter-renamed client.pets.give_toy(toy_id=)",
    ),
    "another method": Case(
        {f"{TOYS} put": GONE, f"{TOYS} patch": BASE["paths"]["/pets/{id}/toys/{toy}"]["put"]},
        "W operation-method-changed client.pets.give_toy",
        "W operation-method-changed client.pets.give_toy",
    ),
    "deprecated": Case(
        {f"{GET_PET} deprecated": True},
        "W operation-deprecated client.pets.get",
        "I operation-undeprecated client.pets.get",
    ),
    # Arguments
    "an optional parameter": Case(
        {f"{GET_PET} parameters": [query("depth", NUMBER)]},
        "I parameter-added-optional client.pets.get(depth=)",
        "B parameter-removed client.pets.get(depth=)",
    ),
    "a required parameter": Case(
        {f"{GET_PET} parameters": [query("depth", NUMBER, required=True)]},
        "B parameter-added-required client.pets.get",
        "B parameter-removed client.pets.get(depth=)",
    ),
    "a parameter becomes required": Case(
        {f"{MARKS} required": True},
        "B parameter-became-required client.pets.list",
        "I parameter-became-optional client.pets.list(marks=)",
    ),
    "a wider parameter": Case(
        {f"{LIMIT} schema type": ["integer", "string"]},
        "I parameter-type-widened client.pets.list(limit=)",
        "B parameter-type-narrowed client.pets.list(limit=)",
    ),
    "a parameter of another type": Case(
        {f"{LIMIT} schema": {"type": "boolean", "default": 20}},
        "B parameter-type-changed client.pets.list(limit=)",
        "B parameter-type-changed client.pets.list(limit=)",
    ),
    "another style": Case(
        {f"{MARKS} explode": False},
        "W parameter-style-changed client.pets.list(marks=)",
        "W parameter-style-changed client.pets.list(marks=)",
    ),
    "a style that makes no difference": Case({f"{LIMIT} explode": False}, "", ""),
    "another place": Case(
        {f"{LIMIT} in": "header"},
        "W parameter-place-changed client.pets.list(limit=)",
        "W parameter-place-changed client.pets.list(limit=)",
    ),
    "from the path into the query": Case(
        {
            TOYS: GONE,
            "paths /pets/{id}/toys": {
                "parameters": [in_path("id")],
                "put": {
                    **BASE["paths"]["/pets/{id}/toys/{toy}"]["put"],
                    "parameters": [query("toy", TEXT, required=True)],
                },
            },
        },
        "W operation-path-changed client.pets.give_toy\nB parameter-became-keyword-only client.pets.give_toy\n"
        "W parameter-place-changed client.pets.give_toy(toy=)",
        "W operation-path-changed client.pets.give_toy\nW parameter-place-changed client.pets.give_toy(toy=)\n"
        "B parameter-position-changed client.pets.give_toy",
    ),
    "another default": Case(
        {f"{LIMIT} schema default": 10},
        "W parameter-default-changed client.pets.list",
        "W parameter-default-changed client.pets.list",
    ),
    "no default": Case(
        {f"{LIMIT} schema default": GONE},
        "W parameter-default-removed client.pets.list",
        "I parameter-default-added client.pets.list",
    ),
    "a deprecated parameter": Case(
        {f"{LIMIT} deprecated": True},
        "W parameter-deprecated client.pets.list(limit=)",
        "I parameter-undeprecated client.pets.list(limit=)",
    ),
    "the other way round": Case(
        {TOYS: GONE, "paths /toys/{toy}/pets/{id}": BASE["paths"]["/pets/{id}/toys/{toy}"]},
        "W operation-path-changed client.pets.give_toy\nB parameter-position-changed client.pets.give_toy",
        "W operation-path-changed client.pets.give_toy\nB parameter-position-changed client.pets.give_toy",
    ),
    "an optional body": Case(
        {"paths /events get requestBody": body("Toy", required=False)},
        "I body-added-optional client.events.list(body=)",
        "B body-removed client.events.list(body=)",
    ),
    "a required body": Case(
        {"paths /pets/{id} delete requestBody": body("Toy")},
        "B body-added-required client.pets.delete",
        "B body-removed client.pets.delete(body=)",
    ),
    "a body becomes required": Case(
        {f"{TOYS} put requestBody required": True},
        "B body-became-required client.pets.give_toy",
        "I body-became-optional client.pets.give_toy(body=)",
    ),
    "a wider body": Case(
        {f"{TOYS} put requestBody content application/json schema": {"anyOf": [ref("Toy"), TEXT]}},
        "I body-type-widened client.pets.give_toy(body=)",
        "B body-type-narrowed client.pets.give_toy(body=)",
    ),
    "a body of several objects at once": Case(
        {f"{TOYS} put requestBody content application/json schema": {"anyOf": [ref("Toy"), ref("PetNew")]}},
        "I typed-dict-added GiveToyBodyDict\nI body-type-widened client.pets.give_toy(body=)",
        "B typed-dict-removed GiveToyBodyDict\nB body-type-narrowed client.pets.give_toy(body=)",
    ),
    "another body": Case(
        {f"{TOYS} put requestBody content application/json schema": LIST},
        "B body-type-changed client.pets.give_toy(body=)\nB typed-dict-removed ToyDict",
        "B body-type-changed client.pets.give_toy(body=)\nI typed-dict-added ToyDict",
    ),
    "another media type": Case(
        {f"{TOYS} put requestBody": body("Toy", required=False, kind="application/merge-patch+json")},
        "W body-media-type-changed client.pets.give_toy",
        "W body-media-type-changed client.pets.give_toy",
    ),
    "another media type beside it": Case(
        {f"{TOYS} put requestBody content": SEVERAL},
        "I parameter-added-optional client.pets.give_toy(content_type=)\n"
        "I body-type-widened client.pets.give_toy(body=)",
        "B parameter-removed client.pets.give_toy(content_type=)\nB body-type-narrowed client.pets.give_toy(body=)",
    ),
    # Answers
    "an answer where there was none": Case(
        {"paths /pets/{id} delete responses": {"200": answer(ref("Pet"))}},
        "I return-added client.pets.delete",
        "B return-removed client.pets.delete",
    ),
    "a stream instead": Case(
        {f"{TOYS} put responses 200 content": {"application/jsonl": {"schema": ref("Toy")}}},
        "B return-type-changed client.pets.give_toy\nI return-media-type-changed client.pets.give_toy",
        "B return-type-changed client.pets.give_toy\nI return-media-type-changed client.pets.give_toy",
    ),
    "a wider answer": Case(
        {f"{GET_PET} responses 202": {"description": "Later."}},
        "B return-type-widened client.pets.get",
        "I return-type-narrowed client.pets.get",
    ),
    "another answer": Case(
        {f"{GET_PET} responses 200": answer(ref("Toy"))},
        "B return-type-changed client.pets.get",
        "B return-type-changed client.pets.get",
    ),
    "an answer that can be anything": Case(
        {f"{CREATE} responses 201": answer(TEXT), "paths /events get responses 200": answer({})},
        "B return-type-changed client.events.list\nB return-type-changed client.pets.create",
        "B return-type-changed client.events.list\nB return-type-changed client.pets.create",
    ),
    "an answer of another media type": Case(
        {
            "paths /events get responses 200": {
                "description": "",
                "content": {"application/hal+json": {"schema": ref("Events")}},
            }
        },
        "I return-media-type-changed client.events.list",
        "I return-media-type-changed client.events.list",
    ),
    "no pages": Case(
        {
            "schemas Page properties hasNextPage": GONE,
            "schemas Page properties nextPage": GONE,
            "schemas Page required": ["docs"],
        },
        "B paging-removed client.pets.list\n"
        "B response-field-removed Page.has_next_page\nB response-field-removed Page.next_page",
        "B paging-added client.pets.list\n"
        "I response-field-added-optional Page.next_page\nW response-field-added-required Page",
    ),
    "pages that are asked for in another way": Case(
        {"schemas Page properties hasNextPage": GONE, "schemas Page required": ["docs"]},
        "B response-field-removed Page.has_next_page",
        "W response-field-added-required Page",
    ),
    "pages of something else": Case(
        {"schemas Page properties docs items": ref("Toy")},
        "B paging-items-changed client.pets.list\nB response-field-type-changed Page.docs",
        "B paging-items-changed client.pets.list\nB response-field-type-changed Page.docs",
    ),
    "another error": Case(
        {f"{GET_PET} responses 409": answer(ref("Problem"))},
        "I error-status-added client.pets.get",
        "I error-status-removed client.pets.get",
    ),
    "an error gets a body": Case(
        {f"{CREATE} responses 422": answer(ref("Problem"))},
        "I error-body-added UnprocessableEntityError",
        "W error-body-removed UnprocessableEntityError",
    ),
    "an error with another body": Case(
        {f"{GET_PET} responses 404": answer(ref("Trouble"))},
        "W error-body-changed NotFoundError",
        "W error-body-changed NotFoundError",
    ),
    # Classes
    "a new model": Case({"schemas Tail": object_of("", long=TEXT)}, "I model-added Tail", "B model-removed Tail"),
    "a new enum": Case(
        {"schemas Tail": {"type": "string", "enum": ["long"]}}, "I enum-added Tail", "B enum-removed Tail"
    ),
    "a new alias": Case({"schemas Tail": LIST}, "I alias-added Tail", "B alias-removed Tail"),
    "a model with another name": Case(
        {"~schemas/Problem": "schemas/Failure", '~"Problem"': '"Failure"'},
        "B model-renamed Problem",
        "B model-renamed Failure",
    ),
    "an enum with another name": Case(
        {"~schemas/Mood": "schemas/Feeling", '~"Mood"': '"Feeling"'}, "B enum-renamed Mood", "B enum-renamed Feeling"
    ),
    "an alias with another name": Case(
        {"~schemas/Label": "schemas/Sign", '~"Label"': '"Sign"'}, "B alias-renamed Label", "B alias-renamed Sign"
    ),
    "a model becomes an enum": Case(
        {"schemas Trouble": {"type": "string", "enum": ["deep"]}},
        "B type-kind-changed Trouble",
        "B type-kind-changed Trouble",
    ),
    "further fields": Case(
        {"schemas Problem additionalProperties": TEXT},
        "I extra-fields-added Problem",
        "W response-extra-fields-removed Problem",
    ),
    "further fields of what is sent": Case(
        {"schemas PetNew additionalProperties": TEXT},
        "I extra-fields-added PetNew\nB typed-dict-removed PetNewDict",
        "B request-extra-fields-removed PetNew\nI typed-dict-added PetNewDict",
    ),
    "other further fields": Case(
        {"schemas Event additionalProperties": NUMBER},
        "B response-extra-fields-changed Event",
        "B response-extra-fields-changed Event",
    ),
    # Fields
    "an optional field that is sent": Case(
        {"schemas PetNew properties colour": TEXT},
        "I request-field-added-optional PetNew.colour",
        "B request-field-removed PetNew.colour",
    ),
    "a required field that is sent": Case(
        {"schemas PetNew properties colour": TEXT, "schemas PetNew required": ["name", "colour"]},
        "B request-field-added-required PetNew",
        "B request-field-removed PetNew.colour",
    ),
    "an optional field that is read": Case(
        {"schemas Pet properties colour": TEXT},
        "I response-field-added-optional Pet.colour",
        "B response-field-removed Pet.colour",
    ),
    "a required field that is read": Case(
        {"schemas Pet properties colour": TEXT, "schemas Pet required": ["id", "name", "nick", "colour"]},
        "W response-field-added-required Pet",
        "B response-field-removed Pet.colour",
    ),
    "a required field that goes both ways": Case(
        {"schemas Toy properties colour": TEXT, "schemas Toy required": ["name", "colour"]},
        "B request-field-added-required Toy",
        "B request-field-removed Toy.colour",
    ),
    "what is sent becomes required": Case(
        {"schemas PetNew required": ["name", "age"]},
        "B request-field-became-required PetNew",
        "I request-field-became-optional PetNew.age",
    ),
    "what is read becomes required": Case(
        {"schemas Pet required": ["id", "name", "nick", "age"]},
        "W response-field-became-required Pet",
        "B response-field-became-optional Pet.age",
    ),
    "what can be null becomes optional": Case(
        {"schemas Pet required": ["id", "name"]},
        "I response-nullable-field-became-optional Pet.nick",
        "W response-field-became-required Pet",
    ),
    "a required field that the server alone sets": Case(
        {"schemas Toy properties name readOnly": True},
        "B request-field-became-read-only Toy.name",
        "B request-field-became-required Toy",
    ),
    "an optional field that the server alone sets": Case(
        {"schemas PetNew properties age readOnly": True},
        "B request-field-became-read-only PetNew.age",
        "I request-field-no-longer-read-only PetNew.age",
    ),
    "a field that is never answered": Case(
        {"schemas Toy properties name writeOnly": True},
        "B response-field-became-write-only Toy.name",
        "I response-field-no-longer-write-only Toy.name",
    ),
    "null in what is sent": Case(
        {"schemas PetNew properties age type": ["integer", "null"]},
        "I request-field-became-nullable PetNew.age",
        "B request-field-became-not-nullable PetNew.age",
    ),
    "null in what is read": Case(
        {"schemas Pet properties name": MAYBE},
        "B response-field-became-nullable Pet.name",
        "I response-field-became-not-nullable Pet.name",
    ),
    "null in what can be missing": Case(
        {"schemas Pet properties note": MAYBE},
        "I response-optional-field-became-nullable Pet.note",
        "I response-field-became-not-nullable Pet.note",
    ),
    "a wider field that is sent": Case(
        {"schemas PetNew properties age": {"type": ["integer", "string"]}},
        "I request-field-type-widened PetNew.age",
        "B request-field-type-narrowed PetNew.age",
    ),
    "a field that is sent is something else": Case(
        {"schemas PetNew properties age": LIST},
        "B request-field-type-changed PetNew.age",
        "B request-field-type-changed PetNew.age",
    ),
    "a wider field that is read": Case(
        {"schemas Pet properties age": {"type": ["integer", "string"]}},
        "B response-field-type-widened Pet.age",
        "I response-field-type-narrowed Pet.age",
    ),
    "a field that is read is something else": Case(
        {"schemas Pet properties name": ref("Toy")},
        "B response-field-type-changed Pet.name",
        "B response-field-type-changed Pet.name",
    ),
    "a narrower list": Case(
        {"schemas Pet properties marks items": TEXT},
        "W response-field-type-items-narrowed Pet.marks",
        "B response-field-type-widened Pet.marks",
    ),
    "a field that can be anything": Case(
        {"schemas Pet properties name": {}},
        "W response-field-type-became-any Pet.name",
        "W response-field-type-was-any Pet.name",
    ),
    "plain JSON becomes a model": Case(
        {"schemas Pet properties data": ref("Toy")},
        "B response-field-type-changed Pet.data",
        "B response-field-type-changed Pet.data",
    ),
    "a wider list": Case(
        {"schemas PetNew properties tags items": {"type": ["string", "integer"]}},
        "W request-field-type-items-widened PetNew.tags",
        "B request-field-type-narrowed PetNew.tags",
    ),
    "integers become numbers where they are sent": Case(
        {"schemas PetNew properties age": {"type": "number"}},
        "I request-field-type-widened PetNew.age",
        "B request-field-type-narrowed PetNew.age",
    ),
    "text becomes a date where it is read": Case(
        {"schemas Pet properties name": {"type": "string", "format": "date-time"}},
        "B response-field-type-changed Pet.name",
        "B response-field-type-changed Pet.name",
    ),
    "text becomes an enum where it is sent": Case(
        {"schemas PetNew properties name": ref("Size")},
        "B request-field-type-narrowed PetNew.name",
        "I request-field-type-widened PetNew.name",
    ),
    "text becomes an enum where it is read": Case({"schemas Problem properties message": ref("Mood")}, "", ""),
    "a default that is new": Case(
        {"schemas PetNew properties age default": 1},
        "I request-field-default-added PetNew",
        "W request-field-default-removed PetNew",
    ),
    "a default of what is read": Case({"schemas Pet properties age default": 1}, "", ""),
    # Enums and aliases
    "a value that is sent": Case(
        {"schemas Size enum": ["small", "big", "huge"]},
        "I request-enum-value-added Size.HUGE",
        "B enum-member-removed Size.HUGE",
    ),
    "a value that is read": Case(
        {"schemas Mood enum": ["happy", "sad", "bored"]},
        "W response-enum-value-added Mood",
        "B enum-member-removed Mood.BORED",
    ),
    "a value of a mixed enum": Case(
        {"schemas Code enum": ["a", 1, "b"]},
        "B response-mixed-enum-value-added Code",
        "B enum-member-removed Code.B",
    ),
    "values in another order": Case({"schemas Mood enum": ["sad", "happy"]}, "", ""),
    "an enum of numbers too": Case(
        {"schemas Mood": {"type": ["string", "integer"], "enum": ["happy", "sad", 1]}},
        "B enum-base-changed Mood\nW response-enum-value-added Mood",
        "W enum-base-narrowed Mood\nB enum-member-removed Mood.VALUE_1",
    ),
    "a wider alias": Case(
        {"schemas Label": {"anyOf": [TEXT, NUMBER, LIST]}},
        "B response-alias-type-widened Label",
        "B request-alias-type-narrowed Label",
    ),
    "an alias becomes an enum": Case(
        {"schemas Label": {"enum": ["a", 1]}},
        "B request-alias-type-changed Label",
        "B type-kind-changed Label",
    ),
    # The client
    "another server": Case(
        {"servers 3": {"url": "https://beta.test", "description": "beta"}},
        "I server-added Shop(environment=)",
        "B server-removed Shop(environment=)",
    ),
    "a server elsewhere": Case(
        {"servers 1 url": "https://elsewhere.test"}, "W server-url-changed Shop", "W server-url-changed Shop"
    ),
    "a variable of a server": Case(
        {"servers 2 url": "https://{zone}.{more}.test", "servers 2 variables more": {"default": "a"}},
        "W server-url-changed Shop\nI server-argument-added Shop(more=)",
        "W server-url-changed Shop\nB server-argument-removed Shop(more=)",
    ),
    "another value of a variable": Case(
        {"servers 2 variables zone enum": ["eu", "us", "ap"]},
        "I server-argument-value-added Shop(zone=)",
        "B server-argument-value-removed Shop(zone=)",
    ),
    "another default of a variable": Case(
        {"servers 2 variables zone default": "us"},
        "W server-argument-default-changed Shop",
        "W server-argument-default-changed Shop",
    ),
    "another webhook": Case(
        {"webhooks left": {"post": {"requestBody": body("Pet")}}},
        "I webhook-added webhooks.left",
        "B webhook-removed webhooks.left",
    ),
    "a webhook that sends more kinds": Case(
        {f"{ARRIVED} schema": {"anyOf": [ref("Pet"), TEXT]}},
        "B webhook-type-widened webhooks.arrived",
        "I webhook-type-narrowed webhooks.arrived",
    ),
    "a webhook that sends something else": Case(
        {f"{ARRIVED} schema": LIST},
        "B webhook-type-changed webhooks.arrived",
        "B webhook-type-changed webhooks.arrived",
    ),
    "an operation with a server of its own": Case(
        {f"{GET_PET} servers": [{"url": "https://pets.test"}]},
        "W operation-server-changed client.pets.get",
        "W operation-server-changed client.pets.get",
    ),
    "another first server": Case(
        {"servers": BASE["servers"][::-1]}, "W server-default-changed Shop", "W server-default-changed Shop"
    ),
    "a credential for one call": Case(
        {
            "schemes basic": {"type": "http", "scheme": "basic"},
            f"{GET_PET} security": [{"basic": []}],
        },
        "I credential-added Shop(username=)\nI credential-added Shop(password=)\nB security-added client.pets.get",
        "B credential-removed Shop(username=)\nB credential-removed Shop(password=)\nB security-added client.pets.get",
    ),
    "another way to be let in": Case(
        {"schemes basic": {"type": "http", "scheme": "basic"}, "security": [{"key": []}, {"basic": []}]},
        "I credential-added Shop(username=)\nI credential-added Shop(password=)\nI security-alternative-added Shop",
        "B credential-removed Shop(username=)\nB credential-removed Shop(password=)\nB security-added Shop",
    ),
    "a call for everybody": Case(
        {f"{GET_PET} security": []},
        "I security-removed client.pets.get",
        "B security-added client.pets.get",
    ),
    "a key in another header": Case(
        {"schemes key name": "X-Api-Key"},
        "W credential-place-changed Shop(api_key=)",
        "W credential-place-changed Shop(api_key=)",
    ),
    "a token for a key": Case(
        {"schemes key": {"type": "http", "scheme": "bearer"}},
        "B credential-kind-changed Shop(api_key=)",
        "B credential-kind-changed Shop(api_key=)",
    ),
    "nothing but prose": Case(
        {
            "info title": "Another",
            "info version": "2",
            f"{GET_PET} summary": "Get it.",
            "schemas Pet description": "An animal.",
        },
        "",
        "",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_edit_and_its_undoing(name: str) -> None:
    case = CASES[name]
    forwards, backwards = changed(case.edits), changed(case.edits, backwards=True)
    assert told(forwards) == set(filter(None, case.forwards.splitlines()))
    assert told(backwards) == set(filter(None, case.backwards.splitlines()))


# What no edit of a document brings about while the names are locked, or with one type of the base ---------------------


@dataclass(frozen=True)
class WasOperation(Operation):
    """An operation that works under earlier names too."""

    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class WasParameter(Parameter):
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class WasField(Field):
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class WasMember(EnumMember):
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class WasModel(ModelClass):
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class WasEnum(EnumClass):
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class WasAlias(Alias):
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class WasCredential(Credential):
    was: tuple[str, ...] = ()


WITH_ALIASES = {
    kind.__mro__[1]: kind
    for kind in (WasOperation, WasParameter, WasField, WasMember, WasModel, WasEnum, WasAlias, WasCredential)
}


def renamed(node: Any, place: str, keep: bool = False, **parts: Any) -> Any:
    """The same IR with other parts in the node at `place`, a path of attributes, indices and keys."""
    if place:
        step, _, rest = place.partition(" ")
        if isinstance(node, Mapping):
            inner = renamed(node[step], rest, keep, **parts)
            return {
                inner.name if key == step and hasattr(inner, "name") else key: inner if key == step else value
                for key, value in node.items()
            }
        if isinstance(node, tuple):
            index = next(i for i, item in enumerate(node) if getattr(item, "name", i) == step or str(i) == step)
            return (*node[:index], renamed(node[index], rest, keep, **parts), *node[index + 1 :])
        return replace(node, **{step: renamed(getattr(node, step), rest, keep, **parts)})
    made = replace(node, **parts)
    if not keep:
        return made
    kind = WITH_ALIASES.get(type(node), type(node))
    former = getattr(node, "arguments", None) or (getattr(node, "name", ""),)
    return kind(**{item.name: getattr(made, item.name) for item in fields(made) if item.name != "was"}, was=former)


PETS = "resources pets operations"
RENAMED: dict[str, tuple[str, dict[str, Any], str]] = {
    "method": (f"{PETS} get", {"name": "fetch"}, "operation-renamed client.pets.get"),
    "parameter": (f"{PETS} list parameters limit", {"name": "most"}, "parameter-renamed client.pets.list(limit=)"),
    "field": ("types models Pet fields age", {"name": "years"}, "field-renamed Pet.age"),
    "member": ("types enums Mood members HAPPY", {"name": "GLAD"}, "enum-member-renamed Mood.HAPPY"),
    "model": ("types models Trouble", {"name": "Woe"}, "model-renamed Trouble"),
    "enum": ("types enums Size", {"name": "Volume"}, "enum-renamed Size"),
    "alias": ("types aliases Label", {"name": "Sign"}, "alias-renamed Label"),
    "credential": ("credentials 0", {"arguments": ("secret",)}, "credential-renamed Shop(api_key=)"),
}


@pytest.mark.parametrize("what", RENAMED)
def test_a_rename_breaks_unless_the_old_name_still_works(what: str) -> None:
    place, parts, expected = RENAMED[what]
    old = base()[0]
    id, symbol = expected.split()
    plain, kept = (renamed(old, place, keep, **parts) for keep in (False, True))
    # References to a class that is called otherwise lead to nothing here; what is of interest is the class.
    assert f"B {expected}" in told(compare(old, plain))
    assert f"W {id}-with-alias {symbol}" in told(compare(old, kept))
    gone = [item for item in compare(kept, plain) if item.id == "deprecated-name-removed"]
    if what != "credential":  # its names are those of arguments, not of a thing
        assert [item.symbol for item in gone] == [symbol]


def test_old_names_of_the_client_of_a_resource_and_of_a_typed_dict() -> None:
    """Each is a warning while the old name works, breaking without it, and breaking again when it goes."""
    old = base()[0]
    kept, plain = (
        replace(
            old,
            class_name="Store",
            was=("Shop",) if keep else (),
            resources=tuple(
                replace(
                    each,
                    name="animals",
                    was=("pets",) if keep else (),
                    class_name="AnimalsResource",
                    class_was=("PetsResource",) if keep else (),
                )
                if each.name == "pets"
                else each
                for each in old.resources
            ),
            types=replace(
                old.types,
                dicts={**old.types.dicts, "PetNew": "PetInput"},
                dicts_was={"PetInput": ("PetNewDict",)} if keep else {},
            ),
        )
        for keep in (True, False)
    )
    ids = {
        "client-class-renamed": "Shop",
        "resource-renamed": "client.pets",
        "resource-class-renamed": "PetsResource",
        "typed-dict-renamed": "PetNewDict",
    }
    assert told(compare(old, kept)) == {f"W {id}-with-alias {symbol}" for id, symbol in ids.items()}
    assert told(compare(old, plain)) == {f"B {id} {symbol}" for id, symbol in ids.items()}
    assert told(compare(kept, plain)) == {f"B deprecated-name-removed {symbol}" for symbol in ids.values()}
    assert not compare(kept, kept)


def test_a_resource_that_says_its_old_name_is_the_old_one() -> None:
    """Also where most of its operations went elsewhere."""
    old = base()[0]
    [pets] = [each for each in old.resources if each.name == "pets"]
    rest = tuple(each for each in old.resources if each.name != "pets")
    few, most = pets.operations[:1], pets.operations[1:]
    new = replace(
        old,
        resources=(
            *rest,
            replace(pets, name="animals", operations=few, was=("pets",)),
            replace(pets, name="others", operations=most),
        ),
    )
    found = told(compare(old, new))
    assert "W resource-renamed-with-alias client.pets" in found
    assert {line for line in found if "moved" in line} == {
        f"B operation-moved client.pets.{each.name}" for each in most
    }


def test_the_typed_dict_goes_with_its_model() -> None:
    old = base()[0]
    models = {name: model for name, model in old.types.models.items() if name != "PetNew"}
    dicts = {name: each for name, each in old.types.dicts.items() if name != "PetNew"}
    found = told(compare(old, replace(old, types=replace(old.types, models=models, dicts=dicts))))
    assert {"B model-removed PetNew", "B typed-dict-removed PetNewDict"} <= found


def test_what_may_not_be_left_out_has_all_its_names() -> None:
    """The name in Python and on the wire, now and before."""
    edits = {"schemas PetNew required": ["name", "age"], f"{LIST_PETS} parameters 0 required": True}
    change = {item.id: item for item in changed(edits)}
    assert change["request-field-became-required"].left_out == {"age"}
    assert change["parameter-became-required"].left_out == {"page"}
    limit = f"{PETS} list parameters limit"
    one = renamed(base()[0], limit, name="most", wire="limit")
    changes = compare(base()[0], renamed(one, f"{PETS} list parameters most", required=True))
    [names] = [item.left_out for item in changes if item.id == "parameter-became-required"]
    assert names == {"limit", "most"}


ELSEWHERE: dict[str, tuple[str, dict[str, Any], str]] = {
    "package": ("", {"package": "store"}, "B package-renamed Shop"),
    "class": ("", {"class_name": "Store"}, "B client-class-renamed Shop"),
    "library": ("", {"http": "httpx2"}, "B http-library-changed Shop(http_client=)"),
    "server": ("servers 1", {"name": "playground"}, "B server-renamed Shop(environment=)"),
    "webhook": ("webhooks 0", {"name": "came"}, "B webhook-renamed webhooks.arrived"),
    "variable of a server": ("server_arguments 0", {"name": "area"}, "B server-argument-renamed Shop(zone=)"),
    "environment": ("credentials 0", {"environment": ("KEY",)}, "B credential-environment-changed Shop"),
    "typed dict": ("types dicts", {}, "B typed-dict-renamed PetNewDict"),
    "parameter's wire name": (
        f"{PETS} list parameters limit",
        {"wire": "size"},
        "W parameter-wire-name-changed client.pets.list(limit=)",
    ),
    "field's wire name": ("types models Pet fields age", {"wire": "years"}, "W field-wire-name-changed Pet.age"),
    "field's default": ("types models PetNew fields age", {"default": 1}, "W request-field-default-changed PetNew"),
    "value that is sent": ("types enums Size members BIG", {"value": "BIG"}, "B request-enum-value-changed Size.BIG"),
    "value that is read": ("types enums Code members A", {"value": "b"}, "W response-enum-value-changed Code.A"),
    "sent further fields": ("types models Box", {"extra": Scalar("str")}, "B request-extra-fields-changed Box"),
}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_what_no_document_changes_alone(what: str) -> None:
    place, parts, expected = ELSEWHERE[what]
    old = base()[0]
    if what == "typed dict":
        new = replace(old, types=replace(old.types, dicts={**old.types.dicts, "PetNew": "PetInput"}))
    else:
        if what == "field's default":
            old = renamed(old, place, default=2)
        if what == "sent further fields":
            old = renamed(old, f"{PETS} give_toy body", type=Ref("Box"))
        new = renamed(old, place, **parts)
    assert expected in told(compare(old, new))


VERIFY, SIGN, UNWRAP = (f"webhooks.{name}" for name in ("verify", "sign", "unwrap"))
SIGNED: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "a function that checks": (
        "signed",
        {"verify": "check"},
        f"B webhook-renamed {VERIFY}",
        "B webhook-renamed webhooks.check",
    ),
    "a function that reads any webhook": (
        "signed unwrap",
        {"name": "opened"},
        f"B webhook-renamed {UNWRAP}",
        "B webhook-renamed webhooks.opened",
    ),
    "no webhook any more": ("signed", {"unwrap": None}, f"B webhook-removed {UNWRAP}", f"I webhook-added {UNWRAP}"),
    "what any webhook is": (
        "signed unwrap",
        {"type": Scalar("str")},
        f"B webhook-type-changed {UNWRAP}",
        f"B webhook-type-changed {UNWRAP}",
    ),
    "the way of signing": (
        "signed signing",
        {"algorithm": "sha512", "prefix": "v1="},
        f"W webhook-signature-changed {VERIFY}",
        f"W webhook-signature-changed {VERIFY}",
    ),
    "the variable of the secret": (
        "signed signing",
        {"environment": "SECRET"},
        f"B webhook-secret-environment-changed {VERIFY}",
        f"B webhook-secret-environment-changed {VERIFY}",
    ),
    "all of it": (
        "",
        {"signed": None},
        "\n".join(f"B webhook-signatures-removed {name}" for name in (VERIFY, SIGN, UNWRAP, "SignatureError")),
        "\n".join(f"I webhook-signatures-added {name}" for name in (VERIFY, SIGN, UNWRAP, "SignatureError")),
    ),
}


@pytest.mark.parametrize("what", SIGNED)
def test_what_the_configuration_of_signatures_changes(what: str) -> None:
    place, parts, forwards, backwards = SIGNED[what]
    old, _ = client(BASE, {}, replace(CONFIG, webhooks=Signing("X-Signature")))
    new = renamed(old, place, **parts)
    assert told(compare(old, new)) == {*forwards.splitlines()}
    assert told(compare(new, old)) == {*backwards.splitlines()}
    assert compare(old, interface.read(interface.write(old))) == ()


def test_the_way_of_signing_is_told_by_what_is_other() -> None:
    old, _ = client(BASE, {}, replace(CONFIG, webhooks=Signing("X-Signature")))
    [found] = compare(old, renamed(old, "signed signing", algorithm="sha512", prefix="v1="))
    assert (found.before, found.after) == ("algorithm 'sha256', prefix ''", "algorithm 'sha512', prefix 'v1='")


TYPES: dict[str, tuple[Type, Type]] = {
    "widened": (Scalar("str"), UnionOf((Scalar("str"), Scalar("int")))),
    "narrowed": (UnionOf((Scalar("str"), Scalar("int"))), Scalar("str")),
    "items-narrowed": (ListOf(UnionOf((Scalar("str"), Scalar("int")))), ListOf(Scalar("str"))),
    "changed": (Scalar("str"), Scalar("int")),
    "became-any": (ListOf(Scalar("str")), ListOf(Scalar("Any"))),
    "was-any": (ListOf(Scalar("Any")), ListOf(Scalar("str"))),
}


@pytest.mark.parametrize("relation", TYPES)
def test_the_ways_in_which_a_type_that_is_read_changes(relation: str) -> None:
    """An answer, a webhook, a field of an answer, and an alias that only answers have."""
    for place, attribute, id in (
        (f"{PETS} give_toy", "returns", "return-type"),
        ("webhooks 0", "type", "webhook-type"),
        ("types models Page fields next_page", "type", "response-field-type"),
        ("types aliases Events", "type", "response-alias-type"),
    ):
        old, new = (renamed(base()[0], place, **{attribute: kind}) for kind in TYPES[relation])
        level = CATALOGUE[f"{id}-{relation}"].level
        assert [(item.id, item.level) for item in compare(old, new)] == [(f"{id}-{relation}", level)]


@pytest.mark.parametrize("relation", ["widened", "narrowed", "changed"])
def test_the_ways_in_which_a_type_that_is_given_changes(relation: str) -> None:
    client = base()[0]
    client = renamed(client, f"{PETS} give_toy body", type=Ref("Events"))
    for place, id in (
        (f"{PETS} list parameters limit", "parameter-type"),
        (f"{PETS} create body", "body-type"),
        ("types models PetNew fields age", "request-field-type"),
    ):
        old, new = (renamed(client, place, type=kind) for kind in TYPES[relation])
        assert [item.id for item in compare(old, new)] == [f"{id}-{relation}"]
    sent = renamed(client, "resources events operations list", returns=None)
    old, new = (renamed(sent, "types aliases Events", type=kind) for kind in TYPES[relation])
    assert [item.id for item in compare(old, new)] == [f"request-alias-type-{relation}"]


def test_every_id_is_tested() -> None:
    lines = [line for case in CASES.values() for text in (case.forwards, case.backwards) for line in text.splitlines()]
    ids = {line.split()[1] for line in lines} | {expected.split()[1] for _, _, expected in ELSEWHERE.values()}
    ids |= {f"{expected.split()[0]}{suffix}" for _, _, expected in RENAMED.values() for suffix in ("", "-with-alias")}
    ids |= {line.split()[1] for _, _, *both in SIGNED.values() for text in both for line in text.splitlines()}
    families: tuple[str, ...] = ("return-type", "webhook-type", "response-field-type", "response-alias-type")
    ids |= {f"{id}-{way}" for id in families for way in TYPES}
    families = ("parameter-type", "body-type", "request-field-type", "request-alias-type")
    ids |= {f"{id}-{way}" for id in families for way in ("widened", "narrowed", "changed")}
    ids |= {f"{id}-with-alias" for id in ("typed-dict-renamed", "client-class-renamed")}
    ids |= {f"{id}-with-alias" for id in ("resource-renamed", "resource-class-renamed")}
    assert set(CATALOGUE) - ids == {"deprecated-name-removed"}
    assert ids - set(CATALOGUE) == set()


# Properties of the whole ----------------------------------------------------------------------------------------------


SPECS = sorted(path for path in (Path(__file__).parents[1] / "cases").glob("*/spec.yaml"))


@pytest.mark.parametrize("path", [path for path in SPECS if path.parent.name not in ("bad_yaml", "swagger_2")])
def test_nothing_changes_between_a_client_and_itself(path: Path) -> None:
    """Nor between it and what its package says of it."""
    made, _ = describe(load(path), CONFIG, Names())
    assert compare(made, made) == ()
    assert compare(interface.read(interface.write(made)), made) == ()


SCALARS = st.sampled_from([Scalar(name) for name in ("str", "int", "float", "bool", "datetime", "Any")])
CLASSES = st.sampled_from([Ref(name) for name in ("Pet", "Toy", "Mood", "Size", "Code", "Label", "Events")])
LITERALS = st.sets(st.sampled_from(["a", "b", 1, True]), min_size=1).map(lambda values: LiteralOf(tuple(values)))
KINDS: st.SearchStrategy[Type] = st.recursive(
    SCALARS | CLASSES | LITERALS,
    lambda inner: (
        inner.map(ListOf) | inner.map(MapOf) | st.lists(inner, min_size=2, max_size=3).map(tuple).map(UnionOf)
    ),
    max_leaves=5,
)
TURNED = {"widened": "narrowed", "narrowed": "widened"}


@settings(deadline=None, max_examples=200)
@given(KINDS, KINDS)
def test_what_is_wider_one_way_is_narrower_the_other_way(one: Type, other: Type) -> None:
    types = base()[0].types
    scope = Scope(types, {})
    for relate in (assign.given, assign.read):
        assert relate(one, one, scope, Scope(types, {})) == "same"
    forth, back = (assign.given(*pair, scope, scope) for pair in ((one, other), (other, one)))
    assert back == TURNED.get(forth, forth)
    wider = UnionOf((one, other))
    assert assign.given(one, wider, scope, scope) in ("same", "widened")
    assert assign.given(wider, one, scope, scope) in ("same", "narrowed")
    assert assign.read(wider, one, scope, scope) in ("same", "narrowed", "was-any", "changed")


def test_the_order_is_by_level_then_symbol_then_id() -> None:
    changes = changed(
        {f"{GET_PET} deprecated": True, "schemas Pet properties zoo": TEXT, "schemas Pet properties age": {}}
    )
    levels = [list(LEVELS.values()).index(item.level) for item in changes]
    assert levels == sorted(levels)
    assert len(set(levels)) > 1


def test_a_change_of_a_shared_class_is_told_once() -> None:
    """`Mood` is in an answer, a body and a parameter, all of which hold other classes too."""
    assert [item.id for item in changed({"schemas Mood enum": ["happy"]})] == ["enum-member-removed"]


def test_classes_that_hold_themselves() -> None:
    tree = object_of("", children={"type": "array", "items": ref("Pet")})
    recursive = {"anyOf": [TEXT, {"type": "array", "items": ref("Label")}]}
    found = told(changed({"schemas Pet properties tree": tree, "schemas Label": recursive}))
    assert "I response-field-added-optional Pet.tree" in found
    assert found & {"B request-alias-type-changed Label", "B response-alias-type-changed Label"}


def test_a_document_cannot_speak_to_the_reader() -> None:
    """What a document says is shown as code, on one line."""
    evil = "a`b\n# c <script> \x1b[31m"
    [change] = changed({"schemas Mood enum": ["happy", "sad", evil]})
    assert change.message.count("`") == 4
    assert change.message.isprintable()
    assert change.after == json.dumps(evil)


def test_what_moved_and_was_renamed_is_found_by_what_it_is() -> None:
    """Another component name for an object and for what stands in it."""
    inner = object_of("street", street=TEXT)
    old = edited({"schemas Problem properties address": inner})
    names: Mapping[str, str]
    one, names = client(old, {}, CONFIG)
    moved = json.loads(json.dumps(old).replace("schemas/Problem", "schemas/Failure").replace('"Problem"', '"Failure"'))
    two, _ = client(moved, names, CONFIG)
    assert told(compare(one, two)) == {"B model-renamed Problem", "B model-renamed ProblemAddress"}
