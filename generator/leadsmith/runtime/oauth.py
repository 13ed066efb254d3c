"""Access tokens by the client credentials grant of OAuth 2.0 (RFC 6749, 4.4): fetched once, kept until they end."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote_plus, urlencode

import httpx
from pydantic_core import from_json

from .answer import answer
from .auth import TokenSource
from .call import Alone, Settings, Steps
from .deadline import taken
from .errors import ConfigurationError, UnexpectedResponseError
from .exchange import exchange
from .mismatch import is_mapping
from .prepare import prepare
from .request import Body, Request, RequestOptions

_EARLY = 30.0
"""Seconds before its end at which a token is fetched anew: a call shall not meet its end on the way."""


@dataclass(frozen=True)
class ClientCredentials:
    """What an application proves itself with to get access tokens.

    Args:
        client_id: The name of the application.
        client_secret: Its secret.
        scopes: What the tokens shall allow; left out, the server decides.
        token_url: Where tokens are given, if not where the API's description says.
        in_body: Sends id and secret in the body and not as a header of the kind Basic, for servers that want it so.
        parameters: Further fields of the request for a token, for example `audience`.
    """

    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...] = ()
    token_url: str = ""
    in_body: bool = False
    parameters: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    def __post_init__(self) -> None:
        """Raises `ConfigurationError` for what cannot be meant."""
        texts: dict[str, object] = {"client_id": self.client_id, "client_secret": self.client_secret}
        for name, text in texts.items():
            if not isinstance(text, str):
                raise ConfigurationError(f"{name} must be text, not {type(text).__name__}")
        if isinstance(self.scopes, str):  # its letters would be scopes
            raise ConfigurationError("scopes must be a tuple of texts")


def token_source(
    value: str | Callable[[], Any] | ClientCredentials | None, token_url: str, variables: tuple[str, str, str]
) -> str | Callable[[], Any] | TokenSource | None:
    """What the user gave for a bearer token, as a source of it. Where that is nothing, the environment `variables` of
    the token, of the client id, and of its secret are looked at."""
    token, client_id, client_secret = (os.environ.get(name) for name in variables)
    if value is None and not token and client_id and client_secret:
        value = ClientCredentials(client_id, client_secret)
    return ClientToken(value, token_url) if isinstance(value, ClientCredentials) else value


class ClientToken(TokenSource):
    """The token of an application, fetched when a call needs it, by one call at a time."""

    def __init__(self, given: ClientCredentials, token_url: str) -> None:
        self._given = given
        self._url = given.token_url or token_url
        self._token: str | None = None
        self._end = float("inf")

    def steps(self, settings: Settings, refused: str | None, options: RequestOptions) -> Steps[str]:
        """The token; not the one that was `refused`."""
        if kept := self._kept(settings, refused):
            return kept
        token = yield Alone(self._fetch(settings, refused, options))
        return str(token)

    def _kept(self, settings: Settings, refused: str | None) -> str | None:
        return self._token if self._token != refused and settings.clock() < self._end else None

    def _fetch(self, settings: Settings, refused: str | None, options: RequestOptions) -> Steps[str]:
        if token := self._kept(settings, refused):  # another call was faster
            return token
        begun = settings.clock()
        url = httpx.URL(f"{settings.addresses.base_url}/").join(self._url)
        options = RequestOptions(
            timeout=options.timeout,
            total_timeout=options.total_timeout,
            retries=options.retries,
            base_url=str(url.copy_with(raw_path=b"/")),
        )
        settings = _apart(settings)
        call = prepare(self._request(url.raw_path.decode()), settings, options)
        secret = self._given.client_secret
        known = (secret, quote_plus(secret), self._basic())
        call, outcome = yield from exchange(replace(call, known=known, authorized=True), settings)
        found: Any = {}
        if isinstance(outcome, httpx.Response) and outcome.is_success:
            with suppress(ValueError):  # what it is instead is not shown: there may be a token in it
                found = from_json(taken(outcome))
        else:
            answer(call, outcome, None, settings)
        found = found if is_mapping(found) else {}
        token, seconds = found.get("access_token"), found.get("expires_in")
        if not isinstance(token, str) or not token:
            raise UnexpectedResponseError("an answer without an access_token", request=call.shown)
        if isinstance(seconds, str) and re.fullmatch("[0-9]{1,9}", seconds):
            seconds = int(seconds)
        self._token, self._end = token, float("inf")
        if isinstance(seconds, int | float) and abs(seconds) < 1e9:  # longer is for ever
            self._end = begun + seconds - min(_EARLY, seconds / 4)
        return token

    def _request(self, path: str) -> Request:
        fields = {"grant_type": "client_credentials", **self._given.parameters}
        if self._given.scopes:
            fields["scope"] = " ".join(self._given.scopes)
        if self._given.in_body:
            fields |= {"client_id": self._given.client_id, "client_secret": self._given.client_secret}
        headers = {} if self._given.in_body else {"Authorization": f"Basic {self._basic()}"}
        body = Body(urlencode(fields).encode(), "application/x-www-form-urlencoded")
        return Request("POST", path, operation="access token", headers=headers, body=body, security=(), repeatable=True)

    def _basic(self) -> str:
        pair = f"{quote_plus(self._given.client_id)}:{quote_plus(self._given.client_secret)}"  # RFC 6749, 2.3.1
        return b64encode(pair.encode()).decode()


def _apart(settings: Settings) -> Settings:
    """Without what the caller adds to calls of the API: it is another server."""
    options = replace(settings.options, headers={}, query={}, base_url=None, follow_redirects=False)
    return replace(settings, options=options, credentials=(), reading="strict")
