"""Mistakes in the use of the client that a type checker must see: one in each line that ends in `# wrong`."""

from __future__ import annotations

from drivly_leads import DrivlyLeads
from drivly_leads.models import LeadUpdate


def mistakes(client: DrivlyLeads) -> None:
    client.leads.update("7", {"frist_name": "Ana"})  # wrong
    client.leads.update("7", {"first_name": 5})  # wrong
    client.leads.update("7", {"searches": 1})  # wrong
    client.leads.update("7")  # wrong
    client.leads.update("7", {}, 1)  # wrong
    client.leads.update("7", {}, depth="deep")  # wrong
    client.leads.update(None, {})  # wrong
    client.leads.update_where({})  # wrong
    client.leads.delete_where(where={}, limit=1)  # wrong
    print(client.leads.list().docs)  # wrong
    print(client.leads.get("7").doc)  # wrong
    LeadUpdate(year="2020")  # wrong
    LeadUpdate(frist_name="Ana")  # wrong
    DrivlyLeads("key")  # wrong
    DrivlyLeads(environment="production2")  # wrong
    client.with_response(client.leads.update, "7", {"frist_name": "Ana"})  # wrong
    client.with_response(client.leads.update, "7", {}, depth="deep")  # wrong
    print(client.with_response(client.leads.get, "7").doc)  # wrong
    client.stream_body(client.leads.get, None)  # wrong
    DrivlyLeads(api_key=lambda: 7)  # wrong
    DrivlyLeads(reading="lax")  # wrong
