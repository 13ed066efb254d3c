"""The models, typed dicts and enum classes of the API."""

from .dicts import FilterDict
from .objects import Filter, Filters, Json

__all__ = [
    "Filter",
    "FilterDict",
    "Filters",
    "Json",
]
