"""The operations of `notes`."""

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
from ..models import Note, NoteDict

_UpdateAnswer: TypeAlias = Note | None
_UPDATE_ANSWER: TypeAdapter[_UpdateAnswer] = TypeAdapter(_UpdateAnswer)


class NotesResource:
    """The operations of `notes`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def update(
        self,
        id: str,
        body: Note | NoteDict,
        *,
        options: RequestOptions | None = None,
    ) -> Note | None:
        """PATCH /notes/{id}.

        Args:
            id: Not described.
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The note.

        Example:
            >>> result = client.notes.update("text", {"required": "text", "required_nullable": "text"})
        """
        return self._client.send(
            Request(
                "PATCH",
                "/notes/{id}",
                path={"id": id},
                body=json(body, Note),
            ),
            returns=_UPDATE_ANSWER,
            options=options,
        )


class AsyncNotesResource:
    """The operations of `notes`.

    The same as `NotesResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def update(
        self,
        id: str,
        body: Note | NoteDict,
        *,
        options: RequestOptions | None = None,
    ) -> Note | None:
        """PATCH /notes/{id}.

        Args:
            id: Not described.
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The note.

        Example:
            >>> result = await client.notes.update("text", {"required": "text", "required_nullable": "text"})
        """
        return await self._client.send(
            Request(
                "PATCH",
                "/notes/{id}",
                path={"id": id},
                body=json(body, Note),
            ),
            returns=_UPDATE_ANSWER,
            options=options,
        )
