"""`readOnly` and `writeOnly`: a request never asks for or sends the one, an answer never needs the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

ACCOUNT = """
    Account:
      type: object
      required: [id, name, secret]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string}
        secret: {type: string, writeOnly: true}
        etag: {$ref: Etag}
        owner: {$ref: Owner}
    Owner:
      type: object
      required: [seen]
      properties:
        seen: {allOf: [{type: string, format: date-time}], readOnly: true}
        city: {type: string}
    Etag: {type: string, readOnly: true}
"""


def test_what_was_read_goes_back_without_what_the_server_sets(made: Callable[..., Any]) -> None:
    api = made(ACCOUNT)
    owner = {"seen": "2024-01-01T00:00:00Z", "city": "Austin"}
    account = api.read("Account", {"id": 1, "name": "Ada", "etag": "x", "owner": owner, "more": True})
    assert (account.id, account.etag, account.owner.seen.year) == (1, "x", 2024)
    account.name, account.secret = "Eve", "s"
    assert api.write("Account", account) == {
        "name": "Eve",
        "secret": "s",
        "owner": {"city": "Austin"},
        "more": True,
    }
    assert account.model_dump(mode="json", exclude_unset=True)["id"] == 1, "only sending leaves it out"
    assert api.write("Account", {"id": 1, "name": "A", "secret": "s", "etag": "x"}) == {"name": "A", "secret": "s"}


@pytest.mark.parametrize(("version", "sent"), [("3.0.3", {"by": {"a": "x"}}), ("3.1.0", {})])
def test_beside_a_reference_it_counts_since_3_1(made: Callable[..., Any], version: str, sent: Any) -> None:
    api = made(
        """
        Thing: {type: object, properties: {by: {$ref: Other, readOnly: true}}}
        Other: {type: object, properties: {a: {type: string}}}
        """,
        version,
    )
    assert api.diagnostics == (["ref-siblings"] if sent else [])
    assert api.back("Thing", {"by": {"a": "x"}}) == sent


def test_each_way_needs_its_own(made: Callable[..., Any]) -> None:
    api = made(ACCOUNT)
    account = api.Account(name="Ada", secret="s")
    assert not hasattr(account, "id")
    assert api.write("Account", account) == {"name": "Ada", "secret": "s"}
    assert account == api.Account.model_validate({"name": "Ada", "secret": "s"})
    with pytest.raises(ValidationError, match="secret\n  Field required"):
        api.Account(name="Ada")
    with pytest.raises(api.runtime.InvalidRequestError, match=r"value\.secret: is missing"):
        api.write("Account", {"name": "Ada"})
    with pytest.raises(ValidationError, match="id\n  Field required"):
        api.read("Account", {"name": "Ada"})
    read = api.read("Account", {"id": 1, "name": "Ada"})
    with pytest.raises(api.runtime.InvalidRequestError, match=r"^value\.secret: is missing$"):
        api.write("Account", read)
    assert not hasattr(read, "secret")
    assert api.read("Account", {"id": 1, "name": "Ada", "secret": "told"}).secret == "told"


def test_what_was_read_lacks_what_has_to_be_sent_wherever_it_stands(made: Callable[..., Any]) -> None:
    api = made(
        ACCOUNT
        + """
    Firm:
      type: object
      required: [head]
      properties:
        head: {$ref: Account}
        staff: {type: array, items: {anyOf: [{type: string}, {$ref: Account}]}}
        by-city: {type: object, additionalProperties: {$ref: Account}}
        founder: {allOf: [{$ref: Account}], readOnly: true}
    """
    )
    account = api.read("Account", {"id": 1, "name": "Ada"})
    known = api.Account(name="Eve", secret="s")
    read = api.read("Firm", {"head": {"id": 1, "name": "A", "secret": "s"}, "staff": [{"id": 1, "name": "B"}]})
    for body, where in (
        ({"head": account}, "head"),
        (api.Firm(head=account), "head"),
        ({"head": known, "staff": ["x", known, account]}, "staff.2"),
        ({"head": known, "by-city": {"Austin": account}}, "by_city.Austin"),
        (read, "staff.0"),
    ):
        with pytest.raises(api.runtime.InvalidRequestError, match=rf"^value\.{where}\.secret: is missing$"):
            api.write("Firm", body)
    firm = api.Firm(head=known)
    firm.founder = account
    assert api.write("Firm", firm) == {"head": {"name": "Eve", "secret": "s"}}, "it is not sent"
