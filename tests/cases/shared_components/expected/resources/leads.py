"""The operations of `leads`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
    deep_object,
    json,
)
from ..models import (
    LeadBody,
    LeadBodyDict,
    MessageResponse,
    Where,
    WhereDict,
)


class LeadsResource:
    """The operations of `leads`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        where: Where | WhereDict | None = None,
        options: RequestOptions | None = None,
    ) -> MessageResponse:
        """GET /leads.

        Args:
            where: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            What happened.

        Raises:
            BadRequestError: What happened.

        Example:
            >>> result = client.leads.list()
        """
        return self._client.send(
            Request(
                "GET",
                "/leads",
                query={"where": deep_object(where, Where)},
                errors={400: MessageResponse},
            ),
            returns=MessageResponse,
            options=options,
        )

    def create(
        self,
        body: LeadBody | LeadBodyDict | None = None,
        *,
        options: RequestOptions | None = None,
    ) -> MessageResponse:
        """POST /leads.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            What happened.

        Example:
            >>> result = client.leads.create()
        """
        return self._client.send(
            Request(
                "POST",
                "/leads",
                body=None if body is None else json(body, LeadBody),
            ),
            returns=MessageResponse,
            options=options,
        )

    def replace(
        self,
        id: str,
        body: LeadBody | LeadBodyDict | None = None,
        *,
        where: Where | WhereDict | None = None,
        options: RequestOptions | None = None,
    ) -> MessageResponse:
        """PUT /leads/{id}.

        Args:
            id: Not described.
            body: What to send.
            where: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            What happened.

        Example:
            >>> result = client.leads.replace("text")
        """
        return self._client.send(
            Request(
                "PUT",
                "/leads/{id}",
                path={"id": id},
                query={"where": deep_object(where, Where)},
                body=None if body is None else json(body, LeadBody),
            ),
            returns=MessageResponse,
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
        where: Where | WhereDict | None = None,
        options: RequestOptions | None = None,
    ) -> MessageResponse:
        """GET /leads.

        Args:
            where: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            What happened.

        Raises:
            BadRequestError: What happened.

        Example:
            >>> result = await client.leads.list()
        """
        return await self._client.send(
            Request(
                "GET",
                "/leads",
                query={"where": deep_object(where, Where)},
                errors={400: MessageResponse},
            ),
            returns=MessageResponse,
            options=options,
        )

    async def create(
        self,
        body: LeadBody | LeadBodyDict | None = None,
        *,
        options: RequestOptions | None = None,
    ) -> MessageResponse:
        """POST /leads.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            What happened.

        Example:
            >>> result = await client.leads.create()
        """
        return await self._client.send(
            Request(
                "POST",
                "/leads",
                body=None if body is None else json(body, LeadBody),
            ),
            returns=MessageResponse,
            options=options,
        )

    async def replace(
        self,
        id: str,
        body: LeadBody | LeadBodyDict | None = None,
        *,
        where: Where | WhereDict | None = None,
        options: RequestOptions | None = None,
    ) -> MessageResponse:
        """PUT /leads/{id}.

        Args:
            id: Not described.
            body: What to send.
            where: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            What happened.

        Example:
            >>> result = await client.leads.replace("text")
        """
        return await self._client.send(
            Request(
                "PUT",
                "/leads/{id}",
                path={"id": id},
                query={"where": deep_object(where, Where)},
                body=None if body is None else json(body, LeadBody),
            ),
            returns=MessageResponse,
            options=options,
        )
