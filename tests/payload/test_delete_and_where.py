"""Delete one; update and delete by filter, which must never reach more than they were told to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from drivly_leads import BadRequestError, InvalidRequestError, NotFoundError
from drivly_leads.models import LeadBulkResponse, LeadUpdate, Where

from .conftest import Face
from .recording import Exchanges, sent


@pytest.fixture
def three(raw: httpx.Client, label: str) -> list[Any]:
    """The ids of three leads with this test's label."""
    return [raw.post("leads", json={"anonymousId": label, "year": year}).json()["doc"]["id"] for year in (1, 2, 3)]


@pytest.fixture
def where(label: str) -> dict[str, Any]:
    return {"anonymousId": {"equals": label}}


def left(raw: httpx.Client, label: str) -> int:
    answer = raw.get("leads/count", params={"where[anonymousId][equals]": label})
    return int(answer.json()["totalDocs"])


def test_delete_one_and_again(face: Face, raw: httpx.Client, three: list[Any], label: str) -> None:
    deleted = face.call(face.client.leads.delete, three[0], depth=0)
    assert deleted.message == "Deleted successfully."
    assert (deleted.doc.id, deleted.doc.anonymous_id) == (three[0], label)
    assert left(raw, label) == 2
    with pytest.raises(NotFoundError) as refused:
        face.call(face.client.leads.delete, three[0], depth=0)
    assert refused.value.body.errors[0].message == "Not Found"
    with pytest.raises(NotFoundError):
        face.call(face.client.leads.get, three[0])


@pytest.mark.parametrize("body", [{"city": "Austin"}, LeadUpdate(city="Austin")], ids=["dict", "model"])
def test_update_where(
    face: Face, raw: httpx.Client, exchanges: Exchanges, three: list[Any], where: dict[str, Any], body: Any
) -> None:
    others = raw.get("leads/count", params={"where[city][equals]": "Austin"}).json()["totalDocs"]
    result = face.call(face.client.leads.update_where, body, where=where, depth=0)
    assert sent(exchanges) == {"city": "Austin"}
    assert isinstance(result, LeadBulkResponse)
    assert (result.message, result.errors) == ("Updated 3 Leads successfully.", [])
    assert {doc.id for doc in result.docs} == set(three)
    assert {doc.city for doc in result.docs} == {"Austin"}
    assert raw.get("leads/count", params={"where[city][equals]": "Austin"}).json()["totalDocs"] == others + 3


def test_update_where_of_some(face: Face, three: list[Any], where: dict[str, Any]) -> None:
    some = {"or": [where | {"year": {"equals": 1}}, {"id": {"in": [three[2]]}}]}
    result = face.call(face.client.leads.update_where, {"city": None, "body_style": ["van"]}, where=some, depth=0)
    assert {doc.id for doc in result.docs} == {three[0], three[2]}
    assert face.call(face.client.leads.get, three[1], depth=0).body_style == []


def test_update_where_no_match(face: Face, where: dict[str, Any]) -> None:
    result = face.call(face.client.leads.update_where, {"city": "Austin"}, where=where)
    assert (result.docs, result.errors, result.message) == ([], [], "Updated 0 Leads successfully.")


def test_delete_where(face: Face, raw: httpx.Client, three: list[Any], where: dict[str, Any], label: str) -> None:
    some = where | {"year": {"less_than": 3}}
    result = face.call(face.client.leads.delete_where, where=some, depth=0)
    assert isinstance(result, LeadBulkResponse)
    assert {doc.id for doc in result.docs} == set(three[:2])
    assert (result.message, result.errors) == ("Deleted 2 Leads successfully.", [])
    assert left(raw, label) == 1


def test_delete_where_no_match(face: Face, where: dict[str, Any]) -> None:
    result = face.call(face.client.leads.delete_where, where=where)
    assert (result.docs, result.errors, result.message) == ([], [], "Deleted 0 Leads successfully.")


def update_where(face: Face, where: Any) -> Any:
    return face.call(face.client.leads.update_where, {"state": "NH"}, where=where)


def delete_where(face: Face, where: Any) -> Any:
    return face.call(face.client.leads.delete_where, where=where)


both = pytest.mark.parametrize("method", [update_where, delete_where])


@both
@pytest.mark.parametrize(
    "empty",
    [{}, Where(), {"or": []}, {"and": []}, {"and": [{}]}, {"or": [{"and": []}]}, {"id": {}}, {"id": {"in": []}}, None],
    ids=repr,
)
def test_without_a_filter_nothing_is_sent(
    face: Face, raw: httpx.Client, exchanges: Exchanges, method: Callable[[Face, Any], Any], empty: Any
) -> None:
    before = raw.get("leads/count").json()
    with pytest.raises(InvalidRequestError, match="where"):
        method(face, empty)
    assert exchanges == []
    assert raw.get("leads/count").json() == before


@both
def test_part_of_a_filter_that_is_empty_is_refused(
    face: Face, exchanges: Exchanges, where: dict[str, Any], method: Callable[[Face, Any], Any]
) -> None:
    """An empty list has no place in a query string, and a server that never sees it matches more."""
    with pytest.raises(InvalidRequestError):
        method(face, where | {"id": {"in": []}})
    assert exchanges == []


def test_where_has_to_be_named(face: Face, exchanges: Exchanges) -> None:
    with pytest.raises(TypeError, match="where"):
        face.call(face.client.leads.update_where, {"state": "NH"})
    with pytest.raises(TypeError, match="where"):
        face.call(face.client.leads.delete_where)
    assert exchanges == []


@both
def test_a_filter_that_the_server_refuses(face: Face, three: list[Any], method: Callable[[Face, Any], Any]) -> None:
    with pytest.raises(BadRequestError) as refused:
        method(face, {"nope": {"equals": 1}})
    assert "cannot be queried: nope" in str(refused.value)
    assert refused.value.body.errors[0].message == "The following path cannot be queried: nope"


def test_each_lead_that_could_not_be_updated_is_told(face: Face, three: list[Any], where: dict[str, Any]) -> None:
    """A relation's id as text passes here, and is refused lead by lead by a server whose ids are numbers."""
    with pytest.raises(BadRequestError) as refused:
        face.call(face.client.leads.update_where, {"sales_rep": "1"}, where=where)
    body = refused.value.body
    assert isinstance(body, LeadBulkResponse)
    assert body.docs == []
    assert {error.id for error in body.errors} == set(three)
    assert {error.message for error in body.errors} == {"The following field is invalid: Sales Rep"}
    assert body.message == "Unable to update 3 out of 3 Leads."
    assert "Unable to update 3 out of 3 Leads." in str(refused.value)


def test_deleting_by_filter_takes_no_limit(face: Face, raw: httpx.Client, three: list[Any], label: str) -> None:
    """The server ignores it there, and would delete everything that matches."""
    with pytest.raises(TypeError, match="limit"):
        face.call(face.client.leads.delete_where, where={"id": {"in": three}}, limit=1)
    assert left(raw, label) == 3
