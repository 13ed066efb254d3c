"""Servers -> environments of the client, arguments for the variables in their URLs, and servers of operations alone.

OpenAPI 3.1, sections 4.8.5 and 4.8.6; the order of precedence is in `runtime/servers.py`.
Must not know types or credentials.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from leadsmith.diagnostics import Diagnostic
from leadsmith.document import pointer
from leadsmith.ir import Server, ServerArgument, ServerVariable
from leadsmith.naming import Names, snake
from leadsmith.normalise import Normal, NormalServer, NormalVariable

SERVERS = "/servers"
"""Scope of the names of environments."""
CLIENT = "/client"
"""Scope of the names of the client's keyword arguments."""
TAKEN = frozenset(
    "self base_url environment timeout total_timeout retries headers follow_redirects reading response_limit hooks "
    "http_client".split()
)
"""Arguments that every client has."""

Servers = tuple[NormalServer, ...]


@dataclass(frozen=True)
class Hosts:
    """The servers of a client; `own` has those of operations that have others, by the operation's pointer."""

    servers: tuple[Server, ...]
    arguments: tuple[ServerArgument, ...]
    own: Mapping[str, tuple[Server, ...]]


def build_servers(normal: Normal, names: Names) -> tuple[Hosts, list[Diagnostic]]:
    """The servers with an absolute URL, each with a name; others are reported.

    Where the document itself has none, the client has those that most operations have.
    """
    usable, diagnostics = _absolute(normal.servers)
    own: dict[str, Servers] = {}
    for operation in normal.operations:
        own[operation.pointer], found = _absolute(operation.servers)
        diagnostics += [item for item in found if item not in diagnostics]
    if not usable and own:
        ways = Counter(map(_told, filter(None, own.values())))
        usual = ways.most_common(1)[0][0] if ways else ()
        usable = next((servers for servers in own.values() if _told(servers) == usual), ())
    root, known = _named(usable, names)
    others = {
        place: _called(servers, known)
        for place, servers in own.items()
        if servers and set(_told(servers)) != set(_told(usable))
    }
    arguments = tuple(_arguments([usable, *(own[place] for place in others)], names))
    return Hosts(root, arguments, others), diagnostics


def argument_keys(normal: Normal) -> Iterator[str]:
    """The keys of the names of arguments that variables have."""
    for servers in (normal.servers, *(operation.servers for operation in normal.operations)):
        yield from (_key(variable) for server in servers for variable in server.variables)


def _absolute(servers: Servers) -> tuple[Servers, list[Diagnostic]]:
    """The servers that calls can be sent to, each address once, and a warning for the others."""
    found: dict[tuple[str, str], NormalServer] = {}
    diagnostics = []
    for server in servers:
        if re.match(r"https?://[^/]", server.address):
            found.setdefault((server.name, server.url), server)
            continue
        message = f"The server {server.url!r} is not an absolute URL; it is no environment of the client."
        hint = "Name the servers by an overlay, or leave it to the client's user."
        diagnostics.append(Diagnostic("relative-server", "warning", server.pointer, message, hint=hint))
    return tuple(found.values()), diagnostics


def _told(servers: Servers) -> tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...]:
    """What tells servers apart: their addresses."""
    return tuple(
        (server.url.rstrip("/"), tuple((item.wire, item.default) for item in server.variables)) for server in servers
    )


def _named(servers: Servers, names: Names) -> tuple[tuple[Server, ...], dict[str, str]]:
    """The environments of the client, and by which name each wanted one is known."""
    urls = Counter(server.url for server in servers)
    keys = [
        SERVERS + (pointer(server.url) if urls[server.url] == 1 else pointer(f"{server.url} {server.name}"))
        for server in servers
    ]
    names.hold(SERVERS, keys)
    found = []
    known: dict[str, str] = {}
    for index, (server, key) in enumerate(zip(servers, keys, strict=True)):
        wanted = _server_name(server, index)
        name = names.claim(SERVERS, key, wanted, join="_", keeps_old=False)
        known.setdefault(wanted, name)
        found.append(_server(server, name))
    return tuple(found), known


def _called(servers: Servers, known: Mapping[str, str]) -> tuple[Server, ...]:
    """Servers of an operation by the name of the environment that they belong to, as far as they say so."""
    found: dict[str, Server] = {}
    for index, server in enumerate(servers):
        wanted = _server_name(server, index)
        name = known.get(wanted, wanted)
        while name in found:
            name += "_"
        found[name] = _server(server, name)
    return tuple(found.values())


def _server(server: NormalServer, name: str) -> Server:
    variables = tuple(ServerVariable(item.wire, item.default, item.values) for item in server.variables)
    return Server(name, server.url.rstrip("/"), server.pointer, variables)


def _server_name(server: NormalServer, index: int) -> str:
    short = server.name.strip(" .")
    if short and len(short.split()) <= 2:
        return snake(short, prefix="server")
    return "default" if index == 0 else f"server_{index + 1}"


def _arguments(groups: Iterable[Servers], names: Names) -> Iterator[ServerArgument]:
    """An argument for each variable; servers that have one of the same name share it."""
    variables: dict[str, list[NormalVariable]] = {}
    for servers in groups:
        for server in servers:
            for variable in server.variables:
                variables.setdefault(variable.wire, []).append(variable)
    claimed = {
        wire: names.claim(
            CLIENT, _key(same[0]), snake(wire, prefix="server"), reserved=TAKEN, join="_", keeps_old=False
        )
        for wire, same in sorted(variables.items())
    }
    for wire, same in variables.items():
        free = any(not variable.values for variable in same)
        values = () if free else tuple(dict.fromkeys(value for variable in same for value in variable.values))
        defaults = {variable.default or "" for variable in same}
        description = next((variable.description for variable in same if variable.description), "")
        default = defaults.pop() if len(defaults) == 1 else ""
        yield ServerArgument(claimed[wire], wire, values, default, description, same[0].pointer)


def _key(variable: NormalVariable) -> str:
    return f"{SERVERS}/variables{pointer(variable.wire)}"
