"""Unions of plain values: what is read keeps its type, and goes back as it is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

BRANCHES = {
    "{type: string}": ["text", "1", "true", "2024-01-02", ""],
    "{type: integer}": [0, 1, -7],
    "{type: number}": [1.5, 0, 2.0],
    "{type: boolean}": [True, False],
    "{type: 'null'}": [None],
    "{type: string, format: date-time}": ["2024-01-02T03:04:05Z"],
    "{type: string, enum: [a, b]}": ["a", "b", "c"],
    "{type: integer, enum: [1, 2]}": [1, 2],
    "{const: fixed}": ["fixed"],
    "{type: array, items: {type: integer}}": [[1], []],
    "{type: array, items: {type: string}}": [["a"], []],
    "{type: object, additionalProperties: {type: integer}}": [{"a": 1}, {}],
    "{$ref: Thing}": [{"a": "x"}, {"a": "x", "new": 1}],
}
"""Branches, and values that each allows."""
PAIRS = list(combinations(BRANCHES, 2))


@pytest.mark.parametrize("key", ["oneOf", "anyOf"])
def test_a_value_of_any_branch(made: Callable[..., Any], key: str) -> None:
    rows = "\n".join(f"            f{number}: {{{key}: [{one}, {other}]}}" for number, (one, other) in enumerate(PAIRS))
    thing = "    Thing: {type: object, required: [a], properties: {a: {type: string}}}"
    api = made(f"{thing}\n    Holder:\n      type: object\n      properties:\n{rows}\n")
    assert not api.diagnostics
    for number, pair in enumerate(PAIRS):
        for branch in pair:
            for value in BRANCHES[branch]:
                back = api.back("Holder", {f"f{number}": value})
                assert back == {f"f{number}": value} and type(back[f"f{number}"]) is type(value), (pair, value)
