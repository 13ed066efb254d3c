"""A document in several files -> one: what references name in other files is taken in, with its places.

OpenAPI 3.1, sections 4.3 and 4.6 (relative references): `$ref`, and what a discriminator maps its values to (4.8.25).
Each file that is reached stands whole under `FILES` at the root, by its path from the document's folder or its address
in the web, and references are written anew to lead there, so that the modules after this one know one document and
pointers tell which file is meant. What may be read is decided by who reads. Must not know what is described.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from leadsmith.document.addresses import target
from leadsmith.document.places import Place, pointer

FILES = "x-files"
"""The member of the root that holds the other files."""

Source = tuple[Any, Callable[[], Place]]
"""The value of a file, and what gives its places."""


@dataclass
class _Bundle:
    """The files found so far, by their path from the folder of the document, or their address in the web."""

    name: str
    address: str
    """The document's own address, by which it may be referred to (`$self`, OpenAPI 3.2, section 4.1)."""
    read: Callable[[str], Source | None]
    names: dict[str, Mapping[str, Any]]
    """The schemas that go by their names alone: the components of each file, of the document under ''."""
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Callable[[], Place]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)


def bundled(root: Any, places: Callable[[], Place], name: str, read: Callable[[str], Source | None]) -> Source:
    """The document with the files in it that it refers to, and its places.

    `name` is the document's own file name. `read` gives a file by its path from the document's folder, or its address
    in the web, and None for one that is not there or not to be read: references to it stay as they are.
    """
    names = _schemas(root)
    if not _has_others(root, names):
        return root, places
    address = _mapping(root).get("$self")
    bundle = _Bundle(name, address if isinstance(address, str) else "", read, {"": names})
    whole = _rewritten(root, "", bundle)
    if not bundle.values:
        return whole, places
    whole = {**whole, FILES: {**_mapping(root.get(FILES)), **bundle.values}}

    def all_places() -> Place:
        top = places()
        own = top.members if isinstance(top.members, dict) else {}
        there = own.get(FILES)
        held = there.members if there and isinstance(there.members, dict) else {}
        members = {**held, **{path: found() for path, found in bundle.places.items()}}
        return top._replace(members={**own, FILES: (there or top)._replace(members=members)})

    return whole, all_places


def _has_others(value: Any, names: Mapping[str, Any]) -> bool:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            named = (each for each in _named_by(item) if each not in names)
            if any(isinstance(each, str) and each[:1] not in ("#", "") for each in (item.get("$ref"), *named)):
                return True
            todo += item.values()
        elif isinstance(item, list):
            todo += item
    return False


def _named_by(value: Mapping[str, Any]) -> list[str]:
    """What `value` calls schemas where it is a discriminator."""
    if not isinstance(value.get("propertyName"), str):
        return []
    named = [*_mapping(value.get("mapping")).values(), value.get(_DEFAULT)]
    return [each for each in named if isinstance(each, str)]


def _rewritten(value: Any, file: str, bundle: _Bundle) -> Any:
    """The value with every reference written from the root of the whole."""
    if isinstance(value, list):
        return [_rewritten(item, file, bundle) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _rewritten(item, file, bundle) for key, item in value.items()}
    reference = found.get("$ref")
    if isinstance(reference, str) and (whole := _from_root(reference, file, bundle)):
        found["$ref"] = whole
    if _named_by(found):
        mapped = {key: _from_name(named, file, bundle) for key, named in _mapping(found.get("mapping")).items()}
        found |= {"mapping": mapped} if mapped else {}
        found |= {_DEFAULT: _from_name(found[_DEFAULT], file, bundle)} if _DEFAULT in found else {}
    return found


def _from_name(named: Any, file: str, bundle: _Bundle) -> Any:
    """What a discriminator calls a schema, written likewise: a name is that of a component before it is a file's."""
    if not isinstance(named, str) or named in bundle.names[""]:
        return named
    if named in bundle.names[file]:
        return f"#{quote(pointer(FILES, file, *_SCHEMAS, named), safe=_SAFE)}"
    return _from_root(named, file, bundle) or named


def _from_root(reference: str, file: str, bundle: _Bundle) -> str:
    if bundle.address and reference.partition("#")[0] == bundle.address:
        return f"#{reference.partition('#')[2]}"
    found = target(reference, file)
    if found is None:
        return ""
    path, fragment = found
    if path in ("", bundle.name):
        return f"#{fragment}"
    if not _taken_in(path, bundle):
        return ""
    return f"#{quote(pointer(FILES, path), safe=_SAFE)}{fragment}"


_SCHEMAS = ("components", "schemas")
_DEFAULT = "defaultMapping"  # of OpenAPI 3.2
_SAFE = "/~!$&'()*+,;=:@?-._"


def _taken_in(path: str, bundle: _Bundle) -> bool:
    if path in bundle.values or path in bundle.missing:
        return path in bundle.values
    source = bundle.read(path)
    if source is None:
        bundle.missing.add(path)
        return False
    value, bundle.places[path] = source
    bundle.names[path] = _schemas(value)
    bundle.values[path] = None  # so that a file that leads back here is not read again
    bundle.values[path] = _rewritten(value, path, bundle)
    return True


def _schemas(value: Any) -> Mapping[str, Any]:
    for key in _SCHEMAS:
        value = _mapping(value).get(key)
    return _mapping(value)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
