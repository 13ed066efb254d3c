"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, Required, TypedDict
from uuid import UUID


class EventDict(TypedDict, total=False):
    """`Event` as a plain dict."""

    started_at: Required[datetime | str]
    day: date | str
    at: time | str
    length: timedelta | str
    key: Required[UUID | str]
    email: str
    site: str
    picture: str
    file: str
    unheard_of: str
    small: int
    price: float
    amount: str
    ended_at: datetime | str | None
    history: Sequence[datetime | str]
    fixed: Literal["event"]
    limited: str
