"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Any, TypeAlias

from pydantic import ConfigDict, Field

from .._runtime import Model, Omittable


class Settings(Model):
    anything: Omittable[dict[str, Any]] = None
    counts: Omittable[dict[str, int]] = None
    nested: Omittable[dict[str, list[Open_]]] = None
    inline: Omittable[dict[str, SettingsInlineValue]] = None


class Open_(Model):
    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, Any] = Field(init=False)

    name: Omittable[str] = None


class Typed(Model):
    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, int | None] = Field(init=False)

    name: Omittable[str] = None


class Closed(Model):
    name: Omittable[str] = None


class SettingsInlineValue(Model):
    size: Omittable[int | float] = None


Labels: TypeAlias = dict[str, str]

Patterns: TypeAlias = dict[str, str]
