"""Multipart bodies (RFC 7578), in the same bytes as httpx makes, which itself reads files on the event loop.

What the parts are is decided in `content`, their content is read in `upload`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .errors import InvalidRequestError
from .files import joined
from .upload import Source, Upload


@dataclass(frozen=True)
class Part:
    """A part of a multipart body."""

    name: str
    content: bytes | Source
    filename: str = ""
    media_type: str = ""


def framed(parts: Iterable[Part]) -> tuple[bytes | Upload, str]:
    """A multipart body, and its media type. Raises `InvalidRequestError` for names that cannot be sent.

    The boundary is in no part: nobody can guess 128 random bits before they are sent.
    """
    boundary = os.urandom(16).hex()
    pieces: list[bytes | Source] = []
    for part in parts:
        pieces += [f"--{boundary}\r\n".encode() + _head(part), part.content, b"\r\n"]
    return joined([*pieces, f"--{boundary}--\r\n".encode()]), f"multipart/form-data; boundary={boundary}"


def _head(part: Part) -> bytes:
    where = f"body.{part.name}"
    filename = f'; filename="{_quoted(part.filename)}"' if part.filename else ""
    kind = f"\r\nContent-Type: {part.media_type}" if part.media_type else ""
    if re.search(r"[\r\n\0]", part.name):
        raise InvalidRequestError("body", f"the name of a field may not hold line breaks or NUL, as {part.name!r} does")
    if re.search(r"[\r\n\0]", part.filename + part.media_type):
        raise InvalidRequestError(where, "the name or media type of a file may not hold line breaks or NUL")
    try:
        return f'Content-Disposition: form-data; name="{_quoted(part.name)}"{filename}{kind}\r\n\r\n'.encode()
    except UnicodeEncodeError:
        raise InvalidRequestError(where, "its name or the name of the file is not valid Unicode") from None


def _quoted(text: str) -> str:
    """Text between quotes, as httpx writes it, and browsers nearly so (WHATWG HTML, multipart/form-data)."""
    return re.sub(r'[\x00-\x1a\x1c-\x1f"]', lambda found: f"%{ord(found[0]):02X}", text.replace("\\", "\\\\"))
