"""Whether a call is sent again, and when. Pure: it neither waits nor sends.

Repeated are idempotent methods (RFC 9110, 9.2.2), and others that carry an idempotency key, when the connection failed,
or the status is 408, 429, 5xx but 501 and 505, or 409 with a `Retry-After`. A body that cannot be read twice is not. A
timeout while waiting for the answer is not repeated, as the caller's limit would be exceeded many times over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

Outcome = httpx.Response | httpx.RequestError

_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PUT", "DELETE"})
_KEYS = frozenset({"idempotency-key", "x-idempotency-key"})
_REPEATED_ERRORS = (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ConnectTimeout)
_FIRST_PAUSE, _LONGEST_PAUSE, _LONGEST_RETRY_AFTER = 0.5, 8.0, 60.0  # seconds


def idempotency_key(names: Mapping[str, object]) -> str | None:
    """The header among these that makes a repeated request one request, None if there is none."""
    return next((name for name in names if name.lower() in _KEYS), None)


def may_repeat(method: str, headers: Mapping[str, object]) -> bool:
    """Does sending this twice do what sending it once does? The names of the headers are in small letters."""
    return method in _IDEMPOTENT or not _KEYS.isdisjoint(headers)


def pause(outcome: Outcome, attempt: int, chance: float, now: datetime | None = None) -> float | None:
    """Seconds to wait before the next attempt, None where `outcome` stands. `attempt` counts from 0.

    The wait is what the server asks for (RFC 9110, 10.2.3, and `retry-after-ms`); where that is more than a minute the
    call is not repeated. Else it grows exponentially, with full jitter: `chance` is random, from 0 to 1.
    """
    if isinstance(outcome, httpx.Response):
        status = outcome.status_code
        if status < 400:
            return None
        asked = _asked(outcome.headers, now)
        if not (
            status in (408, 429)
            or (status >= 500 and status not in (501, 505))
            or (status == 409 and asked is not None)
        ):
            return None
        if asked is not None:
            return asked if asked <= _LONGEST_RETRY_AFTER else None
    elif not isinstance(outcome, _REPEATED_ERRORS):
        return None
    return chance * min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(attempt, 10))


def _asked(headers: httpx.Headers, now: datetime | None) -> float | None:
    """The seconds that the server asks for, None if it does not, or not so that one could understand it."""
    if re.fullmatch(r"[0-9]{1,9}", milliseconds := headers.get("retry-after-ms", "")):
        return int(milliseconds) / 1000
    after = headers.get("retry-after", "")
    if re.fullmatch(r"[0-9]{1,9}", after):
        return float(after)
    try:
        date = parsedate_to_datetime(after)
    except (ValueError, OverflowError):
        return None
    date = date.replace(tzinfo=UTC) if date.tzinfo is None else date
    return max(0.0, (date - (now or datetime.now(UTC))).total_seconds())
