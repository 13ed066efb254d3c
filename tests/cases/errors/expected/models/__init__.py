"""The models, typed dicts and enum classes of the API."""

from .objects import InvalidResponse, Lead, Problem

__all__ = [
    "InvalidResponse",
    "Lead",
    "Problem",
]
