"""The command line: the only module that writes the user's files and prints.

Results go to stdout, diagnostics to stderr. Exit codes: 0 done and clean, 1 drift or edits found, 2 bad input or usage.
"""

from __future__ import annotations

import difflib
import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from leadsmith import __version__, manifest
from leadsmith.config import ClientConfig, client_config, read_config
from leadsmith.diagnostics import Diagnostic, LeadsmithError, show
from leadsmith.document import load

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

_OWN = (manifest.FILE, manifest.SUMS)
"""Files that are about the others, and not in the manifest themselves."""

DRIFT = 1
BAD_INPUT = 2

Spec = Annotated[Path | None, typer.Argument(help="OpenAPI document. Without it: the clients in pyproject.toml.")]
OutputDir = Annotated[Path | None, typer.Option("--output", help="Folder of the generated package.")]
Package = Annotated[str | None, typer.Option(help="Name of the package; by default that of its folder.")]
Overlay = Annotated[list[Path] | None, typer.Option(help="OpenAPI Overlay to apply; may be given several times.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="File with [[tool.leadsmith.clients]].")]
Strict = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors: write nothing, exit 2.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that were edited or are not ours.")]


@dataclass(frozen=True)
class Selection:
    """Which clients to work on, and how."""

    clients: tuple[ClientConfig, ...]
    strict: bool


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False,
) -> None:
    """Typed Python clients from OpenAPI descriptions."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command()
def generate(
    spec: Spec = None,
    output: OutputDir = None,
    package: Package = None,
    overlay: Overlay = None,
    config: ConfigFile = None,
    strict: Strict = False,
    force: Force = False,
) -> None:
    """Write the client packages. Files that were edited by hand are not overwritten."""
    with _errors():
        selection = _select(spec, output, package, overlay, config, strict)
        planned = [(client, _built(client, selection.strict)) for client in selection.clients]
        refused = [client for client, files in planned if not force and _refused(client, files)]
        if refused:
            raise typer.Exit(DRIFT)
        for client, files in planned:
            changed = _write(client.output, files)
            typer.echo(f"{_shown(client.output)}: {len(files)} files, {changed} changed")


@app.command()
def check(
    spec: Spec = None,
    output: OutputDir = None,
    package: Package = None,
    overlay: Overlay = None,
    config: ConfigFile = None,
    strict: Strict = False,
) -> None:
    """Compare the client packages with what generate would write; exit 1 and a diff where they differ."""
    with _errors():
        selection = _select(spec, output, package, overlay, config, strict)
        clean = True
        for client in selection.clients:
            different = list(_differences(client.output, _built(client, selection.strict)))
            clean = clean and not different
            typer.echo("".join(different) if different else f"{_shown(client.output)}: up to date", nl=not different)
        if not clean:
            raise typer.Exit(DRIFT)


@app.command()
def verify(
    package: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a generated package, or of a copy of it.")],
) -> None:
    """Tell, without the document, if a package is exactly what was generated: edited, missing and extra files."""
    from leadsmith.runtime.verify import main

    raise typer.Exit(main(package))


# Input ----------------------------------------------------------------------------------------------------------------


def _select(
    spec: Path | None,
    output: Path | None,
    package: str | None,
    overlays: list[Path] | None,
    config: Path | None,
    strict: bool,
) -> Selection:
    """The clients of the configuration, or the one that the arguments name; arguments win over configuration."""
    configured = _configured(config) if config or spec is None else ()
    if spec is not None:
        same = tuple(client for client in configured if client.spec.resolve() == spec.resolve())
        configured = same or (client_config(spec, output, package),)
    elif not configured:
        hint = "Name a document, or add [[tool.leadsmith.clients]] to it."
        raise _problem(f"{_shown(config or _nearest_pyproject() or Path())} configures no client.", hint)
    if len(configured) > 1 and (output or package or overlays):
        raise _problem(
            "--output, --package and --overlay need one client, and the configuration has several.",
            "Name the document as well.",
        )
    outputs = [client.output.resolve() for client in configured]
    if twice := next((client for client in configured if outputs.count(client.output.resolve()) > 1), None):
        raise _problem(f"Several clients have the output {_shown(twice.output)}.", "Give each a folder of its own.")
    changes = {"output": output, "package": package, "overlays": tuple(overlays) if overlays else None}
    given = {key: value for key, value in changes.items() if value is not None}
    return Selection(tuple(replace(client, **given) for client in configured), strict)  # type: ignore[arg-type]


def _configured(config: Path | None) -> tuple[ClientConfig, ...]:
    path = config or _nearest_pyproject()
    if path is None:
        raise _problem(
            "There is no document to generate from.", "Name one, or add [[tool.leadsmith.clients]] to pyproject.toml."
        )
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _problem(f"{path}: {error.strerror}.", "Name a file that can be read.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _problem(f"{path} is not TOML: {error}", "Mend the file.") from None
    try:
        return read_config(table, path.parent)
    except LeadsmithError as error:
        located = (replace(item, message=f"{_shown(path)}: {item.message}") for item in error.diagnostics)
        raise LeadsmithError(located) from None


def _nearest_pyproject() -> Path | None:
    here = Path.cwd()
    return next((path for folder in (here, *here.parents) if (path := folder / "pyproject.toml").is_file()), None)


def _built(client: ClientConfig, strict: bool) -> Mapping[str, bytes]:
    """The files for a client; shows the diagnostics. Raises LeadsmithError under --strict when there are warnings."""
    from leadsmith.pipeline import build  # heavy: only the commands that need it pay for it

    document = load(client.spec, client.overlays)
    previous = _previous(client.output)
    try:
        built = build(document, client, previous)
    except LeadsmithError as error:
        located = (item.at(document) if item.pointer else item for item in error.diagnostics)
        raise LeadsmithError(located, document.sources) from None
    except (RuntimeError, ValueError, SyntaxError) as error:
        message = f"{document.name}: no client comes out of this document: {error}"
        hint = "This is a defect of Leadsmith, not of the document: please report it."
        raise LeadsmithError((Diagnostic("defect", "error", "", message, hint=hint),)) from None
    show(built.diagnostics, document.sources, _stderr())
    if strict and any(diagnostic.level != "info" for diagnostic in built.diagnostics):
        typer.echo("Nothing was written: --strict takes warnings as errors.", err=True)
        raise typer.Exit(BAD_INPUT)
    return built.files


def _previous(output: Path) -> manifest.Manifest | None:
    path = output / manifest.FILE
    if not path.is_file():
        return None
    try:
        return manifest.read(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _problem(
            f"{_shown(path)} cannot be read: {error}.",
            "It keeps the names: resolve what a merge left in it, or restore it from version control. "
            "Without it all names are decided anew.",
        ) from None


# Output ---------------------------------------------------------------------------------------------------------------


def _existing(output: Path) -> dict[str, bytes]:
    """The files in the folder of a package, without Python's caches; with line ends as generated, whatever git made."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes().replace(b"\r\n", b"\n")
        for path in sorted(output.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _refused(client: ClientConfig, files: Mapping[str, bytes]) -> bool:
    """Name the files that would be lost: edited by hand, or not ours at all."""
    if client.output.exists() and not client.output.is_dir():
        raise _problem(f"{client.output} is a file.", "Name a folder with --output.")
    existing = _existing(client.output)
    previous = _previous(client.output)
    edited = manifest.edited(previous, existing) if previous else []
    lost = [name for name in edited if existing[name] != files.get(name)]
    owned = previous.files if previous else {}
    lost += [
        name
        for name in files
        if name in existing and name not in owned and existing[name] != files[name] and not (previous and name in _OWN)
    ]
    for name in lost:
        why = "was edited since it was generated" if name in owned else "was not generated by leadsmith"
        typer.echo(f"{_shown(client.output / name)} {why}.", err=True)
        if name in files:
            typer.echo("".join(_diff(name, files[name], existing[name])), err=True, nl=False)
    if lost:
        typer.echo("Nothing was written. Move the edits elsewhere, or overwrite them with --force.", err=True)
    return bool(lost)


def _write(output: Path, files: Mapping[str, bytes]) -> int:
    """Bring the folder to `files`: each file replaced as a whole, the manifest last, files of earlier runs removed.

    Returns the number of files that changed. When a file cannot be put in place, those before it are put back.
    """
    existing = _existing(output)
    previous = _previous(output)
    changed = [name for name in files if existing.get(name) != files[name]]
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".leadsmith-") as staging:
        for name in changed:
            Path(staging, name).parent.mkdir(parents=True, exist_ok=True)
            Path(staging, name).write_bytes(files[name])
        replaced: dict[Path, bytes | None] = {}
        try:
            for name in sorted(changed, key=lambda name: name in _OWN):
                path = output / name
                path.parent.mkdir(parents=True, exist_ok=True)
                before = path.read_bytes() if path.exists() else None
                os.replace(Path(staging, name), path)
                replaced[path] = before
        except OSError:
            for path, before in replaced.items():
                path.unlink() if before is None else path.write_bytes(before)
            raise
    stale = [name for name in (previous.files if previous else {}) if name not in files and name in existing]
    for name in stale:
        (output / name).unlink()
    return len(changed) + len(stale)


def _differences(output: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    existing = _existing(output)
    previous = _previous(output)
    owned = {*files, *(previous.files if previous else ()), *_OWN}
    for name in sorted({*files, *existing}):
        if name not in owned:
            yield f"{_shown(output / name)} is not from leadsmith: move it out of the package.\n"
        elif files.get(name) != existing.get(name):
            yield from _diff(f"{_shown(output)}/{name}", existing.get(name), files.get(name))


def _diff(name: str, old: bytes | None, new: bytes | None) -> Iterator[str]:
    lines = [
        [] if content is None else content.decode("utf-8", "replace").splitlines(keepends=True)
        for content in (old, new)
    ]
    before, after = ("/dev/null" if content is None else name for content in (old, new))
    found = False
    for line in difflib.unified_diff(lines[0], lines[1], before, after):
        found = True
        yield line if line.endswith("\n") else f"{line}\n"
    if not found:
        yield f"--- {before}\n+++ {after}\n"


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _stderr() -> Console:
    return Console(stderr=True, soft_wrap=True, highlight=False)


def _problem(message: str, hint: str) -> LeadsmithError:
    return LeadsmithError((Diagnostic("usage", "error", "", message, hint=hint),))


class _errors:  # noqa: N801 - reads as a statement: `with _errors():`
    """Turns what is wrong with the input into a message and exit code 2."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, LeadsmithError):
            show(error.diagnostics, error.sources, _stderr())
            raise typer.Exit(BAD_INPUT) from None
        if isinstance(error, OSError):
            where = f"{_shown(Path(error.filename))}: " if error.filename else ""
            problem = _problem(f"{where}{error.strerror or error}.", "Mend this and run it again.")
            show(problem.diagnostics, {}, _stderr())
            raise typer.Exit(BAD_INPUT) from None
