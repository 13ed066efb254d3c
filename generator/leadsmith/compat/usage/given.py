"""What is given to the client: arguments of its methods, fields of its models, and the values in them.

A dict is followed by the IR, key by key, so that bodies are seen also where a type checker gives up on them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from leadsmith import ir
from leadsmith.compat.usage.found import NOTHING, UNKNOWN, Found, Keys
from leadsmith.compat.usage.oracle import Oracle, is_dict

_DEEP = 12
"""How deep bodies are followed; models can hold each other."""


class Given:
    """Writes down what values touch in the places they are given to."""

    def __init__(self, oracle: Oracle, found: Found) -> None:
        self.oracle = oracle
        self.symbols = oracle.symbols
        self.found = found

    def arguments(
        self,
        positional: list[ast.expr],
        keywords: list[ast.keyword],
        symbol: str,
        operation: ir.Operation,
        order: list[str] | None,
        sure: bool = True,
    ) -> Keys:
        """The arguments of a call of a method, each with its name. Returns those that are given; None is not sent."""
        if order is None:
            order = [each.name for each in operation.parameters if each.place == "path"]
            order += ["body"] if operation.body else []
        kinds: dict[str, ir.Type] = {each.name: each.type for each in operation.parameters}
        if operation.body is not None:
            kinds["body"] = operation.body.type
        given = NOTHING
        for argument, name in zip(positional, order, strict=False):
            if isinstance(argument, ast.Starred):
                self.found.miss(argument, f"arguments of {symbol} come from a sequence here")
                given |= UNKNOWN
                break
            given |= _argument(name, argument)
            self.found.add(argument, f"{symbol}({name}=)", "write", sure)
            self.value(argument, kinds.get(name), sure)
        for keyword in keywords:
            if keyword.arg is not None:
                given |= _argument(keyword.arg, keyword.value)
                self.found.add(keyword, f"{symbol}({keyword.arg}=)", "write", sure)
                self.value(keyword.value, kinds.get(keyword.arg), sure)
            else:
                given |= self.keys_of(keyword.value)
                if not self.spread_arguments(keyword.value, symbol, kinds, sure):
                    self.found.miss(keyword.value, f"keyword arguments of {symbol} come from a dict here")
        return given

    def spread_arguments(self, node: ast.expr, symbol: str, kinds: dict[str, ir.Type], sure: bool) -> bool:
        displays = self.oracle.assigned(node) if isinstance(node, ast.Name) else [node]
        fixed = self.oracle.fixed(node) if isinstance(node, ast.Name) else node
        for display in displays:
            if not isinstance(display, ast.Dict) or not all(isinstance(key, ast.Constant) for key in display.keys):
                return False
            for key, value in zip(display.keys, display.values, strict=True):
                name = getattr(key, "value", None)
                if key is not None and isinstance(name, str):
                    self.found.add(key, f"{symbol}({name}=)", "write", sure and display is fixed)
                    self.value(value, kinds.get(name), sure and display is fixed)
        return bool(displays)

    def fields_given(self, keywords: Iterable[ast.keyword], model: str) -> Keys:
        """The keywords of a constructor. Returns the fields that are given, as they are written."""
        given = NOTHING
        for keyword in keywords:
            if keyword.arg is None:
                given |= self.keys_of(keyword.value)
                self.spread(keyword.value, ir.Ref(model), True, _DEEP)
                continue
            given |= Keys(frozenset({keyword.arg}), True)
            if (field := self.symbols.field(model, keyword.arg)) is not None:
                self.found.add(keyword, f"{model}.{field.name}", "write")
                self.value(keyword.value, field.type)
        return given

    def keys_of(self, node: ast.expr) -> Keys:
        """The keys of a dict, as far as the file or its type tells."""
        match node:
            case ast.Dict(keys=keys, values=values):
                given = NOTHING
                for key, value in zip(keys, values, strict=True):
                    name = getattr(key, "value", None)
                    own = Keys(frozenset({name}), True) if isinstance(name, str) else UNKNOWN
                    given |= self.keys_of(value) if key is None else own
                return given
            case ast.Call(func=ast.Name(id="dict"), args=arguments, keywords=keywords):
                given = Keys(frozenset(word.arg for word in keywords if word.arg), True)
                for value in [*arguments, *(word.value for word in keywords if not word.arg)]:
                    given |= self.keys_of(value)
                return given
            case ast.IfExp(body=one, orelse=other):
                return self.keys_of(one) & self.keys_of(other)
            case ast.NamedExpr(value=value):
                return self.keys_of(value)
            case ast.Name() if fixed := self.oracle.fixed(node):
                return self.keys_of(fixed)
        required = self.oracle.required(node)
        return Keys(*required) if required else UNKNOWN

    def updated(self, node: ast.expr, model: str) -> None:
        if isinstance(node, ast.Dict):
            pairs = [(key, value) for key, value in zip(node.keys, node.values, strict=True) if key is not None]
            self.keys(node, pairs, [self.symbols.client.types.models[model]], True, _DEEP)
        else:
            self.found.miss(node, f"fields of {model} are changed by a dict whose keys are not known here")

    def value(self, node: ast.expr, kind: ir.Type | None, sure: bool = True, depth: int = _DEEP) -> None:
        """A value that is given where the client wants `kind`: the keys of dicts, the members behind listed values."""
        parts = list(self.symbols.parts(kind)) if depth else []
        models = [part for part in parts if isinstance(part, ir.ModelClass)]
        match node:
            case ast.Constant(value=value):
                for part in parts:
                    member = self.symbols.member(part.name, value) if isinstance(part, ir.EnumClass) else None
                    if member is not None:
                        self.found.add(node, member, "read", sure)
            case ast.Dict() | ast.Call(func=ast.Name(id="dict")):
                self.object(node, kind, sure, depth)
            case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
                for wanted in [part.item for part in parts if isinstance(part, ir.ListOf)]:
                    for item in items:
                        self.value(item, wanted, sure, depth - 1)
                for each in [part.items for part in parts if isinstance(part, ir.TupleOf)]:
                    for item, wanted in zip(items, each, strict=False):
                        self.value(item, wanted, sure, depth - 1)
            case ast.ListComp(elt=item) | ast.GeneratorExp(elt=item) | ast.SetComp(elt=item):
                for wanted in [part.item for part in parts if isinstance(part, ir.ListOf)]:
                    self.value(item, wanted, sure, depth - 1)
            case ast.IfExp(body=one, orelse=other):
                self.value(one, kind, sure, depth)
                self.value(other, kind, sure, depth)
            case ast.BoolOp(values=values):
                for value in values:
                    self.value(value, kind, sure, depth)
            case ast.NamedExpr(value=value) | ast.Starred(value=value):
                self.value(value, kind, sure, depth)
            case ast.Name() if models and not self.oracle.seen(node):
                self.variable(node, kind, sure, depth)

    def object(
        self,
        node: ast.Dict | ast.Call,
        kind: ir.Type | None,
        sure: bool,
        depth: int = _DEEP,
        later: Keys = NOTHING,
        part: bool = False,
    ) -> None:
        """A dict that is written down: the model that its keys fit best is made, but not of one that is spread.

        `later` are the keys that the file adds to it.
        """
        parts = list(self.symbols.parts(kind))
        pairs: list[tuple[ast.AST | None, ast.expr]] = []
        if isinstance(node, ast.Dict):
            pairs += zip(node.keys, node.values, strict=True)
        else:
            pairs += [(None, value) for value in node.args]
            pairs += [(word if word.arg else None, word.value) for word in node.keywords]
        entries = [(key, value) for key, value in pairs if key is not None]
        models = [part for part in parts if isinstance(part, ir.ModelClass)]
        fitting = {model.name: sum(self.field_at(model, key) is not None for key, _ in entries) for model in models}
        best = [model for model in models if fitting[model.name] == max(fitting.values())]
        for model in best if not part else ():
            self.found.add(node, model.name, "construct", sure, self.keys_of(node) | later)
        self.keys(node, entries, best, sure, depth)
        for value in [value for key, value in pairs if key is None]:
            self.spread(value, kind, sure, depth)
        for wanted in [part.value for part in parts if isinstance(part, ir.MapOf)]:
            for _, value in entries:
                self.value(value, wanted, sure, depth - 1)

    def spread(self, node: ast.expr, kind: ir.Type | None, sure: bool, depth: int) -> None:
        """A dict whose keys go into another one."""
        if is_dict(node):
            self.object(node, kind, sure, depth, part=True)
        elif not any(seen.named.kind == "dict" for seen in self.oracle.seen(node)):
            if isinstance(node, ast.Name) and self.oracle.assigned(node):
                self.variable(node, kind, sure, depth, part=True)
            else:
                self.found.miss(node, "keys of a body come from a dict whose keys are not known here")

    def variable(self, node: ast.Name, kind: ir.Type | None, sure: bool, depth: int, part: bool = False) -> None:
        """A plain dict in a variable: what the file puts into it is what may be sent."""
        if not depth:
            return
        if fixed := self.oracle.fixed(node):
            self.object(fixed, kind, sure, depth - 1, part=part)
            return
        place = self.oracle.variable(node)
        values = self.oracle.assigned(node)
        stored = [
            (other, other.slice)
            for other in ast.walk(self.oracle.module.source.tree)
            if isinstance(other, ast.Subscript) and isinstance(other.ctx, ast.Store)
            if place is not None and isinstance(other.value, ast.Name) and self.oracle.variable(other.value) is place
        ]
        later = Keys(
            frozenset(key.value for _, key in stored if isinstance(key, ast.Constant) and type(key.value) is str)
        )
        for value in values:
            if is_dict(value):
                self.object(value, kind, False, depth - 1, later, part)
            elif isinstance(value, ast.List | ast.ListComp):
                self.value(value, kind, False, depth - 1)
        if place is None or not any(isinstance(value, ast.Dict | ast.Call) for value in values):
            self.found.miss(node, f"what {node.id!r} holds is sent, and its keys are not known here")
            return
        models = [each for each in self.symbols.parts(kind) if isinstance(each, ir.ModelClass)]
        for other, key in stored:
            self.keys(other, [(key, None)], models, False, depth)

    def keys(
        self,
        node: ast.AST,
        entries: Iterable[tuple[ast.AST, ast.expr | None]],
        models: Iterable[ir.ModelClass],
        sure: bool,
        depth: int,
    ) -> None:
        for model in models:
            for key, value in entries:
                field = self.field_at(model, key)
                if field is not None:
                    self.found.add(key, f"{model.name}.{field.name}", "write", sure)
                    if value is not None:
                        self.value(value, field.type, sure, depth - 1)

    def field_at(self, model: ir.ModelClass, key: ast.AST) -> ir.Field | None:
        name = key.arg if isinstance(key, ast.keyword) else getattr(key, "value", None)
        return self.symbols.field(model.name, name) if isinstance(name, str) else None


def _argument(name: str, value: ast.expr) -> Keys:
    """What is given by an argument: None is an argument that is not sent."""
    is_none = isinstance(value, ast.Constant) and value.value is None
    return Keys(frozenset() if is_none else frozenset({name}), True)
