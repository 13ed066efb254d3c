"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

from .objects import (
    CreateLeadBodyAddress,
    CreateLeadBodyContactOption2,
    CreateLeadBodyContactPerson,
    CreateLeadBodyPhonesItem,
)


class CreateLeadBodyDict(TypedDict, total=False):
    """`CreateLeadBody` as a plain dict."""

    address: Required[CreateLeadBodyAddress | CreateLeadBodyAddressDict]
    phones: Sequence[CreateLeadBodyPhonesItem | CreateLeadBodyPhonesItemDict]
    contact: (
        CreateLeadBodyContactPerson
        | CreateLeadBodyContactPersonDict
        | CreateLeadBodyContactOption2
        | CreateLeadBodyContactOption2Dict
    )


class CreateLeadBodyAddressDict(TypedDict, total=False):
    """`CreateLeadBodyAddress` as a plain dict."""

    city: str


class CreateLeadBodyPhonesItemDict(TypedDict, total=False):
    """`CreateLeadBodyPhonesItem` as a plain dict."""

    number: str


class CreateLeadBodyContactPersonDict(TypedDict, total=False):
    """`CreateLeadBodyContactPerson` as a plain dict."""

    name: str


class CreateLeadBodyContactOption2Dict(TypedDict, total=False):
    """`CreateLeadBodyContactOption2` as a plain dict."""

    firm: str
