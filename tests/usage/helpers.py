"""What the tests of uses share: the generated client, its IR, and uses as short text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from leadsmith import interface
from leadsmith.compat.usage import Use, Uses, find_uses
from leadsmith.config import ClientConfig
from leadsmith.document import parse
from leadsmith.ir import Client
from leadsmith.pipeline import build

GENERATED = Path(__file__).resolve().parents[2] / "generated" / "drivly_leads"
CLIENT = interface.read((GENERATED / interface.FILE).read_text(encoding="utf-8"))


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def package(folder: Path, spec: str, name: str, **more: Any) -> Path:
    """The package that a document makes, in a folder of its own name; `more` is further configuration."""
    config = ClientConfig(spec=Path("spec.yaml"), output=folder / name, package=name, **more)
    for file, content in build(parse(spec.encode(), "spec.yaml"), config).files.items():
        (folder / name / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / file).write_bytes(content)
    return folder / name


def client(folder: Path) -> Client:
    """The client that a package is."""
    return interface.read((folder / "_interface.json").read_text(encoding="utf-8"))


def short(use: Use) -> str:
    """A use without its place."""
    return f"{use.symbol}:{use.touch}{'' if use.sure else '?'}"


def found(folder: Path, cache: Path, package: Path = GENERATED) -> Uses:
    """The uses in a folder."""
    return find_uses(folder, package, CLIENT, cache)


def lines(uses: Iterable[Use], folder: Path) -> list[str]:
    """Uses as `file:line symbol:touch`, in their order."""
    return [f"{use.file.relative_to(folder).as_posix()}:{use.line} {short(use)}" for use in uses]
