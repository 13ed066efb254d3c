"""The operations of `class_`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
    json,
    styled,
)
from ..models import (
    Request_,
    RequestDict,
    Widget,
)

_ImportStr: TypeAlias = list[str]


class ClassResource:
    """The operations of `class_`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def import_(
        self,
        from_: str,
        body: Request_ | RequestDict | None = None,
        *,
        self_: str | None = None,
        options_: str | None = None,
        json_: str | None = None,
        str_: Sequence[str] | None = None,
        x_request_id: str | None = None,
        filter_name: str | None = None,
        options: RequestOptions | None = None,
    ) -> Widget:
        """POST /widgets/{from}.

        Args:
            from_: Not described.
            body: What to send.
            self_: Not described.
            options_: Not described.
            json_: Not described.
            str_: Not described.
            x_request_id: Not described.
            filter_name: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            A widget.

        Example:
            >>> result = client.class_.import_("text")
        """
        return self._client.send(
            Request(
                "POST",
                "/widgets/{from}",
                path={"from": from_},
                query={
                    "self": self_,
                    "options": options_,
                    "json": json_,
                    "str": styled(str_, _ImportStr, style="pipeDelimited", explode=False),
                    "filter[name]": filter_name,
                },
                headers={"X-Request-Id": x_request_id},
                body=None if body is None else json(body, Request_),
            ),
            returns=Widget,
            options=options,
        )


class AsyncClassResource:
    """The operations of `class_`.

    The same as `ClassResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def import_(
        self,
        from_: str,
        body: Request_ | RequestDict | None = None,
        *,
        self_: str | None = None,
        options_: str | None = None,
        json_: str | None = None,
        str_: Sequence[str] | None = None,
        x_request_id: str | None = None,
        filter_name: str | None = None,
        options: RequestOptions | None = None,
    ) -> Widget:
        """POST /widgets/{from}.

        Args:
            from_: Not described.
            body: What to send.
            self_: Not described.
            options_: Not described.
            json_: Not described.
            str_: Not described.
            x_request_id: Not described.
            filter_name: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            A widget.

        Example:
            >>> result = await client.class_.import_("text")
        """
        return await self._client.send(
            Request(
                "POST",
                "/widgets/{from}",
                path={"from": from_},
                query={
                    "self": self_,
                    "options": options_,
                    "json": json_,
                    "str": styled(str_, _ImportStr, style="pipeDelimited", explode=False),
                    "filter[name]": filter_name,
                },
                headers={"X-Request-Id": x_request_id},
                body=None if body is None else json(body, Request_),
            ),
            returns=Widget,
            options=options,
        )
