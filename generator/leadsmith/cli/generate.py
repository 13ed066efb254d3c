"""`leadsmith generate`."""

from __future__ import annotations

import typer

from leadsmith.cli.building import built
from leadsmith.cli.inputs import select, shown
from leadsmith.cli.options import DRIFT, ConfigFile, Force, OutputDir, Overlay, Package, Spec, Strict
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
        planned = [(client, built(client, selection.strict)) for client in selection.clients]
        lost = [client for client, files in planned if not force and refused(client, files)]
        if lost:
            raise typer.Exit(DRIFT)
        for client, files in planned:
            changed = write(client.output, files)
            typer.echo(f"{shown(client.output)}: {len(files)} files, {changed} changed")
