"""One isolated ruff pass over all files: imports sorted and cut to what is used, then formatted.

Knows ruff's command line and nothing of what is in the files.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ruff import find_ruff_bin  # type: ignore[import-untyped]

_OPTIONS = ("--isolated", "--no-cache", "--quiet", "--target-version=py311")
_LINE = 120
_IMPORT_LINE = 88  # ruff's default: imports that are broken there are sorted for whoever lints with it


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
            path.write_text(text, encoding="utf-8", newline="\n")
        _ruff("check", f"--line-length={_IMPORT_LINE}", "--fix", "--select=I,F401,RUF022", cwd=folder)
        _ruff("format", f"--line-length={_LINE}", "--config=format.docstring-code-format=true", cwd=folder)
        return {
            **files,
            **{name: Path(folder, name).read_text(encoding="utf-8") for name in own},
        }


def _ruff(command: str, *options: str, cwd: str) -> None:
    result = subprocess.run(
        [find_ruff_bin(), command, *_OPTIONS, *options, "."], cwd=cwd, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise RuntimeError(f"ruff {command} failed:\n{result.stdout}{result.stderr}")
