"""Text of a document means nothing in Markdown: a parser of CommonMark finds text and code alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from leadsmith.render.code import visible
from leadsmith.render.markdown import markdown, span

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
CASES = Path(__file__).resolve().parents[1] / "cases"
NASTY = st.text(alphabet="ab1 \n\t`*_[]()<>!#+-=~|\\&;:./@$\"'{}", max_size=40)
TEXTS = st.one_of(NASTY, st.text(max_size=30))


def inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def words(text: str) -> str:
    return " ".join(visible(text).split())


@given(TEXTS, st.sampled_from(["", "- x: ", "## "]))
@example("<script>alert(1)</script>", "")
@example("[a](javascript:alert(1)) ![b](https://evil.test/c.png)", "")
@example("```\ncode\n```", "- x: ")
@example("1) a\n# b\n---\n| a | b |\n|---|---|", "")
@example("0 #", "## ")
@example("&lt;b&gt; &#60;", "")
def test_text_stays_text(text: str, before: str) -> None:
    tokens = PARSER.parse(f"{before}{markdown(text)}\n\nafter\n")
    assert {token.type for token in inline(tokens)} <= {"text", "code_inline"}
    if not words(text):
        return
    blocks = [token for token in tokens if token.type == "inline"]
    assert len(blocks) == 2
    if "`" not in text:
        shown = "".join(token.content for token in blocks[0].children or ())
        assert shown == re.sub("^(- |## )", "", before) + words(text)


@given(TEXTS)
@example("`")
@example("a `` b ` c")
def test_code_stays_code(text: str) -> None:
    found = inline(PARSER.parse(f"x {span(text)} y\n"))
    if words(text):
        assert [(token.type, token.content) for token in found[1:2]] == [("code_inline", words(text))]
        assert len(found) == 3


@pytest.mark.parametrize("text", ["https://a.test/b", "www.a.test", "a@b.test", "@someone", "#12"])
def test_what_github_makes_links_of_is_code(text: str) -> None:
    assert markdown(f"See {text} there.") == f"See `{text}` there."


def test_plain_text_is_left_as_it_is() -> None:
    for text in (
        "Get a lead.",
        "Fields as `totalDocs`, or fallback_locale; 2 + 2 = 4: (so) - yes!"[:-1],
        "a-b c.d 50%",
    ):
        assert markdown(text) == text


@pytest.mark.parametrize("path", sorted(CASES.glob("*/expected/README.md")), ids=lambda path: path.parts[-3])
def test_no_readme_has_html_or_links(path: Path) -> None:
    tokens: list[Any] = PARSER.parse(path.read_text(encoding="utf-8"))
    kinds = {token.type for token in [*tokens, *inline(tokens)]}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_block", "table_open"}
    assert {token.info for token in tokens if token.type == "fence"} <= {"python", "console"}
