"""The client itself: servers, credentials, and the resources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import httpx

from ._runtime import (
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    AsyncClient,
    SyncClient,
)
from .resources.ping import AsyncPingResource, PingResource

Environment = Literal["production", "sandbox", "server_3", "production_2"]
"""The servers that the description names."""

ENVIRONMENTS: dict[Environment, str] = {
    "production": "https://api.example.com/v1",
    "sandbox": "https://eu.example.com:8443/v1",
    "server_3": "http://localhost:3000",
    "production_2": "https://other.example.com",
}


class Example(SyncClient):
    """The client for the Servers API.

    Args:
        environment: Which server to talk to: "production", "sandbox", "server_3",
            "production_2".
        base_url: URL in front of every path; instead of `environment`.
        timeout: Seconds to wait for each step of a call, or an `httpx.Timeout`.
        retries: How often a failed call that is safe to repeat is tried again.
        headers: Headers of every request.
        http_client: An httpx client of your own; it stays yours to close.
    """

    def __init__(
        self,
        *,
        environment: Environment = "production",
        base_url: str | None = None,
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.Client | None = None,
    ) -> None:
        super().__init__(
            name="example",
            base_url=base_url or ENVIRONMENTS[environment],
            timeout=timeout,
            retries=retries,
            headers=headers,
            http_client=http_client,
        )

    @cached_property
    def ping(self) -> PingResource:
        """The operations of `ping`."""
        return PingResource(self)


class AsyncExample(AsyncClient):
    """The client for the Servers API, for `async` code.

    Args:
        environment: Which server to talk to: "production", "sandbox", "server_3",
            "production_2".
        base_url: URL in front of every path; instead of `environment`.
        timeout: Seconds to wait for each step of a call, or an `httpx.Timeout`.
        retries: How often a failed call that is safe to repeat is tried again.
        headers: Headers of every request.
        http_client: An httpx client of your own; it stays yours to close.
    """

    def __init__(
        self,
        *,
        environment: Environment = "production",
        base_url: str | None = None,
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        super().__init__(
            name="example",
            base_url=base_url or ENVIRONMENTS[environment],
            timeout=timeout,
            retries=retries,
            headers=headers,
            http_client=http_client,
        )

    @cached_property
    def ping(self) -> AsyncPingResource:
        """The operations of `ping`."""
        return AsyncPingResource(self)
