"""The models, typed dicts and enum classes of the API."""

from .dicts import FindLeadsWhereCityDict, FindLeadsWhereDict
from .enums import FindLeadsStatus
from .objects import FindLeadsWhere, FindLeadsWhereCity

__all__ = [
    "FindLeadsStatus",
    "FindLeadsWhere",
    "FindLeadsWhereCity",
    "FindLeadsWhereCityDict",
    "FindLeadsWhereDict",
]
