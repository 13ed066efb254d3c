"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field
from typing_extensions import TypeAliasType

from .._runtime import Model, Omittable


class Filter(Model):
    and_: Annotated[Omittable[Filters], Field(alias="and")] = None
    or_: Annotated[Omittable[list[Filter]], Field(alias="or")] = None
    not_: Annotated[Omittable[Filter], Field(alias="not")] = None
    value: Omittable[Json] = None


Json = TypeAliasType("Json", "str | int | float | list[Json] | dict[str, Json]")
"""Any JSON value."""

Filters: TypeAlias = list[Filter]
