"""Drives the client over a transport that sends nothing: `drive.py FOLDER [NAME]`, in any Python.

Ends with "driven" when all assertions held. Needs httpx and pydantic alone.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from typing import Any

import httpx

DATES = {"createdAt": "2024-01-01T00:00:00.000Z", "updatedAt": "2024-01-02T00:00:00.000Z"}
LEAD = {
    "id": 7,
    **DATES,
    "processStatuses": "Gone Fishing",
    "timeToPurchase": ["ASAP", "asap", "2+ months", "some day"],
    "salesRep": {"id": "r1", "name": "Rita", "leads": [7, {"id": 8, "city": "Austin", **DATES}], **DATES},
    "searches": [1, "s2"],
    "newField": {"nested": [1]},
}


class Server:
    """Answers every request alike, and keeps them."""

    def __init__(self, status: int, body: object) -> None:
        self.status = status
        self.body = body
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status, json=self.body)


def drive(folder: str, name: str = "drivly_leads") -> None:
    """Patch, read and list with the package `name` that stands in `folder`, sync and async."""
    sys.path.insert(0, folder)
    package = importlib.import_module(name)
    models = importlib.import_module(f"{name}.models")

    server = Server(200, {"doc": LEAD, "message": "Updated successfully."})
    with package.DrivlyLeads(api_key="k", http_client=httpx.Client(transport=httpx.MockTransport(server))) as client:
        body = {"process_statuses": models.ProcessStatuses.QUALIFIED_LEAD, "notes": None}
        result = client.leads.update("65b2f0", body, depth=1, fallback_locale="en")
        client.leads.update(7, models.LeadUpdate(time_to_purchase=[models.TimeToPurchase.ASAP, "asap"]))
    first, second = server.requests
    assert first.method == "PATCH", first
    assert str(first.url) == "https://commerce.driv.ly/api/leads/65b2f0?depth=1&fallback-locale=en", first.url
    assert first.headers["authorization"] == "users API-Key k"
    assert json.loads(first.content) == {"processStatuses": "Qualified Lead", "notes": None}, first.content
    assert second.url.path == "/api/leads/7"
    assert json.loads(second.content) == {"timeToPurchase": ["ASAP", "asap"]}, second.content

    doc = result.doc
    assert isinstance(doc, models.Lead)
    assert doc.process_statuses == "Gone Fishing"
    assert doc.time_to_purchase[2] is models.TimeToPurchase("2+ months")
    assert isinstance(doc.sales_rep, models.SalesRep)
    assert doc.sales_rep.leads[1].city == "Austin"
    assert doc.searches == [1, "s2"]
    assert json.loads(doc.model_dump_json(by_alias=True, exclude_unset=True)) == LEAD

    asyncio.run(_asynchronous(package))


async def _asynchronous(package: Any) -> None:
    server = Server(200, _page([LEAD, {**LEAD, "id": "8"}]))
    http = httpx.AsyncClient(transport=httpx.MockTransport(server))
    client = package.AsyncDrivlyLeads(api_key="k", base_url="http://api.test/api", http_client=http)
    where = {"or": [{"and": [{"city": {"equals": "Austin"}}]}]}
    found = [lead.id async for lead in client.leads.list(where=where, limit=2)]
    assert found == [7, "8"], found
    [request] = server.requests
    assert dict(request.url.params) == {"where[or][0][and][0][city][equals]": "Austin", "limit": "2"}, request.url
    await http.aclose()


def _page(docs: list[Any]) -> dict[str, Any]:
    return {
        "docs": docs,
        "totalDocs": len(docs),
        "limit": 10,
        "page": 1,
        "totalPages": 1,
        "hasNextPage": False,
        "hasPrevPage": False,
        "nextPage": None,
        "prevPage": None,
        "pagingCounter": 1,
    }


if __name__ == "__main__":
    drive(*sys.argv[1:])
    print("driven")
