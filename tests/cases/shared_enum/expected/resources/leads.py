"""The operations of `leads`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
    json,
)
from ..models import (
    Lead,
    UpdateLeadBody,
    UpdateLeadBodyDict,
)


class LeadsResource:
    """The operations of `leads`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def update(
        self,
        id: str,
        body: UpdateLeadBody | UpdateLeadBodyDict,
        *,
        options: RequestOptions | None = None,
    ) -> Lead:
        """PATCH /leads/{id}.

        Args:
            id: Not described.
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The lead.

        Example:
            >>> result = client.leads.update("text", {"status": "open"})
        """
        return self._client.send(
            Request(
                "PATCH",
                "/leads/{id}",
                path={"id": id},
                body=json(body, UpdateLeadBody),
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

    async def update(
        self,
        id: str,
        body: UpdateLeadBody | UpdateLeadBodyDict,
        *,
        options: RequestOptions | None = None,
    ) -> Lead:
        """PATCH /leads/{id}.

        Args:
            id: Not described.
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The lead.

        Example:
            >>> result = await client.leads.update("text", {"status": "open"})
        """
        return await self._client.send(
            Request(
                "PATCH",
                "/leads/{id}",
                path={"id": id},
                body=json(body, UpdateLeadBody),
            ),
            returns=Lead,
            options=options,
        )
