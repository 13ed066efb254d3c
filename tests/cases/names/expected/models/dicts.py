"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from typing import TypedDict

from .objects import (
    Pager_,
)


class RequestDict(TypedDict, total=False):
    """`Request_` as a plain dict."""

    pager: Pager_ | PagerDict


class PagerDict(TypedDict, total=False):
    """`Pager_` as a plain dict."""

    size: int
