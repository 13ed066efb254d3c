"""Bodies and answers of an operation of any OpenAPI 3 document: their media types, and the schema of each.

OpenAPI 3.1, sections 4.8.13 to 4.8.17. Schemas come out in normal form. Must not know Python types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leadsmith.document import pointer
from leadsmith.ir import Streamed
from leadsmith.naming import pascal
from leadsmith.normalise.media import (
    Kind,
    MediaTypes,
    asked,
    concrete,
    is_range,
    is_stream,
    kind_at,
    kind_of,
    ranked,
    schema_place,
)
from leadsmith.normalise.members import gathered, leaves_of
from leadsmith.normalise.rules import check_content
from leadsmith.normalise.schemas import schema_at
from leadsmith.normalise.shape import STATUS
from leadsmith.normalise.streams import items_of, sent_items
from leadsmith.normalise.work import (
    Normaliser,
    Schema,
    component_name,
    mapping,
    media_types,
    referenced,
    resolve,
    shown_example,
    text,
)

WHOLE = ("text", "binary")
"""Kinds that are sent and read as a whole, whatever the document says of their inside."""
_STRUCTURE = frozenset("properties items prefixItems additionalProperties allOf anyOf oneOf".split())


@dataclass(frozen=True)
class NormalContent:
    """One media type of a body. `encoding` is that of a form, without what says nothing.

    `range`: the media types for which this one is sent, where the document has a range of them.
    """

    media_type: str
    kind: Kind
    schema: Schema
    encoding: Mapping[str, Mapping[str, Any]]
    example: Any
    pointer: str
    range: str = ""


@dataclass(frozen=True)
class NormalBody:
    """A request body in each of its media types, the preferred one first."""

    contents: tuple[NormalContent, ...]
    required: bool
    description: str
    pointer: str


@dataclass(frozen=True)
class NormalResponse:
    """An answer in the media types that are asked for; `schema` is None when it has no content.

    Of text and bytes nothing is said but that: their schema is empty. `stream` is what an item of a stream is, of which
    it then is the schema; see `streams`. `link_header`: it is described with a header `Link` (RFC 8288).
    """

    status: str
    media_types: tuple[str, ...]
    kind: Kind
    schema: Schema | None
    description: str
    example: Any
    pointer: str
    stream: Streamed | None = None
    link_header: bool = False


# Bodies ---------------------------------------------------------------------------------------------------------------


def read_body(work: Normaliser, operation: Mapping[str, Any], place: str, wanted: str) -> NormalBody | None:
    """The body of the operation at the pointer `place`. `wanted` begins the names of what its schemas define."""
    if "requestBody" not in operation:
        return None
    body, target = referenced(work, operation["requestBody"], f"{place}/requestBody")
    if not isinstance(body, dict):
        return None
    contents = media_types(work, body, target)
    check_content(work, body, target)
    order = ranked(work.document, contents)
    if not order:
        message = "The request body has no media type; nothing is sent."
        work.report("request-media-type", f"{place}/requestBody", message, "Add one under `content`.")
        return None
    return NormalBody(
        tuple(_contents(work, contents, order, target, wanted)),
        body.get("required") is True,
        text(body.get("description")),
        f"{place}/requestBody",
    )


def _contents(
    work: Normaliser, contents: MediaTypes, order: list[str], target: str, wanted: str
) -> list[NormalContent]:
    """Each media type of a body; those whose schemas say the same have one type."""
    stem = component_name(target, "requestBodies").removesuffix("Body") or wanted
    files = {name for name in order if schema_place(work.document, *contents[name]) in work.file_holders}
    kinds = {name: kind_at(work.document, name, contents[name][0]) for name in order}
    items = {name: sent_items(work.document, name, *contents[name]) for name in order}
    kinds |= {name: "lines" for name, found in items.items() if found}
    if any(kinds[name] == "multipart" for name in files):  # a plain form cannot hold them
        order = sorted(order, key=lambda name: kinds[name] == "form")
    schemas: dict[str, Schema] = {}
    names = sorted(order)  # not in the order of the document, which changes no name
    for name in ranked(work.document, {name: contents[name] for name in names}):
        (content, place), kind = contents[name], kinds[name]
        if kind in WHOLE:
            schemas[name] = {}
            _report_untyped(work, name, content, place, "is sent as it is given")
            continue
        item, at = items[name] or (None, "")
        if at in (f"{place}/itemSchema", f"{place}/schema"):  # and not the items of a list
            schemas[name] = {"type": "array", "items": schema_at(work, item, at, f"{stem}BodyItem")}
            continue
        alike = (other for other in schemas if schemas[other] and _same(contents[other][0], content))
        twin = next(alike, None) if name not in files else None
        title = f"{stem}{_label(kind, name) if any(schemas.values()) else ''}Body"
        title = component_name(place, "mediaTypes") or title
        schemas[name] = schemas[twin] if twin else schema_at(work, content.get("schema"), f"{place}/schema", title)
    found: dict[str, NormalContent] = {}
    for name in order:
        (content, place), kind = contents[name], kinds[name]
        sent = concrete(name, kind)
        if sent in found:
            message = f"{name} is written as {sent}, which is there too; only that is used."
            work.report("other-media-type", place, message, level="info")
            continue
        encoding = _encoding(work, content, place) if kind in ("form", "multipart") else {}
        if kind == "multipart":
            for part, media_type in _part_media_types(work, content, place):
                encoding[part] = {"contentType": media_type, **encoding.get(part, {})}
        covered = name if is_range(name) else ""
        example = shown_example(content)
        found[sent] = NormalContent(sent, kind, schemas[name], encoding, example, place, covered)
    return list(found.values())


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(key) == other.get(key) for key in ("schema", "itemSchema"))


def _label(kind: Kind, name: str) -> str:
    """What tells the types of the media types of one body apart, in a name."""
    return {"form": "Form", "multipart": "Multipart"}.get(kind) or pascal(
        concrete(name, kind).rpartition("/")[2].partition("+")[0]
    )


def _encoding(work: Normaliser, content: Mapping[str, Any], place: str) -> dict[str, dict[str, Any]]:
    """What is said of the members of a form (OpenAPI 3.1, section 4.8.15)."""
    entries = {name: mapping(said) for name, said in mapping(content.get("encoding")).items()}
    for name, said in entries.items():
        if said.get("headers"):
            message = f"The part {name!r} has no headers but those of its media type and name; these are left out."
            work.report("part-headers", f"{place}/encoding{pointer(name)}/headers", message)
    known = {
        name: {key: said[key] for key in ("contentType", "style", "explode") if key in said}
        for name, said in entries.items()
    }
    return {name: said for name, said in known.items() if said}


def _part_media_types(work: Normaliser, content: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    """The members of a form whose schema says a media type, which is that of the part (OpenAPI 3.1, 4.8.24)."""
    members = gathered(leaves_of(work, content.get("schema"), f"{place}/schema"))
    for wire, parts in members.properties.items() if members else ():
        leaves = [leaf for part, where in parts for leaf in leaves_of(work, part, where)]
        leaves += [
            inner
            for leaf, where in leaves
            if "items" in leaf
            for inner in leaves_of(work, leaf["items"], f"{where}/items")
        ]
        for leaf, _ in leaves:
            if isinstance(leaf.get("contentMediaType"), str):
                yield wire, leaf["contentMediaType"]


# Answers --------------------------------------------------------------------------------------------------------------


def read_responses(
    work: Normaliser, operation: Mapping[str, Any], place: str, wanted: str
) -> tuple[NormalResponse, ...]:
    """The answers of the operation at the pointer `place`."""
    found = []
    for key, entry in mapping(operation.get("responses")).items():
        if not STATUS.fullmatch(key):
            continue
        status = "default" if key.lower() == "default" else key.upper()
        where = f"{place}/responses/{key}"
        response, target = referenced(work, entry, where)
        if not isinstance(response, dict):
            continue
        contents = media_types(work, response, target)
        check_content(work, response, target)
        order = ranked(work.document, contents)
        description = text(response.get("description"))
        if not order:
            found.append(NormalResponse(status, (), "json", None, description, None, where))
            continue
        answer = _answer(work, status, contents, order, description, target, where, wanted)
        links = any(name.lower() == "link" for name in mapping(response.get("headers")))
        found.append(replace(answer, link_header=links))
    return tuple(found)


def _answer(
    work: Normaliser,
    status: str,
    contents: MediaTypes,
    order: list[str],
    description: str,
    target: str,
    where: str,
    wanted: str,
) -> NormalResponse:
    """The answer in the preferred one of its media types, and in those that are read in the same way."""
    name = order[0]
    content, place = contents[name]
    kind = kind_at(work.document, name, content)
    success = is_success(status)
    stream = items_of(work.document, name, content, place) if is_stream(name) and success else None
    alike = [
        other for other in contents if other in order and (other == name or _is_read_like(work, contents, other, name))
    ]
    media_types = tuple(dict.fromkeys(asked(each, kind) for each in alike))
    if success:
        _report_others(work, contents, [each for each in order if each not in alike], name, media_types, target)
    if stream:
        how, said, at = stream
        schema = schema_at(work, said, at, f"{component_name(target, 'responses') or wanted}Item")
        return NormalResponse(status, media_types, kind, schema, description, None, where, how)
    if kind != "json":
        if success:
            _report_untyped(work, name, content, place, "is read as it comes")
        return NormalResponse(status, media_types, kind, {}, description, None, where)
    suffix = "Response" if success else f"{pascal(status, 'Status')}Response"
    component = component_name(target, "responses").removesuffix("Response")
    schema_name = f"{component}Response" if component else f"{wanted}{suffix}"
    schema_name = component_name(place, "mediaTypes") or schema_name
    schema = schema_at(work, content.get("schema"), f"{place}/schema", schema_name)
    return NormalResponse(status, media_types, kind, schema, description, shown_example(content), where)


def _is_read_like(work: Normaliser, contents: MediaTypes, other: str, name: str) -> bool:
    """Does what comes in the one media type read as what comes in the other, to the same value?"""
    kinds = [kind_at(work.document, each, contents[each][0]) for each in (other, name)]
    if kinds[0] != kinds[1] or is_stream(other) != is_stream(name):
        return False
    if is_stream(name):
        found = [items_of(work.document, each, *contents[each])[:2] for each in (other, name)]
        return found[0] == found[1]
    return kinds[0] in WHOLE or _same(contents[other][0], contents[name][0])


def _report_others(
    work: Normaliser, contents: MediaTypes, others: list[str], name: str, media_types: tuple[str, ...], target: str
) -> None:
    """Tell of media types that are not asked for: it is a loss where they are more than another form of the same."""
    if not others:
        return
    are = "is" if len(others) == 1 else "are"
    told = f"The client asks for {', '.join(media_types)}; {', '.join(others)} {are} not read."
    hint = f"To have another one, remove {name} by an overlay."
    lost = any(not _is_other_form(work, contents, other, name) for other in others)
    work.report("other-media-type", f"{target}/content", told, hint, "warning" if lost else "info")


def _is_other_form(work: Normaliser, contents: MediaTypes, other: str, name: str) -> bool:
    """Is this the same content in another form, such as XML or CSV, as far as its schema tells?"""
    if is_stream(other) != is_stream(name):
        return False
    (content, place), kind = contents[other], kind_of(other)
    schema = resolve(work, content.get("schema"), f"{place}/schema")[0]
    untold = kind == "text" or (kind == "binary" and not set(mapping(schema)) & _STRUCTURE)
    return untold or _same(content, contents[name][0])


def is_success(status: str) -> bool:
    """Does this status, or range of statuses, mean that the call worked?"""
    return status.startswith("2")


def is_redirect(status: str) -> bool:
    """Does this status, or range of statuses, say where else to go? 304 says that there is nothing new."""
    return status.startswith("3") and status != "304"


# Both -----------------------------------------------------------------------------------------------------------------


def _report_untyped(work: Normaliser, name: str, content: Mapping[str, Any], place: str, what: str) -> None:
    schema, _ = resolve(work, content.get("schema"), f"{place}/schema")
    if set(mapping(schema)) & _STRUCTURE:
        kind = "text" if kind_at(work.document, name, content) == "text" else "bytes"
        message = f"{name} {what}, as {kind}: its schema is not used."
        work.report("untyped-media-type", place, message, level="info")
