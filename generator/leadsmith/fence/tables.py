"""What the templates write, as tables. Who changes a template so that it writes more than this extends a line here."""

from __future__ import annotations

from collections.abc import Mapping

TYPE = "Name Attribute Subscript BinOp Constant"
VALUE = "Name Attribute Subscript Constant Call Dict List Tuple UnaryOp"
PLACES: Mapping[str, str] = {
    "Module.body": "Expr Import ImportFrom Assign AnnAssign ClassDef FunctionDef If",
    "Import.names": "alias",
    "ImportFrom.names": "alias",
    "ClassDef.bases": "Name",
    "ClassDef.keywords": "keyword",
    "ClassDef.body": "Expr Pass Assign AnnAssign FunctionDef AsyncFunctionDef If",
    **{
        f"{kind}.{place}": allowed
        for kind in ("FunctionDef", "AsyncFunctionDef")
        for place, allowed in {
            "args": "arguments",
            "body": "Expr Return Assign",
            "decorator_list": "Name Attribute Call",
            "returns": TYPE,
        }.items()
    },
    **{f"arguments.{place}": "arg" for place in ("args", "kwonlyargs", "vararg", "kwarg")},
    "arguments.defaults": "Constant",
    "arguments.kw_defaults": "Constant Name",
    "arg.annotation": TYPE,
    "Expr.value": "Constant Call",
    "Return.value": "Call Await Attribute Tuple",
    "Await.value": "Call",
    "Assign.targets": "Name Attribute Tuple",
    "Assign.value": VALUE,
    "AnnAssign.target": "Name",
    "AnnAssign.annotation": TYPE,
    "AnnAssign.value": VALUE + " BinOp",
    "If.test": "Name",
    "If.body": "Expr ImportFrom AnnAssign FunctionDef",
    "If.orelse": "Assign",
    "Call.func": "Name Attribute Subscript",
    "Call.args": VALUE + " BinOp Starred",
    "Call.keywords": "keyword",
    "keyword.value": VALUE + " Lambda IfExp Compare",
    "Starred.value": "Name",
    "Lambda.args": "arguments",
    "Lambda.body": "Name Attribute Subscript Call Dict IfExp",
    "IfExp.test": "Name Attribute Subscript BoolOp Compare UnaryOp",
    "IfExp.body": VALUE,
    "IfExp.orelse": "Constant Call",
    "BoolOp.op": "And",
    "BoolOp.values": "Name Attribute Subscript Compare UnaryOp",
    "Compare.left": "Name Attribute Subscript Constant",
    "Compare.ops": "Is In",
    "Compare.comparators": "Name Attribute Subscript Constant",
    "UnaryOp.op": "USub Not",
    "UnaryOp.operand": "Name Attribute Subscript Constant",
    "BinOp.left": TYPE,
    "BinOp.op": "BitOr",
    "BinOp.right": TYPE,
    "Attribute.value": "Name Attribute Subscript Call",
    "Subscript.value": "Name Attribute Subscript",
    "Subscript.slice": TYPE + " Tuple List UnaryOp",
    "Dict.keys": "Constant",
    "Dict.values": VALUE,
    "List.elts": VALUE,
    "Tuple.elts": VALUE + " BinOp",
}
"""Kind of node and place in it -> the kinds that may stand there. Other places are empty."""

IMPORTS: Mapping[str, str] = {
    "__future__": "annotations",
    "collections.abc": "Awaitable Callable Mapping Sequence",
    "datetime": "date datetime time timedelta",
    "enum": "Enum IntEnum StrEnum",
    "functools": "cached_property",
    "pydantic": "ConfigDict Field TypeAdapter",
    "typing": "Annotated Any Literal Required TYPE_CHECKING TypeAlias TypedDict overload",
    "typing_extensions": "TypeAliasType deprecated",
    "uuid": "UUID",
}
"""Module -> what is imported from it."""

MODULES: Mapping[str, str] = {
    "builtins": "dict list property",
    "httpx": "AsyncClient Client Timeout",
    "typing": "overload",
    "typing_extensions": "deprecated",
    "_signatures": "Headers Secret Signing sign verify",
}
"""Module that is imported as a whole -> what is used of it."""

STAND_INS: Mapping[str, str] = {"httpx2": "httpx"}
"""Module -> the one that it is imported as."""

BUILTINS = frozenset("bool bytes dict float int list object property str super tuple __name__".split())

ANY = "*"
"""Any keywords: those of the base class, or names of arguments."""
_DEPRECATED = {"deprecated": "", "typing_extensions.deprecated": ""}
_SUPER = {"super": "", "super().__init__": ANY}
CALLS: Mapping[str, Mapping[str, str]] = {
    "__init__.py": {"old_names": ""},
    "client.py": {
        **_SUPER,
        **_DEPRECATED,
        "ApiKey": "argument value variable place name prefix",
        "Basic": "arguments values variables",
        "Bearer": "argument value variable",
        "Server": "",
        "Variable": "",
        "_credentials": "",
        "token_source": "",
    },
    "errors.py": {},
    "models/__init__.py": {"old_names": "", "on_demand": ""},
    "models/*.py": {
        **_DEPRECATED,
        "ConfigDict": "extra",
        "Field": "alias init",
        "TypeAliasType": "",
        "_OldField[]": "",
        "_Tag": "",
        "old_fields": ANY,
    },
    "resources/__init__.py": {"old_names": "", "on_demand": ""},
    "resources/*.py": {
        **_DEPRECATED,
        **dict.fromkeys(("self._client.paginate", "self._client.send", "_stream", "_stream_async"), ANY),
        **dict.fromkeys(("old_keywords", "_old_keywords"), ANY),
        **dict.fromkeys(("_deferred", "json", "_lines", "_text", "_binary"), ""),
        **dict.fromkeys(("checked", "_as_content"), "required"),
        **dict.fromkeys(("_Answer", "_As", "_LinkHeader", "_NextLink", "_Server", "_Variable", "_chosen"), ""),
        **dict.fromkeys(("_NextPage", "_NextOffset"), "first number more pages total"),
        "Request": "operation path query headers cookies querystring body errors reads answers security servers",
        "_form": "",
        "_multipart": "",
        "deep_object": "required reserved",
        "styled": "style explode required reserved",
    },
    "testing.py": {**_SUPER, "Script": "", "old_names": ""},
    "webhooks.py": {
        "_deferred": "",
        "_read_payload": "",
        "_signatures.Signing": ANY,
        "_signatures.sign": "now",
        "_signatures.verify": "now",
    },
}
"""File -> what is called in it, and by which keywords. An element of a name is `[]`."""

LAMBDAS = frozenset({("self._client.paginate", "items"), ("self._client.paginate", "following")})
"""Where a function without a name may stand."""

TYPE_AT: Mapping[str, int] = {
    **dict.fromkeys(("_deferred", "_Answer"), 0),
    **dict.fromkeys(("checked", "json", "_lines", "_form", "_multipart", "deep_object", "styled", "_as_content"), 1),
    **dict.fromkeys(("_As", "_read_payload"), 1),
}
"""What takes a type -> at which place. Text there would be evaluated, as it is where it belongs:"""
TEXT_AT: Mapping[str, int] = {"TypeAliasType": 1}

PRIVATE = frozenset("__all__ __dir__ __getattr__ __init__ __name__ __pydantic_extra__".split())
"""Names with two underscores that templates write."""
PRIVATE_ATTRIBUTES = frozenset({"__init__", "_client", "_script"})
DECORATORS = frozenset({"cached_property", "overload", "property"})
COMMENTS = frozenset(
    {
        "# Generated by Leadsmith. To change it, change the API description, an overlay or the configuration.",
        "# no members of their own to whoever matches them all",
        "# pydantic makes it; here is which names go together",
    }
)

SHOWN = frozenset(
    (
        "Module Import ImportFrom alias Expr Assign Assert FunctionDef AsyncFunctionDef arguments arg With AsyncWith "
        "withitem For AsyncFor Try ExceptHandler Await Call keyword Name Attribute Constant Dict List Tuple Compare Eq "
        "UnaryOp USub Load Store"
    ).split()
)
"""Kinds of nodes in the Python of a README.md."""
SHOWN_CALLED = frozenset("asyncio body call client fake items main patient print received test_mine webhooks".split())
"""Names there that are called, or whose methods are; beside them what is imported from the package."""
SHOWN_IMPORTS = frozenset({"asyncio"})
