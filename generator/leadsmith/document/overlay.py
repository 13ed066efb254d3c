"""OpenAPI Overlay 1.0.0: the actions of an overlay, applied to a document's values and their places together.

How values meet (Overlay 1.0.0, Action Object; where its text is short, the clarified steps of 1.1.0):

- `target` selects objects and arrays, never a primitive value or null: that is an error, as is removing the root.
- An object is merged into an object, member by member: objects recursively, an array is concatenated to an array, a
  primitive value replaces a primitive value, and anything replaces null. Other pairs do not fit: an error.
- With an array as the target, `update` is appended as one entry, also when it is an array itself (1.1.0 concatenates,
  so that comes with a warning).
- `update` has no effect where `remove` is true. Actions work on what the actions before them left.

Must not know what the document describes, or where files come from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from leadsmith.diagnostics import Diagnostic, LeadsmithError, Level
from leadsmith.document.places import MAX_DEPTH, Place, find, location, pointer

if TYPE_CHECKING:
    from jsonpath_rfc9535 import JSONPathEnvironment

_FIELDS = frozenset(("target", "description", "update", "remove"))

Path = tuple[str | int, ...]
Values = dict[str, Any]


@dataclass(frozen=True)
class Layer:
    """A file as values and places: the document so far, or an overlay."""

    root: Any
    places: Place
    sources: dict[str, str]

    def diagnostic(self, code: str, level: Level, place: str, message: str, hint: str = "") -> Diagnostic:
        """A diagnostic about the value at the pointer `place` in this file."""
        return Diagnostic(code, level, place, message, hint, location(find(self.places, place), self.sources))

    def error(self, place: str, message: str, hint: str = "") -> LeadsmithError:
        """The error that the overlay cannot be used."""
        return LeadsmithError((self.diagnostic("overlay", "error", place, message, hint),), self.sources)


def apply(root: Any, places: Place, overlay: Layer) -> tuple[Any, Place, list[Diagnostic]]:
    """The document with all actions of `overlay` done, its places, and warnings. The arguments stay as they are.

    Values that the overlay brings have their places in the overlay. Raises LeadsmithError, located in the overlay, for
    what the standard does not allow.
    """
    actions = _checked(overlay)
    tree = _Tree(_copied(root), _copied_place(places))
    found: list[Diagnostic] = []
    for number, action in enumerate(actions):
        here = pointer("actions", number)
        paths = _selected(tree.root, action["target"], overlay, f"{here}/target")
        if not paths:
            message = f"The target {action['target']} selects nothing; the action does nothing."
            hint = "Mend the target, or remove the action."
            found.append(overlay.diagnostic("overlay-target", "warning", f"{here}/target", message, hint))
        elif action.get("remove") is True:
            if () in paths:
                raise overlay.error(f"{here}/target", "The whole document cannot be removed.", "Select what is inside.")
            for path in sorted(paths, key=_inner_first):
                tree.remove(path)
        elif "update" in action:
            found += _update(tree, paths, action["update"], overlay, f"{here}/update")
        else:
            message = "The action has neither `update` nor `remove: true`: it does nothing."
            found.append(overlay.diagnostic("overlay-action", "warning", here, message, "Add one of them."))
    return tree.root, tree.places, found


def _checked(overlay: Layer) -> list[dict[str, Any]]:
    """The actions, after the fields of the overlay are found to be what Overlay 1.0.0 asks for."""
    root = overlay.root
    version = root.get("overlay")
    if not isinstance(version, str) or not re.fullmatch(r"1\.0\.\d+", version, re.ASCII):
        message = "This is not an OpenAPI Overlay 1.0." if "overlay" in root else "`overlay: 1.0.0` is missing."
        raise overlay.error("/overlay", message, "Write `overlay: 1.0.0`.")
    info = root.get("info")
    for key in ("title", "version"):
        if not isinstance(info, dict) or not isinstance(info.get(key), str):
            raise overlay.error(f"/info/{key}", f"`info` of an overlay needs `{key}`, as text.", "Add it.")
    if not isinstance(root.get("extends", ""), str):
        raise overlay.error("/extends", "`extends` is the address of a document, as text.", "Mend it, or remove it.")
    actions = root.get("actions")
    if not isinstance(actions, list) or not actions:
        raise overlay.error("/actions", "An overlay needs `actions`: a list with one entry at least.", "Add one.")
    for number, action in enumerate(actions):
        _check_action(action, overlay, pointer("actions", number))
    return actions


def _check_action(action: Any, overlay: Layer, here: str) -> None:
    if not isinstance(action, dict):
        raise overlay.error(here, "An action is an object with a `target`.", "Write `- target: $.…`.")
    for key in action:
        if key not in _FIELDS and not key.startswith("x-"):
            place = here + pointer(key)
            raise overlay.error(place, f"An action of Overlay 1.0 has no field {key!r}.", "Use `update` or `remove`.")
    if not isinstance(action.get("target"), str):
        raise overlay.error(f"{here}/target", "An action needs a JSONPath as its `target`.", "Write `target: $.…`.")
    if not isinstance(action.get("remove", False), bool):
        raise overlay.error(f"{here}/remove", "`remove` is true or false.", "Write `remove: true`.")


def _selected(root: Any, target: str, overlay: Layer, here: str) -> list[Path]:
    """Where the objects and arrays stand that `target` selects, each once, in document order."""
    from jsonpath_rfc9535 import JSONPathError  # slow to import, and most documents have no overlay

    try:
        nodes = _environment().find(target, root)
    except JSONPathError as error:
        why = re.sub(r"token [A-Z_]+ \((.*)\)", lambda token: repr(token[1]) if token[1] else "end", error.args[0])
        message = f"{target} is not a JSONPath: {why}."
        raise overlay.error(here, message, "RFC 9535 has the grammar.") from None
    for node in nodes:
        if not isinstance(node.value, dict | list):
            message = f"The target selects {pointer(*node.location)}, which is neither an object nor an array."
            hint = "Select the object around it and give the member in `update`, or remove the whole object or array."
            raise overlay.error(here, message, hint)
    return list(dict.fromkeys(node.location for node in nodes))


@cache
def _environment() -> JSONPathEnvironment:
    from jsonpath_rfc9535 import JSONPathEnvironment

    environment = JSONPathEnvironment()
    environment.max_recursion_depth = MAX_DEPTH + 1
    return environment


def _update(tree: _Tree, paths: list[Path], update: Any, overlay: Layer, here: str) -> list[Diagnostic]:
    found = []
    source = find(overlay.places, here)
    for path in paths:
        value, place = tree.at(path)
        if isinstance(value, list) and isinstance(place.members, list):
            value.append(_copied(update))
            place.members.append(_copied_place(source))
            if isinstance(update, list):
                message = "The array is appended as one entry: so Overlay 1.0 has it."
                hint = "Write an action for each entry, or select the object around and give the array as its member."
                found.append(overlay.diagnostic("overlay-array", "warning", here, message, hint))
        elif isinstance(update, dict):
            _merge(value, place, update, source, overlay, here)
        else:
            message = f"The target selects an object, {pointer(*path) or 'the root'}, so `update` has to be an object."
            raise overlay.error(here, message, "Give the members to change.")
    return list(dict.fromkeys(found))


def _merge(value: Values, place: Place, update: Values, source: Place, overlay: Layer, here: str) -> None:
    """Merge `update` into `value`, in place, and the places of what is taken over along with it."""
    assert isinstance(place.members, dict) and isinstance(source.members, dict)
    for key, new in update.items():
        old = value.get(key)
        at = source.members[key]
        there = place.members.get(key)
        if isinstance(old, dict) and isinstance(new, dict) and there:
            _merge(old, there, new, at, overlay, here + pointer(key))
        elif isinstance(old, list) and isinstance(new, list) and there and isinstance(there.members, list):
            old.extend(_copied(new))
            there.members.extend(_copied_place(at).members or [])
        elif old is None or not (isinstance(old, dict | list) or isinstance(new, dict | list)):
            value[key] = _copied(new)
            place.members[key] = _copied_place(at)
        else:
            message = f"{_kind(new)} does not fit what the document has here: {_kind(old)}."
            raise overlay.error(here + pointer(key), message, "Remove the old value by an action before this one.")


@dataclass
class _Tree:
    """A document that is being changed: values and places of the same shape, shared with nobody."""

    root: Any
    places: Place

    def at(self, path: Path) -> tuple[Any, Place]:
        value, place = self.root, self.places
        for token in path:
            members: Any = place.members
            value, place = value[token], members[token]
        return value, place

    def remove(self, path: Path) -> None:
        value, place = self.at(path[:-1])
        members: Any = place.members
        del value[path[-1]], members[path[-1]]


def _inner_first(path: Path) -> tuple[int, int]:
    """Order in which removing one value leaves the paths of the others right."""
    return -len(path), -path[-1] if path and isinstance(path[-1], int) else 0


def _copied(value: Any) -> Any:
    """A copy that shares nothing, also where aliases made the original share."""
    if isinstance(value, dict):
        return {key: _copied(member) for key, member in value.items()}
    return [_copied(member) for member in value] if isinstance(value, list) else value


def _copied_place(place: Place) -> Place:
    members = place.members
    if isinstance(members, dict):
        return place._replace(members={key: _copied_place(member) for key, member in members.items()})
    if isinstance(members, list):
        return place._replace(members=[_copied_place(member) for member in members])
    return place


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    return "an object" if isinstance(value, dict) else "an array" if isinstance(value, list) else "a single value"
