"""Bodies of requests that are not JSON: forms, multipart with files, lines, text, bytes; and bodies of several kinds.

OpenAPI 3.1, "Special Considerations for multipart Content" and "Support for x-www-form-urlencoded Request Bodies";
RFC 7578. All raise `InvalidRequestError`. Nothing is sent here.
"""

from __future__ import annotations

import mimetypes
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import unquote
from uuid import uuid4

from pydantic import GetCoreSchemaHandler, SerializationInfo
from pydantic_core import (
    CoreSchema,
    PydanticCustomError,
    PydanticSerializationUnexpectedValue,
    core_schema,
)

from . import encode
from .errors import InvalidRequestError
from .files import FileContent, is_path, is_stream, joined, source
from .forms import styled_pairs, urlencoded
from .mismatch import is_mapping, is_sequence
from .model import write
from .parts import Part, framed
from .request import Body, json

FileInput: TypeAlias = FileContent | tuple[str, FileContent] | tuple[str, FileContent, str]
"""A file to send: its content, or a name and the content, and a media type if wanted. A bare list is several files."""


class _FileValue:
    """The marker of `File`. Dumping knows JSON values only: a file goes through it as a token, see `_members`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _file,
            serialization=core_schema.plain_serializer_function_ser_schema(_token, info_arg=True, when_used="json"),
        )


def _file(value: Any) -> Any:
    """The file that is given, a tuple of name and content as a tuple: `plain` makes lists of all sequences."""
    given: tuple[Any, ...] = tuple(value) if is_sequence(value) else ("", value)
    inner = given[1] if len(given) in (2, 3) and isinstance(given[0], str) else None
    if isinstance(inner, bytes | bytearray | str) or is_path(inner) or hasattr(inner, "read") or is_stream(inner):
        return given if is_sequence(value) else inner
    raise PydanticCustomError(
        "file",
        "must be bytes, a path or an open binary file, an iterable of bytes, or a tuple of a name and one of these",
    )


def _token(value: Any, info: SerializationInfo) -> Any:
    if isinstance(value, list):  # several files, where one or several may be
        raise PydanticSerializationUnexpectedValue("a list is not one file")
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
    members = list(_members(value, type_))
    if held := next((key for key, item in members if isinstance(item, _Held)), None):
        raise InvalidRequestError(f"body.{held}", "a file cannot be sent in this kind of form")
    return Body(urlencoded(members, encoding or {}).encode(), "application/x-www-form-urlencoded")


def multipart(value: object, type_: Any, encoding: Mapping[str, Mapping[str, Any]] | None = None) -> Body:
    """A multipart body of exactly what is set in `value`, a part for each. Files are read when it is sent.

    `encoding` has `contentType`, `style` and `explode` by wire name. Without a style text and numbers are parts of
    text, objects parts of JSON, lists a part for each item (OpenAPI 3.1, Encoding Object).
    """
    parts: list[Part] = []
    for key, item in _members(value, type_):
        way = (encoding or {}).get(key, {})
        if "style" in way and not _holds_file(item):
            pairs = styled_pairs(key, item, way)
            parts += [Part(unquote(name), unquote(each).encode()) for name, each in pairs]
            continue
        for each in item if is_sequence(item) else (item,):
            parts.append(_part(key, each, way.get("contentType")))
    return Body(*framed(parts))


def text(value: object, media_type: str = "text/plain") -> Body:
    """A body of text, as UTF-8."""
    if not isinstance(value, str):
        raise InvalidRequestError("body", "must be text")
    return Body(encode.encodable(value, "body").encode(), f"{media_type}; charset=utf-8")


def lines(value: object, type_: Any, media_type: str) -> Body:
    """The items of a list as JSON, each on a line; where it is that media type, as a JSON text sequence (RFC 7464)."""
    start = b"\x1e" if "json-seq" in media_type.lower() else b""
    items = write(value, type_, "body")
    return Body(b"".join(start + encode.dump_json(item, "body") + b"\n" for item in items), media_type)


def binary(value: FileContent, media_type: str = "application/octet-stream") -> Body:
    """A body of bytes: as they are, or read from a file or a stream when it is sent."""
    return Body(joined([source(value, "body")]), media_type)


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


def _holds_file(item: Any) -> bool:
    return isinstance(item, _Held) or (is_sequence(item) and any(map(_holds_file, item)))


def _part(key: str, item: Any, kind: str | None) -> Part:
    where = f"body.{key}"
    if isinstance(item, _Held):
        name, content, own = _named(item.given)
        return Part(key, source(content, where), name or key, own or _file_kind(kind or "", name))
    as_json = is_mapping(item) or is_sequence(item) or re.fullmatch(r"(?i)[^;]+[/+]json\s*(;.*)?", _one(kind))
    if as_json:
        return Part(key, encode.dump_json(item, where), media_type=_one(kind) or "application/json")
    return Part(key, encode.text(item, where).encode(), media_type=_one(kind))


def _one(kind: str | None) -> str:
    """The media type, if it is one: `image/png, image/jpeg` and `image/*` say what may be, not what is."""
    return kind if kind and not re.search(r"[,*\r\n]", kind) else ""


def _file_kind(said: str, name: str) -> str:
    """The media type of a file: the one that the description names, or that of several which the file's name tells."""
    told = (said and mimetypes.MimeTypes().guess_type(name)[0]) or ""  # without what the machine has installed
    fits = any(fnmatchcase(told, each.strip().lower()) for each in said.split(","))
    return _one(said) or (told if fits else "") or "application/octet-stream"


def _named(given: Any) -> tuple[str, Any, str]:
    """The name, content and media type of a file as it was given."""
    if is_sequence(given):
        name, content, *kind = given
        return name, content, str(kind[0]) if kind else ""
    known: Any = os.fspath(given) if is_path(given) else getattr(given, "name", "")
    return os.path.basename(known) if isinstance(known, str) else "", given, ""
