"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from .._runtime import Model, Omittable, Open
from .enums import LeadBodyStatus


class Where(Model):
    city: Omittable[str] = None


class MessageResponse(Model):
    message: Omittable[str] = None
    detail: Omittable[MessageResponseDetail] = None


class MessageResponseDetail(Model):
    code: Omittable[int] = None


class LeadBody(Model):
    name: Omittable[str] = None
    status: Omittable[Open[LeadBodyStatus, str]] = None
