"""What mutations of a document do in reality: to programs that type-check, and to exchanges on the wire.

This is the oracle: it must not know `leadsmith.compat`.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.agreement.mutations import Mutation
from tests.agreement.places import Json, copied
from tests.agreement.program import program
from tests.agreement.types import complaints, write_package
from tests.agreement.wire import Caller, broken, caller

from leadsmith.config import ClientConfig
from leadsmith.document import load, parse
from leadsmith.ir import Client
from leadsmith.naming import Names
from leadsmith.pipeline import describe
from leadsmith.render import render_client
from leadsmith.render.carried import runtime_files

_PACKAGE = "the_package_of_this_program"
"""Stands for the name of a package, until it is known."""


@dataclass(frozen=True)
class Subject:
    """A document with the client that it gives."""

    name: str
    config: ClientConfig
    root: Json
    client: Client
    names: dict[str, str]


@dataclass(frozen=True)
class Verdict:
    """What a mutation did. `types` are complaints about a program that was right, `wire` the exchanges that broke."""

    mutation: Mutation
    new: Client
    types: tuple[str, ...]
    wire: tuple[str, ...]

    @property
    def breaking(self) -> bool:
        return bool(self.types or self.wire)

    @property
    def said(self) -> str:
        return "+".join(kind for kind in ("types", "wire") if getattr(self, kind)) or "fine"


def subject(name: str, config: ClientConfig) -> Subject:
    """The document that a configuration names."""
    root = copied(load(config.spec, config.overlays).root)
    client, names = _described(root, config, {})
    return Subject(name, config, root, client, names)


def _described(root: Json, config: ClientConfig, previous: dict[str, str]) -> tuple[Client, dict[str, str]]:
    names = Names(pins=config.names, previous=previous)
    client, _ = describe(parse(json.dumps(root).encode(), "document.json"), config, names)
    return client, names.given


def called(old: Subject, folder: Path) -> Caller:
    """The subject's client as a package that can be called."""
    package = f"called_{old.name}"
    files = render_client(old.client)
    for path, text in {**files, **runtime_files(files, old.client.http)}.items():
        place = folder / package / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return caller(old.client, folder, package, old.root)


def verdicts(old: Subject, made: list[Mutation], folder: Path, batch: int = 30) -> list[Verdict]:
    """What each of the mutations does to those who use the subject's client. `folder` is for files, and stays."""
    server = called(old, folder)
    source = program(old.client, _PACKAGE)
    found: list[Verdict] = []
    for start in range(0, len(made), batch):
        part = {f"m{start + number:03}": mutation for number, mutation in enumerate(made[start : start + batch])}
        place = folder / f"batch_{old.name}"
        clients = {}
        for name, mutation in part.items():
            clients[name], _ = _described(mutation.root, old.config, old.names)
            write_package(render_client(clients[name]), place, name)
            (place / f"use_{name}.py").write_text(source.replace(_PACKAGE, name))
        said = complaints(place, list(part), folder / "mypy")
        if said[""]:
            raise AssertionError(f"generated code does not check: {said['']}")
        for name, mutation in part.items():
            wire = tuple(broken(server, mutation.root))
            found.append(Verdict(mutation, clients[name], tuple(said[name]), wire))
        shutil.rmtree(place)
    return found


def clean(old: Subject, folder: Path) -> list[str]:
    """What mypy says of the program with the subject's own client."""
    write_package(render_client(old.client), folder, old.name)
    (folder / f"use_{old.name}.py").write_text(program(old.client, old.name))
    said = complaints(folder, [old.name], folder / "mypy")
    return said[""] + said[old.name]
