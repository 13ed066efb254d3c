"""Where calls go: the servers that the description names, and the variables in their addresses.

Which one a call goes to: the `base_url` that the client was given, for every call. Else the operation's own server, if
the description gives it one; of several that of the client's environment, or the first. Else that of the environment.

Credentials go where the call goes. A server that the description names is meant to get them, also when it is that of
an operation alone; a `base_url` of the caller is not left, so that a key for it never reaches another host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from .errors import ConfigurationError


@dataclass(frozen=True)
class Variable:
    """A variable in the address of a server: its default, None where there is none, and the values that it may have.

    Without `values` it may have any.
    """

    default: str | None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Server:
    """The address of a server, and the variables that stand in braces in it."""

    url: str
    variables: Mapping[str, Variable] = field(default_factory=dict[str, Variable])


Servers = Mapping[Any, str | Server]
"""Servers by the name of their environment, the usual one first."""


@dataclass(frozen=True)
class Addresses:
    """Where a client sends its calls: `base_url` is the address that was given, or that of the environment."""

    base_url: str
    given: bool
    environment: str | None
    variables: Mapping[str, str | None]

    def of(self, servers: Servers) -> str:
        """The address for an operation with these servers of its own; without any, that of the client."""
        if self.given or not servers:
            return self.base_url
        server = servers.get(self.environment) or next(iter(servers.values()))
        return checked_url(filled(server, self.variables), "the server's address")


def addresses(
    base_url: str | None, servers: Servers, environment: str | None, variables: Mapping[str, str | None]
) -> Addresses:
    """Where a client with these settings sends its calls. Raises `ConfigurationError` where that is nowhere."""
    if base_url is not None:
        return Addresses(checked_url(base_url, "base_url"), True, environment, variables)
    if not servers:
        raise ConfigurationError("The API's description names no server: pass base_url=...")
    if environment not in tuple(servers):  # which asks for no hash
        raise ConfigurationError(f"environment must be one of {', '.join(map(repr, servers))}; it is {environment!r}")
    url = checked_url(filled(servers[environment], variables), "the server's address")
    return Addresses(url, False, environment, variables)


def filled(server: str | Server, variables: Mapping[str, object]) -> str:
    """The address with its variables put in. Raises `ConfigurationError` for a value that is missing, or not one."""
    if isinstance(server, str):
        return server
    values: dict[str, str] = {}
    for name, variable in server.variables.items():
        value = variables.get(name)
        value = variable.default if value is None else value
        if value is None:
            raise ConfigurationError(f"the address {server.url} needs a value for {name!r}")
        if variable.values and value not in variable.values:
            known = ", ".join(map(repr, variable.values))
            raise ConfigurationError(f"{name!r} in the address {server.url} must be one of {known}; it is {value!r}")
        if not isinstance(value, str):
            raise ConfigurationError(f"{name!r} in the address {server.url} must be text; it is {value!r}")
        before, _, after = server.url.partition(f"{{{name}}}")
        in_host = "/" not in before.partition("://")[2] and after[:1] not in ("", "/")
        if in_host and re.search(r"[/\\?#]", value) and value != variable.default:  # what follows is of the host
            raise ConfigurationError(
                f"{name!r} in the address {server.url} cannot be {value!r}: it is a part of a host"
            )
        values[name] = value
    return re.sub(r"\{([^{}]*)\}", lambda found: values.get(found[1], found[0]), server.url)


def checked_url(text: str, what: str) -> str:
    """The address without a slash at its end. Raises `ConfigurationError` for one that calls cannot go to."""
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, TypeError) as error:
        raise ConfigurationError(f"{what} is not a URL: {error}") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError(f"{what} must be an absolute http or https URL")
    if url.userinfo or url.query or url.fragment:
        raise ConfigurationError(f"{what} must not hold a user, a query or a fragment")
    return str(url).rstrip("/")


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port (RFC 6454)."""
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)
