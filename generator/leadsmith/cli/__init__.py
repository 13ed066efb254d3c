"""The command line: the only module that writes the user's files and prints. A file for each command.

Results go to stdout, diagnostics to stderr. Exit codes: 0 done and clean, 1 drift or edits found, 2 bad input or usage.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from leadsmith import __version__

_COMMANDS = {
    "generate": "Write client packages.",
    "check": "Show where they are not what generate would write.",
    "diff": "Tell what changes for callers of a client.",
    "vendor": "Copy a package into another repository.",
    "verify": "Tell if packages are as they were generated.",
    "watch": "Write packages again on every change.",
    "init": "Add a client to pyproject.toml.",
}
"""The commands in the order of the help: each is the function of that name in the module of that name."""


class _Commands(click.Group):
    """Loads the module of a command when it is asked for. Ctrl-C, or a pipe that is closed, ends it as shells expect
    that, and without a word.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _COMMANDS and cmd_name not in self.commands:
            function = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
            self.command(cmd_name, short_help=_COMMANDS[cmd_name])(function)
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            if similar := get_close_matches(args[0], _COMMANDS, n=1):
                ctx.fail(f"{error.message} Did you mean {similar[0]!r}?")
            raise

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(130)
        except BrokenPipeError:
            from leadsmith.cli.options import CLOSED

            ctx.exit(CLOSED)


@click.group("leadsmith", cls=_Commands)
@click.version_option(__version__, message="%(version)s", help="Print the version and exit.")
def app() -> None:
    """Typed Python clients from OpenAPI descriptions."""
