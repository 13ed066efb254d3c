"""Lists that come in pages: iteration over all items, over pages, or one page.

It only asks for pages by the values of query parameters; how a page is fetched it does not know.
"""

from __future__ import annotations

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
)
from typing import Generic, TypeVar

import httpx

from .encode import Parameter
from .errors import UnexpectedResponseError

Item = TypeVar("Item")
Page = TypeVar("Page")
Query = Mapping[str, object]


class _Turner(Generic[Item, Page]):
    """What both flavours of a pager share: how to go on, and when not to."""

    def __init__(
        self,
        query: Query,
        items: Callable[[Page], Iterable[Item] | None],
        following: Callable[[Page], Query | None],
        request: httpx.Request,
    ) -> None:
        self.query = query
        self.items = items
        self.following = following
        self.request = request

    def next(self, page: Page, seen: set[str]) -> Query | None:
        """The query values of the next page, None after the last.

        Raises `UnexpectedResponseError` where a server leads in a circle; `seen` is kept to find that out.
        """
        values = self.following(page)
        if values is None:
            return None
        missing = [name for name, value in values.items() if value is None]
        if missing:
            raise UnexpectedResponseError(
                f"there is a next page, but no {', '.join(missing)} for it", request=self.request
            )
        seen.add(_key({name: self.query.get(name) for name in values}))
        if _key(values) in seen:
            raise UnexpectedResponseError("the next page is one that was already read", request=self.request)
        seen.add(_key(values))
        return values


def _key(values: Query) -> str:
    bare = {name: value.value if isinstance(value, Parameter) else value for name, value in values.items()}
    return repr(sorted((name, str(value)) for name, value in bare.items()))


class Pager(Generic[Item, Page]):
    """The items of a list, fetched page by page as they are needed: `for item in pager`.

    Nothing is sent before. Each iteration begins anew, with the page that the arguments name.
    """

    def __init__(
        self,
        fetch: Callable[[Query], Page],
        query: Query,
        items: Callable[[Page], Iterable[Item] | None],
        following: Callable[[Page], Query | None],
        request: httpx.Request,
    ) -> None:
        self._fetch = fetch
        self._turner = _Turner(query, items, following, request)

    def page(self) -> Page:
        """The one page that the arguments name."""
        return self._fetch({})

    def pages(self) -> Iterator[Page]:
        """That page and all after it."""
        seen: set[str] = set()
        values: Query | None = {}
        while values is not None:
            page = self._fetch(values)
            yield page
            values = self._turner.next(page, seen)

    def __iter__(self) -> Iterator[Item]:
        for page in self.pages():
            yield from self._turner.items(page) or ()


class AsyncPager(Generic[Item, Page]):
    """The items of a list, fetched page by page as they are needed: `async for item in pager`.

    Nothing is sent before. Each iteration begins anew, with the page that the arguments name.
    """

    def __init__(
        self,
        fetch: Callable[[Query], Awaitable[Page]],
        query: Query,
        items: Callable[[Page], Iterable[Item] | None],
        following: Callable[[Page], Query | None],
        request: httpx.Request,
    ) -> None:
        self._fetch = fetch
        self._turner = _Turner(query, items, following, request)

    async def page(self) -> Page:
        """The one page that the arguments name."""
        return await self._fetch({})

    async def pages(self) -> AsyncIterator[Page]:
        """That page and all after it."""
        seen: set[str] = set()
        values: Query | None = {}
        while values is not None:
            page = await self._fetch(values)
            yield page
            values = self._turner.next(page, seen)

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in self._turner.items(page) or ():
                yield item
