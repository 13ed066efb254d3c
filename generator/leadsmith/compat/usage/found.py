"""The uses and the unseen places of one file, as they are found. Knows text and places, nothing of types."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from leadsmith.compat.change import Touch
from leadsmith.compat.usage.layout import Source
from leadsmith.compat.usage.use import Unseen, Use


@dataclass(frozen=True)
class Keys:
    """The arguments or keys that are given in a place, as they are written; with `whole` there are no others."""

    names: frozenset[str] = frozenset()
    whole: bool = False

    def __or__(self, other: Keys) -> Keys:
        """What is given by both together."""
        return Keys(self.names | other.names, self.whole and other.whole)

    def __and__(self, other: Keys) -> Keys:
        """What is given in either case."""
        return Keys(self.names & other.names, self.whole and other.whole)


UNKNOWN = Keys()
"""Nothing is known of what is given."""
NOTHING = Keys(whole=True)
"""Nothing is given."""


class Found:
    """A notebook: each use once, sure where one way to it is sure."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.text.split("\n")
        self.places: dict[tuple[int, int, str, Touch], bool] = {}
        self.given: dict[tuple[int, int, str, Touch], Keys] = {}
        self.unseen: set[Unseen] = set()
        self.common: set[str] = set()
        self.common_line = 0

    def add(
        self, place: ast.AST | tuple[int, int], symbol: str, touch: Touch, sure: bool = True, given: Keys = UNKNOWN
    ) -> None:
        """Write down a use, with what is given there."""
        line, column = place if isinstance(place, tuple) else self.place(place)
        key = (line, column, symbol, touch)
        self.places[key] = self.places.get(key, False) or sure
        known = self.given.get(key, UNKNOWN)
        self.given[key] = given if known == UNKNOWN else known if given == UNKNOWN else known & given

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
        uses = [
            Use(self.source.path, *place[:2], place[2], place[3], sure, given.names, given.whole)
            for place, sure in self.places.items()
            for given in [self.given[place]]
        ]
        if self.common:
            names = ", ".join(sorted(self.common))
            message = (
                f"attributes called like fields ({names}) are read from values whose type is not known; "
                "parameters without annotation are the usual cause"
            )
            self.unseen.add(Unseen(self.source.path, self.common_line, message))
        return uses, sorted(self.unseen)
