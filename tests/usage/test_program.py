"""A whole program, in which each line says what it uses: what is found must be exactly that."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from pathlib import Path

from usage.helpers import found, short

PROGRAM = Path(__file__).with_name("program.py")


def expected(text: str) -> dict[int, set[str]]:
    """By line what its comments say: `# uses:` before it, `# also:` at its end."""
    told: dict[int, set[str]] = defaultdict(set)
    waiting: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith("# uses:"):
            waiting |= set(line.partition("# uses:")[2].split())
        else:
            told[number] |= waiting | set(line.partition("# also:")[2].split())
            waiting = set()
    return {number: symbols for number, symbols in told.items() if symbols}


def test_each_line_uses_what_it_says(tmp_path: Path, cache: Path) -> None:
    shutil.copy(PROGRAM, tmp_path / "program.py")
    uses = found(tmp_path, cache)
    told: dict[int, set[str]] = defaultdict(set)
    for use in uses.uses:
        told[use.line].add(short(use))
    text = PROGRAM.read_text(encoding="utf-8")
    wanted = expected(text)
    assert len(text.splitlines()) > 150 and sum(map(len, wanted.values())) > 150
    source = text.splitlines()
    wrong = [
        f"{number}: {source[number - 1].strip()}\n   missed {sorted(wanted.get(number, set()) - told[number])}, "
        f"told besides {sorted(told[number] - wanted.get(number, set()))}"
        for number in sorted({*wanted, *told})
        if wanted.get(number, set()) != told[number]
    ]
    assert not wrong, "\n".join(["", *wrong])


def test_what_the_program_hides_is_told(tmp_path: Path, cache: Path) -> None:
    shutil.copy(PROGRAM, tmp_path / "program.py")
    source = PROGRAM.read_text(encoding="utf-8").splitlines()
    told = {(source[each.line - 1].strip(), re.sub(r"'.*", "", each.message)) for each in found(tmp_path, cache).unseen}
    assert told == {
        ("print(getattr(lead, name))", "an attribute of Lead is looked up by a name that is not known here"),
        ("print(lead.model_dump())", "the fields of Lead go into a plain dict or text here"),
        ("return super().count(**rest)", "keyword arguments of client.leads.count come from a dict here"),
        (
            "print(lead.time_to_purchase, lead.city)",
            "attributes called like fields (city) are read from values whose type is not known; "
            "parameters without annotation are the usual cause",
        ),
    }
