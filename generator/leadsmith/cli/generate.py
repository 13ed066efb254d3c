"""`leadsmith generate`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from leadsmith.cli.building import Built, build, build_aloud
from leadsmith.cli.formats import diagnostic_entry
from leadsmith.cli.inputs import Reading, select, shown
from leadsmith.cli.options import (
    BAD_INPUT,
    DRIFT,
    ConfigFile,
    Force,
    Limit,
    OutputDir,
    Overlay,
    Package,
    PrivateNetwork,
    RefRoot,
    RemoteRefs,
    Spec,
    Strict,
    Verbose,
)
from leadsmith.cli.recording import remember, states
from leadsmith.cli.screen import errors
from leadsmith.cli.swap import mend
from leadsmith.cli.tree import files_in, foreign, lost_in, refused, tell_of_foreign, write_all
from leadsmith.diagnostics import Diagnostic, LeadsmithError


class Style(StrEnum):
    """How the result is printed."""

    TEXT = "text"
    JSON = "json"


def generate(
    spec: Spec = None,
    output: OutputDir = None,
    package: Package = None,
    overlay: Overlay = None,
    config: ConfigFile = None,
    ref_root: RefRoot = None,
    allow_remote_refs: RemoteRefs = None,
    allow_private_network: PrivateNetwork = False,
    limit: Limit = None,
    strict: Strict = False,
    verbose: Verbose = False,
    force: Force = False,
    style: Annotated[Style, typer.Option("--format", help="text, or json: what was written, as one object.")] = (
        Style.TEXT
    ),
) -> None:
    """Write the client packages. Files that were edited by hand are not overwritten."""
    reading = Reading(ref_root, tuple(allow_remote_refs or ()), allow_private_network, tuple(limit or ()))

    def report(error: LeadsmithError) -> None:
        typer.echo(_as_json([], False, error.diagnostics))

    with errors() if style is Style.TEXT else errors(report):
        selection = select(spec, output, package, overlay, config, strict, reading)
        mend([client.output for client in selection.clients])  # before anything, names above all, is read
        before = states(selection)
        if style is Style.TEXT:
            planned = [build_aloud(client, selection.strict, verbose) for client in selection.clients]
            lost = [built for built in planned if refused(built.client.output, built.files, force)]
            if lost:
                raise typer.Exit(DRIFT)
        else:
            planned = [build(client) for client in selection.clients]
            _hold(planned, strict, force)
        changed = write_all({built.client.output: built.files for built in planned})
        if style is Style.TEXT:
            for built, changes in zip(planned, changed, strict=True):
                typer.echo(f"{shown(built.client.output)}: {len(built.files)} files, {len(changes)} changed")
                tell_of_foreign(built.client.output, built.files)
        else:
            typer.echo(_as_json([_entry(*each) for each in zip(planned, changed, strict=True)], True))
        remember(selection, before, planned)


def _hold(planned: Iterable[Built], strict: bool, force: bool) -> None:
    """Leave the command, after saying why as JSON, where nothing is to be written."""
    lost = [(built, lost_in(built.client.output, built.files, force)) for built in planned]
    warned = strict and any(built.warnings for built in planned)
    if warned or any(files for _, files in lost):
        clients = [
            _entry(built) | {"refused": [{"path": each.path, "why": each.why, "diff": each.diff} for each in files]}
            for built, files in lost
        ]
        typer.echo(_as_json(clients, False))
        raise typer.Exit(BAD_INPUT if warned else DRIFT)


def _entry(built: Built, changes: Mapping[str, bytes | None] | None = None) -> dict[str, Any]:
    """What became of a client, after it was written; without `changes` it was not."""
    folder = shown(built.client.output)
    done = {} if changes is None else changes
    unchanged = [] if changes is None else [name for name in built.files if name not in changes]
    existing = files_in(built.client.output)
    return {
        "spec": shown(built.client.spec),
        "output": folder,
        "written": [f"{folder}/{name}" for name, content in sorted(done.items()) if content is not None],
        "removed": [f"{folder}/{name}" for name, content in sorted(done.items()) if content is None],
        "unchanged": [f"{folder}/{name}" for name in sorted(unchanged)],
        "foreign": [f"{folder}/{name}" for name in foreign(built.client.output, built.files, existing)],
        "refused": [],
        "diagnostics": [diagnostic_entry(diagnostic) for diagnostic in built.diagnostics],
    }


def _as_json(clients: list[dict[str, Any]], done: bool, problems: Iterable[Diagnostic] = ()) -> str:
    found = [diagnostic_entry(diagnostic) for diagnostic in problems]
    return json.dumps({"done": done, "clients": clients, "diagnostics": found}, indent=1)
