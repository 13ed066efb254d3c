"""The checked-in description: valid, exactly what its sources say of leads and related types, and corrected.

`leads.json` has the fields of a lead from the vendor's reference page, `related.json` those of the types that a lead is
related to from the vendor's published types: in order, with what kind each is, and the values of enums.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from leadsmith.config import client_config
from leadsmith.document import load, tokens
from leadsmith.pipeline import build

from .exchange import Json, invalid, pointer
from .leads_document import OVERLAY, SPEC, corrected, page

Fact = dict[str, Any]

FACTS: list[Fact] = json.loads(Path(__file__).with_name("leads.json").read_text("utf-8"))
RELATED: dict[str, list[Fact]] = json.loads(Path(__file__).with_name("related.json").read_text("utf-8"))
OVERLAY_TEXT: Json = yaml.safe_load(OVERLAY.read_text("utf-8"))
ACTIONS: list[Json] = OVERLAY_TEXT["actions"]


def resolved(document: Json, value: Any) -> Any:
    """What a `$ref` stands for, or the value itself."""
    while isinstance(value, dict) and "$ref" in value:
        target: Any = document
        for token in tokens(value["$ref"].removeprefix("#")):
            target = target[token]
        value = target
    return value


def body(document: Json) -> Json:
    """The schema of the body of `PATCH /leads/{id}`."""
    request = resolved(document, document["paths"]["/leads/{id}"]["patch"]["requestBody"])
    schema: Json = resolved(document, request["content"]["application/json"]["schema"])
    return schema


# Valid ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", [page, corrected], ids=["as the page says", "with the overlay"])
def test_the_document_is_valid(document: Any) -> None:
    OpenAPIV31SpecValidator(document()).validate()


@pytest.mark.parametrize("overlays", [[], [OVERLAY]], ids=["as the page says", "with the overlay"])
def test_a_client_is_made_of_it_without_a_word(overlays: list[Path]) -> None:
    document = load(SPEC, overlays)
    output = build(document, client_config(SPEC, package="drivly_leads"))
    assert [*document.diagnostics, *output.diagnostics] == []


def examples(value: Any, *tokens: str) -> Iterator[tuple[str, Any]]:
    """Each example in the document, with the pointer of the schema that it belongs to."""
    if isinstance(value, dict):
        if "example" in value and "schema" in value:
            yield pointer(*tokens, "schema"), value["example"]
        for key, inner in value.items():
            if key != "example":
                yield from examples(inner, *tokens, key)


@pytest.mark.parametrize("document", [page, corrected], ids=["as the page says", "with the overlay"])
def test_examples_are_as_described(document: Any) -> None:
    found = list(examples(document()))
    assert len(found) >= 10
    assert [problem for place, example in found for problem in invalid(document(), example, place)] == []


def test_every_answer_that_succeeds_has_an_example() -> None:
    operations = [item[method] for item in page()["paths"].values() for method in item if method != "parameters"]
    answers = [answer for operation in operations for status, answer in operation["responses"].items() if status < "3"]
    assert len(answers) == len(operations) == 8
    assert all("example" in answer["content"]["application/json"] for answer in answers)


# Exactly the page -----------------------------------------------------------------------------------------------------


def fact(document: Json, name: str, schema: Json, required: list[str], owner: str = "") -> Fact:
    """A field of `owner`, by default of the body, in the terms of leads.json and related.json."""
    branches = schema.get("anyOf", [schema])
    nullable = {"type": "null"} in branches
    rest = [branch for branch in branches if branch != {"type": "null"}]
    kind: Any = rest[0].get("type")
    if isinstance(kind, list):
        nullable, [kind] = True, [one for one in kind if one != "null"]
    many = kind == "array"
    if many:
        items = rest[0]["items"]
        rest = items.get("anyOf", [items])
    names = [branch["$ref"].rpartition("/")[2] for branch in rest if "$ref" in branch]
    found = {"name": name, "type": kind, "nullable": nullable, "required": name in required}
    if names == ["DocumentId"]:
        [found["type"]] = resolved(document, rest[0])["type"]
    elif names == ["OtherDocument"]:
        found["type"] = "ref OtherDocument"
    elif names and names[0] == "RelationshipId":
        found["type"] = f"ref {names[1]}"
        assert len(names) == len(rest) == 2
    elif names:
        found |= {"type": "enum", "values": resolved(document, rest[0])["enum"]}
        assert resolved(document, rest[0])["type"] == "string"
        assert names == [owner + name[0].upper() + name[1:]]
    return found | {"type": found["type"] + "[]"} if many else found


def test_the_body_is_the_pages() -> None:
    """84 fields in the page's order: types, nullability, what is required, and each value of each list."""
    schema = body(page())
    facts = [fact(page(), name, field, schema["required"]) for name, field in schema["properties"].items()]
    assert facts == FACTS
    assert len(facts) == 84
    assert len([fact for fact in facts if "values" in fact]) == 17
    assert schema["type"] == "object"


def test_ids_in_relationships_are_the_pages() -> None:
    assert page()["components"]["schemas"]["RelationshipId"]["anyOf"] == [{"type": "number"}]


def test_the_answer_is_the_pages() -> None:
    answer = page()["paths"]["/leads/{id}"]["patch"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = resolved(page(), answer)
    assert (list(schema["properties"]), schema["required"]) == (["doc", "message"], ["doc", "message"])
    assert schema["properties"]["message"]["type"] == "string"
    doc = resolved(page(), schema["properties"]["doc"])
    assert list(doc["properties"].items()) == list(body(page())["properties"].items())
    assert doc["required"] == body(page())["required"]


def test_the_parameters_and_the_header_are_the_pages() -> None:
    item = page()["paths"]["/leads/{id}"]
    parameters = [resolved(page(), parameter) for parameter in item["parameters"] + item["patch"].get("parameters", [])]
    assert [(one["name"], one["in"], one["schema"]["type"]) for one in parameters] == [
        ("id", "path", ["string"]),
        ("depth", "query", "number"),
        ("locale", "query", "string"),
        ("fallback-locale", "query", "string"),
    ]
    [scheme] = page()["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "Authorization")
    assert page()["security"] == [{"apiKey": []}]
    assert page()["servers"][0]["url"] == "https://commerce.driv.ly/api"


# Exactly the published types ------------------------------------------------------------------------------------------

# Field by field: what the description has instead, and why.
DEVIATIONS: dict[tuple[str, str], tuple[Fact, str]] = {
    ("User", "password"): ({"required": False}, "it is only ever written; no answer has it"),
}
# Types that fields refer to and whose own fields are not known; the description has `OtherDocument` for each.
NOT_DESCRIBED = {
    "Address",
    "Brand",
    "Contact",
    "CreditApplication",
    "Deal",
    "InsurancePolicy",
    "InsuranceQuote",
    "Listing",
    "ServiceOrder",
    "ServiceQuote",
    "Tenant",
}


def target(known: Fact) -> str:
    """The name of the type that a field refers to, or nothing."""
    kind = known["type"].removesuffix("[]")
    return kind.removeprefix("ref ") if kind.startswith("ref ") else ""


def described(name: str, known: Fact) -> Fact:
    """What the description has to say of a field of a published type."""
    instead, _ = DEVIATIONS.get((name, known["name"]), ({}, ""))
    if target(known) in NOT_DESCRIBED:
        instead = instead | {"type": known["type"].replace(target(known), "OtherDocument")}
    return known | instead


@pytest.mark.parametrize("name", RELATED)
def test_a_related_type_is_the_published_one(name: str) -> None:
    """Each field in order: type, what it refers to, nullability, whether required, and each value of each list."""
    schema = page()["components"]["schemas"][name]
    facts = [fact(page(), field, inner, schema["required"], name) for field, inner in schema["properties"].items()]
    assert facts == [described(name, known) for known in RELATED[name]]
    assert schema["required"] == [known["name"] for known in facts if known["required"]]
    assert schema["type"] == "object"
    assert corrected()["components"]["schemas"][name] == schema


def test_every_type_that_is_referred_to_is_described_or_listed() -> None:
    targets = {target(known) for fields in [FACTS, *RELATED.values()] for known in fields} - {""}
    assert targets - {"Lead"} - RELATED.keys() == NOT_DESCRIBED
    assert NOT_DESCRIBED.isdisjoint(page()["components"]["schemas"])


def test_every_deviation_is_one() -> None:
    facts = {(name, known["name"]): known for name, fields in RELATED.items() for known in fields}
    for field, (instead, _) in DEVIATIONS.items():
        assert facts[field] | instead != facts[field], field


# Corrected ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(len(ACTIONS)), ids=[action["target"] for action in ACTIONS])
def test_each_action_corrects_something(number: int, tmp_path: Path) -> None:
    """Without the action the document is another one: no action is empty, and none repeats another."""
    assert ACTIONS[number]["description"].strip().endswith(".")
    rest = copy.deepcopy(OVERLAY_TEXT)
    del rest["extends"], rest["actions"][number]
    overlay = tmp_path / "rest.yaml"
    overlay.write_text(yaml.safe_dump(rest, sort_keys=False), "utf-8")
    without = load(SPEC, [overlay])
    assert without.diagnostics == ()
    assert without.root != corrected()


def test_what_the_overlay_makes_of_it() -> None:
    schemas = corrected()["components"]["schemas"]
    assert "required" not in body(corrected())
    assert list(body(corrected())["properties"]) == [fact["name"] for fact in FACTS]
    assert "id" in schemas["Lead"]["required"]
    assert "id" not in schemas["LeadUpdate"]["properties"] | schemas["LeadCreate"]["properties"]
    assert schemas["RelationshipId"]["anyOf"] == [{"type": "integer"}, {"type": "string"}]
    assert sorted(schemas["DocumentId"]["type"]) == ["integer", "string"]
