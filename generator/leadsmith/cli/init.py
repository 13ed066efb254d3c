"""`leadsmith init`: the configuration of a client, worked out from what is there."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from leadsmith import manifest
from leadsmith.cli.inputs import hold_apart, nearest_pyproject, problem, shown
from leadsmith.cli.options import PATH, output_dir, package_name
from leadsmith.cli.screen import errors, working
from leadsmith.config import ClientConfig, client_config, read_config
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import Document, load, parse, version
from leadsmith.ir import Credential
from leadsmith.naming import Names, snake

_SUFFIXES = (".yaml", ".yml", ".json")
_LONGEST = 30
"""Characters of a title that make a name one wants to type."""
_DESCRIPTION = re.compile(rb"""\b(openapi|swagger)["']?\s*:\s*["']?[23]\.""")

"""What every description has somewhere, and few other files."""
_BEGINS = re.compile(rb"""(?m)^["'{\s]*(openapi|swagger)\b""")
"""What makes a file that cannot be read as one look as if it were meant to be."""


@click.argument("spec", type=PATH, required=False, help="OpenAPI document. Without it: the only one here or below.")
@output_dir
@package_name
def init(spec: Path | None, output: Path | None, package: str | None) -> None:
    """Add a client to pyproject.toml: its document, overlay, folder and credentials, as far as they can be found."""
    with errors():
        file = nearest_pyproject() or Path.cwd() / "pyproject.toml"
        before, table = _read(file)
        clients = read_config(table, file.parent)
        with working("Looking for the document"):
            found = spec or _only_document(Path.cwd())
        if any(client.spec.resolve() == found.resolve() for client in clients):
            raise problem(f"{shown(file)} has a client for {shown(found)} already.", "Change it there.")
        with working(f"Reading {shown(found)}"):
            overlays = _overlays(found)
            document = load(found, overlays)
            client, why = _client(document, found, overlays, output, package, file.parent, table, clients)
            credentials = _credentials(document, client)
        block = _block(client, credentials, file.parent)
        after = _appended(before, block)
        _hold(after, client, file, block)
        _write(file, after)
        click.echo(f"{shown(file)}: {'added' if before else 'written, with'}\n\n{block}")
        click.echo(f"The client goes to {shown(client.output)}{why}.\nNext: leadsmith generate")


def _only_document(folder: Path) -> Path:
    """The one API description in the folder and below."""
    found: list[Path] = []
    broken: LeadsmithError | None = None
    for path in _files(folder):
        data = path.read_bytes()
        if _DESCRIPTION.search(data):
            try:
                version(parse(data, shown(path)))
                found.append(path)
            except LeadsmithError as error:
                broken = broken or (error if _BEGINS.search(data) else None)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(shown(path) for path in found)
        raise problem(f"There are {len(found)} OpenAPI documents here: {names}.", "Name one: leadsmith init SPEC.")
    raise broken or problem("There is no OpenAPI document here or below.", "Name one: leadsmith init SPEC.")


def _files(folder: Path) -> Iterator[Path]:
    """Files that may hold a description; nothing hidden, installed, or generated."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in ("node_modules", "site-packages", "__pycache__")
            and not Path(here, name, "pyvenv.cfg").exists()
            and not Path(here, name, manifest.FILE).exists()
        )
        paths = (Path(here, name) for name in sorted(names) if name.endswith(_SUFFIXES) and name[0] != ".")
        yield from (path for path in paths if path.is_file())


def _overlays(spec: Path) -> tuple[Path, ...]:
    """The overlay beside the document, if there is one."""
    for suffix in _SUFFIXES:
        path = spec.with_name(f"{spec.stem}.overlay{suffix}")
        if path.is_file() and "overlay" in parse(path.read_bytes(), shown(path)).root:
            return (path,)
    return ()


def _client(
    document: Document,
    spec: Path,
    overlays: tuple[Path, ...],
    output: Path | None,
    package: str | None,
    root: Path,
    table: Mapping[str, Any],
    clients: Sequence[ClientConfig],
) -> tuple[ClientConfig, str]:
    """The client, and why it goes where it goes. Raises LeadsmithError when it cannot be called or placed as asked."""
    taken = [client.output.resolve() for client in clients]
    if output:
        hold_apart(output, spec)
        if output.resolve() in taken:
            raise problem(f"Another client has the output {shown(output)}.", "Give it a folder of its own.")
        return replace(client_config(spec, output, package), overlays=overlays), ""
    above, why = _place(root, table, clients)
    info = document.root.get("info")
    title = str(info.get("title") or "") if isinstance(info, dict) else ""
    texts = [text for text in (title, spec.stem) if 0 < len(text) <= _LONGEST]
    names = [package] if package is not None else [snake(text, prefix="client") for text in texts]
    for name in (*names, *(f"{name}_client" for name in (*names, "api"))):
        folder = above / name
        if folder.resolve() in taken or (folder.exists() and (folder.is_file() or any(folder.iterdir()))):
            continue
        try:
            return replace(client_config(spec, folder, package), overlays=overlays), why
        except LeadsmithError:
            if package is not None:
                raise
    raise problem(f"No folder for the client is free in {shown(above)}.", "Name one with --output.")


def _place(root: Path, table: Mapping[str, Any], clients: Sequence[ClientConfig]) -> tuple[Path, str]:
    """The folder that the package goes into, by the layout that is there, and the reason."""
    if clients:
        return clients[-1].output.parent, ", beside the client that is there"
    project = table.get("project") or table.get("tool", {}).get("poetry") or {}
    name = re.sub(r"[-.]+", "_", str(project.get("name", ""))).lower()
    for base in (root / "src", root):
        if name and (base / name).is_dir():
            return base / name, f", inside of the package {name}"
    if not (root / "src").is_dir():
        return root, ""
    packages = [path.parent for path in sorted((root / "src").glob("*/__init__.py"))]
    own = [path for path in packages if not (path / manifest.FILE).exists()]
    return (own[0], f", inside of the package {own[0].name}") if len(own) == 1 else (root / "src", "")


def _credentials(document: Document, client: ClientConfig) -> Sequence[Credential]:
    """What the user of the client will give, as `generate` will have it."""
    from leadsmith.pipeline import describe

    try:
        described, _ = describe(document, client, Names())
    except LeadsmithError as error:
        located = (item.at(document) if item.pointer else item for item in error.diagnostics)
        raise LeadsmithError(located, document.sources) from None
    return described.credentials


def _block(client: ClientConfig, credentials: Sequence[Credential], root: Path) -> str:
    """The lines for the client. What is the default anyway is a comment: a place to change it."""
    lines = [
        "[[tool.leadsmith.clients]]",
        f"spec = {_text(_relative(client.spec, root))}",
        *(
            [f"overlays = [{', '.join(_text(_relative(path, root)) for path in client.overlays)}]"]
            * bool(client.overlays)
        ),
        f"output = {_text(_relative(client.output, root))}",
        *([f"package = {_text(client.package)}"] * (client.package != client.output.name)),
    ]
    if credentials:
        lines.append("# How the caller gives the credentials; this is what it is without these lines.")
    for credential in credentials:
        values = {"argument": credential.arguments[0], "environment": credential.environment[0]}
        given = ", ".join(f"{key} = {_text(value)}" for key, value in values.items())
        lines.append(f"# credentials.{_key(credential.scheme)} = {{ {given} }}")
    return "\n".join(lines) + "\n"


def _appended(before: str, block: str) -> str:
    """The file with the block at its end, in its own line ends; all that was there stays as it is."""
    end = "\r\n" if "\r\n" in before else "\n"
    between = "" if not before else end if before.endswith("\n") else end * 2
    return before + between + block.replace("\n", end)


def _hold(after: str, client: ClientConfig, file: Path, block: str) -> None:
    """Raise unless `after` can be read and has the client as its last one; then the user gets the lines."""
    why = ""
    try:
        last: ClientConfig | None = read_config(tomllib.loads(after.replace("\r\n", "\n")), file.parent)[-1]
    except (tomllib.TOMLDecodeError, LeadsmithError) as error:
        why, last = f": {error}", None
    if last is None or _resolved(last) != _resolved(client):
        click.echo(block, err=True)
        message = f"The client cannot be added at the end of {shown(file)}{why}."
        raise problem(message, "Add it by hand: its lines are above.")


def _resolved(client: ClientConfig) -> tuple[Path, Path, str, tuple[Path, ...]]:
    return client.spec.resolve(), client.output.resolve(), client.package, tuple(p.resolve() for p in client.overlays)


def _write(file: Path, text: str) -> None:
    """Put the file in place as a whole."""
    target = file.resolve()
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".leadsmith-") as folder:
        new = Path(folder, target.name)
        new.write_bytes(text.encode())
        if target.exists():
            shutil.copymode(target, new)
        os.replace(new, target)


def _read(file: Path) -> tuple[str, Mapping[str, Any]]:
    """The text of a TOML file, with its line ends, and what it says; empty where there is none yet."""
    try:
        text = file.read_bytes().decode() if file.is_file() else ""
        return text, tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise problem(f"{shown(file)} is not TOML: {error}", "Mend the file.") from None


def _relative(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path.absolute(), root)).as_posix()


def _text(value: str) -> str:
    """A basic string of TOML: JSON's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(value: str) -> str:
    return value if re.fullmatch(r"[A-Za-z0-9_-]+", value) else _text(value)
