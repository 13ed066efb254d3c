"""What a comparison says of mutations beside what they do in reality: rows, sums, and the misses with their reasons.

The comparison is an argument, so that a wrong one can be tried too.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.agreement.reality import Subject, Verdict

from leadsmith.compat import Change
from leadsmith.ir import Client

Compare = Callable[[Client, Client], Sequence[Change]]

EXPLAINED = Path(__file__).with_name("explained.toml")
_LEVELS = ("breaking", "warning", "info")


@dataclass(frozen=True)
class Explanation:
    """Why it is right to say otherwise: where this change is said and `reality` is `types`, `wire` or `fine`."""

    reality: str
    said: str
    """The id of a change; `nothing` where none is said."""
    why: str
    rule: str = ""
    """The rule of the mutation, where the reason holds for one alone."""


@dataclass(frozen=True)
class Row:
    """One mutation: what it did, and what is said of it."""

    document: str
    verdict: Verdict
    level: str
    """The highest level that is said; `nothing` where no change is."""
    ids: tuple[str, ...]
    """The changes of that level."""

    @property
    def agrees(self) -> bool:
        return (self.level == "breaking") == self.verdict.breaking

    def explanation(self, explained: Iterable[Explanation]) -> Explanation | None:
        """Why it does not agree; None where no reason is on the list."""
        said = self.ids or ("nothing",)
        for one in explained:
            if one.reality == self.verdict.said and one.said in said and one.rule in ("", self.verdict.mutation.rule):
                return one
        return None


def explanations(path: Path = EXPLAINED) -> list[Explanation]:
    """The reasons on the list."""
    return [Explanation(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["explained"]]


def rows(old: Subject, verdicts: Iterable[Verdict], compare: Compare) -> list[Row]:
    """What `compare` says of each."""
    made = []
    for verdict in verdicts:
        changes = compare(old.client, verdict.new)
        level = next((level for level in _LEVELS if any(change.level == level for change in changes)), "nothing")
        ids = sorted({change.id for change in changes if change.level == level})
        made.append(Row(old.name, verdict, level, tuple(ids)))
    return made


def misses(found: Iterable[Row], explained: Sequence[Explanation]) -> list[Row]:
    """The rows that do not agree and that no reason is given for."""
    return [row for row in found if not row.agrees and row.explanation(explained) is None]


def unneeded(found: Iterable[Row], explained: Sequence[Explanation]) -> list[Explanation]:
    """The reasons that no row needs."""
    needed = [row.explanation(explained) for row in found if not row.agrees]
    return [one for one in explained if one not in needed]


def table(found: Sequence[Row], explained: Sequence[Explanation]) -> str:
    """All of it as text: a line a mutation, then the sums, then each kind of miss with its reason."""
    lines = [f"{'document':<14} {'reality':<10} {'diff says':<9} {'':<4} mutation"]
    for row in found:
        mark = "ok" if row.agrees else "why" if row.explanation(explained) else "MISS"
        mutation = row.verdict.mutation
        said = f"  [{', '.join(row.ids)}]" if row.ids else ""
        where = f"{mutation.rule}: {mutation.pointer or '/'}"
        lines.append(f"{row.document:<14} {row.verdict.said:<10} {row.level:<9} {mark:<4} {where}{said}")
    lines.append("")
    for document in [*dict.fromkeys(row.document for row in found), "all"]:
        part = [row for row in found if document in (row.document, "all")]
        breaking = sum(row.verdict.breaking for row in part)
        agreed = sum(row.agrees for row in part)
        reasons = sum(not row.agrees and row.explanation(explained) is not None for row in part)
        lines.append(
            f"{document:<14} {len(part)} mutations, {breaking} break in reality: "
            f"{agreed} agree, {reasons} explained, {len(part) - agreed - reasons} missed"
        )
    counts = Counter(one for row in found if not row.agrees and (one := row.explanation(explained)))
    for one, count in counts.items():
        lines += [
            "",
            f"{count} x {one.said}, in reality {one.reality}{f', {one.rule}' if one.rule else ''}:",
            f"  {one.why}",
        ]
    for row in misses(found, explained):
        mutation = row.verdict.mutation
        lines += [
            "",
            f"MISS {row.document} {mutation.name}: {row.verdict.said}, said: {row.level} {', '.join(row.ids)}",
        ]
        lines += [f"  {text}" for text in [*row.verdict.types[:3], *row.verdict.wire[:3]]]
    return "\n".join(lines)
