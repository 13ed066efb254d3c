"""Content that is sent piece by piece, as often as needed: of files, of streams, and of what is in memory between them.

It knows how content is read, counted and closed. Whether it is sent again is decided in `exchange`.
"""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterable,
    Iterator,
)
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from inspect import iscoroutinefunction
from pathlib import Path
from typing import IO, Any, TypeAlias, TypeGuard

import httpx
from pydantic import BaseModel

from .errors import InvalidRequestError, UploadError
from .mismatch import is_mapping, is_sequence

FileContent: TypeAlias = bytes | os.PathLike[str] | IO[bytes] | Iterable[bytes] | AsyncIterable[bytes]
"""Bytes; a path, or a file opened in binary mode, from where it is; or a stream: an iterable of bytes, in the async
client also an async one. A stream can be read once, so it is never sent twice.
"""
Progress: TypeAlias = Callable[[int, int | None], object]

_CHUNK = 256 * 1024
_WANTED = "must be bytes, a path or a file opened in binary mode, or an iterable of bytes"


@dataclass(frozen=True)
class Source:
    """Where some of the content comes from.

    `begin` gives its pieces from the beginning; what it opens it puts on the stack. `size` is None if it is not known.
    `once` is the object that can be read only once, `later` the one that is read with `async for`. `waits` says that
    reading may take its time.
    """

    begin: Callable[[ExitStack], Iterator[bytes]]
    size: int | None
    once: object = None
    later: AsyncIterable[bytes] | None = None
    waits: bool = True
    where: str = "body"


class Upload:
    """The content of a body that is read anew for each attempt, and never as a whole."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = tuple(sources)
        self._once = [each.once for each in self._sources if each.once is not None]
        self._begun = False
        if len({id(each) for each in self._once}) < len(self._once):
            raise InvalidRequestError("body", "holds a stream twice, which can be read only once")

    @property
    def size(self) -> int | None:
        """The number of bytes, None if it is not known."""
        sizes = [each.size for each in self._sources if each.size is not None]
        return sum(sizes) if len(sizes) == len(self._sources) else None

    @property
    def replayable(self) -> bool:
        """Whether it can be sent now: always, or, with a stream in it, as long as none of it was read."""
        return not (self._once and self._begun)

    def pieces(self, progress: Progress | None) -> Generator[bytes, None, None]:
        """The content for one attempt. Raises `UploadError` where it cannot be read."""
        sent = self._begin(progress)
        for each in self._sources:
            with ExitStack() as opened, _readable(each.where):
                for piece in filter(None, each.begin(opened)):
                    yield piece
                    sent(len(piece))

    async def pieces_async(self, progress: Progress | None) -> AsyncGenerator[bytes, None]:
        """The same. Whatever waits is read in a thread."""
        sent = self._begin(progress)
        for each in self._sources:
            with ExitStack() as opened, _readable(each.where):
                following = _following(each, opened)
                while (given := await following()) is not None:
                    if piece := _checked(given, each.where):
                        yield piece
                        sent(len(piece))

    def check(self, asynchronous: bool = True) -> None:
        """Raises `UploadError` if it cannot be sent now, and `InvalidRequestError` for an async stream in sync code."""
        if only_async := [each.where for each in self._sources if each.later is not None and not asynchronous]:
            raise InvalidRequestError(only_async[0], "an async iterable can be sent by the async client only")
        if not self.replayable:
            raise UploadError("body", "a stream in it has been read, so it cannot be sent again")

    def _begin(self, progress: Progress | None) -> Callable[[int], None]:
        self.check()
        self._begun = True
        return _counter(progress, self.size)


# For one attempt --------------------------------------------------------------------------------------------------


def length(content: bytes | Upload | None) -> int | None:
    """The number of bytes to announce, None if there is no content or it is not known."""
    return content.size if isinstance(content, Upload) else None if content is None else len(content)


def replayable(content: bytes | Upload | None) -> bool:
    """Whether this can be sent now, for the first time or again."""
    return not isinstance(content, Upload) or content.replayable


@contextmanager
def sending(
    content: bytes | Upload | None, progress: Progress | None = None
) -> Generator[bytes | Iterable[bytes] | None, None, None]:
    """The content as a client of httpx takes it. Whatever is open is closed in the end.

    `progress` is told how many bytes are sent, of how many. Raises what `Upload.check` does.
    """
    upload = _counted(content, progress)
    if not isinstance(upload, Upload):
        yield upload
        return
    upload.check(asynchronous=False)
    body = _Pieces(upload, progress)
    try:
        yield body
    finally:
        for each in body.running:
            each.close()


@asynccontextmanager
async def sending_async(
    content: bytes | Upload | None, progress: Progress | None = None
) -> AsyncGenerator[bytes | AsyncIterable[bytes] | None, None]:
    """The content as an async client of httpx takes it, see `sending`."""
    upload = _counted(content, progress)
    if not isinstance(upload, Upload):
        yield upload
        return
    upload.check()
    body = _AsyncPieces(upload, progress)
    try:
        yield body
    finally:
        for each in body.running:
            await each.aclose()


def _counted(content: bytes | Upload | None, progress: Progress | None) -> bytes | Upload | None:
    return Upload([in_memory(content)]) if progress and isinstance(content, bytes) else content


class _Pieces:
    """Begins anew each time it is iterated: the `auth` of httpx sends a request twice."""

    def __init__(self, upload: Upload, progress: Progress | None) -> None:
        self._upload, self._progress = upload, progress
        self.running: list[Generator[bytes, None, None]] = []

    def __iter__(self) -> Iterator[bytes]:
        self.running.append(self._upload.pieces(self._progress))
        return self.running[-1]


class _AsyncPieces:
    def __init__(self, upload: Upload, progress: Progress | None) -> None:
        self._upload, self._progress = upload, progress
        self.running: list[AsyncGenerator[bytes, None]] = []

    def __aiter__(self) -> AsyncIterator[bytes]:
        self.running.append(self._upload.pieces_async(self._progress))
        return self.running[-1]


def _counter(progress: Progress | None, total: int | None) -> Callable[[int], None]:
    done = 0

    def sent(number: int) -> None:
        nonlocal done
        done += number
        if progress is not None:
            progress(done, total)

    sent(0)
    return sent


def _following(source: Source, opened: ExitStack) -> Callable[[], Awaitable[bytes | None]]:
    """Gives the next piece, None after the last."""
    if source.later is not None:
        pieces = aiter(source.later)
        return lambda: anext(pieces, None)
    step: Callable[[], bytes | None] = partial(next, source.begin(opened), None)

    async def at_once() -> bytes | None:
        return step()

    return partial(asyncio.to_thread, step) if source.waits else at_once


@contextmanager
def _readable(where: str) -> Generator[None, None, None]:
    """Tells a stream of the user's that breaks, such as a download of httpx, from the connection that sends it."""
    try:
        yield
    except httpx.HTTPError as error:
        raise UploadError(where, f"the stream broke: {error}") from error


# Sources ----------------------------------------------------------------------------------------------------------


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
    return Source(lambda _: (_checked(piece, where) for piece in content), None, once=content, where=where)


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


def in_memory(data: bytes) -> Source:
    """Bytes, in pieces so that progress can be told."""
    return Source(
        lambda _: (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)), len(data), waits=False
    )


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
        while (piece := _checked(file.read(_CHUNK), where)) and (size is None or done + len(piece) <= size):
            done += len(piece)
            yield piece
    except (OSError, ValueError) as error:
        raise UploadError(where, _unreadable(error)) from error
    if size is not None and done + len(piece) != size:
        raise UploadError(where, _changed(size, done + len(piece)))


def _checked(piece: Any, where: str) -> bytes:
    try:
        return piece if isinstance(piece, bytes) else bytes(memoryview(piece))
    except TypeError:
        raise UploadError(where, f"it was read as {type(piece).__name__}, where bytes are needed") from None


def _unreadable(error: Exception) -> str:
    return f"the file cannot be read: {getattr(error, 'strerror', None) or error}"


def _changed(before: int, now: int) -> str:
    return f"the file has changed its size, from {before} bytes to {now}"
