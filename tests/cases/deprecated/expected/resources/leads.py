"""The operations of `leads`."""

from __future__ import annotations

import builtins
from typing import TypeAlias

from pydantic import TypeAdapter

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)
from ..models import Lead

_ListAnswer: TypeAlias = list[Lead]
_LIST_ANSWER: TypeAdapter[_ListAnswer] = TypeAdapter(_ListAnswer)


class LeadsResource:
    """The operations of `leads`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        q: str | None = None,
        search: str | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Lead]:
        """List the leads.

        Deprecated: the description says not to use it any more.

        Args:
            q: Deprecated. Use search.
            search: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The leads.

        Example:
            >>> result = client.leads.list()
        """
        return self._client.send(
            Request(
                "GET",
                "/leads",
                query={"q": q, "search": search},
            ),
            returns=_LIST_ANSWER,
            options=options,
        )


class AsyncLeadsResource:
    """The operations of `leads`.

    The same as `LeadsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        q: str | None = None,
        search: str | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Lead]:
        """List the leads.

        Deprecated: the description says not to use it any more.

        Args:
            q: Deprecated. Use search.
            search: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The leads.

        Example:
            >>> result = await client.leads.list()
        """
        return await self._client.send(
            Request(
                "GET",
                "/leads",
                query={"q": q, "search": search},
            ),
            returns=_LIST_ANSWER,
            options=options,
        )
