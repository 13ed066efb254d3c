"""`leadsmith verify`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import click

from leadsmith.cli.options import PATH, one_of

_PACKAGES = "Folders of generated packages, or of copies of them."


class Style(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


@click.argument("packages", type=PATH, nargs=-1, required=True, metavar="DIR...", help=_PACKAGES)
@one_of("--format", Style, "How to print what differs.")
def verify(packages: tuple[Path, ...], format: Style) -> None:
    """Tell, without the document, if packages are exactly what was generated: edited, missing and extra files."""
    from leadsmith.runtime.verify import main

    raise click.exceptions.Exit(main(packages, format.value))
