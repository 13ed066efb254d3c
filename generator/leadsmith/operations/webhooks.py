"""Webhooks and callbacks + types -> the functions that read what the server sends.

Must not know how they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leadsmith.ir import Type, Webhook
from leadsmith.models import union
from leadsmith.naming import FUNCTION_RESERVED, Names, snake
from leadsmith.normalise import Normal, NormalWebhook, Schema

WEBHOOKS = "/webhooks"
"""Scope of the names of the functions."""


def sent_by_itself(normal: Normal) -> Iterator[NormalWebhook]:
    """The webhooks, then the callbacks of the operations."""
    yield from normal.webhooks
    for operation in normal.operations:
        yield from operation.callbacks


def payloads(normal: Normal) -> Iterator[tuple[str, Schema]]:
    """Every schema that needs a type, by its pointer."""
    for webhook in sent_by_itself(normal):
        yield from webhook.bodies


def build_webhooks(normal: Normal, expressions: Mapping[str, Type], names: Names) -> tuple[Webhook, ...]:
    """A function for each webhook and callback; what several methods send it gives as a union."""
    found = list(sent_by_itself(normal))
    names.hold(WEBHOOKS, (webhook.lock for webhook in found))
    claimed = {
        webhook.lock: names.claim(
            WEBHOOKS,
            webhook.lock,
            snake(f"{webhook.sender} {webhook.wire}", prefix="webhook"),
            reserved=FUNCTION_RESERVED,
            join="_",
            keeps_old=False,
        )
        for webhook in sorted(found, key=lambda webhook: webhook.lock)
    }
    return tuple(
        Webhook(
            claimed[webhook.lock],
            webhook.wire,
            webhook.sender,
            union([expressions[place] for place, _ in webhook.bodies]),
            webhook.summary,
            webhook.description,
            webhook.pointer,
        )
        for webhook in found
    )
