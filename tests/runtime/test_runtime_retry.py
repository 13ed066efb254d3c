"""When a call is sent again, and when it ends: what the server asks for, keys that make it safe, and the deadline."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import anyio
import httpx
import pytest
from test_runtime_client import GET, OK, answering

from leadsmith.runtime import (
    AsyncClient,
    ConnectionFailedError,
    RateLimitError,
    Request,
    RequestOptions,
    ServerError,
    StatusError,
    SyncClient,
    TimeoutExceededError,
    UnexpectedResponseError,
    checked,
    stream,
    stream_async,
)
from leadsmith.runtime import json as json_body
from leadsmith.runtime.retry import pause

BUSY = httpx.Response(503)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Retry-After": "0"}, 0.0),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "0", "Retry-After": "30"}, 0.0),
        ({"Retry-After": "Wed, 25 Nov 2026 12:00:09 GMT"}, 9.0),
        ({"Retry-After": "Wed, 25 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"Retry-After": "Wednesday, 25-Nov-26 12:00:05 GMT"}, 5.0),
        ({"Retry-After": "Wed, 25 Nov 2026 13:00:00 GMT"}, None),
        ({"Retry-After": "61"}, None),
        ({"Retry-After": "in a while"}, 0.5),
        ({"retry-after-ms": "soon", "Retry-After": "3"}, 3.0),
    ],
)
def test_what_the_server_asks_for(headers: dict[str, str], expected: float | None) -> None:
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert pause(httpx.Response(429, headers=headers), 0, 1.0, now) == expected


def test_a_date_is_waited_for(flavour: Any) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    assert flavour.send(answering(httpx.Response(503, headers={"Retry-After": soon}), OK), GET) is None
    (slept,) = flavour.slept
    assert 15 < slept <= 20


def test_a_conflict_is_repeated_where_the_server_says_so(flavour: Any) -> None:
    flavour.send(answering(httpx.Response(409, headers={"Retry-After": "1"}), OK), GET)
    assert flavour.slept == [1.0]


# Keys that make it safe -----------------------------------------------------------------------------------------------


def test_a_key_that_the_api_knows_is_made_and_stays_the_same(flavour: Any) -> None:
    for name in ("Idempotency-Key", "idempotency-key", "X-Idempotency-Key"):
        flavour.requests.clear()
        request = Request("POST", "/x", headers={name: checked(None, str)}, body=json_body({}, dict[str, Any]))
        flavour.send(answering(BUSY, httpx.ReadError("cut"), OK), request)
        first, *others = [sent.headers[name] for sent in flavour.requests]
        assert len(first) == 36 and others == [first, first]
        assert {sent.content for sent in flavour.requests} == {b"{}"}
    flavour.send(answering(OK), request)
    assert flavour.requests[-1].headers[name] != first, "another call is another request"


def test_a_key_of_the_caller(flavour: Any) -> None:
    declared = Request("POST", "/x", headers={"Idempotency-Key": checked("mine", str)})
    flavour.send(answering(BUSY, OK), declared)
    by_hand = RequestOptions(headers={"Idempotency-Key": "by hand"})
    flavour.send(answering(BUSY, OK), Request("POST", "/x"), None, by_hand)
    assert [sent.headers["idempotency-key"] for sent in flavour.requests] == ["mine", "mine", "by hand", "by hand"]


def test_without_a_key_a_write_is_sent_once(flavour: Any) -> None:
    for failure in (BUSY, httpx.Response(429, headers={"Retry-After": "0"}), httpx.ReadError("cut")):
        flavour.requests.clear()
        with pytest.raises((StatusError, ConnectionFailedError)):
            flavour.send(answering(failure, OK), Request("POST", "/x"), retries=5)
        assert len(flavour.requests) == 1 and "idempotency-key" not in flavour.requests[0].headers


# The deadline ---------------------------------------------------------------------------------------------------------


class Clock:
    """Time passes while one waits, and while an answer comes."""

    def __init__(self, flavour: Any, answer_takes: float = 0.0) -> None:
        self.flavour = flavour
        self.now = 100.0
        self.takes = answer_takes

    def __call__(self) -> float:
        return self.now + sum(self.flavour.slept)

    def handler(self, inner: Any) -> Any:
        def handle(request: httpx.Request) -> httpx.Response:
            self.now += self.takes
            return inner(request)

        return handle


def test_no_pause_goes_beyond_the_deadline(flavour: Any) -> None:
    clock = Clock(flavour)
    busy = httpx.Response(429, headers={"Retry-After": "4"})
    with pytest.raises(RateLimitError):
        flavour.send(answering(busy), GET, None, RequestOptions(total_timeout=9), retries=50, clock=clock)
    assert flavour.slept == [4.0, 4.0] and len(flavour.requests) == 3


def test_what_is_left_of_it_limits_each_attempt(flavour: Any) -> None:
    clock = Clock(flavour, answer_takes=3)
    with pytest.raises(ServerError):
        busy = httpx.Response(503, headers={"Retry-After": "0"})
        flavour.send(clock.handler(answering(busy)), GET, None, total_timeout=8, retries=50, timeout=5, clock=clock)
    assert [sent.extensions["timeout"]["read"] for sent in flavour.requests] == [5, 5, 2]
    assert flavour.requests[-1].extensions["timeout"]["connect"] == 2


def test_the_deadline_of_a_call_wins(flavour: Any) -> None:
    flavour.send(answering(OK), GET, None, RequestOptions(total_timeout=2), total_timeout=50)
    assert flavour.requests[0].extensions["timeout"]["read"] <= 2


@contextmanager
def server(*pieces: bytes, every: float) -> Iterator[str]:
    """A server that sends its answer in pieces, one after each pause; the last one again and again."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with connection:
            connection.recv(65536)
            left = list(pieces)
            while not stop.is_set():
                try:
                    connection.sendall(left.pop(0) if len(left) > 1 else left[0])
                except OSError:
                    return
                stop.wait(every)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        listener.close()


def call(flavour: Any, url: str, **settings: Any) -> None:
    """A call over a real connection."""
    if flavour.name == "sync":
        with SyncClient(name="x", base_url=url, **settings) as client:
            client.send(GET, returns=dict[str, Any])
        return

    async def run() -> None:
        async with AsyncClient(name="x", base_url=url, **settings) as client:
            await client.send(GET, returns=dict[str, Any])

    asyncio.run(run())


def test_a_body_that_drips_ends_at_the_deadline(flavour: Any) -> None:
    with server(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n", b" ", every=0.05
    ) as url:
        begun = time.monotonic()
        with pytest.raises(TimeoutExceededError, match="the total timeout is over"):
            call(flavour, url, total_timeout=0.4, timeout=5)
        assert time.monotonic() - begun < 3


def test_an_answer_may_not_be_endless(flavour: Any) -> None:
    endless = server(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", b" " * 50_000, every=0)
    with endless as url, pytest.raises(UnexpectedResponseError, match="larger than 100000 bytes"):
        call(flavour, url, response_limit=100_000)


def test_a_small_answer_may_not_become_a_large_one(flavour: Any) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=gzip.compress(bytes(5_000_000)))

    with pytest.raises(UnexpectedResponseError, match="larger than"):
        flavour.send(handler, GET, dict[str, Any], response_limit=1_000_000)


HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def test_headers_that_drip_end_at_the_deadline(flavour: Any) -> None:
    with server(HEADERS + b"X-Drip: ", b"x", every=0.05) as url:
        begun = time.monotonic()
        with pytest.raises(TimeoutExceededError, match="the total timeout is over"):
            call(flavour, url, total_timeout=0.4, timeout=5)
        assert 0.3 < time.monotonic() - begun < 3


def test_silence_after_a_late_piece_does_not_double_the_deadline(flavour: Any) -> None:
    begun = time.monotonic()
    with server(HEADERS, b"Content-Length: 9\r\n\r\n", b" ", every=0.3) as url, pytest.raises(TimeoutExceededError):
        call(flavour, url, total_timeout=0.8, timeout=5)
    assert time.monotonic() - begun < 1.4


def test_a_stream_that_begins_late_is_closed() -> None:
    """The connection is not kept, and the thread that waited for it ends. The headers drip: so httpx waits on."""
    pieces = [HEADERS[:20], HEADERS[20:40], HEADERS[40:], b"\r\n1\n"]
    listener = socket.create_server(("127.0.0.1", 0))
    gone: list[bytes] = []

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(5)
            connection.recv(65536)
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(0.2)
            gone.append(connection.recv(1))

    thread = threading.Thread(target=serve)
    thread.start()
    with listener, SyncClient(name="x", base_url=f"http://127.0.0.1:{listener.getsockname()[1]}") as client:
        with pytest.raises(TimeoutExceededError):
            stream(client, Request("GET", "/x", reads="lines"), returns=int, options=RequestOptions(total_timeout=0.3))
        thread.join(5)
    assert gone == [b""]
    until = time.monotonic() + 5
    while [each for each in threading.enumerate() if each.name == "deadline"]:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_nothing_is_sent_after_the_deadline(flavour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that the caller has been told is too late shall not be done afterwards."""
    names = socket.getaddrinfo

    def slow(*args: Any, **kwargs: Any) -> Any:
        time.sleep(0.5)
        return names(*args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    post = Request("POST", "/x", body=json_body({}, dict[str, Any]))
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(1)
    url = f"http://localhost:{listener.getsockname()[1]}"

    async def run() -> None:
        async with AsyncClient(name="x", base_url=url, total_timeout=0.2) as client:
            await client.send(post, returns=None)

    with listener, SyncClient(name="x", base_url=url, total_timeout=0.2) as client:
        begun = time.monotonic()
        with pytest.raises(TimeoutExceededError):
            client.send(post, returns=None) if flavour.name == "sync" else asyncio.run(run())
        if flavour.name == "sync":  # else the loop waits for its thread that looks up the name
            assert time.monotonic() - begun < 0.45
        with suppress(TimeoutError):
            connection, _ = listener.accept()
            connection.settimeout(1)
            with connection:
                assert connection.recv(1) == b""


def test_with_a_deadline_the_callers_context_and_errors_are_the_same(flavour: Any) -> None:
    """Though in blocking code another thread sends."""
    mine, seen = ContextVar("mine", default="nothing"), list[str]()
    errors = [TimeoutError("of the user"), ValueError("of the user")]

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(mine.get())
        if errors:
            raise errors.pop(0)
        return httpx.Response(200, json={})

    token = mine.set("set")
    options = RequestOptions(total_timeout=5)
    for kind in (TimeoutError, ValueError):
        with pytest.raises(kind, match="of the user"):
            flavour.send(handler, GET, None, options)
    flavour.send(handler, GET, None, options)
    mine.reset(token)
    assert seen == ["set"] * 3


@pytest.fixture
def interruptible() -> Iterator[None]:
    """As in a terminal: what a shell runs in the background has the signal ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
@pytest.mark.usefixtures("interruptible")
def test_an_interruption_ends_the_wait_for_a_deadline() -> None:
    with server(HEADERS + b"X-Drip: ", b"x", every=0.05) as url:
        begun = time.monotonic()
        timer = threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT])
        timer.start()
        with pytest.raises(KeyboardInterrupt), SyncClient(name="x", base_url=url, total_timeout=20) as client:
            client.send(GET, returns=None)
        assert time.monotonic() - begun < 5
        timer.join()


def test_where_no_thread_can_start_the_call_is_made_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    http = httpx.Client(transport=httpx.MockTransport(answering(OK)))
    with http, SyncClient(name="x", base_url="https://x.test", http_client=http, total_timeout=5) as client:
        client.send(GET, returns=None)


# Cancellation ---------------------------------------------------------------------------------------------------------


def answers() -> Any:
    """A server that answers each request at once."""
    body = b'{"id": 1}'

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(asyncio.IncompleteReadError, ConnectionError):
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(HEADERS + b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    return asyncio.start_server(handle, "127.0.0.1", 0)


@pytest.mark.parametrize("waiting", [0, 2], ids=["alone", "others wait"])
def test_a_cancelled_call_leaves_its_connection_to_others(waiting: int) -> None:
    """Whenever it is cancelled. httpx's pool loses a connection that it has given to a call which has not resumed."""

    async def run() -> None:
        async with (
            await answers() as listening,
            httpx.AsyncClient(limits=httpx.Limits(max_connections=1), timeout=5) as http,
            AsyncClient(
                name="x",
                base_url=f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}",
                http_client=http,
                timeout=5,
            ) as client,
        ):
            for cycles in range(40):
                calls = [asyncio.create_task(client.send(GET, returns=dict[str, Any])) for _ in range(1 + waiting)]
                for _ in range(cycles):
                    await asyncio.sleep(0)
                for call in calls[: 1 + waiting // 2]:
                    call.cancel()
                done = await asyncio.gather(*calls, return_exceptions=True)
                assert {type(each) for each in done} <= {dict, asyncio.CancelledError}, cycles
                assert done[-1] == {"id": 1} or not waiting or cycles == 0
                assert await client.send(GET, returns=dict[str, Any]) == {"id": 1}, cycles

    asyncio.run(run())


def test_a_call_is_cancelled_just_when_it_gets_a_connection() -> None:
    """In the same turn of the event loop, that is in one of those that are tried."""

    async def run() -> None:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=0)
        async with await answers() as listening, httpx.AsyncClient(limits=limits) as http:
            url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
            async with AsyncClient(name="x", base_url=url, http_client=http, timeout=5, retries=0) as client:
                for turns in range(30):
                    holds = client.stream_body(client.send, GET, returns=dict[str, Any])
                    await holds.__aenter__()
                    waits = asyncio.create_task(client.send(GET, returns=dict[str, Any]))
                    await asyncio.sleep(0.01)

                    async def cancel(turns: int, task: asyncio.Task[Any]) -> None:
                        for _ in range(turns):
                            await asyncio.sleep(0)
                        task.cancel()

                    cancels = asyncio.create_task(cancel(turns, waits))
                    await asyncio.sleep(0)
                    await holds.__aexit__(None, None, None)
                    await asyncio.gather(waits, cancels, return_exceptions=True)
                    assert await client.send(GET, returns=dict[str, Any]) == {"id": 1}, turns

    asyncio.run(run())


@pytest.mark.parametrize("total_timeout", [None, 2])
def test_the_wait_for_a_connection(flavour: Any, total_timeout: float | None) -> None:
    """A deadline cancels async calls: that ends the wait too, and loses no connection."""
    flavour.send(answering(OK), GET, None, timeout=5, total_timeout=total_timeout)
    pool = flavour.requests[0].extensions["timeout"]["pool"]
    assert pool <= 2 if total_timeout and flavour.name == "sync" else pool == 5


def test_a_cancellation_is_not_lost_with_the_last_piece() -> None:
    """What comes just before it is not given, and a stream is closed."""
    closed: list[bool] = []

    class Stream(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"{}"

        async def aclose(self) -> None:
            closed.append(True)

    async def handler(request: httpx.Request) -> httpx.Response:
        current = asyncio.current_task()
        assert current is not None
        current.cancel()
        await asyncio.sleep(0)  # here nothing is waited for
        return httpx.Response(200, stream=Stream())

    async def run(total_timeout: float | None) -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(handler))
        options = RequestOptions(total_timeout=total_timeout)
        async with http, AsyncClient(name="x", base_url="https://x.test", http_client=http) as client:
            lines = Request("GET", "/x", reads="lines")
            for request in (client.send(GET, returns=None, options=options), stream_async(client, lines, returns=int)):
                task = asyncio.create_task(request)
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert task.cancelled()

    asyncio.run(run(None))
    asyncio.run(run(5))
    assert closed == [True] * 4


def test_scopes_of_anyio_end_calls() -> None:
    async def run() -> None:
        async with httpx.AsyncClient() as http, AsyncClient(name="x", base_url=url, http_client=http) as client:
            for seconds in (0, 0.001, 0.2):
                with anyio.move_on_after(seconds) as scope:
                    await client.send(GET, returns=None)
                assert scope.cancelled_caught
            with pytest.raises(TimeoutError), anyio.fail_after(0.1):
                await client.send(GET, returns=None)
            await asyncio.sleep(0.01)  # no cancellation is left

    with server(HEADERS, every=0.05) as url:
        asyncio.run(run())
