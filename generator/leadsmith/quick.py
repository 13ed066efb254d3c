"""What `check` found clean is clean as long as nothing changed: the answer of before, by hashes alone.

A full `check` or `generate` that found clients clean leaves a record in the user's cache folder: what it read (the
configuration, documents, overlays, every folder that decided the output, the package itself, the generator and its
templates), each by its hash, and what it printed. `check` repeats that answer while all of it is the same, byte for
byte. Output is a pure function of these, so it would be found clean again.

Why the hashes in `_manifest.json` are not enough: the manifest is part of what is checked. A change that edits a file
of the package and its hash in the manifest and in SHA256SUMS agrees with itself, and only making the package anew shows
that it is not what the document says. So a machine that has never seen this state works it out once. Nor does the
version identify the generator, in a checkout or when a branch was installed: its files are hashed like the others.

Imported before anything else, so it leans on as little of the standard library as it can. Writes and prints nothing.
"""

import os
import sys
from hashlib import sha256

NOTHING = "-"
"""The state of a path where nothing is."""
KEPT = 30 * 24 * 3600
"""Seconds after which what is in the user's cache folder may be removed."""
_FORMAT = "leadsmith-record 1"
Asked = tuple[str | None, str | None, str | None, tuple[str, ...], str | None]
"""SPEC, --output, --package, each --overlay, --config."""
_VALUES = ("--output", "--package", "--overlay", "--config")


def answer(arguments: list[str]) -> tuple[str, str] | None:
    """What `check` with these arguments prints to stdout and stderr; None when it has to be worked out."""
    try:
        asked = _asked(arguments)
        path = asked and place(asked[0])
        if not asked or not path:
            return None
        with open(path, encoding="utf-8", newline="") as file:
            head, warnings, facts, printed, said = file.read().split("\0")
        if head != _head() or (asked[1] and warnings != "0"):
            return None
        for fact in facts.split("\n"):
            known, _, what = fact.partition(" ")
            if state(what) != known:
                return None
    except (OSError, ValueError):  # whatever is wrong, the whole command says it better
        return None
    return printed, said


def record(facts: dict[str, str], warnings: int, printed: str, said: str) -> str | None:
    """The text of a record: the states of all that decided the answer, by path, and the answer.

    None when it cannot be written down.
    """
    lines = [f"{known} {path}" for path, known in sorted(facts.items())]
    parts = [_head(), str(warnings), "\n".join(lines), printed, said]
    broken = any("\n" in line for line in lines) or any("\0" in part for part in parts)
    return None if broken else "\0".join(parts)


def place(asked: Asked) -> str | None:
    """The file that keeps the record of what is asked in this folder; None when there is no cache folder."""
    folder = cache_folder()
    return (
        os.path.join(folder, "check", sha256(os.fsencode(repr((os.getcwd(), *asked)))).hexdigest()) if folder else None
    )


def cache_folder() -> str | None:
    """The folder for what may be forgotten: LEADSMITH_CACHE, which may be empty to have none, else the system's."""
    given = os.environ.get("LEADSMITH_CACHE")
    if given is not None:
        return given or None
    if sys.platform == "win32":
        above = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        above = os.path.expanduser("~/Library/Caches")
    else:
        above = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(above, "leadsmith") if os.path.isabs(above) else None


def state(path: str) -> str:
    """What is at `path`, as a hash: a file's content, or a folder's files, without Python's caches. Raises OSError."""
    if os.path.isdir(path):
        lines = sorted(_listed(path, ""))
        return sha256(os.fsencode("\0".join(lines))).hexdigest()
    try:
        with open(path, "rb") as file:
            return sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return NOTHING


def _listed(folder: str, prefix: str) -> list[str]:
    """A line for each file in the folder and below: its path and its hash. Links to folders are not followed."""
    lines = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    lines += _listed(entry.path, f"{prefix}{entry.name}/")
            elif entry.is_file():
                with open(entry.path, "rb") as file:
                    lines.append(f"{prefix}{entry.name} {sha256(file.read()).hexdigest()}")
    return lines


def _head() -> str:
    """Format, Python, and every distribution that is installed, by name and version as their folders say them."""
    found: set[str] = set()
    for folder in sys.path:
        if os.path.isdir(folder):
            found.update(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
    return f"{_FORMAT}\n{sys.version}\n{' '.join(sorted(found))}"


def _asked(arguments: list[str]) -> tuple[Asked, bool] | None:
    """What the arguments ask for, and if warnings count; None for what is not plain, or wants another format."""
    values: dict[str, list[str]] = {}
    strict = False
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if argument == "--strict":
            strict = True
        elif name in (*_VALUES, "--format"):
            values.setdefault(name, []).append(value if equals else next(rest, "-"))
        else:
            values.setdefault("spec", []).append(argument)
    if any(value.startswith("-") or not value for given in values.values() for value in given):
        return None
    overlays = tuple(_as_path(value) for value in values.pop("--overlay", ()))
    if any(len(given) > 1 for given in values.values()) or values.pop("--format", ["text"]) != ["text"]:
        return None
    one = {name: given[0] for name, given in values.items()}
    spec, output, config = (_as_path(one[name]) if name in one else None for name in ("spec", "--output", "--config"))
    return (spec, output, one.get("--package"), overlays, config), strict


def _as_path(text: str) -> str:
    """The text as pathlib would write it, in the plain cases; others have no record under their name."""
    while text.startswith("./"):
        text = text[2:]
    return text.rstrip("/") or text
