"""Bodies that are not JSON, as bytes on the wire, and answers that are not JSON."""

from __future__ import annotations

import io
import json
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime_face import Colour, Open

from leadsmith.runtime import File, InvalidRequestError, Model, Omittable, Request, binary, form, multipart, text
from leadsmith.runtime.upload import sending


class Owner(Model):
    name: str


class Upload(Model):
    title: str
    file: Omittable[File] = None
    files: Omittable[list[File]] = None
    owner: Omittable[Owner] = None
    tags: Omittable[list[str]] = None
    pages: Omittable[int] = None
    colour: Omittable[Open[Colour, str]] = None
    note: str | None = None


def sent(body: Any) -> bytes:
    """The content, read as it is when it is sent."""
    with closing(sending(body.content)) as content:
        return b"".join(content)


def parts(body: Any) -> list[tuple[str, str | None, str | None, bytes]]:
    """Name, file name, media type (None where none is said) and content of each part, by the standard library."""
    message = message_from_bytes(f"Content-Type: {body.media_type}\r\n\r\n".encode() + sent(body), policy=policy.HTTP)
    found = []
    for part in message.iter_parts():
        assert part.get_content_disposition() == "form-data"
        name = part.get_param("name", header="content-disposition")
        kind = part.get_content_type() if part["Content-Type"] else None
        found.append((name, part.get_filename(), kind, part.get_payload(decode=True)))
    return found


def test_each_kind_of_member_is_a_part_of_its_own_kind(tmp_path: Path) -> None:
    path = tmp_path / "a b.pdf"
    path.write_bytes(b"%PDF")
    value = {
        "title": "Größe",
        "file": path,
        "files": [("one.txt", b"1"), ("two.txt", io.BytesIO(b"2"), "text/plain"), b"3"],
        "owner": {"name": "Ana"},
        "tags": ["a", "b"],
        "pages": 3,
        "colour": Colour.RED,
        "note": None,
    }
    assert parts(multipart(value, Upload, {"file": {"contentType": "application/pdf"}})) == [
        ("title", None, None, "Größe".encode()),
        ("file", "a b.pdf", "application/pdf", b"%PDF"),
        ("files", "one.txt", "application/octet-stream", b"1"),
        ("files", "two.txt", "text/plain", b"2"),
        ("files", "files", "application/octet-stream", b"3"),
        ("owner", None, "application/json", b'{"name":"Ana"}'),
        ("tags", None, None, b"a"),
        ("tags", None, None, b"b"),
        ("pages", None, None, b"3"),
        ("colour", None, None, Colour.RED.value.encode()),
    ]


def test_a_model_is_sent_like_a_dict() -> None:
    assert parts(multipart(Upload(title="x", file=b"1"), Upload)) == [
        ("title", None, None, b"x"),
        ("file", "file", "application/octet-stream", b"1"),
    ]


def test_an_open_file_is_sent_from_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"0123")
    with (tmp_path / "a.bin").open("rb") as file:
        file.seek(2)
        assert parts(multipart({"title": "x", "file": file}, Upload))[1] == (
            "file",
            "a.bin",
            "application/octet-stream",
            b"23",
        )


def test_a_range_of_media_types_says_nothing_of_the_file() -> None:
    [_, part] = parts(multipart({"title": "x", "file": b"1"}, Upload, {"file": {"contentType": "image/*"}}))
    assert part[2] == "application/octet-stream"


def test_nothing_set_is_still_multipart() -> None:
    class Free(Model):
        file: Omittable[File] = None

    body = multipart({}, Free)
    assert body.media_type.startswith("multipart/form-data; boundary=")
    assert parts(body) == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"title": "x", "file": 7}, "body.file: must be bytes, a path or an open binary file"),
        (
            {"title": "x", "file": io.StringIO("text")},
            "body.file: must be bytes, a path or a file opened in binary mode",
        ),
        ({"title": "x", "file": Path("missing.pdf")}, "body.file: the file cannot be read: No such file"),
        ({"title": "x", "file": ("a\r\nX: y", b"1")}, "may not hold line breaks"),
        ({"title": 7}, "body.title: "),
        ({"title": "x", "titel": "x"}, "did you mean 'title'?"),
        ({"title": "\ud800"}, "body.title: text that is not valid Unicode"),
        ([1], "body: "),
    ],
)
def test_what_cannot_be_sent_is_said_before(value: Any, said: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        multipart(value, Upload)
    assert said in str(caught.value)


@given(st.text(), st.text(min_size=1), st.binary())
def test_no_text_gets_out_of_its_part(title: str, name: str, content: bytes) -> None:
    value = {"title": title, "file": (name, content)}
    try:
        body = multipart(value, Upload)
    except InvalidRequestError:
        return
    raw = body.content.split(b"--" + body.media_type.partition("boundary=")[2].encode())
    assert len(raw) == 4, "two parts, what is before and what is after"
    assert raw[1].partition(b"\r\n\r\n")[2] == title.encode() + b"\r\n"
    assert raw[2].partition(b"\r\n\r\n")[2] == content + b"\r\n"


def pairs(body: Any) -> list[tuple[str, str]]:
    assert body.media_type == "application/x-www-form-urlencoded"
    return parse_qsl(body.content.decode(), keep_blank_values=True, strict_parsing=bool(body.content))


def test_a_form() -> None:
    value = {"title": "a b&c=d", "tags": ["x", "ü"], "owner": {"name": "Ana"}, "pages": 0, "note": None}
    assert pairs(form(value, Upload)) == [
        ("title", "a b&c=d"),
        ("owner", '{"name":"Ana"}'),
        ("tags", "x"),
        ("tags", "ü"),
        ("pages", "0"),
    ]
    styled = {"tags": {"style": "form", "explode": False}, "owner": {"style": "deepObject", "explode": True}}
    assert form(value, Upload, styled).content == b"title=a+b%26c%3Dd&owner%5Bname%5D=Ana&tags=x,%C3%BC&pages=0"


def test_a_form_holds_no_files() -> None:
    with pytest.raises(InvalidRequestError, match=r"body\.file: a file cannot be sent in this kind of form"):
        form({"title": "x", "file": b"1"}, Upload)


@given(st.dictionaries(st.sampled_from(["title", "note"]), st.text(), min_size=2))
def test_forms_are_read_as_they_were_given(value: dict[str, str]) -> None:
    try:
        assert dict(pairs(form(value, Upload))) == value
    except InvalidRequestError as error:
        assert "Unicode" in str(error)


def test_text_and_bytes(tmp_path: Path) -> None:
    body = text("Größe", "text/markdown")
    assert (body.content, body.media_type) == ("Größe".encode(), "text/markdown; charset=utf-8")
    (tmp_path / "a").write_bytes(b"\x00\xff")
    for value in (b"\x00\xff", tmp_path / "a", io.BytesIO(b"\x00\xff")):
        assert sent(binary(value, "image/png")) == b"\x00\xff"
    for wrong in (lambda: text(7), lambda: text("\ud800"), lambda: binary("text"), lambda: binary(tmp_path)):
        with pytest.raises(InvalidRequestError):
            wrong()


@pytest.mark.parametrize(
    ("reads", "returns", "expected"), [("text", str, "Größe"), ("binary", bytes, "Größe".encode("latin-1"))]
)
def test_an_answer_is_read_as_it_is(flavour: Any, reads: Any, returns: Any, expected: Any) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(
            200, content="Größe".encode("latin-1"), headers={"Content-Type": "text/plain; charset=latin-1"}
        )

    assert flavour.send(answer, Request("GET", "/x", reads=reads), returns) == expected
    assert flavour.send(lambda _: httpx.Response(204), Request("GET", "/x", reads=reads), returns) == returns()


def test_a_multipart_body_goes_out_whole(flavour: Any) -> None:
    body = multipart({"title": "x", "file": b"1"}, Upload)
    flavour.send(lambda _: httpx.Response(204), Request("POST", "/x", body=body))
    [request] = flavour.requests
    assert request.headers["Content-Type"] == body.media_type
    assert request.content == body.content
    assert json.loads(request.headers["Content-Length"]) == len(body.content)


def test_a_part_of_json_is_json() -> None:
    ways = {"title": {"contentType": "application/json"}, "pages": {"contentType": "application/vnd.x+json"}}
    assert parts(multipart({"title": "a", "pages": 3}, Upload, ways)) == [
        ("title", None, "application/json", b'"a"'),
        ("pages", None, "application/vnd.x+json", b"3"),
    ]
