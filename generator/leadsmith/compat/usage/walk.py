"""The uses of the client in one file: a walk over its syntax tree that asks the oracle at each place.

Decides which symbols a construct touches, and how. What an expression is, the oracle says.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from mypy import nodes
from mypy.types import CallableType

from leadsmith import ir
from leadsmith.compat.change import Touch
from leadsmith.compat.usage.found import NOTHING, UNKNOWN, Found, Keys
from leadsmith.compat.usage.given import Given
from leadsmith.compat.usage.oracle import Oracle, Seen, is_dict, parameters
from leadsmith.compat.usage.symbols import Named
from leadsmith.compat.usage.use import Unseen, Use

_WHOLE = frozenset("list tuple set frozenset sorted enumerate iter len reversed map zip".split())
"""Builtins that go through all members of an enum class."""
_CONSTRUCTORS = frozenset("model_validate model_validate_json model_validate_strings model_construct parse_obj".split())
_CLIENTS = frozenset(("client", "fake"))
_DUMPS = frozenset("model_dump model_dump_json dict json".split())
_SAME_ARGUMENTS = frozenset(("functools.partial", "asyncio.to_thread", "asyncio.threads.to_thread"))


class Walk(ast.NodeVisitor):
    """Collects the uses of one file. `known` is False where no file of the code base imports the client."""

    def __init__(self, oracle: Oracle, known: bool) -> None:
        self.oracle = oracle
        self.symbols = oracle.symbols
        self.known = known
        self.found = Found(oracle.module.source)
        self.given = Given(oracle, self.found)
        self.parents = {
            child: node for node in ast.walk(oracle.module.source.tree) for child in ast.iter_child_nodes(node)
        }

    def result(self) -> tuple[list[Use], list[Unseen]]:
        """The uses and the unseen places of the file."""
        self.visit(self.oracle.module.source.tree)
        return self.found.result()

    # imports and names ------------------------------------------------------------------------------------------------

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = self.oracle.imported_module(node)
        for alias in node.names:
            named = self.oracle.class_of(self.oracle.exported(module, alias.name))
            if named is not None:
                self.name(alias, named)

    def name(self, node: ast.expr | ast.alias, named: Named) -> None:
        """A class of the client where it is named; that of a resource goes with the resource too."""
        self.found.add(node, named.symbol, "name")
        if named.kind == "resource":
            self.found.add(node, f"client.{named.name}", "name")

    def visit_Name(self, node: ast.Name) -> None:
        self.reference(node)

    def reference(self, node: ast.Name | ast.Attribute) -> bool:
        """Whether a name is that of a class of the client, which is then written down."""
        if isinstance(node.ctx, ast.Store):
            return False
        named = self.oracle.class_of(self.oracle.symbol_node(node))
        if named is None:
            return False
        if self.caught(node):
            self.found.add(node, named.symbol, "except")
        else:
            self.name(node, named)
        if named.kind == "enum" and self.whole(node):
            self.found.add(node, named.symbol, "match")
        return True

    def caught(self, node: ast.AST) -> bool:
        parent = self.parents.get(node)
        if isinstance(parent, ast.Tuple | ast.BinOp):
            return self.caught(parent)
        return isinstance(parent, ast.ExceptHandler) and parent.type is node

    def whole(self, node: ast.AST) -> bool:
        """Whether an enum class is gone through, member by member."""
        match self.parents.get(node):
            case ast.For(iter=iterated) | ast.comprehension(iter=iterated):
                return iterated is node
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return name in _WHOLE and node in arguments
            case ast.Attribute(attr=name):
                return name == "__members__"
            case ast.Starred():
                return True
        return False

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """A tuple of exceptions in a variable is caught here, and named elsewhere."""
        caught = node.type
        if isinstance(caught, ast.Name | ast.Attribute) and not self.oracle.class_of(self.oracle.symbol_node(caught)):
            for value in self.oracle.assigned(caught) if isinstance(caught, ast.Name) else ():
                for part in [each for each in ast.walk(value) if isinstance(each, ast.expr)]:
                    named = self.oracle.class_of(self.oracle.symbol_node(part))
                    if named is not None and named.kind == "exception":
                        self.found.add(caught, named.symbol, "except")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if not isinstance(node.value, str):
            return
        if self.annotation(node):
            self.quoted(node, node.value)
        elif node.value.startswith(self.symbols.package + ".") and all(map(str.isidentifier, node.value.split("."))):
            self.found.miss(node, f"the text {node.value!r} names something of the client")

    def quoted(self, node: ast.Constant, text: str) -> None:
        """An annotation in quotes; all of its names stand where it begins."""
        try:
            inner = ast.parse(text.strip(), mode="eval")
        except SyntaxError:
            return
        for part in ast.walk(inner):
            if isinstance(part, ast.Name | ast.Attribute):
                named = self.oracle.class_of(self.oracle.symbol_node(_apart(part)))
                if named is not None:
                    self.name(node, named)

    def annotation(self, node: ast.AST) -> bool:
        """Whether a text is an annotation in quotes, or a part of an annotation."""
        parent = self.parents.get(node)
        match parent:
            case ast.AnnAssign(annotation=place) | ast.arg(annotation=place):
                return place is node
            case ast.FunctionDef(returns=place) | ast.AsyncFunctionDef(returns=place):
                return place is node
            case ast.Call(func=ast.Name(id="cast") | ast.Attribute(attr="cast"), args=[first, *_]):
                return first is node
            case ast.Subscript(value=ast.Name(id="Literal") | ast.Attribute(attr="Literal")):
                return False
            case ast.Subscript(slice=inner) if inner is node:
                return self.annotation(parent)
            case ast.BinOp(op=ast.BitOr()) | ast.Tuple() | ast.List():
                return self.annotation(parent)
        return False

    # attributes and keys ----------------------------------------------------------------------------------------------

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.generic_visit(node)
        if self.reference(node):
            return
        touches = self.touches(node)
        for seen in self.oracle.seen(node.value):
            self.member(node, node.attr, seen)
        fields = self.oracle.fields(node)
        for symbol, field in fields:
            for touch in touches:
                self.found.add(node, symbol, touch)
            self.assigned_value(node, field.type)
        if not fields:
            self.loose(node, touches)

    def touches(self, node: ast.expr) -> list[Touch]:
        """How an attribute or a key is touched where it stands."""
        if isinstance(self.parents.get(node), ast.AugAssign) and isinstance(node.ctx, ast.Store):  # type: ignore[attr-defined]
            return ["read", "write"]
        return ["read"] if isinstance(node.ctx, ast.Load) else ["write"]  # type: ignore[attr-defined]

    def assigned_value(self, node: ast.expr, kind: ir.Type) -> None:
        """What is assigned to a field: dicts and listed values in it."""
        parent = self.parents.get(node)
        if isinstance(parent, ast.Assign) and node in parent.targets:
            self.given.value(parent.value, kind)

    def member(self, node: ast.expr, name: str, seen: Seen) -> None:
        """An attribute that is no field: a resource, a method, a member of an enum."""
        named = seen.named
        if named.kind == "enum" and seen.itself:
            if any(name == each.name for each in self.symbols.client.types.enums[named.name].members):
                self.found.add(node, f"{named.name}.{name}", "read")
        elif named.kind in _CLIENTS and name in {each.name for each in self.symbols.client.resources}:
            if self.oracle.inherited(seen, name):
                self.found.add(node, f"client.{name}", "read")
        elif named.kind == "resource" and (named.name, name) in self.symbols.methods:
            if self.oracle.inherited(seen, name):
                self.found.add(node, f"client.{named.name}.{name}", "call")
        elif named.kind == "model" and name in _DUMPS:
            self.found.miss(node, f"the fields of {named.name} go into a plain dict or text here")

    def loose(self, node: ast.Attribute, touches: Iterable[Touch]) -> None:
        """An attribute of a value of unknown type, of which only the name fits."""
        if not self.known or not self.oracle.unknown(node.value):
            return
        method = self.loose_method(node)
        if method is not None:
            self.found.add(node, method, "call", False)
            if isinstance(node.value, ast.Attribute):
                self.found.add(node.value, method.rpartition(".")[0], "read", False)
        elif node.attr in self.symbols.fields and not self.loose_method(self.parents.get(node)):
            if "_" not in node.attr:
                self.found.fits(node)
                return
            for model in self.symbols.fields[node.attr]:
                for touch in touches:
                    self.found.add(node, f"{model}.{node.attr}", touch, False)

    def loose_method(self, node: ast.AST | None) -> str | None:
        """The method that a chain of attributes ends like: `anything.leads.update`."""
        if not isinstance(node, ast.Attribute):
            return None
        owner = {ast.Attribute: "attr", ast.Name: "id"}.get(type(node.value))
        resource = getattr(node.value, owner) if owner else None
        fits = (resource, node.attr) in self.symbols.methods and self.known and self.oracle.unknown(node.value)
        return f"client.{resource}.{node.attr}" if fits else None

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.generic_visit(node)
        for symbol, field in self.oracle.fields(node):
            for touch in self.touches(node):
                self.found.add(node.slice, symbol, touch)
            self.assigned_value(node, field.type)
        for seen in self.oracle.seen(node.value):
            if seen.named.kind == "enum" and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                self.member(node.slice, node.slice.value, seen)
        if isinstance(node.ctx, ast.Load) and not self.annotation(node):
            self.told_apart(node.slice)  # a table with an entry for each member

    # values -----------------------------------------------------------------------------------------------------------

    def visit_Dict(self, node: ast.Dict) -> None:
        self.typed_dict(node)
        self.generic_visit(node)

    def typed_dict(self, node: ast.Dict | ast.Call) -> None:
        """A dict that mypy takes for one of the client's typed dicts; one that is spread is a part of another."""
        parent = self.parents.get(node)
        if isinstance(parent, ast.Dict) and any(
            key is None and value is node for key, value in zip(parent.keys, parent.values, strict=True)
        ):
            return
        for seen in self.oracle.seen(node):
            models = self.symbols.models(seen.named, "dict")
            if models and not seen.itself:
                self.given.value(node, ir.UnionOf(tuple(map(ir.Ref, models))))

    # calls ------------------------------------------------------------------------------------------------------------

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        self.typed_dict(node)
        method = self.oracle.method(node.func)
        if method is not None:
            symbol, operation, signature = method
            given = self.given.arguments(node.args, node.keywords, symbol, operation, parameters(signature))
            if self.oracle.is_partial(node.func):  # some may have been given before
                given |= UNKNOWN
            self.found.add(node.func, symbol, "call", given=given)
            return
        loose = self.loose_method(node.func)
        if loose is not None:
            operation = self.symbols.methods[tuple(loose.split(".")[1:])]  # type: ignore[index]
            given = self.given.arguments(node.args, node.keywords, loose, operation, None, False)
            self.found.add(node.func, loose, "call", False, given)
            return
        for seen in self.oracle.seen(node.func):
            self.constructed(node, seen)
        self.handed_on(node)
        self.dynamic(node)
        if isinstance(node.func, ast.Attribute):
            self.called_on(node, node.func)

    def constructed(self, node: ast.Call, seen: Seen) -> None:
        """A call of a class: keywords are fields, or arguments of the client."""
        named = seen.named
        if not seen.itself:
            return
        if named.kind == "enum":
            for argument in node.args[:1]:
                self.given.value(argument, ir.Ref(named.name))
        elif named.kind in ("client", "model", "dict"):
            self.made(node, named, seen.info)

    def made(self, node: ast.Call, named: Named, info: nodes.TypeInfo | None) -> None:
        """The constructor of a class is called; one of the code base may set fields, and hand more to the client's."""
        own = info is not None and self.oracle.own_constructor(info)
        if named.kind != "client":
            given = self.given.fields_given(node.keywords, named.name) | self.sets(info)
        elif own:
            given = Keys(frozenset(word.arg for word in node.keywords if word.arg))
        else:
            given = self.client_arguments(node)
        self.found.add(node.func, named.name, "construct", given=given | UNKNOWN if own else given)

    def sets(self, info: nodes.TypeInfo | None) -> Keys:
        """The fields that a class of the code base has a value for."""
        return Keys(self.oracle.sets(info) if info else frozenset(), True)

    def client_arguments(self, node: ast.Call) -> Keys:
        """The arguments of the client's constructor. Returns those that are given."""
        given = NOTHING
        for keyword in node.keywords:
            if keyword.arg is not None:
                given |= Keys(frozenset({keyword.arg}), True)
                self.found.add(keyword, f"{self.symbols.client.class_name}({keyword.arg}=)", "write")
            else:
                given |= self.given.keys_of(keyword.value)
                self.found.miss(keyword.value, f"arguments of {self.symbols.client.class_name} come from a dict here")
        return given

    def handed_on(self, node: ast.Call) -> None:
        """A method that is handed to another function together with its arguments, as to `partial`."""
        for index, argument in enumerate(node.args):
            method = self.oracle.method(argument)
            if method is None:
                continue
            symbol, operation, signature = method
            called = self.oracle.type(node.func)
            function = self.oracle.symbol_node(node.func)
            same = getattr(function, "fullname", "") in _SAME_ARGUMENTS
            own = (
                {name for name in called.arg_names if name} if isinstance(called, CallableType) and not same else set()
            )
            order = parameters(signature)
            forwards = same or self.forwards(function)
            known = [
                keyword for keyword in node.keywords if keyword.arg in order and (forwards or keyword.arg not in own)
            ]
            rest = node.args[index + 1 :] if forwards else []
            given = self.given.arguments(rest, known, symbol, operation, order, forwards)
            if not forwards or getattr(function, "fullname", "") == "functools.partial":  # others may follow
                given |= UNKNOWN
            for spread in [keyword.value for keyword in node.keywords if keyword.arg is None]:
                given |= self.given.keys_of(spread)
            self.found.add(argument, symbol, "call", given=given)
            return

    def forwards(self, function: object) -> bool:
        """Whether a function says that it takes the arguments of a callable (`ParamSpec`)."""
        kind = getattr(function, "type", None)
        return isinstance(kind, CallableType) and kind.param_spec() is not None

    def called_on(self, node: ast.Call, function: ast.Attribute) -> None:
        """Methods that models, typed dicts and their classes have from pydantic and Python."""
        first = node.args[0] if node.args else None
        for seen in self.oracle.seen(function.value):
            model = ir.Ref(seen.named.name)
            if seen.named.kind == "model" and seen.itself and function.attr in _CONSTRUCTORS:
                given = self.given.keys_of(first) if first is not None else UNKNOWN
                if function.attr == "model_construct":
                    given = self.given.fields_given(node.keywords, seen.named.name)
                elif first is not None and is_dict(first):
                    self.given.object(first, model, True, later=self.sets(seen.info))
                elif isinstance(first, ast.Call | ast.Name) and function.attr != "model_validate_json":
                    self.given.value(first, model)
                else:
                    self.found.miss(function, f"{seen.named.name} is made from data whose keys are not known here")
                self.found.add(function, seen.named.symbol, "construct", given=given | self.sets(seen.info))
            elif seen.named.kind == "model" and function.attr in ("model_copy", "copy"):
                for keyword in node.keywords:
                    if keyword.arg == "update":
                        self.given.updated(keyword.value, seen.named.name)
            elif seen.named.kind == "dict" and isinstance(first, ast.Constant):
                touch: Touch | None = {"get": "read", "setdefault": "write", "pop": "write"}.get(function.attr)  # type: ignore[assignment]
                for symbol, field in self.oracle.keyed(function.value, first.value, "dict") if touch else ():
                    self.found.add(first, symbol, touch or "read")
                    for default in node.args[1:] if touch == "write" else ():
                        self.given.value(default, field.type)
        around = self.enclosing_class(node) if function.attr == "__init__" and _is_super(function.value) else None
        named = self.oracle.base(around) if around else None
        if around and named and named.kind == "client":
            self.found.add(function, named.symbol, "construct", given=self.client_arguments(node))
        elif around and named and named.kind == "model":
            given = self.given.fields_given(node.keywords, named.name) | self.sets(self.oracle.class_info(around))
            self.found.add(function, named.symbol, "construct", given=given)

    def enclosing_class(self, node: ast.AST) -> ast.ClassDef | None:
        """The class around a place."""
        parent = self.parents.get(node)
        while parent is not None and not isinstance(parent, ast.ClassDef):
            parent = self.parents.get(parent)
        return parent

    def dynamic(self, node: ast.Call) -> None:
        """`getattr` and its like, imports by text, and what goes through all values."""
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        match called, node.args:
            case (("getattr" | "setattr" | "hasattr" | "delattr"), [value, name, *_]):
                self.by_name(node, value, name, "write" if called in ("setattr", "delattr") else "read")
            case "isinstance", [value, _]:
                self.told_apart(value, fields=True)
            case "assert_never", [value]:
                self.told_apart(value)
            case (("import_module" | "__import__"), [ast.Constant(value=str(name)), *_]):
                if (name + ".").startswith(self.symbols.package + "."):
                    self.found.miss(node, f"{name} is imported by its name as text")

    def by_name(self, node: ast.Call, value: ast.expr, name: ast.expr, touch: Touch) -> None:
        seen = self.oracle.seen(value)
        if isinstance(name, ast.Constant):
            for symbol, field in self.oracle.keyed(value, name.value, "model"):
                self.found.add(name, symbol, touch)
                for given in node.args[2:] if touch == "write" else ():
                    self.given.value(given, field.type)
            for each in seen:
                self.member(name, str(name.value), each)
        elif seen:
            self.found.miss(
                node, f"an attribute of {seen[0].named.symbol} is looked up by a name that is not known here"
            )

    # telling values apart ---------------------------------------------------------------------------------------------

    def visit_Compare(self, node: ast.Compare) -> None:
        self.generic_visit(node)
        sides = [node.left, *node.comparators]
        for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
            if isinstance(operator, ast.In | ast.NotIn):
                self.key_in(left, right)
            elif not isinstance(operator, ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
                continue
            if any(isinstance(side, ast.Constant) and side.value is None for side in (left, right)):
                continue
            enums = self.told_apart(left, right)
            for side in (left, right):
                for part in [side, *getattr(side, "elts", [])]:
                    for enum in enums if isinstance(part, ast.Constant) else ():
                        self.given.value(part, ir.Ref(enum))

    def key_in(self, key: ast.expr, value: ast.expr) -> None:
        if isinstance(key, ast.Constant):
            for symbol, _ in self.oracle.keyed(value, key.value, "dict"):
                self.found.add(key, symbol, "read")

    def told_apart(self, *sides: ast.expr, fields: bool = False) -> list[str]:
        """The enums of values whose members are told apart here; a field that they are read from is as well."""
        parts = [part for side in sides for part in getattr(side, "elts", [side])]
        enums = list(dict.fromkeys(enum for part in parts for enum in self.oracle.enums(part)))
        for enum in enums:
            self.found.add(sides[0], enum, "match")
        for part in parts if enums or fields else ():
            for symbol, _ in self.oracle.fields(part):
                self.found.add(part, symbol, "match")
        return enums

    def visit_Match(self, node: ast.Match) -> None:
        enums = self.told_apart(node.subject, fields=True)
        for case in node.cases:
            for pattern in ast.walk(case.pattern):
                if isinstance(pattern, ast.MatchValue):
                    for enum in enums if isinstance(pattern.value, ast.Constant) else ():
                        self.given.value(pattern.value, ir.Ref(enum))
                elif isinstance(pattern, ast.MatchClass):
                    named = self.oracle.class_of(self.oracle.symbol_node(pattern.cls))
                    for key in pattern.kwd_attrs if named is not None and named.kind == "model" else ():
                        if named is not None and self.symbols.field(named.name, key):
                            self.found.add(pattern, f"{named.name}.{key}", "read")
        self.generic_visit(node)

    # classes of the code base -----------------------------------------------------------------------------------------

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        named = self.oracle.base(node)
        for statement in node.body if named is not None else ():
            assert named is not None
            match statement:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    if named.kind == "resource" and (named.name, name) in self.symbols.methods:
                        self.found.add(statement, f"client.{named.name}.{name}", "call", given=_taken(statement.args))
                    elif named.kind in _CLIENTS and name in {each.name for each in self.symbols.client.resources}:
                        self.found.add(statement, f"client.{name}", "read")
                case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                    if named.kind == "model" and (field := self.symbols.field(named.name, name)) and field.name == name:
                        self.found.add(statement, f"{named.name}.{name}", "write")
        self.generic_visit(node)


def _taken(arguments: ast.arguments) -> Keys:
    """What a method that stands in the place of the client's takes: it can be given all that it has."""
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return Keys(frozenset(each.arg for each in named), arguments.kwarg is None)


def _is_super(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def _apart(node: ast.expr) -> ast.expr:
    """A node that stands nowhere in the file, so that its place is not taken for another's."""
    for part in ast.walk(node):
        if isinstance(part, ast.expr):
            part.lineno = part.end_lineno = 0
    return node
