"""Types by way of datamodel-code-generator: names, values and the order of members are kept, no text reaches it."""

from __future__ import annotations

from typing import Any

import pytest

from leadsmith import models
from leadsmith.ir import EnumClass, ListOf, LiteralOf, MapOf, Ref, Scalar, Type, Types, UnionOf
from leadsmith.models import asking, build_types, union
from leadsmith.naming import JsonScalar
from leadsmith.normalise import AliasShape, EnumShape, ObjectShape, Property, Schema, Shape

STR, INT, NONE = Scalar("str"), Scalar("int"), Scalar("None")
NULL: Schema = {"type": "null"}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def prop(name: str, schema: Schema, **more: Any) -> Property:
    about = {"wire": name, "required": False, "description": "", "pointer": f"/{name}", **more}
    return Property(name=name, schema=schema, **about)


def enum(*members: tuple[str, JsonScalar]) -> EnumShape:
    return EnumShape(members, "", "/E")


def types_of(shapes: dict[str, Shape]) -> Types:
    return build_types(shapes, {})[0]


def test_every_expression_has_its_type() -> None:
    shapes: dict[str, Shape] = {
        "Lead": ObjectShape((prop("id", {"type": "string"}),), None, "", "/Lead"),
        "Kind": enum(("A", "a")),
        "Text": AliasShape({"type": "string"}, "", "/Text"),
    }
    expected: dict[str, tuple[Schema, Type]] = {
        "any": ({}, Scalar("Any")),
        "null": (NULL, NONE),
        "number": ({"type": ["integer", "number"]}, UnionOf((INT, Scalar("float")))),
        "boolean": ({"type": "boolean"}, Scalar("bool")),
        "moment": ({"type": "string", "format": "date-time"}, Scalar("datetime")),
        "day": ({"type": "string", "format": "date"}, Scalar("date")),
        "hour": ({"type": "string", "format": "time"}, Scalar("time")),
        "uuid": ({"type": "string", "format": "uuid"}, Scalar("UUID")),
        "object": (ref("Lead"), Ref("Lead")),
        "enum": (ref("Kind"), Ref("Kind")),
        "alias": (ref("Text"), Ref("Text")),
        "list": ({"type": "array", "items": ref("Lead")}, ListOf(Ref("Lead"))),
        "map": ({"type": "object", "additionalProperties": {"type": "integer"}}, MapOf(INT)),
        "constant": ({"const": "a"}, LiteralOf(("a",))),
        "union": ({"anyOf": [{"type": "string"}, ref("Lead"), NULL]}, UnionOf((STR, Ref("Lead"), NONE))),
        "nested": (
            {"type": "array", "items": {"anyOf": [{"type": "integer"}, NULL]}},
            ListOf(UnionOf((INT, NONE))),
        ),
    }
    found = build_types(shapes, {key: schema for key, (schema, _) in expected.items()})[1]
    assert found == {key: kind for key, (_, kind) in expected.items()}


@pytest.mark.parametrize(
    ("values", "base", "value_type"),
    [
        (("a", "b"), "StrEnum", STR),
        ((1, -1, 10), "IntEnum", INT),
        ((1.5, 2.5), "Enum", Scalar("float")),
        ((1, "1", 1.5), "Enum", UnionOf((INT, STR, Scalar("float")))),
        ((True, False), "Enum", Scalar("bool")),
        (("", " ", "None", "mro", "name", "value", "__class__", "日本", '"""', "'\\", "{{ }}"), "StrEnum", STR),
        (("ASAP", "Asap", "asap"), "StrEnum", STR),
    ],
)
def test_values_of_enums_are_kept(values: tuple[JsonScalar, ...], base: str, value_type: Type) -> None:
    shape = enum(*((f"M{index}", value) for index, value in enumerate(values)))
    found = types_of({"E": shape}).enums["E"]
    assert isinstance(found, EnumClass)
    assert [(member.name, member.value, type(member.value)) for member in found.members] == [
        (f"M{index}", value, type(value)) for index, value in enumerate(values)
    ]
    assert (found.base, found.value_type) == (base, value_type)


@pytest.mark.parametrize("name", ["Address", "Address1", "List", "Lead_", "größe", "Expressions", "Field", "Any_"])
def test_names_of_classes_are_kept(name: str) -> None:
    shapes: dict[str, Shape] = {
        name: ObjectShape((prop("next", {"anyOf": [ref(name), NULL]}),), None, "About it.", f"/{name}"),
        "Other": ObjectShape((prop("it", ref(name)),), None, "", "/Other"),
    }
    found = types_of(shapes).models
    assert list(found) == [name, "Other"]
    assert (found[name].description, found[name].pointer) == ("About it.", f"/{name}")
    field = found[name].fields[0]
    assert (field.type, field.nullable) == (Ref(name), True)
    assert found["Other"].fields[0].type == Ref(name)


@pytest.mark.parametrize("name", ["AwareDatetime", "BaseModel", "Fields", "C0", "S0", "Enum0"])
def test_names_that_mean_something_to_the_tool_are_as_good_as_others(name: str) -> None:
    moment = ObjectShape((prop("at", {"type": "string", "format": "date-time"}),), None, "", f"/{name}")
    found = build_types({name: moment}, {"a": {"type": "array", "items": ref(name)}})
    assert found[0].models[name].fields[0].type == Scalar("datetime")
    assert found[1] == {"a": ListOf(Ref(name))}


@pytest.mark.parametrize(
    "name", ["class_", "x", "field_2fa", "first_name_2", "größe", "date_", "self", "list_", "id", "नाम", "i̇"]
)
def test_names_of_fields_are_kept(name: str) -> None:
    field = prop(name, {"type": "string"}, wire="On The Wire", required=True, description="Text.")
    (found,) = types_of({"M": ObjectShape((field,), None, "", "/M")}).models["M"].fields
    assert (found.name, found.wire, found.type, found.required) == (name, "On The Wire", STR, True)
    assert (found.description, found.pointer) == ("Text.", f"/{name}")


def test_order_of_classes_and_fields_is_the_documents() -> None:
    shapes: dict[str, Shape] = {
        "B": ObjectShape((prop("z", ref("A")), prop("a", {"type": "string"})), None, "", "/B"),
        "A": ObjectShape((prop("b", ref("B")),), None, "", "/A"),
    }
    found = types_of(shapes).models
    assert list(found) == ["B", "A"]
    assert [field.name for field in found["B"].fields] == ["z", "a"]


def test_further_properties_have_a_type() -> None:
    shapes: dict[str, Shape] = {
        "Open": ObjectShape((prop("a", {"type": "string"}),), {}, "", "/Open"),
        "Typed": ObjectShape((prop("a", {"type": "string"}),), ref("Open"), "", "/Typed"),
        "Plain": ObjectShape((prop("a", {"type": "string"}),), None, "", "/Plain"),
    }
    found = types_of(shapes).models
    assert [found[name].extra for name in shapes] == [Scalar("Any"), Ref("Open"), None]


JSON = {"type": "array", "items": ref("Json")}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (JSON, ListOf(Ref("Json"))),
        ({"anyOf": [{"type": "string"}, JSON]}, UnionOf((STR, ListOf(Ref("Json"))))),
        ({"anyOf": [{"type": "string"}, ref("Json"), NULL]}, UnionOf((STR, Ref("Json"), NONE))),
        (
            {"type": "array", "items": {"anyOf": [{"type": "string"}, ref("Json")]}},
            ListOf(UnionOf((STR, Ref("Json")))),
        ),
        ({"type": "object", "additionalProperties": ref("Json")}, MapOf(Ref("Json"))),
    ],
)
def test_an_alias_may_hold_itself(schema: Schema, expected: Type) -> None:
    found = types_of({"Json": AliasShape(schema, "JSON.", "/Json")}).aliases["Json"]
    assert found.type == expected
    assert found.description == "JSON."


def test_nothing_gives_nothing() -> None:
    assert build_types({}, {}) == (Types({}, {}, {}, {}), {})


RARE: Schema = {"type": "array", "minItems": 3, "items": {"type": "array", "maxItems": 7, "items": {}}}
"""Not among the structures that are known: the tool is asked."""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("class Address1: pass\nclass Fields: f0: str", "did not keep the names: Address1"),
        ("class Other: pass", "did not keep the names: Fields, Other"),
        ("class Fields: other: str", "did not keep the fields: f0, other"),
        ("class Fields: pass", "did not keep the fields: f0"),
    ],
)
def test_an_answer_to_another_question_is_an_error(monkeypatch: pytest.MonkeyPatch, source: str, message: str) -> None:
    monkeypatch.setattr(asking, "_generate", lambda schemas: source)
    with pytest.raises(RuntimeError, match=message):
        build_types({}, {"a": RARE})


def test_a_base_of_an_enum_that_is_not_known_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_generate", lambda schemas: "class Fields: pass\nclass Enum0(list): pass")
    with pytest.raises(RuntimeError, match="the base 'list' of an enum, which is not known here"):
        types_of({"E": enum(("A", "a"), ("B", 1), ("C", 1.5))})


@pytest.mark.parametrize("annotation", ["os.system('x')", "Strange", "list[Strange]", "(lambda: 1)", "set[str]"])
def test_a_type_that_is_not_known_is_an_error(monkeypatch: pytest.MonkeyPatch, annotation: str) -> None:
    monkeypatch.setattr(asking, "_generate", lambda schemas: f"class Fields:\n    f0: {annotation}")
    with pytest.raises(RuntimeError, match="which is not known here"):
        build_types({}, {"a": RARE})


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "x-python-type": "os.system"},
        {"type": "string", "x-python-import": {"module": "os", "name": "system"}},
        {"type": "string", "customTypePath": "os.system"},
        {"type": "object", "customBasePath": "os.system"},
        {"type": "string", "default_factory": "print"},
        {"type": "string", "default": "text"},
        {"type": "string", "description": "text"},
        {"type": "string", "pattern": "text"},
        {"enum": ["a"], "x-enum-varnames": ["text"]},
        {"type": "os.system"},
        {"type": ["string", {}]},
        {"type": "string", "format": "email"},
        {"$ref": "file:///etc/passwd"},
        {"$ref": "#/components/schemas/a.b"},
        {"const": {}},
        {"enum": [[]]},
        {"type": "object", "properties": {"a b": {}}},
        {"anyOf": [{"items": {"additionalProperties": {"title": "text"}}}]},
    ],
)
def test_nothing_reaches_the_tool_but_the_normal_form(monkeypatch: pytest.MonkeyPatch, schema: Schema) -> None:
    monkeypatch.setattr(asking, "ask", lambda structures: pytest.fail("it was asked"))
    with pytest.raises(RuntimeError, match="which is not for datamodel-code-generator"):
        build_types({}, {"a": schema})
    with pytest.raises(RuntimeError, match="which is not for datamodel-code-generator"):
        types_of({"A": ObjectShape((prop("a", schema),), None, "", "/A")})


def test_no_text_of_a_document_reaches_the_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(structures: list[str]) -> dict[str, str]:
        asked.extend(structures)
        return asking.ask(structures)

    monkeypatch.setattr(models, "answered", ask)
    field = prop("evil", {"anyOf": [{"const": "evil"}, {"type": "array", "items": ref("Evil")}, {"type": "integer"}]})
    shapes: dict[str, Shape] = {"Evil": ObjectShape((field,), None, "evil", "/evil"), "Evil2": enum(("EVIL", "evil"))}
    found = types_of(shapes).models["Evil"].fields[0]
    assert found.type == UnionOf((LiteralOf(("evil",)), ListOf(Ref("Evil")), INT))
    assert asked
    assert "evil" not in "".join(asked).lower()


def test_unions_are_flat_with_none_last() -> None:
    assert union([NONE, UnionOf((STR, INT)), STR]) == UnionOf((STR, INT, NONE))
    assert union([STR, STR]) == STR
    assert union([STR, Scalar("Any")]) == Scalar("Any")
