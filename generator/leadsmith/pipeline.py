"""The whole way from a document to files, in order. Pure: reads and writes no files of the user.

`build(document, config, previous)` is what `generate` and `check` share.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from leadsmith import __version__, interface
from leadsmith.config import ClientConfig
from leadsmith.diagnostics import Diagnostic, LeadsmithError
from leadsmith.document import Document
from leadsmith.fence import hold
from leadsmith.formatting import format_files
from leadsmith.ir import Client, Paging
from leadsmith.ir import Path as Way
from leadsmith.manifest import FILE, SUMS, Manifest, digest, sums, write
from leadsmith.models import maker_version
from leadsmith.naming import Names
from leadsmith.normalise import keep_names, normalise, selected, upgraded
from leadsmith.operations import build_client
from leadsmith.render import render_client, template_names, templates_of
from leadsmith.render.carried import runtime_files
from leadsmith.render.families import families
from leadsmith.render.override import Overrides, check_names


@dataclass(frozen=True)
class Output:
    """The files of a generated package by path relative to its folder, and what there is to say about the document."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    """The text of each file of the document, by the name that diagnostics show."""
    inputs: Mapping[str, str]
    """The SHA-256 of each of them, as the manifest has it."""


def build(
    document: Document, config: ClientConfig, previous: Manifest | None = None, cache: Path | None = None
) -> Output:
    """The client package for `document`. `previous` is the manifest of what was generated before: its names stay.

    `cache` is a folder for what can be forgotten: with it or without, the result is the same.

    A pure function of its arguments and the versions of the tools. Raises LeadsmithError, with places, when the
    document cannot be used at all, or when what would go out holds code that no template writes; what templates of the
    user print, nobody can know.
    """
    names = Names(pins=config.names, was=config.was, previous=previous.names if previous else {})
    overrides = Overrides(config.overrides, (config.templates or Path("templates")).as_posix())
    check_names(overrides, template_names())
    try:
        client, diagnostics = describe(document, config, names)
    except LeadsmithError as error:
        located = (item.at(document) if item.pointer else item for item in error.diagnostics)
        raise LeadsmithError(located, {**error.sources, **document.sources}) from None
    inputs, sources, reported = dict(document.digests), document.sources, _reported(document, diagnostics)
    del document  # the values and places of a large one take as much memory as all that follows
    theirs = _theirs(client, overrides)
    formatted = _formatted(render_client(client, overrides, cache), overrides, theirs)
    formatted |= runtime_files(formatted, client.http)
    hold(formatted, theirs)
    formatted[interface.FILE] = interface.write(client)  # behind the syntax trees: of a large client both are large
    hold({interface.FILE: formatted[interface.FILE]})
    files = {name: formatted.pop(name).encode() for name in sorted(formatted)}
    manifest = Manifest(
        leadsmith=__version__,
        datamodel_code_generator=maker_version(),
        inputs=inputs,
        config=digest(_described(config)),
        files={name: digest(content) for name, content in files.items()},
        names=names.given,
        diagnostics=reported,
        paging=_paged(client),
    )
    files[FILE] = write(manifest).encode()
    files[SUMS] = sums(files).encode()
    # What is unlikely about old names the next run cannot tell: no part of the files, so that it makes the same ones.
    return Output(files, (*diagnostics, *names.doubts()), sources, inputs)


def _theirs(client: Client, overrides: Overrides) -> set[str]:
    """The files that are made by templates of the user."""
    if not overrides.texts:
        return set()
    return {name for name, template in templates_of(client, families(client)).items() if template in overrides.texts}


def _formatted(files: Mapping[str, str], overrides: Overrides, theirs: set[str]) -> dict[str, str]:
    try:
        return format_files(files)
    except RuntimeError as error:
        hold(
            {**files, **runtime_files(files, "httpx")}, theirs
        )  # what cannot be formatted is no Python: where, and what
        if not overrides.texts:
            raise
        message = f"What is made with the templates of {overrides.folder} does not pass: {error}"
        hint = f"Mend the templates: {', '.join(overrides.texts)}."
        raise LeadsmithError([Diagnostic("template", "error", "", message, hint)]) from None


def describe(document: Document, config: ClientConfig, names: Names) -> tuple[Client, tuple[Diagnostic, ...]]:
    """The client for `document` as data, and what there is to say: all of `build` but the printing.

    Raises LeadsmithError when the document cannot be used at all.
    """
    document = selected(upgraded(document), config.include, config.exclude)
    keep_names(document, names)
    normal = normalise(document, names)
    client, diagnostics = build_client(normal, config, names)
    names.check_pins()
    found = (*document.diagnostics, *normal.diagnostics, *diagnostics)
    del normal  # it takes as much memory as the places, which are worked out now
    return client, tuple(_placed(each, document) for each in found)


def _placed(diagnostic: Diagnostic, document: Document) -> Diagnostic:
    """The diagnostic with its place in the files, and with the pointer that leads there."""
    if diagnostic.location:
        return diagnostic
    return replace(diagnostic.at(document), pointer=document.written(diagnostic.pointer))


def _reported(document: Document, diagnostics: Iterable[Diagnostic]) -> dict[str, str]:
    """The codes of the warnings by pointer, without messages or lines: a reviewer sees in a diff what is left out."""
    codes: dict[str, set[str]] = {}
    for item in diagnostics:
        if item.level != "info":
            # What was found while reading may point into another file; all else into the document, overlays applied.
            elsewhere = item in document.diagnostics and item.location and item.location.file != document.name
            file = Path(item.location.file).name + "#" if elsewhere and item.location else ""
            codes.setdefault(file + item.pointer, set()).add(item.code)
    return {place: ", ".join(sorted(found)) for place, found in sorted(codes.items())}


def _paged(client: Client) -> dict[str, str]:
    """How each list in pages goes on, in the words of the document: a reviewer sees what was inferred, and how surely.

    The keys are those of the configuration, which can say it otherwise.
    """
    return {
        f"{operation.method} {operation.path}": _going_on(operation.paging)
        for resource in client.resources
        for operation in resource.operations
        if operation.paging
    }


def _going_on(paging: Paging) -> str:
    items, following = _dotted(paging.items), _dotted(paging.next)
    told = {
        "kind": paging.kind,
        "items": items or "(the answer)",
        "next": f"{items}[-1].{following}" if paging.last_item else following,
        "parameter": paging.parameter,
        "more": f"not {_dotted(paging.more)}" if paging.ends else _dotted(paging.more),
        "number": _dotted(paging.number),
        "pages": _dotted(paging.pages),
        "total": _dotted(paging.total),
        "first": "" if paging.first is None else str(paging.first),
        "confidence": paging.confidence,
    }
    return ", ".join(f"{key} = {value}" for key, value in told.items() if value)


def _dotted(path: Way) -> str:
    return ".".join(step.wire for step in path)


def _described(config: ClientConfig) -> str:
    """The part of the configuration that decides the output, without paths."""
    credentials = {scheme: asdict(credential) for scheme, credential in config.credentials.items()}
    described: dict[str, object] = {
        "package": config.package,
        "credentials": credentials,
        "names": dict(config.names),
    }
    for name, selection in (("include", config.include), ("exclude", config.exclude)):
        if selection:
            described[name] = asdict(selection)
    if config.was:
        described["was"] = {pointer: list(names) for pointer, names in config.was.items()}
    if config.webhooks:
        described["webhooks"] = asdict(config.webhooks)
    if config.paging:
        described["paging"] = {name: asdict(paging) for name, paging in config.paging.items()}
    if config.http != "httpx":
        described["http"] = config.http
    if config.overrides:
        described["templates"] = {name: digest(text) for name, text in config.overrides.items()}
    return json.dumps(described, sort_keys=True)
