"""The configuration of signatures + webhooks -> the functions that check what the server sends.

Must not know how signatures are made, or how functions are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from leadsmith.config import ClientConfig
from leadsmith.diagnostics import Diagnostic
from leadsmith.ir import Field, LiteralOf, Ref, Signed, Type, Types, Webhook
from leadsmith.models import union
from leadsmith.operations.variants import objects_of
from leadsmith.operations.webhooks import WEBHOOKS


def build_signed(
    webhooks: tuple[Webhook, ...],
    called: Mapping[str, str],
    types: Types,
    config: ClientConfig,
    opened: Callable[[Type], Type],
) -> tuple[Signed | None, list[Diagnostic]]:
    """The functions that check signatures, where the configuration says how, and what is doubtful of them.

    `called` has their names. `unwrap` gives the union of what all webhooks send; `opened` puts into a union what the
    document does not know. Callbacks are not in it: each has an address of its own.
    """
    if config.webhooks is None:
        return None, []
    sent = [webhook for webhook in webhooks if not webhook.sender]
    unwrap = None
    if sent:
        kind = opened(union([webhook.type for webhook in sent]))
        unwrap = Webhook(called["unwrap"], "", "", kind, "", "", WEBHOOKS)
    environment = config.webhooks.environment or f"{config.package}_WEBHOOK_SECRET".upper()
    signing = replace(config.webhooks, environment=environment)
    return Signed(called["verify"], called["sign"], unwrap, signing), list(_doubts(sent, types))


def _doubts(webhooks: list[Webhook], types: Types) -> Iterator[Diagnostic]:
    """The objects that nothing tells from those of a webhook before: `unwrap` can only guess which one it has."""
    seen: dict[frozenset[tuple[str, bool]], list[str]] = {}
    for webhook in webhooks:
        for name in dict.fromkeys(objects_of(webhook.type, types, frozenset())):
            fields = types.models[name].fields
            like = seen.setdefault(frozenset((field.wire, field.required) for field in fields), [])
            if name in like:
                continue
            if other := next((each for each in like if not _told_apart(name, each, types)), None):
                message = f"`unwrap` cannot tell {name} from {other}: they have the same fields, and no constants."
                hint = "Give a property of each a `const` of its own, for example by an overlay."
                yield Diagnostic("webhook-alike", "warning", webhook.pointer, message, hint)
            like.append(name)


def _told_apart(one: str, other: str, types: Types) -> bool:
    values = [
        {field.wire: closed for field in types.models[name].fields if (closed := _closed(field, types))}
        for name in (one, other)
    ]
    return any(values[0][wire].isdisjoint(values[1][wire]) for wire in values[0].keys() & values[1].keys())


def _closed(field: Field, types: Types) -> frozenset[object]:
    """The values of a field that lists them."""
    if field.tags:
        return frozenset(field.tags)
    match field.type:
        case LiteralOf(values):
            return frozenset(values)
        case Ref(name) if name in types.enums:
            return frozenset(member.value for member in types.enums[name].members)
    return frozenset()
