"""What would not end, or not fit into memory, ends soon with a clear error: each in a process that is measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.security.places import document as rich
from tests.security.places import places

from leadsmith.config import client_config
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import Limits, parse
from leadsmith.document.limits import oversized
from leadsmith.pipeline import build

SECONDS = 10
"""For an error, and for the small documents here that are fine; on a machine that does nothing else it is about one."""
MEMORY = 1 << 30
HEAD: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
GENERATOR = Path(__file__).resolve().parents[2] / "generator"

Schemas = dict[str, Any]


def described(schemas: Schemas, components: dict[str, Any] | None = None, **operation: Any) -> dict[str, Any]:
    """A document with one operation, which answers with the schema A."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}
    get = {"operationId": "getA", "responses": {"200": {"description": "Ok.", "content": content}}, **operation}
    return {**HEAD, "paths": {"/a": {"get": get}}, "components": {"schemas": schemas, **(components or {})}}


def ref(name: str, kind: str = "schemas") -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


# Measured in a process of its own -------------------------------------------------------------------------------------


def in_flow(root: str) -> str:
    return f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n{root}"


def chained(count: int, link: Callable[[dict[str, str]], Any]) -> str:
    """Schemas of which each refers to the one before; the first of the operation is the last of them."""
    schemas = {"A0": {"type": "object", "properties": {"x": {"type": "string"}}}}
    schemas |= {f"A{n}": link(ref(f"A{n - 1}")) for n in range(1, count)}
    return json.dumps(described({**schemas, "A": ref(f"A{count - 1}")}))


TEXTS = tuple(place for place in places() if oversized(rich({place: "k" * 20_000}), Limits()) is None)
"""Places of text that are no keys."""

HOSTILE: dict[str, tuple[str, Callable[[], str]]] = {
    "laughs.yaml": ("alias-bomb", lambda: in_flow(
        "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    )),
    "quadratic.yaml": ("alias-bomb", lambda: in_flow(
        f"big: &big [{', '.join(['x'] * 50_000)}]\nlist: [{', '.join(['*big'] * 50_000)}]\n"
    )),
    "merges.yaml": ("alias-bomb", lambda: in_flow(
        f"big: &big {{{', '.join(f'k{n}: x' for n in range(20_000))}}}\nlist:\n" + "- {<<: *big}\n" * 20_000
    )),
    "texts.yaml": ("alias-bomb", lambda: in_flow(
        f"big: &big '{'x' * 1_000_000}'\ncomponents: {{schemas: {{"
        + ", ".join(f"A{n}: {{type: object, description: *big}}" for n in range(2_000)) + "}}\n"
    )),
    "deep.json": ("too-deep", lambda: '{"openapi": "3.1.0", "x": ' + "[" * 10_000 + "]" * 10_000 + "}"),
    "never_closed.json": ("too-deep", lambda: "[" * 100_000),
    "deep.yaml": ("too-deep", lambda: in_flow("x: " + "[" * 10_000 + "]" * 10_000)),
    "deep_block.yaml": ("too-deep", lambda: "\n".join(" " * n + "a:" for n in range(3_000))),
    "dashes.yaml": ("too-deep", lambda: "- " * 100_000),
    "bytes.json": ("too-large", lambda: json.dumps({**HEAD, "x": "x" * 100_000_000})),
    "bytes.yaml": ("too-large", lambda: in_flow(f"x: '{'x' * 100_000_000}'")),
    "values.json": ("too-large", lambda: json.dumps(HEAD)[:-1] + ', "x": [' + "[]," * 8_000_000 + "[]]}"),
    "values.yaml": ("too-large", lambda: in_flow("x:\n" + "- a\n" * 1_000_000)),
    "enum.json": ("too-large", lambda: json.dumps(
        described({"A": {"type": "string", "enum": [f"v{n}" for n in range(1_000_000)]}})
    )),
    "duplicates.json": ("duplicate-key", lambda: '{"openapi": "3.1.0"' + ', "a": 1' * 200_000 + "}"),
    "all_of_chain.json": ("too-large", lambda: chained(
        700, lambda before: {"allOf": [before, {"type": "object", "properties": {"y": {"type": "string"}}}]}
    )),
    "unions_doubled.json": ("too-large", lambda: chained(
        60, lambda before: {"oneOf": [before, before, {"allOf": [before, before]}]}
    )),
    "all_of_doubled.json": ("", lambda: chained(60, lambda before: {"allOf": [before, before]})),
    "lists_in_lists.json": ("too-deep", lambda: json.dumps(
        described({"A": json.loads('{"type": "array", "items": ' * 190 + "{}" + "}" * 190)})
    )),
    "parameter_of_many.json": ("too-large", lambda: json.dumps({
        **HEAD,
        "paths": {f"/{n}": {"get": {"parameters": [ref("P", "parameters")], "responses": {}}} for n in range(1_000)},
        "components": {"parameters": {"P": {"name": "p", "in": "query", "description": "some words " * 30_000}}},
    })),
    "unknown_field.json": ("", lambda: json.dumps(described({"A": {"type": "object", "q" * 10_000: 1}}))),
    "long_key.json": ("too-large", lambda: json.dumps(described({"A": {"type": "object", "q" * 300_000: 1}}))),
    "long_path.json": ("too-large", lambda: json.dumps({**HEAD, "paths": {"/" + "{" * 600_000: {}}})),
    "many_properties.json": ("too-large", lambda: json.dumps(
        described({"A": {"type": "object", "properties": {f"p{n}": {"type": "string"} for n in range(60_000)}}})
    )),
    "many_values.json": ("too-large", lambda: json.dumps(
        described({"A": {"type": "string", "enum": [f"v{n}" for n in range(300_000)]}})
    )),
    "many_parameters.json": ("too-large", lambda: json.dumps(described(
        {"A": {}}, parameters=[{"name": f"p{n}", "in": "query", "schema": {}} for n in range(60_000)]
    ))),
    "most_properties.json": ("", lambda: json.dumps(
        described({"A": {"type": "object", "properties": {f"p{n}": {"type": "string"} for n in range(5_000)}}})
    )),
    "most_values.json": ("", lambda: json.dumps(
        described({"A": {"type": "string", "enum": [f"v{n}" for n in range(5_000)]}})
    )),
    "braces.json": ("", lambda: json.dumps({
        **HEAD, "paths": {f"/{n}" + "{" * 9_000: {"get": {"responses": {}}} for n in range(20)}
    })),
    # One character that is eighteen as Python reads names (NFKC).
    "long_names.json": ("", lambda: json.dumps(described(
        {"A": {"type": "string", "enum": ["\ufdfa" * 1_000_000, "b"]}},
        operationId="\ufdfa" * 1_000_000, tags=["\ufdfa" * 1_000_000],
    ))),
    "long_texts.json": ("", lambda: json.dumps(rich(dict.fromkeys(TEXTS, "&" * 100_000)))),
    "looks_like_json.json": ("", lambda: json.dumps(described({"A": {"type": "string", "enum": ["[" * 3_000, "x"]}}))),
    "long_reference.json": ("", lambda: json.dumps(described({"A": {"$ref": "x" * 300_000}}))),
}  # fmt: skip
"""By file name: the code of the error, empty where it is generated, and what makes the document."""


def measured(document: Path) -> tuple[int, str, float, int]:
    """Exit code, stderr, seconds and peak bytes of `generate`."""
    command = [sys.executable, "-m", "leadsmith", "generate", document.name, "--output", "out", "--package", "client"]
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR), "LEADSMITH_CACHE": ""}
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=document.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    killer = threading.Timer(6 * SECONDS, process.kill)
    killer.start()
    assert process.stderr is not None
    with process.stderr:
        said = process.stderr.read().decode(errors="replace")
    _, status, used = os.wait4(process.pid, 0)
    killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    # What the processor has done, not the clock: other tests run beside this one.
    busy = used.ru_utime + used.ru_stime
    assert time.monotonic() - start < 6 * SECONDS
    return process.returncode, said, busy, used.ru_maxrss * unit


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="measured as POSIX does")
@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_soon_and_small(name: str, tmp_path: Path) -> None:
    code, make = HOSTILE[name]
    document = tmp_path / name
    document.write_text(make(), encoding="utf-8")
    status, said, seconds, memory = measured(document)
    document.unlink()
    assert "Traceback" not in said
    assert "[defect]" not in said
    assert seconds < SECONDS
    assert memory < MEMORY
    if code:
        assert status == 2
        assert f"[{code}]" in said
        assert len(said) < 40_000, "some hundred errors at most, and all that is quoted is short"
        assert "one way out: " in said
        assert not (tmp_path / "out").exists()
    else:
        assert status == 0
        assert (tmp_path / "out" / "_manifest.json").is_file()


# Circles --------------------------------------------------------------------------------------------------------------

A = ref("A")
_X = "#/components/schemas/A/$defs/x"
CIRCLES: dict[str, Schemas] = {
    "itself": {"A": A},
    "each other": {"A": ref("B"), "B": A},
    "allOf itself": {"A": {"allOf": [A]}},
    "allOf itself and more": {"A": {"properties": {"x": {}}, "allOf": [A, {"properties": {"y": {}}}]}},
    "allOf each other": {"A": {"allOf": [ref("B")]}, "B": {"allOf": [A], "properties": {"z": {"type": "integer"}}}},
    "anyOf": {"A": {"anyOf": [A, {"type": "string"}]}},
    "oneOf each other": {"A": {"oneOf": [ref("B")]}, "B": {"oneOf": [A]}},
    "not": {"A": {"not": A}},
    "items": {"A": {"type": "array", "items": A}},
    "prefixItems": {"A": {"type": "array", "prefixItems": [A, A]}},
    "additionalProperties": {"A": {"type": "object", "additionalProperties": A}},
    "patternProperties": {"A": {"type": "object", "patternProperties": {"x": A}}},
    "propertyNames": {"A": {"type": "object", "propertyNames": A}},
    "if": {"A": {"if": A, "then": A, "else": A}},
    "property": {"A": {"type": "object", "properties": {"a": A}, "required": ["a"]}},
    "what is inside": {"A": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A/properties/a"}}}},
    "its own inside": {"A": {"$ref": "#/components/schemas/A/properties/a", "properties": {"a": {"type": "string"}}}},
    "the document": {"A": {"$ref": "#"}},
    "all schemas": {"A": {"$ref": "#/components/schemas"}},
    "discriminator": {"A": {"oneOf": [A], "discriminator": {"propertyName": "k", "mapping": {"a": A["$ref"]}}}},
    "$defs": {"A": {"$defs": {"x": {"$ref": _X}}, "$ref": _X}},
    "$anchor": {"A": {"$anchor": "me", "$ref": "#me"}},
    "$dynamicRef": {"A": {"$dynamicAnchor": "me", "$dynamicRef": "#me"}},
}  # fmt: skip


def circling(kind: str) -> dict[str, Any]:
    """A document in which components of a kind that is no schema lead to each other, and one to itself."""
    parts = {"P": ref("Q", kind), "Q": ref("P", kind), "S": ref("S", kind)}
    both = [ref("P", kind), ref("S", kind)]
    by_name = {"X-A": both[0], "X-B": both[1]}
    uses: dict[str, dict[str, Any]] = {
        "parameters": {"parameters": both},
        "responses": {"responses": {"200": both[0], "404": both[1]}},
        "requestBodies": {"requestBody": both[0]},
        "headers": {"responses": {"200": {"description": "Ok.", "headers": by_name}}},
        "links": {"responses": {"200": {"description": "Ok.", "links": by_name}}},
        "callbacks": {"callbacks": by_name},
        "securitySchemes": {"security": [{"P": []}, {"S": []}]},
    }
    document = described({"A": {"type": "string"}}, {kind: parts}, **uses.get(kind, {}))
    if kind == "pathItems":
        document["paths"] |= {"/p": both[0], "/s": both[1]}
    return document


def made(document: dict[str, Any], limits: Limits | None = None) -> dict[str, bytes]:
    start = time.process_time()
    config = client_config(Path("spec.json"), package="client")
    files = dict(build(parse(json.dumps(document).encode(), "spec.json", limits), config).files)
    assert time.process_time() - start < SECONDS
    return files


@pytest.mark.parametrize("name", CIRCLES)
def test_circles_of_schemas_end(name: str) -> None:
    assert made(described(CIRCLES[name]))


def test_circles_of_schemas_end_where_nothing_beside_a_reference_counts() -> None:
    schemas: Schemas = {}
    for number, part in enumerate(CIRCLES.values()):
        own = json.dumps(part)
        for name in part:
            own = own.replace(f"schemas/{name}", f"schemas/C{number}{name}")
        schemas |= {f"C{number}{name}": value for name, value in json.loads(own).items()}
    document = described({"A": {"type": "object", "properties": {name: ref(name) for name in schemas}}, **schemas})
    assert made({**document, "openapi": "3.0.3"})


KINDS = "parameters responses requestBodies headers links callbacks securitySchemes pathItems examples mediaTypes"


@pytest.mark.parametrize("kind", KINDS.split())
def test_circles_of_other_components_end(kind: str) -> None:
    assert made({**circling(kind), "openapi": "3.2.0"})


def test_circles_of_paths_end() -> None:
    document = described({"A": {"type": "string"}})
    document["paths"] |= {"/b": {"$ref": "#/paths/~1c"}, "/c": {"$ref": "#/paths/~1b"}, "/d": {"$ref": "#/paths/~1d"}}
    assert made(document)


def test_circles_through_files_end(tmp_path: Path) -> None:
    others = {
        "b.json": {"allOf": [{"$ref": "c.json"}, {"$ref": "spec.json#/components/schemas/A"}]},
        "c.json": {"$ref": "d.json#/x"},
        "d.json": {"x": {"$ref": "b.json"}, "y": {"$ref": "d.json#/y"}},
    }
    for name, value in others.items():
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    both = {"A": {"properties": {"b": {"$ref": "b.json"}, "y": {"$ref": "d.json#/y"}}}}
    (tmp_path / "spec.json").write_text(json.dumps(described(both)), encoding="utf-8")
    status, said, _, _ = measured(tmp_path / "spec.json")
    assert status == 0, said
    assert "leads back to itself" in said


# Patterns -------------------------------------------------------------------------------------------------------------

PATTERNS = (
    *("(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(?=(a+)+$)a", "(?<!x)(a+)+$", "(a{1,30000}){1,30000}", "a{1000000}"),
    *("(.*)*(.*)*(.*)*x", "(?P<n>a)(?P=n)", "(a)\\1", "\\p{L}+", "[", "(" * 5_000 + ")" * 5_000, "(?i:(a+)+)$"),
)


def test_a_pattern_is_in_no_code_and_no_text_takes_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a text's `pattern` nothing is made: neither the generator nor the client compiles it."""
    fields = {f"f{number}": {"type": "string", "pattern": pattern} for number, pattern in enumerate(PATTERNS)}
    document = described({"A": {"type": "object", "properties": fields}})
    document["paths"]["/a"]["get"]["parameters"] = [
        {"name": "q", "in": "query", "schema": {"type": "string", "pattern": "(a+)+$"}}
    ]
    for name, content in made(document).items():
        if name.endswith(".py"):
            assert "(a+)+" not in content.decode()
            assert "pattern=" not in content.decode() or name.startswith("_runtime/")
        path = tmp_path / "slow_patterns" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    monkeypatch.syspath_prepend(str(tmp_path))
    from slow_patterns.models import A as Model  # type: ignore[import-not-found]

    start = time.process_time()
    hostile = "a" * 100_000 + "!"
    read = Model.model_validate(dict.fromkeys(fields, hostile))
    assert read.f0 == hostile
    assert time.process_time() - start < 2


# The limits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "hint"),
    [
        (Limits(bytes=100), "limit bytes="),
        (Limits(values=10), "limit values="),
        (Limits(references=3), "limit references="),
        (Limits(members=1), "limit members="),
    ],
)
def test_what_is_over_a_limit_says_how_it_is_raised(limits: Limits, hint: str) -> None:
    fields = {"b": ref("B"), "c": {"type": "string"}}
    document = described({"A": {"type": "object", "properties": fields}, "B": {"type": "string"}})
    with pytest.raises(LeadsmithError) as caught:
        made(document, limits)
    [found] = caught.value.diagnostics
    assert found.code == "too-large"
    assert hint in found.hint
    number = int(found.hint.partition("=")[2].partition("`")[0])
    name = hint.removeprefix("limit ").rstrip("=")
    assert number > getattr(limits, name)
    assert made(document, Limits(**{**vars(Limits()), name: 100_000}))


@pytest.mark.parametrize(
    ("large", "place"),
    [
        ({"properties": {"a": {}, "b": {}, "c": {}}}, "/components/schemas/A/properties"),
        ({"items": {"enum": ["a", "b", "c"]}}, "/components/schemas/A/items/enum"),
        ({"k" * 10_001: {}}, f"/components/schemas/A/{'k' * 10_001}"),
    ],
)
def test_what_is_too_much_is_named_with_its_place(large: dict[str, Any], place: str) -> None:
    text = json.dumps(described({"A": large}), indent=1)
    with pytest.raises(LeadsmithError) as caught:
        parse(text.encode(), "spec.json", Limits(members=2))
    [found] = caught.value.diagnostics
    assert (found.code, found.pointer) == ("too-large", place)
    assert found.location is not None
    assert f'"{place.rpartition("/")[2]}"' in text.splitlines()[found.location.line - 1]


def test_a_reference_that_no_disk_can_have_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "spec.json").write_text(json.dumps(described({"A": {"$ref": "x" * 300_000}})), encoding="utf-8")
    status, said, _, _ = measured(tmp_path / "spec.json")
    assert (status, said.count("[external-reference]")) == (0, 1)
    assert said.startswith("spec.json:1:")
    assert "xxx…xxx" in said
    assert len(said) < 3_000


def test_text_in_json_counts_for_no_values() -> None:
    document = described({"A": {"type": "string", "description": ",[{" * 400}})
    assert made(document, Limits(values=50))


def test_json_that_is_not_closed_is_read_once() -> None:
    start = time.process_time()
    with pytest.raises(LeadsmithError):
        parse(b'{"a": "' + b'\\"' * 2_000_000, "spec.json", Limits(values=5))
    assert time.process_time() - start < SECONDS
