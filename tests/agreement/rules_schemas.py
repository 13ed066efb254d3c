"""Changes of schemas, each for those in requests, in answers and in both."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tests.agreement.places import (
    OTHER,
    TEXT,
    TYPES,
    Edit,
    Json,
    Rule,
    Survey,
    at,
    copied,
    deprecate,
    describe_anew,
    edited,
    once,
    second,
    setting,
)

from leadsmith.document import pointer, tokens

SIDES = ("request", "response", "shared")


def _on(side: str, sides: set[str]) -> bool:
    return ("shared" if len(sides) == 2 else next(iter(sides))) == side


def _objects(side: str, change: Callable[[Json], None]) -> Rule:
    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place, sides in found.schemas.items():
            if _on(side, sides) and at(found.root, place).get("properties"):
                yield place, edited(place, change)

    return rule


def _fields(side: str, wanted: Callable[[Json, str], bool], change: Callable[[Json, str], None]) -> Rule:
    """A rule that changes one property of an object schema: `change(schema, name)`."""

    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place, sides in found.schemas.items():
            schema = at(found.root, place)
            for name in schema.get("properties", {}):
                if _on(side, sides) and wanted(schema, name):
                    yield place + pointer("properties", name), edited(place, partial(second, change, name))

    return rule


def _any_field(schema: Json, name: str) -> bool:
    return True


def _add_field(required: bool) -> Callable[[Json], None]:
    def change(schema: Json) -> None:
        schema["properties"]["brandNew"] = dict(TEXT)
        if required:
            schema["required"] = [*schema.get("required", []), "brandNew"]

    return change


def _remove_field(schema: Json, name: str) -> None:
    del schema["properties"][name]
    _unrequire(schema, name)


def _rename_field(schema: Json, name: str) -> None:
    schema["properties"] = {f"{key}Anew" if key == name else key: it for key, it in schema["properties"].items()}
    if name in schema.get("required", []):
        schema["required"] = [f"{key}Anew" if key == name else key for key in schema["required"]]


def _is_required(schema: Json, name: str) -> bool:
    return name in schema.get("required", [])


def _is_optional(schema: Json, name: str) -> bool:
    return name not in schema.get("required", [])


def _require(schema: Json, name: str) -> None:
    schema["required"] = [*schema.get("required", []), name]


def _unrequire(schema: Json, name: str) -> None:
    schema["required"] = [key for key in schema.get("required", []) if key != name]
    if not schema["required"]:
        del schema["required"]


def _type_field(schema: Json) -> tuple[Callable[[Json, str], bool], Callable[[Json, str], None]]:
    """Another type for a field, which it does not have."""
    kind = (schema.get("type"), schema.get("format"))

    def wanted(owner: Json, name: str) -> bool:
        now = owner["properties"][name]
        return (now.get("type"), now.get("format")) != kind and not (kind[0] == "number" and "integer" in str(now))

    return wanted, lambda owner, name: owner["properties"].update({name: copied(schema)})


def _is_plain(schema: Json, name: str) -> bool:
    return isinstance(schema["properties"][name].get("type"), str) and "enum" not in schema["properties"][name]


def _is_nullable(schema: Json, name: str) -> bool:
    inner = schema["properties"][name]
    if inner.get("nullable") is True or {"type": "null"} in inner.get("anyOf", []):
        return True
    return isinstance(inner.get("type"), list) and "null" in inner["type"] and "enum" not in inner


def _nullable(found_root: Json, schema: Json, name: str) -> None:
    inner = schema["properties"][name]
    if str(found_root["openapi"]).startswith("3.0"):
        inner["nullable"] = True
    else:
        inner["type"] = [inner["type"], "null"]


def _make_nullable(side: str) -> Rule:
    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place, edit in _fields(side, _is_plain, lambda schema, name: None)(found):
            del edit
            *above, _, name = tokens(place)
            if at(found.root, place).get("nullable"):
                continue

            def change(root: Json, owner: str = pointer(*above), name: str = name) -> None:
                _nullable(root, at(root, owner), name)

            yield place, change

    return rule


def _make_not_null(schema: Json, name: str) -> None:
    inner = schema["properties"][name]
    if inner.pop("nullable", None):
        return
    if "anyOf" in inner:
        rest = [branch for branch in inner.pop("anyOf") if branch != {"type": "null"}]
        inner.update(rest[0] if len(rest) == 1 else {"anyOf": rest})
    else:
        rest = [kind for kind in inner["type"] if kind != "null"]
        inner["type"] = rest[0] if len(rest) == 1 else rest


def _schema_rule(side: str, wanted: Callable[[Json], bool], change: Callable[[Json], None]) -> Rule:
    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place, sides in found.schemas.items():
            if _on(side, sides) and wanted(at(found.root, place)):
                yield place, edited(place, change)

    return rule


def _is_enum(schema: Json) -> bool:
    return len([value for value in schema.get("enum", []) if isinstance(value, str)]) > 1


def _has(*keywords: str) -> Callable[[Json], bool]:
    return lambda schema: any(len(schema.get(keyword, [])) > 1 for keyword in keywords)


def _branches(schema: Json) -> list[Any]:
    found: list[Any] = schema["anyOf"] if "anyOf" in schema else schema["oneOf"]
    return found


def _drop_branch(schema: Json) -> None:
    branches = [branch for branch in _branches(schema) if branch.get("type") != "null"]
    _branches(schema).remove(branches[-1])


def _has_two(schema: Json) -> bool:
    found = _branches(schema) if "anyOf" in schema or "oneOf" in schema else []
    return len([branch for branch in found if branch.get("type") != "null"]) > 1


def _other_items(schema: Json) -> None:
    schema["items"] = {"type": "boolean"}


def _rename_component(found: Survey) -> Iterator[tuple[str, Edit]]:
    for name in found.root.get("components", {}).get("schemas", {}):
        if pointer("components", "schemas", name) in found.schemas:

            def edit(root: Json, name: str = name) -> None:
                text = json.dumps(root).replace(f'"#/components/schemas/{name}"', f'"#/components/schemas/{name}Anew"')
                changed = json.loads(text)
                schemas = changed["components"]["schemas"]
                changed["components"]["schemas"] = {f"{k}Anew" if k == name else k: v for k, v in schemas.items()}
                root.update(changed)

            yield pointer("components", "schemas", name), edit


RULES: dict[str, Rule] = {
    **{f"{side} optional field added": _objects(side, _add_field(False)) for side in SIDES},
    **{f"{side} required field added": _objects(side, _add_field(True)) for side in SIDES},
    **{f"{side} field removed": _fields(side, _any_field, _remove_field) for side in SIDES},
    **{f"{side} field renamed": _fields(side, _any_field, _rename_field) for side in SIDES},
    **{f"{side} field required": _fields(side, _is_optional, _require) for side in SIDES},
    **{f"{side} field optional": _fields(side, _is_required, _unrequire) for side in SIDES},
    **{
        f"{side} field to {name}": _fields(side, *_type_field(schema))
        for side in SIDES
        for name, schema in TYPES.items()
    },
    **{f"{side} field nullable": _make_nullable(side) for side in SIDES},
    **{f"{side} field not null": _fields(side, _is_nullable, _make_not_null) for side in SIDES},
    **{
        f"{side} field deprecated": _fields(
            side, lambda s, n: "$ref" not in s["properties"][n], lambda s, n: deprecate(s["properties"][n])
        )
        for side in SIDES
    },
    **{f"{side} object described": _objects(side, describe_anew) for side in SIDES},
    **{f"{side} object open": _objects(side, setting(additionalProperties=TEXT)) for side in SIDES},
    **{f"{side} object closed": _objects(side, setting(additionalProperties=False)) for side in SIDES},
    **{
        f"{side} enum value added": _schema_rule(side, _is_enum, lambda s: s["enum"].append("Brand New"))
        for side in SIDES
    },
    **{f"{side} enum value removed": _schema_rule(side, _is_enum, lambda s: s["enum"].pop(0)) for side in SIDES},
    **{
        f"{side} enum value renamed": _schema_rule(side, _is_enum, lambda s: s["enum"].__setitem__(0, "Renamed"))
        for side in SIDES
    },
    **{f"{side} enum reordered": _schema_rule(side, _is_enum, lambda s: s["enum"].reverse()) for side in SIDES},
    **{
        f"{side} branch added": _schema_rule(side, _has("anyOf", "oneOf"), lambda s: _branches(s).append(dict(OTHER)))
        for side in SIDES
    },
    **{f"{side} branch removed": _schema_rule(side, _has_two, _drop_branch) for side in SIDES},
    **{f"{side} items changed": _schema_rule(side, lambda s: "items" in s, _other_items) for side in SIDES},
    "schema renamed": _rename_component,
    "schema added": once(
        "/components", lambda root: root.setdefault("components", {}).setdefault("schemas", {}).update(BrandNew=OTHER)
    ),
}
