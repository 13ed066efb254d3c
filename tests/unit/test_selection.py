"""`include` and `exclude`: which operations and components stay, and that what stays keeps pointers and names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leadsmith import manifest
from leadsmith.config import ClientConfig, Selection
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import Document, parse
from leadsmith.normalise import matching, selected
from leadsmith.pipeline import build
from modules import models


def ref(name: str, kind: str = "schemas") -> dict[str, Any]:
    return {"$ref": f"#/components/{kind}/{name}"}


def operation(operation_id: str, tag: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    responses = {"200": {"description": "Fine.", "content": content}}
    return {"operationId": operation_id, "tags": [tag], "responses": responses, **more}


def thing(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"id": {"type": "string"}, **properties}}


ROOT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "servers": [{"url": "https://api.test"}],
    "paths": {
        "/leads": {
            "get": operation("listLeads", "Leads", ref("Lead"), parameters=[ref("depth", "parameters")]),
            "post": operation("createLead", "Leads", ref("Created")),
        },
        "/leads/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "get": operation("getLead", "Leads", ref("Lead")),
        },
        "/reports/daily": {"get": operation("dailyReport", "Reports", ref("Report"))},
        "/shared": ref("shared", "pathItems"),
    },
    "components": {
        "parameters": {"depth": {"name": "depth", "in": "query", "schema": ref("Depth")}},
        "pathItems": {"shared": {"get": operation("shared", "Shared", thing())}},
        "schemas": {
            "Depth": {"type": "integer", "enum": [0, 1]},
            "Lead": thing(owner=ref("Owner")),
            "Owner": thing(lead=ref("Lead")),
            "Created": thing(doc=ref("Lead")),
            "Report": thing(rows={"type": "array", "items": ref("Row")}),
            "Row": thing(kind=ref("Kind")),
            "Kind": {
                "type": "object",
                "properties": {"kind": {"type": "string"}},
                "discriminator": {"propertyName": "kind", "mapping": {"big": "BigKind"}},
            },
            "BigKind": thing(),
            "SmallKind": {"allOf": [ref("Kind"), thing()]},
            "Alone": thing(),
        },
    },
}


def document(root: dict[str, Any] = ROOT) -> Document:
    return parse(json.dumps(root).encode(), "spec.json")


def kept(include: Selection | None = None, exclude: Selection | None = None) -> tuple[set[str], set[str]]:
    """The operationIds and the schemas that stay."""
    root = selected(document(), include, exclude).root
    ids = {
        entry["operationId"]
        for item in root["paths"].values()
        for entry in item.values()
        if isinstance(entry, dict) and "operationId" in entry
    }
    ids |= {"shared"} if "/shared" in root["paths"] else set()
    return ids, set(root["components"]["schemas"])


@pytest.mark.parametrize(
    ("include", "ids"),
    [
        (Selection(tags=("Leads",)), {"listLeads", "createLead", "getLead"}),
        (Selection(paths=("/leads/**",)), {"listLeads", "createLead", "getLead"}),
        (Selection(paths=("/leads/*",)), {"getLead"}),
        (Selection(paths=("/**/daily",)), {"dailyReport"}),
        (Selection(operations=("getLead", "post /leads")), {"getLead", "createLead"}),
        (Selection(operations=("GET /leads/**",)), {"listLeads", "getLead"}),
        (Selection(tags=("Reports",), paths=("/shared",)), {"dailyReport", "shared"}),
    ],
)
def test_any_pattern_includes_an_operation(include: Selection, ids: set[str]) -> None:
    assert kept(include)[0] == ids


def test_what_is_excluded_goes_although_it_is_included() -> None:
    assert kept(Selection(tags=("Leads",)), Selection(operations=("createLead",)))[0] == {"listLeads", "getLead"}
    assert kept(None, Selection(paths=("/leads/**",)))[0] == {"dailyReport", "shared"}


def test_components_stay_that_something_leads_to() -> None:
    """Through a parameter, a cycle, a mapping, and from a discriminator to what is made of its schema."""
    assert kept(Selection(operations=("listLeads",)))[1] == {"Depth", "Lead", "Owner"}
    assert kept(Selection(tags=("Reports",)))[1] == {"Report", "Row", "Kind", "BigKind", "SmallKind"}
    assert kept()[1] == set(ROOT["components"]["schemas"]), "without a selection also what nothing leads to"


def test_what_is_left_out_can_be_referred_to() -> None:
    root = json.loads(json.dumps(ROOT))
    place = "#/paths/~1reports~1daily/get/responses/200/content/application~1json/schema"
    root["paths"]["/leads"]["get"] = operation("listLeads", "Leads", {"$ref": place})
    part = selected(document(root), Selection(operations=("listLeads",)), None)
    assert set(part.root["paths"]) == {"/leads"}
    assert part.resolve(place) is not None
    assert {"Report", "Row"} <= set(part.root["components"]["schemas"])


@pytest.mark.parametrize(
    ("include", "message", "hint"),
    [
        (Selection(tags=("Lead",)), "include.tags: 'Lead' matches no tag of the document.", "Did you mean 'Leads'?"),
        (
            Selection(paths=("/lead/**",)),
            "include.paths: '/lead/**' matches no path of the document.",
            "Did you mean '/leads' or '/leads/{id}'",
        ),
        (
            Selection(operations=("listlead",)),
            "include.operations: 'listlead' matches no operation of the document.",
            "Did you mean 'listLeads'",
        ),
        (Selection(tags=("x",)), "include.tags: 'x' matches no tag of the document.", "There are: Leads, Reports"),
    ],
)
def test_a_pattern_that_matches_nothing_is_an_error(include: Selection, message: str, hint: str) -> None:
    with pytest.raises(LeadsmithError) as caught:
        selected(document(), include, None)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.message == message
    assert diagnostic.hint.startswith(hint)


def test_a_selection_can_be_fitted_to_another_state_of_the_document() -> None:
    selection = Selection(tags=("Leads", "Gone"), paths=("/gone",))
    assert matching(document(), selection) == Selection(tags=("Leads",))
    assert matching(document(), Selection(tags=("Gone",))) == Selection(), "which is no operation"
    assert matching(document(), None) is None


# With names -----------------------------------------------------------------------------------------------------------


def made(
    root: dict[str, Any],
    previous: manifest.Manifest | None = None,
    include: Selection | None = None,
    exclude: Selection | None = None,
) -> tuple[manifest.Manifest, dict[str, str]]:
    config = ClientConfig(Path("spec.json"), Path("acme"), "acme", include=include, exclude=exclude)
    files = {path: data.decode() for path, data in build(document(root), config, previous).files.items()}
    return manifest.read(files[manifest.FILE]), files


def test_only_what_is_selected_is_generated_and_the_configuration_hash_tells() -> None:
    all_of_it, _ = made(ROOT)
    part, files = made(ROOT, include=Selection(tags=("Reports",)))
    assert "resources/reports.py" in files and "resources/leads.py" not in files
    assert "class Row(" in models(files) and "class Lead(" not in models(files)
    assert part.config != all_of_it.config
    assert made(ROOT, include=Selection(tags=("Reports",)))[0].config == part.config


def test_a_selection_of_no_operation_is_told() -> None:
    found, _ = made(ROOT, exclude=Selection(paths=("/**",)))
    assert found.diagnostics["/paths"] == "no-operations"
    assert "/paths" not in made(ROOT, exclude=Selection(paths=("/leads/**",)))[0].diagnostics


def test_a_name_that_was_given_is_kept_while_its_owner_is_left_out() -> None:
    """`lead` came second and is `Lead2` on: also after a run without it, in which something else wants that name."""
    root = json.loads(json.dumps(ROOT))
    root["components"]["schemas"]["lead"] = thing(other={"type": "string", "enum": ["a"]})
    root["paths"]["/reports/daily"]["post"] = operation("createReport", "Reports", ref("lead"))
    root["paths"]["/reports/daily"]["put"] = operation("create_report", "Reports", ref("Report"))
    first, _ = made(root)
    assert first.names["/components/schemas/lead"] == "Lead2"
    root["components"]["schemas"]["Lead2"] = thing()
    root["paths"]["/leads/{id}"]["put"] = operation("replaceLead", "Leads", ref("Lead2"))
    root["paths"]["/reports"] = {"get": operation("createReport-", "Reports", {"type": "string"})}
    without, files = made(root, first, exclude=Selection(operations=("createReport", "create_report", "dailyReport")))
    assert without.names["/components/schemas/Lead2"] == "Lead22"
    assert "class Lead2(" not in models(files)
    assert {key: without.names.get(key) for key in first.names} == first.names
    again, _ = made(root, without)
    assert {key: again.names.get(key) for key in without.names} == without.names


def test_a_pin_of_what_is_left_out_is_no_error() -> None:
    names = {"/components/schemas/Report": "Summary"}
    config = ClientConfig(Path("a"), Path("b"), "acme", names=names, exclude=Selection(tags=("Reports",)))
    kept_names = manifest.read(build(document(), config).files[manifest.FILE].decode()).names
    assert kept_names["/components/schemas/Report"] == "Summary"


def test_an_enum_keeps_its_name_when_the_place_that_named_it_is_left_out() -> None:
    root = json.loads(json.dumps(ROOT))
    status = {"type": "string", "enum": ["new", "old"]}
    root["components"]["schemas"]["Created"]["properties"]["status"] = status
    root["components"]["schemas"]["Report"]["properties"]["status"] = status
    first, _ = made(root)
    assert first.names["/components/schemas/Report/properties/status/class"] == "CreatedStatus"
    part, files = made(root, first, include=Selection(tags=("Reports",)))
    assert "class CreatedStatus(" in models(files)
    assert {key: part.names.get(key) for key in first.names} == first.names
