"""Signatures of webhooks: is a message from someone who knows the secret, as it was sent, and of just now?

HMAC (RFC 2104) in a header, in the ways that `Signing` can say. Pure but for the default of the time and of the secret.
No message has the secret in it, nor the signature that was expected. Knows nothing of what the messages hold.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import math
import os
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from .errors import ApiError, ConfigurationError
from .payloads import octets

Reason = Literal["missing", "malformed", "wrong", "stale", "future"]
Secret: TypeAlias = str | Sequence[str]
"""A secret, or several of which one will do: while a new one takes the place of an old one."""
_Value: TypeAlias = str | bytes | Sequence[str] | Sequence[bytes]


@runtime_checkable
class _Items(Protocol):
    def items(self) -> Iterable[tuple[str | bytes, _Value]]: ...


Headers: TypeAlias = _Items | Iterable[tuple[str | bytes, _Value]]
"""A mapping of headers to a value or several, or pairs, as frameworks give them; letter case does not matter."""


class SignatureError(ApiError):
    """A message is not to be trusted: answer with a status of 400, and do nothing else with it.

    `reason` is "missing" (a header is), "malformed" (a header cannot be read), "wrong" (no signature fits the message
    and the secret), "stale" or "future" (it fits, but the message is not of just now).
    """

    def __init__(self, reason: Reason, problem: str) -> None:
        super().__init__(problem)
        self.reason: Reason = reason


@dataclass(frozen=True)
class Signing:
    """How an API signs its messages.

    `header` has the signature, after `prefix`; several stand between `separator`. `signed` is the text that is signed.
    `timestamp` and `id` are headers, or with `=` at the end items of `header`. `tolerance` is in seconds.
    """

    header: str
    environment: str
    algorithm: Literal["sha1", "sha256", "sha512"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    prefix: str = ""
    separator: str = ""
    signed: str = "{body}"
    timestamp: str = ""
    timestamp_format: Literal["seconds", "milliseconds", "iso8601"] = "seconds"
    id: str = ""
    tolerance: int = 300
    secret: Literal["text", "base64"] = "text"
    secret_prefix: str = ""


def verify(
    signing: Signing, body: bytes | str, headers: Headers, secret: Secret | None = None, *, now: float | None = None
) -> bytes:
    """The body, if it was signed with the secret, and that no longer ago than the tolerance; nor later than now.

    Raises SignatureError, or ConfigurationError where there is no secret that can be used.
    """
    keys, message = _keys(signing, secret), octets(body, "surrogateescape")
    fields = _fields(headers)
    items = _items(signing, _values(fields, signing.header))
    sent = {
        name: _sent(signing, name, where, items, fields)
        for name, where in (("timestamp", signing.timestamp), ("id", signing.id))
        if where
    }
    moment = _moment(signing, sent["timestamp"]) if signing.timestamp else None
    given = _signatures(signing, items)
    expected = [_signature(signing, key, message, sent).encode() for key in keys]
    fitting = [hmac.compare_digest(one.encode(), each) for one in given for each in expected]
    if not any(fitting):
        raise SignatureError("wrong", f"No signature in `{signing.header}` fits the body as it came and the secret.")
    if moment is not None:
        _hold_in_time(signing, moment, time.time() if now is None else now)
    return message


def sign(
    signing: Signing, body: bytes | str, secret: Secret | None = None, *, now: float | None = None
) -> dict[str, str]:
    """The headers that make `verify` take the body: what the API would send. The id follows from the body."""
    keys, message = _keys(signing, secret), octets(body, "surrogateescape")
    moment = time.time() if now is None else now
    values = {"timestamp": _stamp(signing, moment), "id": f"msg_{hashlib.sha256(message).hexdigest()[:24]}"}
    places = {"timestamp": signing.timestamp, "id": signing.id}
    sent = {name: values[name] for name, where in places.items() if where}
    items = [f"{places[name]}{value}" for name, value in sent.items() if places[name].endswith("=")]
    found = [f"{signing.prefix}{_signature(signing, key, message, sent)}" for key in keys]
    headers = {places[name]: value for name, value in sent.items() if not places[name].endswith("=")}
    return {**headers, signing.header: signing.separator.join([*items, *found] if signing.separator else found[:1])}


def _signature(signing: Signing, key: bytes, body: bytes, sent: Mapping[str, str]) -> str:
    parts = {"{body}": body} | {f"{{{name}}}": value.encode() for name, value in sent.items()}
    pieces = re.split(r"(\{\w+\})", signing.signed)
    content = b"".join(parts[piece] if piece in parts else piece.encode() for piece in pieces)
    digest = hmac.new(key, content, signing.algorithm).digest()
    return digest.hex() if signing.encoding == "hex" else base64.b64encode(digest).decode()


# What was sent --------------------------------------------------------------------------------------------------------


def _fields(headers: Headers) -> list[tuple[str, str]]:
    """The headers, each value by its name in lower case."""
    return [
        (_text(name).lower(), _text(each).strip())
        for name, value in (headers.items() if isinstance(headers, _Items) else headers)
        for each in ([value] if isinstance(value, str | bytes) else value)
    ]


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _values(fields: Iterable[tuple[str, str]], header: str) -> list[str]:
    found = [value for name, value in fields if name == header.lower() and value]
    if not found:
        raise SignatureError("missing", f"The header `{header}` is missing or empty.")
    return found


def _items(signing: Signing, values: Iterable[str]) -> list[str]:
    return [
        item.strip() for value in values for item in (value.split(signing.separator) if signing.separator else [value])
    ]


def _sent(signing: Signing, name: str, where: str, items: Iterable[str], fields: Iterable[tuple[str, str]]) -> str:
    """The timestamp or the id as it came, which is signed so. Of several nobody could say which is meant."""
    if where.endswith("="):
        place = f"`{where}` in `{signing.header}`"
        found = [item.removeprefix(where) for item in items if item.startswith(where)]
        if not found:
            raise SignatureError("missing", f"The {name} is missing: {place}.")
    else:
        place = f"the header `{where}`"
        found = _values(fields, where)
    if len({*found}) > 1:
        raise SignatureError("malformed", f"There are several values of the {name}, {place}.")
    if not re.fullmatch(r"[!-~]+", found[0]):
        raise SignatureError("malformed", f"The {name}, {place}, is empty or holds what is no visible ASCII.")
    return found[0]


def _signatures(signing: Signing, items: Iterable[str]) -> list[str]:
    """The signatures, of which any may be right. Only one spelling of each is one: compared is the text."""
    size = hashlib.new(signing.algorithm).digest_size
    pattern, what = rf"[0-9a-f]{{{2 * size}}}", f"{2 * size} hexadecimal digits in lower case"
    if signing.encoding == "base64":
        filling = -size % 3
        count = (size + filling) // 3 * 4
        pattern, what = rf"[A-Za-z0-9+/]{{{count - filling}}}={{{filling}}}", f"{count} characters of base64"
    found = [item.removeprefix(signing.prefix) for item in items if item.startswith(signing.prefix)]
    found = [each for each in found if re.fullmatch(pattern, each)]
    if not found:
        after = f" after `{signing.prefix}`" if signing.prefix else ""
        raise SignatureError("malformed", f"`{signing.header}` holds no signature: {what}{after}.")
    return found


# Time -----------------------------------------------------------------------------------------------------------------


def _moment(signing: Signing, text: str) -> float:
    """The timestamp in seconds since 1970."""
    try:
        if signing.timestamp_format == "iso8601":
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                raise ValueError(text)
            return moment.timestamp()
        if re.fullmatch(r"[0-9]{1,15}", text):
            return int(text) / (1000 if signing.timestamp_format == "milliseconds" else 1)
    except (ValueError, OverflowError):
        pass
    wanted = {"iso8601": "a date and time with its offset"}.get(
        signing.timestamp_format, f"{signing.timestamp_format} since 1970"
    )
    raise SignatureError("malformed", f"The timestamp is not {wanted}.")


def _stamp(signing: Signing, moment: float) -> str:
    if signing.timestamp_format == "iso8601":
        return datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z")
    return str(math.floor(moment * (1000 if signing.timestamp_format == "milliseconds" else 1)))


def _hold_in_time(signing: Signing, moment: float, now: float) -> None:
    off = math.ceil(abs(now - moment))
    limit = f"more than the {signing.tolerance} that are allowed"
    if now - moment > signing.tolerance:
        raise SignatureError("stale", f"The message was signed {off} seconds ago, {limit}.")
    if moment - now > signing.tolerance:
        raise SignatureError("future", f"The message is from {off} seconds in the future, {limit}.")


# The secret -----------------------------------------------------------------------------------------------------------


def _keys(signing: Signing, secret: Secret | None) -> list[bytes]:
    """The secrets as keys. An empty one is none: everyone knows it."""
    given = os.environ.get(signing.environment, "") if secret is None else secret
    source = signing.environment if secret is None else "secret"
    secrets: list[object] = [given] if isinstance(given, str) else list(given)
    if not all(isinstance(each, str) for each in secrets):
        raise ConfigurationError("secret is no text, nor a list of texts")
    if not secrets or not all(secrets):
        raise ConfigurationError(f"The secret of the webhooks is missing: pass secret=... or set {signing.environment}")
    return [_key(signing, str(each), source) for each in secrets]


def _key(signing: Signing, secret: str, source: str) -> bytes:
    if secret != secret.strip():
        raise ConfigurationError(f"{source} begins or ends with a space or a line break")
    if signing.secret == "text":
        return secret.encode(errors="surrogateescape")
    try:
        key = base64.b64decode(secret.removeprefix(signing.secret_prefix), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        after = f", after {signing.secret_prefix!r} if that is there" if signing.secret_prefix else ""
        raise ConfigurationError(f"{source} is not base64{after}")
    return key
