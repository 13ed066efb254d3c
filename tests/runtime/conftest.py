"""One fixture that runs a test against the sync and the async client, over a transport that sends nothing."""

from __future__ import annotations

import asyncio
import inspect
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import httpx
import pytest

from leadsmith.runtime import AsyncClient, AsyncPager, Pager, SyncClient

sys.path.insert(0, str(Path(__file__).parent))  # for runtime_face, in every import mode of pytest

Handler = Callable[[httpx.Request], httpx.Response]


class Flavour:
    """Sync or async; the tests need not know which."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.requests: list[httpx.Request] = []
        self.slept: list[float] = []

    def http(self, handler: Handler, **settings: Any) -> Any:
        def record(request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            return handler(request)

        kind = httpx.Client if self.name == "sync" else httpx.AsyncClient
        return kind(transport=httpx.MockTransport(record), **settings)

    def client(self, handler: Handler, **settings: Any) -> Any:
        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        settings = {
            "name": "some_api",
            "base_url": "https://api.test/v1",
            "http_client": self.http(handler),
            **settings,
        }
        if self.name == "sync":
            return SyncClient(sleep=self.slept.append, **settings)
        return AsyncClient(sleep=sleep, **settings)

    def run(self, result: Any) -> Any:
        if not inspect.isawaitable(result):
            return result

        async def wait() -> Any:
            return await result

        return asyncio.run(wait())

    def send(self, handler: Handler, request: Any, returns: Any = None, options: Any = None, **settings: Any) -> Any:
        return self.run(self.client(handler, **settings).send(request, returns=returns, options=options))

    def items(self, iterable: Any, most: int = 1_000_000) -> list[Any]:
        if self.name == "sync":
            return list(islice(iterable, most))

        async def collect() -> list[Any]:
            found: list[Any] = []
            async for item in iterable:
                found.append(item)
                if len(found) == most:
                    break
            return found

        return asyncio.run(collect())

    @property
    def pager(self) -> type:
        return Pager if self.name == "sync" else AsyncPager


@pytest.fixture(params=["sync", "async"])
def flavour(request: pytest.FixtureRequest) -> Flavour:
    return Flavour(request.param)
