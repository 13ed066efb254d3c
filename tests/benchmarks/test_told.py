"""What the README says of speed is what was measured."""

from __future__ import annotations

import json

from tests.benchmarks.measure import ROOT
from tests.benchmarks.table import met, table


def measured() -> list[dict[str, object]]:
    return list(json.loads((ROOT / "docs/benchmarks/results.json").read_text(encoding="utf-8")).values())


def test_the_readme_tells_what_was_measured() -> None:
    rows = {row["what"]: [] for result in measured() for row in result["rows"]}  # type: ignore[attr-defined]
    for result in measured():
        for row in result["rows"]:  # type: ignore[attr-defined]
            if row["ratio"] is not None and row["goal"] is not None:
                rows[row["what"]].append([f"{row['ratio']:.2f}", f"{row['goal']:.2f}", met(row)])
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## How fast it is")[2].partition("\n## ")[0]
    told = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:2] == "| "]
    assert len(told) > 10
    for what, _, *cells in told[1:]:
        assert cells in rows[what], what
    missed = {name for name, found in rows.items() if any(cells[2] != "yes" for cells in found)}
    assert missed <= {what for what, *_ in told}, "losses are told too"


def test_the_table_is_made_of_the_results() -> None:
    names = [result["name"] for result in measured()]
    assert len(names) == 10
    held = (ROOT / "docs/benchmarks/table.md").read_text(encoding="utf-8")
    assert all(line in held for line in table(measured()).splitlines())
