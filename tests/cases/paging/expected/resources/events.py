"""The operations of `events`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)
from ..models import LeadPage


class EventsResource:
    """The operations of `events`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> LeadPage:
        """Has no parameter that asks for a page.

        Args:
            options: Timeout, retries and headers of this call alone.

        Returns:
            A page.

        Example:
            >>> result = client.events.list()
        """
        return self._client.send(
            Request(
                "GET",
                "/events",
            ),
            returns=LeadPage,
            options=options,
        )


class AsyncEventsResource:
    """The operations of `events`.

    The same as `EventsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> LeadPage:
        """Has no parameter that asks for a page.

        Args:
            options: Timeout, retries and headers of this call alone.

        Returns:
            A page.

        Example:
            >>> result = await client.events.list()
        """
        return await self._client.send(
            Request(
                "GET",
                "/events",
            ),
            returns=LeadPage,
            options=options,
        )
