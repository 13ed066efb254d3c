"""Every kind of change by its id: how much it matters, which uses it touches, and the words for it.

Data, and the one function that makes a `Change` of it. Must not know how changes are found.

The fields of a message are `symbol` and `symbol_after` (see `Change`), `before` and `after`, and `name`, the thing that
the change is about where it is no symbol. All are shown as code, so that no text of a document is read as Markdown.
An advice has no `symbol`: changes with the same advice can be told together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from leadsmith.compat.change import Change, Direction, Level, Touch

Section = Literal["Removed", "Changed", "Deprecated", "Added"]
"""A section of a changelog (Keep a Changelog 1.1.0)."""

_MOST = 120
"""Characters of a value that are shown."""


@dataclass(frozen=True)
class Kind:
    """What is the same for all changes with one id."""

    level: Level
    section: Section
    touches: frozenset[Touch]
    message: str
    advice: str = ""

    direction: Direction = ""


def code(text: str) -> str:
    """Text as code in a line: on one line, of bearable length, with nothing that a terminal or Markdown would obey."""
    line = "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)
    line = line.replace("`", "'")
    return f"`{line if len(line) <= _MOST else line[: _MOST - 1] + '…'}`"


def contrast(before: str, after: str, most: int = 4) -> tuple[str, str]:
    """Two unions without what they have in common, where they are long."""
    options = [_options(text) for text in (before, after)]
    if min(map(len, options)) < 2 or max(map(len, options)) <= most:
        return before, after
    common = set(options[0]) & set(options[1])
    texts = []
    for each in options:
        own = [option for option in each if option not in common]
        texts.append(" | ".join([*own, *(["…"] if len(own) < len(each) else [])]))
    return texts[0], texts[1]


def _options(text: str) -> list[str]:
    """The options of a union, as `interface.spelled` writes it."""
    options, depth = [""], 0
    for piece in text.split(" | "):
        options[-1] += f" | {piece}" if depth else piece
        depth += piece.count("[") - piece.count("]")
        if not depth:
            options.append("")
    return options[:-1] if options[-1] == "" else options


def change(
    id: str, pointer: str, symbol: str, symbol_after: str, *, before: str = "", after: str = "", name: str = ""
) -> Change:
    """The change with this id. Raises KeyError for an id that is not in the catalogue."""
    kind = CATALOGUE[id]
    was, becomes = contrast(before, after)
    told = {
        "symbol": code(symbol or symbol_after),
        "symbol_after": code(symbol_after),
        "before": code(was),
        "after": code(becomes),
        "name": code(name),
    }
    message, advice = kind.message.format(**told), kind.advice.format(**told)
    return Change(
        id,
        kind.level,
        kind.direction,
        pointer,
        symbol,
        symbol_after,
        message,
        advice,
        kind.touches,
        before,
        after,
    )


def lost(
    id: str, pointer: str, symbol: str, symbol_after: str = "", *, before: str = "", after: str = "", name: str = ""
) -> Change:
    """The same for what is gone: `pointer` is one of the old document."""
    return replace(change(id, pointer, symbol, symbol_after, before=before, after=after, name=name), gone=True)


def _kind(level: Level, section: Section, touches: str, message: str, advice: str = "") -> Kind:
    known = set(get_args(Touch))
    assert set(touches.split()) <= known, touches
    return Kind(level, section, frozenset(touches.split()), message, advice)  # type: ignore[arg-type]


def _given_types(prefix: str, touches: str) -> Mapping[str, Kind]:
    """The ways in which the type of something that a caller gives can change."""
    return {
        f"{prefix}-widened": _kind("info", "Changed", "", "{symbol} takes more: {after}, before {before}."),
        f"{prefix}-narrowed": _kind(
            "breaking",
            "Changed",
            touches,
            "{symbol} takes less: {after}, before {before}.",
            "Give a value of the type {after}.",
        ),
        f"{prefix}-changed": _kind(
            "breaking",
            "Changed",
            touches,
            "{symbol} is of another type: {after}, before {before}.",
            "Give a value of the type {after}.",
        ),
    }


def _read_types(prefix: str, touches: str, what: str = "{symbol}") -> Mapping[str, Kind]:
    """The ways in which the type of something that is read can change."""
    return {
        f"{prefix}-widened": _kind(
            "breaking",
            "Changed",
            touches,
            f"{what} can be more: {{after}}, before {{before}}.",
            "Handle the further types of {after}.",
        ),
        f"{prefix}-narrowed": _kind(
            "info", "Changed", touches, f"{what} can be less: {{after}}, before {{before}}.", ""
        ),
        f"{prefix}-items-narrowed": _kind(
            "warning",
            "Changed",
            touches,
            f"What {what} holds can be less: {{after}}, before {{before}}.",
            "Write the narrower type where a variable or an argument is annotated: lists and dicts are invariant.",
        ),
        f"{prefix}-changed": _kind(
            "breaking",
            "Changed",
            touches,
            f"{what} is of another type: {{after}}, before {{before}}.",
            "Read it as {after}.",
        ),
        f"{prefix}-became-any": _kind(
            "warning",
            "Changed",
            touches,
            f"{what} can be anything now: {{after}}, before {{before}}.",
            "Check what comes: type checkers no longer do.",
        ),
        f"{prefix}-was-any": _kind(
            "warning",
            "Changed",
            touches,
            f"{what} has a type now: {{after}}, before {{before}}.",
            "Read it as {after}; type checkers know it now.",
        ),
    }


def _named_types(kind: str, touches: str) -> Mapping[str, Kind]:
    """What can happen to a class or alias of `models` as a whole."""
    return {
        f"{kind}-added": _kind("info", "Added", "", "{symbol_after} is new."),
        f"{kind}-removed": _kind(
            "breaking", "Removed", touches, "{symbol} is gone.", "Remove what imports or names it."
        ),
        f"{kind}-renamed": _kind(
            "breaking", "Changed", touches, "{symbol} is called {symbol_after} now.", "Write {symbol_after}."
        ),
        f"{kind}-renamed-with-alias": _kind(
            "warning",
            "Deprecated",
            touches,
            "{symbol} is called {symbol_after} now; the old name still works.",
            "Write {symbol_after} before the old name is gone.",
        ),
    }


_CLIENT: Mapping[str, Kind] = {
    "package-renamed": _kind(
        "breaking", "Changed", "name", "The package is called {after} now, before {before}.", "Import from {after}."
    ),
    "client-class-renamed": _kind(
        "breaking",
        "Changed",
        "name construct",
        "The client {symbol} is called {symbol_after} now, and its async twin likewise.",
        "Write {symbol_after}.",
    ),
    "server-added": _kind("info", "Added", "", "The environment {after} is new: {name}."),
    "server-removed": _kind(
        "breaking",
        "Removed",
        "write",
        "The environment {before} is gone.",
        "Name another environment, or give `base_url`.",
    ),
    "server-renamed": _kind(
        "breaking", "Changed", "write", "The environment {before} is called {after} now.", "Write {after}."
    ),
    "server-url-changed": _kind(
        "warning",
        "Changed",
        "construct",
        "The environment {name} is at {after} now, before {before}.",
        "Calls go there after the update; open firewalls, tests and recordings for it.",
    ),
    "server-default-changed": _kind(
        "warning",
        "Changed",
        "construct",
        "A client without `environment` talks to {after} now, before {before}.",
        "Name the environment where {before} is meant.",
    ),
    "credential-added": _kind("info", "Added", "", "{symbol_after} is new: the credential {name}."),
    "credential-removed": _kind(
        "breaking", "Removed", "write", "{symbol} is gone: nothing asks for this credential.", "Leave it out."
    ),
    "credential-renamed": _kind(
        "breaking", "Changed", "write", "{symbol} is called {symbol_after} now.", "Write {symbol_after}."
    ),
    "credential-renamed-with-alias": _kind(
        "warning",
        "Deprecated",
        "write",
        "{symbol} is called {symbol_after} now; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "credential-environment-changed": _kind(
        "breaking",
        "Changed",
        "construct",
        "{symbol} reads the credential from the environment variable {after} now, before {before}.",
        "Set {after} wherever the client runs.",
    ),
    "credential-kind-changed": _kind(
        "breaking",
        "Changed",
        "write",
        "{symbol} is a credential of another kind: {after}, before {before}.",
        "Give a credential of the kind {after}.",
    ),
    "credential-place-changed": _kind(
        "warning",
        "Changed",
        "write",
        "{symbol} is sent as {after} now, before as {before}.",
        "Calls need no change after the update; clients made before it send it in the old place.",
    ),
    "security-added": _kind(
        "breaking",
        "Changed",
        "construct call",
        "{symbol} needs {after} now, before {before}.",
        "Give the client this credential.",
    ),
    "security-alternative-added": _kind(
        "info", "Added", "", "{symbol} can be called with {after} as well, before with {before}."
    ),
    "security-removed": _kind("info", "Changed", "", "{symbol} needs no credential any more, before {before}."),
    "deprecated-name-removed": _kind(
        "breaking",
        "Removed",
        "call name construct read write match",
        "The deprecated name {symbol} of {symbol_after} is gone.",
        "Write {symbol_after}.",
    ),
}

_OPERATIONS: Mapping[str, Kind] = {
    "resource-added": _kind("info", "Added", "", "{symbol_after} is new."),
    "resource-removed": _kind(
        "breaking", "Removed", "read", "{symbol} is gone, with all its methods.", "Remove what uses it."
    ),
    "resource-renamed": _kind(
        "breaking",
        "Changed",
        "read",
        "{symbol} is called {symbol_after} now, with all its methods.",
        "Write {symbol_after}.",
    ),
    "resource-class-renamed": _kind(
        "breaking", "Changed", "name", "The class {symbol} is called {symbol_after} now.", "Write {symbol_after}."
    ),
    "operation-added": _kind("info", "Added", "", "{symbol_after} is new: {name}."),
    "operation-removed": _kind(
        "breaking", "Removed", "call", "{symbol} is gone: {name}.", "Remove the calls, or call what replaces it."
    ),
    "operation-renamed": _kind(
        "breaking", "Changed", "call", "{symbol} is called {symbol_after} now.", "Call {symbol_after}."
    ),
    "operation-renamed-with-alias": _kind(
        "warning",
        "Deprecated",
        "call",
        "{symbol} is called {symbol_after} now; the old name still works.",
        "Call {symbol_after} before the old name is gone.",
    ),
    "operation-moved": _kind("breaking", "Changed", "call", "{symbol} is {symbol_after} now.", "Call {symbol_after}."),
    "operation-path-changed": _kind(
        "warning",
        "Changed",
        "call",
        "{symbol} goes to {after} now, before to {before}.",
        "Calls need no change after the update; clients made before it go to the old path.",
    ),
    "operation-method-changed": _kind(
        "warning",
        "Changed",
        "call",
        "{symbol} sends {after} now, before {before}.",
        "Calls need no change after the update; clients made before it send the old method. Only some are retried.",
    ),
    "operation-deprecated": _kind(
        "warning", "Deprecated", "call", "{symbol} is deprecated.", "Call what replaces it before it is gone."
    ),
    "operation-undeprecated": _kind("info", "Changed", "", "{symbol} is no longer deprecated."),
    "paging-added": _kind(
        "breaking",
        "Changed",
        "call",
        "{symbol} gives a pager over all pages now ({after}), before one answer ({before}).",
        "Iterate over it, or take one page by `.page()`.",
    ),
    "paging-removed": _kind(
        "breaking",
        "Changed",
        "call",
        "{symbol} gives one answer now ({after}), before a pager over all pages ({before}).",
        "Read the answer itself, and ask for the next one where there is more.",
    ),
    "paging-items-changed": _kind(
        "breaking",
        "Changed",
        "call",
        "{symbol} iterates over other items: {after}, before {before}.",
        "Read the items as {after}.",
    ),
    "return-added": _kind("info", "Added", "", "{symbol} gives {after} now, before nothing."),
    "return-removed": _kind(
        "breaking", "Removed", "call", "{symbol} gives nothing any more, before {before}.", "Do without the answer."
    ),
    "return-media-type-changed": _kind(
        "info", "Changed", "", "{symbol} asks for answers of the media type {after} now, before {before}."
    ),
    **_read_types("return-type", "call", "What {symbol} gives"),
    "error-status-added": _kind("info", "Added", "", "{symbol} can fail with the status {after}: {name}."),
    "error-status-removed": _kind(
        "info", "Removed", "", "{symbol} is not said to fail with the status {before} any more: {name}."
    ),
    "error-body-added": _kind("info", "Added", "", "{name} has a body now: {symbol} is raised with {after} as `body`."),
    "error-body-removed": _kind(
        "warning",
        "Changed",
        "except",
        "The `body` of {symbol} from {name} has no type any more, before {before}.",
        "Read `body` as plain JSON.",
    ),
    "error-body-changed": _kind(
        "warning",
        "Changed",
        "except",
        "The `body` of {symbol} from {name} is {after} now, before {before}.",
        "Look for {after} where `body` is told apart.",
    ),
}

_ARGUMENTS: Mapping[str, Kind] = {
    "parameter-added-required": _kind(
        "breaking",
        "Changed",
        "call",
        "{symbol} needs an argument more: {symbol_after}, of the type {after}.",
        "Give it in each call.",
    ),
    "parameter-added-optional": _kind("info", "Added", "", "{symbol_after} is new, of the type {after}."),
    "parameter-removed": _kind("breaking", "Removed", "write", "{symbol} is gone.", "Leave the argument out."),
    "parameter-renamed": _kind(
        "breaking",
        "Changed",
        "write",
        "{symbol} is called {symbol_after} now.",
        "Write {symbol_after}; an argument given by position needs no change.",
    ),
    "parameter-renamed-with-alias": _kind(
        "warning",
        "Deprecated",
        "write",
        "{symbol} is called {symbol_after} now; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "parameter-became-required": _kind(
        "breaking", "Changed", "call", "{symbol} needs the argument {symbol_after} now.", "Give it in each call."
    ),
    "parameter-became-optional": _kind("info", "Changed", "", "{symbol} can be left out now."),
    **_given_types("parameter-type", "write"),
    "parameter-style-changed": _kind(
        "warning",
        "Changed",
        "write",
        "{symbol} is written as {after} now, before as {before}.",
        "Calls need no change after the update; clients made before it write it in the old way.",
    ),
    "parameter-place-changed": _kind(
        "warning",
        "Changed",
        "write",
        "{symbol} is sent in the {after} now, before in the {before}.",
        "Calls need no change after the update; clients made before it send it in the old place.",
    ),
    "parameter-wire-name-changed": _kind(
        "warning",
        "Changed",
        "write",
        "{symbol} is sent as {after} now, before as {before}.",
        "Calls need no change after the update; clients made before it send the old name.",
    ),
    "parameter-became-keyword-only": _kind(
        "breaking",
        "Changed",
        "call",
        "{symbol_after} has to be given by its name now.",
        "Write the name of the argument in front of it.",
    ),
    "parameter-position-changed": _kind(
        "breaking",
        "Changed",
        "call",
        "The positional arguments of {symbol} are in another order: {after}, before {before}.",
        "Give them in the new order, or by name.",
    ),
    "parameter-default-added": _kind(
        "info", "Changed", "", "Without {symbol_after}, the server takes {after}: this was not said before."
    ),
    "parameter-default-changed": _kind(
        "warning",
        "Changed",
        "call",
        "Without {symbol_after}, the server takes {after} now, before {before}.",
        "Give {before} in the calls that rely on it.",
    ),
    "parameter-default-removed": _kind(
        "warning",
        "Changed",
        "call",
        "What the server takes without {symbol_after} is not said any more, before {before}.",
        "Give {before} in the calls that rely on it.",
    ),
    "parameter-deprecated": _kind("warning", "Deprecated", "write", "{symbol} is deprecated.", "Leave it out."),
    "parameter-undeprecated": _kind("info", "Changed", "", "{symbol} is no longer deprecated."),
    "body-added-required": _kind(
        "breaking", "Changed", "call", "{symbol} needs a body now: {after}.", "Give it in each call."
    ),
    "body-added-optional": _kind("info", "Added", "", "{symbol_after} is new: a body, {after}."),
    "body-removed": _kind("breaking", "Removed", "write", "{symbol} takes no body any more.", "Leave the body out."),
    "body-became-required": _kind(
        "breaking", "Changed", "call", "{symbol} needs the argument {symbol_after} now.", "Give a body in each call."
    ),
    "body-became-optional": _kind("info", "Changed", "", "{symbol} can be left out now."),
    **_given_types("body-type", "write"),
    "body-media-type-changed": _kind(
        "warning",
        "Changed",
        "call",
        "{symbol} sends its body as {after} now, before as {before}.",
        "Calls need no change after the update; clients made before it send the old media type.",
    ),
}

_TYPES: Mapping[str, Kind] = {
    **_named_types("model", "name construct"),
    **_named_types("enum", "name"),
    **_named_types("alias", "name"),
    "type-kind-changed": _kind(
        "breaking",
        "Changed",
        "name construct read write match",
        "{symbol} is another kind of type: {after}, before {before}.",
        "Use it as {after}.",
    ),
    "typed-dict-added": _kind("info", "Added", "", "{symbol} can be given as a plain dict too: {after}."),
    "typed-dict-removed": _kind(
        "breaking",
        "Removed",
        "name",
        "{symbol} has no typed dict any more, before {before}.",
        "Remove what imports or names it.",
    ),
    "typed-dict-renamed": _kind(
        "breaking",
        "Changed",
        "name",
        "The typed dict of {symbol} is called {after} now, before {before}.",
        "Write {after}.",
    ),
    "extra-fields-added": _kind("info", "Added", "", "{symbol} can have further fields: {after}."),
    "request-extra-fields-removed": _kind(
        "breaking",
        "Removed",
        "construct",
        "{symbol} cannot have further fields any more, before {before}.",
        "Leave out what is no field of it.",
    ),
    "response-extra-fields-removed": _kind(
        "warning",
        "Removed",
        "name",
        "{symbol} is not said to have further fields any more, before {before}.",
        "Read no further field that is not checked for.",
    ),
    "request-extra-fields-changed": _kind(
        "breaking",
        "Changed",
        "construct",
        "The further fields of {symbol} are of another type: {after}, before {before}.",
        "Give values of the type {after}.",
    ),
    "response-extra-fields-changed": _kind(
        "breaking",
        "Changed",
        "name",
        "The further fields of {symbol} are of another type: {after}, before {before}.",
        "Read them as {after}.",
    ),
    "request-field-added-required": _kind(
        "breaking",
        "Changed",
        "construct",
        "{symbol} needs a field more: {symbol_after}, of the type {after}.",
        "Give it wherever one is made.",
    ),
    "request-field-added-optional": _kind("info", "Added", "", "{symbol_after} is new, of the type {after}."),
    "response-field-added-required": _kind(
        "warning",
        "Added",
        "construct",
        "{symbol_after} is new, of the type {after}, and always there.",
        "Reading needs no change; give it where an answer is made by hand, as in a test.",
    ),
    "response-field-added-optional": _kind("info", "Added", "", "{symbol_after} is new, of the type {after}."),
    "request-field-removed": _kind("breaking", "Removed", "write", "{symbol} is gone.", "Leave the field out."),
    "response-field-removed": _kind("breaking", "Removed", "read write", "{symbol} is gone.", "Do without the field."),
    "field-renamed": _kind(
        "breaking", "Changed", "read write", "{symbol} is called {symbol_after} now.", "Write {symbol_after}."
    ),
    "field-renamed-with-alias": _kind(
        "warning",
        "Deprecated",
        "read write",
        "{symbol} is called {symbol_after} now; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "field-wire-name-changed": _kind(
        "warning",
        "Changed",
        "write",
        "{symbol} is {after} on the wire now, before {before}.",
        "Use the Python name; JSON that was stored, and clients made before, have the old one.",
    ),
    "request-field-became-required": _kind(
        "breaking", "Changed", "construct", "{symbol} needs {symbol_after} now.", "Give it wherever one is made."
    ),
    "request-field-became-optional": _kind("info", "Changed", "", "{symbol} can be left out now."),
    "response-field-became-required": _kind(
        "warning",
        "Changed",
        "construct",
        "{symbol_after} is always there now.",
        "Reading needs no change; give it where an answer is made by hand, as in a test.",
    ),
    "response-field-became-optional": _kind(
        "breaking", "Changed", "read", "{symbol} can be missing now: then it reads as None.", "Handle None."
    ),
    "response-nullable-field-became-optional": _kind(
        "info", "Changed", "", "{symbol} can be missing now; it reads as None, as it could before."
    ),
    "request-field-became-nullable": _kind("info", "Changed", "", "{symbol} can be None now."),
    "request-field-became-not-nullable": _kind(
        "breaking",
        "Changed",
        "write",
        "{symbol} cannot be None any more.",
        "Give a value, or leave it out where it is not required.",
    ),
    "response-field-became-nullable": _kind("breaking", "Changed", "read", "{symbol} can be None now.", "Handle None."),
    "response-optional-field-became-nullable": _kind(
        "info", "Changed", "", "{symbol} can be null now; it reads as None, as it did where it was missing."
    ),
    "response-field-became-not-nullable": _kind("info", "Changed", "", "{symbol} cannot be null any more."),
    **_given_types("request-field-type", "write"),
    **_read_types("response-field-type", "read write"),
    "request-field-default-added": _kind(
        "info", "Changed", "", "Without {symbol_after}, the server takes {after}: this was not said before."
    ),
    "request-field-default-changed": _kind(
        "warning",
        "Changed",
        "construct",
        "Without {symbol_after}, the server takes {after} now, before {before}.",
        "Give {before} wherever it is relied on.",
    ),
    "request-field-default-removed": _kind(
        "warning",
        "Changed",
        "construct",
        "What the server takes without {symbol_after} is not said any more, before {before}.",
        "Give {before} wherever it is relied on.",
    ),
    **_given_types("request-alias-type", "name write"),
    **_read_types("response-alias-type", "name read match"),
    "request-enum-value-added": _kind("info", "Added", "", "{symbol_after} is new: {after}."),
    "response-enum-value-added": _kind(
        "warning",
        "Added",
        "match",
        "{symbol_after} is new: {after}, which was read as plain text or a number before.",
        "Handle it where all members are told apart after `isinstance`, for example before `assert_never`.",
    ),
    "response-mixed-enum-value-added": _kind(
        "breaking",
        "Added",
        "match",
        "{symbol_after} is new: {after}. Members of {name} are no text, so a `match` over all of them lacks a case.",
        "Handle it where all members are told apart.",
    ),
    "enum-member-removed": _kind(
        "breaking", "Removed", "read match", "{symbol} is gone: {before}.", "Do without this value."
    ),
    "enum-member-renamed": _kind(
        "breaking", "Changed", "read match", "{symbol} is called {symbol_after} now.", "Write {symbol_after}."
    ),
    "enum-member-renamed-with-alias": _kind(
        "warning",
        "Deprecated",
        "read match",
        "{symbol} is called {symbol_after} now; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "request-enum-value-changed": _kind(
        "breaking",
        "Changed",
        "read match",
        "{symbol} is {after} now, before {before}; the plain value {before} is refused.",
        "Write the member instead of its value, or {after}.",
    ),
    "response-enum-value-changed": _kind(
        "warning",
        "Changed",
        "read match",
        "{symbol} is {after} now, before {before}.",
        "Compare with the member instead of its value.",
    ),
    "enum-base-changed": _kind(
        "breaking",
        "Changed",
        "read match",
        "Members of {symbol} are of the type {after} now, before {before}.",
        "Take `.value` where plain text or a number is needed.",
    ),
    "enum-base-narrowed": _kind(
        "warning",
        "Changed",
        "read match",
        "Members of {symbol} are of the type {after} now, before {before}: they are plain values too.",
        "Look where members are told apart from plain values: `case str()` takes both.",
    ),
}


def _directed(id: str, kind: Kind) -> Kind:
    """What travels follows from the id: what is given is in requests, what comes back in answers."""
    head = id.partition("-")[0]
    direction: Direction = ""
    if head in ("request", "parameter", "body"):
        direction = "request"
    elif head in ("response", "return", "error", "paging"):
        direction = "response"
    return Kind(kind.level, kind.section, kind.touches, kind.message, kind.advice, direction)


CATALOGUE: Mapping[str, Kind] = {
    id: _directed(id, kind) for id, kind in {**_CLIENT, **_OPERATIONS, **_ARGUMENTS, **_TYPES}.items()
}
"""Every id of a change."""
