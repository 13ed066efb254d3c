"""Lists in pages: each method of the package of tests/cases/paging driven against a server that holds seven leads."""

from __future__ import annotations

import asyncio
import importlib
import sys
import tomllib
from contextlib import chdir
from pathlib import Path
from typing import Any

import httpx
import pytest

from leadsmith.config import read_config
from leadsmith.document import load
from leadsmith.pipeline import build

CASE = Path(__file__).resolve().parents[1] / "cases" / "paging"
LEADS = [{"id": f"l{number}"} for number in range(7)]
SIZE = 3


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("paging")
    with chdir(CASE):
        (config,) = read_config(tomllib.loads(Path("config.toml").read_text(encoding="utf-8")), Path())
        files = build(load(config.spec), config).files
    for path, content in files.items():
        target = folder / "paging_example" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    sys.path.insert(0, str(folder))
    yield importlib.import_module("paging_example")
    sys.path.remove(str(folder))


def server(request: httpx.Request) -> httpx.Response:
    """Pages of three in the way of each path."""
    path = request.url.path.removeprefix("/v1/")
    query = request.url.params
    names = [lead["id"] for lead in LEADS]
    begin = {
        "leads": lambda: (int(query.get("page", 1)) - 1) * SIZE,
        "numbered": lambda: int(query.get("page[number]", 0)) * SIZE,
        "stated": lambda: int(query.get("pageNumber", 0)) * SIZE,
        "bare": lambda: (int(query.get("page", 1)) - 1) * SIZE,
        "skipped": lambda: int(query.get("offset", 0)),
        "marked": lambda: int(query.get("cursor", "at 0")[3:]),
        "after": lambda: names.index(query["starting_after"]) + 1 if "starting_after" in query else 0,
        "told": lambda: int(query.get("from", "at 0")[3:]),
    }.get(path, lambda: int(query.get("at", 0)))()
    leads = LEADS[begin : begin + SIZE]
    end = begin + SIZE
    more = end < len(LEADS)
    link = f"https://api.example.com/v1/{path}?at={end}" if more else None
    number = begin // SIZE
    answer: Any = {
        "leads": {"docs": leads, "hasNextPage": more, "nextPage": number + 2 if more else None},
        "numbered": {"data": leads, "meta": {"totalPages": 3}},
        "stated": {"content": leads, "page": {"number": number, "last": not more}},
        "bare": leads,
        "skipped": {"items": [lead["id"] for lead in leads], "total": len(LEADS)},
        "marked": {"results": leads, "meta": {"next_cursor": f"at {end}"} if more else None},
        "after": {"data": leads, "has_more": more},
        "linked": {"_embedded": {"leads": leads}, "links": {"next": link} if link else {}},
        "hal": {"leads": leads, "_links": {"next": {"href": link}} if link else {"self": {"href": "x"}}},
        "header": leads,
        "told": {"people": leads, "cars": ["a"], **({"odata.next": f"at {end}"} if more else {})},
    }[path]
    sent = {"Link": f'<{link}>; rel="next"'} if link and path == "header" else {}
    return httpx.Response(200, json=answer, headers=sent)


CALLS = {
    "leads.list": 3,
    "counted.numbered": 3,
    "counted.stated": 3,
    "counted.list_bare": 4,  # only a page without items tells the end
    "counted.list": 3,
    "cursors.marked": 3,
    "cursors.after": 3,
    "links.linked": 3,
    "links.hal": 3,
    "links.header": 3,
    "configured.told": 3,
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_every_lead_comes_once(example: Any, call: str, asynchronous: bool) -> None:
    requests: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return server(request)

    resource, method = call.split(".")
    transport = httpx.MockTransport(handler)
    if asynchronous:
        items, sizes = asyncio.run(
            _read(example.AsyncExample(http_client=httpx.AsyncClient(transport=transport)), call)
        )
    else:
        pager = getattr(getattr(example.Example(http_client=httpx.Client(transport=transport)), resource), method)()
        items = list(pager)
        sizes = len(list(pager.pages()))
    assert [item if isinstance(item, str) else item.id for item in items] == [lead["id"] for lead in LEADS]
    assert sizes == CALLS[call]
    assert len(requests) == 2 * CALLS[call], "each iteration begins anew"


async def _read(client: Any, call: str) -> tuple[list[Any], int]:
    resource, method = call.split(".")
    pager = getattr(getattr(client, resource), method)()
    return [item async for item in pager], len([page async for page in pager.pages()])


def test_what_has_no_pages_gives_its_answer(example: Any) -> None:
    client = example.Example(
        http_client=httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, json=LEADS)))
    )
    assert [lead.id for lead in client.configured.turned_off()] == [lead["id"] for lead in LEADS]
    assert isinstance(client.configured.turned_off(), list)
