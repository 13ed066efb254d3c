"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from .objects import Filter, Json


class FilterDict(TypedDict, total=False):
    """`Filter` as a plain dict."""

    and_: Sequence[Filter | FilterDict]
    or_: Sequence[Filter | FilterDict]
    not_: Filter | FilterDict
    value: str | float | Sequence[Json] | Mapping[str, Json]
