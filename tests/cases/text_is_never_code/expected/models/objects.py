"""The objects of the API as pydantic models. Fields hold what the wire calls by their alias."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .._runtime import Model, Omittable, Open
from .enums import MImportState


class MImport(Model):
    """Text that ends in \"\"\""""

    f_eq_1_import_os: Annotated[Omittable[str], Field(alias="f'\"\\ = 1; import os")] = None
    """\\\"\"\"\"\"\"\"\" \\u0041"""

    field: Annotated[Omittable[str], Field(alias="🚗")] = None
    """a
    b   c d e
    """

    const: Omittable[Literal['\'"""\\\n{{ }}']] = None
    state: Omittable[Open[MImportState, str]] = None
