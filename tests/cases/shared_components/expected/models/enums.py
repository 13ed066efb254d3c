"""The enum classes of the API. Reading keeps a value that is not listed here as plain text or number."""

from enum import StrEnum


class LeadBodyStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
