"""Whether clients that live long keep anything of their calls: file descriptors, connections, threads, memory.

`python -m tests.benchmarks.endurance [--calls 10000]`: so many calls of the sync client, of the async one, 200 at a
time, and of a sync one from 8 threads, against a server of its own on loopback, in a process of its own. The calls are
of all kinds: answers, refusals, 503s that are repeated, connections that break, streams read to their end and left
early, bodies saved to files, calls that are cancelled or end at their deadline. Prints a table; exit code 1 where
something is left. Needs Linux, whose /proc tells what a process holds.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from leadsmith.runtime import (
    AsyncClient,
    ConnectionFailedError,
    NotFoundError,
    Request,
    RequestOptions,
    ServerError,
    SyncClient,
    TimeoutExceededError,
    stream,
    stream_async,
)
from leadsmith.runtime import json as json_body

AT_A_TIME, THREADS, WARM_UP = 200, 8, 200
KEPT_CONNECTIONS = 20
"""So many that are idle."""
ALLOWED_BLOCKS = 500
"""Blocks of memory that a round may leave, whatever its number of calls. An answer that is kept has dozens."""
ALLOWED_RESIDENT = 16 * 2**20
"""Bytes of the process: how memory is laid out is not Python's alone. In 10,000 calls 200 MB come as files alone."""

MOST_CONNECTIONS = AT_A_TIME - 4
LIMITS = httpx.Limits(max_connections=MOST_CONNECTIONS, max_keepalive_connections=KEPT_CONNECTIONS)
"""A few calls have to wait. With httpx's 100 connections half of them would, and most of the time pass in its queue."""

Body = dict[str, Any]


def get(path: str, **more: Any) -> Request:
    return Request("GET", path, **more)


FILE = get("/file", reads="binary")
LINES, ENDLESS = get("/lines", reads="lines"), get("/endless", reads="event")
CREATE = Request("POST", "/items", body=json_body({"name": "x" * 500}, Body))
SHORT, LONG = RequestOptions(total_timeout=0.005), RequestOptions(total_timeout=60)
ONCE, AT_ONCE = RequestOptions(retries=0), RequestOptions(retries=0, timeout=httpx.Timeout(30, pool=2))


# Calls, by kind: each ends as it must, or raises ----------------------------------------------------------------------


def sync_kinds(client: SyncClient, folder: Path) -> list[Callable[[], object]]:
    """What a round of the sync client goes through, again and again."""

    def missing() -> None:
        with suppress(NotFoundError):
            client.send(get("/missing"), returns=Body)
            raise AssertionError

    def busy() -> None:
        with suppress(ServerError):  # three times in a row, sometimes
            client.send(get("/busy"), returns=Body)

    def cut() -> None:
        with suppress(ConnectionFailedError):
            client.send(get("/cut"), returns=Body, options=ONCE)
            raise AssertionError

    def read_stream() -> None:
        assert sum(item["n"] for item in stream(client, LINES, returns=Body)) == 190

    def left_stream() -> None:
        with stream(client, ENDLESS, returns=Body) as events:
            next(events)

    def saved() -> None:
        with client.stream_body(client.send, FILE, returns=bytes) as body:
            assert body.save(folder / f"{threading.get_ident()}") == 100_000

    def left_body() -> None:
        with client.stream_body(client.send, FILE, returns=bytes):
            pass

    def late() -> None:
        with suppress(TimeoutExceededError):
            client.send(get("/silent"), returns=Body, options=SHORT)
            raise AssertionError

    def answered() -> None:
        client.send(get("/ok"), returns=Body)
        client.with_response(client.send, CREATE, returns=Body)
        client.send(get("/ok"), returns=Body, options=LONG)

    return [answered, missing, busy, cut, read_stream, left_stream, saved, left_body, late]


def async_kinds(client: AsyncClient, folder: Path) -> list[Callable[[], Awaitable[object]]]:
    """The same of the async client, which may be cancelled too."""
    numbers = itertools.count()

    async def missing() -> None:
        with suppress(NotFoundError):
            await client.send(get("/missing"), returns=Body)
            raise AssertionError

    async def busy() -> None:
        with suppress(ServerError):
            await client.send(get("/busy"), returns=Body)

    async def cut() -> None:
        with suppress(ConnectionFailedError):
            await client.send(get("/cut"), returns=Body, options=ONCE)
            raise AssertionError

    async def read_stream() -> None:
        assert sum([item["n"] async for item in await stream_async(client, LINES, returns=Body)]) == 190

    async def left_stream() -> None:
        async with await stream_async(client, ENDLESS, returns=Body) as events:
            await anext(events)

    async def saved() -> None:
        path = folder / f"{next(numbers) % AT_A_TIME}"
        async with client.stream_body(client.send, FILE, returns=bytes) as body:
            assert await body.save(path) == 100_000

    async def left_body() -> None:
        async with client.stream_body(client.send, FILE, returns=bytes):
            pass

    async def late() -> None:
        with suppress(TimeoutExceededError):
            await client.send(get("/silent"), returns=Body, options=SHORT)
            raise AssertionError

    async def answered() -> None:
        await client.send(get("/ok"), returns=Body)
        await client.with_response(client.send, CREATE, returns=Body)
        await client.send(get("/ok"), returns=Body, options=LONG)

    async def cancelled() -> None:
        """At any point: while it connects, waits for a connection or an answer, or reads."""
        task = asyncio.create_task(client.send(random.choice((get("/silent"), FILE)), returns=bytes))
        await asyncio.sleep(random.random() * 0.01)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    return [answered, missing, busy, cut, read_stream, left_stream, saved, left_body, late, cancelled]


# Rounds ---------------------------------------------------------------------------------------------------------------


def sync_round(url: str, calls: int, folder: Path, threads: int = 1, more: Callable[[], object] | None = None) -> int:
    """Gives how many connections are kept when all calls are done. `more` is a further kind of call."""
    with httpx.Client(limits=LIMITS) as http, SyncClient(name="endurance", base_url=url, http_client=http) as client:
        kinds = sync_kinds(client, folder) + ([more] if more else [])

        def call(number: int) -> None:
            kinds[number % len(kinds)]()

        if threads == 1:
            for number in range(calls):
                call(number)
        else:
            with ThreadPoolExecutor(threads) as pool:
                for _ in pool.map(call, range(calls)):
                    pass
        _until_quiet()
        kept = _connections(url)
        with ExitStack() as streams:  # no place in the pool is lost: they all fit
            for _ in range(MOST_CONNECTIONS):
                streams.enter_context(stream(client, ENDLESS, returns=Body, options=AT_ONCE))
        return kept


def async_round(url: str, calls: int, folder: Path) -> int:
    """The same, AT_A_TIME at a time."""

    async def run() -> int:
        async with (
            httpx.AsyncClient(limits=LIMITS) as http,
            AsyncClient(name="endurance", base_url=url, http_client=http) as client,
        ):
            kinds = async_kinds(client, folder)
            numbers = iter(range(calls))

            async def work() -> None:
                for number in numbers:
                    await kinds[number % len(kinds)]()

            await asyncio.gather(*(work() for _ in range(AT_A_TIME)))
            kept = _connections(url)
            async with AsyncExitStack() as streams:
                for _ in range(MOST_CONNECTIONS):
                    await streams.enter_async_context(
                        await stream_async(client, ENDLESS, returns=Body, options=AT_ONCE)
                    )
            return kept

    return asyncio.run(run())


@dataclass(frozen=True)
class Held:
    """What this process holds."""

    descriptors: int
    connections: int
    threads: int
    blocks: int
    resident: int


@dataclass(frozen=True)
class Row:
    """What a round of so many calls began and ended with, and how many connections it kept before its client closed."""

    name: str
    calls: int
    seconds: float
    kept: int
    before: Held
    after: Held

    def leaks(self) -> list[str]:
        """What is left of it that must not be."""
        before, after = self.before, self.after
        limits = {
            "file descriptors": (after.descriptors, before.descriptors),
            "connections": (after.connections, before.connections),
            "connections kept while the client is open": (self.kept, KEPT_CONNECTIONS),
            "threads": (after.threads, before.threads),
            "blocks of memory": (after.blocks, before.blocks + ALLOWED_BLOCKS),
            "bytes of the process": (after.resident, before.resident + ALLOWED_RESIDENT),
        }
        return [f"{self.name}: {now} {what}, not {most}" for what, (now, most) in limits.items() if now > most]


def measured(name: str, url: str, calls: int, round_: Callable[[int], int]) -> Row:
    """A round, after a short one with a client of its own that fills the caches."""
    round_(WARM_UP)
    before, begun = _held(url), time.perf_counter()
    kept = round_(calls)
    seconds = time.perf_counter() - begun
    return Row(name, calls, seconds, kept, before, _held(url))


def _held(url: str) -> Held:
    _until_quiet()
    for _ in range(3):
        gc.collect()
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    descriptors = len(os.listdir("/proc/self/fd"))
    return Held(descriptors, _connections(url), threading.active_count(), sys.getallocatedblocks(), resident)


def _connections(url: str) -> int:
    """How many connections to the server are open at this end."""
    port = f":{int(url.rpartition(':')[2]):04X}"
    lines = [line.split() for line in Path("/proc/self/net/tcp").read_text().splitlines()[1:]]
    return sum(line[2].endswith(port) and line[9] != "0" for line in lines)  # remote address, inode


def _until_quiet() -> None:
    """Calls that ended at their deadline leave a thread that ends a little later."""
    until = time.monotonic() + 5
    while any(each.name == "deadline" for each in threading.enumerate()) and time.monotonic() < until:
        time.sleep(0.01)


# The server -----------------------------------------------------------------------------------------------------------


@contextmanager
def server() -> Iterator[str]:
    """The server in a process of its own, which ends with this one; gives its address."""
    command = [sys.executable, __file__, "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        yield process.stdout.readline().strip()
        process.stdin.close()


def _answer(status: str, content: bytes, kind: str = "application/json", more: str = "") -> bytes:
    length = f"Content-Length: {len(content)}\r\n"
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{length}{more}\r\n".encode() + content


LINES_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/jsonl\r\nTransfer-Encoding: chunked\r\n\r\n"
EVENTS_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
ANSWERS = {
    "/ok": _answer("200 OK", b'{"id": 1, "name": "%s"}' % (b"x" * 500)),
    "/items": _answer("201 Created", b'{"id": 2}'),
    "/missing": _answer("404 Not Found", b'{"message": "There is no such thing."}'),
    "/cut": _answer("200 OK", b"{" + b" " * 1000)[:-500],
    "/file": _answer("200 OK", b"x" * 100_000, "application/octet-stream"),
    "/lines": LINES_HEAD + b"".join(b'%x\r\n{"n": %d}\n\r\n' % (9 + (n > 9), n) for n in range(20)) + b"0\r\n\r\n",
    "/endless": EVENTS_HEAD + b'F\r\ndata: {"n":1}\n\n\r\n' * 10,
    "/silent": b"",
}
UNAVAILABLE = _answer("503 Service Unavailable", b"", more="Retry-After: 0\r\n")
OPEN_ENDED = ("/endless", "/silent")


async def _serve() -> None:
    numbers = itertools.count()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode()
                if head.startswith(b"POST"):
                    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
                    await reader.readexactly(int(length))
                if path == "/busy":
                    writer.write(ANSWERS["/ok"] if next(numbers) % 2 else UNAVAILABLE)
                else:
                    writer.write(ANSWERS[path])
                await writer.drain()
                if path == "/cut":
                    break
                if path in OPEN_ENDED:
                    await reader.read(1)  # until the client goes
                    break
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    listening = socket.create_server(("127.0.0.1", 0), backlog=AT_A_TIME)
    serving = await asyncio.start_server(handle, sock=listening)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    async with serving:
        await asyncio.to_thread(sys.stdin.read)
    os._exit(0)  # with whatever is open


# The command ----------------------------------------------------------------------------------------------------------


def main(calls: int) -> int:
    """Print the table; 1 if anything is left."""
    rows: list[Row] = []
    with server() as url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, round_ in (
            ("sync", lambda n: sync_round(url, n, folder)),
            (f"async, {AT_A_TIME} at a time", lambda n: async_round(url, n, folder)),
            (f"sync, {THREADS} threads", lambda n: sync_round(url, n, folder, THREADS)),
        ):
            rows.append(measured(title, url, calls, round_))
        assert not [path for path in folder.iterdir() if path.name.startswith(".")], "a file that is not whole is left"
    print(f"{'':24}{'calls':>7}{'per s':>7}{'fds':>10}{'TCP':>9}{'kept':>6}{'threads':>9}{'blocks':>9}{'KiB':>9}")
    for row in rows:
        before, after, thousands = row.before, row.after, row.calls / 1000
        fds, tcp, threads = (
            f"{getattr(before, name)} > {getattr(after, name)}" for name in ("descriptors", "connections", "threads")
        )
        blocks, resident = (
            (getattr(after, name) - getattr(before, name)) / thousands for name in ("blocks", "resident")
        )
        print(
            f"{row.name:24}{row.calls:>7}{row.calls / row.seconds:>7.0f}{fds:>10}{tcp:>9}{row.kept:>6}{threads:>9}"
            f"{blocks:>+9.1f}{resident / 1024:>+9.1f}"
        )
    print("blocks, KiB: growth of what Python has allocated, and of the process, per 1,000 calls")
    leaks = [leak for row in rows for leak in row.leaks()]
    for leak in leaks:
        print(leak)
    return 1 if leaks else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", type=int, default=10_000, metavar="N", help="calls of each round (default: 10000)")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(_serve())
    if not Path("/proc/self/fd").is_dir():
        sys.exit("needs /proc, as Linux has it")
    sys.exit(main(arguments.calls))
