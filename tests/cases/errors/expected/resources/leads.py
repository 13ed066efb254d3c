"""The operations of `leads`."""

from __future__ import annotations

from typing import TypeAlias

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)
from ..models import InvalidResponse, Lead, Problem

_GetError418: TypeAlias = list[Problem]


class LeadsResource:
    """The operations of `leads`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> Lead:
        """GET /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The lead.

        Raises:
            NotFoundError: No lead has this id.
            ConflictError: Without a body.
            StatusError: The answer has status 418. Any other mistake. Anything else.
            UnprocessableEntityError: The id is malformed.
            ServerError: Try again later.

        Example:
            >>> result = client.leads.get("text")
        """
        return self._client.send(
            Request(
                "GET",
                "/leads/{id}",
                path={"id": id},
                errors={404: Problem, 418: _GetError418, 422: InvalidResponse, "4XX": Problem, "default": Problem},
            ),
            returns=Lead,
            options=options,
        )


class AsyncLeadsResource:
    """The operations of `leads`.

    The same as `LeadsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> Lead:
        """GET /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The lead.

        Raises:
            NotFoundError: No lead has this id.
            ConflictError: Without a body.
            StatusError: The answer has status 418. Any other mistake. Anything else.
            UnprocessableEntityError: The id is malformed.
            ServerError: Try again later.

        Example:
            >>> result = await client.leads.get("text")
        """
        return await self._client.send(
            Request(
                "GET",
                "/leads/{id}",
                path={"id": id},
                errors={404: Problem, 418: _GetError418, 422: InvalidResponse, "4XX": Problem, "default": Problem},
            ),
            returns=Lead,
            options=options,
        )
