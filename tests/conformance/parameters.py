"""Parameters of a recorded request, read back by their styles and compared with what was given.

Styles are those of OpenAPI 3.1, 4.8.12 (RFC 6570), and Swagger 2.0's formats of collections as `swagger2` translates
them. Text is split before it is decoded: what stands between items is never encoded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, unquote_plus

from tests.conformance.reading import Operation, Parameter
from tests.conformance.same import differences, same_text

_BETWEEN = {
    "form": ",",
    "simple": ",",
    "spaceDelimited": "%20|\\+| ",
    "pipeDelimited": "%7[Cc]|\\|",
    "tabDelimited": "%09",
}
_MADE = frozenset({"idempotency-key", "x-idempotency-key"})
"""Headers that the client makes where they are declared, and the caller gives none."""
_OWN_HEADERS = frozenset(
    "host accept accept-encoding connection user-agent content-type content-length transfer-encoding cookie".split()
)
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Sent:
    """A request as it went out; path and query as they are on the wire."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())


def problems(
    operation: Operation, given: Mapping[tuple[str, str], Any], sent: Sent, base: str, own: frozenset[tuple[str, str]]
) -> Iterator[str]:
    """What is wrong with method, path and parameters of a request. `own` are places and names of credentials."""
    if sent.method != operation.method:
        yield f"method: {sent.method} instead of {operation.method}"
    path = _path_values(operation.path, sent.path, base)
    if path is None:
        yield f"path: {sent.path} does not match {operation.path}"
    query = [_pair(part) for part in sent.query.split("&") if part]
    declared = {one.name.lower() for one in operation.parameters if one.place == "header"}
    cookies = [_pair(part) for part in sent.header("cookie").split("; ") if part and "cookie" not in declared]
    headers = [(name.lower(), value) for name, value in sent.headers if name.lower() not in _OWN_HEADERS - declared]
    for one in operation.parameters:
        if (one.place, one.name) not in given:
            continue
        value = given[one.place, one.name]
        match one.place:
            case "path":
                found = list(_joined(one, value, path.get(one.name), unquote)) if path is not None else []
            case "query":
                found = list(_in_pairs(one, value, query))
            case "cookie":
                found = list(_in_pairs(one, value, cookies))
            case _:
                texts = [text for name, text in headers if name == one.name.lower()]
                headers = [pair for pair in headers if pair[0] != one.name.lower()]
                found = list(_joined(one, value, ", ".join(texts) if texts else None, str.strip))
        yield from (
            f"{one.place} parameter ({one.style}{', exploded' if one.explode else ''}): {text}" for text in found
        )
    for place, rest in (("query", query), ("cookie", cookies), ("header", headers)):
        named = {name.lower() for where, name in own if where == place} | (_MADE & declared)
        yield from (
            f"{place}: {name} is sent and not declared" for name, _ in rest if unquote(name).lower() not in named
        )


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name, value


def _path_values(template: str, path: str, base: str) -> dict[str, str] | None:
    template = template.partition("#")[0]  # a fragment tells operations apart in the document, and is never sent
    names = re.findall(r"{([^{}]*)}", template)
    pieces = re.split(r"{[^{}]*}", template)
    if not path.startswith(base):
        return None
    found = re.fullmatch("([^/]*)".join(_literal(piece) for piece in pieces), path.removeprefix(base))
    return None if found is None else dict(zip(names, found.groups(), strict=True))


def _literal(text: str) -> str:
    """A pattern for a text of which each character may be percent-encoded."""
    return "".join(f"(?:{re.escape(char)}|(?i:{_encoded(char)}))" for char in text)


def _encoded(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())


# One value in one text ------------------------------------------------------------------------------------------------


def _joined(one: Parameter, value: Any, text: str | None, decode: Any) -> Iterator[str]:
    """A value whose parts stand in one text, as in paths and headers."""
    if text is None:
        yield "is not sent"
        return
    if one.content:
        yield from as_json(value, decode(text))
        return
    between = ","
    if one.style == "label":
        if not text.startswith("."):
            yield f"{text!r} does not begin with a dot"
            return
        text, between = text[1:], "." if one.explode else ","
    elif one.style == "matrix":
        yield from _matrix(one, value, text)
        return
    yield from _parts(one, value, text, between, decode)


def _matrix(one: Parameter, value: Any, text: str) -> Iterator[str]:
    pairs = [_pair(part) for part in text.split(";")[1:]]
    if not text.startswith(";"):
        yield f"{text!r} does not begin with a semicolon"
    elif one.explode and isinstance(value, list):
        yield from _items(value, [unquote(inner) for name, inner in pairs if unquote(name) == one.name])
    elif one.explode and isinstance(value, dict):
        yield from _entries(value, [(unquote(name), unquote(inner)) for name, inner in pairs])
    elif [unquote(name) for name, _ in pairs] != [one.name]:
        yield f"{text!r} does not name it"
    else:
        yield from _parts(Parameter(**{**one.__dict__, "explode": False}), value, pairs[0][1], ",", unquote)


def _parts(one: Parameter, value: Any, text: str, between: str, decode: Any) -> Iterator[str]:
    parts = re.split(re.escape(between) if len(between) == 1 else between, text)
    if isinstance(value, list):
        yield from _items(value, [decode(part) for part in parts])
    elif isinstance(value, dict) and one.explode:
        yield from _entries(value, [(decode(name), decode(inner)) for name, inner in map(_pair, parts)])
    elif isinstance(value, dict):
        yield from _entries(value, list(zip(map(decode, parts[::2]), map(decode, parts[1::2]), strict=False)))
    elif not same_text(value, decode(text)):
        yield f"{value!r} is sent as {text!r}"


def _items(value: Sequence[Any], texts: Sequence[str]) -> Iterator[str]:
    if len(value) != len(texts) or not all(map(same_text, value, texts)):
        yield f"{value!r} is sent as {list(texts)!r}"


def _entries(value: Mapping[str, Any], pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    if [*value] != [name for name, _ in pairs] or not all(same_text(value[name], text) for name, text in pairs):
        yield f"{dict(value)!r} is sent as {list(pairs)!r}"


def as_json(value: Any, text: str) -> Iterator[str]:
    """A value that stands in a text as JSON."""
    try:
        yield from differences(value, json.loads(text))
    except ValueError:
        yield f"{text!r} is not JSON"


# One value in several pairs -------------------------------------------------------------------------------------------


def _in_pairs(one: Parameter, value: Any, pairs: Pairs) -> Iterator[str]:
    yield from in_pairs(one.name, value, one.style, one.explode, pairs, one.content)


def in_pairs(name: str, value: Any, style: str, explode: bool, pairs: Pairs, content: str = "") -> Iterator[str]:
    """A value in a query or a form. Its pairs are taken out of `pairs`; what stays belongs to no one."""
    if style == "deepObject" or (isinstance(value, dict | list) and _nested(value)):
        mine = _taken(pairs, lambda key: key == name or key.startswith(f"{name}["))
        if not mine:
            yield "is not sent"
        elif [key for key, _ in mine] == [name] and isinstance(value, dict):
            yield from as_json(value, mine[0][1])
        elif [key for key, _ in mine] == [name] and not isinstance(value, list):  # it has no parts to be named
            yield from [] if same_text(value, mine[0][1]) else [f"{value!r} is sent as {mine[0][1]!r}"]
        else:
            yield from _deep(value, name, mine)
        return
    if explode and isinstance(value, dict) and not content:
        mine = _taken(pairs, value.__contains__)
        yield from _entries(value, mine)
        return
    raw = [text for key, text in pairs if unquote_plus(key) == name]
    _taken(pairs, name.__eq__)
    texts = [unquote_plus(text) for text in raw]
    if not texts:
        yield "is not sent"
    elif content:
        yield from as_json(value, texts[0])
    elif explode and isinstance(value, list):
        yield from _items(value, texts)
    elif len(texts) > 1:
        yield f"{value!r} is sent {len(texts)} times"
    else:
        parts = re.split(_BETWEEN.get(style, ","), raw[0])
        if isinstance(value, list):
            yield from _items(value, [unquote_plus(part) for part in parts])
        elif isinstance(value, dict):
            decoded = [unquote_plus(part) for part in parts]
            yield from _entries(value, list(zip(decoded[::2], decoded[1::2], strict=False)))
        elif not same_text(value, texts[0]):
            yield f"{value!r} is sent as {raw[0]!r}"


def _nested(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    return any(isinstance(one, dict | list) for one in inner)


def _taken(pairs: Pairs, mine: Any) -> Pairs:
    """The decoded pairs whose names are mine; they are no longer in `pairs`."""
    found = [pair for pair in pairs if mine(unquote_plus(pair[0]))]
    pairs[:] = [pair for pair in pairs if pair not in found]
    return [(unquote_plus(key), unquote_plus(text)) for key, text in found]


def _deep(value: Any, name: str, pairs: Pairs) -> Iterator[str]:
    """`name[key][0]=text`: nesting and lists as the qs library reads them, `[]` for any item of a list as well."""
    rest = list(pairs)

    def walk(inner: Any, prefix: str) -> Iterator[str]:
        if isinstance(inner, dict):
            for key, one in inner.items():
                yield from walk(one, f"{prefix}[{key}]")
        elif isinstance(inner, list):
            for index, one in enumerate(inner):
                yield from walk(one, f"{prefix}[{index}]")
        else:
            plain = re.sub(r"\[\d+\]", "[]", prefix)
            names = (prefix, plain, plain.removesuffix("[]"))
            match = next((pair for pair in rest if pair[0] in names and same_text(inner, pair[1])), None)
            if match is None:
                yield f"{prefix} = {inner!r} is not sent, but {rest!r}"
            else:
                rest.remove(match)

    yield from walk(value, name)
    yield from (f"{key} is sent and was not given" for key, _ in rest)
