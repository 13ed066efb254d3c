"""What changes ask of a release: the step of the version (Semantic Versioning 2.0.0), and an entry in its changelog."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, get_args

from leadsmith.compat.catalogue import CATALOGUE
from leadsmith.compat.change import Change
from leadsmith.compat.grouping import group
from leadsmith.compat.kinds import Section

Bump = Literal["major", "minor", "patch", "none"]

_VERSION = re.compile(r"v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:[-+].*)?", re.ASCII)
_SECTIONS: tuple[Section, ...] = get_args(Section)


def bump(changes: Iterable[Change], version: str = "1.0.0") -> Bump:
    """The part of `version` that goes up: with 0.x, a breaking change is a minor step and any other a patch.

    Raises ValueError when `version` is none.
    """
    found = list(changes)
    first = numbers(version)[0] == 0
    if any(item.level == "breaking" for item in found):
        return "minor" if first else "major"
    if any(item.level == "warning" or CATALOGUE[item.id].section in ("Added", "Deprecated") for item in found):
        return "patch" if first else "minor"
    return "patch" if found else "none"


def following(version: str, step: Bump) -> str:
    """The version after `version`. Raises ValueError when `version` is none."""
    major, minor, patch = numbers(version)
    match step:
        case "major":
            return f"{major + 1}.0.0"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "patch":
            return f"{major}.{minor}.{patch + 1}"
    return f"{major}.{minor}.{patch}"


def numbers(version: str) -> tuple[int, int, int]:
    """The three numbers of a version. Raises ValueError when it has none."""
    found = _VERSION.fullmatch(version)
    if not found:
        raise ValueError(f"{version!r} is no version like 1.4.2")
    return int(found[1]), int(found[2]), int(found[3])


def changelog(changes: Iterable[Change], heading: str = "Unreleased", most: int = 1_000) -> str:
    """The entry for a changelog (Keep a Changelog 1.1.0), as Markdown; what is breaking comes first and says so.

    A section has `most` lines at most.
    """
    lines = [f"## [{heading}]"]
    groups = group(changes)
    for section in _SECTIONS:
        there = [item for item in groups if CATALOGUE[item.id].section == section]
        if there:
            lines += ["", f"### {section}", ""]
            lines += [f"- {'**Breaking:** ' * (item.level == 'breaking')}{item.headline(12)}" for item in there[:most]]
            lines += [f"- {sum(len(item.changes) for item in there[most:])} more changes."] if there[most:] else []
    return "\n".join(lines if len(lines) > 1 else [*lines, "", "No changes for callers."]) + "\n"
