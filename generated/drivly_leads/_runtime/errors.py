"""What can go wrong in a call, as exception classes.

It only describes failures: it does not send, read or decide anything. No error holds a credential: `request` and
`response` are copies that the exchange has cleaned, and every error can be pickled.

    ApiError
    ├── ConfigurationError          the client lacks something, for example a credential
    ├── InvalidRequestError         a value does not fit the description; nothing was sent (also a ValueError)
    ├── ConnectionFailedError       no answer: connection refused, cut or not found
    ├── TimeoutExceededError        no answer in time
    ├── InvalidPayloadError         what the server sent by itself does not fit (also a ValueError)
    ├── UnexpectedResponseError     an answer that is not what the description says
    └── StatusError                 the server refused
        ├── ClientError             4xx: BadRequestError, UnauthorizedError, ...
        └── ServerError             5xx
"""

from __future__ import annotations

from typing import Any

import httpx


class ApiError(Exception):
    """Base of every error that the client raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[ApiError], args: tuple[Any, ...], attributes: dict[str, Any]) -> ApiError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error


class ConfigurationError(ApiError):
    """The client lacks what the call needs, or was given something it cannot use. Nothing was sent."""


class InvalidRequestError(ApiError, ValueError):
    """A value of the request does not fit the API's description. Nothing was sent.

    `where` names the first such value, for example `body.processStatuses` or `query.where.city`.
    """

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where


class InvalidPayloadError(ApiError, ValueError):
    """The body of a webhook or callback is not JSON, or not as the API's description says.

    `pointer` is the JSON Pointer (RFC 6901) of the first value that does not fit, None where the body is not JSON.
    """

    def __init__(self, problem: str, *, pointer: str | None = None) -> None:
        super().__init__(problem)
        self.pointer = pointer


class _ExchangeError(ApiError):
    """An error of a request that was, or may have been, sent."""

    def __init__(self, problem: str, *, request: httpx.Request) -> None:
        super().__init__(f"{request.method} {request.url.copy_with(query=None)}: {problem}")
        self.request = request


class ConnectionFailedError(_ExchangeError):
    """The server was not reached, or the connection broke before the whole answer was there.

    `__cause__` is httpx's error. A write may have been done all the same.
    """


class TimeoutExceededError(_ExchangeError):
    """The answer did not come in time. `__cause__` is httpx's error. A write may have been done all the same."""


class UnexpectedResponseError(_ExchangeError):
    """The server answered with something that the API's description does not provide for.

    `response` is the answer, None where it cannot be decoded or several together make no sense. `pointer` is the JSON
    Pointer (RFC 6901) of the first value that does not fit, None where the answer is not JSON.
    """

    def __init__(
        self,
        problem: str,
        *,
        request: httpx.Request,
        response: httpx.Response | None = None,
        pointer: str | None = None,
    ) -> None:
        super().__init__(problem, request=request)
        self.response = response
        self.pointer = pointer


class StatusError(ApiError):
    """The server answered with a status of 400 or above.

    `body` is the answer's JSON as the type that the description gives it, else the plain JSON value, else None;
    `text` is the answer as it came.
    """

    def __init__(self, problem: str, *, request: httpx.Request, response: httpx.Response, body: Any) -> None:
        phrase = httpx.codes.get_reason_phrase(response.status_code)
        status = f"{response.status_code} {phrase}".rstrip()
        super().__init__(
            f"{status}: {request.method} {request.url.copy_with(query=None)}{': ' * bool(problem)}{problem}"
        )
        self.request = request
        self.response = response
        self.body = body

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The headers of the answer."""
        return self.response.headers

    @property
    def text(self) -> str:
        """The whole body of the answer as text."""
        return self.response.text


class ClientError(StatusError):
    """4xx: the request was wrong."""


class BadRequestError(ClientError):
    """400."""


class UnauthorizedError(ClientError):
    """401: no credential, or not a valid one."""


class PermissionDeniedError(ClientError):
    """403: the credential does not allow this."""


class NotFoundError(ClientError):
    """404."""


class ConflictError(ClientError):
    """409."""


class UnprocessableEntityError(ClientError):
    """422."""


class RateLimitError(ClientError):
    """429: too many requests."""


class ServerError(StatusError):
    """5xx: the server, or a gateway before it, failed."""


_CLASSES: dict[int, type[StatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_error_class(status: int) -> type[StatusError]:
    """The class for a status of 400 or above."""
    family = ClientError if status < 500 else ServerError if status < 600 else StatusError
    return _CLASSES.get(status, family)
