"""The checked-in client under the tools that its users run: mypy and pyright, both strict, and ruff."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from needs import missing

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ROOT / "generated" / "drivly_leads"
USAGE = [Path(__file__).with_name(name) for name in ("usage.py", "fake_usage.py")]
MISUSE = [Path(__file__).with_name(name) for name in ("misuse.py", "fake_misuse.py")]
WRONG = {
    path.name: {number for number, line in enumerate(path.read_text().splitlines(), 1) if line.endswith("# wrong")}
    for path in MISUSE
}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def mypy(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[int]]:
    """The lines that mypy finds fault with, by file."""
    folder = tmp_path_factory.mktemp("mypy")
    done = run(
        *(sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", folder / "cache"),
        *("--hide-error-context", "--no-color-output", CLIENT, *USAGE, *MISUSE, _readme(folder)),
        cwd=CLIENT.parent,
    )
    assert done.stderr == "", done.stderr
    return _lines(re.findall(r"^(.+?):(\d+): error: ", done.stdout, re.MULTILINE))


@pytest.fixture(scope="module")
def pyright(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[int]]:
    """The lines that pyright finds fault with, by file."""
    folder = tmp_path_factory.mktemp("pyright")
    shutil.copytree(CLIENT, folder / CLIENT.name)
    for path in (*USAGE, *MISUSE):
        shutil.copy(path, folder)
    _readme(folder)
    config = {"include": ["."], "typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(config))
    done = run(
        *(sys.executable, "-m", "pyright", "--outputjson", "--project", folder),
        *("--pythonpath", sys.executable),
        cwd=folder,
    )
    if not done.stdout.startswith("{"):
        missing(f"pyright does not run: {done.stdout}{done.stderr}")
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] > 15
    return _lines((item["file"], item["range"]["start"]["line"] + 1) for item in report["generalDiagnostics"])


def _readme(folder: Path) -> Path:
    """The code of the client's README.md as a module."""
    blocks = re.findall(r"^```python\n(.*?)^```$", (CLIENT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    (folder / "readme_usage.py").write_text("\n".join(blocks))
    return folder / "readme_usage.py"


def _lines(found: Iterator[tuple[str, int]] | list[tuple[str, str]]) -> dict[str, set[int]]:
    lines: dict[str, set[int]] = {}
    for file, line in found:
        lines.setdefault(Path(file).name, set()).add(int(line))
    return lines


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_nothing_is_wrong_with_the_client_and_its_use(checker: str, request: pytest.FixtureRequest) -> None:
    found: dict[str, set[int]] = request.getfixturevalue(checker)
    assert {name: lines for name, lines in found.items() if name not in WRONG} == {}


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_mistakes_are_seen(checker: str, request: pytest.FixtureRequest) -> None:
    assert {name: len(lines) for name, lines in WRONG.items()} == {"misuse.py": 21, "fake_misuse.py": 19}
    found: dict[str, set[int]] = request.getfixturevalue(checker)
    assert {name: lines for name, lines in found.items() if name in WRONG} == WRONG


@pytest.mark.parametrize("options", [(), ("--select=F,E4,E7,E9,I,UP,B,RUF,PIE,C4,SIM,RET,PGH,TID252")], ids=str)
def test_ruff_finds_nothing(options: tuple[str, ...] | str) -> None:
    more = (options,) if isinstance(options, str) else options
    ignored = ("--ignore=TID252",) if more else ()
    done = run(
        *(sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--target-version=py311"),
        *(*more, *ignored, CLIENT),
        cwd=CLIENT.parent,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_formatted() -> None:
    done = run(
        *(sys.executable, "-m", "ruff", "format", "--isolated", "--no-cache", "--check", "--line-length=120"),
        *("--target-version=py311", CLIENT),
        cwd=CLIENT.parent,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_stands_alone() -> None:
    """Its own imports are relative, and it needs nothing but httpx and pydantic, which needs typing_extensions."""
    known = {"httpx", "pydantic", "pydantic_core", "typing_extensions"} | sys.stdlib_module_names
    for path in CLIENT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            for name in names:
                package = name.partition(".")[0]
                assert package in known, f"{path}: {name}"


def test_the_runtime_is_copied_as_it_is() -> None:
    source = ROOT / "generator" / "leadsmith" / "runtime"
    copied = {path.name: path.read_bytes() for path in (CLIENT / "_runtime").glob("*.py")}
    face = copied.pop("__init__.py")
    assert copied == {name: (source / name).read_bytes() for name in copied} and len(copied) > 20
    needless = {path.name for path in source.glob("*.py")} - {"__init__.py", *copied}
    assert needless == {
        *("content.py", "files.py", "oauth.py", "old.py", "parts.py", "payloads.py", "signatures.py", "stream.py")
    }
    assert not any(f"from .{name.removesuffix('.py')} ".encode() in face for name in needless)
