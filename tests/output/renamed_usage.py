"""What the users of the renamed case write, with new names and with old ones. Checked, never run.

A line that ends in `# old` is one that a type checker tells to be deprecated, and nothing else; one that ends in
`# wrong` is a mistake that it has to see. mypy reads `Stage["NEW"]` as a type where `Stage` is an alias.
"""

from __future__ import annotations

from typing import assert_never

from renamed import AsyncExample, AsyncLeads, Example, Leads
from renamed.models import Lead, LeadDict, Notes, Priority, Progress, Prospect, ProspectDict, Remarks, Stage
from renamed.resources import AsyncLeadsResource, LeadsResource, PeopleResource
from renamed.testing import AsyncFakeExample, AsyncFakeLeads, FakeExample


def with_new_names(client: Leads) -> None:
    for prospect in client.people.search(levels=1):
        print(prospect.given_name, prospect.town)
    body: ProspectDict = {"given_name": "Ana", "town": "Austin"}
    done = client.people.change("1", body, as_draft=True, why="asked")
    done.given_name = "Ana"
    client.people.change(lead_id="1", body=Prospect(given_name="Ana"), as_draft=True)
    client.people.remove("1")
    remarks: Remarks = ["called"]
    done.notes = remarks


def with_old_names(client: Example) -> None:
    resource = client.leads  # old
    for lead in resource.list():  # old
        print(lead.first_name)  # old
    resource.search(depth=1)  # old
    resource.list(depth=1)  # old
    body: LeadDict = {"first_name": "Ana", "city": "Austin"}
    done: Lead = resource.change("1", body, draft=True)  # old
    resource.change(id="1", body=body, as_draft=True, why="asked")  # old
    resource.change(id="1", body=body, draft=True, reason="asked")  # old
    resource.change("1", body, draft=True, why="asked")  # old
    resource.change("1", body, as_draft=True, because="asked")  # old
    resource.update("1", body, as_draft=True)  # old
    resource.update("1", body, as_draft=True, reason="asked")  # old
    resource.update(id="1", body=body, draft=True, reason="asked")  # old
    resource.delete("1")  # old
    done.first_name = "Ana"  # old
    print(done.known_since)  # old
    notes: Notes = ["called"]
    done.notes = notes
    print(Lead(given_name="Ana"))
    print(Lead(first_name="Ana"))  # old
    print(Lead(given_name="Ana", city="Austin", stage="new", known_since=None))  # old
    print(Prospect(first_name="Ana", city="Austin", self="/leads/1"))  # old
    if done.city is not None:  # old
        print(done.city.upper())  # old
    print(Stage.NEW is Stage("new"), Priority.VALUE_1.value, Priority.TOP)


class Kept(LeadsResource):
    pass


def with_old_classes(client: Leads, later: AsyncLeads) -> tuple[PeopleResource, LeadsResource, AsyncLeadsResource]:
    return Kept(client), client.people, later.people


def with_old_fakes(fake: FakeExample, later: AsyncFakeExample) -> tuple[Leads, AsyncFakeLeads]:
    fake.on(fake.people.change).answer({"first_name": "Ana"})
    return fake, later


async def with_old_names_in_async_code(client: AsyncExample) -> None:
    async for lead in client.people.list(depth=1):  # old
        print(lead.first_name)  # old
    done = await client.people.change("1", {"given_name": "Ana"}, draft=True)  # old
    again = await client.people.update("1", done, as_draft=True)  # old
    print(again.given_name)
    await client.people.delete("1")  # old


async def with_new_names_in_async_code(client: AsyncLeads) -> None:
    done = await client.people.change("1", {"given_name": "Ana"}, as_draft=True)
    print(done.given_name)
    async for prospect in client.people.search(levels=1):
        print(prospect.given_name)


def every_new_member(stage: Progress, priority: Priority) -> str:
    match stage:
        case Progress.FRESH:
            return "fresh"
        case Progress.WON:
            pass
        case _:
            assert_never(stage)
    if priority is Priority.HIGH:
        return "high"
    if priority is Priority.VALUE_2:
        return "low"
    assert_never(priority)


def every_old_member(stage: Stage, priority: Priority) -> str:
    match stage:
        case Stage.NEW:
            return "new"
        case Stage.WON:
            pass
        case _:
            assert_never(stage)
    if priority == Priority.VALUE_1:
        return "high"
    return "low"


def mistakes(client: Leads, stage: Progress) -> None:
    client.people.change("1", {"given_name": "Ana"})  # wrong
    client.people.change("1", {"given_name": "Ana"}, as_draft="yes")  # wrong
    client.people.change("1", as_draft=True)  # wrong
    client.people.change("1", {"given_name": "Ana"}, as_draft=True, draft=True)  # wrong
    client.people.change("1", {"given_name": 1}, as_draft=True)  # wrong
    client.people.change("1", {"forename": "Ana"}, as_draft=True)  # wrong
    client.people.change("1", {"given_name": "Ana"}, as_draft=True, why="", reason="")  # wrong
    client.people.search(levels=1, depth=1)  # wrong
    client.people.search(depht=1)  # wrong
    client.people.search(levels="1")  # wrong
    print(client.people.change("1", {}, as_draft=True).forename)  # wrong
    print(Prospect())  # wrong
    print(Prospect(town="Austin"))  # wrong
    print(Prospect(city="Austin"))  # wrong
    print(Prospect(given_name="Ana", first_name="Ana"))  # wrong
    print(Prospect(given_name="Ana", twon="Austin"))  # wrong
    print(Prospect(first_name=1))  # wrong
    match stage:
        case Progress.WON:
            pass
        case _:
            assert_never(stage)  # wrong
