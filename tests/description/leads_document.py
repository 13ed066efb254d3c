"""The checked-in description of leads and its overlay, as the tests use them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from leadsmith.document import load

from .exchange import Json, closed

SPEC = Path(__file__).parents[2] / "spec" / "leads.yaml"
OVERLAY = SPEC.with_name("leads.overlay.yaml")


@cache
def page() -> Json:
    """The description without the overlay: what the vendor's reference page states."""
    return load(SPEC).root


@cache
def corrected() -> Json:
    """The description with the overlay: what the server does."""
    return load(SPEC, [OVERLAY]).root


@cache
def strict() -> Json:
    """The corrected description, closed: a field that it does not have is a problem too."""
    return closed(corrected())
