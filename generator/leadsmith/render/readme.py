"""What the README.md of a client says of its own operations: examples that run, and a line for each method."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from leadsmith.ir import (
    STREAMED,
    Client,
    Credential,
    Operation,
    Parameter,
    Ref,
    Resource,
    Scalar,
    ServerArgument,
    Types,
    Webhook,
)
from leadsmith.render.annotations import read_type
from leadsmith.render.code import Code, identifier, literal
from leadsmith.render.examples import example_arguments, example_items, example_results, sample_of
from leadsmith.render.markdown import markdown, span
from leadsmith.render.methods import example_call, raised_errors

_LONGEST_TEXT = 1_500
"""Characters of the document's own description."""
_Place = tuple[Operation, Resource]


@dataclass(frozen=True)
class Shown:
    """An operation in the examples.

    `call` is a call of it and `method` the method, both without the client, and `verb` the method of HTTP. `arguments`
    is what it is given there, with a comma in front. `statement` and `awaited` are the call with what one does with its
    result. `failure` is an error that it may raise.
    """

    call: Code
    method: Code
    verb: Code
    arguments: Code
    statement: Code
    awaited: Code
    failure: Code


@dataclass(frozen=True)
class ShownField:
    """A field of what an operation gives: a dict of it alone, how it is got, and its value."""

    answer: Code
    attribute: Code
    value: Code


@dataclass(frozen=True)
class Examples:
    """Operations of a client that show what it can do, each None where it has no such. `first` are the very first.

    `value` gives something as a whole, of which `value_field` is a part.
    """

    first: tuple[Shown, ...]
    value: Shown | None
    value_field: ShownField | None
    pages: Shown | None
    stream: Shown | None
    upload: Shown | None
    download: Shown | None


def readme_examples(client: Client) -> Examples:
    """The operations that the README shows."""
    places = [(operation, resource) for resource in client.resources for operation in resource.operations]
    places = [place for place in places if not place[0].deprecated] or places
    pages = _first(places, lambda operation: operation.paging is not None)
    whole = [place for place in places if _gives_a_value(place[0])]
    value = _first(whole, lambda it: it.method == "GET" and "{" in it.path) or _first(whole, lambda _: True)
    sent = _first(whole, lambda operation: operation.body is not None)
    first: list[_Place] = []
    for place in (pages, value, sent):
        if place and place not in first:
            first.append(place)
    return Examples(
        first=tuple(_shown(place, client) for place in first or places[:1]),
        value=_shown(value, client) if value else None,
        value_field=_value_field(value[0], client.types) if value else None,
        **{
            name: _shown(place, client) if (place := _first(places, wanted)) else None
            for name, wanted in _KINDS.items()
        },
    )


_KINDS: dict[str, Callable[[Operation], bool]] = {
    "pages": lambda operation: operation.paging is not None,
    "stream": lambda operation: operation.reads in STREAMED,
    "upload": lambda operation: operation.body is not None and operation.body.kind in ("multipart", "binary"),
    "download": lambda operation: operation.reads == "binary" and operation.returns is not None,
}


def client_arguments(client: Client) -> Code:
    """What one gives the client's class: credentials of the first alternative, and an address where there is none."""
    return Code(", ".join([*_credentials(client), *_address(client)]))


def server_arguments(client: Client) -> Code:
    """What one gives the client's class for another server than the usual one, or another address of that."""
    usual, *others = client.servers
    server = max((*others, usual), key=lambda each: bool(each.variables))
    chosen = [f"environment={literal(server.name)}"] if server is not usual else []
    names = {part.wire: part.name for part in client.server_arguments}
    for part in server.variables:
        value = next((value for value in part.values if value != part.default), part.default or "example")
        chosen.append(f"{identifier(names[part.wire])}={literal(value)}")
    return Code(", ".join([*_credentials(client), *chosen]))


def base_url_arguments(client: Client) -> Code:
    """What one gives the client's class for an address that the description does not have."""
    return Code(", ".join([*_credentials(client), 'base_url="http://localhost:3000"']))


def server_argument_line(argument: ServerArgument) -> Code:
    """What a variable of servers stands for, its default, and what it may be."""
    told = f"stands for {span(f'{{{argument.wire}}}')} in the address"
    told += f", by default {span(argument.default)}" if argument.default else ""
    told += f"; one of {', '.join(map(span, argument.values))}" if argument.values else ""
    about = f". {markdown(argument.description)}" if argument.description.strip() else ""
    return Code(f"{span(f'{argument.name}=')} {told}{about}")


def _credentials(client: Client) -> list[str]:
    wanted = next((names for names in client.security if names), ())
    return [
        f'{identifier(argument)}="..."'
        for credential in client.credentials
        if credential.scheme in wanted
        for argument in credential.arguments
    ]


def granted_arguments(client: Client) -> Code:
    """What one gives the client's class for tokens by the client credentials grant; nothing where there is no such."""
    granted = [item for item in client.credentials if item.token_url]
    if not granted:
        return Code("")
    given = f'{identifier(granted[0].arguments[0])}=ClientCredentials("id", "secret")'
    return Code(", ".join([given, *_address(client)]))


def _address(client: Client) -> list[str]:
    given = [
        f"{identifier(part.name)}={literal(part.values[0] if part.values else 'example')}"
        for part in client.server_arguments
        if not part.default
    ]
    return given if client.servers else [*given, 'base_url="https://api.example.com"']


def requirement(client: Client) -> Code:
    """What pip installs for the client beside pydantic."""
    return Code(f"{client.http}>={_OLDEST[client.http]}")


_OLDEST = {"httpx": "0.27", "httpx2": "2.0"}
"""The versions from which on the runtime works."""


def about(client: Client) -> list[Code]:
    """The beginning of what the document says of the API, a paragraph each."""
    found: list[Code] = []
    for paragraph in re.split(r"\n\s*\n", client.description.strip()):
        if paragraph.strip() and sum(map(len, found)) + len(paragraph) <= _LONGEST_TEXT:
            found.append(markdown(paragraph))
        else:
            break
    return found


def credential_line(credential: Credential) -> Code:
    """How a credential is given."""
    given = " and ".join(span(name) for name in credential.arguments)
    variables = " and ".join(span(name) for name in credential.environment)
    about = markdown(credential.description or f"For the security scheme {credential.scheme}.")
    return Code(f"{given}, or in the environment {variables}: {about}")


def credentials_text(client: Client) -> Code:
    """How credentials are given, beside as text."""
    told = [
        "Without an argument the environment variable is read. Only what a call needs has to be there; what is missing "
        "is a `ConfigurationError` that says so, before anything is sent."
    ]
    if any(credential.kind != "basic" for credential in client.credentials):
        told.append("A key or a token may be a function too: it is called for each attempt.")
    return markdown(" ".join(told))


def grant_line(credential: Credential) -> Code:
    """Where the tokens of a credential come from, and where id and secret are by default."""
    id_, secret = map(span, credential.client_environment)
    tokens = f"{span(credential.arguments[0])}: tokens are given at {span(credential.token_url)}"
    return Code(f"{tokens}. Id and secret may be in the environment {id_} and {secret}.")


def ends_by_mark(client: Client) -> bool:
    """Does it read streams whose data is JSON, but for the mark at their end?"""
    return any(operation.reads in ("data", "event") for each in client.resources for operation in each.operations)


def webhook_line(webhook: Webhook, types: Types) -> Code:
    """The function that reads a webhook, what it gives, and what it is."""
    told = webhook.summary or webhook.description.partition("\n")[0]
    of = f" of {span(webhook.sender)}" if webhook.sender else ""
    about = f". {markdown(told)}" if told.strip() else ""
    returns = read_type(webhook.type, types)
    return Code(f"{span(f'webhooks.{webhook.name}(body) -> {returns}')}: {span(webhook.wire)}{of}{about}")


def indented(code: Code, spaces: int) -> Code:
    """Code of several lines, for a line with so many spaces before it."""
    return Code(code.replace("\n", "\n" + " " * spaces))


def method_line(operation: Operation, resource: Resource, types: Types) -> Code:
    """A method in one line of Markdown: how it is called, what it gives, what it is for, and where it goes."""
    first = [item for item in operation.parameters if item.place == "path"]
    arguments = [_argument(item) for item in first]
    if operation.body:
        arguments.append("body" if operation.body.required else "body=None")
    keywords = [_argument(item) for item in operation.parameters if item.place != "path"]
    if operation.body and operation.body.choice:
        keywords.insert(0, f"{operation.body.choice}={literal(operation.body.media_type)}")
    arguments += ["*", *keywords] if keywords else []
    signature = f"{resource.name}.{operation.name}({', '.join(arguments)}) -> {_returned(operation, types)}"
    summary = operation.summary or operation.description.partition("\n")[0]
    told = f"{markdown(summary).rstrip('.')}. " if summary.strip() else ""
    deprecated = "Deprecated. " if operation.deprecated else ""
    return Code(f"{span(signature)}: {deprecated}{told}{span(f'{operation.method} {operation.path}')}")


def _argument(item: Parameter) -> str:
    return item.name if item.required else f"{item.name}=None"


def _returned(operation: Operation, types: Types) -> str:
    if operation.returns is None:
        return "None"
    read = re.sub(
        r"\b_(?=[A-Z])", "", read_type(operation.returns, types)
    )  # which modules import by names of their own
    if operation.paging:
        return f"Pager[{read_type(operation.paging.item, types)}, {read}]"
    return f"Stream[{read}]" if operation.reads in STREAMED else read


def _first(places: list[_Place], wanted: Callable[[Operation], bool]) -> _Place | None:
    return next((place for place in places if wanted(place[0])), None)


def _gives_a_value(operation: Operation) -> bool:
    return operation.returns is not None and operation.reads not in STREAMED and operation.paging is None


def _shown(place: _Place, client: Client) -> Shown:
    operation, resource = place
    given = example_arguments(operation, client.types)
    failures = [name for name in raised_errors(operation) if name.endswith("Error")]
    return Shown(
        call=example_call(operation, resource, client.types),
        method=Code(f"{resource.name}.{operation.name}"),
        verb=literal(operation.method),
        arguments=Code("".join(f", {each}" for each in given)),
        statement=_statement(operation, resource, client.types, False),
        awaited=_statement(operation, resource, client.types, True),
        failure=Code(next((name for name in ("NotFoundError", *failures) if name in failures), "StatusError")),
    )


def _statement(operation: Operation, resource: Resource, types: Types, asynchronous: bool) -> Code:
    """The call, and its result printed."""
    call = f"client.{example_call(operation, resource, types)}"
    loop = "async for" if asynchronous else "for"
    wait = "await " if asynchronous else ""
    if operation.paging:
        name = _field(operation, types)
        return Code(f"{loop} item in {call}:\n    print(item{name})")
    if operation.reads in STREAMED and operation.returns is not None:
        opened = "async with" if asynchronous else "with"
        return Code(f"{opened} {wait}{call} as stream:\n    {loop} item in stream:\n        print(item)")
    if operation.returns is None:
        return Code(f"{wait}{call}")
    name = _field(operation, types)
    return Code(f"print(({wait}{call}){name})" if asynchronous and name else f"print({wait}{call}{name})")


def _field(operation: Operation, types: Types) -> str:
    """The field of the result, or of an item, that the docstring of the method shows too."""
    if operation.paging:
        shown = example_results(operation.paging.item, example_items(operation), "", types)
    elif operation.returns is not None:
        shown = example_results(operation.returns, [operation.returns_example], "", types)
    else:
        shown = None
    return shown[0] if shown else ""


def _value_field(operation: Operation, types: Types) -> ShownField | None:
    """The field that the docstring shows, or else the first that is text or a number."""
    kind = operation.returns
    if operation.answers or operation.reads != "json" or not isinstance(kind, Ref) or kind.name not in types.models:
        return None
    shown = example_results(kind, [operation.returns_example], "", types)
    known = {f".{field.name}": field for field in types.models[kind.name].fields if not field.write_only}
    simple = [name for name, field in known.items() if field.type in (Scalar("str"), Scalar("int"))]
    attribute = shown[0] if shown else next(iter(simple), None)
    if attribute not in known:
        return None
    value = literal(shown[1][0] if shown else sample_of(known[attribute].type, types))
    return ShownField(Code(f"{{{literal(attribute[1:])}: {value}}}"), Code(attribute), value)
