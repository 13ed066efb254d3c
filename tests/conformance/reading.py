"""The operations of a document, read from the standard: OpenAPI 3.0 to 3.2, sections on paths, parameters, bodies.

Swagger 2.0 is read by `swagger2` into the same classes. Shares nothing with the generator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.conformance.documents import Library, Node

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_OWN_HEADERS = ("accept", "content-type", "authorization")
"""Parameters of these names "SHALL be ignored" (OpenAPI 3.1, 4.8.12.2)."""


@dataclass(frozen=True)
class Parameter:
    """A parameter as declared. `content` is its media type where it has one instead of a style."""

    name: str
    place: str
    required: bool
    schema: Node
    style: str
    explode: bool
    pointer: str
    content: str = ""
    allow_empty: bool = False


@dataclass(frozen=True)
class Content:
    """A body or an answer of one media type. `schema` is None where nothing is said of it."""

    media_type: str
    schema: Node | None
    encoding: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """An operation as declared; `answers` has each status with its contents, none of them where it has no body."""

    method: str
    path: str
    pointer: str
    parameters: tuple[Parameter, ...]
    bodies: tuple[Content, ...]
    body_required: bool
    answers: Mapping[str, tuple[Content, ...]]

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


def version(root: Any) -> str:
    """`2.0`, `3.0`, `3.1`, `3.2`, or an empty text."""
    if not isinstance(root, dict):
        return ""
    return str(root.get("swagger") or root.get("openapi") or "")[:3]


def counted(library: Library) -> Iterator[tuple[str, str, str, Node, Node]]:
    """Method, path, pointer, the operation and its path item, for each operation there is, readable or not."""
    paths = library.root.get("paths")
    for path in paths.value if paths and isinstance(paths.value, dict) else ():
        if not path.startswith("/"):
            continue
        item = library.follow(paths.at(path)) if paths else None
        for method in METHODS:
            if item and isinstance(item.value, dict) and isinstance(item.value.get(method), dict):
                node = item.at(method)
                yield method.upper(), path, node.pointer, node, item


def operations(library: Library) -> list[Operation]:
    """All operations, in the document's order."""
    if version(library.root.value) == "2.0":
        from tests.conformance import swagger2  # its classes are those of this module

        return swagger2.operations(library)
    return [_operation(library, *each) for each in counted(library)]


def _operation(library: Library, method: str, path: str, place: str, node: Node, item: Node) -> Operation:
    body = library.follow(found) if (found := node.get("requestBody")) else None
    required = bool(body and isinstance(body.value, dict) and body.value.get("required") is True)
    return Operation(
        method,
        path,
        place,
        tuple(_parameters(library, node, item)),
        tuple(contents(library, body)),
        required,
        {status: tuple(contents(library, answer)) for status, answer in answers(library, node)},
    )


def declared(library: Library, node: Node, item: Node) -> Iterator[Node]:
    """The parameters of the operation, then those of its path that it does not override."""
    seen = set()
    for owner in (node, item):
        found = owner.get("parameters")
        for index in range(len(found.value) if found and isinstance(found.value, list) else 0):
            assert found is not None
            one = library.follow(found.at(index))
            if one is None or not isinstance(one.value, dict):
                continue
            key = (one.value.get("in"), one.value.get("name"))
            if None not in key and key not in seen:
                seen.add(key)
                yield one


def _parameters(library: Library, node: Node, item: Node) -> Iterator[Parameter]:
    for one in declared(library, node, item):
        name, place = str(one.value["name"]), str(one.value["in"])
        if place == "header" and name.lower() in _OWN_HEADERS:
            continue
        style = one.value.get("style") or {"path": "simple", "header": "simple"}.get(place, "form")
        explode = one.value.get("explode")
        content = next(iter(contents(library, one)), None)
        schema = content.schema if content else one.get("schema")
        yield Parameter(
            name,
            place,
            one.value.get("required") is True,
            schema or Node({}, one.file, f"{one.pointer}/schema"),
            style,
            explode if isinstance(explode, bool) else style == "form",
            one.pointer,
            content.media_type if content else "",
        )


def contents(library: Library, owner: Node | None) -> Iterator[Content]:
    """Each media type below `content`."""
    found = owner.get("content") if owner else None
    for media_type in found.value if found and isinstance(found.value, dict) else ():
        assert found is not None
        media = library.follow(found.at(media_type))
        if media is None or not isinstance(media.value, dict):
            continue
        encoding = media.value.get("encoding")
        schema = media.get("itemSchema") or media.get("schema")
        yield Content(media_type, schema, encoding if isinstance(encoding, dict) else {})


def answers(library: Library, node: Node) -> Iterator[tuple[str, Node]]:
    """The status of each answer with its node."""
    found = node.get("responses")
    for status in found.value if found and isinstance(found.value, dict) else ():
        assert found is not None
        answer = library.follow(found.at(status))
        if answer is not None and isinstance(answer.value, dict) and not status.startswith("x-"):
            yield status, answer
