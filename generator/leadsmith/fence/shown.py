"""The fence of README.md: text that means nothing in Markdown but by our template, and Python as it shows it.

Knows how the template lays out its blocks of code, nothing of what they show.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from leadsmith.fence.tables import SHOWN, SHOWN_CALLED, SHOWN_IMPORTS

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INERT = re.compile(r"\\([!-/:-@\[-`{-~])|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)")
"""From left to right, an escaped sign, or code within a line. A dot stands for it: what is around it does not touch."""
_ACTIVE = re.compile(r"[<\[\]`]|&#?\w+;|~~~|://|^ {0,3}(?:=+|-{2,})\s*$")
"""What no line of the template has: HTML, links, code that is not closed, entities, other headings."""


def markdown(text: str) -> Iterator[tuple[int, str]]:
    """Line and words of what is in README.md and is not what the template writes."""
    package = re.match(r"# (\w*)", _INERT.sub(lambda found: found[1] or "", text[: text.find("\n")]))
    called = {*SHOWN_CALLED}
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 2
        if block[1] == "python":
            yield from _code(block[2], line, package[1] if package else "", called)
        elif block[1] != "console":
            yield line - 1, f"a block of {block[1]!r}"
    prose = _BLOCK.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, line_text in enumerate(prose.split("\n"), 1):
        if found := _ACTIVE.search(_INERT.sub(".", line_text)):
            yield number, f"{found[0]!r} in text"


def _code(source: str, line: int, package: str, called: set[str]) -> Iterator[tuple[int, str]]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        yield line, f"no Python at all, {error}"
        return
    for node in ast.walk(tree):
        place = line + getattr(node, "lineno", 1) - 1
        if type(node).__name__ not in SHOWN:
            yield place, f"a {type(node).__name__}"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
            called.update(alias.name for alias in node.names)
            if module.partition(".")[0] not in {*SHOWN_IMPORTS, package}:
                yield place, f"an import of {module!r}"
        elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            yield place, f"the attribute {node.attr!r}"
        elif isinstance(node, ast.Call) and _root(node.func) not in called:
            yield place, f"a call of {ast.unparse(node.func)!r}"


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""
