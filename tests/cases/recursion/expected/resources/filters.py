"""The operations of `filters`."""

from __future__ import annotations

from pydantic import TypeAdapter

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
    json,
)
from ..models import Filter, FilterDict, Json

_CREATE_ANSWER: TypeAdapter[Json] = TypeAdapter(Json)


class FiltersResource:
    """The operations of `filters`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def create(
        self,
        body: Filter | FilterDict,
        *,
        options: RequestOptions | None = None,
    ) -> Json:
        """POST /filters.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The value.

        Example:
            >>> result = client.filters.create({})
        """
        return self._client.send(
            Request(
                "POST",
                "/filters",
                body=json(body, Filter),
            ),
            returns=_CREATE_ANSWER,
            options=options,
        )


class AsyncFiltersResource:
    """The operations of `filters`.

    The same as `FiltersResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def create(
        self,
        body: Filter | FilterDict,
        *,
        options: RequestOptions | None = None,
    ) -> Json:
        """POST /filters.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The value.

        Example:
            >>> result = await client.filters.create({})
        """
        return await self._client.send(
            Request(
                "POST",
                "/filters",
                body=json(body, Filter),
            ),
            returns=_CREATE_ANSWER,
            options=options,
        )
