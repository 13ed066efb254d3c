"""What there is beside the value of an answer: its status and headers, and its bytes as they come.

`with_response` and `stream_body` of a client take a method and its arguments, so that no method is there twice. What
they want is noted in a context variable, which the call that the method makes finds.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar
from uuid import uuid4

import httpx

from .errors import ConfigurationError

T = TypeVar("T")
Failed = Callable[[httpx.RequestError], Exception]


@dataclass(frozen=True)
class Response(Generic[T]):
    """The value of an answer, and the answer itself: `raw` is httpx's, read, and without what was sent."""

    value: T
    raw: httpx.Response = field(repr=False)

    @property
    def status(self) -> int:
        """The status code."""
        return self.raw.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The headers of the answer."""
        return self.raw.headers


@dataclass
class Wish:
    """What is wanted of the next call: to tell its answer, and to leave its body unread if `streamed`."""

    streamed: bool = False
    answer: httpx.Response | None = None
    failed: Failed | None = None

    def told(self) -> httpx.Response:
        """The answer. Raises `ConfigurationError` where there was no call."""
        if self.answer is None:
            raise ConfigurationError("this method sends nothing by itself; of a list take its `page`")
        return self.answer


WISH: ContextVar[Wish | None] = ContextVar("WISH", default=None)


def taken() -> Wish | None:
    """What is wished of the call that begins. It is meant for this one alone."""
    wish = WISH.get()
    WISH.set(None)
    return wish


@contextmanager
def wishing(method: object, streamed: bool = False) -> Generator[Wish]:
    """Within it, the call that the method makes fulfils the wish. Raises `ConfigurationError` for what is no method."""
    if not callable(method):
        given = type(method).__name__
        raise ConfigurationError(f'give a method and then its arguments, such as client.x.get, "id"; not {given}')
    wish = Wish(streamed)
    token = WISH.set(wish)
    try:
        yield wish
    finally:
        WISH.reset(token)


class _Body:
    """What both flavours of a body share."""

    def __init__(self, wish: Wish) -> None:
        self._response = wish.told()
        assert wish.failed is not None
        self._failed = wish.failed

    @property
    def status(self) -> int:
        """The status code."""
        return self._response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The headers of the answer."""
        return self._response.headers


@contextmanager
def _whole_file(path: str | os.PathLike[str]) -> Generator[Callable[[bytes], int]]:
    """Writes a file beside the path, and puts it there once it is whole."""
    target = Path(path)
    beside = target.with_name(f".{target.name[:100]}.{uuid4().hex}")
    try:
        with beside.open("xb") as file:
            yield file.write
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


class ResponseBody(_Body):
    """The bytes of an answer as they come: `for piece in body`, once; or all of them into a file."""

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._response.iter_bytes()
        except httpx.RequestError as error:
            raise self._failed(error) from error
        except httpx.StreamError:
            raise ConfigurationError("a body is read once, and this one is read or closed") from None

    def save(self, path: str | os.PathLike[str]) -> int:
        """Write the body to a file, which is there only once it is whole. Gives the number of bytes."""
        with _whole_file(path) as write:
            return sum(write(piece) for piece in self)


class AsyncResponseBody(_Body):
    """The bytes of an answer as they come: `async for piece in body`, once; or all of them into a file."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._response.aiter_bytes():
                yield piece
        except httpx.RequestError as error:
            raise self._failed(error) from error
        except httpx.StreamError:
            raise ConfigurationError("a body is read once, and this one is read or closed") from None

    async def save(self, path: str | os.PathLike[str]) -> int:
        """Write the body to a file, which is there only once it is whole. Gives the number of bytes."""
        with _whole_file(path) as write:
            return sum([write(piece) async for piece in self])
