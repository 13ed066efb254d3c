"""Bodies of requests that are not JSON: forms, multipart with files, lines, text, bytes; and bodies of several kinds.

OpenAPI 3.1, "Special Considerations for multipart Content" and "Support for x-www-form-urlencoded Request Bodies";
RFC 7578. All raise `InvalidRequestError`. Nothing is sent here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Annotated, Any, Literal, TypeAlias
from urllib.parse import quote_plus, unquote
from uuid import uuid4

import httpx
from pydantic import GetCoreSchemaHandler, SerializationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from . import encode
from .errors import InvalidRequestError
from .mismatch import is_mapping, is_sequence
from .model import dump_json, write
from .request import Body, json

FileContent: TypeAlias = bytes | Path | IO[bytes]
FileInput: TypeAlias = FileContent | tuple[str, FileContent] | tuple[str, FileContent, str]
"""A file to send: its bytes, a path, or an open file; or a name and one of these, and a media type if wanted."""


class _FileValue:
    """The marker of `File`. Dumping knows JSON values only: a file goes through it as a token, see `_members`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _file,
            serialization=core_schema.plain_serializer_function_ser_schema(_token, info_arg=True, when_used="json"),
        )


def _file(value: Any) -> Any:
    """The file that is given, a tuple of name and content as a tuple: `plain` makes lists of all sequences."""
    given: tuple[Any, ...] = tuple(value) if is_sequence(value) else (value,)
    inner = given[0] if len(given) == 1 else given[1] if len(given) in (2, 3) else None
    if isinstance(inner, bytes | str | Path) or hasattr(inner, "read"):
        return given if len(given) > 1 else inner
    raise PydanticCustomError(
        "file", "must be bytes, a path or an open binary file, or a tuple of a name and one of these"
    )


def _token(value: Any, info: SerializationInfo) -> Any:
    context: dict[str, Any] = info.context or {}
    files: dict[str, _Held] | None = context.get("files")
    if files is None:
        if isinstance(value, str):
            return value
        raise ValueError("a file can be sent in a multipart body only")
    token = uuid4().hex
    files[token] = _Held(value)
    return token


@dataclass(frozen=True)
class _Held:
    given: Any


File = Annotated[FileInput, _FileValue()]
"""`File`: a field that is sent as a file."""


def form(value: object, type_: Any, encoding: Mapping[str, Mapping[str, Any]] | None = None) -> Body:
    """An urlencoded form of exactly what is set in `value`. `encoding` has `style` and `explode` by wire name."""
    pairs = [pair for key, item in _members(value, type_) for pair in _form_pairs(key, item, (encoding or {}).get(key))]
    return Body("&".join(f"{key}={text}" for key, text in pairs).encode(), "application/x-www-form-urlencoded")


def querystring(value: object) -> str:
    """A whole query in its media type: the pairs of a form, or one percent-encoded text; empty without a value."""
    if not isinstance(value, encode.Parameter):
        return ""
    if value.media_type.startswith("application/x-www-form-urlencoded"):
        return form(value.value, value.type).content.decode()
    return encode.query({"": value}).removeprefix("=")


def multipart(value: object, type_: Any, encoding: Mapping[str, Mapping[str, Any]] | None = None) -> Body:
    """A multipart body of exactly what is set in `value`, a part for each; files are read here, once.

    `encoding` has `contentType`, `style` and `explode` by wire name. Without a style text and numbers are parts of
    text, objects parts of JSON, lists a part for each item (OpenAPI 3.1, Encoding Object).
    """
    parts: list[tuple[str, Any]] = []
    for key, item in _members(value, type_):
        way = (encoding or {}).get(key, {})
        if "style" in way and not _holds_file(item):
            pairs = _styled_pairs(key, item, way)
            parts += [(unquote(name), (None, unquote(each).encode())) for name, each in pairs]
            continue
        for each in item if is_sequence(item) else (item,):
            parts.append((key, _part(key, each, way.get("contentType"))))
    request = httpx.Request("POST", "http://localhost", files=parts or {"": b""})
    content = request.read() if parts else b""
    media_type = request.headers["Content-Type"]
    return Body(content or f"--{media_type.partition('boundary=')[2]}--\r\n".encode(), media_type)


def text(value: object, media_type: str = "text/plain") -> Body:
    """A body of text, as UTF-8."""
    if not isinstance(value, str):
        raise InvalidRequestError("body", "must be text")
    try:
        return Body(value.encode(), f"{media_type}; charset=utf-8")
    except UnicodeEncodeError:
        raise InvalidRequestError("body", "text that is not valid Unicode") from None


def lines(value: object, type_: Any, media_type: str) -> Body:
    """The items of a list as JSON, each on a line; where it is that media type, as a JSON text sequence (RFC 7464)."""
    start = b"\x1e" if "json-seq" in media_type.lower() else b""
    items = write(value, type_, "body")
    return Body(b"".join(start + dump_json(item, "body") + b"\n" for item in items), media_type)


def binary(value: FileContent, media_type: str = "application/octet-stream") -> Body:
    """A body of bytes: as they are, of the file at a path, or of an open file, from where it is."""
    return Body(_bytes(value, "body"), media_type)


@dataclass(frozen=True)
class As:
    """One way to write a body, see the functions of these names. `type` and `encoding` are for what has members."""

    kind: Literal["json", "form", "multipart", "lines", "text", "binary"]
    type: Any = None
    encoding: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])


def chosen(value: Any, media_type: str, ways: Mapping[str, As]) -> Body:
    """The body in the media type that the caller has chosen, one of those in `ways`."""
    way = ways.get(media_type)
    if way is None:
        raise InvalidRequestError("body", f"no {media_type!r}; it is one of {', '.join(map(repr, ways))}")
    if way.kind in ("json", "lines"):
        return (json if way.kind == "json" else lines)(value, way.type, media_type)
    if way.kind in ("form", "multipart"):
        return (form if way.kind == "form" else multipart)(value, way.type, way.encoding)
    return (text if way.kind == "text" else binary)(value, media_type)


def _members(value: object, type_: Any) -> Iterator[tuple[str, Any]]:
    """The wire name and JSON value of each member that is set and not null, a file as `_Held`."""
    files: dict[str, _Held] = {}
    written = write(value, type_, "body", files)
    if not is_mapping(written):
        raise InvalidRequestError("body", "must be an object")
    for key, item in written.items():
        if item is not None:
            yield key, _with_files(item, files)


def _with_files(value: Any, files: Mapping[str, _Held]) -> Any:
    if isinstance(value, str):
        return files.get(value, value)
    return [_with_files(item, files) for item in value] if is_sequence(value) else value


def _form_pairs(key: str, item: Any, way: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    if isinstance(item, _Held):
        raise InvalidRequestError(f"body.{key}", "a file cannot be sent in this kind of form")
    if way and "style" in way:
        return [(name.replace("%20", "+"), each.replace("%20", "+")) for name, each in _styled_pairs(key, item, way)]
    if is_mapping(item):
        return [(quote_plus(key), quote_plus(dump_json(item, f"body.{key}").decode()))]
    items = item if is_sequence(item) else (item,)
    return [(quote_plus(key), quote_plus(_as_text(each, f"body.{key}"))) for each in items]


def _styled_pairs(key: str, item: Any, way: Mapping[str, Any]) -> list[tuple[str, str]]:
    return encode.pairs(key, item, way["style"], way.get("explode", way["style"] == "form"), f"body.{key}")


def _holds_file(item: Any) -> bool:
    return isinstance(item, _Held) or (is_sequence(item) and any(map(_holds_file, item)))


def _as_text(value: Any, where: str) -> str:
    return dump_json(value, where).decode() if is_mapping(value) or is_sequence(value) else encode.text(value, where)


def _part(key: str, item: Any, kind: str | None) -> tuple[str | None, bytes] | tuple[str | None, bytes, str]:
    where = f"body.{key}"
    if isinstance(item, _Held):
        name, content, own = _named(item.given)
        data = _bytes(content, where)
        return (name or key, data, own or _one(kind) or "application/octet-stream")
    if is_mapping(item) or is_sequence(item):
        return (None, dump_json(item, where), _one(kind) or "application/json")
    data = encode.text(item, where).encode()
    own = _one(kind)
    return (None, data, own) if own else (None, data)


def _one(kind: str | None) -> str:
    """The media type, if it is one: `image/png, image/jpeg` and `image/*` say what may be, not what is."""
    return kind if kind and not re.search(r"[,*\r\n]", kind) else ""


def _named(given: Any) -> tuple[str, Any, str]:
    """The name, content and media type of a file as it was given."""
    if is_sequence(given):
        name, content, *kind = given
        if not isinstance(name, str) or re.search(r"[\r\n\0]", "".join([name, *map(str, kind)])):
            raise InvalidRequestError("body", "the name or media type of a file may not hold line breaks")
        return name, content, str(kind[0]) if kind else ""
    if isinstance(given, Path):
        return given.name, given, ""
    name = getattr(given, "name", "")
    return os.path.basename(name) if isinstance(name, str) else "", given, ""


def _bytes(content: Any, where: str) -> bytes:
    try:
        read: Any = content.read_bytes if isinstance(content, Path) else getattr(content, "read", lambda: content)
        data: Any = read()
    except OSError as error:
        raise InvalidRequestError(where, f"the file cannot be read: {error.strerror or error}") from None
    if isinstance(data, bytes | bytearray):
        return bytes(data)
    raise InvalidRequestError(where, "must be bytes, a path or a file opened in binary mode")
