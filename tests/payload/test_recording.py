"""The check of every exchange: that it takes what a server said, and sees what it never would."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from .recording import as_recorded, problems


@pytest.fixture(params=["GET", "PATCH"])
def exchange(request: pytest.FixtureRequest, raw: httpx.Client) -> httpx.Response:
    if request.param == "GET":
        return raw.get("leads/1", params={"depth": 2})
    return raw.patch("leads/1", params={"depth": 0}, json={"city": "Austin"})


def changed(exchange: httpx.Response, **fields: Any) -> httpx.Response:
    """The same exchange with other fields in the lead that was answered."""
    body = exchange.json()
    body.get("doc", body).update(fields)
    return httpx.Response(200, json=body, request=exchange.request)


def test_an_exchange_as_recorded(exchange: httpx.Response) -> None:
    recorded = as_recorded(exchange)
    request, response = recorded["request"], recorded["response"]
    assert request["path"] == "/api/leads/1"
    assert request["query"]["depth"] in ("0", "2")
    assert request["headers"]["authorization"].startswith("users API-Key ")
    assert request["body"] == (json.loads(exchange.request.content) if exchange.request.content else None)
    assert (response["status"], response["body"]) == (200, exchange.json())


def test_what_the_server_says_is_as_described(exchange: httpx.Response) -> None:
    assert problems(exchange) == []
    assert problems(changed(exchange)) == []


@pytest.mark.parametrize(
    "fields",
    [{"firstName": 5}, {"processStatuses": "Nope"}, {"bodyStyle": ["boat"]}, {"salesRep": True}, {"createdAt": None}],
    ids=str,
)
def test_a_wrong_answer_is_seen(exchange: httpx.Response, fields: dict[str, Any]) -> None:
    [name] = fields
    found = problems(changed(exchange, **fields))
    assert any(name in problem for problem in found), found


def test_a_wrong_request_is_seen(raw: httpx.Client) -> None:
    exchange = raw.patch("leads/1", json={"processStatuses": "Nope"})
    assert exchange.status_code == 400
    assert any("processStatuses" in problem for problem in problems(exchange))


def test_an_answer_that_is_not_json_is_seen(exchange: httpx.Response) -> None:
    assert problems(httpx.Response(200, html="<h1>Bad gateway</h1>", request=exchange.request))
