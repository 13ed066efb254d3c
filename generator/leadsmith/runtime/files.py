"""Files and streams of the user as content to send: looked at when they are given, read when they are sent."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterable, Iterable, Iterator
from contextlib import ExitStack
from inspect import iscoroutinefunction
from pathlib import Path
from typing import IO, Any, TypeAlias, TypeGuard

from pydantic import BaseModel

from .errors import InvalidRequestError, UploadError
from .mismatch import is_mapping, is_sequence
from .upload import CHUNK, Source, Upload, checked, in_memory

FileContent: TypeAlias = bytes | os.PathLike[str] | IO[bytes] | Iterable[bytes] | AsyncIterable[bytes]
"""Bytes; a path, or a file opened in binary mode, from where it is; or a stream: an iterable of bytes, in the async
client also an async one. A stream can be read once, so it is never sent twice.
"""

_WANTED = "must be bytes, a path or a file opened in binary mode, or an iterable of bytes"


def source(content: Any, where: str) -> bytes | Source:
    """What is given as `FileContent`. Raises `InvalidRequestError` for all else, and for a file that cannot be read."""
    if isinstance(content, bytes | bytearray):
        return bytes(content)
    if is_path(content):
        return _path(Path(content).absolute(), where)
    if hasattr(content, "__aiter__") and not hasattr(content, "__iter__"):
        return Source(lambda _: iter(()), None, once=content, later=content, where=where)
    if hasattr(content, "read"):
        return _file(content, where)
    if is_sequence(content) and all(isinstance(piece, bytes) for piece in content):
        return b"".join(content)
    if not is_stream(content) or is_sequence(content):
        raise InvalidRequestError(where, _WANTED)
    return Source(lambda _: (checked(piece, where) for piece in content), None, once=content, where=where)


def is_path(content: Any) -> TypeGuard[os.PathLike[str]]:
    """Whether it names a file; plain text does not."""
    return isinstance(content, os.PathLike)


def is_stream(content: Any) -> bool:
    """Whether it may be an iterable of bytes, as far as can be seen without reading it."""
    iterable = hasattr(content, "__iter__") or hasattr(content, "__aiter__")
    return iterable and not isinstance(content, str | bytes | bytearray | BaseModel) and not is_mapping(content)


def joined(pieces: Iterable[bytes | Source]) -> bytes | Upload:
    """One after the other: bytes if all is in memory."""
    sources: list[Source] = []
    held: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, bytes):
            held.append(piece)
        else:
            sources += [in_memory(b"".join(held)), piece]
            held = []
    rest = b"".join(held)
    return Upload([*sources, in_memory(rest)]) if sources else rest


def _path(path: Path, where: str) -> Source:
    """A file that is opened for each attempt. Here it is only looked at: what is wrong is said before all is sent."""
    try:
        status = path.stat()
        regular = stat.S_ISREG(status.st_mode)
        if regular or path.is_dir():  # to open a pipe may wait for ever
            path.open("rb").close()
    except (OSError, ValueError) as error:
        raise InvalidRequestError(where, _unreadable(error)) from None
    if not regular:
        raise InvalidRequestError(where, f"{path.name!r} is no regular file; open it, and give the open file")
    size = status.st_size

    def begin(opened: ExitStack) -> Iterator[bytes]:
        try:
            file = opened.enter_context(path.open("rb"))
            now = os.fstat(file.fileno()).st_size
        except OSError as error:
            raise UploadError(where, _unreadable(error)) from error
        if now != size:
            raise UploadError(where, _changed(size, now))
        return _read(file, None, size, where)

    return Source(begin, size, where=where)


def _file(file: Any, where: str) -> Source:
    if hasattr(file, "encoding") or iscoroutinefunction(file.read):
        raise InvalidRequestError(where, _WANTED)
    try:
        readable = not hasattr(file, "readable") or file.readable()
        start, size = _extent(file)
    except (OSError, ValueError) as error:
        raise InvalidRequestError(where, _unreadable(error)) from None
    if not readable:
        raise InvalidRequestError(where, "the file is not open for reading")
    return Source(lambda _: _read(file, start, size, where), size, once=file if start is None else None, where=where)


def _extent(file: Any) -> tuple[int | None, int | None]:
    """Where an open file is, and how much of it follows; None for what it cannot tell."""
    if not hasattr(file, "seekable") or not file.seekable():
        return None, None
    start: int = file.tell()
    file.seek(0, os.SEEK_END)
    end: int = file.tell()
    file.seek(start)
    return start, max(0, end - start)


def _read(file: Any, start: int | None, size: int | None, where: str) -> Iterator[bytes]:
    """The pieces of a file from `start`, or where it is, and exactly `size` bytes where that is known."""
    done = 0
    try:
        if start is not None:
            file.seek(start)
        while (piece := checked(file.read(CHUNK), where)) and (size is None or done + len(piece) <= size):
            done += len(piece)
            yield piece
    except (OSError, ValueError) as error:
        raise UploadError(where, _unreadable(error)) from error
    if size is not None and done + len(piece) != size:
        raise UploadError(where, _changed(size, done + len(piece)))


def _unreadable(error: Exception) -> str:
    return f"the file cannot be read: {getattr(error, 'strerror', None) or error}"


def _changed(before: int, now: int) -> str:
    return f"the file has changed its size, from {before} bytes to {now}"
