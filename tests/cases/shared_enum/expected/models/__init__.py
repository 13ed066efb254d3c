"""The models, typed dicts and enum classes of the API."""

from .dicts import UpdateLeadBodyDict
from .enums import DealStatus, LeadSizes, LeadStatus, UpdateLeadBodyOther
from .objects import Deal, Lead, UpdateLeadBody

__all__ = [
    "Deal",
    "DealStatus",
    "Lead",
    "LeadSizes",
    "LeadStatus",
    "UpdateLeadBody",
    "UpdateLeadBodyDict",
    "UpdateLeadBodyOther",
]
