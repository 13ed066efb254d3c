"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from typing import TypedDict

from .objects import FindLeadsWhereCity


class FindLeadsWhereDict(TypedDict, total=False):
    """`FindLeadsWhere` as a plain dict."""

    city: FindLeadsWhereCity | FindLeadsWhereCityDict


class FindLeadsWhereCityDict(TypedDict, total=False):
    """`FindLeadsWhereCity` as a plain dict."""

    equals: str
