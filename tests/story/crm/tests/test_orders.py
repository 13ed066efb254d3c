"""The shop's own tests, over a transport that stands for the server."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest

from crm import orders
from crm.vendor.orders_client import OrdersClient
from crm.vendor.orders_client.models import Order

ORDER = {"id": "1", "status": "new", "customer": "Ana", "total": 5}

Sent = list[httpx.Request]


@pytest.fixture
def sent() -> Sent:
    return []


@pytest.fixture
def client(sent: Sent) -> OrdersClient:
    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        if request.method == "DELETE":
            return httpx.Response(404 if request.url.path.endswith("/0") else 204)
        many = request.method == "GET" and request.url.path.endswith("/orders")
        return httpx.Response(200, json=[ORDER] if many else ORDER)

    return OrdersClient(api_key="k", http_client=httpx.Client(transport=httpx.MockTransport(answer)))


def test_revenue(client: OrdersClient) -> None:
    assert orders.revenue(client, ["1", "2"]) == 10


def test_newest(client: OrdersClient, sent: Sent) -> None:
    assert [order.id for order in orders.newest(client)] == ["1"]
    assert sent[0].url.params["limit"] == "3"


def test_waiting(client: OrdersClient, sent: Sent) -> None:
    assert orders.waiting(client) == 1
    assert sent[0].url.params["status"] == "new"


@pytest.mark.parametrize("make", [orders.order_for, lambda client, name: orders.order_with_note(client, name, "now")])
def test_ordering(client: OrdersClient, sent: Sent, make: Callable[[OrdersClient, str], str]) -> None:
    assert make(client, "Ana") == "1"
    assert json.loads(sent[0].content)["customer"] == "Ana"


def test_shipping(client: OrdersClient, sent: Sent) -> None:
    orders.ship(client, Order(id="1", status="new", customer="Ana", total=5))
    assert json.loads(sent[0].content) == {"status": "shipped", "note": "on its way to Ana"}


def test_removing(client: OrdersClient) -> None:
    assert orders.remove(client, "1")
    assert not orders.remove(client, "0")
