"""Where a generated package defines what a symbol names, for the lines of a report. Reads syntax, imports nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from leadsmith.diagnostics import Location
from leadsmith.ir import Client

_SYMBOL = re.compile(r"(?P<dotted>[^(]+)(?:\((?P<argument>[^=]*)=?\))?")

Node = ast.stmt | ast.arg


def definitions(
    label: str, client: Client, files: Callable[[], Mapping[str, bytes]]
) -> Callable[[str], Location | None]:
    """A function from a symbol, in the forms of `compat.change.Change`, to where the package defines it.

    `files` are those of the package by path in it; they are read when the first symbol is asked for. A location's file
    is below `label`. None for a symbol that the package does not define.
    """

    @cache
    def trees() -> dict[str, ast.Module]:
        return {name: ast.parse(text) for name, text in sorted(files().items()) if _is_its_own(name)}

    @cache
    def classes() -> dict[str, tuple[str, Node]]:
        found: dict[str, tuple[str, Node]] = {}
        for file, tree in trees().items():
            for node in tree.body:
                for name in _names(node):
                    found.setdefault(name, (file, node))
        return found

    resources = {resource.name: resource.class_name for resource in client.resources}

    def locate(symbol: str) -> Location | None:
        parts = _SYMBOL.fullmatch(symbol)
        if parts is None:
            return None
        first, *rest = parts["dotted"].split(".")
        if first == "client" and rest:
            first, rest = resources.get(rest[0], ""), rest[1:]
        elif parts["argument"]:
            rest = ["__init__"]
        if first not in classes():
            return None
        file, node = classes()[first]
        for name in rest:
            node = _member(node, name) or node
        node = _argument(node, parts["argument"] or "") or node
        return Location(f"{label}/{file}", node.lineno, node.col_offset + 1)

    return locate


def _is_its_own(name: str) -> bool:
    return name.endswith(".py") and not name.startswith("_runtime/")


def _names(node: ast.stmt) -> Iterator[str]:
    """What a statement defines: a class, a function, or the targets of an assignment."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (target.id for target in targets if isinstance(target, ast.Name))


def _member(node: Node, name: str) -> Node | None:
    body = node.body if isinstance(node, ast.ClassDef) else []
    # Of overloads the last is the method itself.
    return next((item for item in reversed(body) if name in _names(item)), None)


def _argument(node: Node, name: str) -> Node | None:
    if not isinstance(node, ast.FunctionDef):
        return None
    arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    return next((item for item in arguments if item.arg == name), None)
