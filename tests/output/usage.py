"""Code that a user of the client writes, for type checkers only: each line is right, and has the type that it says."""

from __future__ import annotations

from typing import assert_type

from drivly_leads import (
    ApiError,
    AsyncDrivlyLeads,
    Attempt,
    DrivlyLeads,
    Hooks,
    Mismatch,
    NotFoundError,
    RequestOptions,
    Response,
)
from drivly_leads.models import (
    ErrorResponse,
    Lead,
    LeadCount,
    LeadList,
    LeadUpdate,
    LeadUpdateDict,
    LeadUpdateResponse,
    ProcessStatuses,
    SalesRep,
    TimeToPurchase,
    Where,
    WhereCondition,
)


def one(client: DrivlyLeads) -> None:
    result = client.leads.update("65b2f0", {"process_statuses": ProcessStatuses.QUALIFIED_LEAD, "notes": None}, depth=1)
    assert_type(result, LeadUpdateResponse)
    assert_type(result.doc, Lead)
    assert_type(result.doc.id, int | str)
    assert_type(result.doc.first_name, str | None)
    assert_type(result.doc.process_statuses, ProcessStatuses | str | None)
    assert_type(result.doc.time_to_purchase, list[TimeToPurchase | str] | None)
    if isinstance(result.doc.sales_rep, SalesRep):
        assert_type(result.doc.sales_rep.name, str | None)
    client.leads.update(7, {"process_statuses": "Lost", "searches": [1, "b"], "sales_rep": None})
    client.leads.update(7, LeadUpdate(time_to_purchase=[TimeToPurchase.ASAP], first_name="Ana"))
    body: LeadUpdateDict = {"body_style": ("truck",), "budget_lower": "1"}
    client.leads.update("7", body, options=RequestOptions(timeout=3.0, retries=0))
    assert_type(client.leads.get("7"), Lead)


def many(client: DrivlyLeads) -> None:
    leads = client.leads.list(where={"city": {"equals": "Austin"}}, sort="-year", limit=100)
    for lead in leads:
        assert_type(lead, Lead)
    for page in leads.pages():
        assert_type(page, LeadList)
        assert_type(page.docs, list[Lead])
    assert_type(leads.page(), LeadList)
    where = Where(or_=[Where(and_=[])])
    assert_type(client.leads.count(where=where), LeadCount)
    client.leads.delete_where(where={"id": {"in": ["a", "b"]}})
    WhereCondition(in_=["a"], equals=1)


def failing(client: DrivlyLeads) -> None:
    try:
        client.leads.delete("7")
    except NotFoundError as error:
        assert_type(error.status, int)
        assert_type(error.body_as(ErrorResponse), ErrorResponse | None)
    except ApiError as error:
        print(error)


async def asynchronous() -> None:
    async with AsyncDrivlyLeads(api_key="key", environment="sandbox") as client:
        assert_type(await client.leads.update("7", {"notes": None}), LeadUpdateResponse)
        async for lead in client.leads.list(depth=0):
            assert_type(lead, Lead)
        assert_type(await client.leads.list().page(), LeadList)


def beside_the_value(client: DrivlyLeads) -> None:
    found = client.with_response(client.leads.update, "65b2f0", {"notes": None}, depth=1)
    assert_type(found, Response[LeadUpdateResponse])
    assert_type(found.value.doc, Lead)
    assert_type(found.status, int)
    with client.stream_body(client.leads.get, "65b2f0") as body:
        assert_type(body.save("lead.json"), int)
    page = client.with_response(client.leads.list(limit=2).page)
    assert_type(page.value, LeadList)
    assert_type(client.with_options(RequestOptions(total_timeout=3)), DrivlyLeads)


async def beside_the_value_later(client: AsyncDrivlyLeads) -> None:
    found = await client.with_response(client.leads.update, "65b2f0", {"notes": None}, depth=1)
    assert_type(found, Response[LeadUpdateResponse])
    async with client.stream_body(client.leads.get, "65b2f0") as body:
        assert_type(await body.save("lead.json"), int)
    assert_type(client.with_options(RequestOptions(total_timeout=3)), AsyncDrivlyLeads)


async def later() -> str:
    return "a key"


def told(mismatch: Mismatch) -> None:
    assert_type(mismatch.pointer, str)


def before(attempt: Attempt) -> dict[str, str]:
    assert_type(attempt.number, int)
    return {}


def made() -> None:
    DrivlyLeads(api_key=lambda: "a key", reading="strict", hooks=Hooks(before=before, mismatch=told))
    AsyncDrivlyLeads(api_key=later, total_timeout=5, follow_redirects=True)
