"""The operations of `events`."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from .._runtime import (
    AsyncClient,
    Parsed,
    Request,
    RequestOptions,
    SyncClient,
    checked,
    json,
)
from ..models import Event, EventDict

_ReplaceDay: TypeAlias = Parsed[date]


class EventsResource:
    """The operations of `events`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def replace(
        self,
        day: date | str,
        body: Event | EventDict,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PUT /events/{day}.

        Args:
            day: Not described.
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.events.replace(
            ...     "2024-05-17", {"started_at": "2024-05-17T12:00:00Z", "key": "3fa85f64-5717-4562-b3fc-2c963f66afa6"}
            ... )
        """
        return self._client.send(
            Request(
                "PUT",
                "/events/{day}",
                path={"day": checked(day, _ReplaceDay)},
                body=json(body, Event),
            ),
            returns=None,
            options=options,
        )


class AsyncEventsResource:
    """The operations of `events`.

    The same as `EventsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def replace(
        self,
        day: date | str,
        body: Event | EventDict,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PUT /events/{day}.

        Args:
            day: Not described.
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.events.replace(
            ...     "2024-05-17", {"started_at": "2024-05-17T12:00:00Z", "key": "3fa85f64-5717-4562-b3fc-2c963f66afa6"}
            ... )
        """
        return await self._client.send(
            Request(
                "PUT",
                "/events/{day}",
                path={"day": checked(day, _ReplaceDay)},
                body=json(body, Event),
            ),
            returns=None,
            options=options,
        )
