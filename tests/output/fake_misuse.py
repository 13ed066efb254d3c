"""Mistakes in the use of the fake that a type checker must see: one in each line that ends in `# wrong`."""

from __future__ import annotations

from drivly_leads.models import Lead, LeadCount
from drivly_leads.testing import AsyncFakeDrivlyLeads, FakeCall, FakeDrivlyLeads


def count(call: FakeCall) -> LeadCount:
    return LeadCount(total_docs=len(call.path))


def mistakes(fake: FakeDrivlyLeads, lead: Lead, number: LeadCount) -> None:
    fake.on(fake.leads.get).answer(7)  # wrong
    fake.on(fake.leads.get).answer("Ana")  # wrong
    fake.on(fake.leads.get).answer(number)  # wrong
    fake.on(fake.leads.get).answer([lead])  # wrong
    fake.on(fake.leads.get).answer(count)  # wrong
    fake.on(fake.leads.get).answer()  # wrong
    fake.on(fake.leads.list).answer(lead)  # wrong
    fake.on(fake.leads.list).answer([number])  # wrong
    fake.on(fake.leads.get).fail("404")  # wrong
    fake.on(fake.leads.find)  # wrong
    fake.on(fake.leads)  # wrong
    fake.leads.get(None)  # wrong
    print(fake.recorded_calls[0].bodies)  # wrong
    FakeDrivlyLeads(api_key="key")  # wrong
    FakeDrivlyLeads(reading="lenient")  # wrong


def mistakes_in_async_code(fake: AsyncFakeDrivlyLeads, lead: Lead, number: LeadCount) -> None:
    fake.on(fake.leads.get).answer(number)  # wrong
    fake.on(fake.leads.get).answer(count)  # wrong
    fake.on(fake.leads.list).answer(lead)  # wrong
    fake.on(fake.leads.list).answer([7])  # wrong
