"""The only ways in which text becomes code: every value that a template prints is a `Code` made here.

Knows Python's grammar, nothing of OpenAPI and nothing of what is generated.
"""

from __future__ import annotations

import keyword
import re
import textwrap
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

WIDTH = 100
"""Longest line of prose in a docstring, in characters with its indent."""

_LIST_ITEM = re.compile(r"^\s*([-*+]|\d+[.)])\s")


class Code(str):
    """Text that may stand in a generated file as it is. Only the functions of `render` make it."""

    __slots__ = ()


class NotCodeError(ValueError):
    """A template tried to print what is not `Code`."""


def literal(value: object) -> Code:
    """A JSON value, or bytes, as a Python literal."""
    if isinstance(value, dict):
        return Code("{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}")
    if isinstance(value, list | tuple):
        inner = ", ".join(literal(item) for item in value)
        if isinstance(value, list):
            return Code(f"[{inner}]")
        return Code(f"({inner},)" if len(value) == 1 else f"({inner})")
    if value is None or isinstance(value, bool | int | float):
        return Code(repr(value))
    if isinstance(value, str):
        return Code(quoted(value))
    if isinstance(value, bytes):
        return Code(repr(value).replace("'", '"') if value.isalnum() else repr(value))
    raise TypeError(f"{type(value).__name__} has no literal")


def quoted(text: str) -> str:
    """A string literal in double quotes, with everything that cannot be seen escaped."""
    body = repr(f"'{text}")[2:-1]
    return f'"{body}"' if '"' not in text else repr(text)


def identifier(name: str) -> Code:
    """A name, checked to be one."""
    if not name.isidentifier() or keyword.iskeyword(name):
        raise ValueError(f"{name!r} is not a Python name")
    return Code(name)


def imports(module: str, names: Iterable[str]) -> Code:
    """An import of all the names from a module, which may be relative; nothing when there are none."""
    wanted = ", ".join(identifier(name) for name in names)
    return Code(f"from {module} import ({wanted})" if wanted else "")


def imported_as(module: str, name: str) -> Code:
    """An import of a module under a name."""
    return Code(f"import {identifier(module)}" + (f" as {identifier(name)}" if module != name else ""))


def docstring(paragraphs: str, indent: int = 0) -> Code:
    """A docstring with its quotes; `indent` is that of the line it stands on, in spaces."""
    text = "\n".join(prose(paragraphs, WIDTH - indent)).replace("\\", "\\\\")
    if "\n" not in text:  # the closing quotes stand right behind it
        line = re.sub(r'"{3,}|"+\Z', _escaped, text)
        return Code(f'"""{line}"""')
    first, *more = re.sub(r'"{3,}', _escaped, text).split("\n")
    margin = " " * indent
    return Code(f"\n{margin}".join([f'"""{first}', *more, '"""']).replace(f"\n{margin}\n", "\n\n"))


def comment(text: str, indent: int = 0) -> Code:
    """A comment of one or more lines; `indent` is that of the line it stands on, in spaces."""
    lines = (f"# {line}".rstrip() for line in prose(text, WIDTH - indent - 2))
    return Code(f"\n{' ' * indent}".join(lines))


def _escaped(quotes: re.Match[str]) -> str:
    return '\\"' * len(quotes[0])


@lru_cache(10_000)  # both flavours of a method say the same
def prose(text: str, width: int) -> tuple[str, ...]:
    """`text` in lines of at most `width` characters where words allow. Blank lines, lists, doctests stay."""
    lines: list[str] = []
    for line in visible(text).splitlines():
        if len(line) <= width or line.lstrip().startswith((">>> ", "... ")):
            lines.append(line.rstrip())
            continue
        margin = " " * (len(line) - len(line.lstrip()))
        hanging = margin + ("  " if _LIST_ITEM.match(line) else "")
        lines += textwrap.wrap(
            line.strip(),
            width,
            initial_indent=margin,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines or [""])


def visible(text: str) -> str:
    """Without control and formatting characters, which could hide what a line says."""
    shown = text.replace("\n", "").isprintable()
    return text if shown else "".join(map(_shown, text.expandtabs(4)))


@cache
def _shown(letter: str) -> str:
    return letter if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else " "
