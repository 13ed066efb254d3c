"""What there is to say about a document, and how it is shown.

Knows places in text, nothing of OpenAPI, YAML or Python code. Prints only to the console that it is given.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Level = Literal["error", "warning", "info"]

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_MANY, _FIRST = 5, 3
"""Of more infos of a kind than the one, so many as the other are printed."""
_LONGEST = 500
"""Characters of a message, a hint or a pointer that are shown; of a longer one, its beginning and its end."""
_WINDOW = 120
"""Characters of a source line that are shown; of a longer one, the part around the caret."""


@dataclass(frozen=True)
class Location:
    """A place in a file. Line and column count from 1; the column counts characters, not bytes."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Locator(Protocol):
    """What can tell where a JSON pointer stands: a document."""

    def locate(self, pointer: str) -> Location: ...


@dataclass(frozen=True)
class Diagnostic:
    """One thing to say: `code` is a short kebab-case id, `pointer` an RFC 6901 pointer, `hint` one way out."""

    code: str
    level: Level
    pointer: str
    message: str
    hint: str = ""
    location: Location | None = None

    def at(self, document: Locator) -> Diagnostic:
        """The same with its place in the files of `document`; a place that is known already stays."""
        return self if self.location else replace(self, location=document.locate(self.pointer))


class LeadsmithError(Exception):
    """The work cannot go on: `diagnostics` say why; `sources` has the text of the files, by the names they go by."""

    def __init__(self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, str] | None = None) -> None:
        self.diagnostics = tuple(diagnostics)
        self.sources: Mapping[str, str] = dict(sources or {})
        super().__init__(self.diagnostics, self.sources)

    def __str__(self) -> str:
        return "\n".join(_headline(diagnostic) for diagnostic in self.diagnostics)


def show(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, str], console: Console, all_by: str | None = None
) -> None:
    """Print the diagnostics: place and message, the pointer, the line of the source with a caret, one way out.

    Text of the document is printed as it is: no markup is read in it, and control characters are replaced.
    The first line is never wrapped, so that editors and `grep` find it. Of many infos of a kind the first are printed,
    and how many more there are, where `all_by` says what shows all.
    """
    found = tuple(diagnostics)
    kinds = Counter(item.code for item in found if item.level == "info")
    left = {code: count - _FIRST for code, count in kinds.items() if all_by and count > _MANY}
    told: Counter[str] = Counter()
    for diagnostic in found:
        code = diagnostic.code if diagnostic.level == "info" and diagnostic.code in left else ""
        told[code] += 1
        if not code or told[code] <= _FIRST:
            console.print(_described(diagnostic, sources), soft_wrap=True, highlight=False, markup=False, emoji=False)
        if code and told[code] == _FIRST:
            more = f"  and {left[code]:,} more of this kind [{code}]: {all_by} shows all"
            console.print(more, style="dim", soft_wrap=True, highlight=False, markup=False, emoji=False)


def _described(diagnostic: Diagnostic, sources: Mapping[str, str]) -> Text:
    from rich.text import Text  # not at the top: `check` of what did not change loads nothing that it does not need

    location = diagnostic.location
    text = Text()
    if location:
        text.append(f"{_printable(str(location))}: ", "bold")
    text.append(f"{diagnostic.level}: ", _STYLES[diagnostic.level])
    text.append(f"{_printable(brief(diagnostic.message))} [{diagnostic.code}]")
    if diagnostic.pointer:
        text.append(f"\n  at {_printable(brief(diagnostic.pointer))}", "dim")
    if location and location.file in sources:
        text.append(_excerpt(sources[location.file], location))
    if diagnostic.hint:
        text.append(f"\n  one way out: {_printable(brief(diagnostic.hint))}")
    return text


def _headline(diagnostic: Diagnostic) -> str:
    place = f"{diagnostic.location}: " if diagnostic.location else ""
    return f"{place}{diagnostic.level}: {brief(diagnostic.message)} [{diagnostic.code}]"


def brief(text: str) -> str:
    """`text`, without its middle where it is long: it may repeat whatever a document says."""
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}…{text[-half:]}"


@lru_cache(maxsize=16)
def line_starts(text: str) -> array[int]:
    """The offset at which each line of a text begins; a newline alone ends one. Many places are looked up in a text."""
    return array("q", [0, *(found.end() for found in re.finditer("\n", text))])


def _excerpt(source: str, location: Location) -> str:
    from rich.cells import cell_len

    starts = line_starts(source)
    if location.line > len(starts):
        return ""
    end = starts[location.line] - 1 if location.line < len(starts) else len(source)
    line = source[starts[location.line - 1] : end].rstrip("\r")
    caret = min(location.column - 1, len(line))
    start = max(0, caret - _WINDOW // 2) if len(line) > _WINDOW else 0
    shown = _printable(line[start : start + _WINDOW])
    before = cell_len(_printable(line[start:caret]))
    number = str(location.line)
    return f"\n  {number} | {shown}\n  {' ' * len(number)} | {' ' * before}^"


def _printable(text: str) -> str:
    """`text` on one line; a control character (a terminal would obey it) becomes a space or U+FFFD."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)
