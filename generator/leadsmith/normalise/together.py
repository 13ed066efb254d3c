"""What several schemas say together of one value that has to fit each of them: its types, null, what contradicts.

JSON Schema 2020-12, core, 10.2.1.1. Must not know names or the normal form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from leadsmith.normalise.enums import type_of
from leadsmith.normalise.keys import content
from leadsmith.normalise.members import gathered, leaves_of, union_key
from leadsmith.normalise.spellings import as_enum, parts_of, said, without_null
from leadsmith.normalise.work import Normaliser, Part, Schema, about, mapping, resolve, sequence

FORMATS = frozenset({"date-time", "date", "time", "uuid"})
"""Formats with a type in Python. A `duration` stays text: a month is no number of days."""


def contradiction(leaves: Iterable[Part]) -> str:
    """Why no value fits all of some schemas without parts, null aside; empty where one can, as far as that is told."""
    known = list(filter(None, (_types(leaf) for leaf, _ in leaves)))
    if known and not set.intersection(*known):
        return f"Nothing is {' and '.join(sorted({_in_words(each) for each in known}))} at once"
    listed = [values for leaf, _ in leaves if (values := listed_values(leaf))]
    if len(listed) > 1 and not common_values(listed):
        return f"No value is in each of the lists {', '.join(str(values) for values in listed)}"
    formats = {leaf["format"] for leaf, _ in leaves if leaf.get("format") in FORMATS}
    return f"No text has the formats {' and '.join(sorted(formats))} at once" if len(formats) > 1 else ""


def possible(work: Normaliser, leaves: list[Part], seen: tuple[str, ...] = ()) -> bool:
    """Can a value fit all of some schemas, and of the unions among them a branch each, as far as that is told?"""
    if contradiction(leaves):
        return False
    for number, (leaf, where) in enumerate(leaves):
        if (key := union_key(leaf)) and where not in seen:
            others = [*leaves[:number], *leaves[number + 1 :]]
            branches = (leaves_of(work, branch, f"{where}/{key}/{n}") for n, branch in enumerate(leaf[key]))
            return any(possible(work, [*others, *branch], (*seen, where)) for branch in branches)
    return True


def _types(schema: Schema) -> set[str]:
    """The types that a schema names, without null: a number may be an integer. None named: it says nothing of them."""
    kinds = schema.get("type")
    named = {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}
    named = named or set(type_of(listed_values(schema)))
    return (named | ({"integer"} if "number" in named else set())) - {"null"}


def _in_words(types: set[str]) -> str:
    return " or ".join(sorted(types - {"integer"} if "number" in types else types))


def listed_values(schema: Schema) -> list[Any]:
    """The values of an enum, or the constant, without null."""
    values = schema["enum"] if isinstance(schema.get("enum"), list) else [schema["const"]] if "const" in schema else []
    return [value for value in values if value is not None]


def common_values(lists: Sequence[list[Any]]) -> list[Any]:
    """What is in each of some lists, in the order of the last."""
    return [value for value in lists[-1] if all(any(_same(value, each) for each in other) for other in lists)]


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def limited(parts: Sequence[Part]) -> Schema:
    """Parts that are a type, a format and limits, and that do not contradict, as one schema."""
    merged = {key: value for part, _ in parts for key, value in part.items() if key != "allOf"}
    typed = [part for part, _ in parts if "type" in part]
    formats = [part["format"] for part, _ in parts if part.get("format") in FORMATS]
    merged |= {"format": formats[0]} if formats else {}
    merged["nullable"] = bool(typed) and all(_says_null(part) for part in typed)
    known = list(filter(None, map(_types, typed)))
    if known:
        both = set.intersection(*known)
        kinds = sorted(both - {"integer"} if "number" in both else both)
        merged["type"] = kinds[0] if len(kinds) == 1 else kinds
    return merged


def null_of_all(work: Normaliser, parts: Iterable[Part]) -> bool:
    """Does one of the parts say that a value may be null, and none that it has to be something else?"""
    told = {_null(work, part, where, ()) for part, where in parts}
    return True in told and False not in told


def _null(work: Normaliser, schema: Any, place: str, seen: tuple[str, ...]) -> bool | None:
    """Does a schema allow null? None where it says nothing of it."""
    value, target = resolve(work, schema, place)
    if not isinstance(value, dict) or target in seen:
        return None
    if _says_null(value):
        return True
    if _types(value):
        return False
    seen = (*seen, target)
    told = {_null(work, part, where, seen) for part, where in parts_of(value, target)}
    if key := union_key(value):
        branches = [_null(work, branch, f"{target}/{key}/{n}", seen) for n, branch in enumerate(sequence(value[key]))]
        told.add(True if True in branches else None if None in branches else False)
    return False if False in told else True if True in told else None


def _says_null(schema: Schema) -> bool:
    nullable, bare = without_null(as_enum(schema))
    return nullable or bare.get("type") == "null" or bare.get("enum") == [None] or bare.get("const", "") is None


def telling(work: Normaliser, parts: Sequence[Part]) -> list[Part]:
    """The parts without those that say no more than another one does: what it extends, or one of whose kind it is."""
    leaves = [leaves_of(work, part, where) for part, where in parts]
    kept: list[int] = []
    for number in range(len(parts)):
        others = [*kept, *range(number + 1, len(parts))]
        if leaves[number] and not any(_covers(work, leaves[other], leaves[number]) for other in others):
            kept.append(number)
    return [parts[number] for number in kept]


def _covers(work: Normaliser, wide: list[Part], narrow: list[Part]) -> bool:
    """Does whatever fits the first fit the second too, as far as that is easily told?"""
    if all(any(where == there or content(leaf) == content(other) for other, there in wide) for leaf, where in narrow):
        return True
    if len(narrow) == 1 and (key := union_key(narrow[0][0])) and said(narrow[0][0]) <= {key, "type"}:
        leaf, where = narrow[0]
        branches = (leaves_of(work, branch, f"{where}/{key}/{n}") for n, branch in enumerate(leaf[key]))
        return any(_covers(work, wide, branch) for branch in branches)
    if any(union_key(leaf) for leaf, _ in (*wide, *narrow)):
        return False
    one, both = gathered(wide), gathered([*narrow, *wide])
    return one is not None and both is not None and one.properties != {} and _told(one) == _told(both)


def _told(members: Any) -> tuple[Any, ...]:
    properties = {wire: {content(part) for part, _ in parts} for wire, parts in members.properties.items()}
    return properties, {*members.required}, [content(extra) for extra, _ in members.extras]


def the_one(work: Normaliser, parts: Sequence[Part]) -> Part | None:
    """The part that says all that the others say too, which are no more than a type; None where there is none."""
    strong = [part for part in parts if said(part[0]) - {"type", "format"}]
    if len(strong) != 1 or len(parts) == 1:
        return parts[0] if len(parts) == 1 else None
    types = [part for part in parts if part is not strong[0]]
    leaves = leaves_of(work, *strong[0])
    unions = [(leaf, where, key) for leaf, where in leaves if (key := union_key(leaf))]
    branches = [(branch, f"{at}/{key}/{n}") for leaf, at, key in unions for n, branch in enumerate(leaf[key])]
    fits = (possible(work, [*types, *leaves_of(work, branch, where)]) for branch, where in branches)
    return strong[0] if all(fits) else None


def told_about(parts: Sequence[Part]) -> str:
    """The description: that of the last part which has one; it is deprecated where any of them is."""
    schemas = [mapping(part) for part, _ in reversed(parts)]
    described: Mapping[str, Any] = next((each for each in schemas if about({**each, "deprecated": False})), {})
    return about({**described, "deprecated": any(each.get("deprecated") is True for each in schemas)})
