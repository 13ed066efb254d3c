"""A release: the same bytes whoever builds it and when, of dependencies without known advisories."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("generator", "templates", "pyproject.toml", "README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE")


def built(folder: Path, second: int) -> dict[str, bytes]:
    """The wheel and the sdist of a copy of the sources whose files are all of this second."""
    source = folder / "a folder of another name" / str(second)
    source.mkdir(parents=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, source / part)
    for path in source.rglob("*"):
        os.utime(path, (second, second))
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", source]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1760000000", "TZ": f"UTC+{second % 12}"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: path.read_bytes() for path in (folder / "dist").iterdir()}


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    first, second = built(tmp_path / "1", 1_500_000_000), built(tmp_path / "2", 1_700_000_001)
    assert sorted(name.rpartition(".")[2] for name in first) == ["gz", "whl"]
    assert first == second


def closure(name: str, found: dict[str, str]) -> dict[str, str]:
    """The versions of what a distribution needs here, and of what that needs, without extras."""
    for each in requires(name) or ():
        needed = re.match(r"[\w.-]+", each)
        if "extra ==" not in each and needed is not None and needed[0] not in found:
            try:
                found[needed[0]] = version(needed[0])
            except PackageNotFoundError:  # for another system or Python
                continue
            closure(needed[0], found)
    return found


def test_no_dependency_has_a_known_advisory(tmp_path: Path) -> None:
    """Where the machine allows: pip-audit is installed apart, and asks the index."""
    known = closure("leadsmith", {})
    assert {"httpx", "pydantic", "jinja2", "MarkupSafe"} <= known.keys()
    (tmp_path / "requirements.txt").write_text("".join(f"{name}=={number}\n" for name, number in known.items()))
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "pip-audit"]
    if (done := subprocess.run(install, capture_output=True, text=True, check=False)).returncode:
        pytest.skip(f"pip-audit cannot be installed: {done.stderr[-300:]}")
    audit = [python, "-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner=off", "--format=json"]
    command = [*audit, "--requirement", tmp_path / "requirements.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if not done.stdout.startswith("{"):
        pytest.skip(f"no advisories can be had: {done.stderr[-300:]}")
    told = json.loads(done.stdout)["dependencies"]
    assert len(told) == len(known)
    assert {each["name"]: each["vulns"] for each in told if each.get("vulns")} == {}
