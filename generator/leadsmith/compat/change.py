"""One change of a client's public face. Must not know how changes are found or shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["breaking", "warning", "info"]
"""`breaking`: code that was right stops working or stops type-checking. `warning`: it may. `info`: it does not."""

Direction = Literal["request", "response", ""]
"""What travels: to the server, from it, or neither."""

Touch = Literal["call", "name", "construct", "read", "write", "match", "except"]
"""How a place in a code base can touch a symbol:

- `call`: a method is called, or named without a call (it may be called then).
- `name`: a class is named: imported, called, in an annotation, in `isinstance`.
- `construct`: a model is made by its class or as a dict that is typed as one.
- `read`: a field or a member is read.
- `write`: a field, a keyword or a positional argument is given.
- `match`: the values of an enum or a union are told apart (`match`, `is`, `==`, `isinstance`).
- `except`: an exception is caught.
"""


@dataclass(frozen=True)
class Change:
    """One change.

    `symbol` and `symbol_after` are what a caller writes, in one of these forms; empty where there is none:

        client.leads                    a resource
        client.leads.update             a method
        client.leads.update(depth=)     an argument of it, by its name, also when it is given by position
        Lead                            a model, alias or enum
        LeadDict                        a typed dict, where it is named; what is made as one is the model
        Lead.first_name                 a field, also as the key of a typed dict and as a keyword of the constructor
        ProcessStatuses.QUALIFIED_LEAD  a member of an enum
        DrivlyLeads(api_key=)           an argument of the client's constructor
        DrivlyLeads                     the client itself, and its async twin
        NotFoundError                   an exception
        webhooks.lead_created           a function that reads a webhook or callback, or checks signatures

    `pointer` is the JSON pointer in the new document, in the old one for what is gone. `touches` says which uses of
    `symbol` are touched by the change; those of the old client. Where the uses that matter are those that leave an
    argument or a field out (it is new or became required, or its default is another one), `symbol` is the method, model
    or client, `symbol_after` the argument or field, and `left_out` has all names by which it can be given: a call, or
    what is made, is touched where none of them is given.
    """

    id: str
    level: Level
    direction: Direction
    pointer: str
    symbol: str
    symbol_after: str
    message: str
    advice: str
    touches: frozenset[Touch]
    before: str = ""
    after: str = ""
    left_out: frozenset[str] = frozenset()
    gone: bool = False
    """Is `pointer` one of the old document?"""
