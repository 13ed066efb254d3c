"""Each operation called over a mock transport: its requests judged by the document, its answers made from it.

Two calls an operation: the smallest that the document allows, and one with all that it names. A call that cannot be
sampled says nothing about the client, and is counted apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx
from tests.conformance import bodies, parameters
from tests.conformance.answers import Answer, accepts, as_event, written_back
from tests.conformance.answers import problems as answer_problems
from tests.conformance.arguments import argument
from tests.conformance.bodies import bare, kind_of, matches
from tests.conformance.documents import Library
from tests.conformance.package import Package, client, credentials
from tests.conformance.parameters import Sent
from tests.conformance.reading import Content, Operation, Parameter
from tests.conformance.same import differences
from tests.conformance.sampler import ImpossibleError, Wanted, sample
from tests.conformance.schemas import Schema, Schemas

from leadsmith import ir

Stage = Literal["request", "answer", "error"]


_REDIRECTS = ("301", "302", "303", "307", "308", "3XX", "3xx")
"""Where an operation has no success: its answer is an address."""


@dataclass(frozen=True)
class Finding:
    """What is wrong with an operation, and at which stage."""

    stage: Stage
    reason: str


@dataclass
class Outcome:
    """What came of an operation."""

    operation: Operation
    findings: list[Finding] = field(default_factory=list)
    unsampled: list[str] = field(default_factory=list)

    def failed(self, *stages: Stage) -> bool:
        return any(one.stage in stages for one in self.findings)


class Wire:
    """The calls of a package, with the schemas of its document as requests and answers see them."""

    def __init__(self, library: Library, package: Package, operations: list[Operation]) -> None:
        self._requests, self._answers = Schemas(library, "request"), Schemas(library, "response")
        self._package = package
        self._reported = {one.pointer for one in package.diagnostics}
        self._schemas: dict[tuple[str, ...], Schema] = {}
        for one in operations:
            for parameter in one.parameters:
                self._schemas[one.pointer, parameter.place, parameter.name] = self._requests.add(parameter.schema)
            for content in one.bodies:
                if content.schema:
                    self._schemas[one.pointer, "body", content.media_type] = self._requests.add(content.schema)
            for status, contents in one.answers.items():
                for content in contents:
                    if content.schema:
                        key = one.pointer, status, content.media_type
                        self._schemas[key] = self._answers.add(content.schema)
        self._sent: list[Sent] = []
        self._answer: Answer | None = None
        self._chosen: list[tuple[int, list[tuple[Content, Any]]]] = []
        self._client = client(package, httpx.MockTransport(self._respond))
        self._own = credentials(package)

    def check(self, operation: Operation, resource: ir.Resource, method: ir.Operation) -> Outcome:
        """Both calls, and one that the server refuses."""
        outcome = Outcome(operation)
        for index, full in enumerate((False, True)):
            try:
                given, content, body = self._given(operation, method, full)
            except ImpossibleError as error:
                outcome.unsampled.append(f"request: {error}")
                continue
            answers = self._successes(operation, full, outcome)
            if answers:
                self._one_call(outcome, resource, method, given, content, body, answers[-index], full)
            if not full:
                failure = self._failure(operation, outcome)
                if failure is not None:
                    self._refused(outcome, resource, method, given, content, body, failure)
        outcome.findings = list(dict.fromkeys(outcome.findings))
        return outcome

    # Samples --------------------------------------------------------------------------------------------------------

    def _given(
        self, operation: Operation, method: ir.Operation, full: bool
    ) -> tuple[dict[tuple[str, str], Any], Content | None, Any]:
        given: dict[tuple[str, str], Any] = {}
        for one in operation.parameters:
            if one.required or one.place == "path" or full:
                try:
                    given[one.place, one.name] = self._parameter(operation, one, full)
                except ImpossibleError:
                    if one.required or one.place == "path":
                        raise ImpossibleError(f"{one.place} parameter {one.name}") from None
        content = self._body(operation, method)
        if content is None or not (operation.body_required or full):
            return given, None, None
        kind = kind_of(content.media_type)
        if kind in ("text", "binary"):
            return given, content, "some text\nof two lines"
        try:
            wanted = Wanted(full, nulls=kind == "json", empty=kind == "json", flat=False)
            value = self._value(self._requests, operation, "body", content, full, wanted)
        except ImpossibleError:
            raise ImpossibleError(f"body {content.media_type}") from None
        if value is None and not operation.body_required:
            return given, None, None  # in Python both are None: nothing is sent
        if kind != "json" and not isinstance(value, dict):
            raise ImpossibleError(f"a {kind} body that is no object")
        return given, content, value

    def _parameter(self, operation: Operation, one: Parameter, full: bool) -> Any:
        schema = self._schemas[operation.pointer, one.place, one.name]
        where: Any = "json" if one.content else {"path": "path", "header": "header"}.get(one.place, "query")
        if one.place == "cookie":
            where = "list"
        wanted = Wanted(
            full,
            where,
            nulls=bool(one.content),
            empty=bool(one.content),
            flat=not one.content and one.style != "deepObject",
        )
        for attempt in range(8):
            value = sample(self._requests, schema, f"{operation.name} {one.place} {one.name} {full} {attempt}", wanted)
            if value == "" and not one.content:
                continue
            if one.place == "path" and value in (".", ".."):
                continue
            if one.place == "header" and isinstance(value, str) and not (value.isascii() and value.isprintable()):
                continue
            return value
        raise ImpossibleError

    @staticmethod
    def _body(operation: Operation, method: ir.Operation) -> Content | None:
        if not operation.bodies or method.body is None:
            return operation.bodies[0] if operation.bodies else None
        mine = [one for one in operation.bodies if bare(one.media_type) == bare(method.body.media_type)]
        ranges = [one for one in operation.bodies if matches(method.body.media_type, one.media_type)]
        return next(iter([*mine, *ranges, *operation.bodies]))

    def _value(
        self, schemas: Schemas, operation: Operation, where: str, content: Content, full: bool, wanted: Wanted
    ) -> Any:
        schema = self._schemas.get((operation.pointer, where, content.media_type), True)
        seed = f"{operation.name} {where} {content.media_type} {full}"
        return sample(schemas, schema, seed, wanted)

    # Answers --------------------------------------------------------------------------------------------------------

    def _successes(self, operation: Operation, full: bool, outcome: Outcome) -> list[tuple[int, list[Answer]]]:
        """The statuses of a success, each with the answers of its media types that could be made."""
        statuses = [status for status in operation.answers if status.startswith("2")]
        statuses = statuses or [status for status in operation.answers if status in _REDIRECTS]
        statuses = statuses or [status for status in operation.answers if status == "default"]
        made = []
        for status in statuses:
            answers = self._made(
                operation, status, int(status.replace("X", "0").replace("x", "0")) if status != "default" else 200, full
            )
            if answers is None:
                outcome.unsampled.append(f"answer: {status}")
            else:
                made.append((answers[0].status, answers))
        return made if statuses else [(200, [Answer(200)])]

    def _failure(self, operation: Operation, outcome: Outcome) -> Answer | None:
        declared = [status for status in operation.answers if status[:1] in ("4", "5")]
        successes = any(status.startswith("2") for status in operation.answers)
        if not declared and "default" in operation.answers and successes:
            declared = ["default"]
        if not declared:
            return None
        status = declared[0]
        number = 500 if status == "default" else int(status.replace("X", "0").replace("x", "0"))
        answers = self._made(operation, status, number, False)
        if answers is None:
            outcome.unsampled.append(f"error: {status}")
            return None
        return answers[0]

    def _made(self, operation: Operation, status: str, number: int, full: bool) -> list[Answer] | None:
        contents = operation.answers[status]
        if not contents or operation.method == "HEAD":
            return [Answer(number)]
        made = []
        for content in contents:
            kind = kind_of(content.media_type)
            if kind not in ("json", "lines", "events"):
                made.append(Answer(number, content, "some text" if kind == "text" else b"\x00\xffbytes"))
                continue
            try:
                # A stream has two items. Without data an event is none, and it has no other fields than its own.
                each = {"json": (full,), "events": (True, True)}.get(kind, (full, not full))
                unknown = kind != "events"
                values = [
                    self._value(self._answers, operation, status, content, one, Wanted(one, unknown=one and unknown))
                    for one in each
                ]
                values = list(map(as_event, values)) if kind == "events" else values
                made.append(Answer(number, content, values if kind != "json" else values[0]))
            except ImpossibleError:
                continue
        return made or None

    # Calls ----------------------------------------------------------------------------------------------------------

    def _respond(self, request: httpx.Request) -> httpx.Response:
        raw = request.url.raw_path.decode("ascii")
        path, _, query = raw.partition("?")
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
        self._sent.append(Sent(request.method, path, query, headers, request.read()))
        assert self._answer is not None
        return self._answer.response()

    def _one_call(
        self,
        outcome: Outcome,
        resource: ir.Resource,
        method: ir.Operation,
        given: Mapping[tuple[str, str], Any],
        content: Content | None,
        body: Any,
        success: tuple[int, list[Answer]],
        full: bool,
    ) -> None:
        operation = outcome.operation
        accepted = [kind.strip() for kind in method.accept.split(",")] if method.accept else []
        self._answer = next(
            (
                one
                for one in success[1]
                if one.content and any(matches(one.content.media_type, kind) for kind in accepted)
            ),
            success[1][0],
        )
        try:
            arguments = self._arguments(outcome, method, given, content, body, full)
            result = self._called(resource, method, arguments)
        except Exception as error:
            stage: Stage = "answer" if self._sent else "request"
            outcome.findings.append(Finding(stage, f"raises {type(error).__name__}: {error}"))
            result = error
        if not self._sent:
            if not isinstance(result, Exception):
                outcome.findings.append(Finding("request", "nothing was sent"))
            return
        sent = self._sent[-1]
        found = list(parameters.problems(operation, self._sendable(operation, method, given), sent, "/base", self._own))
        if content is not None:
            found += bodies.problems(content, body, sent)
            found += self._invalid(operation, content, sent)
        elif sent.content:
            found.append(f"body: {sent.content[:80]!r} is sent where nothing was given")
        if self._answer.content and not accepts(sent.header("accept"), self._answer.content.media_type):
            found.append(f"accept: {sent.header('accept')} does not take {self._answer.content.media_type}")
        outcome.findings += [Finding("request", one) for one in found]
        if not isinstance(result, Exception):
            try:
                outcome.findings += [Finding("answer", one) for one in answer_problems(self._answer, result)]
            except Exception as error:  # a stream is read item by item
                outcome.findings.append(Finding("answer", f"raises {type(error).__name__}: {error}"))

    def _invalid(self, operation: Operation, content: Content, sent: Sent) -> Iterator[str]:
        schema = self._schemas.get((operation.pointer, "body", content.media_type))
        if schema is None or kind_of(content.media_type) != "json":
            return
        try:
            value = json.loads(sent.content)
        except ValueError:
            return  # is told as another problem
        yield from (f"body is not valid: {problem}" for problem in self._requests.problems(schema, value))

    def _sendable(
        self, operation: Operation, method: ir.Operation, given: Mapping[tuple[str, str], Any]
    ) -> dict[tuple[str, str], Any]:
        """What should be sent: all that was given but what is reported as left out."""
        return {key: value for key, value in given.items() if not self._left_out(operation, method, *key)}

    def _left_out(self, operation: Operation, method: ir.Operation, place: str, name: str) -> bool:
        if self._named(method, place, name):
            return False
        one = next(one for one in operation.parameters if (one.place, one.name) == (place, name))
        return (place, name) in self._own or any(place.startswith(one.pointer) for place in self._reported)

    @staticmethod
    def _named(method: ir.Operation, place: str, name: str) -> ir.Parameter | None:
        for one in method.parameters:
            if one.place == place and (one.wire == name or (place == "header" and one.wire.lower() == name.lower())):
                return one
        return None

    def _arguments(
        self,
        outcome: Outcome,
        method: ir.Operation,
        given: Mapping[tuple[str, str], Any],
        content: Content | None,
        body: Any,
        full: bool,
    ) -> dict[str, Any]:
        types = self._package.client.types
        found: dict[str, Any] = {}
        for (place, name), value in given.items():
            one = self._named(method, place, name)
            if one is not None:
                found[one.name] = argument(value, one.type, types, full)
            elif not self._left_out(outcome.operation, method, place, name):
                outcome.findings.append(Finding("request", f"{place} parameter {name} is no argument and not reported"))
        if content is not None and method.body is not None:
            found["body"] = argument(body, method.body.type, types, full)
        elif content is not None:
            outcome.findings.append(Finding("request", f"a body of {content.media_type} is no argument"))
        return found

    def _called(self, resource: ir.Resource, method: ir.Operation, arguments: dict[str, Any]) -> Any:
        self._sent = []
        function = getattr(getattr(self._client, resource.name), method.name)
        result = function(**arguments)
        if method.paging is not None:
            return result.page()
        return result

    def _refused(
        self,
        outcome: Outcome,
        resource: ir.Resource,
        method: ir.Operation,
        given: Mapping[tuple[str, str], Any],
        content: Content | None,
        body: Any,
        failure: Answer,
    ) -> None:
        self._answer = failure
        try:
            arguments = self._arguments(outcome, method, given, content, body, False)
            self._called(resource, method, arguments)
        except Exception as error:
            if not self._sent:
                return  # is told by the other call
            if getattr(error, "status", None) != failure.status:
                outcome.findings.append(Finding("error", f"raises {type(error).__name__}: {error}"))
            elif failure.content is not None and kind_of(failure.content.media_type) == "json":
                lost = differences(failure.value, written_back(getattr(error, "body", None)))
                outcome.findings += [Finding("error", f"body: {one}") for one in lost]
        else:
            outcome.findings.append(Finding("error", f"{failure.status} raises nothing"))
