"""The operations of `root`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class RootResource:
    """The operations of `root`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.root.get()
        """
        return self._client.send(
            Request(
                "GET",
                "/",
            ),
            returns=None,
            options=options,
        )


class AsyncRootResource:
    """The operations of `root`.

    The same as `RootResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.root.get()
        """
        return await self._client.send(
            Request(
                "GET",
                "/",
            ),
            returns=None,
            options=options,
        )
