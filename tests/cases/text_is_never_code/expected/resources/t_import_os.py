"""\"\"\"
import os
\"\"\" \\
"""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    Request,
    RequestOptions,
    SyncClient,
)
from ..models import MImport


class TImportOsResource:
    """\"\"\"
    import os
    \"\"\" \\
    """

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def x_pass(
        self,
        b: str,
        *,
        q: str,
        options: RequestOptions | None = None,
    ) -> MImport:
        """Summary \"\"\" + __import__('os') + \"\"\" \\.

        \\\"\"\"
        {{ 1 }}{% endfor %}\\N{nothing}\\x0    end\\

        Args:
            b: "
            q: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            \"\"\"{{ }}

        Raises:
            NotFoundError: \"\"\"
                raise SystemExit

        Example:
            >>> result = client.t_import_os.x_pass("text", q='\\'"\\\\{{ }}\\n🚗')
        """
        return self._client.send(
            Request(
                "POST",
                '/a"""/{b"}',
                path={'b"': b},
                query={"q'\\\n\"": q},
            ),
            returns=MImport,
            options=options,
        )


class AsyncTImportOsResource:
    """\"\"\"
    import os
    \"\"\" \\

    The same as `TImportOsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def x_pass(
        self,
        b: str,
        *,
        q: str,
        options: RequestOptions | None = None,
    ) -> MImport:
        """Summary \"\"\" + __import__('os') + \"\"\" \\.

        \\\"\"\"
        {{ 1 }}{% endfor %}\\N{nothing}\\x0    end\\

        Args:
            b: "
            q: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            \"\"\"{{ }}

        Raises:
            NotFoundError: \"\"\"
                raise SystemExit

        Example:
            >>> result = await client.t_import_os.x_pass("text", q='\\'"\\\\{{ }}\\n🚗')
        """
        return await self._client.send(
            Request(
                "POST",
                '/a"""/{b"}',
                path={'b"': b},
                query={"q'\\\n\"": q},
            ),
            returns=MImport,
            options=options,
        )
