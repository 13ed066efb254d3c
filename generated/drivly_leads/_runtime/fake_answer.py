"""What a fake answers: values as they stand on the wire, for the real client to read. It sends nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from pydantic import ValidationError
from pydantic_core import to_json

from .call import Call
from .mismatch import is_sequence
from .model import read
from .request import Answer, ServerEvent
from .sample import completed, sample

T = TypeVar("T")

FAKE_URL = "https://fake.invalid"
"""Where the calls of a fake would go; there is no such host (RFC 6761)."""
MADE_UP: Any = object()
"""Stands for any value of the type."""


@dataclass(frozen=True)
class Example:
    """An answer that the description shows. It is given as it is, where it can be read so."""

    value: Any


def written(value: Any, call: Call, returns: Any) -> httpx.Response:
    """An answer with this value, by the first status that has such. Raises `ValueError` where none has."""
    good = {status: answer for status, answer in call.answers.items() if str(status)[0] in "2d"}
    usual = {200: Answer(returns, call.reads)} if returns is not None else {204: None}
    problems: list[ValueError] = []
    for status, answer in (good or usual).items():
        try:
            return _answer(value, status if isinstance(status, int) else 200, answer, call)
        except ValueError as error:
            problems.append(error)
    raise problems[0]


def _answer(value: Any, status: int, answer: Answer | None, call: Call) -> httpx.Response:
    if answer is None:
        if value is not MADE_UP and value is not None:
            raise ValueError("the answer has no content; only None stands for it")
        return _response(status)
    asked = call.headers.get("accept", ("", ""))[1].partition(",")[0].partition(";")[0]
    shown = value if isinstance(value, Example) else None
    value = shown.value if shown else value
    match answer.reads:
        case "json":
            made = _shown(value, answer.type) if shown else _made(value, answer.type)
            return _response(status, _bytes_of(made), asked if "json" in asked else "application/json")
        case "text":
            text = "text" if value is MADE_UP else _of(str, value)
            return _response(status, text.encode(), f"{_exactly(asked, 'text/plain')}; charset=utf-8")
        case "binary":
            data = b"data" if value is MADE_UP else _of(bytes, value)
            return _response(status, data, _exactly(asked, "application/octet-stream"))
        case "location":
            url = FAKE_URL if value is MADE_UP else _of(str, value)
            return _response(302, headers={"Location": url})
        case reads:
            items: Any = [MADE_UP] if value is MADE_UP else value
            if not is_sequence(items):
                raise ValueError("a stream is told by a list of its items")
            media_type = "application/json-seq" if reads in ("lines", "sequence") else "text/event-stream"
            return _response(status, b"".join(_record(item, answer.type, reads) for item in items), media_type)


def _made(value: Any, type_: Any) -> Any:
    return sample(type_) if value is MADE_UP else completed(value, type_)


def _shown(value: Any, type_: Any) -> Any:
    with suppress(ValidationError):
        read(to_json(value), type_)
        return value
    return completed(value, type_)


def _record(item: Any, type_: Any, reads: str) -> bytes:
    """An item as it stands in a stream."""
    if reads == "server_event":
        event = ServerEvent("text") if item is MADE_UP else _of(ServerEvent, item)
        return _event({"data": event.data, "event": event.event, "id": event.id, "retry": event.retry})
    made = _made(item, type_)
    if reads == "event_text":
        return _event(made)
    if reads == "event":
        return _event({**made, "data": _bytes_of(made.get("data")).decode()})
    content = _bytes_of(made)
    return (
        b"\x1e%b\n" % content
        if reads == "sequence"
        else b"%b\n" % content
        if reads == "lines"
        else b"data: %b\n\n" % content
    )


def _event(fields: Mapping[str, Any]) -> bytes:
    lines = [f"{name}: {fields[name]}" for name in ("event", "id", "retry") if fields.get(name) not in (None, "")]
    lines += [f"data: {line}" for line in str(fields.get("data", "")).split("\n")]
    return "".join(f"{line}\n" for line in [*lines, ""]).encode()


def _of(kind: type[T], value: object) -> T:
    if isinstance(value, kind):
        return value
    raise ValueError(f"it has to be {kind.__name__}, not {type(value).__name__}")


def _exactly(asked: str, otherwise: str) -> str:
    """The media type that the call asks for, if it is one."""
    return asked if asked and "*" not in asked and "json" not in asked else otherwise


def _bytes_of(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _response(
    status: int, content: bytes = b"", media_type: str = "", headers: Mapping[str, str] | None = None
) -> httpx.Response:
    kind = {"Content-Type": media_type} if media_type else {}
    return httpx.Response(status, headers={**kind, **(headers or {})}, content=content)


def copied(response: httpx.Response) -> httpx.Response:
    """One that can be read, whatever becomes of others."""
    transfer = ("content-encoding", "content-length", "transfer-encoding")
    headers = [(name, value) for name, value in response.headers.multi_items() if name not in transfer]
    return httpx.Response(response.status_code, headers=headers, content=response.read())
