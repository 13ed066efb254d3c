"""The resources of the API: a class with a method for each operation, and an async one beside it."""

from .settings import AsyncSettingsResource, SettingsResource

__all__ = [
    "AsyncSettingsResource",
    "SettingsResource",
]
