"""The version of what is installed is the one that Python's own library tells."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest

from leadsmith.installed import version


@pytest.mark.parametrize("name", ["datamodel-code-generator", "ruff", "Jinja2", "leadsmith"])
def test_versions_are_those_that_python_tells(name: str) -> None:
    assert version(name) == metadata.version(name)


def test_a_version_that_no_folder_tells(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "other-1.0.egg-info").mkdir()
    (tmp_path / "other-1.0.egg-info" / "PKG-INFO").write_text("Name: other\nVersion: 1.0\n", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "missing")])
    assert version("other") == "1.0"
    with pytest.raises(metadata.PackageNotFoundError):
        version("datamodel-code-generator")
