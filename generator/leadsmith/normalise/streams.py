"""What an item of a stream is: server-sent events, lines of JSON, and JSON text sequences.

OpenAPI 3.2, "Sequential Media Types", and what documents of 3.0 and 3.1 say instead, which has no `itemSchema`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadsmith.ir import Streamed
from leadsmith.normalise.work import Normaliser, mapping, resolve

_EVENT = frozenset({"data", "event", "id", "retry"})
"""The fields of a server-sent event (HTML, 9.2.6)."""


def items_of(work: Normaliser, name: str, content: Mapping[str, Any], place: str) -> tuple[Streamed, Any, str]:
    """How the items of the media type `name` are read, their schema, and where it stands; `content` is at `place`.

    `itemSchema` describes an item. Without it `schema` does, or, where that is an array, the whole stream. Of a
    server-sent event it describes the event where it has the fields of one, and the JSON in its data elsewhere. Where
    nothing is described but text, an item is the event as it is, or any JSON.
    """
    key = "itemSchema" if "itemSchema" in content else "schema"
    schema, at = content.get(key), f"{place}/{key}"
    meant, where = resolve(work, schema, at)
    if key == "schema" and mapping(meant).get("type") == "array" and "items" in meant:
        schema, at = meant["items"], f"{where}/items"
        meant, where = resolve(work, schema, at)
    untold = not isinstance(meant, dict) or meant.get("type") == "string" or not meant
    if not name.lower().startswith("text/event-stream"):
        return ("sequence" if "json-seq" in name.lower() else "lines"), {} if untold else schema, at
    if untold:
        return "server_event", {}, at
    data = _data(work, meant, where)
    if data is None:
        return "data", schema, at
    return ("event_text" if mapping(data).get("type") == "string" else "event"), schema, at


def _data(work: Normaliser, schema: Any, place: str) -> Any:
    """What the data of the event is that a schema describes; None where it describes no event."""
    properties = mapping(mapping(schema).get("properties"))
    if "data" in properties and set(properties) <= _EVENT:
        return resolve(work, properties["data"], f"{place}/properties/data")[0] or {}
    for key in ("oneOf", "anyOf"):
        branches = mapping(schema).get(key)
        if isinstance(branches, list) and branches and not properties:
            found = [_data(work, *resolve(work, each, f"{place}/{key}/{n}")) for n, each in enumerate(branches)]
            return None if None in found else next((each for each in found if each.get("type") != "string"), found[0])
    return None
