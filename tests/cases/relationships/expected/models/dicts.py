"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

from .objects import Lead, Meeting, SalesRep


class LeadDict(TypedDict, total=False):
    """`Lead` as a plain dict."""

    id: str
    meetings: Sequence[str | Meeting | MeetingDict]
    sales_rep: str | SalesRep | SalesRepDict | None


class MeetingDict(TypedDict, total=False):
    """`Meeting` as a plain dict."""

    lead: Required[str | Lead | LeadDict]
    follows: Meeting | MeetingDict


class SalesRepDict(TypedDict, total=False):
    """`SalesRep` as a plain dict."""

    leads: Sequence[int | Lead | LeadDict]
