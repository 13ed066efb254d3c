"""Credentials: what proves who calls, and where it goes in a request.

Implements the security schemes `apiKey`, `http` bearer (RFC 6750) and `http` basic (RFC 7617) of OpenAPI 3.1. It knows
no URLs and sends nothing. A credential never shows its secret in `repr` or in an error.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from .errors import ConfigurationError
from .request import Security

Place = Literal["header", "query", "cookie"]

_VISIBLE = r"[\x21-\x7e]+( +[\x21-\x7e]+)*"
_COOKIE_VALUE = r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+"  # RFC 6265, 4.1.1
_NO_CONTROLS = r"[^\x00-\x1f\x7f]+"


@dataclass(frozen=True)
class Credential:
    """What satisfies the security scheme `scheme`.

    `text` is what is sent at (`place`, `name`), None if the user gave nothing; `secrets` are the texts that must not
    be shown, and `wanted` says what to give.
    """

    scheme: str
    place: Place
    name: str
    wanted: str
    text: str | None = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)

    @property
    def slot(self) -> tuple[Place, str]:
        """Where it goes; the names of headers are the same in any letter case."""
        return self.place, self.name.lower() if self.place == "header" else self.name


class ApiKey(Credential):
    """A key in a header, the query or a cookie, after `prefix` and a space if there is one."""

    def __init__(
        self, scheme: str, *, argument: str, value: str | None, variable: str, place: Place, name: str, prefix: str = ""
    ) -> None:
        allowed = _COOKIE_VALUE if place == "cookie" else _VISIBLE
        key = _given(argument, value, variable, allowed)
        text = f"{prefix} {key}".strip() if key else None
        super().__init__(scheme, place, name, _wanted(argument, variable), text, _secrets(key))


class Bearer(Credential):
    """A token after `Bearer` in the Authorization header."""

    def __init__(self, scheme: str, *, argument: str, value: str | None, variable: str) -> None:
        token = _given(argument, value, variable)
        text = f"Bearer {token}" if token else None
        super().__init__(scheme, "header", "Authorization", _wanted(argument, variable), text, _secrets(token))


class Basic(Credential):
    """A user name, which has no colon, and a password, after `Basic` in the Authorization header."""

    def __init__(
        self,
        scheme: str,
        *,
        arguments: tuple[str, str],
        values: tuple[str | None, str | None],
        variables: tuple[str, str],
    ) -> None:
        user = _given(arguments[0], values[0], variables[0], _NO_CONTROLS)
        password = "" if values[1] == "" else _given(arguments[1], values[1], variables[1], _NO_CONTROLS)
        if user and ":" in user:
            raise ConfigurationError(f"{arguments[0]} must not contain a colon")
        token = base64.b64encode(f"{user}:{password}".encode()).decode() if user and password is not None else None
        super().__init__(
            scheme,
            "header",
            "Authorization",
            " and ".join(map(_wanted, arguments, variables)),
            f"Basic {token}" if token else None,
            _secrets(password, token),
        )


def _given(argument: str, value: str | None, variable: str, allowed: str = _VISIBLE) -> str | None:
    """The argument, else the environment variable; None if empty."""
    secret = os.environ.get(variable) if value is None else value
    if not secret:
        return None
    if re.fullmatch(allowed, secret) is None:
        source = variable if value is None else argument
        raise ConfigurationError(f"{source} holds a line break, outer space or other character that cannot be sent")
    return secret


def _wanted(argument: str, variable: str) -> str:
    return f"pass {argument}=... or set {variable}"


def _secrets(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def choose(
    credentials: Iterable[Credential], security: Security, taken: Collection[tuple[Place, str]] = ()
) -> list[Credential]:
    """The credentials to send: the first alternative for which everything is given.

    Slots in `taken` the caller has filled in by hand; they count as given, and nothing of ours goes there. Where
    several schemes of one alternative want the same slot, one that is given will do. Raises `ConfigurationError` that
    says what is missing.
    """
    known: dict[str, Credential] = {credential.scheme: credential for credential in credentials}
    missing: list[str] = []
    for alternative in sorted(security, key=lambda names: not names):
        wanted = [known[name] for name in alternative if name in known]
        unknown = [name for name in alternative if name not in known and ("header", "authorization") not in taken]
        given = {credential.slot: credential for credential in reversed(wanted) if credential.text}
        lacking = [each.wanted for each in wanted if each.slot not in given and each.slot not in taken]
        if not lacking and not unknown:
            return [credential for slot, credential in given.items() if slot not in taken]
        missing.append(", and ".join([*lacking, *(f"the scheme {name!r} is not supported" for name in unknown)]))
    if not security:
        return []
    raise ConfigurationError(f"This call needs a credential: {'; or '.join(missing)}")
