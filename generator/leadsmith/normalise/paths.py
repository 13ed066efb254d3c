"""Paths of any OpenAPI 3 document -> flat operations: references followed, path-level parameters merged in.

OpenAPI 3.1, sections 4.8.8 to 4.8.10. Schemas come out in normal form. Must not know Python types or names of methods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadsmith.document import pointer
from leadsmith.naming import pascal, words
from leadsmith.normalise.contents import NormalBody, NormalResponse, read_body, read_responses
from leadsmith.normalise.items import ADDITIONAL, METHODS, operations_of
from leadsmith.normalise.parameters import NormalParameter, read_parameters
from leadsmith.normalise.servers import NormalServer, read_servers
from leadsmith.normalise.webhooks import NormalWebhook, normalise_callbacks
from leadsmith.normalise.work import Normaliser, mapping, resolve, text

Security = tuple[tuple[str, ...], ...]
"""Alternatives of security schemes, each by the names of those that go together."""

_ITEM_KEYS = frozenset({"$ref", "summary", "description", "servers", "parameters", ADDITIONAL, *METHODS})


@dataclass(frozen=True)
class NormalOperation:
    """One method of one path; `key` is its operationId, else method and path in words.

    `lock` is its key in the manifest: that of the path, also where the path is described elsewhere, as `pointer` says.
    """

    method: str
    path: str
    key: str
    operation_id: str
    tags: tuple[str, ...]
    summary: str
    description: str
    deprecated: bool
    parameters: tuple[NormalParameter, ...]
    body: NormalBody | None
    responses: tuple[NormalResponse, ...]
    security: Security
    security_pointer: str
    pointer: str
    lock: str
    callbacks: tuple[NormalWebhook, ...] = ()
    servers: tuple[NormalServer, ...] = ()
    """Its own, or those of its path; empty where it has those of the document."""


def normalise_operations(work: Normaliser, security: Security) -> tuple[NormalOperation, ...]:
    """All operations in document order. What cannot be read is reported and left out, the rest goes on.

    `security` is the document's own, for operations that say nothing.
    """
    paths = work.document.root.get("paths")
    found = []
    for path, item in (paths if isinstance(paths, dict) else {}).items():
        place = pointer("paths", path)
        if path.startswith("x-"):
            continue
        if not path.startswith("/"):
            work.report("bad-path", place, f"The path {path!r} does not begin with a slash; it is left out.")
            continue
        holders = _holders(work, item, place)
        for holder, where in holders:
            for method, below, value in operations_of(holder):
                if f"{place}{below}" not in work.document.left_out:
                    operation = _operation(
                        work, path, method, value, (f"{where}{below}", f"{place}{below}"), holders, security
                    )
                    if operation is not None:
                        found.append(operation)
            for key in holder:
                if key not in _ITEM_KEYS and not key.startswith("x-"):
                    message = f"{key!r} is no method of a path; it is left out."
                    hint = f"OpenAPI 3.2 has other methods in `{ADDITIONAL}`."
                    work.report("unknown-method", f"{where}{pointer(key)}", message, hint)
    seen: dict[str, str] = {}
    for operation in found:
        first = seen.setdefault(operation.operation_id, operation.pointer)
        if operation.operation_id and first != operation.pointer:
            message = (
                f"The operationId {operation.operation_id!r} is that of {first} too; both are methods all the same."
            )
            place = f"{operation.pointer}/operationId"
            work.report("duplicate-operation-id", place, message, "Give each its own.", level="info")
    return tuple(found)


def read_security(value: Any) -> Security | None:
    """Security requirements as alternatives of scheme names that go together; None when nothing is said."""
    if not isinstance(value, list):
        return None
    return tuple(tuple(requirement) for requirement in value if isinstance(requirement, dict))


Holders = list[tuple[Mapping[str, Any], str]]
"""What holds the operations and parameters of a path, and where; of what both say the last is used."""


def _holders(work: Normaliser, item: Any, place: str) -> Holders:
    """The path item itself; where it is a reference, what that stands for, and what stands beside it (3.1, 4.8.9)."""
    target, where = resolve(work, item, place)
    if where == place and target is not None:
        return [(mapping(target), place)]
    own = {key: value for key, value in mapping(item).items() if key != "$ref"}
    meant = {key: value for key, value in mapping(target).items() if key not in METHODS or key not in own}
    return [(meant, where), (own, place)]


def _operation(
    work: Normaliser,
    path: str,
    method: str,
    value: Any,
    places: tuple[str, str],
    holders: Holders,
    security: Security,
) -> NormalOperation | None:
    """The operation `value`; `places` are where it stands, and the key of its name, which begins with the path."""
    place, lock = places
    if not isinstance(value, dict):
        work.report("bad-operation", place, "An operation is an object; this one is left out.")
        return None
    required = read_security(value.get("security"))
    operation_id = text(value.get("operationId"))
    key = operation_id or f"{method} {path}"
    wanted = pascal(" ".join(words(key)))
    servers = read_servers(work, value.get("servers"), f"{place}/servers")
    for holder, where in reversed(holders):
        servers = servers or read_servers(work, holder.get("servers"), f"{where}/servers")
    parameters = read_parameters(work, [*holders, (value, place)], wanted, path)
    body = read_body(work, value, place, wanted)
    responses = read_responses(work, value, place, wanted)
    return NormalOperation(
        method.upper() if method in METHODS else method,
        path,
        key,
        operation_id,
        tuple(tag for tag in value.get("tags") or () if isinstance(tag, str)),
        text(value.get("summary")),
        text(value.get("description")),
        value.get("deprecated") is True,
        parameters,
        body,
        responses,
        security if required is None else required,
        "/security" if required is None else f"{place}/security",
        place,
        lock,
        tuple(normalise_callbacks(work, value, place, key, lock)),
        servers,
    )
