"""Whether two values are one: JSON values, and a value beside the text that stands for it in a parameter.

What may differ is here alone: numbers are equal as numbers, points in time as instants, UUIDs in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from uuid import UUID

_DURATION = re.compile(
    r"([-+]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?"
)
_SECONDS = (7 * 86400, 86400, 3600, 60, 1)


def differences(one: Any, other: Any, where: str = "") -> Iterator[str]:
    """Each place where two JSON values differ, in words."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            if key not in other:
                yield f"{where}/{key} is lost: {one[key]!r:.80}"
            elif key not in one:
                yield f"{where}/{key} is new: {other[key]!r:.80}"
            else:
                yield from differences(one[key], other[key], f"{where}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{where}/{index}")
    elif not same_scalar(one, other):
        yield f"{where or 'the whole'} was {one!r:.120} and is {other!r:.120}"


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are one."""
    return next(differences(one, other), None) is None


def same_scalar(one: Any, other: Any) -> bool:
    """Whether two values without parts are one."""
    if isinstance(one, dict | list) or isinstance(other, dict | list):
        return bool(one == other)
    if isinstance(one, bool) or isinstance(other, bool) or one is None or other is None:
        return one is other
    if isinstance(one, str) and isinstance(other, str):
        return one == other or ((left := _meaning(one)) is not None and left == _meaning(other))
    return type(one) is not str and type(other) is not str and one == other


def same_text(value: Any, text: str) -> bool:
    """Whether `text` stands for a value without parts."""
    if isinstance(value, bool):
        return text == str(value).lower()
    if isinstance(value, int | float):
        try:
            return (int(text) if re.fullmatch(r"-?\d+", text) else float(text)) == value
        except ValueError:
            return False
    return isinstance(value, str) and same_scalar(value, text)


def _meaning(text: str) -> Any:
    """What a text of a date-time, a time, a duration or a UUID means; None for any other text."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[-+]\d\d:?\d\d)?", text):
        return _parsed(datetime.fromisoformat, text.upper())
    if re.fullmatch(r"\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[-+]\d\d:?\d\d)?", text):
        return _parsed(time.fromisoformat, text.upper())
    if re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
        return _parsed(UUID, text)
    if (found := _DURATION.fullmatch(text)) and len(text) > 2:
        years, months, *rest = (float(number or 0) for number in found.groups()[1:])
        seconds = sum(number * each for number, each in zip(rest, _SECONDS, strict=True))
        return found[1] == "-", 12 * years + months, seconds  # a month has no number of seconds
    return None


def _parsed(kind: Any, text: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        return None
