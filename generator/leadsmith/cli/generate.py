"""`leadsmith generate`."""

from __future__ import annotations

import typer

from leadsmith.cli.building import built
from leadsmith.cli.inputs import select, shown
from leadsmith.cli.options import DRIFT, ConfigFile, Force, OutputDir, Overlay, Package, Spec, Strict
from leadsmith.cli.screen import errors
from leadsmith.cli.swap import mend
from leadsmith.cli.tree import refused, write_all


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
        mend([client.output for client in selection.clients])  # before anything, names above all, is read
        planned = [(client, built(client, selection.strict)) for client in selection.clients]
        lost = [client for client, files in planned if refused(client.output, files, force)]
        if lost:
            raise typer.Exit(DRIFT)
        changed = write_all({client.output: files for client, files in planned})
        for (client, files), number in zip(planned, changed, strict=True):
            typer.echo(f"{shown(client.output)}: {len(files)} files, {number} changed")
