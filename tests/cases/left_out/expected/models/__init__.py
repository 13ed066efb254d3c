"""The models, typed dicts and enum classes of the API."""

from .objects import Constant, Objects, Point, Strange, Union

__all__ = [
    "Constant",
    "Objects",
    "Point",
    "Strange",
    "Union",
]
