"""Holds an exchange, as httpx saw it, against the description. Knows nothing of the server or of the client."""

from __future__ import annotations

import json
from typing import Any

import httpx

from description.exchange import check
from description.leads_document import strict

Exchanges = list[httpx.Response]


def sent(exchanges: Exchanges) -> Any:
    """The JSON body of the last request."""
    return json.loads(exchanges[-1].request.content)


def as_recorded(response: httpx.Response) -> dict[str, Any]:
    """A request and its response: JSON bodies parsed, other bodies as text, None when empty."""
    request = response.request
    return {
        "request": {
            "method": request.method,
            "url": str(request.url),
            "path": request.url.path,
            "query": dict(request.url.params.multi_items()),
            "headers": dict(request.headers),
            "body": _body(request.content, request.headers),
        },
        "response": {
            "status": response.status_code,
            "headers": dict(response.headers),
            "body": _body(response.content, response.headers),
        },
    }


def problems(response: httpx.Response) -> list[str]:
    """What is not as described in an exchange, the request and the response. Empty when all is well."""
    return check(strict(), as_recorded(response))


def _body(content: bytes, headers: httpx.Headers) -> Any:
    if not content:
        return None
    if headers.get("content-type", "").partition(";")[0] == "application/json":
        return json.loads(content)
    return content.decode("utf-8", "replace")
