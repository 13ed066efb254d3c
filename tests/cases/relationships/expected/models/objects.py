"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime import Model, Omittable


class Lead(Model):
    """Refers to meetings by id, or holds them."""

    id: Omittable[str] = None
    meetings: Omittable[list[str | Meeting]] = None
    sales_rep: Annotated[str | SalesRep | None, Field(alias="salesRep")] = None


class Meeting(Model):
    lead: str | Lead
    follows: Omittable[Meeting] = None


class SalesRep(Model):
    leads: Omittable[list[int | Lead]] = None
