"""The client itself: servers, credentials, and the resources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import httpx

from ._runtime import (
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    ApiKey,
    AsyncClient,
    Basic,
    Bearer,
    Credential,
    SyncClient,
)
from .resources.also import AlsoResource, AsyncAlsoResource
from .resources.default import AsyncDefaultResource, DefaultResource
from .resources.digest import AsyncDigestResource, DigestResource
from .resources.either import AsyncEitherResource, EitherResource
from .resources.oauth import AsyncOauthResource, OauthResource
from .resources.open import AsyncOpenResource, OpenResource
from .resources.optional import AsyncOptionalResource, OptionalResource
from .resources.together import AsyncTogetherResource, TogetherResource
from .resources.unknown import AsyncUnknownResource, UnknownResource


class Example(SyncClient):
    """The client for the Security API.

    Args:
        key: The key of a user. By default the environment variable EXAMPLE_SECRET.
        bearer: Credential for the security scheme bearer. By default the environment
            variable EXAMPLE_BEARER.
        username: Credential for the security scheme basic. By default the environment
            variable EXAMPLE_USERNAME.
        password: Credential for the security scheme basic. By default the environment
            variable EXAMPLE_PASSWORD.
        query_key: Credential for the security scheme queryKey. By default the environment
            variable EXAMPLE_QUERY_KEY.
        cookie_key: Credential for the security scheme cookieKey. By default the environment
            variable EXAMPLE_COOKIE_KEY.
        oauth: Credential for the security scheme oauth. By default the environment variable
            EXAMPLE_OAUTH.
        base_url: URL in front of every path. The description names no server, so it has to
            be given.
        timeout: Seconds to wait for each step of a call, or an `httpx.Timeout`.
        retries: How often a failed call that is safe to repeat is tried again.
        headers: Headers of every request.
        http_client: An httpx client of your own; it stays yours to close.
    """

    def __init__(
        self,
        *,
        key: str | None = None,
        bearer: str | None = None,
        username: str | None = None,
        password: str | None = None,
        query_key: str | None = None,
        cookie_key: str | None = None,
        oauth: str | None = None,
        base_url: str | None = None,
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.Client | None = None,
    ) -> None:
        super().__init__(
            name="example",
            base_url=base_url,
            credentials=_credentials(
                key,
                bearer,
                username,
                password,
                query_key,
                cookie_key,
                oauth,
            ),
            security=(("apiKey",),),
            timeout=timeout,
            retries=retries,
            headers=headers,
            http_client=http_client,
        )

    @cached_property
    def default(self) -> DefaultResource:
        """The operations of `default`."""
        return DefaultResource(self)

    @cached_property
    def also(self) -> AlsoResource:
        """The operations of `also`."""
        return AlsoResource(self)

    @cached_property
    def open(self) -> OpenResource:
        """The operations of `open`."""
        return OpenResource(self)

    @cached_property
    def optional(self) -> OptionalResource:
        """The operations of `optional`."""
        return OptionalResource(self)

    @cached_property
    def either(self) -> EitherResource:
        """The operations of `either`."""
        return EitherResource(self)

    @cached_property
    def together(self) -> TogetherResource:
        """The operations of `together`."""
        return TogetherResource(self)

    @cached_property
    def oauth(self) -> OauthResource:
        """The operations of `oauth`."""
        return OauthResource(self)

    @cached_property
    def digest(self) -> DigestResource:
        """The operations of `digest`."""
        return DigestResource(self)

    @cached_property
    def unknown(self) -> UnknownResource:
        """The operations of `unknown`."""
        return UnknownResource(self)


class AsyncExample(AsyncClient):
    """The client for the Security API, for `async` code.

    Args:
        key: The key of a user. By default the environment variable EXAMPLE_SECRET.
        bearer: Credential for the security scheme bearer. By default the environment
            variable EXAMPLE_BEARER.
        username: Credential for the security scheme basic. By default the environment
            variable EXAMPLE_USERNAME.
        password: Credential for the security scheme basic. By default the environment
            variable EXAMPLE_PASSWORD.
        query_key: Credential for the security scheme queryKey. By default the environment
            variable EXAMPLE_QUERY_KEY.
        cookie_key: Credential for the security scheme cookieKey. By default the environment
            variable EXAMPLE_COOKIE_KEY.
        oauth: Credential for the security scheme oauth. By default the environment variable
            EXAMPLE_OAUTH.
        base_url: URL in front of every path. The description names no server, so it has to
            be given.
        timeout: Seconds to wait for each step of a call, or an `httpx.Timeout`.
        retries: How often a failed call that is safe to repeat is tried again.
        headers: Headers of every request.
        http_client: An httpx client of your own; it stays yours to close.
    """

    def __init__(
        self,
        *,
        key: str | None = None,
        bearer: str | None = None,
        username: str | None = None,
        password: str | None = None,
        query_key: str | None = None,
        cookie_key: str | None = None,
        oauth: str | None = None,
        base_url: str | None = None,
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        retries: int = DEFAULT_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        super().__init__(
            name="example",
            base_url=base_url,
            credentials=_credentials(
                key,
                bearer,
                username,
                password,
                query_key,
                cookie_key,
                oauth,
            ),
            security=(("apiKey",),),
            timeout=timeout,
            retries=retries,
            headers=headers,
            http_client=http_client,
        )

    @cached_property
    def default(self) -> AsyncDefaultResource:
        """The operations of `default`."""
        return AsyncDefaultResource(self)

    @cached_property
    def also(self) -> AsyncAlsoResource:
        """The operations of `also`."""
        return AsyncAlsoResource(self)

    @cached_property
    def open(self) -> AsyncOpenResource:
        """The operations of `open`."""
        return AsyncOpenResource(self)

    @cached_property
    def optional(self) -> AsyncOptionalResource:
        """The operations of `optional`."""
        return AsyncOptionalResource(self)

    @cached_property
    def either(self) -> AsyncEitherResource:
        """The operations of `either`."""
        return AsyncEitherResource(self)

    @cached_property
    def together(self) -> AsyncTogetherResource:
        """The operations of `together`."""
        return AsyncTogetherResource(self)

    @cached_property
    def oauth(self) -> AsyncOauthResource:
        """The operations of `oauth`."""
        return AsyncOauthResource(self)

    @cached_property
    def digest(self) -> AsyncDigestResource:
        """The operations of `digest`."""
        return AsyncDigestResource(self)

    @cached_property
    def unknown(self) -> AsyncUnknownResource:
        """The operations of `unknown`."""
        return AsyncUnknownResource(self)


def _credentials(
    key: str | None,
    bearer: str | None,
    username: str | None,
    password: str | None,
    query_key: str | None,
    cookie_key: str | None,
    oauth: str | None,
) -> tuple[Credential, ...]:
    return (
        ApiKey(
            "apiKey",
            argument="key",
            value=key,
            variable="EXAMPLE_SECRET",
            place="header",
            name="Authorization",
            prefix="users API-Key",
        ),
        Bearer(
            "bearer",
            argument="bearer",
            value=bearer,
            variable="EXAMPLE_BEARER",
        ),
        Basic(
            "basic",
            arguments=("username", "password"),
            values=(username, password),
            variables=("EXAMPLE_USERNAME", "EXAMPLE_PASSWORD"),
        ),
        ApiKey(
            "queryKey",
            argument="query_key",
            value=query_key,
            variable="EXAMPLE_QUERY_KEY",
            place="query",
            name="key",
        ),
        ApiKey(
            "cookieKey",
            argument="cookie_key",
            value=cookie_key,
            variable="EXAMPLE_COOKIE_KEY",
            place="cookie",
            name="session",
        ),
        Bearer(
            "oauth",
            argument="oauth",
            value=oauth,
            variable="EXAMPLE_OAUTH",
        ),
    )
