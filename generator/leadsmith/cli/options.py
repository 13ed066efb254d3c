"""Options that several commands have, as decorators of the commands; and the exit codes."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click

DRIFT = 1
BAD_INPUT = 2

PATH = click.Path(path_type=Path)

Command = TypeVar("Command", bound=Callable[..., Any])

output_dir = click.option("--output", type=PATH, metavar="DIR", help="Folder of the generated package.")
package_name = click.option("--package", metavar="NAME", help="Name of the package; by default that of its folder.")
config_file = click.option("--config", type=PATH, metavar="FILE", help="File with [[tool.leadsmith.clients]].")
force = click.option("--force", is_flag=True, help="Overwrite files that were edited or are not ours.")
ALL_BY = "--verbose"
"""What shows all infos."""

_READING = (
    click.option("--ref-root", type=PATH, metavar="DIR", help="Folder that what `$ref` names must be in."),
    click.option(
        "--allow-remote-refs",
        metavar="ORIGIN",
        multiple=True,
        help="Fetch what `$ref` names there; may be given again.",
    ),
    click.option("--allow-private-network", is_flag=True, help="Fetch that from addresses of private networks too."),
    click.option(
        "--limit", metavar="NAME=NUMBER", multiple=True, help="Change a limit: bytes, values, references, members."
    ),
)
_CLIENTS = (
    click.argument(
        "spec", type=PATH, required=False, help="OpenAPI document. Without it: the clients in pyproject.toml."
    ),
    output_dir,
    package_name,
    click.option(
        "--overlay",
        type=PATH,
        metavar="FILE",
        multiple=True,
        help="OpenAPI Overlay to apply; may be given several times.",
    ),
    config_file,
    *_READING,
    click.option("--strict", is_flag=True, help="Treat warnings as errors: write nothing, exit 2."),
    click.option(ALL_BY, is_flag=True, help="Show every info, also where there are many of a kind."),
)


def reading_options(command: Command) -> Command:
    """How documents are read: `inputs.Reading` as options."""
    return _with(_READING, command)


def client_options(command: Command) -> Command:
    """Which clients to work on, how their documents are read, and what becomes of what there is to say about them."""
    return _with(_CLIENTS, command)


def _with(options: tuple[Callable[[Command], Command], ...], command: Command) -> Command:
    for option in reversed(options):  # in the order of decorators, which is that of `--help`
        command = option(command)
    return command


class _Values(click.Choice[StrEnum]):
    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        return str(choice)  # the value: click takes the names of an enum's members


def one_of(name: str, values: type[StrEnum], help: str) -> Callable[[Command], Command]:
    """An option with the values of an enum, the first of which is the default; the command gets the member."""
    default = next(iter(values)).value
    shown = f"<{'|'.join(values)}>"
    return click.option(name, type=_Values(values), metavar=shown, default=default, show_default=True, help=help)
