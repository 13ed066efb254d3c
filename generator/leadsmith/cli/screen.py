"""What a person sees beside results: problems, and that something takes its time."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadsmith.cli.inputs import problem, shown
from leadsmith.cli.options import BAD_INPUT
from leadsmith.diagnostics import LeadsmithError, show

if TYPE_CHECKING:
    from rich.console import Console

PATIENCE = 1.0
"""Seconds that work may take before `working` says anything."""


def stderr() -> Console:
    """A console for diagnostics."""
    from rich.console import Console  # slow to import, and often there is nothing to say

    return Console(stderr=True, soft_wrap=True, highlight=False)


def show_error(error: LeadsmithError) -> None:
    """Show what is wrong to a person."""
    show(error.diagnostics, error.sources, stderr())


class errors:  # noqa: N801 - reads as a statement: `with errors():`
    """Turns what is wrong with the input into a message and exit code 2; `report` says it, to a person or a machine."""

    def __init__(self, report: Callable[[LeadsmithError], None] = show_error) -> None:
        self.report = report

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):  # which is nothing to mend
            where = f"{shown(Path(error.filename))}: " if error.filename else ""
            error = problem(f"{where}{error.strerror or error}.", "Mend this and run it again.")
        if isinstance(error, LeadsmithError):
            self.report(error)
            raise click.exceptions.Exit(BAD_INPUT) from None


@contextmanager
def working(what: str) -> Iterator[None]:
    """A line with a spinner on stderr while the body runs, once it takes longer than a second, and gone at its end.

    Nothing at all where stderr is no terminal. The body must not print to it.
    """
    console = stderr() if sys.stderr.isatty() else None
    if console is None or console.is_dumb_terminal:
        yield
        return
    status = console.status(f"{what} …")
    timer = threading.Timer(PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        status.stop()
