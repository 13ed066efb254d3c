"""The models, typed dicts and enum classes of the API."""

__all__ = []
