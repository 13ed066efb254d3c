"""The same client against a server whose ids are text, as the vendor's published types have them."""

from __future__ import annotations

from typing import Any

import pytest
from drivly_leads import BadRequestError, NotFoundError
from drivly_leads.models import LeadUpdate, SalesRep, Search

from .conftest import Face

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def seeded(text_face: Face) -> Any:
    """The seeded lead, with its relations as ids."""
    where = {"email": {"equals": "seed@example.com"}}
    [lead] = text_face.all(text_face.client.leads.list(where=where, depth=0))
    return lead


def test_ids_are_text(seeded: Any) -> None:
    assert isinstance(seeded.id, str)
    assert isinstance(seeded.sales_rep, str)
    assert [type(id) for id in seeded.searches] == [str]


def test_create_update_and_delete(text_face: Face, seeded: Any) -> None:
    leads = text_face.client.leads
    created = text_face.call(leads.create, {"sales_rep": seeded.sales_rep, "searches": seeded.searches}, depth=1).doc
    assert isinstance(created.sales_rep, SalesRep)
    assert created.sales_rep.id == seeded.sales_rep
    assert [type(search) for search in created.searches] == [Search]
    assert created.searches[0].lead == seeded.id
    cleared = text_face.call(leads.update, created.id, LeadUpdate(sales_rep=None, searches=[]), depth=0).doc
    assert (cleared.sales_rep, cleared.searches) == (None, [])
    again = text_face.call(leads.update, created.id, {"sales_rep": created.sales_rep}, depth=0).doc
    assert again.sales_rep == seeded.sales_rep
    assert text_face.call(leads.delete, created.id, depth=0).doc.id == created.id
    with pytest.raises(NotFoundError):
        text_face.call(leads.get, created.id)


def test_filters_by_id(text_face: Face, seeded: Any) -> None:
    for where in (
        {"id": {"equals": seeded.id}},
        {"id": {"in": [seeded.id, UNKNOWN]}},
        {"and": [{"id": {"equals": seeded.id}}, {"salesRep": {"equals": seeded.sales_rep}}]},
    ):
        assert text_face.call(text_face.client.leads.count, where=where).total_docs == 1


def test_an_unknown_id(text_face: Face) -> None:
    with pytest.raises(NotFoundError):
        text_face.call(text_face.client.leads.get, UNKNOWN)


def test_a_number_is_no_id_here(text_face: Face, seeded: Any) -> None:
    with pytest.raises(BadRequestError) as refused:
        text_face.call(text_face.client.leads.update, seeded.id, {"sales_rep": 1})
    assert refused.value.body.errors[0].data.errors[0].path == "salesRep"


def test_update_and_delete_by_filter(text_face: Face, label: str) -> None:
    leads = text_face.client.leads
    ids = {text_face.call(leads.create, {"anonymous_id": label}, depth=0).doc.id for _ in range(2)}
    where = {"anonymousId": {"equals": label}}
    assert {doc.id for doc in text_face.call(leads.update_where, {"year": 1}, where=where, depth=0).docs} == ids
    with pytest.raises(BadRequestError) as refused:
        text_face.call(leads.update_where, {"sales_rep": 1}, where=where)
    assert {error.id for error in refused.value.body.errors} == ids
    assert {doc.id for doc in text_face.call(leads.delete_where, where=where, depth=0).docs} == ids
