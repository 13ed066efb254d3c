"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import TypeAlias

from .._runtime import Model, Omittable, Open
from .enums import CarKind


class Base(Model):
    """What all have."""

    id: str
    """Set by the server."""

    kind: Omittable[str] = None


class Car(Model):
    """The type of kind is narrower than that of Base."""

    id: str
    """Set by the server."""

    kind: Open[CarKind, str]
    doors: int


class Truck(Model):
    id: str
    """Set by the server."""

    kind: Open[CarKind, str]
    doors: int
    load: Omittable[int | float] = None


class Owner(Model):
    car: Omittable[Car] = None
    """One part and a description beside it is that part."""

    described: Base | None = None
    """Beside a reference."""

    both: Omittable[OwnerBoth] = None


class Loop(Model):
    next: Omittable[Loop] = None


class OwnerBoth(Model):
    id: str
    """Set by the server."""

    kind: Open[CarKind, str]
    doors: int
    load: Omittable[int | float] = None


NotObjects: TypeAlias = str
