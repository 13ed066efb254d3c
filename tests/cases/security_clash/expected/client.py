"""The client itself: servers, credentials, and the resources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import httpx

from ._runtime import (
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    ApiKey,
    AsyncClient,
    Bearer,
    Credential,
    SyncClient,
)
from .resources.calls import AsyncCallsResource, CallsResource
from .resources.leads import AsyncLeadsResource, LeadsResource
from .resources.users import AsyncUsersResource, UsersResource


class Example(SyncClient):
    """The client for the Security clash API.

    Args:
        api_key: Credential for the security scheme apiKey. By default the environment
            variable EXAMPLE_API_KEY.
        token: Credential for the security scheme jwt. By default the environment variable
            EXAMPLE_TOKEN.
        token_2: Credential for the security scheme token. By default the environment
            variable EXAMPLE_TOKEN_2.
        base_url: URL in front of every path. The description names no server, so it has to
            be given.
        timeout: Seconds to wait for each step of a call, or an `httpx.Timeout`.
        retries: How often a failed call that is safe to repeat is tried again.
        headers: Headers of every request.
        http_client: An httpx client of your own; it stays yours to close.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        token: str | None = None,
        token_2: str | None = None,
        base_url: str | None = None,
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.Client | None = None,
    ) -> None:
        super().__init__(
            name="example",
            base_url=base_url,
            credentials=_credentials(
                api_key,
                token,
                token_2,
            ),
            security=(("apiKey",), ("jwt",), ("token",)),
            timeout=timeout,
            retries=retries,
            headers=headers,
            http_client=http_client,
        )

    @cached_property
    def leads(self) -> LeadsResource:
        """The operations of `leads`."""
        return LeadsResource(self)

    @cached_property
    def calls(self) -> CallsResource:
        """The operations of `calls`."""
        return CallsResource(self)

    @cached_property
    def users(self) -> UsersResource:
        """The operations of `users`."""
        return UsersResource(self)


class AsyncExample(AsyncClient):
    """The client for the Security clash API, for `async` code.

    Args:
        api_key: Credential for the security scheme apiKey. By default the environment
            variable EXAMPLE_API_KEY.
        token: Credential for the security scheme jwt. By default the environment variable
            EXAMPLE_TOKEN.
        token_2: Credential for the security scheme token. By default the environment
            variable EXAMPLE_TOKEN_2.
        base_url: URL in front of every path. The description names no server, so it has to
            be given.
        timeout: Seconds to wait for each step of a call, or an `httpx.Timeout`.
        retries: How often a failed call that is safe to repeat is tried again.
        headers: Headers of every request.
        http_client: An httpx client of your own; it stays yours to close.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        token: str | None = None,
        token_2: str | None = None,
        base_url: str | None = None,
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        super().__init__(
            name="example",
            base_url=base_url,
            credentials=_credentials(
                api_key,
                token,
                token_2,
            ),
            security=(("apiKey",), ("jwt",), ("token",)),
            timeout=timeout,
            retries=retries,
            headers=headers,
            http_client=http_client,
        )

    @cached_property
    def leads(self) -> AsyncLeadsResource:
        """The operations of `leads`."""
        return AsyncLeadsResource(self)

    @cached_property
    def calls(self) -> AsyncCallsResource:
        """The operations of `calls`."""
        return AsyncCallsResource(self)

    @cached_property
    def users(self) -> AsyncUsersResource:
        """The operations of `users`."""
        return AsyncUsersResource(self)


def _credentials(
    api_key: str | None,
    token: str | None,
    token_2: str | None,
) -> tuple[Credential, ...]:
    return (
        ApiKey(
            "apiKey",
            argument="api_key",
            value=api_key,
            variable="EXAMPLE_API_KEY",
            place="header",
            name="authorization",
        ),
        Bearer(
            "jwt",
            argument="token",
            value=token,
            variable="EXAMPLE_TOKEN",
        ),
        ApiKey(
            "token",
            argument="token_2",
            value=token_2,
            variable="EXAMPLE_TOKEN_2",
            place="header",
            name="Authorization",
        ),
    )
