"""`made(schemas)` generates a client of some component schemas, and imports it."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from leadsmith.config import client_config
from leadsmith.document import parse
from leadsmith.pipeline import build


class Made:
    """A generated package: its models as attributes, and the two ways of their values."""

    def __init__(self, name: str, files: dict[str, str], diagnostics: list[str]) -> None:
        self.name = name
        self.files = files
        self.diagnostics = diagnostics
        self.models = importlib.import_module(f"{name}.models")
        self.runtime = importlib.import_module(f"{name}._runtime")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.models, name)

    def read(self, name: str, value: Any) -> Any:
        """The JSON value as an answer has it."""
        return self.runtime.read(json.dumps(value), getattr(self.models, name))

    def write(self, name: str, value: Any) -> Any:
        """The JSON value that is sent for this one."""
        return self.runtime.write(value, getattr(self.models, name))

    def back(self, name: str, value: Any) -> Any:
        """What is sent when an answer is given back as it is."""
        return self.write(name, self.read(name, value))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Made]]:
    """`made(text, version="3.1.0")`: `text` is YAML, the schemas by name, which `$ref: Name` refers to.

    Each is both sent and received. The same text gives the same package.
    """
    folder = tmp_path_factory.mktemp("made")
    sys.path.insert(0, str(folder))
    names: list[str] = []

    @cache
    def make(text: str, version: str = "3.1.0") -> Made:
        name = f"made_{len(names)}"
        names.append(name)
        document = _document(_long(yaml.safe_load(dedent(text))), version)
        output = build(
            parse(json.dumps(document).encode(), "spec.json"), client_config(Path("spec.json"), package=name)
        )
        for path, content in output.files.items():
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / path).write_bytes(content)
        importlib.invalidate_caches()
        files = {path: content.decode() for path, content in output.files.items()}
        return Made(name, files, [item.code for item in output.diagnostics])

    yield make
    sys.path.remove(str(folder))
    for module in [module for module in sys.modules if module.partition(".")[0] in names]:
        del sys.modules[module]


def _long(value: Any) -> Any:
    """A schema with the whole of its references."""
    if isinstance(value, list):
        return [_long(item) for item in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref")
    short = isinstance(reference, str) and reference.isidentifier()
    own = {"$ref": f"#/components/schemas/{reference}"} if short else {}
    return {key: _long(item) for key, item in value.items()} | own


def _document(schemas: dict[str, Any], version: str) -> dict[str, Any]:
    if version == "2.0":
        return _swagger(schemas)
    return {
        "openapi": version,
        "info": {"title": "Some", "version": "1"},
        "paths": {f"/{number}": _both_ways(name) for number, name in enumerate(schemas)},
        "components": {"schemas": schemas},
    }


def _swagger(schemas: dict[str, Any]) -> dict[str, Any]:
    paths = {}
    for number, name in enumerate(schemas):
        schema = {"$ref": f"#/definitions/{name}"}
        body = [{"name": "body", "in": "body", "schema": schema}]
        paths[f"/{number}"] = {
            "post": {"parameters": body, "responses": {"200": {"description": "", "schema": schema}}}
        }
    text = json.dumps(schemas).replace("#/components/schemas/", "#/definitions/")
    return {
        "swagger": "2.0",
        "info": {"title": "Some", "version": "1"},
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": paths,
        "definitions": json.loads(text),
    }


def _both_ways(name: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    return {
        "post": {"requestBody": {"content": content}, "responses": {"200": {"description": "", "content": content}}}
    }
