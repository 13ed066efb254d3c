"""Values: what is written is what was set; what is read is kept."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from collections import ChainMap, UserList
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from runtime_face import Colour, Lead, LeadUpdate, Mixed, Priority, Search, Status, Trade, Where

from leadsmith.runtime import InvalidRequestError, read, write
from leadsmith.runtime import json as json_body


def written(value: Any, type_: Any = LeadUpdate) -> Any:
    return json.loads(json_body(value, type_).content)


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        ({}, {}),
        ({"notes": None}, {"notes": None}),
        ({"notes": ""}, {"notes": ""}),
        ({"process_statuses": Status.LOST}, {"processStatuses": "Lost"}),
        ({"process_statuses": "Lost"}, {"processStatuses": "Lost"}),
        ({"processStatuses": "Lost"}, {"processStatuses": "Lost"}),
        ({"process_statuses": None}, {"processStatuses": None}),
        ({"colours": [Colour.RED, "Blue"]}, {"colours": ["Red", "Blue"]}),
        ({"colours": []}, {"colours": []}),
        ({"colours": ("Red",)}, {"colours": ["Red"]}),
        ({"colours": UserList(["Red"])}, {"colours": ["Red"]}),
        (MappingProxyType({"agree": False}), {"agree": False}),
        (ChainMap({"agree": False}, {"notes": "x"}), {"agree": False, "notes": "x"}),
        ({"priority": 2}, {"priority": 2}),
        ({"priority": Priority.HIGH}, {"priority": 2}),
        ({"mixed": "yes"}, {"mixed": "yes"}),
        ({"mixed": Mixed.ONE}, {"mixed": 1}),
        ({"monthly_payment": 3}, {"monthlyPayment": 3}),
        ({"monthly_payment": 3.5}, {"monthlyPayment": 3.5}),
        ({"searches": [1, "a1", {"id": 2, "max_miles": None}]}, {"searches": [1, "a1", {"id": 2, "maxMiles": None}]}),
        ({"searches": [Search(id=3, max_miles=5)]}, {"searches": [{"id": 3, "maxMiles": 5}]}),
        ({"trade": Trade(id=1)}, {"trade": {"id": 1}}),
        ({"trade": {"id": 1, "maxMiles": 3}}, {"trade": {"id": 1, "maxMiles": 3}}),
        ({"seen": "2026-01-02T03:04:05Z"}, {"seen": "2026-01-02T03:04:05Z"}),
        ({"seen": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)}, {"seen": "2026-01-02T03:04:05Z"}),
        ({"nickname": "é\n🚙\u2028"}, {"nickname": "é\n🚙\u2028"}),
    ],
)
def test_a_body_is_exactly_what_was_set(body: Any, sent: Any) -> None:
    assert written(body) == sent
    as_model = LeadUpdate.model_validate(write_through(body))
    assert written(as_model) == sent


def write_through(body: Any) -> dict[str, Any]:
    """The same, as keyword arguments of the model would take it."""
    return {key: list(value) if isinstance(value, tuple | UserList) else value for key, value in dict(body).items()}


def test_a_model_sends_what_was_assigned_too() -> None:
    body = LeadUpdate(notes="x")
    body.process_statuses = Status.ON_HOLD
    body.agree = None
    assert written(body) == {"notes": "x", "processStatuses": "On Hold", "agree": None}


def test_numbers_keep_their_kind_on_the_wire() -> None:
    assert json_body({"monthly_payment": 3}, LeadUpdate).content == b'{"monthlyPayment":3}'
    assert json_body({"monthly_payment": 3.5}, LeadUpdate).content == b'{"monthlyPayment":3.5}'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"processStatuses": "Lots"}, "body.processStatuses: must be one of 'Qualified Lead', 'On Hold', 'Lost'"),
        ({"colours": ["Red", "red"]}, "body.colours.1: must be one of 'Black', "),
        ({"colours": ["red"]}, "'Tan' and 2 more"),
        ({"priority": True}, "body.priority: must be one of 1, 2"),
        ({"priority": "1"}, "body.priority: must be one of 1, 2"),
        ({"mixed": True}, "body.mixed: must be one of 1, 'yes', None"),
        ({"proces_statuses": "Lost"}, "body.proces_statuses: is not a known field; did you mean 'process_statuses'?"),
        ({"zzz": 1}, "body.zzz: is not a known field"),
        ({"notes": 5}, "body.notes: must be a valid string"),
        ({"agree": "yes"}, "body.agree: must be a valid boolean"),
        ({"agree": 1}, "body.agree: must be a valid boolean"),
        ({"monthlyPayment": "5"}, "body.monthlyPayment: must be a valid integer, or must be a valid number"),
        ({"monthlyPayment": float("nan")}, "body.monthlyPayment: must be a valid integer, or must be a finite number"),
        ({"monthlyPayment": float("inf")}, "body.monthlyPayment: must be a valid integer, or must be a finite number"),
        ({"nickname": None}, "body.nickname: must not be null"),
        ({"stage": None}, "body.stage: must"),
        ({"stage": "x"}, "body.stage: must be one of"),
        (
            {"searches": [{"id": 1, "maxMils": 2}]},
            "body.searches.0.maxMils: is not a known field; did you mean 'maxMiles'?",
        ),
        ({"searches": [{"maxMiles": 2}]}, "body.searches.0.id: is missing"),
        ({"searches": [{"id": 1, "status": "x"}]}, "body.searches.0.status: must be one of"),
        ({"searches": [None]}, "body.searches.0: must not be null"),
        ({"seen": "tomorrow"}, "body.seen: must be a valid datetime"),
        ({"seen": 17}, "body.seen: must be text or a datetime"),
        ({"seen": date(2024, 1, 2)}, "body.seen: must be text or a datetime"),
        ({"process_statuses": "Lost", "processStatuses": "Lost"}, "body.process_statuses: is given twice"),
        (["notes"], "body: must be a valid dictionary"),
        ("notes", "body: must be a valid dictionary"),
        (Trade(id=1), "body: must be a valid dictionary or instance of LeadUpdate"),
        ({"notes": "\ud800"}, "body: text that is not valid Unicode"),
        ({1: 2}, "body"),
    ],
)
def test_a_wrong_body_is_refused_and_named(body: Any, message: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        json_body(body, LeadUpdate)
    assert message in str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert str(caught.value).startswith(caught.value.where)


def test_a_body_that_holds_itself_is_refused() -> None:
    body: dict[str, Any] = {}
    body["trade"] = body
    with pytest.raises(InvalidRequestError, match="contains itself"):
        json_body(body, LeadUpdate)


def test_a_wrong_value_put_into_a_list_later_is_refused() -> None:
    body = LeadUpdate(colours=[Colour.RED], searches=[1])
    assert body.colours is not None and body.searches is not None
    body.colours.append("Green")
    assert written(body) == {"colours": ["Red", "Green"], "searches": [1]}
    body.colours.append("green")
    with pytest.raises(InvalidRequestError, match=r"^body: must be one of 'Black'"):
        json_body(body, LeadUpdate)
    body.colours.pop()
    for wrong in (object(), ["a list"], {"id": 1}):
        body.searches[-1] = wrong  # type: ignore[assignment]
        with pytest.raises(InvalidRequestError, match=r"^body: "):
            json_body(body, LeadUpdate)


def test_models_are_strict_by_themselves() -> None:
    for wrong in ({"nickname": None}, {"zzz": 1}, {"agree": "true"}, {"process_statuses": "x"}):
        with pytest.raises(ValidationError):
            LeadUpdate(**wrong)  # type: ignore[arg-type]
    body = LeadUpdate()
    for name, value in (("nickname", None), ("zzz", 1), ("agree", "true"), ("process_statuses", "x")):
        with pytest.raises(ValidationError):
            setattr(body, name, value)
    assert written(body) == {}


# Reading --------------------------------------------------------------------------------------------------------------

ANSWER = {
    "id": "65b2f0",
    "processStatuses": "Sold",
    "colours": ["Red", "Ultraviolet"],
    "priority": 7,
    "mixed": True,
    "monthlyPayment": 450,
    "searches": [
        1,
        "s2",
        {"id": 3, "status": "Paused", "score": [1, None], "lead": {"id": 9, "notes": None, "x": {"y": 1.5}}},
    ],
    "trade": {"id": 4, "odometer": 5.5, "colour": "red"},
    "nickname": None,
    "agree": True,
    "brandNew": {"deep": [{"er": None}]},
}


def test_an_answer_goes_back_out_unchanged() -> None:
    lead = read(json.dumps(ANSWER), Lead)
    assert lead.process_statuses == "Sold" and not isinstance(lead.process_statuses, Status)
    assert lead.colours is not None and lead.colours[0] is Colour.RED and lead.colours[1] == "Ultraviolet"
    assert lead.priority == 7
    assert lead.mixed is True
    assert type(lead.monthly_payment) is int
    assert lead.model_extra == {"brandNew": {"deep": [{"er": None}]}}
    assert lead.nickname is None
    assert written(lead, Lead) == ANSWER
    assert lead.model_dump(mode="json", exclude_unset=True) == ANSWER


def test_parts_of_an_answer_go_into_a_body_unchanged() -> None:
    lead = read(json.dumps(ANSWER), Lead)
    body = {
        "process_statuses": lead.process_statuses,
        "colours": lead.colours,
        "priority": lead.priority,
        "searches": lead.searches,
        "trade": lead.trade,
    }
    expected = {key: ANSWER[key] for key in ("processStatuses", "colours", "priority", "searches", "trade")}
    assert written(body) == expected
    assert written(LeadUpdate(**body)) == expected  # type: ignore[arg-type]
    for same in (pickle.loads(pickle.dumps(lead)), copy.deepcopy(lead), lead.model_copy()):
        assert written({"process_statuses": same.process_statuses, "searches": same.searches}) == {
            "processStatuses": "Sold",
            "searches": ANSWER["searches"],
        }


def test_a_read_value_can_be_changed_and_stays_strict() -> None:
    lead = read(json.dumps(ANSWER), Lead)
    lead.notes = "called"
    lead.process_statuses = "Lost"
    assert lead.process_statuses is Status.LOST
    with pytest.raises(ValidationError):
        lead.process_statuses = "Sold, too"
    assert written(lead, Lead) == {**ANSWER, "notes": "called", "processStatuses": "Lost"}


@pytest.mark.parametrize(
    ("text", "member"),
    [("1", Mixed.ONE), ("1.0", Mixed.ONE), ('"yes"', Mixed.YES), ("null", None), ("true", True), ('"1"', "1")],
)
def test_members_are_found_by_json_value_not_by_pythons_equality(text: str, member: Any) -> None:
    found = read(f'{{"id": 1, "mixed": {text}}}', Lead).mixed
    assert found == member and isinstance(found, Mixed) == isinstance(member, Mixed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        '{"notes": "x"}',
        '{"id": {}}',
        '{"id": 1, "processStatuses": 5}',
        '{"id": 1, "colours": "Red"}',
        '{"id": NaN}',
    ],
)
def test_what_does_not_fit_is_an_error(text: str) -> None:
    with pytest.raises(ValidationError):
        read(text, Lead)


KNOWN = {
    "processStatuses": st.none() | st.text() | st.sampled_from([each.value for each in Status]),
    "colours": st.none() | st.lists(st.text() | st.sampled_from([each.value for each in Colour]), max_size=3),
    "priority": st.none() | st.integers(-(2**70), 2**70),
    "mixed": st.none() | st.integers() | st.text() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False),
    "monthlyPayment": st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    "nickname": st.none() | st.text(),
    "agree": st.none() | st.booleans(),
}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
PYTHON_NAMES = {"process_statuses", "monthly_payment", "max_miles"}
UNKNOWN = st.dictionaries(
    st.text().filter(lambda key: key not in PYTHON_NAMES and key not in Lead.model_fields), JSON, max_size=3
)


@st.composite
def leads(draw: st.DrawFn, depth: int = 2) -> dict[str, Any]:
    lead = draw(UNKNOWN.map(lambda extra: {key: value for key, value in extra.items() if key not in KNOWN}))
    lead |= draw(st.fixed_dictionaries({"id": st.integers() | st.text()}, optional=KNOWN))
    if depth:
        inner = st.integers() | st.text() | leads(depth - 1).map(lambda lead: {"id": 1, "lead": lead, "new": [lead]})
        lead["searches"] = draw(st.lists(inner, max_size=2))
    return lead


@given(leads())
def test_reading_and_writing_loses_nothing(lead: dict[str, Any]) -> None:
    sent = json.loads(json.dumps(write(read(json.dumps(lead), Lead), Lead)))
    assert sent == lead
    assert repr(sort(sent)) == repr(sort(lead))  # 1, 1.0 and true are not the same


def sort(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: sort(value[key]) for key in sorted(value)}
    return [sort(item) for item in value] if isinstance(value, list) else value


def test_typed_extra_fields() -> None:
    filter_ = {"or": [{"city": {"equals": "Austin"}}, {"and": [{"id": {"in": [1, 2]}}]}], "price": {"greater_than": 5}}
    assert write(filter_, Where) == filter_
    assert write(Where.model_validate(filter_), Where) == filter_
    with pytest.raises(
        InvalidRequestError, match=r"^value\.city\.equal: is not a known field; did you mean 'equals'\?"
    ):
        write({"city": {"equal": 1}}, Where)


def test_unknown_fields_are_picked_and_left_out_like_others() -> None:
    lead = read('{"id": 1, "future": 2, "more": 3}', Lead)
    assert lead.model_dump(exclude_unset=True) == {"id": 1, "future": 2, "more": 3}
    assert lead.model_dump(include={"id", "more"}) == {"id": 1, "more": 3}
    assert lead.model_dump(exclude={"future"}, exclude_unset=True) == {"id": 1, "more": 3}


def test_the_names_of_whoever_uses_a_model_first_do_not_leak_into_it(tmp_path: Path) -> None:
    """pydantic looks for what annotations name in the frame of the caller as well; what is built late would see it."""
    (tmp_path / "late.py").write_text(
        "from __future__ import annotations\n"
        "from leadsmith.runtime import Model\n"
        "class Order(Model):\n"
        "    lines: list[Line]\n"
        "class Line(Model):\n"
        "    n: int\n"
    )
    script = (
        "import late\n"
        "class Line: pass\n"
        "def use():\n"
        "    Line = 'a text'\n"
        "    return late.Order(lines=[late.Line(n=1)])\n"
        "print(late.Order.model_validate({'lines': [{'n': 1}]}), use(), use().model_dump_json())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == 'lines=[Line(n=1)] lines=[Line(n=1)] {"lines":[{"n":1}]}\n', done.stderr
