"""The same bytes under any hash seed, Python and folder; the checked-in client is what the description gives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest
from generator.bootstrap import environment

from needs import VERSIONS, find_python, missing
from payload.node import one_process

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ROOT / "generated" / "drivly_leads"
OTHERS = [version for version in VERSIONS if version != f"{sys.version_info[0]}.{sys.version_info[1]}"]


def run(python: Path, *arguments: str | Path, cwd: Path, seed: str = "0") -> str:
    done = subprocess.run(
        [str(python), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_a_seed_and_a_folder_change_nothing(seed: str, tmp_path: Path) -> None:
    project = tmp_path / f"another folder {seed}"
    project.mkdir()
    shutil.copytree(ROOT / "spec", project / "spec")
    shutil.copy(ROOT / "pyproject.toml", project)
    run(Path(sys.executable), "-m", "leadsmith", "generate", "--strict", cwd=project, seed=seed)
    assert contents(project / "generated" / "drivly_leads") == contents(CLIENT)


@pytest.fixture(scope="module", params=OTHERS)
def other(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> Path:
    """Another Python with leadsmith installed; the environment is kept between runs."""
    version: str = request.param
    base = find_python(version)
    if base is None:
        missing(f"needs Python {version}")
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir(f"python-{version}")
    with one_process(folder.parent / f"python-{version}.lock"):
        return environment(folder, base=base)


def test_other_pythons_write_the_same(other: Path) -> None:
    assert "up to date" in run(other, "-m", "leadsmith", "check", "--strict", cwd=ROOT, seed="99")


def test_other_pythons_run_the_client(other: Path, tmp_path: Path) -> None:
    script = Path(__file__).with_name("drive.py")
    assert run(other, "-W", "error", script, CLIENT.parent, cwd=tmp_path) == "driven\n"


def test_this_python_runs_the_client(tmp_path: Path) -> None:
    script = Path(__file__).with_name("drive.py")
    assert run(Path(sys.executable), "-W", "error", script, CLIENT.parent, cwd=tmp_path) == "driven\n"


def test_it_runs_with_the_oldest_httpx_and_pydantic_and_nothing_else(tmp_path: Path) -> None:
    """The lower bounds are those of pyproject.toml, where the runtime has them too."""
    bounds = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    oldest = [bound.replace(">=", "==") for bound in bounds if bound.startswith(("httpx>=", "pydantic>="))]
    assert len(oldest) == 2
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", *oldest, cwd=tmp_path)
    assert run(python, Path(__file__).with_name("drive.py"), CLIENT.parent, cwd=tmp_path) == "driven\n"


def test_it_runs_deep_inside_of_another_package(tmp_path: Path) -> None:
    """Vendored: every import in it is relative, and nothing in it knows its own name."""
    shutil.copytree(CLIENT, tmp_path / "anything" / "_vendor" / "deep" / "drivly_leads")
    script = Path(__file__).with_name("drive.py")
    name = "anything._vendor.deep.drivly_leads"
    assert run(Path(sys.executable), script, tmp_path, name, cwd=tmp_path) == "driven\n"
