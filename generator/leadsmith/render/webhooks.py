"""The parts of the functions that read webhooks and callbacks, and check signatures. Prints nothing itself."""

from __future__ import annotations

import base64
from dataclasses import MISSING, fields

from leadsmith.ir import Client, Signed, Types, Webhook
from leadsmith.naming import pascal
from leadsmith.offered import INVALID_PAYLOAD_ERROR
from leadsmith.render.annotations import is_class, is_plain, read_type
from leadsmith.render.code import Code, identifier, literal
from leadsmith.render.methods import entry


def payload_type(webhook: Webhook, types: Types) -> Code:
    """The annotation of what the function gives."""
    return read_type(webhook.type, types)


def payload_value(webhook: Webhook, types: Types) -> Code:
    """What is read: a class, or an adapter in the module."""
    return payload_type(webhook, types) if is_class(webhook.type, types) else _adapter_name(webhook)


def payload_adapters(client: Client) -> list[tuple[Code, Code]]:
    """The webhooks that send no single class: the name of a `TypeAdapter` in the module, and its type."""
    others = [webhook for webhook in reading(client) if not is_class(webhook.type, client.types)]
    return [(_adapter_name(webhook), _value(webhook, client.types)) for webhook in others]


def payload_aliases(client: Client) -> list[tuple[Code, Code]]:
    """Names for the types of those adapters that are no name by themselves: type checkers want that."""
    return [
        (_value(webhook, client.types), payload_type(webhook, client.types))
        for webhook in reading(client)
        if not is_class(webhook.type, client.types) and not is_plain(webhook.type)
    ]


def webhook_text(webhook: Webhook, signed: Signed | None = None) -> str:
    """The docstring of the function."""
    what = f"callback `{webhook.wire}` of `{webhook.sender}`" if webhook.sender else f"webhook `{webhook.wire}`"
    parts = [f"Read the body of the {what}."]
    parts += [text for text in (webhook.summary, webhook.description) if text]
    before = f" Check its signature before, with `{signed.verify}`." if signed else ""
    parts.append("Args:\n" + entry("body", f"The body of the request, as it came.{before}"))
    parts.append("Raises:\n" + entry(INVALID_PAYLOAD_ERROR, "It is not JSON, or not as described."))
    return "\n\n".join(parts)


def webhooks_text(client: Client) -> str:
    """The docstring of the module where signatures are checked: how the functions go together."""
    assert client.signed
    verify, unwrap = client.signed.verify, client.signed.unwrap
    lines = [f"body = {verify}(request.body, request.headers)"]
    lines += [f"event = {webhook.name}(body)" for webhook in client.webhooks[:1]]
    parts = [
        "What the server sends to an address of yours: webhooks and callbacks.",
        (
            f"A function for each reads the body; it does not ask who sent it. `{verify}`"
            if client.webhooks
            else f"`{verify}`"
        )
        + " checks the signature, and gives the body:",
        _indented(lines),
    ]
    if unwrap:
        parts += [
            f"Where all webhooks come to one address, `{unwrap.name}` checks and reads in one step:",
            _indented([f"event = {unwrap.name}(request.body, request.headers)"]),
        ]
    who = "Both raise" if unwrap else "It raises"
    return "\n\n".join([*parts, f"{who} `SignatureError` for a message that is not to be trusted: answer with 400."])


def verify_text(signed: Signed) -> str:
    """The docstring of the function that checks signatures."""
    secret = example_secret(signed)
    body = b'{"id": 1}'
    example = [
        f">>> headers = {signed.sign}({literal(body)}, {literal(secret)})  # stand for those of a request",
        f">>> {signed.verify}({literal(body)}, headers, {literal(secret)})",
        repr(body),
    ]
    return "\n\n".join(
        [
            "Check the signature of a webhook or callback, and give its body.",
            _arguments(signed, headers=True),
            "Raises:\n" + "\n".join(_failures(signed)),
            "Example:\n" + _indented(example),
        ]
    )


def unwrap_text(signed: Signed) -> str:
    """The docstring of the function that checks signatures and reads what came."""
    wrong = entry(INVALID_PAYLOAD_ERROR, "It is signed, but is not JSON, or not as described.")
    return "\n\n".join(
        [
            "Check the signature of a webhook, and read its body as what it is.",
            "What it is, its constants and fields tell, as in any union.",
            _arguments(signed, headers=True),
            "Raises:\n" + "\n".join([*_failures(signed), wrong]),
        ]
    )


def sign_text(signed: Signed) -> str:
    """The docstring of the function that signs."""
    return "\n\n".join(
        [
            "The headers that the API sends with a body: for tests of what you do with webhooks.",
            _arguments(signed, headers=False),
            "Raises:\n" + _failures(signed)[1],
        ]
    )


def signing_arguments(signed: Signed) -> Code:
    """How messages are signed, as keywords of the runtime's class; what is usual is left out."""
    given = [
        f"{identifier(item.name)}={literal(getattr(signed.signing, item.name))}"
        for item in fields(signed.signing)
        if item.default is MISSING or getattr(signed.signing, item.name) != item.default
    ]
    return Code(", ".join(given))


def now_parameter(signed: Signed) -> Code:
    """The parameter of the functions for the time, where messages have one."""
    return Code(", *, now: float | None = None" if signed.signing.timestamp else "")


def now_argument(signed: Signed) -> Code:
    """That parameter handed on, as an argument."""
    return Code(", now=now" if signed.signing.timestamp else "")


def _arguments(signed: Signed, headers: bool) -> str:
    told = [entry("body", "The body of the request, as it came: the bytes are signed, not what they mean.")]
    if headers:
        told.append(entry("headers", "Its headers: a mapping or pairs, with a value or several each."))
    told.append(
        entry(
            "secret",
            "The secret that the API signs with, or several, of which any will do. By default the environment "
            f"variable {signed.signing.environment}.",
        )
    )
    if signed.signing.timestamp:
        told.append(entry("now", "The time in seconds since 1970, for tests. By default the present."))
    return "Args:\n" + "\n".join(told)


def _failures(signed: Signed) -> list[str]:
    seconds = signed.signing.tolerance
    late = (
        f" The same where it was signed more than {seconds} seconds ago or ahead." if signed.signing.timestamp else ""
    )
    return [
        entry("SignatureError", f"A header is missing or malformed, or no signature fits the body.{late}"),
        entry("ConfigurationError", "There is no secret, or it cannot be used."),
    ]


def example_secret(signed: Signed) -> str:
    """A secret such as the API gives them."""
    plain = "a secret"
    if signed.signing.secret == "text":
        return plain
    return signed.signing.secret_prefix + base64.b64encode(plain.encode()).decode()


def _indented(lines: list[str]) -> str:
    return "\n".join(f"    {line}" for line in lines)


def reading(client: Client) -> list[Webhook]:
    """What functions read: each webhook, and any of them."""
    unwrap = [client.signed.unwrap] if client.signed and client.signed.unwrap else []
    return [*client.webhooks, *unwrap]


def _value(webhook: Webhook, types: Types) -> Code:
    return payload_type(webhook, types) if is_plain(webhook.type) else Code(f"_{pascal(webhook.name)}Payload")


def _adapter_name(webhook: Webhook) -> Code:
    return Code(f"_{webhook.name.upper().strip('_')}")
