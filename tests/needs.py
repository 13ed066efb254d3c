"""What tests need of the machine: other Pythons and tools, and what happens without them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

VERSIONS = ("3.11", "3.12", "3.13")


def missing(what: str) -> NoReturn:
    """Skip the test for lack of a tool; under CI=true it fails, so that nothing is skipped there unseen."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def find_python(version: str) -> str | None:
    """An interpreter of the version `3.x`: on PATH, or among those that pyenv has installed."""
    for candidate in _candidates(version):
        code = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
        told = subprocess.run([candidate, "-c", code], capture_output=True, text=True, check=False)
        if told.stdout.strip() == version:
            return candidate
    return None


def _candidates(version: str) -> Iterator[str]:
    if found := shutil.which(f"python{version}"):
        yield found
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(str(path) for path in root.glob(f"versions/{version}.*/bin/python"))
