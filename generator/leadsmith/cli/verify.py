"""`leadsmith verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def verify(
    package: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a generated package, or of a copy of it.")],
) -> None:
    """Tell, without the document, if a package is exactly what was generated: edited, missing and extra files."""
    from leadsmith.runtime.verify import main

    raise typer.Exit(main(package))
