"""The fence of comments, which are in no syntax tree: each is one that a template writes.

Knows where texts stand in a tree, as `#` in one begins no comment.
"""

from __future__ import annotations

import ast
import io
import tokenize
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from leadsmith.fence.tables import COMMENTS


def comments(text: str, marked: Iterable[ast.Constant]) -> Iterator[tuple[int, str]]:
    """Comments that no template writes. What begins with `#` in a text of the tree is none."""
    spans = sorted((node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0) for node in marked)
    lines = text.encode().split(b"\n")
    for number, line in enumerate(lines, 1):
        at = line.find(b"#")
        while at >= 0:
            before = bisect_right(spans, (number, at, number, len(line))) - 1
            within = before >= 0 and (number, at) < spans[before][2:]
            if not within:
                if line[at:].decode() not in COMMENTS:
                    yield number, f"the comment {line[at:].decode()[:80]!r}"
                break
            at = line.find(b"#", at + 1)
    for first, start, last, end in spans:
        own = [*lines[first - 1 : last]]
        own[-1] = own[-1][:end]
        own[0] = own[0][start:]
        tokens = tokenize.generate_tokens(io.StringIO(b"\n".join(own).decode()).readline)
        if any(token.type == tokenize.COMMENT for token in tokens):
            yield first, "a comment between parts of a text"
