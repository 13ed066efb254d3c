"""What a person sees beside results: problems, and that something takes its time."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console

from leadsmith.cli.inputs import problem, shown
from leadsmith.cli.options import BAD_INPUT
from leadsmith.diagnostics import LeadsmithError, show


def stderr() -> Console:
    """A console for diagnostics."""
    return Console(stderr=True, soft_wrap=True, highlight=False)


class errors:  # noqa: N801 - reads as a statement: `with errors():`
    """Turns what is wrong with the input into a message and exit code 2."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, LeadsmithError):
            show(error.diagnostics, error.sources, stderr())
            raise typer.Exit(BAD_INPUT) from None
        if isinstance(error, OSError):
            where = f"{shown(Path(error.filename))}: " if error.filename else ""
            found = problem(f"{where}{error.strerror or error}.", "Mend this and run it again.")
            show(found.diagnostics, {}, stderr())
            raise typer.Exit(BAD_INPUT) from None
