"""Create and get: what goes in comes back, and relations are ids or objects as deep as was asked."""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import Any

import drivly_leads.models as models
import httpx
import pytest
from drivly_leads import AsyncDrivlyLeads, DrivlyLeads
from drivly_leads.models import (
    BodyStyle,
    Call,
    CrmVehicle,
    Customer,
    Lead,
    LeadCreate,
    LeadEvent,
    Meeting,
    Message,
    PreApproval,
    ProcessStatuses,
    SalesRep,
    Search,
    Template,
    TimeToPurchase,
    Trade,
    VdpEmail,
    Vehicle,
)

from . import node as payload_node
from .conftest import Connect, Face
from .leads import FULL, LISTS, RELATIONS
from .recording import Exchanges, sent

TYPES = {
    "latestEvent": LeadEvent,
    "searches": Search,
    "leadEvents": LeadEvent,
    "trade": Trade,
    "messages": Message,
    "meetings": Meeting,
    "vdpEmails": VdpEmail,
    "favorites": CrmVehicle,
    "calls": Call,
    "salesRep": SalesRep,
    "preApprovals": PreApproval,
    "customers": Customer,
}


def value_of(lead: Lead, wire: str) -> Any:
    """A field of a lead by its name on the wire."""
    return next(getattr(lead, name) for name, field in Lead.model_fields.items() if (field.alias or name) == wire)


def on_the_wire(lead: Lead) -> dict[str, Any]:
    dumped: dict[str, Any] = lead.model_dump(mode="json", by_alias=True)
    return dumped


def relations(lead: Lead) -> dict[str, list[Any]]:
    """Each relation of a lead as a list, by its name on the wire."""
    values = {wire: value_of(lead, wire) for wire in TYPES}
    return {wire: value if isinstance(value, list) else [value] for wire, value in values.items()}


def enum_of(wire: str) -> Any:
    """The enum of a field of a lead, by the field's name on the wire; None where it has none."""
    kind = getattr(models, wire[0].upper() + wire[1:], None)
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else None


SINGLE_ENUMS = [wire for wire in FULL if enum_of(wire) and wire not in LISTS]


@pytest.fixture(scope="module")
def related(raw: httpx.Client) -> Any:
    """The id of a lead that has every relation."""
    return raw.post("leads", json=FULL, params={"depth": 0}).json()["doc"]["id"]


def test_the_full_lead_is_full() -> None:
    assert len(FULL) == 84
    assert set(TYPES) == RELATIONS
    assert SINGLE_ENUMS == ["processStatuses", "reason"]


@pytest.mark.parametrize(
    "body",
    [{"first_name": "Bo", "year": 2019}, {"firstName": "Bo", "year": 2019}, LeadCreate(first_name="Bo", year=2019)],
    ids=["dict", "wire names", "model"],
)
def test_create_minimal(face: Face, exchanges: Exchanges, body: Any) -> None:
    created = face.call(face.client.leads.create, body)
    assert sent(exchanges) == {"firstName": "Bo", "year": 2019}
    assert exchanges[-1].status_code == 201
    assert created.message == "Lead successfully created."
    assert isinstance(created.doc, Lead)
    assert (created.doc.first_name, created.doc.year, created.doc.last_name) == ("Bo", 2019, None)
    assert created.doc.body_style == []
    assert isinstance(created.doc.id, int)
    assert created.doc.created_at.endswith("Z")


def test_create_empty(face: Face, exchanges: Exchanges) -> None:
    doc = face.call(face.client.leads.create, {}).doc
    assert sent(exchanges) == {}
    unset = {name: value for name, value in on_the_wire(doc).items() if value not in (None, [])}
    assert set(unset) == {"id", "createdAt", "updatedAt"}


@pytest.mark.parametrize("kind", [dict, LeadCreate.model_validate], ids=["dict", "model"])
def test_create_full(face: Face, exchanges: Exchanges, kind: Any) -> None:
    doc = face.call(face.client.leads.create, kind(FULL), depth=0).doc
    assert sent(exchanges) == FULL
    received = on_the_wire(doc)
    assert {name: received[name] for name in FULL} == FULL
    assert doc.process_statuses is ProcessStatuses.FIRST_COMMUNICATION_ATTEMPT_PHONE_AND_TEXT
    assert doc.body_style == [BodyStyle.TRUCK, BodyStyle.SUV]
    assert doc.time_to_purchase == [TimeToPurchase(value) for value in FULL["timeToPurchase"]]
    assert all(type(value) is TimeToPurchase for value in doc.time_to_purchase)
    assert (doc.mileage_lower, doc.monthly_payment, doc.agree) == (0, 450.5, False)


def test_create_with_nulls(face: Face, exchanges: Exchanges) -> None:
    nulls: dict[str, Any] = {"first_name": None, "body_style": None, "searches": None, "sales_rep": None, "notes": None}
    doc = face.call(face.client.leads.create, nulls, depth=0).doc
    assert sent(exchanges) == {"firstName": None, "bodyStyle": None, "searches": None, "salesRep": None, "notes": None}
    assert (doc.first_name, doc.body_style, doc.searches, doc.sales_rep) == (None, [], [], None)


def test_create_at_depth(face: Face) -> None:
    doc = face.call(face.client.leads.create, {"sales_rep": 1, "searches": [1]}, depth=1).doc
    assert isinstance(doc.sales_rep, SalesRep)
    assert isinstance(doc.searches[0], Search)


@pytest.mark.parametrize("with_text", [False, True], ids=["number", "text"])
def test_get_by_id(face: Face, related: int, with_text: bool) -> None:
    lead = face.call(face.client.leads.get, str(related) if with_text else related, depth=0)
    assert isinstance(lead, Lead)
    assert (lead.id, lead.first_name, lead.last_name) == (related, "Ana", "O'Neil")


def test_depth_0_gives_ids(face: Face, related: int) -> None:
    lead = face.call(face.client.leads.get, related, depth=0)
    assert relations(lead) == {name: [1] for name in TYPES}


def test_depth_1_gives_objects_with_ids(face: Face, related: int) -> None:
    lead = face.call(face.client.leads.get, related, depth=1)
    for name, values in relations(lead).items():
        assert [type(value) for value in values] == [TYPES[name]], name
        assert values[0].id == 1
    assert lead.sales_rep.name == "Rosa Diaz"
    assert lead.searches[0].lead == 1
    assert lead.searches[0].vehicles == [1]
    assert lead.messages[0].template == 1
    assert lead.pre_approvals[0].customer == 1


def test_depth_2_gives_nested_objects(face: Face, related: int) -> None:
    lead = face.call(face.client.leads.get, related, depth=2)
    search = lead.searches[0]
    assert isinstance(search.lead, Lead)
    assert search.lead.first_name == "Seed"
    assert search.lead.sales_rep == 1  # the third level is an id again
    assert isinstance(search.vehicles[0], Vehicle)
    assert search.vehicles[0].vin == "1FTFW1E50MFA00001"
    assert isinstance(lead.messages[0].template, Template)
    assert lead.messages[0].template.used_by == [1]
    assert isinstance(lead.pre_approvals[0].customer, Customer)
    assert isinstance(lead.favorites[0].vdp_emails[0], VdpEmail)


def test_without_depth_the_server_goes_to_2(face: Face, exchanges: Exchanges, related: int) -> None:
    lead = face.call(face.client.leads.get, related)
    assert exchanges[-1].request.url.query == b""
    assert isinstance(lead.searches[0].lead, Lead)


def test_what_was_read_is_dumped_as_it_came(face: Face, exchanges: Exchanges, related: int) -> None:
    lead = face.call(face.client.leads.get, related, depth=2)
    assert lead.model_dump(mode="json", by_alias=True, exclude_unset=True) == exchanges[-1].json()


def test_fields_that_differ_by_case(face: Face, related: int) -> None:
    [approval] = face.call(face.client.leads.get, related, depth=1).pre_approvals
    received = approval.model_dump(mode="json", by_alias=True)
    assert (received["status"], received["Status"]) == ("Processed", "PASS")
    assert (received["email"], received["Email"]) == ("cust@example.com", "CUST@EXAMPLE.COM")


@pytest.mark.parametrize(
    "text",
    [
        "日本語 \N{EN DASH} São Paulo",
        "quotes \" and ' and \\ and /",
        "lines\nand\ttabs\r\n",
        "שלום العربية",
        "🚙👩‍👩‍👧",
        "e\u0301 is not \u00e9",
        "\u2028\u2029\u00a0\ufeff",
        "<b>&amp;%20+</b>",
        " ",
    ],
    ids=ascii,
)
def test_text_comes_back_as_it_went(face: Face, text: str) -> None:
    created = face.call(face.client.leads.create, {"notes": text, "city": text}, depth=0).doc
    lead = face.call(face.client.leads.get, created.id, depth=0)
    assert (lead.notes, lead.city) == (text, text)


def test_every_enum_value_of_a_list_is_taken(face: Face, raw: httpx.Client) -> None:
    """Each list whole, as members: none renamed, dropped or doubled on its way to the server and back."""
    everything: dict[str, Any] = {name: list(enum_of(name)) for name in LISTS - RELATIONS}
    doc = face.call(face.client.leads.create, everything, depth=0).doc
    stored = raw.get(f"leads/{doc.id}", params={"depth": 0}).json()
    for name, members in everything.items():
        assert stored[name] == [member.value for member in members], name
        answered = value_of(doc, name)
        assert [id(member) for member in answered] == [id(member) for member in members], name


@pytest.mark.parametrize("name", SINGLE_ENUMS)
def test_every_enum_value_of_a_single_field_is_taken(face: Face, raw: httpx.Client, name: str) -> None:
    """One lead, changed to each member in turn: the server stores its value and answers the member."""
    lead = face.call(face.client.leads.create, {}).doc
    for member in enum_of(name):
        doc = face.call(face.client.leads.update, lead.id, {name: member}, depth=0).doc
        assert value_of(doc, name) is member
        assert raw.get(f"leads/{lead.id}", params={"depth": 0}).json()[name] == member.value


def test_a_client_can_be_used_as_a_context(connect: Connect, related: int) -> None:
    face = connect()
    if face.flavour == "sync":
        with face.client as client:
            assert client.leads.get(related, depth=0).id == related
    else:

        async def within() -> Any:
            async with face.client as client:
                return await client.leads.get(related, depth=0)

        assert face.finish(within()).id == related


def test_a_client_with_an_http_client_of_its_own(
    server: payload_node.Server, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    async def read() -> Any:
        async with AsyncDrivlyLeads(api_key=server.api_key, base_url=server.url) as client:
            return await client.leads.get(1, depth=0)

    with DrivlyLeads(api_key=server.api_key, base_url=server.url) as client:
        lead = client.leads.get(1, depth=0)
    assert lead.first_name == "Seed"
    assert runner.run(read()) == lead
