"""Types -> the same types with the old names that they keep, which were claimed before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leadsmith.ir import Types
from leadsmith.naming import Names
from leadsmith.normalise import MODELS


def with_old_names(types: Types, keys: Mapping[str, str], names: Names) -> Types:
    """`types` with the old names of classes, fields, members and typed dicts. `keys` has the scope of each class."""
    return Types(
        {
            name: replace(
                enum,
                members=tuple(replace(member, was=names.old(keys[name], member.name)) for member in enum.members),
                was=names.old(MODELS, name),
            )
            for name, enum in types.enums.items()
        },
        {
            name: replace(
                model,
                fields=tuple(replace(field, was=names.old(keys[name], field.name)) for field in model.fields),
                was=names.old(MODELS, name),
            )
            for name, model in types.models.items()
        },
        {name: replace(alias, was=names.old(MODELS, name)) for name, alias in types.aliases.items()},
        types.dicts,
        {name: was for name in types.dicts.values() if (was := names.old(MODELS, name))},
    )
