"""The models, typed dicts and enum classes of the API."""

from .dicts import LeadDict, MeetingDict, SalesRepDict
from .objects import Lead, Meeting, SalesRep

__all__ = [
    "Lead",
    "LeadDict",
    "Meeting",
    "MeetingDict",
    "SalesRep",
    "SalesRepDict",
]
