"""Is this package exactly what was generated? Run it as a script: `python path/to/package/_runtime/verify.py`.

Standard library only, and no import of the package: it works where nothing is installed. Compares the files with
`SHA256SUMS`, which `sha256sum -c` reads as well.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"


def differences(package: Path) -> Iterator[tuple[str, str]]:
    """What was done to each file since it was generated (`edited`, `missing`, `extra`), and its path, sorted by path.

    Line ends do not count: git may have changed them. Raises `OSError` without a readable `SHA256SUMS`, and
    `ValueError` where that is no list of sums.
    """
    wanted = _sums((package / SUMS).read_text(encoding="utf-8"))
    found = {path.relative_to(package).as_posix(): path for path in package.rglob("*") if _counts(path)}
    for name in sorted({*wanted, *found}):
        if name not in found:
            yield "missing", name
        elif name not in wanted:
            yield "extra", name
        elif hashlib.sha256(found[name].read_bytes().replace(b"\r\n", b"\n")).hexdigest() != wanted[name]:
            yield "edited", name


def _sums(text: str) -> dict[str, str]:
    lines = [line.partition("  ") for line in text.splitlines()]
    if not lines or any(len(digest) != 64 or not name for digest, _, name in lines):
        raise ValueError(f"{SUMS} is no list of SHA-256 sums")
    return {name: digest for digest, _, name in lines}


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and path.name != SUMS


def main(package: Path) -> int:
    """Print what differs. 0 when nothing does, 1 when something does, 2 when it cannot be told."""
    try:
        found = list(differences(package))
    except (OSError, ValueError) as error:
        print(f"{package}: cannot be verified: {error}", file=sys.stderr)
        return 2
    for what, name in found:
        print(f"{what}: {package / name}")
    if not found:
        print(f"{package}: as generated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
