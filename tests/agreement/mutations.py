"""Small changes of an OpenAPI document: each a document of its own, with the rule that made it and where.

Everything is decided by a seed. Nothing here knows of clients, or of what a change means for them.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

from tests.agreement import rules_operations, rules_schemas
from tests.agreement.places import Json, copied, survey


@dataclass(frozen=True)
class Mutation:
    """A changed document. `rule` says what was done, `pointer` where in the old document."""

    rule: str
    pointer: str
    root: Json

    @property
    def name(self) -> str:
        """What tells it from others of the same document."""
        return f"{self.rule} {self.pointer}"


def mutations(root: Json, count: int, seed: int = 0) -> list[Mutation]:
    """`count` changes of the document, or as many as there are: all rules by turns, each at places of its own."""
    chance = random.Random(seed)
    found = survey(root)
    queues = []
    for name, rule in {**rules_operations.RULES, **rules_schemas.RULES}.items():
        edits = sorted(rule(found), key=lambda edit: edit[0])
        chance.shuffle(edits)
        queues.append([(name, place, edit) for place, edit in edits])
    chance.shuffle(queues)
    made: list[Mutation] = []
    while len(made) < count and any(queues):
        for queue in queues:
            if queue and len(made) < count:
                name, place, edit = queue.pop()
                changed = copied(root)
                edit(changed)
                if json.dumps(changed) != json.dumps(root):
                    made.append(Mutation(name, place, changed))
    return made
