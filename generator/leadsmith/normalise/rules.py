"""Rules of OpenAPI that no table of kinds can say: what is broken here is read all the same, as far as it can be.

OpenAPI 3.1, section 4.8, by object. A warning is for what may not work, `info` for what the standard alone minds.
What readers leave out for a rule they tell by the function for it, as not all that is read is looked over: each is told
once. Must not know Python types.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from leadsmith.document import pointer
from leadsmith.naming import JsonScalar
from leadsmith.normalise.enums import as_kind
from leadsmith.normalise.items import ADDITIONAL, LATER, METHODS, operations_of
from leadsmith.normalise.media import is_media_type, preferred
from leadsmith.normalise.work import Normaliser, mapping, media_types, resolve, sequence, text

Rule = Callable[[Normaliser, Mapping[str, Any], str], None]

_COMPONENT = re.compile(r"[A-Za-z0-9._-]+")
_TOKEN = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_MEDIA_TYPE = re.compile(rf"{_TOKEN}/{_TOKEN}\s*(;.*)?", re.DOTALL)
_NAMES = {"header": re.compile(_TOKEN), "cookie": re.compile(_TOKEN)}
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|\S*/")
_FORMATS: Mapping[str, Callable[[str], object]] = {
    "uuid": UUID,
    "date": date.fromisoformat,
    "date-time": datetime.fromisoformat,
}
UNKNOWN_TYPE = "The type {!r} is not one of JSON Schema's; any value is taken."
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def check_document(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    """That something is described, and that no path and no operationId stands for two things."""
    if not any(key in value for key in ("paths", "webhooks", "components")):
        message = "The document has neither paths nor webhooks nor components: there is nothing to generate."
        work.report("nothing-described", place, message)
    if value.get("info") is None:
        message = "The document has no `info`, which has to name its title and version."
        work.report("missing-field", place, message, "Add `info: {title: ..., version: ...}`.")
    alike: dict[str, str] = {}
    for path in mapping(value.get("paths")):
        if not path.startswith("/"):
            continue  # which is reported where it is left out
        _check_path(work, path)
        first = alike.setdefault(re.sub(r"{[^{}]*}", "{}", unquote(path.partition("#")[0])), path)
        if first != path:
            message = f"For a server {path!r} is the same as {first!r}."
            hint = "" if "#" in path else "Describe it once."
            work.report("duplicate-path", pointer("paths", path), message, hint, "info")
    seen: dict[str, str] = {}
    for kind in ("paths", "webhooks"):
        for name, item in mapping(value.get(kind)).items():
            for _, inner, operation in operations_of(item):
                id_, where = text(mapping(operation).get("operationId")), pointer(kind, name) + inner
                if id_ and seen.setdefault(id_, where) != where and kind == "webhooks":
                    message = f"The operationId {id_!r} is that of {seen[id_]} too."
                    work.report("duplicate-operation-id", f"{where}/operationId", message, "Give each its own.")


def _check_path(work: Normaliser, path: str) -> None:
    names = re.findall(r"{([^{}]+)}", path)
    if re.search(r"[{}]", re.sub(r"{[^{}]+}", "", path)):
        message = f"The braces in the path {path!r} are no pairs; they are sent as they are."
        work.report("bad-path", pointer("paths", path), message, "Write a parameter as {name}.")
    if "#" in path:
        message = f"What stands behind `#` is never sent: {path!r} goes to {path.partition('#')[0]!r}."
        work.report("bad-path", pointer("paths", path), message, "Write %23 for a `#` that is to be sent.", "info")
    for name in (name for name, count in Counter(names).items() if count > 1):
        message = f"The path names {{{name}}} more than once; the same value is put in each time."
        work.report("path-parameter", pointer("paths", path), message, "Give each a name of its own.", "info")


def check_components(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    for kind, entries in value.items():
        for name in mapping(entries) if not kind.startswith("x-") else ():
            if not _COMPONENT.fullmatch(name):
                message = f"The name {name!r} has other characters than letters, digits, '.', '-' and '_'."
                work.report("component-name", f"{place}{pointer(kind, name)}", message, "Rename it.", "info")


def check_info(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    for key in ("title", "version"):
        if key not in value:
            work.report("missing-field", place, f"`info` has no {key!r}.", "Add it.", "info")


def check_path_item(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    check_parameters(work, value, place)
    version = str(work.document.root.get("openapi"))
    for key in LATER if re.match(r"3\.[01](?=\.|$)", version) else ():
        if key in value:
            message = f"{key!r} is there since OpenAPI 3.2, and this document is of {version}; it is read all the same."
            work.report("later-field", f"{place}/{key}", message, "Write `openapi: 3.2.0`.", "info")
    for method in mapping(value.get(ADDITIONAL)):
        if method.lower() in METHODS:
            message = f"{method!r} has a field of its own in a path item; here it is not read."
            work.report("unknown-method", f"{place}{pointer(ADDITIONAL, method)}", message, f"Move it to {method!r}.")


def check_operation(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    check_parameters(work, value, place)


def check_parameters(work: Normaliser, holder: Mapping[str, Any], place: str) -> None:
    seen: dict[tuple[Any, Any], int] = {}
    for index, entry in enumerate(sequence(holder.get("parameters"))):
        where = f"{place}/parameters/{index}"
        found = mapping(resolve(work, entry, where)[0])
        name = str(found.get("name"))
        key = str(found.get("in")), name.lower() if found.get("in") == "header" else name
        if found and seen.setdefault(key, index) != index:
            message = f"The {key[0]} parameter {name!r} is there twice; the first one is used."
            work.report("duplicate-parameter", where, message, "Remove one of them.")


def check_parameter(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    in_, name = value.get("in"), value.get("name")
    if isinstance(in_, str) and isinstance(name, str):
        check_name(work, in_, name, f"{place}/name", "; it is left out" if in_ == "header" else "")
    if in_ == "path" and value.get("required") is not True:
        message = "A parameter of the path is always required; it is taken as such."
        where = f"{place}/required" if "required" in value else place
        work.report("path-parameter", where, message, "Write `required: true`.", "info")
    check_either(work, value, place, True)


def check_header(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    for key in ("name", "in"):
        if key in value:
            message = f"A header has no {key!r}: it is said by where it stands."
            work.report("unknown-field", f"{place}/{key}", message, "Remove it.", "info")
    if value.get("style", "simple") != "simple":
        message = f"The style of a header is 'simple', not {value['style']!r}."
        work.report("parameter-style", f"{place}/style", message, "Remove it.", "info")
    check_either(work, value, place, False)


def check_either(work: Normaliser, value: Mapping[str, Any], place: str, used: bool) -> None:
    """Either a schema or one media type; `used`: the client does something with it."""
    content = value.get("content")
    if not isinstance(content, dict):
        return
    media_type = preferred(work.document, media_types(work, value, place))
    chosen = (
        "`schema` is used" if "schema" in value else f"{media_type} is used" if media_type else "any value is taken"
    )
    more = f"; {chosen}" if used else ""
    if "schema" in value:
        message = f"There are both `schema` and `content`, of which one can hold{more}."
        work.report("media-type-count", f"{place}/content", message, "Remove one of them.")
    elif len(content) != 1 or media_type is None:
        message = f"`content` has to have one media type here, and has {len(content)}{more}."
        work.report("media-type-count", f"{place}/content", message, "Keep one.")


def check_name(work: Normaliser, in_: str, name: str, place: str, more: str = "") -> bool:
    """Can a parameter, or a header, have this name? `more` is what is done where it cannot."""
    pattern = _NAMES.get(in_)
    if name and (pattern is None or pattern.fullmatch(name)):
        return True
    message = f"{name!r} is no name that a {in_} {'parameter' if in_ in ('path', 'query') else ''}".rstrip()
    work.report("bad-name", place, f"{message} can have{more}.", "Mend it.")
    return False


def check_headers(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    """Of a response, or of a part of a form: their names."""
    for name in mapping(value.get("headers")):
        check_name(work, "header", name, f"{place}/headers{pointer(name)}")
    check_content(work, value, place)


def check_content(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    """Of a body or a response: what is said to be media types."""
    for name in mapping(value.get("content")):
        if not _MEDIA_TYPE.fullmatch(name):
            message = f"{name!r} is no media type{'' if is_media_type(name) else '; it is left out'}."
            work.report("bad-media-type", f"{place}/content{pointer(name)}", message, "Write it like application/json.")


def check_security_scheme(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    if value.get("type") == "apiKey" and isinstance(value.get("name"), str):
        check_name(work, str(value.get("in")), value["name"], f"{place}/name")
    if value.get("type") == "oauth2" and not isinstance(value.get("flows"), dict):
        work.report("missing-field", place, "A scheme of the type oauth2 has `flows`; here are none.", "", "info")


def check_flow(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    for key in ("authorizationUrl", "tokenUrl", "refreshUrl"):
        url = value.get(key)
        if isinstance(url, str) and url and not _URL.match(url):
            work.report("bad-url", f"{place}/{key}", f"{url!r} is no URL.", "Write all of it.", "info")


def check_schema(work: Normaliser, value: Mapping[str, Any], place: str) -> None:
    """Is there such a type, and do the default and the listed values have it?"""
    if mapping(value.get("patternProperties")) and "additionalProperties" not in value:
        message = "Keys that fit no pattern may have any value, so the values of all are untyped."
        hint = "Say `additionalProperties: false` where there are no other keys."
        work.report("pattern-properties", f"{place}/patternProperties", message, hint, "info")
    kinds = value.get("type")
    known = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    if not known or not set(known) <= {*_TYPES, "file"}:
        if known:
            work.report("unknown-type", place, UNKNOWN_TYPE.format(kinds), "Mend it, for example by an overlay.")
        return
    if "file" in known:  # of Swagger 2.0, which some documents of OpenAPI 3 still have
        return
    known += ["null"] if value.get("nullable") is True else []
    for item, where in _values(value):
        if not any(_is(item, kind) for kind in known):
            message = f"{item!r} is no {' or '.join(known)}, which is the type of the schema."
            work.report("value-type", f"{place}{where}", message, "Mend the value or the type.", "info")
        elif isinstance(item, str) and not _has_format(item, value.get("format")):
            message = f"{item!r} does not have the format {value['format']!r}."
            work.report("value-type", f"{place}{where}", message, "Mend the value or the format.", "info")


def _values(schema: Mapping[str, Any]) -> Iterator[tuple[Any, str]]:
    if "default" in schema:
        yield schema["default"], "/default"
    for index, item in enumerate(sequence(schema.get("enum"))):
        # null among the values is one more spelling of nullable; what is read as of the type, the reader of enums tells
        if item is not None and not (isinstance(item, str | int | float) and _is_meant(item, schema.get("type"))):
            yield item, f"/enum/{index}"


def _is_meant(value: JsonScalar, kind: Any) -> bool:
    return type(as_kind(value, kind)) is not type(value)


def _is(value: Any, kind: str) -> bool:
    whole = kind == "integer" and isinstance(value, float) and value.is_integer()
    return whole or (isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool)))


def _has_format(value: str, format_: Any) -> bool:
    reads = _FORMATS.get(format_) if isinstance(format_, str) else None
    try:
        return reads is None or bool(reads(value))
    except ValueError:
        return False


RULES: Mapping[str, Rule] = {
    "document": check_document,
    "info": check_info,
    "components": check_components,
    "path item": check_path_item,
    "operation": check_operation,
    "parameter": check_parameter,
    "header": check_header,
    "request body": check_content,
    "response": check_headers,
    "encoding": check_headers,
    "security scheme": check_security_scheme,
    "flow": check_flow,
    "schema": check_schema,
}
"""The rules for each kind of object, by its name in the table of kinds."""
