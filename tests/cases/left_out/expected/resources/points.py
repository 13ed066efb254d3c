"""The operations of `points`."""

from __future__ import annotations

from collections.abc import Sequence

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
    json,
)
from ..models import Point


class PointsResource:
    """The operations of `points`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def replace(
        self,
        body: Sequence[int | float] | None = None,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PUT /points.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.points.replace()
        """
        return self._client.send(
            Request(
                "PUT",
                "/points",
                body=None if body is None else json(body, Point),
            ),
            returns=None,
            options=options,
        )


class AsyncPointsResource:
    """The operations of `points`.

    The same as `PointsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def replace(
        self,
        body: Sequence[int | float] | None = None,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PUT /points.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.points.replace()
        """
        return await self._client.send(
            Request(
                "PUT",
                "/points",
                body=None if body is None else json(body, Point),
            ),
            returns=None,
            options=options,
        )
