"""Changes of operations, parameters, bodies, answers, servers and security."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tests.agreement.places import (
    METHODS,
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
    followed,
    json_media,
    on_operations,
    once,
    second,
    setting,
)

from leadsmith.document import pointer, tokens


def _rename_operation(operation: Json) -> None:
    operation["operationId"] = "fetchAnew"


def _retag(operation: Json) -> None:
    operation["tags"] = ["elsewhere"]


def _require_scheme(operation: Json) -> None:
    operation["security"] = [{"newKey": []}]


def _new_operation(root: Json) -> None:
    root["paths"]["/brand/new"] = {
        "get": {
            "operationId": "getBrandNew",
            "tags": next(iter(root["paths"].values())).get("get", {}).get("tags", ["new"]),
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
                yield place, edited(place, change)

    return rule


def _add_parameter(required: bool) -> Rule:
    def change(operation: Json) -> None:
        added = {"name": "brandNew", "in": "query", "required": required, "schema": TEXT}
        operation["parameters"] = [*operation.get("parameters", []), added]

    return on_operations(change)


def _remove_parameter(found: Survey) -> Iterator[tuple[str, Edit]]:
    """From one operation or path."""
    for path, item in found.root["paths"].items():
        for owner in [
            pointer("paths", path),
            *(pointer("paths", path, method) for method in METHODS if method in item),
        ]:
            for number in range(len(at(found.root, owner).get("parameters", []))):
                place = f"{owner}/parameters/{number}"
                if at(found.root, followed(found.root, place)).get("in") != "path":

                    def edit(root: Json, owner: str = owner, number: int = number) -> None:
                        del at(root, owner)["parameters"][number]

                    yield place, edit


def _optional(parameter: Json) -> bool:
    return not parameter.get("required")


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


def _not_path(parameter: Json) -> bool:
    return parameter.get("in") != "path"


def _has_default(parameter: Json) -> bool:
    return _not_path(parameter) and _optional(parameter)


# Bodies and answers ---------------------------------------------------------------------------------------------------


def _bodies(wanted: Callable[[Json], bool], change: Callable[[Json], None]) -> Rule:
    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place in found.bodies:
            if wanted(at(found.root, place)):
                yield place, edited(place, change)

    return rule


def _other_body(body: Json) -> None:
    for media in body["content"].values():
        media.pop("example", None)
        media.pop("examples", None)
        media["schema"] = {"type": "array", "items": TEXT}


def _other_media(body: Json) -> None:
    body["content"] = {"application/vnd.other+json": next(iter(body["content"].values()))}


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
                edit = edited(pointer("paths", path, method), setting(requestBody=body))
                yield pointer("paths", path, method, "requestBody"), edit

    return rule


def _responses(wanted: Callable[[str, Json], bool], change: Callable[[Json, str], None]) -> Rule:
    """A rule that changes the `responses` of an operation at one status."""

    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for place, described in found.responses.items():
            *above, status = tokens(place)
            if wanted(status, described):
                yield place, edited(pointer(*above), partial(second, change, status))

    return rule


def _is_success(status: str, described: Json) -> bool:
    return status.startswith("2") and bool(json_media(described))


def _is_error(status: str, described: Json) -> bool:
    return not status.startswith("2")


def _answer(schema: Json) -> Json:
    return {"description": "Another.", "content": {"application/json": {"schema": copied(schema)}}}


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


# Servers and security -------------------------------------------------------------------------------------------------


def _servers(change: Callable[[Json, int], None]) -> Rule:
    def rule(found: Survey) -> Iterator[tuple[str, Edit]]:
        for number, server in enumerate(found.root.get("servers", [])):
            if "://" in server["url"]:
                yield f"/servers/{number}", partial(_numbered, change, number)

    return rule


def _numbered(change: Callable[[Json, int], None], number: int, root: Json) -> None:
    change(root, number)


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
        edit = edited("/components/securitySchemes", setting(**{name: other}))
        yield pointer("components", "securitySchemes", name), edit


RULES: dict[str, Rule] = {
    "operation added": once("/paths", _new_operation),
    "operation removed": _remove_operation,
    "operation renamed": on_operations(_rename_operation),
    "operation retagged": on_operations(_retag),
    "operation deprecated": on_operations(deprecate),
    "operation described": on_operations(describe_anew),
    "path renamed": _rename_path,
    "path parameter renamed": _rename_path_parameter,
    "method changed": _change_method,
    "all reordered": once("", _reorder),
    "optional parameter added": _add_parameter(False),
    "required parameter added": _add_parameter(True),
    "parameter removed": _remove_parameter,
    "parameter renamed": _parameters(_not_path, setting(name="otherName")),
    "parameter required": _parameters(_optional, setting(required=True)),
    "parameter optional": _parameters(
        lambda parameter: _not_path(parameter) and not _optional(parameter), setting(required=False)
    ),
    "parameter moved to header": _parameters(
        lambda parameter: parameter.get("in") == "query" and parameter.get("style") is None, setting(**{"in": "header"})
    ),
    "parameter deprecated": _parameters(_not_path, setting(deprecated=True)),
    "parameter described": _parameters(lambda parameter: True, describe_anew),
    "parameter default": _parameters(_has_default, lambda parameter: parameter["schema"].update(default="other")),
    **{
        f"parameter to {name}": _parameters(_not(schema), _set_schema(schema))
        for name, schema in TYPES.items()
        if name != "object"
    },
    "parameter to enum": _parameters(_not_path, _set_schema({"type": "string", "enum": ["one", "two"]})),
    "body optional": _bodies(lambda body: bool(body.get("required")), setting(required=False)),
    "body required": _bodies(lambda body: not body.get("required"), setting(required=True)),
    "body removed": _remove_body,
    "body added": _add_body(False),
    "required body added": _add_body(True),
    "body to array": _bodies(lambda body: True, _other_body),
    "body of other media type": _bodies(lambda body: True, _other_media),
    "answer retyped": _responses(_is_success, _retype(OTHER)),
    "answer to text": _responses(_is_success, _retype(TEXT)),
    "answer without content": _responses(_is_success, _empty),
    "answer of other status": _responses(_is_success, _move_status),
    "error added": on_operations(_add_error),
    "error removed": _responses(_is_error, _drop),
    "error retyped": _responses(_is_error, _retype(OTHER)),
    "server added": once("/servers", _add_server),
    "server removed": _servers(_remove_server),
    "server renamed": _servers(_rename_server),
    "server moved": _servers(_move_server),
    "security needed": _secure_operation(False),
    "security alternative": _secure_operation(True),
    "security dropped": on_operations(_open_operation),
    "security doubled": once("/security", _also_needed),
    "key moved": _move_key,
}
