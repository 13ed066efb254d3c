"""The client itself compared: package and class, servers, credentials, and what calls require."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from leadsmith.compat.catalogue import change, lost
from leadsmith.compat.change import Change
from leadsmith.compat.pairs import former, pair, pair_operations
from leadsmith.ir import Client, Credential, Operation, Server

Security = frozenset[frozenset[str]]
"""What a call requires: one of several sets of credentials; the empty set among them is a call without any."""


def compare_surface(old: Client, new: Client) -> Iterator[Change]:
    """The changes of what a caller imports and constructs."""
    symbols = old.class_name, new.class_name
    if old.package != new.package:
        yield change("package-renamed", "", *symbols, before=old.package, after=new.package)
    if old.class_name != new.class_name:
        kept = old.class_name in former(new)
        yield change(f"client-class-renamed{'-with-alias' * kept}", "", *symbols)
    for name in former(old):
        if name not in (*former(new), new.class_name):
            yield change("deprecated-name-removed", "", name, new.class_name)
    if old.http != new.http:
        symbols = f"{old.class_name}(http_client=)", f"{new.class_name}(http_client=)"
        yield change("http-library-changed", "", *symbols, before=old.http, after=new.http)
    yield from _servers(old, new)
    yield from _server_arguments(old, new)
    yield from _credentials(old, new)
    yield from _security(old, new)


def _servers(old: Client, new: Client) -> Iterator[Change]:
    argument = f"{old.class_name}(environment=)"
    argument_after = f"{new.class_name}(environment=)"
    pairs, gone, fresh = pair(old.servers, new.servers, lambda item: [item.name], lambda item: [item.url])
    for item in gone:
        yield lost("server-removed", item.pointer, argument, "", before=item.name, name=item.url)
    for item in fresh:
        yield change("server-added", item.pointer, "", argument_after, after=item.name, name=item.url)
    names: dict[str, Server] = {}
    for one, other in pairs:
        names[one.name] = other
        if one.name != other.name:
            yield change("server-renamed", other.pointer, argument, argument_after, before=one.name, after=other.name)
        if one.url != other.url:
            symbols = old.class_name, new.class_name
            yield change(
                "server-url-changed", other.pointer, *symbols, before=one.url, after=other.url, name=other.name
            )
    if old.servers and new.servers and names.get(old.servers[0].name) is not new.servers[0]:
        first = new.servers[0]
        symbols = old.class_name, new.class_name
        spoken = {"before": f"{old.servers[0].name}: {old.servers[0].url}", "after": f"{first.name}: {first.url}"}
        named = "environment", "base_url"
        yield change("server-default-changed", first.pointer, *symbols, **spoken, left_out=named)


def _server_arguments(old: Client, new: Client) -> Iterator[Change]:
    pairs, gone, fresh = pair(
        old.server_arguments, new.server_arguments, lambda item: [item.wire], lambda item: [item.name]
    )
    for item in gone:
        yield lost("server-argument-removed", item.pointer, f"{old.class_name}({item.name}=)", "")
    for item in fresh:
        yield change("server-argument-added", item.pointer, "", f"{new.class_name}({item.name}=)")
    for one, other in pairs:
        symbols = f"{old.class_name}({one.name}=)", f"{new.class_name}({other.name}=)"
        pointer = other.pointer
        if one.name != other.name:
            yield change("server-argument-renamed", pointer, *symbols)
        if one.default != other.default:
            spoken = {"before": one.default, "after": other.default}
            yield change("server-argument-default-changed", pointer, old.class_name, symbols[1], **spoken)
        anything = "any value"
        known, values = one.values or (anything,), other.values or (anything,)
        for value in known:
            if value not in values and other.values:
                yield change("server-argument-value-removed", pointer, *symbols, before=value)
        for value in values:
            if value not in known and one.values:
                yield change("server-argument-value-added", pointer, "", symbols[1], after=value)


def _pair_credentials(
    old: Client, new: Client
) -> tuple[list[tuple[Credential, Credential]], list[Credential], list[Credential]]:
    return pair(
        old.credentials,
        new.credentials,
        lambda item: [item.scheme],
        lambda item: [(item.kind, item.arguments)],
        lambda item: [(item.kind, item.place, item.wire.lower())],
    )


def _credentials(old: Client, new: Client) -> Iterator[Change]:
    pairs, gone, fresh = _pair_credentials(old, new)
    for item in gone:
        for argument in item.arguments:
            symbol = f"{old.class_name}({argument}=)"
            yield lost("credential-removed", item.pointer, symbol, "", name=item.scheme)
    for item in fresh:
        for argument in item.arguments:
            symbol = f"{new.class_name}({argument}=)"
            yield change("credential-added", item.pointer, "", symbol, after=item.kind, name=item.scheme)
    for one, other in pairs:
        yield from _credential(old, new, one, other)


def _credential(old: Client, new: Client, one: Credential, other: Credential) -> Iterator[Change]:
    first = f"{old.class_name}({one.arguments[0]}=)", f"{new.class_name}({other.arguments[0]}=)"
    pointer = other.pointer
    if one.kind != other.kind:
        yield change("credential-kind-changed", pointer, *first, before=one.kind, after=other.kind)
    elif _sent(one) != _sent(other):
        yield change("credential-place-changed", pointer, *first, before=_sent(one), after=_sent(other))
    for name, name_after, variable, variable_after in zip(
        one.arguments, other.arguments, one.environment, other.environment, strict=False
    ):
        symbols = f"{old.class_name}({name}=)", f"{new.class_name}({name_after}=)"
        if name != name_after:
            kept = name in former(other)
            yield change(f"credential-renamed{'-with-alias' * kept}", pointer, *symbols)
        if variable != variable_after:
            spoken = {"before": variable, "after": variable_after}
            names = name, name_after
            yield change(
                "credential-environment-changed", pointer, old.class_name, symbols[1], **spoken, left_out=names
            )
    shorter = len(other.arguments)
    for name in one.arguments[shorter:]:
        yield change("credential-removed", pointer, f"{old.class_name}({name}=)", "", name=one.scheme)
    for name in other.arguments[len(one.arguments) :]:
        yield change("credential-added", pointer, "", f"{new.class_name}({name}=)", name=other.scheme)


def _sent(item: Credential) -> str:
    return f"{item.place} {item.wire}" + (f": {item.prefix}" if item.prefix else "")


def _security(old: Client, new: Client) -> Iterator[Change]:
    """What calls require; what changed for most of them in the same way is told once, of the client."""
    pairs, _, _ = pair_operations(old, new)
    renamed = {one.scheme: other.scheme for one, other in _pair_credentials(old, new)[0]}
    arguments = tuple(
        {names.get(item.scheme, item.scheme): " and ".join(item.arguments) for item in client.credentials}
        for client, names in ((old, renamed), (new, {}))
    )
    steps = []
    for one, other in pairs:
        step = _required(old, one.operation, renamed), _required(new, other.operation, {})
        if step[0] != step[1]:
            steps.append((step, one, other))
    count = Counter(step for step, _, _ in steps)
    usual = next((step for step, times in count.most_common(1) if times > 1 and 2 * times > len(pairs)), None)
    if usual and (id := _judged(*usual)):
        spoken = _spelled(usual, arguments)
        yield change(id, "/security", old.class_name, new.class_name, **spoken)
    for step, one, other in steps:
        if step != usual and (id := _judged(*step)):
            spoken = _spelled(step, arguments)
            yield change(id, f"{other.operation.pointer}/security", one.name, other.name, **spoken)


def _required(client: Client, operation: Operation, renamed: Mapping[str, str]) -> Security:
    """What an operation requires, by the schemes of the new client."""
    security = client.security if operation.security is None else operation.security
    return frozenset(frozenset(renamed.get(name, name) for name in together) for together in security or ((),))


def _judged(old: Security, new: Security) -> str:
    """The id of the change; a caller who had enough for one of the old requirements wants to have enough again."""
    if not all(any(other <= one for other in new) for one in old):
        return "security-added"
    if frozenset() in new:
        return "security-removed" if frozenset() not in old else ""
    return "security-alternative-added" if not all(any(one <= other for one in old) for other in new) else ""


def _spelled(step: tuple[Security, Security], arguments: tuple[Mapping[str, str], ...]) -> dict[str, str]:
    """What was and what is required, by the arguments of the clients."""
    told = []
    for security, known in zip(step, arguments, strict=True):
        texts = sorted(" and ".join(known.get(name, name) for name in sorted(together)) for together in security)
        told.append(" or ".join(text or "no credential" for text in texts))
    return {"before": told[0], "after": told[1]}
