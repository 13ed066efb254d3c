"""The operations of `calls`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class CallsResource:
    """The operations of `calls`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /calls.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.calls.list()
        """
        return self._client.send(
            Request(
                "GET",
                "/calls",
                security=(("apiKey",),),
            ),
            returns=None,
            options=options,
        )


class AsyncCallsResource:
    """The operations of `calls`.

    The same as `CallsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /calls.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.calls.list()
        """
        return await self._client.send(
            Request(
                "GET",
                "/calls",
                security=(("apiKey",),),
            ),
            returns=None,
            options=options,
        )
