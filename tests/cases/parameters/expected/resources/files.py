"""The operations of `files`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
    styled,
)


class FilesResource:
    """The operations of `files`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get(
        self,
        path: str,
        matrix: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /files/{path}/label/{matrix}.

        Args:
            path: Not described.
            matrix: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> client.files.get("text", "text")
        """
        return self._client.send(
            Request(
                "GET",
                "/files/{path}/label/{matrix}",
                path={
                    "path": styled(path, str, style="label", explode=False),
                    "matrix": styled(matrix, str, style="matrix", explode=False),
                },
            ),
            returns=None,
            options=options,
        )


class AsyncFilesResource:
    """The operations of `files`.

    The same as `FilesResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        path: str,
        matrix: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """GET /files/{path}/label/{matrix}.

        Args:
            path: Not described.
            matrix: Not described.
            options: Timeout, retries and headers of this call alone.

        Example:
            >>> await client.files.get("text", "text")
        """
        return await self._client.send(
            Request(
                "GET",
                "/files/{path}/label/{matrix}",
                path={
                    "path": styled(path, str, style="label", explode=False),
                    "matrix": styled(matrix, str, style="matrix", explode=False),
                },
            ),
            returns=None,
            options=options,
        )
