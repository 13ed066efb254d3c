"""Parameters as text: how values are written into a path, a query, headers and cookies.

Implements the parameter styles of OpenAPI 3.1 ("Style Values", which follow RFC 6570), `cookie` of 3.2, deepObject
nested to any depth, and values that are written as a media type says. It knows names, values and text, and nothing of
servers, credentials or httpx. All raise `InvalidRequestError`.
"""

from __future__ import annotations

import enum
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import partial
from typing import Any, Literal
from urllib.parse import quote
from uuid import UUID

from .errors import InvalidRequestError
from .mismatch import is_mapping, is_sequence
from .model import write
from .plain import PLAIN, plain, stands_for_itself

Style = Literal["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"]

_EXACT_INTEGERS = 2**53
_IN_BRACES = re.compile(r"{([^{}]+)}")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@dataclass  # not frozen, see `Call`
class Parameter:
    """A value that is validated against `type`, then written in `style`. None: the style usual at its place.

    With a `media_type` it is written as that says. `reserved`: characters that URLs reserve stay as they are.
    """

    value: Any
    type: Any
    style: Style | None = None
    explode: bool | None = None
    required: bool = False
    media_type: str = ""
    reserved: bool = False


def checked(value: object, type: Any, required: bool = False) -> object:
    """A value in the usual style: `form` in queries and cookies, `simple` elsewhere; to be validated, if it need be."""
    if value is None:
        return Parameter(None, type, required=True) if required else None
    return value if stands_for_itself(value, type) else Parameter(plain(value), type, required=required)


def styled(
    value: object,
    type: Any,
    style: Style = "form",
    explode: bool | None = None,
    required: bool = False,
    reserved: bool = False,
) -> Parameter | None:
    """A value to be validated, in this style. `explode` is true for `form` unless said otherwise, as in OpenAPI."""
    if value is None and not required:
        return None
    return Parameter(plain(value), type, style, explode, required, reserved=reserved)


def deep_object(value: object, type: Any, required: bool = False, reserved: bool = False) -> Parameter | None:
    """A filter such as `where[or][0][city][equals]=Austin`. `required`: it may be neither missing nor empty."""
    if value is None and not required:
        return None
    return Parameter(plain(value), type, "deepObject", required=required, reserved=reserved)


def as_content(value: object, type: Any, media_type: str, required: bool = False) -> Parameter | None:
    """A value to be validated, that is written as the media type says: JSON as JSON text, any other as it is."""
    if value is None and not required:
        return None
    return Parameter(plain(value), type, required=required, media_type=media_type)


# The four places ------------------------------------------------------------------------------------------------------


def path(template: str, values: Mapping[str, object]) -> str:
    """The template with its values, percent-encoded so that none leaves its segment.

    A value that is empty is refused, and so is a segment that comes out as `.` or `..`: clients and servers remove
    these (RFC 3986, 5.2.4).
    """

    def fill(segment: str) -> str:
        if "{" not in segment:
            return segment
        parts = _IN_BRACES.split(segment)  # names are every other one
        filled = "".join([_path_value(part, values.get(part)) if at % 2 else part for at, part in enumerate(parts)])
        if len(parts) > 1 and filled in ("", ".", ".."):
            raise InvalidRequestError(f"path.{parts[1]}", "must not be empty, '.' or '..'")
        return filled

    # what is behind `#` is never sent: some descriptions tell operations of one path apart by it
    return "/".join([fill(segment) for segment in template.partition("#")[0].split("/")])


def query(values: Mapping[str, object]) -> str:
    """The query string, without `?`; what is None is left out."""
    return "&".join(f"{name}={text}" for key, value in _given(values) for name, text in _query_pairs(key, value))


def headers(values: Mapping[str, object]) -> dict[str, str]:
    """The header fields; what is None is left out."""
    written: dict[str, str] = {}
    for name, value in _given(values):
        where = f"header.{name}"
        if isinstance(value, Parameter) and value.media_type:
            written[name] = header_value(_in_media_type(value, where, ascii_only=True), where)
            continue
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
        if isinstance(value, Parameter) and value.media_type:
            pairs.append((_encode(name), _encode(_in_media_type(value, where))))
            continue
        content, style, explode = _resolve(value, where, "form")
        if style not in ("form", "cookie"):
            raise InvalidRequestError(where, f"style {style!r} is not for cookies")
        encode = _encode if style == "form" else _cookie_text
        pairs += _form_pairs(name, content, explode, ",", where, encode)
    return "; ".join(f"{name}={text}" for name, text in pairs)


def header_value(value: str, where: str) -> str:
    """The value, unless it could end the header (RFC 9110, 5.5): only visible ASCII, spaces and tabs are allowed."""
    if re.fullmatch(r"[\t\x20-\x7e]*", value) is None:
        raise InvalidRequestError(where, "may only hold printable ASCII characters, spaces and tabs")
    return value


def text(value: object, where: str) -> str:
    """A scalar as text: true and false in small letters, whole numbers without a fraction, dates as in ISO 8601."""
    if type(value) is str:
        return encodable(value, where)
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
        try:
            return str(value)
        except ValueError:  # Python writes no number of so many digits
            raise InvalidRequestError(where, "has too many digits") from None
    if value is None:
        # Servers differ: some read the text `null`, some an empty text. Guessing could match the wrong things.
        raise InvalidRequestError(where, "null has no form here; give the text that the API expects")
    raise InvalidRequestError(where, f"a value of type {type(value).__name__} cannot be written here")


# Characters -----------------------------------------------------------------------------------------------------------


def _encode(value: str) -> str:
    """Percent-encode all but the unreserved characters of RFC 3986, 2.3."""
    return quote(encodable(value, "parameter"), safe="-._~")


def _reserving(value: str, safe: str) -> str:
    """The same but for the reserved characters in `safe`; what is percent-encoded stays (RFC 6570, 3.2.3)."""
    parts = re.split(r"(%[0-9A-Fa-f]{2})", value)
    return "".join(
        part if index % 2 else quote(encodable(part, "parameter"), safe=f"-._~{safe}")
        for index, part in enumerate(parts)
    )


def _cookie_text(value: str) -> str:
    """The text, unless it could not be told from what is around it (RFC 6265, 4.1.1)."""
    if re.fullmatch(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*", value) is None:
        raise InvalidRequestError("cookie", "a value may not hold spaces, quotes, commas, semicolons or backslashes")
    return value


def encodable(value: str, where: str) -> str:
    """The text, unless UTF-8 has no bytes for it, as for half of a surrogate pair."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InvalidRequestError(where, "text that is not valid Unicode") from None
    return value


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
    explode = value.explode if value.explode is not None else style in ("form", "cookie")
    return write(value.value, value.type, where), style, explode


def _in_media_type(parameter: Parameter, where: str, ascii_only: bool = False) -> str:
    """The value as the media type says; in a header JSON has escapes for what is not ASCII."""
    if parameter.required and parameter.value is None:
        raise InvalidRequestError(where, "is required")
    content = write(parameter.value, parameter.type, where)
    if re.search(r"[/+]json\b", parameter.media_type):
        written = dump_json(content, where).decode()
        return re.sub(r"[^\x00-\x7f]+", lambda found: json.dumps(found[0])[1:-1], written) if ascii_only else written
    return text(content, where)


def _encoding(value: object, safe: str) -> Callable[[str], str]:
    return partial(_reserving, safe=safe) if isinstance(value, Parameter) and value.reserved else _encode


def _path_value(name: str, value: object) -> str:
    where = f"path.{name}"
    if value is None:
        raise InvalidRequestError(where, "is required")
    if isinstance(value, Parameter) and value.media_type:
        return _encode(_in_media_type(value, where))
    content, style, explode = _resolve(value, where, "simple")
    if style == "matrix":
        pairs = _form_pairs(name, content, explode, ",", where)
        return "".join(f";{key}={item}" if item else f";{key}" for key, item in pairs)
    parts = _parts(content, explode, where, _encoding(value, "!$&'()*+;=:@"))
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
    if isinstance(value, Parameter) and value.media_type:
        return [(_encode(name), _encode(_in_media_type(value, where)))]
    content, style, explode = _resolve(value, where, "form")
    # of the reserved characters not those that would end the value or the query, or that stand between items
    encode = _encoding(value, "/?:@!$'()*;=" if is_mapping(content) or is_sequence(content) else "/?:@!$'()*;=,")
    if style == "deepObject":
        required = isinstance(value, Parameter) and value.required
        return _deep_pairs(name, content, where, required, encode)
    delimiters: dict[Style, str] = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}
    if style not in delimiters:
        raise InvalidRequestError(where, f"style {style!r} is not for queries")
    return _form_pairs(name, content, explode, delimiters[style], where, encode)


def pairs(name: str, value: object, style: Style, explode: bool, where: str) -> list[tuple[str, str]]:
    """Percent-encoded pairs of one member of a form, in a style of queries."""
    if style == "deepObject":
        return _deep_pairs(name, value, where, required=False)
    return _query_pairs(name, Parameter(value, Any, style, explode))


def _form_pairs(
    name: str,
    content: Any,
    explode: bool,
    delimiter: str,
    where: str,
    encode: Callable[[str], str] = _encode,
) -> list[tuple[str, str]]:
    """Encoded pairs: one for each item when exploded, else one with all items."""
    if explode and is_mapping(content):
        return [(_encode(key), encode(item)) for key, item in _entries(content, where)]
    parts = _parts(content, False, where, encode)
    if not explode and delimiter != "," and any(delimiter in part for part in parts):
        raise InvalidRequestError(where, "an item holds what stands between the items, and could not be told apart")
    return [(_encode(name), part) for part in parts] if explode else [(_encode(name), delimiter.join(parts))]


def _parts(content: Any, explode: bool, where: str, encode: Callable[[str], str] = str) -> list[str]:
    """The encoded texts that a style joins: the items of a list, or keys and values in turn, or `key=value`."""
    if type(content) in PLAIN:
        return [encode(text(content, where))]
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


def _deep_pairs(
    name: str, content: Any, where: str, required: bool, encode: Callable[[str], str] = _encode
) -> list[tuple[str, str]]:
    """Encoded pairs of a nested object. OpenAPI leaves nesting, lists and scalars open; this is what the qs library
    reads.
    """
    if is_mapping(content) and not content and required:
        raise InvalidRequestError(where, "must not be empty: it would match everything")

    def walk(prefix: str, value: Any, where: str) -> Iterator[tuple[str, str]]:
        if not is_mapping(value) and not is_sequence(value):
            yield _encode(prefix), encode(text(value, where))
            return
        if not value:
            raise InvalidRequestError(where, "must not be empty: it would not be sent, and so match everything")
        for key, item in value.items() if is_mapping(value) else enumerate(value):
            if not str(key) or "[" in str(key) or "]" in str(key):
                raise InvalidRequestError(where, f"the key {key!r} cannot be written in a query")
            yield from walk(f"{prefix}[{key}]", item, f"{where}.{key}")

    return [] if is_mapping(content) and not content else list(walk(name, content, where))


def _refuse_empty(content: Sequence[Any] | Mapping[Any, Any], where: str) -> None:
    if not content:
        raise InvalidRequestError(where, "must not be empty: it would not be sent; leave it out to mean none")


def dump_json(value: object, where: str = "value") -> bytes:
    """The bytes of a JSON value (RFC 8259, UTF-8). Raises `InvalidRequestError` for NaN, infinities and lone
    surrogates.
    """
    try:
        return _JSON.encode(value).encode()
    except ValueError as error:
        problem = "text that is not valid Unicode" if isinstance(error, UnicodeError) else str(error)
        raise InvalidRequestError(where, problem) from None
