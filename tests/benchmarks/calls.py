"""Calls of a client beside the same by hand: imports, one call, a long list, many calls at once.

`python -m tests.benchmarks.calls NAME` measures one of PAIRS once, in a process of its own, and prints seconds as JSON.
"""

from __future__ import annotations

import ast
import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen, check_output
from typing import Any

from tests.benchmarks.cold import generate
from tests.benchmarks.documents import found
from tests.benchmarks.measure import ROOT, Found, Sample, Settings, compared, environment, in_turn, python

from leadsmith.quick import state

BATCHES, BATCH = 15, 0.05
"""Batches of each side in a process, and about how many seconds one takes."""
LEADS, CALLS, AT_A_TIME = 1000, 300, 200
WAIT = 120
"""Seconds that no call takes, on no machine: the last of many waits long for a connection."""
KEY = "users API-Key key"


def lead(number: int = 0) -> dict[str, Any]:
    """A lead as the server sends it: text, numbers, enum values, a list of enum values, null."""
    return {
        "id": f"65b2f0{number}",
        "processStatuses": "Qualified Lead",
        "notes": None,
        "firstName": "Ana",
        "lastName": "Ruiz",
        "phone": "+1 512 555 0100",
        "email": f"ana{number}@example.com",
        "zipcode": "78701",
        "timeToPurchase": ["ASAP", "2+ months"],
        "monthlyPayment": 450,
        "budgetLower": "10000",
        "cashDown": 2500.5,
        "year": 2021,
        "make": "Honda",
        "model": "Civic",
        "city": "Austin",
        "updatedAt": "2024-01-25T17:03:12.481Z",
        "createdAt": "2024-01-25T16:40:00.000Z",
    }


ANSWER = json.dumps({"doc": lead(), "message": "Updated successfully."}).encode()
BODY: Any = {"process_statuses": "Qualified Lead", "notes": None}


def page(leads: int = LEADS) -> bytes:
    """An answer with a page of so many leads."""
    numbers = {"totalDocs": leads, "limit": leads, "totalPages": 1, "page": 1, "pagingCounter": 1}
    ends = {"hasPrevPage": False, "hasNextPage": False, "prevPage": None, "nextPage": None}
    return json.dumps({"docs": [lead(number) for number in range(leads)], **numbers, **ends}).encode()


# What is compared, in this process: gives the seconds of a call by the client and by hand -----------------------------


def patch() -> tuple[float, float]:
    """PATCH of a lead, blocking."""
    import httpx
    from drivly_leads import DrivlyLeads
    from drivly_leads.models import LeadUpdate, LeadUpdateResponse

    headers = {"content-type": "application/json"}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=ANSWER, headers=headers))
    url, credentials = "https://api.example.com", {"authorization": KEY}
    with httpx.Client(transport=transport) as mine, httpx.Client(transport=transport, headers=credentials) as http:
        client = DrivlyLeads(api_key="key", base_url=url, http_client=mine)

        def by_hand() -> LeadUpdateResponse:
            content = LeadUpdate.model_validate(BODY).model_dump_json(by_alias=True, exclude_unset=True)
            response = http.patch(f"{url}/leads/65b2f0", content=content, headers=headers)
            response.raise_for_status()
            return LeadUpdateResponse.model_validate_json(response.content)

        assert client.leads.update("65b2f0", BODY) == by_hand()
        return alternated(lambda: client.leads.update("65b2f0", BODY), by_hand)


def patch_async() -> tuple[float, float]:
    """The same, async."""
    import httpx
    from drivly_leads import AsyncDrivlyLeads
    from drivly_leads.models import LeadUpdate, LeadUpdateResponse

    headers = {"content-type": "application/json"}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=ANSWER, headers=headers))
    url, credentials = "https://api.example.com", {"authorization": KEY}

    async def run() -> tuple[float, float]:
        async with (
            httpx.AsyncClient(transport=transport) as mine,
            httpx.AsyncClient(transport=transport, headers=credentials) as http,
        ):
            client = AsyncDrivlyLeads(api_key="key", base_url=url, http_client=mine)

            async def by_hand() -> LeadUpdateResponse:
                content = LeadUpdate.model_validate(BODY).model_dump_json(by_alias=True, exclude_unset=True)
                response = await http.patch(f"{url}/leads/65b2f0", content=content, headers=headers)
                response.raise_for_status()
                return LeadUpdateResponse.model_validate_json(response.content)

            assert await client.leads.update("65b2f0", BODY) == await by_hand()
            return await alternated_async(lambda: client.leads.update("65b2f0", BODY), by_hand)

    return asyncio.run(run())


def parse() -> tuple[float, float]:
    """A call that lists leads beside pydantic alone on the bytes of its answer."""
    import httpx
    from drivly_leads import DrivlyLeads
    from drivly_leads.models import LeadList
    from pydantic import TypeAdapter

    content, headers = page(), {"content-type": "application/json"}
    adapter = TypeAdapter(LeadList)
    with httpx.Client(
        transport=httpx.MockTransport(lambda _: httpx.Response(200, content=content, headers=headers))
    ) as mine:
        client = DrivlyLeads(api_key="key", base_url="https://api.example.com", http_client=mine)
        assert len(client.leads.list().page().docs) == LEADS
        return alternated(lambda: client.leads.list().page(), lambda: adapter.validate_json(content))


def concurrent() -> tuple[float, float]:
    """Seconds of so many calls, AT_A_TIME in flight, to a server on loopback; bare httpx parses nothing."""
    import httpx
    from drivly_leads import AsyncDrivlyLeads

    async def all_of(call: Callable[[], Awaitable[object]]) -> float:
        numbers = iter(range(CALLS))

        async def work() -> None:
            for _ in numbers:
                await call()

        start = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(AT_A_TIME)))
        return time.perf_counter() - start

    async def run(url: str) -> tuple[float, float]:
        limits = httpx.Limits(max_connections=AT_A_TIME, max_keepalive_connections=AT_A_TIME)
        async with (
            httpx.AsyncClient(limits=limits) as mine,
            httpx.AsyncClient(limits=limits, timeout=WAIT, headers={"authorization": KEY}) as http,
        ):
            client = AsyncDrivlyLeads(api_key="key", base_url=url, timeout=WAIT, http_client=mine)

            async def bare() -> None:
                (await http.get(f"{url}/leads/65b2f0")).raise_for_status()

            sides: tuple[Callable[[], Awaitable[object]], ...] = (lambda: client.leads.get("65b2f0"), bare)
            for side in sides:
                await all_of(side)
            ours, theirs = [await all_of(side) / CALLS for side in sides]
            return ours, theirs

    with server() as url:
        return asyncio.run(run(url))


def alternated(*sides: Callable[[], object]) -> tuple[float, float]:
    """Medians of the seconds of a call of both sides, of batches in turn."""

    def batch(side: Callable[[], object], calls: int) -> float:
        start = time.perf_counter()
        for _ in range(calls):
            side()
        return (time.perf_counter() - start) / calls

    calls = [max(1, int(BATCH / batch(side, 3))) for side in sides]
    turns = [[batch(*each) for each in zip(sides, calls, strict=True)] for _ in range(BATCHES)]
    ours, theirs = map(median, zip(*turns, strict=True))
    return ours, theirs


async def alternated_async(*sides: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """The same of coroutines."""

    async def batch(side: Callable[[], Awaitable[object]], calls: int) -> float:
        start = time.perf_counter()
        for _ in range(calls):
            await side()
        return (time.perf_counter() - start) / calls

    calls = [max(1, int(BATCH / await batch(side, 3))) for side in sides]
    turns = [[await batch(*each) for each in zip(sides, calls, strict=True)] for _ in range(BATCHES)]
    ours, theirs = map(median, zip(*turns, strict=True))
    return ours, theirs


PAIRS = {"patch": patch, "patch_async": patch_async, "parse": parse, "concurrent": concurrent}


# The server -----------------------------------------------------------------------------------------------------------


@contextmanager
def server() -> Iterator[str]:
    """A server in a process of its own that answers every request with a lead; gives its address."""
    command = (sys.executable, "-m", "tests.benchmarks.calls", "serve")
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout and process.stdin
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.stdin.close()


async def _serve() -> None:
    content = json.dumps(lead()).encode()
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(content)

    class Answers(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport, self.received = transport, b""

        def data_received(self, data: bytes) -> None:
            *requests, self.received = (self.received + data).split(b"\r\n\r\n")
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.write((head + content) * len(requests))

    loop = asyncio.get_running_loop()
    async with await loop.create_server(Answers, "127.0.0.1", 0, backlog=AT_A_TIME * 2) as listening:
        print(listening.sockets[0].getsockname()[1], flush=True)
        await loop.run_in_executor(None, sys.stdin.read)  # until the other process ends


# Rows -----------------------------------------------------------------------------------------------------------------


def calls(settings: Settings) -> Found:
    """One PATCH over a mock transport, blocking and async."""
    sync = _pair(settings, "patch", "call, PATCH of a lead", "the same by hand", 1.3)
    return Found((*sync.rows, *_pair(settings, "patch_async", "call, PATCH, async", "the same by hand", 1.3).rows))


def parsing(settings: Settings) -> Found:
    """A list of leads, read by a whole call and by pydantic."""
    return _pair(settings, "parse", f"reading {LEADS:,} leads", "TypeAdapter.validate_json, same models", 1.15)


def concurrency(settings: Settings) -> Found:
    """Many async calls in flight. 90 % of the throughput is 1.11 of the time."""
    return _pair(
        settings, "concurrent", f"{AT_A_TIME} async calls in flight", "bare httpx, which parses nothing", 1 / 0.9
    )


_LEAST = """
import httpx
from pydantic import BaseModel
class Answer(BaseModel):
    text: str
http = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, content=b'{"text": "x"}')))
Answer.model_validate_json(http.get("https://api.example.com/").content)
"""
"""What every client does at least: `import pydantic` alone leaves most of it until it is used."""


def importing(settings: Settings) -> Found:
    """A process that imports the GitHub client and calls the first method of its first resource."""
    if not settings.corpus:
        return Found(())
    spec = found(settings.corpus, "github")
    made_from = sha256(f"{state(str(ROOT / 'generator'))}{state(str(ROOT / 'templates'))}{state(str(spec))}".encode())
    folder = settings.cache / "clients" / made_from.hexdigest()[:16] / "github_client"
    if not folder.exists():
        generate(spec, folder)
    ours, imports, least = in_turn(
        settings.runs,
        lambda: python("-c", first_call(folder)),
        lambda: python("-c", "import httpx, pydantic"),
        lambda: python("-c", _LEAST),
    )
    what = "import and first call, github"
    against = 'python -c "import httpx, pydantic"'
    return Found(
        (
            compared(what, against, ours, imports, goal=1.25),
            compared(what, "one model and one such call, by hand", ours, least),
        )
    )


def first_call(folder: Path) -> str:
    """The program that imports the package in `folder` and calls the first method whose answer has an example."""
    tree = ast.parse((folder / "testing.py").read_text(encoding="utf-8"))
    tables = {
        node.target.id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value
    }
    name, route = next(each for each in tables["_ROUTES"].items() if each[1] in tables["_EXAMPLES"])
    resource, method = name.split(".")
    code = ast.parse((folder / "resources" / f"{resource}.py").read_text(encoding="utf-8"))
    defined = next(node for node in ast.walk(code) if isinstance(node, ast.FunctionDef) and node.name == method)
    arguments = ", ".join('"x"' for _ in defined.args.args[1:])
    classes = [
        node.name for node in ast.parse((folder / "client.py").read_text()).body if isinstance(node, ast.ClassDef)
    ]
    content = json.dumps(tables["_EXAMPLES"][route])
    return (
        f"import sys; sys.path.insert(0, {str(folder.parent)!r})\n"
        f"import httpx\nfrom {folder.name} import {classes[0]}\n"
        f"answer = httpx.Response(200, content={content!r}, headers={{'content-type': 'application/json'}})\n"
        f"http = httpx.Client(transport=httpx.MockTransport(lambda _: answer))\n"
        f"{classes[0]}(http_client=http).{resource}.{method}({arguments})\n"
    )


def _pair(settings: Settings, name: str, what: str, against: str, goal: float) -> Found:
    """A row of one of PAIRS, each run of which is a process of its own."""
    command = (sys.executable, "-m", "tests.benchmarks.calls", name)
    turns = [json.loads(check_output(command, cwd=ROOT, env=environment())) for _ in range(settings.runs)]
    ours, theirs = ([Sample(seconds, 0) for seconds in side] for side in zip(*turns, strict=True))
    return Found((compared(what, against, ours, theirs, goal),))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        asyncio.run(_serve())
    else:
        print(json.dumps(PAIRS[sys.argv[1]]()))
