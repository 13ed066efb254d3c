"""A client for the Drivly Leads API."""

from ._runtime import RequestOptions
from .client import AsyncDrivlyLeads, DrivlyLeads
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
    "AsyncDrivlyLeads",
    "BadRequestError",
    "ClientError",
    "ConfigurationError",
    "ConflictError",
    "ConnectionFailedError",
    "DrivlyLeads",
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
