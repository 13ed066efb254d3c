"""Lists that come in pages: iteration over all items, over pages, or one page.

It decides what to ask for next, never in a circle and never from another server. How a page is fetched it does not
know.
"""

from __future__ import annotations

import re
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
)
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar
from urllib.parse import unquote, unquote_plus

import httpx
from pydantic import BaseModel

from . import encode
from .errors import UnexpectedResponseError
from .mismatch import Path, is_mapping, is_sequence, pointer_of
from .request import Request
from .servers import origin

Item = TypeVar("Item")
Page = TypeVar("Page")
Query = Mapping[str, object]

_MOST_EMPTY = 100
"""So many pages in a row may be without items; some servers filter what they have cut into pages."""


@dataclass(frozen=True)
class NextPage:
    """The next page is the one after this by number.

    Args:
        parameter: The query parameter with the number.
        first: The number of the first page. It is also that of a page for which none was asked, unless `number` is.
        number: The number that the page says it has.
        more: Whether there is a next page.
        pages: How many pages there are, which is asked where `more` is not known.
        total: How many items there are on all pages. Where nothing else is known, a page without items is the last.
    """

    parameter: str
    first: int = 1
    number: object = None
    more: bool | None = None
    pages: object = None
    total: object = None


@dataclass(frozen=True)
class NextOffset:
    """The next page begins after the items of this.

    Args:
        parameter: The query parameter with the number of items to leave out.
        first: Its value for the first item.
        more: Whether there is a next page.
        total: How many items there are on all pages. Where nothing else is known, a page without items is the last.
    """

    parameter: str
    first: int = 0
    more: bool | None = None
    total: object = None


@dataclass(frozen=True)
class NextLink:
    """The next page is where this link leads, absolute or relative to the page; without one this is the last page."""

    url: object


@dataclass(frozen=True)
class LinkHeader:
    """The next page is where the `Link` header says: `rel="next"` (RFC 8288). Without that this is the last page."""


Following = Query | NextPage | NextOffset | NextLink | LinkHeader | None
"""How the page after a page is asked for: by these values in the query, or as said; None after the last."""


@dataclass(frozen=True)
class Plan(Generic[Item, Page]):
    """A list in pages.

    `request` asks for the first, below the URL `base`. `items` gives the items of a page, `following` says how the next
    is asked for. `keys` are names in the query that hold credentials: a link that repeats them does not decide them.
    `shown` is the request without credentials, for errors, which the `hide` of a text keeps out too.
    """

    request: Request
    base: str
    items: Callable[[Page], Iterable[Item] | None]
    following: Callable[[Page], Following]
    keys: frozenset[str]
    shown: httpx.Request
    hide: Callable[[str], str] = str

    def items_of(self, page: Page) -> list[Item]:
        """The items of a page. Raises `UnexpectedResponseError` where they do not fit the description."""
        try:
            return list(self.items(page) or ())
        except AttributeError as error:
            raise self.unreadable("the items", page, error) from None

    def unreadable(self, what: str, page: Page, error: AttributeError) -> UnexpectedResponseError:
        """What to raise for a field of the page that does not fit the description."""
        pointer, told = _pointer_to(error, page), f"{what} cannot be read: {error}"
        pointer = None if pointer is None else self.hide(pointer)
        return UnexpectedResponseError(self.hide(told), request=self.shown, pointer=pointer)


@dataclass
class _Walk(Generic[Item, Page]):
    """One iteration: the request of the page that is read now, and what is known of those before."""

    plan: Plan[Item, Page]
    request: Request
    seen: set[str] = field(default_factory=set[str])
    read: int = 0
    empty: int = 0
    before: list[Item] = field(default_factory=list[Any])

    def next(self, page: Page, headers: httpx.Headers) -> Request | None:
        """The request for the page after `page`, which came with `headers`; None after the last.

        Raises `UnexpectedResponseError` where the server leads in a circle, to another one, or nowhere.
        """
        items = self.plan.items_of(page)
        try:
            following = self.plan.following(page)
        except AttributeError as error:
            raise self.plan.unreadable("what says how the list goes on", page, error) from None
        self.read += len(items)
        self.empty = 0 if items else self.empty + 1
        if isinstance(following, NextPage | NextOffset):
            values = self._counted(following, items)
            request = self._with(values) if values else None
        elif isinstance(following, NextLink | LinkHeader):
            request = self._linked(following.url if isinstance(following, NextLink) else next_link(headers))
        else:
            request = self._with(following) if following is not None else None
        if request is None:
            return None
        if self.empty >= _MOST_EMPTY:
            raise self._failed(f"{self.empty} pages in a row are empty, and yet there is a next page")
        self.before, self.request = items, request
        return request

    def _counted(self, step: NextPage | NextOffset, items: list[Item]) -> Query | None:
        asked = whole(_bare(self.request.query.get(step.parameter)))
        begun = whole(_bare(self.plan.request.query.get(step.parameter)))
        total = whole(step.total)
        if isinstance(step, NextPage):
            here = next(known for known in (asked, whole(step.number), step.first) if known is not None)
            following, pages = here + 1, whole(step.pages)
            # Where the first page that was read is another than the first of all, what was read is not all.
            done = total is not None and begun in (None, step.first) and self.read >= total
            ended = here - step.first + 1 >= pages if pages is not None else done or not items
        else:
            here = step.first if asked is None else asked
            following = here + len(items)
            ended = not items or (total is not None and following - step.first >= total)
        if not step.more if step.more is not None else ended:
            return None
        if following == here:
            raise self._failed("there is a next page, but this one has no items, after which it could begin")
        if items and items == self.before:
            raise self._failed("the next page holds the same items again")
        return {step.parameter: following}

    def _with(self, values: Query) -> Request:
        """The request with these values in its query, unless they were there before."""
        missing = [name for name, value in values.items() if value is None]
        if missing:
            raise self._failed(f"there is a next page, but no {', '.join(missing)} for it")
        self._note({name: self.plan.request.query.get(name) for name in values})
        if not self._note(values):
            raise self._failed("the next page is one that was already read")
        return replace(self.plan.request, query={**self.plan.request.query, **values})

    def _note(self, values: Query) -> bool:
        """Keep in mind that these values ask for a page; are they new?"""
        key = repr(sorted((name, str(_bare(value))) for name, value in values.items()))
        new = key not in self.seen
        self.seen.add(key)
        return new

    def _linked(self, link: object) -> Request | None:
        """The request for the page that a link leads to: of the link only path and query count."""
        if link is None or link == "":
            return None
        here = httpx.URL(self.plan.base + encode.path(self.request.url, self.request.path))
        ours = False
        try:
            url = here.join(link) if isinstance(link, str) else None
            ours = url is not None and origin(url) == origin(here)
        except (httpx.InvalidURL, UnicodeError):
            url = None
        if url is None:
            raise self._failed("the link to the next page is not a URL")
        if not ours:
            where = f"{url.scheme}://{url.netloc.decode('ascii', 'replace')}"
            raise self._failed(f"the next page is on another server, {where}; the link is not followed")
        path, _, query = url.raw_path.decode("ascii").partition("?")
        root = httpx.URL(self.plan.base).raw_path.decode("ascii").rstrip("/")
        climbs = not {".", ".."}.isdisjoint(re.split(r"[/\\]", unquote(path)))
        if climbs or not f"{path}/".startswith(f"{root}/"):
            raise self._failed(f"the link to the next page leads out of {self.plan.base}, and is not followed")
        parts = [part for part in query.split("&") if unquote_plus(part.partition("=")[0]) not in self.plan.keys]
        target = "?".join(filter(None, [path[len(root) :], "&".join(parts)]))
        if not self._note({"": target}):
            raise self._failed("the next page is one that was already read")
        target = target.replace("{", "%7B").replace("}", "%7D")  # it is no template
        return replace(self.request, url=target, path={}, query={}, querystring=None)

    def _failed(self, problem: str) -> UnexpectedResponseError:
        return UnexpectedResponseError(self.plan.hide(problem), request=self.plan.shown)


def _pointer_to(error: AttributeError, page: object) -> str | None:
    """The JSON Pointer of a field that a model in the page lacks; None where there is no such model in it."""
    owner, name = error.obj, error.name
    path = _path_to(owner, page)
    if path is None or name is None or not isinstance(owner, BaseModel):
        return None
    field = type(owner).model_fields.get(name)
    return pointer_of((*path, field.alias if field and field.alias else name))


def _path_to(part: object, value: object) -> Path | None:
    """The way to a part of a value, by the names on the wire."""
    if value is part:
        return ()
    for step, inner in _parts(value):
        if (path := _path_to(part, inner)) is not None:
            return (step, *path)
    return None


def _parts(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, BaseModel):
        fields, there = type(value).model_fields.items(), vars(value)
        return [(field.alias or name, there[name]) for name, field in fields if name in there]
    if is_mapping(value):
        return value.items()
    return enumerate(value) if is_sequence(value) else ()


def whole(value: object) -> int | None:
    """A whole number, also as JSON or a caller may write it; None for anything else."""
    if isinstance(value, str):
        return int(value) if re.fullmatch(r"[0-9]{1,18}", value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if value == value // 1 else None


def _bare(value: object) -> object:
    return value.value if isinstance(value, encode.Parameter) else value


_LINK = r'<([^<>]*)>\s*+((?:;\s*+[^\s=;,"]++\s*+(?:=\s*+(?:"(?:[^"\\]|\\.)*+"|[^\s;,"]*+)\s*+)?)*+)(?:,|$)'
_PARAMETER = r';\s*+([^\s=;,"]++)\s*+(?:=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^\s;,"]*+)))?'


def next_link(headers: httpx.Headers) -> str | None:
    """The target of the link that `Link` headers call `next` (RFC 8288, 3); one about another page does not count."""
    for target, parameters in re.findall(_LINK, ", ".join(headers.get_list("Link"))):
        said: dict[str, str] = {}
        for name, quoted, plain in re.findall(_PARAMETER, parameters):
            said.setdefault(name.lower(), quoted or plain)  # of several the first counts
        if "anchor" not in said and "next" in said.get("rel", "").lower().split():
            return str(target)
    return None


class Pager(Generic[Item, Page]):
    """The items of a list, fetched page by page as they are needed: `for item in pager`.

    Nothing is sent before. Each iteration begins anew, with the page that the arguments name.
    """

    def __init__(self, fetch: Callable[[Request], tuple[Page, httpx.Headers]], plan: Plan[Item, Page]) -> None:
        self._fetch = fetch
        self._plan = plan

    def page(self) -> Page:
        """The one page that the arguments name."""
        return self._fetch(self._plan.request)[0]

    def pages(self) -> Iterator[Page]:
        """That page and all after it."""
        walk = _Walk(self._plan, self._plan.request)
        request: Request | None = walk.request
        while request is not None:
            page, headers = self._fetch(request)
            yield page
            request = walk.next(page, headers)

    def __iter__(self) -> Iterator[Item]:
        for page in self.pages():
            yield from self._plan.items_of(page)


class AsyncPager(Generic[Item, Page]):
    """The items of a list, fetched page by page as they are needed: `async for item in pager`.

    Nothing is sent before. Each iteration begins anew, with the page that the arguments name.
    """

    def __init__(
        self, fetch: Callable[[Request], Awaitable[tuple[Page, httpx.Headers]]], plan: Plan[Item, Page]
    ) -> None:
        self._fetch = fetch
        self._plan = plan

    async def page(self) -> Page:
        """The one page that the arguments name."""
        return (await self._fetch(self._plan.request))[0]

    async def pages(self) -> AsyncIterator[Page]:
        """That page and all after it."""
        walk = _Walk(self._plan, self._plan.request)
        request: Request | None = walk.request
        while request is not None:
            page, headers = await self._fetch(request)
            yield page
            request = walk.next(page, headers)

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in self._plan.items_of(page):
                yield item
