"""What may not be left out any more: only the places that leave it out are touched, and those that may are not sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadsmith.compat import compare
from leadsmith.compat.usage import affected, find_uses
from usage.helpers import client, package, write

SPEC = """\
openapi: 3.1.0
info: {title: Flowers, version: "1"}
servers: [{url: "https://flowers.test"}]
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [Orders]
      parameters:
        - {name: page, in: query, schema: {type: integer}}
        - {name: size, in: query, schema: {type: integer}}
      responses: {"200": {description: Done.}}
    post:
      operationId: createOrder
      tags: [Orders]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/OrderInput"}}}
      responses: {"204": {description: Done.}}
  /baskets:
    post:
      operationId: createBasket
      tags: [Baskets]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Basket"}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    OrderInput:
      type: object
      required: [flowers]
      properties:
        flowers: {type: array, items: {type: string}}
        note: {type: string}
        giftWrap: {type: boolean}
    Basket:
      type: object
      properties:
        orders: {type: array, items: {$ref: "#/components/schemas/OrderInput"}}
        first: {$ref: "#/components/schemas/OrderInput"}
"""
PAGE = ("name: page, in: query", "name: page, in: query, required: true")
NOTE = ("required: [flowers]", "required: [flowers, note]")
WRAP = ("required: [flowers]", "required: [flowers, giftWrap]")

PROGRAM = """\
import asyncio
import functools
from typing import Any, Callable, ParamSpec, TypedDict
from flowers import AsyncFlowers, Flowers
from flowers.models import Basket, OrderInput, OrderInputDict

P = ParamSpec("P")

def again(method: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    method(*args, **kwargs)

class Pages(TypedDict):
    page: int

class Some(TypedDict, total=False):
    page: int

def calls(client: Flowers, kw: dict[str, Any], typed: Pages, some: Some) -> None:
    client.orders.list()  # page
    client.orders.list(page=3)
    client.orders.list(page=None)  # page
    client.orders.list(size=3)  # page
    client.orders.list(**kw)  # page?
    client.orders.list(size=1, **kw)  # page?
    client.orders.list(page=1, **kw)
    client.orders.list(**typed)
    client.orders.list(**some)  # page?
    client.orders.list(**{"page": 3})
    client.orders.list(**{"size": 3})  # page
    known = {"size": 3}
    client.orders.list(**known)  # page
    more = {"page": 3}
    client.orders.list(**more)
    filled = {"size": 3}
    filled["page"] = 3
    client.orders.list(**filled)  # page?
    print(map(client.orders.list, ()))  # page?
    functools.partial(client.orders.list, page=3)()  # page?
    asyncio.run(asyncio.to_thread(client.orders.list, page=3))
    asyncio.run(asyncio.to_thread(client.orders.list, size=3))  # page
    again(client.orders.list, page=3)
    again(client.orders.list)  # page

async def later(client: AsyncFlowers) -> None:
    await client.orders.list(page=3)
    await client.orders.list()  # page

def bodies(client: Flowers, d: dict[str, Any], typed: OrderInputDict, flag: bool) -> None:
    client.orders.create({"flowers": ["a"], "note": "x", "giftWrap": True})
    client.orders.create({"flowers": ["a"], "note": "x"})  # wrap
    client.orders.create({"flowers": ["a"], "gift_wrap": True})  # note
    client.orders.create(body={"flowers": []})  # note wrap
    client.orders.create({**d, "note": "x"})  # wrap?
    client.orders.create({**typed, "note": "x"})  # wrap?
    client.orders.create({**{"flowers": ["a"], "gift_wrap": True}, "note": "x"})
    client.orders.create(dict(flowers=["a"], note="x"))  # wrap
    client.orders.create({"note": "x"} if flag else {"note": "y"})  # wrap
    OrderInput(flowers=["a"], note="x", gift_wrap=True)
    OrderInput(flowers=["a"], note="x")  # wrap
    OrderInput(**d)  # note? wrap?
    OrderInput(note="x", **d)  # wrap?
    OrderInput.model_validate({"flowers": ["a"], "giftWrap": True})  # note
    OrderInput.model_validate(d)  # note? wrap?
    one: OrderInputDict = {"flowers": ["a"], "note": "x"}  # wrap
    two = OrderInputDict(flowers=["a"], gift_wrap=True)  # note
    client.orders.create(one)
    client.orders.create(two)
    client.baskets.create({"orders": [{"flowers": ["a"], "note": "x"}], "first": {"flowers": []}})  # note wrap
    client.baskets.create(
        {
            "orders": [
                {"flowers": ["a"], "note": "x"},  # wrap
                {"flowers": ["a"], "gift_wrap": True},  # note
            ],
        }
    )
    Basket(first=OrderInput(flowers=["a"], gift_wrap=True))  # note

def variables(client: Flowers, late: dict[str, Any], flag: bool) -> None:
    x = {"flowers": ["a"]}  # note wrap
    client.orders.create(x)
    y = {"flowers": ["a"], "note": "x"}  # wrap
    print(len(y), y["note"], "note" in y)
    client.orders.create(body=y)
    z: dict[str, Any] = {"flowers": ["a"]}  # wrap?
    z["note"] = "x"
    client.orders.create(z)
    twice = {"flowers": ["a"]}  # note? wrap?
    if flag:
        twice = {"flowers": ["a"], "note": "x"}  # wrap?
    client.orders.create(twice)
    handed = {"flowers": ["a"]}  # note? wrap?
    bodies(client, handed, {"flowers": []}, True)  # note wrap
    client.orders.create(handed)
    base = {"flowers": ["a"]}
    client.orders.create({**base, "note": "x", "gift_wrap": True})
    client.orders.create({**base, "note": "x"})  # wrap
    late = {"flowers": ["a"], **late}  # note? wrap?
    client.orders.create(late)

class Mine(OrderInput):
    note: str = "always"

class Own(OrderInput):
    def __init__(self, text: str) -> None:
        super().__init__(flowers=[text], note="x")  # wrap

class Passing(OrderInput):
    def __init__(self, **data: Any) -> None:
        super().__init__(**data)  # note? wrap?

Mine(flowers=["a"])  # wrap
Mine(flowers=["a"], gift_wrap=True)
Mine.model_validate({"flowers": ["a"], "giftWrap": True})
Own("a")  # note? wrap?
"""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package(tmp_path_factory.mktemp("before"), SPEC, "flowers")


@pytest.mark.parametrize(("what", "edit"), {"page": PAGE, "note": NOTE, "wrap": WRAP}.items())
def test_only_where_it_is_left_out(what: str, edit: tuple[str, str], before: Path, tmp_path: Path, cache: Path) -> None:
    after = package(tmp_path / "after", SPEC.replace(*edit), "flowers")
    write(tmp_path / "code", {"program.py": PROGRAM})
    old, new = client(before), client(after)
    changes = [item for item in compare(old, new) if item.level == "breaking"]
    assert len(changes) == 1
    hits = affected(changes, find_uses(tmp_path / "code", before, old, cache))
    found: dict[int, bool] = {}
    for hit in hits:
        found[hit.use.line] = found.get(hit.use.line, False) or hit.use.sure
    told = {number: f"{what}{'' if sure else '?'}" for number, sure in found.items()}
    wanted = {
        number: word
        for number, line in enumerate(PROGRAM.splitlines(), 1)
        for word in line.partition("  # ")[2].split()
        if word.rstrip("?") == what
    }
    lines = PROGRAM.splitlines()
    wrong = [
        f"{number}: {lines[number - 1].strip()}: told {told.get(number)}, wanted {wanted.get(number)}"
        for number in sorted({*told, *wanted})
        if told.get(number) != wanted.get(number)
    ]
    assert not wrong, "\n".join(wrong)
    assert len(wanted) > 10
