"""Clients for tests: they build and check requests and read answers as ever, and send nothing.

The steps of a call are those of `exchange`; the sending among them is answered by a `Script`, which has what a test has
set, else an example of the description, else a sample of the type. No credential is needed, and nothing is repeated.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, Self, TypeAlias, TypeVar, cast, overload

import httpx

from .answer import Returns
from .base import BaseClient
from .call import Call, Send, Steps
from .client import AsyncClient, SyncClient
from .connections import Http
from .encode import Parameter
from .fake_answer import MADE_UP, Example, copied, written
from .mismatch import is_mapping, is_sequence
from .model import write
from .pages import AsyncPager, Pager
from .plain import plain
from .request import Request, RequestOptions, of_kind
from .retry import Outcome
from .upload import Upload

T = TypeVar("T")
Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)
Page = TypeVar("Page")

Json: TypeAlias = Mapping[str, object] | Sequence[Mapping[str, object]]
Given: TypeAlias = T | Json | httpx.Response | httpx.RequestError
"""What a method may be told to give: see `Answers.answer`."""


@dataclass(frozen=True)
class FakeCall:
    """A call that would have been sent.

    `operation` is the operationId, or method and path where the description has none. `path` is what is below the
    address of the server, `path_parameters`, `query` and `body` hold JSON values by the names on the wire, and of
    `query` what was given alone. A body that is not JSON is text or bytes. `headers` are all but the credentials.
    """

    operation: str
    method: str
    path: str
    path_parameters: Mapping[str, Any]
    query: Mapping[str, Any]
    headers: httpx.Headers
    body: Any
    route: str = field(repr=False)


class _Stream(Protocol[Item_co]):
    """What `Stream` is; not each client has it."""

    def __next__(self) -> Item_co: ...
    def close(self) -> None: ...


class _AsyncStream(Protocol[Item_co]):
    async def __anext__(self) -> Item_co: ...
    async def aclose(self) -> None: ...


class Answers(Generic[T]):
    """What a method is to give, in turn; the last answer is given to all further calls."""

    def __init__(self, script: Script, route: str) -> None:
        self._script = script
        self._route = route
        self._answers: list[Any] = []

    def answer(self, value: Given[T] | Callable[[FakeCall], Given[T]]) -> Self:
        """Give this next: a value of the method's type, or a dict of what the test is about.

        A dict has names in Python or on the wire; what the description requires beside is made up. A list, or a stream,
        is told by its items. `httpx.Response` stands for any answer, right or wrong, `httpx.ConnectError("...")` and
        the like for none. A function of the call gives one of all these.
        """
        self._answers.append(value)
        self._script.answers[self._route] = self._answers
        return self

    def fail(self, status: int, body: object = None, headers: Mapping[str, str] | None = None) -> Self:
        """Fail next with this status, and with this JSON if it is not None."""
        content = {} if body is None else {"json": plain(body)}
        return self.answer(httpx.Response(status, headers=headers, **content))


@dataclass
class Script:
    """What a fake knows, and its calls so far. A route is a method and a path, such as `GET /leads/{id}`.

    `routes` has the route of each method of a client by its resource and name, `leads.get`. `pages` says by route where
    the items are in a page, `examples` have the answers that the description shows.
    """

    routes: Mapping[str, str]
    pages: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    examples: Mapping[str, Any] = field(default_factory=dict[str, Any])
    answers: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])
    calls: list[FakeCall] = field(default_factory=list[FakeCall])
    last_pages: list[Any] = field(default_factory=list[Any])

    def route(self, method: Callable[..., object]) -> str:
        """The route of a method of a client. Raises `ValueError` for any other function."""
        module = getattr(method, "__module__", "").rpartition(".")[2]
        name = f"{module}.{getattr(method, '__name__', '')}"
        if not hasattr(method, "__self__") or name not in self.routes:
            raise ValueError(
                f"{method!r} is not a method of a resource of this client, such as {next(iter(self.routes))}"
            )
        return self.routes[name]

    def performed(self, steps: Steps[T], request: Request, returns: Any) -> Steps[T]:
        """These steps, but for sending, which ends here."""
        told: Any = None
        made_up = False
        while True:
            try:
                step = steps.send(told)
            except StopIteration as end:
                if made_up:
                    self.last_pages.append(end.value[0])
                return cast(T, end.value)
            if isinstance(step, Send):
                told, made_up = self._outcome(step.call, request, returns)
            else:
                told = yield step

    def following(self, page: T, following: Callable[[T], Any]) -> Any:
        """What follows a page: nothing where it was made up, or made of items."""
        return None if any(page is each for each in self.last_pages) else following(page)

    def _outcome(self, call: Call, request: Request, returns: Any) -> tuple[Outcome, bool]:
        """The answer to a call, and whether it is a page that was made here."""
        route = f"{request.method} {request.url}"
        recorded = _recorded(call, request, route)
        self.calls.append(recorded)
        answers = self.answers.get(route)
        if not answers:
            return self._made_up(call, route, returns), True
        value = answers.pop(0) if len(answers) > 1 else answers[0]
        if callable(value):
            value = value(recorded)
        if isinstance(value, httpx.RequestError):
            return copy.copy(value), False
        if isinstance(value, httpx.Response):
            return copied(value), False
        items = is_sequence(value) and route in self.pages
        try:
            return written(self._page(value, route) if items else value, call, returns), items
        except ValueError as error:
            raise ValueError(f"The answer to {route} does not fit: {error}") from None

    def _made_up(self, call: Call, route: str, returns: Any) -> httpx.Response:
        if route in self.examples:
            with suppress(ValueError):  # the description may be wrong about itself
                return written(Example(self.examples[route]), call, returns)
        return written(MADE_UP, call, returns)

    def _page(self, items: Any, route: str) -> Any:
        for name in reversed(self.pages[route]):
            items = {name: items}
        return items


# Clients --------------------------------------------------------------------------------------------------------------


class _Faking(BaseClient[Http]):
    """What both flavours share."""

    _script: Script

    @property
    def recorded_calls(self) -> list[FakeCall]:
        """The calls so far, those of views made by `with_options` too."""
        return self._script.calls

    def calls_of(self, method: Callable[..., object]) -> list[FakeCall]:
        """The calls of one method: `fake.calls_of(fake.leads.get)`."""
        route = self._script.route(method)
        return [call for call in self._script.calls if call.route == route]

    def _answered(
        self, request: Request, returns: Any, options: RequestOptions | None
    ) -> Steps[tuple[Any, httpx.Headers]]:
        steps = super()._answered(replace(request, security=()), returns, _once(options))
        return self._script.performed(steps, request, returns)

    def _opened(self, request: Request, returns: Any, options: RequestOptions | None) -> Steps[tuple[Call, Outcome]]:
        steps = super()._opened(replace(request, security=()), returns, _once(options))
        return self._script.performed(steps, request, returns)


class Fake(_Faking[httpx.Client], SyncClient):
    """What makes a client a fake. It stands before the client's class: `class FakeShop(Fake, Shop)`."""

    @overload
    def on(self, method: Callable[..., Pager[Item, Page]]) -> Answers[Page | Sequence[Item | Mapping[str, object]]]: ...
    @overload
    def on(self, method: Callable[..., _Stream[Item]]) -> Answers[Sequence[Item | Mapping[str, object]]]: ...
    @overload
    def on(self, method: Callable[..., T]) -> Answers[T]: ...
    def on(self, method: Callable[..., Any]) -> Any:
        """What a method gives, anew: `fake.on(fake.leads.get).answer({"first_name": "Ana"})`."""
        return Answers[Any](self._script, self._script.route(method))

    def paginate(
        self,
        request: Request,
        *,
        returns: Returns[T],
        items: Callable[[T], Iterable[Item] | None],
        following: Callable[[T], Any],
        options: RequestOptions | None = None,
    ) -> Pager[Item, T]:
        """As ever, but for what was made up."""
        return super().paginate(
            replace(request, security=()),
            returns=returns,
            items=items,
            following=lambda page: self._script.following(page, following),
            options=options,
        )


class AsyncFake(_Faking[httpx.AsyncClient], AsyncClient):
    """The same for `async` code: `class AsyncFakeShop(AsyncFake, AsyncShop)`."""

    @overload
    def on(
        self, method: Callable[..., AsyncPager[Item, Page]]
    ) -> Answers[Page | Sequence[Item | Mapping[str, object]]]: ...
    @overload
    def on(
        self, method: Callable[..., Awaitable[_AsyncStream[Item]]]
    ) -> Answers[Sequence[Item | Mapping[str, object]]]: ...
    @overload
    def on(self, method: Callable[..., Awaitable[T]]) -> Answers[T]: ...
    def on(self, method: Callable[..., Any]) -> Any:
        """What a method gives, anew: `fake.on(fake.leads.get).answer({"first_name": "Ana"})`."""
        return Answers[Any](self._script, self._script.route(method))

    def paginate(
        self,
        request: Request,
        *,
        returns: Returns[T],
        items: Callable[[T], Iterable[Item] | None],
        following: Callable[[T], Any],
        options: RequestOptions | None = None,
    ) -> AsyncPager[Item, T]:
        """As ever, but for what was made up."""
        return super().paginate(
            replace(request, security=()),
            returns=returns,
            items=items,
            following=lambda page: self._script.following(page, following),
            options=options,
        )


def _once(options: RequestOptions | None) -> RequestOptions:
    given = RequestOptions() if options is None else of_kind(options, RequestOptions, "options")
    return replace(given, retries=0, follow_redirects=False)


# What was called ------------------------------------------------------------------------------------------------------


def _recorded(call: Call, request: Request, route: str) -> FakeCall:
    whole = _values({"": request.querystring}).get("", {})
    return FakeCall(
        operation=call.operation,
        method=call.method,
        path=call.url.raw_path.decode().partition("?")[0],
        path_parameters=_values(request.path),
        query={
            **_values(request.query),
            **_values(call.options.query),
            **(whole if is_mapping(whole) else {"": whole}),
        },
        headers=httpx.Headers([*call.headers.values()]),
        body=None if call.body is None else _body(call.body.content, call.body.media_type),
        route=route,
    )


def _values(given: Mapping[str, object]) -> dict[str, Any]:
    return {
        name: write(value.value, value.type, name) if isinstance(value, Parameter) else plain(value)
        for name, value in given.items()
        if value is not None
    }


def _body(content: bytes | Upload, media_type: str) -> Any:
    content = b"".join(content.pieces(None)) if isinstance(content, Upload) else content
    kind = media_type.partition(";")[0].strip().lower()
    if kind.endswith("json"):
        return json.loads(content)
    return content.decode() if kind.startswith("text/") or kind.endswith("-urlencoded") else content
