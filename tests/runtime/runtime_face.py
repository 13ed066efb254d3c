"""The models of a small API, as a generated package has them."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, IntEnum, StrEnum
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from leadsmith.runtime import Model, Omittable, Open, Parsed


class Status(StrEnum):
    QUALIFIED = "Qualified Lead"
    ON_HOLD = "On Hold"
    LOST = "Lost"


class Colour(StrEnum):
    BLACK = "Black"
    BLUE = "Blue"
    BROWN = "Brown"
    GREEN = "Green"
    GREY = "Grey"
    RED = "Red"
    SILVER = "Silver"
    TAN = "Tan"
    WHITE = "White"
    YELLOW = "Yellow"


class Priority(IntEnum):
    LOW = 1
    HIGH = 2


class Mixed(Enum):
    ONE = 1
    YES = "yes"
    NONE = None


class Search(Model):
    id: int | float | str
    lead: int | float | str | Lead | None = None
    status: Open[Status, str] | None = None
    max_miles: Annotated[int | float | None, Field(alias="maxMiles")] = None


class Trade(Model):
    id: int | float | str
    odometer: int | float | None = None


class Lead(Model):
    id: int | float | str
    process_statuses: Annotated[Open[Status, str] | None, Field(alias="processStatuses")] = None
    colours: list[Open[Colour, str]] | None = None
    priority: Open[Priority, int] | None = None
    mixed: Open[Mixed, int | str | bool | float | None] | None = None
    monthly_payment: Annotated[int | float | None, Field(alias="monthlyPayment")] = None
    searches: list[int | float | str | Search] | None = None
    trade: int | float | str | Trade | Search | None = None
    nickname: Omittable[str] = None
    stage: Omittable[Open[Status, str]] = None
    seen: Parsed[datetime] | None = None
    agree: bool | None = None
    notes: str | None = None


class LeadUpdate(Model):
    process_statuses: Annotated[Open[Status, str] | None, Field(alias="processStatuses")] = None
    colours: list[Open[Colour, str]] | None = None
    priority: Open[Priority, int] | None = None
    mixed: Open[Mixed, int | str | bool | float | None] | None = None
    monthly_payment: Annotated[int | float | None, Field(alias="monthlyPayment")] = None
    searches: list[int | float | str | Search] | None = None
    trade: int | float | str | Trade | Search | None = None
    nickname: Omittable[str] = None
    stage: Omittable[Open[Status, str]] = None
    seen: Parsed[datetime] | None = None
    agree: bool | None = None
    notes: str | None = None


class LeadUpdateResponse(Model):
    doc: Lead
    message: str


class LeadList(Model):
    docs: list[Lead]
    has_next_page: Annotated[bool, Field(alias="hasNextPage")]
    next_page: Annotated[int | float | None, Field(alias="nextPage")] = None


class Problem(Model):
    message: str
    path: str | None = None


class ErrorResponse(Model):
    errors: list[Problem]


class WhereCondition(Model):
    equals: Any = None
    in_: Annotated[list[int | float | str] | None, Field(alias="in")] = None
    exists: bool | None = None
    greater_than: int | float | str | None = None


class Where(Model):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, WhereCondition]
    or_: Annotated[Omittable[list[Where]], Field(alias="or")] = None
    and_: Annotated[Omittable[list[Where]], Field(alias="and")] = None
