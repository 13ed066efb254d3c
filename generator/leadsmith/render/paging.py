"""How a generated method says where the items of a page are, and how the next page is asked for. Prints nothing."""

from __future__ import annotations

from leadsmith.ir import Paging, Path
from leadsmith.render.code import Code, literal

_PAGE = "page"
"""What the lambdas call the page."""


def page_items(paging: Paging) -> Code:
    """The items of `page`, or None."""
    value, guards = _reached(_PAGE, paging.items)
    return Code(_guarded(value, guards))


def page_following(paging: Paging) -> Code:
    """How the page after `page` is asked for; None after the last."""
    match paging.kind:
        case "header":
            return Code("_LinkHeader()")
        case "link":
            link, needed = _reached(_PAGE, paging.next)
            return Code(_guarded(f"_NextLink({link})", needed))
        case _:
            return Code(_by_value(paging) if paging.next else _counted(paging))


def _counted(paging: Paging) -> str:
    """The number of the next page or of its first item, and what says that there is none."""
    arguments: list[str] = [literal(paging.parameter)]
    guards: list[str] = []
    if paging.first is not None and paging.first != (1 if paging.kind == "page" else 0):
        arguments.append(f"first={literal(paging.first)}")
    for name, path in (
        ("number", paging.number),
        ("more", paging.more),
        ("pages", paging.pages),
        ("total", paging.total),
    ):
        if path:
            value, needed = _flag(paging) if name == "more" else _reached(_PAGE, path)
            arguments.append(f"{name}={value}")
            guards += needed
    called = "_NextPage" if paging.kind == "page" else "_NextOffset"
    return _guarded(f"{called}({', '.join(arguments)})", guards)


def _by_value(paging: Paging) -> str:
    """A value of the page, or of its last item, for the parameter; a flag says whether there is one, or it itself."""
    if paging.last_item:
        items, guards = _reached(_PAGE, paging.items)
        guards.append(items)
        value, needed = _reached(f"{items}[-1]", paging.next)
    else:
        guards = []
        value, needed = _reached(_PAGE, paging.next)
    guards += needed
    if paging.more:
        flag, needed = _flag(paging)
        guards = [*needed, flag, *guards]
    elif not paging.last_item:
        guards.append(value)
    return _guarded(f"{{{literal(paging.parameter)}: {value}}}", guards)


def _flag(paging: Paging) -> tuple[str, list[str]]:
    """The flag that says that another page follows, and what must be there before it can be asked."""
    flag, guards = _reached(_PAGE, paging.more)
    if paging.ends:
        return (f"{flag} is False" if paging.more[-1].optional else f"not {flag}"), guards
    return flag, guards


def _reached(start: str, path: Path) -> tuple[str, list[str]]:
    """The value at the end of a path, and what must be there on the way to it."""
    value = start
    guards: list[str] = []
    for index, step in enumerate(path):
        if index and path[index - 1].optional:
            guards.append(value)
        if step.key:
            guards.append(f"{literal(step.wire)} in {value}")
        value += f"[{literal(step.wire)}]" if step.key else f".{step.name}"
    return value, guards


def _guarded(value: str, guards: list[str]) -> str:
    return f"{value} if {' and '.join(dict.fromkeys(guards))} else None" if guards else value
