"""How an API signs its webhooks, as the configuration says it: the table `webhooks` of a client -> `Signing`.

Knows the keys of that table and what makes sense together; how signatures are checked is a matter of the runtime.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from leadsmith.diagnostics import Diagnostic, LeadsmithError


@dataclass(frozen=True)
class Signing:
    """How messages are signed, with an HMAC in a header; the runtime has a class with the same fields."""

    header: str
    """The header with the signature."""
    environment: str = ""
    """Environment variable with the secret; by default `<PACKAGE>_WEBHOOK_SECRET`."""
    algorithm: Literal["sha1", "sha256", "sha512"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    prefix: str = ""
    """Text before each signature, for example `sha256=`."""
    separator: str = ""
    """What stands between several signatures in the header; by default it has one."""
    signed: str = "{body}"
    """What is signed, of `{body}`, `{timestamp}` and `{id}`."""
    timestamp: str = ""
    """The header with the time; an item of the signature's header where it ends in `=`: `t=`."""
    timestamp_format: Literal["seconds", "milliseconds", "iso8601"] = "seconds"
    id: str = ""
    """The header with the id of the message, or the item, likewise."""
    tolerance: int = 300
    """How many seconds the time may be off, in the past or in the future."""
    secret: Literal["text", "base64"] = "text"
    """How the secret is written."""
    secret_prefix: str = ""
    """Text before a secret in base64, which may be left out, for example `whsec_`."""


_STYLES: Mapping[str, Mapping[str, Any]] = {
    "standard": {
        "header": "webhook-signature",
        "encoding": "base64",
        "prefix": "v1,",
        "separator": " ",
        "signed": "{id}.{timestamp}.{body}",
        "timestamp": "webhook-timestamp",
        "id": "webhook-id",
        "secret": "base64",
        "secret_prefix": "whsec_",
    }
}
"""Open standards, as what they say of each key: Standard Webhooks 1.0."""
_HEADER = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"  # RFC 9110, 5.6.2
_PATTERNS = {
    "header": (_HEADER, "the name of a header"),
    "environment": (r"[A-Za-z_][A-Za-z0-9_]*", "the name of a variable"),
    "prefix": (r"[!-~][ -~]*", "printable ASCII that begins with no space"),
    "separator": (r"[^A-Za-z0-9+/=_{}\x00-\x1f\x7f-\U0010ffff]+", "text that cannot be a part of a signature"),
    "signed": (r"[ -~]+", "printable ASCII"),
    "timestamp": (rf"{_HEADER}=?", "the name of a header, nor of an item of the signature's header, as `t=`"),
    "id": (rf"{_HEADER}=?", "the name of a header, nor of an item of the signature's header, as `id=`"),
    "secret_prefix": (r"[!-~]+", "visible ASCII"),
}


def read_signing(table: Mapping[str, Any], place: str) -> Signing:
    """The table at `place`; `style` in it stands for all keys that are not there.

    Raises LeadsmithError with what is wrong, and one way out.
    """
    keys = {item.name for item in fields(Signing)} | {"style"}
    if unknown := sorted(set(table) - keys):
        close = difflib.get_close_matches(unknown[0], sorted(keys), 1)
        hint = f"Did you mean {close[0]!r}? " if close else ""
        raise _error(f"{place}: unknown key {unknown[0]!r}.", f"{hint}Known keys: {', '.join(sorted(keys))}.")
    style = table.get("style")
    if style is not None and style not in tuple(_STYLES):
        raise _error(f"{place}: {style!r} is no style that is known.", f"Known styles: {', '.join(_STYLES)}.")
    given = {**(_STYLES[style] if style else {}), **{key: value for key, value in table.items() if key != "style"}}
    if not given.get("header"):
        hint = 'Write header = "X-Signature", or style = "standard" for Standard Webhooks.'
        raise _error(f"{place}: `header` is missing.", hint)
    for key, kind in get_type_hints(Signing).items():
        if key in given:
            _check(key, given[key], kind, place)
    signing = Signing(**given)
    if problem := _nonsense(signing, table):
        raise _error(f"{place}: {problem[0]}", problem[1])
    return signing


def _check(key: str, value: object, kind: Any, place: str) -> None:
    if get_origin(kind) is Literal and value not in get_args(kind):
        raise _error(f"{place}: {value!r} is no `{key}`.", f"Write one of {', '.join(map(repr, get_args(kind)))}.")
    if kind is int and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise _error(f"{place}: `{key}` is no number of seconds above 0.", f"Write {key} = 300, or remove it.")
    if kind is str and not isinstance(value, str):
        raise _error(f"{place}: `{key}` is not text.", f"Mend `{key}`, or remove it.")
    if key in _PATTERNS and value and not re.fullmatch(_PATTERNS[key][0], str(value)):
        raise _error(f"{place}: {value!r} is not {_PATTERNS[key][1]}.", f"Mend `{key}`, or remove it.")


def _nonsense(signing: Signing, given: Mapping[str, Any]) -> tuple[str, str] | None:
    """What contradicts itself, or would check less than it seems to, and a way out."""
    parts = re.findall(r"\{\w*\}", signing.signed)
    for part in parts:
        if part not in ("{body}", "{timestamp}", "{id}"):
            return f"`signed` names {part}, which is not known.", "Known are {body}, {timestamp} and {id}."
    if parts.count("{body}") != 1 or "{" in re.sub(r"\{\w*\}", "", signing.signed):
        return "`signed` does not have {body} once.", 'Write signed = "{body}", or with {timestamp} and {id}.'
    for key in ("timestamp", "id"):
        where, part = getattr(signing, key), f"{{{key}}}"
        if part in parts and not where:
            return f"`signed` has {part}, and `{key}` does not say where that is.", f'Write {key} = "X-{key.title()}".'
        if where and part not in parts:
            hint = f"Put {part} into `signed` as the API does, or remove `{key}`."
            return f"`{key}` is not in `signed`: anyone could change it.", hint
        if where.endswith("=") and not signing.separator:
            return f"`{key}` is an item of the header, which has no separator.", 'Write separator = ",".'
        if where.endswith("=") and where == signing.prefix:
            return f"`{key}` and `prefix` are the same.", "Say by which text each begins."
        if not where.endswith("=") and where.lower() == signing.header.lower():
            return f"`{key}` is the header of the signature.", f'Write {key} = "{key[0]}=" where it is an item in it.'
    for key in ("tolerance", "timestamp_format"):
        if key in given and not signing.timestamp:
            return f"`{key}` needs a `timestamp`.", f"Say where the timestamp is, or remove `{key}`."
    if signing.separator and signing.separator in signing.prefix:
        return "`separator` is a part of `prefix`.", "The prefix stands after the separator, before each signature."
    if signing.secret_prefix and signing.secret == "text":
        hint = 'Write secret = "base64"; the prefix of a secret that is text is a part of it.'
        return "`secret_prefix` is for a secret in base64.", hint
    return None


def _error(message: str, hint: str) -> LeadsmithError:
    return LeadsmithError((Diagnostic("config", "error", "", message, hint=hint),))
