"""The resources of the API: a class with a method for each operation, and an async one beside it."""

from .notes import AsyncNotesResource, NotesResource

__all__ = [
    "AsyncNotesResource",
    "NotesResource",
]
