"""Parameters, bodies of several media types, and answers on the wire: packages of tests/cases driven."""

from __future__ import annotations

import asyncio
import importlib
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest

from leadsmith.config import client_config
from leadsmith.document import load
from leadsmith.pipeline import build
from needs import missing

CASES = Path(__file__).resolve().parents[1] / "cases"
NAMES = ("content_types", "answers", "parameters", "operations", "streams")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calls")
    for case in NAMES:
        spec = CASES / case / "spec.yaml"
        for path, content in build(load(spec), client_config(spec, package=case)).files.items():
            target = folder / case / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return folder


Call = Callable[..., tuple[Any, httpx.Request]]


@pytest.fixture(params=["", "Async"], ids=["sync", "async"])
def call(folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Call:
    """`call(case, "resource.method", answer, *arguments)` gives the result and the request, of either client; of a
    stream all its items."""
    flavour = request.param
    monkeypatch.syspath_prepend(folder)

    def made(case: str, name: str, answer: httpx.Response, *args: Any, **kwargs: Any) -> tuple[Any, httpx.Request]:
        sent: list[httpx.Request] = []

        def handle(request: httpx.Request) -> httpx.Response:
            sent.append(request)
            return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

        package = importlib.import_module(case)
        kind = getattr(package, flavour + _class_name(case))
        http = getattr(httpx, f"{flavour}Client")(transport=httpx.MockTransport(handle))
        resource, _, method = name.partition(".")
        client = kind(base_url="https://api.test/v1", http_client=http)

        async def run() -> Any:
            result = await getattr(getattr(client, resource), method)(*args, **kwargs)
            return [item async for item in result] if hasattr(result, "__anext__") else result

        result = asyncio.run(run()) if flavour else getattr(getattr(client, resource), method)(*args, **kwargs)
        result = [*result] if hasattr(result, "__next__") else result
        [request] = sent
        return result, request

    return made


def _class_name(case: str) -> str:
    return "".join(word.title() for word in case.split("_"))


DONE = httpx.Response(204)
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "kind", "sent", "content"),
    [
        ({"name": "a b"}, None, "application/json", b'{"name":"a b"}'),
        ({"name": "a"}, "application/vnd.pets+json", "application/vnd.pets+json", b'{"name":"a"}'),
        ({"name": "a b", "tags": ["c", "d"]}, FORM, FORM, b"name=a+b&tags=c&tags=d"),
        ("<a/>", "application/xml", "application/xml; charset=utf-8", b"<a/>"),
        (b"\xff", "application/octet-stream", "application/octet-stream", b"\xff"),
    ],
)
def test_a_body_goes_out_in_the_media_type_that_is_chosen(
    call: Call, body: Any, kind: str | None, sent: str, content: bytes
) -> None:
    chosen = {} if kind is None else {"content_type_body": kind}
    answer = httpx.Response(200, json={"name": "a"})
    _, request = call("content_types", "pets.create", answer, body, content_type="x", **chosen)
    assert (request.headers["Content-Type"], request.content) == (sent, content)
    assert request.url.query == b"contentType=x"


def test_a_body_that_is_not_of_the_chosen_media_type_is_refused(call: Call) -> None:
    for body, kind in (("<a/>", "application/json"), ({"name": "a"}, "application/xml"), ({"name": "a"}, "text/html")):
        with pytest.raises(ValueError, match=r"^body"):
            call("content_types", "pets.create", DONE, body, content_type_body=kind)


def test_a_form_with_files_is_multipart_unless_it_is_asked_for_otherwise(call: Call) -> None:
    body = {"file": b"1", "tags": ["a", "b"]}
    _, request = call("content_types", "pets.replace_photo", DONE, "7", body)
    assert request.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert b'name="tags"\r\n\r\na,b\r\n' in request.content, "the encoding has a style that is not exploded"
    _, request = call("content_types", "pets.replace_photo", DONE, "7", {"url": "x"}, content_type=FORM)
    assert request.content == b"url=x"
    with pytest.raises(ValueError, match=r"body\.file: a file cannot be sent in this kind of form"):
        call("content_types", "pets.replace_photo", DONE, "7", body, content_type=FORM)


@pytest.mark.parametrize(
    ("answer", "kind", "value"),
    [
        (httpx.Response(200, json={"state": "s"}), "Report", "s"),
        (httpx.Response(202, json={"state": "s"}), "Job", "s"),
        (httpx.Response(203, text="a note"), "str", "a note"),
        (httpx.Response(204), "NoneType", None),
        (httpx.Response(304), "NoneType", None),
    ],
)
def test_what_comes_is_read_as_its_status_says(call: Call, answer: httpx.Response, kind: str, value: Any) -> None:
    result, _ = call("answers", "reports.create", answer)
    assert (type(result).__name__, getattr(result, "state", result)) == (kind, value)


def test_only_what_is_read_is_asked_for(call: Call) -> None:
    _, request = call("answers", "reports.get", httpx.Response(299, json={}), "1")
    assert request.headers["Accept"] == "application/json"
    with pytest.raises(Exception, match="200 OK is not JSON, but text/csv: 'a;b'"):
        call("answers", "reports.get", httpx.Response(200, text="a;b", headers={"Content-Type": "text/csv"}), "1")
    _, request = call("answers", "reports.print", httpx.Response(200, text="<a/>"), "1")
    assert request.headers["Accept"] == "application/xml"


def test_a_redirection_that_is_described_gives_its_address(call: Call) -> None:
    moved = httpx.Response(302, headers={"Location": "../files/1?signed=2"})
    assert call("answers", "reports.get_file", moved, "1")[0] == "https://api.test/v1/reports/files/1?signed=2"
    with pytest.raises(Exception, match="200 OK, where a redirection was expected"):
        call("answers", "reports.get_file", httpx.Response(200), "1")
    with pytest.raises(Exception, match=r"301 Moved Permanently points to https://other\.test/ and is not followed"):
        call("answers", "reports.get", httpx.Response(301, headers={"Location": "https://other.test/"}), "1")


def test_any_media_type_is_what_the_schema_says(call: Call) -> None:
    result, request = call("answers", "reports.any_text", httpx.Response(200, text="a"))
    assert (result, request.headers["Accept"]) == ("a", "*/*")
    assert call("answers", "reports.any_file", httpx.Response(200, content=b"\xff"))[0] == b"\xff"
    assert call("answers", "reports.any", httpx.Response(200, json={"title": "a"}))[0].title == "a"


FOUND = httpx.Response(200, json=["1"])


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ({"expand": ["a", "b c"]}, "expand%5B0%5D=a&expand%5B1%5D=b%20c"),
        ({"near": "a/b:c?d=(1,2)&e#f+g%20h"}, "near=a/b:c?d=(1,2)%26e%23f%2Bg%20h"),
        ({"tags": {"a": "1", "b": "2"}}, "a=1&b=2"),
        ({"sort": [{"by": "ü"}]}, "sort=%5B%7B%22by%22%3A%22%C3%BC%22%7D%5D"),
        ({"where": {"city": {"equals": "x"}}}, "where%5Bcity%5D%5Bequals%5D=x"),
        ({"bare": [1, 2]}, "bare=1&bare=2"),
    ],
)
def test_parameters_are_written_as_they_say(call: Call, arguments: Any, query: str) -> None:
    _, request = call("parameters", "leads.find", FOUND, 7, ["a", "b"], trace="t", limit=1, **arguments)
    assert str(request.url) == f"https://api.test/v1/shops/7/leads/a,b?limit=1&{query}"


def test_a_header_of_json_is_ascii(call: Call) -> None:
    _, request = call("parameters", "leads.find", FOUND, 7, ["a"], trace="t", limit=1, x_context={"a": "ü"})
    assert request.headers["X-Context"] == '{"a":"\\u00fc"}'


def test_what_has_no_form_is_refused(call: Call) -> None:
    for arguments in ({"nested": [{"a": "1"}]}, {"bare": {"a": {"b": 1}}}, {"expand": []}, {"trace": "ü"}):
        with pytest.raises(ValueError, match=r"^(query|header)\."):
            call("parameters", "leads.find", FOUND, 7, ["a"], **{"trace": "t", "limit": 1, **arguments})


def test_odd_paths(call: Call) -> None:
    _, request = call("parameters", "files.search", DONE, "a/b", seen=["1", "2"])
    assert str(request.url) == "https://api.test/v1/search/a%2Fb"
    assert request.headers["Cookie"] == "seen=1; seen=2"
    _, request = call("parameters", "files.fixed", DONE, more="b")
    assert str(request.url) == "https://api.test/v1/fixed?kind=a&more=b"


def test_methods_of_all_kinds(call: Call) -> None:
    result, request = call("operations", "things.query", FOUND, {"a": 1})
    assert (request.method, request.content, result) == ("QUERY", b'{"a":1}', ["1"])
    assert call("operations", "things.m_search", DONE)[1].method == "M-SEARCH"
    _, request = call("operations", "things.delete", DONE, "7", {"reason": "x"}, trace="t")
    assert (request.method, request.content, request.headers["trace"]) == ("DELETE", b'{"reason":"x"}', "t")


def test_a_whole_query(call: Call) -> None:
    _, request = call("operations", "things.find", DONE, selection={"words": ["a b", "c"]})
    assert request.url.query == b"words=a+b&words=c"
    assert call("operations", "things.find", DONE)[1].url.query == b""
    _, request = call("operations", "things.find_by_json", DONE, selection={"a": 1})
    assert request.url.query == b"%7B%22a%22%3A1%7D"


EVENTS = {"Content-Type": "text/event-stream"}


@pytest.mark.parametrize(
    ("name", "sent", "shown"),
    [
        ("create", b'data: {"text":"a"}\n\ndata: [DONE]\n\n', [("Chunk", "a")]),
        (
            "listen",
            b'event: added\ndata: {"text":"a"}\n\nevent: ended\nid: 7\ndata: {}\n\n',
            [("ListenItemAdded", "added"), ("ListenItemEnded", "ended")],
        ),
        ("tick", b"event: a\ndata: {}\n\n", [("TickItem", "a")]),
        ("raw", b"event: a\ndata: b\n\n", [("ServerEvent", "a")]),
        ("lines", b'{"text":"a"}\n{"text":"b"}', [("Chunk", "a"), ("Chunk", "b")]),
        ("sequence", b"\x1e1\n\x1e2\n", [("int", 1), ("int", 2)]),
    ],
)
def test_streams(call: Call, name: str, sent: bytes, shown: list[tuple[str, Any]]) -> None:
    items, _ = call("streams", f"chat.{name}", httpx.Response(200, content=sent, headers=EVENTS))
    found = [(type(item).__name__, getattr(item, "text", getattr(item, "event", item))) for item in items]
    assert found == shown


def test_text_that_holds_json_is_read_as_that(call: Call) -> None:
    sent = (
        b'event: changed\ndata: {"by":"me","chunk":{"text":"a"}}\n\nevent: ended\ndata: bye\n\n'
        b"event: other\ndata: [1]\n\nevent: new\ndata: {}\n\n"
    )
    items, _ = call("streams", "chat.watch", httpx.Response(200, content=sent, headers=EVENTS))
    changed, ended, other, new = items
    assert (changed.data.by, changed.data.chunk.text) == ("me", "a")
    assert (ended.data, other.data) == ("bye", [1])
    assert (type(new).__name__, new.model_extra) == ("UnknownVariant", {"event": "new", "data": {}})


@pytest.mark.parametrize(
    ("name", "body", "kwargs", "kind", "content"),
    [
        ("send_lines", [{"text": "a"}, {"text": "b\n"}], {}, "application/jsonl", b'{"text":"a"}\n{"text":"b\\n"}\n'),
        ("send_lines", [], {}, "application/jsonl", b""),
        ("send_sequence", [1, 2], {}, "application/json", b"[1,2]"),
        ("send_sequence", (1, 2), {"content_type": "application/x-ndjson"}, "application/x-ndjson", b"1\n2\n"),
        (
            "send_sequence",
            [1, 2],
            {"content_type": "application/json-seq"},
            "application/json-seq",
            b"\x1e1\n\x1e2\n",
        ),
        (
            "send_sequence",
            "1\n2\n",
            {"content_type": "application/jsonl"},
            "application/jsonl; charset=utf-8",
            b"1\n2\n",
        ),
    ],
)
def test_items_are_sent_as_lines(
    call: Call, name: str, body: Any, kwargs: dict[str, str], kind: str, content: bytes
) -> None:
    _, request = call("streams", f"chat.{name}", DONE, body, **kwargs)
    assert (request.headers["Content-Type"], request.content) == (kind, content)


def test_an_item_that_is_wrong_is_told_by_its_number(call: Call) -> None:
    with pytest.raises(Exception, match=r"^body\.1\.text: is missing"):
        call("streams", "chat.send_lines", DONE, [{"text": "a"}, {}])


USAGE = """\
from answers import Answers
from answers.models import Job, Report
from content_types import ContentTypes
from content_types.models import Pet
from streams import AsyncStreams, Streams
from streams.models import Chunk, WatchItemChanged


async def read(streams: AsyncStreams) -> list[str]:
    async with await streams.chat.create() as stream:
        return [chunk.text async for chunk in stream]


def use(pets: ContentTypes, reports: Answers, streams: Streams) -> None:
    texts: list[str] = [chunk.text for chunk in streams.chat.lines()]
    whole: Chunk = streams.chat.complete()
    for event in streams.chat.watch():
        if isinstance(event, WatchItemChanged) and event.data and event.data.chunk:
            texts.append(event.data.chunk.text)
    streams.chat.send_lines([Chunk(text="a"), {"text": "b"}])
    pets.pets.create("<pet/>", content_type_body="application/xml")
    pets.pets.create({"name": "a"}, content_type_body="application/x-www-form-urlencoded")
    pets.pets.create(Pet(name="a"), content_type="a")
    pets.pets.create(b"1", content_type_body="application/octet-stream")
    pets.pets.update("1", {"name": "a"}, content_type="application/merge-patch+json")
    made: Report | Job | str | None = reports.reports.create()
    address: str = reports.reports.get_file("1")
"""
MISUSE = """\
from content_types import ContentTypes

def misuse(pets: ContentTypes) -> None:
    pets.pets.create({"name": "a"}, content_type_body="text/html")
    pets.pets.create(7)
    pets.pets.create("<pet/>")
    pets.pets.create({"name": "a"}, content_type_body="application/xml")
    pets.pets.create(b"1", content_type_body="application/json")
    pets.pets.update("1", {"nam": "a"})
"""


def test_a_program_that_uses_it_is_checked(folder: Path) -> None:
    if not find_spec("mypy"):
        missing("mypy")
    (folder / "usage.py").write_text(USAGE, encoding="utf-8")
    (folder / "misuse.py").write_text(MISUSE, encoding="utf-8")
    command = (sys.executable, "-m", "mypy", "--strict", "--config-file=", "usage.py", "misuse.py")
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    lines = [int(line.split(":")[1]) for line in told.splitlines() if line.startswith("misuse.py:") and "error" in line]
    assert sorted(set(lines)) == [4, 5, 6, 7, 8, 9], told
    assert "usage.py:" not in told.replace("misuse.py:", ""), told
