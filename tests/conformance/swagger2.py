"""The operations of a Swagger 2.0 document, read from that standard into the classes of `reading`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.conformance.documents import Library, Node
from tests.conformance.reading import Content, Operation, Parameter, answers, counted, declared

_STYLES = {
    "csv": ("form", False),
    "ssv": ("spaceDelimited", False),
    "tsv": ("tabDelimited", False),
    "pipes": ("pipeDelimited", False),
    "multi": ("form", True),
}
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def operations(library: Library) -> list[Operation]:
    """All operations, in the document's order."""
    return [_operation(library, *each) for each in counted(library)]


def _operation(library: Library, method: str, path: str, place: str, node: Node, item: Node) -> Operation:
    parameters: list[Parameter] = []
    bodies: tuple[Content, ...] = ()
    required = False
    fields: list[Node] = []
    consumes = _media_types(library, node, "consumes")
    found = list(declared(library, node, item))
    # A header with the media types of the body says more exactly what the body is than what is consumed.
    typed = next((one for one in found if _is_content_type(one) and one.value.get("enum")), None)
    if typed:
        found = [one for one in found if one is not typed]
        consumes = tuple(typed.value["enum"])
    for one in found:
        match one.value["in"]:
            case "body":
                bodies = tuple(Content(kind, one.get("schema")) for kind in consumes or ("application/json",))
                required = one.value.get("required") is True
            case "formData":
                fields.append(one)
            case _:
                parameters.append(_parameter(one))
    if fields:
        has_file = any(one.value.get("type") == "file" for one in fields)
        kinds = [kind for kind in consumes if kind in FORMS] or [FORMS[0] if has_file else FORMS[1]]
        schema, encoding = _form(fields)
        bodies = tuple(Content(kind, schema, encoding) for kind in kinds)
        required = any(one.value.get("required") is True for one in fields)
    return Operation(
        method,
        path,
        place,
        tuple(parameters),
        bodies,
        required,
        {status: tuple(_answer(library, node, answer)) for status, answer in answers(library, node)},
    )


def _is_content_type(parameter: Node) -> bool:
    return parameter.value["in"] == "header" and str(parameter.value["name"]).lower() == "content-type"


def _media_types(library: Library, node: Node, key: str) -> tuple[str, ...]:
    own = node.get(key) or library.root.get(key)
    return tuple(map(str, own.value)) if own and isinstance(own.value, list) else ()


def _answer(library: Library, node: Node, answer: Node) -> Iterator[Content]:
    schema = answer.get("schema")
    if schema is None:
        return
    for kind in _media_types(library, node, "produces") or ("application/json",):
        yield Content(kind, schema)


def _parameter(one: Node) -> Parameter:
    value = one.value
    usual = "form" if value["in"] == "query" else "simple"
    style, explode = _STYLES.get(value.get("collectionFormat", "csv"), ("form", False))
    if usual == "simple":
        style, explode = "simple", False
    elif value.get("type") != "array":
        style, explode = "form", True
    return Parameter(
        str(value["name"]), value["in"], value.get("required") is True, _schema(one), style, explode, one.pointer
    )


def _schema(one: Node) -> Node:
    """The schema that is mixed into a parameter."""
    kept: dict[str, Any] = {
        key: value
        for key, value in one.value.items()
        if key not in ("name", "in", "required", "description", "collectionFormat", "allowEmptyValue")
    }
    if kept.get("type") == "file":
        kept = {"type": "string", "format": "binary"}
    return Node(kept, one.file, one.pointer)


def _form(fields: list[Node]) -> tuple[Node, dict[str, dict[str, Any]]]:
    """The object that the fields of a form make together, and how its lists are written."""
    first = fields[0]
    properties = {str(one.value["name"]): _schema(one).value for one in fields}
    required = [str(one.value["name"]) for one in fields if one.value.get("required") is True]
    encoding = {}
    for one in fields:
        if one.value.get("type") == "array":
            style, explode = _STYLES.get(one.value.get("collectionFormat", "csv"), ("form", False))
            encoding[str(one.value["name"])] = {"style": style, "explode": explode}
    schema: dict[str, Any] = {"type": "object", "properties": properties, "required": required}
    return Node(schema, first.file, f"{first.pointer}#form"), encoding
