"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from .._runtime import Model, Omittable, Open
from .enums import LeadFlag, LeadStatus


class Lead(Model):
    age: int | None
    status: Open[LeadStatus, str] | None = None
    flag: Open[LeadFlag, str] | None = None
    rep: Rep | None = None
    reps: Omittable[list[str | None]] = None
    rating: Omittable[int | float] = None
    read_only: Annotated[Omittable[str], Field(alias="readOnly")] = None


class RepValue(Model):
    name: Omittable[str] = None


Rep: TypeAlias = RepValue | None
