"""Types -> the same types with the old names that they keep, which were claimed before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from leadsmith.ir import Alias, EnumClass, EnumMember, Field, ModelClass, Types
from leadsmith.naming import Names
from leadsmith.normalise import MODELS

T = TypeVar("T", EnumMember, EnumClass, Field, ModelClass, Alias)


def with_old_names(types: Types, keys: Mapping[str, str], names: Names) -> Types:
    """`types` with the old names of classes, fields, members and typed dicts. `keys` has the scope of each class."""

    def known(scope: str, item: T) -> T:
        was = names.old(scope, item.name)
        return replace(item, was=was) if was else item  # most have none, and a large client has many

    enums = {
        name: replace(enum, members=tuple(known(keys[name], each) for each in enum.members))
        for name, enum in types.enums.items()
    }
    models = {
        name: replace(model, fields=tuple(known(keys[name], each) for each in model.fields))
        for name, model in types.models.items()
    }
    return Types(
        {name: known(MODELS, enum) for name, enum in enums.items()},
        {name: known(MODELS, model) for name, model in models.items()},
        {name: known(MODELS, alias) for name, alias in types.aliases.items()},
        types.dicts,
        {name: was for name in types.dicts.values() if (was := names.old(MODELS, name))},
    )
