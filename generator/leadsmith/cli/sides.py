"""OLD and NEW of `diff`: a document, a generated package, or a git revision of either -> the client it stands for."""

from __future__ import annotations

import os
import tempfile
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from leadsmith import interface, manifest
from leadsmith.cli.building import fetch_for, no_client
from leadsmith.cli.defined import definitions
from leadsmith.cli.inputs import Reading, problem
from leadsmith.cli.revisions import Revision, revision
from leadsmith.config import ClientConfig, client_config, read_config
from leadsmith.diagnostics import LeadsmithError, Location
from leadsmith.document.addresses import DOWNLOAD, is_web
from leadsmith.ir import Client

if TYPE_CHECKING:
    from leadsmith.document import Document

Locate = Callable[[str, str], Location | None]
Files = Callable[[], Mapping[str, bytes]]


@dataclass(frozen=True)
class Side:
    """A client, what the user called it, its names by pointer, and where something stands.

    `locate` takes the pointer, which leads into a document, and the symbol, which a package defines. `files` gives the
    files of its package, made when first asked.
    """

    label: str
    client: Client
    names: Mapping[str, str]
    locate: Locate
    files: Files


@dataclass(frozen=True)
class Source:
    """Something that a user named: `path` is in the working tree, or in the revision `at`, as if it were there."""

    label: str
    path: Path
    is_package: bool
    at: Revision | None = None

    def read(self, path: Path) -> bytes | None:
        """A file beside the source, of the same revision; None where there is none."""
        if self.at is None:
            return path.read_bytes() if path.is_file() else None
        inside = self.at.inside(path)
        return None if inside is None else self.at.read(inside)

    def names(self) -> Iterable[str]:
        """The files of a package by path in it: those that its manifest owns, and those that are about them."""
        content = self.read(self.path / manifest.FILE) or b""
        return [*manifest.read(content.decode()).files, manifest.FILE, manifest.SUMS]


@dataclass(frozen=True)
class Setting:
    """How a document is read. With `borrowed`, what the configuration says of other documents' parts is passed over."""

    config: ClientConfig
    borrowed: bool


def read_sides(old: str, new: str, config: Path | None, reading: Reading) -> tuple[Side, Side]:
    """Both sides. Names: each document has the manifest of its own output, else that of the other side, else NEW has
    the names of OLD, so that only real changes are told.

    Raises LeadsmithError for what cannot be read.
    """
    sources = source(old), source(new)
    packages = [_package(item) if item.is_package else None for item in sources]
    if packages[0] and packages[1]:
        return packages[0], packages[1]
    found = _settings(sources, packages, config)
    settings = [setting and replace(setting, config=reading.applied(setting.config)) for setting in found]
    locks = [
        side.names if side else _lock(item, setting)
        for item, side, setting in zip(sources, packages, settings, strict=True)
    ]
    first = packages[0] or _document(sources[0], settings[0], locks[0] or locks[1])
    second = packages[1] or _document(sources[1], settings[1], locks[1] or first.names)
    return first, second


def source(text: str) -> Source:
    """What the text names: a path that exists, else `REV:path`. Raises LeadsmithError when it is neither."""
    path = Path(text)
    if path.exists():
        return Source(text, path, path.is_dir())
    if is_web(text):
        raise problem(f"{text} is no file or folder.", DOWNLOAD)
    at, inside = revision(text)
    return Source(text, at.top / inside, at.kind(inside) == "folder", at)


# Packages -------------------------------------------------------------------------------------------------------------


def _package(item: Source) -> Side:
    text = item.read(item.path / interface.FILE)
    names = item.read(item.path / manifest.FILE)
    if text is None:
        if names is None:
            hint = "Name an OpenAPI document, or the folder of a generated package: the one with _manifest.json."
            raise problem(f"{item.label} is a folder, and no generated package.", _inside(item) or hint)
        hint = "Generate it again with this version of Leadsmith, or compare the documents."
        raise problem(f"{item.label} has no {interface.FILE}.", hint)
    try:
        client = interface.read(text.decode())
    except ValueError as error:
        hint = "Restore it from version control, or generate the package again."
        raise problem(f"{item.label}/{interface.FILE}: {error}.", hint) from None

    def files() -> Mapping[str, bytes]:
        return {name: content for name in item.names() if (content := item.read(item.path / name)) is not None}

    defined = definitions(item.label.rstrip("/"), client, files)
    return Side(item.label, client, _names(names, item.label), lambda pointer, symbol: defined(symbol), files)


def _inside(item: Source) -> str:
    """A hint at generated packages in a folder that was named instead of one of them."""
    found = sorted(item.path.rglob(interface.FILE)) if item.at is None else []
    names = [path.parent.as_posix() for path in found if (path.parent / manifest.FILE).is_file()]
    return f"Name the generated package in it: {', '.join(names[:3])}." if names else ""


def _names(content: bytes | None, label: str) -> Mapping[str, str]:
    if content is None:
        return {}
    try:
        return manifest.read(content.decode()).names
    except ValueError as error:
        hint = "Restore it from version control."
        raise problem(f"{label}: {manifest.FILE} cannot be read: {error}.", hint) from None


# Documents ------------------------------------------------------------------------------------------------------------


def _settings(sources: tuple[Source, Source], packages: list[Side | None], config: Path | None) -> list[Setting | None]:
    """The configuration of each document: its own, else that of the other one, else one that both have."""
    own = [_configured(item, config) for item in sources]
    known = next((setting.config for setting in reversed(own) if setting), None)
    if known is None:
        known = _plain(sources, packages)
    return [
        None if item.is_package else setting or Setting(replace(known, spec=item.path), True)
        for item, setting in zip(sources, own, strict=True)
    ]


def _plain(sources: tuple[Source, Source], packages: list[Side | None]) -> ClientConfig:
    """Without any configuration: one name for both, that of the package or after the new document; its library."""
    client = next((side.client for side in packages if side), None)
    documents = [item.path for item in sources if not item.is_package]
    try:
        config = client_config(documents[-1], package=client.package if client else None)
    except LeadsmithError:  # the file's name makes no package's; nothing is generated here, so any will do
        config = client_config(documents[-1], package="client")
    return replace(config, http=client.http) if client else config


def _configured(item: Source, config: Path | None) -> Setting | None:
    """The client that the configuration has for a document or a package; of the same revision, if it was there."""
    path = config or next(
        (found for folder in (Path.cwd(), *Path.cwd().parents) if (found := folder / "pyproject.toml").is_file()), None
    )
    if path is None:
        return None
    then = item.read(path) if item.at else None
    try:
        content = path.read_bytes() if then is None else then
    except OSError as error:
        raise problem(f"{path}: {error.strerror}.", "Name a file that can be read.") from None
    label = f"{item.at.name}:{path}" if item.at and then is not None else str(path)
    try:
        clients = read_config(tomllib.loads(content.decode()), path.parent)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise problem(f"{label} is not TOML: {error}", "Mend the file.") from None
    except LeadsmithError as error:
        raise LeadsmithError(replace(each, message=f"{label}: {each.message}") for each in error.diagnostics) from None
    own = item.path.resolve()
    same = next((client for client in clients if own in (client.spec.resolve(), client.output.resolve())), None)
    return Setting(same, borrowed=item.at is not None and then is None) if same else None


def _lock(item: Source, setting: Setting | None) -> Mapping[str, str]:
    """The names in the manifest of the document's own output."""
    if setting is None or (setting.borrowed and item.at is None):
        return {}
    output = setting.config.output
    return _names(item.read(output / manifest.FILE), f"{item.at.name}:{output}" if item.at else str(output))


def _document(item: Source, setting: Setting | None, lock: Mapping[str, str]) -> Side:
    assert setting is not None
    with tempfile.TemporaryDirectory(prefix="leadsmith-") as folder:
        root = Path(folder).resolve()
        paths = [_there(item, path, root) for path in (item.path, *setting.config.overlays)]

        def named(file: str) -> str:
            """The file as the user knows it, not its copy in the temporary folder."""
            path = Path(os.path.normpath(Path.cwd() / file))
            inside = path.is_relative_to(root) and item.at
            return f"{item.at.name}:{path.relative_to(root).as_posix()}" if inside and item.at else file

        try:
            document = _loaded(item, paths[0], tuple(paths[1:]), setting.config, root)
            return _described(item.label, document, setting, lock, named)
        except LeadsmithError as error:
            found = (
                replace(each, location=each.location and replace(each.location, file=named(each.location.file)))
                for each in error.diagnostics
            )
            sources = {named(file): text for file, text in error.sources.items()}
            raise LeadsmithError(found, sources) from None


def _there(item: Source, path: Path, root: Path) -> Path:
    """The file to read: for a revision a copy of what it was; an overlay that was not there yet is the present one."""
    content = item.read(path) if item.at else None
    if content is None or item.at is None:
        return path
    copy = root / (item.at.inside(path) or path.name)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(content)
    return copy


def _loaded(item: Source, path: Path, overlays: tuple[Path, ...], config: ClientConfig, root: Path) -> Document:
    """The document, with the files that it refers to as they were in its revision; those of the web as they are."""
    from leadsmith.document import Limits, load

    at, fetch, limits = item.at, fetch_for(config), Limits(**config.limits)
    if at is None:
        return load(path, overlays, config.ref_root, fetch=fetch, limits=limits)
    inside = at.inside(config.ref_root) if config.ref_root else None

    def beside(file: Path) -> bytes | None:
        """A file that would stand beside the copy of the document."""
        there = Path(os.path.normpath(file))
        return at.read(there.relative_to(root).as_posix()) if there.is_relative_to(root) else None

    return load(path, overlays, root / inside if inside else None, beside, fetch, limits)


def _described(
    label: str,
    document: Document,
    setting: Setting,
    lock: Mapping[str, str],
    named: Callable[[str], str],
) -> Side:
    from leadsmith.document.places import find
    from leadsmith.naming import Names
    from leadsmith.normalise import matching, upgraded
    from leadsmith.pipeline import build, describe  # heavy: two packages are compared without it

    config, pins = setting.config, setting.config.names
    if setting.borrowed:
        # The configuration was written for another state of the document: what it names need not be there.
        schemes = document.at("/components/securitySchemes") or document.at("/securityDefinitions") or {}
        known = {name: value for name, value in config.credentials.items() if name in schemes}
        include, exclude = matching(document, config.include), matching(document, config.exclude)
        paging = {name: replace(said, if_it_fits=True) for name, said in config.paging.items()}
        config = replace(config, credentials=known, was={}, include=include, exclude=exclude, paging=paging)
        pins, lock = {}, {**lock, **config.names}
    names = Names(pins=pins, was=config.was, previous=lock)
    try:
        client, _ = describe(document, config, names)
    except LeadsmithError as error:
        located = (each.at(document) if each.pointer else each for each in error.diagnostics)
        raise LeadsmithError(located, {**document.sources, **error.sources}) from None
    except (RuntimeError, ValueError, SyntaxError) as error:
        raise no_client(label, error) from None
    places = cache(lambda: upgraded(document).places())

    @cache
    def lines(file: str) -> list[int]:
        """Where the lines of a file begin; thousands of changes are looked up."""
        text = document.sources[file]
        return [0, *(index + 1 for index, letter in enumerate(text) if letter == "\n")]

    def locate(pointer: str, symbol: str) -> Location | None:
        place = find(places(), pointer)
        starts = lines(place.file)
        line = bisect_right(starts, place.offset)
        return Location(named(place.file), line, place.offset - starts[line - 1] + 1)

    def files() -> Mapping[str, bytes]:
        return build(document, replace(config, names=pins), manifest.Manifest("", "", names=lock)).files

    return Side(label, client, dict(names.given), locate, files)
