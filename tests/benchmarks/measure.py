"""Processes and functions timed side by side, in turn, and the rows of the table that come of it.

Other work on the machine slows all sides alike when they take turns, so a ratio is the median of the ratios of the
turns. Beside the time on the clock stands that of the processors, which depends less on what else runs.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Timer

ROOT = Path(__file__).resolve().parents[2]
_PATHS = os.pathsep.join(map(str, (ROOT / "generator", ROOT / "generated", ROOT)))
_CACHE = os.path.join(tempfile.gettempdir(), "leadsmith-benchmarks")
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
TIMEOUT, LONG = 1800.0, 60.0


@dataclass(frozen=True)
class Sample:
    """One run: seconds on the clock, seconds of processors, peak memory of the largest process in bytes."""

    seconds: float
    cpu: float
    peak: int = 0
    refused: str = ""
    """Why it came to nothing, in the words of what ran."""


@dataclass(frozen=True)
class Row:
    """A line of the table: `what` Leadsmith takes in relation to what `against` takes; less is better."""

    what: str
    against: str
    ratio: float | None = None
    cpu: float | None = None
    goal: float | None = None
    ours: str = ""
    theirs: str = ""
    runs: int = 0
    note: str = ""


@dataclass(frozen=True)
class Found:
    """What a measurement gives: rows, and curves (name -> points) for the plot."""

    rows: tuple[Row, ...]
    curves: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """What the command line says."""

    runs: int
    cache: Path
    corpus: Path | None
    peers: bool
    documents: tuple[str, ...]
    largest: int


Side = Callable[[], Sample]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Variables of a process that is started as a user's is: bytecode is cached, that of templates too."""
    variables = {**os.environ, "PYTHONPATH": _PATHS, "LEADSMITH_CACHE": _CACHE, "PYTHONHASHSEED": "0"}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**variables, **(more or {})}


def process(command: Sequence[str], folder: Path = ROOT, variables: Mapping[str, str] | None = None) -> Sample:
    """Run `command` to its end in `folder`; a process that fails or takes over half an hour gives why."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, env=variables or environment(), stdout=said, stderr=said)
        with _killed_after(child, TIMEOUT):
            _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        refused = "" if child.returncode == 0 else _last_words(said.read()) or f"exit code {child.returncode}"
    return Sample(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * _RSS_UNIT, refused)


def python(*arguments: str, folder: Path = ROOT) -> Sample:
    """A run of this Python, with Leadsmith and the client of this repository on its path. Raises when it fails."""
    sample = process((sys.executable, *arguments), folder)
    if sample.refused:
        raise RuntimeError(f"{' '.join(arguments)[:200]}: {sample.refused}")
    return sample


def in_turn(runs: int, *sides: Side) -> list[list[Sample]]:
    """`runs` samples of each side. Who refuses once is not asked again.

    A first round, which fills caches, does not count, unless it takes so long that they hardly matter.
    """
    first = [side() for side in sides]
    long = sum(sample.seconds for sample in first) > LONG
    taken = [[sample] if sample.refused or long else [] for sample in first]
    for _ in range(runs - 1 if long else runs):
        for side, sample, samples in zip(sides, first, taken, strict=True):
            if not sample.refused:
                samples.append(side())
    return taken


def compared(
    what: str, against: str, ours: list[Sample], theirs: list[Sample], goal: float | None = None, note: str = ""
) -> Row:
    """The row of two sides whose samples were taken in turn."""
    if refused := ours[0].refused or theirs[0].refused:
        return Row(what, against, ours=shown(ours), note=f"refuses: {refused}")
    pairs = list(zip(ours, theirs, strict=True))
    return Row(
        what,
        against,
        ratio=median(a.seconds / b.seconds for a, b in pairs),
        cpu=median(a.cpu / b.cpu for a, b in pairs) if all(b.cpu for _, b in pairs) else None,
        goal=goal,
        ours=shown(ours),
        theirs=shown(theirs),
        runs=len(pairs),
        note=note,
    )


def shown(samples: Iterable[Sample]) -> str:
    """The median of the seconds on the clock."""
    seconds = median(sample.seconds for sample in samples)
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


@contextmanager
def _killed_after(child: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """Kills the process when its time is up; `wait4` has no timeout of its own."""
    timer = Timer(seconds, child.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _last_words(said: str) -> str:
    """The line that tells why; what Python shows of its code is in boxes."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and line[0] not in "│╭╰"]
    telling = [line for line in lines if re.search(r"Error: |invalid|Failed|failed", line)]
    return (telling or lines or [""])[0][:120]
