"""Documents as plain data, read by the check's own eyes: JSON, YAML 1.2, and references across files.

Shares nothing with the generator, so that an error there is not made here as well. Knows nothing of OpenAPI.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS: tuple[tuple[str, str, str], ...] = (  # YAML 1.2.2, 10.3.2, the core schema
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", "~nN"),
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("tag:yaml.org,2002:int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    (
        "tag:yaml.org,2002:float",
        r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
        "-+.0123456789",
    ),
)


class _Loader(_Base):  # type: ignore[misc]
    """Knows the types of the core schema alone: `NO`, dates and `=` are text, and so is each key."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


def _mapping(loader: Any, node: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else json.dumps(loader.construct_object(key, deep=True))
        found[name] = loader.construct_object(value, deep=True)
    return found


def _int(loader: Any, node: Any) -> int:
    text = node.value
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


def _float(loader: Any, node: Any) -> float:
    return float(node.value.replace(".inf", "inf").replace(".Inf", "inf").replace(".INF", "inf").lstrip("."))


def _bool(loader: Any, node: Any) -> bool:
    return str(node.value).lower() == "true"


for tag, pattern, first in _SCALARS:
    _Loader.add_implicit_resolver(tag, re.compile(pattern), [*first, *([""] if "null" in tag else [])])
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:int", _int)
_Loader.add_constructor("tag:yaml.org,2002:float", _float)
_Loader.add_constructor("tag:yaml.org,2002:bool", _bool)


def parse(path: Path) -> Any:
    """The data in a file: JSON if it parses as that, else YAML. Raises ValueError where it is neither."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None


@dataclass(frozen=True)
class Node:
    """A value and where it stands: the file and the JSON pointer in it."""

    value: Any
    file: Path
    pointer: str

    def at(self, *keys: str | int) -> Node:
        """What is below, by keys that are there."""
        value, place = self.value, self.pointer
        for key in keys:
            value, place = value[key], f"{place}/{str(key).replace('~', '~0').replace('/', '~1')}"
        return Node(value, self.file, place)

    def get(self, *keys: str) -> Node | None:
        """What is below, None where it is not."""
        value = self.value
        for key in keys:
            if not isinstance(value, dict) or key not in value:
                return None
            value = value[key]
        return self.at(*keys)

    @property
    def key(self) -> tuple[str, str]:
        return str(self.file), self.pointer


@dataclass
class Library:
    """The files that have been read. References lead from one to another."""

    main: Path
    files: dict[Path, Any] = field(default_factory=dict)

    @property
    def root(self) -> Node:
        return Node(self.read(self.main), self.main, "")

    def read(self, path: Path) -> Any:
        path = path.resolve()
        if path not in self.files:
            self.files[path] = parse(path)
        return self.files[path]

    def target(self, reference: str, file: Path) -> Node | None:
        """What a `$ref` in `file` names; None where there is nothing."""
        where, _, fragment = reference.partition("#")
        if where:
            file = file.parent / unquote(where)
            if "://" in where or not file.is_file():
                return None
        try:
            node = Node(self.read(file), file, "")
            for token in unquote(fragment).split("/")[1:]:
                key: str | int = token.replace("~1", "/").replace("~0", "~")
                node = node.at(int(key) if isinstance(node.value, list) else key)
        except (LookupError, TypeError, ValueError):
            return None
        return node if not fragment or fragment.startswith("/") else None

    def follow(self, node: Node) -> Node | None:
        """The node that a chain of references ends in; None for one that leads nowhere or in a circle."""
        seen = set()
        while isinstance(node.value, dict) and isinstance(reference := node.value.get("$ref"), str):
            if node.key in seen:
                return None
            seen.add(node.key)
            target = self.target(reference, node.file)
            if target is None:
                return None
            node = target
        return node
