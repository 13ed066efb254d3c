"""Old names that still work: of keyword arguments, of fields, and of classes in a module. Each use is warned of.

What has which old name stands in the generated code; nothing here knows it.
"""

from __future__ import annotations

import inspect
import sys
import warnings
from collections.abc import Callable, Mapping
from functools import wraps
from types import FrameType
from typing import Any, Generic, Self, TypeVar, overload

from pydantic import BaseModel, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import deprecated

from .mismatch import is_mapping
from .model import OldName

R = TypeVar("R")
T = TypeVar("T")

_OWN = (__name__.rpartition(".")[0].rpartition(".")[0], "pydantic", "typing_extensions")


def old_keywords(**names: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """A decorator for a function that takes each of its arguments by an old name too: `old_keywords(old="new")`.

    The function raises TypeError where both are given.
    """

    def decorate(function: Callable[..., R]) -> Callable[..., R]:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> R:
            for old in [name for name in names if name in kwargs]:
                new = names[old]
                if new in kwargs:
                    raise TypeError(f"{function.__name__}() got {new!r} twice; {old!r} is its old name")
                _warn(f"The argument `{old}` of `{function.__name__}` is now `{new}`.")
                kwargs[new] = kwargs.pop(old)
            return function(*args, **kwargs)

        return call

    return decorate


def old_fields(**names: str) -> Any:
    """For the class of a model, which is then made of old field names too: `_old_fields = old_fields(old="new")`.

    An answer is read as it is: what has the old name there is another thing. Both names at once are not valid.
    """

    def rename(cls: type[BaseModel], data: Any, info: ValidationInfo) -> Any:
        if info.mode != "python" or not is_mapping(data):
            return data
        found = [name for name in names if name in data]
        renamed = {key: value for key, value in data.items() if key not in found}
        for old in found:
            new = names[old]
            if twice := [name for name in (new, cls.model_fields[new].alias) if name in renamed]:
                told = {"new": twice[0], "old": old}
                raise PydanticCustomError("given_twice", "must not hold both {new} and {old}, an old name of it", told)
            _warn(f"The field `{old}` of `{cls.__name__}` is now `{new}`.")
            renamed[new] = data[old]
        return renamed

    method: Any = classmethod(rename)
    return model_validator(mode="before")(method)


class OldField(OldName, Generic[T]):
    """An old name of a field, in the class of a model: `old = OldField[str]("new")`.

    The type is in quotes where it is not known yet. Reading and assigning go to the field, and are warned of.
    """

    def __init__(self, new: str) -> None:
        self.new = new

    def __set_name__(self, owner: type, name: str) -> None:
        self.old = name

    @overload
    def __get__(self, instance: None, owner: Any = None) -> Self: ...

    @overload
    @deprecated("An old name of a field; the class says which.")
    def __get__(self, instance: object, owner: Any = None) -> T: ...

    def __get__(self, instance: object, owner: Any = None) -> Any:
        if instance is None:
            return self
        _warn(f"`{self.old}` is now `{self.new}`.")
        return getattr(instance, self.new)

    @deprecated("An old name of a field; the class says which.", category=None)
    def __set__(self, instance: object, value: T) -> None:
        _warn(f"`{self.old}` is now `{self.new}`.")
        setattr(instance, self.new, value)


def old_names(
    module: str, names: Mapping[str, str], others: Callable[[str], Any] | None = None
) -> Callable[[str], Any]:
    """The `__getattr__` of a module in which things can be had by old names too: old name -> new name.

    `others` is what it has for other names.
    `from module import *` takes every name in `__all__`, and so warns of every old one there.
    """

    def get(name: str) -> Any:
        if name not in names:
            if others:
                return others(name)
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        asking = inspect.currentframe()
        if (
            _module(asking and asking.f_back) != "importlib._bootstrap"
        ):  # which looks before it takes, and so asks twice
            _warn(f"`{module}.{name}` is now `{names[name]}`.")
        return getattr(sys.modules[module], names[name])

    return get


def _warn(message: str) -> None:
    """Warn of the line that uses an old name: the nearest outside this package and what it stands on."""
    frame, level = inspect.currentframe(), 1
    while frame and frame.f_back:
        name = _module(frame)
        if not any(name == own or name.startswith(f"{own}.") for own in _OWN):
            break
        frame, level = frame.f_back, level + 1
    warnings.warn(message, DeprecationWarning, stacklevel=level)


def _module(frame: FrameType | None) -> str:
    return str(frame.f_globals.get("__name__")) if frame else ""
