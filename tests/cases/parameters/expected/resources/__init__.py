"""The resources of the API: a class with a method for each operation, and an async one beside it."""

from .files import AsyncFilesResource, FilesResource
from .leads import AsyncLeadsResource, LeadsResource

__all__ = [
    "AsyncFilesResource",
    "AsyncLeadsResource",
    "FilesResource",
    "LeadsResource",
]
