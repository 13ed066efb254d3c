"""What the server sends by itself, webhooks and callbacks, as values. Who receives it, and how, is not known here."""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from .errors import InvalidPayloadError
from .mismatch import mismatches, pointer_of
from .model import read

T = TypeVar("T")


def read_payload(body: bytes | str, type_: type[T] | TypeAdapter[T]) -> T:
    """The value of a body that the server sent. Raises `InvalidPayloadError`, and TypeError for what is no body."""
    data = octets(body, "surrogatepass").removeprefix(b"\xef\xbb\xbf")
    try:
        return read(data, type_)
    except ValidationError as error:
        if error.errors(include_url=False)[0]["type"] == "json_invalid":
            text = data.decode(errors="replace")
            shown = repr(text if len(text) <= 200 else f"{text[:199]}…")
            raise InvalidPayloadError(f"the body is not JSON, but {shown}") from None
        (path, problem), *_ = mismatches(error, from_json(data))
        pointer = pointer_of(path)
        message = f"the body is not as described: {pointer or 'the whole'} {problem}"
        raise InvalidPayloadError(message, pointer=pointer) from None


def octets(body: object, errors: str) -> bytes:
    """The bytes of a body as it came; `errors` says what becomes of lone surrogates in text. Raises TypeError."""
    if isinstance(body, str):
        return body.encode(errors=errors)
    if not isinstance(body, bytes | bytearray):
        raise TypeError(f"body is {type(body).__name__}: give the bytes of the request as they came, before parsing")
    return bytes(body)
