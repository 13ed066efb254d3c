"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from .._runtime import Model, Omittable, Open
from .enums import DealStatus, LeadSizes, LeadStatus, UpdateLeadBodyOther


class Lead(Model):
    status: Omittable[Open[LeadStatus, str]] = None
    sizes: Omittable[list[Open[LeadSizes, str]]] = None


class Deal(Model):
    status: Omittable[Open[DealStatus, str]] = None


class UpdateLeadBody(Model):
    status: Open[LeadStatus, str] | None = None
    sizes: Omittable[list[Open[LeadSizes, str]]] = None
    other: Omittable[Open[UpdateLeadBodyOther, str]] = None
