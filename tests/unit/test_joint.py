"""Several schemas of one property: the value has to fit each of them, and where none can, that is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from leadsmith.document import parse
from leadsmith.naming import Names
from leadsmith.normalise import EnumShape, Normal, ObjectShape, Property, Schema, normalise

STRING, INTEGER, NULL = {"type": "string"}, {"type": "integer"}, {"type": "null"}
DATE = {"type": "string", "format": "date"}
ID, NAME = {"id": STRING}, {"name": STRING}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def result(schemas: dict[str, Any], names: Names | None = None) -> Normal:
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "components": {"schemas": schemas}}
    return normalise(parse(json.dumps(document).encode(), "spec.json"), names or Names())


def both(*schemas: Any, others: dict[str, Any] | None = None) -> tuple[Normal, Property]:
    """What is made of the property `it` that each part of `All` describes."""
    parts = [{"type": "object", "properties": {"it": schema}} for schema in schemas]
    found = result({**(others or {}), "All": {"allOf": parts}})
    shape = found.shapes["All"]
    assert isinstance(shape, ObjectShape)
    return found, shape.properties[0]


def fields(found: Normal, schema: Schema) -> list[str]:
    shape = found.shapes[schema["$ref"].rpartition("/")[2]]
    assert isinstance(shape, ObjectShape)
    return [item.wire for item in shape.properties]


def values(found: Normal, schema: Schema) -> list[Any]:
    shape = found.shapes[schema["$ref"].rpartition("/")[2]]
    assert isinstance(shape, EnumShape)
    return [value for _, value in shape.members]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"type": "number"}, INTEGER, INTEGER),
        ({"type": ["string", "integer"]}, INTEGER, INTEGER),
        (STRING, DATE, DATE),
        (DATE, {"type": "string", "format": "email"}, DATE),
        ({}, STRING, STRING),
        (True, STRING, STRING),
        ({"type": ["string", "null"]}, STRING, STRING),
        ({"type": ["string", "null"]}, {"type": ["string", "null"]}, {"anyOf": [STRING, NULL]}),
        ({"type": ["string", "null"]}, {"description": "Says nothing."}, {"anyOf": [STRING, NULL]}),
        ({"anyOf": [{"type": "boolean"}, NULL]}, {"type": "boolean"}, {"type": "boolean"}),
        ({"anyOf": [STRING, INTEGER]}, {"anyOf": [INTEGER, {"type": "boolean"}]}, INTEGER),
        ({"type": "array", "items": STRING}, {"type": "array"}, {"type": "array", "items": STRING}),
        (
            {"type": "array", "items": {"type": "number"}},
            {"type": "array", "items": INTEGER},
            {"type": "array", "items": INTEGER},
        ),
    ],
    ids=str,
)  # fmt: skip
def test_what_both_say(one: Any, other: Any, expected: Schema) -> None:
    for pair in ((one, other), (other, one)):
        found, item = both(*pair)
        assert item.schema == expected
        assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STRING, INTEGER),
        ({"type": "array"}, {"type": "object"}),
        ({"enum": ["a"]}, {"enum": ["b"]}),
        (INTEGER, {"enum": ["a"]}),
        (DATE, {"type": "string", "format": "uuid"}),
    ],
    ids=str,
)
def test_what_contradicts_is_told_and_the_last_is_used(one: Any, other: Any) -> None:
    found, item = both(one, other)
    assert (values(found, item.schema) if "enum" in other else item.schema) == other.get("enum", both(other)[1].schema)
    place = "/components/schemas/All/allOf/1/properties/it"
    assert [(each.code, each.level, each.pointer) for each in found.diagnostics] == [("all-of", "warning", place)]


def test_of_two_lists_of_values_those_in_both_remain() -> None:
    found, item = both({"type": "string", "enum": ["a", "b", "c"]}, {"type": "string", "enum": ["b", "c", "d"]})
    assert values(found, item.schema) == ["b", "c"]
    found, item = both({"anyOf": [{"type": "boolean"}, NULL]}, {"type": "boolean", "enum": [False]})
    assert values(found, item.schema) == [False]
    assert found.diagnostics == ()


def test_a_property_is_read_only_if_any_part_says_so() -> None:
    assert both({**STRING, "readOnly": True}, STRING)[1].read_only
    assert both(STRING, {"writeOnly": True})[1].write_only
    found, item = both({**STRING, "readOnly": True}, {**STRING, "writeOnly": True})
    assert not item.read_only and not item.write_only
    assert [each.code for each in found.diagnostics] == ["access"]


def test_a_description_is_that_of_the_last_part_which_has_one() -> None:
    assert both({"description": "First.", "deprecated": True}, STRING)[1].description == "Deprecated. First."
    assert both({"description": "First."}, {**STRING, "description": "Last."})[1].description == "Last."


def test_objects_have_the_properties_of_both() -> None:
    found, item = both({"properties": ID, "required": ["id"]}, {"properties": NAME})
    assert fields(found, item.schema) == ["id", "name"]
    found, item = both({"type": "array", "items": ref("A")}, {"type": "array", "items": ref("B")},
                       others={"A": {"properties": ID}, "B": {"properties": NAME}})  # fmt: skip
    assert fields(found, item.schema["items"]) == ["id", "name"]


@pytest.mark.parametrize("wide", [ref("A"), {"oneOf": [ref("A"), ref("C")]}, {"type": "object"}, {"properties": ID}])
def test_what_says_no_more_makes_no_class(wide: Any) -> None:
    """Such as the schema that the other one extends, or a union of which it is one branch."""
    others = {
        "A": {"type": "object", "properties": ID},
        "B": {"allOf": [ref("A"), {"properties": NAME}]},
        "C": {"type": "object", "properties": {"c": STRING}},
    }
    for pair in ((wide, ref("B")), (ref("B"), wide)):
        found, item = both(*pair, others=others)
        assert item.schema == ref("B")
        assert [*found.shapes] == ["A", "B", "C", "All"]


def test_a_union_and_more_is_each_branch_with_that() -> None:
    others = {"A": {"type": "object", "properties": ID}, "C": {"type": "object", "properties": {"c": STRING}}}
    found, item = both({"oneOf": [ref("A"), ref("C")]}, {"type": "object", "properties": NAME}, others=others)
    assert [fields(found, branch) for branch in item.schema["anyOf"]] == [["name", "id"], ["name", "c"]]


def test_what_contains_itself_comes_to_an_end() -> None:
    others = {name: {"properties": {name: STRING, "next": ref(name)}} for name in ("A", "B")}
    found, item = both(ref("A"), ref("B"), others=others)
    assert fields(found, item.schema) == ["A", "next", "B"]
    shape = found.shapes[item.schema["$ref"].rpartition("/")[2]]
    assert isinstance(shape, ObjectShape)
    assert shape.properties[1].schema == item.schema


def test_the_order_of_the_document_names_no_class() -> None:
    """One class is made of what several objects have together, and is named as if the order were always the same."""
    base = {name: {"type": "object", "properties": {"it": {"properties": {name: STRING}}}} for name in ("One", "Two")}
    both = {name: {"allOf": [ref("One"), ref("Two")]} for name in ("Zoo", "All", "Mid")}
    forth = result({**base, **both})
    back = result({**dict(reversed(both.items())), **base})
    assert {*forth.shapes} == {*back.shapes} == {"One", "Two", "OneIt", "TwoIt", "All", "Mid", "Zoo", "AllIt"}
    for found in (forth, back):
        assert fields(found, ref("AllIt")) == ["One", "Two"]
        for name in both:
            shape = found.shapes[name]
            assert isinstance(shape, ObjectShape) and shape.properties[0].schema == ref("AllIt")


def test_another_object_with_the_same_parts_renames_nothing() -> None:
    base = {name: {"type": "object", "properties": {"it": {"properties": {name: STRING}}}} for name in ("One", "Two")}
    whole = {"allOf": [ref("One"), ref("Two")]}
    names = Names()
    assert "MidIt" in result({**base, "Mid": whole}, names).shapes
    more = {"MidItValue": {"type": "object", "properties": NAME}, "All": whole, **base, "Mid": whole}
    later = Names(previous=names.given)
    assert {*result(more, later).shapes} >= {"MidIt", "MidItValue"}
    assert {key: later.given[key] for key in names.given} == names.given
    earlier = {"/components/schemas/All/properties/it/class": "Own", "/components/schemas/Mid/properties/it/class": "M"}
    assert {"Own", "M"} <= {*result(more, Names(previous=earlier)).shapes}, "as it was before they were one class"


def test_a_union_that_nothing_else_allows_is_told() -> None:
    found, item = both({"anyOf": [STRING, {"type": "boolean"}]}, INTEGER)
    assert item.schema == {"anyOf": [STRING, {"type": "boolean"}]}
    assert [each.code for each in found.diagnostics] == ["all-of"]


def test_a_property_that_can_never_be_there_is_not() -> None:
    found = result({"All": {"allOf": [{"properties": {"it": False, **ID}}, {"properties": {"it": STRING}}]}})
    assert fields(found, ref("All")) == ["id"]
