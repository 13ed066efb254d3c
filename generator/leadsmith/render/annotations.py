"""Types of the IR as Python annotations.

A value that is read and a value that a caller gives have different annotations: what is read is exact, what is given
may be a plain dict, any sequence, or the text of an enum member.
"""

from __future__ import annotations

from collections.abc import Iterable

from leadsmith.ir import Alias, Field, ListOf, LiteralOf, MapOf, Ref, Scalar, TupleOf, Type, Types, UnionOf
from leadsmith.render.code import Code, literal

_PARSED = frozenset({"datetime", "date", "time", "UUID"})
_PLAIN = frozenset({"str", "int", "float", "bool", "bytes"})
_OF_RUNTIME = {"File": "FileInput", "FileContent": "FileContent", "ServerEvent": "ServerEvent"}
"""What the runtime calls a type as it is given; models hold it under its own name. A module imports both with `_` in
front: a model may be called File too."""


def read_type(kind: Type, types: Types, hidden: frozenset[str] = frozenset()) -> Code:
    """The annotation of a value as the client reads it: in models, and as what a method returns.

    `hidden` are names that mean something else in this place; `builtins.` is put before them.
    """
    return _union(_read(kind, types, hidden))


def given_type(kind: Type, types: Types) -> Code:
    """The annotation of a value that a caller gives: arguments of methods and entries of typed dicts."""
    return _union(_accepted(kind, types))


def field_type(field: Field, types: Types) -> Code:
    """The annotation of a model's field, with its wire name where that differs, and what tells the model by it."""
    inner = value_type(field, types)
    told = [f"_Tag({', '.join(map(literal, field.tags))})"] if field.tags else []
    told += [f"Field(alias={literal(field.wire)})"] if field.name != field.wire else []
    return Code(f"Annotated[{', '.join([inner, *told])}]") if told else inner


def value_type(field: Field, types: Types) -> Code:
    """The annotation of the value of a model's field."""
    optional = field.read_only and not field.required
    inner = _union([*_read(field.type, types, frozenset()), *(["None"] if field.nullable or optional else [])])
    if field.read_only:
        return Code(f"ReadOnly[{inner}]")
    if field.write_only and field.required:
        return Code(f"WriteOnly[{inner}]")
    if not field.nullable and not field.required and inner != "Any":
        inner = Code(f"Omittable[{inner}]")
    return inner


def default_value(field: Field) -> Code:
    """What a model's field holds where it is not given, with `=` in front; nothing where it must be."""
    if field.required:
        return Code(" = UNSET" if field.read_only else "")
    return Code(" = None")


def markers(own: Types, types: Types) -> list[str]:
    """The names of the runtime that only some models need, for those of `own`, which are among `types`."""
    fields = [field for model in own.models.values() for field in model.fields]
    kinds = [field.type for field in fields] + [model.extra for model in own.models.values() if model.extra]
    kinds += [alias.type for alias in own.aliases.values()]
    found = {name for kind in kinds for name in marked(kind, types)}
    found |= {"ReadOnly" for field in fields if field.read_only}
    found |= {"UNSET" for field in fields if field.read_only and field.required}
    found |= {"WriteOnly" for field in fields if field.write_only and field.required}
    return sorted(found)


def marked(kind: Type, types: Types) -> set[str]:
    """The names of the runtime that the annotation of a type needs."""
    match kind:
        case LiteralOf():
            return {"Always"}
        case Scalar("UnknownVariant"):
            return {"UnknownVariant"}
        case ListOf(inner) | MapOf(inner):
            return marked(inner, types)
        case TupleOf(items):
            return {"Listed"}.union(*(marked(item, types) for item in items))
        case UnionOf(options):
            own = {_told_apart(kind, types)} if _objects(kind, types, ()) > 1 else set()
            return own.union(*(marked(option, types) for option in options))
    return set()


def entry_type(field: Field, types: Types) -> Code:
    """The annotation of the same field in a typed dict; as long as it has an old key too, neither is required."""
    inner = _union([*_accepted(field.type, types), *(["None"] if field.nullable else [])])
    return Code(f"Required[{inner}]" if field.required and not field.was else inner)


def _read(kind: Type, types: Types, hidden: frozenset[str]) -> list[str]:
    match kind:
        case Scalar(name) if name in _OF_RUNTIME:
            return [f"_{name}"]
        case Scalar(name):
            return [f"Parsed[{name}]" if name in _PARSED else name]
        case Ref(name) if name in types.enums:
            return [f"Open[{name}, {read_type(types.enums[name].value_type, types)}]"]
        case Ref() if {*_given(kind, types, ())} == {"None"}:
            return ["None"]  # a name for it would stand in a union with it: `None | None` fails
        case Ref(name):
            return [name]
        case ListOf(item):
            return [f"{'builtins.' * ('list' in hidden)}list[{read_type(item, types, hidden)}]"]
        case MapOf(value):
            return [f"{'builtins.' * ('dict' in hidden)}dict[str, {read_type(value, types, hidden)}]"]
        case TupleOf(items):
            return [f"Listed[tuple[{', '.join(read_type(item, types, hidden) for item in items)}]]"]
        case LiteralOf(values):
            return [f"Always[{_literals(values)}]"]
        case UnionOf(options) if _objects(kind, types, ()) > 1:
            parts = [part for option in options for part in _read(option, types, hidden)]
            inner = _union(part for part in parts if part != "None")
            return [f"{_told_apart(kind, types)}[{inner}]", *(["None"] if "None" in parts else [])]
        case UnionOf(options):
            return [part for option in options for part in _read(option, types, hidden)]


def _told_apart(kind: UnionOf, types: Types) -> str:
    """How the runtime tells apart what the options of a union are."""
    return "AnyOf" if kind.several in types.unions else "OneOf"


def _objects(kind: Type, types: Types, within: tuple[str, ...]) -> int:
    """How many of the options of a type are objects of the document."""
    match kind:
        case Ref(name) if name in types.aliases:
            return 0 if name in within else _objects(types.aliases[name].type, types, (*within, name))
        case Ref(name):
            return int(name in types.models)
        case UnionOf(options):
            return sum(_objects(option, types, within) for option in options)
    return 0


def _accepted(kind: Type, types: Types) -> list[str]:
    """What `_given` says; an annotation `float` accepts an `int` anyway (PEP 484)."""
    parts = _given(kind, types, ())
    return [part for part in parts if part != "int" or "float" not in parts]


def _given(kind: Type, types: Types, within: tuple[str, ...]) -> list[str]:
    match kind:
        case Scalar(name) if name in _OF_RUNTIME:
            return [f"_{_OF_RUNTIME[name]}"]
        case Scalar(name):
            return [name, "str"] if name in _PARSED else [name]
        case Ref(name) if name in types.enums:
            return [name, *_given(types.enums[name].value_type, types, within)]
        case Ref(name) if name in types.models:
            return [name, types.dicts.get(name, "Mapping[str, Any]")]
        case Ref(name):
            return [name] if name in within else _given(types.aliases[name].type, types, (*within, name))
        case ListOf(item):
            return [f"Sequence[{_union(_given(item, types, within))}]"]
        case MapOf(value):
            return [f"Mapping[str, {_union(_given(value, types, within))}]"]
        case TupleOf(items):
            return [f"tuple[{', '.join(_union(_given(item, types, within)) for item in items)}]"]
        case LiteralOf(values):
            return [_literals(values)]
        case UnionOf(options):
            several = [types.unions[kind.several].name] if kind.several in types.unions else []
            parts = [part for option in options for part in _given(option, types, within)]
            return [*(part for part in parts if part not in several), *several]


def is_plain(kind: Type) -> bool:
    """Is this a single value of one of JSON's own types?"""
    options = kind.options if isinstance(kind, UnionOf) else (kind,)
    return all(isinstance(option, Scalar) and option.name in _PLAIN for option in options)


def is_class(kind: Type, types: Types) -> bool:
    """Is this type one class at run time, as `type[T]` wants it?"""
    return (isinstance(kind, Ref) and kind.name in types.models) or (
        isinstance(kind, Scalar) and kind.name in (*_PLAIN, "ServerEvent")
    )


def recursive_aliases(types: Types) -> frozenset[str]:
    """Names of the aliases that contain themselves through aliases alone."""
    return frozenset(name for name, alias in types.aliases.items() if name in _within(alias, types, set()))


def ordered_aliases(types: Types) -> list[Alias]:
    """The aliases so that each stands after those that it names, as far as that can be."""
    ordered: dict[str, Alias] = {}

    def place(name: str, above: tuple[str, ...]) -> None:
        if name in ordered or name in above:
            return
        for inner in sorted(_names(types.aliases[name].type)):
            if inner in types.aliases:
                place(inner, (*above, name))
        ordered[name] = types.aliases[name]

    for name in types.aliases:
        place(name, ())
    return list(ordered.values())


def _within(alias: Alias, types: Types, seen: set[str]) -> set[str]:
    for name in _names(alias.type):
        if name in types.aliases and name not in seen:
            seen.add(name)
            _within(types.aliases[name], types, seen)
    return seen


def _names(kind: Type) -> set[str]:
    match kind:
        case Ref(name):
            return {name}
        case ListOf(inner) | MapOf(inner):
            return _names(inner)
        case UnionOf(options) | TupleOf(options):
            return {name for option in options for name in _names(option)}
    return set()


def _literals(values: tuple[str | int | bool, ...]) -> str:
    return f"Literal[{', '.join(literal(value) for value in values)}]"


def _union(parts: Iterable[str]) -> Code:
    distinct = dict.fromkeys(parts)
    ordered = sorted(distinct, key=lambda part: part == "None")
    return Code("Any") if "Any" in distinct else Code(" | ".join(ordered))
