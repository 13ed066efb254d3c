"""From a configured client to its files, with what there is to say about the document on the way."""

from __future__ import annotations

from collections.abc import Mapping

import typer

from leadsmith.cli.inputs import last_manifest
from leadsmith.cli.options import BAD_INPUT
from leadsmith.cli.screen import stderr
from leadsmith.config import ClientConfig
from leadsmith.diagnostics import Diagnostic, LeadsmithError, show
from leadsmith.document import load


def built(client: ClientConfig, strict: bool) -> Mapping[str, bytes]:
    """The files for a client; shows the diagnostics. Raises LeadsmithError under --strict when there are warnings."""
    from leadsmith.pipeline import build  # heavy: only the commands that need it pay for it

    document = load(client.spec, client.overlays)
    try:
        output = build(document, client, last_manifest(client.output))
    except LeadsmithError as error:
        located = (item.at(document) if item.pointer else item for item in error.diagnostics)
        raise LeadsmithError(located, {**error.sources, **document.sources}) from None
    except (RuntimeError, ValueError, SyntaxError) as error:
        message = f"{document.name}: no client comes out of this document: {error}"
        hint = "This is a defect of Leadsmith, not of the document: please report it."
        raise LeadsmithError((Diagnostic("defect", "error", "", message, hint=hint),)) from None
    show(output.diagnostics, document.sources, stderr())
    if strict and any(diagnostic.level != "info" for diagnostic in output.diagnostics):
        typer.echo("Nothing was written: --strict takes warnings as errors.", err=True)
        raise typer.Exit(BAD_INPUT)
    return output.files
