"""The models, typed dicts and enum classes of the API."""

from .enums import MImportState
from .objects import MImport

__all__ = [
    "MImport",
    "MImportState",
]
