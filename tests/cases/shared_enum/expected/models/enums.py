"""The enum classes of the API. Reading keeps a value that is not listed here as plain text or number."""

from enum import StrEnum


class LeadStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class LeadSizes(StrEnum):
    S = "s"
    M = "m"
    L = "l"


class DealStatus(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class UpdateLeadBodyOther(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
