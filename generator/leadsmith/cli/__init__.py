"""The command line: the only module that writes the user's files and prints. A file for each command.

Results go to stdout, diagnostics to stderr. Exit codes: 0 done and clean, 1 drift or edits found, 2 bad input or usage.
"""

from __future__ import annotations

from typing import Annotated

import typer

from leadsmith import __version__
from leadsmith.cli.check import check
from leadsmith.cli.diff import diff
from leadsmith.cli.generate import generate
from leadsmith.cli.init import init
from leadsmith.cli.vendor import vendor
from leadsmith.cli.verify import verify
from leadsmith.cli.watch import watch

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

for command, said in (
    (generate, "Write client packages."),
    (check, "Show where they are not what generate would write."),
    (diff, "Tell what changes for callers of a client."),
    (vendor, "Copy a package into another repository."),
    (verify, "Tell if packages are as they were generated."),
    (watch, "Write packages again on every change."),
    (init, "Add a client to pyproject.toml."),
):
    app.command(short_help=said)(command)


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False,
) -> None:
    """Typed Python clients from OpenAPI descriptions."""
    if version:
        typer.echo(__version__)
        raise typer.Exit
