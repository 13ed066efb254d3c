"""Names that fight Python, as fields, members and classes: all are read, written, and told apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

FIELDS = [
    *"class def None True import async match type self cls print id list str int dict set object property".split(),
    *"model_config model_fields model_fields_set model_extra model_dump model_ copy json schema validate".split(),
    *"construct from_orm parse_obj __init__ __class__ __dict__ __pydantic_extra__ _private __x field Field".split(),
    *"date time datetime timedelta UUID Any Literal Optional Model Open Omittable ReadOnly UNSET Tag OneOf".split(),
    "AnyOf",
    *"$type @id +1 -1 1 2nd a.b a-b a_b aB AB Ab ä ß 日本 Straße x-y".split(),
    *["", " ", "a b", "'", '"', "\\", "\n", "{x}", "#", "l", "I", "O", "é", "e\u0301", "n" * 200, "\U0001f600"],
]


def test_fields(made: Callable[..., Any]) -> None:
    names = list(dict.fromkeys(FIELDS))
    rows = [f"            {json.dumps(name)}: {{type: integer}}" for name in names]
    text = "\n".join(["Holder:", "          type: object", "          properties:", *rows])
    api = made(f"        {text}\n")
    assert set(api.diagnostics) <= {"unknown-field"}
    fields = api.Holder.model_fields
    assert len(fields) == len(names) and all(name.isidentifier() for name in fields)
    value = {name: number for number, name in enumerate(names)}
    read = api.read("Holder", value)
    assert [getattr(read, name) for name in fields] == list(range(len(names)))
    assert api.write("Holder", read) == value
    assert api.write("Holder", dict(zip(fields, range(len(names)), strict=True))) == value


def test_a_field_named_as_its_type(made: Callable[..., Any]) -> None:
    api = made(
        """
        Event:
          type: object
          properties:
            date: {type: string, format: date}
            time: {type: string, format: time}
            datetime: {type: string, format: date-time}
            uuid: {type: string, format: uuid}
            list: {type: array, items: {type: string}}
            dict: {type: object, additionalProperties: {type: string}}
            Status: {type: string, enum: ['on']}
            status: {type: string, enum: ['off']}
            Event: {$ref: Event}
            event: {type: array, items: {$ref: Event}}
            int: {type: integer}
            float: {type: number}
        """
    )
    value = {
        "date": "2024-01-01",
        "time": "12:00:00Z",
        "datetime": "2024-01-01T00:00:00Z",
        "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "list": ["a"],
        "dict": {"a": "b"},
        "Status": "on",
        "status": "off",
        "Event": {"date": "2024-01-01"},
        "event": [{}],
        "int": 1,
        "float": 1.5,
    }
    assert api.back("Event", value) == api.write("Event", value) == value


def test_classes_and_members(made: Callable[..., Any]) -> None:
    names = "list str dict Model model Field Enum None Any Exception 2fa a-b a_b A.B Ä 日本 Request Client".split()
    names += ["x" * 200, "x" * 199 + "y"]
    rows = "\n".join(
        f"        {json.dumps(name)}: {{type: object, properties: {{a: {{type: string}}}}}}" for name in names
    )
    values = json.dumps([name for name in FIELDS if name])
    rows += f"\n        Kind: {{type: string, enum: {values}}}\n"
    api = made(f"{rows}        Holder: {{properties: {{kind: {{$ref: Kind}}}}}}\n")
    assert set(api.diagnostics) <= {"component-name"}
    assert len({name.casefold() for name in api.models.__all__}) == 2 * len(names) + 3, "and dicts"
    assert {member.value for member in api.Kind} == {name for name in FIELDS if name}
    for value in FIELDS:
        assert api.back("Holder", {"kind": value}) == {"kind": value}
