"""A normalised operation + types -> the IR of a method: its arguments, its body, and what it gives back.

Must not know how anything is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import get_args

from leadsmith.config import PagingConfig
from leadsmith.diagnostics import Diagnostic
from leadsmith.document import pointer
from leadsmith.ir import (
    STREAMED,
    Answer,
    Body,
    Content,
    Credential,
    Failure,
    Operation,
    Parameter,
    Place,
    Reads,
    Scalar,
    Type,
    Types,
    UnionOf,
)
from leadsmith.models import union
from leadsmith.naming import ARGUMENT_RESERVED, Names, snake
from leadsmith.normalise import (
    Normal,
    NormalBody,
    NormalContent,
    NormalOperation,
    NormalParameter,
    NormalResponse,
    Schema,
    is_redirect,
    is_success,
)
from leadsmith.operations.given_paging import given_paging, names_of
from leadsmith.operations.paging import find_paging, find_uncounted
from leadsmith.operations.security import Security, build_security

_SENT = {"text": Scalar("str"), "binary": Scalar("FileContent")}
"""Kinds of bodies that are sent as a whole, whatever the document says of their inside."""
_READ: Mapping[str, tuple[Type, Reads]] = {"text": (Scalar("str"), "text"), "binary": (Scalar("bytes"), "binary")}
_LOCATION = "The address that the answer points to."

_PLACES: dict[str, Place] = {place: place for place in get_args(Place)}


def schemas_of_arguments(normal: Normal) -> Iterable[tuple[str, Schema]]:
    """Every schema of what a caller gives that needs a type, by a key."""
    for operation in normal.operations:
        for parameter in operation.parameters:
            yield _key(operation, parameter), parameter.schema
        for content in operation.body.contents if operation.body else ():
            if content.kind not in _SENT:
                yield content.pointer, content.schema


def schemas_of_answers(normal: Normal) -> Iterable[tuple[str, Schema]]:
    """Every schema of answers that needs a type, by a key."""
    for operation in normal.operations:
        for response in operation.responses:
            if response.schema is not None and (response.kind not in _READ or response.stream):
                yield response.pointer, response.schema


def _key(operation: NormalOperation, parameter: NormalParameter) -> str:
    return f"{operation.pointer}/parameters/{parameter.place}.{parameter.wire}"


def build_operation(
    operation: NormalOperation,
    name: str,
    types: Types,
    known: Mapping[str, Type],
    credentials: Mapping[str, Credential],
    names: Names,
    usual: Security,
    paged: Mapping[str, PagingConfig],
) -> tuple[Operation, list[Diagnostic]]:
    """The method `name`, and what of it could not be done. `known` has the types of the schemas by their keys, `paged`
    what the configuration says of lists.
    """
    arguments = _arguments(operation, names)
    parameters = tuple(_parameters(operation, known, arguments, names))
    successes, returns, reads, answers = _answers(operation, known)
    failures = tuple(
        Failure(_status(response), known.get(response.pointer), response.description)
        for response in operation.responses
        if response not in successes or response.status == "default"
        if not is_success(response.status) and response.status not in {str(answer.status) for answer in answers}
    )
    security: Security | None = None
    diagnostics: list[Diagnostic] = []
    if operation.security != usual:
        security, diagnostics = build_security(operation.security, credentials, operation.security_pointer)
    pages = returns if operation.method == "GET" and not answers and reads == "json" else None
    paging = find_paging(pages, parameters, types, any(item.link_header for item in successes))
    if said := next((called for called in names_of(operation) if called in paged), None):
        paging = given_paging(said, paged[said], paging, pages, parameters, types)
    elif paging is None and (uncounted := find_uncounted(pages, parameters, types)):
        diagnostics = [*diagnostics, _uncounted(uncounted)]
    if answers:
        diagnostics += [_no_stream(item) for item in successes if item.stream]
    return (
        Operation(
            name,
            operation.method,
            operation.path,
            parameters,
            _body(operation.body, known, arguments.get("", "")) if operation.body else None,
            returns,
            _accept(operation, successes) if returns else "",
            failures,
            paging,
            security,
            operation.summary,
            operation.description,
            _described(successes, reads, bool(answers)),
            next((item.example for item in successes if item.example is not None), None) if reads == "json" else None,
            operation.deprecated,
            operation.pointer,
            reads=reads,
            answers=answers,
            operation_id=operation.operation_id,
        ),
        diagnostics,
    )


# Arguments ------------------------------------------------------------------------------------------------------------


def _arguments(operation: NormalOperation, names: Names) -> dict[str, str]:
    """The names of the arguments: of a parameter by its place and name, of the choice of a media type by nothing."""
    scope = f"{operation.lock}/parameters"
    wanted = {f"{item.place}.{item.wire}": item for item in operation.parameters}
    several = operation.body is not None and len(operation.body.contents) > 1
    names.hold(scope, (scope + pointer(key) for key in [*wanted, *([_CHOICE] if several else [])]))
    precedence = {
        key: (item.place != "path", not item.required, [*_PLACES].index(item.place), item.wire)
        for key, item in wanted.items()
    }
    found = {
        key: names.claim(
            scope,
            scope + pointer(key),
            snake(wanted[key].wire, prefix="parameter"),
            reserved=ARGUMENT_RESERVED,
            suffix=wanted[key].place,
            join="_",
        )
        for key in sorted(wanted, key=lambda key: precedence[key])
    }
    if several:
        found[""] = names.claim(
            scope,
            scope + pointer(_CHOICE),
            "content_type",
            reserved=ARGUMENT_RESERVED,
            suffix="body",
            join="_",
            keeps_old=False,
        )
    return found


_CHOICE = "body.content-type"


def _parameters(
    operation: NormalOperation, known: Mapping[str, Type], arguments: Mapping[str, str], names: Names
) -> Iterable[Parameter]:
    """Path parameters in the order of the path, then the required ones, then the rest in document order."""
    in_path = {item.wire: operation.path.find(f"{{{item.wire}}}") for item in operation.parameters}
    ranked = sorted(
        operation.parameters,
        key=lambda item: (item.place != "path", in_path[item.wire] if item.place == "path" else 0, not item.required),
    )
    for item in ranked:
        name = arguments[f"{item.place}.{item.wire}"]
        yield Parameter(
            name,
            item.wire,
            _PLACES[item.place],
            _without_none(known[_key(operation, item)]),
            item.required,
            item.style,
            item.explode,
            item.description,
            item.deprecated,
            item.example,
            item.pointer,
            item.default,
            names.old(f"{operation.lock}/parameters", name),
            item.media_type,
            item.reserved,
            item.minimum,
        )


def _without_none(kind: Type) -> Type:
    if isinstance(kind, UnionOf):
        return union([option for option in kind.options if option != Scalar("None")])
    return kind


def _body(body: NormalBody, known: Mapping[str, Type], choice: str) -> Body:
    contents = tuple(
        Content(content.media_type, _content_type(content, known), content.kind, content.encoding)
        for content in body.contents
    )
    first = contents[0]
    example = None if first.kind in _SENT else body.contents[0].example
    return Body(
        first.media_type,
        union([content.type for content in contents]),
        body.required,
        _body_description(body),
        None if first.kind == "lines" and not isinstance(example, list) else example,
        body.pointer,
        first.kind,
        first.encoding,
        contents if choice else (),
        choice,
    )


def _body_description(body: NormalBody) -> str:
    """What is said of the body, that items go one by one, and how to name one of a range of media types."""
    told = [
        f"What goes as {content.media_type} can have any Content-Type of {content.range}, by the headers in `options`."
        for content in body.contents
        if content.range and content.kind in _SENT
    ]
    if [content.kind for content in body.contents] == ["lines"]:
        told.append("Each item is sent as JSON on a line of its own.")
    return " ".join([body.description or "What to send.", *told]) if told else body.description


def _content_type(content: NormalContent, known: Mapping[str, Type]) -> Type:
    return _SENT[content.kind] if content.kind in _SENT else known[content.pointer]


# Answers --------------------------------------------------------------------------------------------------------------


def _answers(
    operation: NormalOperation, known: Mapping[str, Type]
) -> tuple[list[NormalResponse], Type | None, Reads, tuple[Answer, ...]]:
    """The answers that are no errors, what they give together, how it is read, and what each gives where that differs.

    Where no success is described, a redirection is one: what it gives is the address. Without both, `default` stands
    for them (3.1, 4.8.16). A described 304 gives nothing; it is an answer where the others may give nothing.
    """
    successes = [item for item in operation.responses if is_success(item.status)]
    if not successes and (successes := [item for item in operation.responses if is_redirect(item.status)]):
        return successes, Scalar("str"), "location", ()
    successes = successes or [item for item in operation.responses if item.status == "default"]
    unchanged = tuple(Answer(304, None, "json") for item in operation.responses if item.status == "304")
    if operation.method == "HEAD":
        return successes, None, "json", unchanged
    answers = [Answer(_status(item), *_answered(item, known)) for item in successes]
    with_content = {(each.type, each.reads): each for each in answers if each.type is not None}
    if not with_content:
        return successes, None, "json", unchanged
    empty = [Scalar("None")] if any(each.type is None for each in answers) else []
    unchanged = unchanged if empty else ()
    if len(with_content) > 1:
        answers = [_as_text(each) if each.reads in STREAMED else each for each in answers]
        returns = union([*(each.type for each in answers if each.type is not None), *empty])
        return successes, returns, "json", (*answers, *unchanged)
    ((kind, reads),) = with_content
    if reads in STREAMED or kind is None:
        return successes, kind, reads, ()
    return successes, union([kind, *empty]), reads, unchanged


def _answered(response: NormalResponse, known: Mapping[str, Type]) -> tuple[Type | None, Reads]:
    if response.schema is None:
        return None, "json"
    if response.stream:
        reads: Reads = response.stream
        return Scalar("ServerEvent") if reads == "server_event" else known[response.pointer], reads
    return _READ[response.kind] if response.kind in _READ else (known[response.pointer], "json")


def _uncounted(parameter: Parameter) -> Diagnostic:
    message = f"A list has pages, but nothing says whether {parameter.wire!r} counts from 0 or 1: one page is given."
    hint = f"Give {parameter.wire!r} a `default` or `minimum: 1`, by an overlay, or say how under `paging`."
    return Diagnostic("paging", "info", parameter.pointer, message, hint=hint)


def _as_text(answer: Answer) -> Answer:
    return replace(answer, type=Scalar("str"), reads="text")


def _no_stream(response: NormalResponse) -> Diagnostic:
    message = "This stream is read as a whole, as text, as another status gives something else."
    return Diagnostic("stream", "warning", response.pointer, message, hint="Leave only it, for example by an overlay.")


def _described(successes: Iterable[NormalResponse], reads: Reads, differing: bool) -> str:
    """What comes back, in words; by status where that differs."""
    texts = [f"{item.status}: {item.description}" if differing else item.description for item in successes]
    if reads == "location":
        return _LOCATION
    return "\n".join(texts) if differing else next(filter(None, texts), "")


def _status(response: NormalResponse) -> int | str:
    return int(response.status) if response.status.isdigit() else response.status


def _accept(operation: NormalOperation, successes: list[NormalResponse]) -> str:
    """The media types of the answers with content, each once; those of errors last."""
    others = [item for item in operation.responses if item not in successes]
    return ", ".join(dict.fromkeys(name for item in [*successes, *others] for name in item.media_types))
