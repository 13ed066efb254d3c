"""Models, enums and aliases compared, each by the direction in which its values travel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from leadsmith.compat.assign import Scope, given, given_to_model, read
from leadsmith.compat.catalogue import CATALOGUE, change, lost
from leadsmith.compat.change import Change, Level
from leadsmith.compat.methods import default_text, forgotten
from leadsmith.compat.pairs import Named, Pairs, former, pair, received, sent
from leadsmith.interface import spelled
from leadsmith.ir import Alias, Client, EnumClass, EnumMember, Field, ModelClass, Ref, Scalar, Types

_RANK: dict[Level, int] = {"breaking": 0, "warning": 1, "info": 2}
_SAID = {"model": "a model", "enum": "an enum", "alias": "an alias"}

Ways = tuple[bool, bool]
"""Do values travel to the server, and from it? What travels nowhere is read by other ways, such as a webhook."""


def compare_types(
    old: Client,
    new: Client,
    pairs: Pairs,
    before: Scope,
    after: Scope,
) -> Iterator[Change]:
    """The changes of everything in `models`."""
    both, gone, fresh = pairs
    out, back = sent(old), received(old)
    for node in gone:
        yield lost(f"{_word(node)}-removed", node.pointer, node.name, "")
        if name := old.types.dicts.get(node.name):
            yield lost("typed-dict-removed", node.pointer, name, "", name=node.name)
    yield from _union_dicts(old.types, new.types)
    for node in fresh:
        yield change(f"{_word(node)}-added", node.pointer, "", node.name)
    for one, other in both:
        ways = one.name in out, one.name in back or one.name not in out
        yield from _name(one, other)
        names = old.types.dicts.get(one.name, ""), new.types.dicts.get(other.name, "")
        yield from _typed_dict(*names, other.pointer, one.name, old.types, new.types)
        match one, other:
            case ModelClass(), ModelClass():
                yield from _model(one, other, ways, before, after)
            case EnumClass(), EnumClass():
                yield from _enum(one, other, ways, before, after)
            case Alias(), _:
                yield from _alias(one, other, ways, before, after)
            case _:
                spoken = {"before": _SAID[_word(one)], "after": _SAID[_word(other)]}
                yield change("type-kind-changed", other.pointer, one.name, other.name, **spoken)


def worst(changes: Iterable[Change]) -> list[Change]:
    """One of several views of the same change: the one that matters most, with what all of its level touch."""
    found = sorted(changes, key=lambda item: _RANK[item.level])
    if not found:
        return []
    touches = frozenset(touch for item in found if item.level == found[0].level for touch in item.touches)
    return [replace(found[0], touches=touches)]


def _word(node: Named) -> str:
    return "model" if isinstance(node, ModelClass) else "enum" if isinstance(node, EnumClass) else "alias"


def _name(one: Named, other: Named) -> Iterator[Change]:
    kind = _word(one)
    if one.name != other.name:
        kept = one.name in former(other)
        yield change(f"{kind}-renamed{'-with-alias' * kept}", other.pointer, one.name, other.name)
    yield from forgotten(one, other, other.pointer, "{}", other.name)


def _alias(one: Alias, other: Named, ways: Ways, before: Scope, after: Scope) -> Iterator[Change]:
    """An alias is its type; when it became a class, that is its type now."""
    kind = other.type if isinstance(other, Alias) else Ref(other.name)
    told = spelled(kind) if isinstance(other, Alias) else f"{_SAID[_word(other)]} {other.name}"
    # The two are counterparts, so by their names they would be the same.
    here = Scope(before.types, {**before.same, one.name: f"-{one.name}"})
    symbols = one.name, other.name
    spoken = {"before": spelled(one.type), "after": told}
    yield from worst(
        change(f"{way}-alias-type-{relation}", other.pointer, *symbols, **spoken)
        for way, relation in (
            ("request", given(one.type, kind, here, after) if ways[0] else "same"),
            ("response", read(one.type, kind, here, after) if ways[1] else "same"),
        )
        if relation != "same"
    )


# Models ---------------------------------------------------------------------------------------------------------------


def _typed_dict(name: str, after: str, pointer: str, of: str, old: Types, new: Types) -> Iterator[Change]:
    """The typed dict of a model, or of several, which has a name and old names of its own."""
    kept = new.dicts_was.get(after, ())
    if name != after:
        how = "added" if not name else "removed" if not after else f"renamed{'-with-alias' * (name in kept)}"
        yield change(f"typed-dict-{how}", pointer, name, after, name=of)
    for each in old.dicts_was.get(name, ()):
        if each not in (*kept, after):
            yield change("deprecated-name-removed", pointer, each, after or of)


def _union_dicts(old: Types, new: Types) -> Iterator[Change]:
    """The typed dicts of several models at once; one whose place is another is the same while its name is."""
    names = {each.name for each in old.unions.values()} & {each.name for each in new.unions.values()}
    before = {each.name if each.name in names else key: each for key, each in old.unions.items()}
    after = {each.name if each.name in names else key: each for key, each in new.unions.items()}
    for key in sorted({**before, **after}):
        one, other = before.get(key), after.get(key)
        types, models = (new, other.models) if other else (old, one.models if one else ())
        of = " and ".join(models)
        pointer = types.models[models[0]].pointer
        yield from _typed_dict(one.name if one else "", other.name if other else "", pointer, of, old, new)


def _model(one: ModelClass, other: ModelClass, ways: Ways, before: Scope, after: Scope) -> Iterator[Change]:
    yield from _extra(one, other, ways, before, after)
    pairs, gone, fresh = pair(
        one.fields,
        other.fields,
        lambda item: [item.wire],
        lambda item: [item.name],
        lambda item: [item.name, *former(item)],
    )
    for item in gone:
        symbol, kind = f"{one.name}.{item.name}", _spelled(item)
        views = _travels(item, ways) or _ways(ways)
        yield from worst(lost(f"{way}-field-removed", item.pointer, symbol, "", before=kind) for way in views)
    for item in fresh:
        yield from _added(one, other, item, ways)
    for old, new in pairs:
        yield from _field(one, other, old, new, ways, before, after)


def _added(one: ModelClass, other: ModelClass, item: Field, ways: Ways) -> Iterator[Change]:
    symbol, kind = f"{other.name}.{item.name}", _spelled(item)
    how = "required" if item.required else "optional"
    touched, names = (one.name, _spellings(item)) if item.required else ("", ())
    yield from worst(
        change(f"{way}-field-added-{how}", item.pointer, touched, symbol, after=kind, left_out=names)
        for way in _travels(item, ways)
    )


def _spellings(*items: Field) -> tuple[str, ...]:
    """All names by which a field can be given: in Python, on the wire, and old ones."""
    return tuple(name for item in items for name in (item.name, item.wire, *former(item)))


def _extra(one: ModelClass, other: ModelClass, ways: Ways, before: Scope, after: Scope) -> Iterator[Change]:
    symbols = one.name, other.name
    if one.extra is None or other.extra is None:
        if one.extra is None and other.extra is not None:
            yield change("extra-fields-added", other.pointer, *symbols, after=spelled(other.extra))
        if one.extra is not None and other.extra is None:
            yield from worst(
                change(f"{way}-extra-fields-removed", other.pointer, *symbols, before=spelled(one.extra))
                for way in _ways(ways)
            )
        return
    spoken = {"before": spelled(one.extra), "after": spelled(other.extra)}
    found = []
    if ways[0] and given(one.extra, other.extra, before, after) not in ("same", "widened"):
        found.append(change("request-extra-fields-changed", other.pointer, *symbols, **spoken))
    if ways[1] and read(one.extra, other.extra, before, after) not in ("same", "narrowed"):
        found.append(change("response-extra-fields-changed", other.pointer, *symbols, **spoken))
    yield from worst(found)


def _field(
    one: ModelClass, other: ModelClass, old: Field, new: Field, ways: Ways, before: Scope, after: Scope
) -> Iterator[Change]:
    symbols = f"{one.name}.{old.name}", f"{other.name}.{new.name}"
    pointer = new.pointer
    if old.name != new.name:
        yield change(f"field-renamed{'-with-alias' * (old.name in former(new))}", pointer, *symbols)
    yield from forgotten(old, new, pointer, f"{one.name}.{{}}", symbols[1])
    if old.wire != new.wire:
        yield change("field-wire-name-changed", pointer, *symbols, before=old.wire, after=new.wire)
    was, now = _travels(old, ways), _travels(new, ways)
    views = [way for way in was if way in now]
    yield from worst(_travelling(one, new, way, way in now, pointer, symbols) for way in {*was} ^ {*now})
    spoken = {"before": spelled(old.type), "after": spelled(new.type)}
    yield from worst(
        change(f"{way}-field-type-{relation}", pointer, *symbols, **spoken)
        for way, relation in (
            ("request", given_to_model(old.type, new.type, before, after) if "request" in views else "same"),
            ("response", read(old.type, new.type, before, after) if "response" in views else "same"),
        )
        if relation != "same"
    )
    yield from worst(_presence(one, old, new, way, pointer, symbols) for way in views if old.required != new.required)
    yield from worst(_nullness(old, new, way, pointer, symbols) for way in views if old.nullable != new.nullable)
    if "request" in views and not new.required and old.default != new.default:
        kind = "added" if old.default is None else "removed" if new.default is None else "changed"
        spoken = {"before": default_text(old.default), "after": default_text(new.default)}
        names = _spellings(old, new)
        yield change(f"request-field-default-{kind}", pointer, one.name, symbols[1], **spoken, left_out=names)


def _travels(item: Field, ways: Ways) -> list[str]:
    """The ways in which the values of the field travel, of those of its model."""
    return _ways((ways[0] and not item.read_only, ways[1] and not item.write_only))


def _travelling(one: ModelClass, new: Field, way: str, there: bool, pointer: str, symbols: tuple[str, str]) -> Change:
    """A field that is not in requests any more, or in answers; or is now."""
    if there and way == "request" and new.required:
        return change("request-field-became-required", pointer, one.name, symbols[1])
    only = "read-only" if way == "request" else "write-only"
    return change(f"{way}-field-{'no-longer' if there else 'became'}-{only}", pointer, *symbols)


def _presence(one: ModelClass, old: Field, new: Field, way: str, pointer: str, symbols: tuple[str, str]) -> Change:
    """A field that became required, or optional. To a reader one that can be missing is one that can be None."""
    if new.required:
        names = _spellings(old, new)
        return change(f"{way}-field-became-required", pointer, one.name, symbols[1], left_out=names)
    nothing_new = way == "response" and _can_be_none(old)
    return change(f"{way}-{'nullable-' * nothing_new}field-became-optional", pointer, *symbols)


def _nullness(old: Field, new: Field, way: str, pointer: str, symbols: tuple[str, str]) -> Change:
    if not new.nullable:
        return change(f"{way}-field-became-not-nullable", pointer, *symbols)
    # A field that became optional as well is told of for that.
    nothing_new = way == "response" and (_can_be_none(old) or not new.required)
    return change(f"{way}-{'optional-' * nothing_new}field-became-nullable", pointer, *symbols)


def _can_be_none(item: Field) -> bool:
    return item.nullable or not item.required or item.type == Scalar("Any")


def _ways(ways: Ways) -> list[str]:
    return [name for name, there in zip(("request", "response"), ways, strict=True) if there]


def _spelled(item: Field) -> str:
    """The type of a field as it is read."""
    none = (item.nullable or not item.required) and item.type != Scalar("Any")
    return spelled(item.type) + " | None" * none


# Enums ----------------------------------------------------------------------------------------------------------------


def _enum(one: EnumClass, other: EnumClass, ways: Ways, before: Scope, after: Scope) -> Iterator[Change]:
    if one.base != other.base:
        kind = "narrowed" if one.base == "Enum" else "changed"
        symbols = one.name, other.name
        yield change(f"enum-base-{kind}", other.pointer, *symbols, before=one.base, after=other.base)
    pairs, gone, fresh = pair(
        one.members, other.members, lambda item: [_exact(item)], lambda item: [item.name, *former(item)]
    )
    for item in gone:
        symbol = f"{one.name}.{item.name}"
        yield lost("enum-member-removed", item.pointer, symbol, "", before=default_text(item.value))
    for item in fresh:
        symbol, value = f"{other.name}.{item.name}", default_text(item.value)
        response = f"response-{'mixed-' * (one.base == 'Enum')}enum-value-added"
        ids = [id for id, there in zip(("request-enum-value-added", response), ways, strict=True) if there]
        yield from worst(
            change(id, item.pointer, one.name if CATALOGUE[id].touches else "", symbol, after=value, name=one.name)
            for id in ids
        )
    for old, new in pairs:
        symbols = f"{one.name}.{old.name}", f"{other.name}.{new.name}"
        if old.name != new.name:
            yield change(f"enum-member-renamed{'-with-alias' * (old.name in former(new))}", new.pointer, *symbols)
        yield from forgotten(old, new, new.pointer, f"{one.name}.{{}}", symbols[1])
        if _exact(old) != _exact(new):
            spoken = {"before": default_text(old.value), "after": default_text(new.value)}
            yield from worst(
                change(f"{way}-enum-value-changed", new.pointer, *symbols, **spoken) for way in _ways(ways)
            )


def _exact(member: EnumMember) -> tuple[type, object]:
    return type(member.value), member.value
