"""The functions that read webhooks and callbacks compared."""

from __future__ import annotations

from collections.abc import Iterator

from leadsmith.compat.assign import Scope, read
from leadsmith.compat.catalogue import change, lost
from leadsmith.compat.change import Change
from leadsmith.compat.pairs import pair
from leadsmith.interface import spelled
from leadsmith.ir import Client, Webhook


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
        symbols = _symbol(one), _symbol(other)
        if one.name != other.name:
            yield change("webhook-renamed", other.pointer, *symbols)
        relation = read(one.type, other.type, before, after)
        if relation != "same":
            spoken = {"before": spelled(one.type), "after": spelled(other.type)}
            yield change(f"webhook-type-{relation}", other.pointer, *symbols, **spoken)


def _symbol(webhook: Webhook) -> str:
    return f"webhooks.{webhook.name}"
