"""Parameters of an operation of any OpenAPI 3 document, those of its path merged in.

OpenAPI 3.1, sections 4.8.9 and 4.8.12. Schemas come out in normal form. Must not know Python types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadsmith.ir import STYLES
from leadsmith.naming import pascal
from leadsmith.normalise.media import concrete, kind_at, preferred
from leadsmith.normalise.normal import is_null
from leadsmith.normalise.rules import check_either, check_name, check_parameters
from leadsmith.normalise.schemas import schema_at
from leadsmith.normalise.work import (
    AliasShape,
    Normaliser,
    ObjectShape,
    Schema,
    component_name,
    mapping,
    media_types,
    referenced,
    shown_example,
    text,
)

_IGNORED = {
    "accept": "the client asks for the media types of the answers that it reads",
    "content-type": "the client says the media type of the body that it sends",
    "authorization": "it is a matter of the security schemes, and of `headers` of the client and of each call",
}
"""Headers that are no parameters (OpenAPI 3.1, 4.8.12.2), and why the client has no argument for them."""
_WRITTEN_DEEP = "deepObject"


@dataclass(frozen=True)
class NormalParameter:
    """A parameter with its style and explode spelled out (OpenAPI 3.1, section 4.8.12).

    With a `media_type` its value is written as that says, and not in a style. `reserved` characters stay as they are.
    """

    wire: str
    place: str
    schema: Schema
    required: bool
    style: str
    explode: bool
    description: str
    deprecated: bool
    example: Any
    pointer: str
    default: Any
    media_type: str = ""
    reserved: bool = False
    minimum: Any = None


def read_parameters(
    work: Normaliser, holders: Sequence[tuple[Mapping[str, Any], str]], wanted: str, path: str
) -> tuple[NormalParameter, ...]:
    """Parameters of the path, overridden by those of the operation with the same name and place; the operation is the
    last of `holders`.

    What the path names and nothing describes is text. `wanted` begins the names of what their schemas define.
    """
    found: dict[tuple[str, str], NormalParameter] = {}
    for holder, where in holders:
        check_parameters(work, holder, where)
        own: dict[tuple[str, str], NormalParameter] = {}
        for index, entry in _enumerated(holder.get("parameters")):
            at = f"{where}/parameters/{index}"
            parameter = _parameter(work, entry, at, wanted)
            if parameter is None:
                continue
            key = parameter.place, parameter.wire.lower() if parameter.place == "header" else parameter.wire
            own.setdefault(key, parameter)
        found |= own
    place = holders[-1][1]
    named = re.findall(r"{([^{}]+)}", path)
    for key in [key for key in found if key[0] == "path" and key[1] not in named]:
        message = f"The path does not name {{{key[1]}}}; the parameter is left out."
        work.report("path-parameter", found.pop(key).pointer, message, "Remove it, or add it to the path.")
    for name in named:
        if ("path", name) not in found:
            message = f"The path names {{{name}}}, and no parameter describes it; it is a text."
            work.report("path-parameter", place, message, f"Add a parameter {name!r} with `in: path`.")
            found["path", name] = NormalParameter(
                name, "path", {"type": "string"}, True, STYLES["path"][0], False, "", False, None, place, None
            )
    return tuple(found.values())


def _parameter(work: Normaliser, entry: Any, place: str, wanted: str) -> NormalParameter | None:
    value, target = referenced(work, entry, place)
    if not isinstance(value, dict):
        return None
    wire, in_ = value.get("name"), value.get("in")
    if not isinstance(wire, str) or not isinstance(in_, str) or in_ not in STYLES:
        work.report("bad-parameter", place, f"A parameter needs a name and a place; here: {wire!r} in {in_!r}.")
        return None
    if in_ == "header" and wire.lower() in _IGNORED:
        message = f"The header {wire} is no argument: {_IGNORED[wire.lower()]}."
        work.report("ignored-parameter", place, message, level="info")
        return None
    if in_ == "header" and not check_name(work, in_, wire, f"{target}/name", "; it is left out"):
        return None
    media_type, said, at = _content(work, value, target)
    if in_ == "querystring" and not media_type:
        work.report("bad-parameter", place, f"{wire!r} is a whole query, and has no media type; it is left out.")
        return None
    name = component_name(at, "mediaTypes") or component_name(target, "parameters") or f"{wanted}{pascal(wire, '')}"
    schema = schema_at(work, said.get("schema"), f"{at}/schema", name, wire)
    style, explode = _style(work, value, in_, wire, place)
    if not media_type and style != _WRITTEN_DEEP and _nests(work, schema):
        message = f"{wire!r} can hold an object or a list in another, which has no form in the style {style!r}."
        hint = "Say `style: deepObject`, or a media type under `content`. Until then such a value is refused."
        work.report("nested-parameter", place, message, hint)
    return NormalParameter(
        wire,
        in_,
        schema,
        value.get("required") is True or in_ == "path",
        style,
        explode,
        text(value.get("description")),
        value.get("deprecated") is True,
        shown_example(value, shown_example(said, mapping(said.get("schema")).get("example"))),
        place,
        mapping(said.get("schema")).get("default"),
        media_type,
        value.get("allowReserved") is True and in_ in ("query", "path"),
        mapping(said.get("schema")).get("minimum"),
    )


def _content(work: Normaliser, value: Mapping[str, Any], target: str) -> tuple[str, Mapping[str, Any], str]:
    """The media type that a parameter is written in, empty where it has a style; what is said there; and where."""
    contents = media_types(work, value, target)
    name = preferred(work.document, contents)
    check_either(work, value, target, True)
    if "schema" in value or name is None:
        return "", value, target
    said, where = contents[name]
    kind = kind_at(work.document, name, said)
    sent = concrete(name, kind)
    if kind == "form" and value.get("in") == "querystring":
        return sent, said, where
    if kind not in ("json", "text"):
        message = f"A parameter of {name} is given as the text that is sent."
        work.report("parameter-content", where, message, level="info")
    if kind != "json":
        said = {**said, "schema": {"type": "string"}}
    return sent, said, where


def _style(work: Normaliser, value: Mapping[str, Any], in_: str, wire: str, place: str) -> tuple[str, bool]:
    style = value.get("style") or STYLES[in_][0]
    if style not in STYLES[in_]:
        message = f"The style {style!r} is not one for the place {in_!r}; the usual one is used."
        work.report("parameter-style", place, message, f"Styles for it: {', '.join(STYLES[in_])}.")
        style = STYLES[in_][0]
    return style, value["explode"] if isinstance(value.get("explode"), bool) else style in ("form", "cookie")


def _nests(work: Normaliser, schema: Schema, inside: bool = False) -> bool:
    """Can a value of this schema, in normal form, hold a list or an object in another?"""
    if "anyOf" in schema:
        return any(_nests(work, branch, inside) for branch in schema["anyOf"] if not is_null(branch))
    shape = work.shapes.get(str(schema.get("$ref", "")).rpartition("/")[2])
    if isinstance(shape, AliasShape):
        return shape.schema != schema and _nests(work, shape.schema, inside)
    parts = [schema["items"]] if schema.get("type") == "array" else []
    parts += [schema["additionalProperties"]] if schema.get("type") == "object" else []
    if isinstance(shape, ObjectShape):
        parts = [*(item.schema for item in shape.properties), *([shape.extra] if shape.extra else [])]
    whole = isinstance(shape, ObjectShape) or schema.get("type") in ("array", "object")
    return (inside and whole) or any(_nests(work, part, True) for part in parts if not inside)


def _enumerated(value: Any) -> Iterator[tuple[int, Any]]:
    return enumerate(value if isinstance(value, list) else ())
