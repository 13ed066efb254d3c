"""Code bases that use a client, held against what changes of it: where `diff` and `vendor` read other code."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadsmith import interface, manifest
from leadsmith.cli.inputs import last_manifest, problem, shown
from leadsmith.cli.screen import working
from leadsmith.ir import Client

if TYPE_CHECKING:
    from leadsmith.cli.sides import Side
    from leadsmith.compat.change import Change
    from leadsmith.compat.impact import CodeBase
    from leadsmith.compat.usage import Uses

_CLASSES = {"client.py": ("", "Async"), "__init__.py": ("", "Async"), "testing.py": ("Fake", "AsyncFake")}
"""The modules that have the client by the name of its class, each with what that begins with."""


@dataclass(frozen=True)
class Read:
    """A client as code is read with it: the folder it is imported from, those that its files can be in, what it is."""

    place: Path
    states: tuple[Path, ...]
    client: Client


def code_base(folder: Path, old: Side, new: Side, changes: Iterable[Change]) -> CodeBase:
    """The places in the Python files below `folder` that the changes touch.

    The code is read as using OLD: in the place of its own copies of the client, which may be NEW already, where it has
    some, else as importing OLD by the name of its package. Where a copy is not OLD, it is read with the copy as well:
    some of it may be written for that already. Raises LeadsmithError for a folder that is none, and without
    what the analysis needs.
    """
    if not folder.is_dir():
        raise problem(f"{folder} is no folder.", "Name the folder of the code that uses the client.")
    with tempfile.TemporaryDirectory(prefix="leadsmith-") as place:
        copies = enumerate(_copies(folder, old.client))
        reads = [_as_old(copy, client, old, new, Path(place, str(number))) for number, (copy, client) in copies]
        if not reads:
            package = Path(place, old.client.package)
            _write(package, old.files())
            reads = [Read(package, (package,), old.client)]
        return used(folder, reads, changes)


def used(folder: Path, reads: Iterable[Read], changes: Iterable[Change]) -> CodeBase:
    """The same for packages that are known to be what the code was written for."""
    from leadsmith.compat.impact import CodeBase
    from leadsmith.compat.usage import Uses, affected

    reads = list(reads)
    with working(f"Reading {shown(folder)}"):
        found = [_found(folder, read) for read in reads]
    uses = Uses(
        tuple(sorted({use for each in found for use in each.uses})),
        tuple(sorted({item for each in found for item in each.unseen})),
        any(each.imported for each in found),
    )
    top = folder.resolve()

    def named(path: Path) -> str:
        """A file as the user would name it, from the folder as it was given."""
        return (folder / path.relative_to(top)).as_posix()

    names = " or ".join(dict.fromkeys(read.place.name for read in reads))
    note = "" if uses.imported else f"No Python file in it imports {names}: is it the folder of the code, and the name?"
    return CodeBase(folder.as_posix(), affected(changes, uses), uses.unseen, named, note)


def _found(folder: Path, read: Read) -> Uses:
    """What is seen in any state of the client, and of files that are not seen through in one of them, what is not."""
    from leadsmith.compat.usage import Uses, find_uses

    found = [find_uses(folder, read.place, read.client, files=files) for files in read.states]
    uses = {use for each in found for use in each.uses}
    blind = set.intersection(*({item.file for item in each.unseen} for each in found))
    return Uses(
        tuple(use for use in uses if use.sure or replace(use, sure=True) not in uses),
        tuple(item for item in found[0].unseen if item.file in blind),
        any(each.imported for each in found),
    )


def _as_old(copy: Path, client: Client, old: Side, new: Side, place: Path) -> Read:
    """The copy as it is where it is OLD, else OLD in its place, with the files in it that are not generated."""
    same = _same(client, old.client)
    if same and client.class_name == old.client.class_name:
        return Read(copy, (copy,), client)
    if not (same or _same(client, new.client)):
        hint = f"it is read as if it were {old.label}; compare from {shown(copy)} for what the code needs"
        click.echo(f"{shown(copy)} is another state of the client than both sides: {hint}.", err=True)
    previous = last_manifest(copy)
    generated = previous.files if previous else {}
    there = {path.relative_to(copy).as_posix(): path for path in copy.rglob("*.py")}
    kept = {name: path.read_bytes() for name, path in there.items() if name not in generated}
    _write(place, {**kept, **old.files()})
    names = {client.class_name, *client.was} - {old.client.class_name, *old.client.was}
    for file, kinds in _CLASSES.items():
        with (place / file).open("a", encoding="utf-8") as module:
            module.writelines(
                f"\n{kind}{name} = {kind}{old.client.class_name}\n" for name in sorted(names) for kind in kinds
            )
    return Read(copy, (place,) if same else (place, copy), old.client)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


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


def _same(copy: Client, client: Client) -> bool:
    """Is it the same to callers, but for what it is called and what follows from that?"""
    from leadsmith.compat.compare import compare

    changes = compare(client, replace(copy, package=client.package, class_name=client.class_name))
    return all(change.id == "credential-environment-changed" for change in changes)
