"""Many documents at once: those of the corpus by name or folder, each checked in a process of its own."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tests.conformance.run import Report, check

_BIG, _EACH = 100_000, 20
"""Documents of more bytes than this have a process of their own; of the others so many share one."""


@dataclass(frozen=True)
class Document:
    """A document of the corpus."""

    name: str
    path: Path
    folder: str
    bytes: int
    notes: str


def manifest(corpus: Path) -> list[Document]:
    """All documents that the manifest names."""
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    # A few stand there as JSON and as YAML, under one name.
    names = Counter(row["name"] for row in rows)
    return [
        Document(
            row["name"] if names[row["name"]] == 1 else row["path"],
            corpus / row["path"],
            row["path"].split("/")[0],
            int(row["bytes"]),
            row["notes"] or "",
        )
        for row in rows
    ]


def chosen(documents: Sequence[Document], names: Sequence[str]) -> list[Document]:
    """Those with these names or in these folders. Raises SystemExit where there is none."""
    found = []
    for name in names or ["real"]:
        mine = [one for one in documents if name in (one.name, one.folder) or one.name.startswith(name + "/")]
        if not mine:
            raise SystemExit(f"{name} is no document and no folder of the corpus")
        found += mine
    return list(dict.fromkeys(found))


def _check(documents: Sequence[Document], folder: str, wire: bool, types: bool) -> list[Report]:
    sys.setrecursionlimit(10_000)
    reports = []
    for one in documents:
        report = check(one.path, one.name, Path(folder), wire=wire and one.folder == "real", types=types)
        reports.append(_judged(report) if one.folder == "invalid" else report)
    return reports


def _judged(report: Report) -> Report:
    """The report of an invalid document: to refuse it is right, and to say nothing of it is not."""
    if report.refused:
        report.failures = [one for one in report.failures if one.stage != "generate"]
    elif not report.said:
        report.fail("diagnostics", "", "it is invalid, and nothing is said of it")
    return report


def run(
    documents: Sequence[Document], folder: Path, *, wire: bool = True, types: bool = False, jobs: int = 2
) -> list[Report]:
    """The report of each, in the given order; big documents are begun first."""
    big = sorted((one for one in documents if one.bytes > _BIG), key=lambda one: -one.bytes)
    small = [one for one in documents if one.bytes <= _BIG]
    parts = [[one] for one in big] + [small[start : start + _EACH] for start in range(0, len(small), _EACH)]
    # Packages stay in memory once they are imported: a new process for each part.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        tasks = [pool.submit(_check, part, str(folder), wire, types) for part in parts]
        found = {report.document: report for task in tasks for report in task.result()}
    return [found[one.name] for one in documents]
