"""The models, typed dicts and enum classes of the API."""

from .dicts import LeadBodyDict, WhereDict
from .enums import LeadBodyStatus
from .objects import LeadBody, MessageResponse, MessageResponseDetail, Where

__all__ = [
    "LeadBody",
    "LeadBodyDict",
    "LeadBodyStatus",
    "MessageResponse",
    "MessageResponseDetail",
    "Where",
    "WhereDict",
]
