"""The resources of the API: a class with a method for each operation, and an async one beside it."""

from .also import AlsoResource, AsyncAlsoResource
from .default import AsyncDefaultResource, DefaultResource
from .digest import AsyncDigestResource, DigestResource
from .either import AsyncEitherResource, EitherResource
from .oauth import AsyncOauthResource, OauthResource
from .open import AsyncOpenResource, OpenResource
from .optional import AsyncOptionalResource, OptionalResource
from .together import AsyncTogetherResource, TogetherResource
from .unknown import AsyncUnknownResource, UnknownResource

__all__ = [
    "AlsoResource",
    "AsyncAlsoResource",
    "AsyncDefaultResource",
    "AsyncDigestResource",
    "AsyncEitherResource",
    "AsyncOauthResource",
    "AsyncOpenResource",
    "AsyncOptionalResource",
    "AsyncTogetherResource",
    "AsyncUnknownResource",
    "DefaultResource",
    "DigestResource",
    "EitherResource",
    "OauthResource",
    "OpenResource",
    "OptionalResource",
    "TogetherResource",
    "UnknownResource",
]
