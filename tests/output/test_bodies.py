"""Bodies and answers that are not JSON: the package of tests/cases/bodies driven, and programs that use it checked."""

from __future__ import annotations

import asyncio
import importlib
import io
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest

from leadsmith.config import client_config
from leadsmith.document import load
from leadsmith.pipeline import build
from needs import missing

SPEC = Path(__file__).resolve().parents[1] / "cases" / "bodies" / "spec.yaml"
USAGE = """\
from collections.abc import AsyncIterator
from pathlib import Path

from documents import AsyncDocuments, Documents, RequestOptions
from documents.models import Upload, UploadDict


def use(client: Documents) -> None:
    body: UploadDict = {"file": b"1", "title": "x", "pages": [Path("a"), ("b.pdf", b"2", "application/pdf")]}
    name: str = client.documents.upload(body).id
    client.documents.upload(Upload(file=open("a", "rb"), title="x"))
    table: str = client.documents.search({"words": ["a"]})
    content: bytes = client.documents.download(name)
    client.documents.replace(name, content)
    client.documents.replace(name)
    client.documents.replace(name, (piece for piece in [b"a", b"b"]))
    client.documents.note(name, table, text="x")
    options = RequestOptions(progress=lambda done, total: print(done, total))
    client.documents.upload({"file": ("a.txt", iter([b"1"])), "title": "x"}, options=options)


async def pieces() -> AsyncIterator[bytes]:
    yield b"1"


async def use_async(client: AsyncDocuments) -> None:
    await client.documents.upload({"file": pieces(), "title": "x"})
    await client.documents.replace("1", pieces())
"""
MISUSE = """\
from documents import Documents


def misuse(client: Documents) -> None:
    client.documents.upload({"file": 7, "title": "x"})
    client.documents.upload({"title": "x"})
    client.documents.replace("1", "text")
    client.documents.note("1", b"bytes")
    content: str = client.documents.download("1")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bodies")
    for path, content in build(load(SPEC), client_config(SPEC, package="documents")).files.items():
        target = folder / "documents" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@pytest.fixture
def package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(folder)
    return importlib.import_module("documents")


def answer(request: httpx.Request) -> httpx.Response:
    if request.method == "POST":
        return httpx.Response(200, json={"id": "d1"})
    if request.method == "GET":
        return httpx.Response(200, content=b"%PDF\xff", headers={"Content-Type": "application/pdf"})
    if request.url.path == "/documents":
        return httpx.Response(200, text="a;b\n", headers={"Content-Type": "text/csv"})
    return httpx.Response(204)


FORM = "application/x-www-form-urlencoded"
UPLOAD = {"file": ("a.txt", b"1"), "title": "x"}
SEARCH = {"words": ["a b", "c"], "filter": {"of": "d"}}
CALLS: list[tuple[str, tuple[Any, ...], Any, str, str, bytes]] = [
    ("upload", (UPLOAD,), "d1", "POST /documents", "multipart/form-data", b'filename="a.txt"'),
    ("search", (SEARCH,), "a;b\n", "PUT /documents", FORM, b"words=a+b&words=c&filter%5Bof%5D=d"),
    ("download", ("d1",), b"%PDF\xff", "GET /documents/d1/content", "", b""),
    ("replace", ("d1", io.BytesIO(b"new")), None, "PUT /documents/d1/content", "application/pdf", b"new"),
    ("replace", ("d1", Path(__file__)), None, "PUT /documents/d1/content", "application/pdf", b"Bodies and answers"),
    ("replace", ("d1",), None, "PUT /documents/d1/content", "", b""),
    ("attach_file", ("d1", b"%PDF"), None, "PUT /documents/d1/attachment", "application/octet-stream", b"%PDF"),
    ("describe_file", ("d1", SEARCH), None, "POST /documents/d1/attachment", FORM, b"words=a+b"),
    ("note", ("d1", "# ü"), None, "PUT /documents/d1/note", "text/markdown", "# ü".encode()),
]


@pytest.mark.parametrize("asynchronous", [False, True])
@pytest.mark.parametrize(("method", "arguments", "result", "line", "kind", "content"), CALLS)
def test_on_the_wire(
    package: Any,
    method: str,
    arguments: tuple[Any, ...],
    result: Any,
    line: str,
    kind: str,
    content: bytes,
    asynchronous: bool,
) -> None:
    for argument in arguments:
        if isinstance(argument, io.BytesIO):
            argument.seek(0)
    sent: list[httpx.Request] = []

    def record(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return answer(request)

    transport = httpx.MockTransport(record)
    if asynchronous:

        async def call() -> Any:
            async with httpx.AsyncClient(transport=transport) as http:
                return await getattr(package.AsyncDocuments(http_client=http).documents, method)(*arguments)

        got = asyncio.run(call())
    else:
        got = getattr(package.Documents(http_client=httpx.Client(transport=transport)).documents, method)(*arguments)
    assert getattr(got, "id", got) == result
    [request] = sent
    assert f"{request.method} {request.url.path}" == line
    assert request.headers.get("Content-Type", "").partition(";")[0] == kind
    assert content in request.content


def test_of_a_range_the_caller_names_the_media_type(package: Any) -> None:
    sent: list[str] = []

    def record(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["Content-Type"])
        return httpx.Response(204)

    documents = package.Documents(http_client=httpx.Client(transport=httpx.MockTransport(record))).documents
    documents.attach_file("d1", b"1", options=package.RequestOptions(headers={"content-type": "image/png"}))
    documents.describe_file("d1", "words", content_type="text/plain")
    assert sent == ["image/png", "text/plain; charset=utf-8"]
    assert "can have any Content-Type of */*" in " ".join(documents.attach_file.__doc__.split())


def test_a_program_that_uses_it_is_checked(folder: Path) -> None:
    if not find_spec("mypy"):
        missing("mypy")
    (folder / "usage.py").write_text(USAGE, encoding="utf-8")
    (folder / "misuse.py").write_text(MISUSE, encoding="utf-8")
    command = (sys.executable, "-m", "mypy", "--strict", "--config-file=", "usage.py", "misuse.py")
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    lines = [int(line.split(":")[1]) for line in told.splitlines() if line.startswith("misuse.py:") and "error" in line]
    assert sorted(set(lines)) == [5, 6, 7, 8, 9], told
    assert "usage.py:" not in told.replace("misuse.py:", ""), told
