"""A document that has text in every place that OpenAPI knows, what hostile text there is, and how the two meet.

Knows OpenAPI, nothing of what is made of a document.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

Texts = Mapping[str, str]
"""Place -> the text there; the others have a harmless word."""

MARK = "LEADSMITH_ESCAPED()"
"""Runs where text became code: see `sandbox`."""

PAYLOADS = (
    f'"""\n{MARK}\n"""',
    f"'''\n{MARK}\n'''",
    f"\n{MARK}\n",
    f"\r{MARK}",
    f"a\r\n{MARK}\r\n",
    *(f"a{end}{MARK}" for end in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
    f"'+str({MARK})+'",
    f'"+str({MARK})+"',
    f'")\n{MARK}\n("',
    f"]\n{MARK}\n[",
    f'": {MARK}, "',
    f'", default_factory=lambda: {MARK}, alias="',
    f"{{{MARK}}}",
    f"{{{MARK}!r}}",
    f"${{{MARK}}}",
    f"#{{{MARK}}}",
    f"`${{{MARK}}}`",
    f"{{{{ {MARK} }}}}",
    "{{ ''.__class__.__mro__ }}",
    "{% for x in y %}",
    "{% raw %}",
    "{# comment #}",
    "%(a)s %s {0} {a} {a.__class__}",
    f"str; {MARK}",
    f"str | {MARK}",
    f"os\n{MARK}",
    f"os; {MARK} #",
    f"(): pass\n    {MARK}\ndef f",
    f"x = {MARK}",
    f"list[{MARK}]",
    f"builtins.{MARK}",
    f"-->\n{MARK}\n<!--",
    f"*/ {MARK} /*",
    f"# type: ignore\n{MARK}",
    f"```\n\n```python\n{MARK}\n```",
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    "ends in \\",
    'ends in "',
    'ends in \\"',
    "ends in '",
    '"""',
    '\\"""',
    "\\N{BULLET}",
    "\\N{nothing}",
    "\\x0",
    "\\u12",
    "\\",
    '"',
    "'",
    "{",
    "}",
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "\ud800",
    "a\udfffb",
    "\U0001f697",
    "\u202ereversed",
    "\u2066isolated\u2069",
    "\u200bzero",
    "\ufeffmark",
    "\ufb01",
    "fi",
    "\u212a",
    "\u0130",
    "\u0928\u092e\u0938\u094d\u0924\u0947",
    "__class__",
    "__init__",
    "__import__",
    "__getattr__",
    "__builtins__",
    "__pydantic_extra__",
    "model_config",
    "_client",
    "mro",
    "None",
    "True",
    "self",
    "cls",
    "print",
    "len",
    "dict",
    "str",
    "eval",
    "builtins",
    "typing",
    "import",
    "annotations",
    "Field",
    "..\\..\\x",
    "../../x",
    "%2e%2e%2fx",
    "/abs",
    "C:\\x",
    "CON",
    "nul.txt",
    "a:b",
    ".",
    "..",
    "~",
    "a" * 300,
    "a " * 150,
    " ",
    "\t",
    "-1",
    "1e999",
    "nan",
    "inf",
    "NaN",
    "0x10",
    "yes",
    "#",
    "# comment",
)
"""What has broken out of generators, and what comes near to it; each is one text."""

PARTS = (*"\"'\\{}[]()#%$`;:,=.+-@!&|<>/*~^_ \n\r\t\x00\x0b\x0c\x85\u2028\u2029\u202e", MARK, "a", "1", "\ud800", '"""')


def document(texts: Texts) -> dict[str, Any]:
    """The document with these texts in their places."""
    return _document(lambda place, word: texts.get(place, word))


@cache
def places() -> tuple[str, ...]:
    """All places that have text."""
    found: list[str] = []

    def note(place: str, word: str) -> str:
        found.append(place)
        return word

    _document(note)
    return tuple(dict.fromkeys(found))


def hostile(random: Random) -> dict[str, str]:
    """Hostile text for one place or several, sometimes for all of them."""
    count = random.choice((1, 1, 2, 3, 5, 10, len(places())))
    return {place: text(random) for place in random.sample(places(), count)}


def text(random: Random) -> str:
    """A hostile text."""
    way = random.random()
    if way < 0.6:
        return random.choice(PAYLOADS)
    if way < 0.75:
        return random.choice(PAYLOADS) + random.choice(PAYLOADS)
    if way < 0.95:
        return "".join(random.choice(PARTS) for _ in range(random.randint(1, 12)))
    return "".join(chr(random.randrange(0x110000)) for _ in range(random.randint(1, 8)))


def encoded(texts: Texts) -> bytes:
    """The document as JSON, in which every text can be written."""
    return json.dumps(document(texts)).encode()


Text = Callable[[str, str], str]


def _document(text: Text) -> dict[str, Any]:
    """The document, where `text` gives what stands in a place, for the harmless word that would."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": text("info.title", "Shop"),
            "summary": text("info.summary", "word"),
            "description": text("info.description", "word"),
            "version": text("info.version", "1"),
            "termsOfService": text("info.termsOfService", "word"),
            "contact": {"name": text("contact.name", "word"), "email": text("contact.email", "word")},
            "license": {"name": text("license.name", "word"), "identifier": text("license.identifier", "MIT")},
            "x-go-type-import": {"path": text("info.x", "word")},
            "x-ms-kiota-info": {
                "languagesInformation": {
                    "Python": {
                        "clientClassName": text("kiota.class", "word"),
                        "clientNamespaceName": text("kiota.namespace", "word"),
                        "dependencyInstallCommand": text("kiota.command", "word"),
                        "dependencies": [{"name": text("kiota.dependency", "word"), "version": "1"}],
                    }
                }
            },
        },
        "servers": [
            {
                "url": "https://{region}.example.com/" + text("server.url", "word").replace("{", "").replace("}", ""),
                "name": text("server.name", "word"),
                "description": text("server.description", "word"),
                "variables": {
                    "region": {
                        "enum": [text("variable.enum", "word"), "other"],
                        "default": text("variable.enum", "word"),
                        "description": text("variable.description", "word"),
                    }
                },
            },
            {"url": "https://two.example.com", "description": text("server.other", "word two")},
        ],
        "externalDocs": {
            "url": text("externalDocs.url", "word"),
            "description": text("externalDocs.description", "word"),
        },
        "tags": [
            {
                "name": text("tag.name", "things"),
                "description": text("tag.description", "word"),
                "externalDocs": {"url": text("tag.externalDocs", "word")},
            }
        ],
        "security": [{text("scheme.key", "key"): []}],
        "paths": {
            "/" + text("path", "things").replace("{", "").replace("}", "") + "/{id}": {
                "summary": text("path.summary", "word"),
                "description": text("path.description", "word"),
                "post": _operation(text),
            },
            "/others": {"get": _list()},
        },
        "webhooks": {
            text("webhook.name", "changed"): {
                "post": {
                    "summary": text("webhook.summary", "word"),
                    "description": text("webhook.description", "word"),
                    "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                    "responses": {"200": {"description": "word"}},
                }
            }
        },
        "components": {"schemas": _schemas(text), "securitySchemes": _schemes(text)},
    }


def _operation(text: Text) -> dict[str, Any]:
    thing = {"$ref": "#/components/schemas/Thing"}
    operation_id = text("operationId", "change")
    return {
        "operationId": operation_id if operation_id.strip() else "change",  # a blank one is none
        "tags": [text("tag.name", "things")],
        "summary": text("operation.summary", "word"),
        "description": text("operation.description", "word"),
        "externalDocs": {"url": text("operation.externalDocs", "word")},
        "x-codegen-request-body-name": text("operation.x", "word"),
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
            {
                "name": text("query.name", "query-word"),
                "in": "query",
                "required": True,
                "description": text("query.description", "word"),
                "example": text("query.example", "word"),
                "schema": {"type": "string", "default": text("query.default", "word")},
            },
            {
                "name": text("header.name", "X-Word"),
                "in": "header",
                "description": text("header.description", "word"),
                "schema": {"enum": [text("header.enum", "word"), "b"], "default": text("header.enum", "word")},
            },
            {
                "name": text("cookie.name", "cookie-word"),
                "in": "cookie",
                "schema": {"type": "string", "pattern": text("cookie.pattern", "word")},
            },
        ],
        "requestBody": {
            "description": text("body.description", "word"),
            "required": True,
            "content": {
                "application/json": {"schema": thing, "example": {"kind": text("body.example", "word")}},
                "text/x-" + text("body.media", "word"): {"schema": {"type": "string"}},
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {text("part.name", "part-word"): {"type": "string", "format": "binary"}},
                    },
                    "encoding": {text("part.name", "part-word"): {"contentType": text("part.media", "image/png")}},
                },
            },
        },
        "responses": {
            "200": {
                "description": text("answer.description", "word"),
                "headers": {text("answer.header", "X-Answer"): {"description": "word", "schema": {"type": "string"}}},
                "content": {
                    "application/json": {
                        "schema": thing,
                        "example": {"kind": text("answer.example", "word"), "count": 1},
                    }
                },
            },
            "404": {
                "description": text("failure.description", "word"),
                "content": {"application/json": {"schema": {"title": text("failure.title", "word"), "type": "object"}}},
            },
            text("answer.status", "default"): {"description": "word"},
        },
        "callbacks": {
            text("callback.name", "done"): {
                text("callback.expression", "{$request.query.url}"): {
                    "post": {
                        "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                        "responses": {"200": {"description": "word"}},
                    }
                }
            }
        },
    }


def _list() -> dict[str, Any]:
    """A list in pages, whose fields lead from one to the next."""
    return {
        "operationId": "listOthers",
        "parameters": [
            {"name": "cursor", "in": "query", "schema": {"type": "string"}},
            {"name": "limit", "in": "query", "schema": {"type": "integer"}},
        ],
        "responses": {
            "200": {
                "description": "word",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["data"],
                            "properties": {
                                "data": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                                "next_cursor": {"type": ["string", "null"]},
                            },
                        }
                    }
                },
            }
        },
    }


def _schemas(text: Text) -> dict[str, Any]:
    return {
        "Thing": {
            "type": "object",
            "title": text("schema.title", "word"),
            "description": text("schema.description", "word"),
            "required": [text("property.name", "property-word")],
            "properties": {
                text("property.name", "property-word"): {
                    "type": "string",
                    "title": text("property.title", "word"),
                    "description": text("property.description", "word"),
                    "default": text("property.default", "word"),
                    "example": text("property.example", "word"),
                    "pattern": text("property.pattern", "word"),
                    "format": text("property.format", "word"),
                    "x-python-type": text("x-python-type", "word"),
                    "x-python-import": {"module": text("x-python-import", "word"), "name": "word"},
                    "customTypePath": text("customTypePath", "word"),
                    "default_factory": text("default_factory", "word"),
                },
                "kind": {"const": text("const", "word")},
                "state": {
                    "type": "string",
                    "description": text("enum.description", "word"),
                    "enum": [text("enum.value", "word"), "b"],
                    "x-enum-varnames": [text("x-enum-varnames", "word"), "B"],
                    "x-enum-descriptions": [text("x-enum-descriptions", "word"), "word"],
                    "x-ms-enum": {
                        "name": text("x-ms-enum.name", "word"),
                        "values": [{"value": "b", "description": text("x-ms-enum.description", "word")}],
                    },
                },
                "other": {"$ref": f"#/components/schemas/{_escaped(text('schema.name', 'Other'))}"},
                "either": {
                    "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                    "discriminator": {
                        "propertyName": "pet",
                        "mapping": {text("mapping.key", "cat"): "#/components/schemas/Cat"},
                    },
                },
                "map": {"type": "object", "patternProperties": {text("pattern.key", "word"): {"type": "string"}}},
            },
            "customBasePath": text("customBasePath", "word"),
            "externalDocs": {"url": text("schema.externalDocs", "word")},
            "xml": {"name": text("xml.name", "word")},
        },
        text("schema.name", "Other"): {
            "type": "object",
            "description": "word",
            "properties": {"a": {"type": "integer", "description": text("other.description", "word")}},
            "additionalProperties": {"type": "string", "description": text("extra.description", "word")},
        },
        "Cat": {"type": "object", "required": ["pet"], "properties": {"pet": {"type": "string"}}},
        "Dog": {"type": "object", "required": ["pet"], "properties": {"pet": {"const": "dog"}}},
        "Recursive": {
            "description": text("alias.description", "word"),
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/components/schemas/Recursive"}}],
        },
    }


def _escaped(name: str) -> str:
    """A name in a reference (RFC 6901, section 6), where what is no letter may be percent-encoded."""
    token = name.replace("~", "~0").replace("/", "~1")
    return "".join(letter if letter.isalnum() or ord(letter) > 127 else f"%{ord(letter):02X}" for letter in token)


def _schemes(text: Text) -> dict[str, Any]:
    return {
        text("scheme.key", "key"): {
            "type": "apiKey",
            "in": "header",
            "name": text("scheme.name", "X-Key"),
            "description": text("scheme.description", "word"),
        },
        "oauth": {
            "type": "oauth2",
            "description": text("oauth.description", "word"),
            "flows": {
                "clientCredentials": {
                    "tokenUrl": "https://example.com/" + text("oauth.url", "word"),
                    "scopes": {text("oauth.scope", "word"): text("oauth.scope.description", "word")},
                }
            },
        },
        "http": {"type": "http", "scheme": "bearer", "bearerFormat": text("scheme.format", "word")},
    }
