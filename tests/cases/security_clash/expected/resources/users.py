"""The operations of `users`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class UsersResource:
    """The operations of `users`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /users.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.users.list()
        """
        return self._client.send(
            Request(
                "GET",
                "/users",
            ),
            returns=None,
            options=options,
        )


class AsyncUsersResource:
    """The operations of `users`.

    The same as `UsersResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /users.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.users.list()
        """
        return await self._client.send(
            Request(
                "GET",
                "/users",
            ),
            returns=None,
            options=options,
        )
