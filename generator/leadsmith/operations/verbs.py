"""What a method of a resource is called: `client.leads.update`, not `update_lead_leads_id_patch`.

From the operationId without the words that the resource already says; without one, from method and path. Knows words,
nothing of types.
"""

from __future__ import annotations

import re

from leadsmith.naming import snake, words
from leadsmith.normalise import NormalOperation

_ITEM = {"GET": "get", "PUT": "replace", "PATCH": "update", "DELETE": "delete", "POST": "post"}
_COLLECTION = {"GET": "list", "POST": "create", "PUT": "replace_many", "PATCH": "update_many", "DELETE": "delete_many"}


def resource_title(operation: NormalOperation) -> str:
    """The resource that an operation belongs to: its first tag, else the first fixed segment of its path."""
    if operation.tags:
        return operation.tags[0]
    fixed = [segment for segment in _segments(operation.path) if not _is_parameter(segment)]
    return fixed[0] if fixed else "root"


def method_name(operation: NormalOperation, resource: str) -> str:
    """The wanted name of the method for `operation` in `resource`."""
    stems = {_stem(word) for word in words(resource)}
    if operation.operation_id:
        found = _without_route([word.lower() for word in words(operation.operation_id)], operation)
        rest = [word for word in found if _stem(word) not in stems]
        if rest:
            return snake(" ".join(rest))
    return _from_path(operation, stems)


def _without_route(found: list[str], operation: NormalOperation) -> list[str]:
    """Frameworks end an operationId with path and method (`update_lead_leads_id_patch`); the rest is its name."""
    route = [word.lower() for word in words(operation.path.replace("{", " ").replace("}", " "))]
    route.append(operation.method.lower())
    return found[: -len(route)] if len(found) > len(route) and found[-len(route) :] == route else found


def _from_path(operation: NormalOperation, stems: set[str]) -> str:
    segments = _segments(operation.path)
    fixed = [segment for segment in segments if not _is_parameter(segment)]
    further = [segment for segment in fixed if {_stem(word) for word in words(segment)} != stems]
    ends_in_parameter = bool(segments) and _is_parameter(segments[-1])
    one = ends_in_parameter or bool(further) or not fixed
    verb = (_ITEM if one else _COLLECTION).get(operation.method) or snake(operation.method)
    if not further:
        return verb
    action = snake(" ".join(further))
    if not ends_in_parameter and operation.method in ("GET", "POST") and segments[-1] in further:
        return action
    return f"{verb}_{action}"


def _segments(path: str) -> list[str]:
    return [segment for segment in path.split("/") if segment]


def _is_parameter(segment: str) -> bool:
    return re.fullmatch(r"{[^}]*}", segment) is not None


def _stem(word: str) -> str:
    """A word without its plural ending, good enough to see that `lead` and `leads` are the same."""
    word = word.lower()
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 1 and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word
