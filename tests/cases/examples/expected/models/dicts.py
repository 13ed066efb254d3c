"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from typing import TypedDict


class NoteDict(TypedDict, total=False):
    """`Note` as a plain dict."""

    text: str
    length: int
    author: str
