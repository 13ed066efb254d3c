"""The models, typed dicts and enum classes of the API."""

from .objects import Lead

__all__ = [
    "Lead",
]
