"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from .enums import LeadSizes, LeadStatus, UpdateLeadBodyOther


class UpdateLeadBodyDict(TypedDict, total=False):
    """`UpdateLeadBody` as a plain dict."""

    status: LeadStatus | str | None
    sizes: Sequence[LeadSizes | str]
    other: UpdateLeadBodyOther | str
