"""`leadsmith check`."""

from __future__ import annotations

import typer

from leadsmith.cli.building import built
from leadsmith.cli.inputs import select, shown
from leadsmith.cli.options import DRIFT, ConfigFile, OutputDir, Overlay, Package, Spec, Strict
from leadsmith.cli.screen import errors
from leadsmith.cli.tree import differences


def check(
    spec: Spec = None,
    output: OutputDir = None,
    package: Package = None,
    overlay: Overlay = None,
    config: ConfigFile = None,
    strict: Strict = False,
) -> None:
    """Compare the client packages with what generate would write; exit 1 and a diff where they differ."""
    with errors():
        selection = select(spec, output, package, overlay, config, strict)
        clean = True
        for client in selection.clients:
            different = list(differences(client.output, built(client, selection.strict)))
            clean = clean and not different
            typer.echo("".join(different) if different else f"{shown(client.output)}: up to date", nl=not different)
        if not clean:
            raise typer.Exit(DRIFT)
