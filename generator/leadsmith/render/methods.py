"""The parts of a method: its arguments, its docstring, and the request that it sends. Prints nothing itself."""

from __future__ import annotations

from dataclasses import replace

from leadsmith.ir import (
    STREAMED,
    STYLES,
    Answer,
    Body,
    Client,
    Content,
    Operation,
    Parameter,
    Ref,
    Resource,
    Scalar,
    Server,
    Type,
    Types,
)
from leadsmith.naming import pascal
from leadsmith.offered import error_of
from leadsmith.render.annotations import given_type, is_class, is_plain, read_type
from leadsmith.render.code import WIDTH, Code, docstring, literal, prose, quoted
from leadsmith.render.examples import example_arguments, example_items, example_results


def signature(operation: Operation, types: Types, positional: int | None = None) -> list[Code]:
    """The arguments after `self`: path parameters and body by position, the rest by keyword.

    With `positional` only so many of the former are by position.
    """
    first = [_declared(item, types) for item in operation.parameters if item.place == "path"]
    keywords = [_declared(item, types) for item in operation.parameters if item.place != "path"]
    if operation.body:
        annotation = given_type(operation.body.type, types)
        optional = "" if operation.body.required else _or_none(annotation) + " = None"
        first.append(Code(f"body: {annotation}{optional}"))
        keywords[:0] = _choice(operation.body)
    by_keyword = first[positional:] if positional is not None else []
    return [*first[:positional], Code("*"), *by_keyword, *keywords, Code("options: RequestOptions | None = None")]


def _choice(body: Body) -> list[Code]:
    """The argument by which a caller takes another media type for the body, where there are several."""
    kinds = ", ".join(literal(content.media_type) for content in body.contents)
    usual = f" = {literal(body.media_type)}" if body.media_type else ""
    return [Code(f"{body.choice}: Literal[{kinds}]{usual}")] if body.choice else []


def by_content(operation: Operation) -> list[Operation]:
    """The operation for each type that its body has in its media types: only the usual one can be left unsaid."""
    body = operation.body
    if body is None:
        return [operation]
    groups = [[item for item in body.contents if item.type == kind] for kind in _content_types(body)]
    bodies = [
        replace(body, type=group[0].type, contents=tuple(group), media_type="" if number else body.media_type)
        for number, group in enumerate(groups)
    ]
    return [replace(operation, body=each) for each in bodies] if len(bodies) > 1 else [operation]


def _content_types(body: Body) -> list[Type]:
    return list(dict.fromkeys(item.type for item in body.contents))


def _declared(item: Parameter, types: Types) -> Code:
    return Code(f"{item.name}: {_given(item, types)}" + ("" if item.required else " | None = None"))


def request_arguments(operation: Operation, client: Client) -> list[Code]:
    """The arguments of the `Request` that the method sends."""
    types = client.types
    arguments = [Code(f"{literal(operation.method)}, {literal(operation.path)}")]
    if operation.operation_id:
        arguments.append(Code(f"operation={literal(operation.operation_id)}"))
    for place, keyword in (("path", "path"), ("query", "query"), ("header", "headers"), ("cookie", "cookies")):
        entries = [
            f"{literal(item.wire)}: {_sent(operation, item, types)}"
            for item in operation.parameters
            if item.place == place
        ]
        if place == "header" and operation.accept not in ("", "application/json"):
            entries.insert(0, f'"Accept": {literal(operation.accept)}')
        if entries:
            arguments.append(Code(f"{keyword}={{{', '.join(entries)}}}"))
    whole = [_sent(operation, item, types) for item in operation.parameters if item.place == "querystring"]
    arguments += [Code(f"querystring={sent}") for sent in whole[:1]]
    if operation.body:
        sent = _body(operation, operation.body, types)
        arguments.append(Code(f"body={sent}" if operation.body.required else f"body=None if body is None else {sent}"))
    entries = [
        f"{literal(item.status)}: {_value(operation, f'error_{item.status}', item.type, types)}"
        for item in operation.failures
        if item.type is not None
    ]
    if entries:
        arguments.append(Code(f"errors={{{', '.join(entries)}}}"))
    if operation.returns is not None and operation.reads != "json":
        arguments.append(Code(f"reads={literal(operation.reads)}"))
    entries = [f"{literal(item.status)}: {_answer(operation, item, types)}" for item in operation.answers]
    if entries:
        arguments.append(Code(f"answers={{{', '.join(entries)}}}"))
    if operation.security is not None and operation.security != client.security:
        arguments.append(Code(f"security={literal(operation.security)}"))
    if operation.servers:
        entries = [f"{literal(server.name)}: {server_value(server, '_')}" for server in operation.servers]
        arguments.append(Code(f"servers={{{', '.join(entries)}}}"))
    return arguments


def server_type(client: Client) -> Code:
    """The type of the client's servers as the runtime wants them."""
    return Code("str | Server" if any(server.variables for server in client.servers) else "str")


def server_value(server: Server, before: str = "") -> Code:
    """A server as the runtime wants it; `before` is what stands before the names of classes."""
    if not server.variables:
        return literal(server.url)
    entries = [
        f"{literal(item.wire)}: {before}Variable({literal(item.default)}"
        + (f", {literal(item.values)})" if item.values else ")")
        for item in server.variables
    ]
    return Code(f"{before}Server({literal(server.url)}, {{{', '.join(entries)}}})")


def _answer(operation: Operation, answer: Answer, types: Types) -> str:
    if answer.type is None:
        return "None"
    reads = "" if answer.reads == "json" else f", {literal(answer.reads)}"
    return f"_Answer({_value(operation, f'answer_{answer.status}', answer.type, types)}{reads})"


_WHOLE = ("text", "binary")
_MEDIA_TYPES = {"json": "application/json", "text": "text/plain", "binary": "application/octet-stream"}
"""What the runtime says by itself."""


def _body(operation: Operation, body: Body, types: Types) -> str:
    """The body as the request gets it; the functions have `_` in front, as arguments may be called `text` or `form`."""
    if body.choice:
        parts = _content_parts(body)
        ways = [
            f"{literal(item.media_type)}: {_way(operation, item, part, types)}"
            for item, part in zip(body.contents, parts, strict=True)
        ]
        return f"_chosen(body, {body.choice}, {{{', '.join(ways)}}})"
    more = "" if body.media_type == _MEDIA_TYPES.get(body.kind) else f", {literal(body.media_type)}"
    if body.kind in _WHOLE:
        return f"_{body.kind}(body{more})"
    kind = _value(operation, "body", body.type, types)
    if body.kind in ("json", "lines"):
        return f"{'json' if body.kind == 'json' else '_lines'}(body, {kind}{more})"
    encoding = f", {literal(body.encoding)}" if body.encoding else ""
    return f"_{body.kind}(body, {kind}{encoding})"


def _way(operation: Operation, content: Content, part: str, types: Types) -> str:
    """How the body is written in one of its media types."""
    if content.kind in _WHOLE:
        return f"_As({literal(content.kind)})"
    encoding = f", {literal(content.encoding)}" if content.encoding else ""
    return f"_As({literal(content.kind)}, {_value(operation, part, content.type, types)}{encoding})"


def _content_parts(body: Body) -> list[str]:
    """What the type of the body is called in each of its media types: those that are the same have one name."""
    kinds = _content_types(body)
    return [f"body_{number + 1}" if (number := kinds.index(item.type)) else "body" for item in body.contents]


def returned_value(operation: Operation, types: Types) -> Code:
    """What `returns=` says: a class, an adapter in the module, or None."""
    if operation.returns is None:
        return Code("None")
    return read_type(operation.returns, types) if is_class(operation.returns, types) else adapter_name(operation)


def adapter_name(operation: Operation) -> Code:
    """The name of the module's `TypeAdapter` for the answer of this operation."""
    return Code(f"_{operation.name.upper().strip('_')}_ANSWER")


def value_aliases(resource: Resource, types: Types) -> list[tuple[Code, Code]]:
    """Names for the types that the module hands over as values and that are not one class: type checkers want that."""
    found: dict[Code, Code] = {}
    for operation in resource.operations:
        parts: list[tuple[str, Type]] = [
            (item.name, item.type) for item in operation.parameters if not is_plain(item.type) or _is_styled(item)
        ]
        parts += _body_types(operation.body) if operation.body else []
        parts += [(f"error_{item.status}", item.type) for item in operation.failures if item.type is not None]
        parts += [("answer", operation.returns)] if operation.returns is not None else []
        parts += [(f"answer_{item.status}", item.type) for item in operation.answers if item.type is not None]
        for part, kind in parts:
            if not _is_name(kind, types):
                found[_alias_name(operation, part)] = read_type(kind, types)
    return list(found.items())


def _body_types(body: Body) -> list[tuple[str, Type]]:
    if not body.choice:
        return [("body", body.type)]
    typed = zip(_content_parts(body), body.contents, strict=True)
    return [(part, item.type) for part, item in typed if item.kind not in _WHOLE]


def answer_adapters(resource: Resource, types: Types) -> list[tuple[Code, Code]]:
    """The operations whose answer is no single class: the name of a `TypeAdapter` in the module, and its type."""
    return [
        (adapter_name(operation), _value(operation, "answer", operation.returns, types))
        for operation in resource.operations
        if operation.returns is not None and not is_class(operation.returns, types)
    ]


def _value(operation: Operation, part: str, kind: Type, types: Types) -> Code:
    return read_type(kind, types) if _is_name(kind, types) else _alias_name(operation, part)


def _alias_name(operation: Operation, part: str) -> Code:
    return Code(f"_{pascal(operation.name)}{pascal(part)}")


def _is_name(kind: Type, types: Types) -> bool:
    """Is this type short enough, and the same at run time, to stand in a call as it is?"""
    if isinstance(kind, Ref):
        return kind.name in types.models or kind.name in types.aliases
    return is_plain(kind) or kind in (Scalar("Any"), Scalar("FileContent"), Scalar("ServerEvent"))


def method_docstring(operation: Operation, resource: Resource, client: Client, asynchronous: bool) -> Code:
    """The docstring of the method, for a line with eight spaces before it."""
    first, _, rest = operation.description.partition("\n")
    summary = operation.summary or first or f"{operation.method} {operation.path}"
    more = rest.strip() if summary == first else operation.description
    parts = [_sentence(summary), *([more] if more else [])]
    if operation.deprecated:
        parts.append("Deprecated: the description says not to use it any more.")
    if operation.servers:
        parts.append(f"Goes to {operation.servers[0].url}, unless the client has a `base_url`.")
    arguments = [_argument(item) for item in operation.parameters if item.place == "path"]
    if operation.body:
        arguments.append(entry("body", operation.body.description or "What to send."))
    if operation.body and operation.body.choice:
        told = " ".join(f"{item.media_type}: {_given_words(item)}." for item in operation.body.contents)
        arguments.append(entry(operation.body.choice, f"The media type in which the body is sent. {told}"))
    arguments += [_argument(item) for item in operation.parameters if item.place != "path"]
    arguments.append(entry("options", "Timeout, retries and headers of this call alone."))
    parts.append("Args:\n" + "\n".join(arguments))
    if operation.paging:
        parts.append(
            "Returns:\n    The items, page after page as they are asked for; `pages()` and `page()` give whole pages."
        )
    elif operation.reads in STREAMED:
        what = operation.returns_description.rstrip(".") or "The items"
        told = f"{what}, as they come. Read them to the end, or use this in a `with`, which closes the connection."
        parts.append("Returns:\n" + _indented("\n".join(prose(told, WIDTH - 12))))
    elif operation.returns is not None:
        parts.append("Returns:\n" + _indented(operation.returns_description or "The answer."))
    raised = raised_errors(operation)
    if raised:
        parts.append("Raises:\n" + "\n".join(entry(name, description) for name, description in raised.items()))
    parts.append("Example:\n" + _indented(example(operation, resource, client, asynchronous)))
    return docstring("\n\n".join(parts), 8)


def example_call(operation: Operation, resource: Resource, types: Types) -> Code:
    """A call of the method with all that it must be given, without the client."""
    return Code(f"{resource.name}.{operation.name}({', '.join(example_arguments(operation, types))})")


def example(operation: Operation, resource: Resource, client: Client, asynchronous: bool) -> str:
    """A call of the method as one types it, with all that it must be given, and what the document says comes back."""
    given = ", ".join(example_arguments(operation, client.types))
    call = f"client.{example_call(operation, resource, client.types)}"
    wait = "await " if asynchronous else ""
    if operation.paging:
        shown = example_results(operation.paging.item, example_items(operation), given, client.types)
        name, values = shown or ("", [])
        loop = f">>> {'async ' * asynchronous}for item in {call}:\n...     print(item{name})"
        return "\n".join([loop, *(str(value) for value in values)])
    if operation.returns is None:
        return f">>> {wait}{call}"
    if operation.reads in STREAMED:
        return f">>> {'async ' * asynchronous}for item in {wait}{call}:\n...     print(item)"
    shown = example_results(operation.returns, [operation.returns_example], given, client.types)
    if shown is None:
        return f">>> result = {wait}{call}"
    name, values = shown
    return f">>> {f'({wait}{call})' if wait else call}{name}\n{values[0]!r}"


def returned_type(operation: Operation, resource: Resource, types: Types, asynchronous: bool) -> Code:
    """The annotation of what the method returns. In a class with a method `list` the name means that method."""
    hidden = frozenset(name for other in resource.operations for name in (other.name, *other.was))
    if operation.paging:
        page = read_type(operation.returns, types, hidden) if operation.returns else "None"
        item = read_type(operation.paging.item, types, hidden)
        return Code(f"{'AsyncPager' if asynchronous else 'Pager'}[{item}, {page}]")
    if operation.returns is None:
        return Code("None")
    read = read_type(operation.returns, types, hidden)
    return Code(f"_{'Async' * asynchronous}Stream[{read}]") if operation.reads in STREAMED else read


def sender(operation: Operation, asynchronous: bool) -> Code:
    """The beginning of the call that sends the request."""
    if operation.reads in STREAMED:
        return Code(f"_stream{'_async' * asynchronous}(self._client, ")
    return Code(f"self._client.{'paginate' if operation.paging else 'send'}(")


def _given(parameter: Parameter, types: Types) -> Code:
    return given_type(parameter.type, types)


def _or_none(annotation: str) -> str:
    return "" if annotation in ("Any", "None") or annotation.endswith("| None") else " | None"


def _given_words(content: Content) -> str:
    if content.kind in _WHOLE:
        return "the text as it is" if content.kind == "text" else "the bytes as they are"
    return {"form": "a form", "multipart": "a form that can hold files", "lines": "items, each as JSON"}.get(
        content.kind, "JSON"
    )


def _sent(operation: Operation, parameter: Parameter, types: Types) -> str:
    """The value of a parameter as the request gets it (OpenAPI 3.1, section 4.8.12.3: styles)."""
    kind = _value(operation, parameter.name, parameter.type, types)
    told = ", required=True" if parameter.required and parameter.place != "path" else ""  # a path always needs it
    if parameter.media_type:
        return f"_as_content({parameter.name}, {kind}, {literal(parameter.media_type)}{told})"
    told += ", reserved=True" if parameter.reserved else ""
    if parameter.style == "deepObject":
        return f"deep_object({parameter.name}, {kind}{told})"
    if _is_styled(parameter):
        style = f"style={quoted(parameter.style)}, explode={parameter.explode}"
        return f"styled({parameter.name}, {kind}, {style}{told})"
    return f"checked({parameter.name}, {kind}{told})"


def _is_styled(parameter: Parameter) -> bool:
    """Is the value written in another way than its place's usual one? A single value looks the same in most styles."""
    if parameter.style in ("label", "matrix", "deepObject", "cookie") or parameter.reserved:
        return True
    usual = parameter.style == STYLES[parameter.place][0] and parameter.explode == (parameter.style == "form")
    return not usual and not is_plain(parameter.type)


def raised_errors(operation: Operation) -> dict[str, str]:
    """The classes of the errors that the document tells of, and when they are raised."""
    raised: dict[str, str] = {}
    for failure in operation.failures:
        status = failure.status
        name = error_of(status)
        text = failure.description or f"The answer has status {status}."
        raised[name] = f"{raised[name]} {text}" if name in raised else text
    return raised


def _argument(parameter: Parameter) -> str:
    about = parameter.description or f"The {parameter.place} parameter `{parameter.wire}`."
    return entry(parameter.name, about, parameter.deprecated)


def entry(name: str, description: str, deprecated: bool = False) -> str:
    """A name and its description as an entry of a docstring's section."""
    text = description.strip()
    first, *more = [line.strip() for line in (f"Deprecated. {text}" if deprecated else text).splitlines()]
    lines = [*prose(f"{name}: {first}", WIDTH - 16)]
    lines += [f"    {line}" for text in more if text for line in prose(text, WIDTH - 20)]
    return "\n".join([f"    {lines[0]}", *(f"        {line.strip()}" for line in lines[1:])])


def _indented(text: str) -> str:
    return "\n".join(f"    {line.strip() if not line.startswith('...') else line}" for line in text.splitlines())


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."
