"""The operations of `together`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class TogetherResource:
    """The operations of `together`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /together.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.together.get()
        """
        return self._client.send(
            Request(
                "GET",
                "/together",
                security=(("queryKey", "cookieKey"),),
            ),
            returns=None,
            options=options,
        )


class AsyncTogetherResource:
    """The operations of `together`.

    The same as `TogetherResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /together.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.together.get()
        """
        return await self._client.send(
            Request(
                "GET",
                "/together",
                security=(("queryKey", "cookieKey"),),
            ),
            returns=None,
            options=options,
        )
