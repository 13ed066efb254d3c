"""Names: how the document's words become Python names, and who may have which.

Knows Python's rules for names, nothing of OpenAPI. The words of a name are found by `words`; `snake`, `pascal` and
`member` put them together for a place in the code; `Names.claim` hands each name out once per scope.

A name is decided in this order: a pin in the configuration, the name in the previous manifest, the wanted name, the
wanted name with a suffix that says how it differs, a number. So a name that exists never moves when something is
added beside it.
"""

from __future__ import annotations

import builtins
import difflib
import hashlib
import json
import keyword
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from leadsmith.diagnostics import Diagnostic, LeadsmithError

JsonScalar = str | int | float | bool | None

MAX_LENGTH = 80
"""Longest name in characters; a longer one is cut at a word and gets eight digits of a hash of the whole."""
MAX_TEXT = 1_000
"""Characters of a text that its name is made of: the rest could only be in the hash of a name that is cut."""
MAX_BYTES = 200
"""Longest name in bytes of UTF-8. File systems have 255 for a file, which Python's caches need some of."""

_SYMBOLS = {
    "+": "plus",
    "&": "and",
    "@": "at",
    "%": "percent",
    "$": "dollar",
    "#": "hash",
    "*": "star",
    "<": "lt",
    ">": "gt",
    "=": "eq",
    "!": "not",
    "~": "tilde",
    "^": "caret",
    "|": "or",
}
_MINUS = re.compile(r"(?<![^\s(\[,/])-(?=\d)|^-(?=\w)")
_WORD = re.compile(r"[A-Z]{2,}s(?![a-z0-9])|\d+[A-Z]+(?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z0-9]+")
"""A word in the outline of a text, see `_outline`."""

_SUFFIXES = ("UPPER", "CAPITALIZED", "TITLE", "", "LOWER")
"""How values use capitals, in the order in which they have a name without a suffix."""

_AMBIGUOUS = frozenset("lIO")
"""Names that look like digits, which linters refuse (pycodestyle E741)."""
_BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))
_KEYWORDS = frozenset(keyword.kwlist) | frozenset(keyword.softkwlist) - {"_", "type", "match", "case"}
_PYDANTIC = frozenset(
    (
        "construct copy dict from_orm json model_computed_fields model_config model_construct model_copy "
        "model_dump model_dump_json model_extra model_fields model_fields_set model_json_schema "
        "model_parametrized_name model_post_init model_rebuild model_validate model_validate_json "
        "model_validate_strings parse_file parse_obj parse_raw schema schema_json update_forward_refs validate"
    ).split()
)
_ANNOTATIONS = frozenset(["bool", "bytes", "date", "datetime", "float", "int", "list", "str", "time", "timedelta"])

FIELD_RESERVED = _KEYWORDS | _PYDANTIC | _ANNOTATIONS | _AMBIGUOUS
"""Names that a model's field cannot have: they would hide a method of pydantic or a type that annotations name."""
ARGUMENT_RESERVED = (
    _KEYWORDS
    | _AMBIGUOUS
    | _ANNOTATIONS
    | frozenset({"self", "options", "body", "checked", "deep_object", "json", "styled"})
)
"""Names that an operation's parameter cannot have: the method has these for itself, or calls what they mean."""
METHOD_RESERVED = _KEYWORDS | _ANNOTATIONS - {"list"}
FUNCTION_RESERVED = _KEYWORDS | _ANNOTATIONS | frozenset({"body", "builtins", "dict", "typing"})
"""Names that a function of a module cannot have."""
CLASS_RESERVED = frozenset(
    (
        "Annotated Any AnyOf AsyncClient AsyncPager AwareDatetime ConfigDict Always Decimal Enum Field IntEnum Literal "
        "Listed Mapping Model None Omittable OneOf Open Pager Parsed ReadOnly Request RequestOptions Required "
        "Sequence StrEnum SyncClient TYPE_CHECKING TypeAdapter TypeAlias TypeAliasType TypedDict UNSET UUID "
        "UnknownVariant WriteOnly True False BaseModel RootModel builtins"
    ).split()
) | frozenset(name for name in _BUILTINS if name[0].isupper())
"""Names that a model or enum class cannot have: the generated modules import these, as does what makes the types."""
DEVICES = frozenset({"aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that no file can have on Windows, with or without a suffix."""
FILE_RESERVED = _KEYWORDS | DEVICES
MODULE_RESERVED = FILE_RESERVED | frozenset({"client", "errors", "models", "resources"})


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of `text`, split at spaces, punctuation and case boundaries, as the text spells them.

    Symbols that carry meaning become words (`2+ months` -> `2`, `plus`, `months`; `-1` -> `minus`, `1`). Of a text
    longer than any name they are those of its beginning.
    """
    text = unicodedata.normalize("NFKC", text[:MAX_TEXT])
    text = text.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    text = _MINUS.sub(" minus ", text)
    for symbol, word in _SYMBOLS.items():
        text = text.replace(symbol, f" {word} ")
    return tuple([text[found.start() : found.end()] for found in _WORD.finditer("".join(map(_outline, text)))])


@cache
def snake(text: str, prefix: str = "field") -> str:
    """`text` as a name for a field, a parameter, a method or a module: `preApprovalId` -> `pre_approval_id`."""
    name = _shorten("_".join(word.lower() for word in words(text)), "_")
    return _identifier(name, f"{prefix}_")


@cache
def pascal(text: str, prefix: str = "Model") -> str:
    """`text` as a name for a class: `lead-event` -> `LeadEvent`; a name in Pascal case stays as it is.

    A name that does not begin with a capital gets the prefix, so that no field can have the same name.
    """
    name = _shorten("".join(word[0].upper() + word[1:] for word in words(text)), "")
    return _identifier(name if name[:1].isupper() else f"{prefix}{name}", prefix)


def dict_name(model: str) -> str:
    """The name of the typed dict of a model."""
    return f"{model.rstrip('_')}Dict"


def member(value: JsonScalar) -> str:
    """A name for the member of an enum class with this value.

    The words of the value in upper case, joined by `_`. A value that starts with a digit gets `VALUE_` in front, as do
    `I` and `O`; an empty text is `EMPTY`. It depends on the value alone, so a new value beside it changes nothing.
    """
    if value == "":
        return "EMPTY"
    name = _shorten("_".join(word.upper() for word in words(_text(value))), "_")
    return f"VALUE_{name}" if name in _AMBIGUOUS else _identifier(name, "VALUE_")


def member_suffix(value: JsonScalar) -> str:
    """What sets a value apart from others with the same words: how it uses capitals (`asap` -> `LOWER`)."""
    text = _text(value)
    if not any(letter.isalpha() for letter in text):
        return ""
    if text == text.lower():
        return "LOWER"
    if text == text.upper():
        return "UPPER"
    spelled = [word for word in re.split(r"[\s/_-]+", text) if word and word[0].isalpha()]
    if all(word[0].isupper() for word in spelled) and len(spelled) > 1:
        return "TITLE"
    if text[0].isupper() and text[1:] == text[1:].lower():
        return "CAPITALIZED"
    return ""


def members(
    values: Iterable[JsonScalar], names: Names, pointer: str, hints: Mapping[JsonScalar, str] | None = None
) -> list[tuple[str, JsonScalar]]:
    """A name for each value of an enum: distinct, readable, valid, in the order of the values.

    Each value wants the name of `member`, or that of its text in `hints`. Of several values that want the same one it
    is that of the first by `_precedence`; the others add `member_suffix` where only capitals set them apart, then a
    number. Equal values are one member. The order of the values decides no name. The previous manifest comes before
    all of this, by value, so that a new value never takes the name of an old one.
    """
    distinct: dict[tuple[type, JsonScalar], JsonScalar] = {(type(value), value): value for value in values}
    places = {key: f"{pointer}/enum/{value_token(value)}" for key, value in distinct.items()}
    names.hold(pointer, places.values())
    spellings = Counter(_text(value).casefold() for value in distinct.values())
    ordered = sorted(distinct.items(), key=lambda item: _precedence(item[1]))
    wanted = {key: member((hints or {}).get(value, value)) for key, value in distinct.items()}
    first = set({wanted[key]: key for key, value in reversed(ordered)}.values())
    found = {}
    for key, value in sorted(ordered, key=lambda item: item[0] not in first):
        suffix = member_suffix(value) if spellings[_text(value).casefold()] > 1 else ""
        found[key] = names.claim(pointer, places[key], wanted[key], suffix=suffix, join="_")
    return [(found[key], value) for key, value in distinct.items()]


def _precedence(value: JsonScalar) -> tuple[bool, int, str]:
    """Which of the values with the same words has the name without a suffix: numbers before text, then capitals."""
    return isinstance(value, str), _SUFFIXES.index(member_suffix(value)), _text(value)


@dataclass
class Names:
    """The names given so far, by scope (a class, a module, a package) and by JSON pointer.

    `pins` (from the configuration) and `previous` (from the last manifest) map a JSON pointer to a name, and `was`
    (from the configuration) to the old names that stay as deprecated aliases. `given` collects every pointer and its
    name for the next manifest.
    """

    pins: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    was: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _followed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _owners: dict[str, str] = field(default_factory=dict)
    _taken: dict[str, dict[str, str]] = field(default_factory=dict)
    _held: dict[str, dict[str, str]] = field(default_factory=dict)
    _last: Mapping[str, str] | None = None
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def known(self) -> Mapping[str, str]:
        """The names from the configuration and the last manifest, by pointer."""
        return {**self.previous, **self.pins}

    def settle(self, given: Mapping[str, str]) -> None:
        """Take the names in `given` as those of an earlier run; what `renamed` tells stays."""
        self._last = self.previous if self._last is None else self._last
        self.previous = {**self.previous, **given}

    def share(self, pointer: str, name: str, owner: str) -> None:
        """The thing at `pointer` is the one that has this name already, by the pointer `owner`."""
        self.given[pointer] = name
        if owner != pointer:
            self._owners[pointer] = owner

    def keep(self, pointers: Iterable[str]) -> None:
        """The things at `pointers` are not made this time; their names stay in the manifest."""
        known = self.known
        self.given |= {pointer: known[pointer] for pointer in pointers}

    def hold(self, scope: str, pointers: Iterable[str], twin: str = "") -> None:
        """Keep the pinned, earlier and old names of `pointers` for them, whatever is claimed first in this scope.

        With `twin`, the names with this in front are kept too.
        """
        held = self._held.setdefault(scope, {})
        for pointer in sorted(pointers, key=lambda pointer: pointer not in self.pins):
            if name := self.pins.get(pointer) or self.previous.get(pointer):
                for each in {name, f"{twin}{name}"}:
                    held.setdefault(each.casefold(), pointer)
            for name in self._old(pointer):
                held.setdefault(name.casefold(), pointer)

    def follow(self, scope: str, pointer: str, old: Iterable[str], twin: str = "") -> None:
        """The thing at `pointer` keeps these old names, as far as they are free, where the configuration gives none."""
        free = (name for name in old if all(self._free(scope, each, pointer) for each in (name, f"{twin}{name}")))
        self._followed[pointer] = tuple(free)

    def old(self, scope: str, name: str) -> tuple[str, ...]:
        """The old names, still to be kept, of what has `name` in `scope`."""
        return self._old(self._taken[scope][name.casefold()])

    def claim(
        self,
        scope: str,
        pointer: str,
        wanted: str,
        *,
        reserved: frozenset[str] = frozenset(),
        suffix: str = "",
        join: str = "",
        avoid: frozenset[str] = frozenset(),
        own: str = "",
        twin: str = "",
        anew: bool = False,
        keeps_old: bool = True,
    ) -> str:
        """The name for the thing at `pointer`: the pinned or earlier one, else `wanted` made free in `scope`.

        `reserved` names get a trailing underscore, names in `avoid`, but `own`, or taken ones the suffix, then a
        number. Names that differ in letter case alone count as equal, so that nothing depends on a file system. With
        `twin`, the name with this in front (`Async`) is taken too. With `anew` the earlier name does not count.
        `keeps_old` says whether old names can stay beside the new one, which are taken too.

        Raises LeadsmithError for a pin or an old name that cannot be had.
        """
        base = f"{wanted}_" if wanted in reserved else wanted
        if pinned := self.pins.get(pointer):
            self._check_pin(pointer, pinned, base, reserved)
        known = pinned or (None if anew else self.previous.get(pointer))
        candidates = [known] if known and known not in reserved else []
        candidates += [base, f"{base}{join}{suffix}"] if suffix else [base]
        last = (scope, f"{base}{join}")
        number = self._numbers.get(last, 2)
        while True:
            name = candidates.pop(0)
            both = {name, f"{twin}{name}"}
            if all(self._free(scope, each, pointer) for each in both) and (name not in avoid or name in (known, own)):
                break
            if name == self.previous.get(pointer):
                self._check_owner(scope, name, pointer)
            if not candidates:
                candidates.append(f"{base}{join}{number}")
                number += 1
                self._numbers[last] = number  # those before are not free, nor will they be
        if pinned and name != pinned:
            why = f"this is the name of {self._owner(scope, pinned)}"
            raise _bad_pin(pointer, pinned, why, "Take another name, or pin that one too.")
        if not keeps_old and (old := self._old(pointer)):
            raise _bad_old(pointer, old[0], "things of this kind keep no old name", "Remove `was` from the line.")
        both |= {*self._claim_old(scope, pointer, base, reserved, avoid, own, twin)}
        self._taken.setdefault(scope, {}).update({each.casefold(): pointer for each in both})
        self.given[pointer] = name
        return name

    def check_pins(self) -> None:
        """To be called at the end. Raises LeadsmithError for a pin whose pointer is that of nothing, or does not decide
        the name.
        """
        for pointer, name in self.pins.items():
            if pointer not in self.given:
                close = self._like(pointer)
                hint = f"Did you mean {close!r}?" if close else "The pointers are those of `names` in _manifest.json."
                raise _bad_pin(pointer, name, "nothing in the document has this pointer", hint)
            owner = self._owners.get(pointer)
            if owner and (name != self.given[pointer] or pointer in self.was):
                raise _bad_pin(pointer, name, "another pointer decides this name", f"Write {owner!r}.")

    def _like(self, pointer: str) -> str | None:
        """The pointer that is most like one that nothing has: one that ends alike is, whatever is before."""
        known = [each for each in self.given if each not in self._owners]
        end = snake(pointer.rpartition("/")[2])
        alike = [each for each in known if snake(each.rpartition("/")[2]) == end]
        close = difflib.get_close_matches(pointer, alike, 1, 0) or difflib.get_close_matches(pointer, known, 1)
        return close[0] if close else None

    def doubts(self) -> list[Diagnostic]:
        """To be called at the end: warnings of old names that look mistaken. Only the run that renames can know: what
        the last manifest calls neither by the new name nor by an old one, and, for what is not in it, a name that is
        nearly one of what has gone since.
        """
        gone = {name for pointer, name in self._before.items() if pointer not in self.given}
        found = []
        for pointer, was in self.was.items():
            last = self._before.get(pointer)
            if last and last not in (self.given.get(pointer), *was):
                found.append(_unlikely(pointer, was, f"it was called {last!r} until now", last))
            elif not last and gone.isdisjoint(was):
                close = [like for old in was for like in difflib.get_close_matches(old, gone, 1, 0.8)]
                found += [_unlikely(pointer, was, "nothing was called so until now", like) for like in close[:1]]
        return found

    @property
    def _before(self) -> Mapping[str, str]:
        """The names of the last run."""
        return self.previous if self._last is None else self._last

    def renamed(self, scope: str, name: str) -> bool:
        """Had what has `name` in `scope` another name before?"""
        return self._before.get(self._taken[scope][name.casefold()], name) != name

    def _old(self, pointer: str) -> tuple[str, ...]:
        """The old names of the thing at `pointer`; those of a model's typed dict (`/dict`) follow the model's."""
        if pointer in self.was or not pointer.endswith("/dict"):
            return self.was.get(pointer) or self._followed.get(pointer, ())
        model = pointer.removesuffix("/dict")
        return tuple(dict_name(name) for name in self.was.get(model) or self.was.get(f"{model}/class", ()))

    def _check_pin(self, pointer: str, name: str, wanted: str, reserved: frozenset[str]) -> None:
        if name in reserved:
            raise _bad_pin(pointer, name, "the generated code needs this name for itself", "Take another name.")
        if name.startswith("_") or name[0].isupper() != wanted[0].isupper():
            hint = f"Write it in the manner of {wanted!r}."
            raise _bad_pin(pointer, name, "names of this kind are written in another way", hint)

    def _claim_old(
        self,
        scope: str,
        pointer: str,
        wanted: str,
        reserved: frozenset[str],
        avoid: frozenset[str],
        own: str,
        twin: str,
    ) -> Iterable[str]:
        """The old names of the thing at `pointer`, each with its twin."""
        for old in self._old(pointer):
            if old in reserved:
                raise _bad_old(pointer, old, "the generated code needs this name for itself", _LET_GO)
            if old.startswith("_") or old[0].isupper() != wanted[0].isupper():
                hint = f"Write it in the manner of {wanted!r}, or remove it from `was`."
                raise _bad_old(pointer, old, "names of this kind are written in another way", hint)
            if old in avoid and old != own:
                raise _bad_old(pointer, old, "the document calls something else so", _LET_GO)
            for name in (old, f"{twin}{old}"):
                if not self._free(scope, name, pointer):
                    raise _bad_old(pointer, old, f"this is the name of {self._owner(scope, name)}", _LET_GO)
                yield name

    def _check_owner(self, scope: str, name: str, pointer: str) -> None:
        """A pin may not take a name that was given before: that would rename what nobody spoke of."""
        owner = self._owner(scope, name)
        if owner != pointer and name in self._old(owner):
            raise _bad_old(owner, name, f"this is the name of {pointer}", _LET_GO)
        if owner != pointer and (pinned := self.pins.get(owner)):
            raise _bad_pin(owner, pinned, f"this is the name of {pointer}", "Take another name, or pin that one too.")

    def _owner(self, scope: str, name: str) -> str:
        key = name.casefold()
        return self._taken.get(scope, {}).get(key) or self._held.get(scope, {}).get(key, "")

    def _free(self, scope: str, name: str, pointer: str) -> bool:
        key = name.casefold()
        owner = self._taken.get(scope, {}).get(key)
        holder = self._held.get(scope, {}).get(key)
        return owner is None and holder in (None, pointer)


def _bad_pin(pointer: str, name: str, why: str, hint: str) -> LeadsmithError:
    message = f"names: {name!r} for {pointer}: {why}."
    return LeadsmithError((Diagnostic("config", "error", "", message, hint=hint),))


_LET_GO = "Remove it from `was`, or give the name that the code has used."


def _bad_old(pointer: str, name: str, why: str, hint: str) -> LeadsmithError:
    message = f"names: the old name {name!r} of {pointer}: {why}."
    return LeadsmithError((Diagnostic("config", "error", "", message, hint=hint),))


def _unlikely(pointer: str, was: Iterable[str], why: str, name: str) -> Diagnostic:
    message = f"names: `was` of {pointer} is {', '.join(map(repr, was))}, but {why}."
    hint = f"Did you mean {name!r}? Code that uses that name breaks without it."
    return Diagnostic("old-name", "warning", "", message, hint=hint)


_JSON_START = re.compile(r'[ \t\n\r]*["\[{tfnNI\d-]')
"""What `json` reads begins so; it takes an exception to refuse the rest."""


@cache
def _outline(letter: str) -> str:
    """What a character is to the splitting of words: `A` upper case, `a` or `s` lower, `0` a digit, or a space."""
    if letter == "_" or not f"a{letter}".isidentifier():
        return " "
    return "A" if letter.isupper() or letter.istitle() else "0" if letter.isdecimal() else "s" if letter == "s" else "a"


def _text(value: JsonScalar) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def value_token(value: JsonScalar) -> str:
    """The value as the last token of a JSON pointer (RFC 6901, section 3); text that looks like JSON is quoted."""
    text = value if isinstance(value, str) else _text(value)
    if isinstance(value, str) and _is_json(value):
        text = f'"{value}"'
    return text.replace("~", "~0").replace("/", "~1")


def _identifier(name: str, prefix: str) -> str:
    """`name`, after the prefix where it is no name by itself, in the form in which Python reads it (NFKC)."""
    return unicodedata.normalize("NFKC", name if name.isidentifier() else f"{prefix}{name}".rstrip("_"))


def _is_json(text: str) -> bool:
    if not _JSON_START.match(text):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _shorten(name: str, join: str) -> str:
    if len(name) <= MAX_LENGTH and len(name.encode()) <= MAX_BYTES:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    room = len(join) + len(digest)
    head = name[: MAX_LENGTH - room].encode()[: MAX_BYTES - room].decode(errors="ignore")
    if join and join in head:
        head = head[: head.rindex(join)]
    return f"{head}{join}{digest}"
