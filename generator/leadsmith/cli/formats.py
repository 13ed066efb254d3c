"""What `check` found, as text for a person, JSON for a program, or annotations for a pull request on GitHub."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from leadsmith.cli.building import Built
from leadsmith.cli.comparing import Difference
from leadsmith.cli.inputs import shown
from leadsmith.cli.recording import up_to_date
from leadsmith.diagnostics import Diagnostic, brief

_SHOWN = 20
"""Lines of a diff that an annotation has."""


class Format(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@dataclass(frozen=True)
class Checked:
    """A client as it would be written, and where its folder differs from that."""

    built: Built
    differences: tuple[Difference, ...]


def text(checked: Checked) -> str:
    """Each file that differs: what it is, and the unified diff from what is there to what `generate` would write."""
    if not checked.differences:
        return up_to_date(checked.built)
    return "".join(
        f"{_kind(found)}: {found.path}\n{found.diff}" if found.diff else f"{_foreign(found)}\n"
        for found in checked.differences
    )


def summary(checked: Checked) -> str:
    """A line for a client that differs: how much, and one way out. Empty for one that is clean."""
    kinds = Counter(map(_kind, checked.differences))
    if not kinds:
        return ""
    told = ", ".join(f"{kinds[kind]} {kind}" for kind in _KINDS if kinds[kind])
    if kinds["edited"]:
        hint = "Move the edits elsewhere, or overwrite them with `leadsmith generate --force`."
    elif kinds.keys() == {_FOREIGN}:
        hint = "Move them out of the package."
    else:
        hint = "Run `leadsmith generate`, and commit what it writes."
    return f"{shown(checked.built.client.output)}: {told}. {hint}\n"


def _kind(found: Difference) -> str:
    return found.what if found.what != "extra" else _STALE if found.diff else _FOREIGN


def _foreign(found: Difference) -> str:
    return f"{found.path} is not from leadsmith: move it out of the package."


_STALE, _FOREIGN = "no longer generated", "not from leadsmith"
_KINDS = ("edited", "outdated", "missing", _STALE, _FOREIGN)


def as_json(checked: Iterable[Checked], problems: Iterable[Diagnostic] = ()) -> str:
    """All in one object. `problems` are why there is no result for the rest."""
    clients = [
        {
            "spec": shown(each.built.client.spec),
            "output": shown(each.built.client.output),
            "clean": not each.differences,
            "files": [{"path": found.path, "what": found.what, "diff": found.diff} for found in each.differences],
            "diagnostics": [diagnostic_entry(diagnostic) for diagnostic in each.built.diagnostics],
        }
        for each in checked
    ]
    found = [diagnostic_entry(diagnostic) for diagnostic in problems]
    clean = not found and all(client["clean"] for client in clients)
    return json.dumps({"clean": clean, "clients": clients, "diagnostics": found}, indent=1) + "\n"


def diagnostic_entry(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as JSON has it; without a place where it has none."""
    entry: dict[str, Any] = {
        "code": diagnostic.code,
        "level": diagnostic.level,
        "pointer": diagnostic.pointer,
        "message": brief(diagnostic.message),
        "hint": brief(diagnostic.hint),
    }
    if where := diagnostic.location:
        entry |= {"file": where.file, "line": where.line, "column": where.column}
    return entry


def as_github(checked: Iterable[Checked], problems: Iterable[Diagnostic] = ()) -> str:
    """Workflow commands: an error for each file that differs, and the diagnostics, each at its line."""
    return "".join(f"{line}\n" for line in _commands(checked, problems))


def _commands(checked: Iterable[Checked], problems: Iterable[Diagnostic]) -> Iterator[str]:
    for diagnostic in problems:
        yield _of_diagnostic(diagnostic)
    for each in checked:
        for diagnostic in each.built.diagnostics:
            yield _of_diagnostic(diagnostic)
        for found in each.differences:
            yield _command("error", {"file": _from_root(found.path), "line": found.line, "title": _TITLES[found.what]},
                           _explained(found))  # fmt: skip


_TITLES = {"edited": "Edited", "outdated": "Outdated", "missing": "Missing", "extra": "Not generated"}


def _explained(found: Difference) -> str:
    if not found.diff:
        return _foreign(found)
    lines = found.diff.splitlines()[2:]  # the head names the file
    more = [f"… and {len(lines) - _SHOWN} more lines"] if len(lines) > _SHOWN else []
    way_out = f"{found.path} is {_kind(found)}: run `leadsmith generate` and commit what it writes."
    if found.what == "edited":
        hint = "move the edits elsewhere, or overwrite them with `leadsmith generate --force`."
        way_out = f"{found.path} was edited since it was generated: {hint}"
    return "\n".join([way_out, *lines[:_SHOWN], *more])


def _of_diagnostic(diagnostic: Diagnostic) -> str:
    level = "notice" if diagnostic.level == "info" else diagnostic.level
    properties: dict[str, object] = {}
    if where := diagnostic.location:
        properties = {"file": _from_root(where.file), "line": where.line, "col": where.column}
    said = [brief(diagnostic.message), f"at {brief(diagnostic.pointer)}" * bool(diagnostic.pointer),
            f"one way out: {brief(diagnostic.hint)}" * bool(diagnostic.hint)]  # fmt: skip
    return _command(level, properties | {"title": f"leadsmith: {diagnostic.code}"}, "\n".join(filter(None, said)))


def _command(name: str, properties: Mapping[str, object], message: str) -> str:
    """A workflow command, escaped as GitHub's own toolkit does it."""
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def _from_root(path: str) -> str:
    """The path from the top of the checkout, where GitHub looks for it: the step may run in a folder of it."""
    root = os.environ.get("GITHUB_WORKSPACE")
    absolute = Path(path).absolute()
    return absolute.relative_to(root).as_posix() if root and absolute.is_relative_to(root) else path
