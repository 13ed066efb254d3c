"""The clients of real descriptions are complete, and right on the wire. `python -m tests.conformance` says more."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conformance.corpus import Document, chosen, manifest, run
from tests.conformance.run import Report
from tests.conformance.table import explanations, table, unexplained

COVERED, RIGHT = 0.995, 0.99
"""The least shares of the operations: those that are methods, and of these those that pass on the wire."""


@pytest.fixture(scope="module")
def documents(corpus: Path) -> list[Document]:
    return manifest(corpus)


def _checked(reports: list[Report]) -> None:
    explained = explanations()
    text = table(reports, explained)
    print(text)
    assert unexplained(reports, explained) == [], text


def test_real_descriptions(documents: list[Document], tmp_path: Path) -> None:
    reports = run(chosen(documents, ["real"]), tmp_path)
    _checked(reports)
    count, tried = sum(one.operations for one in reports), sum(one.tried for one in reports)
    assert len(reports) == 31
    assert sum(one.covered for one in reports) >= COVERED * count
    assert sum(one.passed for one in reports) >= RIGHT * tried


@pytest.mark.parametrize("folder", ["peers", "invalid", "yaml-traps"])
def test_documents_of_other_generators(folder: str, documents: list[Document], tmp_path: Path) -> None:
    _checked(run(chosen(documents, [folder]), tmp_path))
