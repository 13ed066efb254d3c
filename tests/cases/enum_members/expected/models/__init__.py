"""The models, typed dicts and enum classes of the API."""

from .enums import (
    ClearableValue,
    Features,
    Mixed,
    Priority,
    ProcessStatus,
    TimeToPurchase,
    VehicleSize,
)
from .objects import Clearable, Lead, OneOrTrue

__all__ = [
    "Clearable",
    "ClearableValue",
    "Features",
    "Lead",
    "Mixed",
    "OneOrTrue",
    "Priority",
    "ProcessStatus",
    "TimeToPurchase",
    "VehicleSize",
]
