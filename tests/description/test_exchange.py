"""`check` sees what is wrong, in every part of an exchange, and lets pass what is right."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from .exchange import Json, check, closed, find_operation
from .leads_document import corrected, page, strict

DATES = {"createdAt": "2024-01-25", "updatedAt": "2024-01-25"}
FIELDS: Json = {
    "firstName": "Ana",
    "processStatuses": "Qualified Lead",
    "bodyStyle": ["truck"],
    "year": 2021,
    "notes": None,
    "searches": [1, {"id": "s1", "lead": 7, **DATES}],
    "salesRep": 3,
}
LEAD: Json = {"id": 7, **FIELDS, **DATES}


def exchange(method: str, path: str, status: int, answer: Any, body: Any = None) -> Json:
    """An exchange on the path, which may have a query; None stands for no body."""
    headers = {"content-type": "application/json; charset=utf-8"}
    return {
        "request": {
            "method": method,
            "url": f"http://localhost:3000/api{path}",
            "headers": {} if body is None else headers,
            "body": body,
        },
        "response": {"status": status, "headers": {} if answer is None else headers, "body": answer},
    }


def update() -> Json:
    """A right exchange, with something in every part that the tests change."""
    return exchange("PATCH", "/leads/7?depth=1&locale=en", 200, {"doc": LEAD, "message": "Updated."}, FIELDS)


def counted(query: str) -> Json:
    return exchange("GET", f"/leads/count?{query}", 200, {"totalDocs": 1})


@pytest.mark.parametrize(
    "right",
    [
        update(),
        exchange("GET", "/leads/7", 200, LEAD),
        exchange("GET", "/leads/a%2Fb%3Fc", 404, {"errors": [{"message": "Not Found"}]}),
        exchange("POST", "/leads", 201, {"doc": LEAD, "message": "Created."}, {}),
        exchange("DELETE", "/leads?where[id][in][0]=7", 200, {"docs": [LEAD], "errors": [], "message": "Deleted."}),
        counted(""),
        counted("where[or][0][city][equals]=Austin&where[or][1][and][0][year][greater_than]=2020"),
        counted("where%5Bid%5D%5Bin%5D=1,2&where[email][exists]=true&where[salesRep.name][like]=Rosa+D"),
    ],
    ids=lambda right: f"{right['request']['method']} {right['request']['url']}",
)
def test_what_is_right_passes(right: Json) -> None:
    assert check(strict(), right) == []


def changed(right: Json, path: str, value: Any) -> Json:
    """A copy of an exchange with another value at a path such as `response.body.doc`; `...` takes it away."""
    wrong = copy.deepcopy(right)
    *outer, last = path.split(".")
    place = wrong
    for name in outer:
        place = place[name]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return wrong


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("request.body.firstName", 5, "request: $.firstName: "),
        ("request.body.processStatuses", "Nope", "request: $.processStatuses: "),
        ("request.body.bodyStyle", ["truck", "boat"], "request: $.bodyStyle[1]: "),
        ("request.body.year", "2021", "request: $.year: "),
        ("request.body.searches", [{"make": "Kia"}], "request: $.searches[0]: "),
        ("request.body.nope", 1, "request: $: Additional properties"),
        ("request.body", [], "request: $: "),
        ("request.body", None, "request: the body is missing"),
        ("request.headers", {"content-type": "text/plain"}, "request: the media type text/plain"),
        ("request.headers", {}, "request: the media type is missing"),
        ("request.method", "PUT", "request: no operation"),
        ("response.status", 204, "response: status 204"),
        ("response.status", 404, "response: $: 'errors' is a required property"),
        ("response.headers", {"content-type": "text/html"}, "response: the media type text/html"),
        ("response.body", None, "response: the body is missing"),
        ("response.body.message", ..., "response: $: 'message' is a required property"),
        ("response.body.doc.id", ..., "response: $.doc: 'id' is a required property"),
        ("response.body.doc.id", 7.5, "response: $.doc.id: "),
        ("response.body.doc.createdAt", None, "response: $.doc.createdAt: "),
        ("response.body.doc.salesRep", True, "response: $.doc.salesRep: "),
        ("response.body.doc.salesRep", 3.5, "response: $.doc.salesRep: "),
        ("response.body.doc.searches", {}, "response: $.doc.searches: "),
        ("response.body.doc.nope", None, "response: $.doc: Additional properties"),
    ],
)
def test_what_is_wrong_is_seen(path: str, value: Any, told: str) -> None:
    problems = check(strict(), changed(update(), path, value))
    assert [problem for problem in problems if problem.startswith(told)], problems


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("depth=abc", "request: depth: no such parameter"),
        ("where[city]=Austin", "request: where.city: "),
        ("where[city][equal]=Austin", "request: where.city: "),
        ("where[email][exists]=perhaps", "request: where.email.exists: "),
        ("where[or][0][city][nope]=1", "request: where.or[0].city: "),
        ("where[or][city][equals]=1", "request: where.or: "),
    ],
)
def test_a_wrong_query_is_seen(query: str, told: str) -> None:
    problems = check(strict(), counted(query))
    assert [problem for problem in problems if problem.startswith(told)], problems


@pytest.mark.parametrize("depth", ["abc", "1.5", "", "%31x"])
def test_text_for_a_number_is_seen(depth: str) -> None:
    [problem] = check(strict(), exchange("GET", f"/leads/7?depth={depth}", 200, LEAD))
    assert problem.startswith("request: depth: ")


def test_a_filter_that_is_missing_is_seen() -> None:
    answer = {"docs": [], "errors": [], "message": "Deleted."}
    assert check(strict(), exchange("DELETE", "/leads", 200, answer)) == ["request: where: the parameter is required"]


def test_a_body_where_none_belongs_is_seen() -> None:
    assert check(strict(), exchange("GET", "/leads/7", 200, LEAD, {})) == [
        "request: a body is sent, and none is described"
    ]


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/leads/count", "/leads/count"),
        ("GET", "/leads/7", "/leads/{id}"),
        ("PATCH", "/leads?where[id][equals]=7", "/leads"),
        ("GET", "/leads/7/nope", None),
        ("GET", "/leads/", None),
        ("PUT", "/leads/7", None),
        ("GET", "/searches", None),
    ],
)
def test_which_operation(method: str, path: str, expected: str | None) -> None:
    match = find_operation(strict(), exchange(method, path, 200, None)["request"])
    assert (match and match.path) == expected


def test_what_is_closed_and_what_is_not() -> None:
    unknown = changed(update(), "response.body.doc.nope", 1)
    assert check(corrected(), unknown) == []
    assert check(closed(corrected()), unknown) != []
    assert check(corrected(), update()) == []  # the description itself stays as it was


def test_what_only_the_page_says() -> None:
    told = [problem.split(": ", 1)[1] for problem in check(page(), update()) if problem.startswith("request")]
    assert "$: 'createdAt' is a required property" in told
    assert "$: 'updatedAt' is a required property" in told
