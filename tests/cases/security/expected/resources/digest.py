"""The operations of `digest`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class DigestResource:
    """The operations of `digest`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /digest.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.digest.get()
        """
        return self._client.send(
            Request(
                "GET",
                "/digest",
            ),
            returns=None,
            options=options,
        )


class AsyncDigestResource:
    """The operations of `digest`.

    The same as `DigestResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /digest.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.digest.get()
        """
        return await self._client.send(
            Request(
                "GET",
                "/digest",
            ),
            returns=None,
            options=options,
        )
