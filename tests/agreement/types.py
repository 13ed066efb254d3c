"""Does a program that type-checked with one client still do so with others? One run of mypy for many clients.

Knows packages as files; nothing of documents or of what changed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from leadsmith.render import carried as runtime

RUNTIME = "shared_runtime"
"""One copy of the runtime for all packages: each has a part of it, and it is read once."""


def write_package(files: Mapping[str, str], folder: Path, name: str) -> None:
    """Write a package for the checker: all but its runtime, which it takes from `shared_runtime` beside it."""
    if not (folder / RUNTIME).exists():
        shutil.copytree(runtime.RUNTIME, folder / RUNTIME)
    for path, text in files.items():
        if path.startswith("_runtime"):
            continue
        place = folder / name / path
        place.parent.mkdir(parents=True, exist_ok=True)
        text = re.sub(r"^from \.+ import _runtime$", f"import {RUNTIME} as _runtime", text, flags=re.MULTILINE)
        place.write_text(re.sub(r"^from \.+_runtime", f"from {RUNTIME}", text, flags=re.MULTILINE))


def complaints(folder: Path, names: list[str], cache: Path) -> dict[str, list[str]]:
    """What `mypy --strict` says of `use_NAME.py` in `folder`, for each of the packages; empty if it is content.

    What it says of the packages themselves is under `""`.
    """
    done = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "mypy",
                "--strict",
                "--no-error-summary",
                "--hide-error-context",
                "--no-color-output",
            ),
            *("--cache-dir", str(cache), "--config-file", "", *(f"use_{name}.py" for name in names)),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1) or done.stderr:
        raise RuntimeError(f"mypy failed: {done.stderr}{done.stdout[-2000:]}")
    found: dict[str, list[str]] = {name: [] for name in ["", *names]}
    for file, line, text in re.findall(r"^(.+?):(\d+): error: (.*)$", done.stdout, re.MULTILINE):
        used = re.fullmatch(r"use_(\w+)\.py", file)
        found[used[1] if used else ""].append(text if used else f"{file}:{line}: {text}")
    return found
