"""The models, typed dicts and enum classes of the API."""

from .dicts import (
    CreateLeadBodyAddressDict,
    CreateLeadBodyContactOption2Dict,
    CreateLeadBodyContactPersonDict,
    CreateLeadBodyDict,
    CreateLeadBodyPhonesItemDict,
)
from .objects import (
    Address,
    CreateLeadBody,
    CreateLeadBodyAddress,
    CreateLeadBodyContactOption2,
    CreateLeadBodyContactPerson,
    CreateLeadBodyPhonesItem,
    CreateLeadResponse,
    CreateLeadStatus400Response,
    Lead,
    LeadAddress,
)

__all__ = [
    "Address",
    "CreateLeadBody",
    "CreateLeadBodyAddress",
    "CreateLeadBodyAddressDict",
    "CreateLeadBodyContactOption2",
    "CreateLeadBodyContactOption2Dict",
    "CreateLeadBodyContactPerson",
    "CreateLeadBodyContactPersonDict",
    "CreateLeadBodyDict",
    "CreateLeadBodyPhonesItem",
    "CreateLeadBodyPhonesItemDict",
    "CreateLeadResponse",
    "CreateLeadStatus400Response",
    "Lead",
    "LeadAddress",
]
