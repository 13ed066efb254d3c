"""Measures, and writes the table and the curves: `python -m tests.benchmarks [--peers] [--corpus DIR]`.

Without --peers nothing is compared with other generators; without --corpus only Leads and synthetic documents are
generated. What is not measured in this run stays in the table as it was.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from tests.benchmarks import calls, cold, growth
from tests.benchmarks.documents import NAMES
from tests.benchmarks.measure import ROOT, Settings
from tests.benchmarks.table import table

MEASURES = {
    "cold": cold.cold,
    "github": cold.github,
    "leads": cold.leads,
    "unchanged": cold.unchanged,
    "again": cold.again,
    "growth": growth.growth,
    "importing": calls.importing,
    "calls": calls.calls,
    "parsing": calls.parsing,
    "concurrency": calls.concurrency,
}


def main(arguments: argparse.Namespace) -> None:
    """Measure what was asked for; after each measurement the files in the folder are written anew."""
    folder = arguments.out
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "results.json"
    results = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    settings = Settings(
        runs=arguments.runs,
        cache=arguments.cache,
        corpus=arguments.corpus,
        peers=arguments.peers,
        documents=tuple(arguments.documents),
        largest=arguments.largest,
    )
    for name in arguments.only:
        print(f"{name} ...", file=sys.stderr)
        found = MEASURES[name](settings)
        if not found.rows:
            print(f"{name}: needs --corpus", file=sys.stderr)
            continue
        entry = {"name": name, "when": f"{date.today()}", "machine": _machine()}
        rows = [asdict(row) for row in found.rows]
        if name == "cold":  # of other documents than those of this run
            now = {row["what"] for row in rows}
            rows = [row for row in results.get(name, {}).get("rows", ()) if row["what"] not in now] + rows
        results[name] = entry | {"rows": rows, "curves": found.curves}
        kept.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        ordered = [results[each] for each in MEASURES if each in results]
        (folder / "table.md").write_text(table(ordered), encoding="utf-8")
    print((folder / "table.md").read_text(encoding="utf-8"))
    if curves := results.get("growth", {}).get("curves"):
        try:
            from tests.benchmarks.plot import plot

            plot(curves, folder / "growth.svg")
        except ModuleNotFoundError as error:
            print(f"no plot: {error}; pip install '.[bench]'", file=sys.stderr)


def _machine() -> str:
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"


if __name__ == "__main__":
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "leadsmith-benchmarks"
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peers", action="store_true", help="install other generators and compare with them")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="a folder with real API descriptions")
    parser.add_argument(
        "--only", nargs="+", choices=MEASURES, default=list(MEASURES), metavar="NAME", help="; ".join(MEASURES)
    )
    parser.add_argument("--documents", nargs="+", choices=NAMES, default=list(NAMES), help="for cold generation")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="of each side (default: 5)")
    parser.add_argument(
        "--largest",
        type=int,
        default=growth.SIZES[-1],
        metavar="N",
        help=f"schemas of the largest document that growth is measured with (default: {growth.SIZES[-1]})",
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs/benchmarks", metavar="DIR", help="for table and plot")
    parser.add_argument("--cache", type=Path, default=cache, metavar="DIR", help="for peers and clients")
    main(parser.parse_args())
