"""An OpenAPI document of any 3.x version -> one shape: named schemas in normal form, and flat operations.

Must not know Python types, methods of clients, or files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from leadsmith.diagnostics import Diagnostic, Level
from leadsmith.document import Document, later_version, pointer, version
from leadsmith.naming import Names
from leadsmith.normalise.contents import NormalBody, NormalContent, NormalResponse, is_redirect, is_success
from leadsmith.normalise.keys import Keys, in_order
from leadsmith.normalise.media import file_holders, file_places
from leadsmith.normalise.normal import is_null, reference, referred, split_null
from leadsmith.normalise.parameters import NormalParameter
from leadsmith.normalise.paths import NormalOperation, normalise_operations, read_security
from leadsmith.normalise.schemas import normalise_components
from leadsmith.normalise.selection import keep_names, matching, selected
from leadsmith.normalise.servers import NormalServer, NormalVariable, read_servers
from leadsmith.normalise.shape import check_shape
from leadsmith.normalise.streams import json_texts
from leadsmith.normalise.swagger2 import upgraded
from leadsmith.normalise.variants import tag_shapes
from leadsmith.normalise.webhooks import NormalWebhook, normalise_webhooks
from leadsmith.normalise.work import (
    MODELS,
    AliasShape,
    EnumShape,
    Normaliser,
    ObjectShape,
    Property,
    Schema,
    Shape,
    SharedEnum,
    resolve,
    text,
)

__all__ = [
    "MODELS",
    "AliasShape",
    "EnumShape",
    "Normal",
    "NormalBody",
    "NormalContent",
    "NormalOperation",
    "NormalParameter",
    "NormalResponse",
    "NormalServer",
    "NormalVariable",
    "NormalWebhook",
    "ObjectShape",
    "Property",
    "Schema",
    "Shape",
    "is_null",
    "is_redirect",
    "is_success",
    "keep_names",
    "matching",
    "normalise",
    "reference",
    "referred",
    "selected",
    "split_null",
    "upgraded",
]


@dataclass(frozen=True)
class Normal:
    """The whole document in one shape. `schemes` are the security schemes as the document has them.

    `keys` has the key in the manifest of what each class is made of, by the name of the class; `unions` the name that
    is wanted for what may be several objects at once, by the key of its place.
    """

    title: str
    version: str
    description: str
    servers: tuple[NormalServer, ...]
    schemes: dict[str, tuple[dict[str, Any], str]]
    tags: dict[str, tuple[str, str]]
    operations: tuple[NormalOperation, ...]
    shapes: dict[str, Shape]
    keys: dict[str, str]
    webhooks: tuple[NormalWebhook, ...]
    diagnostics: tuple[Diagnostic, ...]
    unions: dict[str, str]


def normalise(document: Document, names: Names) -> Normal:
    """Bring `document` to the one shape; `names` hands out the final names of classes and fields.

    Raises LeadsmithError when the document is none of OpenAPI 3; `upgraded` makes one of Swagger 2.0.
    """
    version(document)
    later = later_version(document)
    root = document.root
    known = names.known
    keys = Keys(document, known)
    owners = _decide_names(document, names)
    files, holders, texts = file_places(document), file_holders(document), json_texts(document)
    work = Normaliser(document, names, keys, known, owners, files, holders, texts)
    check_shape(work)
    normalise_components(work)
    operations = normalise_operations(work, read_security(root.get("security")) or ())
    webhooks = tuple(normalise_webhooks(work))
    tag_shapes(work)
    if not operations:
        _tell_of_none(work, bool(webhooks))
    info = root.get("info")
    info = info if isinstance(info, dict) else {}
    return Normal(
        text(info.get("title")),
        text(info.get("version")),
        text(info.get("description")),
        read_servers(work, root.get("servers"), "/servers"),
        _schemes(work),
        _tags(root),
        operations,
        {name: shape for name, shape in work.shapes.items() if shape is not None},
        work.class_keys,
        webhooks,
        (*((later,) if later else ()), *work.diagnostics),
        work.unions,
    )


def _tell_of_none(work: Normaliser, webhooks: bool) -> None:
    """Say that the client has no method, where one is expected: OpenAPI 3.1 knows documents without `paths`."""
    root = work.document.root
    if work.document.left_out:
        hint = "Mend `include` and `exclude` in the configuration."
        work.report("no-operations", "/paths", "The configuration leaves no operation: the client has no method.", hint)
    elif any(item.pointer.startswith("/paths/") for item in work.diagnostics):
        return  # why there is none is told
    elif "paths" in root or (version(work.document) == "3.0" and "components" in root):
        level: Level = "info" if webhooks else "warning"
        message = "No operation is described: the client has no method."
        work.report("no-operations", "/paths", message, "Describe operations under `paths`.", level)


def _decide_names(document: Document, names: Names) -> dict[SharedEnum, str]:
    """Give each name, as if the document had everything in one fixed order: its own order then changes no name.

    The result says under which key each enum that several places share is named.
    """
    whole = None if document.whole is None else in_order(document.whole)
    ordered = replace(document, root=in_order(document.root), whole=whole)
    draft_names, keys = Names(names.pins, names.previous, was=names.was), Keys(ordered, names.known)
    holders, texts = file_holders(ordered), json_texts(ordered)
    draft = Normaliser(ordered, draft_names, keys, names.known, file_holders=holders, json_texts=texts)
    normalise_components(draft)
    normalise_operations(draft, ())
    tuple(normalise_webhooks(draft))
    names.settle(draft.names.given)
    return draft.owners


def _schemes(work: Normaliser) -> dict[str, tuple[dict[str, Any], str]]:
    components = work.document.root.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    found = {}
    for name, entry in (schemes if isinstance(schemes, dict) else {}).items():
        place = pointer("components", "securitySchemes", name)
        value, _ = resolve(work, entry, place)
        if isinstance(value, dict):
            found[name] = (value, place)
    return found


def _tags(root: dict[str, Any]) -> dict[str, tuple[str, str]]:
    tags = root.get("tags")
    return {
        tag["name"]: (text(tag.get("description")), pointer("tags", str(index)))
        for index, tag in enumerate(tags if isinstance(tags, list) else [])
        if isinstance(tag, dict) and isinstance(tag.get("name"), str)
    }
