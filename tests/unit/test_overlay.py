"""Overlays: the actions of OpenAPI Overlay 1.0.0, the places of what they bring, and what is refused."""

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest
from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError

from leadsmith.diagnostics import LeadsmithError, Location
from leadsmith.document import Document, load

SPEC = """\
openapi: 3.1.0
info: {title: Leads, version: "1"}
paths:
  /leads:
    get:
      tags: [leads]
      parameters:
        - {name: limit, in: query}
        - {name: dummy, in: query}
        - {name: page, in: query}
    post:
      summary: Create
components:
  schemas:
    Lead:
      type: object
      required: [id, createdAt]
      properties:
        id: {type: string}
        note: null
"""
HEAD = "overlay: 1.0.0\ninfo: {title: Corrections, version: '1'}\nactions:\n"


def overlaid(tmp_path: Path, *overlays: str, spec: str = SPEC) -> Document:
    """The document with overlays applied, each given as the text of its actions, or as a whole."""
    file = tmp_path / "spec.yaml"
    file.write_text(spec, encoding="utf-8")
    names = []
    for number, text in enumerate(overlays):
        names.append(tmp_path / f"overlay{number}.yaml")
        names[-1].write_text(text if "overlay" in text[:20] else HEAD + text, encoding="utf-8")
    return load(file, names)


def refused(tmp_path: Path, overlay: str, spec: str = SPEC) -> tuple[str, str, int]:
    """Message, pointer and line of the error; it has to be located in the overlay."""
    with pytest.raises(LeadsmithError) as error:
        overlaid(tmp_path, overlay, spec=spec)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.location is not None
    assert diagnostic.location.file.endswith("overlay0.yaml")
    assert diagnostic.location.file in error.value.sources
    return diagnostic.message, diagnostic.pointer, diagnostic.location.line


def where(document: Document, pointer: str) -> tuple[str, int, int]:
    location: Location = document.locate(pointer)
    return Path(location.file).name, location.line, location.column


def test_objects_merge_arrays_concatenate_and_primitives_replace(tmp_path: Path) -> None:
    update = """\
  - target: $.components.schemas
    update:
      Lead:
        required: [email]
        description: A lead
        type: text
        properties:
          id: {format: uuid}
          note: {type: string}
      New: {}
"""
    document = overlaid(tmp_path, update)
    assert document.root["components"]["schemas"] == {
        "Lead": {
            "type": "text",
            "required": ["id", "createdAt", "email"],
            "properties": {"id": {"type": "string", "format": "uuid"}, "note": {"type": "string"}},
            "description": "A lead",
        },
        "New": {},
    }
    assert document.diagnostics == ()


def test_what_an_overlay_brings_is_located_in_it(tmp_path: Path) -> None:
    update = """\
  - target: $.components.schemas.Lead
    update:
      required: [email]
      type: text
      properties:
        id:
          format: uuid
  - target: $.paths['/leads'].get.parameters[?@.name == 'limit']
    remove: true
"""
    document = overlaid(tmp_path, update, '  - target: $.info\n    update: {"x-by": {second: 1}}\n')
    assert where(document, "/components/schemas/Lead") == ("spec.yaml", 15, 5)
    assert where(document, "/components/schemas/Lead/required") == ("spec.yaml", 17, 7)
    assert where(document, "/components/schemas/Lead/required/1") == ("spec.yaml", 17, 22)
    assert where(document, "/components/schemas/Lead/required/2") == ("overlay0.yaml", 6, 18)
    assert where(document, "/components/schemas/Lead/type") == ("overlay0.yaml", 7, 7)
    assert where(document, "/components/schemas/Lead/properties/id") == ("spec.yaml", 19, 9)
    assert where(document, "/components/schemas/Lead/properties/id/type") == ("spec.yaml", 19, 14)
    assert where(document, "/components/schemas/Lead/properties/id/format") == ("overlay0.yaml", 10, 11)
    assert where(document, "/paths/~1leads/get/parameters/0/name") == ("spec.yaml", 9, 12)
    assert where(document, "/info/x-by/second") == ("overlay1.yaml", 5, 23)


def test_every_value_of_an_overlaid_document_has_a_place(tmp_path: Path) -> None:
    update = "  - target: $.paths.*.*\n    update: {tags: [x, {y: z}], deep: {a: [{b: 1}]}}\n"
    document = overlaid(tmp_path, update, "  - target: $..parameters[1]\n    remove: true\n")

    def check(value: Any, place: Any) -> None:
        if isinstance(value, dict):
            assert list(value) == list(place.members)
            for key, member in value.items():
                check(member, place.members[key])
        elif isinstance(value, list):
            assert len(value) == len(place.members)
            for member, there in zip(value, place.members, strict=True):
                check(member, there)
        else:
            assert place.members is None

    check(document.root, document.places())


def test_an_update_of_an_array_is_appended_as_one_entry(tmp_path: Path) -> None:
    document = overlaid(tmp_path, "  - target: $..parameters\n    update: {name: new, in: query}\n")
    parameters = document.root["paths"]["/leads"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == ["limit", "dummy", "page", "new"]
    assert where(document, "/paths/~1leads/get/parameters/3") == ("overlay0.yaml", 5, 5)


def test_an_array_appended_to_an_array_is_one_entry_and_a_warning(tmp_path: Path) -> None:
    document = overlaid(tmp_path, "  - target: $.paths..tags\n    update: [one, two]\n")
    assert document.root["paths"]["/leads"]["get"]["tags"] == ["leads", ["one", "two"]]
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["overlay-array"]


def test_remove(tmp_path: Path) -> None:
    actions = """\
  - target: $..parameters[?@.name == 'limit' || @.name == 'page']
    remove: true
  - target: $.paths['/leads'].post
    remove: true
    update: {summary: no effect}
  - target: $.components.schemas.Lead.required
    remove: true
"""
    root = overlaid(tmp_path, actions).root
    assert root["paths"]["/leads"] == {"get": {"tags": ["leads"], "parameters": [{"name": "dummy", "in": "query"}]}}
    assert "required" not in root["components"]["schemas"]["Lead"]


def test_remove_of_values_inside_of_each_other_and_selected_twice(tmp_path: Path) -> None:
    actions = "  - target: $.components..*['properties', 'properties', 'id']\n    remove: true\n"
    root = overlaid(tmp_path, actions).root
    assert set(root["components"]["schemas"]["Lead"]) == {"type", "required"}


def test_actions_work_on_what_those_before_left_over_all_overlays(tmp_path: Path) -> None:
    first = """\
  - target: $.components.schemas.Lead.required
    remove: true
  - target: $.components.schemas.Lead
    update: {required: [id]}
"""
    document = overlaid(tmp_path, first, "  - target: $.components.schemas.Lead.required\n    update: email\n")
    assert document.root["components"]["schemas"]["Lead"]["required"] == ["id", "email"]
    assert list(document.digests) == ["spec.yaml", "overlay0.yaml", "overlay1.yaml"]
    assert len(document.sources) == 3


def test_one_update_at_many_targets_is_not_shared(tmp_path: Path) -> None:
    actions = """\
  - target: $.paths.*.*
    update: {responses: {"200": {description: OK}}}
  - target: $.paths['/leads'].get.responses
    update: {"404": {description: None}}
"""
    operations = overlaid(tmp_path, actions).root["paths"]["/leads"]
    assert list(operations["get"]["responses"]) == ["200", "404"]
    assert list(operations["post"]["responses"]) == ["200"]


def test_values_that_aliases_share_are_changed_apart(tmp_path: Path) -> None:
    spec = "openapi: 3.1.0\na: &a {x: {y: 1}}\nb: *a\n"
    root = overlaid(tmp_path, "  - target: $.a.x\n    update: {y: 2}\n", spec=spec).root
    assert root["a"] == {"x": {"y": 2}}
    assert root["b"] == {"x": {"y": 1}}


def test_json_documents_and_json_overlays(tmp_path: Path) -> None:
    spec = json.dumps({"openapi": "3.1.0", "info": {"title": "x"}}, indent=1)
    overlay = {
        "overlay": "1.0.1",
        "info": {"title": "t", "version": "1"},
        "actions": [{"target": "$", "update": {"info": {"title": "new"}, "tags": []}, "x-why": "reason"}],
    }
    document = overlaid(tmp_path, json.dumps(overlay), spec=spec)
    assert document.root == {"openapi": "3.1.0", "info": {"title": "new"}, "tags": []}
    assert where(document, "/openapi") == ("spec.yaml", 2, 2)
    assert where(document, "/info/title")[0] == "overlay0.yaml"


def test_what_does_nothing_is_a_warning(tmp_path: Path) -> None:
    document = overlaid(tmp_path, "  - target: $.paths['/x']\n    remove: true\n  - target: $.info\n")
    assert [(item.code, item.level, item.pointer) for item in document.diagnostics] == [
        ("overlay-target", "warning", "/actions/0/target"),
        ("overlay-action", "warning", "/actions/1"),
    ]
    assert "$.paths['/x']" in document.diagnostics[0].message
    assert [item.location and item.location.line for item in document.diagnostics] == [4, 6]


def test_extends_of_another_file_is_a_warning(tmp_path: Path) -> None:
    def codes(extends: str) -> list[str]:
        text = HEAD.replace("actions:", f"extends: {extends}\nactions:") + "  - target: $\n    update: {}\n"
        return [diagnostic.code for diagnostic in overlaid(tmp_path, text).diagnostics]

    assert codes("./spec.yaml") == []
    assert codes("https://example.com/other.yaml") == []
    assert codes("other.yaml") == ["overlay-extends"]


@pytest.mark.parametrize(
    ("actions", "message", "pointer", "line"),
    [
        ("  - target: ''\n    update: {}\n", "is not a JSONPath", "/actions/0/target", 4),
        ("  - target: $.a[\n    update: {}\n", "is not a JSONPath", "/actions/0/target", 4),
        ("  - target: paths\n    update: {}\n", "is not a JSONPath", "/actions/0/target", 4),
        ("  - target: $.info.title\n    update: x\n", "neither an object nor an array", "/actions/0/target", 4),
        ("  - target: $.info.title\n    remove: true\n", "neither an object nor an array", "/actions/0/target", 4),
        ("  - target: $..note\n    remove: true\n", "neither an object nor an array", "/actions/0/target", 4),
        ("  - target: $\n    remove: true\n", "cannot be removed", "/actions/0/target", 4),
        ("  - target: $.info\n    update: [x]\n", "has to be an object", "/actions/0/update", 5),
        ("  - target: $.info\n    update:\n      title: {x: y}\n", "does not fit", "/actions/0/update/title", 6),
        ("  - target: $\n    update:\n      info: text\n", "does not fit", "/actions/0/update/info", 6),
        ("  - target: $\n    update:\n      info:\n", "null does not fit", "/actions/0/update/info", 6),
        ("  - target: $\n    update:\n      paths: []\n", "an array does not fit", "/actions/0/update/paths", 6),
        ("  - target: $\n    copy: $.x\n", "no field 'copy'", "/actions/0/copy", 5),
        ("  - update: {}\n", "needs a JSONPath", "/actions/0/target", 4),
        ("  - target: [1]\n", "needs a JSONPath", "/actions/0/target", 4),
        ("  - target: $\n    remove: 'yes'\n", "true or false", "/actions/0/remove", 5),
        ("  - text\n", "An action is an object", "/actions/0", 4),
        ("  []\n", "one entry at least", "/actions", 3),
        ("  {}\n", "one entry at least", "/actions", 3),
        ("overlay: 1.1.0\nactions: []\n", "not an OpenAPI Overlay 1.0", "/overlay", 1),
        ("overlay: 1.0\nactions: []\n", "not an OpenAPI Overlay 1.0", "/overlay", 1),
        ("# no overlay\nactions: []\n", "is missing", "/overlay", 2),
        ("overlay: 1.0.0\ninfo: {title: x}\nactions: []\n", "needs `version`", "/info/version", 2),
        ("overlay: 1.0.0\nactions: []\n", "needs `title`", "/info/title", 1),
    ],
)
def test_refused(tmp_path: Path, actions: str, message: str, pointer: str, line: int) -> None:
    found = refused(tmp_path, actions)
    assert message in found[0]
    assert found[1:] == (pointer, line)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("unbalanced brackets", "unbalanced brackets"),
        ("unexpected token EOI ()", "unexpected end"),
        ("unexpected token RIGHT_BRACKET (])", "unexpected ']'"),
    ],
)
def test_what_is_wrong_with_a_path_is_one_clean_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: str, said: str
) -> None:
    """In whatever words of its own the library has it, which differ by its version."""

    class NoisyError(JSONPathError):
        def __init__(self) -> None:
            Exception.__init__(self, problem)

        def __str__(self) -> str:
            return f"{problem}\n  -> '$.servers[?' 1:5\n  |"

    def find(*_: object) -> NoReturn:
        raise NoisyError

    monkeypatch.setattr(JSONPathEnvironment, "find", find)
    assert (
        refused(tmp_path, "  - target: $.servers[?\n    update: {}\n")[0] == f"$.servers[? is not a JSONPath: {said}."
    )


def test_syntax_errors_and_duplicates_are_located_in_the_overlay(tmp_path: Path) -> None:
    assert refused(tmp_path, "  - target: $\n    target: $\n")[2] == 5
    assert refused(tmp_path, "  - target: a: b\n")[2] == 4


def test_an_overlay_cannot_nest_beyond_the_bound(tmp_path: Path) -> None:
    spec = "openapi: 3.1.0\na: " + "{b: " * 150 + "{}" + "}" * 150 + "\n"
    overlay = f"  - target: $.a{'.b' * 150}\n    update: {'{c: ' * 100}1{'}' * 100}\n"
    assert "nested more than" in refused(tmp_path, overlay, spec=spec)[0]
