"""Changes as text for a terminal, as Markdown for a pull request, and as JSON. Decides nothing and prints nothing.

All text of documents is shown as code (see `catalogue.code`), so neither a terminal nor Markdown obeys it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from leadsmith.compat import impact
from leadsmith.compat.catalogue import code
from leadsmith.compat.change import Change, Level
from leadsmith.compat.compare import LEVELS
from leadsmith.compat.grouping import Group, group
from leadsmith.compat.impact import CodeBase
from leadsmith.compat.release import Bump, bump, changelog, following
from leadsmith.diagnostics import Location

_TITLES: Mapping[Level, str] = {"breaking": "Breaking", "warning": "Warnings", "info": "Other changes"}
_NOUNS: Mapping[Level, tuple[str, str]] = {
    "breaking": ("breaking change", "breaking changes"),
    "warning": ("warning", "warnings"),
    "info": ("other change", "other changes"),
}
_IN_TEXT: Mapping[Level, int] = {"breaking": 1_000, "warning": 100, "info": 40}
"""How many groups of changes a terminal shows."""
_COMMENT = 60_000
"""Characters of Markdown; a comment on GitHub has 65,536 at most."""


@dataclass(frozen=True)
class Report:
    """What there is to tell: `old` and `new` are what was compared, `release` is the last version or empty."""

    old: str
    new: str
    changes: tuple[Change, ...]
    locate: Callable[[Change], Location | None]
    release: str = ""
    used: tuple[CodeBase, ...] = ()

    @property
    def step(self) -> Bump:
        """The part of the version that goes up; without a release, of one from 1.0.0 on."""
        return bump(self.changes, self.release or "1.0.0")


def to_json(report: Report) -> str:
    """Everything, each change on its own. `next` is the next version, null where the last one is not known."""
    return json.dumps(
        {
            "old": report.old,
            "new": report.new,
            "bump": report.step,
            "release": report.release or None,
            "next": following(report.release, report.step) if report.release else None,
            "counts": {level: _count(report, level) for level in LEVELS},
            "changes": [_entry(item, report.locate(item)) for item in report.changes],
            "used": [impact.data(base) for base in report.used],
            "changelog": changelog(report.changes, _heading(report)),
        },
        indent=2,
    )


def _entry(item: Change, location: Location | None) -> dict[str, object]:
    place = {"file": location.file, "line": location.line, "column": location.column} if location else None
    return {
        "id": item.id,
        "level": item.level,
        "direction": item.direction or None,
        "pointer": item.pointer,
        "location": place,
        "symbol": item.symbol or None,
        "symbol_after": item.symbol_after or None,
        "touches": sorted(item.touches),
        "before": item.before or None,
        "after": item.after or None,
        "message": item.message,
        "advice": item.advice or None,
    }


def to_text(report: Report) -> str:
    """A paragraph for each change or group of changes, those that matter most first."""
    lines = [f"{code(report.old)[1:-1]} -> {code(report.new)[1:-1]}", _verdict(report)]
    for level in LEVELS:
        groups = [item for item in group(report.changes) if item.level == level]
        if not groups:
            continue
        lines += ["", f"{_TITLES[level]} ({_count(report, level)})"]
        for item in groups[: _IN_TEXT[level]]:
            lines += ["", f"  {item.headline()} [{item.id}]"]
            lines += [f"    at {place}" for place in [_place(item, report)] if place]
            lines += [f"    {item.advice}"] if item.advice else []
        if rest := groups[_IN_TEXT[level] :]:
            lines += ["", f"  ... and {sum(len(item.changes) for item in rest)} more: --format json has all."]
    for base in report.used:
        lines += impact.text(base)
    return "\n".join(lines)


def to_markdown(report: Report) -> str:
    """For a pull request: the verdict, what is breaking, the rest folded, and the entry for the changelog."""
    text = ""
    for most, of_the_rest in ((400, 100), (400, 30), (200, 15), (100, 10), (50, 5), (20, 5), (5, 5)):
        text = "\n".join(_markdown(report, most, of_the_rest))
        if len(text) <= _COMMENT:
            break
    return text


def _markdown(report: Report, most: int, of_the_rest: int) -> Iterator[str]:
    """What is breaking has room for `most` entries, everything else, folded, for fewer."""
    yield f"## {_verdict(report)}"
    yield ""
    yield f"From {code(report.old)} to {code(report.new)}."
    for base in report.used:
        yield from impact.markdown(base)
    groups = group(report.changes)
    for level in LEVELS:
        there = [item for item in groups if item.level == level]
        if not there:
            continue
        yield ""
        if level == "breaking":
            yield f"### {_TITLES[level]}"
        else:
            yield f"<details>\n<summary>{_counted(_count(report, level), level)}</summary>"
        yield ""
        room = most if level == "breaking" else of_the_rest
        for item in there[:room]:
            yield from _item(item, report)
        if rest := there[room:]:
            yield f"- ... and {sum(len(item.changes) for item in rest)} more"
        if level != "breaking":
            yield "\n</details>"
    if report.changes:
        entry = changelog(report.changes, _heading(report), of_the_rest)
        yield f"\n<details>\n<summary>Changelog entry</summary>\n\n```markdown\n{entry}```\n\n</details>"


def _item(item: Group, report: Report) -> Iterator[str]:
    yield f"- {item.headline()}"
    place = _place(item, report)
    details = [*([item.advice] if item.advice else []), *([f"At {place}."] if place else []), f"{code(item.id)}"]
    yield f"  <br>{' '.join(details)}"


def _place(item: Group, report: Report) -> str:
    location = report.locate(item.changes[0])
    if location is None:
        return ""
    rest = len(item.changes) - 1
    more = f" and {rest} more place{'s' * (rest > 1)}" if rest else ""
    return f"{code(str(location))}{more}"


def _verdict(report: Report) -> str:
    counts = [_counted(number, level) for level in LEVELS if (number := _count(report, level))]
    if not counts:
        return "No changes for callers."
    step = f"a {report.step} release"
    if report.release:
        step += f", {following(report.release, report.step)} after {report.release}"
    return f"{', '.join(counts)}: {step}."


def _count(report: Report, level: Level) -> int:
    return sum(item.level == level for item in report.changes)


def _counted(number: int, level: Level) -> str:
    return f"{number} {_NOUNS[level][number != 1]}"


def _heading(report: Report) -> str:
    return following(report.release, report.step) if report.release else "Unreleased"
