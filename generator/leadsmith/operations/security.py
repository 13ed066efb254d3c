"""Security schemes of the document -> what the user of the client gives (OpenAPI 3.1, sections 4.8.27 and 4.8.30).

Must not know operations' parameters or types.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, Literal

from leadsmith.config import ClientConfig, CredentialConfig
from leadsmith.diagnostics import Diagnostic, LeadsmithError
from leadsmith.ir import Credential, Place
from leadsmith.naming import Names, snake
from leadsmith.normalise import Normal
from leadsmith.operations.servers import CLIENT, TAKEN, argument_keys

Security = tuple[tuple[str, ...], ...]

Kind = Literal["apiKey", "bearer", "basic"]


def build_credentials(
    normal: Normal, config: ClientConfig, names: Names
) -> tuple[dict[str, Credential], list[Diagnostic]]:
    """A credential for each security scheme that something in the document requires."""
    for scheme in config.credentials:
        if scheme not in normal.schemes:
            close = difflib.get_close_matches(scheme, normal.schemes, 1)
            hint = (
                f"Did you mean {close[0]!r}?" if close else f"The document has: {', '.join(normal.schemes) or 'none'}."
            )
            message = f"credentials: the document has no security scheme {scheme!r}."
            raise LeadsmithError((Diagnostic("config", "error", "", message, hint=hint),))
    wanted: dict[str, str] = {}
    for operation in normal.operations:
        for scheme in chain.from_iterable(operation.security):
            wanted.setdefault(scheme, operation.security_pointer)
    kinds = {name: _kind(value) for name, (value, _) in normal.schemes.items() if name in wanted}
    found: dict[str, Credential] = {}
    diagnostics: dict[str, Diagnostic] = {}
    # What the configuration calls an argument is a pin: it wins over the manifest, as `names` do.
    asked = {
        f"{normal.schemes[name][1]}/0": given.argument
        for name, given in config.credentials.items()
        if given.argument and kinds.get(name)
    }
    names.pins = {**asked, **names.pins}
    names.hold(CLIENT, (f"{place}/{index}" for _, place in normal.schemes.values() for index in (0, 1)))
    names.hold(CLIENT, argument_keys(normal))
    for name, asking in sorted(wanted.items()):
        kind = kinds.get(name)
        if kind is None:
            place = normal.schemes[name][1] if name in normal.schemes else asking
            diagnostics[name] = _left_out(name, normal.schemes[name][0] if name in normal.schemes else None, place)
            continue
        value, place = normal.schemes[name]
        alone = list(kinds.values()).count(kind) == 1
        found[name] = _credential(name, value, place, kind, alone, config, names)
        if value.get("type") in ("oauth2", "openIdConnect") and not found[name].token_url:
            message = f"The client takes an access token for {name!r}; it does not run the {value['type']} flow."
            diagnostics[name] = Diagnostic("security-scheme", "info", place, message)
    return (
        {name: found[name] for name in wanted if name in found},
        [diagnostics[name] for name in wanted if name in diagnostics],
    )


def _left_out(name: str, scheme: Mapping[str, Any] | None, place: str) -> Diagnostic:
    """What to say of a scheme for which the client has no argument."""
    if scheme is None:
        message = f"The security scheme {name!r} is not in components/securitySchemes; nothing is sent for it."
        hint = "Describe it there, for example by an overlay; `headers` of the client and of a call can hold it too."
        return Diagnostic("security-scheme", "warning", place, message, hint=hint)
    if scheme.get("type") == "mutualTLS":
        message = f"The certificate for {name!r} is a matter of the connection: pass it with `http_client`."
        return Diagnostic("security-scheme", "info", place, message)
    what = f"{scheme.get('type')!r}" + (f" {scheme['scheme']!r}" if "scheme" in scheme else "")
    message = f"The security scheme {name!r} is {what}, for which the client has no argument; nothing is sent for it."
    hint = "Pass an `http_client` with an `auth` that does it."
    return Diagnostic("security-scheme", "warning", place, message, hint=hint)


def without_certificates(normal: Normal) -> Normal:
    """The same, where calls require nothing of mutual TLS: that is a matter of the connection, not of a call."""
    certificates = {name for name, (scheme, _) in normal.schemes.items() if scheme.get("type") == "mutualTLS"}

    def reduced(security: Security) -> Security:
        return tuple(tuple(name for name in together if name not in certificates) for together in security)

    return replace(
        normal, operations=tuple(replace(each, security=reduced(each.security)) for each in normal.operations)
    )


def build_security(
    security: Security, credentials: Mapping[str, Credential], place: str
) -> tuple[Security, list[Diagnostic]]:
    """Requirements that can be met: schemes that want the same header are alternatives, not one requirement."""
    found: list[tuple[str, ...]] = []
    diagnostics = []
    for together in security:
        usable = tuple(name for name in together if name in credentials)
        if together and not usable:
            continue
        places = [_target(credentials[name]) for name in usable]
        if len(set(places)) < len(places):
            clash = next(target for target in places if places.count(target) > 1)
            diagnostics.append(
                Diagnostic(
                    "security-clash",
                    "warning",
                    place,
                    f"{', '.join(usable)} are required together, and more than one of them writes the {clash[1]} "
                    f"{clash[0]}; they are taken as alternatives.",
                    hint="Write them as separate entries of `security`, for example by an overlay.",
                )
            )
            found.extend((name,) for name in usable)
        else:
            found.append(usable)
    return tuple(dict.fromkeys(found)), diagnostics


def _target(credential: Credential) -> tuple[str, str]:
    return credential.place, credential.wire.lower() if credential.place == "header" else credential.wire


def _kind(value: Mapping[str, Any]) -> Kind | None:
    kind = value.get("type")
    if kind == "apiKey" and value.get("in") in ("header", "query", "cookie") and isinstance(value.get("name"), str):
        return "apiKey"
    if kind == "http" and (scheme := str(value.get("scheme") or "").lower()) not in _CHALLENGES:
        return "basic" if scheme == "basic" else "bearer" if scheme == "bearer" else "apiKey"
    return "bearer" if kind in ("oauth2", "openIdConnect") else None


_CHALLENGES = frozenset(
    "concealed digest dpop gnap hoba mutual negotiate ntlm oauth privatetoken scram-sha-1 scram-sha-256 vapid".split()
) | {""}
"""Schemes that are more than a text in a header (IANA, HTTP Authentication Schemes). One of which nothing is known is
the name before a key: `Authorization: Token ...`.
"""


def _credential(
    name: str, value: Mapping[str, Any], place: str, kind: Kind, alone: bool, config: ClientConfig, names: Names
) -> Credential:
    given = config.credentials.get(name, CredentialConfig())
    if given.argument in TAKEN:
        message = f"credentials.{name}: every client has an argument {given.argument!r} already."
        raise LeadsmithError((Diagnostic("config", "error", "", message, hint="Take another name."),))
    defaults = {"apiKey": ("api_key",), "bearer": ("token",), "basic": ("username", "password")}[kind]
    if not alone:
        defaults = tuple(snake(f"{name} {part}" if kind == "basic" else name) for part in defaults)
    arguments = tuple(
        names.claim(CLIENT, f"{place}/{index}", part, reserved=TAKEN, join="_", keeps_old=False)
        for index, part in enumerate(defaults)
    )
    variables = tuple(f"{config.package}_{argument}".upper() for argument in arguments)
    if given.environment:
        variables = (given.environment, *variables[1:])
    api_key = kind == "apiKey" and value.get("type") == "apiKey"
    in_: Place = value["in"] if api_key else "header"
    prefix = str(value["scheme"]) if kind == "apiKey" and not api_key else ""
    token_url = _token_url(value)
    client = f"{config.package}_{'' if alone else f'{arguments[0]}_'}client".upper()
    return Credential(
        name,
        kind,
        arguments,
        variables,
        in_,
        value["name"] if api_key else "Authorization",
        given.prefix or prefix,
        str(value.get("description") or "").strip(),
        place,
        token_url,
        (f"{client}_ID", f"{client}_SECRET") if token_url else (),
    )


def _token_url(scheme: Mapping[str, Any]) -> str:
    """Where the client credentials grant of OAuth 2.0 gives tokens; empty where the scheme has none."""
    flows = scheme.get("flows")
    flow = flows.get("clientCredentials") if scheme.get("type") == "oauth2" and isinstance(flows, Mapping) else None
    url = flow.get("tokenUrl") if isinstance(flow, Mapping) else None
    return url if isinstance(url, str) else ""
