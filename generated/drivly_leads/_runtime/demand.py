"""What is there when it is first used: names of a package, which its modules have, and validators of types.

Which module has which name stands in the generated code.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter


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
    inner = get_args(type_)[0] if get_origin(type_) is Annotated else type_
    own = isinstance(inner, type) and issubclass(inner, BaseModel)  # models have a configuration of their own
    return TypeAdapter(type_, config=None if own else ConfigDict(defer_build=True))
