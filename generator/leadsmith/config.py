"""What the user asks for: one `ClientConfig` a client, read from `[[tool.leadsmith.clients]]`.

Knows the keys of the configuration and their types; nothing of OpenAPI, and it opens no file.
"""

from __future__ import annotations

import difflib
import keyword
import os
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from leadsmith.diagnostics import Diagnostic, LeadsmithError
from leadsmith.document.addresses import origin, written
from leadsmith.document.limits import NAMES
from leadsmith.naming import DEVICES, snake
from leadsmith.signing import Signing, read_signing


@dataclass(frozen=True)
class CredentialConfig:
    """How a security scheme of the document is given by the user of the client."""

    argument: str = ""
    """Keyword argument of the client; by default it follows from the scheme's kind (`api_key`, `token`)."""
    environment: str = ""
    """Environment variable; by default `<PACKAGE>_<ARGUMENT>`."""
    prefix: str = ""
    """Text before an API key in its header, for example `users API-Key`."""


@dataclass(frozen=True)
class Selection:
    """Operations of the document, by patterns: those that any pattern matches. Without a pattern it is none.

    In a pattern `*` stands for any text without a slash, `**` for any text; `/leads/**` is `/leads` too.
    """

    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    """Of the operationId, or of method and path: `GET /leads`."""


PAGING_KINDS = ("page", "offset", "cursor", "link", "header")
"""How the next page of a list is asked for."""


HTTP_LIBRARIES = ("httpx", "httpx2")
"""What a client can send with."""


@dataclass(frozen=True)
class PagingConfig:
    """How a list goes on, by what the document calls fields and parameters; `.` is between a field and one in it.

    `off`: it is no list in pages, and nothing else counts.
    """

    kind: str = ""
    items: str = ""
    """The field with the items; by default what looks like it, or the answer itself."""
    next: str = ""
    """The field with the next value of `parameter`, also of the last item: `data[-1].id`. Of kind `link` the field with
    the link. Kinds `page` and `offset` count without it."""
    parameter: str = ""
    """The query parameter that asks for the next page: of kinds `page`, `offset` and `cursor`."""
    more: str = ""
    """The flag that says whether another page follows."""
    pages: str = ""
    """The field with the number of pages."""
    total: str = ""
    """The field with the number of items on all pages."""
    first: int | None = None
    """The number of the first page or item; by default as the document says."""
    off: bool = False
    if_it_fits: bool = False
    """It was written for another state of the document: what does not fit this one says nothing."""


@dataclass(frozen=True)
class ClientConfig:
    """One client: what it is made from and what it is called."""

    spec: Path
    output: Path
    package: str
    overlays: tuple[Path, ...] = ()
    credentials: Mapping[str, CredentialConfig] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """Pinned names: JSON pointer -> Python name."""
    was: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Old names that stay as deprecated aliases: JSON pointer, which is in `names` too -> Python names."""
    file: Path | None = None
    """The file that says all this, for messages; None where arguments do."""
    templates: Path | None = None
    """A folder of templates that replace those of Leadsmith."""
    overrides: Mapping[str, str] = field(default_factory=dict)
    """The texts in that folder by file name; whoever reads files puts them here."""
    ref_root: Path | None = None
    """The folder that files which the document refers to must be in; by default that of the document."""
    allow_remote_refs: tuple[str, ...] = ()
    """Origins, such as `https://example.com`, from which is fetched what references name there; by default none."""
    allow_private_network: bool = False
    """Whether they may be in a private network."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """How much the document may be, by the names of the limits; the others are as by default."""
    include: Selection | None = None
    """The only operations that the client has; by default all."""
    exclude: Selection | None = None
    """Operations that it does not have, although they are included."""
    webhooks: Signing | None = None
    """How the API signs what it sends by itself; by default signatures are not checked."""
    paging: Mapping[str, PagingConfig] = field(default_factory=dict)
    """How lists go on, by operationId or method and path: `GET /leads`. The others are as they look."""
    http: str = "httpx"
    """The library that the client sends with, one of `HTTP_LIBRARIES`: they have the same names for the same."""


def client_config(
    spec: Path, output: Path | None = None, package: str | None = None, overlays: tuple[Path, ...] = ()
) -> ClientConfig:
    """The configuration that arguments give: the package is named after `output`, else after the file."""
    if package is None:
        package = os.path.basename(os.path.abspath(output)) if output else snake(spec.stem, prefix="client")
    hold_name(package)
    return ClientConfig(spec=spec, output=output or Path(package), package=package, overlays=overlays)


def hold_name(name: str) -> None:
    """Refuse a name that no package can have. Raises LeadsmithError."""
    if not is_name(name):
        hint = "Give one with --package, or `package` in the configuration."
        raise _error(f"The package name {name!r} is not a Python name.", hint)
    if name.lower() in DEVICES:
        hint = "Give another with --package, or `package` in the configuration."
        raise _error(f"A package named {name!r} cannot be a folder on Windows, where this is a device.", hint)
    if name in {*HTTP_LIBRARIES, "pydantic"} | sys.stdlib_module_names:
        hint = "Give another with --package, or `package` in the configuration."
        raise _error(f"A package named {name!r} would hide another that the client needs.", hint)


def read_config(table: Mapping[str, Any], folder: Path) -> tuple[ClientConfig, ...]:
    """The clients in a parsed pyproject.toml (or a file with the same `[tool.leadsmith]`); paths start at `folder`.

    Raises LeadsmithError with what is wrong, and where in the table.
    """
    value: Any = table
    for key, place in (("tool", "tool"), ("leadsmith", "tool.leadsmith")):
        value = value.get(key, {})
        if not isinstance(value, dict):
            raise _error(f"`{place}` is not a table.", "Write [[tool.leadsmith.clients]].")
    if unknown := sorted(set(value) - {"clients"}):
        raise _unknown("tool.leadsmith", unknown[0], {"clients"})
    clients = value.get("clients", [])
    if not isinstance(clients, list):
        raise _error("`tool.leadsmith.clients` is not a list of tables.", "Write [[tool.leadsmith.clients]].")
    return tuple(_read_client(entry, f"tool.leadsmith.clients[{index}]", folder) for index, entry in enumerate(clients))


def _read_client(entry: Any, place: str, folder: Path) -> ClientConfig:
    if not isinstance(entry, dict):
        raise _error(f"{place} is not a table.", "Write [[tool.leadsmith.clients]].")
    known = {"spec", *_KINDS}
    if unknown := sorted(set(entry) - known):
        raise _unknown(place, unknown[0], known)
    if not isinstance(entry.get("spec"), str):
        wrong = "is not text" if "spec" in entry else "is missing"
        raise _error(f"{place}: `spec` {wrong}.", 'Write spec = "path/to/openapi.yaml".')
    for key, kind in _KINDS.items():
        if key in entry and not isinstance(entry[key], kind):
            raise _error(f"{place}: `{key}` is not {_TOML[kind]}.", f"Write {key} = {_EXAMPLES[key]}.")
    if not all(isinstance(overlay, str) for overlay in entry.get("overlays", [])):
        raise _error(f"{place}: `overlays` is not a list of text.", f"Write overlays = {_EXAMPLES['overlays']}.")
    if (http := entry.get("http", "httpx")) not in HTTP_LIBRARIES:
        message = f"{place}: {http!r} is no library that a client can send with."
        raise _error(message, f"Write one of {', '.join(HTTP_LIBRARIES)}.")
    base = client_config(
        folder / entry["spec"],
        folder / entry["output"] if "output" in entry else None,
        entry.get("package"),
        tuple(folder / overlay for overlay in entry.get("overlays", [])),
    )
    credentials = {
        scheme: _read_credential(value, f"{place}.credentials.{scheme}")
        for scheme, value in entry.get("credentials", {}).items()
    }
    names = {pointer: _read_name(value, pointer, f"{place}.names") for pointer, value in entry.get("names", {}).items()}
    return replace(
        base,
        output=base.output if "output" in entry else folder / base.output,
        credentials=credentials,
        names={pointer: name for pointer, (name, _) in names.items()},
        was={pointer: was for pointer, (_, was) in names.items() if was},
        templates=folder / entry["templates"] if "templates" in entry else None,
        ref_root=folder / entry["ref_root"] if "ref_root" in entry else None,
        allow_remote_refs=read_origins(entry.get("allow_remote_refs", []), f"{place}.allow_remote_refs"),
        allow_private_network=entry.get("allow_private_network", False),
        limits=read_limits(entry.get("limits", {}), f"{place}.limits"),
        include=_read_selection(entry["include"], f"{place}.include") if "include" in entry else None,
        exclude=_read_selection(entry["exclude"], f"{place}.exclude") if "exclude" in entry else None,
        webhooks=read_signing(entry["webhooks"], f"{place}.webhooks") if "webhooks" in entry else None,
        paging={
            operation: _read_paging(value, f"{place}.paging.{_key(operation)}")
            for operation, value in entry.get("paging", {}).items()
        },
        http=http,
    )


def read_origins(entries: Sequence[object], place: str) -> tuple[str, ...]:
    """Origins of the web; `place` is where they are given. Raises LeadsmithError for one that is none."""
    found = []
    for entry in entries:
        try:
            known = written(origin(str(entry)))
        except ValueError as error:
            raise _error(f"{place}: {error}.", "Write for example https://example.com.") from None
        if str(entry).lower().rstrip("/") not in (known, f"{known}:{origin(known)[2]}"):
            message = f"{place}: {entry!r} is more than an origin: scheme, host and port."
            raise _error(message, f"Write {known}.")
        found.append(known)
    return tuple(found)


def read_limits(table: Mapping[str, object], place: str) -> dict[str, int]:
    """Limits by name; `place` is where they are given. Raises LeadsmithError for an unknown one, or no number."""
    for name, number in table.items():
        if name not in NAMES:
            raise _unknown(place, name, set(NAMES))
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise _error(f"{place}: {name} is {number!r}, and no number above 0.", f"Write {name} = 1_000_000.")
    return {name: number for name, number in table.items() if isinstance(number, int)}


def _read_name(entry: object, pointer: str, place: str) -> tuple[str, tuple[str, ...]]:
    """A pinned name and the old names that stay beside it: text, or a table with `name` and `was`."""
    table: dict[str, Any] = entry if isinstance(entry, dict) else {"name": entry}
    was: Any = table.get("was", [])
    old: list[Any] = was if isinstance(was, list) else [was]
    if unknown := sorted(set(table) - {"name", "was"}):
        raise _error(f"{place}: unknown key {unknown[0]!r} for {pointer}.", f"Write {_RENAME}.")
    if "name" not in table:
        raise _error(f"{place}: `name` is missing for {pointer}.", f"Write {_RENAME}.")
    for name in (table["name"], *old):
        if not is_name(name):
            raise _error(f"{place}: {name!r} for {pointer} is not a Python name.", "Mend or remove the line.")
    if table["name"] in old:
        message = f"{place}: {table['name']!r} for {pointer} is the new name and the old one at once."
        raise _error(message, "Remove it from `was`, or give the new name.")
    return table["name"], tuple(dict.fromkeys(old))


def _read_credential(entry: object, place: str) -> CredentialConfig:
    known = {item.name for item in fields(CredentialConfig)}
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        raise _error(f"{place} is not a table of text values.", f"Known keys: {', '.join(sorted(known))}.")
    if unknown := sorted(set(entry) - known):
        raise _unknown(place, unknown[0], known)
    for key, pattern in (("argument", r"[a-z]\w*"), ("environment", r"[A-Za-z_][A-Za-z0-9_]*"), ("prefix", r"[!-~ ]*")):
        value = entry.get(key, "")
        if value and (not re.fullmatch(pattern, value) or keyword.iskeyword(value)):
            kind = {"argument": "a Python name", "environment": "the name of a variable", "prefix": "printable ASCII"}
            raise _error(f"{place}: {value!r} is not {kind[key]}.", f"Mend `{key}`, or remove it.")
    return CredentialConfig(**entry)


def _read_selection(entry: Mapping[str, Any], place: str) -> Selection:
    known = [item.name for item in fields(Selection)]
    if unknown := sorted(set(entry) - set(known)):
        close = difflib.get_close_matches(unknown[0], known, 1)
        hint = f"Did you mean {close[0]!r}?" if close else f"Known keys: {', '.join(known)}."
        raise _error(f"{place}: unknown key {unknown[0]!r}.", hint)
    for key, patterns in entry.items():
        if not isinstance(patterns, list) or not all(isinstance(pattern, str) and pattern for pattern in patterns):
            raise _error(f"{place}: `{key}` is not a list of text.", f"Write {key} = {_PATTERNS[key]}.")
    if not any(entry.values()):
        raise _error(f"{place} names nothing.", f"Write tags = {_PATTERNS['tags']}, or remove it.")
    return Selection(**{key: tuple(patterns) for key, patterns in entry.items()})


def _read_paging(entry: object, place: str) -> PagingConfig:
    if entry is False:
        return PagingConfig(off=True)
    if not isinstance(entry, dict):
        raise _error(f"{place} is neither `false` nor a table.", f"Write false, or {_PAGING}.")
    known = {item.name for item in fields(PagingConfig)} - {"off", "if_it_fits"}
    if unknown := sorted(set(entry) - known):
        raise _unknown(place, unknown[0], known)
    for key, value in entry.items():
        if key == "first" and (not isinstance(value, int) or isinstance(value, bool)):
            raise _error(f"{place}: `first` is not a whole number.", "Write first = 1.")
        if key != "first" and not (isinstance(value, str) and value):
            raise _error(f"{place}: `{key}` is not text.", f"Write for example {_PAGING}.")
    kind = entry.get("kind")
    if kind not in PAGING_KINDS:
        wrong = f"{kind!r} is no kind of paging" if kind else "`kind` is missing"
        raise _error(f"{place}: {wrong}.", f"Write one of {', '.join(PAGING_KINDS)}.")
    needed, allowed = _PAGING_KEYS[kind]
    for key in needed:
        if key not in entry:
            raise _error(
                f"{place}: `{key}` is missing, which the kind {kind!r} needs.", f"Write for example {_PAGING}."
            )
    for key in sorted(set(entry) - {"kind", "items"} - needed - allowed):
        message = f"{place}: the kind {kind!r} has no `{key}`."
        raise _error(message, f"Remove it; beside `items` it has: {', '.join(sorted(needed | allowed)) or 'nothing'}.")
    return PagingConfig(**entry)


def _key(text: str) -> str:
    """A key of a table as TOML writes it."""
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else f'"{text}"'


def is_name(value: object) -> bool:
    """A name as Python reads it (NFKC), which means nothing to Python by itself."""
    if not isinstance(value, str) or not value.isidentifier() or unicodedata.normalize("NFKC", value) != value:
        return False
    return not keyword.iskeyword(value) and not (value.startswith("__") and value.endswith("__"))


_KINDS = {
    "output": str,
    "package": str,
    "overlays": list,
    "credentials": dict,
    "names": dict,
    "templates": str,
    "ref_root": str,
    "allow_remote_refs": list,
    "allow_private_network": bool,
    "limits": dict,
    "include": dict,
    "exclude": dict,
    "webhooks": dict,
    "paging": dict,
    "http": str,
}
"""The keys of a client beside `spec`, which it must have."""
_TOML = {str: "text", list: "a list", bool: "true or false", dict: "a table"}
_EXAMPLES = {
    "output": '"src/my_client"',
    "package": '"my_client"',
    "overlays": '["corrections.yaml"]',
    "credentials": '{ scheme = { environment = "MY_KEY" } }',
    "names": '{ "/components/schemas/Lead" = "Prospect" }',
    "templates": '"templates"',
    "ref_root": '".."',
    "allow_remote_refs": '["https://example.com"]',
    "allow_private_network": "true",
    "limits": "{ values = 1_000_000 }",
    "include": '{ tags = ["Leads"] }',
    "exclude": '{ paths = ["/internal/**"] }',
    "webhooks": '{ style = "standard" }',
    "paging": "{ listEvents = false }",
    "http": '"httpx2"',
}
_PATTERNS = {"tags": '["Leads"]', "paths": '["/leads/**"]', "operations": '["GET /leads", "createLead"]'}
_PAGING = '{ kind = "cursor", items = "data", next = "meta.next_cursor", parameter = "cursor" }'
_PAGING_KEYS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "page": (frozenset({"parameter"}), frozenset({"next", "more", "pages", "total", "first"})),
    "offset": (frozenset({"parameter"}), frozenset({"next", "more", "total", "first"})),
    "cursor": (frozenset({"next", "parameter"}), frozenset({"more"})),
    "link": (frozenset({"next"}), frozenset()),
    "header": (frozenset(), frozenset()),
}
"""What each kind must have, and what it may have, beside `kind` and `items`."""
_RENAME = '{ name = "Prospect", was = "Lead" }'


def _unknown(place: str, key: str, known: Set[str]) -> LeadsmithError:
    close = difflib.get_close_matches(key, sorted(known), 1)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    return _error(f"{place}: unknown key {key!r}.", f"{hint}Known keys: {', '.join(sorted(known))}.")


def _error(message: str, hint: str) -> LeadsmithError:
    return LeadsmithError((Diagnostic("config", "error", "", message, hint=hint),))
