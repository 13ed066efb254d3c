"""The operations of `optional`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class OptionalResource:
    """The operations of `optional`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /optional.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.optional.get()
        """
        return self._client.send(
            Request(
                "GET",
                "/optional",
                security=((), ("bearer",)),
            ),
            returns=None,
            options=options,
        )


class AsyncOptionalResource:
    """The operations of `optional`.

    The same as `OptionalResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /optional.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.optional.get()
        """
        return await self._client.send(
            Request(
                "GET",
                "/optional",
                security=((), ("bearer",)),
            ),
            returns=None,
            options=options,
        )
