"""The operations of `default`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class DefaultResource:
    """The operations of `default`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /default.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.default.get()
        """
        return self._client.send(
            Request(
                "GET",
                "/default",
            ),
            returns=None,
            options=options,
        )


class AsyncDefaultResource:
    """The operations of `default`.

    The same as `DefaultResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /default.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.default.get()
        """
        return await self._client.send(
            Request(
                "GET",
                "/default",
            ),
            returns=None,
            options=options,
        )
