"""The documents that clients are generated from: real ones, and synthetic ones of any size."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import ROOT, Settings

CORPUS = {
    "museum": "museum.yaml",
    "asana": "asana.yaml",
    "stripe": "stripe.yaml",
    "plaid": "plaid.yaml",
    "github": "github-api.json",
}
NAMES = ("leads", *CORPUS)
LARGE = "asana"
"""The one that is generated anew after a change."""

_DESCRIPTION = re.compile(r'description"?: "?(?=[A-Z])')


def documents(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Those that were asked for, by name; without a corpus, Leads alone."""
    for name in settings.documents:
        if name == "leads":
            yield name, ROOT / "spec/leads.yaml"
        elif settings.corpus:
            yield name, found(settings.corpus, name)


def found(corpus: Path, name: str) -> Path:
    """A document of the corpus, at any depth of its folder."""
    path = next(corpus.rglob(CORPUS[name]), None)
    if path is None:
        raise SystemExit(f"{corpus} has no {CORPUS[name]}")
    return path


def changed(text: str) -> str:
    """The text of a document with one line changed: a description in its middle."""
    matches = list(_DESCRIPTION.finditer(text))
    place = matches[len(matches) // 2].end()
    return f"{text[:place]}Changed. {text[place:]}"


def synthetic(schemas: int) -> str:
    """A document of so many schemas, and of two operations for each ten of them.

    Each refers to an earlier one, and all in the end to the first tenth, which is one circle. One in a hundred has a
    field of a structure that no other has.
    """
    core = max(schemas // 100, 1) * 10
    components: dict[str, Any] = {}
    paths: dict[str, Any] = {}
    for number in range(schemas):
        name = f"Item{number}"
        if number % 10 == 1:
            components[name] = {"type": "string", "enum": [f"state-{number}-{each}" for each in range(5)]}
            continue
        properties: dict[str, Any] = {
            "id": {"type": "string", "description": f"What item {number} is known by."},
            "name": {"type": ["string", "null"]},
            "count": {"type": "integer"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "parent": _reference(f"Item{number // 2}"),
            "state": _reference(f"Item{number // 10 * 10 + 1 if number % 10 else number}"),
        }
        if number < core:
            following = number + (2 if number % 10 == 0 else 1)
            properties["next"] = _reference(f"Item{following if following < min(core, schemas) else 0}")
        if number % 100 == 99:
            properties["rare"] = _nested(number)
        components[name] = {"type": "object", "required": ["id"], "properties": properties}
        if number % 10 == 0:
            paths[f"/kind{number // 200}/item{number}"] = _operations(name)
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Synthetic", "version": "1"},
            "servers": [{"url": "https://api.example.com"}],
            "paths": paths,
            "components": {"schemas": components},
        }
    )


def _nested(number: int) -> dict[str, Any]:
    """Lists and maps in each other, as the bits of the number are."""
    schema: dict[str, Any] = {"type": "integer"}
    for bit in f"{number:b}":
        schema = (
            {"type": "array", "items": schema} if bit == "1" else {"type": "object", "additionalProperties": schema}
        )
    return schema


def _operations(name: str) -> dict[str, Any]:
    content = {"application/json": {"schema": _reference(name)}}
    answer = {"200": {"description": "The item.", "content": content}}
    return {
        "get": {"operationId": f"get{name}", "summary": "Get the item.", "responses": answer},
        "post": {"operationId": f"create{name}", "requestBody": {"content": content}, "responses": answer},
    }


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
