"""The operations of a path item, wherever OpenAPI 3.0 to 3.2 puts them. Must not know what an operation says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leadsmith.document import pointer

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""Fields of a path item that are methods; `query` is of OpenAPI 3.2."""
ADDITIONAL = "additionalOperations"
"""The field with the operations of all other methods, by the method as it is sent (OpenAPI 3.2, section 4.9)."""

LATER = ("query", ADDITIONAL)
"""Fields of a path item that are new in OpenAPI 3.2."""


def operations_of(item: Any) -> Iterator[tuple[str, str, Any]]:
    """Method, pointer from the path item, and value of what stands for an operation in it."""
    for key, value in item.items() if isinstance(item, Mapping) else ():
        if key in METHODS:
            yield key, pointer(key), value
        elif key == ADDITIONAL and isinstance(value, dict):
            yield from ((method, pointer(key, method), inner) for method, inner in value.items())
