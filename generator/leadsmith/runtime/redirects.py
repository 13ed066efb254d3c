"""Where an answer points, as the next call.

Redirects are followed where the caller wants it: to the same origin with everything, to another one without body and
with no header, cookie or credential of the caller.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import httpx

from .call import Call
from .retry import Outcome
from .servers import origin


def redirected(call: Call, sent: Call, outcome: Outcome) -> Call | None:
    """The call to where an answer points, None where it is not to be followed (RFC 9110, 15.4)."""
    if not isinstance(outcome, httpx.Response) or not call.options.follow_redirects or call.reads == "location":
        return None
    if outcome.status_code not in (301, 302, 303, 307, 308) or "Location" not in outcome.headers:
        return None
    url = sent.url
    target = None
    with suppress(httpx.InvalidURL):
        target = url.join(outcome.headers["Location"])
        for key in {each.name for each in call.credentials if each.place == "query"} & {*target.params}:
            target = target.copy_remove_param(key)  # it is added again, where it may go
    if target is None or target.scheme not in ("http", "https") or not target.host or target.userinfo:
        return None
    if not 0 < (target.port or 80) < 2**16:
        return None
    becomes_get = outcome.status_code == 303 or (outcome.status_code in (301, 302) and call.method == "POST")
    method = "GET" if becomes_get and call.method != "HEAD" else call.method
    body = None if becomes_get else call.body
    foreign = call.foreign or origin(target) != origin(url)
    if (body is not None and not body.replayable) or (foreign and (body is not None or method not in ("GET", "HEAD"))):
        return None
    headers = {**call.headers}
    if foreign:
        headers = {name: headers[name] for name in ("accept", "user-agent") if name in headers}
    elif body is None:
        for name in ("content-type", "content-length", "transfer-encoding"):
            headers.pop(name, None)
    return replace(
        call,
        method=method,
        url=target.copy_with(fragment=None),
        shown_url=target.copy_with(query=None, fragment=None),
        headers=headers,
        body=body,
        credentials=() if foreign else call.credentials,
        known=sent.known,
        foreign=foreign,
    )
