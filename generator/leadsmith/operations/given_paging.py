"""What the configuration says of pages -> how a list goes on: its names become fields and parameters of the document.

Raises LeadsmithError for a name that the document does not have. Must not know how paging is inferred.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from leadsmith.config import PagingConfig
from leadsmith.diagnostics import Diagnostic, LeadsmithError
from leadsmith.ir import Field, ListOf, MapOf, ModelClass, Paging, PagingKind, Parameter, Path, Ref, Step, Type, Types
from leadsmith.normalise import NormalOperation
from leadsmith.operations.paging import find_items, resolved, step

_KINDS: Mapping[str, PagingKind] = {kind: kind for kind in get_args(PagingKind)}


def check_operations(given: Mapping[str, PagingConfig], operations: Iterable[NormalOperation]) -> None:
    """Raise LeadsmithError for an operation that the document does not have."""
    known = [name for operation in operations for name in names_of(operation)]
    for name, said in given.items():
        if name not in known and not said.if_it_fits:
            close = difflib.get_close_matches(name, known, 1)
            hint = f"Did you mean {close[0]!r}?" if close else "Write an operationId, or method and path: GET /leads."
            raise _error(f"paging: the document has no operation {name!r}.", hint)


def names_of(operation: NormalOperation) -> tuple[str, ...]:
    """What the configuration may call an operation."""
    route = f"{operation.method} {operation.path}"
    return (operation.operation_id, route) if operation.operation_id else (route,)


def given_paging(
    name: str,
    given: PagingConfig,
    inferred: Paging | None,
    returns: Type | None,
    parameters: Iterable[Parameter],
    types: Types,
) -> Paging | None:
    """How the list of the operation `name` goes on. `returns` is None where an answer cannot have pages."""
    try:
        return _paging(name, given, returns, parameters, types)
    except LeadsmithError:
        if given.if_it_fits:
            return inferred
        raise


def _paging(
    name: str, given: PagingConfig, returns: Type | None, parameters: Iterable[Parameter], types: Types
) -> Paging | None:
    if given.off:
        return None
    if returns is None:
        hint = "Pages are of GET operations whose answer is one kind of JSON; remove the line."
        raise _error(f"paging.{name}: its answer cannot have pages.", hint)
    place = f"paging.{name}"
    found = find_items(returns, types)
    items = found[0] if found else ()
    if given.items:
        items = _path(given.items, returns, types, f"{place}.items")
    kind = _end(items, returns, types)
    if not isinstance(kind, ListOf):
        what = f"{given.items!r} is no list" if given.items else "which list has the items cannot be told"
        raise _error(f"{place}: {what}.", f"Write items = {_shown(_lists(returns, types))}.")
    if given.parameter:
        _check_parameter(given.parameter, parameters, f"{place}.parameter")
    before, last, after = given.next.partition("[-1].")
    if last and before and _path(before, returns, types, f"{place}.next") != items:
        raise _error(f"{place}.next: {before!r} are not the items.", "Write the name of the items before [-1].")
    start, rest = (kind.item, after) if last else (returns, given.next)
    return Paging(
        _KINDS[given.kind],
        items,
        kind.item,
        given.parameter,
        next=_path(rest, start, types, f"{place}.next"),
        last_item=bool(last),
        more=_path(given.more, returns, types, f"{place}.more"),
        first=given.first,
        pages=_path(given.pages, returns, types, f"{place}.pages"),
        total=_path(given.total, returns, types, f"{place}.total"),
        confidence="configured",
    )


def _check_parameter(wire: str, parameters: Iterable[Parameter], place: str) -> None:
    known = [each.wire for each in parameters if each.place == "query"]
    if wire not in known:
        raise _unknown(f"{place}: the operation has no query parameter {wire!r}.", wire, known)


def _path(text: str, kind: Type, types: Types, place: str) -> Path:
    """The way that the text names. A name may have dots in it: the longest that fits is meant."""
    way: list[Step] = []
    rest = text
    while rest:
        kind = resolved(kind, types)
        if isinstance(kind, MapOf):
            name, _, rest = rest.partition(".")
            way.append(Step("", name, key=True))
            kind = kind.value
            continue
        fields = _fields(kind, types)
        fitting = [each for each in fields if rest == each.wire or rest.startswith(f"{each.wire}.")]
        if not fitting:
            raise _unknown(f"{place}: there is no field {rest!r}{_within(way)}.", rest, [each.wire for each in fields])
        field = max(fitting, key=lambda each: len(each.wire))
        way.append(step(field))
        kind, rest = field.type, rest[len(field.wire) + 1 :]
    return tuple(way)


def _within(way: Sequence[Step]) -> str:
    return f" in {'.'.join(each.wire for each in way)!r}" if way else ""


def _end(path: Path, kind: Type, types: Types) -> Type:
    """The type of what the path leads to."""
    for each in path:
        kind = resolved(kind, types)
        if isinstance(kind, MapOf):
            kind = kind.value
        else:
            kind = next(field.type for field in _fields(kind, types) if field.wire == each.wire)
    return resolved(kind, types)


def _lists(kind: Type, types: Types) -> list[str]:
    fields = _fields(resolved(kind, types), types)
    return [each.wire for each in fields if isinstance(resolved(each.type, types), ListOf)]


def _fields(kind: Type, types: Types) -> Sequence[Field]:
    model: ModelClass | None = types.models.get(kind.name) if isinstance(kind, Ref) else None
    return model.fields if model else ()


def _shown(names: Sequence[str]) -> str:
    return " or ".join(f'"{name}"' for name in names) or '"data", as the list is called'


def _unknown(message: str, wanted: str, known: Sequence[str]) -> LeadsmithError:
    close = difflib.get_close_matches(wanted, known, 1)
    return _error(message, f"Did you mean {close[0]!r}?" if close else f"It has: {', '.join(known) or 'none'}.")


def _error(message: str, hint: str) -> LeadsmithError:
    return LeadsmithError((Diagnostic("config", "error", "", message, hint=hint),))
