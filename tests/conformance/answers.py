"""Answers of a server: made to be given, and compared with what the client read of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import BaseModel, TypeAdapter
from tests.conformance.bodies import kind_of, matches
from tests.conformance.reading import Content
from tests.conformance.same import differences

ELSEWHERE = "https://server.test/elsewhere?signed=1"
"""Where redirections lead."""
_JSON_ANYTHING: Any = TypeAdapter(Any)


@dataclass(frozen=True)
class Answer:
    """An answer to be given: a status, and a value of a media type where it has a body."""

    status: int
    content: Content | None = None
    value: Any = None

    def response(self) -> httpx.Response:
        if self.redirects:
            return httpx.Response(self.status, headers={"Location": ELSEWHERE})
        if self.content is None:
            return httpx.Response(self.status)
        headers = {"Content-Type": _concrete(self.content.media_type)}
        return httpx.Response(self.status, headers=headers, content=self.data)

    @property
    def redirects(self) -> bool:
        return 300 <= self.status < 400

    @property
    def data(self) -> bytes:
        """The body."""
        match kind_of(self.content.media_type if self.content else ""):
            case "json":
                return json.dumps(self.value).encode()
            case "lines":
                start = "\x1e" if self.content and "json-seq" in self.content.media_type else ""  # RFC 7464
                return "".join(f"{start}{json.dumps(item)}\n" for item in self.value).encode()
            case "events":
                return "".join(map(_event, self.value)).encode()
        return self.value.encode() if isinstance(self.value, str) else bytes(self.value)


def _is_event(item: Any) -> bool:
    """An object with the fields of a server-sent event is one, any other value is its data."""
    return isinstance(item, dict) and "data" in item and item.keys() <= {"event", "data", "id", "retry"}


def as_event(item: Any) -> Any:
    """The same where an event can have it: its fields but data are a line, and a name is never empty."""
    if not _is_event(item):
        return item
    lines = {key: " ".join(item[key].split()) for key in ("event", "id") if isinstance(item.get(key), str)}
    return {**item, **lines, **({"event": "message"} if lines.get("event") == "" else {})}


def _event(item: Any) -> str:
    if not _is_event(item):
        return f"data: {json.dumps(item)}\n\n"
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in item.items()}
    return "".join(f"{key}: {line}\n" for key, text in texts.items() for line in text.split("\n")) + "\n"


def _concrete(media_type: str) -> str:
    return "application/json" if "*" in media_type else media_type


def accepts(accept: str, media_type: str) -> bool:
    return any(matches(_concrete(media_type), kind) or matches(kind, media_type) for kind in accept.split(","))


def written_back(result: Any) -> Any:
    """What was read, written back as the README says."""
    if isinstance(result, BaseModel):
        return json.loads(result.model_dump_json(exclude_unset=True))
    return json.loads(_JSON_ANYTHING.dump_json(result, by_alias=True, exclude_unset=True))


def _holds_unknown(value: Any) -> bool:
    """Is an object in it that the client takes for one that the document does not list?"""
    if isinstance(value, BaseModel):
        parts = [getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set]
        return type(value).__name__ == "UnknownVariant" or any(map(_holds_unknown, parts))
    if isinstance(value, dict):
        return any(map(_holds_unknown, value.values()))
    return isinstance(value, list | tuple) and any(map(_holds_unknown, value))


def problems(answer: Answer, result: Any) -> Iterator[str]:
    """What was lost between an answer and what the client made of it."""
    if answer.redirects:
        if result != ELSEWHERE:
            yield f"a redirection reads as {result!r:.80}"
        return
    if answer.content is None:
        if result not in (None, b"", ""):
            yield f"an answer without a body reads as {result!r:.80}"
        return
    kind = kind_of(answer.content.media_type)
    if isinstance(result, str | bytes) and (kind != "json" or not isinstance(answer.value, str)):
        data = result.encode() if isinstance(result, str) else result
        if data != answer.data:
            yield f"{answer.data[:80]!r} of {answer.content.media_type} reads as {result!r:.80}"
        return
    if _holds_unknown(result):
        yield "reads as an unknown variant"
    written = written_back(list(result) if kind in ("lines", "events") else result)
    yield from differences(answer.value, written)
    if isinstance(result, BaseModel):
        text = result.model_dump_json(exclude_unset=True)
        if type(result).model_validate_json(text, strict=False, extra="allow") != result:
            yield "what was written reads as another value"
