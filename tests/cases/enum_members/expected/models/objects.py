"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Field

from .._runtime import Model, Omittable, Open
from .enums import (
    ClearableValue,
    TimeToPurchase,
)


class Lead(Model):
    time_: Annotated[Omittable[Open[TimeToPurchase, str]], Field(alias="time")] = None
    status: Omittable[Clearable] = None


OneOrTrue: TypeAlias = Any

Clearable: TypeAlias = Open[ClearableValue, str] | None
