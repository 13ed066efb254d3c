"""The resources of the API: a class with a method for each operation, and an async one beside it."""

from .leads import AsyncLeadsResource, LeadsResource
from .points import AsyncPointsResource, PointsResource

__all__ = [
    "AsyncLeadsResource",
    "AsyncPointsResource",
    "LeadsResource",
    "PointsResource",
]
