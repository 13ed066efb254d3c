"""Webhooks and callbacks + types -> the functions that read what the server sends.

Must not know how they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leadsmith.config import ClientConfig
from leadsmith.ir import Type, Webhook
from leadsmith.models import union
from leadsmith.naming import FUNCTION_RESERVED, Names, snake
from leadsmith.normalise import Normal, NormalWebhook, Schema

WEBHOOKS = "/webhooks"
"""Scope of the names of the functions."""

CHECKING = {name: f"/client/webhooks/{name}" for name in ("verify", "unwrap", "sign")}
"""The functions that are not of one webhook, with their pointers."""


def sent_by_itself(normal: Normal) -> Iterator[NormalWebhook]:
    """The webhooks, then the callbacks of the operations."""
    yield from normal.webhooks
    for operation in normal.operations:
        yield from operation.callbacks


def payloads(normal: Normal) -> Iterator[tuple[str, Schema]]:
    """Every schema that needs a type, by its pointer."""
    for webhook in sent_by_itself(normal):
        yield from webhook.bodies


def build_webhooks(
    normal: Normal, config: ClientConfig, expressions: Mapping[str, Type], names: Names
) -> tuple[tuple[Webhook, ...], dict[str, str]]:
    """A function for each webhook and callback; what several methods send it gives as a union.

    And the names of the functions that check signatures, where the configuration says how: they come first.
    """
    found = list(sent_by_itself(normal))
    checking = {
        name: place for name, place in CHECKING.items() if config.webhooks and (normal.webhooks or name != "unwrap")
    }
    names.hold(WEBHOOKS, (*(webhook.lock for webhook in found), *checking.values()))
    called = {
        name: names.claim(WEBHOOKS, place, name, suffix="message", join="_", keeps_old=False)
        for name, place in checking.items()
    }
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
    webhooks = tuple(
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
    return webhooks, called
