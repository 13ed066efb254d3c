"""Runs what a generated package shows: the examples of its docstrings and of its README.md, against its fake."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import doctest
import importlib
import inspect
import io
import re
import types
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pytest


def docstrings(package: str) -> Iterator[tuple[str, Callable[[], tuple[str, str]]]]:
    """Each example by its class and method; run, it gives what it has printed, and what the docstring says."""
    testing = importlib.import_module(f"{package}.testing")
    for fake in (getattr(testing, name) for name in testing.__all__ if "Fake" in name and name != "FakeCall"):
        for name in dir(fake):
            if name.startswith("_") or not isinstance(inspect.getattr_static(fake, name), cached_property):
                continue
            resource = getattr(fake(), name)
            for method, function in vars(type(resource)).items():
                text = inspect.getdoc(function) or ""
                for example in doctest.DocTestParser().get_examples(text):
                    yield f"{fake.__name__}.{name}.{method}", partial(_run, example, fake)


def _run(example: doctest.Example, fake: Any) -> tuple[str, str]:
    return _printed(example.source, {"client": fake(reading="strict")}), example.want


def readme(text: str, package: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the blocks of Python in a README.md, in order, with fakes for clients. Gives how many there are."""
    module, testing = importlib.import_module(package), importlib.import_module(f"{package}.testing")
    for name in testing.__all__:
        if name != "FakeCall":
            fake = getattr(testing, name)
            real = name.replace("Fake", "", 1)
            monkeypatch.setattr(module, real, _faked(getattr(module, real), fake))
    namespace: dict[str, Any] = {"__name__": "readme"}
    [own] = set(re.findall(r"^This folder is the whole package `(\w+)`", text, re.MULTILINE))
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    for block in blocks:
        source = re.sub(rf"^from {own}\b", f"from {package}", block, flags=re.MULTILINE)
        exec(compile(source, "README.md", "exec"), namespace)
    return len(blocks)


def _faked(real: Any, fake: Any) -> Callable[..., Any]:
    """What makes a fake where a client would be made, if the arguments are right for that."""

    def make(**arguments: Any) -> Any:
        real(**arguments)
        return fake()

    return make


def _printed(source: str, scope: dict[str, Any]) -> str:
    """Run source as `python -m asyncio` does: with `await` at the top."""
    code = compile(source, "example", "single", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        running = types.FunctionType(code, scope)()
        if inspect.iscoroutine(running):
            asyncio.run(running)
    return printed.getvalue()


def text_of(package: str) -> str:
    """The README.md of a package that can be imported."""
    file = importlib.import_module(package).__file__
    assert file is not None
    return (Path(file).parent / "README.md").read_text(encoding="utf-8")
