"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from .._runtime import Model, Omittable, Parsed


class Event(Model):
    started_at: Annotated[Parsed[datetime], Field(alias="startedAt")]
    day: Omittable[Parsed[date]] = None
    at: Omittable[Parsed[time]] = None
    length: Omittable[Parsed[timedelta]] = None
    key: Parsed[UUID]
    email: Omittable[str] = None
    site: Omittable[str] = None
    picture: Omittable[str] = None
    file: Omittable[str] = None
    unheard_of: Annotated[Omittable[str], Field(alias="unheardOf")] = None
    small: Omittable[int] = None
    price: Omittable[int | float] = None
    amount: Omittable[str] = None
    ended_at: Annotated[Parsed[datetime] | None, Field(alias="endedAt")] = None
    history: Omittable[list[Parsed[datetime]]] = None
    fixed: Omittable[Literal["event"]] = None
    limited: Omittable[str] = None
