"""`diff` says "breaking" where programs or exchanges break in reality, and nowhere else, but for reasons on a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.agreement.__main__ import corpus, leads, run
from tests.agreement.mutations import mutations
from tests.agreement.places import survey
from tests.agreement.reality import Subject, Verdict, called, clean, verdicts
from tests.agreement.requests import Sent, Server
from tests.agreement.table import explanations, misses, rows, table, unneeded

from leadsmith.compat import Change, compare
from leadsmith.ir import Client

SAMPLE = 10


@pytest.fixture(scope="module")
def old() -> Subject:
    return leads()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all, so that mypy reads httpx and pydantic once."""
    return tmp_path_factory.mktemp("agreement")


@pytest.fixture(scope="module")
def sample(old: Subject, folder: Path) -> list[Verdict]:
    """What a few mutations of Leads do in reality; the whole run has many more."""
    return verdicts(old, mutations(old.root, SAMPLE), folder)


def test_mutations_are_the_same_each_time(old: Subject) -> None:
    once, again = (mutations(old.root, 60, seed=3) for _ in range(2))
    assert once == again
    assert len({mutation.name for mutation in once}) == 60
    assert all(mutation.root is not old.root for mutation in once)
    assert {mutation.name for mutation in mutations(old.root, 60, seed=4)} != {mutation.name for mutation in once}


def test_a_survey_knows_on_which_side_a_schema_stands(old: Subject) -> None:
    schemas = survey(old.root).schemas
    assert schemas["/components/schemas/LeadUpdate"] == {"request"}
    assert schemas["/components/schemas/LeadList"] == {"response"}
    assert schemas["/components/schemas/ProcessStatuses"] == {"request", "response"}


def test_the_program_and_the_exchanges_are_right_with_the_client_of_their_own_document(
    old: Subject, folder: Path, tmp_path: Path
) -> None:
    assert clean(old, folder) == []
    caller = called(old, tmp_path)
    assert caller.unsent == []
    assert len(caller.sent) > 50
    assert {operation.pointer for operation, _ in caller.sent} == {
        operation.pointer for resource in old.client.resources for operation in resource.operations
    }
    assert [problems for problems in caller.own_problems.values() if problems] == []
    assert caller.own_answers == set()


def test_a_server_sees_what_is_wrong_with_a_request(old: Subject) -> None:
    server = Server(old.root)
    url, key = "https://commerce.driv.ly/api/leads", ("authorization", "users API-Key k")
    json = ("content-type", "application/json")
    assert server.problems(Sent("GET", f"{url}?limit=3&where[city][equals]=Austin", (key,), b"")) == set()
    assert server.problems(Sent("GET", f"{url}?limit=many&color=red", (), b"")) == {
        "query limit $ type",
        "query color is not described",
        "no credential that suffices",
    }
    assert server.problems(Sent("PATCH", url, (key, json), b'{"notes": 7}')) == {
        "query where is missing",
        "body $.notes type",
    }
    assert server.problems(Sent("PUT", url, (key,), b"")) == {"no such operation"}


def test_diff_agrees_with_reality(old: Subject, sample: list[Verdict]) -> None:
    found, explained = rows(old, sample, compare), explanations()
    assert {row.verdict.breaking for row in found} == {True, False}
    assert misses(found, explained) == [], table(found, explained)


def _silent(old: Client, new: Client) -> Sequence[Change]:
    return ()


def _alarmed(old: Client, new: Client) -> Sequence[Change]:
    return (Change("alarm", "breaking", "", "", "", "", "", "", frozenset()),)


@pytest.mark.parametrize("wrong", [_silent, _alarmed])
def test_a_wrong_comparison_is_caught(wrong: object, old: Subject, sample: list[Verdict]) -> None:
    assert callable(wrong)
    found = rows(old, sample, wrong)
    assert len(misses(found, explanations())) >= 3
    assert "MISS" in table(found, explanations())


def test_a_reason_that_is_not_needed_is_named(old: Subject, sample: list[Verdict]) -> None:
    explained = explanations()
    assert unneeded(rows(old, sample, _silent), explained) == explained


def test_diff_agrees_with_reality_on_all(pytestconfig: pytest.Config, old: Subject, folder: Path) -> None:
    documents: Path | None = pytestconfig.getoption("--corpus")
    if documents is None:
        pytest.skip("needs --corpus DIR; takes minutes")
    found, explained = run([old, *corpus(documents)], folder), explanations()
    text = table(found, explained)
    print(text)
    assert len(found) >= 200
    assert len([row for row in found if row.document == "leads"]) >= 60
    assert misses(found, explained) == [], text
    assert unneeded(found, explained) == []
    assert re.search(r"^all .* 0 missed$", text, re.MULTILINE)
