"""The last look at what goes out: every generated file may hold what its template writes, and nothing else.

What is not in `tables` is no code of ours, wherever it came from. Knows what the templates write, nothing of documents;
reads no template, so that a mistake in one cannot open the fence.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from leadsmith.diagnostics import Diagnostic, LeadsmithError, Location
from leadsmith.fence.python import python
from leadsmith.fence.shown import markdown


def hold(files: Mapping[str, str], unknown: Iterable[str] = ()) -> None:
    """Hold each of `files` (path in the package -> text) to what templates write; `unknown` are by the user's own.

    Raises LeadsmithError with file, line and the code that no template writes: a mistake of Leadsmith, not of a user.
    """
    for name, text in sorted(files.items()):
        if name not in unknown and not name.startswith("_runtime/"):
            for line, what in _found(name, text, files):
                raise _refusal(name, line, what, text)


def _found(name: str, text: str, files: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Line and words of what is in a file and not in the tables."""
    if name.endswith(".json"):
        try:
            json.loads(text, object_pairs_hook=lambda _: None)  # data, whatever it says, and none is kept
        except ValueError as error:
            yield 1, f"no JSON, {error}"
    elif name.endswith(".md"):
        yield from _hidden(text)
        yield from markdown(text)
    elif name.endswith(".py"):
        yield from _hidden(text)
        yield from python(name, text, files)
    elif text:
        yield 1, "anything at all"


def _refusal(name: str, line: int, what: str, text: str) -> LeadsmithError:
    message = f"In this file that was to be generated stands what no template writes: {what}."
    hint = "This is a mistake of Leadsmith, and may be a dangerous one: report it with the document, see SECURITY.md."
    problem = Diagnostic("not-ours", "error", "", f"{message} Nothing was written.", hint, Location(name, line, 1))
    return LeadsmithError([problem], {name: text})


def _hidden(text: str) -> Iterator[tuple[int, str]]:
    """Control and formatting characters, which could hide what a line says, or end it."""
    for letter in sorted(set(text) - {"\n"}):
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            yield text.count("\n", 0, text.index(letter)) + 1, f"the character U+{ord(letter):04X}"
