"""List and count: filters, sorting, and pages."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from drivly_leads.models import BodyStyle, Lead, LeadList, Where, WhereCondition

from .conftest import Face
from .recording import Exchanges

PEOPLE: list[dict[str, Any]] = [
    {"firstName": "Ann", "year": 2019, "make": "Ford", "city": "São Paulo", "bodyStyle": ["car"], "salesRep": 1},
    {"firstName": "Bob", "year": 2020, "make": "Ford", "email": "bob@EXAMPLE.com", "bodyStyle": ["truck", "suv"]},
    {"firstName": "Cyd", "year": 2021, "make": "Kia", "email": "cyd@example.com", "monthlyPayment": 450.5},
    {"firstName": "Dee & [Co] = 50%+", "make": "Kia", "searches": [1], "agree": True},
    {"firstName": "Eve", "year": 2021, "make": "Ford", "agree": False, "reason": "Test"},
]


@pytest.fixture(scope="module")
def people(raw: httpx.Client) -> dict[str, Any]:
    """Five leads with a label of their own; gives the filter that finds them."""
    label = f"people-{uuid.uuid4()}"
    for person in PEOPLE:
        assert raw.post("leads", json=person | {"anonymousId": label}).status_code == 201
    return {"anonymousId": {"equals": label}}


def names(leads: list[Any]) -> list[str]:
    return [lead.first_name[:3] for lead in leads]


FILTERS: list[tuple[Mapping[str, Any], list[str]]] = [
    ({"firstName": {"equals": "Ann"}}, ["Ann"]),
    ({"firstName": {"equals": "Dee & [Co] = 50%+"}}, ["Dee"]),
    ({"city": {"equals": "São Paulo"}}, ["Ann"]),
    ({"firstName": {"not_equals": "Ann"}}, ["Bob", "Cyd", "Dee", "Eve"]),
    ({"firstName": {"in": ["Ann", "Eve"]}}, ["Ann", "Eve"]),
    ({"firstName": {"in": ["Ann"]}}, ["Ann"]),
    ({"firstName": {"not_in": ["Ann", "Eve", "Bob"]}}, ["Cyd", "Dee"]),
    ({"year": {"equals": 2021}}, ["Cyd", "Eve"]),
    ({"year": {"greater_than": 2019}}, ["Bob", "Cyd", "Eve"]),
    ({"year": {"greater_than_equal": 2021}}, ["Cyd", "Eve"]),
    ({"year": {"greater_than": 2019, "less_than": 2021}}, ["Bob"]),
    ({"year": {"less_than_equal": 2020}}, ["Ann", "Bob"]),
    ({"monthlyPayment": {"equals": 450.5}}, ["Cyd"]),
    ({"agree": {"equals": True}}, ["Dee"]),
    ({"agree": {"equals": False}}, ["Eve"]),
    ({"email": {"like": "example"}}, ["Bob", "Cyd"]),
    ({"email": {"contains": "BOB@"}}, ["Bob"]),
    ({"email": {"exists": True}}, ["Bob", "Cyd"]),
    ({"email": {"exists": False}}, ["Ann", "Dee", "Eve"]),
    ({"reason": {"equals": "Test"}}, ["Eve"]),
    ({"salesRep": {"equals": 1}}, ["Ann"]),
    ({"salesRep": {"exists": False}}, ["Bob", "Cyd", "Dee", "Eve"]),
    ({"salesRep.name": {"equals": "Rosa Diaz"}}, ["Ann"]),
    ({"searches": {"in": [1]}}, ["Dee"]),
    ({"searches.make": {"equals": "Ford"}}, ["Dee"]),
    ({"bodyStyle": {"in": ["truck", "suv"]}}, ["Bob"]),
    ({"bodyStyle": {"in": [BodyStyle.CAR, BodyStyle.SUV]}}, ["Ann", "Bob"]),
    ({"firstName": {"equals": "Ann"}, "year": {"equals": 2019}}, ["Ann"]),
    ({"firstName": {"equals": "Ann"}, "year": {"equals": 2020}}, []),
    ({"or": [{"firstName": {"equals": "Ann"}}, {"year": {"equals": 2020}}]}, ["Ann", "Bob"]),
    (
        {
            "or": [
                {"firstName": {"equals": "Bob"}},
                {"and": [{"year": {"greater_than": 2020}}, {"make": {"equals": "Ford"}}]},
            ]
        },
        ["Bob", "Eve"],
    ),
    (
        {"and": [{"or": [{"make": {"equals": "Kia"}}, {"agree": {"equals": False}}]}, {"year": {"exists": True}}]},
        ["Cyd", "Eve"],
    ),
]


@pytest.mark.parametrize(("where", "expected"), FILTERS, ids=[str(where) for where, _ in FILTERS])
def test_filters(face: Face, people: dict[str, Any], where: dict[str, Any], expected: list[str]) -> None:
    both = {"and": [people, where]}
    assert names(face.all(face.client.leads.list(where=both, sort="firstName", depth=0))) == expected
    assert face.call(face.client.leads.count, where=both).total_docs == len(expected)


def test_a_filter_as_a_model(face: Face, exchanges: Exchanges, people: dict[str, Any]) -> None:
    label = people["anonymousId"]["equals"]
    where = Where(
        and_=[
            Where(anonymousId=WhereCondition(equals=label)),
            Where(or_=[Where(make=WhereCondition(equals="Kia")), Where(year=WhereCondition(in_=[2019, 2020]))]),
        ]
    )
    assert names(face.all(face.client.leads.list(where=where, sort="firstName", depth=0))) == [
        "Ann",
        "Bob",
        "Cyd",
        "Dee",
    ]
    query = exchanges[-1].request.url.params
    assert query["where[and][1][or][0][make][equals]"] == "Kia"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("firstName", ["Ann", "Bob", "Cyd", "Dee", "Eve"]),
        ("-firstName", ["Eve", "Dee", "Cyd", "Bob", "Ann"]),
        ("-year,firstName", ["Cyd", "Eve", "Bob", "Ann", "Dee"]),
        ("make,-firstName", ["Eve", "Bob", "Ann", "Dee", "Cyd"]),
    ],
)
def test_sort(face: Face, people: dict[str, Any], sort: str, expected: list[str]) -> None:
    assert names(face.all(face.client.leads.list(where=people, sort=sort, depth=0))) == expected


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_all_pages_are_gone_through(face: Face, exchanges: Exchanges, people: dict[str, Any], limit: int) -> None:
    pager = face.client.leads.list(where=people, sort="firstName", limit=limit, depth=0)
    assert exchanges == []  # nothing is sent before it is used
    leads = face.all(pager)
    assert names(leads) == ["Ann", "Bob", "Cyd", "Dee", "Eve"]
    assert all(isinstance(lead, Lead) for lead in leads)
    assert len(exchanges) == -(-5 // limit)
    kept = [{name: value for name, value in sent.request.url.params.items() if name != "page"} for sent in exchanges]
    assert kept == [kept[0]] * len(kept)  # each page is asked for with the same filter, order and depth


def test_pages(face: Face, people: dict[str, Any]) -> None:
    pages = face.all(face.client.leads.list(where=people, sort="firstName", limit=2, depth=0).pages())
    assert all(isinstance(page, LeadList) for page in pages)
    assert [names(page.docs) for page in pages] == [["Ann", "Bob"], ["Cyd", "Dee"], ["Eve"]]
    assert [page.next_page for page in pages] == [2, 3, None]
    assert [page.has_next_page for page in pages] == [True, True, False]


def test_one_page(face: Face, exchanges: Exchanges, people: dict[str, Any]) -> None:
    page = face.call(face.client.leads.list(where=people, sort="firstName", limit=2, page=2, depth=0).page)
    assert len(exchanges) == 1
    assert names(page.docs) == ["Cyd", "Dee"]
    assert (page.page, page.limit, page.total_docs, page.total_pages) == (2, 2, 5, 3)
    assert (page.prev_page, page.next_page, page.has_prev_page, page.has_next_page) == (1, 3, True, True)
    assert page.paging_counter == 3


def test_from_a_page_on(face: Face, people: dict[str, Any]) -> None:
    leads = face.all(face.client.leads.list(where=people, sort="firstName", limit=2, page=2, depth=0))
    assert names(leads) == ["Cyd", "Dee", "Eve"]


def test_a_page_beyond_the_last(face: Face, people: dict[str, Any]) -> None:
    page = face.call(face.client.leads.list(where=people, limit=2, page=99, depth=0).page)
    assert (page.docs, page.has_next_page, page.total_docs) == ([], False, 5)


def test_no_match(face: Face, exchanges: Exchanges, label: str) -> None:
    assert face.all(face.client.leads.list(where={"anonymousId": {"equals": label}})) == []
    assert len(exchanges) == 1


def test_limit_0_is_everything_at_once(face: Face, exchanges: Exchanges, people: dict[str, Any]) -> None:
    assert len(face.all(face.client.leads.list(where=people, limit=0, depth=0))) == 5
    assert len(exchanges) == 1


def test_list_without_arguments(face: Face, exchanges: Exchanges, people: dict[str, Any]) -> None:
    page = face.call(face.client.leads.list().page)
    assert exchanges[-1].request.url.query == b""
    assert page.limit == 10
    assert page.total_docs >= 6


def test_list_at_depth(face: Face, people: dict[str, Any]) -> None:
    where = {"and": [people, {"firstName": {"equals": "Ann"}}]}
    [lead] = face.all(face.client.leads.list(where=where, depth=1))
    assert lead.sales_rep.name == "Rosa Diaz"


def test_a_pager_can_be_used_again(face: Face, exchanges: Exchanges, people: dict[str, Any]) -> None:
    pager = face.client.leads.list(where=people, limit=3, sort="firstName", depth=0)
    assert names(face.all(pager)) == names(face.all(pager))
    assert len(exchanges) == 4


def test_count(face: Face, exchanges: Exchanges, people: dict[str, Any]) -> None:
    everything = face.call(face.client.leads.count).total_docs
    assert exchanges[-1].request.url.query == b""
    assert everything >= 6
    assert face.call(face.client.leads.count, where=people).total_docs == 5
    assert face.call(face.client.leads.count, where={"id": {"in": [999998, 999999]}}).total_docs == 0
