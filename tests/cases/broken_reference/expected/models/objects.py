"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Any

from .._runtime import Model, Omittable


class Lead(Model):
    id: str
    name: Omittable[str] = None
    rep: Any = None
    self: Any = None
