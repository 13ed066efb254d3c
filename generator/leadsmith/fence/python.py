"""The fence of Python files: their syntax trees are held against the tables, node by node.

Which kinds of nodes may stand where, and what is imported, called and named. Knows Python's grammar; what the templates
write stands in the tables.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadsmith.fence import tables
from leadsmith.fence.comments import comments


class _RefusedError(Exception):
    """What stands where no template writes it."""

    def __init__(self, node: ast.AST, what: str) -> None:
        super().__init__(getattr(node, "lineno", 1), what)


@dataclass
class _File:
    """What is known of a file, while its tree is walked."""

    files: Mapping[str, str]
    name: str
    calls: Mapping[str, str]
    bound: set[str] = field(default_factory=set)
    used: dict[str, ast.Name] = field(default_factory=dict)
    marked: list[ast.Constant] = field(default_factory=list)
    """Texts with what looks like a comment."""


_PIECE = 1 << 18
"""So many characters of a file are parsed at once, or some more."""
_GAP = re.compile(r"\n\n\n(?=\S)")
"""As it stands before each class and function."""
_PLAIN = frozenset("id attr name module asname level arg ctx simple type_comment kind".split())
"""Fields of nodes that hold no nodes, or say only how a name is used."""


def _places() -> Iterator[tuple[type[ast.AST], tuple[tuple[str, frozenset[type[ast.AST]]], ...]]]:
    """The table of places by class, with every field that can hold nodes."""
    kinds = {kind for place, inner in tables.PLACES.items() for kind in (place.partition(".")[0], *inner.split())}
    for kind in kinds - {"Constant"}:
        node: type[ast.AST] = getattr(ast, kind)
        places = ((each, tables.PLACES.get(f"{kind}.{each}", "")) for each in node._fields if each not in _PLAIN)
        yield node, tuple((each, frozenset(getattr(ast, inner) for inner in held.split())) for each, held in places)


_PLACES = {**dict(_places()), ast.Constant: ()}


def python(name: str, text: str, files: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Line and words of what is in a file and not in the tables; `files` are those that it may import."""
    calls = tables.CALLS.get(name, tables.CALLS.get(re.sub(r"[^/]+\Z", "*.py", name)))
    if calls is None:
        yield 1, "a file of this name"
        return
    file = _File(files, name, calls)
    try:
        for tree in _trees(text):
            _walk(tree, file)
        for used, node in file.used.items():
            if used not in file.bound and used not in tables.BUILTINS:
                raise _RefusedError(node, f"the name {used!r}, which nothing defines")
    except (SyntaxError, ValueError) as error:
        yield getattr(error, "lineno", None) or 1, f"no Python at all, {error}"
    except _RefusedError as error:
        yield error.args
    else:
        yield from comments(text, file.marked)


def _trees(text: str) -> Iterator[ast.Module]:
    """The trees of a file, one for some of its statements each: a single one takes sixty times the memory of the text.

    Raises SyntaxError. What can be parsed ends between two statements, as an open bracket or text cannot; what begins
    with `else`, which goes on with one before it, is refused.
    """
    start, line, size = 0, 0, _PIECE
    while True:
        gap = _GAP.search(text, start + size)
        end = gap.end() if gap else len(text)
        try:
            tree = ast.parse("\n" * line + text[start:end])  # so that lines have their numbers
        except SyntaxError:
            if not gap:
                raise
            size *= 2  # the gap was in a text
            continue
        yield tree
        if not gap:
            return
        line += text.count("\n", start, end)
        start, size = end, _PIECE


def _walk(root: ast.AST, file: _File) -> None:
    waiting = [root]
    for node in waiting:  # and what is found meanwhile, level by level: imports come before what they are for
        kind = type(node)
        for name, allowed in _PLACES[kind]:
            value = getattr(node, name)
            for inner in value if isinstance(value, list) else (value,):
                if inner is None:  # also the default that an argument by keyword does not have
                    continue
                if type(inner) not in allowed:
                    place = inner if hasattr(inner, "lineno") else node
                    raise _RefusedError(place, _said(inner, f"as {name} of {kind.__name__}"))
                waiting.append(inner)
        if check := _CHECKS.get(kind):
            check(node, file)


def _said(node: ast.AST, more: str = "") -> str:
    code = ast.unparse(node) if isinstance(node, ast.stmt | ast.expr | ast.keyword | ast.arg) else ""
    shown = f" {code[:80]!r}" if code else ""
    return f"{type(node).__name__}{shown} {more}".rstrip()


def _name(node: ast.Name, file: _File) -> None:
    if isinstance(node.ctx, ast.Load):
        file.used.setdefault(node.id, node)
    else:
        _bind(node.id, node, file)


def _bind(name: str, node: ast.AST, file: _File) -> None:
    if name.startswith("__") and name not in tables.PRIVATE:
        raise _RefusedError(node, f"the name {name!r}")
    file.bound.add(name)


def _dotted(node: ast.expr) -> str:
    """How the tables spell what is called."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{_dotted(value)}.{name}"
        case ast.Subscript(value=value):
            return f"{_dotted(value)}[]"
        case ast.Call(func=called, args=[], keywords=[]):
            return f"{_dotted(called)}()"
    return "?"


def _attribute(node: ast.Attribute, file: _File) -> None:
    module = tables.MODULES.get(node.value.id) if isinstance(node.value, ast.Name) else None
    if module is not None and node.attr not in module.split():
        raise _RefusedError(node, _said(node))
    if node.attr.startswith("_") and node.attr not in tables.PRIVATE_ATTRIBUTES:
        raise _RefusedError(node, _said(node))
    if isinstance(node.ctx, ast.Store) and _dotted(node) not in ("self._client", "self._script"):
        raise _RefusedError(node, _said(node, "as what is assigned to"))


def _public_in(holder: str, called: str) -> bool:
    """Is a name that is no private one called in `holder`, and nothing below it?"""
    name = called.removeprefix(holder)
    return called.startswith(holder) and name.isidentifier() and not name.startswith("_")


def _call(node: ast.Call, file: _File) -> None:
    called = _dotted(node.func)
    keywords = file.calls.get(called)
    if keywords is None and _public_in("_resources.", called):
        keywords = ""
    elif keywords is None and _public_in("self.", called) and "Request" in file.calls:
        keywords = tables.ANY  # a method with an old name calls the one with the new
    if keywords is None:
        raise _RefusedError(node, f"a call, {ast.unparse(node)[:80]!r}")
    for keyword in node.keywords:
        if keywords != tables.ANY and (keyword.arg or "**") not in keywords.split():
            raise _RefusedError(keyword, f"the argument {keyword.arg!r} in a call of {called}")
        if isinstance(keyword.value, ast.Lambda) and (called, keyword.arg) not in tables.LAMBDAS:
            raise _RefusedError(keyword, _said(keyword.value, f"in a call of {called}"))
    place = tables.TYPE_AT.get(called, len(node.args))
    types = list(node.args[place : place + 1])
    types += [each.value for each in node.keywords if called.startswith("self._client.") and each.arg == "returns"]
    if any(isinstance(each, ast.Constant) and each.value is not None for each in types):
        raise _RefusedError(node, f"text for a type, {ast.unparse(node)[:80]!r}")
    place = tables.TEXT_AT.get(called, len(node.args))
    for each in node.args[place : place + 1]:
        _type_in_text(each, file)


def _type_in_text(node: ast.expr, file: _File) -> None:
    """Text that is evaluated as a type: held to what a type may be."""
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    try:
        inner = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        raise _RefusedError(node, f"text for a type, {ast.unparse(node)[:80]!r}") from None
    if type(inner).__name__ not in tables.TYPE.split():
        raise _RefusedError(node, _said(inner, "in text for a type"))
    _no_text(inner)
    for each in ast.walk(inner):
        if isinstance(each, ast.expr):
            each.lineno = node.lineno
    _walk(inner, file)


def _no_text(node: ast.AST | None) -> None:
    """Text in an annotation would be evaluated; a constant in one is None or `...`."""
    if isinstance(node, ast.Constant) and node.value not in (None, ...):
        raise _RefusedError(node, _said(node, "in a type"))


def _union(node: ast.BinOp, file: _File) -> None:
    _no_text(node.left)
    _no_text(node.right)


def _subscript(node: ast.Subscript, file: _File) -> None:
    outer = _dotted(node.value)
    if outer == "_OldField":
        _type_in_text(node.slice, file)
    elif outer != "Literal" and outer.partition(".")[0].partition("[")[0] != "page":
        for each in node.slice.elts if isinstance(node.slice, ast.Tuple | ast.List) else [node.slice]:
            _no_text(each)


def _constant(node: ast.Constant, file: _File) -> None:
    if isinstance(node.value, bytes | complex):
        raise _RefusedError(node, _said(node))
    if isinstance(node.value, str) and "#" in node.value:
        file.marked.append(node)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, file: _File) -> None:
    _bind(node.name, node, file)
    _no_text(node.returns)
    for each in node.decorator_list:
        if isinstance(each, ast.Name) and each.id not in tables.DECORATORS:
            raise _RefusedError(each, _said(each, "as a decorator"))
        if isinstance(each, ast.Attribute) and _dotted(each.value) not in tables.MODULES:
            raise _RefusedError(each, _said(each, "as a decorator"))


def _class(node: ast.ClassDef, file: _File) -> None:
    _bind(node.name, node, file)
    if any(keyword.arg != "total" for keyword in node.keywords):
        raise _RefusedError(node, f"an argument of the class {node.name}")


def _arg(node: ast.arg, file: _File) -> None:
    _bind(node.arg, node, file)
    _no_text(node.annotation)


def _expression(node: ast.Expr, file: _File) -> None:
    """A docstring, the body of what has none, or the constructor of the base class."""
    value = node.value
    if isinstance(value, ast.Call):
        fine = _dotted(value.func) == "super().__init__"
    else:
        fine = isinstance(value, ast.Constant) and isinstance(value.value, str | type(...))
    if not fine:
        raise _RefusedError(node, _said(node))


def _if(node: ast.If, file: _File) -> None:
    if _dotted(node.test) != "TYPE_CHECKING":
        raise _RefusedError(node, _said(node.test, "as a condition"))


def _import(node: ast.Import, file: _File) -> None:
    for alias in node.names:
        name = tables.STAND_INS.get(alias.name, alias.name)
        if name not in tables.MODULES or alias.asname != (name if name != alias.name else None):
            raise _RefusedError(node, f"an import, {ast.unparse(node)!r}")
        file.bound.add(name)


def _import_from(node: ast.ImportFrom, file: _File) -> None:
    module = node.module or ""
    if node.level:
        above = file.name.split("/")[: -node.level]
        path = "/".join([*above, *filter(None, module.split("."))])
        inside = node.level <= file.name.count("/") + 1
        known = inside and (f"{path}.py" in file.files or f"{path}/__init__.py".lstrip("/") in file.files)
    else:
        known = {alias.name for alias in node.names} <= {*tables.IMPORTS.get(module, "").split()}
    if not known or any(alias.name.startswith("_") or alias.name == "*" for alias in node.names):
        raise _RefusedError(node, f"an import, {ast.unparse(node)[:80]!r}")
    for alias in node.names:
        if alias.asname and alias.asname != f"_{alias.name}":
            raise _RefusedError(node, f"an import, {ast.unparse(node)[:80]!r}")
        file.bound.add(alias.asname or alias.name)


def _assign(node: ast.Assign, file: _File) -> None:
    """Several names at once get what the runtime gives for a package, and nothing else."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and [*map(_dotted, target.elts)] != ["__getattr__", "__dir__"]:
            raise _RefusedError(node, _said(target, "as what is assigned to"))


_CHECKS: Mapping[type[ast.AST], Callable[[Any, _File], None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: lambda node, file: _no_text(node.annotation),
    ast.Attribute: _attribute,
    ast.AsyncFunctionDef: _function,
    ast.BinOp: _union,
    ast.Call: _call,
    ast.ClassDef: _class,
    ast.Constant: _constant,
    ast.Expr: _expression,
    ast.FunctionDef: _function,
    ast.If: _if,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Name: _name,
    ast.Subscript: _subscript,
    ast.arg: _arg,
}
