"""Old names that still work: where a code base has them, for the time when they go."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadsmith.compat import Change, compare
from leadsmith.compat.usage import affected, find_uses
from usage.helpers import client, package, write

SPEC = """\
openapi: 3.1.0
info: {title: Flowers, version: "1"}
servers: [{url: "https://flowers.test"}]
paths:
  /orders:
    post:
      operationId: createOrder
      tags: [Orders]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Delivery"}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Delivery:
      type: object
      properties:
        street: {type: string}
"""
NAMES = {
    "/client/class": "Florist",
    "/resources/orders": "sales",
    "/components/schemas/Delivery": "Shipping",
}
WAS = {
    "/client/class": ("Flowers",),
    "/resources/orders": ("orders",),
    "/components/schemas/Delivery": ("Delivery",),
}
PROGRAM = """\
from flowers import AsyncFlowers, Flowers
from flowers.models import Delivery
from flowers.models import DeliveryDict
body: DeliveryDict = {"street": "x"}
Flowers().orders.create(body)
async def later(client: AsyncFlowers) -> None:
    await client.orders.create(Delivery(street="x"))
from flowers.resources import AsyncOrdersResource
from flowers.testing import AsyncFakeFlowers, FakeFlowers
FakeFlowers(headers={}).orders.create(body)
"""


@pytest.fixture
def hits(tmp_path: Path, cache: Path):  # type: ignore[no-untyped-def]
    def find(old: Path, new: Path) -> set[str]:
        write(tmp_path / "code", {"program.py": PROGRAM})
        changes: tuple[Change, ...] = compare(client(old), client(new))
        uses = find_uses(tmp_path / "code", old, client(old), cache)
        return {
            f"{hit.use.line} {hit.change.level} {hit.change.id} {hit.change.symbol}" for hit in affected(changes, uses)
        }

    return find


def test_a_rename_with_an_alias_warns_where_the_name_is(tmp_path: Path, hits) -> None:  # type: ignore[no-untyped-def]
    """The line that names the model alone is not touched by its typed dict, nor a dict by the model's name."""
    plain = package(tmp_path / "one", SPEC, "flowers")
    kept = package(tmp_path / "two", SPEC, "flowers", names=NAMES, was=WAS)
    renamed = "warning client-class-renamed-with-alias Flowers"
    resource = "warning resource-renamed-with-alias client.orders"
    model, typed = "warning model-renamed-with-alias Delivery", "warning typed-dict-renamed-with-alias DeliveryDict"
    assert hits(plain, kept) == {
        f"1 {renamed}",
        f"2 {model}",
        f"3 {typed}",
        f"4 {typed}",
        f"5 {renamed}",
        f"5 {resource}",
        f"6 {renamed}",
        f"7 {resource}",
        f"7 {model}",
        "8 warning resource-class-renamed-with-alias OrdersResource",
        f"9 {renamed}",
        f"10 {renamed}",
        f"10 {resource}",
    }


def test_old_names_that_go_break_where_they_are(tmp_path: Path, hits) -> None:  # type: ignore[no-untyped-def]
    kept = package(tmp_path / "two", SPEC, "flowers", names=NAMES, was=WAS)
    gone = package(tmp_path / "three", SPEC, "flowers", names=NAMES)
    id = "breaking deprecated-name-removed"
    assert hits(kept, gone) == {
        f"1 {id} Flowers",
        f"2 {id} Delivery",
        f"3 {id} DeliveryDict",
        f"4 {id} DeliveryDict",
        f"5 {id} Flowers",
        f"5 {id} client.orders",
        f"6 {id} Flowers",
        f"7 {id} client.orders",
        f"7 {id} Delivery",
        f"8 {id} OrdersResource",
        f"9 {id} Flowers",
        f"10 {id} Flowers",
        f"10 {id} client.orders",
    }
