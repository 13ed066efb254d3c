"""The operations of `either`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class EitherResource:
    """The operations of `either`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /either.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.either.get()
        """
        return self._client.send(
            Request(
                "GET",
                "/either",
                security=(("bearer",), ("basic",)),
            ),
            returns=None,
            options=options,
        )


class AsyncEitherResource:
    """The operations of `either`.

    The same as `EitherResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /either.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.either.get()
        """
        return await self._client.send(
            Request(
                "GET",
                "/either",
                security=(("bearer",), ("basic",)),
            ),
            returns=None,
            options=options,
        )
