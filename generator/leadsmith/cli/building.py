"""From a configured client to its files, with what there is to say about the document on the way."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import click

import leadsmith
from leadsmith import quick
from leadsmith.cli.inputs import last_manifest, shown
from leadsmith.cli.options import ALL_BY, BAD_INPUT
from leadsmith.cli.screen import stderr, working
from leadsmith.config import ClientConfig
from leadsmith.diagnostics import Diagnostic, LeadsmithError, show
from leadsmith.document import Document, Fetch, Limits, load
from leadsmith.document.addresses import is_web
from leadsmith.manifest import Manifest


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

        last = last_manifest(client.output)
        try:  # nobody but `pipeline` holds the document, so that it can let go of it
            output = pipeline.build(read(client), client, last, _cache())
        except LeadsmithError as error:
            raise _named(client, error.diagnostics, error.sources) from None
        except (RuntimeError, ValueError, SyntaxError) as error:
            raise no_client(shown(client.spec), error) from None
    told = (*output.diagnostics, *_changed(output.inputs, last))
    return Built(client, output.files, told, output.sources)


def _cache() -> Path | None:
    """The folder in which compiled templates are kept, for this user alone; None where there can be none.

    What compiles them is part of its name: Jinja, and all that prints. A new one takes the place of old ones.
    """
    folder = quick.cache_folder()
    if not folder:
        return None
    import jinja2  # heavy: two packages are compared without it

    made_by = f"{jinja2.__version__} {quick.state(str(Path(leadsmith.__file__).parent / 'render'))}"
    path = Path(folder, "templates", sha256(made_by.encode()).hexdigest()[:16])
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700)  # where it is there already, all is done
        for other in path.parent.iterdir():
            if time.time() - other.stat().st_mtime > quick.KEPT:
                shutil.rmtree(other, ignore_errors=True)
    return path


def read(client: ClientConfig) -> Document:
    """The document of the client, with what is fetched from the web where the configuration allows that."""
    return load(client.spec, client.overlays, client.ref_root, fetch=fetch_for(client), limits=Limits(**client.limits))


def fetch_for(client: ClientConfig) -> Fetch | None:
    """What gets files from the web for this client; None when nothing may."""
    if not client.allow_remote_refs:
        return None
    from leadsmith.cli.fetching import fetcher  # with httpx, which is slow to import

    return fetcher(client.allow_remote_refs, client.allow_private_network)


def _changed(inputs: Mapping[str, str], last: Manifest | None) -> Iterator[Diagnostic]:
    """A warning for each file of the web that is not what it was by the manifest: nobody here has changed it."""
    for address, digest in inputs.items():
        locked = last.inputs.get(address, digest) if last and is_web(address) else digest
        if locked != digest:
            message = f"{address} is not what it was: its SHA-256 is {digest}, and was {locked}."
            hint = "Look at what it is now; `leadsmith generate` without `--strict` takes it into the manifest."
            yield Diagnostic("remote-changed", "warning", "", message, hint)


def no_client(name: str, error: Exception) -> LeadsmithError:
    """The error where the modules that make a client fail at the document called `name`."""
    if isinstance(error, RecursionError):
        message = f"{name}: what holds or extends what goes too deep."
        hint = "Shorten it: schemas in schemas, references to what refers on, `anyOf` with a thousand branches."
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
    if made.diagnostics:
        show(made.diagnostics, made.sources, stderr(), None if verbose else ALL_BY)
    if strict and made.warnings:
        click.echo("Nothing was written: --strict takes warnings as errors.", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    return made
