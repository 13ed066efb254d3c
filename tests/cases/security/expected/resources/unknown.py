"""The operations of `unknown`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class UnknownResource:
    """The operations of `unknown`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /unknown.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.unknown.get()
        """
        return self._client.send(
            Request(
                "GET",
                "/unknown",
                security=(),
            ),
            returns=None,
            options=options,
        )


class AsyncUnknownResource:
    """The operations of `unknown`.

    The same as `UnknownResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /unknown.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.unknown.get()
        """
        return await self._client.send(
            Request(
                "GET",
                "/unknown",
                security=(),
            ),
            returns=None,
            options=options,
        )
