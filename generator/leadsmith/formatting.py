"""One isolated ruff pass over all files: imports sorted and cut to what is used, then formatted.

Knows ruff's command line and nothing of what is in the files.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ruff import find_ruff_bin  # type: ignore[import-untyped]

_OPTIONS = ("--isolated", "--no-cache", "--quiet", "--target-version=py311")
_LINE = 120
_IMPORT_LINE = 88  # ruff's default: imports that are broken there are sorted for whoever lints with it
_BY_LENGTH = "--config=lint.isort.split-on-trailing-comma=false"  # not by a comma that stands behind what was cut
_HEAD = re.compile(
    r"""
    (?: \#[^\n]*\n )*
    (?: \"{3} (?: [^"\\] | \\. | "(?!"") )* \"{3}\n )?
    (?P<imports> (?: \n | (?:from\ [\w.]+\ )?import\ [^()\#;\n\\*]+\n | from\ [\w.]+\ import\ \([^()\#*]*\)\n )+ )
    """,
    re.DOTALL | re.VERBOSE,
)
"""Comments, a docstring, and then nothing but imports."""
_WORD = re.compile(r"\w+")
_FEW = 200
_IMPORT = re.compile(r"(?:from (?P<module>[\w.]+) )?import (?:\((?P<several>[^()]*)\)|(?P<names>.+))\n")


def format_files(files: Mapping[str, str]) -> dict[str, str]:
    """`files` (path -> text) in ruff's style, as is the Python code in Markdown.

    Works in a temporary folder; the result does not depend on it.

    Raises RuntimeError with ruff's own words when a file cannot be formatted.
    """
    own = {name: text for name, text in files.items() if name.endswith((".py", ".md"))}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in own.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_without_idle_imports(name, text), encoding="utf-8", newline="\n")
        _ruff("check", f"--line-length={_IMPORT_LINE}", "--fix", "--select=I,F401,RUF022", _BY_LENGTH, cwd=folder)
        _ruff("format", f"--line-length={_LINE}", "--config=format.docstring-code-format=true", cwd=folder)
        return {
            **files,
            **{name: Path(folder, name).read_text(encoding="utf-8") for name in own},
        }


def _without_idle_imports(name: str, text: str) -> str:
    """The file without those imports at its head of whose names the rest of it has no trace.

    ruff would remove them too; it goes through a file again for each few, which takes it longer than all else.
    """
    head = None if name.endswith("__init__.py") else _HEAD.match(text)  # there ruff takes imports for exports
    if not head:
        return text
    rest = text[head.end() :]
    # to look for a few names in a text is faster than to read its words, and for many takes them times its length
    there = rest if head["imports"].count(",") < _FEW else frozenset(_WORD.findall(rest))

    def needed(item: str) -> bool:
        imported, _, new = item.partition(" as ")
        return imported == new or (new or imported.partition(".")[0]) in there

    def cut(found: re.Match[str]) -> str:
        if found["module"] == "__future__":
            return found[0]
        items = map(str.strip, (found["several"] or found["names"]).split(","))
        if not (names := ", ".join(item for item in items if item and needed(item))):
            return ""
        return f"from {found['module']} import {names}\n" if found["module"] else f"import {names}\n"

    return text[: head.start("imports")] + _IMPORT.sub(cut, head["imports"]) + rest


def _ruff(command: str, *options: str, cwd: str) -> None:
    result = subprocess.run(
        [find_ruff_bin(), command, *_OPTIONS, *options, "."], cwd=cwd, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise RuntimeError(f"ruff {command} failed:\n{result.stdout}{result.stderr}")
