"""The resources of the API: a class with a method for each operation, and an async one beside it."""

__all__ = []
