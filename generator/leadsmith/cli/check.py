"""`leadsmith check`."""

from __future__ import annotations

import click

from leadsmith.cli.building import build, build_aloud
from leadsmith.cli.comparing import compared
from leadsmith.cli.formats import Checked, Format, as_github, as_json, summary, text
from leadsmith.cli.inputs import Arguments, Selection, select
from leadsmith.cli.options import BAD_INPUT, DRIFT, client_options, one_of
from leadsmith.cli.recording import remember, states
from leadsmith.cli.screen import errors
from leadsmith.diagnostics import LeadsmithError


@client_options
@one_of("--format", Format, "text, json, or github: annotations of a workflow run.")
def check(arguments: Arguments, verbose: bool, format: Format) -> None:
    """Compare the client packages with what generate would write; exit 1 and a diff where they differ.

    The diff is from what is there to what generate would write. When nothing changed since the packages were last
    found clean, it answers at once.
    """
    if format is Format.TEXT:
        with errors():
            _for_a_person(select(arguments), verbose)
        return
    render = as_json if format is Format.JSON else as_github
    checked: list[Checked] = []

    def report(error: LeadsmithError) -> None:
        click.echo(render(checked, error.diagnostics), nl=False)

    with errors(report):
        selection = select(arguments)
        before = states(selection)
        for client in selection.clients:
            built = build(client)
            checked.append(Checked(built, tuple(compared(client.output, built.files))))
    click.echo(render(checked), nl=False)
    if format is Format.GITHUB:  # in the log: a step has room for few annotations
        click.echo("".join(" ".join(summary(each).split()) + "\n" for each in checked if each.differences), nl=False)
    _end(selection, before, checked)


def _for_a_person(selection: Selection, verbose: bool) -> None:
    """Each client's result as soon as it is known, and in the end how much differs."""
    before = states(selection)
    checked = []
    for client in selection.clients:
        built = build_aloud(client, False, verbose)
        checked.append(Checked(built, tuple(compared(client.output, built.files))))
        click.echo(text(checked[-1]), nl=False)
    click.echo("".join(map(summary, checked)), nl=False)
    if _forbidden(selection, checked):
        click.echo("--strict takes warnings as errors.", err=True)
    _end(selection, before, checked)


def _end(selection: Selection, before: dict[str, str], checked: list[Checked]) -> None:
    if _forbidden(selection, checked):
        raise click.exceptions.Exit(BAD_INPUT)
    if any(each.differences for each in checked):
        raise click.exceptions.Exit(DRIFT)
    remember(selection, before, [each.built for each in checked])


def _forbidden(selection: Selection, checked: list[Checked]) -> bool:
    return selection.strict and any(each.built.warnings for each in checked)
