"""The operations of `open`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class OpenResource:
    """The operations of `open`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /open.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.open.get()
        """
        return self._client.send(
            Request(
                "GET",
                "/open",
                security=(),
            ),
            returns=None,
            options=options,
        )


class AsyncOpenResource:
    """The operations of `open`.

    The same as `OpenResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /open.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.open.get()
        """
        return await self._client.send(
            Request(
                "GET",
                "/open",
                security=(),
            ),
            returns=None,
            options=options,
        )
