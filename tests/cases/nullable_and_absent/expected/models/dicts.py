"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Required, TypedDict

from .objects import Note


class NoteDict(TypedDict, total=False):
    """`Note` as a plain dict."""

    required: Required[str]
    required_nullable: Required[str | None]
    optional: str
    optional_nullable: str | None
    either: int | str | None
    list_of_nullable: Sequence[int | float | None]
    reference: Note | NoteDict | None
    only_null: None
    anything: Any
    required_later: bool
