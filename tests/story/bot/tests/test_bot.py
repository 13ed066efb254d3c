"""The bot's own tests."""

from __future__ import annotations

import asyncio

import httpx

from bot.clients import Client

ORDER = {"id": "1", "status": "new", "customer": "Ana", "total": 5}


def test_the_bot() -> None:
    async def main() -> None:
        transport = httpx.MockTransport(lambda request: httpx.Response(200, json=ORDER))
        async with httpx.AsyncClient(transport=transport) as http_client:
            client = Client(api_key="k", http_client=http_client)
            assert await client.orders.described("1") == "Ana: 5"
            assert (await client.orders.cancel("1")).id == "1"

    asyncio.run(main())
