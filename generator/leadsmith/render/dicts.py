"""The typed dicts: of models, and of what may be several models at once. Prints nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from leadsmith.ir import Field, ModelClass, Types, UnionDict, UnionOf


@dataclass(frozen=True)
class DictClass:
    """A typed dict: its name, what it is in words, and its fields."""

    name: str
    text: str
    fields: tuple[Field, ...]


def dict_classes(own: Types, types: Types) -> list[DictClass]:
    """The typed dicts of `own`, which are among `types`; those of models first."""
    of_models = (
        _dict_class(name, f"`{model}` as a plain dict.", types.models[model].fields)
        for model, name in own.dicts.items()
    )
    of_unions = (_union_class(each, [types.models[name] for name in each.models]) for each in own.unions.values())
    return [*of_models, *of_unions]


def dict_names(types: Types) -> list[str]:
    """The names of the typed dicts."""
    return [*types.dicts.values(), *(each.name for each in types.unions.values())]


def _dict_class(name: str, text: str, fields: Iterable[Field]) -> DictClass:
    given = tuple(field for field in fields if not field.read_only)
    return DictClass(name, "\n\n".join([text, *_told_of_old(given)]), given)


def _union_class(each: UnionDict, models: list[ModelClass]) -> DictClass:
    names = ", ".join(f"`{name}`" for name in each.models)
    text = f"{names}, or several of them at once, as a plain dict: what one of them requires has to be there."
    return _dict_class(each.name, text, _together(models))


def _together(models: list[ModelClass]) -> Iterable[Field]:
    """The fields of all models, each once: required where all require it, of any type that one of them says."""
    found: dict[str, list[Field]] = {}
    for model in models:
        for item in model.fields:
            found.setdefault(item.name, []).append(item)
    for same in found.values():
        yield replace(
            same[0],
            type=UnionOf(tuple(item.type for item in same)) if len(same) > 1 else same[0].type,
            required=len(same) == len(models) and all(item.required for item in same),
            nullable=any(item.nullable for item in same),
            was=tuple(dict.fromkeys(old for item in same for old in item.was)),
            read_only=all(item.read_only for item in same),
        )


def _told_of_old(fields: tuple[Field, ...]) -> list[str]:
    old = [f"`{name}` is the old name of `{field.name}`." for field in fields for name in field.was]
    told = [" ".join(["Deprecated:", *old])] if old else []
    # A class cannot say "exactly one of both", and a union of classes is none, which code may call and derive from.
    told += [
        f"One of {', '.join(f'`{name}`' for name in (field.name, *field.was))} is required, which no type checker sees."
        for field in fields
        if field.required and field.was
    ]
    return told
