"""The operations of `settings`."""

from __future__ import annotations

from typing import TypeAlias

from pydantic import TypeAdapter

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
    json,
)
from ..models import (
    Settings,
    SettingsDict,
)

_ReplaceAnswer: TypeAlias = dict[str, Settings]
_REPLACE_ANSWER: TypeAdapter[_ReplaceAnswer] = TypeAdapter(_ReplaceAnswer)


class SettingsResource:
    """The operations of `settings`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def replace(
        self,
        body: Settings | SettingsDict,
        *,
        options: RequestOptions | None = None,
    ) -> dict[str, Settings]:
        """PUT /settings.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The settings by name.

        Example:
            >>> result = client.settings.replace({})
        """
        return self._client.send(
            Request(
                "PUT",
                "/settings",
                body=json(body, Settings),
            ),
            returns=_REPLACE_ANSWER,
            options=options,
        )


class AsyncSettingsResource:
    """The operations of `settings`.

    The same as `SettingsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def replace(
        self,
        body: Settings | SettingsDict,
        *,
        options: RequestOptions | None = None,
    ) -> dict[str, Settings]:
        """PUT /settings.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The settings by name.

        Example:
            >>> result = await client.settings.replace({})
        """
        return await self._client.send(
            Request(
                "PUT",
                "/settings",
                body=json(body, Settings),
            ),
            returns=_REPLACE_ANSWER,
            options=options,
        )
