"""The client itself: servers, credentials, and the resources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import httpx

from ._runtime import (
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    ApiKey,
    AsyncClient,
    Credential,
    SyncClient,
)
from .resources.leads import AsyncLeadsResource, LeadsResource

Environment = Literal["production", "beta", "sandbox", "alpha"]
"""The servers that the description names."""

ENVIRONMENTS: dict[Environment, str] = {
    "production": "https://commerce.driv.ly/api",
    "beta": "https://beta.commerce.driv.ly/api",
    "sandbox": "https://sandbox.commerce.driv.ly/api",
    "alpha": "https://alpha.commerce.driv.ly/api",
}


class DrivlyLeads(SyncClient):
    """The client for the Drivly Leads API.

    Create, read, change and delete leads, one by one or by a filter. Relationships are ids, or
    whole documents when `depth` reaches them.

    Args:
        api_key: The API key of a user. By default the environment variable
            DRIVLY_LEADS_API_KEY.
        environment: Which server to talk to: "production", "beta", "sandbox", "alpha".
        base_url: URL in front of every path; instead of `environment`.
        timeout: Seconds to wait for each step of a call, or an `httpx.Timeout`.
        retries: How often a failed call that is safe to repeat is tried again.
        headers: Headers of every request.
        http_client: An httpx client of your own; it stays yours to close.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        environment: Environment = "production",
        base_url: str | None = None,
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.Client | None = None,
    ) -> None:
        super().__init__(
            name="drivly_leads",
            base_url=base_url or ENVIRONMENTS[environment],
            credentials=_credentials(
                api_key,
            ),
            security=(("apiKey",),),
            timeout=timeout,
            retries=retries,
            headers=headers,
            http_client=http_client,
        )

    @cached_property
    def leads(self) -> LeadsResource:
        """Leads, people who want to buy a car."""
        return LeadsResource(self)


class AsyncDrivlyLeads(AsyncClient):
    """The client for the Drivly Leads API, for `async` code.

    Create, read, change and delete leads, one by one or by a filter. Relationships are ids, or
    whole documents when `depth` reaches them.

    Args:
        api_key: The API key of a user. By default the environment variable
            DRIVLY_LEADS_API_KEY.
        environment: Which server to talk to: "production", "beta", "sandbox", "alpha".
        base_url: URL in front of every path; instead of `environment`.
        timeout: Seconds to wait for each step of a call, or an `httpx.Timeout`.
        retries: How often a failed call that is safe to repeat is tried again.
        headers: Headers of every request.
        http_client: An httpx client of your own; it stays yours to close.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        environment: Environment = "production",
        base_url: str | None = None,
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        super().__init__(
            name="drivly_leads",
            base_url=base_url or ENVIRONMENTS[environment],
            credentials=_credentials(
                api_key,
            ),
            security=(("apiKey",),),
            timeout=timeout,
            retries=retries,
            headers=headers,
            http_client=http_client,
        )

    @cached_property
    def leads(self) -> AsyncLeadsResource:
        """Leads, people who want to buy a car."""
        return AsyncLeadsResource(self)


def _credentials(
    api_key: str | None,
) -> tuple[Credential, ...]:
    return (
        ApiKey(
            "apiKey",
            argument="api_key",
            value=api_key,
            variable="DRIVLY_LEADS_API_KEY",
            place="header",
            name="Authorization",
            prefix="users API-Key",
        ),
    )
