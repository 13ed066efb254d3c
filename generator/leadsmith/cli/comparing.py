"""Where the folder of a package is not what `generate` would write, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from leadsmith import manifest
from leadsmith.cli.inputs import last_manifest, shown
from leadsmith.cli.tree import OWN, diff, files_in, foreign

What = Literal["edited", "outdated", "missing", "extra"]
"""`edited` is what the manifest does not have so; `outdated` is as it was generated, from something else. `extra` is
no longer generated, and with an empty `diff` of someone else."""


@dataclass(frozen=True)
class Difference:
    """One file that is not as generated; `diff` is what `generate` would do to it, empty for a file of someone else."""

    path: str
    what: What
    diff: str
    line: int
    """The first line of the file, as it is, that differs."""


def compared(output: Path, files: Mapping[str, bytes]) -> Iterator[Difference]:
    """The files in the folder `output`, and those of `files`, that differ; by path, those about the others last."""
    existing = files_in(output)
    previous = last_manifest(output)
    others = {*foreign(output, files, existing)}
    edited = {*manifest.edited(previous, existing)} if previous else {*existing}
    edited |= existing.keys() - previous.files.keys() - {*OWN} if previous else set()
    for name in sorted({*files, *existing}, key=lambda name: (name in OWN, name)):
        there, wanted = existing.get(name), files.get(name)
        path = f"{shown(output)}/{name}"
        if name in others:
            yield Difference(path, "extra", "", 1)
        elif there != wanted:
            what: What = "edited" if name in edited else "extra" if wanted is None else "outdated"
            what = "missing" if there is None else what
            yield Difference(path, what, "".join(diff(path, there, wanted)), _first(there or b"", wanted or b""))


def _first(there: bytes, wanted: bytes) -> int:
    lines, others = there.splitlines(), wanted.splitlines()
    same = (number for number, (line, other) in enumerate(zip(lines, others, strict=False), 1) if line != other)
    return next(same, max(1, min(len(lines), len(others) + 1)))
