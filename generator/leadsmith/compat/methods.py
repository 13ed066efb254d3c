"""Resources and their methods compared: names, arguments, answers, errors, what they require."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from leadsmith.compat.assign import Scope, given, read
from leadsmith.compat.catalogue import change, lost
from leadsmith.compat.change import Change
from leadsmith.compat.pairs import Called, former, neutral, pair, pair_operations, renamed_resources
from leadsmith.interface import spelled
from leadsmith.ir import (
    STREAMED,
    Body,
    Client,
    LiteralOf,
    Operation,
    Parameter,
    Resource,
    Scalar,
    Type,
    UnionOf,
)
from leadsmith.offered import error_of

_PLAIN = frozenset({"str", "int", "float", "bool"})


def compare_operations(old: Client, new: Client, before: Scope, after: Scope) -> Iterator[Change]:
    """The changes of resources, methods, arguments, answers and errors."""
    pairs, gone, fresh = pair_operations(old, new)
    renamed, removed, added = renamed_resources(old, new, pairs)
    yield from _resources(old, new, {**{item.name: item.name for item in old.resources}, **renamed})
    by_name = {item.name: item for client in (new, old) for item in client.resources}
    for name in removed:
        yield lost("resource-removed", _place(by_name[name]), f"client.{name}", "")
    for name in added:
        yield change("resource-added", _place(by_name[name]), "", f"client.{name}")
    for each in gone:
        yield lost("operation-removed", each.operation.pointer, each.name, "", name=_line(each.operation))
    for each in fresh:
        yield change("operation-added", each.operation.pointer, "", each.name, name=_line(each.operation))
    for one, other in pairs:
        yield from _name(one, other, renamed)
        yield from _request_line(one, other)
        yield from _host(old, new, one, other)
        yield from _parameters(one, other, before, after)
        yield from _body(one, other, before, after)
        yield from _answer(one, other, before, after)
        yield from _failures(one, other, before, after)


def default_text(value: Any) -> str:
    """A default as text; nothing where the document says none."""
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def forgotten(one: Any, other: Any, pointer: str, symbol: str, symbol_after: str) -> Iterator[Change]:
    """The deprecated names of a thing that work no more; `{}` in `symbol` stands for the name."""
    for name in former(one):
        if name not in (*former(other), other.name):
            yield change("deprecated-name-removed", pointer, symbol.format(name), symbol_after)


def _line(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def _place(resource: Resource) -> str:
    """A resource is where its first operation is: its own pointer is that of a tag, which nothing but prose has."""
    return resource.operations[0].pointer if resource.operations else resource.pointer


def _resources(old: Client, new: Client, names: dict[str, str]) -> Iterator[Change]:
    there = {resource.name: resource for resource in new.resources}
    for one in old.resources:
        other = there.get(names[one.name])
        if other is None:
            continue
        if one.name != other.name:
            kept = one.name in former(other)
            symbols = f"client.{one.name}", f"client.{other.name}"
            yield change(f"resource-renamed{'-with-alias' * kept}", _place(other), *symbols)
        yield from forgotten(one, other, _place(other), "client.{}", f"client.{other.name}")
        if one.class_name != other.class_name:
            kept = one.class_name in other.class_was
            symbols = one.class_name, other.class_name
            yield change(f"resource-class-renamed{'-with-alias' * kept}", _place(other), *symbols)
        for name in one.class_was:
            if name not in (*other.class_was, other.class_name):
                yield change("deprecated-name-removed", _place(other), name, other.class_name)


def _name(one: Called, other: Called, renamed: Mapping[str, str]) -> Iterator[Change]:
    pointer = other.operation.pointer
    same_resource = renamed.get(one.resource, one.resource) == other.resource
    if not same_resource:
        yield change("operation-moved", pointer, one.name, other.name)
    elif one.operation.name != other.operation.name:
        kept = one.operation.name in former(other.operation)
        yield change(f"operation-renamed{'-with-alias' * kept}", pointer, one.name, other.name)
    yield from forgotten(one.operation, other.operation, pointer, f"client.{one.resource}.{{}}", other.name)


def _request_line(one: Called, other: Called) -> Iterator[Change]:
    old, new, symbols = one.operation, other.operation, (one.name, other.name)
    if neutral(old.path) != neutral(new.path):
        yield change("operation-path-changed", new.pointer, *symbols, before=old.path, after=new.path)
    if old.method != new.method:
        yield change("operation-method-changed", new.pointer, *symbols, before=old.method, after=new.method)
    if old.deprecated != new.deprecated:
        yield change(f"operation-{'un' * old.deprecated}deprecated", new.pointer, *symbols)


def _host(old: Client, new: Client, one: Called, other: Called) -> Iterator[Change]:
    """Where an operation goes that has a server of its own, or had one."""
    before, after = (each.operation.servers or client.servers for each, client in ((one, old), (other, new)))
    if not (one.operation.servers or other.operation.servers) or not (before and after):
        return
    if (was := before[0].url) != (now := after[0].url):
        yield change("operation-server-changed", other.operation.pointer, one.name, other.name, before=was, after=now)


# Arguments ------------------------------------------------------------------------------------------------------------


def _parameters(one: Called, other: Called, before: Scope, after: Scope) -> Iterator[Change]:
    old_path, new_path = _positional(one.operation), _positional(other.operation)
    same_path = neutral(one.operation.path) == neutral(other.operation.path)
    slots = {id(item): index for items in (old_path, new_path) for index, item in enumerate(items)}
    pairs, gone, fresh = pair(
        one.operation.parameters,
        other.operation.parameters,
        lambda item: [(item.place, item.wire if item.place == "path" else _wire(item))],
        lambda item: [slots[id(item)]] if same_path and id(item) in slots else [],
        lambda item: [item.wire],
        lambda item: [item.name, *former(item)],
    )
    for item in gone:
        yield lost("parameter-removed", item.pointer, _argument(one, item), "", before=spelled(item.type))
    for item in fresh:
        argument, kind = _argument(other, item), spelled(item.type)
        if item.required:
            spelled_out = (item.name, *former(item))
            yield change("parameter-added-required", item.pointer, one.name, argument, after=kind, left_out=spelled_out)
        else:
            yield change("parameter-added-optional", item.pointer, "", argument, after=kind)
    for old, new in pairs:
        yield from _parameter(one, other, old, new, before, after)
    yield from _positions(one, other, {new.name: old.name for old, new in pairs})


def _positions(one: Called, other: Called, kept: Mapping[str, str]) -> Iterator[Change]:
    """Arguments by position that stand elsewhere: in another order, or behind one that was given by keyword before."""
    before, after = ([item.name for item in _positional(each.operation)] for each in (one, other))
    before += ["body"] if one.operation.body else []
    after += ["body"] if other.operation.body else []
    known = [kept.get(name, name) for name in after if name in kept or (name == "body" and name in before)]
    order = [name for name in before if name in known]
    if order != known[: len(order)]:
        spoken = {"before": ", ".join(before), "after": ", ".join(after)}
        yield change("parameter-position-changed", other.operation.pointer, one.name, other.name, **spoken)


def _parameter(
    one: Called, other: Called, old: Parameter, new: Parameter, before: Scope, after: Scope
) -> Iterator[Change]:
    symbols = _argument(one, old), _argument(other, new)
    pointer, names = new.pointer, (old.name, *former(old), new.name, *former(new))
    if old.name != new.name:
        yield change(f"parameter-renamed{'-with-alias' * (old.name in former(new))}", pointer, *symbols)
    yield from forgotten(old, new, pointer, f"{one.name}({{}}=)", symbols[1])
    if new.required and not old.required:
        yield change("parameter-became-required", pointer, one.name, symbols[1], left_out=names)
    if old.required and not new.required:
        yield change("parameter-became-optional", pointer, *symbols)
    relation = given(old.type, new.type, before, after)
    if relation != "same":
        spoken = {"before": spelled(old.type), "after": spelled(new.type)}
        yield change(f"parameter-type-{relation}", pointer, *symbols, **spoken)
    if old.place != new.place:
        if old.place == "path":
            yield change("parameter-became-keyword-only", pointer, one.name, symbols[1])
        yield change("parameter-place-changed", pointer, *symbols, before=old.place, after=new.place)
    elif old.media_type != new.media_type or (
        _style(old) != _style(new) and not (_is_plain(old.type) and _is_plain(new.type))
    ):
        yield change("parameter-style-changed", pointer, *symbols, before=_style(old), after=_style(new))
    if old.place == new.place and _wire(old) != _wire(new):
        yield change("parameter-wire-name-changed", pointer, *symbols, before=old.wire, after=new.wire)
    if old.deprecated != new.deprecated:
        yield change(f"parameter-{'un' * old.deprecated}deprecated", pointer, *symbols)
    if not new.required and old.default != new.default:
        spoken = {"before": default_text(old.default), "after": default_text(new.default)}
        kind = "added" if old.default is None else "removed" if new.default is None else "changed"
        yield change(f"parameter-default-{kind}", pointer, one.name, symbols[1], **spoken, left_out=names)


def _body(one: Called, other: Called, before: Scope, after: Scope) -> Iterator[Change]:
    old, new = one.operation.body, other.operation.body
    symbols = f"{one.name}(body=)", f"{other.name}(body=)"
    if old is None or new is None:
        if new is not None:
            kind = spelled(new.type)
            if new.required:
                yield change("body-added-required", new.pointer, one.name, symbols[1], after=kind, left_out=["body"])
            else:
                yield change("body-added-optional", new.pointer, "", symbols[1], after=kind)
        if old is not None:
            yield lost("body-removed", old.pointer, symbols[0], "", before=spelled(old.type))
        return
    if new.required and not old.required:
        yield change("body-became-required", new.pointer, one.name, symbols[1], left_out=["body"])
    if old.required and not new.required:
        yield change("body-became-optional", new.pointer, *symbols)
    relation = given(old.type, new.type, before, after)
    if relation != "same":
        spoken = {"before": spelled(old.type), "after": spelled(new.type)}
        yield change(f"body-type-{relation}", new.pointer, *symbols, **spoken)
    if old.media_type != new.media_type:
        spoken = {"before": old.media_type, "after": new.media_type}
        yield change("body-media-type-changed", new.pointer, one.name, other.name, **spoken)
    yield from _choice(one, other, old, new)


def _choice(one: Called, other: Called, old: Body, new: Body) -> Iterator[Change]:
    """The argument that takes another media type for the body: it is there where there are several."""
    symbols = f"{one.name}({old.choice}=)", f"{other.name}({new.choice}=)"
    before, after = (LiteralOf(tuple(item.media_type for item in body.contents)) for body in (old, new))
    spoken = {"before": spelled(before), "after": spelled(after)}
    if not old.choice and new.choice:
        yield change("parameter-added-optional", new.pointer, "", symbols[1], after=spelled(after))
    elif old.choice and not new.choice:
        yield lost("parameter-removed", old.pointer, symbols[0], "", before=spelled(before))
    elif old.choice:
        if old.choice != new.choice:
            yield change("parameter-renamed", new.pointer, *symbols)
        if set(before.values) != set(after.values):
            kept = set(before.values) & set(after.values)
            relation = (
                "widened" if kept == set(before.values) else "narrowed" if kept == set(after.values) else "changed"
            )
            yield change(f"parameter-type-{relation}", new.pointer, *symbols, **spoken)


def _argument(of: Called, item: Parameter) -> str:
    return f"{of.name}({item.name}=)"


def _wire(item: Parameter) -> str:
    """What tells it on the wire: nothing in a path, and letter case means nothing in the name of a header."""
    return {"path": "", "header": item.wire.lower()}.get(item.place, item.wire)


def _positional(operation: Operation) -> list[Parameter]:
    return [item for item in operation.parameters if item.place == "path"]


def _style(item: Parameter) -> str:
    return item.media_type or f"{item.style}{', exploded' * item.explode}"


def _is_plain(kind: Type) -> bool:
    """Does every style but those with a prefix write it in the same way?"""
    options = kind.options if isinstance(kind, UnionOf) else (kind,)
    return all(isinstance(option, Scalar) and option.name in _PLAIN for option in options)


# Answers --------------------------------------------------------------------------------------------------------------


def _answer(one: Called, other: Called, before: Scope, after: Scope) -> Iterator[Change]:
    old, new, symbols = one.operation, other.operation, (one.name, other.name)
    pointer = f"{new.pointer}/responses"
    spoken = {"before": _spelled(old.returns), "after": _spelled(new.returns)}
    if old.returns is None or new.returns is None:
        if old.returns is not new.returns:
            yield change(f"return-{'added' if old.returns is None else 'removed'}", pointer, *symbols, **spoken)
        return
    if (old.reads in STREAMED) != (new.reads in STREAMED):
        spoken = {"before": _returned(old), "after": _returned(new)}
        yield change("return-type-changed", pointer, *symbols, **spoken)
    elif bool(old.paging) != bool(new.paging):
        yield change(f"paging-{'removed' if old.paging else 'added'}", pointer, *symbols, **spoken)
    elif old.paging and new.paging and read(old.paging.item, new.paging.item, before, after) != "same":
        spoken = {"before": spelled(old.paging.item), "after": spelled(new.paging.item)}
        yield change("paging-items-changed", pointer, *symbols, **spoken)
    else:
        relation = read(old.returns, new.returns, before, after)
        if relation != "same":
            yield change(f"return-type-{relation}", pointer, *symbols, **spoken)
    if old.accept != new.accept:
        yield change("return-media-type-changed", pointer, *symbols, before=old.accept, after=new.accept)


def _returned(operation: Operation) -> str:
    kind = _spelled(operation.returns)
    return f"Stream[{kind}]" if operation.reads in STREAMED else kind


def _failures(one: Called, other: Called, before: Scope, after: Scope) -> Iterator[Change]:
    olds = {item.status: item for item in one.operation.failures}
    news = {item.status: item for item in other.operation.failures}
    for status, old in olds.items():
        if status not in news:
            pointer = f"{one.operation.pointer}/responses/{status}"
            symbols = one.name, other.name
            yield lost("error-status-removed", pointer, *symbols, before=str(status), name=error_of(old.status))
            continue
        new = news[status]
        pointer = f"{other.operation.pointer}/responses/{status}"
        spoken = {"before": _spelled(old.type), "after": _spelled(new.type)}
        kind = ""
        if old.type is None or new.type is None:
            kind = "added" if new.type is not None else "removed" if old.type is not None else ""
        elif read(old.type, new.type, before, after) not in ("same", "narrowed"):
            kind = "changed"
        if kind:
            yield change(
                f"error-body-{kind}", pointer, error_of(old.status), error_of(new.status), **spoken, name=one.name
            )
    for status, new in news.items():
        if status not in olds:
            pointer = f"{other.operation.pointer}/responses/{status}"
            symbols = one.name, other.name
            yield change("error-status-added", pointer, *symbols, after=str(status), name=error_of(new.status))


def _spelled(kind: Type | None) -> str:
    return "None" if kind is None else spelled(kind)
