"""Addresses in references: of the web, or of files beside the document. Fetches and opens nothing."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urljoin

DOWNLOAD = "Download it first, and name the file: only what `$ref` names can be fetched."
_WEB = re.compile(r"https?://", re.IGNORECASE)
_ORIGIN = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?(?=[/?#]|$)",
    re.IGNORECASE | re.ASCII,
)
_PORTS = {"https": 443, "http": 80}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_ROOTED = re.compile(r"[A-Za-z]:|[/\\]")


def is_web(address: str) -> bool:
    """Is this an address of the web, http or https?"""
    return _WEB.match(address) is not None


def origin(address: str) -> tuple[str, str, int]:
    """Scheme, host and port (RFC 6454, section 4) of an address of the web, which has no user and no other letters in
    its host than DNS has. Raises ValueError for any other.
    """
    found = _ORIGIN.match(address)
    if found is None or int(found["port"] or 0) > 65535:
        raise ValueError(f"{address!r} has no scheme, host and port like https://example.com or http://[::1]:8080")
    scheme = found["scheme"].lower()
    return scheme, found["host"].lower().rstrip("."), int(found["port"] or _PORTS[scheme])


def path_in(address: str) -> str:
    """What follows the origin in an address of the web, without the fragment; it begins with a slash."""
    found = _ORIGIN.match(address)
    rest = address[found.end() :].partition("#")[0] if found else ""
    return rest if rest.startswith("/") else f"/{rest}"


def written(origin: tuple[str, str, int]) -> str:
    """The origin as text."""
    scheme, host, port = origin
    return f"{scheme}://{host}" + ("" if port == _PORTS[scheme] else f":{port}")


def target(reference: str, file: str = "") -> tuple[str, str] | None:
    """The file and the fragment that a reference in `file` leads to: a file is called by its path from the document's
    folder, or by its address in the web.

    None for a path from the root of a disk, and for what has another scheme, such as `file:`.
    """
    path, _, fragment = reference.partition("#")
    if not path:
        return file, fragment
    if is_web(path) or is_web(file):
        address = urljoin(file, path)
        return (address, fragment) if is_web(address) else None
    plain = unquote(path)
    if _SCHEME.match(path) or _ROOTED.match(plain) or "\0" in plain:  # which no file system has in a name
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), plain)), fragment
