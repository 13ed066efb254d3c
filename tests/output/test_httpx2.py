"""A client whose configuration says `http = "httpx2"`: it sends with that library, and needs no httpx."""

from __future__ import annotations

import asyncio
import importlib
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from leadsmith.config import client_config, read_config
from leadsmith.document import load
from leadsmith.pipeline import build
from needs import missing

SPEC = Path(__file__).resolve().parents[1] / "cases" / "httpx2" / "spec.yaml"
NOTE = {"id": 7, "text": "Call back."}


def made(http: str) -> Mapping[str, bytes]:
    client = {"spec": SPEC.name, "package": "notes", "http": http}
    [config] = read_config({"tool": {"leadsmith": {"clients": [client]}}}, SPEC.parent)
    return build(load(SPEC), config).files


@pytest.fixture(scope="module")
def httpx2() -> Any:
    if not find_spec("httpx2"):
        missing("httpx2 is not installed")
    return importlib.import_module("httpx2")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, httpx2: Any) -> Path:
    """A folder with the package `notes`."""
    folder = tmp_path_factory.mktemp("httpx2")
    for path, content in made("httpx2").items():
        target = folder / "notes" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@pytest.fixture
def notes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(folder)
    return importlib.import_module("notes")


def test_no_module_imports_httpx() -> None:
    imports = [
        line
        for path, content in made("httpx2").items()
        if path.endswith(".py")
        for line in content.decode().splitlines()
        if re.match(r"\s*(import|from) httpx", line)
    ]
    assert len(imports) > 10
    assert set(imports) == {"import httpx2 as httpx"}


def test_without_a_word_it_is_httpx() -> None:
    plain = build(load(SPEC), client_config(SPEC, package="notes")).files
    assert plain == made("httpx")
    assert b"httpx2" not in b"".join(plain.values())


class Wire:
    """A handler for a transport of httpx2; the first answer asks for another attempt."""

    def __init__(self, httpx2: Any) -> None:
        self.httpx2 = httpx2
        self.agents: list[str] = []

    def __call__(self, request: Any) -> Any:
        self.agents.append(request.headers["user-agent"])
        if len(self.agents) == 1:
            return self.httpx2.Response(503, headers={"Retry-After": "0"})
        found = request.url.path == "/notes/7"
        return self.httpx2.Response(200, json=NOTE) if found else self.httpx2.Response(404)


def test_calls_are_sent_and_answers_read(notes: ModuleType, httpx2: Any) -> None:
    wire = Wire(httpx2)
    with httpx2.Client(transport=httpx2.MockTransport(wire)) as http, notes.Notes(http_client=http) as client:
        response = client.with_response(client.notes.get, 7)
        with pytest.raises(notes.NotFoundError):
            client.notes.get(8)
    assert (response.value.text, type(response.raw)) == ("Call back.", httpx2.Response)
    assert set(wire.agents) == {f"notes/2.0 python-httpx2/{httpx2.__version__}"}
    assert len(wire.agents) == 3


def test_async_calls_are_sent_and_answers_read(notes: ModuleType, httpx2: Any) -> None:
    wire = Wire(httpx2)

    async def main() -> Any:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(wire))
        async with http, notes.AsyncNotes(http_client=http) as client:
            with pytest.raises(notes.NotFoundError):
                await client.notes.get(8)
            return await client.notes.get(7)

    assert asyncio.run(main()).text == "Call back."
    assert set(wire.agents) == {f"notes/2.0 python-httpx2/{httpx2.__version__}"}


def test_the_cause_of_an_error_is_of_that_library(notes: ModuleType, httpx2: Any) -> None:
    def refuse(request: Any) -> Any:
        raise httpx2.ConnectError("refused")

    with httpx2.Client(transport=httpx2.MockTransport(refuse)) as http:
        client = notes.Notes(http_client=http, retries=0)
        with pytest.raises(notes.ConnectionFailedError) as failed:
            client.notes.get(7)
    assert isinstance(failed.value.__cause__, httpx2.ConnectError)


def test_it_works_where_httpx_is_not_installed(folder: Path) -> None:
    program = """if True:
        import sys
        sys.modules["httpx"] = None  # as if it were not there
        import notes, notes.testing
        fake = notes.testing.FakeNotes()
        fake.on(fake.notes.get).answer({"id": 7, "text": "Call back."})
        print(fake.notes.get(7).text)
    """
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("Call back.\n", "")
