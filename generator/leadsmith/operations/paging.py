"""Which operations are pages of a list, and how the next page is asked for.

Knows fields and parameters by the meaning of their words and by structure. A pager is inferred only where the last page
can be told: by a next value or link that is missing, a flag, a number of pages or items, or a page without items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from leadsmith.ir import (
    Field,
    ListOf,
    MapOf,
    Paging,
    PagingKind,
    Parameter,
    Path,
    Ref,
    Scalar,
    Step,
    Type,
    Types,
    UnionOf,
)
from leadsmith.naming import words

# Words, as `said` gives them: lower case, with spaces.
_IDENTITY = frozenset("id|uuid|guid|gid|uid|sid|sha|key|slug|name|title|code".split("|"))
"""A field that tells one thing from others: what has it is no page, but a thing that has a list."""
_BESIDE = frozenset("order|sort|sorting|errors|warnings|messages|links|facets|filters|schemas|included".split("|"))
"""A list that is about the items, where there is another."""
_ABOUT = frozenset(
    "meta|metadata|pagination|paging|paginator|page|pages|links|link|cursor|cursors|info|next|list|summary".split("|")
)
"""The last word of a field that holds what is to be said about the page."""
_MORE = frozenset(
    "has more|has next|has next page|has more items|has more results|has more pages|more|more available|"
    "is truncated".split("|")
)
_LAST = frozenset("last|last page|is last|is last page".split("|"))
_PAGES = frozenset(
    "total pages|pages total|page count|pages count|number of pages|num pages|pages|max page|last page".split("|")
)
_TOTAL = frozenset(
    "total|total count|total items|items total|item count|total item count|total results|total docs|total documents|"
    "total records|total elements|total entries|total size|total rows|total hits".split("|")
)
_NUMBER = frozenset("page|current page|page number|page index|number".split("|"))
_PAGE_PARAMETER = frozenset("page|page number|page no|page num|page index|current page".split("|"))
_OFFSET_PARAMETER = frozenset("offset|page offset|skip|start index|start at|start|first result".split("|"))
_SIZE_PARAMETER = frozenset(
    "limit|per page|page size|page limit|size|count|max results|max items|page count|results per page|take|top|"
    "items per page|rows|max".split("|")
)
_CURSOR_PARAMETER = frozenset(
    "cursor|page cursor|next cursor|start cursor|after cursor|after|page after|starting after|start after|marker|"
    "token|page token|next token|next page token|pagination token|continuation token|continue token|continue|"
    "continuation|start token|bookmark".split("|")
)
_AFTER_ITEM = frozenset("starting after|starting after id|start after|start after id|after id|last id".split("|"))
_CURSOR_FIELD = frozenset("cursor|page cursor|end cursor|token|page token|continuation token|after|marker".split("|"))
"""What is left of the words of a field without `next`, where the parameter may be called otherwise."""
_TELLING = ("end cursor", "continuation token", "continue", "cursor after", "cursors after")
"""What a field is called that says where to go on, without `next`."""
_LINKS = frozenset("link url uri href".split())
_LINK_FORMATS = frozenset("uri url uri-reference iri iri-reference".split())
_OPAQUE = frozenset("cursor token marker bookmark offset after continue".split())
"""The last word of what is no link, whatever its description mentions."""
_NEXT_TEXT = re.compile(r"\b(next|subsequent|following|continu\w*|remaining)\b", re.IGNORECASE)
_CURSOR_TEXT = re.compile(r"\b(cursor|token|marker)\b", re.IGNORECASE)
_LINK_TEXT = re.compile(r"\b(urls?|uris?|links?|hrefs?|hyperlinks?)\b", re.IGNORECASE)
_PART_TEXT = re.compile(r"\b(this|current|returned|per) (page|response|set|batch|chunk)\b|\breturned\b", re.IGNORECASE)
_FIRST_TEXT = re.compile(
    r"\b(zero|one|0|1)[- ](?:based|indexed)|"
    r"\b(?:start|begin|count|index|number|default)\w*\s+(?:(?:at|from|with|is|by|to)\s+)+(zero|one|0|1)\b(?!\.\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Fact:
    """A field of a page that may tell about it: the way to it, its words and those of the whole way, what it is, and
    what is said of it."""

    path: Path
    words: str
    whole: str
    type: Type
    text: str
    format: str = ""

    @property
    def sometimes(self) -> bool:
        """May it hold nothing?"""
        return any(step.optional or step.key for step in self.path)


def find_paging(
    returns: Type | None, parameters: Iterable[Parameter], types: Types, link_header: bool = False
) -> Paging | None:
    """How the list that an answer holds goes on; None where it has no pages, or nobody can tell when they end.

    `link_header`: the answer is described with a header `Link`.
    """
    found = find_items(returns, types) if returns is not None else None
    if found is None or returns is None:
        return None
    items, item = found
    query = [each for each in parameters if each.place == "query" and not each.deprecated]
    facts = [] if not items else list(_facts(returns, items, types))
    if any(fact.words in _MORE and fact.type != Scalar("bool") for fact in facts):
        return None  # who says so in another way than by a flag is not understood
    flags = [fact for fact in facts if fact.type == Scalar("bool")]
    flag = next((fact for fact in flags if fact.words in _MORE | _LAST | {"next page"}), None)
    base = Paging("cursor", items, item, confidence="high")
    if flag is not None:
        base = replace(base, more=flag.path, ends=flag.words in _LAST)
    for way in (_by_value, _by_last_item, _by_link):
        if paging := way(base, facts, query, types):
            return paging
    sized = any(said(each.wire) in _SIZE_PARAMETER and each.type != Scalar("bool") for each in query)
    asked = sized or any(said(each.wire) in _PAGE_PARAMETER | _OFFSET_PARAMETER | _CURSOR_PARAMETER for each in query)
    if link_header and asked:
        return replace(base, kind="header", more=(), ends=False)
    return _by_number(base, facts, query, types, sized) or _by_offset(base, facts, query, types, sized)


def find_uncounted(returns: Type | None, parameters: Iterable[Parameter], types: Types) -> Parameter | None:
    """The parameter that counts the pages of a list, where all is known but where the count begins.

    For what `find_paging` finds no pages of.
    """
    given = [*parameters]
    counted = [replace(each, default=1) if said(each.wire) in _PAGE_PARAMETER else each for each in given]
    found = find_paging(returns, counted, types)
    return next((each for each in given if found and each.wire == found.parameter), None)


# Where the items are --------------------------------------------------------------------------------------------------


def find_items(returns: Type, types: Types) -> tuple[Path, Type] | None:
    """The way to the list in an answer, and the type of its items: the answer itself, a field of it, or a field one
    level deeper; None where there is none, or more than one.
    """
    whole = resolved(returns, types)
    if isinstance(whole, ListOf):
        return (), whole.item
    fields = _fields(whole, types)
    if any(said(field.wire) in _IDENTITY for field in fields):
        return None
    if any(isinstance(resolved(field.type, types), ListOf) for field in fields):
        return _only_list((), fields, types)
    inner = []
    for field in fields:
        below = _fields(resolved(field.type, types), types)
        if not any(said(each.wire) in _IDENTITY for each in below):
            inner.append(_only_list((step(field),), below, types))
    lists = [found for found in inner if found is not None]
    return lists[0] if len(lists) == 1 else None


def _only_list(way: Path, fields: Sequence[Field], types: Types) -> tuple[Path, Type] | None:
    lists = [(field, kind) for field in fields if isinstance(kind := resolved(field.type, types), ListOf)]
    if len(lists) > 1:
        lists = [(field, kind) for field, kind in lists if said(field.wire) not in _BESIDE]
    if len(lists) != 1:
        return None
    field, kind = lists[0]
    return (*way, step(field)), kind.item


def _facts(returns: Type, items: Path, types: Types) -> Iterator[_Fact]:
    """The fields of a page that may tell about it: beside the items, of the page, and of what is about it."""
    holder = items[:-1]

    def walk(kind: Type, way: Path, before: str) -> Iterator[_Fact]:
        kind = resolved(kind, types)
        if isinstance(kind, MapOf) and before.endswith("links"):
            yield from reached(kind.value, (*way, Step("", "next", key=True)), before, "next", "")
        for field in _fields(kind, types):
            described = (field.description, field.format)
            yield from reached(field.type, (*way, step(field)), before, said(field.wire), *described)

    def reached(kind: Type, way: Path, before: str, name: str, text: str, form: str = "") -> Iterator[_Fact]:
        inside = _value(kind, types)
        whole = f"{before} {name}".strip()
        if isinstance(inside, Scalar | UnionOf):
            yield _Fact(way, name, whole, inside, text, form)
        elif len(way) < 4 and (way == holder or name.rpartition(" ")[2] in _ABOUT):
            yield from walk(inside, way, whole)

    yield from walk(returns, (), "")


# The ways to go on ----------------------------------------------------------------------------------------------------


def _by_value(base: Paging, facts: Sequence[_Fact], query: Sequence[Parameter], types: Types) -> Paging | None:
    """A page holds what a parameter wants to have for the next one."""
    for fact in facts:
        numeric = _is_number(fact.type)
        if not (numeric or _is_text(fact.type)) or _is_link(fact):
            continue
        tells = "next" in fact.whole.split() or fact.whole.endswith(_TELLING)
        if not tells and not _NEXT_TEXT.search(fact.text):
            continue
        parameter = _wanting(fact, query, types)
        # A number that is always there does not tell the end.
        if parameter is not None and not (numeric and not base.more and not fact.sometimes):
            name = said(parameter.wire) if numeric else ""
            kind: PagingKind = (
                "page" if name in _PAGE_PARAMETER else "offset" if name in _OFFSET_PARAMETER else base.kind
            )
            found = replace(base, kind=kind, parameter=parameter.wire, next=fact.path)
            return found if tells else replace(found, confidence="medium")
    return None


def _wanting(fact: _Fact, query: Sequence[Parameter], types: Types) -> Parameter | None:
    """The parameter that takes the value of the field: of its name, or the only one that takes where to go on."""
    rest = " ".join(word for word in fact.words.split() if word != "next")
    numeric = _is_number(fact.type)
    going_on = [
        each
        for each in query
        if said(each.wire) in _CURSOR_PARAMETER | _PAGE_PARAMETER | _OFFSET_PARAMETER
        if _is_text(resolved(each.type, types)) or (numeric and _is_count(each, types))
    ]
    for each in going_on:
        name = said(each.wire)
        if name in (fact.words, rest) or (numeric and rest == "page" and name in _PAGE_PARAMETER):
            return each
    if rest in _CURSOR_FIELD or (not rest and _CURSOR_TEXT.search(fact.text)):
        cursors = [each for each in going_on if said(each.wire) in _CURSOR_PARAMETER]
        return cursors[0] if len(cursors) == 1 else None
    return None


def _by_last_item(base: Paging, facts: Sequence[_Fact], query: Sequence[Parameter], types: Types) -> Paging | None:
    """A flag says that there is more, and a parameter wants the id of the last item."""
    if not base.more or base.ends:
        return None
    parameter = next((each for each in query if said(each.wire) in _AFTER_ITEM and _is_plain(each, types)), None)
    if parameter is None:
        parameter = next(
            (
                each
                for each in query
                if said(each.wire) == "after" and re.search(r"\bids?\b", each.description, re.IGNORECASE)
            ),
            None,
        )
    if parameter is None:
        return None
    for fact in facts:
        if fact.words == "last id" and _is_text(fact.type):
            return replace(base, parameter=parameter.wire, next=fact.path)
    fields = _fields(resolved(base.item, types), types)
    field = next((each for each in fields if said(each.wire) == "id" and _is_id(resolved(each.type, types))), None)
    if field is None:
        return None
    return replace(base, parameter=parameter.wire, next=(step(field),), last_item=True)


def _by_link(base: Paging, facts: Sequence[_Fact], query: Sequence[Parameter], types: Types) -> Paging | None:
    """A page holds the link to the next one."""
    asked = any(said(each.wire) in _PAGE_PARAMETER | _OFFSET_PARAMETER | _SIZE_PARAMETER for each in query)
    for fact in facts:
        last = fact.whole.split()
        named = last[-1] == "next" or last[-2:] == ["next", "page"] or (last[-1] in _LINKS and "next" in last[-3:-1])
        of_map = any(each.key for each in fact.path)
        if named and _is_text(fact.type) and _is_link(fact) and (asked or not of_map):
            return replace(base, kind="link", next=fact.path, more=(), ends=False)
    return None


def _by_number(
    base: Paging, facts: Sequence[_Fact], query: Sequence[Parameter], types: Types, sized: bool
) -> Paging | None:
    """Pages are counted: where the count begins is said by the parameter, or by the number that a page has."""
    parameter = next((each for each in query if said(each.wire) in _PAGE_PARAMETER and _is_count(each, types)), None)
    if parameter is None:
        return None
    first = _first(parameter)
    number = _counted(facts, _NUMBER) if first is None else ()
    pages = () if base.more else _counted(facts, _PAGES)
    total = () if base.more or pages else _counted(facts, _TOTAL)
    certain = bool(base.more or pages or total)
    if (first is None and not number) or not (certain or sized):
        return None
    return replace(
        base,
        kind="page",
        parameter=parameter.wire,
        first=first,
        number=number,
        pages=pages,
        total=total,
        confidence="high" if certain else "medium",
    )


def _by_offset(
    base: Paging, facts: Sequence[_Fact], query: Sequence[Parameter], types: Types, sized: bool
) -> Paging | None:
    """Items are counted: a parameter says how many to leave out."""
    wanted = [each for each in query if said(each.wire) in _OFFSET_PARAMETER and _is_count(each, types)]
    total = () if base.more else _counted(facts, _TOTAL)
    certain = bool(base.more or total)
    for parameter in wanted:
        may_be_time = said(parameter.wire) in ("start", "start at")
        if (sized and certain) if may_be_time else (sized or certain):
            first = _first(parameter)
            return replace(
                base,
                kind="offset",
                parameter=parameter.wire,
                first=(1 if said(parameter.wire) == "start index" else 0) if first is None else first,
                total=total,
                confidence="high" if certain else "medium",
            )
    return None


def _counted(facts: Sequence[_Fact], names: frozenset[str]) -> Path:
    """The way to the first number with such a name that is not about this page alone."""
    for fact in facts:
        if fact.words in names and _is_number(fact.type) and (names is _NUMBER or not _PART_TEXT.search(fact.text)):
            return fact.path
    return ()


def _first(parameter: Parameter) -> int | None:
    """Where the parameter begins to count, as its default, its description or its minimum says. A minimum of 0 says
    nothing: it is written at whatever is a number."""
    if isinstance(parameter.default, int) and not isinstance(parameter.default, bool):
        return parameter.default if parameter.default in (0, 1) else None
    match = _FIRST_TEXT.search(parameter.description)
    if match:
        return {"zero": 0, "0": 0, "one": 1, "1": 1}[(match[1] or match[2]).lower()]
    return 1 if parameter.minimum == 1 else None


# Types and words ------------------------------------------------------------------------------------------------------


def said(wire: str) -> str:
    """The words of a name, in lower case."""
    return " ".join(words(wire)).lower()


def step(field: Field) -> Step:
    """The step to a field."""
    return Step(field.name, field.wire, field.nullable or not field.required)


def resolved(kind: Type, types: Types) -> Type:
    """What a type is behind the names of aliases."""
    seen = set()
    while isinstance(kind, Ref) and kind.name in types.aliases and kind.name not in seen:
        seen.add(kind.name)
        kind = types.aliases[kind.name].type
    return kind


def _value(kind: Type, types: Types) -> Type:
    """The same without null, which a step tells."""
    kind = resolved(kind, types)
    rest = [option for option in _options(kind) if option != Scalar("None")]
    return resolved(rest[0], types) if len(rest) == 1 else kind


def _fields(kind: Type, types: Types) -> Sequence[Field]:
    return types.models[kind.name].fields if isinstance(kind, Ref) and kind.name in types.models else ()


def _is_link(fact: _Fact) -> bool:
    """Is the text of the field an address? A name, what it stands in, its format, or its description says so."""
    if fact.format in _LINK_FORMATS:
        return True
    names = fact.whole.replace("links", "link").split()
    if not _LINKS.isdisjoint(names):
        return True
    return names[-1] not in _OPAQUE and bool(_LINK_TEXT.search(fact.text))


def _is_number(kind: Type) -> bool:
    return all(option in (Scalar("int"), Scalar("float")) for option in _options(kind))


def _is_text(kind: Type) -> bool:
    return all(option in (Scalar("str"), Scalar("UUID")) for option in _options(kind))


def _is_id(kind: Type) -> bool:
    return all(option in (Scalar("str"), Scalar("UUID"), Scalar("int")) for option in _options(kind))


def _is_plain(parameter: Parameter, types: Types) -> bool:
    return _is_id(resolved(parameter.type, types))


def _is_count(parameter: Parameter, types: Types) -> bool:
    return _is_number(resolved(parameter.type, types))


def _options(kind: Type) -> Sequence[Type]:
    return kind.options if isinstance(kind, UnionOf) else (kind,)
