"""What each structure is in Python: what is known of the usual ones, and datamodel-code-generator for the others.

`answers.json` holds what it said of the structures that most documents have, so that it need not be imported for them:
that takes longer than all else for a small document. A test asks it again, and makes the file anew with `--update`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

MAKER = "datamodel-code-generator"
FILE = Path(__file__).with_name("answers.json")


def answered(structures: Iterable[str]) -> dict[str, str]:
    """The annotation for each structure; for an enum, the base of its class.

    Raises RuntimeError for an answer that was not asked for, and RecursionError where a structure is too deep.
    """
    usual, asked = _usual(version(MAKER)), tuple(structures)
    rest = [structure for structure in asked if structure not in usual]
    found = {structure: usual[structure] for structure in asked if structure in usual}
    if rest:
        from leadsmith.models.asking import ask

        found |= ask(rest)
    return found


@cache
def _usual(maker: str) -> Mapping[str, str]:
    """What is known; nothing, when another version said it."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    known: dict[str, str] = held["answers"] if held[MAKER] == maker else {}
    return known
