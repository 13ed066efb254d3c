"""The short version of the endurance run, and that it tells what leaks."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks import endurance
from leadsmith.runtime import SyncClient, TimeoutExceededError, stream

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc, as Linux has it")


def test_nothing_is_left_of_many_calls() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.endurance", "--calls", "300"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert [line.split()[0] for line in run.stdout.splitlines()[1:4]] == ["sync", "async,", "sync,"]


@pytest.fixture
def url() -> Iterator[str]:
    with endurance.server() as url:
        yield url


def test_what_is_left_is_told(url: str, tmp_path: Path) -> None:
    kept: list[tuple[threading.Thread, int, list[object]]] = []
    end = threading.Event()

    def leak() -> None:
        thread = threading.Thread(target=end.wait)
        thread.start()
        kept.append((thread, os.open(os.devnull, os.O_RDONLY), [object() for _ in range(100)]))

    try:
        row = endurance.measured("leaky", url, 100, lambda calls: endurance.sync_round(url, calls, tmp_path, more=leak))
    finally:
        end.set()
        for thread, descriptor, _ in kept:
            thread.join()
            os.close(descriptor)
    told = " ".join(row.leaks())
    assert all(what in told for what in ("leaky", "file descriptors", "threads", "blocks of memory")), told


def test_a_place_that_is_lost_in_the_pool_is_told(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end of a round each connection that the client may have is used at once."""
    kept: list[object] = []
    kinds = endurance.sync_kinds

    def leaky(client: SyncClient, folder: Path) -> list[Callable[[], object]]:
        def leak() -> None:
            kept.append(stream(client, endurance.ENDLESS, returns=endurance.Body))

        return [*kinds(client, folder), leak]

    monkeypatch.setattr(endurance, "sync_kinds", leaky)
    with pytest.raises(TimeoutExceededError, match="PoolTimeout"):
        endurance.sync_round(url, 20, tmp_path)
