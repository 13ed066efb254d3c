"""The operations of `leads`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
    json,
)
from ..models import (
    CreateLeadBody,
    CreateLeadBodyDict,
    CreateLeadResponse,
    CreateLeadStatus400Response,
)


class LeadsResource:
    """The operations of `leads`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def create(
        self,
        body: CreateLeadBody | CreateLeadBodyDict,
        *,
        options: RequestOptions | None = None,
    ) -> CreateLeadResponse:
        """POST /leads.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            What was created.

        Raises:
            BadRequestError: What is wrong.

        Example:
            >>> result = client.leads.create({"address": {"city": "text"}})
        """
        return self._client.send(
            Request(
                "POST",
                "/leads",
                body=json(body, CreateLeadBody),
                errors={400: CreateLeadStatus400Response},
            ),
            returns=CreateLeadResponse,
            options=options,
        )


class AsyncLeadsResource:
    """The operations of `leads`.

    The same as `LeadsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def create(
        self,
        body: CreateLeadBody | CreateLeadBodyDict,
        *,
        options: RequestOptions | None = None,
    ) -> CreateLeadResponse:
        """POST /leads.

        Args:
            body: What to send.
            options: Timeout, retries and headers of this call alone.

        Returns:
            What was created.

        Raises:
            BadRequestError: What is wrong.

        Example:
            >>> result = await client.leads.create({"address": {"city": "text"}})
        """
        return await self._client.send(
            Request(
                "POST",
                "/leads",
                body=json(body, CreateLeadBody),
                errors={400: CreateLeadStatus400Response},
            ),
            returns=CreateLeadResponse,
            options=options,
        )
