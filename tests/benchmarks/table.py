"""The results as a table in Markdown, ratios first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_HEAD = (
    "| what | beside | ratio | ratio of CPU time | goal | met | Leadsmith | the other | runs | |",
    "|---|---|---:|---:|---:|---|---:|---:|---:|---|",
)


def table(results: Iterable[Mapping[str, Any]]) -> str:
    """All rows of the measurements, each with when and on what it was measured. Ends in a line break."""
    results = list(results)
    lines = [
        "# Benchmarks",
        "",
        "Made by `python -m tests.benchmarks`. A ratio is Leadsmith's time in relation to the other's, the median of",
        "pairs that were taken in turn: less is better. Times are medians on the clock; the ratio of CPU time, where",
        "processes were measured, depends less on what else the machine did.",
        "",
        *_HEAD,
        *(_line(row) for result in results for row in result["rows"]),
        "",
        "Measured:",
        "",
        *(f"- {result['name']}: {result['when']}, {result['machine']}" for result in results),
    ]
    return "\n".join(lines) + "\n"


def met(row: Mapping[str, Any]) -> str:
    """yes, no, or nothing where there is no goal or no ratio."""
    return "" if row["goal"] is None or row["ratio"] is None else "yes" if row["ratio"] <= row["goal"] else "**no**"


def _line(row: Mapping[str, Any]) -> str:
    goal = "" if row["goal"] is None else f"≤ {row['goal']:.2f}"
    ratios = ("" if ratio is None else f"{ratio:.2f}" for ratio in (row["ratio"], row["cpu"]))
    cells = (
        row["what"],
        row["against"],
        *ratios,
        goal,
        met(row),
        row["ours"],
        row["theirs"],
        row["runs"] or "",
        row["note"],
    )
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"
