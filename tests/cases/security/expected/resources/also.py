"""The operations of `also`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class AlsoResource:
    """The operations of `also`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /also.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.also.get()
        """
        return self._client.send(
            Request(
                "GET",
                "/also",
            ),
            returns=None,
            options=options,
        )


class AsyncAlsoResource:
    """The operations of `also`.

    The same as `AlsoResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /also.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.also.get()
        """
        return await self._client.send(
            Request(
                "GET",
                "/also",
            ),
            returns=None,
            options=options,
        )
