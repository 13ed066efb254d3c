"""The public face of a client as data: nothing of it is lost, and the document's prose is not in it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from leadsmith import interface
from leadsmith.config import client_config
from leadsmith.document import load
from leadsmith.ir import Client
from leadsmith.naming import Names
from leadsmith.normalise import normalise
from leadsmith.operations import build_client

ROOT = Path(__file__).resolve().parents[2]
SPECS = sorted(
    path for path in ROOT.glob("tests/cases/*/spec.yaml") if path.parent.name not in ("bad_yaml", "swagger_2")
)
SPECS.append(ROOT / "spec" / "leads.yaml")


def client(path: Path) -> Client:
    config = client_config(path, package="example")
    names = Names()
    return build_client(normalise(load(path), names), config, names)[0]


def without_prose(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        blank = {name: None if "example" in name or name == "minimum" else "" for name in interface.PROSE}
        kept = {item.name: without_prose(getattr(value, item.name)) for item in fields(value)}
        return replace(value, **{name: blank.get(name, inner) for name, inner in kept.items()})
    if isinstance(value, dict):
        return {key: without_prose(inner) for key, inner in value.items()}
    return tuple(without_prose(inner) for inner in value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.parent.name)
def test_reading_gives_what_was_written(path: Path) -> None:
    made = client(path)
    assert interface.read(interface.write(made)) == without_prose(made)


def test_prose_is_not_in_it() -> None:
    text = interface.write(client(ROOT / "spec" / "leads.yaml"))
    assert "Leads, people who want to buy a car" not in text
    assert max(map(len, text.splitlines())) < 20_000


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"format": 0}', '{"format": 1}', '{"format": 1, "client": {"package": 1}}', "{"]
)
def test_what_is_no_interface_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        interface.read(text)
