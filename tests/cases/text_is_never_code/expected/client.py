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
from .resources.t_import_os import AsyncTImportOsResource, TImportOsResource

Environment = Literal["default"]
"""The servers that the description names."""

ENVIRONMENTS: dict[Environment, str] = {
    "default": 'https://example.com/"); import os  # \\',
}


class Example(SyncClient):
    """The client for the Text \"\"\" is {{ 7 * 7 }} {% raw %} \\N{BULLET} never
    code\\ API.

    Ends in a quote "

    Args:
        environment: Which server to talk to: "default".
        base_url: URL in front of every path; instead of `environment`.
        timeout: Seconds to wait for each step of a call, or an `httpx.Timeout`.
        retries: How often a failed call that is safe to repeat is tried again.
        headers: Headers of every request.
        http_client: An httpx client of your own; it stays yours to close.
    """

    def __init__(
        self,
        *,
        environment: Environment = "default",
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
    def t_import_os(self) -> TImportOsResource:
        """\"\"\"
        import os
        \"\"\" \\
        """
        return TImportOsResource(self)


class AsyncExample(AsyncClient):
    """The client for the Text \"\"\" is {{ 7 * 7 }} {% raw %} \\N{BULLET} never
    code\\ API, for `async` code.

    Ends in a quote "

    Args:
        environment: Which server to talk to: "default".
        base_url: URL in front of every path; instead of `environment`.
        timeout: Seconds to wait for each step of a call, or an `httpx.Timeout`.
        retries: How often a failed call that is safe to repeat is tried again.
        headers: Headers of every request.
        http_client: An httpx client of your own; it stays yours to close.
    """

    def __init__(
        self,
        *,
        environment: Environment = "default",
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
    def t_import_os(self) -> AsyncTImportOsResource:
        """\"\"\"
        import os
        \"\"\" \\
        """
        return AsyncTImportOsResource(self)
