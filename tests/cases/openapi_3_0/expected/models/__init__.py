"""The models, typed dicts and enum classes of the API."""

from .dicts import LeadDict, RepValueDict
from .enums import LeadFlag, LeadStatus
from .objects import Lead, Rep, RepValue

__all__ = [
    "Lead",
    "LeadDict",
    "LeadFlag",
    "LeadStatus",
    "Rep",
    "RepValue",
    "RepValueDict",
]
