"""What is known of usual structures is what datamodel-code-generator says of them, and nothing else is asked then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations, permutations, product
from pathlib import Path

import pytest

from leadsmith.config import ClientConfig
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import load
from leadsmith.models import answers, asking
from leadsmith.models.structures import structure, structure_of_enum
from leadsmith.naming import JsonScalar, Names
from leadsmith.normalise import Schema, reference
from leadsmith.pipeline import describe

TEXT: Schema = {"type": "string"}
FORMATS: list[Schema] = [{"type": "string", "format": each} for each in ("date-time", "date", "time", "uuid", "binary")]
NUMBERS: list[Schema] = [{"type": "integer"}, {"type": ["integer", "number"]}]
BOOLEAN: Schema = {"type": "boolean"}
SCALARS: list[Schema] = [TEXT, *FORMATS, *NUMBERS, BOOLEAN]
NULL: Schema = {"type": "null"}
MOST = 20
"""Of so many classes a usual union is at most."""


def usual() -> Iterator[str]:
    """Structures that most documents have: scalars and classes, lists and maps of them, unions of some, and null."""
    classes = [reference(f"Class{index}") for index in range(MOST)]
    single: list[Schema] = [*SCALARS, classes[0], {}]
    held = [*map(_list, single), *map(_map, single)]
    pairs = [*permutations([TEXT, *NUMBERS, BOOLEAN, classes[0], _list(TEXT), _list(classes[0]), _map({})], 2)]
    pairs += [(one(classes[0]), other(classes[1])) for one, other in product([_list, _map, _same], repeat=2)]
    optional = [{"anyOf": [*each, NULL]} for each in [*((each,) for each in [*single, *held] if each), *pairs]]
    unions = [*pairs, *permutations([TEXT, *NUMBERS, BOOLEAN], 3), (TEXT, *classes[:2]), (*classes[:2], TEXT)]
    several = [classes[:count] for count in range(2, MOST + 1)]
    joint: list[Schema] = [{"anyOf": each} for each in several]
    joint += [{"anyOf": each, "several": "key"} for each in [*several, [classes[0], _map({})], [TEXT, *classes[:2]]]]
    whole: list[Schema] = [*single, *held, *map(_list, held), *map(_map, held), *optional, *joint, *map(_list, joint)]
    whole += [{"anyOf": [*each]} for each in unions]
    whole += [wrap({"anyOf": [each, NULL]}) for wrap in (_list, _map) for each in single if each]
    whole += [_list({"anyOf": [*each]}) for each in permutations([TEXT, *NUMBERS, BOOLEAN, classes[0]], 2)]
    whole += [_list({"anyOf": [*each]}) for each in permutations([TEXT, *NUMBERS, BOOLEAN], 3)]
    constants: list[Schema] = [{"const": "a"}, {"const": True}, {"const": 1}]
    yield from (structure(each).text for each in [NULL, *whole, *constants])
    kinds: list[JsonScalar] = ["a", 1, 1.5, True]
    enums = [list(each) for count in (1, 2) for each in combinations(kinds, count)]
    yield from (structure_of_enum([*each, *null]) for each in enums for null in ([], [None]))


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _same(schema: Schema) -> Schema:
    return schema


def _map(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


def test_what_is_known_is_what_the_tool_says(pytestconfig: pytest.Config) -> None:
    told = dict(sorted(asking.ask(dict.fromkeys(usual())).items()))
    text = json.dumps({answers.MAKER: asking.installed_version(), "answers": told}, indent=1) + "\n"
    if pytestconfig.getoption("--update"):
        answers.FILE.write_text(text, encoding="utf-8")
    assert answers.FILE.read_text(encoding="utf-8") == text


def test_the_tool_is_asked_for_what_is_not_known_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    known, rare = structure(_list(TEXT)).text, structure(_list(_list(_list(_list(TEXT))))).text
    assert answers.answered([known, rare]) == {known: "list[str]", rare: "list[list[list[list[str]]]]"}
    monkeypatch.setattr(asking, "ask", lambda structures: dict.fromkeys(structures, "asked"))
    assert answers.answered([known, rare]) == {known: "list[str]", rare: "asked"}


def test_another_version_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    known, rare = structure(_list(TEXT)).text, structure(_list(_list(_list(_list(TEXT))))).text
    monkeypatch.setattr(asking, "installed_version", lambda: "0.0.1")
    assert answers.answered([known]) == {known: "list[str]"}
    with pytest.raises(LeadsmithError) as refused:
        answers.answered([rare])
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "wrong-version"
    assert "0.0.1 is installed" in diagnostic.message
    assert answers.maker_version() in diagnostic.hint


def test_the_leads_need_no_import_of_the_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ask", lambda structures: pytest.fail(f"asked for {structures}"))
    spec = Path(__file__).resolve().parents[2] / "spec"
    document = load(spec / "leads.yaml", [spec / "leads.overlay.yaml"])
    describe(document, ClientConfig(spec / "leads.yaml", Path("leads"), "leads"), Names())
