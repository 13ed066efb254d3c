"""Options that several commands have, and the exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DRIFT = 1
BAD_INPUT = 2

Spec = Annotated[
    Path | None, typer.Argument(metavar="SPEC", help="OpenAPI document. Without it: the clients in pyproject.toml.")
]
OutputDir = Annotated[Path | None, typer.Option("--output", metavar="DIR", help="Folder of the generated package.")]
Package = Annotated[
    str | None, typer.Option(metavar="NAME", help="Name of the package; by default that of its folder.")
]
Overlay = Annotated[
    list[Path] | None, typer.Option(metavar="FILE", help="OpenAPI Overlay to apply; may be given several times.")
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="File with [[tool.leadsmith.clients]].")
]
Strict = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors: write nothing, exit 2.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="Show every info, also where there are many of a kind.")]
RefRoot = Annotated[
    Path | None, typer.Option("--ref-root", metavar="DIR", help="Folder that what `$ref` names must be in.")
]
RemoteRefs = Annotated[
    list[str] | None,
    typer.Option("--allow-remote-refs", metavar="ORIGIN", help="Fetch what `$ref` names there; may be given again."),
]
PrivateNetwork = Annotated[
    bool, typer.Option("--allow-private-network", help="Fetch that from addresses of private networks too.")
]
Limit = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="NAME=NUMBER", help="Change a limit: bytes, values, references, members."),
]
ALL_BY = "--verbose"
"""What shows all infos."""
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that were edited or are not ours.")]
