"""Keys: what the places of a document are called in the manifest, so that order and wrapping change nothing.

A key is the JSON pointer of a place, but for lists that have no order for the client:

    /…/parameters/3            -> /…/parameters/query.limit       what the parameter is called, and where it goes
    /…/allOf/1                 -> /…                              its parts are one thing with what is around them
    /…/oneOf/1, /…/anyOf/1     -> /…/oneOf/Cat                    the branch's label, see `Keys`

What several schemas say together, such as two parts of `allOf` of one property, is /together/ and a hash of their keys.

Must not know names, nor what is made of a schema.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadsmith.document import Document, pointer, tokens
from leadsmith.document.places import index
from leadsmith.naming import value_token

UNIONS = ("oneOf", "anyOf")
ANNOTATIONS = frozenset(
    (
        "title description default example examples deprecated readOnly writeOnly xml externalDocs $comment "
        "$schema $id $anchor $defs nullable discriminator"
    ).split()
)
_MAPS = ("properties", "patternProperties")
_SETS = frozenset({"allOf", "anyOf", "enum", "oneOf", "required", "type"})
"""Lists of a schema whose order says nothing."""
HINTS = ("x-enum-varnames", "x-enumNames")
"""Extensions that name the values of an enum, in their order."""
_UNORDERED = _SETS - {"allOf"} | {"parameters"}
"""Of two parts of `allOf` that describe one property the last is used."""
_CLASSES = ("class", "dict")
TOGETHER = "/together/"
"""Begins the keys of what several schemas say together."""


@dataclass
class Keys:
    """The keys of the places of a document, and the way back. `known` are the keys of the last manifest.

    The label of a union's branch is its title or the constant that it has as a property, else a hash of what it says.
    A branch that is changed keeps its label where the last manifest tells by the fields and values that it is the
    same one. The empty label stands for no token at all: the one branch beside null is what its union is.
    """

    document: Document
    known: Iterable[str] = ()
    _known: list[str] = field(init=False)
    _keys: dict[str, str] = field(default_factory=lambda: {"": ""})
    _labels: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = sorted(self.known)

    def of(self, place: str) -> str:
        """The key of the place at the JSON pointer."""
        if place not in self._keys:
            above, _, last = place.rpartition("/")
            self._keys[place] = self._item(above, last) or f"{self.of(above)}/{last}"
        return self._keys[place]

    def put(self, place: str, key: str) -> None:
        """Give a place that the document does not have a key: that of a class which is made of several."""
        self._keys.setdefault(place, key)

    def join(self, place: str, places: Iterable[str]) -> None:
        """Give `place` the key of what the schemas at `places` say together, wherever that is."""
        if not self._keys.get(place, "").startswith(TOGETHER):
            self._keys[place] = f"{TOGETHER}{_digest(sorted(map(self.of, places)))}"

    def find(self, key: str) -> tuple[str, Any] | None:
        """The place that has this key, and the value there; None when nothing has it."""
        return self._find("", self.document.at(""), tokens(key))

    def _item(self, above: str, last: str) -> str:
        """The key of the item `last` of the list at `above`; empty when it is no list, or one that has an order."""
        holder, _, kind = above.rpartition("/")
        if kind not in (*UNIONS, "allOf", "parameters") or not isinstance(items := self.document.at(above), list):
            return ""
        number = index(last, len(items))
        if kind == "allOf":
            return self.of(holder)
        if number is None:
            return ""
        label = self._parameters(items)[number] if kind == "parameters" else self.labels(above, items)[number]
        return f"{self.of(above)}{pointer(label)}" if label else self.of(holder)

    def _parameters(self, items: list[Any]) -> list[str]:
        """What each parameter of a list is called; where several have one name, which no list should, by content."""
        found = []
        for item in items:
            reference = item.get("$ref") if isinstance(item, dict) else None
            target = self.document.resolve(reference) if isinstance(reference, str) else None
            value = target[1] if target else item
            found.append(f"{value.get('in')}.{value.get('name')}" if isinstance(value, dict) else "")
        return [
            f"{name}-{_digest(item)}" if found.count(name) > 1 else name
            for name, item in zip(found, items, strict=True)
        ]

    def _find(self, place: str, value: Any, path: tuple[str, ...]) -> tuple[str, Any] | None:
        if not path:
            return place, value
        if isinstance(value, list):
            inner = f"{place}{pointer(path[0])}"
            wanted = f"{self.of(place)}{pointer(path[0])}"
            numbers = [number for number in range(len(value)) if self.of(f"{place}/{number}") in (inner, wanted)]
            return self._find(f"{place}/{numbers[0]}", value[numbers[0]], path[1:]) if numbers else None
        if not isinstance(value, dict):
            return None
        inner = f"{place}{pointer(path[0])}"
        if path[0] in value and (found := self._find(inner, value[path[0]], path[1:])):
            return found
        for where, part in self.same(place, value):
            if found := self._find(where, part, path):
                return found
        return None

    def same(self, place: str, value: Any) -> Iterator[tuple[str, Any]]:
        """The parts of the schema at `place` that have the key of the whole, and their places."""
        for kind in ("allOf", *UNIONS):
            parts = value.get(kind) if isinstance(value, dict) else None
            for number, part in enumerate(parts if isinstance(parts, list) else ()):
                where = f"{place}/{kind}/{number}"
                if self.of(where) == self.of(place):
                    yield where, part

    # Labels -----------------------------------------------------------------------------------------------------------

    def labels(self, place: str, branches: list[Any]) -> list[str]:
        """The labels of the branches of the union at `place`, in the order of the branches."""
        if place not in self._labels:
            self._labels[place] = self._label(place, branches)
        return self._labels[place]

    def _label(self, place: str, branches: list[Any]) -> list[str]:
        holder, _, kind = place.rpartition("/")
        told = [_digest(branch) for branch in branches]
        real = sorted((number for number, branch in enumerate(branches) if not _is_null(branch)), key=told.__getitem__)
        natural = {number: natural_label(branches[number]) for number in real}
        fresh = {
            number: told[number] if list(natural.values()).count(label) > 1 or not label else label
            for number, label in natural.items()
        }
        if len(real) == 1:
            fresh[real[0]] = ""
        found = self._labelled_before(self.of(holder), kind, {n: branches[n] for n in real}, fresh, natural)
        for number in real:
            if number not in found:
                label, again = fresh[number], 2
                while label in found.values():
                    label, again = f"{fresh[number] or told[number]}-{again}", again + 1
                found[number] = label
        return [found.get(number, told[number]) for number in range(len(branches))]

    def _labelled_before(
        self, holder: str, kind: str, branches: Mapping[int, Any], fresh: Mapping[int, str], natural: Mapping[int, str]
    ) -> dict[int, str]:
        """The branches that the last manifest knows: by their own label, else by the most fields and values alike."""
        before: dict[str, set[str]] = {}
        for key in self._under(holder):
            first, _, rest = key.partition("/")
            label, rest = rest.split("/", 1) if first == kind and "/" in rest else ("", key)
            if rest.partition("/")[0] not in UNIONS or label:
                before.setdefault(tokens(f"/{label}")[0], set()).add(rest)
        if not before:
            return {}
        pairs = []
        for number, branch in branches.items():
            says = set(_says(branch))
            for label, said in before.items():
                said = {rest for rest in said if rest.rpartition("/")[2] not in _CLASSES}
                alike = len(says & said) / len(says | said) if says & said else 0.0
                own = label == fresh[number]
                if own or alike:
                    pairs.append((not (own and natural[number] == label != ""), -alike, not own, label, number))
        found: dict[int, str] = {}
        for *_, label, number in sorted(pairs):
            if number not in found and label not in found.values():
                found[number] = label
        return found

    def _under(self, key: str) -> Iterator[str]:
        start = f"{key}/"
        for known in self._known[bisect_left(self._known, start) :]:
            if not known.startswith(start):
                return
            yield known[len(start) :]


def natural_label(branch: Any) -> str:
    """What sets a branch apart by itself: its title, or the first constant among its fields; empty without any."""
    if not isinstance(branch, dict):
        return ""
    if isinstance(branch.get("title"), str) and branch["title"].strip():
        return str(branch["title"])
    properties = branch.get("properties")
    for _, schema in sorted(properties.items()) if isinstance(properties, dict) else ():
        values = [schema["const"]] if isinstance(schema, dict) and "const" in schema else []
        values = values or (schema.get("enum") if isinstance(schema, dict) else None) or []
        if isinstance(values, list) and len(values) == 1 and isinstance(values[0], str):
            return values[0]
    return ""


def in_order(value: Any, key: str = "") -> Any:
    """The value with the keys of each object, and the items of each list whose order says nothing, in one order."""
    if isinstance(value, dict):
        ordered = {name: in_order(value[name], name) for name in sorted(value)}
        values = value.get("enum")
        for name in HINTS:
            if isinstance(values, list) and isinstance(value.get(name), list) and len(values) == len(value[name]):
                pairs = zip(values, value[name], strict=True)
                ordered[name] = [hint for _, hint in sorted(pairs, key=lambda pair: _rank(pair[0]))]
        return ordered
    if isinstance(value, list):
        items = [in_order(item) for item in value]
        return sorted(items, key=_rank) if key in _UNORDERED else items
    return value


def _rank(item: Any) -> tuple[str, str]:
    called = item.get("title") or item.get("name") if isinstance(item, dict) else ""
    return str(called or ""), content(item)


def _digest(schema: Any) -> str:
    return hashlib.sha256(content(schema).encode()).hexdigest()[:8]


def content(schema: Any) -> str:
    """What a schema says, as text: without descriptions and the like, in one order."""
    return json.dumps(_bare(schema), sort_keys=True)


def _bare(value: Any, key: str = "", named: bool = False) -> Any:
    """`named`: the keys of the object are names of the document, not keywords."""
    if isinstance(value, dict):
        return {
            name: _bare(item, name, not named and name in _MAPS)
            for name, item in value.items()
            if named or name not in ANNOTATIONS
        }
    if isinstance(value, list):
        items = [_bare(item) for item in value]
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True)) if key in _SETS else items
    return value


def _is_null(branch: Any) -> bool:
    return isinstance(branch, dict) and (branch.get("type") == "null" or branch.get("enum") == [None])


def _says(schema: Any, start: str = "") -> Iterator[str]:
    """The fields and values of a schema and of what is inline in it, as keys under that of the schema."""
    if not isinstance(schema, dict):
        return
    properties = schema.get("properties")
    for wire, inner in properties.items() if isinstance(properties, dict) else ():
        yield f"{start}properties{pointer(wire)}"
        yield from _says(inner, f"{start}properties{pointer(wire)}/")
    values = schema.get("enum")
    for value in values if isinstance(values, list) else ():
        if isinstance(value, str | int | float):
            yield f"{start}enum/{value_token(value)}"
    for key in ("items", "additionalProperties"):
        yield from _says(schema.get(key), f"{start}{key}/")
    parts = schema.get("allOf")
    for part in parts if isinstance(parts, list) else ():
        yield from _says(part, start)
