"""Parameters: every style as OpenAPI's table has it, and no value gets out of its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import unquote, unquote_plus
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime_face import Colour, Open, Priority, Status, Where

from leadsmith.runtime import InvalidRequestError, Parsed, as_content, checked, deep_object, styled
from leadsmith.runtime.encode import cookies, headers, path, query

LIST, OBJECT = ["blue", "black", "brown"], {"R": 100, "G": 200, "B": 150}
Strings, Numbers = list[str], dict[str, int]


# The table "Style Examples" of OpenAPI 3.1.1
@pytest.mark.parametrize(
    ("style", "explode", "of_list", "of_object"),
    [
        ("form", False, "color=blue,black,brown", "color=R,100,G,200,B,150"),
        ("form", True, "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
        ("spaceDelimited", False, "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"),
        ("pipeDelimited", False, "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"),
        ("deepObject", True, None, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
    ],
)
def test_query_styles(style: Any, explode: bool, of_list: str | None, of_object: str) -> None:
    if of_list is not None:
        assert query({"color": styled(LIST, Strings, style, explode)}) == of_list
    assert query({"color": styled(OBJECT, Numbers, style, explode)}) == of_object


@pytest.mark.parametrize(
    ("style", "explode", "of_text", "of_list", "of_object"),
    [
        ("simple", False, "blue", "blue,black,brown", "R,100,G,200,B,150"),
        ("simple", True, "blue", "blue,black,brown", "R=100,G=200,B=150"),
        ("label", False, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        ("label", True, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        ("matrix", False, ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
        ("matrix", True, ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"),
    ],
)
def test_path_styles(style: Any, explode: bool, of_text: str, of_list: str, of_object: str) -> None:
    assert path("/{color}", {"color": styled("blue", str, style, explode)}) == "/" + of_text
    assert path("/{color}", {"color": styled(LIST, Strings, style, explode)}) == "/" + of_list
    assert path("/{color}", {"color": styled(OBJECT, Numbers, style, explode)}) == "/" + of_object


def test_header_and_cookie_styles() -> None:
    assert headers({"X-C": styled(LIST, Strings, "simple")}) == {"X-C": "blue,black,brown"}
    assert headers({"X-C": styled(OBJECT, Numbers, "simple", True)}) == {"X-C": "R=100,G=200,B=150"}
    assert headers({"X-C": checked(OBJECT, Numbers), "X-D": None, "X-E": True}) == {
        "X-C": "R,100,G,200,B,150",
        "X-E": "true",
    }
    assert cookies({"a": 1, "b": "x; admin=1", "c": None}) == "a=1; b=x%3B%20admin%3D1"
    assert cookies({"a": styled(LIST, Strings, "form", False)}) == "a=blue,black,brown"
    assert cookies({}) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (3.0, "3"),
        (-0.5, "-0.5"),
        (1e300, "1e%2B300"),
        (2**60, str(2**60)),
        ("a b&c=d+e#", "a%20b%26c%3Dd%2Be%23"),
        ("é/ü", "%C3%A9%2F%C3%BC"),
        ("", ""),
        (Status.LOST, "Lost"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00%3A00%3A00%2B00%3A00"),
        (Decimal("1.50"), "1.50"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_scalars(value: object, text: str) -> None:
    assert query({"q": value}) == f"q={text}"
    assert query({"q": [value, value]}) == f"q={text}&q={text}"


def test_a_matrix_value_that_is_empty_is_a_name_alone() -> None:
    assert path("/{color}", {"color": styled("", str, "matrix")}) == "/;color"


def test_a_cookie_of_the_style_cookie_is_not_encoded() -> None:
    assert cookies({"a": styled("x/y=1", str, "cookie")}) == "a=x/y=1"
    for value in ("a b", "a;b", 'a"', "a,b", "ü"):
        with pytest.raises(InvalidRequestError, match=r"^cookie"):
            cookies({"a": styled(value, str, "cookie")})


@given(st.text(max_size=20))
def test_reserved_characters_never_end_the_value_or_the_query(value: str) -> None:
    sent = query({"a": styled(value, str, reserved=True), "b": 1})
    assert sent.endswith("&b=1") and sent.count("&") == 1 and not set(sent) & set("#[]+ ")
    triples = re.compile("%[0-9A-Fa-f]{2}")
    if not triples.search(value):
        assert unquote(sent.removesuffix("&b=1")) == f"a={value}"


def test_what_is_none_is_not_sent() -> None:
    assert query({"a": None, "b": 1, "c": checked(None, int), "d": deep_object(None, Where)}) == "b=1"


def test_checked_values() -> None:
    assert query({"c": checked([Colour.RED, "Blue"], list[Open[Colour, str]])}) == "c=Red&c=Blue"
    assert (
        query({"since": checked(datetime(2026, 1, 2, tzinfo=UTC), Parsed[datetime])})
        == "since=2026-01-02T00%3A00%3A00Z"
    )
    assert query({"since": checked("2026-01-02T00:00:00Z", Parsed[datetime])}) == "since=2026-01-02T00%3A00%3A00Z"
    assert query({"n": checked((1, 2), list[int])}) == "n=1&n=2"
    for value, type_ in (
        ("red", Open[Colour, str]),
        ("3", int),
        (3, str),
        ({"a": 1}, int),
        (1, bool),
        (["x"], list[int]),
    ):
        with pytest.raises(InvalidRequestError, match=r"^query\.q"):
            query({"q": checked(value, type_)})


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: query({"q": []}), "query.q: must not be empty"),
        (lambda: query({"q": [None]}), "query.q.0: null has no form here"),
        (lambda: query({"q": [[1]]}), "query.q.0: a value of type list cannot be written here"),
        (lambda: query({"q": object()}), "query.q: a value of type object"),
        (lambda: query({"q": float("nan")}), "query.q: must be a finite number"),
        (lambda: query({"q": 10**5_000}), "query.q: has too many digits"),
        (lambda: path("/{id}", {"id": 10**5_000}), "path.id: has too many digits"),
        (lambda: query({"q": "\ud800"}), "query.q: text that is not valid Unicode"),
        (lambda: query({"q": styled({"\ud800": "a"}, Any)}), "text that is not valid Unicode"),
        (lambda: query({"q": checked(10**5_000, Open[Priority, int])}), "here it is a number of too many digits"),
        (lambda: query({"q": styled({"a": {}}, Any)}), "query.q.a: a value of type dict"),
        (lambda: headers({"X-A": "a\r\nX-Admin: 1"}), "header.X-A: may only hold"),
        (lambda: headers({"X-A": "a\0"}), "header.X-A: may only hold"),
        (lambda: headers({"X-A": "é"}), "header.X-A: may only hold"),
        (lambda: headers({"X-A": ["a", "b\n"]}), "header.X-A: may only hold"),
        (lambda: path("/{id}", {"id": ""}), "path.id: must not be empty"),
        (lambda: path("/{id}", {"id": "."}), "path.id: must not be empty, '.' or '..'"),
        (lambda: path("/{id}/x", {"id": ".."}), "path.id: must not be empty, '.' or '..'"),
        (lambda: path("/{a}{b}", {"a": ".", "b": "."}), "path.a: must not be empty, '.' or '..'"),
        (lambda: path("/{id}", {"id": None}), "path.id: is required"),
        (lambda: path("/{id}", {}), "path.id: is required"),
        (lambda: path("/{id}", {"id": ["a", ""]}), "path.id: must not be empty"),
        (lambda: path("/{id}", {"id": styled("x", str, "form")}), "path.id: style 'form' is not for paths"),
        (lambda: query({"q": styled("x", str, "label")}), "query.q: style 'label' is not for queries"),
    ],
)
def test_what_cannot_be_written_is_refused(make: Any, message: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        make()
    assert message in str(caught.value)


# Paths ----------------------------------------------------------------------------------------------------------------

NASTY = st.sampled_from(
    ["/", "\\", ".", "..", "%2e", "%2F", "?", "#", ";", ":", "@", "//", "\0", "\n", " ", "%", "a", "é"]
)


@given(st.lists(NASTY | st.text(max_size=3), max_size=6).map("".join))
def test_a_path_value_never_leaves_its_segment(value: str) -> None:
    try:
        url = httpx.URL("https://api.test/v1" + path("/leads/{id}/events", {"id": value}) + "?q=1")
    except InvalidRequestError:
        assert value in ("", ".", "..") or any("\ud800" <= char <= "\udfff" for char in value)
        return
    raw = url.raw_path.decode()
    assert raw.endswith("/events?q=1") and raw.startswith("/v1/leads/")
    assert raw.count("/") == 4 and raw.count("?") == 1 and url.fragment == "" and url.host == "api.test"
    segment = raw.split("/")[3]
    assert httpx.URL(f"https://api.test/{segment}").path == "/" + value


def test_a_traversal_stays_one_segment() -> None:
    assert path("/leads/{id}", {"id": "../admin?x=1#y"}) == "/leads/..%2Fadmin%3Fx%3D1%23y"


# deepObject -----------------------------------------------------------------------------------------------------------


def read_like_qs(text: str) -> Any:
    """What a server with the qs library makes of a query: brackets nest, and keys 0, 1, 2 ... are an array."""
    root: dict[str, Any] = {}
    for pair in text.split("&") if text else []:
        name, _, value = pair.partition("=")
        first, *rest = unquote_plus(name).split("[")
        keys = [first, *(part.removesuffix("]") for part in rest)]
        node = root
        for key in keys[:-1]:
            node = node.setdefault(key, {})
        assert keys[-1] not in node, f"{name} is there twice"
        node[keys[-1]] = unquote_plus(value)

    def arrays(node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        items = {key: arrays(value) for key, value in node.items()}
        return list(items.values()) if list(items) == [str(index) for index in range(len(items))] else items

    return {name: arrays(value) for name, value in root.items()}


def as_texts(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: as_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_texts(item) for item in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


KEYS = st.text(min_size=1, max_size=4).filter(lambda key: "[" not in key and "]" not in key and not key.isdigit())
LEAVES = st.text(max_size=5) | st.integers() | st.booleans()
FILTERS = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3),
        max_leaves=8,
    ),
    max_size=3,
)


@given(FILTERS)
def test_a_deep_object_is_read_as_it_was_meant(value: dict[str, Any]) -> None:
    sent = query({"where": deep_object(value, dict[str, Any])})
    assert read_like_qs(sent).get("where", {}) == as_texts(value)


def test_a_filter_on_the_wire() -> None:
    where = {"or": [{"and": [{"city": {"equals": "Austin"}}, {"id": {"in": [1, 2]}}]}, {"email": {"exists": False}}]}
    for given_ in (where, Where.model_validate(where)):
        assert unquote_plus(query({"where": deep_object(given_, Where)})).split("&") == [
            "where[or][0][and][0][city][equals]=Austin",
            "where[or][0][and][1][id][in][0]=1",
            "where[or][0][and][1][id][in][1]=2",
            "where[or][1][email][exists]=false",
        ]


@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize(
    ("where", "at"),
    [
        ({"or": []}, "query.where.or"),
        ({"or": [{}]}, "query.where.or.0"),
        ({"city": {}}, "query.where.city"),
        ({"city": {"equals": "x"}, "state": {}}, "query.where.state"),
        ({"id": {"in": []}}, "query.where.id.in"),
        ({"city": {"equals": None}}, "query.where.city.equals"),
        ({"city": {"equal": 1}}, "query.where.city.equal"),
        ({"city": {"equals": {"a": []}}}, "query.where.city.equals.a"),
        ({"a]b": {"equals": 1}}, "query.where"),
        ({"a[b": {"equals": 1}}, "query.where"),
        ({"": {"equals": 1}}, "query.where"),
        ([], "query.where"),
        ("city", "query.where"),
    ],
)
def test_a_filter_that_would_not_filter_is_refused(where: Any, at: str, required: bool) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        query({"where": deep_object(where, Where, required)})
    assert caught.value.where == at


def test_a_required_filter_is_neither_missing_nor_empty() -> None:
    for missing in (None, {}, Where()):
        with pytest.raises(InvalidRequestError, match=r"^query\.where: "):
            query({"where": deep_object(missing, Where, required=True)})
    for nothing in (None, {}, Where()):
        assert query({"where": deep_object(nothing, Where)}) == ""


def test_a_filter_is_taken_as_it_was_when_given() -> None:
    where = {"city": {"equals": "Austin"}}
    taken = deep_object(where, Where, required=True)
    where["city"]["equals"] = "Boston"
    where.clear()
    assert unquote_plus(query({"where": taken})) == "where[city][equals]=Austin"


@pytest.mark.parametrize(("style", "item"), [("pipeDelimited", "a|b"), ("spaceDelimited", "a b")])
def test_an_item_that_would_read_as_two_is_refused(style: Any, item: str) -> None:
    with pytest.raises(InvalidRequestError, match=r"query\.q: an item holds what stands between the items"):
        query({"q": styled([item, "c"], list[str], style=style, explode=False)})


@pytest.mark.parametrize("write", [query, headers, cookies])
def test_what_is_required_is_not_left_out(write: Any) -> None:
    for value in (
        checked(None, str, True),
        checked(None, str | None, True),
        styled(None, str, required=True),
        as_content(None, str, "text/plain", True),
    ):
        with pytest.raises(InvalidRequestError, match="a: is required"):
            write({"a": value})
    assert not write({"a": checked(None, str)}) and not write({"a": as_content(None, str, "text/plain")})
