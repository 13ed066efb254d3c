"""Null in all its spellings, and values that are absent, null, or there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

COMMON = """
    Thing: {type: object, properties: {a: {type: string}}}
    Kind: {type: string, enum: [x, y]}
    Maybe: {nullable: true, type: object, properties: {a: {type: string}}}
"""
OLD = {
    "plain": "{type: string, nullable: true}",
    "reference": "{$ref: Thing, nullable: true}",
    "wrapped": "{nullable: true, allOf: [{$ref: Thing}]}",
    "enum": "{type: string, enum: [a, b], nullable: true}",
    "shared": "{nullable: true, oneOf: [{$ref: Kind}]}",
    "behind": "{$ref: Maybe}",
    "union": "{nullable: true, anyOf: [{type: string}, {type: integer}]}",
    "listed": "{type: string, enum: [a, null], nullable: true}",
    "beside": "{allOf: [{$ref: Thing}, {nullable: true, description: Maybe.}]}",
    "parts": "{allOf: [{type: string, nullable: true}, {nullable: false, maxLength: 3}]}",
    "array": "{type: array, nullable: true, items: {type: string, nullable: true}}",
}
NEW = {
    "yaml": "{anyOf: [{type: string}, {type: null}, {enum: [null]}]}",
    "types": "{type: [string, 'null']}",
    "branch": "{oneOf: [{$ref: Thing}, {type: 'null'}]}",
    "any_of": "{anyOf: [{type: string, enum: [a]}, {type: 'null'}]}",
    "enum": "{enum: [a, b, null]}",
    "constant": "{anyOf: [{const: a}, {const: null}]}",
    "null_enum": "{oneOf: [{$ref: Kind}, {enum: [null]}]}",
    "merged": "{$ref: Thing, type: [object, 'null']}",
    "object": "{type: [object, 'null'], properties: {a: {type: string}}}",
    "several": "{type: [object, string, 'null'], properties: {a: {type: string}}}",
}


@pytest.mark.parametrize(("spellings", "version"), [(OLD, "3.0.3"), (NEW, "3.1.0")])
def test_null_survives_and_absent_stays_absent(made: Callable[..., Any], spellings: Any, version: str) -> None:
    rows = "\n".join(f"            {name}: {schema}" for name, schema in spellings.items())
    api = made(f"{COMMON}    Holder:\n      type: object\n      properties:\n{rows}\n", version)
    assert not api.diagnostics
    for name in spellings:
        assert api.back("Holder", {name: None}) == {name: None}
        assert api.write("Holder", {name: None}) == {name: None}
        assert api.write("Holder", api.Holder()) == {}


def test_x_nullable_of_swagger(made: Callable[..., Any]) -> None:
    api = made(
        """
        Thing: {type: object, properties: {a: {type: string}}}
        Holder:
          type: object
          properties:
            a: {type: string, x-nullable: true}
            b: {x-nullable: true, allOf: [{$ref: Thing}]}
            c: {type: string}
        """,
        "2.0",
    )
    assert api.write("Holder", {"a": None, "b": None}) == {"a": None, "b": None}
    with pytest.raises(api.runtime.InvalidRequestError, match="c: must not be null"):
        api.write("Holder", {"c": None})
