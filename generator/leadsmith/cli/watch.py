"""`leadsmith watch`."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from leadsmith import quick
from leadsmith.cli.building import build_aloud
from leadsmith.cli.inputs import Arguments, Selection, inputs, nearest_pyproject, pyprojects, select, shown
from leadsmith.cli.options import client_options
from leadsmith.cli.screen import errors
from leadsmith.cli.swap import mend
from leadsmith.cli.tree import refused, write
from leadsmith.config import ClientConfig

LOOK_AGAIN_MS = 2000
"""How long to rely on the system's word before looking: some file systems, such as mounted ones, are silent."""
_SETTLED_MS = 50
"""Quiet that ends a change: editors write in several steps."""
_MISSING_S = 0.3
"""How long a file may be gone before that is said: editors replace files, tools write them anew."""

States = Mapping[Path, str]


@client_options
def watch(arguments: Arguments, verbose: bool) -> None:
    """Write the client packages, and again whenever what they are made from changes. Ends with Ctrl-C."""
    done: dict[Path, tuple[ClientConfig, States]] = {}
    failed: set[Path] = set()
    refusing: dict[Path, str] = {}  # where edits are in the way, with the folder's state then
    selection = None
    told = ""
    stop = threading.Event()  # an exception could come anywhere, and be lost, as in an import
    for number in (signal.SIGINT, signal.SIGTERM):  # SIGINT too: a shell that runs us in the background ignores it
        signal.signal(number, lambda *_: stop.set())
    configuration: list[Path] = []
    try:
        while not stop.is_set():
            configuration = _configuration(arguments.spec, arguments.config) or configuration
            configured = _states(configuration)  # before it is read: a change from here on is seen
            before = configured | _states(_inputs(selection))
            try:
                with errors():
                    selection = select(arguments)
            except click.exceptions.Exit:
                if selection is None and not configuration:
                    raise  # nothing to wait for
                click.echo("Nothing was written; waiting for a change.", err=True)
                before |= _states(refusing)
            else:
                if told != (told := _what(selection, configuration)):
                    click.echo(f"Watching {told}. Ctrl-C ends it.", err=True)
                before = configured | _states(_inputs(selection))
                for client in selection.clients:
                    made_from = (client, {path: before[path] for path in inputs(client)})
                    edits = refusing.get(client.output)
                    if done.get(client.output) != made_from or edits not in (None, _state(client.output)):
                        done[client.output] = made_from
                        _regenerate(client, selection.strict, verbose, failed, refusing)
                before |= {client.output: refusing[client.output] for client in selection.clients
                           if client.output in refusing}  # fmt: skip
            _wait(before, stop)
    except KeyboardInterrupt:  # what came before the handlers were there
        raise click.exceptions.Exit from None


def _what(selection: Selection, configuration: Iterable[Path]) -> str:
    """What is watched, in words: the files that were named. Those that a document refers to are many."""
    named = [path for path in configuration if path.is_file()]
    for client in selection.clients:
        named += [client.spec, *client.overlays, *([client.templates] if client.templates else [])]
    return f"{', '.join(dict.fromkeys(map(shown, named)))}, and what `$ref` names there"


def _regenerate(
    client: ClientConfig, strict: bool, verbose: bool, failed: set[Path], refusing: dict[Path, str]
) -> None:
    """Write the client and say so in a line, but nothing when nothing changed; what is wrong is shown."""
    start = time.monotonic()
    refusing.pop(client.output, None)
    try:
        with errors():
            mend([client.output])
            built = build_aloud(client, strict, verbose)
            there = _state(client.output)
            if refused(client.output, built.files):
                refusing[client.output] = there
                raise click.exceptions.Exit
            changed = write(client.output, built.files)
    except click.exceptions.Exit:
        failed.add(client.output)
        hint = " `leadsmith generate --force` overwrites edits." if client.output in refusing else ""
        click.echo(f"{shown(client.output)}: not written; waiting for a change.{hint}", err=True)
        return
    if changed or client.output in failed:
        failed.discard(client.output)
        click.echo(f"{shown(client.output)}: {changed} files changed in {time.monotonic() - start:.1f} s")


def _wait(before: States, stop: threading.Event) -> None:
    """Return when the files and folders are not what they were; one that is missing gets a moment to come back."""
    from watchfiles import watch as changes

    while not stop.is_set() and not _changed(before):
        folders = _folders(before)
        for _ in changes(
            *folders,
            watch_filter=None,
            step=_SETTLED_MS,
            rust_timeout=LOOK_AGAIN_MS,
            yield_on_timeout=True,
            recursive=False,
            stop_event=stop,
        ):
            if _changed(before) or _folders(before) != folders:
                break


def _changed(before: States) -> bool:
    now = _states(before)
    if any(state == quick.NOTHING != before[path] for path, state in now.items()):
        time.sleep(_MISSING_S)
        now = _states(before)
    return now != before


def _folders(paths: Iterable[Path]) -> set[Path]:
    """The folders where a change of these files and folders shows: a file that is replaced is another one."""
    found = set()
    for path in {kind for named in paths for kind in (named.absolute(), named.resolve())}:
        found.add(next(folder for folder in path.parents if folder.is_dir()))
        if path.is_dir():
            found.update(Path(folder) for folder, _, _ in os.walk(path))
    return found


def _states(paths: Iterable[Path]) -> dict[Path, str]:
    return {path: _state(path) for path in paths}


def _state(path: Path) -> str:
    try:
        return quick.state(str(path))
    except OSError as error:  # cannot be read now; that it can be again is a change
        return str(error)


def _inputs(selection: Selection | None) -> Iterable[Path]:
    return (path for client in (selection.clients if selection else ()) for path in inputs(client))


def _configuration(spec: Path | None, config: Path | None) -> list[Path]:
    """The configuration file, if one is read, and where one would be found before it."""
    if config or spec:
        return [config] if config else []
    found = nearest_pyproject()
    return [path for path in pyprojects() if found and len(path.parts) >= len(found.parts)]
