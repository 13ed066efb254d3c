"""Pages: fetched as needed, in order, and never in a circle."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from runtime_face import Lead, LeadList, Where

from leadsmith.runtime import (
    ApiKey,
    InvalidRequestError,
    LinkHeader,
    NextLink,
    NextOffset,
    NextPage,
    Request,
    SyncClient,
    UnexpectedResponseError,
    checked,
    deep_object,
)
from leadsmith.runtime.pages import next_link

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


# By number and by offset ----------------------------------------------------------------------------------------------

LEADS = TypeAdapter(list[Lead])


def listed(flavour: Any, handler: Any, following: Any, query: dict[str, Any] | None = None, **settings: Any) -> Any:
    """A pager over answers that are lists."""
    request = Request("GET", "/leads", query=query or {})
    client = flavour.client(handler, **settings)
    return client.paginate(request, returns=LEADS, items=lambda page: page, following=lambda page: following)


def of_size(size: int, pages: int, first: int = 1, parameter: str = "page") -> Any:
    """A server whose pages are numbered from `first`, which is what it takes where no number is asked."""

    def handler(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params.get(parameter, first)) - first
        return httpx.Response(200, json=[{"id": number * size + at} for at in range(size if number < pages else 0)])

    return handler


def ids(flavour: Any, leads: Any) -> list[Any]:
    return [lead.id for lead in flavour.items(leads)]


def asked(flavour: Any, parameter: str = "page") -> list[str | None]:
    return [request.url.params.get(parameter) for request in flavour.requests]


@pytest.mark.parametrize(
    ("following", "query", "expected", "requests"),
    [
        (NextPage("page"), {}, range(6), [None, "2", "3", "4"]),
        (NextPage("page", pages=3), {}, range(6), [None, "2", "3"]),
        (NextPage("page", pages="3"), {}, range(6), [None, "2", "3"]),
        (NextPage("page", total=6), {}, range(6), [None, "2", "3"]),
        (NextPage("page", total=6), {"page": 2}, range(2, 6), ["2", "3", "4"]),
        (NextPage("page", total=6), {"page": checked(1, int)}, range(6), ["1", "2", "3"]),
        (NextPage("page", pages=3), {"page": checked(2, int)}, range(2, 6), ["2", "3"]),
        (NextPage("page", number=1, pages=3), {}, range(6), [None, "2", "3"]),
        (NextPage("page", more=False), {}, range(2), [None]),
        (NextPage("page", pages=0), {}, range(2), [None]),
    ],
)
def test_pages_by_number(flavour: Any, following: Any, query: Any, expected: Any, requests: Any) -> None:
    assert ids(flavour, listed(flavour, of_size(2, 3), following, query)) == list(expected)
    assert asked(flavour) == requests


@pytest.mark.parametrize("following", [NextPage("page", first=0), NextPage("page", first=0, pages=3)])
def test_pages_that_are_numbered_from_0(flavour: Any, following: NextPage) -> None:
    assert ids(flavour, listed(flavour, of_size(2, 3, first=0), following)) == list(range(6))
    assert asked(flavour)[:3] == [None, "1", "2"]


def test_a_page_that_says_its_number_decides_where_the_count_begins(flavour: Any) -> None:
    leads = listed(flavour, of_size(2, 3, first=0), NextPage("page", number=0))
    assert ids(flavour, leads) == list(range(6))


def slices(total: int, most: int) -> Any:
    def handler(request: httpx.Request) -> httpx.Response:
        begin = int(request.url.params.get("offset", 0))
        size = min(int(request.url.params.get("limit", most)), most)
        return httpx.Response(200, json=[{"id": at} for at in range(begin, min(begin + size, total))])

    return handler


@pytest.mark.parametrize(
    ("following", "query", "expected", "requests"),
    [
        (NextOffset("offset"), {}, range(7), [None, "3", "6", "7"]),
        (NextOffset("offset", total=7), {}, range(7), [None, "3", "6"]),
        (NextOffset("offset", total=7), {"offset": 4}, range(4, 7), ["4"]),
        (NextOffset("offset", total=7), {"limit": 100}, range(7), [None, "3", "6"]),
        (NextOffset("offset", total=7), {"limit": 2}, range(7), [None, "2", "4", "6"]),
    ],
)
def test_pages_by_offset(flavour: Any, following: Any, query: Any, expected: Any, requests: Any) -> None:
    """A server that gives fewer items than asked for, as it has a limit of its own, loses none."""
    assert ids(flavour, listed(flavour, slices(7, 3), following, query)) == list(expected)
    assert asked(flavour, "offset") == requests


def test_an_offset_that_counts_from_1(flavour: Any) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        begin = int(request.url.params.get("offset", 1))
        return httpx.Response(200, json=[{"id": at} for at in range(begin, min(begin + 2, 6))])

    assert ids(flavour, listed(flavour, handler, NextOffset("offset", first=1, total=5))) == [1, 2, 3, 4, 5]
    assert asked(flavour, "offset") == [None, "3", "5"]


@pytest.mark.parametrize("following", [NextPage("page"), NextOffset("offset"), NextPage("page", pages=1000)])
def test_a_server_that_always_gives_the_same_page(flavour: Any, following: Any) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=[{"id": 1}, {"id": 2}])

    with pytest.raises(UnexpectedResponseError, match="the same items again"):
        flavour.items(listed(flavour, handler, following))
    assert len(flavour.requests) == 2


def test_an_offset_that_does_not_move(flavour: Any) -> None:
    with pytest.raises(UnexpectedResponseError, match="this one has no items"):
        flavour.items(listed(flavour, slices(0, 3), NextOffset("offset", more=True)))
    assert len(flavour.requests) == 1


@pytest.mark.parametrize("following", [NextPage("page", pages=10**6), NextPage("page", more=True)])
def test_endless_empty_pages_end(flavour: Any, following: Any) -> None:
    with pytest.raises(UnexpectedResponseError, match="100 pages in a row are empty"):
        flavour.items(listed(flavour, lambda request: httpx.Response(200, json=[]), following))
    assert len(flavour.requests) == 100


def test_endless_empty_pages_by_value_end(flavour: Any) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params.get("page", 1))
        return httpx.Response(200, json={"docs": [], "hasNextPage": True, "nextPage": page + 1})

    with pytest.raises(UnexpectedResponseError, match="100 pages in a row are empty"):
        flavour.items(pager(flavour, handler))


def test_an_empty_page_in_between_is_no_end_where_the_server_knows_better(flavour: Any) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params.get("page", 1))
        return httpx.Response(200, json=[] if page == 2 else [{"id": page}])

    assert ids(flavour, listed(flavour, handler, NextPage("page", pages=3))) == [1, 3]


# By link --------------------------------------------------------------------------------------------------------------


def linking(links: dict[str, str]) -> Any:
    """A server whose answer has the path as its id, and the link for that path as `nickname` and in `Link`."""

    def handler(request: httpx.Request) -> httpx.Response:
        link = links.get(request.url.raw_path.decode())
        sent = {"Link": f'<{link}>; rel="next"'} if link else {}
        return httpx.Response(200, json={"id": request.url.raw_path.decode(), "nickname": link}, headers=sent)

    return handler


def linked(flavour: Any, handler: Any, by_header: bool = False, query: Any = None, **settings: Any) -> Any:
    request = Request("GET", "/leads/{id}", path={"id": "a"}, query=query or {"limit": 1}, headers={"X-Tenant": "7"})
    return flavour.client(handler, **settings).paginate(
        request,
        returns=Lead,
        items=lambda page: [page],
        following=lambda page: LinkHeader() if by_header else NextLink(page.nickname),
    )


@pytest.mark.parametrize("by_header", [False, True])
@pytest.mark.parametrize(
    "link",
    [
        "https://api.test/v1/leads/b?limit=1&after=%7Bx%7D+y%2Fz",
        "HTTPS://API.test:443/v1/leads/b?limit=1&after=%7Bx%7D+y%2Fz#part",
        "https://user:secret@api.test/v1/leads/b?limit=1&after=%7Bx%7D+y%2Fz",
        "/v1/leads/b?limit=1&after=%7Bx%7D+y%2Fz",
        "//api.test/v1/leads/b?limit=1&after=%7Bx%7D+y%2Fz",
        "b?limit=1&after={x}+y%2Fz",
        "../leads/./b?limit=1&after=%7Bx%7D+y%2Fz",
    ],
)
def test_a_link_leads_on_below_the_base_url(flavour: Any, link: str, by_header: bool) -> None:
    target = "/v1/leads/b?limit=1&after=%7Bx%7D+y%2Fz"
    handler = linking({"/v1/leads/a?limit=1": link, target: "?limit=1&after=3"})
    assert ids(flavour, linked(flavour, handler, by_header)) == [
        "/v1/leads/a?limit=1",
        target,
        "/v1/leads/b?limit=1&after=3",
    ]
    assert {request.headers["X-Tenant"] for request in flavour.requests} == {"7"}
    assert {str(request.url)[:20] for request in flavour.requests} == {"https://api.test/v1/"}


@pytest.mark.parametrize("by_header", [False, True])
@pytest.mark.parametrize(
    "link",
    [
        "https://evil.test/v1/leads/b",
        "http://api.test/v1/leads/b",
        "https://api.test:8443/v1/leads/b",
        "https://api.test.evil.test/v1/leads/b",
        "https://api.test@evil.test/v1/leads/b",
        "//evil.test/v1/leads/b",
        "file:///etc/passwd",
        "javascript:alert(1)",
    ],
)
def test_a_link_to_another_server_is_refused(flavour: Any, link: str, by_header: bool) -> None:
    leads = linked(flavour, linking({"/v1/leads/a?limit=1&api_key=hush-hush": link}), by_header, **KEY)
    with pytest.raises(UnexpectedResponseError, match="on another server") as caught:
        flavour.items(leads)
    assert len(flavour.requests) == 1, "nothing is asked there"
    assert "hush-hush" not in str(caught.value) and "api.test@" not in str(caught.value)


@pytest.mark.parametrize(
    "link", ["/v2/leads", "/v1x", "/v1/../admin", "/v1/%2e%2e/admin", "/v1/a%2F..%2F..%2Fadmin", "/"]
)
def test_a_link_out_of_the_base_url_is_refused(flavour: Any, link: str) -> None:
    with pytest.raises(UnexpectedResponseError, match=r"leads out of https://api\.test/v1"):
        flavour.items(linked(flavour, linking({"/v1/leads/a?limit=1": link})))
    assert len(flavour.requests) == 1


@pytest.mark.parametrize("link", ["https://api.test:port/", "x\ny", "https://" + "a" * 70_000])
def test_a_link_that_is_none(flavour: Any, link: str) -> None:
    with pytest.raises(UnexpectedResponseError, match="not a URL"):
        flavour.items(linked(flavour, answering(link)))


def answering(link: object) -> Any:
    return lambda request: httpx.Response(200, json={"id": 1, "nickname": link})


@pytest.mark.parametrize("link", [None, ""])
def test_no_link_is_the_end(flavour: Any, link: str | None) -> None:
    assert ids(flavour, linked(flavour, answering(link))) == [1]


@pytest.mark.parametrize("links", [{"a": "a"}, {"a": "b", "b": "b"}, {"a": "b", "b": "c", "c": "b"}])
def test_links_in_a_circle_end(flavour: Any, links: dict[str, str]) -> None:
    paths = {f"/v1/leads/{one}?limit=1": f"/v1/leads/{other}?limit=1" for one, other in links.items()}
    with pytest.raises(UnexpectedResponseError, match="already read"):
        flavour.items(linked(flavour, linking(paths)))
    assert len(flavour.requests) <= 4


KEY: dict[str, Any] = {
    "credentials": (
        ApiKey("key", argument="api_key", value="hush-hush", variable="NO_SUCH_KEY", place="query", name="api_key"),
    ),
    "security": (("key",),),
}


def test_a_link_that_repeats_the_key_does_not_send_it_twice(flavour: Any) -> None:
    links = {"/v1/leads/a?limit=1&api_key=hush-hush": "/v1/leads/b?api%5Fkey=other&limit=1"}
    shown = ids(flavour, linked(flavour, linking(links), **KEY))
    assert shown == ["/v1/leads/a?limit=1&api_key=hush-hush", "/v1/leads/b?limit=1&api_key=hush-hush"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('<https://a.test/?page=2>; rel="next", <https://a.test/?page=9>; rel="last"', "https://a.test/?page=2"),
        ('<https://a.test/?page=9>; rel="last",<https://a.test/?page=2>;rel=next', "https://a.test/?page=2"),
        ('</a,b;c>; title="x, <y>; rel=\\"next\\""; rel="start NEXT"', "/a,b;c"),
        ("<?p=2>; REL = next", "?p=2"),
        ('<?p=2>; rel="next"; rel="prev"', "?p=2"),
        ('<?p=2>; rel="prev"; rel="next"', None),
        ('<?p=2>; rel="next"; anchor="#other"', None),
        ('<?p=2>; rel="nextpage"', None),
        ("<?p=2>", None),
        ("", None),
        ("nonsense, <", None),
        ('<?p=2>; rel="next', None),
    ],
)
def test_link_headers(header: str, expected: str | None) -> None:
    assert next_link(httpx.Headers({"Link": header})) == expected


@pytest.mark.parametrize("header", ["<" * 50_000, "<a>;" + " " * 50_000 + "<", "<a>;b=" + ' ; "' * 20_000])
def test_a_long_link_header_takes_no_time(header: str) -> None:
    begun = perf_counter()
    assert next_link(httpx.Headers({"Link": header})) is None
    assert perf_counter() - begun < 1


def test_several_link_headers() -> None:
    assert next_link(httpx.Headers([("Link", '<a>; rel="prev"'), ("link", '<b>; rel="next"')])) == "b"
    assert next_link(httpx.Headers()) is None


@given(st.text(alphabet='<>;,="\\ relnxt*', max_size=60))
def test_a_link_header_of_any_kind_is_read(header: str) -> None:
    found = next_link(httpx.Headers({"Link": header.encode()}))
    assert found is None or f"<{found}>" in header


@given(st.integers(0, 30), st.integers(1, 7), st.integers(1, 7), st.booleans())
def test_every_item_comes_once(total: int, most: int, limit: int, counted: bool) -> None:
    """Whatever a server's own limit is, and whether it tells how many there are."""

    def handler(request: httpx.Request) -> httpx.Response:
        begin = int(request.url.params.get("offset", 0))
        return httpx.Response(200, json=[{"id": at} for at in range(begin, min(begin + min(limit, most), total))])

    client = SyncClient(
        name="x", base_url="https://api.test", http_client=httpx.Client(transport=httpx.MockTransport(handler))
    )
    leads = client.paginate(
        Request("GET", "/leads", query={"limit": limit}),
        returns=LEADS,
        items=lambda page: page,
        following=lambda page: NextOffset("offset", total=total if counted else None),
    )
    assert [lead.id for lead in leads] == list(range(total))


@pytest.mark.parametrize(
    ("answer", "pointer"),
    [
        ({"docs": "x", "hasNextPage": False}, "/docs"),
        ({}, "/docs"),
        ({"docs": [{"id": 1}], "hasNextPage": True, "nextPage": "x"}, "/nextPage"),
        ({"docs": [{"id": 1}], "hasNextPage": "maybe", "nextPage": 2}, "/hasNextPage"),
    ],
)
def test_a_page_that_cannot_be_read_says_where(flavour: Any, answer: Any, pointer: str) -> None:
    with pytest.raises(UnexpectedResponseError, match="cannot be read") as caught:
        flavour.items(pager(flavour, lambda request: httpx.Response(200, json=answer)))
    assert caught.value.pointer == pointer


@pytest.mark.parametrize(
    ("answer", "pointer"),
    [([{"docs": [{"id": 1}, {"id": 2, "notes": 5}]}], "/0/docs/1/notes"), ([{"docs": "x"}], "/0/docs")],
)
def test_where_inside_a_page_it_is(flavour: Any, answer: Any, pointer: str) -> None:
    leads = flavour.client(lambda request: httpx.Response(200, json=answer)).paginate(
        REQUEST,
        returns=TypeAdapter(list[LeadList]),
        items=lambda page: page[0].docs,
        following=lambda page: {"after": page[0].docs[-1].notes},
    )
    with pytest.raises(UnexpectedResponseError, match="cannot be read") as caught:
        flavour.items(leads)
    assert caught.value.pointer == pointer


def test_what_is_no_model_has_no_pointer(flavour: Any) -> None:
    leads = flavour.client(lambda request: httpx.Response(200, json={})).paginate(
        REQUEST, returns=dict[str, Any], items=lambda page: page.docs, following=lambda page: None
    )
    with pytest.raises(UnexpectedResponseError, match="cannot be read") as caught:
        flavour.items(leads)
    assert caught.value.pointer is None
