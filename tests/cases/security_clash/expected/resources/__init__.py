"""The resources of the API: a class with a method for each operation, and an async one beside it."""

from .calls import AsyncCallsResource, CallsResource
from .leads import AsyncLeadsResource, LeadsResource
from .users import AsyncUsersResource, UsersResource

__all__ = [
    "AsyncCallsResource",
    "AsyncLeadsResource",
    "AsyncUsersResource",
    "CallsResource",
    "LeadsResource",
    "UsersResource",
]
