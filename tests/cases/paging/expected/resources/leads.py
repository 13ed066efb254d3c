"""The operations of `leads`."""

from __future__ import annotations

from .._runtime import (
    AsyncClient,
    AsyncPager,
    Pager,
    Request,
    RequestOptions,
    SyncClient,
)
from ..models import Lead, LeadPage


class LeadsResource:
    """The operations of `leads`."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Pager[Lead, LeadPage]:
        """List the leads.

        Args:
            page: Not described.
            limit: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The items, page after page as they are asked for; `pages()` and `page()` give whole
            pages.

        Example:
            >>> for item in client.leads.list():
            ...     print(item)
        """
        return self._client.paginate(
            Request(
                "GET",
                "/leads",
                query={"page": page, "limit": limit},
            ),
            returns=LeadPage,
            items=lambda page: page.docs,
            following=lambda page: {"page": page.next_page} if page.has_next_page else None,
            options=options,
        )


class AsyncLeadsResource:
    """The operations of `leads`.

    The same as `LeadsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPager[Lead, LeadPage]:
        """List the leads.

        Args:
            page: Not described.
            limit: Not described.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The items, page after page as they are asked for; `pages()` and `page()` give whole
            pages.

        Example:
            >>> async for item in client.leads.list():
            ...     print(item)
        """
        return self._client.paginate(
            Request(
                "GET",
                "/leads",
                query={"page": page, "limit": limit},
            ),
            returns=LeadPage,
            items=lambda page: page.docs,
            following=lambda page: {"page": page.next_page} if page.has_next_page else None,
            options=options,
        )
