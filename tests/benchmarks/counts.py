"""How many functions are called for what is done most: numbers that another machine finds too, unlike seconds.

`python -m tests.benchmarks.counts [--update]` prints them beside those of `counts.json`, or writes them there. Counted
are calls of Python and of C alike, by cProfile, for one minor version of Python each.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.calls import ANSWER, BODY, LEADS, page
from tests.benchmarks.documents import synthetic
from tests.benchmarks.measure import ROOT, environment

FILE = Path(__file__).with_name("counts.json")
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
MOST = 1.25
"""So many times the number of before are a regression; so much less is to be written down."""


def counted(name: str, first: Path = ROOT) -> int:
    """The number of one of COUNTS, found in a process of its own, in which nothing else ran before.

    What is in the folder `first` is imported from there.
    """
    command = (sys.executable, "-m", "tests.benchmarks.counts", "--one", name)
    variables = environment({"PYTHONPATH": os.pathsep.join((str(first), environment()["PYTHONPATH"]))})
    run = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(run.stderr)
    return int(run.stdout)


def known() -> Mapping[str, int]:
    """The numbers of before, for this version of Python; none where nobody wrote them."""
    numbers: dict[str, dict[str, int]] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return numbers.get(VERSION, {})


def regressions(before: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """What is called too often now, or was never counted, or is called so much less that a regression could hide."""
    return [
        f"{name}: {number:,} calls, not {before.get(name, 0):,}, {number / max(before.get(name, 0), 1):.2f} times"
        for name, number in now.items()
        if not before.get(name, 0) / MOST <= number <= MOST * before.get(name, 0)
    ]


# What is counted: each does it once uncounted, so that caches are full and modules there ------------------------------


def generate_leads() -> int:
    """Leads, from its text to its files."""
    from leadsmith.document import load

    return _generated(lambda: load(ROOT / "spec/leads.yaml", [ROOT / "spec/leads.overlay.yaml"]))


def generate_300() -> int:
    """A document of 300 schemas."""
    return _generated(lambda: _parsed(300))


def generate_1200() -> int:
    """One of four times as many: what grows faster than it shows here."""
    return _generated(lambda: _parsed(1200))


def import_leads() -> int:
    """The client of Leads and all its models; httpx and pydantic are there."""
    import httpx  # noqa: F401
    import pydantic  # noqa: F401

    def load() -> None:
        models = importlib.import_module("drivly_leads.models")
        for name in models.__all__:
            getattr(models, name)

    return _calls(load)


def call() -> int:
    """PATCH of a lead over a mock transport."""
    import httpx
    from drivly_leads import DrivlyLeads

    with httpx.Client(transport=_answering(ANSWER)) as http:
        client = DrivlyLeads(api_key="key", base_url="https://api.example.com", http_client=http)
        client.leads.update("65b2f0", BODY)
        return _calls(lambda: client.leads.update("65b2f0", BODY))


def call_async() -> int:
    """The same, async."""
    import httpx
    from drivly_leads import AsyncDrivlyLeads

    async def run() -> int:
        async with httpx.AsyncClient(transport=_answering(ANSWER)) as http:
            client = AsyncDrivlyLeads(api_key="key", base_url="https://api.example.com", http_client=http)
            await client.leads.update("65b2f0", BODY)
            profile = cProfile.Profile()
            profile.enable()
            await client.leads.update("65b2f0", BODY)
            profile.disable()
            return _sum(profile)

    return asyncio.run(run())


def read_list() -> int:
    """A page of 1,000 leads."""
    import httpx
    from drivly_leads import DrivlyLeads

    with httpx.Client(transport=_answering(page())) as http:
        client = DrivlyLeads(api_key="key", base_url="https://api.example.com", http_client=http)
        assert len(client.leads.list().page().docs) == LEADS
        return _calls(lambda: client.leads.list().page())


COUNTS = {
    function.__name__: function
    for function in (generate_leads, generate_300, generate_1200, import_leads, call, call_async, read_list)
}


def _parsed(schemas: int) -> object:
    from leadsmith.document import parse

    return parse(synthetic(schemas).encode(), "synthetic.json")


def _generated(document: Callable[[], object]) -> int:
    from leadsmith.config import client_config
    from leadsmith.document import Document
    from leadsmith.pipeline import build

    def make(read: Callable[[], object]) -> None:
        found = read()
        assert isinstance(found, Document)
        build(found, client_config(Path("document.yaml"), package="counted"))

    make(lambda: _parsed(100))
    return _calls(lambda: make(document))


def _answering(content: bytes) -> Any:
    import httpx

    return httpx.MockTransport(
        lambda _: httpx.Response(200, content=content, headers={"content-type": "application/json"})
    )


def _calls(function: Callable[[], object]) -> int:
    profile = cProfile.Profile()
    profile.runcall(function)
    return _sum(profile)


def _sum(profile: cProfile.Profile) -> int:
    return sum(entry.callcount for entry in profile.getstats())


def main(update: bool) -> int:
    """Print all numbers, or write them; 1 where there is a regression."""
    before, now = known(), {name: counted(name) for name in COUNTS}
    for name, number in now.items():
        print(f"{name:16}{number:>12,}{before.get(name, 0):>12,}")
    if not update:
        print(*regressions(before, now), sep="\n")
        return 1 if regressions(before, now) else 0
    numbers = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    FILE.write_text(json.dumps(numbers | {VERSION: now}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--update", action="store_true", help="write the numbers of this version of Python")
    parser.add_argument("--one", choices=COUNTS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(COUNTS[arguments.one]())
    else:
        sys.exit(main(arguments.update))
