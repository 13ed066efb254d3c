"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from .._runtime import Model, Omittable


class Lead(Model):
    id: Omittable[str] = None


class Problem(Model):
    message: str


class InvalidResponse(Model):
    field: Omittable[str] = None
