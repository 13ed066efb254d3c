"""Media types: how what they hold is written, which of several is used, and where a body holds files.

OpenAPI 3.1, section 4.8.14. Must not know Python types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal

from leadsmith.document import Document, pointer
from leadsmith.normalise.items import operations_of
from leadsmith.normalise.work import mapping, sequence

Kind = Literal["json", "form", "multipart", "lines", "text", "binary"]
"""How a body is written; `lines` is said of a text of which the items are described, see `streams`."""

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("json", r"(application|text)/json|[^;]+\+json|application/\*|\*/\*"),
    ("form", r"application/x-www-form-urlencoded"),
    ("multipart", r"multipart/form-data"),
    (
        "text",
        r"text/.+|[^;]+\+(xml|yaml)|"
        r"application/(xml|yaml|x-yaml|graphql|javascript|jsonl|x-ndjson|x-jsonlines|json-seq|sql)",
    ),
)
"""In the order in which they are preferred; whatever else there is, is bytes."""
_ORDER = [*(kind for kind, _ in _KINDS), "binary"]
_JSON = "application/json"
_USUAL: Mapping[Kind, str] = {"json": _JSON, "text": "text/plain"}
"""What is sent for a range of media types; whatever else there is, is bytes."""
_MAX_REFERENCES = 50


def is_media_type(name: str) -> bool:
    """Has the name the form of a media type, or of a range of them (RFC 9110, 8.3.1 and 12.5.1)?"""
    return re.fullmatch(r"[^\s/;,]+/[^\s/;,]+\s*(;.*)?", name) is not None


@cache
def kind_of(media_type: str) -> Kind:
    """How a body of this media type is written."""
    bare = media_type.partition(";")[0].strip().lower()
    return next((kind for kind, pattern in _KINDS if re.fullmatch(pattern, bare)), "binary")


def kind_at(document: Document, media_type: str, content: Mapping[str, Any]) -> Kind:
    """The same of a media type with its schema, which alone says what `*/*` means. A file is bytes in each of them."""
    kind = kind_of(media_type)
    schema = mapping(followed(document, content.get("schema"), "")[0])
    kinds = schema.get("type")
    if kind in ("json", "text") and kinds == "string" and schema.get("format") == "binary":
        return "binary"
    if not is_range(media_type) or kind != "json":
        return kind
    only_text = kinds == "string" or (isinstance(kinds, list) and {"string"} <= set(kinds) <= {"string", "null"})
    return "binary" if _is_file(schema) else "text" if only_text else kind


MediaTypes = Mapping[str, tuple[Mapping[str, Any], str]]
"""What is said of each media type, and where."""


def ranked(document: Document, contents: MediaTypes) -> list[str]:
    """The media types in the order in which they are preferred: by kind, plain JSON first, else as they are."""
    kinds = {name: kind_at(document, name, said) for name, (said, _) in contents.items() if is_media_type(name)}
    return sorted(kinds, key=lambda name: (_ORDER.index(kinds[name]), concrete(name, kinds[name]).lower() != _JSON))


def preferred(document: Document, contents: MediaTypes) -> str | None:
    """The media type that is used."""
    return next(iter(ranked(document, contents)), None)


def is_range(media_type: str) -> bool:
    """Does this stand for any media type, or for any of a type (RFC 9110, 12.5.1)?"""
    return "*" in media_type.partition(";")[0]


def is_stream(media_type: str) -> bool:
    """Is this a stream of items, each of which can be read when it has come?"""
    bare = media_type.partition(";")[0].strip().lower()
    return re.fullmatch(r"text/event-stream|application/(jsonl|x-ndjson|x-jsonlines|json-seq)", bare) is not None


@cache
def concrete(media_type: str, kind: Kind) -> str:
    """The media type to be sent: one for a range of them, and without what is for the runtime to say."""
    if is_range(media_type):
        return _USUAL.get(kind, "application/octet-stream")
    bare, *parameters = (part.strip() for part in media_type.split(";"))
    kept = [each for each in parameters if each and not re.match(r"(charset|boundary)\s*=", each, re.IGNORECASE)]
    return ";".join([bare, *kept])


def asked(media_type: str, kind: Kind) -> str:
    """The media type to be asked for: a range of them where what comes is read as it is."""
    as_it_is = is_range(media_type) and kind != "json"
    return media_type.partition(";")[0].strip() if as_it_is else concrete(media_type, kind)


def file_places(document: Document) -> frozenset[str]:
    """The pointers of all schemas that stand for a file: binary text that a multipart body can hold."""
    sent = ((said, place) for name, said, place in _bodies(document) if kind_of(name) == "multipart")
    return frozenset(place for place, schema, _ in _schemas(document, sent) if _is_file(schema))


def file_holders(document: Document) -> frozenset[str]:
    """The pointers of all schemas in bodies that stand for a file in a multipart body, or hold one at any distance."""
    holders: dict[str, list[str]] = {}
    left: list[str] = []
    for place, schema, parts in _schemas(document, ((said, place) for _, said, place in _bodies(document))):
        left += [place] * _is_file(schema)
        for part in parts:
            holders.setdefault(part, []).append(place)
    found: set[str] = set()
    while left:
        if (place := left.pop()) not in found:
            found.add(place)
            left += holders.get(place, ())
    return frozenset(found)


def schema_place(document: Document, content: Mapping[str, Any], place: str) -> str:
    """The pointer of what the schema of a media type is, which is described at the pointer `place`."""
    return followed(document, content.get("schema"), f"{place}/schema")[1]


def _bodies(document: Document) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Each media type of each body, what is said of it, and where."""
    for path, entry in mapping(document.root.get("paths")).items():
        item, place = followed(document, entry, pointer("paths", path))
        for _, inner, operation in operations_of(item):
            body, where = followed(document, mapping(operation).get("requestBody"), f"{place}{inner}/requestBody")
            for name, content in mapping(mapping(body).get("content")).items():
                said, at = followed(document, content, f"{where}/content{pointer(name)}")
                yield name, mapping(said), at


def _schemas(
    document: Document, contents: Iterable[tuple[Mapping[str, Any], str]]
) -> Iterator[tuple[str, Mapping[str, Any], list[str]]]:
    """All that the media types hold, each schema once: its pointer, itself, and the pointers of its parts."""
    seen: set[str] = set()
    left = [followed(document, said.get("schema"), f"{place}/schema") for said, place in contents]
    while left:
        schema, place = left.pop()
        if place not in seen and isinstance(schema, dict):
            seen.add(place)
            parts = [followed(document, *part) for part in _parts(schema, place)]
            yield place, schema, [where for _, where in parts]
            left += parts


def _parts(schema: Mapping[str, Any], place: str) -> Iterator[tuple[Any, str]]:
    for name, inner in mapping(schema.get("properties")).items():
        yield inner, f"{place}/properties{pointer(name)}"
    for key in ("items", "additionalProperties"):
        if key in schema:
            yield schema[key], f"{place}/{key}"
    for key in ("allOf", "anyOf", "oneOf", "prefixItems"):
        for index, inner in enumerate(sequence(schema.get(key))):
            yield inner, f"{place}/{key}/{index}"


def _is_file(schema: Mapping[str, Any]) -> bool:
    kinds = schema.get("type")
    is_text = kinds in (None, "string") or (isinstance(kinds, list) and "string" in kinds)
    raw = "contentMediaType" in schema and "contentEncoding" not in schema
    return is_text and (schema.get("format") == "binary" or raw)


def followed(document: Document, value: Any, place: str) -> tuple[Any, str]:
    """What the value at the pointer `place` stands for where it is a reference, and that thing's pointer."""
    for _ in range(_MAX_REFERENCES):
        reference = mapping(value).get("$ref")
        target = document.resolve(reference) if isinstance(reference, str) else None
        if target is None:
            break
        place, value = target
    return value, place
