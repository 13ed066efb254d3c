"""The enum classes of the API. Reading keeps a value that is not listed here as plain text or number."""

from enum import StrEnum


class MImportState(StrEnum):
    VALUE = '\'"""\\'
    VALUE_7_STAR_7 = "{{ 7*7 }}"
    PERCENT_X_PERCENT = "{% x %}"
    A_B = "a\nb"
    N_BULLET = "\\N{BULLET}"
    VALUE_2 = "🚗"
    VALUE_3 = "\x00"
    HASH = "#"
    CLASS = "__class__"
