"""The models, typed dicts and enum classes of the API."""

from .objects import Constant, Either, Objects, Point, Strange, Union

__all__ = [
    "Constant",
    "Either",
    "Objects",
    "Point",
    "Strange",
    "Union",
]
