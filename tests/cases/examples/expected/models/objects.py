"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from .._runtime import Model, Omittable


class Note(Model):
    text: Omittable[str] = None
    length: Omittable[int] = None
    author: Omittable[str] = None
