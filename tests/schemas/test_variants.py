"""Which of several objects a value is: `discriminator`, constants, and the fields that it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from modules import models

TAGGED = """
    Pet:
      oneOf:
        - {$ref: Cat}
        - {$ref: Dog}
        - {$ref: Bird}
      discriminator: {propertyName: petType, mapping: {cat: "#/components/schemas/Cat", kitten: Cat}}
    Cat: {type: object, required: [petType], properties: {petType: {type: string}, name: {type: string}}}
    Dog: {type: object, required: [petType], properties: {petType: {type: string}, name: {type: string}}}
    Bird: {oneOf: [{$ref: Owl}, {$ref: Hen}]}
    Owl: {type: object, required: [petType, wise], properties: {petType: {const: owl}, wise: {type: boolean}}}
    Hen: {type: object, required: [petType], properties: {petType: {enum: [hen]}, eggs: {type: integer}}}
"""


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"petType": "cat", "name": "Tom"}, "Cat"),
        ({"petType": "kitten"}, "Cat"),
        ({"petType": "Dog", "name": "Rex"}, "Dog"),
        ({"petType": "owl", "wise": True}, "Owl"),
        ({"petType": "hen", "eggs": 2}, "Hen"),
        ({"petType": "fish", "fins": [1, {"a": None}]}, "UnknownVariant"),
    ],
)
def test_the_discriminator_decides(made: Callable[..., Any], value: Any, kind: str) -> None:
    api = made(TAGGED)
    assert not api.diagnostics
    assert type(api.read("Pet", value)).__name__ == kind
    assert api.back("Pet", value) == value


def test_what_the_discriminator_says_is_so_whatever_is_missing(made: Callable[..., Any]) -> None:
    with pytest.raises(ValidationError, match=r"wise\n.*Field required"):
        made(TAGGED).read("Pet", {"petType": "owl"})


def test_a_property_that_tells_and_is_not_described_is_text(made: Callable[..., Any]) -> None:
    api = made(
        """
        Fruit:
          oneOf: [{$ref: Apple}, {$ref: Apple}, {$ref: Banana}]
          discriminator: {propertyName: fruitType, mapping: {green: Apple, red: Apple}}
        Apple: {type: object, properties: {weight: {type: number}}}
        Banana: {type: object, properties: {weight: {type: number}}}
        """
    )
    assert set(api.diagnostics) == {"discriminator"}
    assert type(api.read("Fruit", {"fruitType": "Banana", "weight": 1})) is api.Banana
    value = {"fruitType": "red", "weight": 1}
    assert type(api.read("Fruit", value)) is api.Apple
    assert api.back("Fruit", value) == api.write("Fruit", value) == value


def test_what_is_wrong_is_said_of_the_object_that_was_meant(made: Callable[..., Any]) -> None:
    api = made(TAGGED)
    with pytest.raises(api.runtime.InvalidRequestError, match=r"^value\.name: must be a valid string"):
        api.write("Pet", {"petType": "cat", "name": 1})
    with pytest.raises(api.runtime.InvalidRequestError, match=r"^value\.wise: is missing"):
        api.write("Pet", {"petType": "owl"})
    told = r"^value\.petType: must be one of 'cat', 'kitten', 'Dog', 'owl', 'hen'; here it is 'fish'$"
    with pytest.raises(api.runtime.InvalidRequestError, match=told):
        api.write("Pet", {"petType": "fish", "name": "Bubbles"})
    assert api.write("Pet", {"pet_type": "kitten"}) == {"petType": "kitten"}
    with pytest.raises(api.runtime.InvalidRequestError, match=r"must be one of Cat, Dog, Owl, Hen|must be a valid"):
        api.write("Pet", 3)


FAMILY = """
    Animal:
      type: object
      required: [kind]
      discriminator: {propertyName: kind, mapping: {cat: "#/components/schemas/Cat"}}
      properties: {kind: {type: string}, friend: {$ref: Animal}}
    Cat: {allOf: [{$ref: Animal}, {properties: {lives: {type: integer}}}]}
    Lion: {allOf: [{$ref: Cat}, {properties: {mane: {type: boolean}}}]}
    Zoo:
      type: object
      properties: {star: {$ref: Animal}, cat: {$ref: Cat}}
"""


def test_a_parent_stands_for_its_children_and_for_what_is_unknown(made: Callable[..., Any]) -> None:
    api = made(FAMILY)
    value = {
        "star": {"kind": "Lion", "mane": True, "friend": {"kind": "cat", "lives": 9}},
        "cat": {"kind": "Lion", "lives": 1},
    }
    zoo = api.read("Zoo", value)
    assert [type(each) for each in (zoo.star, zoo.star.friend, zoo.cat)] == [api.Lion, api.Cat, api.Lion]
    assert api.write("Zoo", zoo) == value
    value = {"star": {"kind": "snake", "length": 2}, "cat": {"kind": "persian", "lives": 3}}
    zoo = api.read("Zoo", value)
    assert [type(each) for each in (zoo.star, zoo.cat)] == [api.Animal, api.Cat]
    assert api.write("Zoo", zoo) == value


def test_without_a_discriminator_the_fields_decide(made: Callable[..., Any]) -> None:
    api = made(
        """
        Card: {type: object, required: [object], properties: {object: {enum: [card]}, last4: {type: string}}}
        Bank: {type: object, required: [object], properties: {object: {const: bank}, last4: {type: string}}}
        Text: {type: object, properties: {value: {type: string}}}
        Number: {type: object, properties: {value: {type: integer}, unit: {type: string}}}
        Holder:
          type: object
          properties:
            source:
              anyOf: [{type: string}, {$ref: Card}, {$ref: Bank}]
            value:
              oneOf: [{$ref: Number}, {$ref: Text}]
            only: {$ref: Bank}
        """
    )
    expected = [
        ("source", {"object": "bank", "last4": "4242"}, api.Bank),
        ("source", {"object": "card"}, api.Card),
        ("source", {"object": "coin", "last4": "1"}, api.runtime.UnknownVariant),
        ("source", "src_1", str),
        ("value", {"value": "ten"}, api.Text),
        ("value", {"value": 10}, api.Number),
        ("value", {"value": 10, "unit": "m", "new": 1}, api.Number),
        ("only", {"object": "bank, really", "last4": "1"}, api.Bank),
    ]
    for field, value, kind in expected:
        holder = api.read("Holder", {field: value})
        assert type(getattr(holder, field)) is kind, value
        assert api.write("Holder", holder) == {field: value}
    assert api.write("Holder", {"value": {"value": "ten"}}) == {"value": {"value": "ten"}}
    with pytest.raises(api.runtime.InvalidRequestError, match=r"only\.object: must be 'bank'"):
        api.write("Holder", {"only": {"object": "card"}})


def test_a_parent_of_swagger(made: Callable[..., Any]) -> None:
    api = made(
        """
        Pet: {type: object, discriminator: petType, required: [petType], properties: {petType: {type: string}}}
        Cat: {allOf: [{$ref: Pet}, {type: object, properties: {lives: {type: integer}}}]}
        Owner: {type: object, properties: {pets: {type: array, items: {$ref: Pet}}}}
        """,
        "2.0",
    )
    assert not api.diagnostics
    value = {"pets": [{"petType": "Cat", "lives": 9}, {"petType": "Fish", "fins": 2}]}
    assert [type(pet) for pet in api.read("Owner", value).pets] == [api.Cat, api.Pet]
    assert api.back("Owner", value) == value


DEFAULT = """
    Animal:
      type: object
      discriminator: {propertyName: kind, mapping: {c: Cat, d: "#/components/schemas/Dog"}, defaultMapping: Other}
      properties: {kind: {type: string}}
    Cat: {allOf: [{$ref: Animal}, {type: object, required: [lives], properties: {lives: {type: integer}}}]}
    Dog: {allOf: [{$ref: Animal}, {type: object, properties: {barks: {type: boolean}}}]}
    Other: {allOf: [{$ref: Animal}, {type: object, properties: {x: {type: boolean}}}]}
    Event:
      oneOf: [{$ref: Opened}, {$ref: Closed}, {$ref: Something}]
      discriminator: {propertyName: type, mapping: {some: Something}, defaultMapping: "#/components/schemas/Something"}
    Opened: {type: object, required: [type], properties: {type: {type: string}, by: {type: string}}}
    Closed: {type: object, required: [type], properties: {type: {type: string}, by: {type: string}}}
    Something: {type: object, properties: {type: {type: string}, by: {type: string}, what: {type: string}}}
    Holder: {type: object, properties: {animal: {$ref: Animal}}}
"""


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"kind": "c", "lives": 9}, "Cat"),
        ({"kind": "d"}, "Dog"),
        ({"kind": "Other"}, "Other"),
        ({"kind": "snake"}, "Other"),
        ({"kind": "snake", "lives": 1, "barks": True}, "Other"),
        ({"kind": "snake", "length": 1}, "Other"),
        ({"kind": "Animal"}, "Animal"),
        ({"x": True}, "Other"),
    ],
)
def test_a_parent_has_a_default_for_what_is_unknown(made: Callable[..., Any], value: Any, kind: str) -> None:
    api = made(DEFAULT, "3.2.0")
    assert not api.diagnostics
    holder = api.read("Holder", {"animal": value})
    assert type(holder.animal).__name__ == kind
    assert api.write("Holder", holder) == {"animal": value}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"type": "Opened"}, "Opened"),
        ({"type": "Closed", "by": "a"}, "Closed"),
        ({"type": "some", "by": "a"}, "Something"),
        ({"type": "moved", "by": "a"}, "Something"),
        ({"by": "a"}, "Something"),
    ],
)
def test_a_union_has_a_default_for_what_is_unknown(made: Callable[..., Any], value: Any, kind: str) -> None:
    api = made(DEFAULT, "3.2.0")
    assert type(api.read("Event", value)).__name__ == kind
    assert api.back("Event", value) == api.write("Event", value) == value


def test_a_default_that_is_none_of_them_is_told(made: Callable[..., Any]) -> None:
    api = made(
        """
        Event: {oneOf: [{$ref: A}, {$ref: B}], discriminator: {propertyName: type, defaultMapping: C}}
        A: {type: object, required: [type], properties: {type: {type: string}}}
        B: {type: object, required: [type], properties: {type: {type: string}, b: {type: string}}}
        C: {type: object, properties: {type: {type: string}}}
        Own:
          type: object
          discriminator: {propertyName: type, defaultMapping: Own}
          properties: {type: {type: string}}
        More: {allOf: [{$ref: Own}]}
        """,
        "3.2.0",
    )
    assert api.diagnostics == ["discriminator"]
    assert type(api.read("Own", {"type": "new"})) is api.Own


def test_any_number_of_the_branches_of_any_of_may_be_one_object(made: Callable[..., Any]) -> None:
    api = made(
        """
        Contact:
          type: object
          required: [name]
          properties: {name: {type: string}, born-on: {type: string, format: date}}
          anyOf:
            - {required: [email], properties: {email: {type: string}}}
            - {required: [phone], properties: {phone: {type: string}, phone-type: {$ref: Kind}}}
            - {required: [fax], properties: {fax: {type: string}}, additionalProperties: false}
        Kind: {enum: [home, work]}
        Holder: {type: object, properties: {contacts: {type: array, items: {$ref: Contact}}}}
        """
    )
    both = {"name": "n", "email": "e", "phone": "p", "phone-type": "work"}
    for value in (both, {"name": "n", "phone": "p"}, {"name": "n", "email": "e"}, {**both, "new": {"a": 1}}):
        assert api.back("Contact", value) == value
        assert api.back("Holder", {"contacts": [value]}) == {"contacts": [value]}
    assert api.write("Contact", {**both, "born_on": "2024-01-01"}) == {**both, "born-on": "2024-01-01"}
    assert api.write("Holder", {"contacts": [both]}) == {"contacts": [both]}
    assert api.write("Holder", api.Holder(contacts=[both])) == {"contacts": [both]}
    for wrong, message in (
        ({"name": "n"}, r"^value\.(email|phone|fax): is missing$"),
        ({"email": "e", "phone": "p"}, r"^value\.name: is missing$"),
        ({**both, "phone": 1}, r"^value\.phone: must be a valid string"),
        ({**both, "phone_type": "x", "phone-type": "work"}, r"^value\.phone[_-]type: is given twice"),
        ({"name": "n", "email": "e", "phone-type": "x"}, r"^value\.phone-type: must be one of 'home', 'work'"),
        ({**both, "mail": "x"}, r"^value\.mail: is not a known field; did you mean 'email'\?$"),
    ):
        with pytest.raises(api.runtime.InvalidRequestError, match=message):
            api.write("Contact", wrong)


@pytest.mark.parametrize("union", ["oneOf", "anyOf"])
def test_an_object_is_only_one_of_those_of_one_of_and_of_those_without_room_for_more(
    made: Callable[..., Any], union: str
) -> None:
    closed = ", additionalProperties: false" * (union == "anyOf")
    api = made(
        f"""
        Vehicle: {{{union}: [{{$ref: Car}}, {{$ref: Bike}}]}}
        Car: {{type: object, required: [wheels], properties: {{wheels: {{type: integer}}}}{closed}}}
        Bike: {{type: object, required: [gears], properties: {{gears: {{type: integer}}}}}}
        """
    )
    assert "OneOf[Car | Bike" in models(api.files)
    assert not hasattr(api.models, "VehicleDict")
    value = {"wheels": 4, "gears": 2}
    assert api.back("Vehicle", value) == value, "what was read loses nothing"
    with pytest.raises(
        api.runtime.InvalidRequestError, match=r"^value\.gears: is a field of Bike, which has no 'wheels'$"
    ):
        api.write("Vehicle", value)


def test_the_typed_dict_of_several_objects_at_once(made: Callable[..., Any]) -> None:
    api = made(
        """
        Vehicle: {anyOf: [{$ref: Car}, {$ref: Bike}, {$ref: Tagged}, {type: string}], nullable: true}
        Car:
          type: object
          required: [wheels, name]
          properties: {wheels: {type: integer}, name: {type: string}, kind: {const: car}, id: {$ref: Id}}
        Bike: {type: object, required: [name], properties: {gears: {type: integer}, name: {type: integer}}}
        Tagged:
          type: object
          required: [name]
          properties: {kind: {const: tag}, name: {type: string}, of: {$ref: Vehicle}}
        Id: {type: integer, readOnly: true}
        Apart: {anyOf: [{$ref: Car}, {$ref: Tagged}]}
        """
    )
    assert api.VehicleDict.__annotations__.keys() == {"wheels", "name", "kind", "gears", "of"}
    assert "    name: Required[str | int]\n" in models(api.files).partition("class VehicleDict")[2]
    assert not hasattr(api.models, "ApartDict"), "a constant tells them apart"
    value = {"kind": "tag", "name": "x", "gears": 1, "of": {"wheels": 1, "name": "x", "gears": 3}}
    assert api.write("Vehicle", value) == value
