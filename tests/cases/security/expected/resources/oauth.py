"""The operations of `oauth`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class OauthResource:
    """The operations of `oauth`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /oauth.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.oauth.get()
        """
        return self._client.send(
            Request(
                "GET",
                "/oauth",
                security=(("oauth",),),
            ),
            returns=None,
            options=options,
        )


class AsyncOauthResource:
    """The operations of `oauth`.

    The same as `OauthResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /oauth.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.oauth.get()
        """
        return await self._client.send(
            Request(
                "GET",
                "/oauth",
                security=(("oauth",),),
            ),
            returns=None,
            options=options,
        )
