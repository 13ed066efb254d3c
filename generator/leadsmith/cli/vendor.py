"""`leadsmith vendor`: a generated package, copied into another repository, with its manifest and a licence."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadsmith import interface, manifest
from leadsmith.cli.inputs import last_manifest, problem, shown
from leadsmith.cli.options import DRIFT, PATH, force
from leadsmith.cli.origin import origin, top_folder
from leadsmith.cli.screen import errors, show_error
from leadsmith.cli.swap import mend
from leadsmith.cli.tree import OWN, files_in, refused, tell_of_foreign, write
from leadsmith.config import is_name
from leadsmith.diagnostics import LeadsmithError

if TYPE_CHECKING:
    from leadsmith.compat.impact import CodeBase

_LICENCE = re.compile(r"(licen[cs]e|copying)([._-].*)?", re.IGNORECASE)
_CODE = (".py", ".pyi", ".pyc", ".pyx")
_DEST = (
    "Folder that the copy goes into, as DEST/NAME; or the copy itself: an earlier one, or a folder that has its name "
    "and is empty or not there yet."
)


@dataclass(frozen=True)
class Plan:
    """A package that is to be copied: where it goes, and what was there before."""

    folder: Path
    files: Mapping[str, bytes]
    notes: tuple[str, ...]
    """What the copy lacks, in words."""
    interface: str
    """Text of its `_interface.json`."""
    interface_before: str | None
    """The same of the earlier copy in its place; None when there is none, or it has none."""


@click.argument("package", type=PATH, help="Folder of a generated package.")
@click.argument("dest", type=PATH, help=_DEST)
@click.option("--as", "name", metavar="NAME", help="Name of the copy; by default that of the package.")
@force
def vendor(package: Path, dest: Path, name: str | None, force: bool) -> None:
    """Copy a package into another repository, or update the copy there, and tell what that changes for its code.

    Files edited there are not overwritten. The exit code does not depend on what changes for the code; see diff.
    """
    with errors():
        plan = planned(package, dest, name, force)
        report = _report(plan)  # before anything is written: the code there was written for the copy as it is
        changed = write(plan.folder, plan.files)
        for note in plan.notes if changed else ():
            click.echo(note, err=True)
        click.echo(f"{shown(plan.folder)}: {len(plan.files)} files, {changed} changed")
        tell_of_foreign(plan.folder, plan.files)
        if report:
            click.echo(report)


def planned(package: Path, dest: Path, name: str | None = None, force: bool = False) -> Plan:
    """What it takes to copy a package to `dest/name`, or to the copy that `dest` is or is to be. Writes nothing.

    Raises click.exceptions.Exit (1), after telling why, where the package is not as generated, or the copy was edited
    and not `force`; LeadsmithError for arguments that make no sense.
    """
    source = Path(os.path.realpath(package))
    _verify(package)
    if dest.exists() and not dest.is_dir():
        raise problem(f"{shown(dest)} is a file.", "Name the folder that the copy goes into.")
    for folder in (dest, dest / (name or source.name)):
        _keep_apart(source, Path(os.path.realpath(folder)), inner=folder is dest)
    mend([dest, dest / (name or source.name)])
    target = _target(source, dest, name)
    _keep_apart(source, Path(os.path.realpath(target)), inner=False)
    files, notes = _files(source)
    before = _text(target / interface.FILE)
    if not force:
        _hold_to_package(files[interface.FILE].decode(), before, target)
    if refused(target, files, force):
        raise click.exceptions.Exit(DRIFT)
    return Plan(target, files, notes, files[interface.FILE].decode(), before)


def _report(plan: Plan) -> str:
    """What the update changes for the code around the copy; empty for a first copy, and when nothing changes."""
    if plan.interface_before is None:
        return ""
    from leadsmith.cli.used import Read, used
    from leadsmith.compat.compare import compare
    from leadsmith.compat.report import Report, to_text

    try:
        before = interface.read(plan.interface_before)
    except ValueError:
        return ""  # of a format of another version; the copy is replaced as a whole
    changes = compare(before, interface.read(plan.interface))
    if not changes:
        return ""
    folder = Path(os.path.relpath(top_folder(Path(os.path.realpath(plan.folder))) or plan.folder.parent))
    bases: tuple[CodeBase, ...] = ()
    try:
        bases = (used(folder, [Read(plan.folder, (plan.folder,), before)], changes),)
    except LeadsmithError as error:  # without mypy the update is made all the same
        show_error(error)
    return "\n" + to_text(Report("the copy as it was", "as it is now", changes, lambda change: None, used=bases))


def _verify(package: Path) -> None:
    from leadsmith.runtime.verify import differences  # its package imports httpx and pydantic

    try:
        found = list(differences(package))
    except ValueError as error:
        raise problem(f"{shown(package)} cannot be copied: {error}", "") from None
    if not found and not (package / interface.FILE).is_file():
        raise problem(f"{shown(package)} has no {interface.FILE}.", "Generate it with this version of Leadsmith.")
    for what, file in found:
        click.echo(f"{what}: {shown(package / file)}", err=True)
    if found:
        click.echo("Nothing was copied: the package is not what was generated. Generate it anew.", err=True)
        raise click.exceptions.Exit(DRIFT)


def _keep_apart(source: Path, target: Path, inner: bool) -> None:
    """Refuse to write in the package, or to put a copy around it; `inner` when the copy is yet to go into `target`."""
    if source == target or source in target.parents or (not inner and target in source.parents):
        raise problem(f"{shown(target)}: the copy and the package would be in one another.", "Name another folder.")


def _target(source: Path, dest: Path, name: str | None) -> Path:
    """The folder of the copy: `dest` when that is one already, or has its name and nothing in it; else one in it."""
    if (dest / manifest.FILE).is_file():
        own = Path(os.path.realpath(dest)).name
        if name and name != own:
            hint = f"Leave out --as, or name the folder that {name} is to go into."
            raise problem(f"{shown(dest)} is a copy already, and named {own}.", hint)
        return dest
    wanted = name or source.name
    if not is_name(wanted):
        raise problem(f"{wanted!r} is not a Python name, so the copy could not be imported.", "Give one with --as.")
    if Path(os.path.realpath(dest)).name == wanted and not (dest.is_dir() and any(dest.iterdir())):
        return dest
    return dest / wanted


def _hold_to_package(wanted: str, found: str | None, target: Path) -> None:
    """Refuse to put one package in the place of another."""
    names = []
    for text in (wanted, found):
        try:
            names.append(interface.read(text or "").package)
        except ValueError:
            return  # of another version of Leadsmith: it cannot be told
    if names[0] != names[1]:
        hint = "Name another folder, or replace what is there with --force."
        raise problem(f"{shown(target)} is a copy of the package {names[1]}, not of {names[0]}.", hint)


def _files(source: Path) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """The files of the copy, and what is missing: a licence beside that of the runtime, or the package's history."""
    files = {file: content for file, content in files_in(source).items() if file not in OWN}
    licences = {file: content for file, content in files.items() if _is_licence(file)} or _licences(source)
    files |= licences
    text = (source / manifest.FILE).read_text(encoding="utf-8")
    original = last_manifest(source)
    assert original is not None, "it was verified"
    files = dict(sorted(files.items()))
    known = origin(source)
    copy = replace(
        original,
        files={file: manifest.digest(content) for file, content in files.items()},
        vendored={**known, "manifest": manifest.digest(text)},
    )
    files[manifest.FILE] = manifest.write(copy).encode()
    files[manifest.SUMS] = manifest.sums(files).encode()
    notes = []
    if not licences:
        notes.append(f"{shown(source)}: no LICENSE, LICENCE or COPYING beside or above it: the copy has none of yours.")
    if "revision" not in known:
        notes.append(f"{shown(source)}: git knows no commit of it: the copy's manifest does not say of which it is.")
    return files, tuple(notes)


def _licences(source: Path) -> dict[str, bytes]:
    """The licence files that are nearest above the package, up to the top of its repository; else those beside it."""
    top = top_folder(source)
    for folder in source.parents:
        found = {
            path.name: path.read_bytes().replace(b"\r\n", b"\n")
            for path in sorted(folder.iterdir())
            if _is_licence(path.name) and path.is_file()
        }
        if found or top in (None, folder, source):
            return found
    return {}


def _is_licence(file: str) -> bool:
    return bool(_LICENCE.fullmatch(file)) and not file.lower().endswith(_CODE)


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
