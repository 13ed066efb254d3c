"""The models, typed dicts and enum classes of the API."""

from .objects import Lead, LeadPage

__all__ = [
    "Lead",
    "LeadPage",
]
