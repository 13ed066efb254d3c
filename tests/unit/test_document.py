"""Documents: values by YAML 1.2 and JSON, places, references, and what is refused."""

import hashlib
import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from leadsmith.diagnostics import Diagnostic, LeadsmithError, Location
from leadsmith.document import Document, later_version, load, parse, pointer, tokens, version, yaml12


def read(text: str, name: str = "a.yaml") -> Any:
    return parse(text.encode(), name).root


def refused(text: str | bytes, name: str = "a.yaml") -> Diagnostic:
    with pytest.raises(LeadsmithError) as error:
        parse(text if isinstance(text, bytes) else text.encode(), name)
    assert all(diagnostic.level == "error" for diagnostic in error.value.diagnostics)
    assert name in error.value.sources
    return error.value.diagnostics[0]


def place(diagnostic: Diagnostic) -> tuple[int, int]:
    assert diagnostic.location is not None
    return diagnostic.location.line, diagnostic.location.column


@pytest.fixture(params=["C", "Python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs a test with PyYAML's C scanner and with its Python one."""
    if request.param == "C" and not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML is built without libyaml")
    monkeypatch.setattr(yaml12, "_Loader", yaml.CSafeLoader if request.param == "C" else yaml.SafeLoader)


# Values ---------------------------------------------------------------------------------------------------------------

SCALARS = {
    "NO": "NO",
    "yes": "yes",
    "on": "on",
    "Off": "Off",
    "y": "y",
    "true": True,
    "True": True,
    "FALSE": False,
    "tRUE": "tRUE",
    "null": None,
    "NULL": None,
    "~": None,
    "": None,
    "nil": "nil",
    "12": 12,
    "-12": -12,
    "+12": 12,
    "012": 12,
    "0o14": 12,
    "0x1F": 31,
    "0b11": "0b11",
    "-0o14": "-0o14",
    "1_000": "1_000",
    "1:30": "1:30",
    "190:20:30": "190:20:30",
    "1.5": 1.5,
    "1.": 1.0,
    ".5": 0.5,
    "1e3": 1000.0,
    "-1.5E-3": -0.0015,
    "3.1.0": "3.1.0",
    ".": ".",
    "-": None,  # an entry of a list without a value
    "+": "+",
    "2026-11-23": "2026-11-23",
    "2026-11-23T10:00:00Z": "2026-11-23T10:00:00Z",
    "=": "=",
    "'12'": "12",
    '"true"': "true",
    "!!str 12": "12",
    "! 12": "12",
    '!!int "12"': 12,
    "!!float 12": 12.0,
    "!!null ''": None,
    '!!bool "true"': True,
    "\u0661\u0662": "\u0661\u0662",  # digits, but not ASCII
}


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("text", SCALARS)
def test_scalars_mean_what_the_core_schema_says(text: str) -> None:
    expected = [None] if text == "-" else SCALARS[text]
    value = read(f"key:\n  {text}\n")["key"]
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.usefixtures("loader")
def test_keys_are_their_text() -> None:
    document = 'get: 1\n200: 2\n"201": 3\n012: 4\nnull: 5\ntrue: 6\nNO: 7\n1.0: 8\n2026-01-01: 9\n"<<": 10\n'
    keys = ["get", "200", "201", "012", "null", "true", "NO", "1.0", "2026-01-01", "<<"]
    assert list(read(document)) == keys


@pytest.mark.usefixtures("loader")
def test_anchors_aliases_and_merges() -> None:
    document = """
base: &base {type: object, nullable: true}
more: &more {nullable: false, title: More}
alias: *base
name: &name key
*name : value
one: {<<: *base, type: string}
two: {title: own, <<: [*more, *base]}
"""
    root = read(document)
    assert root["alias"] == {"type": "object", "nullable": True}
    assert root["key"] == "value"
    assert root["one"] == {"type": "string", "nullable": True}
    assert root["two"] == {"title": "own", "nullable": False, "type": "object"}


def test_merged_members_stand_where_they_are_written() -> None:
    document = parse(b"base: &base\n  type: object\nuse:\n  <<: *base\n  title: x\n", "a.yaml")
    assert document.locate("/use/type").line == 2
    assert document.locate("/use/title").line == 5


def test_strings_of_all_styles() -> None:
    root = read("a: |\n  one\n  two\nb: >-\n  one\n  two\nc: \"\\u00e9 \\/\"\nd: 'it''s'\ne: plain # comment\n")
    assert root == {"a": "one\ntwo\n", "b": "one two", "c": "é /", "d": "it's", "e": "plain"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    "text", ["openapi: 3.1.0\ntitle: é名\U0001f600\n", '{"openapi": "3.1.0",\n"title": "é名\U0001f600"}']
)
def test_encodings(text: str, encoding: str) -> None:
    document = parse(text.encode(encoding), "a")
    assert document.root == {"openapi": "3.1.0", "title": "é名\U0001f600"}
    assert document.locate("/title") == Location("a", 2, 1)


def test_json_with_tabs_and_windows_line_ends() -> None:
    document = parse(b'{\r\n\t"a": {\r\n\t\t"b":\t1\r\n\t}\r\n}\r\n', "a.json")
    assert document.root == {"a": {"b": 1}}
    assert document.locate("/a/b") == Location("a.json", 3, 3)


def test_what_begins_like_json_may_be_yaml() -> None:
    assert read("{a: 1, b: [x, y]} # comment\n") == {"a": 1, "b": ["x", "y"]}
    assert read('{"a": 1,\n}') == {"a": 1}


JSON_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | JSON_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(JSON_TEXT, inner, max_size=4),
    max_leaves=20,
)
YAML_TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0xFFFD, exclude_categories=("Cs", "Cc", "Cn")), max_size=99
)
YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | YAML_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(YAML_TEXT, inner, max_size=4),
    max_leaves=20,
)


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same types all through: 1 is not True and not 1.0."""
    return json.dumps(one) == json.dumps(other)


@given(JSON, st.booleans())
def test_any_json_value_comes_back(value: Any, ascii_only: bool) -> None:
    assert same(read(json.dumps({"key": value}, ensure_ascii=ascii_only)), {"key": value})


@given(YAML)
def test_any_json_value_comes_back_through_yaml(value: Any) -> None:
    text = "# YAML\n" + json.dumps({"key": value}, ensure_ascii=True)
    assert same(read(text), {"key": value})


# Places ---------------------------------------------------------------------------------------------------------------


def pointers(value: Any, path: tuple[str | int, ...] = ()) -> list[str]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [pointer(*path), *(found for key, member in members for found in pointers(member, (*path, key)))]


def lines(value: Any, indent: int, line: int, path: tuple[str | int, ...]) -> tuple[dict[str, tuple[int, int]], int]:
    """Where `json.dumps(indent=1)` puts each value under `path`, given the line it begins in; and its last line."""
    found: dict[str, tuple[int, int]] = {}
    if not isinstance(value, dict | list) or not value:
        return found, line
    for key, member in value.items() if isinstance(value, dict) else enumerate(value):
        line += 1
        found[pointer(*path, key)] = (line, indent + 2)
        inner, line = lines(member, indent + 1, line, (*path, key))
        found |= inner
    return found, line + 1


@given(YAML, st.booleans())
def test_every_pointer_of_a_pretty_printed_document_is_located(value: Any, as_yaml: bool) -> None:
    first = "# YAML\n" if as_yaml else ""
    document = parse((first + json.dumps({"key": value}, indent=1)).encode(), "a")
    expected, _ = lines({"key": value}, 0, 2 if as_yaml else 1, ())
    assert set(expected) == set(pointers({"key": value})) - {""}
    for where, (line, column) in expected.items():
        assert document.locate(where) == Location("a", line, column)


BLOCK = """\
openapi: 3.1.0
paths:
  /leads/{id}:
    get:
      tags: [a, bé, c]
      parameters:
        - name: id
          in: path
        - $ref: '#/x'
      description: |
        text
        more
      summary: x
a/b~c: {}
"""


@pytest.mark.usefixtures("loader")
def test_places_in_block_style() -> None:
    document = parse(BLOCK.encode(), "a.yaml")
    places = {
        "": (1, 1),
        "/paths": (2, 1),
        "/paths/~1leads~1{id}": (3, 3),
        "/paths/~1leads~1{id}/get/tags/2": (5, 21),
        "/paths/~1leads~1{id}/get/parameters/0": (7, 11),
        "/paths/~1leads~1{id}/get/parameters/0/in": (8, 11),
        "/paths/~1leads~1{id}/get/parameters/1/$ref": (9, 11),
        "/paths/~1leads~1{id}/get/summary": (13, 7),
        "/a~1b~0c": (14, 1),
        "/paths/~1leads~1{id}/post/responses": (3, 3),  # nothing there: the nearest above
        "/paths/~1leads~1{id}/get/parameters/2": (6, 7),
        "/paths/~1leads~1{id}/get/parameters/01": (6, 7),
        "/paths/~1leads~1{id}/get/summary/x": (13, 7),
        "/missing": (1, 1),
    }
    for where, (line, column) in places.items():
        assert document.locate(where) == Location("a.yaml", line, column), where


@given(st.lists(st.text()))
def test_pointer_and_tokens_are_inverse(parts: list[str]) -> None:
    assert tokens(pointer(*parts)) == tuple(parts)


def test_what_is_no_pointer() -> None:
    with pytest.raises(ValueError, match="not a JSON pointer"):
        tokens("paths/x")


# References -----------------------------------------------------------------------------------------------------------


def test_references() -> None:
    root = {"a": {"x/y": {"~": 1, "ü %": 2}}, "list": ["zero", {"k": None}], "": {"": 5}}
    document = parse(json.dumps(root).encode(), "a.json")
    assert document.resolve("#") == ("", root)
    assert document.resolve("#/a/x~1y/~0") == ("/a/x~1y/~0", 1)
    assert document.resolve("#/a/x%7E1y/%C3%BC%20%25") == ("/a/x~1y/ü %", 2)
    assert document.resolve("#/list/0") == ("/list/0", "zero")
    assert document.resolve("#/list/1/k") == ("/list/1/k", None)
    assert document.resolve("#//") == ("//", 5)
    for reference in (
        "#/b",
        "#/list/2",
        "#/list/-1",
        "#/list/01",
        "#/list/-",
        "#/list/0/0",
        "#name",
        "x.yaml#/a",
        "x",
        "#/list/²",
    ):
        assert document.resolve(reference) is None, reference


def test_references_that_lead_nowhere_say_so() -> None:
    document = parse(b"components:\n  schemas:\n    Lead: {}\nuse:\n  $ref: x\n", "a.yaml")
    close = document.unresolved("#/components/schemas/Laed", "/use")
    assert (close.code, close.hint) == ("unresolved-reference", "Did you mean #/components/schemas/Lead?")
    assert close.location == Location("a.yaml", 4, 1)
    assert document.unresolved("#/components/schemas/Zebra", "/use").hint.startswith("Mend the reference")
    assert document.unresolved("#/nothing/here", "/use").code == "unresolved-reference"
    assert "from the root" in document.unresolved("#Lead", "/use").hint
    for reference in ("other.yaml#/Lead", "https://example.com/a.json", "./x.yaml"):
        other = document.unresolved(reference, "/use")
        assert other.code == "external-reference"
        assert reference in other.message
        assert "ref_root" in other.hint or "Keep a copy" in other.hint


# What is refused ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "empty-document", (1, 1)),
        ("# only a comment\n", "empty-document", (1, 1)),
        ("- a\n- b\n", "not-an-object", (1, 1)),
        ("just text\n", "not-an-object", (1, 1)),
        ("[1, 2]", "not-an-object", (1, 1)),
        ("a: 1\n---\nb: 2\n", "yaml-syntax", (2, 1)),
        ("a:\n\tb: 1\n", "yaml-syntax", (2, 1)),
        ("a: b: c\n", "yaml-syntax", (1, 5)),
        ("a: 1\nb: *missing\n", "yaml-syntax", (2, 4)),
        ("a: &a [1, *a]\n", "yaml-syntax", (1, 11)),
        ("a: x\nb: é \x07\n", "yaml-syntax", (2, 6)),
        ("? [a, b]\n: 1\n", "yaml-key", (1, 3)),
        ("? {a: b}\n: 1\n", "yaml-key", (1, 3)),
        ("a: &a [1]\n*a : 2\n", "yaml-key", (2, 1)),
        ("a: !!binary aGk=\n", "yaml-tag", (1, 4)),
        ("a: !!timestamp 2026-01-01\n", "yaml-tag", (1, 4)),
        ("a: !!int text\n", "yaml-tag", (1, 4)),
        ("a: !Ref text\n", "yaml-tag", (1, 4)),
        ("a: !!set {x}\n", "yaml-tag", (1, 4)),
        ("a:\n  <<: text\n", "yaml-merge", (2, 3)),
    ],
)
def test_refused_yaml(text: str, code: str, where: tuple[int, int]) -> None:
    diagnostic = refused(text)
    assert (diagnostic.code, place(diagnostic)) == (code, where), diagnostic


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ('{"a": 1,\n "b": }', "json-syntax", (2, 7)),
        ('{"a": 1', "json-syntax", (1, 8)),
        ('{"a": 1 "b": 2}', "json-syntax", (1, 9)),
        ('{"a": "x\ty"}', "json-syntax", (1, 9)),
        ('{"a": {"b": "\\ud800"}}', "bad-character", (1, 8)),
        ('{"\\udc00": {}}', "bad-character", (1, 2)),
    ],
)
def test_refused_json(text: str, code: str, where: tuple[int, int]) -> None:
    diagnostic = refused(text, "a.json")
    assert (diagnostic.code, place(diagnostic)) == (code, where), diagnostic


def test_a_file_named_json_has_to_be_json() -> None:
    assert refused('{"a": 1,}', "a.json").code == "json-syntax"
    assert refused("{a: 1}", "A.JSON").code == "json-syntax"


def test_a_tab_as_indentation_has_its_own_hint() -> None:
    assert "tab" in refused("a:\n\tb: 1\n").hint


def test_an_error_names_the_pointer_around_it() -> None:
    assert refused("paths:\n  /x:\n    - a\n    - !!int b\n").pointer == "/paths/~1x/1"


def test_bytes_that_are_no_text() -> None:
    diagnostic = refused(b"a: 1\nb: caf\xe9\n")
    assert (diagnostic.code, place(diagnostic)) == ("encoding", (2, 7))


@pytest.mark.parametrize(
    "text",
    ["paths:\n  /x: 1\n  /y: 2\n  /x: 3\nb: 1\nb: 2\n", '{"paths": {\n"/x": 1,\n"/y": 2,\n"/x": 3},\n"b": 1,\n"b": 2}'],
)
def test_all_keys_that_stand_twice_are_named_with_both_places(text: str) -> None:
    with pytest.raises(LeadsmithError) as error:
        parse(text.encode(), "a")
    found = error.value.diagnostics
    assert [(item.code, item.pointer, place(item)[0]) for item in found] == [
        ("duplicate-key", "/paths/~1x", 4),
        ("duplicate-key", "/b", 6),
    ]
    assert "first in line 2" in found[0].message
    assert "first in line 5" in found[1].message


def test_keys_that_only_look_different_are_the_same() -> None:
    assert refused('200: a\n"200": b\n').code == "duplicate-key"


@pytest.mark.usefixtures("loader")
def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    started = time.monotonic()
    assert refused(bomb).code == "alias-bomb"
    assert time.monotonic() - started < 2


def test_many_aliases_of_a_small_thing_are_fine() -> None:
    root = read("base: &b {type: string, maxLength: 5}\nall:\n" + "".join(f"  p{n}: *b\n" for n in range(5000)))
    assert root["all"]["p4999"] == {"type": "string", "maxLength": 5}


DEPTHS = {
    "JSON": lambda depth: '{"a":' * depth + "1" + "}" * depth,
    "YAML": lambda depth: "# YAML\n" + "{a: " * depth + "1" + "}" * depth,
    "lists": lambda depth: '{"a":' + "[" * (depth - 1) + "1" + "]" * (depth - 1) + "}",
}


@pytest.mark.parametrize("depth", [201, 900, 5_000, 100_000])
@pytest.mark.parametrize("kind", DEPTHS)
def test_deep_nesting_is_refused(kind: str, depth: int) -> None:
    started = time.monotonic()
    diagnostic = refused(DEPTHS[kind](depth))
    assert diagnostic.code == "too-deep"
    assert diagnostic.location is not None
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("kind", DEPTHS)
def test_nesting_up_to_the_bound_is_read(kind: str) -> None:
    document = parse(DEPTHS[kind](200).encode(), "a")
    assert document.locate("/a" * 50).line >= 1


def test_aliases_count_for_the_depth() -> None:
    anchors = "a0: &a0 [[[[[[[[[[x]]]]]]]]]]\n"
    anchors += "".join(f"a{n}: &a{n} [[[[[[[[[[*a{n - 1}]]]]]]]]]]\n" for n in range(1, 40))
    assert refused(anchors).code == "too-deep"


# Files and versions ---------------------------------------------------------------------------------------------------


def test_load_names_digests_and_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spec").mkdir()
    file = tmp_path / "spec" / "a.yaml"
    file.write_bytes(b"openapi: 3.1.0\n")
    monkeypatch.chdir(tmp_path)
    document = load(file)
    assert document.name == "spec/a.yaml"
    assert document.sources == {"spec/a.yaml": "openapi: 3.1.0\n"}
    assert document.digests == {"a.yaml": hashlib.sha256(b"openapi: 3.1.0\n").hexdigest()}
    assert document.diagnostics == ()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LeadsmithError, match=r"none\.yaml cannot be read: No such file"):
        load(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("openapi: 3.0.3", "3.0"),
        ("openapi: 3.1.0", "3.1"),
        ("openapi: 3.1", "3.1"),
        ("openapi: '3.2.0'", "3.2"),
        ("swagger: '2.0'", "2.0"),
        ("swagger: 2.0", "2.0"),
    ],
)
def test_version(text: str, expected: str) -> None:
    assert version(parse(text.encode(), "a")) == expected


def test_a_later_version_is_read_as_the_last_one_that_is_known() -> None:
    document = parse(b"openapi: 3.10.0", "a")
    assert version(document) == "3.2"
    later = later_version(document)
    assert later is not None and (later.code, later.level, later.pointer) == ("later-version", "warning", "/openapi")
    assert later_version(parse(b"openapi: 3.2.0", "a")) is None


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("asyncapi: 2.6.0", "it has neither `openapi` nor `swagger` at its root.", "It has to begin with"),
        ("OpenAPI: 3.1.0", "it has neither `openapi` nor `swagger` at its root.", "Did you mean 'openapi'"),
        ("openapi:", "`openapi: ` is not a version that Leadsmith knows.", "It has to begin with"),
    ],
)
def test_what_is_no_openapi_document_is_told_in_one_message(text: str, message: str, hint: str) -> None:
    with pytest.raises(LeadsmithError) as error:
        version(parse(text.encode(), "a"))
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.message.endswith(message)
    assert diagnostic.hint.startswith(hint)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("number", ["1e999", "-1e999", "1" + "0" * 5000])
@pytest.mark.parametrize("text", ['{"a": [1, %s, {"b": 2}], "c": %s}', "a:\n- 1\n- %s\n- b: 2\nc: %s"])
def test_a_number_that_cannot_be_is_told_and_left_out(text: str, number: str) -> None:
    text = text % (number, number)
    document = parse(text.encode(), "a")
    assert document.root == {"a": [1, {"b": 2}]}
    assert [(item.code, item.level, item.pointer) for item in document.diagnostics] == [
        ("number-range", "warning", "/a/1"),
        ("number-range", "warning", "/c"),
    ]
    found = [item.location for item in document.diagnostics]
    assert [text.splitlines()[at.line - 1][at.column - 1 :][:3] for at in found if at] == [
        number[:3],
        text[text.index("c") - (text[0] == "{") :][:3],
    ]
    where = document.locate("/a/1/b")
    assert text.splitlines()[where.line - 1][where.column - 1 :].lstrip('"').startswith("b")


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("number", [".inf", "-.Inf", ".nan", "!!float 1" + "0" * 400])
def test_what_is_a_number_in_yaml_alone_is_left_out(number: str) -> None:
    document = parse(f"a: 1\nb: {number}\n".encode(), "a.yaml")
    assert document.root == {"a": 1}
    assert [(item.code, item.pointer) for item in document.diagnostics] == [("number-range", "/b")]


def test_numbers_in_other_files_and_overlays_are_told_too(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": {"$ref": "b.yaml#/c"}}')
    (tmp_path / "b.yaml").write_text("c: {maximum: .inf}\n")
    (tmp_path / "o.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions: [{target: $.a, update: {d: 1e400}}]\n"
    )
    document = load(tmp_path / "a.json", [tmp_path / "o.yaml"])
    assert document.root["x-files"]["b.yaml"] == {"c": {}}
    assert [item.pointer for item in document.diagnostics] == ["/actions/0/update/d", "/c/maximum"]


@pytest.mark.parametrize(
    "text",
    [
        "info: {}",
        "openapi: 4.0.0",
        "openapi: v3.1.0",
        "openapi: 3",
        "swagger: '1.2'",
        "openapi: null",
        "openapi: [3.1.0]",
    ],
)
def test_no_known_version(text: str) -> None:
    document: Document = parse(f"x: 1\n{text}".encode(), "a")
    with pytest.raises(LeadsmithError) as error:
        version(document)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "version"
    assert place(diagnostic) == ((1, 1) if text == "info: {}" else (2, 1))


def test_a_reference_can_name_an_anchor() -> None:
    document = parse(b"openapi: 3.1.0\ncomponents: {schemas: {A: {allOf: [{$anchor: thing, type: string}]}}}", "a")
    assert document.resolve("#thing") == ("/components/schemas/A/allOf/0", {"$anchor": "thing", "type": "string"})
    assert document.resolve("#none") is None
