"""Small changes of an OpenAPI document: each a document of its own, with the rule that made it and where.

Everything is decided by a seed. The rules know OpenAPI's shapes, and on which side of an exchange a schema stands;
nothing of clients or of what a change means for them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from leadsmith.document import pointer, tokens

Json = dict[str, Any]
Edit = Callable[[Json], None]
Rule = Callable[["Survey"], Iterator[tuple[str, Edit]]]

METHODS = ("get", "put", "post", "delete", "patch")


@dataclass(frozen=True)
class Mutation:
    """A changed document. `rule` says what was done, `pointer` where in the old document."""

    rule: str
    pointer: str
    root: Json

    @property
    def name(self) -> str:
        """What tells it from others of the same document."""
        return f"{self.rule} {self.pointer}"


@dataclass
class Survey:
    """What there is to change in a document; schemas by pointer with the sides on which they stand."""

    root: Json
    operations: list[tuple[str, str]] = field(default_factory=list)
    """Path and method."""
    parameters: dict[str, Json] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    responses: dict[str, Json] = field(default_factory=dict)
    """The places in operations, by pointer, with what is there after references."""
    schemas: dict[str, set[str]] = field(default_factory=dict)
    """Pointer of a schema -> `request`, `response`."""

    @property
    def nullable_by_keyword(self) -> bool:
        return str(self.root["openapi"]).startswith("3.0")


def mutations(root: Json, count: int, seed: int = 0) -> list[Mutation]:
    """`count` changes of the document, or as many as there are: all rules by turns, each at places of its own."""
    chance = random.Random(seed)
    found = survey(root)
    queues = []
    for name, rule in RULES.items():
        edits = sorted(rule(found), key=lambda edit: edit[0])
        chance.shuffle(edits)
        queues.append([(name, place, edit) for place, edit in edits])
    chance.shuffle(queues)
    made: list[Mutation] = []
    while len(made) < count and any(queues):
        for queue in queues:
            if queue and len(made) < count:
                name, place, edit = queue.pop()
                changed = copied(root)
                edit(changed)
                if json.dumps(changed) != json.dumps(root):
                        made.append(Mutation(name, place, changed))
    return made


def copied(root: Json) -> Json:
    """The document without parts that are one object."""
    copy: Json = json.loads(json.dumps(root))
    return copy


def at(root: Any, place: str) -> Any:
    """What stands at a JSON pointer."""
    for token in tokens(place):
        root = root[int(token)] if isinstance(root, list) else root[token]
    return root


def followed(root: Json, place: str) -> str:
    """The pointer after references."""
    value = at(root, place)
    while isinstance(value, dict) and isinstance(value.get("$ref"), str):
        place = value["$ref"].removeprefix("#")
        value = at(root, place)
    return place


def survey(root: Json) -> Survey:
    """What there is to change in a document, as far as JSON goes."""
    found = Survey(root)
    for path, item in root["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            found.operations.append((path, method))
            base = pointer("paths", path, method)
            for owner in (pointer("paths", path), base):
                for number in range(len(at(root, owner).get("parameters", []))):
                    place = followed(root, f"{owner}/parameters/{number}")
                    found.parameters[place] = at(root, place)
                    if "schema" in at(root, place):
                        _schemas(found, f"{place}/schema", "request")
            if "requestBody" in item[method]:
                place = followed(root, f"{base}/requestBody")
                if media := _json_media(at(root, place)):
                    found.bodies.append(place)
                    _schemas(found, place + pointer("content", media, "schema"), "request")
            for status in item[method].get("responses", {}):
                own = base + pointer("responses", str(status))
                place = followed(root, own)
                found.responses[own] = at(root, place)
                if media := _json_media(at(root, place)):
                    _schemas(found, place + pointer("content", media, "schema"), "response")
    found.bodies = sorted(set(found.bodies))
    return found


def _json_media(described: Json) -> str:
    kinds = [kind for kind, media in described.get("content", {}).items() if "json" in kind and "schema" in media]
    return kinds[0] if kinds else ""


def _schemas(found: Survey, place: str, side: str) -> None:
    place = followed(found.root, place)
    schema = at(found.root, place)
    if not isinstance(schema, dict) or side in found.schemas.setdefault(place, set()):
        return
    found.schemas[place].add(side)
    for name in schema.get("properties", {}):
        _schemas(found, place + pointer("properties", name), side)
    for keyword in ("anyOf", "oneOf", "allOf"):
        for number in range(len(schema.get(keyword, []))):
            _schemas(found, f"{place}/{keyword}/{number}", side)
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            _schemas(found, f"{place}/{keyword}", side)


# Operations -----------------------------------------------------------------------------------------------------------

TEXT = {"type": "string"}


def _operations(change: Callable[[Json], None]) -> Rule:
    """A rule that changes an operation in place."""

    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for path, method in found.operations:
            yield pointer("paths", path, method), lambda root, path=path, method=method: change(root["paths"][path][method])

    return rule


def _rename_operation(operation: Json) -> None:
    operation["operationId"] = "fetchAnew"


def _retag(operation: Json) -> None:
    operation["tags"] = ["elsewhere"]


def _require_scheme(operation: Json) -> None:
    operation["security"] = [{"newKey": []}]


def _describe(described: Json) -> None:
    described["description"] = "Said in other words."


def _deprecate(described: Json) -> None:
    described["deprecated"] = True


def _new_operation(root: Json) -> None:
    root["paths"]["/brand/new"] = {
        "get": {
            "operationId": "getBrandNew",
            "tags": list(root["paths"].values())[0].get("get", {}).get("tags", ["new"]),
            "responses": {"200": {"description": "Done.", "content": {"application/json": {"schema": TEXT}}}},
        }
    }


def _remove_operation(found: Survey) -> Iterator[tuple[str, Edit]]:
    for path, method in found.operations:

        def edit(root: Json, path: str = path, method: str = method) -> None:
            del root["paths"][path][method]

        yield pointer("paths", path, method), edit


def _rename_path(found: Survey) -> Iterator[tuple[str, Edit]]:
    for path in found.root["paths"]:

        def edit(root: Json, path: str = path) -> None:
            root["paths"] = {f"/v2{key}" if key == path else key: item for key, item in root["paths"].items()}

        yield pointer("paths", path), edit


def _change_method(found: Survey) -> Iterator[tuple[str, Edit]]:
    for path, method in found.operations:
        other = {"patch": "put", "put": "patch", "post": "put"}.get(method)
        if other and other not in found.root["paths"][path]:

            def edit(root: Json, path: str = path, method: str = method, other: str = other) -> None:
                root["paths"][path][other] = root["paths"][path].pop(method)

            yield pointer("paths", path, method), edit


def _document(place: str, change: Edit) -> Rule:
    """A rule with one edit."""
    return lambda found: iter([(place, change)])


def _reorder(root: Json) -> None:
    """Paths, components, properties, and everything else that is a map, the other way round."""

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(inner) for key, inner in reversed(value.items())}
        return [turned(inner) for inner in value] if isinstance(value, list) else value

    turned_root = turned(root)
    root.clear()
    root.update(turned_root)


# Parameters -----------------------------------------------------------------------------------------------------------


def _parameters(wanted: Callable[[Json], bool], change: Callable[[Json], None]) -> Rule:
    """A rule that changes a parameter in place."""

    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place, parameter in found.parameters.items():
            if "schema" in parameter and wanted(parameter):
                yield place, lambda root, place=place: change(at(root, place))

    return rule


def _add_parameter(required: bool) -> Rule:
    def change(operation: Json) -> None:
        added = {"name": "brandNew", "in": "query", "required": required, "schema": TEXT}
        operation["parameters"] = [*operation.get("parameters", []), added]

    return _operations(change)


def _remove_parameter(found: Survey) -> Iterator[tuple[str, Edit]]:
    """From one operation or path."""
    for path, item in found.root["paths"].items():
        for owner in [pointer("paths", path), *(pointer("paths", path, method) for method in METHODS if method in item)]:
            for number in range(len(at(found.root, owner).get("parameters", []))):
                place = f"{owner}/parameters/{number}"
                if at(found.root, followed(found.root, place)).get("in") != "path":

                    def edit(root: Json, owner: str = owner, number: int = number) -> None:
                        del at(root, owner)["parameters"][number]

                    yield place, edit


def _optional(parameter: Json) -> bool:
    return not parameter.get("required")


def _set(**entries: Any) -> Callable[[Json], None]:
    return lambda target: target.update(copied(entries))


def _set_schema(schema: Json) -> Callable[[Json], None]:
    return lambda parameter: parameter.update(schema=copied(schema))


def _not(schema: Json) -> Callable[[Json], bool]:
    return lambda parameter: parameter["schema"].get("type") not in (schema.get("type"), [schema.get("type")])


def _rename_path_parameter(found: Survey) -> Iterator[tuple[str, Edit]]:
    for path in found.root["paths"]:
        if "{" in path:
            old = path.split("{")[1].split("}")[0]

            def edit(root: Json, path: str = path, old: str = old) -> None:
                renamed = path.replace(f"{{{old}}}", "{otherKey}")
                root["paths"] = {renamed if key == path else key: item for key, item in root["paths"].items()}
                item = root["paths"][renamed]
                for owner in [item, *(item[method] for method in METHODS if method in item)]:
                    for number, _ in enumerate(owner.get("parameters", [])):
                        parameter = owner["parameters"][number]
                        if "$ref" in parameter:
                            parameter = copied(at(root, parameter["$ref"].removeprefix("#")))
                        if parameter.get("name") == old:
                            owner["parameters"][number] = {**parameter, "name": "otherKey"}

            yield pointer("paths", path), edit


# Bodies and responses -------------------------------------------------------------------------------------------------


def _bodies(wanted: Callable[[Json], bool], change: Callable[[Json], None]) -> Rule:
    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place in found.bodies:
            if wanted(at(found.root, place)):
                yield place, lambda root, place=place: change(at(root, place))

    return rule


def _other_body(body: Json) -> None:
    for media in body["content"].values():
        media.pop("example", None)
        media.pop("examples", None)
        media["schema"] = {"type": "array", "items": TEXT}


def _other_media(body: Json) -> None:
    body["content"] = {"application/vnd.other+json": list(body["content"].values())[0]}


def _remove_body(found: Survey) -> Iterator[tuple[str, Edit]]:
    for path, method in found.operations:
        if "requestBody" in found.root["paths"][path][method]:

            def edit(root: Json, path: str = path, method: str = method) -> None:
                del root["paths"][path][method]["requestBody"]

            yield pointer("paths", path, method, "requestBody"), edit


def _add_body(required: bool) -> Rule:
    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for path, method in found.operations:
            if method in ("post", "put", "patch") and "requestBody" not in found.root["paths"][path][method]:
                schema = {"type": "object", "properties": {"brandNew": TEXT}}
                body = {"required": required, "content": {"application/json": {"schema": schema}}}
                edit = lambda root, path=path, method=method: root["paths"][path][method].update(requestBody=body)  # noqa: E731
                yield pointer("paths", path, method, "requestBody"), edit

    return rule


def _responses(wanted: Callable[[str, Json], bool], change: Callable[[Json, str], None]) -> Rule:
    """A rule that changes the `responses` of an operation at one status."""

    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place, described in found.responses.items():
            *above, status = tokens(place)
            if wanted(status, described):
                yield place, lambda root, above=above, status=status: change(at(root, pointer(*above)), status)

    return rule


def _is_success(status: str, described: Json) -> bool:
    return status.startswith("2") and bool(_json_media(described))


def _is_error(status: str, described: Json) -> bool:
    return not status.startswith("2")


def _answer(schema: Json) -> Json:
    return {"description": "Another.", "content": {"application/json": {"schema": copied(schema)}}}


OTHER = {"type": "object", "required": ["fresh"], "properties": {"fresh": TEXT}}


def _move_status(responses: Json, status: str) -> None:
    responses["202" if status != "202" else "200"] = responses.pop(status)


def _empty(responses: Json, status: str) -> None:
    del responses[status]
    responses["204"] = {"description": "Done."}


def _add_error(operation: Json) -> None:
    operation["responses"]["418"] = _answer(OTHER)


def _drop(responses: Json, status: str) -> None:
    del responses[status]


def _retype(schema: Json) -> Callable[[Json, str], None]:
    return lambda responses, status: responses.update({status: _answer(schema)})


# Schemas --------------------------------------------------------------------------------------------------------------


def _on(side: str, sides: set[str]) -> bool:
    return ("shared" if len(sides) == 2 else next(iter(sides))) == side


def _objects(side: str, change: Callable[[Json], None]) -> Rule:
    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place, sides in found.schemas.items():
            if _on(side, sides) and at(found.root, place).get("properties"):
                yield place, lambda root, place=place: change(at(root, place))

    return rule


def _fields(side: str, wanted: Callable[[Json, str], bool], change: Callable[[Json, str], None]) -> Rule:
    """A rule that changes one property of an object schema: `change(schema, name)`."""

    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place, sides in found.schemas.items():
            schema = at(found.root, place)
            for name in schema.get("properties", {}):
                if _on(side, sides) and wanted(schema, name):
                    edit = lambda root, place=place, name=name: change(at(root, place), name)  # noqa: E731
                    yield place + pointer("properties", name), edit

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
                yield place, lambda root, place=place: change(at(root, place))

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
    found = schema.get("anyOf", schema.get("oneOf", []))
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


# Servers and security -------------------------------------------------------------------------------------------------


def _servers(change: Callable[[Json, int], None]) -> Rule:
    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for number, server in enumerate(found.root.get("servers", [])):
            if "://" in server["url"]:
                yield f"/servers/{number}", lambda root, number=number: change(root, number)

    return rule


def _remove_server(root: Json, number: int) -> None:
    del root["servers"][number]


def _rename_server(root: Json, number: int) -> None:
    root["servers"][number]["description"] = "elsewhere"


def _move_server(root: Json, number: int) -> None:
    root["servers"][number]["url"] = "https://elsewhere.test/v9"


def _add_server(root: Json) -> None:
    root["servers"] = [*root.get("servers", []), {"url": "https://additional.test", "description": "additional"}]


NEW_KEY = {"type": "apiKey", "in": "header", "name": "X-New-Key"}


def _new_scheme(root: Json) -> None:
    root.setdefault("components", {}).setdefault("securitySchemes", {})["newKey"] = dict(NEW_KEY)


def _secure_operation(alternative: bool) -> Rule:
    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for path, method in found.operations:

            def edit(root: Json, path: str = path, method: str = method) -> None:
                _new_scheme(root)
                operation = root["paths"][path][method]
                now = operation.get("security", root.get("security", [])) if alternative else []
                operation["security"] = [*(now or [{}] * alternative), {"newKey": []}]

            yield pointer("paths", path, method, "security"), edit

    return rule


def _open_operation(operation: Json) -> None:
    operation["security"] = []


def _also_needed(root: Json) -> None:
    _new_scheme(root)
    root["security"] = [{**one, "newKey": []} for one in root.get("security") or [{}]]


def _move_key(found: Survey) -> Iterator[tuple[str, Edit]]:
    for name, scheme in found.root.get("components", {}).get("securitySchemes", {}).items():
        other = dict(NEW_KEY) if scheme.get("type") != "apiKey" else {**scheme, "name": "X-Moved-Key"}
        edit = lambda root, name=name, other=other: root["components"]["securitySchemes"].update({name: other})  # noqa: E731
        yield pointer("components", "securitySchemes", name), edit


# All ------------------------------------------------------------------------------------------------------------------

TYPES: dict[str, Json] = {
    "string": TEXT,
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "array": {"type": "array", "items": TEXT},
    "object": {"type": "object", "properties": {"inner": TEXT}},
    "date-time": {"type": "string", "format": "date-time"},
}
SIDES = ("request", "response", "shared")


def _not_path(parameter: Json) -> bool:
    return parameter.get("in") != "path"


def _has_default(parameter: Json) -> bool:
    return _not_path(parameter) and _optional(parameter)


RULES: dict[str, Rule] = {
    "operation added": _document("/paths", _new_operation),
    "operation removed": _remove_operation,
    "operation renamed": _operations(_rename_operation),
    "operation retagged": _operations(_retag),
    "operation deprecated": _operations(_deprecate),
    "operation described": _operations(_describe),
    "path renamed": _rename_path,
    "path parameter renamed": _rename_path_parameter,
    "method changed": _change_method,
    "all reordered": _document("", _reorder),
    "optional parameter added": _add_parameter(False),
    "required parameter added": _add_parameter(True),
    "parameter removed": _remove_parameter,
    "parameter renamed": _parameters(_not_path, _set(name="otherName")),
    "parameter required": _parameters(_optional, _set(required=True)),
    "parameter optional": _parameters(
        lambda parameter: _not_path(parameter) and not _optional(parameter), _set(required=False)
    ),
    "parameter moved to header": _parameters(
        lambda parameter: parameter.get("in") == "query" and parameter.get("style") is None, _set(**{"in": "header"})
    ),
    "parameter deprecated": _parameters(_not_path, _set(deprecated=True)),
    "parameter described": _parameters(lambda parameter: True, _describe),
    "parameter default": _parameters(_has_default, lambda parameter: parameter["schema"].update(default="other")),
    **{
        f"parameter to {name}": _parameters(_not(schema), _set_schema(schema))
        for name, schema in TYPES.items()
        if name != "object"
    },
    "parameter to enum": _parameters(_not_path, _set_schema({"type": "string", "enum": ["one", "two"]})),
    "body optional": _bodies(lambda body: bool(body.get("required")), _set(required=False)),
    "body required": _bodies(lambda body: not body.get("required"), _set(required=True)),
    "body removed": _remove_body,
    "body added": _add_body(False),
    "required body added": _add_body(True),
    "body to array": _bodies(lambda body: True, _other_body),
    "body of other media type": _bodies(lambda body: True, _other_media),
    "answer retyped": _responses(_is_success, _retype(OTHER)),
    "answer to text": _responses(_is_success, _retype(TEXT)),
    "answer without content": _responses(_is_success, _empty),
    "answer of other status": _responses(_is_success, _move_status),
    "error added": _operations(_add_error),
    "error removed": _responses(_is_error, _drop),
    "error retyped": _responses(_is_error, _retype(OTHER)),
    **{f"{side} optional field added": _objects(side, _add_field(False)) for side in SIDES},
    **{f"{side} required field added": _objects(side, _add_field(True)) for side in SIDES},
    **{f"{side} field removed": _fields(side, _any_field, _remove_field) for side in SIDES},
    **{f"{side} field renamed": _fields(side, _any_field, _rename_field) for side in SIDES},
    **{f"{side} field required": _fields(side, _is_optional, _require) for side in SIDES},
    **{f"{side} field optional": _fields(side, _is_required, _unrequire) for side in SIDES},
    **{
        f"{side} field to {name}": _fields(side, *_type_field(schema)) for side in SIDES for name, schema in TYPES.items()
    },
    **{f"{side} field nullable": _make_nullable(side) for side in SIDES},
    **{f"{side} field not null": _fields(side, _is_nullable, _make_not_null) for side in SIDES},
    **{
        f"{side} field deprecated": _fields(
            side, lambda s, n: "$ref" not in s["properties"][n], lambda s, n: _deprecate(s["properties"][n])
        )
        for side in SIDES
    },
    **{f"{side} object described": _objects(side, _describe) for side in SIDES},
    **{f"{side} object open": _objects(side, _set(additionalProperties=TEXT)) for side in SIDES},
    **{f"{side} object closed": _objects(side, _set(additionalProperties=False)) for side in SIDES},
    **{f"{side} enum value added": _schema_rule(side, _is_enum, lambda s: s["enum"].append("Brand New")) for side in SIDES},
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
    "server added": _document("/servers", _add_server),
    "server removed": _servers(_remove_server),
    "server renamed": _servers(_rename_server),
    "server moved": _servers(_move_server),
    "security needed": _secure_operation(False),
    "security alternative": _secure_operation(True),
    "security dropped": _operations(_open_operation),
    "security doubled": _document("/security", _also_needed),
    "key moved": _move_key,
    "schema added": _document(
        "/components", lambda root: root.setdefault("components", {}).setdefault("schemas", {}).update(BrandNew=OTHER)
    ),
}
