"""People who may buy a vehicle."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)


class LeadsResource:
    """People who may buy a vehicle."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /leads.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.list()
        """
        return self._client.send(
            Request(
                "GET",
                "/leads",
            ),
            returns=None,
            options=options,
        )

    def create(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """POST /leads.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.create()
        """
        return self._client.send(
            Request(
                "POST",
                "/leads",
            ),
            returns=None,
            options=options,
        )

    def update_many(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PATCH /leads.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.update_many()
        """
        return self._client.send(
            Request(
                "PATCH",
                "/leads",
            ),
            returns=None,
            options=options,
        )

    def delete(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """DELETE /leads.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.delete()
        """
        return self._client.send(
            Request(
                "DELETE",
                "/leads",
            ),
            returns=None,
            options=options,
        )

    def get_by_id(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.get_by_id("text")
        """
        return self._client.send(
            Request(
                "GET",
                "/leads/{id}",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    def replace(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PUT /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.replace("text")
        """
        return self._client.send(
            Request(
                "PUT",
                "/leads/{id}",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    def update(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PATCH /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.update("text")
        """
        return self._client.send(
            Request(
                "PATCH",
                "/leads/{id}",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    def remove(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """DELETE /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.remove("text")
        """
        return self._client.send(
            Request(
                "DELETE",
                "/leads/{id}",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    def head(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """HEAD /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.head("text")
        """
        return self._client.send(
            Request(
                "HEAD",
                "/leads/{id}",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    def notes(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /leads/{id}/notes.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.notes("text")
        """
        return self._client.send(
            Request(
                "GET",
                "/leads/{id}/notes",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    def replace_notes(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PUT /leads/{id}/notes.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.replace_notes("text")
        """
        return self._client.send(
            Request(
                "PUT",
                "/leads/{id}/notes",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    def count(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /leads/count.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.leads.count()
        """
        return self._client.send(
            Request(
                "GET",
                "/leads/count",
            ),
            returns=None,
            options=options,
        )


class AsyncLeadsResource:
    """People who may buy a vehicle.

    The same as `LeadsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /leads.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.list()
        """
        return await self._client.send(
            Request(
                "GET",
                "/leads",
            ),
            returns=None,
            options=options,
        )

    async def create(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """POST /leads.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.create()
        """
        return await self._client.send(
            Request(
                "POST",
                "/leads",
            ),
            returns=None,
            options=options,
        )

    async def update_many(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PATCH /leads.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.update_many()
        """
        return await self._client.send(
            Request(
                "PATCH",
                "/leads",
            ),
            returns=None,
            options=options,
        )

    async def delete(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """DELETE /leads.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.delete()
        """
        return await self._client.send(
            Request(
                "DELETE",
                "/leads",
            ),
            returns=None,
            options=options,
        )

    async def get_by_id(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.get_by_id("text")
        """
        return await self._client.send(
            Request(
                "GET",
                "/leads/{id}",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    async def replace(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PUT /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.replace("text")
        """
        return await self._client.send(
            Request(
                "PUT",
                "/leads/{id}",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    async def update(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PATCH /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.update("text")
        """
        return await self._client.send(
            Request(
                "PATCH",
                "/leads/{id}",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    async def remove(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """DELETE /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.remove("text")
        """
        return await self._client.send(
            Request(
                "DELETE",
                "/leads/{id}",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    async def head(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """HEAD /leads/{id}.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.head("text")
        """
        return await self._client.send(
            Request(
                "HEAD",
                "/leads/{id}",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    async def notes(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /leads/{id}/notes.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.notes("text")
        """
        return await self._client.send(
            Request(
                "GET",
                "/leads/{id}/notes",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    async def replace_notes(
        self,
        id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """PUT /leads/{id}/notes.

        Args:
            id: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.replace_notes("text")
        """
        return await self._client.send(
            Request(
                "PUT",
                "/leads/{id}/notes",
                path={"id": id},
            ),
            returns=None,
            options=options,
        )

    async def count(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /leads/count.

        Args:
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.leads.count()
        """
        return await self._client.send(
            Request(
                "GET",
                "/leads/count",
            ),
            returns=None,
            options=options,
        )
