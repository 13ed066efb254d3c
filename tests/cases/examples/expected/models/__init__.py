"""The models, typed dicts and enum classes of the API."""

from .dicts import NoteDict
from .objects import Note

__all__ = [
    "Note",
    "NoteDict",
]
