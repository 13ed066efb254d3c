"""Types -> the same types with the old names that they keep, which were claimed before."""

from __future__ import annotations

from dataclasses import replace

from leadsmith.ir import Types
from leadsmith.naming import Names
from leadsmith.normalise import MODELS


def with_old_names(types: Types, names: Names) -> Types:
    """`types` with the old names of classes, fields, members and typed dicts."""
    return Types(
        {
            name: replace(
                enum,
                members=tuple(replace(member, was=names.old(enum.pointer, member.name)) for member in enum.members),
                was=names.old(MODELS, name),
            )
            for name, enum in types.enums.items()
        },
        {
            name: replace(
                model,
                fields=tuple(replace(field, was=names.old(model.pointer, field.name)) for field in model.fields),
                was=names.old(MODELS, name),
            )
            for name, model in types.models.items()
        },
        {name: replace(alias, was=names.old(MODELS, name)) for name, alias in types.aliases.items()},
        types.dicts,
        {name: was for name in types.dicts.values() if (was := names.old(MODELS, name))},
    )
