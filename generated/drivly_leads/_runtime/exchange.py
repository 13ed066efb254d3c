"""A call from its request to its outcome, as steps: a generator that says what to do next, and is told what came of it.

It decides everything and waits for nothing, so that it is one for sync and async code: the clients perform its steps.
"""

from __future__ import annotations

import logging
import random
from dataclasses import replace
from inspect import iscoroutine
from typing import Any

import httpx

from . import encode
from .auth import TokenSource
from .call import Ask, Call, Close, Send, Settings, Steps, Wait
from .errors import ConfigurationError
from .hooks import Attempt
from .prepare import fields, secret_values, with_cookies, with_query
from .redirects import redirected
from .retry import Outcome, pause

_MOST_REDIRECTS = 10
_log = logging.getLogger(__name__)


def exchange(call: Call, settings: Settings, streamed: bool = False) -> Steps[tuple[Call, Outcome]]:
    """Send the call until its outcome stands: repeated, redirected, with fresh tokens. Gives what was sent at last."""
    total = call.options.total_timeout
    until = None if total is None else settings.clock() + total
    ready, token = yield from _authorized(call, settings, until)
    number, repeated, hops, renewed = 0, 0, 0, False
    while True:
        number += 1
        left = None if until is None else until - settings.clock()
        ready, outcome = yield from _attempt(ready, settings, number, left, streamed)
        refused = isinstance(outcome, httpx.Response) and outcome.status_code == 401
        if refused and token and not renewed and call.can_be_sent:
            ready, token = yield from _authorized(call, settings, until, refused=token)
            renewed = True
            continue
        elsewhere = redirected(call, ready, outcome) if hops < _MOST_REDIRECTS else None
        if elsewhere is not None:
            call, hops = elsewhere, hops + 1
            ready, token = yield from _authorized(call, settings, until)
            continue
        again = repeated < (call.options.retries or 0) and call.repeatable and call.can_be_sent
        delay = pause(outcome, repeated, random.random()) if again else None
        left = None if until is None else until - settings.clock()
        if delay is None or (left is not None and delay >= left):
            return ready, outcome
        yield Wait(delay)
        repeated += 1
        ready, token = yield from _authorized(call, settings, until)


def _attempt(
    call: Call, settings: Settings, number: int, left: float | None, streamed: bool
) -> Steps[tuple[Call, Outcome]]:
    """One sending, told to the hooks and the log. Gives what was sent, too."""
    hooks = settings.hooks
    if hooks.before:
        more = hooks.before(_told(call, number))
        _plain("before", more)
        if more and not (call.foreign or call.authorized):  # another server than the one that they are meant for
            added = fields(more)
            call = replace(call, headers={**call.headers, **added}, known=(*call.known, *secret_values(added)))
    begun = settings.clock()
    outcome: Outcome
    if left is None or left > 0:
        timeout = call.options.timeout if left is None else _within(left, call.options.timeout)
        outcome = yield Send(call, timeout, left, streamed, settings.response_limit)
    else:
        outcome = httpx.ReadTimeout("the total timeout is over")
    seconds = settings.clock() - begun
    status = outcome.status_code if isinstance(outcome, httpx.Response) else None
    error = outcome if isinstance(outcome, httpx.RequestError) else None
    if error is not None:
        error.request = call.shown  # the real one holds credentials
    if _log.isEnabledFor(logging.DEBUG):
        url = call.shown_url.copy_with(query=None)
        ended = status or type(error).__name__
        _log.debug("%s: %s %s: %s after %.3f s", call.operation, call.method, url, ended, seconds)
    try:
        if hooks.after:
            _plain("after", hooks.after(replace(_told(call, number), seconds=seconds, status=status, error=error)))
    except BaseException:
        if isinstance(outcome, httpx.Response):
            yield Close(outcome)
        raise
    return call, outcome


def _told(call: Call, number: int) -> Attempt:
    return Attempt(call.operation, call.method, str(call.shown_url), number)


def _plain(hook: str, given: object) -> None:
    """Raises `ConfigurationError` for a hook that would have to be awaited."""
    if iscoroutine(given):
        given.close()
        raise ConfigurationError(f"hooks.{hook} is an async function; hooks are plain functions, also of async clients")


def _within(seconds: float, timeout: float | httpx.Timeout | None) -> httpx.Timeout:
    """No part of the timeout is longer than these seconds."""
    parts = httpx.Timeout(timeout).as_dict()
    return httpx.Timeout(**{name: seconds if part is None else min(part, seconds) for name, part in parts.items()})


def _authorized(
    call: Call, settings: Settings, until: float | None, refused: str | None = None
) -> Steps[tuple[Call, str | None]]:
    """The call with its credentials, and the one among them that may be fetched again; it was `refused` before."""
    changing = [each for each in call.credentials if each.fixed is None]
    if not changing:
        return call, None
    headers, keys, cookies, secrets = {**call.headers}, dict[str, str](), list[str](), list[str]()
    fetched: str | None = None
    for credential in changing:
        secret: Any = credential.source
        if isinstance(secret, TokenSource):
            left = None if until is None else max(0.0, until - settings.clock())
            fetched = yield from secret.steps(settings, refused, replace(call.options, total_timeout=left))
            secret = fetched
        elif not isinstance(secret, str):
            secret = yield Ask(secret)
        text = credential.text(secret)
        secrets.append(secret)
        if credential.place == "header":
            headers[credential.name.lower()] = (credential.name, text)
        elif credential.place == "query":
            keys[credential.name] = text
        else:
            cookies.append(f"{credential.name}={text}")
    if cookies:
        headers = with_cookies(headers, cookies)
    ready = replace(call, headers=headers, known=(*call.known, *secrets))
    if keys:
        url = with_query(str(call.url), encode.query(keys))
        shown = with_query(str(call.shown_url), encode.query(dict.fromkeys(keys, "redacted")))
        ready = replace(ready, url=url, shown_url=shown, key_in_url=True)
    return ready, fetched
