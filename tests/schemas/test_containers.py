"""Arrays, tuples and maps, with all that can be said of their items and keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_type_hints

import pytest

from modules import models


def test_a_fixed_number_of_items_is_a_tuple(made: Callable[..., Any]) -> None:
    api = made(
        """
        Point: {type: object, properties: {x: {type: number}}}
        Fixed:
          type: object
          properties:
            new: {type: array, prefixItems: [{type: string}, {$ref: Point}], items: false, minItems: 2}
            old: {type: array, items: [{type: integer}, {type: string, nullable: true}], minItems: 2, maxItems: 2}
        """
    )
    assert not api.diagnostics
    value = {"new": ["a", {"x": 1}], "old": [1, None]}
    read = api.read("Fixed", value)
    assert (read.new, read.old) == (("a", api.Point(x=1)), (1, None))
    assert api.write("Fixed", read) == api.write("Fixed", value) == value
    with pytest.raises(api.runtime.InvalidRequestError, match="old"):
        api.write("Fixed", {"old": [1]})
    assert "new: tuple[str, Point | PointDict]" in models(api.files)


def test_other_tuples_are_lists_of_what_may_be_in_them(made: Callable[..., Any]) -> None:
    api = made(
        """
        Starting: {type: array, prefixItems: [{type: string}, {type: integer}]}
        Ending: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}
        Going: {type: array, items: [{type: string}], additionalItems: {type: boolean}}
        """
    )
    assert api.diagnostics == ["tuple"] * 3
    for name, value in (("Starting", ["a", 1, None]), ("Ending", ["a"]), ("Going", ["a", True, False])):
        assert api.back(name, value) == value


def test_keys_and_further_properties(made: Callable[..., Any]) -> None:
    api = made(
        """
        Closed: {type: object, additionalProperties: false, properties: {a: {type: string}}}
        Free: {type: object, propertyNames: {pattern: "^x"}}
        Counts: {type: object, additionalProperties: {type: integer}, minProperties: 1}
        Patterns: {patternProperties: {"^n": {type: integer}, "^t": {type: string}}, additionalProperties: false}
        Loose: {type: object, patternProperties: {"^n": {type: integer}}}
        Mixed: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}
        Never: {type: object, properties: {a: {type: string}, b: false}, unevaluatedProperties: false}
        Narrowed:
          {type: object, properties: {a: true}, not: {required: [b]}, dependentRequired: {a: [c]}, if: {}, then: {}}
        """
    )
    assert api.diagnostics == ["pattern-properties"]  # what keys of Loose have that fit no pattern
    hints = {name: getattr(api.models, name) for name in ("Free", "Counts", "Patterns", "Loose")}
    assert hints == {
        "Free": dict[str, Any],
        "Counts": dict[str, int],
        "Patterns": dict[str, int | str],
        "Loose": dict[str, Any],
    }
    assert set(api.Never.model_fields) == {"a"}
    assert get_type_hints(api.Mixed)["__pydantic_extra__"] == dict[str, int]
    for name, value in (
        ("Closed", {"a": "a", "later": [1]}),
        ("Mixed", {"a": "a", "n": 1}),
        ("Loose", {"n": 1, "other": {"a": []}}),
        ("Narrowed", {"a": [None]}),
    ):
        assert api.back(name, value) == value
    with pytest.raises(api.runtime.InvalidRequestError, match="n: must be a valid integer"):
        api.write("Mixed", {"n": "one"})
    with pytest.raises(api.runtime.InvalidRequestError, match="b: is not a known field"):
        api.write("Closed", {"b": 1})
