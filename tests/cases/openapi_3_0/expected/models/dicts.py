"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

from .enums import LeadFlag, LeadStatus
from .objects import RepValue


class LeadDict(TypedDict, total=False):
    """`Lead` as a plain dict."""

    age: Required[int | None]
    status: LeadStatus | str | None
    flag: LeadFlag | str | None
    rep: RepValue | RepValueDict | None
    reps: Sequence[str | None]
    rating: float
    read_only: str


class RepValueDict(TypedDict, total=False):
    """`RepValue` as a plain dict."""

    name: str
