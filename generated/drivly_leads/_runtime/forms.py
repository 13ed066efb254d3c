"""Members as an urlencoded form (WHATWG URL, 5), in a body or as a whole query. Files are not known here.

OpenAPI 3.1, "Support for x-www-form-urlencoded Request Bodies".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote_plus

from . import encode
from .errors import InvalidRequestError
from .mismatch import is_mapping, is_sequence
from .model import write


def querystring(value: object) -> str:
    """A whole query in its media type: the pairs of a form, or one percent-encoded text; empty without a value."""
    if not isinstance(value, encode.Parameter):
        return ""
    if value.media_type.startswith("application/x-www-form-urlencoded"):
        members = write(value.value, value.type, "querystring")
        if not is_mapping(members):
            raise InvalidRequestError("querystring", "must be an object")
        return urlencoded(members.items(), {})
    return encode.query({"": value}).removeprefix("=")


def urlencoded(members: Iterable[tuple[str, Any]], encoding: Mapping[str, Mapping[str, Any]]) -> str:
    """A form of these members, but for nulls. `encoding` has `style` and `explode` by wire name."""
    pairs = [pair for key, item in members if item is not None for pair in _pairs(key, item, encoding.get(key))]
    return "&".join(f"{key}={text}" for key, text in pairs)


def _pairs(key: str, item: Any, way: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    if way and "style" in way:
        return [(name.replace("%20", "+"), each.replace("%20", "+")) for name, each in styled_pairs(key, item, way)]
    if is_mapping(item):
        return [(quote_plus(key), quote_plus(encode.dump_json(item, f"body.{key}").decode()))]
    items = item if is_sequence(item) else (item,)
    return [(quote_plus(key), quote_plus(_as_text(each, f"body.{key}"))) for each in items]


def styled_pairs(key: str, item: Any, way: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The pairs of names and values that stand for a member in a style."""
    return encode.pairs(key, item, way["style"], way.get("explode", way["style"] == "form"), f"body.{key}")


def _as_text(value: Any, where: str) -> str:
    return (
        encode.dump_json(value, where).decode()
        if is_mapping(value) or is_sequence(value)
        else encode.text(value, where)
    )
