"""Answers that are not as described: what fits is there, the rest is kept and told, and no attribute lies."""

from __future__ import annotations

import json
import logging
import warnings
from datetime import datetime
from typing import Annotated, Any, Literal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from runtime_face import Lead, LeadList, Priority
from test_runtime_client import GET, LEAD, answering

from leadsmith.runtime import (
    Always,
    Hooks,
    InvalidPayloadError,
    Mismatch,
    Model,
    Omittable,
    OneOf,
    ReadOnly,
    Tag,
    UnexpectedResponseError,
    UnknownVariant,
    WriteOnly,
    read_payload,
    write,
)
from leadsmith.runtime.reading import read_leniently


def fetched(flavour: Any, value: Any, type_: Any = Lead, **settings: Any) -> tuple[Any, list[Mismatch]]:
    told: list[Mismatch] = []
    hooks = Hooks(mismatch=told.append)
    return flavour.send(answering(httpx.Response(200, json=value)), GET, type_, hooks=hooks, **settings), told


WRONG = {
    "id": 9,
    "notes": ["not", "text"],
    "priority": 2,
    "searches": [{"id": 1, "maxMiles": "far"}, 7],
    "new": {"a": 1},
}


def test_what_fits_is_there_and_the_rest_is_kept(flavour: Any) -> None:
    lead, told = fetched(flavour, WRONG)
    assert isinstance(lead, Lead) and lead.id == 9 and lead.priority is Priority(2)
    assert [(each.operation, each.pointer, each.value) for each in told] == [
        ("GET /leads/{id}", "/searches/0/maxMiles", "far"),
        ("GET /leads/{id}", "/notes", ["not", "text"]),
    ]
    assert "must be a valid string" in told[1].problem
    with pytest.raises(AttributeError, match="'notes' of this Lead does not fit the description, see model_extra"):
        _ = lead.notes
    assert not hasattr(lead, "notes") and lead.model_extra == {"notes": ["not", "text"], "new": {"a": 1}}
    assert lead.searches[0].id == 1 and not hasattr(lead.searches[0], "max_miles") and lead.searches[1] == 7
    assert json.loads(lead.model_dump_json(exclude_unset=True, warnings="none")) == WRONG, "it goes back out as it came"


def test_what_is_missing_is_told(flavour: Any) -> None:
    page, told = fetched(flavour, {"docs": [LEAD, {"notes": "x"}]}, LeadList)
    assert [(each.pointer, each.value, each.problem) for each in told] == [
        ("/docs/1/id", None, "is missing"),
        ("/hasNextPage", None, "is missing"),
    ]
    assert page.docs[0].id == 9 and page.docs[1].notes == "x" and page.next_page is None
    with pytest.raises(AttributeError, match="'hasNextPage' of this LeadList is not there"):
        _ = page.has_next_page
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = page.nonsense
    assert repr(page.docs[1])


@pytest.mark.parametrize("value", [[], "text", 7, True])
def test_where_nothing_fits_it_is_an_error_in_every_mode(flavour: Any, value: Any) -> None:
    for reading in ("strict", "warn", "tolerant"):
        with pytest.raises(UnexpectedResponseError, match="the whole must"):
            fetched(flavour, value, reading=reading)


@pytest.mark.parametrize("value", [{**LEAD, "notes": 7}, {**LEAD, "priority": 77}, {**LEAD, "stage": "Brand New"}])
def test_strict(flavour: Any, value: Any) -> None:
    with pytest.raises(UnexpectedResponseError, match=r"200 OK is not as described: /(notes|priority|stage)"):
        fetched(flavour, value, reading="strict")


def test_warn(flavour: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        lead, told = fetched(flavour, {**LEAD, "notes": 7, "priority": 77}, reading="warn")
    assert lead.id == 9 and [each.pointer for each in told] == ["/notes", "/priority"]
    first, second = [record.getMessage() for record in caplog.records]
    assert first == "GET /leads/{id}: 200 OK is not as described: /notes must be a valid string"
    assert second.endswith("/priority is not one of the values that the description lists")


def test_tolerant_without_a_hook_is_silent(flavour: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "leadsmith"), warnings.catch_warnings():
        warnings.simplefilter("error")
        lead = flavour.send(answering(httpx.Response(200, json={**LEAD, "notes": 7})), GET, Lead)
    assert lead.id == 9 and [each for each in caplog.records if each.name.startswith("leadsmith")] == []


def test_values_that_the_description_does_not_list_are_told(flavour: Any) -> None:
    lead, told = fetched(flavour, {**LEAD, "priority": 77, "new": 1})
    assert lead.priority == 77
    assert [(each.pointer, each.value) for each in told] == [("/priority", 77)], "an unknown field is no mismatch"


class Card(Model):
    kind: Always[Literal["card"]]
    number: int


class Cash(Model):
    kind: Always[Literal["cash"]]


class Payment(Model):
    way: OneOf[Card | Cash | UnknownVariant]
    other: Omittable[Card] = None
    secret: WriteOnly[str]
    made: ReadOnly[datetime]
    by_name: Omittable[dict[str, Card]] = None


def test_in_unions_maps_and_fields_of_one_way(flavour: Any) -> None:
    value = {
        "way": {"kind": "card", "number": "x"},
        "other": {"kind": "card"},
        "made": "yesterday",
        "by_name": {"a": {"kind": "card", "number": 1}, "b/c": {"kind": "card", "number": []}},
    }
    payment, told = fetched(flavour, value, Payment)
    pointers = [each.pointer for each in told]
    assert "/other/number" in pointers and "/made" in pointers and "/by_name/b~1c/number" in pointers
    assert payment.other.kind == "card" and not hasattr(payment.other, "number") and not hasattr(payment, "secret")
    assert payment.by_name["a"].number == 1
    assert json.loads(payment.model_dump_json(exclude_unset=True, warnings="none")) == value


class Agent(Model):
    kind: Always[Literal["agent"]]
    name: str
    age: Omittable[int] = None


class Contact(Model):
    kind: Always[Literal["contact"]]
    name: str


class Cat(Model):
    species: Annotated[str, Tag("cat")]
    lives: Omittable[int] = None


class Dog(Model):
    species: Annotated[str, Tag("dog")]


class Party(Model):
    who: Omittable[OneOf[Agent | Contact | UnknownVariant] | None] = None
    pets: Omittable[list[OneOf[Cat | Dog | UnknownVariant]]] = None


AGENT = {"kind": "agent", "name": "Ana", "age": "old"}
"""Whose class its constant tells, with a field that does not fit."""


@pytest.mark.parametrize(
    ("value", "pointer", "kinds"),
    [
        ({"who": AGENT}, "/who/age", Agent),
        ({"who": {"kind": "agent", "age": 7}}, "/who/name", Agent),
        ({"who": {"kind": "client", "name": 5}}, "/who", UnknownVariant),
        ({"who": {"name": "Ana", "age": "old"}}, "/who", UnknownVariant),
        ({"pets": [{"species": "cat", "lives": "nine"}]}, "/pets/0/lives", Cat),
    ],
)
def test_an_object_of_a_union_that_says_its_class_is_of_it(
    flavour: Any, value: Any, pointer: str, kinds: type[Model]
) -> None:
    party, told = fetched(flavour, value, Party)
    assert [each.pointer for each in told] == [pointer]
    found = party.who or party.pets[0]
    assert type(found) is kinds
    assert json.loads(party.model_dump_json(exclude_unset=True, warnings="none")) == value, "nothing is lost"
    with pytest.raises(UnexpectedResponseError) as caught:
        fetched(flavour, value, Party, reading="strict")
    assert caught.value.pointer == pointer


def test_a_union_alone_and_in_a_payload(flavour: Any) -> None:
    which: Any = OneOf[Agent | Contact | UnknownVariant]
    found, told = fetched(flavour, AGENT, which)
    assert type(found) is Agent and found.name == "Ana" and [each.pointer for each in told] == ["/age"]
    with pytest.raises(InvalidPayloadError) as caught:
        read_payload(json.dumps(AGENT), which)
    assert caught.value.pointer == "/age"
    for body in ('{"kind": "client"}', b'{"kind": "client"}', bytearray(b'{"kind": "client"}')):
        assert type(read_payload(body, which)) is UnknownVariant
    parsed: Any = {"kind": "client"}
    with pytest.raises(TypeError, match="body is dict: give the bytes of the request as they came, before parsing"):
        read_payload(parsed, which)


def test_a_type_that_is_no_class(flavour: Any) -> None:
    leads, told = fetched(flavour, [LEAD, {"id": 1, "notes": 5}], TypeAdapter(list[Lead]))
    assert [lead.id for lead in leads] == [9, 1] and [each.pointer for each in told] == ["/1/notes"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries(
        {"id": JSON, "notes": JSON},
        optional={"priority": JSON, "searches": JSON, "seen": JSON, "agree": JSON, "x": JSON},
    )
)
def test_nothing_is_lost_and_no_attribute_lies(value: dict[str, Any]) -> None:
    found = read_leniently(value, Lead)
    assert found is not None
    lead, _ = found
    assert json.loads(lead.model_dump_json(exclude_unset=True, warnings="none")) == value
    kinds: dict[str, Any] = {
        "id": int | float | str,
        "notes": str | None,
        "priority": int | None,
        "searches": list | None,
    }
    kinds |= {"seen": datetime | None, "agree": bool | None}
    for name, kind in kinds.items():
        assert not hasattr(lead, name) or isinstance(getattr(lead, name), kind)
    assert hasattr(lead, "notes") is (value["notes"] is None or isinstance(value["notes"], str))


def test_what_was_read_so_can_be_written_where_it_fits() -> None:
    found = read_leniently({"id": 9, "notes": 7}, Lead)
    assert found is not None
    assert write(found[0], Lead) == {"id": 9, "notes": 7}


def test_a_field_that_is_set_again_is_as_it_was_set() -> None:
    found = read_leniently({"id": 9, "notes": 7, "x": 1}, Lead)
    assert found is not None
    lead = found[0]
    lead.notes = "better"
    assert lead.notes == "better" and lead.model_extra == {"x": 1}
    assert write(lead, Lead) == {"id": 9, "notes": "better", "x": 1}
