"""Update one lead: exactly what was set is sent, and what was not set stays."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from drivly_leads.models import BodyStyle, FuelType, LeadUpdate, ProcessStatuses, Reason, SalesRep, Search

from .conftest import Face
from .leads import FULL, LISTS, RELATIONS
from .recording import Exchanges, sent


@pytest.fixture
def lead(raw: httpx.Client) -> Any:
    """The id of a fresh lead that has every field."""
    return raw.post("leads", json=FULL, params={"depth": 0}).json()["doc"]["id"]


def stored(raw: httpx.Client, lead: Any, **query: Any) -> dict[str, Any]:
    """What the server has, without the dates it sets itself, asked for past the client."""
    answer: dict[str, Any] = raw.get(f"leads/{lead}", params={"depth": 0} | query).json()
    return {name: value for name, value in answer.items() if name not in ("id", "createdAt", "updatedAt")}


UNTOUCHED = {name: value for name, value in FULL.items() if name not in ("createdAt", "updatedAt")}

CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    # what is given, and what is then on the wire and stored
    "one field": ({"first_name": "Boris"}, {"firstName": "Boris"}),
    "a name from the wire": ({"firstName": "Boris"}, {"firstName": "Boris"}),
    "empty text": ({"first_name": ""}, {"firstName": ""}),
    "numbers": ({"year": 0, "monthly_payment": 0.5}, {"year": 0, "monthlyPayment": 0.5}),
    "booleans": ({"subscribe": False, "agree": True}, {"subscribe": False, "agree": True}),
    "nulls": (
        {"first_name": None, "process_statuses": None, "year": None, "subscribe": None, "notes": None},
        {"firstName": None, "processStatuses": None, "year": None, "subscribe": None, "notes": None},
    ),
    "an enum member": ({"process_statuses": ProcessStatuses.QUALIFIED_LEAD}, {"processStatuses": "Qualified Lead"}),
    "an enum's text": (
        {"process_statuses": "On Hold", "reason": "Test"},
        {"processStatuses": "On Hold", "reason": "Test"},
    ),
    "an enum list": ({"body_style": [BodyStyle.WAGON]}, {"bodyStyle": ["wagon"]}),
    "an enum list of text": ({"fuel_type": ["electric", "Electric"]}, {"fuelType": ["electric", "Electric"]}),
    "an enum list of both": ({"fuel_type": ["diesel", FuelType("hybrid")]}, {"fuelType": ["diesel", "hybrid"]}),
    "an enum list emptied": ({"body_style": []}, {"bodyStyle": []}),
    "one relation": ({"sales_rep": 1}, {"salesRep": 1}),
    "many relations": ({"searches": [1], "favorites": [1]}, {"searches": [1], "favorites": [1]}),
    "one relation cleared": ({"sales_rep": None, "customers": None}, {"salesRep": None, "customers": None}),
    "many relations emptied": ({"searches": [], "favorites": []}, {"searches": [], "favorites": []}),
    "nothing": ({}, {}),
}


@pytest.mark.parametrize("kind", ["dict", "model"])
@pytest.mark.parametrize(("change", "wire"), CHANGES.values(), ids=CHANGES)
def test_a_change_leaves_the_rest(
    face: Face,
    raw: httpx.Client,
    exchanges: Exchanges,
    lead: Any,
    kind: str,
    change: dict[str, Any],
    wire: dict[str, Any],
) -> None:
    body = change if kind == "dict" else LeadUpdate(**change)
    result = face.call(face.client.leads.update, lead, body, depth=0)
    assert result.message == "Updated successfully."
    assert exchanges[-1].request.method == "PATCH"
    assert sent(exchanges) == wire
    assert stored(raw, lead) == UNTOUCHED | wire
    answered = result.doc.model_dump(mode="json", by_alias=True)
    assert {name: answered[name] for name in wire} == wire


def test_a_tuple_will_do_for_a_list(face: Face, exchanges: Exchanges, lead: Any) -> None:
    doc = face.call(
        face.client.leads.update, lead, {"body_style": (BodyStyle.VAN, "car"), "searches": (1,)}, depth=0
    ).doc
    assert sent(exchanges) == {"bodyStyle": ["van", "car"], "searches": [1]}
    assert doc.body_style == [BodyStyle.VAN, BodyStyle.CAR]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_null_empties_a_list(face: Face, raw: httpx.Client, exchanges: Exchanges, lead: Any, name: str) -> None:
    face.call(face.client.leads.update, lead, {name: None}, depth=0)
    assert sent(exchanges) == {name: None}
    assert stored(raw, lead) == UNTOUCHED | {name: []}


def test_all_84_fields(face: Face, raw: httpx.Client, exchanges: Exchanges) -> None:
    empty = raw.post("leads", json={}).json()["doc"]["id"]
    doc = face.call(face.client.leads.update, empty, FULL, depth=0).doc
    assert sent(exchanges) == FULL
    assert stored(raw, empty) == UNTOUCHED
    assert doc.created_at == FULL["createdAt"]
    assert doc.updated_at != FULL["updatedAt"]  # the server sets it


def test_a_model_can_be_changed_and_sent_again(face: Face, exchanges: Exchanges, lead: Any) -> None:
    body = LeadUpdate(first_name="Bo")
    face.call(face.client.leads.update, lead, body, depth=0)
    body.reason = Reason.TEST
    body.first_name = None
    face.call(face.client.leads.update, lead, body, depth=0)
    assert sent(exchanges) == {"firstName": None, "reason": "Test"}


@pytest.mark.parametrize(("depth", "kind"), [(0, int), (1, SalesRep), (2, SalesRep), (None, SalesRep)])
def test_the_answer_is_as_deep_as_asked(face: Face, lead: Any, depth: int | None, kind: type) -> None:
    doc = face.call(face.client.leads.update, lead, {"city": "Austin"}, depth=depth).doc
    assert type(doc.sales_rep) is kind
    assert type(doc.searches[0]) is (int if depth == 0 else Search)


def test_relations_as_the_objects_that_were_read(
    face: Face, raw: httpx.Client, exchanges: Exchanges, lead: Any
) -> None:
    read = face.call(face.client.leads.get, lead, depth=1)
    other = raw.post("leads", json={}).json()["doc"]["id"]
    body = {"sales_rep": read.sales_rep, "searches": read.searches, "latest_event": read.latest_event}
    doc = face.call(face.client.leads.update, other, body, depth=0).doc
    assert sent(exchanges)["salesRep"]["name"] == "Rosa Diaz"
    assert (doc.sales_rep, doc.searches, doc.latest_event) == (1, [1], 1)


def test_ids_and_objects_in_one_list(face: Face, raw: httpx.Client, exchanges: Exchanges, lead: Any) -> None:
    second = raw.post("searches", json={"make": "Kia"}, params={"depth": 0}).json()["doc"]["id"]
    [first] = face.call(face.client.leads.get, lead, depth=1).searches
    doc = face.call(face.client.leads.update, lead, LeadUpdate(searches=[second, first]), depth=0).doc
    assert [type(value) for value in sent(exchanges)["searches"]] == [int, dict]
    assert doc.searches == [second, 1]


def test_a_lead_that_was_read_can_be_sent_back(face: Face, raw: httpx.Client, lead: Any) -> None:
    """Every field that a lead came with, through a model again, changes nothing."""
    read = face.call(face.client.leads.get, lead, depth=0)
    body = LeadUpdate.model_validate(read.model_dump(exclude={"id"}, exclude_unset=True))
    face.call(face.client.leads.update, lead, body, depth=0)
    assert stored(raw, lead) == UNTOUCHED


def test_a_relation_is_gone_with_its_document(face: Face, raw: httpx.Client) -> None:
    search = raw.post("searches", json={"make": "Kia"}, params={"depth": 0}).json()["doc"]["id"]
    rep = raw.post("salesReps", json={"name": "Leaving"}, params={"depth": 0}).json()["doc"]["id"]
    created = face.call(face.client.leads.create, {"searches": [search, 1], "sales_rep": rep}, depth=0).doc
    raw.delete(f"searches/{search}")
    raw.delete(f"salesReps/{rep}")
    lead = face.call(face.client.leads.get, created.id, depth=1)
    assert [related.id for related in lead.searches] == [1]
    assert lead.sales_rep is None


def test_localised_text(face: Face, exchanges: Exchanges, raw: httpx.Client) -> None:
    lead = raw.post("leads", json={"notes": "Hello"}).json()["doc"]["id"]

    def notes(**query: Any) -> str | None:
        read: str | None = face.call(face.client.leads.get, lead, depth=0, **query).notes
        return read

    assert notes(locale="es") == "Hello"  # falls back to the default language
    assert notes(locale="es", fallback_locale="none") is None
    assert "fallback-locale=none" in str(exchanges[-1].request.url)
    changed = face.call(face.client.leads.update, lead, {"notes": "¡Hola!"}, depth=0, locale="es")
    assert changed.doc.notes == "¡Hola!"
    assert notes(locale="es", fallback_locale="none") == "¡Hola!"
    assert notes(locale="en") == notes() == "Hello"
    face.call(face.client.leads.update, lead, {"notes": None}, depth=0, locale="es", fallback_locale="none")
    assert notes(locale="es", fallback_locale="none") is None
    assert notes(locale="es", fallback_locale="en") == "Hello"


def test_localised_text_in_a_relation(face: Face, raw: httpx.Client) -> None:
    event = raw.post("leadEvents", json={"nextSteps": "Call"}, params={"depth": 0}).json()["doc"]["id"]
    raw.patch(f"leadEvents/{event}", params={"locale": "es"}, json={"nextSteps": "Llamar"})
    lead = raw.post("leads", json={"latestEvent": event, "leadEvents": [1, event]}).json()["doc"]["id"]

    def steps(**query: Any) -> list[str | None]:
        read = face.call(face.client.leads.get, lead, depth=1, **query)
        return [read.latest_event.next_steps, *(related.next_steps for related in read.lead_events)]

    assert steps() == ["Call", "Call back", "Call"]
    assert steps(locale="es") == ["Llamar", "Call back", "Llamar"]
    assert steps(locale="es", fallback_locale="none") == ["Llamar", None, "Llamar"]


def test_the_relations_of_the_full_lead_are_lists_and_singles() -> None:
    assert (len(RELATIONS), len(RELATIONS & LISTS)) == (12, 9)
