"""The enum classes of the API. Reading keeps a value that is not listed here as plain text or number."""

from enum import Enum, IntEnum, StrEnum


class TimeToPurchase(StrEnum):
    """The same words in other capitals are other values."""

    ASAP = "ASAP"
    ASAP_CAPITALIZED = "Asap"
    ASAP_LOWER = "asap"
    THIS_WEEK = "This week"
    THIS_WEEK_TITLE = "This Week"
    THIS_WEEK_LOWER = "this week"
    VALUE_2_PLUS_MONTHS = "2+ months"
    VALUE_1_2_WEEKS = "1-2 weeks"
    WITHIN_1_2_WEEKS = "within 1-2 weeks"
    OTHER = "Other"


class Features(StrEnum):
    VALUE_360_CAMERA = "360 camera"
    VALUE_3RD_ROW_SEATS = "3rd row seats"
    VALUE_4X4 = "4x4"
    C_PLUS_PLUS = "C++"
    VALUE_50_PERCENT = "50%"
    MINUS_1 = "-1"
    PLUS_1 = "+1"
    NAÏVE_CAFÉ = "naïve café"
    日本 = "日本"
    NONE = "None"
    NAME = "name"
    VALUE = "value"
    MRO = "mro"
    EMPTY = ""


class VehicleSize(StrEnum):
    SMALL_COMPACT = "small/compact"
    SMALL_COMPACT_2 = "small compact"
    MID_SIZE = "mid-size"
    MID_SIZE_2 = "mid size"
    MID_SIZE_3 = "Mid/Size"


class ProcessStatus(StrEnum):
    FIRST_COMMUNICATION_ATTEMPT_PHONE_AND_TEXT = "First Communication Attempt (phone and text)"
    NO = "No"
    YES = "Yes"
    YES_2 = "yes "


class Priority(IntEnum):
    VALUE_1 = 1
    VALUE_2 = 2
    MINUS_1 = -1
    VALUE_10 = 10


class Mixed(Enum):
    VALUE_1 = 1
    VALUE_1_2 = "1"
    VALUE_1_5 = 1.5
    ONE = "one"


class ClearableValue(StrEnum):
    ON = "on"
    OFF = "off"
