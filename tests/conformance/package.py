"""From a document to a package that can be called: generated, written, imported, every model built."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

from leadsmith import interface, ir
from leadsmith.config import client_config
from leadsmith.diagnostics import Diagnostic
from leadsmith.document import load
from leadsmith.interface import FILE
from leadsmith.pipeline import build

BASE = "https://server.test/base"


@dataclass(frozen=True)
class Package:
    """A generated package in a folder that is on the path; `client` is its interface as data."""

    name: str
    folder: Path
    client: ir.Client
    diagnostics: tuple[Diagnostic, ...]

    @property
    def operations(self) -> dict[tuple[str, str], tuple[ir.Resource, ir.Operation]]:
        """Each method of the client by method and path."""
        return {
            (operation.method, operation.path): (resource, operation)
            for resource in self.client.resources
            for operation in resource.operations
        }


def package_name(document: Path) -> str:
    """A name that no other document has."""
    readable = re.sub(r"\W+", "_", "_".join(document.parts[-4:])).lower().strip("_")
    # `type-alias` and `type_alias` are two documents, and so are names that differ in case.
    return f"c_{readable}_{hashlib.sha256(str(document).encode()).hexdigest()[:6]}"


def generate(document: Path, parent: Path) -> Package:
    """The package of a document, written below `parent`. Raises LeadsmithError where it cannot be used."""
    name = package_name(document)
    output = build(load(document), client_config(document, package=name))
    folder = parent / name
    for path, content in output.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return Package(name, folder, interface.read((folder / FILE).read_text(encoding="utf-8")), output.diagnostics)


def modules(package: Package) -> Iterator[ModuleType]:
    """All modules of the package, imported anew. Raises what they raise."""
    parent = str(package.folder.parent)
    if parent not in sys.path:
        sys.path.insert(0, parent)
    for name in [name for name in sys.modules if name == package.name or name.startswith(package.name + ".")]:
        del sys.modules[name]
    importlib.invalidate_caches()
    root = importlib.import_module(package.name)
    yield root
    for found in pkgutil.walk_packages(root.__path__, root.__name__ + "."):
        yield importlib.import_module(found.name)


def rebuilt(package: Package) -> int:
    """The number of models, each of which has been built. Raises what that raises."""
    models = importlib.import_module(f"{package.name}.models")
    count = 0
    for name in package.client.types.models:
        getattr(models, name).model_rebuild()
        count += 1
    return count


def client(package: Package, transport: httpx.MockTransport) -> Any:
    """A client that sends to `transport`, with every credential that there is."""
    module = importlib.import_module(package.name)
    credentials = {argument: f"secret-{argument}" for one in package.client.credentials for argument in one.arguments}
    http_client = httpx.Client(transport=transport)
    kind = getattr(module, package.client.class_name)
    hooks = module.Hooks(mismatch=_refuse)
    return kind(base_url=BASE, http_client=http_client, retries=0, hooks=hooks, **credentials)


class MismatchError(Exception):
    """A value of an answer that the client could not read as its type."""


def _refuse(found: Any) -> None:
    """What is not listed can be read all the same; that nothing of it is lost is checked elsewhere."""
    if "that the description lists" not in found.problem:
        raise MismatchError(f"{found.pointer} {found.problem}")


def credentials(package: Package) -> frozenset[tuple[str, str]]:
    """Where credentials are sent: place and name."""
    return frozenset((one.place, one.wire) for one in package.client.credentials)


def has_method(package: Package, resource: ir.Resource, operation: ir.Operation) -> bool:
    """Whether the classes of the package have the method, the one that waits and the one that does not."""
    module = importlib.import_module(f"{package.name}.resources")
    found = [getattr(module, prefix + resource.class_name, None) for prefix in ("", "Async")]
    return all(callable(getattr(one, operation.name, None)) for one in found)
