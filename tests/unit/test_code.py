"""Text becomes code in four ways, and in no other: whatever the text, it is a literal, a name or a docstring."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from leadsmith.config import ClientConfig, CredentialConfig
from leadsmith.document import parse
from leadsmith.pipeline import build
from leadsmith.render import only_code
from leadsmith.render.code import WIDTH, Code, comment, docstring, identifier, literal, prose

HOSTILE = st.text(alphabet=st.sampled_from(list("\"'\\\n\r\t{}%#N\x00\x1b\u2028 aux0[]\N{AUTOMOBILE}")))
TEXT = st.one_of(st.text(), HOSTILE, st.text(alphabet=st.characters(codec=None)))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXT)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(TEXT, inner)),
    max_leaves=8,
)


@given(VALUES)
def test_a_literal_is_the_value_again(value: object) -> None:
    code = literal(value)
    found = ast.literal_eval(code)
    assert (found, type(found)) == (value, type(value))
    assert "\n" not in code


@pytest.mark.parametrize("indent", [0, 4])
@given(text=TEXT)
def test_a_comment_is_comments_and_nothing_else(indent: int, text: str) -> None:
    source = f"{' ' * indent}{comment(text, indent)}\n"
    kinds = {token.type for token in tokenize.generate_tokens(io.StringIO(source).readline)}
    assert kinds <= {tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER}
    assert all(line.startswith(f"{' ' * indent}#") for line in source.splitlines())


def test_a_comment_keeps_its_lines_and_wraps_long_ones() -> None:
    assert comment("One.\n\nTwo.", 4) == "# One.\n    #\n    # Two."
    assert max(map(len, comment("word " * 50).splitlines())) <= WIDTH


@given(st.lists(TEXT))
def test_literals_side_by_side_stay_apart(texts: list[str]) -> None:
    source = f"f({', '.join(literal(text) for text in texts)})"
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    assert [item.value for item in call.args if isinstance(item, ast.Constant)] == texts


@pytest.mark.parametrize("value", [object(), {1, 2}, [{1, 2}], Exception()])
def test_what_is_not_json_has_no_literal(value: object) -> None:
    with pytest.raises(TypeError):
        literal(value)


def test_bytes_are_a_literal() -> None:
    assert literal(b"data") == 'b"data"'
    assert ast.literal_eval(literal(b"\x00'\"")) == b"\x00'\""


def test_literals_are_in_double_quotes_where_that_reads_better() -> None:
    assert [literal(text) for text in ("a", "it's", 'a "b"', "a\n")] == ['"a"', '"it\'s"', "'a \"b\"'", '"a\\n"']
    assert literal(("a",)) == '("a",)'


@pytest.mark.parametrize("indent", [0, 4, 8])
@given(text=TEXT)
def test_a_docstring_is_one_constant_and_nothing_else(indent: int, text: str) -> None:
    code = docstring(text, indent)
    margin = " " * indent
    source = f"{'if True:' if indent else ''}\n{margin}{code}\n{margin}after = 1\n"
    block = ast.parse(source).body
    if indent:
        assert isinstance(block[0], ast.If)
        block = block[0].body
    assert len(block) == 2
    statement, after = block
    assert isinstance(after, ast.Assign)
    assert isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    assert isinstance(statement.value.value, str)


@given(st.text(alphabet=st.sampled_from(list("\"'\\{}%#N ab"))))
def test_a_docstring_says_what_the_text_says(text: str) -> None:
    assert ast.literal_eval(docstring(text)).split() == text.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line.", '"""One line."""'),
        ('Ends in "quotes"', '"""Ends in "quotes\\""""'),
        ("Ends in \\", '"""Ends in \\\\"""'),
        ('"""', '"""\\"\\"\\""""'),
        ("First.\n\nSecond.", '"""First.\n\n    Second.\n    """'),
        ("", '""""""'),
    ],
)
def test_docstrings_are_laid_out_as_one_writes_them(text: str, expected: str) -> None:
    assert docstring(text, 4) == expected


def test_control_characters_do_not_reach_a_docstring() -> None:
    assert docstring("a\x00b\x1b[31mc\u202ed\u2028e\x7f.") == '"""a b [31mc d e ."""'


def test_prose_is_wrapped_at_words_and_keeps_lists_and_blank_lines() -> None:
    lines = prose(f"{'word ' * 30}\n\n- {'item ' * 30}\n    indented", WIDTH)
    assert all(len(line) <= WIDTH for line in lines)
    assert "" in lines
    assert "  item" in " ".join(lines), "the second line of an item hangs under the first"
    assert lines[-1] == "    indented"
    assert prose("x" * 200, WIDTH) == ("x" * 200,)


@pytest.mark.parametrize("name", ["class", "1a", "a b", "", "a-b", "a\n", "a;b", "None", "a.b"])
def test_an_identifier_is_one_or_an_error(name: str) -> None:
    with pytest.raises(ValueError, match="is not a Python name"):
        identifier(name)


def test_identifiers_pass() -> None:
    assert identifier("lead_id") == "lead_id"
    assert isinstance(identifier("größe"), Code)


@pytest.mark.parametrize("value", ["text", 1, None, object(), ["a"]])
def test_templates_print_code_alone(value: object) -> None:
    with pytest.raises(ValueError, match="is not Code"):
        only_code(value)
    assert only_code(literal("text")) == '"text"'


def test_a_template_that_prints_text_of_the_document_ends_the_generation() -> None:
    environment = Environment(finalize=only_code, autoescape=False)
    environment.filters["literal"] = literal
    assert environment.from_string("x = {{ value | literal }}").render(value="a") == 'x = "a"'
    for template in ("{{ value }}", "{{ value | upper }}", "{{ (value | literal) ~ 'b' }}", "{{ 'a' ~ value }}"):
        with pytest.raises(ValueError, match="is not Code"):
            environment.from_string(template).render(value="a")


def built(text: str) -> dict[str, ast.Module]:
    """The modules of a client with `text` wherever a document has text that is no name."""
    schema = {"description": text, "properties": {"a": {"description": text, "type": "string"}, "b": {"const": text}}}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Lead"}, "example": {"a": text}}}
    operation = {
        "tags": ["leads"],
        "summary": text,
        "description": f"{text}\n\n{text}",
        "parameters": [
            {"name": "q", "in": "query", "required": True, "example": text, "description": text, "schema": {}}
        ],
        "requestBody": {"required": True, "description": text, "content": content},
        "responses": {"200": {"description": text, "content": content}, "404": {"description": text}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": text, "version": text, "description": text},
        # Braces in an address are no text: what is in them is an argument of the client.
        "servers": [{"url": f"https://example.com/{re.sub('[{}]', '', text)}"}],
        "tags": [{"name": "leads", "description": text}],
        "security": [{"key": []}],
        "paths": {"/leads": {"post": operation}},
        "components": {
            "schemas": {"Lead": schema},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": f"X-{text}", "description": text}},
        },
    }
    config = ClientConfig(Path("spec.json"), Path("acme"), "acme", (), {"key": CredentialConfig(prefix=text)})
    files = build(parse(json.dumps(document).encode(), "spec.json"), config).files
    return {
        name: ast.parse(content)
        for name, content in files.items()
        if name.endswith(".py") and not name.startswith("_runtime/")
    }


def outline(module: ast.Module) -> str:
    """The code without what its strings say."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(module)


@cache
def harmless() -> dict[str, str]:
    return {name: outline(module) for name, module in built("x").items()}


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8")) | HOSTILE)
def test_the_code_is_the_same_whatever_the_texts_of_the_document_say(text: str) -> None:
    found = {name: outline(module) for name, module in built(f"x{text}x").items()}
    assert found == harmless()
