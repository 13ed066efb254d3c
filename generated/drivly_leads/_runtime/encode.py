"""Parameters as text: how values are written into a path, a query, headers and cookies.

Implements the parameter styles of OpenAPI 3.1 ("Style Values", which follow RFC 6570), and deepObject nested to any
depth. It knows names, values and text, and nothing of servers, credentials or httpx. All raise `InvalidRequestError`.
"""

from __future__ import annotations

import enum
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import quote
from uuid import UUID

from .errors import InvalidRequestError
from .mismatch import is_mapping, is_sequence
from .model import plain, write

Style = Literal["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject"]

_EXACT_INTEGERS = 2**53


@dataclass(frozen=True)
class Parameter:
    """A value that is validated against `type`, then written in `style`. None: the style usual at its place."""

    value: Any
    type: Any
    style: Style | None = None
    explode: bool | None = None
    required: bool = False


def checked(value: object, type: Any) -> Parameter | None:
    """A value to be validated, in the usual style: `form` in queries and cookies, `simple` elsewhere."""
    return None if value is None else Parameter(plain(value), type)


def styled(value: object, type: Any, style: Style = "form", explode: bool | None = None) -> Parameter | None:
    """A value to be validated, in this style. `explode` is true for `form` unless said otherwise, as in OpenAPI."""
    return None if value is None else Parameter(plain(value), type, style, explode)


def deep_object(value: object, type: Any, required: bool = False) -> Parameter | None:
    """A filter such as `where[or][0][city][equals]=Austin`. `required`: it may be neither missing nor empty."""
    if value is None and not required:
        return None
    return Parameter(plain(value), type, "deepObject", required=required)


# The four places ------------------------------------------------------------------------------------------------------


def path(template: str, values: Mapping[str, object]) -> str:
    """The template with its values, percent-encoded so that none leaves its segment.

    A value that is empty is refused, and so is a segment that comes out as `.` or `..`: clients and servers remove
    these (RFC 3986, 5.2.4).
    """

    def fill(segment: str) -> str:
        names = re.findall(r"{([^{}]*)}", segment)
        filled = re.sub(r"{([^{}]*)}", lambda match: _path_value(match[1], values.get(match[1])), segment)
        if names and filled in ("", ".", ".."):
            raise InvalidRequestError(f"path.{names[0]}", "must not be empty, '.' or '..'")
        return filled

    return "/".join(fill(segment) for segment in template.split("/"))


def query(values: Mapping[str, object]) -> str:
    """The query string, without `?`; what is None is left out."""
    return "&".join(f"{name}={text}" for key, value in _given(values) for name, text in _query_pairs(key, value))


def headers(values: Mapping[str, object]) -> dict[str, str]:
    """The header fields; what is None is left out."""
    written: dict[str, str] = {}
    for name, value in _given(values):
        where = f"header.{name}"
        content, style, explode = _resolve(value, where, "simple")
        if style != "simple":
            raise InvalidRequestError(where, f"style {style!r} is not for headers")
        written[name] = header_value(",".join(_parts(content, explode, where)), where)
    return written


def cookies(values: Mapping[str, object]) -> str:
    """The value of the `Cookie` header, empty without cookies; what is None is left out."""
    pairs: list[tuple[str, str]] = []
    for name, value in _given(values):
        where = f"cookie.{name}"
        content, style, explode = _resolve(value, where, "form")
        if style != "form":
            raise InvalidRequestError(where, f"style {style!r} is not for cookies")
        pairs += _form_pairs(name, content, explode, ",", where)
    return "; ".join(f"{name}={text}" for name, text in pairs)


def header_value(value: str, where: str) -> str:
    """The value, unless it could end the header (RFC 9110, 5.5): only visible ASCII, spaces and tabs are allowed."""
    if re.fullmatch(r"[\t\x20-\x7e]*", value) is None:
        raise InvalidRequestError(where, "may only hold printable ASCII characters, spaces and tabs")
    return value


def text(value: object, where: str) -> str:
    """A scalar as text: true and false in small letters, whole numbers without a fraction, dates as in ISO 8601."""
    if isinstance(value, enum.Enum):
        return text(value.value, where)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidRequestError(where, "must be a finite number")
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_INTEGERS else repr(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, str | int | Decimal | UUID):
        return str(value)
    if value is None:
        # Servers differ: some read the text `null`, some an empty text. Guessing could match the wrong things.
        raise InvalidRequestError(where, "null has no form here; give the text that the API expects")
    raise InvalidRequestError(where, f"a value of type {type(value).__name__} cannot be written here")


# Styles ---------------------------------------------------------------------------------------------------------------


def _given(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in values.items() if value is not None)


def _resolve(value: object, where: str, usual: Style) -> tuple[Any, Style, bool]:
    """The JSON value or scalar to write, its style, and whether it is exploded."""
    if not isinstance(value, Parameter):
        return plain(value), usual, usual == "form"
    if value.required and value.value is None:
        raise InvalidRequestError(where, "is required")
    style = value.style or usual
    explode = value.explode if value.explode is not None else style == "form"
    return write(value.value, value.type, where), style, explode


def _path_value(name: str, value: object) -> str:
    where = f"path.{name}"
    if value is None:
        raise InvalidRequestError(where, "is required")
    content, style, explode = _resolve(value, where, "simple")
    if style == "matrix":
        return "".join(f";{key}={item}" for key, item in _form_pairs(name, content, explode, ",", where))
    parts = _parts(content, explode, where, _encode)
    if "" in parts:
        raise InvalidRequestError(where, "must not be empty")
    if style == "label":
        return "." + ("." if explode else ",").join(parts)
    if style != "simple":
        raise InvalidRequestError(where, f"style {style!r} is not for paths")
    return ",".join(parts)


def _query_pairs(name: str, value: object) -> list[tuple[str, str]]:
    """Percent-encoded pairs."""
    where = f"query.{name}"
    content, style, explode = _resolve(value, where, "form")
    if style == "deepObject":
        return _deep_pairs(name, content, where, required=isinstance(value, Parameter) and value.required)
    delimiters: dict[Style, str] = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}
    if style not in delimiters:
        raise InvalidRequestError(where, f"style {style!r} is not for queries")
    return _form_pairs(name, content, explode, delimiters[style], where)


def pairs(name: str, value: object, style: Style, explode: bool, where: str) -> list[tuple[str, str]]:
    """Percent-encoded pairs of one member of a form, in a style of queries."""
    if style == "deepObject":
        return _deep_pairs(name, value, where, required=False)
    return _query_pairs(name, Parameter(value, Any, style, explode))


def _form_pairs(name: str, content: Any, explode: bool, delimiter: str, where: str) -> list[tuple[str, str]]:
    """Percent-encoded pairs: one for each item when exploded, else one with all items."""
    if explode and is_mapping(content):
        return [(_encode(key), _encode(item)) for key, item in _entries(content, where)]
    parts = _parts(content, False, where, _encode)
    if not explode and delimiter != "," and any(delimiter in part for part in parts):
        raise InvalidRequestError(where, "an item holds what stands between the items, and could not be told apart")
    return [(_encode(name), part) for part in parts] if explode else [(_encode(name), delimiter.join(parts))]


def _parts(content: Any, explode: bool, where: str, encode: Callable[[str], str] = str) -> list[str]:
    """The encoded texts that a style joins: the items of a list, or keys and values in turn, or `key=value`."""
    if is_mapping(content):
        entries = [(encode(key), encode(item)) for key, item in _entries(content, where)]
        return ["=".join(entry) for entry in entries] if explode else [part for entry in entries for part in entry]
    if is_sequence(content):
        _refuse_empty(content, where)
        return [encode(text(item, f"{where}.{index}")) for index, item in enumerate(content)]
    return [encode(text(content, where))]


def _entries(content: Mapping[Any, Any], where: str) -> list[tuple[str, str]]:
    _refuse_empty(content, where)
    return [(str(key), text(item, f"{where}.{key}")) for key, item in content.items()]


def _deep_pairs(name: str, content: Any, where: str, required: bool) -> list[tuple[str, str]]:
    """Percent-encoded pairs of a nested object. OpenAPI leaves nesting open; this is what the qs library reads."""
    if not is_mapping(content):
        raise InvalidRequestError(where, "must be an object")
    if not content and required:
        raise InvalidRequestError(where, "must not be empty: it would match everything")

    def walk(prefix: str, value: Any, where: str) -> Iterator[tuple[str, str]]:
        if not is_mapping(value) and not is_sequence(value):
            yield _encode(prefix), _encode(text(value, where))
            return
        if not value:
            raise InvalidRequestError(where, "must not be empty: it would not be sent, and so match everything")
        for key, item in value.items() if is_mapping(value) else enumerate(value):
            if not str(key) or "[" in str(key) or "]" in str(key):
                raise InvalidRequestError(where, f"the key {key!r} cannot be written in a query")
            yield from walk(f"{prefix}[{key}]", item, f"{where}.{key}")

    return list(walk(name, content, where)) if content else []


def _refuse_empty(content: Sequence[Any] | Mapping[Any, Any], where: str) -> None:
    if not content:
        raise InvalidRequestError(where, "must not be empty: it would not be sent; leave it out to mean none")


def _encode(value: str) -> str:
    """Percent-encode all but the unreserved characters of RFC 3986, 2.3."""
    try:
        return quote(value, safe="-._~")
    except UnicodeEncodeError:
        raise InvalidRequestError("parameter", "text that is not valid Unicode") from None
