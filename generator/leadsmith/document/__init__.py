"""Files -> `Document`: JSON or YAML 1.2, overlays applied, and where each value stands.

Must not know what an OpenAPI document describes, only how one is written: values, pointers, references.
"""

from __future__ import annotations

import codecs
import difflib
import hashlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import unquote

from leadsmith.diagnostics import Diagnostic, LeadsmithError, Location
from leadsmith.document.addresses import DOWNLOAD, is_web, origin, target, written
from leadsmith.document.files import FILES, Source, bundled
from leadsmith.document.jsontext import json_places, read_json, unusable
from leadsmith.document.limits import Limits, Used, oversized, too_large
from leadsmith.document.numbers import finite
from leadsmith.document.overlay import Layer, apply
from leadsmith.document.places import Place, find, index, location, pointer, position, tokens
from leadsmith.document.yaml12 import NOT_READ, read_yaml

__all__ = [
    "FILES",
    "Document",
    "Fetch",
    "Limits",
    "Place",
    "Version",
    "later_version",
    "load",
    "parse",
    "pointer",
    "tokens",
    "too_large",
    "version",
]

Fetch = Callable[[str, int], bytes | None]
"""Gets what is at an address of the web, of so many bytes at most; None where that is not allowed."""
Version = Literal["2.0", "3.0", "3.1", "3.2"]
_VERSIONS = get_args(Version)

_MAX_GUESSED = 20_000
"""Names that are looked at for what references to nothing may have meant; it takes long to say how like two are."""
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Document:
    """An API description as plain JSON values. Nobody changes `root`; equal parts of it may be one object."""

    name: str
    """The file as diagnostics show it."""
    root: dict[str, Any]
    sources: Mapping[str, str]
    """The text of each file, overlays included, by the name that diagnostics show."""
    digests: Mapping[str, str]
    """SHA-256 (hex) of the bytes of each file, the same on every machine: by file name without folder, what references
    lead to by path from the document's folder, or by address in the web."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What reading found that is no error."""
    limits: Limits = field(default_factory=Limits)
    whole: dict[str, Any] | None = None
    """What references lead into where `root` is only a part of it."""
    left_out: frozenset[str] = frozenset()
    """Pointers of what is in `whole` and was left out of `root`, the operations of a shared path item by the path."""
    places: Callable[[], Place] = field(default=lambda: Place("", 0), repr=False, compare=False)
    """The places of the values; worked out when first asked."""
    written: Callable[[str], str] = field(default=lambda pointer: pointer, repr=False, compare=False)
    """What a pointer into `root` is in the document as it is written, where `root` is that in other words."""
    _anchors: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The pointers of schemas with an anchor; worked out when first asked."""
    _resolved: dict[str, tuple[str, Any] | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `resolve` found, by reference."""
    _guessed: list[int] = field(default_factory=list, init=False, repr=False, compare=False)
    """How many names were looked at, each time, for what a reference may have meant."""

    def locate(self, pointer: str) -> Location:
        """Where the value at the JSON pointer stands: its key, or the item of a list.

        For a pointer that leads to nothing it is the nearest value above. Raises ValueError for what is no pointer.
        """
        return location(find(self.places(), pointer), self.sources)

    def at(self, pointer: str) -> Any:
        """The value at the JSON pointer; None where there is nothing."""
        found = self.resolve("#" + pointer.replace("%", "%25"))
        return found[1] if found else None

    def resolve(self, reference: str) -> tuple[str, Any] | None:
        """The JSON pointer and the value that a reference like `#/components/schemas/Lead` stands for.

        It may also name the `$anchor` of a schema. The fragment is percent-decoded (RFC 6901, section 6). None when it
        leads nowhere in this document: then `unresolved` says why.
        """
        if reference not in self._resolved:
            self._resolved[reference] = self._target(reference)
        return self._resolved[reference]

    def _target(self, reference: str) -> tuple[str, Any] | None:
        file, _, fragment = reference.partition("#")
        path = unquote(fragment)
        if path and not file and not path.startswith("/"):
            path = self._anchor(path)
        if file or (fragment and not path):
            return None
        value: Any = self.root if self.whole is None else self.whole
        for token in tokens(path):
            if isinstance(value, dict) and token in value:
                value = value[token]
            elif isinstance(value, list) and (number := index(token, len(value))) is not None:
                value = value[number]
            else:
                return None
        return path, value

    def unresolved(self, reference: str, place: str) -> Diagnostic:
        """Why `resolve` gives None for the reference that stands at the pointer `place`, and one way out."""
        file, _, fragment = reference.partition("#")
        if file:
            if is_web(file):
                message = f"The reference {reference} leads to the web, from where nothing is fetched unasked."
                hint = f"Keep a copy of it beside the document, and refer to that, or allow it: {_allowing(file)}."
            elif target(reference) is None:
                message = f"The reference {reference} leads to a path from the root of the disk, or to no file at all."
                hint = "Keep a copy of it beside the document, and refer to that."
            else:
                message = f"The reference {reference} leads to another file, which is not there or not to be read."
                hint = "Mend the path; for files outside of the document's folder, set `ref_root`, or `--ref-root DIR`."
            return Diagnostic("external-reference", "error", place, message, hint).at(self)
        message = f"The reference {reference} leads to nothing."
        hint = "Mend the reference, or remove it by an overlay."
        path = unquote(fragment)
        if not path.startswith("/"):
            hint = "Write it as #/…: a path from the root of the document."
        elif close := self._close(path):
            hint = f"Did you mean #{close}?"
        return Diagnostic("unresolved-reference", "error", place, message, hint).at(self)

    def _anchor(self, name: str) -> str:
        """The pointer of the schema with this `$anchor` (JSON Schema 2020-12, section 8.2.2); empty for none."""
        if not self._anchors:
            todo: list[tuple[Any, str]] = [(self.root if self.whole is None else self.whole, "")]
            while todo:
                value, place = todo.pop()
                if isinstance(value, dict) and isinstance(value.get("$anchor"), str):
                    self._anchors[value["$anchor"]] = place
                members = value.items() if isinstance(value, dict) else enumerate(value)
                todo += [(item, place + pointer(key)) for key, item in members if isinstance(item, dict | list)]
            self._anchors.setdefault("", "")
        return self._anchors.get(name, "")

    def _close(self, path: str) -> str:
        *above, last = tokens(path)
        parent = self.resolve("#" + pointer(*above).replace("%", "%25"))
        names = parent[1] if parent and isinstance(parent[1], dict) else ()
        self._guessed.append(len(names))
        if sum(self._guessed) > _MAX_GUESSED:
            return ""
        return next((pointer(*above, name) for name in difflib.get_close_matches(last, names, 1)), "")


def load(
    path: Path,
    overlays: Sequence[Path] = (),
    ref_root: Path | None = None,
    beside: Callable[[Path], bytes | None] | None = None,
    fetch: Fetch | None = None,
    limits: Limits | None = None,
) -> Document:
    """The document in the file `path` with the overlays applied in order, and with the files that it refers to.

    Those are taken from the folder `ref_root` and below, by default that of the document, and read by `beside`, by
    default from the disk; it gives None for what is not there. What they name in the web is got by `fetch`, by default
    not at all. Raises LeadsmithError with the place of what is wrong in any of the files.
    """
    used = Used(limits or Limits())
    data = _read(path, used)
    document = _parsed(data, _shown(path), used)
    sources = dict(document.sources)
    digests = {path.name: _digest(data)}
    diagnostics = [*document.diagnostics]
    root, places = document.root, document.places
    for file in overlays:
        data = _read(file, used)
        overlay = _parsed(data, _shown(file), used)
        sources |= overlay.sources
        digests[file.name if file.name not in digests else f"{len(digests)}:{file.name}"] = _digest(data)
        layer = Layer(overlay.root, overlay.places(), dict(overlay.sources))
        root, now, found = apply(root, places(), layer)
        places = _given(now)
        diagnostics += [*overlay.diagnostics, *found, *_check_extends(layer, file, path)]
        if problem := unusable(root):
            raise LeadsmithError((layer.diagnostic(problem.code, "error", "", problem.message, problem.hint),), sources)
    inside = (ref_root or path.parent).resolve()

    def bytes_of(name: str) -> tuple[str, bytes | None]:
        """A file that is referred to, as it is shown and what is in it."""
        if is_web(name):
            return name, fetch(name, used.left) if fetch else None
        file = path.parent / name
        if not _may_be(file, inside):
            return "", None
        if beside is None:
            return _shown(file), _read(file, used) if file.is_file() else None
        return _shown(file), beside(file)

    def other(name: str) -> Source | None:
        known, data = bytes_of(name)
        if data is None:
            return None
        if is_web(name) or beside:
            used.take_bytes(len(data), known)
        sources[known] = _decode(data, known)
        digests[name] = _digest(data)
        value, found_places, found = _values(sources[known], known, used)
        diagnostics.extend(found)
        return value, found_places

    root, places = bundled(root, places, path.name, other)
    found_all = tuple(diagnostics)
    return _held(Document(document.name, root, sources, digests, found_all, limits=used.limits, places=cache(places)))


def parse(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """The document in `data`; `name` is the file that diagnostics name.

    JSON and YAML are told apart by the content; only that a file named `.json` has to be JSON. Raises LeadsmithError.
    """
    used = Used(limits or Limits())
    used.take_bytes(len(data), name)
    return _held(_parsed(data, name, used))


def _held(document: Document) -> Document:
    """The document, if none of its parts is larger than the limits allow. Raises LeadsmithError."""
    if found := oversized(document.root, document.limits):
        path, what, limit, count = found
        place = pointer(*path)
        at = document.locate(place)
        raise too_large(what, limit, count, at, document.sources[at.file], place)
    return document


def _parsed(data: bytes, name: str, used: Used) -> Document:
    text = _decode(data, name)
    places: Callable[[], Place]
    root, places, found = _values(text, name, used)
    if not isinstance(root, dict):
        empty = root is None
        message = "The document is empty." if empty else "The document is not an object at its root."
        raise _error("empty-document" if empty else "not-an-object", message, name, text, places().offset, NOT_READ)
    digests = {Path(name).name: _digest(data)}
    return Document(name, root, {name: text}, digests, tuple(found), limits=used.limits, places=places)


def version(document: Document) -> Version:
    """The version of OpenAPI that the document is written in; a later 3.x is read as the last one that is known.

    Raises LeadsmithError when it is none of them.
    """
    for key, pattern in (("openapi", r"3\.(\d+)(?=\.|$)"), ("swagger", r"2\.0$")):
        # `openapi: 3.1` without quotes is a number in YAML; everybody knows what it means.
        if found := re.match(pattern, str(document.root.get(key, ""))):
            return found[0] if found[0] in _VERSIONS else _VERSIONS[-1]  # type: ignore[return-value]
    key = next((key for key in ("openapi", "swagger") if key in document.root), "")
    place = pointer(key) if key else ""
    hint = 'It has to begin with `openapi: 3.0.x`, `3.1.x` or `3.2.x`, or with `swagger: "2.0"`.'
    if key:
        value = document.root[key]
        message = f"`{key}: {'' if value is None else value}` is not a version that Leadsmith knows."
    else:
        message = "This is no OpenAPI document: it has neither `openapi` nor `swagger` at its root."
        alike = [name for name in document.root if name.lower() in ("openapi", "swagger")]
        hint = f"Did you mean {alike[0].lower()!r} by {alike[0]!r}?" if alike else hint
    raise LeadsmithError((Diagnostic("version", "error", place, message, hint).at(document),), document.sources)


def later_version(document: Document) -> Diagnostic | None:
    """A warning when the document is written in a version that is later than all that are known."""
    found = re.match(r"3\.\d+(?=\.|$)", str(document.root.get("openapi", "")))
    if found is None or found[0] in _VERSIONS:
        return None
    message = f"OpenAPI {found[0]} is not known yet; the document is read as one of {_VERSIONS[-1]}."
    return Diagnostic("later-version", "warning", "/openapi", message, "Update Leadsmith, or look at what comes out.")


def _allowing(address: str) -> str:
    try:
        return f"`--allow-remote-refs {written(origin(address))}`"
    except ValueError:
        return "`--allow-remote-refs ORIGIN`"


def _values(text: str, name: str, used: Used) -> tuple[Any, Callable[[], Place], list[Diagnostic]]:
    """The value in `text`, what gives its places, and what there is to say of it."""
    value, places = _read_values(text, name, used)
    return finite(value, places, {name: text})


def _read_values(text: str, name: str, used: Used) -> tuple[Any, Callable[[], Place]]:
    """The value in `text` and what gives its places. JSON is tried first where the text can be JSON."""
    problem = None
    if text.lstrip()[:1] in ("{", "["):
        before = used.values
        try:
            return read_json(text, name, used), cache(lambda: json_places(text, name))
        except ValueError as error:
            used.values = before
            offset = getattr(error, "pos", 0)
            message = f"This is not JSON: {getattr(error, 'msg', error)}."
            problem = _error("json-syntax", message, name, text, offset, NOT_READ)
            if name.lower().endswith(".json"):
                raise problem from None
    try:
        value, place = read_yaml(text, name, used)
    except LeadsmithError as error:
        if error.diagnostics[0].code == "yaml-syntax" and not name.lower().endswith((".json", ".yaml", ".yml")):
            raise _other_kind(error) from None
        # YAML in flow style begins like JSON too; of two syntax errors JSON's is the clearer one.
        raise problem if problem and error.diagnostics[0].code == "yaml-syntax" else error from None
    return value, _given(place)


def _other_kind(error: LeadsmithError) -> LeadsmithError:
    """The error for a file that is not called like YAML or JSON either: likely another one is meant."""
    [found] = error.diagnostics
    message = f"This is neither YAML nor JSON: {found.message.removeprefix('This is not YAML: ')}"
    hint = "Name an OpenAPI document: an object in YAML or JSON that begins with `openapi` or `swagger`."
    return LeadsmithError([replace(found, message=message, hint=hint)], error.sources)


def _given(place: Place) -> Callable[[], Place]:
    return lambda: place


def _decode(data: bytes, name: str) -> str:
    mark, encoding = next((known for known in _ENCODINGS if data.startswith(known[0])), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[len(mark) :][: error.start].decode(encoding, "replace")
        message = f"The file is not {encoding.upper()}: {error.reason}."
        raise _error("encoding", message, name, before, len(before), "Save it as UTF-8.") from None


def _check_extends(overlay: Layer, file: Path, path: Path) -> list[Diagnostic]:
    """A warning when the overlay says that it was made for another file. An address of the web says nothing here."""
    extends = overlay.root.get("extends")
    if not extends or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", extends):
        return []
    if (file.parent / unquote(extends)).resolve() == path.resolve():
        return []
    message = f"The overlay is made for {extends}, not for {path.name}."
    return [overlay.diagnostic("overlay-extends", "warning", "/extends", message, "Mend `extends`, or remove it.")]


def _read(path: Path, used: Used) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(used.left + 1)
    except OSError as error:
        shown = re.sub(r".*\b(https?):[\\/]+", r"\1://", _shown(path))  # a path has no two slashes
        message = f"{shown} cannot be read: {error.strerror or error}."
        hint = DOWNLOAD if is_web(shown) else "Name a file that is there."
        raise LeadsmithError((Diagnostic("unreadable-file", "error", "", message, hint),)) from None
    used.take_bytes(len(data), _shown(path))
    return data


def _may_be(file: Path, inside: Path) -> bool:
    """Is this a file that a disk can have, in the folder `inside` or below?"""
    try:
        file.is_file()
        return file.resolve().is_relative_to(inside)
    except (OSError, RuntimeError):  # a name that is too long, links in a circle
        return False


def _shown(path: Path) -> str:
    """The file as the user would name it: from the current folder where it is inside of it."""
    relative = os.path.relpath(path)
    return Path(path if relative.startswith(os.pardir) else relative).as_posix()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _error(code: str, message: str, name: str, text: str, offset: int, hint: str = "") -> LeadsmithError:
    return LeadsmithError((Diagnostic(code, "error", "", message, hint, position(name, text, offset)),), {name: text})
