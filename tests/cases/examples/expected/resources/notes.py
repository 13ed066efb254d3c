"""The operations of `notes`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
    json,
)
from ..models import Note, NoteDict


class NotesResource:
    """The operations of `notes`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def create(
        self,
        body: Note | NoteDict,
        *,
        options: RequestOptions | None = None,
    ) -> Note:
        """Create a note.

        The first line is the summary.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The note.

        Example:
            >>> client.notes.create({"text": 'Don\\'t "panic"', "length": 12}).author
            "O'Neil"
        """
        return self._client.send(
            Request(
                "POST",
                "/notes",
                body=json(body, Note),
            ),
            returns=Note,
            options=options,
        )

    def count(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Note:
        """GET /notes.

        Args:
            options: Timeout, retries and headers of this call alone.

        Returns:
            Nothing in this example can be shown in one way.

        Example:
            >>> result = client.notes.count()
        """
        return self._client.send(
            Request(
                "GET",
                "/notes",
            ),
            returns=Note,
            options=options,
        )


class AsyncNotesResource:
    """The operations of `notes`.

    The same as `NotesResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def create(
        self,
        body: Note | NoteDict,
        *,
        options: RequestOptions | None = None,
    ) -> Note:
        """Create a note.

        The first line is the summary.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The note.

        Example:
            >>> (await client.notes.create({"text": 'Don\\'t "panic"', "length": 12})).author
            "O'Neil"
        """
        return await self._client.send(
            Request(
                "POST",
                "/notes",
                body=json(body, Note),
            ),
            returns=Note,
            options=options,
        )

    async def count(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Note:
        """GET /notes.

        Args:
            options: Timeout, retries and headers of this call alone.

        Returns:
            Nothing in this example can be shown in one way.

        Example:
            >>> result = await client.notes.count()
        """
        return await self._client.send(
            Request(
                "GET",
                "/notes",
            ),
            returns=Note,
            options=options,
        )
