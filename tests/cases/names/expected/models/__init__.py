"""The models, typed dicts and enum classes of the API."""

from .dicts import PagerDict, RequestDict
from .objects import (
    Any_,
    Example,
    Exception_,
    LeadEvent,
    LeadEvent2,
    List,
    Model_,
    Model日本,
    Pager_,
    Request_,
    Widget,
    WidgetDict,
)

__all__ = [
    "Any_",
    "Example",
    "Exception_",
    "LeadEvent",
    "LeadEvent2",
    "List",
    "Model_",
    "Model日本",
    "PagerDict",
    "Pager_",
    "RequestDict",
    "Request_",
    "Widget",
    "WidgetDict",
]
