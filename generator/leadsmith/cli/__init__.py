"""The command line: the only module that writes the user's files and prints. A file for each command.

Results go to stdout, diagnostics to stderr. Exit codes: 0 done and clean, 1 drift or edits found, 2 bad input or usage.
"""

from __future__ import annotations

from typing import Any

import click

from leadsmith import __version__
from leadsmith.cli.check import check
from leadsmith.cli.diff import diff
from leadsmith.cli.generate import generate
from leadsmith.cli.init import init
from leadsmith.cli.vendor import vendor
from leadsmith.cli.verify import verify
from leadsmith.cli.watch import watch


class _Commands(click.Group):
    """In the order in which they are added; Ctrl-C ends them as shells expect it, and without a word."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(130)


@click.group("leadsmith", cls=_Commands)
@click.version_option(__version__, message="%(version)s", help="Print the version and exit.")
def app() -> None:
    """Typed Python clients from OpenAPI descriptions."""


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
