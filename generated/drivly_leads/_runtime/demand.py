"""What is there when it is first used: names of a package, which its modules have, and validators of types.

Which module has which name stands in the generated code.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from .plain import has_config


def on_demand(package: str, modules: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package (PEP 562), by the module in it that has each name."""

    def get(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f".{modules[name]}", package), name)
        setattr(sys.modules[package], name, value)  # so that it is asked for once
        return value

    def names() -> list[str]:
        own = {name for name in vars(sys.modules[package]) if name.startswith("__")}
        return sorted({*own, *sys.modules[package].__all__})

    return get, names


def deferred(type_: Any) -> TypeAdapter[Any]:
    """The validator of a type, which `model.adapter` builds when it is first used."""
    return TypeAdapter(type_, config=None if has_config(type_) else ConfigDict(defer_build=True))
