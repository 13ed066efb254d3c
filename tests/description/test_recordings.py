"""Every recorded exchange of the described operations is as described, or is listed with the reason why not."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from .exchange import check, find_operation
from .leads_document import page, strict

EXCEPTIONS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("recordings.toml").read_text("utf-8"))[
    "exception"
]


@pytest.fixture(scope="module")
def exchanges(recordings: Path) -> dict[str, Any]:
    """The recordings of described operations, by name."""
    every = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(recordings.glob("*.json"))}
    return {name: exchange for name, exchange in every.items() if find_operation(strict(), exchange["request"])}


def listed(name: str) -> list[str]:
    """How each problem of the recording `name` has to begin."""
    return [
        f"{exception['part']}: {place}" for exception in EXCEPTIONS for place in exception["recordings"].get(name, [])
    ]


def test_every_exchange_is_as_described_or_listed(exchanges: dict[str, Any]) -> None:
    assert len(exchanges) > 100
    unlisted = [
        f"{name}: {problem}"
        for name, exchange in exchanges.items()
        for problem in check(strict(), exchange)
        if not problem.startswith(tuple(listed(name)))
    ]
    assert not unlisted, "\n".join(unlisted)


def test_what_is_listed_has_its_problems(exchanges: dict[str, Any]) -> None:
    names = {name for exception in EXCEPTIONS for name in exception["recordings"]}
    assert names <= set(exchanges)
    for name in names:
        problems = check(strict(), exchanges[name])
        for begin in listed(name):
            assert any(problem.startswith(begin) for problem in problems), (name, begin, problems)


def test_every_operation_is_recorded(exchanges: dict[str, Any]) -> None:
    """Each with an answer that is as described, and not only refusals."""
    methods = {(path, method) for path, item in strict()["paths"].items() for method in item if method != "parameters"}
    succeeded = set()
    for exchange in exchanges.values():
        match = find_operation(strict(), exchange["request"])
        if match and exchange["response"]["status"] < 300 and not check(strict(), exchange):
            succeeded.add((match.path, match.method))
    assert succeeded == methods


def test_the_page_alone_does_not_describe_the_server(exchanges: dict[str, Any]) -> None:
    """What the overlay is for: these recordings are not as the page says."""
    wrong = {name for name, exchange in exchanges.items() if check(page(), exchange)}
    assert {"patch_lead_one_field", "textid_get_lead_depth0", "patch_lead_relationships_depth1"} <= wrong


def test_reasons() -> None:
    assert all(exception["reason"].endswith(".") for exception in EXCEPTIONS)
    assert {exception["part"] for exception in EXCEPTIONS} == {"request", "response"}
