"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from .._runtime import Model, Omittable


class Note(Model):
    required: str
    required_nullable: Annotated[str | None, Field(alias="requiredNullable")]
    optional: Omittable[str] = None
    optional_nullable: Annotated[str | None, Field(alias="optionalNullable")] = None
    either: int | str | None = None
    list_of_nullable: Annotated[Omittable[list[int | float | None]], Field(alias="listOfNullable")] = None
    reference: Note | None = None
    only_null: Annotated[None, Field(alias="onlyNull")] = None
    anything: Any = None
    required_later: Annotated[Omittable[bool], Field(alias="requiredLater")] = None
