"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime import Model, Omittable


class LeadPage(Model):
    docs: list[Lead]
    has_next_page: Annotated[bool, Field(alias="hasNextPage")]
    next_page: Annotated[int | None, Field(alias="nextPage")] = None
    total_docs: Annotated[Omittable[int], Field(alias="totalDocs")] = None


class Lead(Model):
    id: Omittable[str] = None
