"""Other generators of Python clients: each is installed in an environment of its own, once, and run as its users do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.measure import Sample, environment, process


@dataclass(frozen=True)
class Peer:
    """A generator: what to install, and its command (document, folder of the output) -> arguments."""

    name: str
    packages: tuple[str, ...]
    command: Callable[[str, str], tuple[str, ...]]
    needs: str = ""
    """A program that must be on the machine."""
    goal: float | None = None


_RUFF = f"ruff=={version('ruff')}"  # which most of them format with, and we do

PEERS = (
    Peer(
        "openapi-python-client 0.29.1",
        ("openapi-python-client==0.29.1", _RUFF),
        lambda spec, out: ("openapi-python-client", "generate", "--path", spec, "--meta=none", "--output-path", out),
        goal=0.5,
    ),
    Peer(
        "datamodel-code-generator 0.89, its client",
        ("datamodel-code-generator[ruff]==0.89.*",),
        lambda spec, out: (
            *("datamodel-codegen", "--input", spec, "--input-file-type=openapi", f"--output={out}/models"),
            *("--output-model-type=pydantic_v2.BaseModel", "--formatters", "ruff-check", "ruff-format"),
            *("--generate-client=httpx2", f"--client-output={out}/client", "--client-package=client"),
            "--client-model-package=models",
        ),
        goal=0.5,
    ),
    Peer(
        "crozier 0.0.117 (native)",
        ("crozier==0.0.117", _RUFF),
        lambda spec, out: ("crozier", "generate", "python", "--no-config", "--spec", spec, "--output", out),
    ),
    Peer(
        "openapi-generator 7.26 (not formatted)",
        ("openapi-generator-cli==7.26.*",),
        lambda spec, out: ("openapi-generator-cli", "generate", "-g", "python", "-i", spec, "-o", out),
        needs="java",
    ),
)


def installed(peer: Peer, cache: Path) -> tuple[Path | None, str]:
    """The folder of the peer's programs, or None and why there is none. What is installed stays in `cache`."""
    if peer.needs and not shutil.which(peer.needs):
        return None, f"skipped: it needs {peer.needs}"
    folder = cache / "peers" / peer.name.split()[0]
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    done = folder / "installed"
    if not done.exists() or done.read_text() != repr(peer.packages):
        print(f"installing {' '.join(peer.packages)}", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        install = (str(programs / "python"), "-m", "pip", "install", "--quiet", *peer.packages)
        result = subprocess.run(install, capture_output=True, text=True, check=False)
        if result.returncode:
            return None, f"skipped: pip cannot install {' '.join(peer.packages)}"
        done.write_text(repr(peer.packages))
    return programs, ""


def generated(peer: Peer, programs: Path, spec: Path, folder: Path) -> Sample:
    """One run of the peer, with its own programs first on the path; it writes into `folder`, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    variables = environment({"PATH": os.pathsep.join((str(programs), os.environ.get("PATH", "")))})
    variables.pop("PYTHONPATH")
    program, *rest = peer.command(str(spec), str(folder / "made"))
    sample = process((str(programs / program), *rest), folder, variables)
    return replace(sample, refused=sample.refused.replace(f"{spec.parent}{os.sep}", ""))
