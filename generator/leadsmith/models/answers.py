"""What each structure is in Python: what is known of the usual ones, and datamodel-code-generator for the others.

`answers.json` holds what it said of the structures that most documents have, and which version said it, so that it need
not be imported for them: that takes longer than all else for a small document. A test asks it again, and makes the file
anew with `--update`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from leadsmith.diagnostics import Diagnostic, LeadsmithError

MAKER = "datamodel-code-generator"
FILE = Path(__file__).with_name("answers.json")


def maker_version() -> str:
    """The version of datamodel-code-generator that all answers are of."""
    version: str = _held()[MAKER]
    return version


def answered(structures: Iterable[str]) -> dict[str, str]:
    """The annotation for each structure; for an enum, the base of its class.

    Raises LeadsmithError where another version of datamodel-code-generator would be asked, RuntimeError for an answer
    that was not asked for, and RecursionError where a structure is too deep.
    """
    usual, asked = usual_answers(), tuple(structures)
    rest = [structure for structure in asked if structure not in usual]
    found = {structure: usual[structure] for structure in asked if structure in usual}
    if rest:
        from leadsmith.models import asking

        if (installed := asking.installed_version()) != maker_version():
            raise _another(installed)
        found |= asking.ask(rest)
    return found


def usual_answers() -> Mapping[str, str]:
    """What is known without asking."""
    known: dict[str, str] = _held()["answers"]
    return known


@cache
def _held() -> Mapping[str, Any]:
    held: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return held


def _another(installed: str) -> LeadsmithError:
    message = f"{MAKER} {installed} is installed, and this Leadsmith works with {maker_version()} alone."
    hint = f"Install Leadsmith into an environment of its own, or {MAKER}=={maker_version()} into this one."
    return LeadsmithError((Diagnostic("wrong-version", "error", "", message, hint=hint),))
