"""The kinds of changes of the client, its methods and their arguments: data alone."""

from __future__ import annotations

from collections.abc import Mapping

from leadsmith.compat.kinds import Kind, given_types, kind, read_types

CLIENT: Mapping[str, Kind] = {
    "package-renamed": kind(
        "breaking", "Changed", "name", "The package is called {after} now, before {before}.", "Import from {after}."
    ),
    "client-class-renamed": kind(
        "breaking",
        "Changed",
        "name",
        "The client {symbol} is called {symbol_after} now, and its async twin likewise.",
        "Write {symbol_after}.",
    ),
    "client-class-renamed-with-alias": kind(
        "warning",
        "Deprecated",
        "name",
        "The client {symbol} is called {symbol_after} now, and its async twin likewise; the old names still work.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "http-library-changed": kind(
        "breaking",
        "Changed",
        "write",
        "{symbol} is a client of {after} now, before of {before}; so are timeouts, responses and the causes of errors.",
        "Install {after}, and import it where you import {before}.",
    ),
    "server-added": kind("info", "Added", "", "The environment {after} is new: {name}."),
    "server-removed": kind(
        "breaking",
        "Removed",
        "write",
        "The environment {before} is gone.",
        "Name another environment, or give `base_url`.",
    ),
    "server-renamed": kind(
        "breaking", "Changed", "write", "The environment {before} is called {after} now.", "Write {after}."
    ),
    "server-url-changed": kind(
        "warning",
        "Changed",
        "construct",
        "The environment {name} is at {after} now, before {before}.",
        "Calls go there after the update; open firewalls, tests and recordings for it.",
    ),
    "server-default-changed": kind(
        "warning",
        "Changed",
        "construct",
        "A client without `environment` talks to {after} now, before {before}.",
        "Name the environment where {before} is meant.",
    ),
    "server-argument-added": kind("info", "Added", "", "{symbol_after} is new: a part of the server's address."),
    "server-argument-removed": kind(
        "breaking", "Removed", "write", "{symbol} is gone: no address has this part.", "Leave it out."
    ),
    "server-argument-renamed": kind(
        "breaking", "Changed", "write", "{symbol} is called {symbol_after} now.", "Write {symbol_after}."
    ),
    "server-argument-value-added": kind("info", "Added", "", "{symbol_after} can be {after} too."),
    "server-argument-value-removed": kind(
        "breaking", "Removed", "write", "{symbol} can not be {before} any more.", "Give another value."
    ),
    "server-argument-default-changed": kind(
        "warning",
        "Changed",
        "construct",
        "A client without {symbol_after} has {after} in the server's address now, before {before}.",
        "Give {before} where that is meant.",
    ),
    "credential-added": kind("info", "Added", "", "{symbol_after} is new: the credential {name}."),
    "credential-removed": kind(
        "breaking", "Removed", "write", "{symbol} is gone: nothing asks for this credential.", "Leave it out."
    ),
    "credential-renamed": kind(
        "breaking", "Changed", "write", "{symbol} is called {symbol_after} now.", "Write {symbol_after}."
    ),
    "credential-renamed-with-alias": kind(
        "warning",
        "Deprecated",
        "write",
        "{symbol} is called {symbol_after} now; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "credential-environment-changed": kind(
        "breaking",
        "Changed",
        "construct",
        "{symbol} reads the credential from the environment variable {after} now, before {before}.",
        "Set {after} wherever the client runs.",
    ),
    "credential-kind-changed": kind(
        "breaking",
        "Changed",
        "write",
        "{symbol} is a credential of another kind: {after}, before {before}.",
        "Give a credential of the kind {after}.",
    ),
    "credential-place-changed": kind(
        "warning",
        "Changed",
        "write",
        "{symbol} is sent as {after} now, before as {before}.",
        "Calls need no change after the update; clients made before it send it in the old place.",
    ),
    "security-added": kind(
        "breaking",
        "Changed",
        "construct call",
        "{symbol} needs {after} now, before {before}.",
        "Give the client this credential.",
    ),
    "security-alternative-added": kind(
        "info", "Added", "", "{symbol} can be called with {after} as well, before with {before}."
    ),
    "security-removed": kind("info", "Changed", "", "{symbol} needs no credential any more, before {before}."),
    "deprecated-name-removed": kind(
        "breaking",
        "Removed",
        "call name construct read write match",
        "The deprecated name {symbol} of {symbol_after} is gone.",
        "Write {symbol_after}.",
    ),
}

OPERATIONS: Mapping[str, Kind] = {
    "resource-added": kind("info", "Added", "", "{symbol_after} is new."),
    "resource-removed": kind(
        "breaking", "Removed", "read name", "{symbol} is gone, with all its methods.", "Remove what uses it."
    ),
    "resource-renamed": kind(
        "breaking",
        "Changed",
        "read",
        "{symbol} is called {symbol_after} now, with all its methods.",
        "Write {symbol_after}.",
    ),
    "resource-renamed-with-alias": kind(
        "warning",
        "Deprecated",
        "read",
        "{symbol} is called {symbol_after} now, with all its methods; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "resource-class-renamed": kind(
        "breaking", "Changed", "name", "The class {symbol} is called {symbol_after} now.", "Write {symbol_after}."
    ),
    "resource-class-renamed-with-alias": kind(
        "warning",
        "Deprecated",
        "name",
        "The class {symbol} is called {symbol_after} now; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "operation-added": kind("info", "Added", "", "{symbol_after} is new: {name}."),
    "operation-removed": kind(
        "breaking", "Removed", "call", "{symbol} is gone: {name}.", "Remove the calls, or call what replaces it."
    ),
    "operation-renamed": kind(
        "breaking", "Changed", "call", "{symbol} is called {symbol_after} now.", "Call {symbol_after}."
    ),
    "operation-renamed-with-alias": kind(
        "warning",
        "Deprecated",
        "call",
        "{symbol} is called {symbol_after} now; the old name still works.",
        "Call {symbol_after} before the old name is gone.",
    ),
    "operation-moved": kind("breaking", "Changed", "call", "{symbol} is {symbol_after} now.", "Call {symbol_after}."),
    "operation-path-changed": kind(
        "warning",
        "Changed",
        "call",
        "{symbol} goes to {after} now, before to {before}.",
        "Calls need no change after the update; clients made before it go to the old path.",
    ),
    "operation-method-changed": kind(
        "warning",
        "Changed",
        "call",
        "{symbol} sends {after} now, before {before}.",
        "Calls need no change after the update; clients made before it send the old method. Only some are retried.",
    ),
    "operation-server-changed": kind(
        "warning",
        "Changed",
        "call",
        "{symbol} goes to the server {after} now, before {before}.",
        "Calls go there after the update, with their credentials; open firewalls, tests and recordings for it.",
    ),
    "operation-deprecated": kind(
        "warning", "Deprecated", "call", "{symbol} is deprecated.", "Call what replaces it before it is gone."
    ),
    "operation-undeprecated": kind("info", "Changed", "", "{symbol} is no longer deprecated."),
    "paging-added": kind(
        "breaking",
        "Changed",
        "call",
        "{symbol} gives a pager over all pages now ({after}), before one answer ({before}).",
        "Iterate over it, or take one page by `.page()`.",
    ),
    "paging-removed": kind(
        "breaking",
        "Changed",
        "call",
        "{symbol} gives one answer now ({after}), before a pager over all pages ({before}).",
        "Read the answer itself, and ask for the next one where there is more.",
    ),
    "paging-items-changed": kind(
        "breaking",
        "Changed",
        "call",
        "{symbol} iterates over other items: {after}, before {before}.",
        "Read the items as {after}.",
    ),
    "return-added": kind("info", "Added", "", "{symbol} gives {after} now, before nothing."),
    "return-removed": kind(
        "breaking", "Removed", "call", "{symbol} gives nothing any more, before {before}.", "Do without the answer."
    ),
    "return-media-type-changed": kind(
        "info", "Changed", "", "{symbol} asks for answers of the media type {after} now, before {before}."
    ),
    **read_types("return-type", "call", "What {symbol} gives"),
    "error-status-added": kind("info", "Added", "", "{symbol} can fail with the status {after}: {name}."),
    "error-status-removed": kind(
        "info", "Removed", "", "{symbol} is not said to fail with the status {before} any more: {name}."
    ),
    "error-body-added": kind("info", "Added", "", "{name} has a body now: {symbol} is raised with {after} as `body`."),
    "error-body-removed": kind(
        "warning",
        "Changed",
        "except",
        "The `body` of {symbol} from {name} has no type any more, before {before}.",
        "Read `body` as plain JSON.",
    ),
    "error-body-changed": kind(
        "warning",
        "Changed",
        "except",
        "The `body` of {symbol} from {name} is {after} now, before {before}.",
        "Look for {after} where `body` is told apart.",
    ),
}

WEBHOOKS: Mapping[str, Kind] = {
    "webhook-added": kind("info", "Added", "", "{symbol_after} is new: it reads {name}."),
    "webhook-removed": kind(
        "breaking", "Removed", "name", "{symbol} is gone: it read {name}.", "The server does not send it any more."
    ),
    "webhook-renamed": kind(
        "breaking", "Changed", "name", "{symbol} is called {symbol_after} now.", "Write {symbol_after}."
    ),
    **read_types("webhook-type", "name", "What {symbol} gives"),
    "webhook-signatures-added": kind(
        "info", "Added", "", "{symbol_after} is new: the client checks signatures of webhooks."
    ),
    "webhook-signatures-removed": kind(
        "breaking",
        "Removed",
        "name except",
        "{symbol} is gone: the client checks no signatures of webhooks any more.",
        "Configure `webhooks` again, or check who sent a message in another way before you trust it.",
    ),
    "webhook-signature-changed": kind(
        "warning",
        "Changed",
        "name",
        "{symbol} takes other signatures: {after}, before {before}.",
        "Messages that are signed as before are refused after the update: let the API sign in the new way by then.",
    ),
    "webhook-secret-environment-changed": kind(
        "breaking",
        "Changed",
        "name",
        "{symbol} reads the secret from the environment variable {after} now, before {before}.",
        "Set {after} wherever webhooks are received.",
    ),
}

ARGUMENTS: Mapping[str, Kind] = {
    "parameter-added-required": kind(
        "breaking",
        "Changed",
        "call",
        "{symbol} needs an argument more: {symbol_after}, of the type {after}.",
        "Give it in each call.",
    ),
    "parameter-added-optional": kind("info", "Added", "", "{symbol_after} is new, of the type {after}."),
    "parameter-removed": kind("breaking", "Removed", "write", "{symbol} is gone.", "Leave the argument out."),
    "parameter-renamed": kind(
        "breaking",
        "Changed",
        "write",
        "{symbol} is called {symbol_after} now.",
        "Write {symbol_after}; an argument given by position needs no change.",
    ),
    "parameter-renamed-with-alias": kind(
        "warning",
        "Deprecated",
        "write",
        "{symbol} is called {symbol_after} now; the old name still works.",
        "Write {symbol_after} before the old name is gone.",
    ),
    "parameter-became-required": kind(
        "breaking", "Changed", "call", "{symbol} needs the argument {symbol_after} now.", "Give it in each call."
    ),
    "parameter-became-optional": kind("info", "Changed", "", "{symbol} can be left out now."),
    **given_types("parameter-type", "write"),
    "parameter-style-changed": kind(
        "warning",
        "Changed",
        "write",
        "{symbol} is written as {after} now, before as {before}.",
        "Calls need no change after the update; clients made before it write it in the old way.",
    ),
    "parameter-place-changed": kind(
        "warning",
        "Changed",
        "write",
        "{symbol} is sent in the {after} now, before in the {before}.",
        "Calls need no change after the update; clients made before it send it in the old place.",
    ),
    "parameter-wire-name-changed": kind(
        "warning",
        "Changed",
        "write",
        "{symbol} is sent as {after} now, before as {before}.",
        "Calls need no change after the update; clients made before it send the old name.",
    ),
    "parameter-became-keyword-only": kind(
        "breaking",
        "Changed",
        "call",
        "{symbol_after} has to be given by its name now.",
        "Write the name of the argument in front of it.",
    ),
    "parameter-position-changed": kind(
        "breaking",
        "Changed",
        "call",
        "The positional arguments of {symbol} are in another order: {after}, before {before}.",
        "Give them in the new order, or by name.",
    ),
    "parameter-default-added": kind(
        "info", "Changed", "", "Without {symbol_after}, the server takes {after}: this was not said before."
    ),
    "parameter-default-changed": kind(
        "warning",
        "Changed",
        "call",
        "Without {symbol_after}, the server takes {after} now, before {before}.",
        "Give {before} in the calls that rely on it.",
    ),
    "parameter-default-removed": kind(
        "warning",
        "Changed",
        "call",
        "What the server takes without {symbol_after} is not said any more, before {before}.",
        "Give {before} in the calls that rely on it.",
    ),
    "parameter-deprecated": kind("warning", "Deprecated", "write", "{symbol} is deprecated.", "Leave it out."),
    "parameter-undeprecated": kind("info", "Changed", "", "{symbol} is no longer deprecated."),
    "body-added-required": kind(
        "breaking", "Changed", "call", "{symbol} needs a body now: {after}.", "Give it in each call."
    ),
    "body-added-optional": kind("info", "Added", "", "{symbol_after} is new: a body, {after}."),
    "body-removed": kind("breaking", "Removed", "write", "{symbol} takes no body any more.", "Leave the body out."),
    "body-became-required": kind(
        "breaking", "Changed", "call", "{symbol} needs the argument {symbol_after} now.", "Give a body in each call."
    ),
    "body-became-optional": kind("info", "Changed", "", "{symbol} can be left out now."),
    **given_types("body-type", "write"),
    "body-media-type-changed": kind(
        "warning",
        "Changed",
        "call",
        "{symbol} sends its body as {after} now, before as {before}.",
        "Calls need no change after the update; clients made before it send the old media type.",
    ),
}
