"""Numbers that JSON has not, and such as are too large to be read: each is told and left out. Must not know OpenAPI."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from leadsmith.diagnostics import Diagnostic
from leadsmith.document.places import Place, location, pointer

_MESSAGE = "This is no number in JSON, or one that is too large to be read; it is left out."
_HINT = "Write a smaller one, or quote it, if it is meant as text."


def finite(
    value: Any, places: Callable[[], Place], sources: Mapping[str, str]
) -> tuple[Any, Callable[[], Place], list[Diagnostic]]:
    """The value without what is not finite in it, its places, and what there is to say of that."""
    if not _has_strange(value):
        return value, places, []
    found: list[Diagnostic] = []
    value, place = _without(value, places(), "", found, sources)
    return value, lambda: place, found


def _has_strange(value: Any) -> bool:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            todo += item.values()
        elif isinstance(item, list):
            todo += item
        elif isinstance(item, float) and not math.isfinite(item):
            return True
    return False


def _without(
    value: Any, place: Place, here: str, found: list[Diagnostic], sources: Mapping[str, str]
) -> tuple[Any, Place]:
    if not isinstance(value, dict | list):
        return value, place
    members: Any = place.members
    kept = []
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        inner = f"{here}{pointer(key)}"
        if isinstance(item, float) and not math.isfinite(item):
            where = location(members[key], sources)
            found.append(Diagnostic("number-range", "warning", inner, _MESSAGE, _HINT, where))
        else:
            kept.append((key, *_without(item, members[key], inner, found, sources)))
    if isinstance(value, dict):
        return {key: item for key, item, _ in kept}, place._replace(members={str(key): at for key, _, at in kept})
    return [item for _, item, _ in kept], place._replace(members=[at for _, _, at in kept])
