"""What passes between a client and a server that follows a document: does each side take what the other sends?

The client is a generated package, used as its program uses it; the server is a document, the client's own or a later
one. What is wrong with the client's own document is not counted against a later one.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx
from tests.agreement.answers import Sampler
from tests.agreement.places import Json, at, followed
from tests.agreement.program import Call, calls, credential_arguments
from tests.agreement.requests import Sent, Server

from leadsmith.document import pointer
from leadsmith.ir import Client, ListOf, MapOf, Operation, Ref, Type, Types, UnionOf


@dataclass
class Caller:
    """A client that is called: its package, and what it sent. `unsent` are calls that it refused itself."""

    client: Client
    package: ModuleType
    models: ModuleType
    root: Json
    sent: list[tuple[Operation, Sent]] = field(default_factory=list)
    unsent: list[str] = field(default_factory=list)
    own_problems: dict[Sent, set[str]] = field(default_factory=dict)
    own_answers: set[str] = field(default_factory=set)
    short: dict[str, str] = field(default_factory=dict)
    """The shortest call of each operation, by its pointer, that the client does not refuse."""

    def call(self, source: str, transport: httpx.MockTransport, arguments: str = "") -> Any:
        """What the expression `source` gives with this transport."""
        given = arguments or ", ".join(credential_arguments(self.client))
        base = "" if self.client.servers or "base_url" in given else 'base_url="https://api.test", '
        names = {"package": self.package, "models": self.models, "datetime": datetime, "UTC": UTC, "date": date}
        names |= {"time": time, "timedelta": timedelta, "UUID": UUID, "http": httpx.Client(transport=transport)}
        names["hooks"] = self.package.Hooks(mismatch=_refuse)
        made = f"package.{self.client.class_name}({base}{given}, retries=0, http_client=http, hooks=hooks)"
        names["client"] = eval(made, names)
        return eval(source, names)


class _UnfitError(Exception):
    """A value of an answer, by its pointer, that is not of its type."""


def _refuse(found: Any) -> None:
    """What is not of its type cannot be used as before; what the description only does not list can."""
    if "that the description lists" not in found.problem:
        raise _UnfitError(found.pointer)


def caller(client: Client, folder: Path, name: str, root: Json) -> Caller:
    """The client in the package `name` in `folder`, with all that its program sends. `root` is its document."""
    sys.path.insert(0, str(folder))
    try:
        package, models = importlib.import_module(name), importlib.import_module(f"{name}.models")
    finally:
        sys.path.remove(str(folder))
    made = Caller(client, package, models, root)
    for resource in client.resources:
        for operation in resource.operations:
            for call in calls(operation, resource, client.types):
                _send(made, call)
            for server in client.servers:
                _send(made, call, ", ".join([*credential_arguments(client), f"environment={server.name!r}"]))
            for credential in client.credentials:
                alone = ", ".join(f'{argument}="secret"' for argument in credential.arguments)
                with suppress(package.ConfigurationError):
                    _send(made, call, alone)
    document = Server(root)
    made.own_problems = {sent: document.problems(sent) for _, sent in made.sent}
    made.own_answers = set(_unread(made, root))
    return made


def _send(caller: Caller, call: Call, arguments: str = "") -> None:
    kept: list[httpx.Request] = []

    def keep(request: httpx.Request) -> httpx.Response:
        kept.append(request)
        return httpx.Response(599)

    source = f"{call.source}.page()" if call.pages else call.source
    try:
        caller.call(source, httpx.MockTransport(keep), arguments)
    except caller.package.StatusError:
        [request] = kept
        headers = tuple((name.lower(), value) for name, value in request.headers.items())
        sent = Sent(request.method, str(request.url), headers, request.content)
        if (call.operation, sent) not in caller.sent:
            caller.sent.append((call.operation, sent))
        place = call.operation.pointer
        caller.short[place] = min(caller.short.get(place, source), source, key=len)
    except caller.package.InvalidRequestError as error:
        caller.unsent.append(f"{source}: {error}")


def broken(caller: Caller, root: Json) -> list[str]:
    """Which exchanges stop validating when the server follows `root`: each with the reason, none twice."""
    server = Server(root)
    found = []
    same_requests = _same(caller, root, _request_parts)
    same_answers = _same(caller, root, _answer_parts)
    for operation, sent in caller.sent:
        if operation.pointer not in same_requests:
            for problem in sorted(server.problems(sent) - caller.own_problems[sent]):
                found.append(f"{operation.method} {operation.path}: {problem}")
    found += sorted(set(_unread(caller, root, same_answers)) - caller.own_answers)
    return list(dict.fromkeys(found))


def _operations(caller: Caller) -> list[Operation]:
    return [operation for resource in caller.client.resources for operation in resource.operations]


def _same(caller: Caller, root: Json, parts: Callable[[Operation, Json], Any]) -> frozenset[str]:
    """The pointers of the operations for which these parts stand in both documents alike, references included."""
    found = set()
    for operation in _operations(caller):
        item = root["paths"].get(operation.path, {})
        if operation.method.lower() in item:
            old, new = ((parts(operation, each), each) for each in (caller.root, root))
            if _whole(*old) == _whole(*new):
                found.add(operation.pointer)
    return frozenset(found)


def _request_parts(operation: Operation, root: Json) -> Any:
    item = root["paths"][operation.path]
    own = {key: value for key, value in item[operation.method.lower()].items() if key != "responses"}
    schemes = root.get("components", {}).get("securitySchemes")
    return [own, item.get("parameters"), root.get("servers"), root.get("security"), schemes]


def _answer_parts(operation: Operation, root: Json) -> Any:
    return root["paths"][operation.path][operation.method.lower()]["responses"]


def _whole(parts: Any, root: Json) -> dict[str, str]:
    """The text of the parts, and of all that they refer to."""
    seen = {"": json.dumps(parts, sort_keys=True)}
    waiting = list(seen.values())
    while waiting:
        for reference in re.findall(r'"\$ref": "#([^"]+)"', waiting.pop()):
            if reference not in seen:
                seen[reference] = json.dumps(at(root, reference), sort_keys=True)
                waiting.append(seen[reference])
    return seen


# Answers --------------------------------------------------------------------------------------------------------------


def _unread(caller: Caller, root: Json, same: frozenset[str] = frozenset()) -> Iterator[str]:
    """The answers of a server that follows `root` that the client does not read as it promises."""
    sampler, server = Sampler(root), Server(root)
    for operation in _operations(caller):
        place = _place(operation, root)
        if place is None or operation.pointer in same:
            continue
        described = at(root, place)["responses"]
        for status in described:
            for value in _bodies(root, f"{place}{pointer('responses', status)}", sampler, server):
                if wrong := _read(caller, operation, _number(status, described), value):
                    yield f"{operation.method} {operation.path} {status}: {wrong}"


def _place(operation: Operation, root: Json) -> str | None:
    """The same operation in another document: of the same method and path, whatever the parameters in it are called."""
    for path, item in root["paths"].items():
        if re.sub(r"\{[^}]*\}", "{}", path) == re.sub(r"\{[^}]*\}", "{}", operation.path):
            return pointer("paths", path, operation.method.lower()) if operation.method.lower() in item else None
    return None


def _bodies(root: Json, place: str, sampler: Sampler, server: Server) -> Iterator[bytes]:
    place = followed(root, place)
    content = at(root, place).get("content", {})
    media = [kind for kind in content if "json" in kind and "schema" in content[kind]]
    if not content:
        yield b""
    for kind in media[:1]:
        schema = place + pointer("content", kind, "schema")
        for value in sampler.values(schema):
            if not server.invalid(value, schema):
                yield json.dumps(value).encode()


def _number(status: str, described: Json) -> int:
    if status.isdigit():
        return int(status)
    if status == "default":
        return next(number for number in (400, 422, 501, 599) if str(number) not in described)
    return int(status[0]) * 100


def _read(caller: Caller, operation: Operation, status: int, body: bytes) -> str:
    """Why the client does not read this answer as promised; empty if it does."""
    headers = {"content-type": "application/json"} if body else {}
    transport = httpx.MockTransport(lambda request: httpx.Response(status, content=body, headers=headers))
    try:
        caller.call(caller.short[operation.pointer], transport)
    except _UnfitError as error:
        return re.sub(r"/\d+", "/0", f"{error}: not as described") if status < 300 else ""
    except caller.package.UnexpectedResponseError as error:
        return re.sub(r"/\d+", "/0", f"{error.pointer}: not as described") if status < 300 else ""
    except caller.package.StatusError as error:
        promised = {str(failure.status): failure.type for failure in operation.failures}
        kind = promised.get(str(status), promised.get(f"{status // 100}XX", promised.get("default")))
        if body and kind and not _fits(error.body, kind, caller):
            return "the error's body is not of the type that is documented"
    return ""


def _fits(value: Any, kind: Type, caller: Caller) -> bool:
    """Is the value of one of the classes that the type has at its top?"""
    classes = tuple(_classes(kind, caller.client.types, caller.models))
    return isinstance(value, classes) if classes else True


def _classes(kind: Type, types: Types, models: ModuleType) -> Iterator[type]:
    match kind:
        case Ref(name) if name in types.models:
            yield getattr(models, name)
        case Ref(name) if name in types.aliases:
            yield from _classes(types.aliases[name].type, types, models)
        case ListOf():
            yield list
        case MapOf():
            yield dict
        case UnionOf(options):
            for option in options:
                yield from _classes(option, types, models)
