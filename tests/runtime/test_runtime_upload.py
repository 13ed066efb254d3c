"""Files and streams on the wire: what is sent, how it is read, sent again, counted and closed; in both flavours."""

from __future__ import annotations

import asyncio
import io
import os
import threading
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict, Field

from leadsmith.runtime import (
    AsyncClient,
    ConnectionFailedError,
    File,
    InvalidRequestError,
    Model,
    Omittable,
    Request,
    RequestOptions,
    ServerError,
    SyncClient,
    UploadError,
    binary,
    multipart,
)
from leadsmith.runtime.parts import Part, framed
from leadsmith.runtime.upload import sending

MEGABYTE = 1 << 20


class Upload(Model):
    title: Omittable[str] = None
    file: Omittable[File] = None
    files: Omittable[File | list[File]] = None


class Server:
    """On loopback. Keeps what it was sent, or only its size; answers with each of `statuses`, then with 204.

    The status 0 cuts the connection after a megabyte of the body.
    """

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.keep = True
        self.headers: list[Any] = []
        self.bodies: list[bytes] = []
        self.sizes: list[int] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_PUT(self) -> None:
                status = server.statuses.pop(0) if server.statuses else 204
                server.headers.append(self.headers)
                if status == 0:
                    self.rfile.read(MEGABYTE)
                    self.close_connection = True
                    return
                size, kept = 0, []
                try:
                    for piece in self._pieces():
                        size += len(piece)
                        kept += [piece] if server.keep else []
                except ValueError:  # cut
                    self.close_connection = True
                    return
                server.bodies.append(b"".join(kept))
                server.sizes.append(size)
                self.send_response(status)
                if status == 401:
                    self.send_header("WWW-Authenticate", 'Digest realm="r", nonce="n", qop="auth", algorithm=MD5')
                self.send_header("Content-Length", "0")
                self.end_headers()

            def _pieces(self) -> Iterator[bytes]:
                if "Content-Length" in self.headers:
                    left = int(self.headers["Content-Length"])
                    while left and (piece := self.rfile.read(min(left, MEGABYTE))):
                        left -= len(piece)
                        yield piece
                    if left:
                        raise ValueError
                    return
                assert self.headers["Transfer-Encoding"] == "chunked"
                while number := int(self.rfile.readline(), 16):
                    yield self.rfile.read(number)
                    self.rfile.readline()
                self.rfile.readline()

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


Put = Callable[..., None]


@pytest.fixture
def put(flavour: Any, server: Server) -> Put:
    """Sends a body to the server; fails for what is open afterwards."""

    def put(body: Any, auth: Any = None, **options: Any) -> None:
        request = Request("PUT", "/file", body=body)
        options = {"timeout": 10.0, **options}
        if flavour.name == "sync":
            with httpx.Client(auth=auth, verify=False) as http:
                client = SyncClient(name="x", base_url=server.url, http_client=http, sleep=lambda _: None)
                return client.send(request, returns=None, options=RequestOptions(**options))

        async def sleep(_: float) -> None:
            pass

        async def call() -> None:
            async with httpx.AsyncClient(auth=auth, verify=False) as http:
                client = AsyncClient(name="x", base_url=server.url, http_client=http, sleep=sleep)
                await client.send(request, returns=None, options=RequestOptions(**options))

        return asyncio.run(call())

    return put


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The files that are opened by path."""
    files: list[Any] = []
    original = Path.open

    def remember(self: Path, *arguments: Any, **keywords: Any) -> Any:
        files.append(original(self, *arguments, **keywords))
        return files[-1]

    monkeypatch.setattr(Path, "open", remember)
    return files


class Pipe(io.RawIOBase):
    """A file that cannot seek."""

    def __init__(self, content: bytes) -> None:
        self._rest = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._rest.readinto(buffer)


async def later(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        await asyncio.sleep(0)
        yield piece


@pytest.fixture
def of_file(tmp_path: Path) -> Iterator[Callable[[bytes, str], Any]]:
    """Content in one of the forms that it may be given in."""
    with ExitStack() as stack:

        def made(content: bytes, kind: str) -> Any:
            path = tmp_path / "a.bin"
            path.write_bytes(content)
            file = io.BytesIO(b"before" + content)
            file.seek(6)
            return {
                "bytes": content,
                "path": path,
                "file": file,
                "unbuffered": stack.enter_context(open(path, "rb", buffering=0)),
                "pipe": Pipe(content),
                "stream": iter([content[:1], b"", content[1:]]),
                "list": ("list", [content[:1], content[1:]]),
                "later": later(content[:1], b"", content[1:]),
            }[kind]

        yield made


REPLAYED = ["bytes", "path", "file", "unbuffered", "list"]
ONCE = ["pipe", "stream", "later"]


@pytest.mark.parametrize("kind", [*REPLAYED, *ONCE])
@pytest.mark.parametrize("whole", [False, True])
def test_every_kind_of_content_arrives(
    kind: str, whole: bool, flavour: Any, put: Put, server: Server, of_file: Any
) -> None:
    content = os.urandom(600_000)
    value = of_file(content, kind)
    if whole:
        body = binary(value[1] if isinstance(value, tuple) else value, "image/png")
    else:
        body = multipart({"title": "ü", "file": value, "files": [b"1", ("two", io.BytesIO(b"2"), "x/y")]}, Upload)
    assert body.replayable
    if kind == "later" and flavour.name == "sync":
        with pytest.raises(InvalidRequestError, match="can be sent by the async client only"):
            put(body)
        assert server.headers == []
        return
    put(body)
    assert body.replayable == (kind not in ONCE)
    assert server.headers[0]["Content-Type"] == body.media_type
    assert ("Content-Length" in server.headers[0]) == (kind not in ONCE)
    if whole:
        assert server.bodies == [content]
        return
    name = {"path": "a.bin", "unbuffered": "a.bin", "list": "list"}.get(kind, "file")
    boundary = body.media_type.partition("boundary=")[2]
    parts = [("title", (None, "ü".encode())), ("file", (name, content, "application/octet-stream"))]
    parts += [("files", ("files", b"1", "application/octet-stream")), ("files", ("two", b"2", "x/y"))]
    assert server.bodies == [as_httpx(parts, boundary)]


def as_httpx(parts: list[Any], boundary: str) -> bytes:
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return httpx.Request("POST", "http://x", files=parts, headers=headers).read()


NAMES = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]))


@given(st.lists(st.tuples(NAMES, NAMES, st.sampled_from(["", "a/b", 'a/b; c="d"']), st.binary()), min_size=1))
def test_the_bytes_are_those_of_httpx(parts: list[tuple[str, str, str, bytes]]) -> None:
    pieces = [
        Part(name, content, filename, kind or ("application/octet-stream" if filename else ""))
        for name, filename, kind, content in parts
    ]
    content, media_type = framed(pieces)
    theirs = [
        (part.name, (part.filename or None, part.content, *([part.media_type] if part.media_type else [])))
        for part in pieces
    ]
    assert content == as_httpx(theirs, media_type.partition("boundary=")[2])


@pytest.mark.parametrize("whole", [False, True])
def test_a_large_file_is_never_in_memory(whole: bool, put: Put, server: Server, tmp_path: Path) -> None:
    size = 200 * MEGABYTE
    with (tmp_path / "large").open("wb") as file:
        file.truncate(size)  # sparse: it takes no room
    server.keep = False
    told: list[tuple[int, int | None]] = []
    tracemalloc.start()
    try:
        body = binary(tmp_path / "large") if whole else multipart({"file": tmp_path / "large"}, Upload)
        put(body, progress=lambda *state: told.append(state))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20 * MEGABYTE
    assert server.sizes == [int(server.headers[0]["Content-Length"])]
    assert server.sizes[0] == size if whole else size < server.sizes[0] < size + 1000
    assert told[0] == (0, server.sizes[0]) and told[-1] == (server.sizes[0], server.sizes[0])
    assert told == sorted(told) and len(told) > 100


@pytest.mark.parametrize("kind", REPLAYED)
@pytest.mark.parametrize("status", [503, 0])
def test_what_can_be_read_again_is_sent_again(kind: str, status: int, put: Put, server: Server, of_file: Any) -> None:
    server.statuses = [status, 503]
    content = os.urandom(20 * MEGABYTE if status == 0 else 1000)
    told: list[tuple[int, int | None]] = []
    body = multipart({"title": "x", "file": of_file(content, kind)}, Upload)
    put(body, progress=lambda *state: told.append(state))
    assert len(server.headers) == 3
    assert len({str(headers) for headers in server.headers}) == 1, "the same boundary and length"
    assert len(set(server.bodies)) == 1 and content in server.bodies[0]
    total = len(server.bodies[0])
    assert [state for state in told if state[0] == 0] == [(0, total)] * 3, "each attempt begins at 0"
    assert told[-1] == (total, total)


@pytest.mark.parametrize("kind", ["pipe", "stream", "later"])
def test_what_was_read_and_is_gone_is_not_sent_again(
    kind: str, flavour: Any, put: Put, server: Server, of_file: Any
) -> None:
    if kind == "later" and flavour.name == "sync":
        return
    server.statuses = [503]
    told: list[tuple[int, int | None]] = []
    body = multipart({"title": "x", "file": of_file(b"content", kind)}, Upload)
    with pytest.raises(ServerError):
        put(body, progress=lambda *state: told.append(state))
    [sent] = server.bodies
    assert b"content" in sent and not body.replayable
    assert told[0] == (0, None) and told[-1] == (len(sent), None)
    with pytest.raises(UploadError, match="has been read, so it cannot be sent again"):
        put(body)
    assert len(server.bodies) == 1


def test_a_stream_that_nobody_has_read_yet_is_sent_when_the_connection_is_there(flavour: Any) -> None:
    seen: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        return httpx.Response(204)

    class Refusing(httpx.MockTransport):
        refusals = 2

        def refuse(self) -> None:
            self.refusals -= 1
            if self.refusals >= 0:
                raise httpx.ConnectError("refused")

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            self.refuse()
            return super().handle_request(request)

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            self.refuse()
            return await super().handle_async_request(request)

    http = (httpx.Client if flavour.name == "sync" else httpx.AsyncClient)(transport=Refusing(answer))
    flavour.send(answer, Request("PUT", "/x", body=binary(iter([b"1", b"2"]))), http_client=http)
    assert seen == [b"12"]


def test_the_auth_of_httpx_sends_a_body_twice(put: Put, server: Server) -> None:
    server.statuses = [401, 204, 401]
    told: list[int] = []
    put(binary(io.BytesIO(b"12")), auth=httpx.DigestAuth("u", "p"), progress=lambda done, _: told.append(done))
    assert server.bodies == [b"12", b"12"] and told == [0, 2, 0, 2]
    with pytest.raises(UploadError, match="cannot be sent again"):
        put(binary(iter([b"12"])), auth=httpx.DigestAuth("u", "p"))
    assert server.bodies == [b"12", b"12", b"12"]


def test_progress_of_bytes_and_of_an_error_in_it(put: Put, server: Server) -> None:
    told: list[tuple[int, int | None]] = []
    put(binary(bytes(MEGABYTE)), progress=lambda *state: told.append(state))
    assert told[0] == (0, MEGABYTE) and told[-1] == (MEGABYTE, MEGABYTE) and len(told) > 3
    assert server.headers[0]["Content-Length"] == str(MEGABYTE)

    def stop(done: int, total: int | None) -> None:
        if done:
            raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        put(binary(bytes(MEGABYTE)), progress=stop)


def test_paths_are_closed_and_open_files_stay_open(put: Put, server: Server, opened: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(20 * MEGABYTE))

    def stop(done: int, total: int | None) -> None:
        if done > MEGABYTE:
            raise KeyError("enough")

    with path.open("rb") as own:
        opened.clear()
        put(multipart({"file": path, "files": own}, Upload))
        assert opened and all(file.closed for file in opened)
        for statuses, options, expected in (
            ([0], {"retries": 0}, ConnectionFailedError),
            ([], {"progress": stop}, KeyError),
        ):
            server.statuses = statuses
            with pytest.raises(expected) as caught:
                put(multipart({"file": path, "files": own}, Upload), **options)
            assert all(file.closed for file in opened), "though the error, and with it its frames, is still here"
            del caught
        assert not own.closed


def test_nothing_is_left_open_when_a_call_is_cancelled(opened: list[Any], tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(MEGABYTE))
    body = multipart({"file": tmp_path / "a"}, Upload)
    waits = asyncio.Event()

    class Stuck(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            pieces = aiter(request.stream)  # type: ignore[arg-type]
            await anext(pieces)
            await anext(pieces)
            waits.set()
            await asyncio.sleep(60)
            raise AssertionError

    async def call() -> None:
        client = AsyncClient(name="x", base_url="http://x", http_client=httpx.AsyncClient(transport=Stuck()))
        task = asyncio.create_task(client.send(Request("PUT", "/x", body=body), returns=None))
        await waits.wait()
        assert not opened[-1].closed
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert all(file.closed for file in opened)

    asyncio.run(call())


def test_nothing_is_left_open_when_a_call_is_cancelled_while_a_file_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(bytes(MEGABYTE))
    body = multipart({"file": tmp_path / "a"}, Upload)
    reading, read = threading.Event(), threading.Event()

    class Slow(io.FileIO):
        def readinto(self, buffer: Any) -> int:
            reading.set()
            time.sleep(0.1)
            number = super().readinto(buffer)
            read.set()
            return number

    files: list[Any] = []
    monkeypatch.setattr(Path, "open", lambda *_: files.append(io.BufferedReader(Slow(tmp_path / "a"))) or files[-1])

    async def call() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(204)))
        client = AsyncClient(name="x", base_url="http://x", http_client=http)
        task = asyncio.create_task(client.send(Request("PUT", "/x", body=body), returns=None))
        await asyncio.to_thread(reading.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert read.is_set() and files[-1].closed

    asyncio.run(call())


@pytest.mark.parametrize("slow", ["file", "stream"])
def test_the_loop_goes_on_while_a_file_is_read(slow: str) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            time.sleep(0.2)
            return super().read(size)

    def stream() -> Iterator[bytes]:
        time.sleep(0.2)
        yield b"1"

    ticks: list[float] = []

    async def tick() -> None:
        while True:
            ticks.append(time.monotonic())
            await asyncio.sleep(0.005)

    async def call() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(204)))
        client = AsyncClient(name="x", base_url="http://x", http_client=http)
        ticking = asyncio.create_task(tick())
        await client.send(Request("PUT", "/x", body=binary(Slow(b"1") if slow == "file" else stream())), returns=None)
        ticking.cancel()

    asyncio.run(call())
    assert len(ticks) > 5


def changed(path: Path, how: str) -> None:
    if how == "gone":
        path.unlink()
    else:
        os.truncate(path, {"shorter": MEGABYTE, "longer": 3 * MEGABYTE}[how])


GONE = {
    "gone": "body.file: the file cannot be read: No such file",
    "shorter": "body.file: the file has changed its size, from 2097152 bytes to 1",
    "longer": "body.file: the file has changed its size, from 2097152 bytes to ",
}


@pytest.mark.parametrize("how", GONE)
def test_a_file_that_changes_between_the_attempts_is_an_error(
    how: str, put: Put, server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(2 * MEGABYTE))
    server.statuses = [503]
    told: list[int] = []

    def progress(done: int, total: int | None) -> None:
        told.append(done)
        if done == total:
            changed(path, how)

    with pytest.raises(UploadError, match=GONE[how]) as caught:
        put(multipart({"file": path}, Upload), progress=progress)
    assert caught.value.where == "body.file"
    assert told.count(0) == 2 and told[-1] < 1000, "told as soon as the file is opened"


@pytest.mark.parametrize("how", ["shorter", "longer"])
@pytest.mark.parametrize("kind", ["path", "unbuffered"])
def test_a_file_that_changes_while_it_is_sent_is_an_error(
    how: str, kind: str, put: Put, of_file: Any, tmp_path: Path
) -> None:
    value = of_file(bytes(2 * MEGABYTE), kind)
    path = tmp_path / "a.bin"

    def progress(done: int, total: int | None) -> None:
        if 0 < done < 500_000:
            changed(path, how)

    with pytest.raises(UploadError, match=GONE[how]):
        put(multipart({"file": value}, Upload), progress=progress)


def text_stream() -> Iterator[Any]:
    yield "text"


def broken_stream(error: Exception) -> Iterator[bytes]:
    yield b"1"
    raise error


def test_a_stream_that_fails_is_told_from_the_connection(put: Put, server: Server) -> None:
    with pytest.raises(UploadError, match="body: it was read as str, where bytes are needed"):
        put(binary(text_stream()))
    with pytest.raises(UploadError, match="body: the stream broke: cut") as caught:
        put(binary(broken_stream(httpx.ReadError("cut"))))
    assert isinstance(caught.value.__context__, httpx.ReadError)
    with pytest.raises(ZeroDivisionError):
        put(binary(broken_stream(ZeroDivisionError())))


@pytest.mark.parametrize("case", ["text", "closed", "write-only", "fifo", "folder", "twice", "mapping", "model"])
def test_what_cannot_be_sent_is_said_before(case: str, tmp_path: Path) -> None:
    path, fifo = tmp_path / "a", tmp_path / "fifo"
    path.touch()
    os.mkfifo(fifo)
    closed, stream = io.BytesIO(), iter([b"1"])
    closed.close()
    with path.open("wb") as for_writing, path.open(encoding="utf-8") as as_text:
        value, said = {
            "text": ({"file": as_text}, "file: must be bytes, a path or a file opened in binary mode"),
            "closed": ({"file": closed}, "file: the file cannot be read: I/O operation on closed file"),
            "write-only": ({"file": for_writing}, "file: the file is not open for reading"),
            "fifo": ({"file": fifo}, "file: 'fifo' is no regular file; open it"),
            "folder": ({"file": tmp_path}, "file: the file cannot be read: Is a directory"),
            "twice": ({"file": stream, "files": [stream]}, "holds a stream twice"),
            "mapping": ({"file": {"a": 1}}, "file: must be bytes, a path or an open binary file"),
            "model": ({"file": Upload()}, "file: must be bytes, a path or an open binary file"),
        }[case]
        with pytest.raises(InvalidRequestError) as caught:
            multipart(value, Upload)
        assert said in str(caught.value)


@pytest.mark.parametrize(
    "value", [{"file": ("a\0", b"")}, {"file": ("a", b"", "a/b\nX: y")}, {"file": ("\ud800", b"")}, {"fi\rle": "x"}]
)
def test_no_name_forges_a_header(value: Any) -> None:
    class Free(Model):
        model_config = ConfigDict(extra="allow")

        file: Omittable[File] = None
        __pydantic_extra__: dict[str, str] = Field(init=False)

    with pytest.raises(InvalidRequestError, match=r"line breaks or NUL|not valid Unicode"):
        multipart(value, Free)


def test_names_are_quoted() -> None:
    body = multipart({"file": ('a"; b="c\\', b"")}, Upload)
    assert isinstance(body.content, bytes)
    assert b'; name="file"; filename="a%22; b=%22c\\\\"\r\n' in body.content


def test_a_list_is_several_files() -> None:
    body = multipart({"files": [b"1", b"2"]}, Upload)
    assert isinstance(body.content, bytes) and body.content.count(b'; name="files"') == 2
    with pytest.raises(InvalidRequestError, match=r"body\.file"):
        multipart({"file": [b"1", b"2"]}, Upload)


@pytest.mark.parametrize(
    ("said", "name", "expected"),
    [
        ("image/png, image/jpeg", "a.jpg", "image/jpeg"),
        ("image/*", "a.png", "image/png"),
        ("image/*", "a.pdf", "application/octet-stream"),
        ("application/pdf", "a.png", "application/pdf"),
        ("", "a.png", "application/octet-stream"),
    ],
)
def test_the_name_chooses_among_the_media_types_that_the_description_allows(
    said: str, name: str, expected: str
) -> None:
    body = multipart({"file": (name, b"")}, Upload, {"file": {"contentType": said}})
    assert f"Content-Type: {expected}\r\n".encode() in b"".join(sending(body.content))
