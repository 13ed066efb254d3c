"""How time and memory grow with a document: whole processes, and the steps of each.

`python -m tests.benchmarks.growth REPORT ARGUMENTS` runs `leadsmith ARGUMENTS` and writes the seconds of each step to
REPORT, as JSON.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from math import log
from pathlib import Path
from statistics import linear_regression, median
from typing import Any

from tests.benchmarks.documents import synthetic
from tests.benchmarks.measure import Found, Row, Sample, Settings, python

SIZES = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
FIRST = 1_000
"""Below it, most of the time is that of starting."""
GOAL = 1.1
"""The slope of the whole up to the last of SIZES. A step may grow as n log n does."""
STEPS = {
    "read": ("leadsmith.cli.building", "load"),
    "normalise": ("leadsmith.pipeline", "normalise"),
    "types": ("leadsmith.operations", "build_types"),
    "datamodel-code-generator": ("leadsmith.models", "answered"),
    "types and operations": ("leadsmith.pipeline", "build_client"),
    "render": ("leadsmith.pipeline", "render_client"),
    "format": ("leadsmith.pipeline", "format_files"),
    "fence": ("leadsmith.pipeline", "hold"),
    "write": ("leadsmith.cli.generate", "write_all"),
}
"""Functions by what they do; some are part of others."""


def growth(settings: Settings) -> Found:
    """Curves up to the largest size that was asked for, and the slope of each in logarithms."""
    sizes = [size for size in SIZES if size <= settings.largest]
    curves: dict[str, dict[int, float]] = {"whole process": {}, "memory (MB)": {}, **{name: {} for name in STEPS}}
    with tempfile.TemporaryDirectory() as place:
        samples: dict[int, list[tuple[Sample, Mapping[str, float]]]] = {size: [] for size in sizes}
        for run in range(settings.runs):
            for size in sizes:
                samples[size].append(_sample(size, Path(place), f"client{run}"))
    for size, taken in samples.items():
        curves["whole process"][size] = median(sample.cpu for sample, _ in taken)
        curves["memory (MB)"][size] = median(sample.peak for sample, _ in taken) / 1e6
        for name in STEPS:
            curves[name][size] = median(steps[name] for _, steps in taken)
    fitted = _fitted(sizes)
    rows = [
        Row(
            f"growth, {name}",
            f"schemas, {fitted[0]:,} to {fitted[-1]:,}",
            ratio=slope(points),
            goal=(_n_log_n(fitted) if name in STEPS else GOAL) if sizes[-1] == SIZES[-1] else None,
            ours=f"{points[sizes[-1]]:.2f}" + (" MB" if "MB" in name else " s"),
            runs=settings.runs,
            note="log-log slope, not a ratio" + ("" if sizes[-1] == SIZES[-1] else f"; the goal is for {SIZES[-1]:,}"),
        )
        for name, points in curves.items()
    ]
    return Found(tuple(rows), {name: {str(x): y for x, y in points.items()} for name, points in curves.items()})


def slope(points: Mapping[int, float]) -> float:
    """The exponent that fits best."""
    fitted = [(log(x), log(points[x])) for x in _fitted(list(points))]
    return linear_regression(*zip(*fitted, strict=True)).slope


def _n_log_n(sizes: list[int]) -> float:
    """The slope that n log n has between the first and the last of them."""
    return slope({size: size * log(size) for size in sizes})


def _fitted(sizes: list[int]) -> list[int]:
    """The sizes from FIRST on, or all where there are fewer than two of those."""
    upper = [size for size in sizes if size >= FIRST]
    return upper if len(upper) > 1 else sizes


def _sample(size: int, place: Path, name: str) -> tuple[Sample, Mapping[str, float]]:
    spec, report = place / f"synthetic{size}.json", place / "steps.json"
    if not spec.exists():
        spec.write_text(synthetic(size), encoding="utf-8")
    limits = ("--limit=bytes=1000000000", "--limit=values=1000000000", "--limit=references=1000000000")
    generate = ("generate", str(spec), "--output", str(place / f"{name}_{size}"), *limits)
    sample = python("-m", "tests.benchmarks.growth", str(report), *generate)
    return sample, json.loads(report.read_text(encoding="utf-8"))


def _timed(function: Callable[..., Any], name: str, took: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **more: Any) -> Any:
        start = _cpu()
        try:
            return function(*arguments, **more)
        finally:
            took[name] += _cpu() - start

    return timed


def _cpu() -> float:
    """Seconds of processors, with those of ruff."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + used.ru_utime + used.ru_stime


def _main(report: str, *arguments: str) -> None:
    from leadsmith.__main__ import main

    took = dict.fromkeys(STEPS, 0.0)
    for name, (module, function) in STEPS.items():
        where = importlib.import_module(module)
        setattr(where, function, _timed(getattr(where, function), name, took))
    sys.argv = ["leadsmith", *arguments]
    try:
        main()
    finally:
        Path(report).write_text(json.dumps(took), encoding="utf-8")


if __name__ == "__main__":
    _main(*sys.argv[1:])
