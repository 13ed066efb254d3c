"""Fixtures of the live tests: a real Payload server, and the client in both its flavours, every exchange checked."""

from __future__ import annotations

import asyncio
import inspect
import uuid
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from needs import missing

from . import node as payload_node
from .recording import Exchanges, problems


@dataclass(frozen=True)
class Face:
    """One flavour of the client, the same to use for both: what a method returns is awaited where it has to be."""

    flavour: str
    client: Any
    finish: Callable[[Any], Any]

    def call(self, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """The finished result of one method call."""
        return self.finish(method(*args, **kwargs))

    def all(self, iterable: Any) -> list[Any]:
        """Everything that a pager, or its pages, goes through."""
        return list(iterable) if self.flavour == "sync" else self.finish(_collect(iterable))


async def _collect(iterable: Any) -> list[Any]:
    return [item async for item in iterable]


@pytest.fixture(scope="session")
def installed() -> payload_node.Node:
    """Node, with the server's packages in place."""
    try:
        node = payload_node.find_node()
        payload_node.install(node)
    except payload_node.Unavailable as unavailable:
        missing(f"no Payload server: {unavailable}")
    return node


@pytest.fixture(scope="session")
def server(installed: payload_node.Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[payload_node.Server]:
    """A seeded server whose ids are numbers."""
    with payload_node.running(installed, tmp_path_factory.mktemp("payload")) as server:
        yield server


@pytest.fixture(scope="session")
def text_server(
    installed: payload_node.Node, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[payload_node.Server]:
    """A seeded server whose ids are text."""
    folder = tmp_path_factory.mktemp("payload-text")
    with payload_node.running(installed, folder, PAYLOAD_ID_TYPE="uuid") as server:
        yield server


@pytest.fixture(scope="session")
def raw(server: payload_node.Server) -> Iterator[httpx.Client]:
    """Plain httpx with the seeded key, to prepare what the client has no method for and to look behind its back."""
    with raw_client(server) as client:
        yield client


# Plain HTTP on loopback: no proxy, and no certificates to load for each client (45 ms).
LOOPBACK: dict[str, Any] = {"trust_env": False, "verify": False}


def raw_client(server: payload_node.Server) -> httpx.Client:
    headers = {"Authorization": f"users API-Key {server.api_key}"}
    return httpx.Client(base_url=f"{server.url}/", headers=headers, **LOOPBACK)


@pytest.fixture
def label() -> str:
    """Text that only this test's leads carry, so that tests can share a server in any order."""
    return f"label-{uuid.uuid4()}"


@pytest.fixture
def exchanges() -> Iterator[Exchanges]:
    """What `face` sent and got, in order. At the end of the test each is held against the description."""
    recorded: Exchanges = []
    yield recorded
    found = [problem for exchange in recorded for problem in problems(exchange)]
    assert not found, "exchanges that are not as described:\n" + "\n".join(found)


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for all async clients."""
    with asyncio.Runner() as runner:
        yield runner


Connect = Callable[..., Face]


@pytest.fixture(params=["sync", "async"])
def connect(
    request: pytest.FixtureRequest, server: payload_node.Server, exchanges: Exchanges, runner: asyncio.Runner
) -> Iterator[Connect]:
    """Make a client of one flavour; keyword arguments replace those of the client for the number server.

    `alter` may change a request just before it is sent, after the client has made and checked it.
    """
    from drivly_leads import AsyncDrivlyLeads, DrivlyLeads

    opened: list[tuple[Callable[[Any], Any], Callable[[], Any]]] = []

    def sync_face(alter: Callable[[httpx.Request], None] | None, arguments: dict[str, Any]) -> Face:
        def after(response: httpx.Response) -> None:
            response.read()
            exchanges.append(response)

        hooks: dict[str, list[Callable[..., Any]]] = {"request": [alter] if alter else [], "response": [after]}
        http = httpx.Client(event_hooks=hooks, **LOOPBACK)
        opened.append((_as_it_is, http.close))
        client = DrivlyLeads(http_client=http, **arguments)
        opened.append((_as_it_is, client.close))
        return Face("sync", client, _as_it_is)

    def async_face(alter: Callable[[httpx.Request], None] | None, arguments: dict[str, Any]) -> Face:
        async def before(request: httpx.Request) -> None:
            if alter:
                alter(request)

        async def after(response: httpx.Response) -> None:
            await response.aread()
            exchanges.append(response)

        http = httpx.AsyncClient(event_hooks={"request": [before], "response": [after]}, **LOOPBACK)
        opened.append((finish, http.aclose))
        client = AsyncDrivlyLeads(http_client=http, **arguments)
        opened.append((finish, client.aclose))
        return Face("async", client, finish)

    def finish(value: Any) -> Any:
        return runner.run(_awaited(value)) if inspect.isawaitable(value) else value

    make = sync_face if request.param == "sync" else async_face

    def connect(*, alter: Callable[[httpx.Request], None] | None = None, **arguments: Any) -> Face:
        return make(alter, {"api_key": server.api_key, "base_url": server.url} | arguments)

    yield connect
    for finished, close in reversed(opened):
        finished(close())


def _as_it_is(value: Any) -> Any:
    return value


async def _awaited(value: Awaitable[Any]) -> Any:
    return await value


@pytest.fixture
def face(connect: Connect) -> Face:
    """The client for the number server."""
    return connect()


@pytest.fixture
def text_face(connect: Connect, text_server: payload_node.Server) -> Face:
    """The client for the server with text ids."""
    return connect(base_url=text_server.url, api_key=text_server.api_key)
