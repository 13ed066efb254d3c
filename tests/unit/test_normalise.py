"""The one shape: documents that say the same in other words come out equal, and what they cannot say is reported."""

from __future__ import annotations

import json
from typing import Any

import pytest

from leadsmith.document import parse
from leadsmith.naming import Names
from leadsmith.normalise import AliasShape, EnumShape, Normal, ObjectShape, Schema, normalise, split_null

STRING, NULL = {"type": "string"}, {"type": "null"}
NUMBER = {"type": "integer"}


def normal(root: dict[str, Any], names: Names | None = None) -> Normal:
    document = {"openapi": "3.1.0", "info": {"title": "Test", "version": "1"}, "paths": {}, **root}
    return normalise(parse(json.dumps(document).encode(), "spec.json"), names or Names())


def components(schemas: dict[str, Any], names: Names | None = None) -> Normal:
    return normal({"components": {"schemas": schemas}}, names)


def one(schema: Any, others: dict[str, Any] | None = None) -> Schema:
    """A schema in normal form, as that of a property."""
    shape = components({"Holder": {"type": "object", "properties": {"it": schema}}, **(others or {})}).shapes["Holder"]
    assert isinstance(shape, ObjectShape)
    return shape.properties[0].schema


def codes(result: Normal) -> list[str]:
    return [diagnostic.code for diagnostic in result.diagnostics]


def operation(**more: Any) -> dict[str, Any]:
    return {"operationId": "getLead", "responses": {"204": {"description": "Done."}}, **more}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "nullable": True},
        {"type": ["string", "null"]},
        {"type": ["null", "string"]},
        {"anyOf": [STRING, NULL]},
        {"oneOf": [NULL, STRING]},
        {"oneOf": [{"type": "string", "nullable": True}]},
        {"anyOf": [STRING], "nullable": True},
        {"allOf": [STRING], "nullable": True},
        {"allOf": [{"type": "string", "nullable": True}]},
        {"anyOf": [{"anyOf": [STRING, NULL]}, STRING]},
    ],
)
def test_every_spelling_of_nullable_is_the_same(schema: dict[str, Any]) -> None:
    assert one(schema) == {"anyOf": [STRING, NULL]}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({}, {}),
        (True, {}),
        ({"description": "Any."}, {}),
        ({"type": "number", "minimum": 0, "exclusiveMinimum": True}, {"type": ["integer", "number"]}),
        ({"type": "integer", "format": "int64"}, {"type": "integer"}),
        ({"type": "string", "format": "date-time"}, {"type": "string", "format": "date-time"}),
        ({"type": "string", "format": "email"}, STRING),
        ({"type": ["string", "integer"]}, {"anyOf": [STRING, {"type": "integer"}]}),
        ({"const": "lead"}, {"const": "lead"}),
        ({"items": STRING}, {"type": "array", "items": STRING}),
        ({"type": "array"}, {"type": "array", "items": {}}),
        ({"type": "object"}, {"type": "object", "additionalProperties": {}}),
        ({"additionalProperties": STRING}, {"type": "object", "additionalProperties": STRING}),
        ({"anyOf": [STRING, {}]}, {}),
        ({"anyOf": [STRING, {"type": "string", "maxLength": 3}]}, STRING),
        ({"type": "string", "anyOf": [{"required": ["a"]}]}, STRING),
    ],
)
def test_normal_forms(schema: Any, expected: Schema) -> None:
    assert one(schema) == expected


def test_null_in_an_enum_is_no_member_but_a_value() -> None:
    result = components({"Lead": {"properties": {"status": {"type": ["string", "null"], "enum": ["open", None]}}}})
    assert [shape.members for shape in result.shapes.values() if isinstance(shape, EnumShape)] == [(("OPEN", "open"),)]
    lead = result.shapes["Lead"]
    assert isinstance(lead, ObjectShape)
    assert split_null(lead.properties[0].schema) == ({"$ref": "#/components/schemas/LeadStatus"}, True)


def test_all_of_is_flattened_and_the_own_property_wins() -> None:
    result = components(
        {
            "Base": {"type": "object", "required": ["id"], "properties": {"id": STRING, "kind": {"type": "number"}}},
            "Lead": {
                "allOf": [
                    {"$ref": "#/components/schemas/Base"},
                    {"type": "object", "properties": {"kind": {"type": "integer"}, "name": STRING}},
                    {"required": ["name"]},
                ]
            },
        }
    )
    lead = result.shapes["Lead"]
    assert isinstance(lead, ObjectShape)
    assert [(item.wire, item.schema, item.required) for item in lead.properties] == [
        ("id", STRING, True),
        ("kind", {"type": "integer"}, False),
        ("name", STRING, True),
    ]
    assert codes(result) == []


def test_all_of_that_cannot_be_flattened_is_reported() -> None:
    result = components({"Odd": {"allOf": [STRING, {"type": "integer"}]}})
    assert result.shapes["Odd"] == AliasShape(STRING, "", "/components/schemas/Odd")
    assert codes(result) == ["all-of"]


def test_parts_of_which_one_says_most_may_not_be_of_another_type() -> None:
    holder = {"type": "object", "properties": {"a": {"type": "string"}}}
    assert codes(components({"A": {"allOf": [holder, {"type": "string"}]}})) == ["all-of"]
    assert codes(components({"A": {"allOf": [holder, {"type": "object"}]}})) == []
    assert codes(components({"A": {"allOf": [{"type": "integer", "enum": [1]}, {"type": "number"}]}})) == []


def test_all_of_that_leads_to_itself_ends() -> None:
    loop = {"allOf": [{"$ref": "#/components/schemas/Loop"}, {"properties": {"a": STRING}}]}
    shape = components({"Loop": loop}).shapes["Loop"]
    assert isinstance(shape, ObjectShape)
    assert [item.wire for item in shape.properties] == ["a"]


def test_inline_schemas_are_named_by_what_holds_them() -> None:
    address = {"type": "object", "properties": {"city": STRING, "kind": {"enum": ["home", "work"]}}}
    json_body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"address": address}}}}}
    result = normal(
        {
            "paths": {
                "/leads": {
                    "post": operation(
                        operationId="createLead",
                        requestBody=json_body,
                        responses={
                            "201": {"description": "", **json_body},
                            "404": {"description": "", **json_body},
                        },
                    )
                }
            },
            "components": {"schemas": {"Lead": {"properties": {"phones": {"items": address}}}}},
        }
    )
    assert list(result.shapes) == [
        "Lead",
        "LeadPhonesItem",
        "LeadPhonesItemKind",
        "CreateLeadBody",
        "CreateLeadBodyAddress",
        "CreateLeadResponse",
        "CreateLeadResponseAddress",
        "CreateLeadStatus404Response",
        "CreateLeadStatus404ResponseAddress",
    ], "and the enum of `kind` is one class everywhere, as property and values are the same"


def test_names_of_components_do_not_move_for_what_is_inline() -> None:
    inline = {"type": "object", "properties": {"street": STRING}}
    result = components({"Lead": {"properties": {"address": inline}}, "LeadAddress": {"properties": {"city": STRING}}})
    component = result.shapes["LeadAddress"]
    assert isinstance(component, ObjectShape)
    assert component.pointer == "/components/schemas/LeadAddress"
    assert set(result.shapes) == {"Lead", "LeadAddress", "LeadAddress2"}


def test_adding_a_component_before_others_changes_nothing_of_them() -> None:
    schemas = {
        "Lead": {"properties": {"status": {"enum": ["open", "closed"]}, "rep": {"properties": {"name": STRING}}}},
        "Status": {"enum": ["a", "b"]},
    }
    before = components(schemas).shapes
    after = components({"New": {"properties": {"other": {"enum": ["x"]}}}, **schemas}).shapes
    assert {name: after[name] for name in before} == before


def test_the_order_of_components_changes_no_shape() -> None:
    schemas: dict[str, Any] = {
        "Lead": {"properties": {"rep": {"$ref": "#/components/schemas/Rep"}, "status": {"enum": ["open"]}}},
        "Rep": {"properties": {"leads": {"items": {"$ref": "#/components/schemas/Lead"}}}},
        "Alias": {"$ref": "#/components/schemas/Lead"},
        "Text": STRING,
    }
    forward, backward = components(schemas), components(dict(reversed(schemas.items())))
    assert forward.shapes == backward.shapes
    assert one({"$ref": "#/components/schemas/Alias"}, schemas) == {"$ref": "#/components/schemas/Lead"}


def test_the_same_values_of_the_same_property_are_one_enum_and_others_are_not() -> None:
    open_closed, three = {"enum": ["open", "closed"]}, {"enum": ["open", "closed", "lost"]}
    result = components(
        {
            "Lead": {"properties": {"status": open_closed, "state": open_closed}},
            "Deal": {"properties": {"status": {"items": open_closed}, "stage": three}},
        }
    )
    assert [name for name, shape in result.shapes.items() if isinstance(shape, EnumShape)] == [
        "DealStatus",
        "LeadState",
        "DealStage",
    ]


def test_a_component_that_is_used_at_several_places_is_one_class() -> None:
    message = {"type": "object", "properties": {"message": STRING}}
    response = {"description": "What happened.", "content": {"application/json": {"schema": message}}}
    use = {"responses": {"200": {"$ref": "#/components/responses/Message"}}}
    result = normal(
        {
            "paths": {"/a": {"get": {"operationId": "getA", **use}, "put": {"operationId": "putA", **use}}},
            "components": {"responses": {"Message": response}},
        }
    )
    first, second = (operation.responses[0].schema for operation in result.operations)
    assert first == second
    assert len(result.shapes) == 1
    (shape,) = result.shapes.values()
    assert isinstance(shape, ObjectShape)
    assert [item.name for item in shape.properties] == ["message"]


def test_parameters_of_the_path_are_merged_in_and_styles_spelled_out() -> None:
    path = [
        {"name": "id", "in": "path", "required": True, "schema": STRING},
        {"name": "q", "in": "query", "description": "Of the path."},
    ]
    own = [
        {"name": "q", "in": "query", "description": "Of the operation."},
        {"name": "ids", "in": "query", "style": "pipeDelimited", "schema": {"items": STRING}},
        {"name": "q", "in": "header"},
    ]
    (found,) = normal({"paths": {"/leads/{id}": {"parameters": path, "get": operation(parameters=own)}}}).operations
    assert [(item.place, item.wire, item.style, item.explode, item.required) for item in found.parameters] == [
        ("path", "id", "simple", False, True),
        ("query", "q", "form", True, False),
        ("query", "ids", "pipeDelimited", False, False),
        ("header", "q", "simple", False, False),
    ]
    assert found.parameters[1].description == "Of the operation."


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"security": [{"a": []}]}, (("a",),)),
        ({"security": [{"a": [], "b": []}, {}]}, (("a", "b"), ())),
        ({"security": []}, ()),
        ({}, ()),
    ],
)
def test_an_operation_without_security_has_that_of_the_document(
    document: dict[str, Any], expected: tuple[tuple[str, ...], ...]
) -> None:
    paths = {"/own": {"get": operation(security=[{"own": []}])}, "/none": {"get": operation(security=[])}}
    result = normal({**document, "paths": {"/usual": {"get": operation()}, **paths}})
    assert [item.security for item in result.operations] == [expected, (("own",),), ()]


@pytest.mark.parametrize(
    ("given", "code", "kept"),
    [
        ({"parameters": [{"$ref": "#/components/parameters/None"}]}, "unresolved-reference", True),
        ({"parameters": [{"name": "q", "in": "body"}]}, "bad-parameter", True),
        ({"parameters": [{"name": "Accept", "in": "header"}]}, "ignored-parameter", True),
        ({"requestBody": {"content": {}}}, "request-media-type", True),
        ({"responses": {"200": {"content": {"text/csv": {}, "image/png": {}}}}}, "other-media-type", True),
        ({"servers": [{"url": "https://{host}"}]}, "server-variable", True),
    ],
)
def test_what_cannot_be_done_is_reported(given: dict[str, Any], code: str, kept: bool) -> None:
    result = normal({"paths": {"/a": {"get": operation(**given)}}})
    assert codes(result) == [code]
    assert bool(result.operations) == kept
    assert result.diagnostics[0].pointer.startswith("/paths/~1a/get")


def test_a_parameter_of_the_path_that_nobody_describes_is_a_text() -> None:
    result = normal({"paths": {"/a/{id}": {"get": operation(operationId="")}, "/b": {"get": operation()}}})
    assert codes(result) == ["path-parameter"]
    assert [[(each.wire, each.schema) for each in item.parameters] for item in result.operations] == [
        [("id", STRING)],
        [],
    ]


def test_of_two_parameters_with_one_name_the_first_is_used() -> None:
    own = [{"name": "X-A", "in": "header", "schema": STRING}, {"name": "x-a", "in": "header"}]
    path = [{"name": "x-A", "in": "header", "description": "Of the path: names of headers have no letter case."}]
    result = normal({"paths": {"/a": {"parameters": path, "get": operation(parameters=own)}}})
    assert codes(result) == ["duplicate-parameter"]
    assert [(item.wire, item.schema) for item in result.operations[0].parameters] == [("X-A", STRING)]


@pytest.mark.parametrize(
    "media", ["application/json", "application/json; charset=utf-8", "application/hal+json", "*/*"]
)
def test_json_in_its_spellings(media: str) -> None:
    body = {"content": {"text/plain": {}, media: {"schema": NUMBER}}}
    (found,) = normal({"paths": {"/a": {"post": operation(requestBody=body)}}}).operations
    assert found.body is not None
    assert [(item.kind, item.schema) for item in found.body.contents] == [("json", NUMBER), ("text", {})]


@pytest.mark.parametrize(("schema", "kind"), [({"type": "string"}, "text"), ({"format": "binary"}, "binary")])
def test_any_media_type_is_what_its_schema_says(schema: dict[str, Any], kind: str) -> None:
    body = {"content": {"*/*": {"schema": {"type": "string", **schema}}}}
    (found,) = normal({"paths": {"/a": {"post": operation(requestBody=body)}}}).operations
    assert found.body is not None and found.body.contents[0].kind == kind


@pytest.mark.parametrize(
    ("root", "pointer"),
    [
        ({"paths": {"leads": {"get": operation()}}}, "/paths/leads"),
        ({"webhooks": {"a": {"post": operation(requestBody={"content": {"text/csv": {}}})}}},
         "/webhooks/a/post/requestBody/content/text~1csv"),
        ({"paths": {"/a": {"servers": [{"url": "https://{a}.test"}], "get": operation(), "put": {}}}},
         "/paths/~1a/servers/0/variables/a"),
    ],
)  # fmt: skip
def test_nothing_of_a_document_is_left_out_without_a_word(root: dict[str, Any], pointer: str) -> None:
    result = normal(root)
    assert [diagnostic.level for diagnostic in result.diagnostics] == ["warning"], "once"
    assert result.diagnostics[0].pointer.startswith(pointer)


def test_extensions_among_the_paths_are_no_paths() -> None:
    assert codes(normal({"paths": {"x-internal": {"get": operation()}}})) == []


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("#/components/schemas/Leed", "Did you mean #/components/schemas/Lead?"),
        ("other.yaml#/Lead", "leads to another file"),
        ("Lead", "leads to another file"),
    ],
)
def test_a_reference_that_leads_nowhere_is_reported_with_a_way_out(reference: str, said: str) -> None:
    result = components({"Lead": {"properties": {"self": {"$ref": reference}}}})
    (diagnostic,) = result.diagnostics
    assert said in f"{diagnostic.message} {diagnostic.hint}"
    assert diagnostic.pointer == "/components/schemas/Lead/properties/self"


def test_variables_of_servers_have_text() -> None:
    server = {
        "url": "https://{region}.example.com/{v}",
        "variables": {"region": {"default": "eu", "description": "Where."}, "v": {"default": 1, "enum": [1, 2]}},
    }
    (found,) = normal({"servers": [server]}).servers
    assert (found.url, found.address) == (server["url"], "https://eu.example.com/1")
    assert [(item.wire, item.default, item.values, item.description) for item in found.variables] == [
        ("region", "eu", (), "Where."),
        ("v", "1", ("1", "2"), ""),
    ]


@pytest.mark.parametrize(
    ("variable", "default", "values"),
    [({}, None, ()), ({"enum": ["a", "b"]}, "a", ("a", "b")), ({"default": "c", "enum": ["a"]}, "c", ("c", "a"))],
)
def test_a_variable_that_is_described_badly_is_reported(
    variable: dict[str, Any], default: str | None, values: tuple[str, ...]
) -> None:
    result = normal({"servers": [{"url": "https://{a}.test", "variables": {"a": variable}}], "paths": {}})
    (found,) = result.servers[0].variables
    assert (found.default, found.values) == (default, values)
    assert [(item.code, item.pointer) for item in result.diagnostics] == [("server-variable", "/servers/0/variables/a")]


def test_an_operation_has_its_own_servers_else_those_of_its_path() -> None:
    own, of_path = [{"url": "https://own.test"}], [{"url": "https://path.test"}]
    result = normal({"paths": {"/a": {"servers": of_path, "get": operation(servers=own), "put": {}}}})
    assert [[server.url for server in item.servers] for item in result.operations] == [
        ["https://own.test"],
        ["https://path.test"],
    ]
    assert not result.diagnostics


@pytest.mark.parametrize("key", ["oneOf", "anyOf"])
def test_a_union_of_constants_is_an_enum(key: str) -> None:
    branches = [{"const": "a", "title": "The first"}, {"const": "b"}, {"type": "null"}]
    result = components({"Lead": {"properties": {"kind": {key: branches}}}, "Kind": {key: branches[:2]}})
    lead = result.shapes["Lead"]
    assert isinstance(lead, ObjectShape)
    assert lead.properties[0].schema == {"anyOf": [{"$ref": "#/components/schemas/LeadKind"}, {"type": "null"}]}
    for name in ("LeadKind", "Kind"):
        shape = result.shapes[name]
        assert isinstance(shape, EnumShape)
        assert shape.members == (("A", "a"), ("B", "b"))


@pytest.mark.parametrize("schema", [{"enum": [None]}, {"const": None}, {"type": "null"}], ids=str)
def test_null_alone_is_null(schema: dict[str, Any]) -> None:
    shape = components({"Nothing": schema}).shapes["Nothing"]
    assert isinstance(shape, AliasShape)
    assert shape.schema == {"type": "null"}


def test_an_all_of_of_limits_keeps_the_type() -> None:
    shape = components({"Name": {"allOf": [{"type": "string"}, {"minLength": 3}]}}).shapes["Name"]
    assert isinstance(shape, AliasShape)
    assert shape.schema == {"type": "string"}


def test_all_patterns_of_properties_count() -> None:
    schema = {
        "properties": {"a": STRING},
        "patternProperties": {"^x": STRING, "^y": {"type": "integer"}},
        "additionalProperties": {"type": "boolean"},
    }
    shape = components({"Bag": schema}).shapes["Bag"]
    assert isinstance(shape, ObjectShape)
    assert shape.extra == {"anyOf": [STRING, {"type": "integer"}, {"type": "boolean"}]}


@pytest.mark.parametrize(
    ("more", "extra"), [({}, {}), ({"additionalProperties": False}, STRING), ({"additionalProperties": STRING}, STRING)]
)
def test_values_are_those_of_the_patterns(more: dict[str, Any], extra: Schema) -> None:
    shape = components({"Bag": {"properties": {"a": STRING}, "patternProperties": {"^x": STRING}, **more}}).shapes[
        "Bag"
    ]
    assert isinstance(shape, ObjectShape) and shape.extra == extra
    assert one({"patternProperties": {"^x": STRING}, **more}) == {"type": "object", "additionalProperties": extra}


@pytest.mark.parametrize("value", [{"a": 1}, [1, 2], 1.5])
def test_a_constant_that_no_type_says_is_told(value: Any) -> None:
    kind = {dict: "object", list: "array", float: "number"}[type(value)]
    holder = {"Holder": {"properties": {"it": {"const": value}}}}
    result = components(holder)
    assert one({"const": value}) == one({"type": kind})
    told = [(item.code, item.pointer) for item in result.diagnostics]
    assert told == [("constant", "/components/schemas/Holder/properties/it/const")]
    holder = {"Holder": {"properties": {"it": {"type": "object", "enum": [{"a": 1}]}}}}
    assert codes(components(holder)) == ["enum-value"]


def test_a_number_that_cannot_be_stays_text() -> None:
    result = components({"A": {"type": "number", "enum": [1, "1e400"]}})
    shape = result.shapes["A"]
    assert isinstance(shape, EnumShape) and [value for _, value in shape.members] == [1, "1e400"]


def test_json_comes_before_other_kinds_of_json() -> None:
    content = {"application/merge-patch+json": {"schema": {}}, "application/json": {"schema": STRING}}
    (found,) = normal({"paths": {"/a": {"patch": operation(requestBody={"content": content})}}}).operations
    assert found.body is not None
    assert [(item.media_type, item.schema) for item in found.body.contents] == [
        ("application/json", STRING),
        ("application/merge-patch+json", {}),
    ]


OBJECT = {"schema": {"type": "object", "properties": {"a": STRING}}}
OTHER = {"schema": {"type": "object", "properties": {"b": STRING}}}


@pytest.mark.parametrize(
    ("content", "wanted", "level"),
    [
        (
            {"image/png": {}, "image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
            "image/png, image/jpeg",
            "",
        ),
        ({"text/plain": {}, "text/csv": {}}, "text/plain, text/csv", ""),
        ({"application/hal+json": OBJECT, "application/json": OBJECT}, "application/hal+json, application/json", ""),
        ({"application/jsonl": OBJECT, "application/x-ndjson": OBJECT}, "application/jsonl, application/x-ndjson", ""),
        ({"application/json": OBJECT, "application/xml": OBJECT}, "application/json", "info"),
        ({"application/json": OBJECT, "text/csv": {"schema": STRING}}, "application/json", "info"),
        ({"application/json": OBJECT, "application/x-protobuf": {}}, "application/json", "info"),
        ({"application/json": OBJECT, "application/hal+json": OTHER}, "application/json", "warning"),
        ({"application/json": OBJECT, "application/xml": OTHER}, "application/json", "info"),
        ({"application/json": OBJECT, "application/vnd.other": OTHER}, "application/json", "warning"),
        ({"application/json": OBJECT, "text/event-stream": OBJECT}, "application/json", "warning"),
        ({"application/jsonl": OBJECT, "application/json-seq": OBJECT}, "application/jsonl", "info"),
    ],
)
def test_what_reads_alike_is_all_asked_for(content: dict[str, Any], wanted: str, level: str) -> None:
    """What does not is told: as a warning, where it is more than another form of the same."""
    result = normal(
        {"paths": {"/a": {"get": operation(responses={"200": {"description": "It.", "content": content}})}}}
    )
    assert ", ".join(result.operations[0].responses[0].media_types) == wanted
    found = [item for item in result.diagnostics if item.code == "other-media-type"]
    assert [item.level for item in found] == [level] * bool(level)
    assert all(item.message.startswith(f"The client asks for {wanted}; ") for item in found)


def test_media_types_can_be_references() -> None:
    """Of bodies, answers, parameters and webhooks (OpenAPI 3.2, 4.8.14)."""
    media = {"content": {"application/json": {"$ref": "#/components/mediaTypes/M"}}}
    item = operation(requestBody=media, parameters=[{"name": "q", "in": "query", **media}], responses={"200": media})
    schema = {"type": "object", "properties": {"a": NUMBER}}
    result = normal(
        {
            "openapi": "3.2.0",
            "paths": {"/a": {"post": item}},
            "webhooks": {"w": {"post": {"requestBody": media}}},
            "components": {"mediaTypes": {"M": {"schema": schema}}},
        }
    )
    found = result.operations[0]
    assert found.body is not None
    schemas = [found.body.contents[0].schema, found.parameters[0].schema, found.responses[0].schema]
    schemas += [schema for _, schema in result.webhooks[0].bodies]
    assert schemas == [{"$ref": "#/components/schemas/M"}] * 4
    assert codes(result) == []


def test_files_are_found_behind_references_to_media_types() -> None:
    schema = {"type": "object", "properties": {"f": {"type": "string", "format": "binary"}}}
    media = {"content": {"multipart/form-data": {"$ref": "#/components/mediaTypes/M"}}}
    components = {"mediaTypes": {"M": {"schema": schema}}}
    result = normal({"paths": {"/a": {"post": operation(requestBody=media)}}, "components": components})
    shape = result.shapes["M"]
    assert isinstance(shape, ObjectShape)
    assert shape.properties[0].schema == {"type": "string", "format": "binary"}


def test_a_part_has_the_media_type_that_its_schema_says() -> None:
    image = {"type": "string", "contentMediaType": "image/png"}
    properties = {"file": image, "files": {"type": "array", "items": image}, "text": STRING, "other": image}
    schema = {"allOf": [{"type": "object", "properties": properties}]}
    encoding = {"other": {"contentType": "image/gif"}}
    body = {"content": {"multipart/form-data": {"schema": schema, "encoding": encoding}}}
    (found,) = normal({"paths": {"/a": {"post": operation(requestBody=body)}}}).operations
    assert found.body is not None
    told = {name: said["contentType"] for name, said in found.body.contents[0].encoding.items()}
    assert told == {"file": "image/png", "files": "image/png", "other": "image/gif"}


def test_a_reference_to_no_media_type_is_reported_once() -> None:
    media = {"content": {"application/json": {"$ref": "#/components/mediaTypes/None"}}}
    result = normal({"paths": {"/a": {"post": operation(requestBody=media)}}})
    assert codes(result) == ["unresolved-reference"]


def test_the_order_of_media_types_changes_no_name() -> None:
    inline = {name: {"schema": {"properties": {name: STRING}}} for name in ("application/a+json", "application/b+json")}
    found = []
    for content in (inline, dict(reversed(inline.items()))):
        result = normal({"paths": {"/a": {"patch": operation(operationId="x", requestBody={"content": content})}}})
        assert result.operations[0].body is not None
        first = result.operations[0].body.contents[0]
        assert first.media_type == next(iter(content)), "but that of the document is preferred"
        found.append({name: shape.pointer for name, shape in result.shapes.items()})
    assert found[0] == found[1] and len(found[0]) == 2


def test_a_schema_that_is_only_itself_is_any_value() -> None:
    result = components(
        {
            "A": {"allOf": [{"$ref": "#/components/schemas/B"}]},
            "B": {"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]},
            "Tree": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        }
    )
    assert codes(result) == ["endless-schema"]
    assert {name: shape.schema for name, shape in result.shapes.items() if isinstance(shape, AliasShape)} == {
        "A": {},
        "B": {"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]},
        "Tree": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
    }


def test_methods_of_openapi_3_2_are_operations() -> None:
    more = {"additionalOperations": {"COPY": operation(operationId="copy"), "M-SEARCH": {"tags": ["a"]}}}
    found = normal({"openapi": "3.2.0", "paths": {"/a": {"query": operation(operationId="search"), **more}}}).operations
    assert [(item.method, item.lock) for item in found] == [
        ("QUERY", "/paths/~1a/query"),
        ("COPY", "/paths/~1a/additionalOperations/COPY"),
        ("M-SEARCH", "/paths/~1a/additionalOperations/M-SEARCH"),
    ]


@pytest.mark.parametrize("reference", ["#", "", "#/", "A", "#A", "http://[bad", "##", "#/components/schemas/0"])
def test_a_reference_to_no_schema_stops_nothing(reference: str) -> None:
    result = components({"A": {"properties": {"a": {"$ref": reference}, "b": {"type": "string"}}}})
    shape = result.shapes["A"]
    assert isinstance(shape, ObjectShape)
    assert [item.wire for item in shape.properties] == ["a", "b"]
