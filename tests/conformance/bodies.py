"""Bodies: of which kind a media type is, and what is wrong with the body of a recorded request."""

from __future__ import annotations

import email.message
import email.parser
import email.policy
import json
import re
from collections.abc import Iterator
from typing import Any, Literal

from tests.conformance.parameters import Pairs, Sent, as_json, in_pairs
from tests.conformance.reading import Content
from tests.conformance.same import differences, same_text

Kind = Literal["json", "form", "multipart", "text", "binary", "lines", "events"]


def bare(media_type: str) -> str:
    """A media type without parameters."""
    return media_type.partition(";")[0].strip().lower()


def kind_of(media_type: str) -> Kind:
    """How what is of a media type is written. A range is JSON, which it includes."""
    name = bare(media_type)
    if name in ("application/json", "text/json", "*/*", "application/*") or name.endswith("+json"):
        return "json"
    if name == "application/x-www-form-urlencoded":
        return "form"
    if name.startswith("multipart/"):
        return "multipart"
    if name in ("application/jsonl", "application/x-ndjson", "application/ndjson", "application/json-seq"):
        return "lines"
    if name == "text/event-stream":
        return "events"
    return "text" if name.startswith("text/") else "binary"


def matches(media_type: str, declared: str) -> bool:
    """Whether a media type is the declared one or within its range."""
    one, other = bare(media_type), bare(declared)
    return one == other or other == "*/*" or (other.endswith("/*") and one.startswith(other[:-1]))


def problems(content: Content, value: Any, sent: Sent) -> Iterator[str]:
    """What is wrong with a body that stands for `value`."""
    media_type = sent.header("content-type")
    if not matches(media_type, content.media_type):
        yield f"body: the media type is {bare(media_type)}, not {content.media_type}"
        return
    match kind_of(content.media_type):
        case "json":
            yield from (f"body: {text}" for text in as_json(value, sent.content.decode("utf-8", "replace")))
        case "form":
            yield from (f"body: {text}" for text in _form(content, value, sent.content.decode("utf-8", "replace")))
        case "multipart":
            yield from (f"body: {text}" for text in _multipart(content, value, media_type, sent.content))
        case _:
            if sent.content != (value.encode() if isinstance(value, str) else value):
                yield f"body: {value!r:.80} is sent as {sent.content[:80]!r}"


def _form(content: Content, value: Any, text: str) -> Iterator[str]:
    pairs: Pairs = [(part.partition("=")[0], part.partition("=")[2]) for part in text.split("&") if part]
    for name, inner in value.items():
        way = content.encoding.get(name, {})
        style = way.get("style", "form")
        explode = way.get("explode", style == "form")
        if isinstance(inner, dict) and "style" not in way and name in {key for key, _ in pairs}:
            found = in_pairs(name, inner, "form", True, pairs, "application/json")
        else:
            found = in_pairs(name, inner, style, explode, pairs)
        yield from (f"{name}: {problem}" for problem in found)
    yield from (f"{name} is sent and was not given" for name, _ in pairs)


def _multipart(content: Content, value: Any, media_type: str, data: bytes) -> Iterator[str]:
    head = f"Content-Type: {media_type}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + data)
    parts = [part for part in message.iter_parts() if isinstance(part, email.message.Message)]
    named: dict[str, list[email.message.Message]] = {}
    for part in parts:
        name = part.get_param("name", header="content-disposition")
        named.setdefault(str(name), []).append(part)
    for name, inner in value.items():
        mine = named.pop(name, [])
        items = inner if isinstance(inner, list) else [inner]
        if len(mine) == 1 and isinstance(inner, list) and _is_json(mine[0]):
            items = [inner]
        if len(mine) != len(items):
            yield f"{name}: {len(items)} parts were given, {len(mine)} are sent"
            continue
        declared = content.encoding.get(name, {}).get("contentType", "")
        for item, one in zip(items, mine, strict=True):
            yield from (f"{name}: {problem}" for problem in _part(item, one, declared))
    yield from (f"{name} is sent and was not given" for name in named)


def _is_json(part: email.message.Message) -> bool:
    return part.get_content_type().endswith("json")


def _part(value: Any, part: email.message.Message, declared: str) -> Iterator[str]:
    kinds = [kind.strip() for kind in declared.split(",") if kind.strip()]
    if kinds and part.get("content-type") and not any(matches(part.get_content_type(), kind) for kind in kinds):
        yield f"the media type is {part.get_content_type()}, not {declared}"
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    if isinstance(value, dict | list):
        try:
            yield from differences(value, json.loads(data))
        except ValueError:
            yield f"{data[:80]!r} is not JSON"
    elif isinstance(value, bytes):
        if data != value:
            yield f"{value[:80]!r} is sent as {data[:80]!r}"
    elif not same_text(value, data.decode("utf-8", "replace")) and not _quoted(value, data):
        yield f"{value!r:.80} is sent as {data[:80]!r}"


def _quoted(value: Any, data: bytes) -> bool:
    """A part of JSON may be a text alone."""
    return bool(re.fullmatch(rb'".*"', data, re.DOTALL)) and json.loads(data) == value
