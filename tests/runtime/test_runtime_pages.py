"""Pages: fetched as needed, in order, and never in a circle."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from runtime_face import Lead, LeadList, Where

from leadsmith.runtime import InvalidRequestError, Request, UnexpectedResponseError, deep_object

REQUEST = Request(
    "GET", "/leads", query={"where": deep_object({"city": {"equals": "Austin"}}, Where), "limit": 2, "page": None}
)


def pager(flavour: Any, handler: Any, request: Request = REQUEST) -> Any:
    return flavour.client(handler).paginate(
        request,
        returns=LeadList,
        items=lambda page: page.docs,
        following=lambda page: {"page": page.next_page} if page.has_next_page else None,
    )


def three_pages(request: httpx.Request) -> httpx.Response:
    page = int(request.url.params.get("page", 1))
    docs = [{"id": page * 10}, {"id": page * 10 + 1}] if page < 3 else [{"id": 30}]
    return httpx.Response(200, json={"docs": docs, "hasNextPage": page < 3, "nextPage": page + 1 if page < 3 else None})


def test_all_items_in_order(flavour: Any) -> None:
    leads = pager(flavour, three_pages)
    assert isinstance(leads, flavour.pager) and flavour.requests == []
    found = flavour.items(leads)
    assert [lead.id for lead in found] == [10, 11, 20, 21, 30] and isinstance(found[0], Lead)
    filtered = "where%5Bcity%5D%5Bequals%5D=Austin&limit=2"
    assert [request.url.query.decode() for request in flavour.requests] == [
        filtered,
        f"{filtered}&page=2",
        f"{filtered}&page=3",
    ]
    assert [lead.id for lead in flavour.items(leads)] == [10, 11, 20, 21, 30], "a second iteration begins anew"


def test_pages_are_fetched_as_needed(flavour: Any) -> None:
    assert [lead.id for lead in flavour.items(pager(flavour, three_pages), most=2)] == [10, 11]
    assert len(flavour.requests) == 1


def test_pages_and_one_page(flavour: Any) -> None:
    assert [len(page.docs) for page in flavour.items(pager(flavour, three_pages).pages())] == [2, 2, 1]
    second = pager(flavour, three_pages, Request("GET", "/leads", query={"page": 2}))
    assert flavour.run(second.page()).docs[0].id == 20
    assert [page.docs[0].id for page in flavour.items(second.pages())] == [20, 30]


def test_a_wrong_filter_is_refused_at_once(flavour: Any) -> None:
    with pytest.raises(InvalidRequestError):
        pager(flavour, three_pages, Request("GET", "/leads", query={"where": deep_object({"or": []}, Where)}))


@pytest.mark.parametrize(
    ("next_pages", "requests"),
    [({1: 1}, 2), ({1: 2, 2: 2}, 2), ({1: 2, 2: 3, 3: 2}, 3), ({1: None}, 1), ({1: 2, 2: None}, 2)],
)
def test_a_circle_ends(flavour: Any, next_pages: dict[int, int | None], requests: int) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params.get("page", 1))
        return httpx.Response(200, json={"docs": [{"id": 1}], "hasNextPage": True, "nextPage": next_pages[page]})

    with pytest.raises(UnexpectedResponseError, match="next page") as caught:
        flavour.items(pager(flavour, handler))
    assert len(flavour.requests) == requests
    assert str(caught.value).startswith("GET https://api.test/v1/leads: ")


def test_errors_come_through(flavour: Any) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return three_pages(request) if "page" not in request.url.params else httpx.Response(200, text="<html>")

    with pytest.raises(UnexpectedResponseError):
        flavour.items(pager(flavour, handler))
    assert len(flavour.requests) == 2
