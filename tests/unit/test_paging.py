"""Which lists have pages, how they go on, how the configuration says it otherwise, and what the manifest tells."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

from leadsmith.config import PAGING_KINDS, ClientConfig, PagingConfig, read_config
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import parse
from leadsmith.ir import PagingKind
from leadsmith.manifest import FILE, read
from leadsmith.naming import Names
from leadsmith.normalise import normalise
from leadsmith.operations import build_client
from leadsmith.pipeline import build
from leadsmith.render.paging import page_following, page_items

TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "integer"}
FLAG: dict[str, Any] = {"type": "boolean"}
LIST = {"type": "array", "items": {"type": "object", "properties": {"id": TEXT, "name": TEXT}}}
LIMIT = {"limit": NUMBER}


def object_of(**properties: Any) -> dict[str, Any]:
    """An object whose fields are all required."""
    return {"type": "object", "required": [*properties], "properties": properties}


def some_of(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def told(text: str, kind: dict[str, Any] = TEXT) -> dict[str, Any]:
    return {**kind, "description": text}


def document(schema: dict[str, Any], query: dict[str, Any], **more: Any) -> bytes:
    """One operation; a parameter's `description` is that of its schema."""
    parameters = [
        {"name": name, "in": "query", "schema": kind, "description": kind.get("description", "")}
        for name, kind in query.items()
    ]
    answer = {"description": "", "content": {"application/json": {"schema": schema}}, **more}
    operation = {"operationId": "listThings", "parameters": parameters, "responses": {"200": answer}}
    root = {"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {"/things": {"get": operation}}}
    return json.dumps(root).encode()


def config(**paging: PagingConfig) -> ClientConfig:
    return ClientConfig(Path("spec.json"), Path("acme"), "acme", paging=paging)


def paged(schema: dict[str, Any], query: dict[str, Any], given: PagingConfig | None = None, **more: Any) -> str:
    """What the method says: where the items are, how it goes on, and how sure that is; empty without pages."""
    names = Names()
    normal = normalise(parse(document(schema, query, **more), "spec.json"), names)
    client, _ = build_client(normal, config(listThings=given) if given else config(), names)
    paging = client.resources[0].operations[0].paging
    return f"{page_items(paging)} | {page_following(paging)} | {paging.confidence}" if paging else ""


@pytest.mark.parametrize(
    ("schema", "query", "expected"),
    [
        # by a link, which its format tells
        *(
            (
                some_of(count=NUMBER, next={**TEXT, "format": form, "nullable": True}, results=LIST),
                query,
                "page.results | _NextLink(page.next) | high",
            )
            for form, query in (
                ("uri", {"page": {**NUMBER, "default": 1}, **LIMIT}),
                ("uri-reference", {"offset": NUMBER, **LIMIT}),
                ("url", {"cursor": TEXT}),
            )
        ),
        # by number
        (
            object_of(docs=LIST, hasNextPage=FLAG, nextPage=NUMBER),
            {"page": NUMBER},
            'page.docs | {"page": page.next_page} if page.has_next_page else None | high',
        ),
        (
            some_of(data=LIST, meta=object_of(pagination=some_of(next_page=NUMBER))),
            {"page": NUMBER},
            'page.data | {"page": page.meta.pagination.next_page} '
            "if page.meta and page.meta.pagination.next_page else None | high",
        ),
        (
            object_of(items=LIST, pagination=object_of(max_page=NUMBER, total_count=NUMBER)),
            {"page": {**NUMBER, "default": 1}},
            'page.items | _NextPage("page", pages=page.pagination.max_page) | high',
        ),
        (
            object_of(items=LIST, total=NUMBER),
            {"pageIndex": told("Starts at 0.", NUMBER)},
            'page.items | _NextPage("pageIndex", first=0, total=page.total) | high',
        ),
        (
            object_of(items=LIST, page=NUMBER, has_more=FLAG),
            {"page": NUMBER},
            'page.items | _NextPage("page", number=page.page, more=page.has_more) | high',
        ),
        (LIST, {"page": {**NUMBER, "default": 1}, **LIMIT}, 'page | _NextPage("page") | medium'),
        (
            object_of(files=LIST),
            {"page": {**NUMBER, "default": 0}, **LIMIT},
            'page.files | _NextPage("page", first=0) | medium',
        ),
        # by offset
        (
            object_of(data=LIST, total=NUMBER),
            {"offset": NUMBER, **LIMIT},
            'page.data | _NextOffset("offset", total=page.total) | high',
        ),
        (object_of(data=LIST, more=FLAG), {"skip": NUMBER}, 'page.data | _NextOffset("skip", more=page.more) | high'),
        (LIST, {"offset": NUMBER, **LIMIT}, 'page | _NextOffset("offset") | medium'),
        (
            object_of(Resources=LIST, schemas={"type": "array", "items": TEXT}, totalResults=NUMBER),
            {"startIndex": NUMBER},
            'page.resources | _NextOffset("startIndex", first=1, total=page.total_results) | high',
        ),
        # by a value
        (
            object_of(entries=LIST, next_marker=TEXT),
            {"marker": TEXT},
            'page.entries | {"marker": page.next_marker} if page.next_marker else None | high',
        ),
        (
            object_of(data=LIST, nextPageToken=TEXT, has_more=FLAG),
            {"pageToken": TEXT},
            'page.data | {"pageToken": page.next_page_token} if page.has_more else None | high',
        ),
        (
            some_of(items=LIST, metadata=some_of(**{"continue": TEXT})),
            {"continue": TEXT},
            'page.items | {"continue": page.metadata.continue_} '
            "if page.metadata and page.metadata.continue_ else None | high",
        ),
        (
            object_of(data=LIST, next_page={"anyOf": [object_of(offset=TEXT, uri=TEXT), {"type": "null"}]}),
            {"offset": TEXT},
            'page.data | {"offset": page.next_page.offset} '
            "if page.next_page and page.next_page.offset else None | high",
        ),
        (
            object_of(edges=LIST, page_info=object_of(end_cursor=TEXT, has_next_page=FLAG)),
            {"after": TEXT, "before": TEXT},
            'page.edges | {"after": page.page_info.end_cursor} if page.page_info.has_next_page else None | high',
        ),
        (
            object_of(data=LIST, meta=object_of(cursor=told("For the next page."))),
            {"cursor": TEXT},
            'page.data | {"cursor": page.meta.cursor} if page.meta.cursor else None | medium',
        ),
        # by the last item
        (
            object_of(data=LIST, has_more=FLAG),
            {"starting_after": TEXT, "ending_before": TEXT},
            'page.data | {"starting_after": page.data[-1].id} if page.has_more and page.data else None | high',
        ),
        (
            object_of(data=LIST, has_more=FLAG, first_id=TEXT, last_id=TEXT),
            {"after_id": TEXT},
            'page.data | {"after_id": page.last_id} if page.has_more else None | high',
        ),
        # by a link
        (object_of(items=LIST, next=told("URL of the next page.")), LIMIT, "page.items | _NextLink(page.next) | high"),
        (object_of(calls=LIST, next_page_uri=TEXT), {}, "page.calls | _NextLink(page.next_page_uri) | high"),
        (
            object_of(value=LIST, **{"@odata.nextLink": TEXT}),
            {},
            "page.value | _NextLink(page.at_odata_next_link) | high",
        ),
        (
            object_of(data=LIST, links=some_of(next=TEXT)),
            {},
            "page.data | _NextLink(page.links.next) | high",
        ),
        (
            object_of(data=LIST, _links=some_of(next=object_of(href=TEXT))),
            {},
            "page.data | _NextLink(page.links.next.href) if page.links.next else None | high",
        ),
        (
            object_of(playlists=object_of(items=LIST, next=told("The link to the next page.")), message=TEXT),
            {"offset": NUMBER, **LIMIT},
            "page.playlists.items | _NextLink(page.playlists.next) | high",
        ),
    ],
)
def test_lists_that_go_on(schema: dict[str, Any], query: dict[str, Any], expected: str) -> None:
    assert paged(schema, query) == expected


@pytest.mark.parametrize(
    ("schema", "query"),
    [
        pytest.param(LIST, {}, id="a list"),
        pytest.param(LIST, {"page": NUMBER, **LIMIT}, id="nobody knows where pages begin to count"),
        pytest.param(LIST, {"page": {**NUMBER, "default": 1}}, id="a page of a book"),
        pytest.param(LIST, {"page": {"type": "string", "default": "1"}, **LIMIT}, id="a page that is no number"),
        pytest.param(LIST, {"page": {**NUMBER, "default": 1}, "count": FLAG}, id="a count that is no size"),
        pytest.param(LIST, {"cursor": TEXT, **LIMIT}, id="a cursor that nobody gives"),
        pytest.param(object_of(data=LIST), {"starting_after": TEXT}, id="no flag"),
        pytest.param(object_of(data=LIST, next=TEXT), {"cursor": TEXT}, id="a next that may be anything"),
        pytest.param(object_of(data=LIST, next=TEXT), LIMIT, id="a next that may be anything, without cursor"),
        pytest.param(object_of(data=LIST, cursor=TEXT), {"cursor": TEXT}, id="a cursor that may be this page's"),
        pytest.param(object_of(prices=LIST, next_month=TEXT), {"month": TEXT}, id="the next month"),
        pytest.param(object_of(data=LIST, next_page=NUMBER), {"page": NUMBER}, id="a number that is always there"),
        pytest.param(object_of(data=LIST, has_more=TEXT, next_cursor=TEXT), {"cursor": TEXT}, id="a flag that is text"),
        pytest.param(object_of(a=LIST, b=LIST, next_cursor=TEXT), {"cursor": TEXT}, id="two lists"),
        pytest.param(
            object_of(a=object_of(items=LIST, next_cursor=TEXT), b=object_of(items=LIST)),
            {"cursor": TEXT},
            id="two lists below",
        ),
        pytest.param(object_of(id=TEXT, files=LIST, total=NUMBER), {"offset": NUMBER, **LIMIT}, id="a thing"),
        pytest.param(object_of(data=LIST, total=NUMBER), {"from": NUMBER, "start": NUMBER}, id="a start of something"),
        pytest.param({"type": "object", "additionalProperties": LIST}, {"offset": NUMBER, **LIMIT}, id="a map"),
    ],
)
def test_what_only_looks_like_pages(schema: dict[str, Any], query: dict[str, Any]) -> None:
    assert paged(schema, query) == ""


COUNTED = object_of(data=LIST, total_pages=NUMBER)
ONE = 'page.data | _NextPage("page", pages=page.total_pages) | high'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ({**NUMBER, "minimum": 1}, ONE),
        ({**NUMBER, "default": 1, "minimum": 0}, ONE),
        ({**NUMBER, "minimum": 0}, ""),
        (NUMBER, ""),
    ],
)
def test_where_nothing_says_how_pages_are_counted_it_is_told(page: dict[str, Any], expected: str) -> None:
    assert paged(COUNTED, {"page": page, **LIMIT}) == expected
    output = build(parse(document(COUNTED, {"page": page, **LIMIT}), "spec.json"), config())
    found = [each for each in output.diagnostics if each.code == "paging"]
    assert [each.level for each in found] == ([] if expected else ["info"])
    assert all("'page' counts from 0 or 1" in each.message and each.pointer.endswith("/parameters/0") for each in found)
    off = config(listThings=PagingConfig(off=True))
    told = build(parse(document(COUNTED, {"page": page, **LIMIT}), "spec.json"), off).diagnostics
    assert not [each for each in told if each.code == "paging"], "who has said it is not asked"


def test_a_total_of_this_page_is_none() -> None:
    schema = object_of(data=LIST, total=told("The number of items returned in this page.", NUMBER))
    assert paged(schema, {"offset": NUMBER, **LIMIT}) == 'page.data | _NextOffset("offset") | medium'


@pytest.mark.parametrize("name", ["Link", "link"])
def test_a_link_header(name: str) -> None:
    headers = {name: {"schema": TEXT}}
    assert paged(LIST, {"per_page": NUMBER}, headers=headers) == "page | _LinkHeader() | high"
    wrapped = object_of(total_count=NUMBER, secrets=LIST)
    assert paged(wrapped, {"per_page": NUMBER}, headers=headers) == "page.secrets | _LinkHeader() | high"
    assert paged(LIST, {}, headers=headers) == "", "a link may be about anything"
    assert paged(LIST, {"per_page": NUMBER}, headers={"X-Link": {"schema": TEXT}}) == ""


def test_a_map_of_links_needs_a_parameter_of_pages() -> None:
    links = {"type": "object", "additionalProperties": object_of(href=TEXT)}
    expected = 'page.data | _NextLink(page.links["next"].href) if "next" in page.links else None | high'
    assert paged(object_of(data=LIST, _links=links), LIMIT) == expected
    assert paged(object_of(data=LIST, _links=links), {}) == ""


# The configuration ----------------------------------------------------------------------------------------------------

SCHEMA = object_of(data=LIST, cars=LIST, meta=some_of(**{"next.cursor": TEXT, "more": FLAG, "pages": NUMBER}))
QUERY = {"from": TEXT, "number": NUMBER}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"kind": "cursor", "items": "cars", "next": "meta.next.cursor", "parameter": "from"},
            'page.cars | {"from": page.meta.next_cursor} if page.meta.next_cursor else None | configured',
        ),
        (
            {"kind": "cursor", "items": "data", "next": "data[-1].id", "parameter": "from", "more": "meta.more"},
            'page.data | {"from": page.data[-1].id} if page.meta.more and page.data else None | configured',
        ),
        (
            {"kind": "page", "items": "data", "parameter": "number", "pages": "meta.pages", "first": 0},
            'page.data | _NextPage("number", first=0, pages=page.meta.pages) | configured',
        ),
        ({"kind": "offset", "items": "data", "parameter": "number"}, 'page.data | _NextOffset("number") | configured'),
        (
            {"kind": "link", "items": "data", "next": "meta.next.cursor"},
            "page.data | _NextLink(page.meta.next_cursor) | configured",
        ),
        ({"kind": "header", "items": "data"}, "page.data | _LinkHeader() | configured"),
    ],
)
def test_the_configuration_says_how(given: dict[str, Any], expected: str) -> None:
    assert paged(SCHEMA, QUERY) == ""
    assert paged(SCHEMA, QUERY, PagingConfig(**given)) == expected


def test_the_configuration_says_no_and_finds_items_itself() -> None:
    assert paged(LIST, {"offset": NUMBER, **LIMIT}, PagingConfig(off=True)) == ""
    assert paged(LIST, {"n": NUMBER}, PagingConfig(kind="page", parameter="n")) == 'page | _NextPage("n") | configured'


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ({"kind": "header"}, "which list has the items cannot be told", 'Write items = "data" or "cars"'),
        ({"kind": "header", "items": "meta"}, "'meta' is no list", 'Write items = "data" or "cars"'),
        ({"kind": "header", "items": "dada"}, "items: there is no field 'dada'", "Did you mean 'data'?"),
        (
            {"kind": "link", "items": "data", "next": "meta.next"},
            "no field 'next' in 'meta'",
            "It has: next.cursor, more, pages.",
        ),
        (
            {"kind": "page", "items": "data", "parameter": "numbr"},
            "no query parameter 'numbr'",
            "Did you mean 'number'?",
        ),
        (
            {"kind": "cursor", "items": "data", "next": "cars[-1].id", "parameter": "from"},
            "'cars' are not the items",
            "before [-1]",
        ),
        ({"kind": "cursor", "items": "data", "next": "data[-1].nam", "parameter": "from"}, "no field 'nam'", "'name'"),
    ],
)
def test_names_that_the_document_does_not_have(given: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(LeadsmithError) as caught:
        paged(SCHEMA, QUERY, PagingConfig(**given))
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.level) == ("config", "error")
    assert diagnostic.message.startswith("paging.listThings") and message in diagnostic.message
    assert hint in diagnostic.hint


def test_an_operation_that_the_document_does_not_have() -> None:
    names = Names()
    normal = normalise(parse(document(LIST, {}), "spec.json"), names)
    with pytest.raises(LeadsmithError) as caught:
        build_client(normal, config(listThngs=PagingConfig(off=True)), names)
    assert "no operation 'listThngs'" in str(caught.value.diagnostics[0].message)
    assert caught.value.diagnostics[0].hint == "Did you mean 'listThings'?"


def test_a_configuration_for_another_state_of_the_document_says_nothing_where_it_does_not_fit() -> None:
    given = PagingConfig(kind="link", items="old", next="gone", if_it_fits=True)
    assert paged(LIST, {"offset": NUMBER, **LIMIT}, given) == 'page | _NextOffset("offset") | medium'
    names = Names()
    normal = normalise(parse(document(LIST, {}), "spec.json"), names)
    client, _ = build_client(normal, config(gone=given), names)
    assert client.resources[0].operations[0].paging is None


def test_an_answer_that_cannot_have_pages() -> None:
    with pytest.raises(LeadsmithError) as caught:
        paged(LIST, {}, PagingConfig(kind="header"), content={"text/csv": {"schema": TEXT}})
    assert "its answer cannot have pages" in caught.value.diagnostics[0].message


def configured(lines: str) -> dict[str, PagingConfig]:
    toml = f'[[tool.leadsmith.clients]]\nspec = "a.yaml"\n[tool.leadsmith.clients.paging]\n{lines}'
    return dict(read_config(tomllib.loads(toml), Path())[0].paging)


def test_what_the_configuration_can_say() -> None:
    assert configured('a = false\n"GET /b" = { kind = "link", next = "x.y", items = "z" }') == {
        "a": PagingConfig(off=True),
        "GET /b": PagingConfig(kind="link", next="x.y", items="z"),
    }
    assert get_args(PagingKind) == PAGING_KINDS


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        ("a = true", "paging.a is neither `false` nor a table", "Write false, or { kind"),
        ("a = {}", "paging.a: `kind` is missing", "page, offset, cursor, link, header"),
        (
            '"GET /a" = { kind = "cursors" }',
            "paging.\"GET /a\": 'cursors' is no kind of paging",
            "page, offset, cursor",
        ),
        ('a = { kind = "page", param = "p" }', "paging.a: unknown key 'param'", "Did you mean 'parameter'?"),
        ('a = { kind = "page" }', "paging.a: `parameter` is missing, which the kind 'page' needs", "Write for example"),
        ('a = { kind = "cursor", parameter = "p" }', "paging.a: `next` is missing", "Write for example"),
        ('a = { kind = "header", next = "p" }', "paging.a: the kind 'header' has no `next`", "it has: nothing"),
        ('a = { kind = "offset", parameter = "p", pages = "q" }', "the kind 'offset' has no `pages`", "total"),
        ('a = { kind = "page", parameter = 1 }', "paging.a: `parameter` is not text", "Write for example"),
        ('a = { kind = "page", parameter = "p", first = "1" }', "paging.a: `first` is not a whole number", "first = 1"),
    ],
)
def test_what_is_wrong_in_the_configuration(lines: str, message: str, hint: str) -> None:
    with pytest.raises(LeadsmithError) as caught:
        configured(lines)
    (diagnostic,) = caught.value.diagnostics
    assert message in diagnostic.message and hint in diagnostic.hint


# The manifest ---------------------------------------------------------------------------------------------------------


def test_the_manifest_tells_how_lists_go_on() -> None:
    content = document(object_of(data=LIST, has_more=FLAG), {"starting_after": TEXT})
    manifest = read(build(parse(content, "spec.json"), config()).files[FILE].decode())
    assert manifest.paging == {
        "GET /things": "kind = cursor, items = data, next = data[-1].id, parameter = starting_after, more = has_more, "
        "confidence = high"
    }
    other = build(parse(content, "spec.json"), config(listThings=PagingConfig(off=True)))
    assert "paging" not in json.loads(other.files[FILE]), "nothing to tell"
    assert read(other.files[FILE].decode()).config != manifest.config, (
        "the configuration is part of what it is made from"
    )
