"""Questions about one analysed file: what is this expression, seen from the client? Answers from types, not from text.

Joins what mypy found out with the names of the client; finds no uses itself.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeGuard

from mypy import nodes
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    LiteralType,
    Overloaded,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    TypeOfAny,
    TypeType,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from leadsmith import ir
from leadsmith.compat.usage.checked import Module
from leadsmith.compat.usage.symbols import Named, Symbols


@dataclass(frozen=True)
class Seen:
    """One option of an expression's type: a class of the client or a class that inherits from one."""

    named: Named
    info: nodes.TypeInfo
    itself: bool
    """The class itself, not an instance of it."""


class Oracle:
    """What is known of the expressions of a module."""

    def __init__(self, module: Module, symbols: Symbols) -> None:
        self.module = module
        self.symbols = symbols

    # types ------------------------------------------------------------------------------------------------------------

    def type(self, node: ast.AST) -> ProperType | None:
        """The inferred type; in code that is not reached the declared one of a variable, else None."""
        return next(self.types(node), None)

    def types(self, node: ast.AST) -> Iterator[ProperType]:
        """All that mypy says of an expression: its inferred type, and the declared one of a variable."""
        nodes_here = self.module.nodes_at(node)
        kinds = [self.module.types.get(found) for found in nodes_here]
        kinds += [
            found.node.type
            for found in nodes_here
            if isinstance(found, nodes.NameExpr | nodes.MemberExpr) and isinstance(found.node, nodes.Var)
        ]
        yield from (get_proper_type(kind) for kind in kinds if kind is not None)

    def seen(self, node: ast.AST) -> list[Seen]:
        """The client's classes that the value of an expression can be of."""
        found = self._options(self.type(node))
        reference = None if found else self.symbol_node(node)
        if isinstance(reference, nodes.TypeInfo):
            found = self._classes(reference, True)
        return list({(each.named, each.itself): each for each in found}.values())

    def _options(self, kind: Type | None) -> list[Seen]:
        match kind and get_proper_type(kind):
            case UnionType() as union:
                return [each for item in union.items for each in self._options(item)]
            case Instance() as instance:
                return self._classes(instance.type, False)
            case TypedDictType() as typed:
                return self._classes(typed.fallback.type, False)
            case TypeType() as of:
                return [Seen(each.named, each.info, True) for each in self._options(of.item)]
            case CallableType() as function if function.is_type_obj():
                return self._classes(function.type_object(), True)
            case Overloaded() as function if function.is_type_obj():
                return self._classes(function.type_object(), True)
            case TypeVarType() as variable:
                return self._options(variable.upper_bound)
            case LiteralType() as literal:
                return self._options(literal.fallback)
            case TupleType() as of_several if of_several.partial_fallback.type.fullname != "builtins.tuple":
                return self._classes(of_several.partial_fallback.type, False)
        return []

    def _classes(self, info: nodes.TypeInfo, itself: bool) -> list[Seen]:
        for base in info.mro or [info]:
            named = self.symbols.named(base.fullname)
            if named is not None:
                return [Seen(named, info, itself)]
        return []

    def inherited(self, seen: Seen, name: str) -> bool:
        """Whether an attribute is the client's own, not one that a subclass in the code base puts in its place."""
        for base in seen.info.mro:
            if name in base.names:
                return base.fullname.startswith(self.symbols.package + ".")
        return True

    def own_constructor(self, info: nodes.TypeInfo) -> bool:
        """Whether a class of the code base has a constructor of its own, not one that pydantic makes."""
        entries = [base.names["__init__"] for base in self._own_bases(info) if "__init__" in base.names]
        return any(not entry.plugin_generated for entry in entries)

    def sets(self, info: nodes.TypeInfo) -> frozenset[str]:
        """The fields of a model that classes of the code base have a value for."""
        return frozenset(
            name
            for base in self._own_bases(info)
            for name, entry in base.names.items()
            if isinstance(entry.node, nodes.Var) and entry.node.has_explicit_value
        )

    def _own_bases(self, info: nodes.TypeInfo) -> Iterator[nodes.TypeInfo]:
        """A class and its bases, as far as they are not the client's."""
        for base in info.mro:
            if base.fullname.startswith(self.symbols.package + "."):
                return
            yield base

    def unknown(self, node: ast.AST) -> bool:
        """Whether the type is not known, and may be one of the client's: not where it is another library's."""
        kind = self.type(node)
        if kind is None:
            return not self.module.nodes_at(node) or self.symbol_node(node) is None
        while isinstance(kind, AnyType) and kind.source_any is not None:
            kind = kind.source_any
        return isinstance(kind, AnyType) and kind.type_of_any not in (
            TypeOfAny.from_unimported_type,
            TypeOfAny.special_form,
        )

    # names ------------------------------------------------------------------------------------------------------------

    def symbol_node(self, node: ast.AST) -> nodes.SymbolNode | None:
        """What a name or a dotted name stands for; where mypy does not say, as in annotations, by the imports."""
        for found in self.module.nodes_at(node):
            if isinstance(found, nodes.RefExpr) and found.node is not None:
                return found.node
        if isinstance(node, ast.Name):
            return self._imports.get(node.id) or self._own(node.id)
        if isinstance(node, ast.Attribute):
            base = self.symbol_node(node.value)
            return self.exported(base.fullname, node.attr) if isinstance(base, nodes.MypyFile) else None
        return None

    def class_of(self, node: nodes.SymbolNode | None) -> Named | None:
        """The client's class or function that a name stands for, directly or by an alias of the code base."""
        if isinstance(node, nodes.TypeAlias):
            told = self.symbols.named(node.fullname)
            target = get_proper_type(node.target)
            if told is None and isinstance(target, Instance) and not target.args:
                return self.symbols.named(target.type.fullname)
            if told is None and isinstance(target, TypedDictType):
                return self.symbols.named(target.fallback.type.fullname)
            return told
        if isinstance(node, nodes.Var):
            held = get_proper_type(node.type) if node.type else None
            if not isinstance(held, CallableType) or not held.is_type_obj():
                return None
            return self.symbols.named(held.type_object().fullname)
        return self.symbols.named(node.fullname) if isinstance(node, nodes.TypeInfo | nodes.FuncDef) else None

    def exported(self, module: str, name: str) -> nodes.SymbolNode | None:
        """What a module has under a name: something in it, or a module inside it."""
        tree = self.module.modules.get(module)
        entry = tree.names.get(name) if tree else None
        return entry.node if entry and entry.node else self.module.modules.get(f"{module}.{name}")

    def imported_module(self, node: ast.ImportFrom) -> str:
        """The full name of the module that an import names."""
        if not node.level:
            return node.module or ""
        parts = self.module.name.split(".")
        parts = parts[: len(parts) - node.level + self.module.source.path.name.startswith("__init__.")]
        return ".".join([*parts, *([node.module] if node.module else [])])

    def class_info(self, node: ast.ClassDef) -> nodes.TypeInfo | None:
        """The class that a statement makes."""
        for key in (f"{node.name}@{node.lineno}", node.name):
            entry = self.module.tree.names.get(key)
            if entry and isinstance(entry.node, nodes.TypeInfo) and entry.node.defn.line == node.lineno:
                return entry.node
        return None

    def imports_client(self) -> bool:
        """Whether the file imports anything of the client."""
        return any((node.fullname + ".").startswith(self.symbols.package + ".") for node in self._imports.values())

    def base(self, node: ast.ClassDef) -> Named | None:
        """The client's class that a class of the code base inherits from."""
        info = self.class_info(node)
        bases = info.mro[1:] if info else []
        return next((named for base in bases if (named := self.symbols.named(base.fullname))), None)

    def _own(self, name: str) -> nodes.SymbolNode | None:
        entry = self.module.tree.names.get(name)
        return entry.node if entry else None

    @cached_property
    def _imports(self) -> Mapping[str, nodes.SymbolNode]:
        """What the import statements of the file bind, those inside functions as well."""
        bound: dict[str, nodes.SymbolNode | None] = {}
        for node in ast.walk(self.module.source.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    name = alias.name if alias.asname else alias.name.partition(".")[0]
                    bound[alias.asname or name] = self.module.modules.get(name)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    bound[alias.asname or alias.name] = self.exported(self.imported_module(node), alias.name)
        return {name: node for name, node in bound.items() if node is not None}

    # the client's meaning ---------------------------------------------------------------------------------------------

    def method(self, node: ast.AST) -> tuple[str, ir.Operation, CallableType] | None:
        """The operation that a callable is, however it came here, its symbol, and its signature."""
        for kind in self.types(node):
            called = kind
            if isinstance(kind, Instance) and kind.type.fullname == "functools.partial" and kind.extra_attrs:
                inner = kind.extra_attrs.attrs.get("__mypy_partial")
                called = get_proper_type(inner) if inner else kind
            if isinstance(called, Overloaded):  # an argument or the method itself has an old name
                called = called.items[0]
            definition = called.definition if isinstance(called, CallableType) else None
            if isinstance(definition, nodes.Decorator):
                definition = definition.func
            owner = definition.info if isinstance(definition, nodes.FuncDef) else None
            named = self.symbols.named(owner.fullname) if owner else None  # a function's info is false
            if definition is not None and named is not None and named.kind == "resource":
                operation = self.symbols.methods.get((named.name, definition.name))
                if operation is not None and isinstance(called, CallableType):
                    return f"client.{named.name}.{operation.name}", operation, called
        return None

    def is_partial(self, node: ast.AST) -> bool:
        """Whether a callable is made by `functools.partial`."""
        kinds = list(self.types(node))
        return any(isinstance(kind, Instance) and kind.type.fullname == "functools.partial" for kind in kinds)

    def fields(self, node: ast.AST) -> list[tuple[str, ir.Field]]:
        """The fields that an attribute or a key of a typed dict reads, each with its symbol."""
        if isinstance(node, ast.Attribute):
            return self.keyed(node.value, node.attr, "model")
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            return self.keyed(node.value, node.slice.value, "dict")
        return []

    def keyed(self, value: ast.AST, key: object, kind: Literal["model", "dict"]) -> list[tuple[str, ir.Field]]:
        """The fields called `key` of the models that a value can be."""
        found = []
        for seen in self.seen(value):
            named, text = seen.named, key if isinstance(key, str) else ""
            for model in self.symbols.models(named, kind):
                field = self.symbols.field(model, text)
                if field is not None and field.name == text and self.inherited(seen, text):
                    found.append((f"{model}.{field.name}", field))
        return found

    def enums(self, node: ast.AST, depth: int = 3) -> list[str]:
        """The enums that a value can be a member of.

        To mypy a member of a StrEnum or text is just text, so the client's own types are asked as well, and for a
        variable what is assigned to it.
        """
        found = [
            each.named.name
            for kind in self.types(node)
            for each in self._options(kind)
            if each.named.kind == "enum" and not each.itself
        ]
        for _, field in self.fields(node):
            found += [part.name for part in self.symbols.parts(field.type) if isinstance(part, ir.EnumClass)]
        if isinstance(node, ast.NamedExpr):
            found += self.enums(node.value, depth)
        elif isinstance(node, ast.Name) and depth:
            for value in self.assigned(node):
                found += self.enums(value, depth - 1)
        return list(dict.fromkeys(found))

    def assigned(self, node: ast.Name) -> list[ast.expr]:
        """What the file assigns to the variable of a name."""
        return self._assignments.get(self.variable(node), [])

    def fixed(self, node: ast.Name) -> ast.Dict | ast.Call | None:
        """The plain dict that a variable always holds: it is written down once, and nothing in the file changes it."""
        variable = self.variable(node)
        values = self._assignments.get(variable, [])
        if len(values) != 1 or variable in self._changed or getattr(variable, "is_argument", True):
            return None
        return values[0] if is_dict(values[0]) else None

    @cached_property
    def _changed(self) -> frozenset[nodes.SymbolNode | None]:
        """The variables that are bound several times, or stand where what they hold may be changed."""
        bound: Counter[nodes.SymbolNode | None] = Counter()
        changed: set[nodes.SymbolNode | None] = set()
        for parent in ast.walk(self.module.source.tree):
            for node in ast.iter_child_nodes(parent):
                if not isinstance(node, ast.Name):
                    inner = node.value if isinstance(node, ast.keyword) else None
                    if isinstance(inner, ast.Name) and not (isinstance(parent, ast.Call) and self._reads(parent)):
                        changed.add(self.variable(inner))
                elif not isinstance(node.ctx, ast.Load):
                    bound[self.variable(node)] += not (isinstance(parent, ast.AnnAssign) and parent.value is None)
                elif not isinstance(parent, ast.keyword) and not self._looks(parent, node):
                    changed.add(self.variable(node))
        return frozenset({*changed, *(variable for variable, times in bound.items() if times > 1)})

    def _looks(self, parent: ast.AST, node: ast.Name) -> bool:
        """Whether a dict that stands there is only looked at."""
        match parent:
            case ast.Call():
                return self._reads(parent)
            case ast.Attribute(attr=name):
                return name in ("get", "items", "keys", "values", "copy")
            case ast.Subscript(ctx=context):
                return isinstance(context, ast.Load) or parent.value is not node
            case ast.Dict():
                return any(key is None and value is node for key, value in zip(parent.keys, parent.values, strict=True))
        return isinstance(parent, ast.Compare | ast.FormattedValue | ast.For | ast.comprehension | ast.If)

    def _reads(self, call: ast.Call) -> bool:
        """Whether a call only reads its arguments: one of the client's, or of a few of Python's."""
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        return (
            called in ("print", "len", "dict", "repr", "str", "dumps")
            or self.method(call.func) is not None
            or bool(self.seen(call.func))
            or (isinstance(call.func, ast.Attribute) and bool(self.seen(call.func.value)))
            or any(self.method(argument) for argument in call.args)
        )

    def required(self, node: ast.AST) -> tuple[frozenset[str], bool] | None:
        """The keys that a typed dict always has, and whether it has no others; None for what is none."""
        kind = self.type(node)
        if not isinstance(kind, TypedDictType):
            return None
        return frozenset(kind.required_keys), kind.required_keys == kind.items.keys()

    def variable(self, node: ast.AST) -> nodes.SymbolNode | None:
        """The variable that a name stands for."""
        return next(
            (found.node for found in self.module.nodes_at(node) if isinstance(found, nodes.NameExpr) and found.node),
            None,
        )

    @cached_property
    def _assignments(self) -> Mapping[nodes.SymbolNode | None, list[ast.expr]]:
        values: dict[nodes.SymbolNode | None, list[ast.expr]] = defaultdict(list)
        for node in ast.walk(self.module.source.tree):
            match node:
                case ast.Assign(targets=targets, value=value):
                    for target in targets:
                        values[self.variable(target)].append(value)
                case (
                    ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value)
                ):
                    values[self.variable(target)].append(value)
        values.pop(None, None)
        return values


def is_dict(node: ast.AST) -> TypeGuard[ast.Dict | ast.Call]:
    """Whether a dict is written down there: by braces or by `dict`."""
    match node:
        case ast.Dict() | ast.Call(func=ast.Name(id="dict")):
            return True
    return False


def parameters(signature: CallableType) -> list[str]:
    """The names of a method's parameters, in order and without `self`."""
    return [name for name in signature.arg_names if name and name != "self"]
