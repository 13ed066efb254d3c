"""The uses and the unseen places of one file, as they are found. Knows text and places, nothing of types."""

from __future__ import annotations

import ast

from leadsmith.compat.change import Touch
from leadsmith.compat.usage.layout import Source
from leadsmith.compat.usage.use import Unseen, Use


class Found:
    """A notebook: each use once, sure where one way to it is sure."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.text.split("\n")
        self.places: dict[tuple[int, int, str, Touch], bool] = {}
        self.unseen: set[Unseen] = set()
        self.common: set[str] = set()
        self.common_line = 0

    def add(self, place: ast.AST | tuple[int, int], symbol: str, touch: Touch, sure: bool = True) -> None:
        """Write down a use."""
        line, column = place if isinstance(place, tuple) else self.place(place)
        key = (line, column, symbol, touch)
        self.places[key] = self.places.get(key, False) or sure

    def miss(self, node: ast.AST, message: str) -> None:
        """Write down that something cannot be seen."""
        self.unseen.add(Unseen(self.source.path, self.place(node)[0], message))

    def place(self, node: ast.AST) -> tuple[int, int]:
        """Line and column of a node; of an attribute those of its name."""
        line, offset = node.lineno, node.col_offset  # type: ignore[attr-defined]
        if isinstance(node, ast.Attribute):
            line, offset = node.end_lineno or line, (node.end_col_offset or 0) - len(node.attr.encode())
        text = self.lines[line - 1].encode()[:offset] if line <= len(self.lines) else b""
        return line, len(text.decode(errors="replace")) + 1

    def fits(self, node: ast.Attribute) -> None:
        """Note an attribute of an unknown value, whose name is too common to be told place by place."""
        self.common.add(node.attr)
        self.common_line = min(self.common_line or node.lineno, node.lineno)

    def result(self) -> tuple[list[Use], list[Unseen]]:
        """The uses and the unseen places of the file."""
        uses = [Use(self.source.path, *place[:2], place[2], place[3], sure) for place, sure in self.places.items()]
        if self.common:
            names = ", ".join(sorted(self.common))
            message = (
                f"attributes called like fields ({names}) are read from values whose type is not known; "
                "parameters without annotation are the usual cause"
            )
            self.unseen.add(Unseen(self.source.path, self.common_line, message))
        return uses, sorted(self.unseen)
