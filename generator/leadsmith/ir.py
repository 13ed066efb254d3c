"""The client as data: what `operations` decides and `render` prints.

Frozen dataclasses, each with the JSON pointer it came from. Names here are final Python names. Nothing is computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from leadsmith.signing import Signing

# Types of values ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scalar:
    """A type that has no parts: `str`, `int`, `float`, `bool`, `None`, `Any`, `datetime`, `date`, `UUID`, ...

    `UnknownVariant` is an object of an answer that is none of those that a union lists.
    """

    name: str


@dataclass(frozen=True)
class Ref:
    """A class or alias of `models`, by its name."""

    name: str


@dataclass(frozen=True)
class ListOf:
    """An array."""

    item: Type


@dataclass(frozen=True)
class MapOf:
    """An object with any keys."""

    value: Type


@dataclass(frozen=True)
class UnionOf:
    """One of several types; the order is the document's.

    `several` is not empty where a value may be several of them at once: the key in `Types.unions`.
    """

    options: tuple[Type, ...]
    several: str = field(default="", compare=False)


@dataclass(frozen=True)
class TupleOf:
    """An array with a fixed number of items, each of its own type."""

    items: tuple[Type, ...]


@dataclass(frozen=True)
class LiteralOf:
    """One of a few constants."""

    values: tuple[str | int | bool, ...]


Type = Scalar | Ref | ListOf | MapOf | TupleOf | UnionOf | LiteralOf

# Models ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EnumMember:
    """A member of an enum class."""

    name: str
    value: str | int | float | bool
    pointer: str
    was: tuple[str, ...] = ()
    """Old names that stay as deprecated aliases."""


@dataclass(frozen=True)
class EnumClass:
    """An enum class; `base` is `StrEnum`, `IntEnum` or `Enum`, `value_type` the type of an unlisted value."""

    name: str
    base: str
    value_type: Type
    members: tuple[EnumMember, ...]
    description: str
    pointer: str
    was: tuple[str, ...] = ()
    """Old names that stay as deprecated aliases."""


@dataclass(frozen=True)
class Field:
    """A property of a model. `type` is without null; `nullable` says that null is a value.

    `read_only`: it is never sent, and so required in answers alone; `write_only`: it is no part of answers, and so
    required in requests alone. Both are said of models that travel that way only.
    """

    name: str
    wire: str
    type: Type
    required: bool
    nullable: bool
    description: str
    pointer: str
    default: Any = None
    """What the server takes where it is left out, as the document says; None when it says nothing."""
    was: tuple[str, ...] = ()
    """Old names that stay as deprecated aliases."""
    read_only: bool = False
    write_only: bool = False
    tags: tuple[str, ...] = ()
    """The values that tell that a value of a union is of this class, beside those that the type lists."""
    format: str = ""
    """What the text is, as the document says it of the property itself."""


@dataclass(frozen=True)
class ModelClass:
    """An object schema with properties. `extra` is the type of further properties, None when none are described."""

    name: str
    fields: tuple[Field, ...]
    extra: Type | None
    description: str
    pointer: str
    was: tuple[str, ...] = ()
    """Old names that stay as deprecated aliases."""


@dataclass(frozen=True)
class Alias:
    """A component that is neither object nor enum: a name for a type."""

    name: str
    type: Type
    description: str
    pointer: str
    was: tuple[str, ...] = ()
    """Old names that stay as deprecated aliases."""


@dataclass(frozen=True)
class UnionDict:
    """The typed dict of what may be several of `models` at once."""

    name: str
    models: tuple[str, ...]


@dataclass(frozen=True)
class Types:
    """All classes of the client by name, in the order in which they are printed.

    `dicts` maps each model that a caller may write as a plain dict to the name of its typed dict.
    """

    enums: Mapping[str, EnumClass]
    models: Mapping[str, ModelClass]
    aliases: Mapping[str, Alias]
    dicts: Mapping[str, str]
    dicts_was: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The name of a typed dict -> its old names that stay as deprecated aliases."""
    unions: Mapping[str, UnionDict] = field(default_factory=dict)
    """What a caller may write as one plain dict for several models at once, by the key of the union."""


# Operations -----------------------------------------------------------------------------------------------------------

Place = Literal["path", "query", "querystring", "header", "cookie"]
"""Where a parameter goes; `querystring` is the whole query (OpenAPI 3.2)."""

STYLES: Mapping[str, tuple[str, ...]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "querystring": ("form",),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}
"""The styles of each place, the usual one first (OpenAPI 3.1, section 4.8.12.3; `cookie` is new in 3.2)."""


@dataclass(frozen=True)
class Parameter:
    """An argument of a method. `type` is without null: None means that it is not sent. `wire` is its name there.

    With a `media_type` its value is written as that says, and not in a style. `reserved`: characters that URLs reserve
    stay as they are in it.
    """

    name: str
    wire: str
    place: Place
    type: Type
    required: bool
    style: str
    explode: bool
    description: str
    deprecated: bool
    example: Any
    pointer: str
    default: Any = None
    """What the server takes where it is left out, as the document says; None when it says nothing."""
    was: tuple[str, ...] = ()
    """Old names that stay as deprecated aliases."""
    media_type: str = ""
    reserved: bool = False
    minimum: Any = None
    """The least that it may be, as the document says."""


Kind = Literal["json", "form", "multipart", "lines", "text", "binary"]
"""How a body is written."""


@dataclass(frozen=True)
class Content:
    """One of several media types in which a body can be written.

    `encoding` has what is special about a member of a form: `style`, `explode` and `contentType`, by wire name.
    """

    media_type: str
    type: Type
    kind: Kind
    encoding: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Body:
    """The body of a request. `type` is what the argument takes; `media_type`, `kind` and `encoding` say how it is
    written.

    Where there are several ways, `contents` has all of them, this one first, and `choice` is the argument by which a
    caller takes another.
    """

    media_type: str
    type: Type
    required: bool
    description: str
    example: Any
    pointer: str
    kind: Kind = "json"
    encoding: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    contents: tuple[Content, ...] = ()
    choice: str = ""


@dataclass(frozen=True)
class Failure:
    """An answer that is an error: `status` is a number, a range like `4XX`, or `default`."""

    status: int | str
    type: Type | None
    description: str


Streamed = Literal["data", "event", "event_text", "server_event", "lines", "sequence"]
Reads = Literal["json", "text", "binary", "location"] | Streamed
"""How an answer is read: as JSON, as a whole, or as the address that it points to. Of a stream, what an item is: the
JSON in the data of a server-sent event; the event as an object, with its data as JSON or as text; the event as it is;
the JSON in a line, or in a JSON text sequence.
"""
STREAMED: frozenset[str] = frozenset(get_args(Streamed))


@dataclass(frozen=True)
class Answer:
    """An answer that is no error: `status` as in `Failure`, `type` None where it has no content."""

    status: int | str
    type: Type | None
    reads: Reads = "json"


@dataclass(frozen=True)
class Step:
    """A step into a value: to the field `name`, or to the entry of a map under the key `wire`.

    `optional`: nothing may be there, or null.
    """

    name: str
    wire: str
    optional: bool = False
    key: bool = False


Path = tuple[Step, ...]
"""The way from a page to something in it; empty for the page itself."""

PagingKind = Literal["page", "offset", "cursor", "link", "header"]
"""How the next page is asked for: by its number, by the number of items before it, by another value that a page or its
last item holds, by a link in the page, or by one in the `Link` header."""


@dataclass(frozen=True)
class Paging:
    """How a list goes on: `items` leads to the items of a page, which are of the type `item`.

    `parameter` is the query parameter, by its wire name, that asks for the next page, and `next` leads to its value, or
    to the link; with `last_item` it begins at the last item. `more` leads to a flag that says whether a page follows;
    with `ends` it says that none does. Pages and offsets without `next` are counted: `first` is the number of the first
    page or item, `number` leads to that of the page, and `pages` and `total` to how many pages and items there are.
    """

    kind: PagingKind
    items: Path
    item: Type
    parameter: str = ""
    next: Path = ()
    last_item: bool = False
    more: Path = ()
    ends: bool = False
    first: int | None = None
    number: Path = ()
    pages: Path = ()
    total: Path = ()
    confidence: Literal["", "high", "medium", "configured"] = ""
    """Medium: only an empty page tells the end, or the meaning of a field is in its description alone."""


@dataclass(frozen=True)
class ServerVariable:
    """A variable in a server's URL: its default, None where there is none, and its values, empty for any."""

    wire: str
    default: str | None
    values: tuple[str, ...]


@dataclass(frozen=True)
class Server:
    """A server with an absolute URL; `name` is its environment name."""

    name: str
    url: str
    pointer: str
    variables: tuple[ServerVariable, ...] = ()


@dataclass(frozen=True)
class ServerArgument:
    """A keyword argument of the client: a variable of one or more servers. `default` is empty where they differ."""

    name: str
    wire: str
    values: tuple[str, ...]
    default: str
    description: str
    pointer: str


@dataclass(frozen=True)
class Operation:
    """A method of a resource. `returns` is None when the answer has no content, and then `accept` is empty.

    Where what comes depends on the status, `answers` says what comes with which, and `returns` is their union. Of a
    stream, which `reads` says, it is the type of an item.
    """

    name: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    returns: Type | None
    accept: str
    failures: tuple[Failure, ...]
    paging: Paging | None
    security: tuple[tuple[str, ...], ...] | None
    summary: str
    description: str
    returns_description: str
    returns_example: Any
    deprecated: bool
    pointer: str
    was: tuple[str, ...] = ()
    """Old names that stay as deprecated aliases."""
    reads: Reads = "json"
    """How an answer is read."""
    answers: tuple[Answer, ...] = ()
    servers: tuple[Server, ...] = ()
    """Its own, where it has others than the client."""
    operation_id: str = ""
    """What the document calls it."""


@dataclass(frozen=True)
class Webhook:
    """What the server sends by itself: `name` is the function that reads it, `wire` what the document calls it.

    `sender` is the operation whose callback it is, as the document calls it; empty for a webhook.
    """

    name: str
    wire: str
    sender: str
    type: Type
    summary: str
    description: str
    pointer: str


@dataclass(frozen=True)
class Signed:
    """That the client checks the signatures of what the server sends by itself, and by which functions.

    `verify` checks, `sign` makes headers for tests, and `unwrap` checks and reads whatever comes: None where the
    document has no webhooks.
    """

    verify: str
    sign: str
    unwrap: Webhook | None
    signing: Signing


@dataclass(frozen=True)
class Resource:
    """The operations of one tag: attribute and module `name`, class `class_name`, and an async class beside it."""

    name: str
    class_name: str
    operations: tuple[Operation, ...]
    description: str
    pointer: str
    was: tuple[str, ...] = ()
    """Old names that stay as deprecated aliases."""
    class_was: tuple[str, ...] = ()
    """Old names of the class; each is taken with `Async` in front as well."""


# Client ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Credential:
    """A security scheme that the client can satisfy; `kind` is `apiKey`, `bearer` or `basic`.

    `arguments` are the keyword arguments of the client, with an environment variable each. Where the scheme has the
    client credentials grant of OAuth 2.0, `token_url` says where tokens are given, and `client_environment` has the
    variables of the client's id and secret.
    """

    scheme: str
    kind: Literal["apiKey", "bearer", "basic"]
    arguments: tuple[str, ...]
    environment: tuple[str, ...]
    place: Place
    wire: str
    prefix: str
    description: str
    pointer: str
    token_url: str = ""
    client_environment: tuple[str, ...] = ()


@dataclass(frozen=True)
class Client:
    """The whole client."""

    package: str
    class_name: str
    title: str
    description: str
    servers: tuple[Server, ...]
    credentials: tuple[Credential, ...]
    security: tuple[tuple[str, ...], ...]
    resources: tuple[Resource, ...]
    types: Types
    was: tuple[str, ...] = ()
    """Old names of the class that stay as deprecated aliases; each is taken with `Async` in front as well."""
    server_arguments: tuple[ServerArgument, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    signed: Signed | None = None
    """None where the configuration does not say how webhooks are signed."""
    product: str = ""
    """What it calls itself in the header `User-Agent`: `name/version`."""
    http: str = "httpx"
    """The module that it sends with, which has the names of httpx."""
