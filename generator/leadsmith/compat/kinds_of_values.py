"""The kinds of changes of models, fields, enums and aliases: data alone."""

from __future__ import annotations

from collections.abc import Mapping

from leadsmith.compat.kinds import Kind, given_types, kind, named_types, read_types

TYPES: Mapping[str, Kind] = {
    **named_types("model", "name"),
    **named_types("enum", "name"),
    **named_types("alias", "name"),
    "type-kind-changed": kind(
        "breaking",
        "Changed",
        "name construct read write match",
        "{symbol} is another kind of type: {after}, before {before}.",
        "Use it as {after}.",
    ),
    "typed-dict-added": kind("info", "Added", "", "{name} can be given as a plain dict too: {symbol_after}."),
    "typed-dict-removed": kind(
        "breaking",
        "Removed",
        "name",
        "{symbol}, the typed dict of {name}, is gone.",
        "Remove what imports or names it.",
    ),
    "typed-dict-renamed": kind(
        "breaking",
        "Changed",
        "name",
        "{symbol}, the typed dict of {name}, is called {symbol_after} now.",
        "Write {symbol_after}.",
    ),
    "typed-dict-renamed-with-alias": kind(
        "warning",
        "Deprecated",
        "name",
        "{symbol}, the typed dict of {name}, is called {symbol_after} now; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "extra-fields-added": kind("info", "Added", "", "{symbol} can have further fields: {after}."),
    "request-extra-fields-removed": kind(
        "breaking",
        "Removed",
        "construct",
        "{symbol} cannot have further fields any more, before {before}.",
        "Leave out what is no field of it.",
    ),
    "response-extra-fields-removed": kind(
        "warning",
        "Removed",
        "name",
        "{symbol} is not said to have further fields any more, before {before}.",
        "Read no further field that is not checked for.",
    ),
    "request-extra-fields-changed": kind(
        "breaking",
        "Changed",
        "construct",
        "The further fields of {symbol} are of another type: {after}, before {before}.",
        "Give values of the type {after}.",
    ),
    "response-extra-fields-changed": kind(
        "breaking",
        "Changed",
        "name",
        "The further fields of {symbol} are of another type: {after}, before {before}.",
        "Read them as {after}.",
    ),
    "request-field-added-required": kind(
        "breaking",
        "Changed",
        "construct",
        "{symbol} needs a field more: {symbol_after}, of the type {after}.",
        "Give it wherever one is made.",
    ),
    "request-field-added-optional": kind("info", "Added", "", "{symbol_after} is new, of the type {after}."),
    "response-field-added-required": kind(
        "warning",
        "Added",
        "construct",
        "{symbol_after} is new, of the type {after}, and always there.",
        "Reading needs no change; give it where an answer is made by hand, as in a test.",
    ),
    "response-field-added-optional": kind("info", "Added", "", "{symbol_after} is new, of the type {after}."),
    "request-field-removed": kind("breaking", "Removed", "write", "{symbol} is gone.", "Leave the field out."),
    "response-field-removed": kind("breaking", "Removed", "read write", "{symbol} is gone.", "Do without the field."),
    "field-renamed": kind(
        "breaking", "Changed", "read write", "{symbol} is called {symbol_after} now.", "Write {symbol_after}."
    ),
    "field-renamed-with-alias": kind(
        "warning",
        "Deprecated",
        "read write",
        "{symbol} is called {symbol_after} now; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "field-wire-name-changed": kind(
        "warning",
        "Changed",
        "write",
        "{symbol} is {after} on the wire now, before {before}.",
        "Use the Python name; JSON that was stored, and clients made before, have the old one.",
    ),
    "request-field-became-required": kind(
        "breaking", "Changed", "construct", "{symbol} needs {symbol_after} now.", "Give it wherever one is made."
    ),
    "request-field-became-read-only": kind(
        "breaking",
        "Changed",
        "write",
        "{symbol} is set by the server alone now: it is not sent any more.",
        "Leave the field out of what is sent.",
    ),
    "request-field-no-longer-read-only": kind("info", "Changed", "", "{symbol} can be sent now."),
    "response-field-became-write-only": kind(
        "breaking",
        "Changed",
        "read",
        "{symbol} is not in answers any more: a model that was read has no such attribute, or None.",
        "Do without the field where an answer is read.",
    ),
    "response-field-no-longer-write-only": kind("info", "Changed", "", "{symbol} is in answers now."),
    "request-field-became-optional": kind("info", "Changed", "", "{symbol} can be left out now."),
    "response-field-became-required": kind(
        "warning",
        "Changed",
        "construct",
        "{symbol_after} is always there now.",
        "Reading needs no change; give it where an answer is made by hand, as in a test.",
    ),
    "response-field-became-optional": kind(
        "breaking", "Changed", "read", "{symbol} can be missing now: then it reads as None.", "Handle None."
    ),
    "response-nullable-field-became-optional": kind(
        "info", "Changed", "", "{symbol} can be missing now; it reads as None, as it could before."
    ),
    "request-field-became-nullable": kind("info", "Changed", "", "{symbol} can be None now."),
    "request-field-became-not-nullable": kind(
        "breaking",
        "Changed",
        "write",
        "{symbol} cannot be None any more.",
        "Give a value, or leave it out where it is not required.",
    ),
    "response-field-became-nullable": kind("breaking", "Changed", "read", "{symbol} can be None now.", "Handle None."),
    "response-optional-field-became-nullable": kind(
        "info", "Changed", "", "{symbol} can be null now; it reads as None, as it did where it was missing."
    ),
    "response-field-became-not-nullable": kind("info", "Changed", "", "{symbol} cannot be null any more."),
    **given_types("request-field-type", "write"),
    "request-field-type-items-widened": kind(
        "warning",
        "Changed",
        "write",
        "What {symbol} holds can be more: {after}, before {before}.",
        "Write the wider type where a variable that is given to a constructor is annotated: lists and dicts are "
        "invariant.",
    ),
    **read_types("response-field-type", "read write"),
    "request-field-default-added": kind(
        "info", "Changed", "", "Without {symbol_after}, the server takes {after}: this was not said before."
    ),
    "request-field-default-changed": kind(
        "warning",
        "Changed",
        "construct",
        "Without {symbol_after}, the server takes {after} now, before {before}.",
        "Give {before} wherever it is relied on.",
    ),
    "request-field-default-removed": kind(
        "warning",
        "Changed",
        "construct",
        "What the server takes without {symbol_after} is not said any more, before {before}.",
        "Give {before} wherever it is relied on.",
    ),
    **given_types("request-alias-type", "name write"),
    **read_types("response-alias-type", "name read match"),
    "request-enum-value-added": kind("info", "Added", "", "{symbol_after} is new: {after}."),
    "response-enum-value-added": kind(
        "warning",
        "Added",
        "match",
        "{symbol_after} is new: {after}, which was read as plain text or a number before.",
        "Handle it where all members are told apart after `isinstance`, for example before `assert_never`.",
    ),
    "response-mixed-enum-value-added": kind(
        "breaking",
        "Added",
        "match",
        "{symbol_after} is new: {after}. Members of {name} are no text, so a `match` over all of them lacks a case.",
        "Handle it where all members are told apart.",
    ),
    "enum-member-removed": kind(
        "breaking", "Removed", "read match", "{symbol} is gone: {before}.", "Do without this value."
    ),
    "enum-member-renamed": kind(
        "breaking", "Changed", "read match", "{symbol} is called {symbol_after} now.", "Write {symbol_after}."
    ),
    "enum-member-renamed-with-alias": kind(
        "warning",
        "Deprecated",
        "read match",
        "{symbol} is called {symbol_after} now; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "request-enum-value-changed": kind(
        "breaking",
        "Changed",
        "read match",
        "{symbol} is {after} now, before {before}; the plain value {before} is refused.",
        "Write the member instead of its value, or {after}.",
    ),
    "response-enum-value-changed": kind(
        "warning",
        "Changed",
        "read match",
        "{symbol} is {after} now, before {before}.",
        "Compare with the member instead of its value.",
    ),
    "enum-base-changed": kind(
        "breaking",
        "Changed",
        "read match",
        "Members of {symbol} are of the type {after} now, before {before}.",
        "Take `.value` where plain text or a number is needed.",
    ),
    "enum-base-narrowed": kind(
        "warning",
        "Changed",
        "read match",
        "Members of {symbol} are of the type {after} now, before {before}: they are plain values too.",
        "Look where members are told apart from plain values: `case str()` takes both.",
    ),
}
