"""The models, typed dicts and enum classes of the API."""

from .dicts import EventDict
from .objects import Event

__all__ = [
    "Event",
    "EventDict",
]
