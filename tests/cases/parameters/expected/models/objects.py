"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from .._runtime import Model, Omittable


class FindLeadsWhere(Model):
    city: Omittable[FindLeadsWhereCity] = None


class FindLeadsWhereCity(Model):
    equals: Omittable[str] = None
