"""References to any place, and schemas that hold themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

VALUES = {
    "Node": {"next": {"next": None, "children": [{"children": []}]}, "named": {"a": {"named": {}}}},
    "Tree": {"left": {"value": 1}, "right": {"left": {"value": 2}}},
    "Json": {"a": [1, "x", None, {"b": [True, {}]}]},
    "Nested": [[[], [[]]], []],
    "Even": {"odd": {"even": {"odd": {}}}},
    "Child": {"name": "a", "parent": {"name": "b", "parent": {}}, "extra": 1},
    "Maps": {"a": {"b": {"c": {}}}},
}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_schemas_that_hold_themselves(made: Callable[..., Any], version: str) -> None:
    api = made(
        """
        Node:
          type: object
          properties:
            next: {nullable: true, allOf: [{$ref: Node}]}
            children: {type: array, items: {$ref: Node}}
            named: {type: object, additionalProperties: {$ref: Node}}
        Leaf: {type: object, required: [value], properties: {value: {type: integer}}}
        Branch: {type: object, properties: {left: {$ref: Tree}, right: {$ref: Tree}}}
        Tree: {oneOf: [{$ref: Leaf}, {$ref: Branch}]}
        Json:
          nullable: true
          anyOf:
            - {type: string}
            - {type: number}
            - {type: boolean}
            - {type: array, items: {$ref: Json}}
            - {type: object, additionalProperties: {$ref: Json}}
        Nested: {type: array, items: {$ref: Nested}}
        Even: {type: object, properties: {odd: {$ref: Odd}}}
        Odd: {type: object, properties: {even: {$ref: Even}}}
        Parent: {type: object, properties: {name: {type: string}, parent: {$ref: Child}}}
        Child: {allOf: [{$ref: Parent}, {type: object, properties: {extra: {type: integer}}}]}
        Maps: {type: object, additionalProperties: {$ref: Maps}}
        """,
        version,
    )
    assert not api.diagnostics
    for name, value in VALUES.items():
        assert api.back(name, value) == value
        assert api.write(name, value) == value


def test_what_leads_nowhere_is_told_and_the_rest_goes_on(made: Callable[..., Any]) -> None:
    api = made(
        """
        Holder:
          type: object
          properties: {lost: {$ref: Lost}, known: {$ref: Known}, loop: {$ref: A}, self: {$ref: Self}}
        Known: {type: object, properties: {a: {type: string}}}
        A: {$ref: B}
        B: {$ref: A}
        Self: {allOf: [{$ref: Self}]}
        """
    )
    assert set(api.diagnostics) == {"unresolved-reference", "endless-schema"}
    value = {"lost": [1], "known": {"a": "a"}, "loop": {"x": 1}, "self": 2}
    assert type(api.read("Holder", value).known) is api.Known
    assert api.back("Holder", value) == value


def test_references_into_any_place(made: Callable[..., Any]) -> None:
    api = made(
        """
        Base:
          type: object
          properties:
            owner: {type: object, properties: {name: {type: string}}}
            a/b~c: {type: object, properties: {deep: {type: integer}}}
            ä: {type: array, items: {type: object, properties: {n: {type: integer}}}}
          $defs:
            Inner: {type: object, properties: {z: {type: boolean}}}
        Holder:
          type: object
          properties:
            owner: {$ref: "#/components/schemas/Base/properties/owner"}
            slash: {$ref: "#/components/schemas/Base/properties/a~1b~0c"}
            percent: {$ref: "#/components/schemas/Base/properties/%C3%A4/items"}
            answer: {$ref: "#/paths/~10/post/responses/200/content/application~1json/schema"}
            inner: {$ref: "#/components/schemas/Base/$defs/Inner"}
        """
    )
    assert not api.diagnostics
    value = {
        "owner": {"name": "a"},
        "slash": {"deep": 1},
        "percent": {"n": 1},
        "answer": {"owner": {}},
        "inner": {"z": True},
    }
    read = api.read("Holder", value)
    assert (read.owner.name, read.slash.deep, read.percent.n, read.inner.z) == ("a", 1, 1, True)
    assert type(read.answer) is api.Base
    assert type(read.owner) is type(api.read("Base", {"owner": {}}).owner)
    assert api.write("Holder", read) == value


def test_a_dynamic_reference_is_not_followed(made: Callable[..., Any]) -> None:
    api = made("Thing: {$dynamicAnchor: node, type: object, properties: {a: {$dynamicRef: '#node'}}}")
    assert api.diagnostics == ["dynamic-reference"]
    assert api.back("Thing", {"a": {"x": 1}}) == {"a": {"x": 1}}
