"""The operations of `ping`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class PingResource:
    """The operations of `ping`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /ping.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.ping.list()
        """
        return self._client.send(
            Request(
                "GET",
                "/ping",
            ),
            returns=None,
            options=options,
        )


class AsyncPingResource:
    """The operations of `ping`.

    The same as `PingResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /ping.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.ping.list()
        """
        return await self._client.send(
            Request(
                "GET",
                "/ping",
            ),
            returns=None,
            options=options,
        )
