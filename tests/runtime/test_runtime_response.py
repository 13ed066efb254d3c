"""What there is beside the value of an answer: status, headers, bytes as they come; hooks; and how clients end."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import pickle
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from runtime_face import Lead
from test_runtime_auth import bearer
from test_runtime_client import GET, LEAD, OK, Chunks, answering

from leadsmith.runtime import (
    AsyncClient,
    Attempt,
    ConfigurationError,
    ConnectionFailedError,
    Hooks,
    InvalidRequestError,
    NotFoundError,
    Request,
    RequestOptions,
    Response,
    ServerEvent,
    StatusError,
    SyncClient,
    TimeoutExceededError,
    stream,
    stream_async,
)


class Resource:
    """As a generated one: its methods make requests."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def get(self, id: int, *, options: RequestOptions | None = None) -> Any:
        return self.client.send(Request("GET", "/leads/{id}", path={"id": id}), returns=Lead, options=options)

    def download(self) -> Any:
        return self.client.send(Request("GET", "/file", reads="binary"), returns=bytes)

    def events(self) -> Any:
        begin: Any = stream if isinstance(self.client, SyncClient) else stream_async
        return begin(self.client, Request("GET", "/events", reads="server_event"), returns=ServerEvent)

    def pages(self) -> Any:
        return self.client.paginate(GET, returns=Lead, items=lambda page: [page], following=lambda page: None)


def test_the_answer_beside_the_value(flavour: Any) -> None:
    answer = httpx.Response(201, json=LEAD, headers={"X-Rate": "9", "Set-Cookie": "a=1"})
    client = flavour.client(answering(answer), credentials=(bearer(),), security=(("bearer",),))
    found = flavour.run(client.with_response(Resource(client).get, 9, options=RequestOptions(headers={"X-A": "1"})))
    assert isinstance(found, Response) and found.value.id == 9 and found.status == 201
    assert found.headers["x-rate"] == "9" and found.raw.json() == LEAD
    assert found.headers["content-length"] == str(len(found.raw.content))
    assert flavour.requests[0].headers["x-a"] == "1"
    assert "tok3n" not in repr(found) and "tok3n" not in repr(vars(found.raw))
    assert flavour.run(Resource(client).get(9)).id == 9, "the next call is as ever"


def test_a_streamed_answer_does_not_show_what_was_sent(flavour: Any) -> None:
    body = b"data: 1\n\n"
    client = flavour.client(
        lambda _: httpx.Response(200, stream=Chunks(body), headers={"Content-Type": "text/event-stream"}),
        credentials=(bearer(),),
        security=(("bearer",),),
    )
    found = flavour.run(client.with_response(Resource(client).events))
    assert found.status == 200 and [event.data for event in flavour.items(found.value)] == ["1"]
    assert flavour.requests[0].headers["authorization"] == "Bearer tok3n"
    assert "authorization" not in found.raw.request.headers and "tok3n" not in repr(vars(found.raw.request))


def test_errors_are_as_ever(flavour: Any) -> None:
    client = flavour.client(answering(httpx.Response(404)))
    with pytest.raises(NotFoundError):
        flavour.run(client.with_response(Resource(client).get, 9))
    with pytest.raises(InvalidRequestError):
        flavour.run(client.with_response(Resource(client).get, ".."))


def test_a_list_gives_its_page(flavour: Any) -> None:
    client = flavour.client(answering(OK))
    found = flavour.run(client.with_response(Resource(client).pages().page))
    assert found.value.id == 9 and found.status == 200
    with pytest.raises(ConfigurationError, match="of a list take its `page`"):
        flavour.run(client.with_response(Resource(client).pages))


def test_calls_of_other_tasks_are_not_mixed_up() -> None:
    async def handler(request: httpx.Request) -> httpx.Response:
        number = int(request.url.path.rpartition("/")[2])
        await asyncio.sleep(0.01 * (5 - number))
        return httpx.Response(200, json={"id": number}, headers={"X-Number": str(number)})

    async def run() -> list[Any]:
        http = httpx.AsyncClient(transport=httpx.MockTransport(handler))
        client = AsyncClient(name="x", base_url="https://api.test", http_client=http)
        calls = [client.with_response(Resource(client).get, number) for number in range(5)]
        return await asyncio.gather(*calls, Resource(client).get(4))

    *found, plain = asyncio.run(run())
    assert [(each.value.id, each.headers["x-number"]) for each in found] == [(n, str(n)) for n in range(5)]
    assert plain.id == 4


# Bytes as they come ---------------------------------------------------------------------------------------------------


class Watched(Chunks):
    """Says whether it was closed, and how much of it was asked for."""

    def __init__(self, *chunks: bytes, cut: bool = False) -> None:
        super().__init__(*chunks)
        self.closed = 0
        self.asked = 0
        self.cut = cut

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            self.asked += 1
            yield chunk
        if self.cut:
            raise httpx.ReadError("cut")

    async def __aiter__(self) -> Any:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


def streamed(flavour: Any, stream: httpx.SyncByteStream, use: Any, status: int = 200) -> Any:
    """`use` the body of an answer; it is one way for both flavours."""
    client = flavour.client(lambda request: httpx.Response(status, headers={"X-A": "1"}, stream=stream), retries=0)
    if flavour.name == "sync":
        with client.stream_body(Resource(client).download) as body:
            return use(body)

    async def run() -> Any:
        async with client.stream_body(Resource(client).download) as body:
            found = use(body)
            return await found if asyncio.iscoroutine(found) else found

    return asyncio.run(run())


def test_a_body_in_pieces(flavour: Any, tmp_path: Path) -> None:
    stream = Watched(b"one", b"", b"two")
    assert streamed(flavour, stream, lambda body: (body.status, body.headers["x-a"])) == (200, "1")
    assert stream.asked == 0 and stream.closed, "nothing is read that nobody wants"
    stream = Watched(b"one", b"two" * 100_000)
    assert streamed(flavour, stream, lambda body: body.save(tmp_path / "file.bin")) == 300_003
    assert (tmp_path / "file.bin").read_bytes() == b"one" + b"two" * 100_000
    assert stream.closed and [path.name for path in tmp_path.iterdir()] == ["file.bin"]


def test_each_piece(flavour: Any) -> None:
    def collect(body: Any) -> Any:
        if flavour.name == "sync":
            return [piece for piece in body if piece]

        async def run() -> list[bytes]:
            return [piece async for piece in body if piece]

        return run()

    assert streamed(flavour, Watched(b"one", b"two"), collect) == [b"one", b"two"]


def test_half_a_file_is_no_file(flavour: Any, tmp_path: Path) -> None:
    (tmp_path / "file.bin").write_bytes(b"as before")
    stream = Watched(b"half", cut=True)
    with pytest.raises(ConnectionFailedError, match="ReadError: cut"):
        streamed(flavour, stream, lambda body: body.save(tmp_path / "file.bin"))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"as before"] and stream.closed


def test_a_refusal_is_an_error_here_too(flavour: Any) -> None:
    stream = Watched(b'{"message": "not here"}')
    with pytest.raises(NotFoundError, match="not here"):
        streamed(flavour, stream, lambda body: None, status=404)
    assert stream.closed


def test_a_block_that_fails_closes_the_connection(flavour: Any) -> None:
    stream = Watched(b"one")

    def fail(body: Any) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError):
        streamed(flavour, stream, fail)
    assert stream.closed


# Hooks and the log ----------------------------------------------------------------------------------------------------


def test_hooks_are_told_of_each_attempt(flavour: Any) -> None:
    told: list[tuple[str, Attempt]] = []

    def before(attempt: Attempt) -> dict[str, str]:
        told.append(("before", attempt))
        return {"traceparent": f"00-{attempt.number}"}

    hooks = Hooks(before=before, after=lambda attempt: told.append(("after", attempt)))
    request = Request("GET", "/leads/{id}", operation="getLead", path={"id": 9}, query={"q": 1})
    now = iter(range(100))
    flavour.send(
        answering(httpx.ReadError("cut"), httpx.Response(503), OK),
        request,
        hooks=hooks,
        clock=lambda: float(next(now)),
        credentials=(bearer(),),
        security=(("bearer",),),
    )
    assert [(when, attempt.number) for when, attempt in told] == [
        (w, n) for n in (1, 2, 3) for w in ("before", "after")
    ]
    first, last = told[1][1], told[5][1]
    assert (first.operation, first.method, first.url) == ("getLead", "GET", "https://api.test/v1/leads/9?q=1")
    assert (first.status, type(first.error), first.seconds) == (None, httpx.ReadError, 1.0)
    assert (last.status, last.error) == (200, None)
    assert [sent.headers["traceparent"] for sent in flavour.requests] == ["00-1", "00-2", "00-3"]
    assert "tok3n" not in repr(told)


def test_an_operation_without_a_name_is_called_by_its_path(flavour: Any) -> None:
    told: list[str] = []
    flavour.send(answering(OK), GET, hooks=Hooks(before=lambda attempt: told.append(attempt.operation)))
    assert told == ["GET /leads/{id}"]


def test_what_a_hook_raises_ends_the_call(flavour: Any) -> None:
    def refuse(attempt: Attempt) -> None:
        raise LookupError(attempt.operation)

    with pytest.raises(LookupError):
        flavour.send(answering(OK), GET, hooks=Hooks(before=refuse))
    assert flavour.requests == []
    with pytest.raises(InvalidRequestError):
        flavour.send(answering(OK), GET, hooks=Hooks(before=lambda attempt: {"X": "a\r\nb"}))


def test_the_log_and_the_hooks_of_httpx(flavour: Any, caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    if flavour.name == "sync":
        hooks: Any = {"request": [lambda request: seen.append(request.method)]}
    else:

        async def note(request: httpx.Request) -> None:
            seen.append(request.method)

        hooks = {"request": [note]}
    http = flavour.http(answering(OK), event_hooks=hooks)
    with caplog.at_level(logging.DEBUG):
        flavour.send(answering(OK), Request("GET", "/x", query={"q": "private"}), http_client=http)
    assert seen == ["GET"]
    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("leadsmith")]
    assert line.startswith("GET /x: GET https://api.test/v1/x: 200 after 0.") and "private" not in line


# How clients end ------------------------------------------------------------------------------------------------------


@contextmanager
def answering_server() -> Iterator[str]:
    """A server that answers every request on a connection with 204."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with connection:
            while connection.recv(65536):
                connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # its sockets warn as well
def test_a_client_that_nobody_closed_warns() -> None:
    with answering_server() as url:
        client = SyncClient(name="x", base_url=url)
        client.send(GET, returns=None)
        with pytest.warns(ResourceWarning, match="a client was not closed"):
            del client
            gc.collect()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            SyncClient(name="x", base_url=url)  # nothing is open yet
            with SyncClient(name="x", base_url=url) as client:
                client.send(GET, returns=None)
            del client
            gc.collect()


def test_an_async_client_that_nobody_closed_warns() -> None:
    class Mocked(httpx.AsyncClient):
        def __init__(self) -> None:
            super().__init__(transport=httpx.MockTransport(lambda _: httpx.Response(204)))

    class Client(AsyncClient):
        _new_http = Mocked

    async def call(close: bool) -> None:
        client = Client(name="x", base_url="https://api.test")
        await client.send(GET, returns=None)
        if close:
            await client.aclose()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(call(close=True))
        gc.collect()
    with pytest.warns(ResourceWarning, match="a client was not closed"):
        asyncio.run(call(close=False))
        gc.collect()


def told_by_a_fork(function: Callable[[], bool]) -> bool:
    """What the function gives in a child of this process; False where it raises."""
    inside, outside = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.write(outside, b"yes" if function() else b"no")
        finally:
            os._exit(0)
    os.close(outside)
    with os.fdopen(inside, "rb") as told:
        said = told.read()
    os.waitpid(child, 0)
    return said == b"yes"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_an_async_client_has_connections_of_its_own_after_a_fork() -> None:
    async def use(client: AsyncClient) -> httpx.AsyncClient:
        await client.send(GET, returns=None)
        return client._connections.http

    async def run(url: str) -> None:
        async with AsyncClient(name="x", base_url=url) as client:
            before = await use(client)
            assert told_by_a_fork(lambda: asyncio.run(use(client)) is not before)
            assert await use(client) is before

    with answering_server() as url:
        asyncio.run(run(url))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_has_connections_of_its_own() -> None:
    with answering_server() as url, SyncClient(name="x", base_url=url) as client:
        client.send(GET, returns=None)
        before = client._connections.http
        assert told_by_a_fork(lambda: client.send(GET, returns=None) is None and client._connections.http is not before)
        client.send(GET, returns=None)
        assert client._connections.http is before


def test_a_call_that_is_cancelled_leaves_nothing_open() -> None:
    stream = Watched(b"{", b'"id"')

    class Slow(Watched):
        async def __aiter__(self) -> Any:
            yield b"{"
            await asyncio.sleep(60)

    stream = Slow()

    async def run() -> None:
        transport = httpx.MockTransport(lambda request: httpx.Response(200, stream=stream))
        client = AsyncClient(name="x", base_url="https://api.test", http_client=httpx.AsyncClient(transport=transport))
        task = asyncio.create_task(client.send(GET, returns=Lead))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert stream.closed


def test_one_client_for_many_threads() -> None:
    with answering_server() as url, SyncClient(name="x", base_url=url) as client:
        failed: list[BaseException] = []

        def work() -> None:
            try:
                for _ in range(50):
                    client.send(GET, returns=None)
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []


def test_options_and_hooks_show_no_secret() -> None:
    options = RequestOptions(headers={"Authorization": "planted"}, query={"key": "planted"})
    assert "planted" not in repr(options)
    assert pickle.loads(pickle.dumps(RequestOptions(timeout=3))).timeout == 3


# Streams of events that break -----------------------------------------------------------------------------------------


EVENTS = {"Content-Type": "text/event-stream"}


def events(flavour: Any, *streams: httpx.SyncByteStream, **settings: Any) -> tuple[list[str], Any]:
    left = list(streams)

    def handler(request: httpx.Request) -> httpx.Response:
        if not left:
            return httpx.Response(200, headers={"Content-Type": "text/event-stream"}, stream=Watched())
        return httpx.Response(200, headers={"Content-Type": "text/event-stream"}, stream=left.pop(0))

    client = flavour.client(handler, **settings)
    found: list[str] = []
    error: Any = None

    async def run() -> None:
        async for event in await Resource(client).events():
            found.append(event.data)

    try:
        if flavour.name == "sync":
            found.extend(event.data for event in Resource(client).events())
        else:
            asyncio.run(run())
    except ConnectionFailedError as caught:
        error = caught
    return found, error


def test_a_stream_that_breaks_goes_on_after_the_last_event(flavour: Any) -> None:
    first = Watched(b"id: 1\nretry: 20\ndata: a\n\n", b"id: 2\ndata: half", cut=True)
    found, error = events(flavour, first, Watched(b"id: 2\ndata: b\n\n", b"data: c\n\n"))
    assert (found, error) == (["a", "b", "c"], None)
    assert flavour.slept == [0.02] and first.closed
    assert [sent.headers.get("last-event-id") for sent in flavour.requests] == [None, "1"]


def test_without_ids_it_cannot_go_on(flavour: Any) -> None:
    _, error = events(flavour, Watched(b"data: a\n\n", cut=True), Watched(b"data: a\n\n"))
    assert isinstance(error, ConnectionFailedError) and len(flavour.requests) == 1


def test_how_often_it_goes_on(flavour: Any) -> None:
    dead = [Watched(b"id: 1\ndata: a\n\n", cut=True), *(Watched(b"", cut=True) for _ in range(9))]
    found, error = events(flavour, *dead)
    assert found == ["a"] and isinstance(error, ConnectionFailedError) and len(flavour.requests) == 3
    flavour.requests.clear()
    _, error = events(flavour, Watched(b"id: 1\ndata: a\n\n", cut=True), retries=0)
    assert isinstance(error, ConnectionFailedError) and len(flavour.requests) == 1
    flavour.requests.clear()
    alive = [Watched(b"id: %d\ndata: x\n\n" % number, cut=True) for number in range(9)]
    found, error = events(flavour, *alive)
    assert (len(found), error, len(flavour.requests)) == (9, None, 10), "each event makes good for a break"


def taken(flavour: Any, client: Any, request: Request, then: Any, options: RequestOptions | None = None) -> list[str]:
    """The data of all events; after each `then` is called with the stream."""
    found: list[str] = []

    async def read() -> None:
        events = await stream_async(client, request, returns=ServerEvent, options=options)
        async for event in events:
            found.append(event.data)
            await (then(events) or asyncio.sleep(0))

    if flavour.name == "async":
        asyncio.run(read())
    else:
        events = stream(client, request, returns=ServerEvent, options=options)
        for event in events:
            found.append(event.data)
            then(events)
    return found


def test_a_stream_is_taken_up_with_the_same_idempotency_key(flavour: Any) -> None:
    """Else the server would do twice what is asked for once."""
    left = [Watched(b"id: 1\nretry: 0\ndata: a\n\n", cut=True), Watched(b"id: 2\ndata: b\n\n")]
    client = flavour.client(lambda _: httpx.Response(200, headers=EVENTS, stream=left.pop(0)))
    request = Request("POST", "/chat", reads="server_event", headers={"Idempotency-Key": None})
    assert taken(flavour, client, request, lambda _: None) == ["a", "b"]
    first, second = (sent.headers["idempotency-key"] for sent in flavour.requests)
    assert first == second and len(first) == 36


def test_the_total_timeout_is_that_of_all_connections_of_a_stream(flavour: Any) -> None:
    now = [0.0]

    def handler(_: httpx.Request) -> httpx.Response:
        now[0] += 0.4
        body = b"id: %d\nretry: 0\ndata: x\n\n" % len(flavour.requests)
        return httpx.Response(200, headers=EVENTS, stream=Watched(body, cut=True))

    client = flavour.client(handler, clock=lambda: now[0])
    request = Request("GET", "/events", reads="server_event")
    with pytest.raises(TimeoutExceededError):
        taken(flavour, client, request, lambda _: None, RequestOptions(total_timeout=1))
    assert len(flavour.requests) == 3, "and no fourth, which would begin when the time is over"


def test_a_stream_that_is_closed_has_no_more_items(flavour: Any) -> None:
    many = b"".join(b"id: %d\ndata: x\n\n" % number for number in range(9))
    client = flavour.client(lambda _: httpx.Response(200, headers=EVENTS, stream=Watched(many, many, cut=True)))
    request = Request("GET", "/events", reads="server_event")
    close = "close" if flavour.name == "sync" else "aclose"
    assert taken(flavour, client, request, lambda events: getattr(events, close)()) == ["x"]
    assert len(flavour.requests) == 1, "nor is it taken up again"


def test_a_stream_that_was_closed_before_has_none(flavour: Any) -> None:
    client = flavour.client(lambda _: httpx.Response(200, headers=EVENTS, stream=Watched(b"data: x\n\n")))
    request = Request("GET", "/events", reads="server_event")

    async def run() -> list[Any]:
        events = await stream_async(client, request, returns=ServerEvent)
        await events.aclose()
        return [event async for event in events]

    if flavour.name == "async":
        assert asyncio.run(run()) == []
    else:
        events = stream(client, request, returns=ServerEvent)
        events.close()
        assert list(events) == []


def test_an_event_that_comes_again_and_again_is_no_progress(flavour: Any) -> None:
    same = [Watched(b"id: 1\nretry: 0\ndata: a\n\n", cut=True) for _ in range(9)]
    _, error = events(flavour, *same)
    assert isinstance(error, ConnectionFailedError) and len(flavour.requests) == 3


def test_an_id_that_no_header_can_hold_ends_it(flavour: Any) -> None:
    _, error = events(flavour, Watched("id: é\ndata: a\n\n".encode(), cut=True))
    assert isinstance(error, ConnectionFailedError) and len(flavour.requests) == 1


def test_what_hooks_are_told_of_an_error_holds_no_credential(flavour: Any) -> None:
    told: list[Any] = []
    with pytest.raises(ConnectionFailedError):
        flavour.send(
            answering(httpx.ConnectError("x")),
            GET,
            hooks=Hooks(after=told.append),
            retries=0,
            credentials=(bearer(),),
            security=(("bearer",),),
        )
    assert "authorization" not in told[0].error.request.headers


def test_a_hook_that_fails_leaves_no_connection_open(flavour: Any) -> None:
    def fail(attempt: Attempt) -> None:
        raise LookupError

    stream = Watched(b"one")
    client = flavour.client(lambda request: httpx.Response(200, stream=stream), hooks=Hooks(after=fail))

    async def run() -> None:
        async with client.stream_body(Resource(client).download):
            pass

    with pytest.raises(LookupError):
        if flavour.name == "sync":
            with client.stream_body(Resource(client).download):
                pass
        else:
            asyncio.run(run())
    assert stream.closed


def test_a_header_of_a_hook_is_there_once_and_hidden_like_one_by_hand(flavour: Any) -> None:
    echoed = httpx.Response(400, json={"message": "no Bearer tok3n, nor topsecret-value, nor tok3"})
    hooks = Hooks(before=lambda _: {"USER-AGENT": "mine", "X-Auth-Token": "topsecret-value", "X-Key": "tok3"})
    client = flavour.client(answering(echoed), hooks=hooks, credentials=(bearer(),), security=(("bearer",),))
    with pytest.raises(StatusError) as caught:
        flavour.run(client.send(GET, returns=Lead))
    assert flavour.requests[0].headers.get_list("user-agent") == ["mine"]
    shown = f"{caught.value} {caught.value.body} {vars(caught.value)}"
    assert "topsecret" not in shown
    assert "Bearer [redacted], nor [redacted], nor [redacted]" in shown, "a part of one secret hides no other's part"


def test_headers_of_hooks_stay_at_the_origin(flavour: Any) -> None:
    handler = answering(httpx.Response(302, headers={"Location": "https://evil.test/"}), OK)
    hooks = Hooks(before=lambda attempt: {"X-Auth": "planted"})
    flavour.send(handler, GET, None, RequestOptions(follow_redirects=True), hooks=hooks)
    assert ["x-auth" in sent.headers for sent in flavour.requests] == [True, False]


def test_the_auth_of_an_http_client_replaces_no_header_of_the_caller(flavour: Any) -> None:
    http = flavour.http(answering(OK), auth=("u", "p"))
    client = flavour.client(answering(OK), http_client=http, headers={"Authorization": "mine"})
    flavour.run(client.send(GET, returns=None))
    assert flavour.requests[0].headers["authorization"] == "mine"


@pytest.mark.parametrize("charset", ["hex", "zlib", "idna", "undefined", "nonsense"])
def test_a_charset_that_is_none(flavour: Any, charset: str) -> None:
    kind = {"Content-Type": f"application/json; charset={charset}"}
    assert flavour.send(answering(httpx.Response(200, content=b'{"id": 9}', headers=kind)), GET, Lead).id == 9
    with pytest.raises(NotFoundError, match="gone"):
        flavour.send(answering(httpx.Response(404, content=b'{"message": "gone"}', headers=kind)), GET, Lead)


def test_the_bytes_of_a_stream_of_events(flavour: Any) -> None:
    stream = Watched(b"data: a\n\n")
    answer = {"headers": {"Content-Type": "text/event-stream"}, "stream": stream}
    client = flavour.client(lambda request: httpx.Response(200, **answer))

    async def run() -> bytes:
        async with client.stream_body(Resource(client).events) as body:
            return b"".join([piece async for piece in body])

    if flavour.name == "sync":
        with client.stream_body(Resource(client).events) as body:
            assert b"".join(body) == b"data: a\n\n"
    else:
        assert asyncio.run(run()) == b"data: a\n\n"
    assert stream.closed


@pytest.mark.parametrize("hook", ["before", "after"])
def test_a_hook_is_a_plain_function(flavour: Any, hook: str) -> None:
    async def told(attempt: Attempt) -> None:
        raise AssertionError("nobody awaits it")

    hooks: Any = Hooks(**{hook: told})
    with pytest.raises(ConfigurationError, match=f"hooks.{hook} is an async function; hooks are plain functions"):
        flavour.send(answering(OK), GET, hooks=hooks)


@pytest.mark.parametrize("hook", ["before", "after", "mismatch"])
def test_a_hook_is_a_function(hook: str) -> None:
    wrong: Any = {hook: 3}
    with pytest.raises(ConfigurationError, match=f"hooks.{hook} must be a function; it is 3"):
        Hooks(**wrong)


@pytest.mark.parametrize(
    ("gives", "told"), [("X-A: 1", "headers: must be a mapping, not str"), ({1: "x"}, "1 is not the name of a header")]
)
def test_what_a_hook_gives_are_headers(flavour: Any, gives: Any, told: str) -> None:
    with pytest.raises(InvalidRequestError, match=told):
        flavour.send(answering(OK), GET, hooks=Hooks(before=lambda attempt: gives))


def test_with_response_takes_a_method(flavour: Any) -> None:
    client = flavour.client(answering(OK))
    told = 'give a method and then its arguments, such as client.x.get, "id"; not int'
    with pytest.raises(ConfigurationError, match=told):
        flavour.run(client.with_response(3))
    with pytest.raises(ConfigurationError, match=told):
        opened = client.stream_body(3)
        flavour.run(opened.__aenter__() if flavour.name == "async" else opened.__enter__())
    assert not flavour.requests


def test_a_body_is_read_once(flavour: Any) -> None:
    def use(body: Any) -> Any:
        if flavour.name == "sync":
            list(body)
            return lambda: list(body)

        async def twice() -> Any:
            assert [piece async for piece in body]
            return [piece async for piece in body]

        return twice()

    with pytest.raises(ConfigurationError, match="a body is read once"):
        found = streamed(flavour, Watched(b"a"), use)
        flavour.run(found() if callable(found) else found)


@pytest.mark.parametrize("limit", [-1, "9", True, 1.5])
def test_a_limit_is_a_number_of_bytes(flavour: Any, limit: Any) -> None:
    with pytest.raises(ConfigurationError, match="response_limit must be a number of bytes"):
        flavour.client(answering(OK), response_limit=limit)
