"""Makes a virtual environment with this project installed in it, on a machine that has Python and nothing else.

Standard library only. Must not know what is run in the environment.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)


def environment(folder: Path, extra: str = "", base: str = sys.executable) -> Path:
    """The interpreter of the environment in `folder`, made or brought up to date when pyproject.toml has changed.

    `extra` names optional dependencies to install as well; `base` is the interpreter to make it with. Raises
    SystemExit, after pip's own words, when something cannot be installed.
    """
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + f"{ROOT} {extra}".encode()).hexdigest()
    stamp = folder / f"leadsmith-{extra or 'main'}.stamp"
    if python.exists() and stamp.is_file() and stamp.read_text() == wanted:
        return python
    print(f"Installing into {folder} ...", file=sys.stderr)
    project = f"{ROOT}[{extra}]" if extra else str(ROOT)
    if not python.exists():
        _run(base, "-m", "venv", "--clear", str(folder))
    _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", project)
    stamp.write_text(wanted)
    return python


def check_version() -> None:
    """Raises SystemExit when this Python is too old, before anything fails in a less clear way."""
    if sys.version_info < OLDEST:
        found, wanted = (".".join(map(str, version)) for version in (sys.version_info[:2], OLDEST))
        raise SystemExit(f"This is Python {found}; Leadsmith needs {wanted} or newer, for example `python3.12 -m ...`.")


def _run(*command: str) -> None:
    result = subprocess.run(command, check=False, stdout=sys.stderr)
    if result.returncode:
        raise SystemExit(f"This failed (see above): {' '.join(command)}")
