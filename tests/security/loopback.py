"""A server on loopback that answers with any bytes, also such as are no HTTP, and keeps what it was asked."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Pieces = Iterable[bytes | float]
"""What is sent, piece by piece, for ever if it has no end; a number is a pause in seconds."""
Answer = bytes | Callable[[bytes], Pieces]
"""Bytes, or what gives the pieces for a request."""


@dataclass
class Server:
    """Answers all requests alike, each on a connection of its own."""

    port: int
    answer: Answer
    requests: list[bytes] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def lines(self) -> list[str]:
        """The first lines of the requests that came."""
        return [request.partition(b"\r\n")[0].decode() for request in self.requests]

    def serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):  # the client went away
            connection.settimeout(10)
            request = _read(connection)
            self.requests.append(request)
            for piece in [self.answer] if isinstance(self.answer, bytes) else self.answer(request):
                if self.stopped.wait(piece if isinstance(piece, float) else 0):
                    return
                if isinstance(piece, bytes):
                    connection.sendall(piece)


def _read(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        if not (more := connection.recv(65536)):
            return data
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    while len(body) < int(length[1] if length else 0):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def serving(answer: Answer = b"HTTP/1.1 204 No Content\r\n\r\n") -> Iterator[Server]:
    """A server with this answer, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(listener.getsockname()[1], answer)
        talks: list[threading.Thread] = []

        def accept() -> None:
            with suppress(OSError):  # the listener is closed
                while not server.stopped.is_set():
                    connection, _ = listener.accept()
                    talks.append(threading.Thread(target=server.serve, args=(connection,)))
                    talks[-1].start()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            listener.shutdown(socket.SHUT_RDWR)
            for each in [thread, *talks]:
                each.join()


def http(body: bytes = b"", *headers: str, status: str = "200 OK", kind: str = "application/json") -> bytes:
    """An answer with a right length, unless its headers have one."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", f"Content-Type: {kind}", *headers]
    if not re.search("(?im)^(content-length|transfer-encoding):", "\n".join(headers)):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
