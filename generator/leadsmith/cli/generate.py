"""`leadsmith generate`."""

from __future__ import annotations

import typer

from leadsmith.cli.building import build_aloud
from leadsmith.cli.inputs import select, shown
from leadsmith.cli.options import DRIFT, ConfigFile, Force, OutputDir, Overlay, Package, Spec, Strict
from leadsmith.cli.recording import remember, states
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
        before = states(selection)
        planned = [build_aloud(client, selection.strict) for client in selection.clients]
        lost = [built for built in planned if refused(built.client.output, built.files, force)]
        if lost:
            raise typer.Exit(DRIFT)
        changed = write_all({built.client.output: built.files for built in planned})
        for built, number in zip(planned, changed, strict=True):
            typer.echo(f"{shown(built.client.output)}: {len(built.files)} files, {number} changed")
        remember(selection, before, planned)
