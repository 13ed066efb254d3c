"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Any, TypeAlias

Point: TypeAlias = list[int | float]

Strange: TypeAlias = Any

Objects: TypeAlias = Any

Constant: TypeAlias = Any

Either: TypeAlias = Point | str

Union: TypeAlias = str | int
