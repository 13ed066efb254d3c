"""Keeps what a full `check` or `generate` found clean, so that the next `check` knows it at once (see `quick`)."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from io import StringIO
from pathlib import Path

import leadsmith
from leadsmith import quick
from leadsmith.cli.building import Built
from leadsmith.cli.comparing import compared
from leadsmith.cli.inputs import Arguments, Selection, inputs, select, shown
from leadsmith.cli.options import ALL_BY
from leadsmith.diagnostics import LeadsmithError, show


def states(selection: Selection) -> dict[str, str]:
    """The state of all that decides what is made, by path. To be taken before anything of it is read.

    A file that cannot be read is left out; reading it fails soon after.
    """
    from leadsmith.render import templates_folder

    templates = templates_folder()
    generator = {Path(leadsmith.__file__).parent, templates, templates.parent / "LICENSE"}
    paths = {path for client in selection.clients for path in inputs(client)}
    found = {_key(path): state for path, state in selection.read.items()}
    with suppress(OSError):
        found |= {_key(path): quick.state(str(path)) for path in paths}
        found |= {_key(path): _hashed(path, tuple(sorted(_stamps(path)))) for path in generator}
    return found


@lru_cache(8)
def _hashed(path: Path, stamps: tuple[tuple[str, int, int], ...]) -> str:
    """The state of a part of the generator, which is not worked out again while nothing there has other stamps."""
    return quick.state(str(path))


def _stamps(path: Path) -> Iterator[tuple[str, int, int]]:
    """Each file at `path` or below, with the time and the size that it has. Raises OSError."""
    for each in [path] if path.is_file() else path.rglob("*"):
        if "__pycache__" not in each.parts:
            found = each.stat()
            yield str(each), found.st_mtime_ns, found.st_size


def up_to_date(built: Built) -> str:
    """What `check` prints for a client that is clean."""
    return f"{shown(built.client.output)}: up to date\n"


def remember(selection: Selection, before: dict[str, str], built: Iterable[Built]) -> None:
    """Keep the answer of `check`, when what is on the disk is `built`, and was made from what is there now.

    `before` is what `states` said before `built` was made. Without a cache folder that can be written, nothing is kept.
    """
    built = tuple(built)
    path = selection.asked and quick.place(selection.asked)
    known = all(_key(Path(name)) in before for each in built for name in each.sources)
    with suppress(OSError, LeadsmithError):
        if not path or not known or before != states(selection) or selection != _again(selection):
            return
        facts = before | {_key(each.client.output): quick.state(str(each.client.output)) for each in built}
        if any(True for each in built for _ in compared(each.client.output, each.files)):
            return  # compared after the states were taken: an edit from here on makes them differ
        printed = "".join(up_to_date(each) for each in built)
        text = quick.record(facts, sum(each.warnings for each in built), printed, _said(built))
        if text is not None:
            _write(Path(path), text)


def _again(selection: Selection) -> Selection:
    """The same clients as they are configured now."""
    assert selection.asked is not None
    spec, output, package, overlays, config = selection.asked
    paths = [None if path is None else Path(path) for path in (spec, output, config)]
    again = Arguments(paths[0], paths[1], package, tuple(map(Path, overlays)), paths[2], selection.strict)
    return select(again)


def _said(built: Collection[Built]) -> str:
    if not any(each.diagnostics for each in built):
        return ""
    from rich.console import Console  # slow to import

    file = StringIO()
    console = Console(file=file, soft_wrap=True, highlight=False)
    for each in built:
        show(each.diagnostics, each.sources, console, ALL_BY)
    return file.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", newline="", delete=False) as file:
        file.write(text)
    os.replace(file.name, path)  # as a whole: another process may be reading it
    for other in path.parent.iterdir():
        if time.time() - other.stat().st_mtime > quick.KEPT:
            other.unlink(missing_ok=True)


def _key(path: Path) -> str:
    return os.path.abspath(path)
