"""The models, typed dicts and enum classes of the API."""

from .enums import CarKind
from .objects import Base, Car, Loop, NotObjects, Owner, OwnerBoth, Truck

__all__ = [
    "Base",
    "Car",
    "CarKind",
    "Loop",
    "NotObjects",
    "Owner",
    "OwnerBoth",
    "Truck",
]
