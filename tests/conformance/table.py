"""Reports as text: a line a document, the sums, and each kind of failure with its reason.

`explained.toml` says which failures are right as they are, and why; a run with any other fails.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from tests.conformance.run import Failure, Report

EXPLAINED = Path(__file__).with_name("explained.toml")


@dataclass(frozen=True)
class Explanation:
    """Why a failure is right: of documents and places that match, for reasons that match."""

    reason: str
    why: str
    document: str = "*"
    place: str = "*"
    stage: str = "*"

    def holds(self, failure: Failure) -> bool:
        return (
            fnmatch(failure.document, self.document)
            and fnmatch(failure.place, self.place)
            and fnmatch(failure.stage, self.stage)
            and re.search(self.reason, failure.reason, re.DOTALL) is not None
        )


def explanations(path: Path = EXPLAINED) -> list[Explanation]:
    """The reasons on the list."""
    return [Explanation(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("explained", ())]


def unexplained(reports: Sequence[Report], explained: Sequence[Explanation]) -> list[Failure]:
    """The failures that no reason is given for."""
    return [one for report in reports for one in report.failures if not any(why.holds(one) for why in explained)]


def table(reports: Sequence[Report], explained: Sequence[Explanation]) -> str:
    """All of it as text."""
    lines = [
        f"{'document':<34} {'operations':>10} {'covered':>8} {'requests':>9} {'answers':>8} {'unsampled':>9} "
        f"{'seconds':>8}  warnings"
    ]
    for one in reports:
        unsampled = len({name for name, _ in one.unsampled})
        warnings = ", ".join(f"{code} {count}" for code, count in one.warnings.most_common())
        lines.append(
            f"{one.document:<34.34} {one.operations:>10} {one.covered:>8} {one.requests:>9} {one.answers:>8} "
            f"{unsampled:>9} {sum(one.seconds.values()):>8.1f}  {warnings}"
        )
    lines += ["", *_phases(reports), "", *_sums(reports, explained), *_kinds(reports, explained)]
    return "\n".join(lines)


def _phases(reports: Sequence[Report]) -> list[str]:
    names = list(dict.fromkeys(name for one in reports for name in one.seconds))
    lines = [f"{'seconds':<34} " + " ".join(f"{name:>9}" for name in names)]
    for one in sorted(reports, key=lambda one: -sum(one.seconds.values()))[:12]:
        lines.append(f"{one.document:<34.34} " + " ".join(f"{one.seconds.get(name, 0):>9.1f}" for name in names))
    total = {name: sum(one.seconds.get(name, 0) for one in reports) for name in names}
    return [*lines, f"{'all':<34} " + " ".join(f"{total[name]:>9.1f}" for name in names)]


def _sums(reports: Sequence[Report], explained: Sequence[Explanation]) -> list[str]:
    broken = {
        one.document for report in reports for one in report.failures if one.stage in ("generate", "import", "types")
    }
    count = sum(one.operations for one in reports)
    covered = sum(one.covered for one in reports)
    tried, passed = sum(one.tried for one in reports), sum(one.passed for one in reports)
    requests, answers = sum(one.requests for one in reports), sum(one.answers for one in reports)
    return [
        f"documents: {len(reports) - len(broken)} of {len(reports)} generate and import (wanted: all)",
        f"operations: {covered} of {count} are methods, {_percent(covered, count)} (wanted: 99.5 %)",
        f"wire: {passed} of {tried} pass, {_percent(passed, tried)} (wanted: 99 %); "
        f"requests {requests}, answers {answers}",
        f"failures without a reason: {len(unexplained(reports, explained))}",
    ]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "nothing"


def _kinds(reports: Sequence[Report], explained: Sequence[Explanation]) -> list[str]:
    lines: list[str] = []
    groups: dict[tuple[str, str], list[Failure]] = defaultdict(list)
    reasons: Counter[str] = Counter()
    for one in (failure for report in reports for failure in report.failures):
        why = next((why for why in explained if why.holds(one)), None)
        if why is None:
            groups[one.stage, one.kind].append(one)
        else:
            reasons[why.why] += 1
    for text, count in reasons.most_common():
        lines += ["", f"{count} x explained: {text}"]
    for (stage, kind), members in sorted(groups.items(), key=lambda entry: -len(entry[1])):
        documents = Counter(one.document for one in members)
        lines += ["", f"{len(members)} x {stage}: {kind}"]
        lines.append(f"    in {', '.join(f'{name} {count}' for name, count in documents.most_common(8))}")
        lines += [f"    {one.document}: {one.place}: {one.reason[:400]}" for one in members[:3]]
    unsampled = [f"{one.document}: {name}: {what}" for one in reports for name, what in one.unsampled]
    if unsampled:
        lines += ["", f"{len(unsampled)} samples could not be made; of these calls nothing is known:"]
        lines += [f"    {text}" for text in unsampled[:60]]
    return lines
