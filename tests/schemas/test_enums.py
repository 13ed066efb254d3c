"""Enums and constants of any JSON type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def members(kind: Any) -> dict[str, Any]:
    return {member.name: member.value for member in kind}


def test_values_of_another_type_than_said_are_what_is_meant(made: Callable[..., Any]) -> None:
    api = made(
        """
        Version: {type: string, enum: [4.1, 3, "3_lite", null]}
        Flag: {type: string, enum: [true, false]}
        Level: {type: integer, enum: ["1", "2"]}
        Holder:
          type: object
          properties: {version: {$ref: Version}, flag: {$ref: Flag}, level: {$ref: Level}}
        """
    )
    assert api.diagnostics == ["enum-type"] * 3
    assert members(api.VersionValue) == {"VALUE_4_1": "4.1", "VALUE_3": "3", "VALUE_3_LITE": "3_lite"}
    assert members(api.Flag) == {"TRUE": "true", "FALSE": "false"}
    assert members(api.Level) == {"VALUE_1": 1, "VALUE_2": 2}
    for value in (
        {"version": "4.1", "flag": "true", "level": 1},
        {"version": 4.1, "flag": True, "level": "1"},
        {"version": None, "flag": "other", "level": 7},
    ):
        assert api.back("Holder", value) == value


def test_what_is_no_class_has_a_type(made: Callable[..., Any]) -> None:
    api = made(
        """
        Empty: {type: object, enum: [{}]}
        Some: {enum: [{a: 1}, [2], x]}
        Truth: {enum: [1, true]}
        None_: {const: null}
        Half: {const: 0.5}
        Pair: {const: [1, 2]}
        Nothing: {type: string, enum: []}
        """
    )
    assert sorted(api.diagnostics) == ["constant"] * 2 + ["enum-value"] * 3
    types = [getattr(api.models, name) for name in ("Empty", "Truth", "None_", "Half", "Pair", "Nothing")]
    assert types == [dict[str, Any], int | bool, None, int | float, list[Any], str]
    for value in ({"a": 1}, [2], "x"):
        assert api.back("Some", value) == value


@pytest.mark.parametrize(
    "schema",
    [
        "{type: integer, enum: [3, 1, 2], x-enum-varnames: [High, Low, in between]}",
        "{type: [integer, 'null'], enum: [3, null, 1, 2], x-enumNames: [High, Nothing, Low, in between]}",
        "{oneOf: [{const: 3, title: High}, {const: 1, title: Low}, {const: 2, title: in between}]}",
    ],
)
def test_the_document_can_name_the_members(made: Callable[..., Any], schema: str) -> None:
    api = made(f"Holder: {{type: object, properties: {{level: {schema}}}}}")
    assert members(api.HolderLevel) == {"HIGH": 3, "LOW": 1, "IN_BETWEEN": 2}
    hostile = schema.replace("High", '"\\"; import os #"')
    assert (
        members(made(f"Holder: {{type: object, properties: {{level: {hostile}}}}}").HolderLevel)["IMPORT_OS_HASH"] == 3
    )
