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
    """The value of a body that the server sent. Raises `InvalidPayloadError`."""
    data = body.encode(errors="surrogatepass") if isinstance(body, str) else body
    data = data.removeprefix(b"\xef\xbb\xbf")
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
