"""Hostile documents in number: `python -m tests.security --documents 50000`.

Document N of a seed is the same on every machine. Prints what was found, and exits with 1 if that is anything. The run
is written down in --state after every batch; the same command goes on from there.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from random import Random

from tests.security.checks import Tried, tried
from tests.security.places import hostile, places


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.security", description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000, help="How many, with those of an earlier run.")
    parser.add_argument("--seed", help="What decides the documents; by default a new one, or that of --state.")
    parser.add_argument("--minutes", type=float, help="Stop after this time, whatever is done.")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--batch", type=int, default=100, help="Documents that are formatted and imported at once.")
    parser.add_argument("--state", type=Path, help="File in which the run is written down, to go on with.")
    given = parser.parse_args()
    seed, total = _read(given.state, given.seed)
    print(f"seed {seed}, {len(places())} places, from document {total.documents} on", flush=True)
    end = time.monotonic() + given.minutes * 60 if given.minutes else None
    for found in _batches(seed, total.documents, given.documents, given.batch, given.processes):
        total.add(found)
        for problem in found.problems:
            print(problem, flush=True)
        print(_summary(total), flush=True)
        if given.state:
            given.state.write_text(json.dumps({"seed": seed, "tried": asdict(total)}), encoding="utf-8")
        if end and time.monotonic() > end:
            print("The time is up.")
            break
    return 1 if total.problems else 0


def _read(state: Path | None, seed: str | None) -> tuple[str, Tried]:
    """The seed and what was tried before."""
    if state is None or not state.is_file():
        return seed or secrets.token_hex(4), Tried()
    known = json.loads(state.read_text(encoding="utf-8"))
    if seed not in (None, known["seed"]):
        sys.exit(f"{state} is of a run with the seed {known['seed']}.")
    return known["seed"], Tried(**known["tried"])


def _batches(seed: str, start: int, end: int, size: int, processes: int) -> Iterator[Tried]:
    ranges = [range(first, min(first + size, end)) for first in range(start, end, size)]
    if processes == 1:
        yield from map(partial(_batch, seed), ranges)
        return
    with Pool(processes) as pool:
        yield from pool.imap(partial(_batch, seed), ranges)


def _batch(seed: str, numbers: range) -> Tried:
    return tried((f"{seed}:{number}", hostile(Random(f"{seed}:{number}"))) for number in numbers)


def _summary(total: Tried) -> str:
    codes = ", ".join(f"{code} {count}" for code, count in sorted(total.codes.items()))
    return (
        f"{total.documents} documents: {total.documents - total.refused} clients, of which {total.compared} were held "
        f"against harmless words; {total.refused} refused ({codes or 'none'}); {len(total.problems)} problems"
    )


if __name__ == "__main__":
    sys.exit(main())
