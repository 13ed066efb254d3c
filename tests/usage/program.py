# ruff: noqa: C408, E501, I001, N817
"""A program that uses the client in every way that is looked for. It is read by test_program.py, never run.

Each `uses:` line tells what the line of code after it uses: symbols with their touch; `?` says that it is not sure.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, assert_never, cast

import pytest

import drivly_leads
import drivly_leads.models as m
from drivly_leads import (
    # uses: DrivlyLeads:name
    AsyncDrivlyLeads,
    # uses: DrivlyLeads:name
    DrivlyLeads,
    # uses: NotFoundError:name
    NotFoundError,
    # uses: RateLimitError:name
    RateLimitError,
    RequestOptions,
)

# uses: Lead:name ProcessStatuses:name
from drivly_leads.models import Lead as L, ProcessStatuses

# uses: LeadUpdate:name LeadUpdateDict:name Search:name SearchDict:name
from drivly_leads.models import LeadUpdate, LeadUpdateDict, Search, SearchDict

# uses: client.leads:name LeadsResource:name
from drivly_leads.resources.leads import LeadsResource

if TYPE_CHECKING:
    # uses: LeadEvent:name
    from drivly_leads.models import LeadEvent

# uses: NotFoundError:name RateLimitError:name
EXPECTED = (NotFoundError, RateLimitError)
# uses: ProcessStatuses:name ProcessStatuses.QUALIFIED_LEAD:read
LABELS = {ProcessStatuses.QUALIFIED_LEAD: "qualified"}
# uses: Lead:name
Alias = L


# uses: DrivlyLeads:name
def listing(client: DrivlyLeads, names: list[str]) -> None:
    # uses: client.leads:read client.leads.list:call client.leads.list(where=):write client.leads.list(limit=):write
    # uses: Where:construct
    for lead in client.leads.list(where={"city": {"equals": "Austin"}}, limit=5):
        # uses: Lead.first_name:read
        print(lead.first_name)
        # uses: Lead.first_name:read Lead.last_name:read
        names += [lead.first_name or "", lead.last_name or ""]
    # uses: client.leads:read client.leads.list:call Lead.city:read
    cities = {lead.city for lead in client.leads.list()}
    # uses: client.leads:read client.leads.list:call
    for page in client.leads.list().pages():
        # uses: LeadList.docs:read Lead.zipcode:read
        print([each.zipcode for each in page.docs], cities)
    # uses: client.leads:read client.leads.count:call LeadCount.total_docs:read
    if (count := client.leads.count()).total_docs:
        # uses: LeadCount.total_docs:read
        print(count.total_docs)


def writing() -> str | None:
    # uses: DrivlyLeads:name DrivlyLeads:construct DrivlyLeads(api_key=):write DrivlyLeads(timeout=):write
    with DrivlyLeads(api_key="key", timeout=3) as client:
        # uses: client.leads:read client.leads.update:call
        result = client.leads.update(
            # uses: client.leads.update(id=):write
            "65b2f0",
            # uses: client.leads.update(body=):write LeadUpdate:construct LeadUpdate.first_name:write LeadUpdate.notes:write
            {"first_name": "Ana", "notes": None},
            # uses: client.leads.update(depth=):write
            depth=1,
            # uses: client.leads.update(options=):write
            options=RequestOptions(timeout=1),
        )
        # uses: LeadUpdateResponse.doc:read Lead.first_name:read
        print(result.doc.first_name)
        # uses: client.leads:read client.leads.create:call
        made = client.leads.create(
            # uses: client.leads.create(body=):write
            # uses: LeadCreate:construct LeadCreate.process_statuses:write ProcessStatuses.QUALIFIED_LEAD:read
            {"process_statuses": "Qualified Lead"}
        )
        # uses: LeadUpdateDict:name LeadUpdate:construct LeadUpdate.searches:write Search:construct Search.make:write
        body: LeadUpdateDict = {"searches": [{"make": "Ford"}]}
        # uses: LeadUpdate.last_name:write LeadUpdate.first_name:read
        body["last_name"] = body["first_name"]
        # uses: LeadUpdate.process_statuses:write ProcessStatuses.QUALIFIED_LEAD:read
        body["process_statuses"] = "Qualified Lead"
        # uses: LeadUpdate.city:read
        print(body.get("city"))
        # uses: client.leads:read client.leads.update:call client.leads.update(id=):write client.leads.update(body=):write
        # uses: LeadCreateResponse.doc:read Lead.id:read LeadUpdate:construct LeadUpdate.state:write
        client.leads.update(made.doc.id, dict(state="TX"))
        # uses: client.leads:read client.leads.update:call client.leads.update(id=):write client.leads.update(body=):write
        # uses: LeadUpdate:construct LeadUpdate.city:write
        client.leads.update("1", {**body, "city": "x"})
        # uses: LeadUpdateResponse.doc:read Lead.first_name:read
        return result.doc.first_name


# uses: Lead:name SearchDict:name
def search(lead: Alias) -> SearchDict:
    # uses: Lead.make:read Search:construct Search.make:write Search.id:write Search.updated_at:write Search.created_at:write
    return {"make": lead.make, "id": 1, "updated_at": "", "created_at": ""}


# uses: DrivlyLeads:name
async def asynchronous(client: AsyncDrivlyLeads) -> None:
    # uses: client.leads:read client.leads.get:call client.leads.get(id=):write client.leads.get(depth=):write
    lead = await client.leads.get("1", depth=0)
    # uses: Lead.first_name:write
    lead.first_name = "Ana"
    # uses: Lead.time_to_purchase:write
    lead.time_to_purchase = []
    # uses: client.leads:read client.leads.list:call client.leads.list(sort=):write
    async for each in client.leads.list(sort="-year"):
        # uses: Lead.notes:read Lead.notes:write
        each.notes += "!"
    # uses: client.leads:read client.leads.delete:call client.leads.delete(id=):write
    gone = await client.leads.delete("1")
    # uses: client.leads:read client.leads.get:call client.leads.get(id=):write Lead.email:read
    print((await client.leads.get("2")).email, gone)


def references(client: DrivlyLeads) -> None:  # also: DrivlyLeads:name
    # uses: client.leads:read client.leads.update:call client.leads.update(id=):write
    change = partial(client.leads.update, "1")
    # uses: client.leads.update:call client.leads.update(body=):write client.leads.update(depth=):write
    # uses: LeadUpdate:construct LeadUpdate.notes:write
    change({"notes": None}, depth=1)
    # uses: client.leads:read client.leads.get:call
    get = client.leads.get
    # uses: client.leads.get:call client.leads.get(id=):write client.leads.get(locale=):write Lead.first_name:read
    print(get("1", locale="es").first_name)
    # uses: client.leads:read client.leads.get:call client.leads.get(id=):write client.leads.get(depth=):write
    asyncio.run(asyncio.to_thread(client.leads.get, "1", depth=2))  # type: ignore[arg-type]
    # uses: client.leads:read client.leads.count:call
    later: Callable[..., object] = client.leads.count
    later()


# uses: Lead:name
def models(lead: L | None, data: dict[str, Any], name: str) -> None:
    # uses: LeadUpdate:name LeadUpdate:construct LeadUpdate.first_name:write LeadUpdate.process_statuses:write
    # uses: ProcessStatuses.QUALIFIED_LEAD:read
    update = LeadUpdate(first_name="Ana", process_statuses="Qualified Lead")
    # uses: LeadUpdate.notes:write LeadUpdate.last_name:write
    update.model_copy(update={"notes": None, "lastName": "x"})
    # uses: LeadUpdate:name LeadUpdate:construct LeadUpdate.first_name:write
    LeadUpdate.model_validate({"firstName": "Ana"})
    # uses: Lead:name
    if isinstance(lead, L) and lead is not None:
        # uses: Lead.first_name:read
        print(getattr(lead, "first_name"))  # noqa: B009
        print(getattr(lead, name))
        print(lead.model_dump())
        # uses: Lead.latest_event:read Lead.latest_event:match LeadEvent:name
        if isinstance(lead.latest_event, m.LeadEvent):
            # uses: Lead.latest_event:read LeadEvent.status:read
            print(lead.latest_event.status)
        # uses: Lead.searches:read
        for each in lead.searches or []:
            # uses: Search:name
            if isinstance(each, Search):
                # uses: Search.make:read
                print(each.make)
    # uses: Lead:name
    print(cast("L", data["x"]))
    # uses: LeadEvent:name
    events: list[LeadEvent] = []
    print(events)


# uses: ProcessStatuses:name
def enums(lead: m.Lead, status: ProcessStatuses) -> str:  # also: Lead:name
    # uses: ProcessStatuses:match ProcessStatuses:name
    for each in ProcessStatuses:
        print(each)
    # uses: ProcessStatuses:name ProcessStatuses.QUALIFIED_LEAD:read
    print(ProcessStatuses("Qualified Lead"), m.ProcessStatuses.QUALIFIED_LEAD.value)  # also: ProcessStatuses:name
    # uses: Lead.process_statuses:read Lead.process_statuses:match ProcessStatuses:match ProcessStatuses.QUALIFIED_LEAD:read
    if lead.process_statuses == "Qualified Lead":
        # uses: ProcessStatuses:match Lead.process_statuses:read
        print(LABELS[lead.process_statuses])  # also: Lead.process_statuses:match
    # uses: Lead.process_statuses:read
    elif lead.process_statuses is None:
        print()
    # uses: Lead.process_statuses:read
    current = lead.process_statuses
    # uses: ProcessStatuses:match
    match current:
        # uses: ProcessStatuses:name ProcessStatuses.QUALIFIED_LEAD:read
        case ProcessStatuses.QUALIFIED_LEAD:
            return "x"
        # uses: Lead:name Lead.first_name:read
        case m.Lead(first_name=_):
            return "y"
    # uses: ProcessStatuses:match ProcessStatuses:name ProcessStatuses.QUALIFIED_LEAD:read
    if status is ProcessStatuses.QUALIFIED_LEAD:
        return ""
    # uses: ProcessStatuses:match
    assert_never(status)


# uses: DrivlyLeads:name
def errors(client: DrivlyLeads) -> Iterator[None]:
    try:
        # uses: client.leads:read client.leads.delete_where:call client.leads.delete_where(where=):write Where:construct
        client.leads.delete_where(where={})
    # uses: NotFoundError:except
    except NotFoundError:
        yield
    # uses: RateLimitError:except ServerError:except
    except (drivly_leads.RateLimitError, drivly_leads.ServerError):
        yield
    # uses: NotFoundError:except RateLimitError:except
    except EXPECTED:
        yield
    # uses: NotFoundError:name
    with pytest.raises(NotFoundError):
        yield


# uses: client.leads:name LeadsResource:name
class Leads(LeadsResource):
    # uses: client.leads.count:call
    def count(self, **rest: Any) -> Any:
        # uses: client.leads.count:call
        return super().count(**rest)


# uses: DrivlyLeads:name
class Client(DrivlyLeads):
    def __init__(self, key: str) -> None:
        # uses: DrivlyLeads:construct DrivlyLeads(api_key=):write
        super().__init__(api_key=key)

    @property
    # uses: client.leads:read
    def leads(self) -> Leads:  # type: ignore[override]
        return Leads(self)


# uses: Lead:name
class Mine(L):
    # uses: Lead.notes:write
    notes: str = ""

    def label(self) -> str:
        # uses: Lead.first_name:read
        return self.first_name or ""


def untyped(client, lead):  # type: ignore[no-untyped-def]
    # uses: client.leads:read? client.leads.update:call? client.leads.update(id=):write? client.leads.update(body=):write?
    # uses: LeadUpdate:construct? LeadUpdate.notes:write?
    client.leads.update("1", {"notes": None})
    # uses: Lead.time_to_purchase:read? LeadUpdate.time_to_purchase:read? LeadCreate.time_to_purchase:read?
    print(lead.time_to_purchase, lead.city)
    # uses: LeadUpdate:construct?
    body = {}
    # uses: LeadUpdate.notes:write?
    body["notes"] = None
    # uses: DrivlyLeads:name DrivlyLeads:construct client.leads:read client.leads.update:call
    # uses: client.leads.update(id=):write client.leads.update(body=):write
    DrivlyLeads().leads.update("1", body)
