"""Which places of a document have a class, and which name it has kept since the last manifest.

Must not know the normal form.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from leadsmith.document import FILES, pointer, tokens
from leadsmith.naming import CLASS_RESERVED, JsonScalar, pascal, value_token
from leadsmith.normalise.keys import TOGETHER, natural_label
from leadsmith.normalise.spellings import as_enum, is_alias, parts_of, without_null
from leadsmith.normalise.work import MODELS, Normaliser, Part, SharedEnum, mapping, text

_RESOURCES = "/resources/"


def hold_names(work: Normaliser, components: Iterable[str]) -> None:
    """Keep the earlier names of classes for what they were given to, where that is in the document still."""
    alive = sorted(place for place in work.document.left_out if place.startswith("/components/schemas/"))
    for key in sorted(work.known):
        owner, _, last = key.rpartition("/")
        if key.startswith(TOGETHER):
            alive.append(key)
        if last == "class":
            work.named_before.setdefault(work.known[key], []).append(owner)
        if last not in ("class", "dict", "alias") or owner.startswith((_RESOURCES, "/client/")):
            continue
        found = work.keys.find(owner)
        if found and (last == "alias" or has_class(work, *found)):
            alive.append(key)
            if last == "class":
                work.candidates.setdefault(called(work, found[0]), []).append(owner)
    naming = {key.partition("/enum/")[0] for key in work.known if "/enum/" in key}
    work.names.hold(MODELS, [*components, *sorted(alive, key=lambda key: key.removesuffix("/class") not in naming)])
    for owners in work.candidates.values():
        owners.sort(key=lambda owner: (f"{owner}/class" not in work.names.pins, owner not in naming))
    made = [key for key in sorted(work.known) if key.startswith((_RESOURCES, "/client/")) and key.endswith("/class")]
    work.names.hold(MODELS, made, twin="Async")


def has_class(work: Normaliser, place: str, schema: Any) -> bool:
    """Is a class made of the schema, so that a name is kept for it?"""
    if not isinstance(schema, dict) or is_alias(schema):
        return False
    bare = without_null(as_enum(schema))[1]
    if bare.get("properties") or isinstance(bare.get("enum"), list):
        return True
    if len([part for part, _ in parts_of(bare, place)]) > 1:
        return True
    return any(has_class(work, where, part) for where, part in work.keys.same(place, schema))


def called(work: Normaliser, place: str) -> str:
    """The property or parameter that the schema at the pointer is the value of, or a list of values; else empty."""
    path = list(tokens(place))
    while len(path) > 1 and path[-2] != "properties":
        if path[-1] == "schema" and isinstance(parameter := work.document.at(pointer(*path[:-1])), dict):
            return text(parameter.get("name"))
        if path[-1] == "items":
            path.pop()
        elif path[-2] in ("allOf", "anyOf", "oneOf"):
            del path[-2:]
        else:
            return ""
    return path[-1] if len(path) > 1 else ""


def context(work: Normaliser, place: str) -> str:
    """The name that a schema inside of a component is given where it stands, for a reference that is met before."""
    path = tokens(place)
    if not path:
        return "Document"
    if len(path) > 1 and path[-2] in ("$defs", "definitions"):
        return path[-1]
    component = work.places.get(pointer(*path[:3]), "")
    if not component:
        whole_file = path[0] == FILES and len(path) == 2
        return PurePosixPath(path[-1]).stem if whole_file else path[-1]
    rest = list(path[3:])
    while rest:
        keyword = rest.pop(0)
        if keyword == "properties" and rest:
            component += pascal(rest.pop(0), "")
        elif keyword == "items":
            component += "Item"
        elif keyword in ("additionalProperties", "patternProperties"):
            component += "Value"
    return component


def name_class(work: Normaliser, place: str, key: str, wanted: str) -> str:
    """`key` is the pointer of a component; any other class has `/class` after its pointer, which names a field too."""
    name = work.names.claim(MODELS, key, pascal(wanted), reserved=CLASS_RESERVED)
    work.shapes[name] = None
    work.class_keys[name] = work.keys.of(place)
    return name


def owner_of(work: Normaliser, key: str, group: SharedEnum) -> str:
    """Of the places that share an enum the one that named it the last time, else the one met first."""
    shared, _ = group
    for candidate in work.candidates.pop(shared, ()):
        schema = mapping((work.keys.find(candidate) or ("", None))[1])
        bare = without_null(as_enum(dict(schema)))[1]
        values = frozenset((type(value), value) for value in bare.get("enum") or () if _is_scalar(value))
        work.owned.setdefault((shared, values), candidate)
    return work.owned.get(group, key)


def joint_place(work: Normaliser, leaves: Iterable[Part], place: str) -> str:
    """The place of the class of some schemas together: the first where they are that, so that what contains itself
    comes to an end. Its key tells which they are, unless the place named its class the last time.
    """
    places = frozenset(where for _, where in leaves)
    first = work.joined.setdefault(places, place)
    if f"{work.keys.of(place)}/class" in work.known:
        return place
    if first == place:
        work.keys.join(place, places)
    return first


def keep_members(work: Normaliser, owner: str, values: Iterable[JsonScalar]) -> None:
    """An enum that several places share may have had another owner the last time, which named its members."""
    others = work.named_before.get(work.known.get(f"{owner}/class", ""), ())
    for value in map(value_token, values):
        names = (work.known.get(f"{other}/enum/{value}") for other in others)
        if f"{owner}/enum/{value}" not in work.names.previous and (name := next(filter(None, names), None)):
            work.names.settle({f"{owner}/enum/{value}": name})


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | float)


def branch_names(branches: list[Any], referred: bool = False) -> list[str]:
    """What each branch adds to the name of the union: its label or its one field, nothing where no other is of its
    kind, else a number. With `referred` a reference is called by what it names, not by nothing."""
    found = [_own_name(branch) or (_last_name(branch) if referred else "") for branch in branches]
    kinds = ["" if name else _kind(branch) for name, branch in zip(found, branches, strict=True)]
    for number, kind in enumerate(kinds):
        if kind and kinds.count(kind) > 1:
            found[number] = f"Option{kinds[: number + 1].count(kind)}"
    return found


def _own_name(branch: Any) -> str:
    if not isinstance(branch, dict) or isinstance(branch.get("enum"), list):
        return ""
    label = pascal(natural_label(branch), "")
    properties = mapping(branch.get("properties"))
    return label or (pascal(next(iter(properties)), "") if len(properties) == 1 else "")


def _last_name(branch: Any) -> str:
    reference = branch.get("$ref") if isinstance(branch, dict) else None
    return pascal(tokens(f"/{reference}")[-1], "") if isinstance(reference, str) else ""


def _kind(branch: Any) -> str:
    """What kind of value a branch is, as far as classes of two branches of one kind want the same name."""
    if not isinstance(branch, dict) or is_alias(branch) or isinstance(branch.get("enum"), list):
        return ""
    return "array" if branch.get("type") == "array" or "items" in branch else str(branch.get("type", "object"))
