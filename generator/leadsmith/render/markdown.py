"""Text of a document as Markdown in which it means nothing: no HTML, no links, no headings, no fences.

Knows CommonMark (0.31) and GitHub's additions to it, nothing of what is printed.
"""

from __future__ import annotations

import re

from leadsmith.render.code import Code, visible

_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_ADDRESS = re.compile(r"://|@|^www\.|^#\d", re.IGNORECASE)
"""In words that GitHub would make a link of, as they stand."""
_ACTIVE = re.compile(r"[\\`*\[\]<>&~$|]|(?<![^\W_])_|_(?![^\W_])")
_AT_AN_END = re.compile(r"^(?:[#+=:-]|\d+(?=[.)]))|(?<=.)#$")
"""What makes a heading or a list of a line, or ends a heading."""


def markdown(text: object) -> Code:
    """Text as one paragraph, or a part of one. What is between backticks stays code."""
    parts = _SPAN.split(" ".join(visible(str(text)).split()))
    written = "".join(span(part) if index % 2 else _plain(part) for index, part in enumerate(parts))
    return Code(_AT_AN_END.sub(_guarded, written))


def span(text: object) -> Code:
    """Text as code within a line."""
    line = " ".join(visible(str(text)).split())
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    around = " " if line.startswith("`") or line.endswith("`") or not line else ""
    return Code(f"{fence}{around}{line}{around}{fence}")


def _plain(text: str) -> str:
    words = text.split(" ")
    return " ".join(span(word) if _ADDRESS.search(word) else _ACTIVE.sub(_escaped, word) for word in words)


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _guarded(start: re.Match[str]) -> str:
    return start[0] + "\\" if start[0].isdigit() else "\\" + start[0]
