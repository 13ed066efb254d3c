"""What parts say together: `allOf`, `$ref` beside other keywords, a union beside properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def fields(model: Any) -> dict[str, bool]:
    """The fields of a model, and whether each is required."""
    return {name: field.is_required() for name, field in model.model_fields.items()}


@pytest.mark.parametrize(
    "schema",
    [
        "{properties: {x: {type: integer}}, oneOf: [{$ref: A}, {$ref: B}]}",
        "{allOf: [{properties: {x: {type: integer}}}, {$ref: AB}]}",
        "{allOf: [{$ref: AB}, {properties: {x: {type: integer}}}, {required: [x]}]}",
    ],
)
def test_a_union_beside_properties_has_them_in_each_branch(made: Callable[..., Any], schema: str) -> None:
    api = made(
        f"""
        A: {{type: object, required: [a], properties: {{a: {{type: string}}}}}}
        B: {{type: object, required: [b], properties: {{b: {{type: string}}}}}}
        AB: {{oneOf: [{{$ref: A}}, {{$ref: B}}]}}
        Both: {schema}
        """
    )
    assert not api.diagnostics
    read = api.read("Both", {"x": 1, "b": "b"})
    assert (type(read).__name__, read.x, read.b) == ("BothValueB", 1, "b")
    assert type(api.read("Both", {"x": 1, "a": "a"})).__name__ == "BothValueA"
    assert api.write("Both", {"x": 1, "b": "b"}) == {"x": 1, "b": "b"}
    with pytest.raises(api.runtime.InvalidRequestError, match=r"x: must be a valid integer"):
        api.write("Both", {"x": "one", "b": "b"})


def test_parts_that_say_nothing_new_make_no_class(made: Callable[..., Any]) -> None:
    api = made(
        """
        A: {type: object, properties: {a: {type: string}}}
        Kind: {type: string, enum: [x, y, z]}
        Holder:
          type: object
          properties:
            wrapped: {allOf: [{$ref: A}, {description: More.}], x-more: true, maxProperties: 3}
            typed: {$ref: A, type: object, minProperties: 1}
            maybe: {nullable: true, allOf: [{$ref: A}]}
            some: {allOf: [{$ref: Kind}, {enum: [y, z, other]}]}
            short: {allOf: [{type: string}, {maxLength: 3}]}
            whole: {allOf: [{type: number}, {type: integer}]}
        """,
        "3.0.3",
    )
    assert not api.diagnostics
    assert {name for name in api.models.__all__ if not name.endswith("Dict")} == {"A", "Kind", "Holder", "HolderSome"}
    assert [member.value for member in api.HolderSome] == ["y", "z"]
    holder = api.read("Holder", {"wrapped": {"a": "a"}, "typed": {}, "maybe": None, "short": "abc", "whole": 3})
    assert (type(holder.wrapped), type(holder.typed), holder.maybe) == (api.A, api.A, None)
    with pytest.raises(api.runtime.InvalidRequestError, match="whole: must be a valid integer"):
        api.write("Holder", {"whole": 1.5})


def test_the_part_that_says_more_of_a_field_wins(made: Callable[..., Any]) -> None:
    api = made(
        """
        Base:
          type: object
          required: [id]
          properties:
            id: {type: string, format: uuid}
            kind: {type: string}
            owner: {type: object}
        Child:
          required: [kind]
          allOf:
            - properties:
                kind: {enum: [a, b]}
                id: {description: Its id.}
                owner: {$ref: Owner}
            - {$ref: Base}
        Owner: {type: object, properties: {name: {type: string}}}
        """
    )
    assert not api.diagnostics
    assert fields(api.Child) == {"kind": True, "id": True, "owner": False}
    value = {"id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "kind": "a", "owner": {"name": "Ada"}}
    child = api.read("Child", value)
    assert (child.id.version, type(child.kind).__name__, child.owner.name) == (4, "ChildKind", "Ada")
    assert api.write("Child", child) == value


def test_what_nothing_can_be_at_once_is_told(made: Callable[..., Any]) -> None:
    api = made(
        """
        Never: {allOf: [{type: string}, {type: integer}]}
        List: {allOf: [{type: array, items: {type: string}}, {type: object, properties: {a: {type: string}}}]}
        Beside: {$ref: Thing, properties: {b: {type: string}}}
        Thing: {type: object, properties: {a: {type: string}}}
        """,
        "3.0.3",
    )
    assert sorted(api.diagnostics) == ["all-of", "all-of", "ref-siblings"]
    assert api.back("Never", "text") == "text"
    assert type(api.read("Beside", {"b": 1})) is api.Thing


def test_since_3_1_what_stands_beside_a_reference_counts(made: Callable[..., Any]) -> None:
    api = made(
        """
        Thing: {type: object, properties: {a: {type: string}}}
        Beside: {$ref: Thing, required: [a], properties: {b: {type: string}}}
        """
    )
    assert not api.diagnostics
    assert fields(api.Beside) == {"a": True, "b": False}


def test_what_is_required_and_not_described_can_be_given(made: Callable[..., Any]) -> None:
    api = made("Thing: {type: object, required: [a, lost], properties: {a: {type: string}}}")
    assert api.diagnostics == ["required-without-property"]
    assert fields(api.Thing) == {"a": True, "lost": False}
    value = {"a": "a", "lost": [{"any": 1}]}
    assert api.back("Thing", value) == api.write("Thing", value) == value
    assert api.back("Thing", {"a": "a"}) == {"a": "a"}
    api = made("Thing: {properties: {a: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}")
    assert fields(api.Thing) == {"a": False, "b": False}
