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
    """Method and path of an operation -> the answer that the document shows, where it is not too long."""
    return {
        _route(operation): operation.returns_example
        for resource in client.resources
        for operation in resource.operations
        if operation.returns_example is not None
        and operation.reads not in STREAMED
        and _is_short(operation.returns_example)
    }


def _route(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def _items(paging: Paging) -> list[str]:
    return [paging.items.wire]


def _is_short(value: Any) -> bool:
    try:
        return len(json.dumps(value, ensure_ascii=False, allow_nan=False)) <= _LONGEST_EXAMPLE
    except (TypeError, ValueError):
        return False


def fake_docstring(client: Client, asynchronous: bool) -> Code:
    """The docstring of the fake's class: what it does, and its arguments."""
    name = f"{'Async' * asynchronous}{client.class_name}"
    told = [
        f"`{name}` for tests: nothing is sent. It takes no credential, and needs no network.",
        "Calls are built and checked as ever, and noted in `calls`. A method gives what a test has set by `on`, else "
        "the example of the description, else a value that is made up of its type.",
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
