"""Servers of a document, a path or an operation, with their variables (OpenAPI 3.1, sections 4.8.5 and 4.8.6).

Must not know how a client names them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from leadsmith.document import pointer
from leadsmith.normalise.work import Normaliser, mapping, sequence, text

_NAMED = re.compile(r"{([^{}]*)}")


@dataclass(frozen=True)
class NormalVariable:
    """A variable in a server's URL: its default, None where there is none, and its values, empty for any."""

    wire: str
    default: str | None
    values: tuple[str, ...]
    description: str
    pointer: str


@dataclass(frozen=True)
class NormalServer:
    """A server, its variables in braces in `url`; `name` is empty when the document gives it none."""

    name: str
    url: str
    pointer: str
    variables: tuple[NormalVariable, ...] = ()

    @property
    def address(self) -> str:
        """The URL with the defaults put in."""
        url = self.url
        for variable in self.variables:
            url = url.replace(f"{{{variable.wire}}}", variable.default or "")
        return url


def read_servers(work: Normaliser, value: Any, place: str) -> tuple[NormalServer, ...]:
    """The servers in the list at the pointer `place`, without those that are none; what is odd in them is reported."""
    found = []
    for index, server in enumerate(sequence(value)):
        where = f"{place}/{index}"
        if isinstance(server, dict) and isinstance(server.get("url"), str):
            name = text(server.get("name")) or text(server.get("description"))
            found.append(NormalServer(name, server["url"], where, _variables(work, server, where)))
    return tuple(found)


def _variables(work: Normaliser, server: dict[str, Any], place: str) -> tuple[NormalVariable, ...]:
    described = mapping(server.get("variables"))
    return tuple(
        _variable(work, wire, described.get(wire), f"{place}/variables{pointer(wire)}")
        for wire in dict.fromkeys(_NAMED.findall(server["url"]))
    )


def _variable(work: Normaliser, wire: str, value: Any, place: str) -> NormalVariable:
    said = mapping(value)
    values = tuple(dict.fromkeys(_text(item) for item in sequence(said.get("enum"))))
    default = _text(said["default"]) if said.get("default") is not None else None
    if default is None:
        message = f"The variable {wire!r} has no default; the client's user has to give it."
        if values:
            message = f"The variable {wire!r} has no default; it is {values[0]!r}, the first of its values."
        work.report("server-variable", place, message, "Give it a `default`.")
        default = values[0] if values else None
    elif values and default not in values:
        message = f"The default of the variable, {default!r}, is none of its values; it is taken as one."
        work.report("server-variable", place, message, "Mend `default`, or add it to `enum`.")
        values = (default, *values)
    return NormalVariable(wire, default, values, text(said.get("description")), place)


def _text(value: Any) -> str:
    """A value of a variable, which is text; YAML makes a number of a port without quotes."""
    return str(value).lower() if isinstance(value, bool) else str(value)
