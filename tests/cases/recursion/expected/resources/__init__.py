"""The resources of the API: a class with a method for each operation, and an async one beside it."""

from .filters import AsyncFiltersResource, FiltersResource

__all__ = [
    "AsyncFiltersResource",
    "FiltersResource",
]
