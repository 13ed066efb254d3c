"""What must hold of a client whatever the text of its document: nothing of it runs, and the code is the same.

Independent of the fence: what it lets through is found here.
"""

from __future__ import annotations

import ast
import json
import pickle
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.security.places import Texts, document

from leadsmith import fence, pipeline
from leadsmith.config import ClientConfig
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import parse
from leadsmith.formatting import format_files
from leadsmith.manifest import SUMS
from leadsmith.models import asking
from leadsmith.render.carried import RUNTIME
from leadsmith.render.code import prose

CONFIG = ClientConfig(spec=Path("spec.json"), output=Path("acme"), package="acme")
PATIENCE = 20
"""Seconds for one document."""
_FILES = frozenset({"README.md", "_interface.json", "_manifest.json", "SHA256SUMS", "py.typed", "_runtime/LICENSE"})
_FOLDERS = frozenset({"", "models", "resources", "_runtime"})


@dataclass
class Tried:
    """What came of some documents: how many there were and were refused with a diagnostic, and what went wrong."""

    documents: int = 0
    refused: int = 0
    compared: int = 0
    """Those whose code was held against that of harmless words: of all others something is left out, with a warning."""
    problems: list[str] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)
    """Why documents were refused, and how often."""

    def add(self, other: Tried) -> None:
        self.documents += other.documents
        self.refused += other.refused
        self.compared += other.compared
        self.problems += other.problems
        for code, count in other.codes.items():
            self.codes[code] = self.codes.get(code, 0) + count


def tried(batch: Iterable[tuple[str, Texts]]) -> Tried:
    """Make clients of the rich document with these texts, by name, and check them all."""
    return tried_documents((name, document(texts), "spec.json") for name, texts in batch)


def tried_documents(batch: Iterable[tuple[str, Any, str]], same: bool = True) -> Tried:
    """The same with whole documents, each with its name and that of its file.

    With `same`, their code is held against that of the rich document with harmless words.
    """
    result = Tried()
    packages: dict[str, dict[str, str]] = {}
    whole: set[str] = set()
    for name, root, file in batch:
        result.documents += 1
        try:
            with _in_time():
                packages[name], warnings = _made(root, file)
            if same and not warnings:
                whole.add(name)
        except LeadsmithError as error:
            result.problems += [f"{name}: {problem}" for problem in _unclear(error)]
            result.refused += 1
            for code in {each.code for each in error.diagnostics}:
                result.codes[code] = result.codes.get(code, 0) + 1
        except Exception as error:
            result.problems.append(f"{name}: {type(error).__name__}: {error}"[:600])
    packages = _formatted(packages, result)
    for name, files in packages.items():
        found = [*_misnamed(files), *_broken(files)]
        if not found and name in whole:
            result.compared += 1
            found = list(_different(outlines(files), _harmless()))
        result.problems += [f"{name}: {problem}" for problem in found]
    for name, ran in imported(packages).items():
        result.problems += [f"{name}: on import: {each}" for each in ran]
    return result


def forget() -> None:
    """What was found out about earlier documents, which a change of the code makes wrong."""
    for known in (_KNOWN, _HELD):
        known.clear()
    for function in (_outline, _compiled, _harmless, prose):
        function.cache_clear()


def _made(root: Any, file: str) -> tuple[dict[str, str], list[str]]:
    """The files for a document as templates print them, but for the runtime's, and the codes of the warnings.

    The fence has seen the files.
    """
    with patch.object(pipeline, "format_files", dict), patch.object(asking, "_generate", _types_of(asking._generate)):
        made = pipeline.build(parse(json.dumps(root).encode(), file), CONFIG)
    files = {path: text.decode() for path, text in made.files.items() if not path.startswith("_runtime/")}
    return files, [each.code for each in made.diagnostics if each.level != "info"]


def _types_of(generate: Callable[[Any], str]) -> Callable[[Any], str]:
    """What the maker of types gives, which is asked once for the same schemas: most texts are none of its business."""

    def known(schemas: Any) -> str:
        key = json.dumps(schemas)
        if key not in _KNOWN:
            if len(_KNOWN) > 1_000:
                _KNOWN.clear()
            _KNOWN[key] = generate(schemas)
        return _KNOWN[key]

    return known


_KNOWN: dict[str, str] = {}


_HELD: set[tuple[str, str]] = set()
"""Files that have passed the fence already, which most are again."""


def _formatted(packages: Mapping[str, dict[str, str]], result: Tried) -> dict[str, dict[str, str]]:
    """The packages as they go out: formatted, all in one go, and held by the fence again."""
    numbered = {f"package_{number}": name for number, name in enumerate(packages)}
    together = {f"{key}/{path}": text for key, name in numbered.items() for path, text in packages[name].items()}
    try:
        done = format_files(together)
    except RuntimeError as error:
        result.problems.append(f"{', '.join(packages)}: {error}"[:600])
        return dict(packages)
    found: dict[str, dict[str, str]] = {name: {} for name in packages}
    for path, text in done.items():
        key, _, rest = path.partition("/")
        found[numbered[key]][rest] = text
    runtime = {f"_runtime/{path.name}": "" for path in RUNTIME.glob("*.py")}
    for name, files in found.items():
        seen = {path for path, text in files.items() if (path, text) in _HELD}
        try:
            fence.hold({**files, **runtime}, {SUMS, *seen})
            if len(_HELD) < 10_000:
                _HELD.update(files.items())
        except LeadsmithError as error:
            result.problems += [f"{name}: {problem}" for problem in _unclear(error)]
    return found


def _unclear(error: LeadsmithError) -> Iterator[str]:
    """What the diagnostics of a document that was refused must not be."""
    for each in error.diagnostics:
        if each.code == "not-ours":
            yield f"the fence had to hold it: {each.location}: {each.message}"
        elif not each.message.strip() or not each.hint.strip():
            yield f"an unclear diagnostic: {each}"


def _misnamed(files: Mapping[str, str]) -> Iterator[str]:
    for path in {*files} - _FILES:
        folder, _, name = path.rpartition("/")
        module = name.removesuffix(".py")
        plain = unicodedata.normalize("NFKC", module) == module and module.isidentifier()
        if folder not in _FOLDERS or not plain or module == name:
            yield f"a file is called {path!r}"
    if len({path.casefold() for path in files}) < len(files):
        yield "two files differ in case alone"


def _broken(files: Mapping[str, str]) -> Iterator[str]:
    for path, text in files.items():
        try:
            if path.endswith(".py"):
                _compiled(text)
            elif path.endswith(".json"):
                json.loads(text)
        except (SyntaxError, ValueError) as error:
            yield f"{path}: {type(error).__name__}: {error}"


@lru_cache(maxsize=2_000)
def _compiled(text: str) -> None:
    compile(text, "module", "exec", dont_inherit=True)


class _Slow(Exception):  # noqa: N818
    """A document took too long."""


@contextmanager
def _in_time() -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise _Slow(f"more than {PATIENCE} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def imported(packages: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
    """What ran or failed while each of the packages was imported, in a process of its own for all."""
    numbered = {f"package_{number}": name for number, name in enumerate(packages)}
    modules = {
        key: {path: text for path, text in packages[name].items() if path.endswith(".py")}
        for key, name in numbered.items()
    }
    done = subprocess.run(
        [sys.executable, "-W", "error::SyntaxWarning", str(Path(__file__).with_name("sandbox.py"))],
        input=pickle.dumps(modules),
        env={"PYTHONPATH": str(RUNTIME.parent.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        timeout=PATIENCE * (1 + len(packages)),
    )
    if done.returncode:
        return {", ".join(packages): [done.stderr.decode()[-300:]]}
    found: dict[str, list[str]] = json.loads(done.stdout)
    return {numbered[key]: ran for key, ran in found.items()}


# The code without its words -------------------------------------------------------------------------------------------


def outlines(files: Mapping[str, str]) -> dict[str, list[str]]:
    """The code of each kind of file but for what its strings and names say."""
    found: dict[str, list[str]] = {}
    for path, text in sorted(files.items()):
        if path.endswith(".py"):
            kind = re.sub(r"(models|resources)/(?!__init__).+", r"\1/*", path)
            found.setdefault(kind, []).extend(_outline(text))
    return {kind: sorted(lines) for kind, lines in found.items()}


@cache
def _harmless() -> dict[str, list[str]]:
    made = pipeline.build(parse(json.dumps(document({})).encode(), "spec.json"), CONFIG).files
    return outlines({path: text.decode() for path, text in made.items() if not path.startswith("_runtime/")})


@lru_cache(maxsize=2_000)
def _outline(text: str) -> list[str]:
    """The statements of a module; imports first, as their order is that of their names."""
    return [
        _told(statement)
        for statement in ast.parse(text).body
        if not _is_text(statement) and not _is_of_alias(statement)
    ]


def _told(value: Any) -> str:
    """A part of a tree without strings, names and docstrings."""
    if isinstance(value, list):
        told = [_told(each) for each in value if not _is_text(each) and not _is_of_alias(each)]
        sort = all(isinstance(each, ast.ImportFrom) for each in value)  # by name, of which nothing is told
        return "[" + ",".join(sorted(told) if sort else told) + "]"
    if isinstance(value, ast.Constant):
        return "text" if isinstance(value.value, str) else repr(value.value)
    if not isinstance(value, ast.AST):
        return "name" if isinstance(value, str) else repr(value)
    node = _plain(value)
    return f"{type(node).__name__}({','.join(_told(getattr(node, each)) for each in node._fields)})"


def _is_text(node: Any) -> bool:
    """A docstring, or what stands where there is none."""
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _plain(node: ast.AST) -> ast.AST:
    """The type of a field, without its name on the wire: that is told only where it is another than in Python."""
    match node:
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, ast.Call() as told])):
            return inner if _is_alias(told) else node
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, other, ast.Call() as told])):
            if _is_alias(told):
                return ast.Subscript(node.value, ast.Tuple([inner, other], ast.Load()), ast.Load())
    return node


def _is_alias(call: ast.Call) -> bool:
    """Is this `Field(alias="...")`, with text alone?"""
    return (
        isinstance(call.func, ast.Name)
        and call.func.id == "Field"
        and not call.args
        and [each.arg for each in call.keywords] == ["alias"]
        and isinstance(call.keywords[0].value, ast.Constant)
    )


def _is_of_alias(node: Any) -> bool:
    """Is this the import of what a field needs whose name on the wire is told, or a part of one?"""
    if isinstance(node, ast.alias):
        return node.name in ("Annotated", "Field")
    return isinstance(node, ast.ImportFrom) and all(map(_is_of_alias, node.names))


def _different(found: Mapping[str, list[str]], harmless: Mapping[str, list[str]]) -> Iterator[str]:
    for kind in sorted({*found, *harmless}):
        more = [each for each in found.get(kind, []) if each not in harmless.get(kind, [])]
        less = [each for each in harmless.get(kind, []) if each not in found.get(kind, [])]
        if more or less or len(found.get(kind, [])) != len(harmless.get(kind, [])):
            yield f"{kind}: other code than with harmless words: {_first(more)} in place of {_first(less)}"


def _first(lines: list[str]) -> str:
    return lines[0][:2_000] if lines else "nothing"
