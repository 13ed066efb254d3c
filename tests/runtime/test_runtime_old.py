"""Old names of arguments, fields and modules' contents; generated packages that have them are in tests/output."""

from __future__ import annotations

import asyncio
import inspect
import sys
from typing import Annotated, Any

import pytest
from pydantic import Field, ValidationError

from leadsmith.runtime import InvalidRequestError, Model, old_fields, old_keywords, old_names, read, write


class Street(Model):
    house_number: Annotated[int, Field(alias="houseNumber")]
    _old_fields = old_fields(number="house_number")


class Person(Model):
    home: Street
    past: list[Street] | None = None
    _old_fields = old_fields(address="home", former="past")


class Company(Model):
    number: int


def test_old_fields_at_any_depth() -> None:
    body = {"address": {"number": 1}, "former": [{"number": 2}, {"house_number": 3}, {"houseNumber": 4}]}
    with pytest.warns(DeprecationWarning) as seen:
        sent = write(body, Person)
    assert sent == {"home": {"houseNumber": 1}, "past": [{"houseNumber": number} for number in (2, 3, 4)]}
    assert body == {"address": {"number": 1}, "former": [{"number": 2}, {"house_number": 3}, {"houseNumber": 4}]}
    assert {str(warning.message) for warning in seen} == {
        "The field `address` of `Person` is now `home`.",
        "The field `former` of `Person` is now `past`.",
        "The field `number` of `Street` is now `house_number`.",
    }
    assert {warning.filename for warning in seen} == {__file__}


def test_the_name_is_the_one_of_another_model_too() -> None:
    assert write({"number": 1}, Company) == {"number": 1}
    assert write({"number": 1}, Company | int) == {"number": 1}


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"address": {"number": "1"}}, "body.home: must be a valid integer"),
        ({"home": {"number": "1"}}, "body.home.house_number: must be a valid integer"),
        ({"home": {}}, "body.home.house_number: is missing"),
        ({}, "body.home: is missing"),
        ({"home": {"number": 1, "houseNumber": 2}}, "body.home: must not hold both houseNumber and number"),
    ],
)
@pytest.mark.filterwarnings("ignore:The field")
def test_what_is_wrong_with_a_field_that_has_an_old_name(body: Any, problem: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        write(body, Person, "body")
    assert str(caught.value).startswith(problem)


def test_what_is_read_is_not_renamed() -> None:
    person = read(b'{"home": {"houseNumber": 1, "number": "kept"}, "address": "kept"}', Person)
    assert person.model_extra == {"address": "kept"} and person.home.model_extra == {"number": "kept"}
    with pytest.raises(ValidationError):
        read(b'{"address": {"houseNumber": 1}}', Person)


@old_keywords(old="new", older="new")
def double(new: int, *, other: int = 0) -> int:
    """Twice the number."""
    return new * 2 + other


@old_keywords(old="new")
async def double_later(new: int) -> int:
    return new * 2


def test_old_keywords() -> None:
    assert (double(1), double(new=1, other=1)) == (2, 3)
    for old in ("old", "older"):
        with pytest.warns(DeprecationWarning, match=f"The argument `{old}` of `double` is now `new`") as seen:
            assert double(**{old: 2}) == 4
        assert seen[0].filename == __file__
    with pytest.warns(DeprecationWarning):
        assert asyncio.run(_awaited(double_later(old=2))) == 4
    assert (double.__doc__, list(inspect.signature(double).parameters)) == ("Twice the number.", ["new", "other"])


async def _awaited(result: Any) -> Any:
    return await result


def test_both_keywords_are_an_error() -> None:
    with pytest.raises(TypeError, match=r"double\(\) got 'new' twice; 'old' is its old name"):
        double(old=1, new=1)
    with pytest.warns(DeprecationWarning), pytest.raises(TypeError, match="multiple values for argument 'new'"):
        double(1, old=1)


def test_old_names_of_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "__getattr__", old_names(__name__, {"Firm": "Company"}), raising=False)
    with pytest.warns(DeprecationWarning, match="Firm` is now `Company`"):
        assert sys.modules[__name__].Firm is Company
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = sys.modules[__name__].Nothing
