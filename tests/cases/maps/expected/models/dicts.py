"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from .objects import (
    Open_,
    SettingsInlineValue,
)


class SettingsDict(TypedDict, total=False):
    """`Settings` as a plain dict."""

    anything: Mapping[str, Any]
    counts: Mapping[str, int]
    nested: Mapping[str, Sequence[Open_ | Mapping[str, Any]]]
    inline: Mapping[str, SettingsInlineValue | SettingsInlineValueDict]


class SettingsInlineValueDict(TypedDict, total=False):
    """`SettingsInlineValue` as a plain dict."""

    size: float
