"""Prints the table of agreement: `python -m tests.agreement [--corpus DIR] [--count N] [--seed N]`.

Without --corpus, Leads alone. Exits with 1 where a miss has no reason.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.agreement.mutations import mutations
from tests.agreement.reality import Subject, subject, verdicts
from tests.agreement.table import Row, explanations, misses, rows, table

from leadsmith.compat import compare
from leadsmith.config import client_config, read_config

ROOT = Path(__file__).resolve().parents[2]
CORPUS = {"museum": "museum.yaml", "train_travel": "train-travel.yaml", "petstore": "petstore-3.0.yaml"}
LEADS, EACH = 84, 45
"""How many mutations of Leads and of each document of the corpus."""


def leads() -> Subject:
    """Leads, as pyproject.toml has it."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return subject("leads", read_config(table, ROOT)[0])


def corpus(folder: Path) -> list[Subject]:
    """The documents of the corpus, which `folder` holds at any depth."""
    found = []
    for name, file in CORPUS.items():
        path = next(folder.rglob(file), None)
        if path is None:
            raise SystemExit(f"{folder} has no {file}")
        found.append(subject(name, client_config(path, package=name)))
    return found


def run(subjects: list[Subject], folder: Path, *, count: int | None = None, seed: int = 0) -> list[Row]:
    """The rows for `count` mutations of each of the subjects."""
    found = []
    for one in subjects:
        made = mutations(one.root, count or (LEADS if one.name == "leads" else EACH), seed)
        found += rows(one, verdicts(one, made, folder), compare)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.agreement", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="Folder with real API descriptions.")
    parser.add_argument("--count", type=int, help="Mutations of each document.")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    subjects = [leads(), *(corpus(given.corpus) if given.corpus else [])]
    with tempfile.TemporaryDirectory() as folder:
        found = run(subjects, Path(folder), count=given.count, seed=given.seed)
    explained = explanations()
    print(table(found, explained))
    return 1 if misses(found, explained) else 0


if __name__ == "__main__":
    sys.exit(main())
