"""`leadsmith generate`."""

from __future__ import annotations

import typer

from leadsmith.cli.building import build_aloud
from leadsmith.cli.inputs import select, shown
from leadsmith.cli.options import DRIFT, ConfigFile, Force, OutputDir, Overlay, Package, Spec, Strict
from leadsmith.cli.recording import remember, states
from leadsmith.cli.screen import errors
from leadsmith.cli.tree import refused, write


def generate(
    spec: Spec = None,
    output: OutputDir = None,
    package: Package = None,
    overlay: Overlay = None,
    config: ConfigFile = None,
    strict: Strict = False,
    force: Force = False,
) -> None:
    """Write the client packages. Files that were edited by hand are not overwritten."""
    with errors():
        selection = select(spec, output, package, overlay, config, strict)
        before = states(selection)
        planned = [build_aloud(client, selection.strict) for client in selection.clients]
        lost = [built for built in planned if not force and refused(built.client, built.files)]
        if lost:
            raise typer.Exit(DRIFT)
        for built in planned:
            changed = write(built.client.output, built.files)
            typer.echo(f"{shown(built.client.output)}: {len(built.files)} files, {changed} changed")
        remember(selection, before, planned)
