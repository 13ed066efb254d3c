"""Two branches that each add to the document and regenerate: git merges their manifests, and no name is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from leadsmith import manifest
from leadsmith.config import ClientConfig
from leadsmith.document import load
from leadsmith.pipeline import build
from needs import missing

ATTRIBUTES = "_manifest.json merge=union\n"
"""Lines of both sides stay: an entry of the manifest is a line, and of two hashes of one file either will do."""


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@test.invalid", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def schema(*fields: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string"} for name in fields}}


def generate(folder: Path, root: dict[str, Any] | None = None) -> dict[str, str]:
    """Write the document and the manifest as `generate` would; the names in it."""
    spec, lock = folder / "spec.json", folder / manifest.FILE
    if root is not None:
        spec.write_text(json.dumps(root, indent=1, sort_keys=True) + "\n")
    previous = manifest.read(lock.read_text()) if lock.exists() else None
    config = ClientConfig(spec=spec, output=folder / "acme", package="acme")
    lock.write_bytes(build(load(spec), config, previous).files[manifest.FILE])
    return dict(manifest.read(lock.read_text()).names)


@pytest.mark.parametrize("apart", [True, False], ids=["apart", "at the very same place"])
def test_two_branches_that_add_merge_and_no_name_changes(tmp_path: Path, apart: bool) -> None:
    if shutil.which("git") is None:
        missing("git")
    (tmp_path / ".gitattributes").write_text(ATTRIBUTES)
    answer = {"description": "Done.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/M"}}}}
    base: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/m": {"get": {"operationId": "getM", "tags": ["M"], "responses": {"200": answer}}}},
        "components": {"schemas": {"M": schema("a", "m", "z"), "Z": {"enum": ["Asap", "asap"]}}},
    }
    git(tmp_path, "init", "-q", "-b", "main")
    first = generate(tmp_path, base)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "base")
    sides = []
    for branch, place, field in (("one", "A", "b"), ("two", "Y" if apart else "B", "n" if apart else "c")):
        git(tmp_path, "checkout", "-qb", branch, "main")
        root = json.loads(json.dumps(base))
        root["components"]["schemas"][place] = schema("x")
        root["components"]["schemas"]["M"]["properties"][field] = {"type": "string"}
        root["components"]["schemas"]["Z"]["enum"] = ["Asap", "asap"] if branch == "one" else ["ASAP", "Asap", "asap"]
        sides.append((generate(tmp_path, root), root))
        git(tmp_path, "commit", "-qam", branch)
    if not apart:  # the document is not what is tested: a person merges it
        (tmp_path / ".gitattributes").write_text(ATTRIBUTES + "spec.json merge=ours\n")
        git(tmp_path, "config", "merge.ours.driver", "true")
    git(tmp_path, "merge", "-q", "-m", "both", "one")

    (one, root), (two, merged) = sides
    for name, part in root["components"]["schemas"].items():
        merged["components"]["schemas"].setdefault(name, part)
    merged["components"]["schemas"]["M"]["properties"] |= root["components"]["schemas"]["M"]["properties"]
    after = generate(tmp_path, merged)
    assert after.items() >= first.items()
    assert after == one | two
    assert generate(tmp_path) == after
