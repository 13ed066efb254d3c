"""Code bases that use a client, held against what changes of it: where `diff` and `vendor` read other code."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadsmith import interface, manifest
from leadsmith.cli.inputs import problem, shown
from leadsmith.cli.screen import working
from leadsmith.ir import Client

if TYPE_CHECKING:
    from leadsmith.cli.sides import Side
    from leadsmith.compat.change import Change
    from leadsmith.compat.impact import CodeBase


def code_base(folder: Path, old: Side, changes: Iterable[Change]) -> CodeBase:
    """The places in the Python files below `folder` that the changes touch.

    The code is read as using its own vendored copies of the client, where it has some, else as importing OLD by the
    name of its package. Raises LeadsmithError for a folder that is none, and without what the analysis needs.
    """
    from leadsmith.compat.compare import compare

    if not folder.is_dir():
        raise problem(f"{folder} is no folder.", "Name the folder of the code that uses the client.")
    copies = _copies(folder, old.client)
    for copy, client in copies:
        if any(change.level != "info" for change in compare(_called(client, old.client), old.client)):
            note = f"{shown(copy)} is another state of the client than {old.label}; compare from it for what it needs."
            click.echo(note, err=True)
    if copies:
        return used(folder, copies, changes)
    with tempfile.TemporaryDirectory(prefix="leadsmith-") as place:
        package = Path(place, old.client.package)
        for name, content in old.files().items():
            (package / name).parent.mkdir(parents=True, exist_ok=True)
            (package / name).write_bytes(content)
        return used(folder, [(package, old.client)], changes)


def used(folder: Path, packages: Iterable[tuple[Path, Client]], changes: Iterable[Change]) -> CodeBase:
    """The same for packages that are known to be what the code uses."""
    from leadsmith.compat.impact import CodeBase
    from leadsmith.compat.usage import Uses, affected, find_uses

    packages = list(packages)
    with working(f"Reading {shown(folder)}"):
        found = [find_uses(folder, package, client) for package, client in packages]
    uses = Uses(
        tuple(sorted({use for each in found for use in each.uses})),
        tuple(sorted({item for each in found for item in each.unseen})),
        any(each.imported for each in found),
    )
    top = folder.resolve()

    def named(path: Path) -> str:
        """A file as the user would name it, from the folder as it was given."""
        return (folder / path.relative_to(top)).as_posix()

    names = " or ".join(dict.fromkeys(package.name for package, _ in packages))
    note = "" if uses.imported else f"No Python file in it imports {names}: is it the folder of the code, and the name?"
    return CodeBase(folder.as_posix(), affected(changes, uses), uses.unseen, named, note)


def _copies(folder: Path, client: Client) -> list[tuple[Path, Client]]:
    """The generated packages below a folder that are a state of this client, as far as they can be read."""
    found = []
    for path in sorted(folder.rglob(interface.FILE)):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if (path.parent / manifest.FILE).is_file() and not hidden:
            try:
                there = interface.read(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue
            if _is_state_of(there, client):
                found.append((path.parent, there))
    return found


def _is_state_of(copy: Client, client: Client) -> bool:
    """Does it have most of its operations in common? The name tells nothing: a copy may have been given another."""
    own, others = _operations(copy), _operations(client)
    return 2 * len(own & others) > min(len(own), len(others))


def _operations(client: Client) -> set[tuple[str, str]]:
    return {(operation.method, operation.path) for resource in client.resources for operation in resource.operations}


def _called(copy: Client, client: Client) -> Client:
    """The copy under what the other one is called, and what follows from that."""
    return replace(copy, package=client.package, class_name=client.class_name, credentials=client.credentials)
