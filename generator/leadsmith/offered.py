"""What the runtime of clients offers, by name, without importing it: that would bring httpx and pydantic along.

A test holds it to the runtime.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

RUNTIME = Path(__file__).resolve().parent / "runtime"

CLIENT_NAMES = frozenset(
    "aclose calls_of close on open_stream paginate recorded_calls send stream_body with_options with_response".split()
)
"""What a client, or its fake, can do itself."""
STATUS_ERROR = "StatusError"
INVALID_PAYLOAD_ERROR = "InvalidPayloadError"
_ERRORS = {
    "400": "BadRequestError",
    "401": "UnauthorizedError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "422": "UnprocessableEntityError",
    "429": "RateLimitError",
}
_FAMILIES = {"3": "UnexpectedResponseError", "4": "ClientError", "5": "ServerError"}


def error_of(status: int | str) -> str:
    """The exception of a status; of a range such as `4XX`, or of `default`, what all its statuses have in common."""
    return _ERRORS.get(str(status)) or _FAMILIES.get(str(status)[0], STATUS_ERROR)


@cache
def error_names() -> list[str]:
    """The names of the exceptions that the runtime has for the user of a client."""
    classes = [node.name for node in _module("errors").body if isinstance(node, ast.ClassDef)]
    return sorted(name for name in classes if not name.startswith("_"))


@cache
def names() -> frozenset[str]:
    """The names of everything that the runtime offers to the modules of a client."""
    (value,) = (
        node.value
        for node in _module("__init__").body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    return frozenset(ast.literal_eval(value))


def _module(name: str) -> ast.Module:
    return ast.parse((RUNTIME / f"{name}.py").read_text(encoding="utf-8"))
