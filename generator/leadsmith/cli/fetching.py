"""What references name in the web, got from where the user allowed it, and from nowhere else.

An origin (scheme, host, port) has to be allowed. Its host is resolved once for each request, every address that it has
is held against private networks, and the connection is made to one of the addresses that were checked: a second
answer of the name service changes nothing. Certificate and `Host` are those of the name. Redirects stay within the
origin; nothing that identifies the user is sent (no netrc, proxy, cookie or user in the address). Bytes and time are
bounded.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx

from leadsmith.cli.inputs import failed
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import Fetch
from leadsmith.document.addresses import origin, path_in, written

SECONDS = 30.0
"""For all of one file, with looking up its host and with redirects."""
_REDIRECTS = 5
_HEADERS = {"Accept": "application/json, application/yaml, */*;q=0.5", "Accept-Encoding": "identity"}
_EMBEDDING = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]
"""Networks in which an address of IPv4 is within one of IPv6: where it leads in the end nobody here can say."""

Resolve = Callable[[str, int], Iterable[str]]
_AWAY = "Keep a copy of it beside the document, and refer to that."


@dataclass(frozen=True)
class _Wanted:
    """A file of the web, and how it may be got."""

    address: str
    origin: tuple[str, str, int]
    most: int
    private: bool
    resolve: Resolve | None
    trust: ssl.SSLContext | None

    def failed(self, why: str, hint: str) -> LeadsmithError:
        """The error that keeps the file away."""
        return failed("remote-reference", f"{self.address} cannot be fetched: {why}.", hint)


def fetcher(
    allowed: Sequence[str],
    private: bool = False,
    *,
    resolve: Resolve | None = None,
    trust: ssl.SSLContext | None = None,
    seconds: float = SECONDS,
) -> Fetch:
    """What gets a file from one of the `allowed` origins, with `private` also from private networks.

    `resolve` gives the addresses of a host, `trust` the authorities; by default those of the system and of httpx. What
    is returned raises LeadsmithError for all that keeps the file away, and gives None where the origin is not allowed.
    """
    origins = {origin(each) for each in allowed}

    def fetch(address: str, most: int) -> bytes | None:
        try:
            known = origin(address)
        except ValueError as error:
            hint = "Write it so. A user or password in it is never sent."
            raise failed("remote-reference", f"{error}, so it is not fetched.", hint) from None
        if known not in origins:
            return None
        wanted = _Wanted(address, known, most, private, resolve, trust)

        async def within() -> bytes:
            async with asyncio.timeout(seconds):
                return await _get(wanted)

        try:
            return asyncio.run(within())
        except TimeoutError:
            raise wanted.failed(f"it took longer than {seconds:g} seconds", f"Try again. {_AWAY}") from None

    return fetch


async def _get(wanted: _Wanted) -> bytes:
    here = wanted.address
    for _ in range(_REDIRECTS + 1):
        found = await _once(here, wanted)
        if isinstance(found, bytes):
            return found
        here = urljoin(here, found)
        try:
            away = origin(here) != wanted.origin
        except ValueError:
            away = True
        if away:
            hint = "Refer to that address, and allow its origin."
            raise wanted.failed(f"it redirects to {here}, which is of another origin", hint)
    raise wanted.failed(f"it redirects more than {_REDIRECTS} times", _AWAY)


async def _once(here: str, wanted: _Wanted) -> bytes | str:
    """One request: the content, or where it redirects to."""
    scheme, host, port = wanted.origin
    addresses = await _addresses(wanted)
    hidden = [each for each in addresses if not is_public(each)]
    if hidden and not wanted.private:
        why = f"{host} is {hidden[0]}, which is no public address"
        raise wanted.failed(why, "If that is meant, allow it with `--allow-private-network`.")
    problem = ""
    for each in addresses:
        literal = f"[{each}]" if ":" in each else each
        try:
            return await _ask(f"{scheme}://{literal}:{port}{path_in(here)}", wanted)
        except httpx.ConnectError as error:  # another address may answer
            problem = str(error) or type(error).__name__
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            problem = str(error) or type(error).__name__
            break
    raise wanted.failed(f"{written(wanted.origin)} cannot be reached: {problem}", f"Try again. {_AWAY}")


async def _ask(url: str, wanted: _Wanted) -> bytes | str:
    """Ask the checked address that `url` names, in the name of the host."""
    host = wanted.origin[1]
    named = {} if host.startswith("[") else {"sni_hostname": host}  # what the certificate has to be for
    headers = {**_HEADERS, "Host": written(wanted.origin).partition("://")[2]}
    trust = wanted.trust or httpx.create_ssl_context()
    async with (
        httpx.AsyncClient(trust_env=False, follow_redirects=False, verify=trust) as client,
        client.stream("GET", url, headers=headers, extensions=named) as response,
    ):
        if response.has_redirect_location:
            return response.headers["Location"]
        if response.status_code != 200:
            raise wanted.failed(f"the answer is {response.status_code} {response.reason_phrase}".rstrip(), _AWAY)
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise wanted.failed("the answer is compressed, which was not asked for", _AWAY)
        content = bytearray()
        async for part in response.aiter_raw():
            content += part
            if len(content) > wanted.most:  # who asked says that it is too much
                break
        return bytes(content)


async def _addresses(wanted: _Wanted) -> list[str]:
    _, host, port = wanted.origin
    try:
        if wanted.resolve:
            found = list(wanted.resolve(host, port))
        else:
            loop = asyncio.get_running_loop()
            infos = await loop.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
            found = [str(info[4][0]) for info in infos]
    except (OSError, UnicodeError) as error:
        raise wanted.failed(f"{host} has no address: {error}", f"Mend the reference, or try again. {_AWAY}") from None
    return list(dict.fromkeys(found))


def is_public(address: str) -> bool:
    """Is the address one of the whole internet, and of one host? Not so is what is for a machine, a network, a test, or
    for many hosts.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            found = found.ipv4_mapped
        elif found.is_site_local or any(found in network for network in _EMBEDDING):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved
