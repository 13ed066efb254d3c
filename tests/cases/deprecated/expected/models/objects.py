"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from .._runtime import Model, Omittable


class Lead(Model):
    """Deprecated. Use Prospect."""

    fax: Omittable[str] = None
    """Deprecated. Nobody has one."""

    old: Omittable[str] = None
    """Deprecated."""
