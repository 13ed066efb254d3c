"""The operations of `leads`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
    json,
)
from ..models import Lead, LeadDict


class LeadsResource:
    """The operations of `leads`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def create(
        self,
        body: Lead | LeadDict | None = None,
        *,
        options: RequestOptions | None = None,
    ) -> Lead:
        """POST /leads.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The lead.

        Example:
            >>> result = client.leads.create()
        """
        return self._client.send(
            Request(
                "POST",
                "/leads",
                body=None if body is None else json(body, Lead),
            ),
            returns=Lead,
            options=options,
        )


class AsyncLeadsResource:
    """The operations of `leads`.

    The same as `LeadsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def create(
        self,
        body: Lead | LeadDict | None = None,
        *,
        options: RequestOptions | None = None,
    ) -> Lead:
        """POST /leads.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The lead.

        Example:
            >>> result = await client.leads.create()
        """
        return await self._client.send(
            Request(
                "POST",
                "/leads",
                body=None if body is None else json(body, Lead),
            ),
            returns=Lead,
            options=options,
        )
