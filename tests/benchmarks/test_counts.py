"""Nothing calls many more functions than it did when `counts.json` was written, and it would be seen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.benchmarks.counts import COUNTS, ROOT, VERSION, counted, known, regressions

pytestmark = pytest.mark.skipif(not known(), reason=f"counts.json has no numbers of Python {VERSION}")


@pytest.mark.parametrize("name", COUNTS)
def test_no_regression(name: str) -> None:
    """Where the growth is meant: `python -m tests.benchmarks.counts --update`, and say why."""
    assert not regressions(known(), {name: counted(name)})


def test_a_document_of_four_times_the_size_takes_four_times_the_calls() -> None:
    """Though all its classes refer to a circle that grows with it: what goes through that once for each is seen."""
    assert counted("generate_1200") < 4.2 * counted("generate_300")


def test_what_is_never_counted_or_is_not_what_it_was_is_told() -> None:
    assert regressions({"a": 100, "b": 100}, {"a": 125, "b": 80}) == []
    assert regressions({"a": 100, "c": 100}, {"a": 126, "b": 1, "c": 79}) == [
        "a: 126 calls, not 100, 1.26 times",
        "b: 1 calls, not 0, 1.00 times",
        "c: 79 calls, not 100, 0.79 times",
    ]


def test_a_call_that_sends_twice_is_told(tmp_path: Path) -> None:
    """A regression in a copy of the client."""
    package = shutil.copytree(ROOT / "generated/drivly_leads", tmp_path / "drivly_leads")
    with (package / "_runtime/client.py").open("a", encoding="utf-8") as file:
        file.write("\n_once = SyncClient.send\n")
        file.write("SyncClient.send = lambda self, *given, **more: (_once(self, *given, **more),")
        file.write(" _once(self, *given, **more))[1]\n")
    (told,) = regressions(known(), {"call": counted("call", tmp_path)})
    assert told.startswith("call: ")
