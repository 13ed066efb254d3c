"""`leadsmith verify`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Style(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


def verify(
    packages: Annotated[
        list[Path], typer.Argument(metavar="DIR", help="Folders of generated packages, or of copies of them.")
    ],
    style: Annotated[Style, typer.Option("--format", help="How to print what differs.")] = Style.TEXT,
) -> None:
    """Tell, without the document, if packages are exactly what was generated: edited, missing and extra files."""
    from leadsmith.runtime.verify import main

    raise typer.Exit(main(packages, style.value))
