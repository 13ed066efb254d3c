"""Values that are one of several objects, or several of them at once."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import datetime
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, ValidationError

from leadsmith.runtime import (
    UNSET,
    Always,
    AnyOf,
    InvalidRequestError,
    Model,
    Omittable,
    OneOf,
    Parsed,
    ReadOnly,
    Tag,
    UnknownVariant,
    WriteOnly,
    read,
    write,
)


class Car(Model):
    wheels: int
    color: Omittable[str] = None


class Bike(Model):
    gears: int
    color: Omittable[int | str] = None
    made_on: Annotated[Parsed[datetime] | None, Field(alias="madeOn")] = None
    serial: ReadOnly[int | None] = None


class Boat(Model):
    kind: Always[Literal["boat"]]
    sails: int


class Raft(Model):
    kind: Always[Literal["raft"]]
    logs: int


class Painted(Model):
    kind: Always[Literal["boat"]]
    logs: int
    color: str


class Owner(Model):
    vehicle: Omittable[AnyOf[Car | Bike]] = None
    vehicles: Omittable[list[AnyOf[Car | Bike | UnknownVariant]]] = None


class Cat(Model):
    type: Annotated[str, Tag("cat", "kitten")]
    lives: int


class Dog(Model):
    type: Annotated[str, Tag("dog")]
    lives: int


class First(Model):
    version: Annotated[int, Tag("1")]


class Second(Model):
    version: Annotated[int, Tag("2")]


BOTH = {"wheels": 4, "gears": 2}
EITHER: Any = AnyOf[Car | Bike]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (BOTH, BOTH),
        ({"wheels": 4}, {"wheels": 4}),
        ({"gears": 2, "color": "red"}, {"gears": 2, "color": "red"}),
        ({**BOTH, "made_on": "2024-01-01T00:00:00Z"}, {**BOTH, "madeOn": "2024-01-01T00:00:00Z"}),
        ({"wheels": 4, "madeOn": None}, {"wheels": 4, "madeOn": None}),
        ({**BOTH, "color": 5}, {**BOTH, "color": 5}),
        ({**BOTH, "serial": 5}, BOTH),
    ],
)
def test_what_is_several_objects_at_once_is_sent_whole(given: Any, sent: Any) -> None:
    assert write(given, EITHER) == sent
    assert write({"vehicle": given, "vehicles": [given]}, Owner) == {"vehicle": sent, "vehicles": [sent]}
    owner = Owner(vehicle=given, vehicles=[given])
    for same in (owner, copy.deepcopy(owner), pickle.loads(pickle.dumps(owner))):
        assert write(same, Owner) == {"vehicle": sent, "vehicles": [sent]}
    assert write(read(json.dumps(sent), EITHER), EITHER) == sent


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "value.wheels: is missing"),
        ({"color": "red", "madeOn": None}, "value.gears: is missing"),
        ({**BOTH, "gear": 1}, "value.gear: is not a known field; did you mean 'gears'?"),
        ({**BOTH, "gears": "two"}, "value.gears: must be a valid integer"),
        ({**BOTH, "wheels": "two"}, "value.wheels: must be a valid integer"),
        ({"wheels": 4, "madeOn": "soon"}, "value.madeOn: must be a valid datetime or date, input is too short"),
        (
            {"wheels": 4, "madeOn": None, "made_on": None},
            "value.made_on: is given twice, by its name in Python and by its name on the wire",
        ),
    ],
)
def test_what_is_wrong_with_it_is_said(given: Any, message: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        write(given, EITHER)
    assert str(caught.value) == message


def test_what_was_read_and_is_several_at_once_loses_nothing() -> None:
    text = json.dumps({"vehicle": BOTH, "vehicles": [BOTH, {"gears": 1, "new": [1]}, {"fins": 2}]})
    owner = read(text, Owner)
    assert write(owner, Owner) == json.loads(text)
    assert type(owner.vehicles[2]) is UnknownVariant  # type: ignore[index]


def test_one_of_some_objects_is_no_other() -> None:
    for given, message in (
        (BOTH, "value.gears: is a field of Bike, which has no 'wheels'"),
        ({"wheels": 4, "madeOn": None}, "value.madeOn: is a field of Bike, which has no 'wheels'"),
        ({"wheels": 4, "well": 1}, "value.well: is not a known field; did you mean 'wheels'?"),
    ):
        with pytest.raises(InvalidRequestError) as caught:
            write(given, OneOf[Car | Bike])
        assert str(caught.value) == message
    with pytest.raises(InvalidRequestError, match=r"^value\.logs: is a field of Raft, which has no 'sails'$"):
        write({"kind": "boat", "sails": 1, "logs": 2}, OneOf[Boat | Raft])
    with pytest.raises(InvalidRequestError, match=r"^value\.color: is a field of Painted, which this is not$"):
        write({"kind": "raft", "logs": 2, "color": "red"}, OneOf[Raft | Painted])


def test_a_constant_tells_objects_apart_also_where_several_may_be_one() -> None:
    boats: Any = AnyOf[Boat | Raft]
    assert write({"kind": "raft", "logs": 2}, boats) == {"kind": "raft", "logs": 2}
    with pytest.raises(InvalidRequestError, match=r"^value\.logs: is a field of Raft, which has no 'sails'$"):
        write({"kind": "boat", "sails": 1, "logs": 2}, boats)


@pytest.mark.parametrize("value", [{"kind": "ship"}, {"kind": "ship", "sails": 1}, {"kind": "ship", "logs": 1}])
def test_a_wrong_constant_is_told_with_those_of_all_objects(value: Any) -> None:
    for kind in (OneOf[Boat | Raft], AnyOf[Boat | Raft | UnknownVariant], OneOf[Boat | Raft | str]):
        with pytest.raises(InvalidRequestError) as caught:
            write(value, kind)
        assert str(caught.value).startswith("value.kind: must be ")
        assert all(part in str(caught.value) for part in ("'boat'", "'raft'", "here it is 'ship'"))


def test_the_values_of_an_object_decide_where_the_names_of_its_fields_do_not() -> None:
    class Text(Model):
        value: str

    class Number(Model):
        value: int
        unit: Omittable[str] = None

    assert write({"value": "ten"}, OneOf[Text | Number]) == {"value": "ten"}
    assert write({"value": 10}, OneOf[Text | Number]) == {"value": 10}
    with pytest.raises(InvalidRequestError, match=r"value\.value: must be a valid string, or must be a valid integer"):
        write({"value": []}, OneOf[Text | Number])


def test_an_object_cannot_have_the_tag_of_another() -> None:
    with pytest.raises(ValidationError, match="must be one of 'cat', 'kitten'"):
        Cat(type="dog", lives=1)
    cat = Cat(type="kitten", lives=1)
    with pytest.raises(ValidationError, match="must be one of 'cat', 'kitten'"):
        cat.type = "dog"
    assert write(cat, OneOf[Cat | Dog]) == {"type": "kitten", "lives": 1}
    with pytest.raises(
        InvalidRequestError, match=r"^value\.type: must be one of 'cat', 'kitten', 'dog'; here it is 'cow'"
    ):
        write({"type": "cow", "lives": 1}, OneOf[Cat | Dog])
    with pytest.raises(InvalidRequestError, match=r"^value\.type: must be one of 'cat', 'kitten'; here it is 'dog'"):
        write({"type": "dog", "lives": 1}, Cat)


def test_a_tag_that_an_answer_has_survives() -> None:
    lion = read('{"type": "lion", "lives": 1}', Cat)
    assert write(lion, Cat) == {"type": "lion", "lives": 1}
    assert write({"type": lion.type, "lives": 2}, Cat) == {"type": "lion", "lives": 2}
    assert Cat(type=lion.type, lives=2).type == "lion"


def test_a_tag_may_be_a_number() -> None:
    versions: Any = OneOf[First | Second]
    assert type(read('{"version": 2}', versions)) is Second
    assert write({"version": 2}, versions) == write(Second(version=2), versions) == {"version": 2}
    with pytest.raises(InvalidRequestError, match=r"^value\.version: must be one of '1', '2'; here it is 3"):
        write({"version": 3}, versions)


class Account(Model):
    number: Annotated[ReadOnly[int], Field(alias="no")] = UNSET
    secret: WriteOnly[str]
    name: str


class Accounts(Model):
    first: str | Account | None = None
    second: Omittable[OneOf[Account | Car]] = None
    more: Omittable[list[int | Account]] = None


@pytest.mark.filterwarnings("error")
def test_what_goes_one_way_alone_is_no_reason_not_to_dump_a_model_that_is_one_of_several_things() -> None:
    made = Account(secret="s", name="n")
    accounts = Accounts(first=made, second=made, more=[made, 1])
    sent = {"secret": "s", "name": "n"}
    assert write(accounts, Accounts) == {"first": sent, "second": sent, "more": [sent, 1]}
    assert write(made, OneOf[Account | Car]) == write(made, Account | str) == sent

    text = '{"no": 1, "name": "n", "new": 2}'
    answer = {"first": json.loads(text), "second": json.loads(text), "more": [json.loads(text)]}
    accounts = read(json.dumps(answer), Accounts)
    for dumped in (accounts.model_dump(), accounts.model_dump(exclude_unset=True), accounts.model_dump(mode="json")):
        assert dumped == answer
    assert json.loads(accounts.model_dump_json()) == answer
    by_name = {"number": 1, "name": "n", "new": 2}
    assert accounts.model_dump(by_alias=False, include={"first"}) == {"first": by_name}
    assert not hasattr(accounts.first, "secret") and "secret" not in repr(accounts), "it is left as it was"
    for one in (accounts.first, accounts.second):
        one.secret = "s"  # type: ignore[union-attr]
    accounts.more = [2]
    assert write(accounts, Accounts)["first"] == {"secret": "s", "name": "n", "new": 2}
