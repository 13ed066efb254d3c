"""A line for each order."""

from shop_client import ShopClient


def report(client: ShopClient, ids: list[str]) -> list[str]:
    orders = [client.orders.get(id) for id in ids]
    return [f"{order.id}: {order.delivery}" for order in orders]
