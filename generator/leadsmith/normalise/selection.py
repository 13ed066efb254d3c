"""A document -> the part of it that the configuration wants: operations, and the components that they lead to.

What stays stands where it stood: pointers, lines, and so names and diagnostics, are those of the whole. What is left
out can still be referred to. Must not know what a client makes of any of it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from leadsmith.config import Selection
from leadsmith.diagnostics import Diagnostic, LeadsmithError
from leadsmith.document import Document, pointer, tokens
from leadsmith.naming import Names
from leadsmith.normalise.items import ADDITIONAL, operations_of
from leadsmith.normalise.keys import Keys
from leadsmith.normalise.variants import reference_to
from leadsmith.normalise.work import MODELS, mapping

_KEPT = ("securitySchemes",)
"""Components that are named, not referred to; which of them are needed is decided by who reads the operations."""
_RESOURCES = "/resources/"
_UNUSED = "/components/securitySchemes/"
"""What has names that only operations ask for."""


@dataclass(frozen=True)
class _Operation:
    """What patterns are compared with. `lock` is its pointer, from the path also where that refers to another item."""

    lock: str
    path: str
    """Empty for a webhook, which has none."""
    tags: tuple[str, ...]
    names: tuple[str, ...]


def selected(document: Document, include: Selection | None, exclude: Selection | None) -> Document:
    """The document without the operations that are not wanted, and without components that nothing else leads to.

    Raises LeadsmithError for a pattern that matches no operation.
    """
    if include is None and exclude is None:
        return document
    operations = list(_operations(document))
    for name, selection in (("include", include), ("exclude", exclude)):
        for kind, pattern in _patterns(selection):
            if not any(_matches(kind, pattern, operation) for operation in operations):
                raise _unmatched(f"{name}.{kind}", pattern, _offered(kind, operations))
    out = {each.lock for each in operations if not _wanted(each, include, exclude)}
    root = dict(document.root)
    for kind in ("paths", "webhooks"):
        if isinstance(items := root.get(kind), dict):
            root[kind] = {
                name: kept
                for name, item in items.items()
                if (kept := _without(document, item, pointer(kind, name), out, include is None)) is not None
            }
    components = mapping(root.get("components"))
    reached = _reached(replace(document, whole=document.root), {**root, "components": None})
    root["components"] = {
        kind: {name: value for name, value in entries.items() if pointer("components", kind, name) in reached}
        if isinstance(entries, dict) and kind not in _KEPT and not kind.startswith("x-")
        else entries
        for kind, entries in components.items()
    }
    gone = {
        pointer("components", kind, name)
        for kind, entries in components.items()
        for name in mapping(entries)
        if name not in mapping(root["components"][kind])
    }
    gone |= {
        pointer(kind, name)
        for kind in ("paths", "webhooks")
        for name in mapping(document.root.get(kind))
        if name not in mapping(root.get(kind))
    }
    left_out = frozenset(out | gone)
    if not components:
        del root["components"]
    found = document.diagnostics
    if len(out) == len(operations):
        message = "`include` and `exclude` leave no operation of the document."
        found = (*found, Diagnostic("empty-selection", "warning", "", message, "Mend them in the configuration."))
    return replace(document, root=root, whole=document.root, left_out=left_out, diagnostics=found)


def matching(document: Document, selection: Selection | None) -> Selection | None:
    """The selection without the patterns that match no operation of the document."""
    if selection is None:
        return None
    operations = list(_operations(document))
    kept: dict[str, list[str]] = {}
    for kind, pattern in _patterns(selection):
        if any(_matches(kind, pattern, operation) for operation in operations):
            kept.setdefault(kind, []).append(pattern)
    return Selection(**{kind: tuple(patterns) for kind, patterns in kept.items()})


def keep_names(document: Document, names: Names) -> None:
    """Keep the earlier names of what is left out, so that it has them again when it is selected again.

    Those of classes in the document are held for them by who names classes.
    """
    if not document.left_out:
        return
    known = names.known
    left_out = {key for key in known if _is_left_out(key, document.left_out)}
    keys = Keys(document)
    unused = {key for key in known if key.startswith(_UNUSED) or key.endswith("/dict")}
    unused = {key for key in unused if keys.find(key.rpartition("/")[0])}
    resources = {name: key for key, name in known.items() if key.startswith(_RESOURCES) and key.count("/") == 2}
    locks = {key.removesuffix("/resource"): name for key, name in known.items() if key.endswith("/resource")}
    scopes: dict[str, list[str]] = {}
    for lock in sorted(left_out & set(locks)):
        scopes.setdefault(resources.get(locks[lock], ""), []).append(lock)
    for scope, held in scopes.items():
        names.hold(scope, held)
    names.hold("/webhooks", (key for key in left_out if tokens(key)[0] == "webhooks" or "callbacks" in tokens(key)))
    names.hold("/resources", scopes)
    classes = [f"{key}/class" for key in scopes]
    names.hold(MODELS, classes, twin="Async")
    names.keep({*left_out, *unused, *(key for key in (*scopes, *classes) if key in known)})


def _is_left_out(key: str, left_out: frozenset[str]) -> bool:
    """Is the key that of something left out, or of a part of it?"""
    parts = key.split("/")
    return any("/".join(parts[:length]) in left_out for length in (3, 4, 5))


# Operations and patterns ----------------------------------------------------------------------------------------------


def _operations(document: Document) -> Iterator[_Operation]:
    for kind in ("paths", "webhooks"):
        for name, item in mapping(document.root.get(kind)).items():
            for method, place, value in operations_of(_resolved(document, item)):
                said = mapping(value)
                tags = said.get("tags")
                texts = tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
                path = name if kind == "paths" else ""
                names = (str(said.get("operationId") or ""), f"{method.upper()} {name}")
                yield _Operation(pointer(kind, name) + place, path, texts, names)


def _wanted(operation: _Operation, include: Selection | None, exclude: Selection | None) -> bool:
    def matches(selection: Selection) -> bool:
        return any(_matches(kind, pattern, operation) for kind, pattern in _patterns(selection))

    return (include is None or matches(include)) and (exclude is None or not matches(exclude))


def _patterns(selection: Selection | None) -> Iterator[tuple[str, str]]:
    for kind in ("tags", "paths", "operations") if selection else ():
        yield from ((kind, pattern) for pattern in getattr(selection, kind))


def _matches(kind: str, pattern: str, operation: _Operation) -> bool:
    texts = {"tags": operation.tags, "paths": (operation.path,), "operations": operation.names}[kind]
    return any(text == pattern or _pattern(pattern).fullmatch(text) for text in texts if text)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression: `/**` is any number of segments, none too."""
    method, space, path = pattern.partition(" /")
    pattern = f"{method.upper()} /{path}" if space else pattern
    said = {"/**": "(?:/.*)?", "**": ".*", "*": "[^/]*"}
    return re.compile("".join(said.get(part) or re.escape(part) for part in re.split(r"(/\*\*|\*\*|\*)", pattern)))


def _offered(kind: str, operations: Iterable[_Operation]) -> list[str]:
    texts: dict[str, None] = {}
    for operation in operations:
        found = {"tags": operation.tags, "paths": (operation.path,), "operations": operation.names}[kind]
        texts |= dict.fromkeys(filter(None, found))
    return list(texts)


def _unmatched(place: str, pattern: str, offered: list[str]) -> LeadsmithError:
    lower = {text.lower(): text for text in offered}
    close = [lower[text] for text in difflib.get_close_matches(pattern.replace("*", "").lower(), lower, 3, 0.5)]
    what = {"tags": "tag", "paths": "path"}.get(place.rpartition(".")[2], "operation")
    message = f"{place}: {pattern!r} matches no {what} of the document."
    hint = f"Did you mean {' or '.join(map(repr, close))}?" if close else "Mend it, or remove it."
    if not close and offered:
        hint = f"There are: {', '.join(offered[:10])}{', ...' if len(offered) > 10 else ''}."
    return LeadsmithError((Diagnostic("config", "error", "", message, hint=hint),))


# What stays -----------------------------------------------------------------------------------------------------------


def _without(document: Document, item: Any, place: str, out: set[str], others: bool) -> Any:
    """The path item without what is left out; None where nothing stays. `others`: one without operations stays."""
    found = [place + inner for _, inner, _ in operations_of(_resolved(document, item))]
    if not found:
        return item if others else None
    if all(lock in out for lock in found):
        return None
    if "$ref" in item or not any(lock in out for lock in found):
        return item
    kept = {key: value for key, value in item.items() if place + pointer(key) not in out}
    if isinstance(more := item.get(ADDITIONAL), dict):
        kept[ADDITIONAL] = {key: value for key, value in more.items() if place + pointer(ADDITIONAL, key) not in out}
    return kept


def _resolved(document: Document, item: Any) -> Any:
    for _ in range(100):  # a reference that leads back to itself is reported by who reads the path item
        if not isinstance(item, dict) or not isinstance(item.get("$ref"), str):
            break
        target = document.resolve(item["$ref"])
        item = target[1] if target else None
    return item


def _reached(document: Document, root: Any) -> set[str]:
    """The pointers of the components that references in `root` lead to, and what these lead to in turn."""
    heirs = _heirs(document)
    reached: set[str] = set()
    todo: list[Any] = [root]

    def follow(reference: str) -> None:
        target = document.resolve(reference)
        if target is None:
            return
        place = "".join(map(pointer, tokens(target[0])[:3])) if target[0].startswith("/components/") else target[0]
        if place not in reached:
            reached.add(place)
            todo.append(document.at(place))
            if "discriminator" in mapping(document.at(place)):
                for heir in heirs.get(place, ()):
                    follow(f"#{heir.replace('%', '%25')}")

    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo += value
        elif isinstance(value, dict):
            todo += value.values()
            if isinstance(value.get("$ref"), str):
                follow(value["$ref"])
            told = mapping(value.get("discriminator"))
            for name in (*mapping(told.get("mapping")).values(), told.get("defaultMapping")):
                if isinstance(name, str):
                    follow(reference_to(document, name))
    return reached


def _heirs(document: Document) -> Mapping[str, list[str]]:
    """The schemas that are made of another one by `allOf`: where that has a discriminator, they are its variants."""
    found: dict[str, list[str]] = {}
    for name, schema in mapping(mapping(document.root.get("components")).get("schemas")).items():
        parts = mapping(schema).get("allOf")
        for part in parts if isinstance(parts, list) else ():
            reference = mapping(part).get("$ref")
            if isinstance(reference, str) and (target := document.resolve(reference)):
                found.setdefault(target[0], []).append(pointer("components", "schemas", name))
    return found
