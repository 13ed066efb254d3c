"""docs/recipes.md is true: its commands run in this order, in repositories as it describes them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
SHOP = Path(__file__).parent / "readme" / "shop.yaml"


def commands(heading: str) -> list[str]:
    """The commands of a section."""
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    blocks = re.findall(r"^```console\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


def run(command: str, folder: Path, code: int = 0) -> str:
    leadsmith = f'"{sys.executable}" -m leadsmith '
    command = re.sub(r"^leadsmith ", lambda match: leadsmith, command)
    command = re.sub(r"^python ", lambda match: f'"{sys.executable}" ', command)
    environment = {**os.environ, "LEADSMITH_CACHE": ""}
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def commit(folder: Path) -> None:
    run("git add -A && git -c user.name=a -c user.email=a@example.com commit -qm change", folder)


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """The repository of the service, after the first recipe."""
    folder = tmp_path / "service"
    folder.mkdir()
    shutil.copy(SHOP, folder)
    run("git init -q -b main", folder)
    for command in commands("One repository with the service and its client"):
        run(command, folder)
    commit(folder)
    return folder


def package(folder: Path) -> Path:
    [found] = folder.rglob("_manifest.json")
    return found.parent


def test_one_repository(service: Path) -> None:
    assert package(service) == service / "src" / "shop"
    assert "up to date" in run("leadsmith check", service)


def test_a_copy(service: Path, tmp_path: Path) -> None:
    app = tmp_path / "app"
    app.mkdir()
    run("git init -q -b main", app)
    told = [run(command, app) for command in commands("A copy in another repository")]
    assert "No changes for callers." in told[2]
    assert told[3].endswith(": as generated\n")


def test_a_new_file(service: Path) -> None:
    (service / "new").mkdir()
    text = (service / "shop.yaml").read_text(encoding="utf-8")
    (service / "new" / "shop.yaml").write_text(text.replace("[same day, 2+ days]", "[same day]"), encoding="utf-8")
    [command] = commands("A description from another team")
    assert "enum-member-removed" in run(command, service, code=0)


def test_ci(service: Path) -> None:
    check, diff = commands("CI on a change of the description")
    run("git update-ref refs/remotes/origin/main main", service)
    assert "relative-server" in run(check + " 2>&1", service, code=2), "--strict holds"
    assert run(diff, service).startswith("## No changes for callers.")
    workflow, hooks = (
        yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    )
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    [step] = (step for step in workflow["jobs"]["client"]["steps"] if "leadsmith" in step.get("uses", ""))
    assert set(step["with"]) <= set(action["inputs"])
    assert "report" in action["outputs"]
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} == known
