"""The resources of the API: a class with a method for each operation, and an async one beside it."""

from .events import AsyncEventsResource, EventsResource

__all__ = [
    "AsyncEventsResource",
    "EventsResource",
]
