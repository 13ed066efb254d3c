"""Text of a document stays text, wherever it stands and whatever it is. `python -m tests.security` tries more."""

from __future__ import annotations

from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.security.checks import tried
from tests.security.places import PARTS, PAYLOADS, hostile, places, text

TEXTS = (
    st.sampled_from(PAYLOADS)
    | st.lists(st.sampled_from(PARTS), min_size=1).map("".join)
    | st.text(st.characters(codec=None), min_size=1)
)
DOCUMENTS = st.dictionaries(st.sampled_from(places()), TEXTS, min_size=1, max_size=6)


@settings(max_examples=6)
@given(st.lists(DOCUMENTS, min_size=8, max_size=8))
@example([{"part.name": "yes"}])
def test_whatever_the_texts_say_the_code_is_the_same(documents: list[dict[str, str]]) -> None:
    found = tried((repr(texts), texts) for texts in documents)
    assert found.problems == []


def test_every_payload_in_every_place_at_once_or_alone() -> None:
    """Each payload stands somewhere alone, and each place has payloads, in one run of the tests or another."""
    random = Random(1)
    alone = [{random.choice(places()): payload} for payload in PAYLOADS if payload.isprintable()][:40]
    everywhere = [dict.fromkeys(places(), payload) for payload in random.sample(PAYLOADS, 20)]
    mixed = [{place: text(random) for place in places()} for _ in range(10)]
    found = tried((f"{number}", texts) for number, texts in enumerate([*alone, *everywhere, *mixed]))
    assert found.problems == []
    assert found.compared > len(alone) / 2
    assert found.refused < found.documents / 2


def test_the_same_seed_gives_the_same_documents() -> None:
    assert [hostile(Random("a:1")) for _ in range(2)] == [hostile(Random("a:1"))] * 2
    assert hostile(Random("a:1")) != hostile(Random("a:2"))


def test_the_document_has_every_kind_of_place() -> None:
    """With harmless words it is read without a warning, so that a difference comes from the text alone."""
    found = tried([("harmless", {})])
    assert (found.problems, found.refused, found.compared) == ([], 0, 1)
    assert len(places()) > 90
