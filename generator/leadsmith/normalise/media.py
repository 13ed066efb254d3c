"""Media types: how what they hold is written, which of several is used, and where a body holds files.

OpenAPI 3.1, section 4.8.14. Must not know Python types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from leadsmith.document import Document, pointer
from leadsmith.normalise.items import operations_of
from leadsmith.normalise.work import mapping, sequence

Kind = Literal["json", "multipart", "form", "text", "binary"]

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("json", r"application/(json|[^;]+\+json|\*)|\*/\*"),
    ("multipart", r"multipart/form-data"),
    ("form", r"application/x-www-form-urlencoded"),
    ("text", r"text/.+|application/(xml|[^;]+\+xml|yaml|x-yaml|graphql|javascript|jsonl|x-ndjson|x-jsonlines|sql)"),
)
"""In the order in which they are preferred; whatever else there is, is bytes."""
_ORDER = [*(kind for kind, _ in _KINDS), "binary"]
_MAX_REFERENCES = 50


def kind_of(media_type: str) -> Kind:
    """How a body of this media type is written."""
    bare = media_type.partition(";")[0].strip().lower()
    return next((kind for kind, pattern in _KINDS if re.fullmatch(pattern, bare)), "binary")


def preferred(contents: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]] | None:
    """The media type that is used, and what is said of it; of several of one kind the first, but plain JSON first."""

    def rank(name: str) -> tuple[int, bool]:
        return _ORDER.index(kind_of(name)), not name.lower().startswith("application/json")

    found = min(contents, key=rank, default=None)
    return None if found is None else (found, mapping(contents[found]))


def is_stream(media_type: str) -> bool:
    """Is this a stream of items, which is read as a whole, as text, for want of better?"""
    return re.fullmatch(r"text/event-stream|application/(jsonl|x-ndjson|x-jsonlines)", media_type.lower()) is not None


def concrete(media_type: str) -> str:
    """The media type to be sent: without parameters, and one for a range of them."""
    if "*" not in media_type:
        return media_type.partition(";")[0].strip()
    return "application/json" if kind_of(media_type) == "json" else "application/octet-stream"


def file_places(document: Document) -> frozenset[str]:
    """The pointers of all schemas that stand for a file: binary text that a multipart body can hold."""
    found: set[str] = set()
    seen: set[str] = set()
    for contents, place in _bodies(document):
        media = preferred(contents)
        if media and kind_of(media[0]) == "multipart":
            todo = [(media[1].get("schema"), f"{place}{pointer(media[0])}/schema")]
            while todo:
                value, where = _followed(document, *todo.pop())
                if where in seen or not isinstance(value, dict):
                    continue
                seen.add(where)
                if _is_file(value):
                    found.add(where)
                todo += _parts(value, where)
    return frozenset(found)


def _bodies(document: Document) -> Iterator[tuple[Mapping[str, Any], str]]:
    for path, entry in mapping(document.root.get("paths")).items():
        item, place = _followed(document, entry, pointer("paths", path))
        for _, inner, operation in operations_of(item):
            body, where = _followed(document, mapping(operation).get("requestBody"), f"{place}{inner}/requestBody")
            yield mapping(mapping(body).get("content")), f"{where}/content"


def _parts(schema: Mapping[str, Any], place: str) -> Iterator[tuple[Any, str]]:
    for name, inner in mapping(schema.get("properties")).items():
        yield inner, f"{place}/properties{pointer(name)}"
    for key in ("items", "additionalProperties"):
        yield schema.get(key), f"{place}/{key}"
    for key in ("allOf", "anyOf", "oneOf", "prefixItems"):
        for index, inner in enumerate(sequence(schema.get(key))):
            yield inner, f"{place}/{key}/{index}"


def _is_file(schema: Mapping[str, Any]) -> bool:
    kinds = schema.get("type")
    is_text = kinds in (None, "string") or (isinstance(kinds, list) and "string" in kinds)
    raw = "contentMediaType" in schema and "contentEncoding" not in schema
    return is_text and (schema.get("format") == "binary" or raw)


def _followed(document: Document, value: Any, place: str) -> tuple[Any, str]:
    for _ in range(_MAX_REFERENCES):
        reference = mapping(value).get("$ref")
        target = document.resolve(reference) if isinstance(reference, str) else None
        if target is None:
            break
        place, value = target
    return value, place
