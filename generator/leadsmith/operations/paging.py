"""Which operations are pages of a list, and how the next page is asked for. Knows fields and parameters by meaning."""

from __future__ import annotations

from collections.abc import Iterable

from leadsmith.ir import Field, ListOf, Paging, Parameter, Ref, Scalar, Type, Types, UnionOf
from leadsmith.naming import words

_MORE = ("has next page", "has next")
_NEXT_PAGE = ("next page",)


def find_paging(returns: Type | None, parameters: Iterable[Parameter], types: Types) -> Paging | None:
    """Page numbers: an answer that says whether there is a next page and its number, and a query parameter `page`."""
    if not isinstance(returns, Ref) or returns.name not in types.models:
        return None
    fields = types.models[returns.name].fields
    lists = [field for field in fields if isinstance(field.type, ListOf)]
    more = _field(fields, _MORE)
    following = _field(fields, _NEXT_PAGE)
    page = next((item for item in parameters if item.place == "query" and _words(item.wire) == "page"), None)
    if len(lists) != 1 or not isinstance(lists[0].type, ListOf) or more is None or following is None or page is None:
        return None
    if more.type != Scalar("bool") or not _is_number(following.type):
        return None
    return Paging(lists[0], lists[0].type.item, more, ((page.wire, following),))


def _field(fields: Iterable[Field], names: tuple[str, ...]) -> Field | None:
    return next((field for field in fields if _words(field.wire) in names), None)


def _words(wire: str) -> str:
    return " ".join(words(wire)).lower()


def _is_number(kind: Type) -> bool:
    options = kind.options if isinstance(kind, UnionOf) else (kind,)
    return all(option in (Scalar("int"), Scalar("float")) for option in options)
