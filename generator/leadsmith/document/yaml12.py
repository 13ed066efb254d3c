"""Text -> JSON values and their places, by YAML 1.2.2 and its core schema (section 10.3).

PyYAML scans (its C parser where it is there); what a scalar means is decided here, because PyYAML decides by YAML 1.1,
where `NO` is false and `012` is ten. What YAML allows and JSON has not is an error: other tags, keys that are not
scalars; what is not finite becomes infinite, see `numbers`. Decisions:

- A key is its text as written (`200`, `null`, `0x1F`): OpenAPI asks for keys of the failsafe schema.
- A plain `<<` merges, as in YAML 1.1, although YAML 1.2 has no such key: descriptions use it, the common tools honour
  it, and a property called `<<` would lose what it stands for without a word. The mapping's own keys win, then the
  earlier of several. A quoted "<<" is a key like any other.
- Aliases share one value. Their number is free, but what they stand for in full is bounded (`_MAX_EXPANDED`).

Must not know OpenAPI. The loop is iterative and reads events, so deep nesting cannot exhaust any stack.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml.reader import Reader

from leadsmith.diagnostics import Diagnostic, LeadsmithError
from leadsmith.document.jsontext import whole
from leadsmith.document.limits import Used
from leadsmith.document.places import MAX_DEPTH, MAX_TOLD, Place, pointer, position

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MAX_EXPANDED = 100_000
"""Values that aliases may stand for in full, beyond ten times the values that are written out. What merges copy too."""
_TEXT_UNIT = 100
"""Characters of a text that count as one more value where aliases repeat it."""

_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_STARTS = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_OCTAL = re.compile(r"0o([0-7]+)", re.ASCII)
_HEXADECIMAL = re.compile(r"0x([0-9a-fA-F]+)", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", re.ASCII)
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

_TAG = "tag:yaml.org,2002:"
_TAGGED: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "bool": (bool,),
    "int": (int,),
    "float": (int, float),
}


class _Node(NamedTuple):
    """A finished value; `size` and `height` count what it stands for with all aliases written out."""

    value: Any
    members: dict[str, Place] | list[Place] | None
    offset: int
    text: str | None = None
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is not at its end yet."""

    value: dict[str, Any] | list[Any]
    members: dict[str, Place] | list[Place]
    offset: int
    anchor: str | None
    key: str | None = None
    key_offset: int = 0
    merging: bool = False
    merges: list[_Node] = field(default_factory=list)
    size: int = 1
    height: int = 1


NOT_READ = "An object in YAML or JSON is expected: mend the text here, or name another file."


def read_yaml(text: str, file: str, used: Used) -> tuple[Any, Place]:
    """The value that `text` holds, and its places. `text` is without a byte order mark. Values are counted in `used`.

    Raises LeadsmithError with the place of what is wrong; all keys that stand twice are named at once.
    """
    found = Reader.NON_PRINTABLE.search(text)
    if wrong := [*([found.start()] if found else []), *([text.index(_MARK)] if _MARK in text else [])]:
        at = min(wrong)
        problem = f"The character U+{ord(text[at]):04X} may not stand in YAML as it is."
        _fail(file, text, at, "yaml-syntax", problem, "Write an escape in double quotes.")
    builder = _Builder(text, file, used)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        # What is never closed is noticed at the end of the file, and has to be mended where it begins.
        at_end = error.problem_mark and not text[error.problem_mark.index :].strip()
        mark = (error.context_mark if at_end else None) or error.problem_mark or error.context_mark
        # The C parser counts characters in `index`, as Python does.
        offset = mark.index if mark else 0
        problem = " ".join(part for part in (error.problem, error.context) if part)
        if "nesting depth" in (error.problem or ""):  # of the C parser, which may look far ahead
            builder.refuse_depth(offset)
        at_tab = text[offset : offset + 1] == "\t"
        hint = "YAML is indented with spaces: replace the tab." if at_tab else NOT_READ
        _fail(file, text, offset, "yaml-syntax", f"This is not YAML: {problem}.", hint)
    except yaml.YAMLError as error:
        _fail(file, text, 0, "yaml-syntax", f"This is not YAML: {error}.", NOT_READ)
    if builder.problems:
        raise LeadsmithError(builder.problems, {file: text})
    used.take_values(builder.written, file)
    root = builder.root or _Node(None, None, 0)
    return root.value, Place(file, root.offset, root.members)


def _events(text: str) -> Iterator[Any]:
    loader = _Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


class _Builder:
    """Puts values together from the events of one text."""

    def __init__(self, text: str, file: str, used: Used) -> None:
        self.text = text
        self.file = file
        self.used = used
        self.root: _Node | None = None
        self.problems: list[Diagnostic] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Node | None] = {}
        self.written = 0  # values
        self._size = 0  # the same, with the length of texts, as `_Node.size` has it
        self._merged = 0
        self._most = used.limits.values - used.values

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, {}, {}, "map")
        elif kind is yaml.SequenceStartEvent:
            self._open(event, [], [], "seq")
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent and self.root:
            self._refuse(event.start_mark.index, "yaml-syntax", "A second document begins here.", "Keep one document.")

    def _scalar(self, event: Any) -> None:
        offset = event.start_mark.index
        value = event.value
        plain = not event.style
        top = self._stack[-1] if self._stack else None
        if top is not None and top.key is None and type(top.value) is dict:
            if event.anchor is not None:
                self._anchors[event.anchor] = _Node(value, None, offset, value)
            self._key(top, value, offset, merging=plain and value == "<<")
            return
        if event.tag is not None and event.tag != "!":
            value = self._tagged(event.tag, value, offset)
        elif plain and event.tag is None:
            value = self._meaning(value, offset)
        size = 1 + len(event.value) // _TEXT_UNIT
        self._count(offset, size)
        node = _Node(value, None, offset, event.value, size)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        self._add(node)

    def _key(self, top: _Open, key: str, offset: int, merging: bool = False) -> None:
        top.key, top.key_offset, top.merging = key, offset, merging
        if not merging and key in top.members and len(self.problems) < MAX_TOLD:
            assert isinstance(top.members, dict)
            first = position(self.file, self.text, top.members[key].offset)
            where = position(self.file, self.text, offset)
            message = f"The key {key!r} stands twice here, first in line {first.line}, column {first.column}."
            place = self._pointer()
            self.problems.append(Diagnostic("duplicate-key", "error", place, message, "Remove one of them.", where))

    def _meaning(self, text: str, offset: int) -> Any:
        """The value of a plain scalar by the core schema."""
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if text[0] not in _NUMBER_STARTS:
            return text
        if _INTEGER.fullmatch(text):
            return whole(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        if found := _OCTAL.fullmatch(text):
            return int(found[1], 8)
        if found := _HEXADECIMAL.fullmatch(text):
            return int(found[1], 16)
        if _NOT_FINITE.fullmatch(text):
            return math.inf
        return text

    def _tagged(self, tag: str, text: str, offset: int) -> Any:
        name = tag.removeprefix(_TAG)
        if name == "str":
            return text
        value = self._meaning(text, offset)
        if type(value) not in _TAGGED.get(name, ()):
            self._refuse(offset, "yaml-tag", f"{text!r} with the tag {tag} is not a JSON value.", "Remove the tag.")
        return _fraction(value) if name == "float" else value

    def _open(self, event: Any, value: Any, members: Any, tag: str) -> None:
        offset = event.start_mark.index
        if event.tag not in (None, "!", _TAG + tag):
            self._refuse(offset, "yaml-tag", f"The tag {event.tag} makes no JSON value.", "Remove the tag.")
        self._refuse_as_key(offset)
        if len(self._stack) >= MAX_DEPTH:
            self.refuse_depth(offset)
        self._stack.append(_Open(value, members, offset, event.anchor))
        self._count(offset)
        if event.anchor is not None:
            self._anchors[event.anchor] = None

    def _count(self, offset: int, size: int = 1) -> None:
        self._size += size
        self.written += 1
        if self.written > self._most:
            self.used.take_values(self.written, self.file, position(self.file, self.text, offset), self.text)

    def _close(self) -> None:
        done = self._stack.pop()
        if done.merges:
            _merge(done)
        node = _Node(done.value, done.members, done.offset, None, done.size, done.height)
        self._hold(node.size, done.offset)
        if done.anchor is not None:
            self._anchors[done.anchor] = node
        self._add(node)

    def _alias(self, event: Any) -> None:
        offset = event.start_mark.index
        if event.anchor not in self._anchors:
            self._refuse(offset, "yaml-syntax", f"There is no anchor &{event.anchor} before this alias.")
        node = self._anchors[event.anchor]
        if node is None:
            message = f"The alias *{event.anchor} stands inside of what it stands for."
            self._refuse(offset, "yaml-syntax", message, "Use `$ref` for what contains itself.")
        top = self._stack[-1] if self._stack else None
        if top is not None and top.key is None and type(top.value) is dict:
            if node.text is None:
                self._refuse_as_key(offset)
            else:
                self._key(top, node.text, offset)
                return
        if len(self._stack) + node.height > MAX_DEPTH:
            self.refuse_depth(offset)
        self._add(node._replace(offset=offset))

    def _add(self, node: _Node) -> None:
        """Put a finished value into what is open."""
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        top.size += node.size
        if node.height >= top.height:
            top.height = node.height + 1
        if type(top.value) is list:
            top.value.append(node.value)
            top.members.append(Place(self.file, node.offset, node.members))  # type: ignore[union-attr]
            return
        key = top.key
        assert key is not None
        if top.merging:
            self._collect_merge(top, node)
        else:
            top.value[key] = node.value  # type: ignore[call-overload]
            top.members[key] = Place(self.file, top.key_offset, node.members)  # type: ignore[call-overload]
        top.key = None

    def _collect_merge(self, top: _Open, node: _Node) -> None:
        if isinstance(node.value, list) and isinstance(node.members, list):
            parts = [
                _Node(value, place.members, place.offset) for value, place in zip(node.value, node.members, strict=True)
            ]
        else:
            parts = [node]
        if not all(isinstance(part.value, dict) for part in parts):
            message = "`<<` merges a mapping, or a list of mappings."
            self._refuse(top.key_offset, "yaml-merge", message, 'Quote it ("<<"), if it is meant as a key.')
        top.merges.extend(parts)
        self._merged += sum(len(part.value) for part in parts)
        self._hold(self._merged, top.key_offset)

    def _pointer(self) -> str:
        path: list[str | int] = []
        for entry in self._stack:
            if isinstance(entry.value, list):
                path.append(len(entry.value))
            elif entry.key is not None:
                path.append(entry.key)
        return pointer(*path)

    def _hold(self, size: int, offset: int) -> None:
        """Refuse what aliases stand for where it is much more than all that is written so far."""
        if size > self._size + min(self.used.limits.values, _MAX_EXPANDED + 9 * self._size):
            message = "The aliases in here stand for too many values."
            self._refuse(offset, "alias-bomb", message, "Use `$ref` to components instead of aliases of aliases.")

    def _refuse_as_key(self, offset: int) -> None:
        if self._stack and self._stack[-1].key is None and isinstance(self._stack[-1].value, dict):
            self._refuse(offset, "yaml-key", "A key is text; here it is a mapping or a list.", "Write a plain key.")

    def refuse_depth(self, offset: int) -> NoReturn:
        message = f"The document is nested more than {MAX_DEPTH} levels deep."
        self._refuse(offset, "too-deep", message, "Move what is inside to components and refer to it.")

    def _refuse(self, offset: int, code: str, message: str, hint: str = "") -> NoReturn:
        _fail(self.file, self.text, offset, code, message, hint, self._pointer())


def _fraction(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _merge(done: _Open) -> None:
    """Put the merged members before the mapping's own; own keys win, then earlier merges."""
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for node in reversed(done.merges):
        values |= node.value
        places |= node.members if isinstance(node.members, dict) else {}
    assert isinstance(done.value, dict) and isinstance(done.members, dict)
    done.value = values | done.value
    done.members = places | done.members


def _fail(file: str, text: str, offset: int, code: str, message: str, hint: str = "", place: str = "") -> NoReturn:
    where = position(file, text, offset)
    raise LeadsmithError((Diagnostic(code, "error", place, message, hint, where),), {file: text})
