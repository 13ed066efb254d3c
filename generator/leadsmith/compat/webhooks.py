"""The functions that read webhooks and callbacks compared, and those that check signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from leadsmith.compat.assign import Scope, read
from leadsmith.compat.catalogue import change, lost
from leadsmith.compat.change import Change
from leadsmith.compat.pairs import pair
from leadsmith.interface import spelled
from leadsmith.ir import Client, Signed, Webhook
from leadsmith.signing import Signing


def compare_webhooks(old: Client, new: Client, before: Scope, after: Scope) -> Iterator[Change]:
    """The changes of what the server sends by itself."""
    pairs, gone, fresh = pair(
        old.webhooks, new.webhooks, lambda item: [(item.sender, item.wire)], lambda item: [item.name]
    )
    for item in gone:
        yield lost("webhook-removed", item.pointer, _symbol(item), "", name=item.wire)
    for item in fresh:
        yield change("webhook-added", item.pointer, "", _symbol(item), name=item.wire)
    for one, other in pairs:
        yield from _function(one, other, before, after)
    if old.signed and new.signed:
        yield from _signatures(old.signed, new.signed, before, after)
    elif old.signed:
        for symbol in (*_symbols(old.signed), "SignatureError"):
            yield lost("webhook-signatures-removed", "", symbol)
    elif new.signed:
        for symbol in (*_symbols(new.signed), "SignatureError"):
            yield change("webhook-signatures-added", "", "", symbol)


def _function(one: Webhook, other: Webhook, before: Scope, after: Scope) -> Iterator[Change]:
    symbols = _symbol(one), _symbol(other)
    if one.name != other.name:
        yield change("webhook-renamed", other.pointer, *symbols)
    relation = read(one.type, other.type, before, after)
    if relation != "same":
        spoken = {"before": spelled(one.type), "after": spelled(other.type)}
        yield change(f"webhook-type-{relation}", other.pointer, *symbols, **spoken)


def _signatures(old: Signed, new: Signed, before: Scope, after: Scope) -> Iterator[Change]:
    for name, name_after in ((old.verify, new.verify), (old.sign, new.sign)):
        if name != name_after:
            yield change("webhook-renamed", "", f"webhooks.{name}", f"webhooks.{name_after}")
    if old.unwrap and new.unwrap:
        yield from _function(old.unwrap, new.unwrap, before, after)
    elif old.unwrap:
        yield lost("webhook-removed", old.unwrap.pointer, _symbol(old.unwrap), "", name="any webhook")
    elif new.unwrap:
        yield change("webhook-added", new.unwrap.pointer, "", _symbol(new.unwrap), name="any webhook")
    symbols = f"webhooks.{old.verify}", f"webhooks.{new.verify}"
    was, now = old.signing, new.signing
    if was.environment != now.environment:
        spoken = {"before": was.environment, "after": now.environment}
        yield change("webhook-secret-environment-changed", "", *symbols, **spoken)
    if replace(was, environment="") != replace(now, environment=""):
        spoken = {"before": _told(was, now), "after": _told(now, was)}
        yield change("webhook-signature-changed", "", *symbols, **spoken)


def _told(one: Signing, other: Signing) -> str:
    """What is not as in the other."""
    names = [item.name for item in fields(one) if item.name != "environment"]
    return ", ".join(f"{name} {getattr(one, name)!r}" for name in names if getattr(one, name) != getattr(other, name))


def _symbols(signed: Signed) -> Iterator[str]:
    yield from (f"webhooks.{name}" for name in (signed.verify, signed.sign))
    if signed.unwrap:
        yield _symbol(signed.unwrap)


def _symbol(webhook: Webhook) -> str:
    return f"webhooks.{webhook.name}"
