"""The operations of `leads`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from pydantic import TypeAdapter

from .._runtime import (
    AsyncClient,
    Open,
    Parsed,
    Request,
    RequestOptions,
    SyncClient,
    checked,
    deep_object,
    styled,
)
from ..models import (
    FindLeadsStatus,
    FindLeadsWhere,
    FindLeadsWhereDict,
)

_FindIds: TypeAlias = list[str]
_FindForm: TypeAlias = list[str]
_FindComma: TypeAlias = list[int]
_FindSpace: TypeAlias = list[str]
_FindPipe: TypeAlias = list[str]
_FindSince: TypeAlias = Parsed[datetime]
_FindStatus: TypeAlias = Open[FindLeadsStatus, str]
_FindAnswer: TypeAlias = list[str]
_FIND_ANSWER: TypeAdapter[_FindAnswer] = TypeAdapter(_FindAnswer)


class LeadsResource:
    """The operations of `leads`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def find(
        self,
        shop: int,
        ids: Sequence[str],
        *,
        trace: str,
        limit: int,
        form: Sequence[str] | None = None,
        comma: Sequence[int] | None = None,
        space: Sequence[str] | None = None,
        pipe: Sequence[str] | None = None,
        since: datetime | str | None = None,
        status: FindLeadsStatus | str | None = None,
        session: str | None = None,
        where: FindLeadsWhere | FindLeadsWhereDict | None = None,
        trace_query: bool | None = None,
        options: RequestOptions | None = None,
    ) -> list[str]:
        """GET /shops/{shop}/leads/{ids}.

        Args:
            shop: Number of the shop.
            ids: Not described.
            trace: Overrides that of the path.
            limit: Not described.
            form: Not described.
            comma: Not described.
            space: Not described.
            pipe: Not described.
            since: Not described.
            status: Not described.
            session: Not described.
            where: Not described.
            trace_query: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            Ids.

        Example:
            >>> result = client.leads.find(1, ["text"], trace="text", limit=10)
        """
        return self._client.send(
            Request(
                "GET",
                "/shops/{shop}/leads/{ids}",
                path={"shop": shop, "ids": checked(ids, _FindIds)},
                query={
                    "limit": limit,
                    "form": checked(form, _FindForm),
                    "comma": styled(comma, _FindComma, style="form", explode=False),
                    "space": styled(space, _FindSpace, style="spaceDelimited", explode=False),
                    "pipe": styled(pipe, _FindPipe, style="pipeDelimited", explode=False),
                    "since": checked(since, _FindSince),
                    "status": checked(status, _FindStatus),
                    "where": deep_object(where, FindLeadsWhere),
                    "trace": trace_query,
                },
                headers={"trace": trace},
                cookies={"session": session},
            ),
            returns=_FIND_ANSWER,
            options=options,
        )


class AsyncLeadsResource:
    """The operations of `leads`.

    The same as `LeadsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def find(
        self,
        shop: int,
        ids: Sequence[str],
        *,
        trace: str,
        limit: int,
        form: Sequence[str] | None = None,
        comma: Sequence[int] | None = None,
        space: Sequence[str] | None = None,
        pipe: Sequence[str] | None = None,
        since: datetime | str | None = None,
        status: FindLeadsStatus | str | None = None,
        session: str | None = None,
        where: FindLeadsWhere | FindLeadsWhereDict | None = None,
        trace_query: bool | None = None,
        options: RequestOptions | None = None,
    ) -> list[str]:
        """GET /shops/{shop}/leads/{ids}.

        Args:
            shop: Number of the shop.
            ids: Not described.
            trace: Overrides that of the path.
            limit: Not described.
            form: Not described.
            comma: Not described.
            space: Not described.
            pipe: Not described.
            since: Not described.
            status: Not described.
            session: Not described.
            where: Not described.
            trace_query: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            Ids.

        Example:
            >>> result = await client.leads.find(1, ["text"], trace="text", limit=10)
        """
        return await self._client.send(
            Request(
                "GET",
                "/shops/{shop}/leads/{ids}",
                path={"shop": shop, "ids": checked(ids, _FindIds)},
                query={
                    "limit": limit,
                    "form": checked(form, _FindForm),
                    "comma": styled(comma, _FindComma, style="form", explode=False),
                    "space": styled(space, _FindSpace, style="spaceDelimited", explode=False),
                    "pipe": styled(pipe, _FindPipe, style="pipeDelimited", explode=False),
                    "since": checked(since, _FindSince),
                    "status": checked(status, _FindStatus),
                    "where": deep_object(where, FindLeadsWhere),
                    "trace": trace_query,
                },
                headers={"trace": trace},
                cookies={"session": session},
            ),
            returns=_FIND_ANSWER,
            options=options,
        )
