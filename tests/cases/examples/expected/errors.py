"""What a call can raise. `ApiError` is the base of all."""

from ._runtime.errors import (
    ApiError,
    BadRequestError,
    ClientError,
    ConfigurationError,
    ConflictError,
    ConnectionFailedError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    StatusError,
    TimeoutExceededError,
    UnauthorizedError,
    UnexpectedResponseError,
    UnprocessableEntityError,
)

__all__ = [
    "ApiError",
    "BadRequestError",
    "ClientError",
    "ConfigurationError",
    "ConflictError",
    "ConnectionFailedError",
    "InvalidRequestError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "ServerError",
    "StatusError",
    "TimeoutExceededError",
    "UnauthorizedError",
    "UnexpectedResponseError",
    "UnprocessableEntityError",
]
