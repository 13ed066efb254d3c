"""The checks of this folder find what they are for: with one guard taken away, they fail.

Each guard is taken away alone. Where an escaping function is gone, the fence has to stop what comes out; where the
fence is gone too, the checks have to find it by themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.security import checks
from tests.security.layers import layers
from tests.security.places import MARK, PAYLOADS, Texts

from leadsmith import fence, render
from leadsmith.models import structures
from leadsmith.render import code
from leadsmith.render.code import Code
from leadsmith.render.markdown import markdown, span

DOCUMENTS: list[tuple[str, Texts]] = [
    *((f"{number}", {"operation.description": text}) for number, text in enumerate(PAYLOADS[:3])),
    ("enum", {"enum.value": f'", {MARK}, "'}),
    ("wire", {"header.name": "X-Evil", "query.name": f'q", {MARK}, "'}),
    ("const", {"const": f'", {MARK}, "'}),
    ("quote", {"property.description": f'"""\n    {MARK}\n    """'}),
    ("hidden", {"schema.description": "a\u202eb\u2028c\x85d"}),
    ("path", {"path": "a`<b>`c"}),
    ("summary", {"operation.summary": f"`<b>`\n[x](y) <script>{MARK}</script>"}),
]


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    """Nothing of one mutation is known in the next."""

    def forget() -> None:
        checks.forget()
        render._own_environment.cache_clear()

    forget()
    yield
    forget()


def mutate(monkeypatch: pytest.MonkeyPatch, function: Any, other: Callable[..., Any]) -> None:
    """Put another function in the place of one of Leadsmith's, wherever that was imported."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "leadsmith":
            for attribute, value in list(vars(module).items()):
                if value is function:
                    monkeypatch.setattr(module, attribute, other)


def unfenced(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, fence.hold, lambda files, unknown=(): None)


ESCAPING: dict[str, tuple[Any, Callable[..., Any]]] = {
    "quoted": (code.quoted, lambda text: f'"{text}"'),
    "docstring": (code.docstring, lambda text, indent=0: Code(f'"""{text}"""')),
    "quotes in docstrings": (code._escaped, lambda quotes: quotes[0]),
    "visible": (code.visible, lambda text: text),
    "markdown": (markdown, lambda text: Code(str(text))),
    "span": (span, lambda text: Code(f"`{text}`")),
}


def test_with_all_guards_nothing_is_found() -> None:
    assert layers() == []
    assert checks.tried(DOCUMENTS).problems == []


@pytest.mark.parametrize("name", ESCAPING)
def test_without_one_escaping_function(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, *ESCAPING[name])
    problems = checks.tried(DOCUMENTS).problems
    assert problems
    assert any("the fence had to hold it" in problem for problem in problems), problems


@pytest.mark.parametrize("name", ["quoted", "docstring", "quotes in docstrings"])
def test_without_an_escaping_function_and_the_fence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, *ESCAPING[name])
    unfenced(monkeypatch)
    problems = checks.tried(DOCUMENTS).problems
    assert not any("the fence" in problem for problem in problems)
    assert any("other code than" in problem or "SyntaxError" in problem or "ruff" in problem for problem in problems)


def test_code_that_runs_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without escaping and fence, a docstring that ends early runs what follows it."""
    mutate(monkeypatch, *ESCAPING["docstring"])
    unfenced(monkeypatch)
    found = checks.tried([("a", {"tag.description": f'"""\n{MARK}\n"""', "info.title": f'"""\n{MARK}\n"""'})])
    assert any("on import: the payload ran" in problem for problem in found.problems), found.problems


def test_without_the_check_of_what_templates_print(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, render.only_code, lambda value: value)
    assert [problem for problem in layers() if "finalize" in problem]


def test_without_the_check_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, code.identifier, Code)
    assert [problem for problem in layers() if "identifier" in problem]


def test_without_the_fence(monkeypatch: pytest.MonkeyPatch) -> None:
    unfenced(monkeypatch)
    assert [problem for problem in layers() if "fence" in problem]


def test_without_the_check_of_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, structures._bare, lambda schema, stand_ins: {"customBasePath": "os.system"})
    assert [problem for problem in layers() if "schema" in problem]
