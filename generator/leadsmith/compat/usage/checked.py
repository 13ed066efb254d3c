"""A code base as mypy sees it: the type of each expression, and what each name stands for.

mypy is the library that resolves imports and infers types here. Nothing of the code base is run: no configuration and
no plugin is read, and comments that steer mypy are taken out. mypy is shown a tree of modules that exists in memory
only, so that nothing is written beside its cache. Knows syntax and types, nothing of clients.
"""

from __future__ import annotations

import ast
import gc
import io
import os
import re
import stat
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mypy import build, nodes
from mypy.errors import CompileError
from mypy.fscache import FileSystemCache
from mypy.modulefinder import BuildSource
from mypy.options import Options
from mypy.server.subexpr import get_subexpressions
from mypy.types import Type
from mypy.util import hash_digest

from leadsmith.compat.usage.layout import Layout, Source, module_name

_TREE = Path(Path.cwd().anchor, "leadsmith-code-base")
"""Where mypy believes the code base to be; nothing is there."""
OPAQUE = "from typing import Any\ndef __getattr__(name: str) -> Any: ...\n"
"""Stands for a file that cannot be analysed: every name in it is of an unknown type."""
_STEERING = re.compile(r"(#\s*mypy|#\s*type(?=:\s*ignore)):")

Span = tuple[int, int, int | None, int | None]


class UnusableError(Exception):
    """mypy cannot analyse the code base at all; the message is its own."""


@dataclass(frozen=True)
class Module:
    """A file after analysis: what mypy found out about the expressions of its tree."""

    source: Source
    name: str
    tree: nodes.MypyFile
    expressions: Mapping[Span, list[nodes.Expression]]
    types: Mapping[nodes.Expression, Type]
    modules: Mapping[str, nodes.MypyFile]

    def nodes_at(self, node: ast.AST) -> Sequence[nodes.Expression]:
        """What mypy has for an expression; nothing in code that it holds for unreachable."""
        return self.expressions.get(_span(node), ())


def check(layout: Layout, sources: Mapping[Path, Source], cache: Path | None) -> tuple[list[Module], dict[Path, str]]:
    """The modules of the layout's own files, and the files that mypy could not analyse, each with the reason.

    Raises UnusableError when mypy fails and does not say at which file.
    """
    failed: dict[Path, str] = {}
    while True:
        texts = {
            place: OPAQUE if path in failed else sources[path].text
            for place, path in layout.files.items()
            if path in sources
        }
        built = _built(layout, {**texts, **layout.texts}, cache)
        if isinstance(built, build.BuildResult):
            break
        at = _blamed(built, layout)
        if at is None or at[0] in failed or at[0] not in sources:
            raise UnusableError(built.strip() or "mypy failed without a message")
        failed[at[0]] = at[1]
    modules = []
    for place, path in layout.files.items():
        tree = built.files.get(module_name(place))
        if path in layout.own and path not in failed and tree is not None:
            modules.append(Module(sources[path], module_name(place), tree, _spans(tree), built.types, built.files))
    return modules, failed


def _built(layout: Layout, texts: Mapping[PurePosixPath, str], cache: Path | None) -> build.BuildResult | str:
    """mypy's result, or what it says on failing."""
    wanted = [
        BuildSource(str(_TREE / place), module_name(place), _quiet(text)) for place, text in sorted(texts.items())
    ]
    says = io.StringIO()
    fatal: list[str] = []
    try:
        with _undisturbed():
            return build.build(
                wanted,
                _options(cache),
                alt_lib_path=str(_TREE),
                flush_errors=lambda file, messages, _: fatal.extend(messages if file is None else ()),
                fscache=_Tree(layout.files, layout.texts),
                stdout=says,
                stderr=says,
            )
    except CompileError:
        return "\n".join(sorted(fatal, key=lambda line: "[syntax]" not in line)) or says.getvalue()
    except (SystemExit, Exception) as error:  # an internal error of mypy ends in either
        return says.getvalue() or f"{type(error).__name__}: {error}"


def _options(cache: Path | None) -> Options:
    options = Options()
    options.python_executable = sys.executable  # which has httpx and pydantic
    options.cache_dir = str(cache) if cache else os.devnull
    options.incremental = cache is not None
    options.sqlite_cache = False  # files, so that several runs can share the folder
    options.native_parser = False  # else positions are not those of `ast`
    options.export_types = True
    options.preserve_asts = True
    options.check_untyped_defs = True
    options.ignore_missing_imports = True
    options.follow_imports = "silent"
    options.implicit_optional = True
    options.local_partial_types = True
    options.allow_redefinition = True
    options.show_absolute_path = True
    return options


def _quiet(text: str) -> str:
    """The text without comments to mypy, which could end the analysis of a file; no position changes."""
    return _STEERING.sub(r"\1;", text)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep what mypy changes in the process, and what the environment would change in mypy."""
    threshold, path = gc.get_threshold(), os.environ.pop("MYPYPATH", None)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        if path is not None:
            os.environ["MYPYPATH"] = path


def _blamed(message: str, layout: Layout) -> tuple[Path, str] | None:
    """The file that a failure is about, and the first line on it."""
    for line in message.splitlines():
        for place, path in layout.files.items():
            told = re.match(
                rf".*{re.escape(str(PurePosixPath(_TREE.name, place)))}(:\d+)?(?::\d+)*: (?:error: )?(.*)",
                line.replace(os.sep, "/"),
            )
            if told:
                return path, told[2] + (f" (line {told[1][1:]})" if told[1] else "")
    return None


class _Tree(FileSystemCache):
    """The files of a layout in the places where its modules belong; everything else as it is on disk."""

    def __init__(self, files: Mapping[PurePosixPath, Path], texts: Mapping[PurePosixPath, str]) -> None:
        super().__init__()
        self.real = {str(_TREE / place): str(path) for place, path in files.items()}
        self.texts = {str(_TREE / place): text for place, text in texts.items()}
        self.folders: dict[str, set[str]] = {str(_TREE): set()}
        for place in [*files, *texts]:
            for child in [place, *place.parents][:-1]:
                self.folders.setdefault(str(_TREE / child.parent), set()).add(child.name)

    def stat_or_none(self, path: str) -> os.stat_result | None:
        if path in self.folders:
            return os.stat_result((stat.S_IFDIR | 0o555, *os.stat(__file__)[1:]))
        if path in self.texts:
            return os.stat(__file__)
        if path.startswith(str(_TREE)) and path not in self.real:
            return None
        return super().stat_or_none(self.real.get(path, path))

    def listdir(self, path: str) -> list[str]:
        return sorted(self.folders[path]) if path in self.folders else super().listdir(path)

    def read(self, path: str) -> bytes:
        if path in self.texts:
            self.read_cache[path] = self.texts[path].encode()
            self.hash_cache[path] = hash_digest(self.read_cache[path])
            return self.read_cache[path]
        real = self.real.get(path, path)
        data = super().read(real)
        self.hash_cache[path] = self.hash_cache[real]
        return data


def _spans(tree: nodes.MypyFile) -> dict[Span, list[nodes.Expression]]:
    """All expressions of a tree by the place that they span."""
    spans: dict[Span, list[nodes.Expression]] = defaultdict(list)
    for node in get_subexpressions(tree):
        spans[node.line, node.column, node.end_line, node.end_column].append(node)
        if isinstance(node, nodes.CallExpr) and node.analyzed is not None:  # dict(a=1) is {"a": 1} to mypy
            spans[node.line, node.column, node.end_line, node.end_column].append(node.analyzed)
    return spans


def _span(node: ast.AST) -> Span:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]
