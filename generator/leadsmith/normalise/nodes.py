"""A document as a tree in which values and their places move together, so that it can be written anew.

A diagnostic about a part that moved shows the line of the original, and references are carried over to where their
targets went. Must not know what is described.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from leadsmith.document import Place, pointer, tokens
from leadsmith.document.places import index


@dataclass(frozen=True)
class Node:
    """A value, its members nodes too; `origin` is its JSON pointer in the original, None for what is made here.

    `source` is the pointer of what it was made of.
    """

    value: Any
    place: Place
    origin: str | None
    source: str

    def get(self, key: str) -> Node | None:
        return self.value.get(key) if isinstance(self.value, dict) else None

    def step(self, token: str) -> Node | None:
        """What a token of a pointer leads to."""
        if isinstance(self.value, list):
            number = index(token, len(self.value))
            return None if number is None else self.value[number]
        return self.get(token)

    def text(self, key: str) -> str:
        found = self.get(key)
        return found.value if found and isinstance(found.value, str) else ""

    def members(self, key: str) -> Mapping[str, Node]:
        found = self.get(key)
        return found.value if found and isinstance(found.value, dict) else {}

    def items(self, key: str) -> list[Node]:
        found = self.get(key)
        return found.value if found and isinstance(found.value, list) else []

    def is_list(self) -> bool:
        return isinstance(self.value, list)

    def without(self, *keys: str) -> dict[str, Node]:
        return {key: member for key, member in self.value.items() if key not in keys}


def as_tree(value: Any, place: Place | None, origin: str) -> Node:
    """Values and places as one tree. Where the places are not asked for, all are the same."""
    here = place or Place("", 0)
    inner: Any = here.members
    if isinstance(value, dict):
        known = inner if isinstance(inner, dict) else {}
        value = {key: as_tree(item, known.get(key, here), origin + pointer(key)) for key, item in value.items()}
    elif isinstance(value, list):
        listed = inner if isinstance(inner, list) else [here] * len(value)
        value = [as_tree(item, listed[index], f"{origin}/{index}") for index, item in enumerate(value)]
    return Node(value, here, origin, origin)


def note_origins(node: Node, here: str, moved: dict[str, str]) -> None:
    if node.origin is not None:
        moved.setdefault(node.origin, here)
    if isinstance(node.value, dict):
        for key, member in node.value.items():
            note_origins(member, here + pointer(key), moved)
    elif isinstance(node.value, list):
        for index, item in enumerate(node.value):
            note_origins(item, f"{here}/{index}", moved)


def source_of(node: Node, place: str) -> str:
    """The pointer in the original of what stands at the pointer `place` now, or of the nearest thing above it."""
    for token in tokens(place):
        inner = node.step(token)
        if inner is None:
            break
        node = inner
    return node.source


def as_values(node: Node, moved: Mapping[str, str]) -> tuple[Any, Place]:
    if isinstance(node.value, dict):
        pairs = {key: as_values(member, moved) for key, member in node.value.items()}
        value = {key: item for key, (item, _) in pairs.items()}
        if isinstance(reference := value.get("$ref"), str):
            value["$ref"] = _carried(reference, moved)
        return value, node.place._replace(members={key: place for key, (_, place) in pairs.items()})
    if isinstance(node.value, list):
        listed = [as_values(item, moved) for item in node.value]
        return [item for item, _ in listed], node.place._replace(members=[place for _, place in listed])
    return node.value, node.place._replace(members=None)


def _carried(reference: str, moved: Mapping[str, str]) -> str:
    file, _, fragment = reference.partition("#")
    target = unquote(fragment)
    if file or target not in moved or moved[target] == target:
        return reference
    return "#" + quote(moved[target], safe="/~!$&'()*+,;=:@?")


def made(near: Node, value: Any) -> Node:
    """A value that the original does not have, for which `near` stands there."""
    return Node(value, near.place, None, near.source)


def new_object(near: Node, **members: Node | None) -> Node:
    return made(near, {key: member for key, member in members.items() if member is not None})
