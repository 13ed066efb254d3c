"""What a method of a resource is called: `client.leads.update`, not `update_lead_leads_id_patch`.

From the operationId without the words that the resource already says; without one, or where it only repeats method and
path, from these. Knows words, nothing of types.
"""

from __future__ import annotations

import itertools
import re

from leadsmith.naming import snake, words
from leadsmith.normalise import NormalOperation

_ITEM = {"GET": "get", "PUT": "replace", "PATCH": "update", "DELETE": "delete", "POST": "post"}
_COLLECTION = {"GET": "list", "POST": "create", "PUT": "replace_many", "PATCH": "update_many", "DELETE": "delete_many"}
_ROOT = re.compile(r"api|rest|v\d[\w.-]*", re.IGNORECASE)
"""A segment at the front of a path that says where the API is, not what it is about."""
_ARTICLES = frozenset({"a", "an", "the"})
_ALIKE = frozenset({"news", "series", "species"})
"""Words that are their own plural."""


def resource_title(operation: NormalOperation) -> str:
    """The resource that an operation belongs to: its first tag, else the first fixed segment of its path."""
    if operation.tags:
        return operation.tags[0]
    segments = _segments(operation.path)
    fixed = [segment for segment in (_telling(segments) or segments) if not _is_parameter(segment)]
    return fixed[0] if fixed else "root"


def method_name(operation: NormalOperation, resource: str) -> str:
    """The wanted name of the method for `operation` in `resource`."""
    stems = _stems(resource)
    found = [word.lower() for word in words(operation.operation_id)]
    if found and not _repeats_route(found, operation):
        rest = [word for word in _without_route(found, operation) if _stem(word) not in stems | _ARTICLES]
        if rest:
            return snake(" ".join(rest))
    return _from_path(operation, stems)


def _repeats_route(found: list[str], operation: NormalOperation) -> bool:
    """Does an operationId say method and path again, `GetCustomersCustomer`, in place of what is done?

    Parameters may be left out or be called `id`, and so may be what every path begins with.
    """
    method = operation.method.lower()
    if method not in (found[0], found[-1]):
        return False
    rest = found[1:] if found[0] == method else found[:-1]
    for segment in _segments(operation.path):
        expected = [word.lower() for word in words(segment)]
        if rest[: len(expected)] == expected:
            rest = rest[len(expected) :]
        elif _is_parameter(segment):
            rest = rest[1:] if rest[:1] == ["id"] else rest
        elif not _ROOT.fullmatch(segment):
            return False
    return not rest


def _without_route(found: list[str], operation: NormalOperation) -> list[str]:
    """Frameworks end an operationId with path and method (`update_lead_leads_id_patch`); the rest is its name."""
    route = [word.lower() for word in words(operation.path.replace("{", " ").replace("}", " "))]
    route.append(operation.method.lower())
    return found[: -len(route)] if len(found) > len(route) and found[-len(route) :] == route else found


def _from_path(operation: NormalOperation, stems: frozenset[str]) -> str:
    """Verb and what it is done to. Where an item of a segment follows, or is made, the item is meant: `get_note`."""
    segments = _telling(_segments(operation.path))
    last = segments[-1] if segments else ""
    creates = operation.method == "POST" and _is_plural(last)
    further = [
        _singular(segment) if _is_parameter(follower) or (creates and not follower) else segment
        for segment, follower in zip(segments, [*segments[1:], ""], strict=False)
        if not _is_parameter(segment) and _stems(segment) != stems
    ]
    if not further:
        one = not last or _is_parameter(last) or (operation.method == "GET" and not _is_plural(last))
        return (_ITEM if one else _COLLECTION).get(operation.method) or snake(operation.method)
    done_to = snake(" ".join(further))
    if _is_parameter(last) or operation.method not in ("GET", "POST"):
        return f"{_ITEM.get(operation.method) or snake(operation.method)}_{done_to}"
    return f"{_COLLECTION[operation.method]}_{done_to}" if _is_plural(last) and _stems(last) != stems else done_to


def _telling(segments: list[str]) -> list[str]:
    """The segments without those that only say where the API is."""
    return list(itertools.dropwhile(_ROOT.fullmatch, segments))


def _segments(path: str) -> list[str]:
    return [segment for segment in path.split("/") if segment]


def _is_parameter(segment: str) -> bool:
    return re.fullmatch(r"{[^}]*}", segment) is not None


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in words(text))


def _is_plural(text: str) -> bool:
    found = words(text)
    return bool(found) and (_stem(found[-1]) != found[-1].lower() or found[-1].lower() in _ALIKE)


def _singular(text: str) -> str:
    *before, last = words(text) or [text]
    return " ".join([*before, _stem(last)])


def _stem(word: str) -> str:
    """A word without its plural ending, good enough to see that `lead` and `leads` are the same."""
    word = word.lower()
    if word in _ALIKE:
        return word
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 1 and not word.endswith(("ss", "us", "is")):
            return word[: -len(ending)] + instead
    return word
