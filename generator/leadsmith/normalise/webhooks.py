"""What the server sends by itself: webhooks, and the callbacks of operations, each with the schemas of its bodies.

OpenAPI 3.1, sections 4.8.1 (`webhooks`) and 4.8.18. Must not know Python types or names of functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leadsmith.document import pointer, tokens
from leadsmith.naming import pascal, words
from leadsmith.normalise.items import operations_of
from leadsmith.normalise.media import kind_at, preferred
from leadsmith.normalise.schemas import schema_at
from leadsmith.normalise.work import Normaliser, Schema, component_name, mapping, media_types, resolve, text


@dataclass(frozen=True)
class NormalWebhook:
    """A webhook or callback: `bodies` are the pointers and schemas of what it sends, one for each method.

    `sender` is the key of the operation whose callback it is, empty for a webhook. `lock` is its key in the manifest.
    """

    wire: str
    sender: str
    bodies: tuple[tuple[str, Schema], ...]
    summary: str
    description: str
    pointer: str
    lock: str


def normalise_webhooks(work: Normaliser) -> Iterator[NormalWebhook]:
    """The webhooks of the document, in its order, without those that have no body."""
    for name, item in mapping(work.document.root.get("webhooks")).items():
        lock = pointer("webhooks", name)
        if not name.startswith("x-") or isinstance(item, dict):
            yield from _webhook(work, name, "", [(item, lock)], lock, lock, name)


def normalise_callbacks(
    work: Normaliser, operation: Mapping[str, Any], place: str, key: str, lock: str
) -> Iterator[NormalWebhook]:
    """The callbacks of the operation at `place`, likewise; `key` and `lock` are those of the operation."""
    for name, entry in mapping(operation.get("callbacks")).items():
        here = f"{place}/callbacks{pointer(name)}"
        callback, where = resolve(work, entry, here)
        items = [
            (item, f"{where}{pointer(expression)}")
            for expression, item in mapping(callback).items()
            if not expression.startswith("x-")
        ]
        # One that operations share is called after itself.
        wanted = tokens(where)[-1] if where.startswith("/components/callbacks/") else f"{key} {name}"
        yield from _webhook(work, name, key, items, here, f"{lock}/callbacks{pointer(name)}", wanted)


def _webhook(
    work: Normaliser, wire: str, sender: str, items: list[tuple[Any, str]], place: str, lock: str, wanted: str
) -> Iterator[NormalWebhook]:
    wanted = pascal(" ".join(words(wanted)), "Webhook")
    bodies: dict[str, Schema] = {}
    said: list[Mapping[str, Any]] = []
    for item, where in items:
        value, target = resolve(work, item, where)
        for method, inner, operation in operations_of(value):
            if f"{where}{inner}" in work.document.left_out or not isinstance(operation, dict):
                continue
            said.append(operation)
            suffix = pascal(method) if bodies else ""
            bodies |= _body(work, operation, f"{target}{inner}", f"{wanted}{suffix}")
    if bodies:
        summary, description = (
            next(filter(None, (text(each.get(kind)) for each in said)), "") for kind in ("summary", "description")
        )
        yield NormalWebhook(wire, sender, tuple(bodies.items()), summary, description, place, lock)


def _body(work: Normaliser, operation: Mapping[str, Any], place: str, wanted: str) -> dict[str, Schema]:
    """The schema of the JSON that is sent, by its pointer; nothing where none is."""
    body, target = resolve(work, operation.get("requestBody"), f"{place}/requestBody")
    contents = media_types(work, mapping(body), target)
    name = preferred(work.document, contents)
    if name is None:
        return {}
    content, where = contents[name]
    if kind_at(work.document, name, content) != "json":
        message = f"What is sent is {name}, which is not read; only JSON is."
        work.report("webhook-media-type", where, message)
        return {}
    title = component_name(where, "mediaTypes") or f"{wanted}Payload"
    return {where: schema_at(work, content.get("schema"), f"{where}/schema", title)}
