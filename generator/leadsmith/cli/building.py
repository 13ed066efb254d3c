"""From a configured client to its files, with what there is to say about the document on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import typer

from leadsmith.cli.inputs import last_manifest, shown
from leadsmith.cli.options import ALL_BY, BAD_INPUT
from leadsmith.cli.screen import stderr, working
from leadsmith.config import ClientConfig
from leadsmith.diagnostics import Diagnostic, LeadsmithError, show
from leadsmith.document import load


@dataclass(frozen=True)
class Built:
    """A client as it would be written, and what there is to say about its document."""

    client: ClientConfig
    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    """The text of each file of the document, by the name that diagnostics show."""

    @property
    def warnings(self) -> int:
        """How many diagnostics `--strict` takes as errors."""
        return sum(diagnostic.level != "info" for diagnostic in self.diagnostics)


def build(client: ClientConfig) -> Built:
    """Make the client in memory; prints nothing but that it takes its time.

    Raises LeadsmithError, with places, when no client can be made.
    """
    with working(f"Making {shown(client.output)}"):
        from leadsmith import pipeline  # heavy: only the commands that need it pay for it

        try:
            document = load(client.spec, client.overlays, client.ref_root, limits=limits(client))
        except LeadsmithError as error:
            raise _named(client, error.diagnostics, error.sources) from None
        try:
            output = pipeline.build(document, client, last_manifest(client.output))
        except LeadsmithError as error:
            located = (item.at(document) if item.pointer else item for item in error.diagnostics)
            raise _named(client, located, {**error.sources, **document.sources}) from None
        except (RuntimeError, ValueError, SyntaxError) as error:
            raise no_client(document.name, error) from None
    return Built(client, output.files, output.diagnostics, document.sources)


def no_client(name: str, error: Exception) -> LeadsmithError:
    """The error where the modules that make a client fail at the document called `name`."""
    if isinstance(error, RecursionError):
        message = f"{name}: what holds or extends what goes too deep."
        hint = "Shorten the chains: of schemas in schemas, and of references to what refers on, above all in `allOf`."
        return LeadsmithError((Diagnostic("too-deep", "error", "", message, hint=hint),))
    message = f"{name}: no client comes out of this document: {error}"
    hint = "This is a defect of Leadsmith, not of the document: please report it."
    return LeadsmithError((Diagnostic("defect", "error", "", message, hint=hint),))


def _named(client: ClientConfig, diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> LeadsmithError:
    """The error; what is wrong with the configuration, and has no place, names the file that says it."""
    about = f"{shown(client.file)}: " if client.file else ""
    return LeadsmithError(
        (
            replace(item, message=about + item.message)
            if item.code in ("config", "unreadable-file") and not item.location
            else item
            for item in diagnostics
        ),
        sources,
    )


def build_aloud(client: ClientConfig, strict: bool, verbose: bool) -> Built:
    """`build`, and show the diagnostics; under --strict, leave the command when there are warnings."""
    made = build(client)
    show(made.diagnostics, made.sources, stderr(), None if verbose else ALL_BY)
    if strict and made.warnings:
        typer.echo("Nothing was written: --strict takes warnings as errors.", err=True)
        raise typer.Exit(BAD_INPUT)
    return made
