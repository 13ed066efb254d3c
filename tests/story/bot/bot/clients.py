"""Our own classes on top of the vendored client: what we add, the generator never sees."""

from __future__ import annotations

from functools import cached_property

from bot.orders_api import AsyncOrdersClient
from bot.orders_api.models import Order
from bot.orders_api.resources import AsyncOrdersResource


class Orders(AsyncOrdersResource):
    """With what the bot does again and again."""

    async def described(self, id: str) -> str:
        order = await self.get(id)
        return f"{order.customer}: {order.total + 0:d}"

    async def cancel(self, id: str) -> Order:
        return await self.update(id, {"status": "cancelled"})


class Client(AsyncOrdersClient):
    """The client with our orders."""

    @cached_property
    def orders(self) -> Orders:
        return Orders(self)
