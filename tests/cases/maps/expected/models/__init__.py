"""The models, typed dicts and enum classes of the API."""

from .dicts import SettingsDict, SettingsInlineValueDict
from .objects import (
    Closed,
    Labels,
    Open_,
    Patterns,
    Settings,
    SettingsInlineValue,
    Typed,
)

__all__ = [
    "Closed",
    "Labels",
    "Open_",
    "Patterns",
    "Settings",
    "SettingsDict",
    "SettingsInlineValue",
    "SettingsInlineValueDict",
    "Typed",
]
