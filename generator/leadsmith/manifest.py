"""What was made from what: hashes of the inputs and of every file, and all names. Reads, writes and verifies it.

The manifest is `_manifest.json` in the generated package. It is the name lock: what is named there keeps its name.
Must not know how anything is generated.
"""

from __future__ import annotations

import hashlib
import json
import keyword
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FILE = "_manifest.json"
SUMS = "SHA256SUMS"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """Versions of the tools, hashes (SHA-256, hex) of inputs and files, names and warnings by JSON pointer."""

    leadsmith: str
    datamodel_code_generator: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    config: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    vendored: Mapping[str, str] = field(default_factory=dict)
    """Of a copy: where it came from. `from`: URL of the repository; `path`: of the package in it; `revision`: the
    commit that last changed it there, with `-dirty` when it was changed since; `manifest`: hash of its manifest."""
    diagnostics: Mapping[str, str] = field(default_factory=dict)
    """What was warned of: the codes by JSON pointer; by file and pointer where it is about an overlay."""
    paging: Mapping[str, str] = field(default_factory=dict)
    """The lists that come in pages: by method and path, by which fields and parameter, and how sure that is."""


def digest(content: bytes | str) -> str:
    """SHA-256 in hex; text as UTF-8."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def write(manifest: Manifest) -> str:
    """The manifest as JSON: sorted, an entry a line, no dates, so that two branches merge."""
    data = {"format": FORMAT, **asdict(manifest)}
    for key in ("vendored", "paging"):
        if not data[key]:
            del data[key]
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def sums(files: Mapping[str, bytes]) -> str:
    """The hash of every file, the manifest's too, a line each as `sha256sum` writes them."""
    return "".join(f"{digest(content)}  {name}\n" for name, content in sorted(files.items()))


def read(text: str) -> Manifest:
    """The manifest in `text`.

    Of two branches git's `merge=union` keeps the lines of both: then a key may be there twice, of which the last is
    used, and a comma be missing, which is put in.

    Raises ValueError when it is none, or one of a format that this version does not know.
    """
    value: Any = json.loads(re.sub(r'"\n(\s*")', r'",\n\1', text))
    if not isinstance(value, dict) or value.pop("format", None) != FORMAT:
        raise ValueError(f"it is not a manifest of format {FORMAT}")
    for key, entries in value.items():
        if not isinstance(entries, str) and not (
            isinstance(entries, dict) and all(isinstance(entry, str) for entry in entries.values())
        ):
            raise ValueError(f"{key} does not hold text")
    try:
        manifest = Manifest(**value)
    except TypeError as error:
        raise ValueError(str(error)) from error
    for file in manifest.files:
        if "\\" in file or not {"", ".", ".."}.isdisjoint(file.split("/")):
            raise ValueError(f"the file {file!r} is not one in its folder")
    for pointer, name in dict(manifest.names).items():
        if not name.isidentifier() or keyword.iskeyword(name):
            raise ValueError(f"the name {name!r} of {pointer} is not a Python name")
    return manifest


def edited(manifest: Manifest, files: Mapping[str, bytes]) -> list[str]:
    """The files that the manifest owns and that are there with other content: edited by hand since."""
    return sorted(name for name, hashed in manifest.files.items() if name in files and digest(files[name]) != hashed)
