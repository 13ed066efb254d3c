"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from typing import TypedDict

from .enums import LeadBodyStatus


class WhereDict(TypedDict, total=False):
    """`Where` as a plain dict."""

    city: str


class LeadBodyDict(TypedDict, total=False):
    """`LeadBody` as a plain dict."""

    name: str
    status: LeadBodyStatus | str
