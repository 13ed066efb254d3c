"""What every generated client carries: sending, reading, errors, credentials and pages, on httpx and pydantic."""

from .auth import ApiKey, Basic, Bearer, Credential
from .client import AsyncClient, SyncClient
from .content import File, FileContent, FileInput, binary, form, multipart, text
from .encode import checked, deep_object, styled
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
from .exchange import DEFAULT_RETRIES, DEFAULT_TIMEOUT
from .model import UNSET, Model, Omittable, Open, Parsed, ReadOnly, WriteOnly, read, write
from .old import OldField, old_fields, old_keywords, old_names
from .pages import AsyncPager, Pager
from .request import Request, RequestOptions, json
from .servers import Server, Variable

__all__ = [
    "DEFAULT_RETRIES",
    "DEFAULT_TIMEOUT",
    "UNSET",
    "ApiError",
    "ApiKey",
    "AsyncClient",
    "AsyncPager",
    "BadRequestError",
    "Basic",
    "Bearer",
    "ClientError",
    "ConfigurationError",
    "ConflictError",
    "ConnectionFailedError",
    "Credential",
    "File",
    "FileContent",
    "FileInput",
    "InvalidRequestError",
    "Model",
    "NotFoundError",
    "OldField",
    "Omittable",
    "Open",
    "Pager",
    "Parsed",
    "PermissionDeniedError",
    "RateLimitError",
    "ReadOnly",
    "Request",
    "RequestOptions",
    "Server",
    "ServerError",
    "StatusError",
    "SyncClient",
    "TimeoutExceededError",
    "UnauthorizedError",
    "UnexpectedResponseError",
    "UnprocessableEntityError",
    "Variable",
    "WriteOnly",
    "binary",
    "checked",
    "deep_object",
    "form",
    "json",
    "multipart",
    "old_fields",
    "old_keywords",
    "old_names",
    "read",
    "styled",
    "text",
    "write",
]
