"""The parts of the functions that read webhooks and callbacks. Prints nothing itself."""

from __future__ import annotations

from leadsmith.ir import Client, Types, Webhook
from leadsmith.naming import pascal
from leadsmith.render.annotations import is_class, is_plain, read_type
from leadsmith.render.code import Code
from leadsmith.render.methods import entry
from leadsmith.runtime import InvalidPayloadError


def payload_type(webhook: Webhook, types: Types) -> Code:
    """The annotation of what the function gives."""
    return read_type(webhook.type, types)


def payload_value(webhook: Webhook, types: Types) -> Code:
    """What is read: a class, or an adapter in the module."""
    return payload_type(webhook, types) if is_class(webhook.type, types) else _adapter_name(webhook)


def payload_adapters(client: Client) -> list[tuple[Code, Code]]:
    """The webhooks that send no single class: the name of a `TypeAdapter` in the module, and its type."""
    others = [webhook for webhook in client.webhooks if not is_class(webhook.type, client.types)]
    return [(_adapter_name(webhook), _value(webhook, client.types)) for webhook in others]


def payload_aliases(client: Client) -> list[tuple[Code, Code]]:
    """Names for the types of those adapters that are no name by themselves: type checkers want that."""
    return [
        (_value(webhook, client.types), payload_type(webhook, client.types))
        for webhook in client.webhooks
        if not is_class(webhook.type, client.types) and not is_plain(webhook.type)
    ]


def webhook_text(webhook: Webhook) -> str:
    """The docstring of the function."""
    what = f"callback `{webhook.wire}` of `{webhook.sender}`" if webhook.sender else f"webhook `{webhook.wire}`"
    parts = [f"Read the body of the {what}."]
    parts += [text for text in (webhook.summary, webhook.description) if text]
    parts.append("Args:\n" + entry("body", "The body of the request, as it came."))
    parts.append("Raises:\n" + entry(InvalidPayloadError.__name__, "It is not JSON, or not as described."))
    return "\n\n".join(parts)


def _value(webhook: Webhook, types: Types) -> Code:
    return payload_type(webhook, types) if is_plain(webhook.type) else Code(f"_{pascal(webhook.name)}Payload")


def _adapter_name(webhook: Webhook) -> Code:
    return Code(f"_{webhook.name.upper().strip('_')}")
