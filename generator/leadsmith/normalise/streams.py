"""What an item of a stream is: server-sent events, lines of JSON, and JSON text sequences.

OpenAPI 3.2, "Sequential Media Types", and what documents of 3.0 and 3.1 say instead, which has no `itemSchema`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leadsmith.document import Document, pointer
from leadsmith.ir import Streamed
from leadsmith.normalise.items import operations_of
from leadsmith.normalise.media import followed, is_stream, kind_of
from leadsmith.normalise.work import mapping

_EVENT = frozenset({"data", "event", "id", "retry"})
"""The fields of a server-sent event (HTML, 9.2.6)."""


def items_of(document: Document, name: str, content: Mapping[str, Any], place: str) -> tuple[Streamed, Any, str]:
    """How the items of the media type `name` are read, their schema, and where it stands; `content` is at `place`.

    `itemSchema` describes an item. Without it `schema` does, or, where that is an array, the whole stream. Of a
    server-sent event it describes the event where it has the fields of one, and the JSON in its data elsewhere. Where
    nothing is described but text, an item is the event as it is, or any JSON.
    """
    key = "itemSchema" if "itemSchema" in content else "schema"
    schema, at = content.get(key), f"{place}/{key}"
    meant, where = followed(document, schema, at)
    if key == "schema" and mapping(meant).get("type") == "array" and "items" in meant:
        schema, at = meant["items"], f"{where}/items"
        meant, where = followed(document, schema, at)
    untold = not isinstance(meant, dict) or meant.get("type") == "string" or not meant
    if not _are_events(name):
        return ("sequence" if "json-seq" in name.lower() else "lines"), {} if untold else schema, at
    if untold:
        return "server_event", {}, at
    data = _data(document, meant, where, key == "itemSchema")
    if not data:
        return "data", schema, at
    return ("event_text" if all(_is_text(each) for each, _ in data) else "event"), schema, at


def sent_items(document: Document, name: str, content: Mapping[str, Any], place: str) -> tuple[Any, str] | None:
    """The schema of the items of a body that are lines of JSON, or a sequence of it, and where it stands; None where
    none is described, and for other bodies."""
    if not is_stream(name) or _are_events(name):
        return None
    _, schema, at = items_of(document, name, content, place)
    return (schema, at) if schema else None


def json_texts(document: Document) -> frozenset[str]:
    """The pointers of the schemas of texts that hold JSON and are read as that: the data of events where they say so
    (JSON Schema 2020-12, 8.4 and 8.5)."""
    found: set[str] = set()
    for name, content, place in _answers(document):
        if _are_events(name):
            _, schema, at = items_of(document, name, content, place)
            data = _data(document, *followed(document, schema, at), "itemSchema" in content)
            found |= {where for each, where in data if _holds_json(each)}
    return frozenset(found)


def _answers(document: Document) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """The media types of all answers, what is said of each, and where."""
    for path, entry in mapping(document.root.get("paths")).items():
        item, place = followed(document, entry, pointer("paths", path))
        for _, inner, operation in operations_of(item):
            for status, answer in mapping(mapping(operation).get("responses")).items():
                response, where = followed(document, answer, f"{place}{inner}/responses{pointer(status)}")
                for name, content in mapping(mapping(response).get("content")).items():
                    yield name, mapping(content), f"{where}/content{pointer(name)}"


def _are_events(name: str) -> bool:
    return name.lower().startswith("text/event-stream")


def _data(
    document: Document, schema: Any, place: str, item: bool, within: frozenset[str] = frozenset()
) -> list[tuple[Mapping[str, Any], str]]:
    """The schemas of the data of the events that a schema describes, with places; none where it describes others.

    An `item` (3.2) is the event, whatever else it has, as far as its data is text.
    """
    properties = mapping(mapping(schema).get("properties"))
    if "data" in properties:
        value, where = followed(document, properties["data"], f"{place}/properties/data")
        is_event = set(properties) <= _EVENT or (item and mapping(value).get("type") == "string")
        return [(mapping(value), where)] if is_event else []
    for key in ("oneOf", "anyOf"):
        branches = mapping(schema).get(key)
        if isinstance(branches, list) and branches and not properties and place not in within:
            places = [followed(document, each, f"{place}/{key}/{number}") for number, each in enumerate(branches)]
            found = [_data(document, *each, item, within | {place}) for each in places]
            return [each for one in found for each in one] if all(found) else []
    return []


def _is_text(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "string" and not _holds_json(schema)


def _holds_json(schema: Mapping[str, Any]) -> bool:
    media_type = schema.get("contentMediaType")
    is_json = isinstance(media_type, str) and kind_of(media_type) == "json"
    return is_json and schema.get("type", "string") == "string" and "contentEncoding" not in schema
