"""Names: words, the forms of a name, members of enums, and who may have which name."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsmith.diagnostics import LeadsmithError
from leadsmith.naming import (
    ARGUMENT_RESERVED,
    CLASS_RESERVED,
    FIELD_RESERVED,
    MAX_LENGTH,
    JsonScalar,
    Names,
    member,
    member_suffix,
    members,
    pascal,
    snake,
    words,
)
from leadsmith.render import templates_folder

SCALARS = st.one_of(st.text(), st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))
PLACE = "/components/schemas/E"


def named(values: Sequence[JsonScalar], names: Names | None = None) -> dict[JsonScalar, str]:
    return {value: name for name, value in members(values, names or Names(), PLACE)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("preApprovalId", "pre Approval Id"),
        ("HTTPServer", "HTTP Server"),
        ("lead-event_2", "lead event 2"),
        ("userIDs", "user IDs"),
        ("v2Lead", "v2 Lead"),
        ("4x4", "4x4"),
        ("3rd row seats", "3rd row seats"),
        ("360 camera", "360 camera"),
        ("2+ months", "2 plus months"),
        ("1-2 weeks", "1 2 weeks"),
        ("-1", "minus 1"),
        ("First Communication Attempt (phone and text)", "First Communication Attempt phone and text"),
        ("don't know", "dont know"),
        ("50%", "50 percent"),
        ("C++", "C plus plus"),
        ("naïve café", "naïve café"),
        ("größeÄndern", "größe Ändern"),
        ("日本", "日本"),
        ("ﬁeld", "field"),  # a ligature; Python reads names the same way (NFKC)
        ("\N{AUTOMOBILE}", ""),
        (" \t\n", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert list(words(text)) == expected.split()


@pytest.mark.parametrize(
    ("text", "in_snake", "in_pascal"),
    [
        ("preApprovalId", "pre_approval_id", "PreApprovalId"),
        ("lead-event", "lead_event", "LeadEvent"),
        ("LeadEvent", "lead_event", "LeadEvent"),
        ("x-trace-id", "x_trace_id", "XTraceId"),
        ("2fa", "field_2fa", "Model2fa"),
        ("_id", "id", "Id"),
        ("", "field", "Model"),
    ],
)
def test_snake_and_pascal(text: str, in_snake: str, in_pascal: str) -> None:
    assert (snake(text), pascal(text)) == (in_snake, in_pascal)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ASAP", "ASAP"),
        ("This week", "THIS_WEEK"),
        ("2+ months", "VALUE_2_PLUS_MONTHS"),
        ("within 1-2 weeks", "WITHIN_1_2_WEEKS"),
        ("360 camera", "VALUE_360_CAMERA"),
        ("small/compact", "SMALL_COMPACT"),
        ("First Communication Attempt (phone and text)", "FIRST_COMMUNICATION_ATTEMPT_PHONE_AND_TEXT"),
        ("class", "CLASS"),
        ("", "EMPTY"),
        (" ", "VALUE"),
        ("None", "NONE"),
        (7, "VALUE_7"),
        (-1, "MINUS_1"),
        (1.5, "VALUE_1_5"),
        (True, "TRUE"),
    ],
)
def test_member(value: JsonScalar, expected: str) -> None:
    assert member(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("asap", "LOWER"),
        ("ASAP", "UPPER"),
        ("Asap", "CAPITALIZED"),
        ("This Week", "TITLE"),
        ("This week", "CAPITALIZED"),
        ("tHis", ""),
        ("1", ""),
    ],
)
def test_member_suffix_says_how_a_value_uses_capitals(value: str, expected: str) -> None:
    assert member_suffix(value) == expected


def test_values_that_differ_in_capitals_alone_have_readable_names() -> None:
    assert list(named(["ASAP", "Asap", "asap", "This week", "This Week", "this week", "2+ months"]).values()) == [
        "ASAP",
        "ASAP_CAPITALIZED",
        "ASAP_LOWER",
        "THIS_WEEK",
        "THIS_WEEK_TITLE",
        "THIS_WEEK_LOWER",
        "VALUE_2_PLUS_MONTHS",
    ]


def test_values_that_differ_in_punctuation_alone_are_numbered() -> None:
    assert list(named(["mid-size", "mid size", "Mid/Size"]).values()) == ["MID_SIZE_3", "MID_SIZE_2", "MID_SIZE"]


@given(st.lists(st.text(alphabet="aA b-", max_size=4), unique=True), st.randoms())
def test_the_order_of_the_values_decides_no_name(values: list[str], random: object) -> None:
    before = named(values)
    random.shuffle(values)  # type: ignore[attr-defined]
    assert named(values) == before


def test_equal_values_are_one_member_and_equal_text_and_number_are_two() -> None:
    assert members(["a", "a", 1, "1"], Names(), PLACE) == [("A", "a"), ("VALUE_1", 1), ("VALUE_1_2", "1")]


def test_long_names_are_cut_at_a_word_and_stay_distinct() -> None:
    texts = [f"{'word ' * 40}{end}" for end in "ab"]
    found = [snake(text) for text in texts] + [pascal(text) for text in texts] + [member(text) for text in texts]
    assert all(len(name) <= MAX_LENGTH for name in found)
    assert len(set(found)) == len(found)
    assert found[0].startswith("word_word_")


@given(st.text())
def test_every_text_gives_an_identifier_that_is_as_python_reads_it(text: str) -> None:
    for name in (snake(text), pascal(text), member(text)):
        assert name.isidentifier()
        assert len(name) <= MAX_LENGTH
        scope: dict[str, int] = {}
        exec(f"{name}_ = 1", scope)  # with an underscore: keywords are the business of `claim`
        assert f"{name}_" in scope, "Python normalises names (NFKC); ours already are"


@given(st.lists(SCALARS, unique_by=lambda value: (type(value), value)))
def test_members_are_distinct_valid_and_all_there(values: list[JsonScalar]) -> None:
    found = members(values, Names(), PLACE)
    assert [value for _, value in found] == values
    assert len({name.casefold() for name, _ in found}) == len(values)
    assert all(name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_") for name, _ in found)


@given(st.lists(st.text(), unique=True), st.lists(st.text(), unique=True), st.randoms())
def test_with_the_manifest_no_member_is_ever_renamed(old: list[str], new: list[str], random: object) -> None:
    first = Names()
    before = named(old, first)
    values = [*dict.fromkeys([*old, *new])]
    random.shuffle(values)  # type: ignore[attr-defined]
    after = named(values, Names(previous=first.given))
    assert {value: after[value] for value in old} == before
    assert len(set(after.values())) == len(values)


@given(st.lists(st.text(alphabet="abcxyz", min_size=1, max_size=4), unique=True, max_size=6), st.data())
def test_without_a_manifest_a_value_with_other_words_renames_nothing_wherever_it_stands(
    values: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(values)))
    assert {**named([*values[:place], "new value", *values[place:]])}.items() >= named(values).items()


def test_a_name_that_is_gone_and_comes_back_is_the_same() -> None:
    first = Names()
    named(["ASAP", "Asap"], first)
    assert first.given[f"{PLACE}/enum/Asap"] == "ASAP_CAPITALIZED"
    assert named(["Asap"], Names(previous=first.given)) == {"Asap": "ASAP_CAPITALIZED"}


# Claims ---------------------------------------------------------------------------------------------------------------


def test_names_are_given_once_in_a_scope_whatever_their_letter_case() -> None:
    names = Names()
    assert names.claim("/models", "/a", "Lead") == "Lead"
    assert names.claim("/models", "/b", "LEAD") == "LEAD2"
    assert names.claim("/models", "/c", "lead", join="_") == "lead_2", "a number of its own: lead2 is taken otherwise"
    assert names.claim("/other", "/d", "Lead") == "Lead", "each scope has its own names"


def test_the_suffix_comes_before_a_number() -> None:
    names = Names()
    found = [names.claim("/s", f"/{number}", "limit", suffix="query", join="_") for number in range(4)]
    assert found == ["limit", "limit_query", "limit_2", "limit_3"]


def test_reserved_names_get_an_underscore() -> None:
    names = Names()
    assert names.claim("/s", "/a", "class", reserved=FIELD_RESERVED) == "class_"
    assert names.claim("/s", "/b", "class", reserved=FIELD_RESERVED, join="_") == "class__2"
    assert names.claim("/s", "/c", "Model", reserved=CLASS_RESERVED) == "Model_"


def test_avoided_names_are_not_taken() -> None:
    names = Names()
    avoid = frozenset({"first_name"})
    assert names.claim("/s", "/firstName", "first_name", avoid=avoid, join="_") == "first_name_2"
    assert names.claim("/s", "/first_name", "first_name", join="_") == "first_name"


@pytest.mark.parametrize("reserved", [FIELD_RESERVED, CLASS_RESERVED])
def test_no_keyword_is_missing_from_the_reserved_names(reserved: frozenset[str]) -> None:
    missing = {name for name in keyword.kwlist if name not in reserved}
    assert missing <= ({name for name in keyword.kwlist if name.islower()} if reserved is CLASS_RESERVED else set())


def imported(*modules: str) -> set[str]:
    """The names that the templates of some modules import."""
    found = set()
    for module in modules:
        text = (templates_folder() / f"{module}.py.jinja").read_text(encoding="utf-8")
        for names in re.findall(r"^from \S+ import (\([^)]+\)|.+)$", text, re.MULTILINE):
            bound = re.sub(r"\w+ as ", "", names)
            found |= set(re.findall(r"\w+", bound)) if "{" not in names else set()
    return found


def test_no_model_is_called_like_what_the_generated_modules_import() -> None:
    names = {name for name in imported("family", "resource") if name[0].isupper()}
    assert {"Model", "Request", "Pager", "TypeAlias"} <= names, "the templates are read"
    assert names - CLASS_RESERVED == set()


def test_no_argument_is_called_like_what_the_method_uses() -> None:
    names = {name for name in imported("resource") if name.islower() and name != "annotations"}
    names -= {"builtins", "date", "datetime", "time", "timedelta"}  # in annotations alone, which nobody evaluates
    names -= {"deprecated", "old_keywords", "overload"}  # in decorators alone
    names = {name for name in names if not name.startswith("_")}  # as no argument does
    assert {"json", "checked", "styled", "deep_object"} <= names, "the template is read"
    assert (names | {"str", "int", "float", "bool", "self", "body", "options"}) - ARGUMENT_RESERVED == set()


def test_pins_come_before_the_manifest_and_that_before_what_is_wanted() -> None:
    names = Names(pins={"/a": "Pinned"}, previous={"/a": "Earlier", "/b": "Kept"})
    assert names.claim("/s", "/a", "Wanted") == "Pinned"
    assert names.claim("/s", "/b", "Wanted") == "Kept"
    assert names.claim("/s", "/c", "Wanted") == "Wanted"
    assert names.given == {"/a": "Pinned", "/b": "Kept", "/c": "Wanted"}


def test_a_kept_name_stays_where_it_would_be_avoided_today() -> None:
    names = Names(previous={"/firstName": "first_name"})
    assert names.claim("/s", "/firstName", "first_name", avoid=frozenset({"first_name"})) == "first_name"


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("self", "needs this name for itself"),
        ("_id", "written in another way"),
        ("Id", "written in another way"),
        ("__init__", "written in another way"),
    ],
)
def test_a_pin_that_would_break_the_code_is_refused(pin: str, why: str) -> None:
    with pytest.raises(LeadsmithError, match=why):
        Names(pins={"/a": pin}).claim("/s", "/a", "id", reserved=ARGUMENT_RESERVED)


def test_a_pin_of_nothing_is_a_mistake() -> None:
    names = Names(pins={"/components/schemas/Leed": "Prospect"})
    names.claim("/s", "/components/schemas/Lead", "Lead")
    with pytest.raises(LeadsmithError) as caught:
        names.check_pins()
    assert caught.value.diagnostics[0].hint == "Did you mean '/components/schemas/Lead'?"


@pytest.mark.parametrize("wrong", ["/tags/Keepers", "/resource/keepers", "/paths/~1keepers/resource"])
def test_the_pointer_that_is_meant_is_one_that_decides_a_name(wrong: str) -> None:
    names = Names(pins={wrong: "staff"})
    names.claim("/resources", "/resources/keepers", "keepers")
    names.claim("/s", "/paths/~1keepers/get", "list")
    names.share("/paths/~1keepers/get/resource", "keepers", "/resources/keepers")
    with pytest.raises(LeadsmithError) as caught:
        names.check_pins()
    meant = "/paths/~1keepers/get" if wrong.startswith("/paths") else "/resources/keepers"
    assert caught.value.diagnostics[0].hint == f"Did you mean {meant!r}?"


@pytest.mark.parametrize(("pin", "was"), [("staff", ()), ("staff", ("keepers",)), ("keepers", ("staff",))])
def test_a_pin_that_decides_nothing_names_the_one_that_does(pin: str, was: tuple[str, ...]) -> None:
    pointer = "/paths/~1keepers/get/resource"
    names = Names(pins={pointer: pin}, was={pointer: was} if was else {})
    names.claim("/resources", "/resources/keepers", "keepers")
    names.share(pointer, "keepers", "/resources/keepers")
    with pytest.raises(LeadsmithError, match="another pointer decides this name") as caught:
        names.check_pins()
    assert caught.value.diagnostics[0].hint == "Write '/resources/keepers'."


def test_a_pin_may_say_the_name_that_another_decides() -> None:
    names = Names(pins={"/paths/~1keepers/get/resource": "keepers"})
    names.share("/paths/~1keepers/get/resource", "keepers", "/resources/keepers")
    names.check_pins()


def test_a_pin_takes_no_name_that_was_given_before() -> None:
    names = Names(pins={"/b": "Lead"}, previous={"/a": "Lead"})
    names.hold("/s", ["/a", "/b"])
    with pytest.raises(LeadsmithError, match="this is the name of /a"):
        names.claim("/s", "/a", "Lead")


def test_a_newcomer_does_not_take_a_name_that_is_held_for_another() -> None:
    names = Names(pins={"/pinned": "Other"}, previous={"/old": "Lead"})
    names.hold("/s", ["/new", "/old", "/pinned"])
    assert names.claim("/s", "/new", "Lead") == "Lead2"
    assert names.claim("/s", "/newer", "other") == "other2"
    assert names.claim("/s", "/old", "LeadModel") == "Lead"
    assert names.claim("/s", "/pinned", "Pinned") == "Other"


def test_two_pins_of_one_name_are_refused() -> None:
    names = Names(pins={"/a": "Lead", "/b": "Lead"})
    names.hold("/s", ["/a", "/b"])
    assert names.claim("/s", "/a", "One") == "Lead"
    with pytest.raises(LeadsmithError, match="'Lead' for /b: this is the name of /a"):
        names.claim("/s", "/b", "Two")


# Old names ------------------------------------------------------------------------------------------------------------


def test_an_old_name_is_kept_from_others() -> None:
    names = Names(pins={"/a": "Prospect"}, was={"/a": ("Lead", "Person")}, previous={"/a": "Lead"})
    names.hold("/s", ["/new", "/a"])
    assert names.claim("/s", "/new", "Lead") == "Lead2"
    assert names.claim("/s", "/a", "Lead") == "Prospect"
    assert names.claim("/s", "/newer", "person") == "person2"
    assert names.old("/s", "Prospect") == ("Lead", "Person") and names.old("/s", "Lead2") == ()
    assert names.given == {"/a": "Prospect", "/new": "Lead2", "/newer": "person2"}, "the lock holds the new name"
    assert names.renamed("/s", "Prospect") and not names.renamed("/s", "Lead2")


def test_an_old_name_may_differ_in_letter_case_alone() -> None:
    names = Names(pins={"/a": "LEad"}, was={"/a": ("Lead",)})
    assert names.claim("/s", "/a", "Lead") == "LEad"
    assert names.old("/s", "LEad") == ("Lead",)


def test_the_typed_dict_of_a_model_has_the_old_name_of_its_model() -> None:
    names = Names(pins={"/a": "Prospect"}, was={"/a": ("Lead",)}, previous={"/a": "Lead", "/a/dict": "LeadDict"})
    names.claim("/s", "/a", "Lead")
    assert names.claim("/s", "/a/dict", "ProspectDict", anew=True) == "ProspectDict"
    assert names.old("/s", "ProspectDict") == ("LeadDict",)
    inline = Names(pins={"/a/class": "Prospect"}, was={"/a/class": ("Lead",), "/b/dict": ("Form",)})
    assert inline.claim("/s", "/a/dict", "ProspectDict") == "ProspectDict"
    assert inline.claim("/s", "/b/dict", "BDict") == "BDict"
    assert (inline.old("/s", "ProspectDict"), inline.old("/s", "BDict")) == (("LeadDict",), ("Form",))


@pytest.mark.parametrize(
    ("was", "why"),
    [
        ("self", "needs this name for itself"),
        ("_id", "written in another way"),
        ("Id", "written in another way"),
        ("wire", "the document calls something else so"),
        ("taken", "this is the name of /other"),
        ("held", "this is the name of /later"),
    ],
)
def test_an_old_name_that_cannot_be_had_is_refused(was: str, why: str) -> None:
    names = Names(pins={"/a": "key"}, was={"/a": (was,)}, previous={"/other": "taken"})
    names.claim("/s", "/other", "taken")
    names.previous = {"/later": "held"}
    names.hold("/s", ["/later"])
    with pytest.raises(LeadsmithError, match=f"the old name '{was}' of /a: .*{why}") as caught:
        names.claim("/s", "/a", "id", reserved=ARGUMENT_RESERVED, avoid=frozenset({"wire"}))
    assert "`was`" in caught.value.diagnostics[0].hint


def test_an_old_name_that_another_has_by_now_is_refused_whichever_comes_first() -> None:
    names = Names(pins={"/b": "Prospect"}, was={"/b": ("Lead",)}, previous={"/a": "Lead", "/b": "Prospect"})
    names.hold("/s", ["/a", "/b"])
    with pytest.raises(LeadsmithError, match="the old name 'Lead' of /b: this is the name of /a"):
        names.claim("/s", "/a", "Lead")


def test_things_with_one_name_keep_no_old_one() -> None:
    names = Names(pins={"/a": "key"}, was={"/a": ("token",)})
    with pytest.raises(LeadsmithError, match="the old name 'token' of /a: things of this kind keep no old name"):
        names.claim("/s", "/a", "key", keeps_old=False)


@pytest.mark.parametrize(
    ("was", "previous", "meant"),
    [
        (("NeverWas",), {"/a": "Delivery"}, "Delivery"),
        (("Delivry", "Parcel"), {"/a": "Delivery"}, "Delivery"),
        (("Delivry",), {"/gone": "Delivery"}, "Delivery"),
        (("Delivery",), {"/a": "Delivery"}, None),
        (("Parcel", "Delivery"), {"/a": "Delivery"}, None),
        (("Delivery",), {"/gone": "Delivery"}, None),
        (("NeverWas",), {"/a": "Shipment"}, None),  # renamed in an earlier run
        (("NeverWas",), {"/gone": "Delivery"}, None),  # a name from elsewhere
        (("Delivry",), {"/b": "Delivery"}, None),  # that one is still there
        (("NeverWas",), {}, None),
    ],
)
def test_an_old_name_that_looks_mistaken_is_told(
    was: tuple[str, ...], previous: dict[str, str], meant: str | None
) -> None:
    names = Names(pins={"/a": "Shipment"}, was={"/a": was}, previous=previous)
    names.hold("scope", ["/a", "/b"])
    assert names.claim("scope", "/a", "Delivery") == "Shipment"
    names.claim("scope", "/b", "Other")
    names.settle(names.given)
    found = names.doubts()
    assert [(each.code, each.level) for each in found] == [("old-name", "warning")] * (meant is not None)
    for each in found:
        assert f"Did you mean {meant!r}?" in each.hint
        assert f"`was` of /a is {was[0]!r}" in each.message
