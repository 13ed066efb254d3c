"""Text -> JSON values by RFC 8259, fast; their places only when somebody asks. Must not know OpenAPI.

Of what RFC 8259 leaves open: a key that stands twice, half of a surrogate pair, and nesting beyond `MAX_DEPTH` are
errors. A number that is not finite, or too large to be, is read as such a float: see `numbers`.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from leadsmith.diagnostics import Diagnostic, LeadsmithError
from leadsmith.document.limits import Used
from leadsmith.document.places import MAX_DEPTH, MAX_TOLD, Place, find, pointer, position

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s{}\[\],:"]+', re.DOTALL)
_TEXT = re.compile(
    r'"(?:[^"\\]|\\.)*+"?', re.DOTALL
)  # one that is never closed goes to the end, and no try begins within
_LONG = re.compile(r"\d{1000,}")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_json(text: str, file: str, used: Used) -> Any:
    """The value that `text` holds. Before any is made its values are counted, as their commas and brackets say.

    Raises ValueError when it is no JSON, and LeadsmithError, with places, when it is but cannot be used.
    """
    duplicates = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal duplicates
        value = dict(pairs)
        duplicates = duplicates or len(value) != len(pairs)
        return value

    count = _members(text)
    used.take_values(count if count + used.values <= used.limits.values else _members(_TEXT.sub("", text)), file)
    try:
        try:
            value = json.loads(text, object_pairs_hook=mapping)
        except ValueError as error:
            if isinstance(error, json.JSONDecodeError) or not _LONG.search(text):
                raise
            value = json.loads(text, object_pairs_hook=mapping, parse_int=whole)
    except RecursionError:
        raise LeadsmithError((too_deep().at(_At(text, Place(file, 0))),), {file: text}) from None
    if duplicates:
        raise LeadsmithError(_places(text, file)[1], {file: text})
    problem = unusable(value, bool(_SURROGATE_ESCAPE.search(text)))
    if problem:
        place = find(json_places(text, file), problem.pointer)
        raise LeadsmithError((problem.at(_At(text, place)),), {file: text})
    return value


def json_places(text: str, file: str) -> Place:
    """The places of the values in `text`, which is JSON."""
    return _places(text, file)[0]


def unusable(value: Any, surrogates: bool = False) -> Diagnostic | None:
    """The first thing in a parsed value that the modules below cannot take, if there is one.

    `surrogates` also looks at all text for halves of surrogate pairs.
    """
    pending: list[tuple[Any, tuple[str | int, ...]]] = [(value, ())]
    while pending:
        value, path = pending.pop()
        if len(path) >= MAX_DEPTH:
            return too_deep(pointer(*path[:MAX_DEPTH]))
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for key, member in members:
            if surrogates and (_halves(key) or _halves(member)):
                message = "A \\u escape here is half of a surrogate pair, and no character."
                return Diagnostic("bad-character", "error", pointer(*path, key), message, "Write both halves.")
            if isinstance(member, dict | list):
                pending.append((member, (*path, key)))
    return None


def _members(text: str) -> int:
    """How many values JSON has at most; text in it counts as if it were none."""
    return 1 + sum(map(text.count, ",[{"))


def whole(text: str) -> int | float:
    """The integer that is written; what has more digits than Python converts is infinite."""
    try:
        return int(text)
    except ValueError:
        return math.inf


def too_deep(place: str = "") -> Diagnostic:
    """The diagnostic for nesting beyond `MAX_DEPTH`."""
    message = f"The document is nested more than {MAX_DEPTH} levels deep."
    return Diagnostic("too-deep", "error", place, message, "Move what is inside to components and refer to it.")


class _At:
    """A locator that knows one place."""

    def __init__(self, text: str, place: Place) -> None:
        self._location = position(place.file, text, place.offset)

    def locate(self, pointer: str) -> Any:
        return self._location


def _halves(value: object) -> bool:
    return isinstance(value, str) and bool(_SURROGATE.search(value))


def _places(text: str, file: str) -> tuple[Place, list[Diagnostic]]:
    """Places, and the keys that stand twice. Goes through the tokens once; `text` is known to be JSON."""
    problems: list[Diagnostic] = []
    roots: list[Place] = []
    stack: list[dict[str, Place] | list[Place]] = [roots]
    path: list[str | int] = []
    key: str | None = None
    key_offset = 0
    for match in _TOKEN.finditer(text):
        token, offset = match[0], match.start()
        top = stack[-1]
        if token in ("}", "]"):
            stack.pop()
            path.pop()
            continue
        if isinstance(top, dict) and key is None:
            key, key_offset = json.loads(token) if "\\" in token else token[1:-1], offset
            if key in top and len(problems) < MAX_TOLD:
                first = position(file, text, top[key].offset)
                message = f"The key {key!r} stands twice here, first in line {first.line}, column {first.column}."
                where = position(file, text, offset)
                place = pointer(*path[1:], key)
                problems.append(Diagnostic("duplicate-key", "error", place, message, "Remove one of them.", where))
            continue
        members: dict[str, Place] | list[Place] | None = {} if token == "{" else [] if token == "[" else None
        if isinstance(top, dict):
            assert key is not None
            step: str | int = key
            top[key] = Place(file, key_offset, members)
            key = None
        else:
            step = len(top)
            top.append(Place(file, offset, members))
        if members is not None:
            stack.append(members)
            path.append(step)
    return roots[0], problems
