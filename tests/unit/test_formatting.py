"""Files come out of formatting with the imports that they use, and otherwise as they went in."""

from __future__ import annotations

import ast

import pytest

from leadsmith import formatting
from leadsmith.formatting import format_files

HEAD = '''# Generated.
"""The words of a document, at the start of a line:

from os import path
import sys

'and' \\\\ and \\""" are text.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from datetime import (
    date,
    time,
)

import os.path as paths, os.path
from .others import Kept as Kept, Model as _Model, Other as _Other
from . import resources as _resources
'''
REST = '''
def use(model: _Model, when: date) -> Mapping[str, str]:
    """from uuid import UUID"""
    return os.name, _resources
'''


@pytest.mark.parametrize("few", [0, 200])
def test_imports_without_use_are_cut(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "_FEW", few)
    made = format_files({"models.py": HEAD + REST})["models.py"]
    assert made.startswith(HEAD.split("from __future__")[0])
    assert made.endswith(REST)
    imports = [node for node in ast.parse(made).body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {(name.name, name.asname) for node in imports for name in node.names}
    used = {("Mapping", None), ("date", None), ("os.path", None), ("Model", "_Model"), ("resources", "_resources")}
    assert names == {("annotations", None), ("Kept", "Kept"), *used}


@pytest.mark.parametrize(
    "text",
    [
        HEAD + REST,
        HEAD.replace("import typing", "import typing  # noqa: F401") + REST,
        HEAD + "import typing\n" + REST,
        HEAD + "import typing; a = 1\n" + REST,
        HEAD + "if True:\n    import typing\n" + REST,
        HEAD.replace("from . ", "from .all import *\nfrom . ") + REST,
        HEAD.split('"""\n\n')[1] + REST,
        HEAD,
        "x = 1\nimport typing\n",
        "",
    ],
)
def test_nothing_else_changes(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"models.py": text}
    made = format_files(files)
    monkeypatch.setattr(formatting, "_without_idle_imports", lambda name, text: text)
    assert made == format_files(files)


def test_what_texts_say_changes_no_import() -> None:
    names = "TYPE_CHECKING, Annotated, Any, Literal, Required, TypeAlias, TypedDict, overload, cast, final"
    text = f'"""{{}}"""\n\nfrom typing import {names}\n\nA: Any = 1\n'
    made = format_files({"said.py": text.format("Text."), "a.py": f"{text.format('Text.')}\n# {names}\n"})
    assert made["said.py"] == text.format("Text.").replace(names, "Any")
    assert made["a.py"] == f"{made['said.py']}\n# {names}\n"


def test_what_a_package_imports_is_never_cut() -> None:
    with pytest.raises(RuntimeError, match="F401 `typing` imported but unused"):
        format_files({"models/__init__.py": "import typing\n"})


def test_what_is_no_python_is_told() -> None:
    with pytest.raises(RuntimeError, match="ruff"):
        format_files({"client.py": "import typing\ndef"})
