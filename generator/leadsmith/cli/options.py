"""Options that several commands have, as decorators of the commands; and the exit codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from leadsmith.cli.inputs import Arguments, Reading

DRIFT = 1
BAD_INPUT = 2
CLOSED = 141
"""Nobody reads on: the code of programs that the signal of a closed pipe ends."""

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
        "overlays",
        type=PATH,
        metavar="FILE",
        multiple=True,
        help="OpenAPI Overlay to apply; may be given several times.",
    ),
    config_file,
)
_WARNINGS = (
    click.option("--strict", is_flag=True, help="Treat warnings as errors: write nothing, exit 2."),
    click.option(ALL_BY, is_flag=True, help="Show every info, also where there are many of a kind."),
)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How documents are read: the command gets `reading`."""

    @wraps(command)
    def collected(
        ref_root: Path | None,
        allow_remote_refs: tuple[str, ...],
        allow_private_network: bool,
        limit: tuple[str, ...],
        **rest: Any,
    ) -> Any:
        return command(reading=Reading(ref_root, allow_remote_refs, allow_private_network, limit), **rest)

    return _with(_READING, collected)


def client_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which clients to work on, how their documents are read, and what becomes of what there is to say about them: the
    command gets `arguments` and `verbose`.
    """
    given = [each.name for each in fields(Arguments)]

    @wraps(command)
    def collected(**rest: Any) -> Any:
        arguments = Arguments(**{name: rest.pop(name) for name in given})
        return command(arguments=arguments, **rest)

    return _with(_CLIENTS, reading_options(_with(_WARNINGS, collected)))


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
