"""A proxy on loopback that does to exchanges of HTTP/1.1 what networks and gateways do to them.

It knows nothing of the API or of the client. A fault is a function of an `Exchange`: whether the server is asked, and
what the client then gets.
"""

from __future__ import annotations

import re
import socket
import socketserver
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import cast


@dataclass
class Exchange:
    """A request that has come, whole. `wait` waits so many seconds, but not beyond the end of the proxy."""

    request: bytes
    client: socket.socket
    server: tuple[str, int]
    wait: Callable[[float], object]
    over: bool = False

    def forward(self) -> bytes:
        """The server's answer, of which the headers do not say that the connection ends."""
        with socket.create_connection(self.server) as upstream:
            upstream.sendall(re.sub(rb"(?i)\r\nConnection: [^\r]*", b"\r\nConnection: close", self.request, count=1))
            answer = b"".join(iter(lambda: upstream.recv(65536), b""))
        return answer.replace(b"\r\nConnection: close", b"", 1)

    def send(self, *pieces: bytes, every: float = 0.0) -> None:
        """Send to the client, with so many seconds after each piece."""
        for piece in pieces:
            self.client.sendall(piece)
            if every:
                self.wait(every)

    def close(self, *, reset: bool = False) -> None:
        """End the connection, in order or, as a crash does, with a reset."""
        if reset:
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.over = True


Fault = Callable[[Exchange], None]


class Proxy:
    """What the tests see of it: `meet` says what the next requests meet; `requests` are those that came since."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[str] = []
        self.connections = 0
        self._faults: deque[Fault] = deque()
        self._guard = threading.Lock()

    def meet(self, *faults: Fault) -> None:
        """Let the next requests meet these, one each, and those after them none."""
        with self._guard:
            self._faults = deque(faults)
            self.requests = []
            self.connections = 0

    def next(self, request: bytes, *, first: bool) -> Fault:
        """Count a request, the first of its connection or not, and give what it meets."""
        with self._guard:
            self.connections += first
            self.requests.append(request.partition(b" HTTP/")[0].decode())
            return self._faults.popleft() if self._faults else untouched


@contextmanager
def proxy(host: str, port: int, path: str) -> Iterator[Proxy]:
    """A proxy before the server at this address; the path is that of its API."""
    ended = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            first = True
            with suppress(ConnectionError):
                while request := self._read():
                    exchange = Exchange(request, self.connection, (host, port), ended.wait)
                    seen.next(request, first=first)(exchange)
                    first = False
                    if exchange.over or ended.is_set():
                        return

        def _read(self) -> bytes:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                if not (line := self.rfile.readline()):
                    return b""
                head += line
            length = re.search(rb"(?i)\r\nContent-Length: (\d+)", head)
            return head + self.rfile.read(int(length[1]) if length else 0)

    class Listener(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 100

        def shutdown_request(self, request: object) -> None:
            cast(socket.socket, request).close()  # without the orderly end that would come before a reset

    with Listener(("127.0.0.1", 0), Handler) as listener:
        seen = Proxy(f"http://127.0.0.1:{listener.server_address[1]}{path}")
        thread = threading.Thread(target=listener.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield seen
        finally:
            ended.set()
            listener.shutdown()
            thread.join()


# Faults ---------------------------------------------------------------------------------------------------------------


def untouched(exchange: Exchange) -> None:
    """None: the server answers."""
    exchange.send(exchange.forward())


def last(exchange: Exchange) -> None:
    """The server answers, and its connection ends afterwards, as after a time without calls."""
    untouched(exchange)
    exchange.close()


def closed(exchange: Exchange) -> None:
    """The connection ends before the server has heard of it."""
    exchange.close()


def reset(exchange: Exchange) -> None:
    """The same, as by a crash."""
    exchange.close(reset=True)


def cut(part: Callable[[bytes, int], int], *, reset: bool = False) -> Fault:
    """The server has done it, and the connection breaks where `part` says: of an answer, and the length of its head."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.forward()
        exchange.send(answer[: part(answer, answer.index(b"\r\n\r\n") + 4)])
        exchange.close(reset=reset)

    return fault


def late(seconds: float) -> Fault:
    """The server has done it, and is silent for so long before it says so."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.forward()
        exchange.wait(seconds)
        exchange.send(answer)

    return fault


def drip(every: float, *, of: int = 1, head: bool = False) -> Fault:
    """The server has done it, and the body of its answer, or the head too, comes in pieces of so few bytes."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.forward()
        start = 0 if head else answer.index(b"\r\n\r\n") + 4
        exchange.send(answer[:start])
        exchange.send(*(answer[at : at + of] for at in range(start, len(answer), of)), every=every)

    return fault


def instead(content: bytes) -> Fault:
    """Somebody else answers with these bytes; the server has heard nothing."""

    def fault(exchange: Exchange) -> None:
        exchange.send(content)
        exchange.close()

    return fault


def answered(status: str, *headers: str, body: bytes = b"", done: bool = False) -> Fault:
    """A gateway answers so; `done`: after the server has done it."""

    def fault(exchange: Exchange) -> None:
        if done:
            exchange.forward()
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
        exchange.send("\r\n".join(lines).encode() + body)

    return fault
