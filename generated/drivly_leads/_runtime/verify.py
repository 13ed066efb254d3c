"""Is this package exactly what was generated? Run it as a script: `python path/to/package/_runtime/verify.py`.

Standard library only, and no import of the package: it works where nothing is installed. Compares the files with
`SHA256SUMS`, which `sha256sum -c` reads as well, and both with `_manifest.json`. Someone who edits a file and makes all
three agree is not found out: for that, compare with the package that this one is a copy of.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SUMS = "SHA256SUMS"
MANIFEST = "_manifest.json"


def differences(package: Path) -> Iterator[tuple[str, str]]:
    """What was done to each file since it was generated (`edited`, `missing`, `extra`), and its path, sorted by path.

    `unreadable` is what cannot be told. Line ends do not count: git may have changed them. Nor do Python's caches. A
    link to a file counts as the file; what is behind a link to a folder is not in the package.
    Raises `ValueError`, with a way out, where the folder is no package.
    """
    sums = _sums(package)
    found = _hashes(package)
    wanted = dict(sums)
    if found.get(MANIFEST) == sums.get(MANIFEST):  # else it is told that the manifest itself was edited
        recorded = _recorded(package)
        wanted |= recorded or {MANIFEST: ""}
        if recorded and recorded != {name: hashed for name, hashed in sums.items() if name != MANIFEST}:
            found[SUMS], wanted[SUMS] = "", "what the manifest says"
    for name in sorted({*wanted, *found}):
        if name not in found:
            yield "missing", name
        elif found[name] is None:
            yield "unreadable", name
        elif name not in wanted:
            yield "extra", name
        elif found[name] != wanted[name]:
            yield "edited", name


def _sums(package: Path) -> dict[str, str]:
    if not package.is_dir():
        what = "it is no folder" if package.exists() else "it is not there"
        raise ValueError(f"{what}. Name the folder of a generated package.")
    if not (package / SUMS).is_file():
        raise ValueError(f"there is no {SUMS} in it. Name the folder of a generated package.")
    try:
        lines = [line.partition("  ") for line in (package / SUMS).read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{SUMS} cannot be read: {error}. Restore it from version control.") from None
    if not lines or any(len(digest) != 64 or not name for digest, _, name in lines):
        raise ValueError(f"{SUMS} is no list of SHA-256 sums. Restore it from version control.")
    return {name: digest for digest, _, name in lines}


def _recorded(package: Path) -> dict[str, str] | None:
    """The hashes that the manifest has; None when it is none."""
    try:
        files: Any = json.loads((package / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(name): str(hashed) for name, hashed in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _hashes(package: Path) -> dict[str, str | None]:
    """The hash of all that is in the package and no folder; "" when it is no file either, None when unreadable."""
    found: dict[str, str | None] = {}

    def unreadable(error: OSError) -> None:
        found[Path(str(error.filename)).relative_to(package).as_posix()] = None

    for root, folders, files in os.walk(package, onerror=unreadable):
        links = [name for name in folders if Path(root, name).is_symlink()]
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in (*files, *(link for link in links if link != "__pycache__")):
            path = Path(root, name)
            try:
                hashed = hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest() if path.is_file() else ""
            except OSError:
                hashed = None
            found[path.relative_to(package).as_posix()] = hashed
    found.pop(SUMS, None)
    return found


def main(packages: Sequence[Path], style: str = "text") -> int:
    """Print what differs, as `text` or `json`. 0 when nothing does, 1 when something does, 2 when it cannot be told."""
    results: list[dict[str, Any]] = []
    code = 0
    for package in packages:
        error, found = None, []
        try:
            found = list(differences(package))
        except ValueError as raised:
            error = str(raised)
        unknown = error or any(what == "unreadable" for what, _ in found)
        code = max(code, 2 if unknown else 1 if found else 0)
        told = [{"what": what, "file": name} for what, name in found]
        results.append({"package": str(package), "as_generated": not (error or found), "differences": told})
        if error:
            results[-1]["error"] = error
            print(f"{_printable(package)}: cannot be verified: {error}", file=sys.stderr)
        elif style == "text":
            lines = [f"{what}: {_printable(package / name)}" for what, name in found]
            print("\n".join(lines or [f"{_printable(package)}: as generated"]))
    if style == "json":
        print(json.dumps(results, indent=1))
    return code


def _printable(path: Path) -> str:
    """A path on one line, whatever is in its name."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(path))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Tell if this package is exactly what was generated.")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    sys.exit(main([Path(__file__).resolve().parent.parent], parser.parse_args().format))
