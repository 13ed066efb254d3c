"""Changes of an OpenAPI document, as its owners make them: each takes a document apart from the one before.

`change(root, random)` works on the values in place. Names that are added are chosen to collide with those that exist.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Change = Callable[[Any, Random], None]
METHODS = ("get", "put", "post", "delete", "patch")
SETS = ("enum", "oneOf", "anyOf", "parameters", "required", "type")
_COMPONENTS = "#/components/schemas/"


def schemas(value: Any, key: str = "") -> Iterator[dict[str, Any]]:
    """Every schema that stands in a part of a document."""
    if isinstance(value, dict):
        if any(word in value for word in ("type", "properties", "enum", "oneOf", "anyOf", "allOf")) and key != "named":
            yield value
        for name, item in value.items():
            if name not in ("example", "examples", "default"):
                yield from schemas(item, "named" if name in ("properties", "schemas") and key != "named" else "")
    elif isinstance(value, list):
        for item in value:
            yield from schemas(item)


def operations(root: Any) -> list[tuple[dict[str, Any], str]]:
    """Every path item, and a method of it."""
    items = [item for item in root.setdefault("paths", {}).values() if isinstance(item, dict)]
    return [(item, method) for item in items for method in METHODS if method in item]


def alike(name: str, random: Random) -> str:
    """A name with the same words: in other case, in the plural, with what the generator adds, or a number."""
    return random.choice(
        [
            name.upper(),
            name.lower(),
            name[:1].swapcase() + name[1:],
            f"{name}s",
            name.removesuffix("s") + "_",
            f"{name}2",
            f"{name}_2",
            f"{name}Dict",
            f"{name}Resource",
            f"Async{name}Resource",
            f"{name}Item",
            f"{name}Value",
            f"{name} lower",
            "".join(f" {letter}" if letter.isupper() else letter for letter in name).strip(),
        ]
    )


def joined(one: str, two: str) -> str:
    """The name that a class inside of another gets: `Lead` and `status` -> `LeadStatus`."""
    return f"{one[:1].upper()}{one[1:]}{two[:1].upper()}{two[1:]}"


def _all(root: Any, kind: str) -> list[dict[str, Any]]:
    return [schema for schema in schemas(root) if isinstance(schema.get(kind), dict | list) and schema[kind]]


def _components(root: Any) -> dict[str, Any]:
    found: dict[str, Any] = root.setdefault("components", {}).setdefault("schemas", {})
    return found


def _put(holder: dict[str, Any], name: str, value: Any, random: Random) -> None:
    """Put an entry at any place of an object; one that is there stays."""
    if name in holder:
        return
    entries = list(holder.items())
    entries.insert(random.randint(0, len(entries)), (name, value))
    holder.clear()
    holder.update(entries)


def _shape(random: Random) -> Any:
    values = random.sample(["open", "Open", "OPEN", "closed", "on hold", "on-hold"], 3)
    inner = {"type": "object", "properties": {"id": {"type": "string"}, "state": {"enum": values}}}
    return random.choice(
        [{"type": "string"}, inner, {"type": "array", "items": inner}, {"enum": values}, {"oneOf": [inner, {}]}]
    )


def add_schema(root: Any, random: Random) -> None:
    names = [*_components(root), *(word for schema in _all(root, "properties") for word in schema["properties"])]
    one, two = random.choice(names or ["a"]), random.choice(names or ["b"])
    _put(_components(root), random.choice([alike(one, random), joined(one, two)]), _shape(random), random)


def add_field(root: Any, random: Random) -> None:
    if found := _all(root, "properties"):
        properties = random.choice(found)["properties"]
        _put(properties, alike(random.choice(list(properties)), random), _shape(random), random)


def add_value(root: Any, random: Random) -> None:
    if found := _all(root, "enum"):
        values = random.choice(found)["enum"]
        value = random.choice(values)
        new = alike(value, random) if isinstance(value, str) else 7
        if new not in values:
            values.insert(random.randint(0, len(values)), new)


def add_branch(root: Any, random: Random) -> None:
    found = [(schema, kind) for kind in ("oneOf", "anyOf") for schema in _all(root, kind)]
    if found:
        schema, kind = random.choice(found)
        branch = copy.deepcopy(random.choice([*schema[kind], _shape(random)]))
        if isinstance(branch, dict) and isinstance(branch.get("properties"), dict):
            branch["properties"]["added"] = {"type": "string"}
        if isinstance(branch, dict) and random.random() < 0.5:
            branch["title"] = alike(str(branch.get("title", "Option1")), random)
        schema[kind].insert(random.randint(0, len(schema[kind])), branch)


def add_operation(root: Any, random: Random) -> None:
    if not operations(root):
        return
    item, method = random.choice(operations(root))
    operation = copy.deepcopy(item[method])
    operation["operationId"] = alike(str(operation.get("operationId", "get")), random)
    paths = [path for path, each in root.setdefault("paths", {}).items() if each is item]
    new = {**{key: value for key, value in item.items() if key not in METHODS}, method: operation}
    _put(
        root.setdefault("paths", {}),
        random.choice([f"{paths[0]}/more", f"/more{paths[0]}"]),
        copy.deepcopy(new),
        random,
    )


def add_parameter(root: Any, random: Random) -> None:
    if not operations(root):
        return
    item, method = random.choice(operations(root))
    listed = item[method].setdefault("parameters", [])
    known = [each["name"] for each in listed if isinstance(each, dict) and "name" in each]
    name = random.choice([*known, *(alike(each, random) for each in known), "limit"])
    place = random.choice(["query", "header", "cookie"])
    if not any(isinstance(each, dict) and (each.get("name"), each.get("in")) == (name, place) for each in listed):
        listed.insert(random.randint(0, len(listed)), {"name": name, "in": place, "schema": _shape(random)})


def remove(root: Any, random: Random) -> None:
    holders = [schema["properties"] for schema in _all(root, "properties") if len(schema["properties"]) > 1]
    holders += [item for item, _ in operations(root)]
    holders += [root.setdefault("paths", {})] * (len(root.setdefault("paths", {})) > 1)
    holders += [_components(root)] * (len(_components(root)) > 1)
    lists = [schema[kind] for kind in ("enum", "oneOf", "anyOf") for schema in _all(root, kind)]
    lists = [each for each in lists if len(each) > 1]
    if not holders and not lists:
        return
    holder: Any = random.choice([*holders, *lists])
    if isinstance(holder, list):
        holder.pop(random.randrange(len(holder)))
        return
    keys = (
        [key for key in holder if key in METHODS] if any(holder is item for item, _ in operations(root)) else [*holder]
    )
    if holder is _components(root):
        keys = [key for key in keys if f'"{_COMPONENTS}{key}"' not in str(root).replace("'", '"')]
    if keys and len(operations(root)) > 1:
        del holder[random.choice(keys)]


def rename(root: Any, random: Random) -> None:
    holders = [schema["properties"] for schema in _all(root, "properties")]
    holders += [root.setdefault("paths", {})] * bool(root.setdefault("paths", {}))
    if not holders:
        return
    holder = random.choice(holders)
    old = random.choice(list(holder))
    new = f"{old}/again" if holder is root.setdefault("paths", {}) else alike(old, random)
    if new not in holder:
        _replace(holder, {old: new})


def rename_schema(root: Any, random: Random) -> None:
    names = [name for name in _components(root) if "/" not in name and "~" not in name]
    if names:
        old = random.choice(names)
        new = alike(old, random).replace(" ", "_")
        if new not in _components(root):
            _replace(_components(root), {old: new})
            _refer(root, f"{_COMPONENTS}{old}", f"{_COMPONENTS}{new}")


def rename_operation(root: Any, random: Random) -> None:
    if not operations(root):
        return
    item, method = random.choice(operations(root))
    item[method]["operationId"] = alike(str(item[method].get("operationId", method)), random)


def extract(root: Any, random: Random) -> None:
    """An inline schema becomes a component, under the name that it had as a class or another one."""
    found = [
        (name, wire, schema["properties"])
        for name, each in _components(root).items()
        for schema in schemas({"one": each})
        if isinstance(schema.get("properties"), dict)
        for wire, inner in schema["properties"].items()
        if isinstance(inner, dict) and set(inner) & {"properties", "enum"}
    ]
    if found:
        name, wire, properties = random.choice(found)
        new = random.choice([f"{name}{wire[:1].upper()}{wire[1:]}", wire]).replace("/", "_").replace("~", "_")
        if new not in _components(root):
            inner = properties[wire]
            properties[wire] = {"$ref": _COMPONENTS + new}
            _put(_components(root), new, inner, random)


def inline(root: Any, random: Random) -> None:
    """A reference becomes what it stands for."""
    found = [
        (properties, wire, name)
        for schema in _all(root, "properties")
        for properties in [schema["properties"]]
        for wire, inner in properties.items()
        if isinstance(inner, dict) and (name := str(inner.get("$ref")).removeprefix(_COMPONENTS)) in _components(root)
    ]
    if found:
        properties, wire, name = random.choice(found)
        if f"{_COMPONENTS}{name}'" not in str(_components(root)[name]):
            properties[wire] = copy.deepcopy(_components(root)[name])


def wrap(root: Any, random: Random) -> None:
    """A schema goes into allOf, or beside null."""
    found = [
        (schema["properties"], wire)
        for schema in _all(root, "properties")
        for wire, inner in schema["properties"].items()
        if isinstance(inner, dict) and "$ref" not in inner
    ]
    if found:
        properties, wire = random.choice(found)
        inner = properties[wire]
        wrapped = [{"allOf": [inner]}, {"anyOf": [inner, {"type": "null"}]}, {"oneOf": [{"type": "null"}, inner]}]
        properties[wire] = random.choice([*wrapped, {**inner, "nullable": True}])


def describe(root: Any, random: Random) -> None:
    holder = random.choice([*schemas(root), root["info"]])
    holder["description"] = f"{holder.get('description', '')} Changed."


def retag(root: Any, random: Random) -> None:
    if not operations(root):
        return
    item, method = random.choice(operations(root))
    tags = item[method].get("tags") or ["Leads"]
    item[method]["tags"] = random.choice([[*tags, "Other"], ["Other", *tags], [alike(tags[0], random)], tags[::-1]])


def reorder(root: Any, random: Random) -> None:
    """The keys of every object, and the items of every list whose order says nothing, in another order."""
    _shuffle(root, random, "")


REORDERED: tuple[Change, ...] = (reorder, describe)
CHANGES: tuple[Change, ...] = (
    add_schema,
    add_field,
    add_value,
    add_branch,
    add_operation,
    add_parameter,
    remove,
    rename,
    rename_schema,
    rename_operation,
    extract,
    inline,
    wrap,
    describe,
    retag,
    reorder,
)
"""Every change; those of REORDERED mean nothing to a client."""


def _shuffle(value: Any, random: Random, key: str) -> None:
    if isinstance(value, dict):
        entries = list(value.items())
        random.shuffle(entries)
        value.clear()
        value.update(entries)
        for name, item in entries:
            if name not in ("example", "examples", "default"):
                _shuffle(item, random, name)
    elif isinstance(value, list):
        if key in SETS:
            random.shuffle(value)
        for item in value:
            _shuffle(item, random, "")


def _replace(holder: dict[str, Any], names: dict[str, str]) -> None:
    entries = [(names.get(name, name), value) for name, value in holder.items()]
    holder.clear()
    holder.update(entries)


def _refer(value: Any, old: str, new: str) -> None:
    if isinstance(value, dict):
        if value.get("$ref") == old or str(value.get("$ref")).startswith(f"{old}/"):
            value["$ref"] = new + value["$ref"].removeprefix(old)
        for name, item in value.items():
            if name == "mapping" and isinstance(item, dict):
                item.update({key: new for key, target in item.items() if target == old})
            _refer(item, old, new)
    elif isinstance(value, list):
        for item in value:
            _refer(item, old, new)
