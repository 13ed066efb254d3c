"""Formats of text and numbers: what is read goes back out as the same value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest

HOLDER = """
    Holder:
      type: object
      properties:
        moment: {type: string, format: date-time, default: not a moment}
        day: {type: string, format: date, default: 20240101}
        hour: {type: string, format: time, default: {hour: 1}}
        id: {type: string, format: uuid, default: []}
        length: {type: string, format: duration, default: PT0S}
        price: {type: string, format: decimal, default: 1.10}
        picture: {type: string, format: byte}
        coded: {type: string, contentEncoding: base64, contentMediaType: image/png}
        big: {type: string, format: int64}
        number: {type: number, format: decimal, default: null}
        whole: {type: integer, format: int32, default: one}
        flag: {type: boolean, default: "yes"}
        days: {type: array, items: {type: string, format: date}, default: none}
        odd: {type: string, format: some text of the author}
"""


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("moment", "2024-01-02T03:04:05Z", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("moment", "2024-01-02T03:04:05", datetime(2024, 1, 2, 3, 4, 5)),
        ("day", "2024-01-02", date(2024, 1, 2)),
        ("hour", "03:04:05Z", time(3, 4, 5, tzinfo=UTC)),
        ("id", "3fa85f64-5717-4562-b3fc-2c963f66afa6", UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")),
        ("length", "P1M", "P1M"),
        ("price", "1.10", "1.10"),
        ("picture", "aGk=", "aGk="),
        ("coded", "aGk=", "aGk="),
        ("big", "9223372036854775807", "9223372036854775807"),
        ("number", 1, 1),
        ("number", 0.1, 0.1),
        ("whole", 2**62, 2**62),
        ("days", ["2024-01-02"], [date(2024, 1, 2)]),
        ("odd", "any", "any"),
    ],
)
def test_what_is_read_goes_back(made: Callable[..., Any], field: str, text: Any, value: Any) -> None:
    api = made(HOLDER)
    assert set(api.diagnostics) <= {"value-type"}, "of the defaults"
    read = api.read("Holder", {field: text})
    assert getattr(read, field) == value and type(getattr(read, field)) is type(value)
    assert api.write("Holder", read) == {field: text}


def test_what_is_sent_has_a_zone(made: Callable[..., Any]) -> None:
    api = made(HOLDER)
    assert api.write("Holder", {"moment": datetime(2024, 1, 2, tzinfo=UTC)}) == {"moment": "2024-01-02T00:00:00Z"}
    with pytest.raises(api.runtime.InvalidRequestError, match="moment: must have a time zone"):
        api.write("Holder", {"moment": datetime(2024, 1, 2)})
