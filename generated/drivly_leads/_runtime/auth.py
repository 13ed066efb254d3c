"""Credentials: what proves who calls, and where it goes in a request.

Implements the security schemes `apiKey`, `http` bearer (RFC 6750) and `http` basic (RFC 7617) of OpenAPI 3.1, and
tokens for both that a function gives, or a `TokenSource`. It knows no URLs and sends nothing. A credential never shows
its secret in `repr` or in an error.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Callable, Collection, Generator, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from inspect import iscoroutine
from typing import Any, Literal
from urllib.parse import quote

from .errors import ConfigurationError
from .request import Security

Place = Literal["header", "query", "cookie"]

_VISIBLE = r"[\x21-\x7e]+( +[\x21-\x7e]+)*"
_COOKIE_VALUE = r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+"  # RFC 6265, 4.1.1
_NO_CONTROLS = r"[^\x00-\x1f\x7f]+"


class TokenSource:
    """Where a credential comes from that is fetched when it is needed, and again when it is refused; see `oauth`."""

    def steps(self, settings: Any, refused: str | None, options: Any) -> Generator[Any, Any, str]:
        """The steps of `exchange` that give it; not the one that was `refused`. `options` are those of the call."""
        raise NotImplementedError


@dataclass(frozen=True)
class Credential:
    """What satisfies the security scheme `scheme`.

    `source` is what the user gave: a text, a function that gives it for each attempt, or where it is fetched; None if
    nothing. It is sent at (`place`, `name`) after `prefix`. `secrets` are the texts that must not be shown, and
    `wanted` says what to give.
    """

    scheme: str
    place: Place
    name: str
    wanted: str
    source: str | Callable[[], Any] | TokenSource | None = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    prefix: str = ""
    allowed: str = field(default=_VISIBLE, repr=False)

    @cached_property
    def fixed(self) -> tuple[str, str] | None:
        """The field of a header, where it is always the same one."""
        always = self.place == "header" and isinstance(self.source, str)
        return (self.name, self.text(self.source)) if always else None

    @cached_property
    def slot(self) -> tuple[Place, str]:
        """Where it goes; the names of headers are the same in any letter case."""
        return self.place, self.name.lower() if self.place == "header" else self.name

    def text(self, secret: object) -> str:
        """What is sent for a secret. Raises `ConfigurationError` where it cannot be."""
        if iscoroutine(secret):
            secret.close()
            raise ConfigurationError(f"what was given for {self.scheme!r} is async: only the async client awaits it")
        if not isinstance(secret, str):
            raise ConfigurationError(f"what was given for {self.scheme!r} gave no text, but {type(secret).__name__}")
        return self.prefix + _sendable(secret, f"what was given for {self.scheme!r}", self.allowed)


class ApiKey(Credential):
    """A key in a header, the query or a cookie, after `prefix` and a space if there is one."""

    def __init__(
        self,
        scheme: str,
        *,
        argument: str,
        value: str | Callable[[], Any] | None,
        variable: str,
        place: Place,
        name: str,
        prefix: str = "",
    ) -> None:
        allowed = _COOKIE_VALUE if place == "cookie" else _VISIBLE
        key = value if callable(value) else _given(argument, value, variable, allowed)
        before = f"{prefix} " if prefix else ""
        super().__init__(scheme, place, name, _wanted(argument, variable), key, _secrets(key), before, allowed)


class Bearer(Credential):
    """A token after `Bearer` in the Authorization header."""

    def __init__(
        self, scheme: str, *, argument: str, value: str | Callable[[], Any] | TokenSource | None, variable: str
    ) -> None:
        fetched = callable(value) or isinstance(value, TokenSource)
        token = value if fetched else _given(argument, value, variable)
        super().__init__(
            scheme, "header", "Authorization", _wanted(argument, variable), token, _secrets(token), "Bearer "
        )


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
            token,
            _secrets(password, token),
            "Basic ",
        )


def _given(argument: str, value: object, variable: str, allowed: str = _VISIBLE) -> str | None:
    """The argument, else the environment variable; None if empty."""
    secret = os.environ.get(variable) if value is None else value
    if secret is not None and not isinstance(secret, str):
        raise ConfigurationError(f"{argument} must be text, not {type(secret).__name__}")
    return _sendable(secret, variable if value is None else argument, allowed) if secret else None


def _sendable(secret: str, source: str, allowed: str) -> str:
    if re.fullmatch(allowed, secret) is None:
        raise ConfigurationError(f"{source} holds a line break, outer space or other character that cannot be sent")
    return secret


def _wanted(argument: str, variable: str) -> str:
    return f"pass {argument}=... or set {variable}"


def _secrets(*texts: object) -> tuple[str, ...]:
    return tuple(text for text in texts if text and isinstance(text, str))


def forms_of(secrets: Iterable[str]) -> tuple[str, ...]:
    """Every text to hide, in the order in which that is done: one that is a part of another leaves none of that.

    Very short ones are left: they stand everywhere by chance.
    """
    texts = set(secrets)
    texts |= {escaped for text in texts for escaped in (quote(text, safe=""), json.dumps(text)[1:-1], repr(text)[1:-1])}
    return tuple(sorted((text for text in texts if len(text) >= 4), key=len, reverse=True))


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
        given = {credential.slot: credential for credential in reversed(wanted) if credential.source}
        lacking = [each.wanted for each in wanted if each.slot not in given and each.slot not in taken]
        if not lacking and not unknown:
            return [credential for slot, credential in given.items() if slot not in taken]
        missing.append(", and ".join([*lacking, *(f"the scheme {name!r} is not supported" for name in unknown)]))
    if not security:
        return []
    raise ConfigurationError(f"This call needs a credential: {'; or '.join(missing)}")
