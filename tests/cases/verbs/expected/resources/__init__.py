"""The resources of the API: a class with a method for each operation, and an async one beside it."""

from .leads import AsyncLeadsResource, LeadsResource
from .root import AsyncRootResource, RootResource
from .sales_reps import AsyncSalesRepsResource, SalesRepsResource

__all__ = [
    "AsyncLeadsResource",
    "AsyncRootResource",
    "AsyncSalesRepsResource",
    "LeadsResource",
    "RootResource",
    "SalesRepsResource",
]
