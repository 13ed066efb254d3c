"""Content that is sent piece by piece, as often as needed.

It knows how content is read, counted and closed. Whether it is sent again is decided in `exchange`.
"""

from __future__ import annotations

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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import httpx

from .errors import InvalidRequestError, UploadError

Progress: TypeAlias = Callable[[int, int | None], object]

CHUNK = 256 * 1024


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
                    if piece := checked(given, each.where):
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


def sending(content: bytes | Upload | None, progress: Progress | None = None) -> httpx.SyncByteStream:
    """The content as a client of httpx sends it. To be closed in the end, as it closes whatever it opens.

    `progress` is told how many bytes are sent, of how many. Raises what `Upload.check` does.
    """
    upload = _counted(content, progress)
    if not isinstance(upload, Upload):
        return httpx.ByteStream(upload or b"")
    upload.check(asynchronous=False)
    return _Pieces(upload, progress)


def sending_async(content: bytes | Upload | None, progress: Progress | None = None) -> httpx.AsyncByteStream:
    """The content as an async client of httpx sends it, see `sending`."""
    upload = _counted(content, progress)
    if not isinstance(upload, Upload):
        return httpx.ByteStream(upload or b"")
    upload.check()
    return _AsyncPieces(upload, progress)


def _counted(content: bytes | Upload | None, progress: Progress | None) -> bytes | Upload | None:
    return Upload([in_memory(content)]) if progress and isinstance(content, bytes) else content


class _Pieces(httpx.SyncByteStream):
    """Begins anew each time it is iterated: the `auth` of httpx sends a request twice."""

    def __init__(self, upload: Upload, progress: Progress | None) -> None:
        self._upload, self._progress = upload, progress
        self._running: list[Generator[bytes, None, None]] = []

    def __iter__(self) -> Iterator[bytes]:
        self._running.append(self._upload.pieces(self._progress))
        return self._running[-1]

    def close(self) -> None:
        for each in self._running:
            each.close()


class _AsyncPieces(httpx.AsyncByteStream):
    def __init__(self, upload: Upload, progress: Progress | None) -> None:
        self._upload, self._progress = upload, progress
        self._running: list[AsyncGenerator[bytes, None]] = []

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._running.append(self._upload.pieces_async(self._progress))
        return self._running[-1]

    async def aclose(self) -> None:
        for each in self._running:
            await each.aclose()


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

    async def in_thread() -> bytes | None:
        import asyncio  # only where async code runs: it takes long to load

        return await asyncio.to_thread(step)

    return in_thread if source.waits else at_once


@contextmanager
def _readable(where: str) -> Generator[None, None, None]:
    """Tells a stream of the user's that breaks, such as a download of httpx, from the connection that sends it."""
    try:
        yield
    except httpx.HTTPError as error:
        raise UploadError(where, f"the stream broke: {error}") from error


def checked(piece: Any, where: str) -> bytes:
    try:
        return piece if isinstance(piece, bytes) else bytes(memoryview(piece))
    except TypeError:
        raise UploadError(where, f"it was read as {type(piece).__name__}, where bytes are needed") from None


def in_memory(data: bytes) -> Source:
    """Bytes, in pieces so that progress can be told."""
    return Source(
        lambda _: (data[start : start + CHUNK] for start in range(0, len(data), CHUNK)), len(data), waits=False
    )
