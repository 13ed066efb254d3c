"""The fence: what templates write passes, and nothing else, whichever way it came into a file."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadsmith import pipeline
from leadsmith.config import ClientConfig
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import load, parse
from leadsmith.fence import hold
from leadsmith.ir import Client
from leadsmith.render import render_client, templates_folder
from leadsmith.render.override import Overrides

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ClientConfig(spec=Path("spec.yaml"), output=Path("acme"), package="acme")
METHOD = "resources/leads.py"


PYTHON = import_module("leadsmith.fence.python")


@pytest.fixture(params=[1, 1 << 18], autouse=True)
def piece(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each statement is parsed by itself, or a whole file at once: nothing passes in the one way alone."""
    monkeypatch.setattr(PYTHON, "_PIECE", request.param)


@cache
def files() -> Mapping[str, str]:
    """A real client, but for what is about it."""
    output = pipeline.build(load(ROOT / "spec" / "leads.yaml", ()), CONFIG)
    return {name: content.decode() for name, content in output.files.items() if name not in ("SHA256SUMS",)}


def refusal(name: str, text: str) -> str:
    """What is said of a file with this text; empty where it passes."""
    others = [other for other in files() if other != name]
    try:
        hold({**files(), name: text}, others)
    except LeadsmithError as error:
        [problem] = error.diagnostics
        assert (problem.code, problem.level) == ("not-ours", "error")
        assert problem.location and problem.location.file == name
        assert "report it" in problem.hint and "Nothing was written." in problem.message
        words = problem.message.removeprefix("In this file that was to be generated stands what no template writes: ")
        return f"{problem.location.line}: {words.removesuffix('. Nothing was written.')}"
    return ""


def test_what_templates_write_passes() -> None:
    assert len(files()) > 40
    hold(files())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import os", "an import, 'import os'"),
        ("import httpx as os", "an import"),
        ("from os import system", "an import, 'from os import system'"),
        ("from typing import get_type_hints", "an import"),
        ("from .nowhere import x", "an import"),
        ("from ... import x", "an import"),
        ("from ..models import *", "an import"),
        ("from ..models import __builtins__", "an import"),
        ("from ..models import Lead as print", "an import"),
        ("global x", "Global 'global x' as body of Module"),
        ("while True: pass", "While"),
        ("with a: pass", "With"),
        ("raise a", "Raise"),
        ("del a", "Delete"),
        ("assert a", "Assert"),
        ("a: int = (b := 1)", "NamedExpr"),
        ("try: pass\nfinally: pass", "Try"),
        ("for a in b: pass", "For"),
        ("match a:\n    case _: pass", "Match"),
        ("a = f'{b}'", "JoinedStr"),
        ("a = [b for b in c]", "ListComp"),
        ("a = 'b' + str(1)", "BinOp"),
        ("a = 'b' % 1", "BinOp"),
        ("a = lambda: 1", "Lambda"),
        ("a = styled(1, str, style=lambda: 1)", "Lambda"),
        ("a = _LinkHeader(lambda: 1)", "Lambda"),
        ("a = b'c'", "Constant"),
        ("a, b = 1, 2", "Tuple"),
        ("a = b = print", "the name 'print', which nothing defines"),
        ("print('x')", "Expr \"print('x')\""),
        ("checked(1)", "Expr"),
        ("a = eval('1')", "a call"),
        ("a = json(1)(2)", "Call"),
        ("a = json", ""),
        ("a = strange", "the name 'strange', which nothing defines"),
        ("a = __import__", "the name '__import__', which nothing defines"),
        ("__builtins__ = 1", "the name '__builtins__'"),
        ("__path__: str = 'x'", "the name '__path__'"),
        ("a = json.__globals__", "Attribute 'json.__globals__'"),
        ("a = json._hidden", "Attribute"),
        ("json.a = 1", "Attribute 'json.a' as what is assigned to"),
        ("import builtins\na = builtins.eval", "Attribute 'builtins.eval'"),
        ("import typing\na = typing.sys", "Attribute"),
        ("a = checked(1, 'eval(1)')", "text for a type"),
        ("a = _deferred('eval(1)')", "text for a type"),
        ("a = checked(1, str, evil=2)", "the argument 'evil' in a call of checked"),
        ("a = checked(1, **{})", "the argument None in a call of checked"),
        ("a: 'eval(1)' = 1", "Constant \"'eval(1)'\" in a type"),
        ("a: list['eval(1)'] = 1", "Constant"),
        ("a: dict[str, 'eval(1)'] = 1", "Constant"),
        ("a: Literal['eval(1)'] | 'eval(1)' = 1", "Constant"),
        ("from typing import Literal\na: Literal['eval(1)'] = 'x'", ""),
        ("a: str | 5", "Constant '5' in a type"),
        ("def a(b: 'eval(1)') -> None: ...", "Constant"),
        ("def a() -> 'eval(1)': ...", "Constant"),
        ("def a(b=print()): ...", "Call"),
        ("def __del__(self) -> None: ...", "the name '__del__'"),
        ("@print\ndef a(): ...", "Name 'print' as a decorator"),
        ("@self.a\ndef a(): ...", "Attribute 'self.a' as a decorator"),
        ("@print()\ndef a(): ...", "a call"),
        ("class A(metaclass=B): ...", "an argument of the class A"),
        ("class A(b()): ...", "Call"),
        ("class __A__: ...", "the name '__A__'"),
        ("if True: pass", "Constant"),
        ("if a: pass", "Pass"),
        ("if a:\n    'text'", "Name 'a' as a condition"),
        ("a = 1  # type: ignore", "the comment '# type: ignore'"),
        ("a = '#'  # noqa", "the comment '# noqa'"),
        ("# Generated by somebody.", "the comment"),
        ("a = ('#'  # between\n'b')", "a comment between parts of a text"),
        ('"""A # and\n\n    # more\n"""\na = "# text"', ""),
        ('"""\N{AUTOMOBILE} #"""', ""),
        ('"""a\rb"""', "the character U+000D"),
        ('"""a\u2028b"""', "the character U+2028"),
        ('"""a\u202eb"""', "the character U+202E"),
        ('"""a\x0cb"""', "the character U+000C"),
        ("a = (", "no Python at all"),
        ("a = '\x00'", "the character U+0000"),
    ],
)
def test_what_no_template_writes_is_refused(source: str, words: str) -> None:
    found = refusal(METHOD, f"{files()[METHOD]}{source}\n")
    if words:
        assert words in found
        assert int(found.partition(":")[0]) > files()[METHOD].count("\n")
    else:
        assert found == ""


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("models/leads.py", "a: str = Field(default_factory=print)", "the argument 'default_factory'"),
        ("models/leads.py", "from typing_extensions import TypeAliasType\nA = TypeAliasType('A', 'list[A]')", ""),
        ("models/leads.py", "A = TypeAliasType('A', 'eval(1)')", "Call 'eval(1)' in text for a type"),
        ("models/leads.py", "A = TypeAliasType('A', 'list[eval(1)]')", "Call"),
        ("models/leads.py", "A = TypeAliasType('A', 'print')", "the name 'print', which nothing defines"),
        ("models/leads.py", "A = TypeAliasType('A', 5)", "text for a type"),
        ("models/leads.py", "a = _OldField['eval(1)']('a')", "Call 'eval(1)' in text for a type"),
        ("models/leads.py", "a = json(1, str)", "a call"),
        ("client.py", "a = print(self)", "a call"),
        ("client.py", "from ._runtime import Server\na = Server('https://a.example', {})", ""),
        ("models/leads.py", "a = dict()", "a call"),
        ("models/__init__.py", "a = on_demand(__name__, {})", ""),
        ("models/__init__.py", "a = on_demand(__name__, {}, hook=print)", "the argument 'hook'"),
        ("client.py", "from . import resources as _resources\na = _resources.LeadsResource(self)", ""),
        ("client.py", "from . import resources as _resources\na = _resources.LeadsResource.a(self)", "a call"),
        ("client.py", "from . import resources as _resources\na = _resources._hidden(self)", "a call"),
        ("client.py", "from . import resources as _resources\na = _resources.LeadsResource(a=1)", "the argument 'a'"),
        ("more.py", "a = 1", "a file of this name"),
        ("setup.py", "a = 1", "a file of this name"),
        ("py.typed", "a", "anything at all"),
        ("pyproject.toml", "a = 1", "anything at all"),
    ],
)
def test_each_file_has_what_its_own_template_writes(name: str, source: str, words: str) -> None:
    found = refusal(name, f"{files().get(name, '')}{source}\n")
    assert words in found and bool(words) == bool(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Text <b>bold</b>", "'<' in text"),
        ("![image](https://example.com)", "'['"),
        ("https://example.com", "'://'"),
        ("`open", "'`'"),
        ("&lt;", "'&lt;'"),
        ("```sh\nrm\n```", "a block of 'sh'"),
        ("```python\nimport os\n```", "an import of 'os'"),
        ("```python\nos.system('x')\n```", "a call of 'os.system'"),
        ("```python\nclient.a().__class__\n```", "the attribute '__class__'"),
        ("```python\nprint(f'{client}')\n```", "a JoinedStr"),
        ("```python\n(\n```", "no Python at all"),
        ("a\u202eb", "the character U+202E"),
        ("`<b>` and \\<b\\> and `` ` ``", ""),
        ("==", "'==' in text"),
        ("`a` \\~=", ""),
        ('```python\nprint(client.leads.get("#"))\n```', ""),
    ],
)
def test_the_readme_has_no_markup_of_others(text: str, words: str) -> None:
    found = refusal("README.md", f"{files()['README.md']}\n{text}\n")
    assert words in found and bool(words) == bool(found)


def test_json_is_json() -> None:
    assert "no JSON" in refusal("_interface.json", "{} x")


STATEMENTS = (
    'class A:\n    """A\n\n\nB"""',
    'a = """\n\n\nb = (\n\n\n"""',
    '"""',
    "a = (\n\n\n1, '\N{AUTOMOBILE}')",
    "(",
    ")",
    "@a",
    "def a(): pass",
    "if a:\n    b",
    "try:\n    b",
    "a = 1 \\",
    "\\",
    "# text",
    "    a = 1",
    "'a'",
    "",
)


@given(st.lists(st.sampled_from(STATEMENTS), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_parsed_by_pieces_is_the_whole(statements: list[str]) -> None:
    """Or it is refused, also where the whole is Python: what goes on behind a line such as `else`."""
    text = "\n\n\n".join(statements)
    try:
        pieces = [statement for tree in PYTHON._trees(text) for statement in tree.body]
    except SyntaxError:
        return
    whole = ast.parse(text).body
    assert [ast.dump(each, include_attributes=True) for each in pieces] == [
        ast.dump(each, include_attributes=True) for each in whole
    ]


def test_a_file_is_cut_between_statements() -> None:
    text = "def a(): pass\n\n\n" * 3
    assert [len(tree.body) for tree in PYTHON._trees(text)] == ([1, 1, 1] if PYTHON._PIECE == 1 else [3])
    text = f'class A:\n    """A\n\n\nB"""\n\n\n{text}'
    assert sum(len(tree.body) for tree in PYTHON._trees(text)) == 4


# In the pipeline ------------------------------------------------------------------------------------------------------

DOCUMENT = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {}}


def printing(name: str, text: str) -> Callable[[Client, Overrides], dict[str, str]]:
    """What renders a client, with a mistake in one of its files."""
    return lambda *given: {**render_client(*given), name: text}


def test_a_mistake_in_a_template_of_ours_is_told_and_nothing_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "render_client", printing("errors.py", "import os\nos.a()\n"))
    with pytest.raises(LeadsmithError) as caught:
        pipeline.build(parse(json.dumps(DOCUMENT).encode(), "spec.json"), CONFIG)
    [problem] = caught.value.diagnostics
    assert problem.location and (problem.location.file, problem.location.line) == ("errors.py", 1)
    assert "'import os'" in problem.message
    assert "errors.py" in caught.value.sources, "the line is shown"


def test_what_is_no_python_at_all_is_told_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "render_client", printing("errors.py", "a = 1\nb = (\n"))
    with pytest.raises(LeadsmithError) as caught:
        pipeline.build(parse(json.dumps(DOCUMENT).encode(), "spec.json"), CONFIG)
    [problem] = caught.value.diagnostics
    assert problem.location and (problem.location.file, problem.location.line) == ("errors.py", 2)


def test_a_template_of_the_user_may_print_what_it_likes_in_its_own_file_alone() -> None:
    errors = (templates_folder() / "errors.py.jinja").read_text(encoding="utf-8")
    theirs = replace(
        CONFIG, overrides={"errors.py.jinja": f"import os\n{errors}\nHOME = os.environ.get('HOME')  # ours\n"}
    )
    document = parse(json.dumps(DOCUMENT).encode(), "spec.json")
    built = pipeline.build(document, theirs).files
    assert b"os.environ.get" in built["errors.py"]


def test_the_files_of_our_templates_are_held_beside_those_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = (templates_folder() / "errors.py.jinja").read_text(encoding="utf-8")
    theirs = replace(CONFIG, overrides={"errors.py.jinja": f"import os\n{errors}\nHOME = os.sep\n"})
    monkeypatch.setattr(pipeline, "render_client", printing("testing.py", "a = print(1)\n"))
    with pytest.raises(LeadsmithError, match=r"a call, 'print\(1\)'"):
        pipeline.build(parse(json.dumps(DOCUMENT).encode(), "spec.json"), theirs)
