"""What a client's fake knows of its methods: where each goes, where a page has its items, what the document shows."""

from __future__ import annotations

import json
from typing import Any

from leadsmith.ir import STREAMED, Client, Operation, Paging
from leadsmith.render.code import Code, docstring
from leadsmith.render.methods import entry

_LONGEST_EXAMPLE = 2_000
"""Characters of JSON; what is longer would hide the rest of the file."""


def fake_routes(client: Client) -> dict[str, str]:
    """Resource and method -> method and path of the operation. Old names of methods are there too."""
    return {
        f"{resource.name}.{name}": _route(operation)
        for resource in client.resources
        for operation in resource.operations
        for name in (operation.name, *operation.was)
    }


def fake_pages(client: Client) -> dict[str, list[str]]:
    """Method and path of an operation with pages -> the names on the wire that lead to the items of a page."""
    return {
        _route(operation): _items(operation.paging)
        for resource in client.resources
        for operation in resource.operations
        if operation.paging
    }


def fake_examples(client: Client) -> dict[str, Any]:
    """Method and path of an operation -> the answer that the document shows; of a long one what is not deep in it."""
    return {
        _route(operation): _shortened(operation.returns_example)
        for resource in client.resources
        for operation in resource.operations
        if operation.reads not in STREAMED and _is_json(operation.returns_example)
    }


def _route(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def _items(paging: Paging) -> list[str]:
    return [step.wire for step in paging.items]


def _shortened(value: Any) -> Any:
    """An example without what is deep inside it, so that it does not hide the rest of the file."""
    depth = 5
    while depth and len(json.dumps(value, ensure_ascii=False)) > _LONGEST_EXAMPLE:
        depth -= 1
        value = _cut(value, depth)
    return value


def _cut(value: Any, depth: int) -> Any:
    if isinstance(value, list):
        return [_cut(item, depth) for item in value[:2]]
    if isinstance(value, dict):
        return {key: _cut(item, depth - 1) for key, item in value.items() if depth or not isinstance(item, dict | list)}
    return value


def _is_json(value: Any) -> bool:
    try:
        return value is not None and bool(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError):
        return False


def fake_docstring(client: Client, asynchronous: bool) -> Code:
    """The docstring of the fake's class: what it does, and its arguments."""
    name = f"{'Async' * asynchronous}{client.class_name}"
    told = [
        f"`{name}` for tests: nothing is sent. It takes no credential, and needs no network.",
        "Calls are built and checked as ever, and noted in `recorded_calls`. A method gives what a test has set by "
        "`on`, else the example of the description, else a value that is made up of its type.",
        "Args:\n"
        + "\n".join(
            [
                entry("headers", "Headers of every request."),
                entry("reading", f"The same as in `{name}`."),
                entry("hooks", f"The same as in `{name}`."),
            ]
        ),
    ]
    return docstring("\n\n".join(told), 4)
