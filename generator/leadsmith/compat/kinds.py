"""What is the same for all changes of a kind, and the families of kinds: what types and names have in common.

Words in messages: the fields are `symbol` and `symbol_after` (see `Change`), `before` and `after`, and `name`, the
thing that the change is about where it is no symbol. An advice has no `symbol`: changes with the same advice can be
told together. Must not know how changes are found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from leadsmith.compat.change import Direction, Level, Touch

Section = Literal["Removed", "Changed", "Deprecated", "Added"]
"""A section of a changelog (Keep a Changelog 1.1.0)."""


@dataclass(frozen=True)
class Kind:
    """What is the same for all changes with one id."""

    level: Level
    section: Section
    touches: frozenset[Touch]
    message: str
    advice: str = ""

    direction: Direction = ""


def kind(level: Level, section: Section, touches: str, message: str, advice: str = "") -> Kind:
    """A kind of change; `touches` are words."""
    known = set(get_args(Touch))
    assert set(touches.split()) <= known, touches
    return Kind(level, section, frozenset(touches.split()), message, advice)  # type: ignore[arg-type]


def given_types(prefix: str, touches: str) -> Mapping[str, Kind]:
    """The ways in which the type of something that a caller gives can change."""
    return {
        f"{prefix}-widened": kind("info", "Changed", "", "{symbol} takes more: {after}, before {before}."),
        f"{prefix}-narrowed": kind(
            "breaking",
            "Changed",
            touches,
            "{symbol} takes less: {after}, before {before}.",
            "Give a value of the type {after}.",
        ),
        f"{prefix}-changed": kind(
            "breaking",
            "Changed",
            touches,
            "{symbol} is of another type: {after}, before {before}.",
            "Give a value of the type {after}.",
        ),
    }


def read_types(prefix: str, touches: str, what: str = "{symbol}") -> Mapping[str, Kind]:
    """The ways in which the type of something that is read can change."""
    return {
        f"{prefix}-widened": kind(
            "breaking",
            "Changed",
            touches,
            f"{what} can be more: {{after}}, before {{before}}.",
            "Handle the further types of {after}.",
        ),
        f"{prefix}-narrowed": kind(
            "info", "Changed", touches, f"{what} can be less: {{after}}, before {{before}}.", ""
        ),
        f"{prefix}-items-narrowed": kind(
            "warning",
            "Changed",
            touches,
            f"What {what} holds can be less: {{after}}, before {{before}}.",
            "Write the narrower type where a variable or an argument is annotated: lists and dicts are invariant.",
        ),
        f"{prefix}-changed": kind(
            "breaking",
            "Changed",
            touches,
            f"{what} is of another type: {{after}}, before {{before}}.",
            "Read it as {after}.",
        ),
        f"{prefix}-became-any": kind(
            "warning",
            "Changed",
            touches,
            f"{what} can be anything now: {{after}}, before {{before}}.",
            "Check what comes: type checkers no longer do.",
        ),
        f"{prefix}-was-any": kind(
            "warning",
            "Changed",
            touches,
            f"{what} has a type now: {{after}}, before {{before}}.",
            "Read it as {after}; type checkers know it now.",
        ),
    }


def named_types(word: str, touches: str) -> Mapping[str, Kind]:
    """What can happen to a class or alias of `models` as a whole."""
    return {
        f"{word}-added": kind("info", "Added", "", "{symbol_after} is new."),
        f"{word}-removed": kind(
            "breaking", "Removed", touches, "{symbol} is gone.", "Remove what imports or names it."
        ),
        f"{word}-renamed": kind(
            "breaking", "Changed", touches, "{symbol} is called {symbol_after} now.", "Write {symbol_after}."
        ),
        f"{word}-renamed-with-alias": kind(
            "warning",
            "Deprecated",
            touches,
            "{symbol} is called {symbol_after} now; the old name still works.",
            "Write {symbol_after} before the old name is gone.",
        ),
    }
