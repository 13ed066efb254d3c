"""A client for the Examples API."""

from ._runtime import RequestOptions
from .client import AsyncExample, Example
from .errors import (
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
    "AsyncExample",
    "BadRequestError",
    "ClientError",
    "ConfigurationError",
    "ConflictError",
    "ConnectionFailedError",
    "Example",
    "InvalidRequestError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestOptions",
    "ServerError",
    "StatusError",
    "TimeoutExceededError",
    "UnauthorizedError",
    "UnexpectedResponseError",
    "UnprocessableEntityError",
]
