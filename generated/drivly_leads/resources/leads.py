"""Leads, people who want to buy a car."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from .._runtime import (
    AsyncClient,
    AsyncPager,
    Pager,
    Request,
    RequestOptions,
    SyncClient,
    deep_object,
    json,
)
from ..models import (
    ErrorResponse,
    Lead,
    LeadBulkResponse,
    LeadCount,
    LeadCreate,
    LeadCreateDict,
    LeadCreateResponse,
    LeadDeleteResponse,
    LeadList,
    LeadUpdate,
    LeadUpdateDict,
    LeadUpdateResponse,
    Where,
)

_UpdateWhereError400: TypeAlias = LeadBulkResponse | ErrorResponse
_DeleteWhereError400: TypeAlias = LeadBulkResponse | ErrorResponse


class LeadsResource:
    """Leads, people who want to buy a car."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        where: Where | Mapping[str, Any] | None = None,
        sort: str | None = None,
        limit: int | None = None,
        page: int | None = None,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> Pager[Lead, LeadList]:
        """List leads, page by page.

        Without `sort`, the newest lead comes first. Without a filter, every lead is listed.

        Args:
            where: The filter that leads have to match.
            sort: The field to sort by, with `-` in front for the reverse order. Further fields
                follow after a comma, as in `-year,firstName`.
            limit: How many leads a page holds. 0 puts all of them on one page; left out, it is
                10.
            page: The number of the page, counted from 1.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The items, page after page as they are asked for; `pages()` and `page()` give whole
            pages.

        Raises:
            BadRequestError: A field or the filter is not valid; `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> for item in client.leads.list():
            ...     print(item.first_name)
            Ana
        """
        return self._client.paginate(
            Request(
                "GET",
                "/leads",
                query={
                    "where": deep_object(where, Where),
                    "sort": sort,
                    "limit": limit,
                    "page": page,
                    "depth": depth,
                    "locale": locale,
                    "fallback-locale": fallback_locale,
                },
                errors={400: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadList,
            items=lambda page: page.docs,
            following=lambda page: {"page": page.next_page} if page.has_next_page else None,
            options=options,
        )

    def create(
        self,
        body: LeadCreate | LeadCreateDict,
        *,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> LeadCreateResponse:
        """Create a lead.

        Every field may be left out.

        Args:
            body: The fields of the new lead.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The new lead as `doc`, and a `message`.

        Raises:
            BadRequestError: A field or the filter is not valid; `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> client.leads.create({"first_name": "Ana", "process_statuses": "Qualified Lead"}).message
            'Lead successfully created.'
        """
        return self._client.send(
            Request(
                "POST",
                "/leads",
                query={"depth": depth, "locale": locale, "fallback-locale": fallback_locale},
                body=json(body, LeadCreate),
                errors={400: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadCreateResponse,
            options=options,
        )

    def update_where(
        self,
        body: LeadUpdate | LeadUpdateDict,
        *,
        where: Where | Mapping[str, Any],
        sort: str | None = None,
        limit: int | None = None,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> LeadBulkResponse:
        """Update every lead that matches a filter.

        Each lead is checked on its own: when some are refused, the others are changed all the same.
        With `limit`, only the first leads in the order of `sort` are changed.

        Args:
            body: The fields to change.
            where: The filter that leads have to match.
            sort: The field to sort by, with `-` in front for the reverse order. Further fields
                follow after a comma, as in `-year,firstName`.
            limit: How many leads to change at most. Left out, every match is changed.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The updated leads as `docs`, and a `message` with their number.

        Raises:
            BadRequestError: The filter is not valid, or some of the leads were refused;
                `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> client.leads.update_where(
            ...     {"process_statuses": "Qualified Lead", "notes": None}, where={"city": {"equals": "Austin"}}
            ... ).message
            'Updated 1 Lead successfully.'
        """
        return self._client.send(
            Request(
                "PATCH",
                "/leads",
                query={
                    "where": deep_object(where, Where, required=True),
                    "sort": sort,
                    "limit": limit,
                    "depth": depth,
                    "locale": locale,
                    "fallback-locale": fallback_locale,
                },
                body=json(body, LeadUpdate),
                errors={400: _UpdateWhereError400, 403: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadBulkResponse,
            options=options,
        )

    def delete_where(
        self,
        *,
        where: Where | Mapping[str, Any],
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> LeadBulkResponse:
        """Delete every lead that matches a filter.

        Args:
            where: The filter that leads have to match.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The deleted leads, as they were, as `docs`, and a `message` with their number.

        Raises:
            BadRequestError: The filter is not valid, or some of the leads were refused;
                `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> client.leads.delete_where(where={"city": {"equals": "Austin"}}).message
            'Deleted 1 Lead successfully.'
        """
        return self._client.send(
            Request(
                "DELETE",
                "/leads",
                query={
                    "where": deep_object(where, Where, required=True),
                    "depth": depth,
                    "locale": locale,
                    "fallback-locale": fallback_locale,
                },
                errors={400: _DeleteWhereError400, 403: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadBulkResponse,
            options=options,
        )

    def count(
        self,
        *,
        where: Where | Mapping[str, Any] | None = None,
        options: RequestOptions | None = None,
    ) -> LeadCount:
        """Count leads.

        Without a filter, every lead is counted.

        Args:
            where: The filter that leads have to match.
            options: Timeout, retries and headers of this call alone.

        Returns:
            How many leads match, as `totalDocs`.

        Raises:
            BadRequestError: A field or the filter is not valid; `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> client.leads.count().total_docs
            6
        """
        return self._client.send(
            Request(
                "GET",
                "/leads/count",
                query={"where": deep_object(where, Where)},
                errors={400: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadCount,
            options=options,
        )

    def get(
        self,
        id: str | int,
        *,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> Lead:
        """Get a lead.

        Args:
            id: The lead's id.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The lead.

        Raises:
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            NotFoundError: No lead has this id.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> client.leads.get("65b2f0").first_name
            'Ana'
        """
        return self._client.send(
            Request(
                "GET",
                "/leads/{id}",
                path={"id": id},
                query={"depth": depth, "locale": locale, "fallback-locale": fallback_locale},
                errors={403: ErrorResponse, 404: ErrorResponse, 500: ErrorResponse},
            ),
            returns=Lead,
            options=options,
        )

    def update(
        self,
        id: str | int,
        body: LeadUpdate | LeadUpdateDict,
        *,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> LeadUpdateResponse:
        """Update a lead.

        Changes the fields that are sent, and only those. Null clears a field.

        Args:
            id: The lead's id.
            body: The fields to change.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The updated lead as `doc`, and a `message`.

        Raises:
            BadRequestError: A field or the filter is not valid; `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            NotFoundError: No lead has this id.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> client.leads.update("65b2f0", {"process_statuses": "Qualified Lead", "notes": None}).message
            'Updated successfully.'
        """
        return self._client.send(
            Request(
                "PATCH",
                "/leads/{id}",
                path={"id": id},
                query={"depth": depth, "locale": locale, "fallback-locale": fallback_locale},
                body=json(body, LeadUpdate),
                errors={400: ErrorResponse, 403: ErrorResponse, 404: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadUpdateResponse,
            options=options,
        )

    def delete(
        self,
        id: str | int,
        *,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> LeadDeleteResponse:
        """Delete a lead.

        Args:
            id: The lead's id.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The deleted lead, as it was, as `doc`, and a `message`.

        Raises:
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            NotFoundError: No lead has this id.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> client.leads.delete("65b2f0").message
            'Deleted successfully.'
        """
        return self._client.send(
            Request(
                "DELETE",
                "/leads/{id}",
                path={"id": id},
                query={"depth": depth, "locale": locale, "fallback-locale": fallback_locale},
                errors={403: ErrorResponse, 404: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadDeleteResponse,
            options=options,
        )


class AsyncLeadsResource:
    """Leads, people who want to buy a car.

    The same as `LeadsResource`, for `async` code.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        where: Where | Mapping[str, Any] | None = None,
        sort: str | None = None,
        limit: int | None = None,
        page: int | None = None,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPager[Lead, LeadList]:
        """List leads, page by page.

        Without `sort`, the newest lead comes first. Without a filter, every lead is listed.

        Args:
            where: The filter that leads have to match.
            sort: The field to sort by, with `-` in front for the reverse order. Further fields
                follow after a comma, as in `-year,firstName`.
            limit: How many leads a page holds. 0 puts all of them on one page; left out, it is
                10.
            page: The number of the page, counted from 1.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The items, page after page as they are asked for; `pages()` and `page()` give whole
            pages.

        Raises:
            BadRequestError: A field or the filter is not valid; `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> async for item in client.leads.list():
            ...     print(item.first_name)
            Ana
        """
        return self._client.paginate(
            Request(
                "GET",
                "/leads",
                query={
                    "where": deep_object(where, Where),
                    "sort": sort,
                    "limit": limit,
                    "page": page,
                    "depth": depth,
                    "locale": locale,
                    "fallback-locale": fallback_locale,
                },
                errors={400: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadList,
            items=lambda page: page.docs,
            following=lambda page: {"page": page.next_page} if page.has_next_page else None,
            options=options,
        )

    async def create(
        self,
        body: LeadCreate | LeadCreateDict,
        *,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> LeadCreateResponse:
        """Create a lead.

        Every field may be left out.

        Args:
            body: The fields of the new lead.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The new lead as `doc`, and a `message`.

        Raises:
            BadRequestError: A field or the filter is not valid; `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> (await client.leads.create({"first_name": "Ana", "process_statuses": "Qualified Lead"})).message
            'Lead successfully created.'
        """
        return await self._client.send(
            Request(
                "POST",
                "/leads",
                query={"depth": depth, "locale": locale, "fallback-locale": fallback_locale},
                body=json(body, LeadCreate),
                errors={400: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadCreateResponse,
            options=options,
        )

    async def update_where(
        self,
        body: LeadUpdate | LeadUpdateDict,
        *,
        where: Where | Mapping[str, Any],
        sort: str | None = None,
        limit: int | None = None,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> LeadBulkResponse:
        """Update every lead that matches a filter.

        Each lead is checked on its own: when some are refused, the others are changed all the same.
        With `limit`, only the first leads in the order of `sort` are changed.

        Args:
            body: The fields to change.
            where: The filter that leads have to match.
            sort: The field to sort by, with `-` in front for the reverse order. Further fields
                follow after a comma, as in `-year,firstName`.
            limit: How many leads to change at most. Left out, every match is changed.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The updated leads as `docs`, and a `message` with their number.

        Raises:
            BadRequestError: The filter is not valid, or some of the leads were refused;
                `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> (
            ...     await client.leads.update_where(
            ...         {"process_statuses": "Qualified Lead", "notes": None}, where={"city": {"equals": "Austin"}}
            ...     )
            ... ).message
            'Updated 1 Lead successfully.'
        """
        return await self._client.send(
            Request(
                "PATCH",
                "/leads",
                query={
                    "where": deep_object(where, Where, required=True),
                    "sort": sort,
                    "limit": limit,
                    "depth": depth,
                    "locale": locale,
                    "fallback-locale": fallback_locale,
                },
                body=json(body, LeadUpdate),
                errors={400: _UpdateWhereError400, 403: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadBulkResponse,
            options=options,
        )

    async def delete_where(
        self,
        *,
        where: Where | Mapping[str, Any],
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> LeadBulkResponse:
        """Delete every lead that matches a filter.

        Args:
            where: The filter that leads have to match.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The deleted leads, as they were, as `docs`, and a `message` with their number.

        Raises:
            BadRequestError: The filter is not valid, or some of the leads were refused;
                `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> (await client.leads.delete_where(where={"city": {"equals": "Austin"}})).message
            'Deleted 1 Lead successfully.'
        """
        return await self._client.send(
            Request(
                "DELETE",
                "/leads",
                query={
                    "where": deep_object(where, Where, required=True),
                    "depth": depth,
                    "locale": locale,
                    "fallback-locale": fallback_locale,
                },
                errors={400: _DeleteWhereError400, 403: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadBulkResponse,
            options=options,
        )

    async def count(
        self,
        *,
        where: Where | Mapping[str, Any] | None = None,
        options: RequestOptions | None = None,
    ) -> LeadCount:
        """Count leads.

        Without a filter, every lead is counted.

        Args:
            where: The filter that leads have to match.
            options: Timeout, retries and headers of this call alone.

        Returns:
            How many leads match, as `totalDocs`.

        Raises:
            BadRequestError: A field or the filter is not valid; `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> (await client.leads.count()).total_docs
            6
        """
        return await self._client.send(
            Request(
                "GET",
                "/leads/count",
                query={"where": deep_object(where, Where)},
                errors={400: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadCount,
            options=options,
        )

    async def get(
        self,
        id: str | int,
        *,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> Lead:
        """Get a lead.

        Args:
            id: The lead's id.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The lead.

        Raises:
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            NotFoundError: No lead has this id.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> (await client.leads.get("65b2f0")).first_name
            'Ana'
        """
        return await self._client.send(
            Request(
                "GET",
                "/leads/{id}",
                path={"id": id},
                query={"depth": depth, "locale": locale, "fallback-locale": fallback_locale},
                errors={403: ErrorResponse, 404: ErrorResponse, 500: ErrorResponse},
            ),
            returns=Lead,
            options=options,
        )

    async def update(
        self,
        id: str | int,
        body: LeadUpdate | LeadUpdateDict,
        *,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> LeadUpdateResponse:
        """Update a lead.

        Changes the fields that are sent, and only those. Null clears a field.

        Args:
            id: The lead's id.
            body: The fields to change.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The updated lead as `doc`, and a `message`.

        Raises:
            BadRequestError: A field or the filter is not valid; `errors` says which.
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            NotFoundError: No lead has this id.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> (await client.leads.update("65b2f0", {"process_statuses": "Qualified Lead", "notes": None})).message
            'Updated successfully.'
        """
        return await self._client.send(
            Request(
                "PATCH",
                "/leads/{id}",
                path={"id": id},
                query={"depth": depth, "locale": locale, "fallback-locale": fallback_locale},
                body=json(body, LeadUpdate),
                errors={400: ErrorResponse, 403: ErrorResponse, 404: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadUpdateResponse,
            options=options,
        )

    async def delete(
        self,
        id: str | int,
        *,
        depth: int | None = None,
        locale: str | None = None,
        fallback_locale: str | None = None,
        options: RequestOptions | None = None,
    ) -> LeadDeleteResponse:
        """Delete a lead.

        Args:
            id: The lead's id.
            depth: How many levels of relationships come as whole documents. 0 gives ids only;
                left out, it is 2.
            locale: The language in which localised text is read and written, such as `es`. Left
                out, the server's own.
            fallback_locale: The language to read where `locale` has no text, or `none`: then
                the field is left out. Left out, the server's own.
            options: Timeout, retries and headers of this call alone.

        Returns:
            The deleted lead, as it was, as `doc`, and a `message`.

        Raises:
            PermissionDeniedError: The API key is missing or unknown, or does not allow this.
            NotFoundError: No lead has this id.
            ServerError: The server failed, for example on the id of a document that does not
                exist.

        Example:
            >>> (await client.leads.delete("65b2f0")).message
            'Deleted successfully.'
        """
        return await self._client.send(
            Request(
                "DELETE",
                "/leads/{id}",
                path={"id": id},
                query={"depth": depth, "locale": locale, "fallback-locale": fallback_locale},
                errors={403: ErrorResponse, 404: ErrorResponse, 500: ErrorResponse},
            ),
            returns=LeadDeleteResponse,
            options=options,
        )
