"""The wheel, installed in an empty environment outside the checkout, generates from there."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from leadsmith import __version__

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=ROOT)
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment with the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=True)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return folder


def test_what_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        [metadata] = [archive.read(name).decode() for name in names if name.endswith(".dist-info/METADATA")]
        [scripts] = [archive.read(name).decode() for name in names if name.endswith("entry_points.txt")]
    here = {path.name for path in (ROOT / "templates").iterdir()}
    assert {name.rpartition("/")[2] for name in names if name.startswith("leadsmith/templates/")} == here
    assert {"leadsmith/runtime/client.py", "leadsmith/runtime/LICENSE"} <= names
    assert {name.partition("/")[0] for name in names} == {"leadsmith", f"leadsmith-{__version__}.dist-info"}
    assert "leadsmith = leadsmith.__main__:main" in scripts
    for line in (f"Version: {__version__}", "License-Expression: MIT", "Requires-Python: >=3.11"):
        assert line in metadata.splitlines()


def test_it_generates_the_same_from_elsewhere(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    for name in ("leads.yaml", "leads.overlay.yaml"):
        (tmp_path / "api" / name).write_bytes((ROOT / "spec" / name).read_bytes())
    (tmp_path / "pyproject.toml").write_text(
        """
        [[tool.leadsmith.clients]]
        spec = "api/leads.yaml"
        overlays = ["api/leads.overlay.yaml"]
        output = "src/drivly_leads"
        credentials.apiKey = {argument = "api_key", environment = "DRIVLY_LEADS_API_KEY", prefix = "users API-Key"}
        """
    )
    leadsmith = installed / "bin" / "leadsmith"
    assert run(leadsmith, "--version", cwd=tmp_path).strip() == __version__
    assert "src/drivly_leads" in run(leadsmith, "generate", cwd=tmp_path)
    assert "up to date" in run(leadsmith, "check", cwd=tmp_path)
    assert contents(tmp_path / "src" / "drivly_leads") == contents(ROOT / "generated" / "drivly_leads")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
