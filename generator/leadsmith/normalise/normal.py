"""The normal form of schemas, see `schemas`: how its parts are put together and taken apart.

Must not know documents.
"""

from __future__ import annotations

from collections.abc import Iterable

from leadsmith.normalise.work import Schema

COMPONENTS = "#/components/schemas/"


def reference(name: str) -> Schema:
    """The class or alias with this name."""
    return {"$ref": f"{COMPONENTS}{name}"}


def referred(schema: Schema) -> str:
    """The name of the class or alias; empty when the schema is none."""
    return str(schema.get("$ref", "")).removeprefix(COMPONENTS)


def is_null(schema: Schema) -> bool:
    """Is this the null branch of a normal form?"""
    return schema.get("type") == "null"


def split_null(schema: Schema) -> tuple[Schema, bool]:
    """A normal form without null, and whether null was in it."""
    branches = schema.get("anyOf", [schema])
    rest = [branch for branch in branches if not is_null(branch)]
    if len(rest) == len(branches):
        return schema, False
    return (rest[0] if len(rest) == 1 else {**schema, "anyOf": rest} if rest else {"type": "null"}), True


def any_of(branches: Iterable[Schema], several: str = "") -> Schema:
    """One of some schemas: flat, each once, null last. `several` as in the normal form; that of a branch goes on."""
    flat: list[Schema] = []
    for branch in branches:
        several = several or branch.get("several", "")
        for part in branch.get("anyOf", [branch]):
            if part not in flat:
                flat.append(part)
    if {} in flat:
        return {}
    flat.sort(key=is_null)
    return flat[0] if len(flat) == 1 else {"anyOf": flat, **({"several": several} if several else {})}


def with_null(shape: Schema) -> Schema:
    """The schema, or null."""
    return any_of([shape, {"type": "null"}])
