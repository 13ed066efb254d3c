"""The resources of the API: a class with a method for each operation, and an async one beside it."""

from .t_import_os import AsyncTImportOsResource, TImportOsResource

__all__ = [
    "AsyncTImportOsResource",
    "TImportOsResource",
]
