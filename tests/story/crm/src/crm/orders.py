"""What the shop does with orders."""

from __future__ import annotations

from crm.vendor.orders_client import NotFoundError, OrdersClient
from crm.vendor.orders_client.models import Order, OrderCreate, OrderUpdateDict, Status


def revenue(client: OrdersClient, ids: list[str]) -> int:
    return sum(client.orders.get(id).total for id in ids)


def newest(client: OrdersClient) -> list[Order]:
    return client.orders.list(limit=3)


def waiting(client: OrdersClient) -> int:
    return len(client.orders.list(status=Status.NEW))


def order_for(client: OrdersClient, customer: str) -> str:
    return client.orders.create({"customer": customer}).id


def order_with_note(client: OrdersClient, customer: str, note: str) -> str:
    return client.orders.create(OrderCreate(customer=customer, note=note)).id


def ship(client: OrdersClient, order: Order) -> Order:
    change: OrderUpdateDict = {"status": Status.SHIPPED}
    change["note"] = f"on its way to {order.customer}"
    return client.orders.update(order.id, change)


def remove(client: OrdersClient, id: str) -> bool:
    try:
        client.orders.delete(id)
    except NotFoundError:
        return False
    return True
