"""`leadsmith generate`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import click

from leadsmith.cli.building import Built, build, build_aloud
from leadsmith.cli.formats import diagnostic_entry
from leadsmith.cli.inputs import Arguments, select, shown
from leadsmith.cli.options import BAD_INPUT, DRIFT, client_options, force, one_of
from leadsmith.cli.recording import remember, states
from leadsmith.cli.screen import errors
from leadsmith.cli.swap import mend
from leadsmith.cli.tree import files_in, foreign, lost_in, refused, tell_of_foreign, write_all
from leadsmith.diagnostics import Diagnostic, LeadsmithError


class Style(StrEnum):
    """How the result is printed."""

    TEXT = "text"
    JSON = "json"


@client_options
@force
@one_of("--format", Style, "text, or json: what was written, as one object.")
def generate(arguments: Arguments, verbose: bool, force: bool, format: Style) -> None:
    """Write the client packages. Files that were edited by hand are not overwritten."""

    def report(error: LeadsmithError) -> None:
        click.echo(_as_json([], False, error.diagnostics))

    with errors() if format is Style.TEXT else errors(report):
        selection = select(arguments)
        mend([client.output for client in selection.clients])  # before anything, names above all, is read
        before = states(selection)
        if format is Style.TEXT:
            planned = [build_aloud(client, selection.strict, verbose) for client in selection.clients]
            lost = [built for built in planned if refused(built.client.output, built.files, force)]
            if lost:
                raise click.exceptions.Exit(DRIFT)
        else:
            planned = [build(client) for client in selection.clients]
            _hold(planned, selection.strict, force)
        changed = write_all({built.client.output: built.files for built in planned})
        if format is Style.TEXT:
            for built, changes in zip(planned, changed, strict=True):
                click.echo(f"{shown(built.client.output)}: {len(built.files)} files, {len(changes)} changed")
                tell_of_foreign(built.client.output, built.files)
        else:
            click.echo(_as_json([_entry(*each) for each in zip(planned, changed, strict=True)], True))
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
        click.echo(_as_json(clients, False))
        raise click.exceptions.Exit(BAD_INPUT if warned else DRIFT)


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
