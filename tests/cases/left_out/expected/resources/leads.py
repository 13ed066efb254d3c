"""The operations of `leads`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class LeadsResource:
    """The operations of `leads`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /leads.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.list()
        """
        return self._client.send(
            Request(
                "GET",
                "/leads",
            ),
            returns=None,
            options=options,
        )


class AsyncLeadsResource:
    """The operations of `leads`.

    The same as `LeadsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /leads.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.list()
        """
        return await self._client.send(
            Request(
                "GET",
                "/leads",
            ),
            returns=None,
            options=options,
        )
