"""What a caller may write as one plain dict for several models at once (`anyOf`).

Must not know documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

from leadsmith.ir import Field, LiteralOf, ModelClass, Ref, Type, Types, UnionDict, UnionOf
from leadsmith.naming import Names, dict_name
from leadsmith.normalise import MODELS
from leadsmith.operations.access import given_unions
from leadsmith.operations.variants import objects_of


def with_unions(types: Types, given: Iterable[Type], wanted: Mapping[str, str], names: Names) -> Types:
    """`types` with the typed dicts of unions; `wanted` has the names that they would have as classes, by key."""
    found = {}
    for key, kind in sorted(given_unions(types, given).items()):
        models = [types.models[name] for name in dict.fromkeys(objects_of(kind, types)) if name in types.dicts]
        pairs = [pair for pair in combinations(models, 2) if not _apart(*pair, types)]
        together = [model for model in models if any(model in pair for pair in pairs)]
        if together:
            anew = wanted[key] in types.aliases and names.renamed(MODELS, wanted[key])
            name = names.claim(MODELS, f"{key}/dict", dict_name(wanted[key]), suffix="Form", anew=anew)
            found[key] = UnionDict(name, tuple(model.name for model in together))
    was = {each.name: old for each in found.values() if (old := names.old(MODELS, each.name))}
    return replace(types, unions=found, dicts_was={**types.dicts_was, **was})


def _apart(one: ModelClass, other: ModelClass, types: Types) -> bool:
    """Does a constant tell the objects of two classes apart?"""
    values = {item.wire: _values(item, types) for item in one.fields}
    return any(
        values.get(item.wire) and (own := _values(item, types)) and not own & values[item.wire] for item in other.fields
    )


def _values(item: Field, types: Types) -> frozenset[object]:
    """The values that a field has, if they are known; `True` is not 1."""
    options = item.type.options if isinstance(item.type, UnionOf) else (item.type,)
    found: list[object] = [*item.tags]
    for option in () if item.tags else options:
        if isinstance(option, LiteralOf):
            found += option.values
        elif isinstance(option, Ref) and option.name in types.enums:
            found += [member.value for member in types.enums[option.name].members]
        else:
            return frozenset()
    return frozenset((type(value), value) for value in found)
