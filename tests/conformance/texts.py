"""Texts for samples: by format, by pattern, and free ones that try what encoders get wrong. By a given generator."""

from __future__ import annotations

import re
from random import Random
from typing import Any, Literal

import rstr

Where = Literal["json", "query", "path", "header", "list"]
"""Where a text goes: what cannot be written there is not tried."""

_FREE: dict[Where, tuple[str, ...]] = {
    "json": ("Ana", "a b", "Käse ☃ 🎈", 'say "hi" \\ {x}', "true", "12", "1/2 & 50% + ?#=;,", "a\nb\tc", ""),
    "query": ("Ana", "a b", "Käse ☃", "1/2 & 50% + ?#=;", "a,b|c", "true", "12", "[x]", "%2F"),
    "path": ("Ana", "a b", "Käse ☃", "1/2", "50%", "a?b#c", "x;y=1,z", "a+b&c", "..x", "~._-", "{id}", "%2F"),
    "header": ("Ana", "a b", "x;y=1", "1/2", "50%", "a:b", "[x]"),
    "list": ("Ana", "a-b", "x_1", "Zoe", "b2", "C"),
}
_FORMATS: dict[str, tuple[str, ...]] = {
    "date-time": ("2024-05-06T07:08:09Z", "2023-12-31T23:59:59.250Z", "2024-02-29T12:00:00+02:00"),
    "date": ("2024-05-06", "2023-12-31", "2024-02-29"),
    "time": ("07:08:09Z", "23:59:59.25Z", "12:00:00+02:00"),
    "duration": ("P1D", "PT3H", "P1Y2M3DT4H5M6S", "P4W"),
    "email": ("ana@example.com", "b.c+d@mail.example.org"),
    "idn-email": ("ana@example.com",),
    "hostname": ("example.com", "a-1.example.org"),
    "idn-hostname": ("example.com",),
    "ipv4": ("192.0.2.1", "10.0.0.255"),
    "ipv6": ("2001:db8::1", "::1"),
    "uri": ("https://example.com/a?b=1#c", "urn:example:animal"),
    "url": ("https://example.com/a?b=1#c", "https://example.org"),
    "uri-reference": ("/a/b?c=1", "https://example.com"),
    "iri": ("https://example.com/a",),
    "uri-template": ("https://example.com/{id}",),
    "json-pointer": ("/a/b",),
    "relative-json-pointer": ("1/a",),
    "regex": ("^a+$",),
    "byte": ("aGVsbG8=", "AAEC/w==", "Zm9vYmFy"),
    "binary": ("binary text", "PK-like data"),
    "decimal": ("12.50", "0.1"),
    "int64": ("9007199254740993", "7"),
    "int32": ("12", "7"),
    "float": ("1.5",),
    "double": ("1.5",),
}


def text(rng: Random, schema: dict[str, Any], where: Where) -> str:
    """A text that is likely to fit; whether it does the validator says."""
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    pattern, form = schema.get("pattern"), schema.get("format")
    if isinstance(pattern, str) and not (form in _FORMATS and rng.random() < 0.3):
        return _matching(rng, pattern, least, most)
    if form == "uuid":
        return str(_uuid(rng))
    if form in _FORMATS:
        return _fitted(rng, [one for one in _FORMATS[form] if where != "list" or "," not in one], least, most)
    return _fitted(rng, list(_FREE[where]), least, most)


def _fitted(rng: Random, choices: list[str], least: int, most: int | None) -> str:
    fit = [one for one in choices if least <= len(one) and (most is None or len(one) <= most)]
    if fit:
        return rng.choice(fit)
    made = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(max(least, 1)))
    return made if most is None else made[:most]


def _uuid(rng: Random) -> str:
    digits = f"{rng.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def _matching(rng: Random, pattern: str, least: int, most: int | None) -> str:
    """A text that a pattern of ECMA-262 matches; an unlikely text where Python cannot read it."""
    source = (
        pattern.removeprefix("/").removesuffix("/") if pattern.startswith("/") and pattern.endswith("/") else pattern
    )
    source = re.sub(r"\\p\{L[a-z]?\}", "[a-z]", source)
    source = (
        re.sub(r"\\p\{N[a-z]?\}|\\d", "[0-9]" if "[" not in source else "0-9", source) if "\\p" in source else source
    )
    try:
        # An open repetition is bounded: the library takes up to 100 repeats, which few lengths allow.
        bounded = re.sub(r"(?<!\\)(\*|\+)(?!\?)", lambda found: "{0,6}" if found[1] == "*" else "{1,6}", source)
        candidates = []
        for attempt in range(12):
            one = rstr.Rstr(rng).xeger(_bounded_or(source, bounded, attempt))
            candidates.append(one)
            if len(one) >= least and (most is None or len(one) <= most):
                return one
    except (re.error, ValueError, KeyError, IndexError, OverflowError, NotImplementedError, RecursionError):
        return "unmatched"
    return candidates[-1]


def _bounded_or(source: str, bounded: str, attempt: int) -> str:
    try:
        re.compile(bounded)
    except re.error:
        return source
    return source if attempt > 7 else bounded
