"""What normalising works on and with: the document, names, the shapes found so far, and how references are followed.

Must not know what any keyword of a schema means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadsmith.diagnostics import Diagnostic, Level
from leadsmith.document import Document, pointer, tokens, too_large
from leadsmith.naming import JsonScalar, Names, pascal
from leadsmith.normalise.keys import Keys

Schema = dict[str, Any]
Part = tuple[Any, str]
"""One of several schemas that go together, and its pointer."""
SharedEnum = tuple[str, frozenset[tuple[type, JsonScalar]]]
"""The name of a property or parameter, and the values: inline enums that are alike in both are one class."""

MODELS = "/models"
"""Scope of the names of classes."""


@dataclass(frozen=True)
class Property:
    """A property of an object: its final name, what the document calls it, and its schema in normal form."""

    name: str
    wire: str
    schema: Schema
    required: bool
    description: str
    pointer: str
    default: Any = None
    read_only: bool = False
    write_only: bool = False
    tags: tuple[str, ...] = ()
    """The values that tell that a value of a union is this object, beside those that its schema lists."""
    format: str = ""
    """What the document calls its text, as far as it says so in the property itself."""


@dataclass(frozen=True)
class ObjectShape:
    """An object with named properties. `extra` is the schema of further properties, None when none are described.

    `family` are the names of the objects that are this one and more: a discriminator tells them apart.
    """

    properties: tuple[Property, ...]
    extra: Schema | None
    description: str
    pointer: str
    family: tuple[str, ...] = ()


@dataclass(frozen=True)
class EnumShape:
    """A list of values, none of them null, objects or arrays, each with the final name of its member.

    `also` are the Python types of values that are not listed, beside those of the listed ones.
    """

    members: tuple[tuple[str, JsonScalar], ...]
    description: str
    pointer: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class AliasShape:
    """A component that is neither object nor enum."""

    schema: Schema
    description: str
    pointer: str


Shape = ObjectShape | EnumShape | AliasShape


@dataclass
class Normaliser:
    """The work in progress: what is decided so far. `shapes` maps final class names to shapes, in document order.

    `keys` says what the manifest calls a place; `known` has the names of the last manifest and the configuration, and
    `owners` the keys under which enums are named that several places share. `places` has the names of the classes of
    components by pointer, `inline` those of other places, `shared` those of shared enums; `joined` has the place of
    what some schemas say together, by their places, `class_keys` the keys of classes by name. Of the last manifest,
    `candidates` are the keys of classes that are in the document still, by the property or parameter, until `owned` has
    the first for each enum, and `named_before` the keys of all classes by name. `files` are the places of what a
    multipart body sends as a file, `file_holders` those of what holds such a thing, `json_texts` those of texts that
    are read as the JSON in them. `families` has the places of the components that are a component and more, by the
    place of that, and `told` what tells objects of unions apart: see `variants`. `unions` are the names that are wanted
    for what is several objects at once, by the key of its place. `followed` counts how often references were followed,
    `copied` what is written once and stands in several places of the client.
    """

    document: Document
    names: Names
    keys: Keys
    known: Mapping[str, str]
    owners: dict[SharedEnum, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    file_holders: frozenset[str] = frozenset()
    json_texts: frozenset[str] = frozenset()
    shapes: dict[str, Shape | None] = field(default_factory=dict)
    diagnostics: dict[Diagnostic, None] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    inline: dict[str, str] = field(default_factory=dict)
    done: dict[str, Schema] = field(default_factory=dict)
    shared: dict[SharedEnum, str] = field(default_factory=dict)
    joined: dict[frozenset[str], str] = field(default_factory=dict)
    class_keys: dict[str, str] = field(default_factory=dict)
    candidates: dict[str, list[str]] = field(default_factory=dict)
    owned: dict[SharedEnum, str] = field(default_factory=dict)
    named_before: dict[str, list[str]] = field(default_factory=dict)
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told: list[Any] = field(default_factory=list)
    unions: dict[str, str] = field(default_factory=dict)
    followed: int = 0
    copied: int = 0

    def report(self, code: str, place: str, message: str, hint: str = "", level: Level = "warning") -> None:
        """Add a warning, or what `level` says, about the thing at the pointer `place`; once."""
        self.diagnostics[Diagnostic(code, level, place, message, hint=hint)] = None

    def follow(self, place: str) -> None:
        """Count that a reference may be followed from `place`. Raises LeadsmithError where that comes to be too many:
        what each schema refers to twice takes twice as many steps for each.
        """
        self.followed += 1
        most = self.document.limits.references
        if self.followed > most:
            what = f"its references are followed more than {most:,} times, here among others"
            raise too_large(what, "references", self.followed, place=place)

    def copy(self, place: str, said: Any) -> None:
        """Count that what is described at another place is written at `place` too, its text by hundreds of letters.

        Raises LeadsmithError where that comes to be too many.
        """
        self.copied += 1 + len(text(mapping(said).get("description"))) // 100
        most = self.document.limits.values
        if self.copied > most:
            what = f"what is written once and meant often stands for more than {most:,} values, here among others"
            raise too_large(what, "values", self.copied, place=place)


def resolve(work: Normaliser, value: Any, place: str) -> tuple[Any, str]:
    """Follow `$ref` from the object at `place` to what it stands for, and that thing's pointer.

    A reference that leads nowhere is reported and gives (None, its pointer).
    """
    seen: dict[str, None] = {}
    work.follow(place)
    while isinstance(value, dict) and isinstance(value.get("$ref"), str):
        reference = value["$ref"]
        target = work.document.resolve(reference)
        if target is None:
            why = work.document.unresolved(reference, place)
            work.report(why.code, place, why.message, why.hint)
            return None, place
        if reference in seen:
            message = f"The reference {reference} leads back to itself."
            work.report("unresolved-reference", place, message, "Mend the reference, or remove it by an overlay.")
            return None, place
        seen[reference] = None
        work.follow(place)
        place, value = target
    return value, place


def referenced(work: Normaliser, value: Any, place: str) -> tuple[Any, str]:
    """The same for a parameter, body or answer: the description beside a reference is the one that counts (3.1,
    4.8.23), and nothing else there does.
    """
    target, where = resolve(work, value, place)
    if where == place or not isinstance(target, dict):
        return target, where
    beside = {key: item for key, item in value.items() if key != "$ref" and not key.startswith("x-")}
    work.copy(place, target)
    told = {key: beside.pop(key) for key in ("summary", "description") if key in beside}
    for key in beside:
        message = f"{key!r} beside `$ref` is ignored, as the standard says."
        work.report("ref-siblings", f"{place}{pointer(key)}", message, "Put it where the reference leads.", "info")
    return {**target, **told}, where


def media_types(work: Normaliser, holder: Mapping[str, Any], place: str) -> dict[str, tuple[Mapping[str, Any], str]]:
    """What the `content` of a body, answer or parameter at `place` says of each media type, and where that stands:
    since OpenAPI 3.2 it may be a reference.
    """
    found = {}
    for name, entry in mapping(holder.get("content")).items():
        value, where = resolve(work, entry, f"{place}/content{pointer(name)}")
        found[name] = mapping(value), where
    return found


def alone(work: Normaliser) -> bool:
    """Is nothing read that stands beside a `$ref` in a schema? So it is before OpenAPI 3.1."""
    return str(work.document.root.get("openapi", "")).startswith("3.0")


def text(value: Any) -> str:
    """A description of the document as text; anything but text is no description."""
    return value.strip() if isinstance(value, str) else ""


def about(schema: Mapping[str, Any]) -> str:
    """The description of a schema, and that it is deprecated."""
    return " ".join(filter(None, ("Deprecated." * (schema.get("deprecated") is True), text(schema.get("description")))))


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> Iterator[Any]:
    return iter(value if isinstance(value, list) else ())


def component_name(target: str, kind: str) -> str:
    """The name of the component of this kind at the pointer, in Pascal case; empty when there is none."""
    path = tokens(target)
    return pascal(path[2]) if path[:2] == ("components", kind) and len(path) == 3 else ""


def shown_example(value: Mapping[str, Any], otherwise: Any = None) -> Any:
    """The first example of a parameter or of a media type."""
    if "example" in value:
        return value["example"]
    for example in mapping(value.get("examples")).values():
        return mapping(example).get("value")
    return otherwise
