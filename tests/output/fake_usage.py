"""Code that a user of the fake writes, for type checkers only: each line is right, and has the type that it says."""

from __future__ import annotations

from typing import assert_type

import httpx
from drivly_leads import AsyncDrivlyLeads, DrivlyLeads, Hooks, RequestOptions
from drivly_leads.models import Lead, LeadCount, LeadList, LeadUpdateResponse
from drivly_leads.testing import AsyncFakeDrivlyLeads, FakeCall, FakeDrivlyLeads


def first_name(client: DrivlyLeads) -> str | None:
    return client.leads.get("65b2f0").first_name


async def first_name_async(client: AsyncDrivlyLeads) -> str | None:
    return (await client.leads.get("65b2f0")).first_name


def found(call: FakeCall) -> Lead | httpx.Response:
    missing = call.path_parameters["id"] != "65b2f0"
    return httpx.Response(404) if missing else Lead(id="65b2f0", updated_at="", created_at="")


def one(lead: Lead) -> None:
    fake = FakeDrivlyLeads(headers={"X-Trace": "1"}, reading="strict", hooks=Hooks())
    first_name(fake)
    fake.on(fake.leads.get).answer(lead).answer({"first_name": "Ben"}).fail(404, body={"errors": []})
    fake.on(fake.leads.get).answer(found)
    fake.on(fake.leads.get).answer(lambda call: {"id": call.path_parameters["id"]})
    fake.on(fake.leads.get).answer(httpx.Response(200, text="no JSON")).answer(httpx.ConnectError("refused"))
    fake.on(fake.leads.count).answer(LeadCount(total_docs=3)).fail(503, headers={"Retry-After": "1"})
    fake.on(fake.leads.list).answer([lead, {"first_name": "Ben"}]).answer([]).answer({"docs": []})
    assert_type(fake.leads.get("65b2f0"), Lead)
    assert_type(fake.with_options(RequestOptions(timeout=3)), FakeDrivlyLeads)
    assert_type(fake.with_response(fake.leads.get, "65b2f0").value, Lead)
    assert_type(fake.calls_of(fake.leads.update), list[FakeCall])
    with fake as entered:
        assert_type(entered, FakeDrivlyLeads)


def pages(page: LeadList) -> None:
    fake = FakeDrivlyLeads()
    fake.on(fake.leads.list).answer(page)
    for lead in fake.leads.list():
        assert_type(lead, Lead)


async def asynchronous(lead: Lead, page: LeadList, result: LeadUpdateResponse) -> None:
    async with AsyncFakeDrivlyLeads() as fake:
        await first_name_async(fake)
        fake.on(fake.leads.get).answer(lead).answer(found)
        fake.on(fake.leads.update).answer(result).answer({"message": "Done."})
        fake.on(fake.leads.list).answer([lead]).answer(page)
        assert_type(await fake.leads.get("65b2f0"), Lead)
        assert_type(fake.recorded_calls[0], FakeCall)
