"""The operations of `sales_reps`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class SalesRepsResource:
    """The operations of `sales_reps`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /sales-reps.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.sales_reps.list()
        """
        return self._client.send(
            Request(
                "GET",
                "/sales-reps",
            ),
            returns=None,
            options=options,
        )

    def activate(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """POST /sales-reps/{id}/activate.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.sales_reps.activate("text")
        """
        return self._client.send(
            Request(
                "POST",
                "/sales-reps/{id}/activate",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )


class AsyncSalesRepsResource:
    """The operations of `sales_reps`.

    The same as `SalesRepsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /sales-reps.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.sales_reps.list()
        """
        return await self._client.send(
            Request(
                "GET",
                "/sales-reps",
            ),
            returns=None,
            options=options,
        )

    async def activate(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """POST /sales-reps/{id}/activate.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.sales_reps.activate("text")
        """
        return await self._client.send(
            Request(
                "POST",
                "/sales-reps/{id}/activate",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )
