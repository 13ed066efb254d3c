"""`leadsmith diff`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadsmith.cli.options import DRIFT, PATH, config_file, one_of, reading_options
from leadsmith.cli.screen import errors

if TYPE_CHECKING:
    from leadsmith.cli.inputs import Reading
    from leadsmith.compat.change import Change, Level

_SIDE = "OpenAPI document, folder of a generated package, or a git revision of either: REV:path."
_USED_IN = (
    "Code that uses the client: name its lines that are touched. "
    "It has a copy of the package somewhere below DIR, or imports it by OLD's name."
)


class Format(StrEnum):
    """How the report is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class FailOn(StrEnum):
    """From which level on changes are a failure."""

    BREAKING = "breaking"
    WARNING = "warning"
    NEVER = "never"


@click.argument("old", help=_SIDE)
@click.argument("new", help="The same: what is to come.")
@one_of("--format", Format, "How the report is written.")
@one_of("--fail-on", FailOn, "The least change for exit code 1.")
@click.option("--release", metavar="VERSION", default="", help="The last version; the report names the next.")
@click.option("--used-in", type=PATH, metavar="DIR", multiple=True, help=_USED_IN)
@reading_options
@config_file
def diff(
    old: str,
    new: str,
    format: Format,
    fail_on: FailOn,
    release: str,
    used_in: tuple[Path, ...],
    reading: Reading,
    config: Path | None,
) -> None:
    """Tell what changes for callers of the client, how much it matters, and what they have to do.

    With --used-in, changes that the code does not use are no failure.
    """
    from leadsmith.cli.inputs import problem
    from leadsmith.cli.sides import read_sides
    from leadsmith.cli.used import code_base
    from leadsmith.compat.compare import compare
    from leadsmith.compat.release import numbers
    from leadsmith.compat.report import Report, to_json, to_markdown, to_text
    from leadsmith.diagnostics import Location

    with errors():
        if release:
            try:
                numbers(release)
            except ValueError as error:
                raise problem(f"--release: {error}.", "Write it as MAJOR.MINOR.PATCH.") from None
        before, after = read_sides(old, new, config, reading)

        def locate(item: Change) -> Location | None:
            if item.gone:
                return before.locate(item.pointer, item.symbol)
            return after.locate(item.pointer, item.symbol_after or item.symbol)

        changes = compare(before.client, after.client)
        used = tuple(code_base(folder, before, after, changes) for folder in used_in)
        report = Report(before.label, after.label, changes, locate, release, used)
        written = {Format.TEXT: to_text, Format.MARKDOWN: to_markdown, Format.JSON: to_json}
        click.echo(written[format](report))
        found = {item.level for item in changes}
        if used_in:
            found = {level for level in found if any(base.sure(level) for base in used)}
        if found & _FAILURES[fail_on]:
            raise click.exceptions.Exit(DRIFT)


_FAILURES: dict[FailOn, set[Level]] = {
    FailOn.BREAKING: {"breaking"},
    FailOn.WARNING: {"breaking", "warning"},
    FailOn.NEVER: set(),
}
