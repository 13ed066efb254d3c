"""Which clients to work on: from the arguments, and from the configuration that is found for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from pathlib import Path

from leadsmith import manifest
from leadsmith.config import ClientConfig, client_config, hold_name, read_config, read_limits, read_origins
from leadsmith.diagnostics import Diagnostic, LeadsmithError
from leadsmith.document.addresses import is_web
from leadsmith.quick import NOTHING, Asked


@dataclass(frozen=True)
class Selection:
    """Which clients to work on, and how."""

    clients: tuple[ClientConfig, ...]
    strict: bool
    asked: Asked | None = (None, None, None, (), None)
    """The arguments as they were given, but for what clients do not depend on; None where records do not know them."""
    read: Mapping[Path, str] = field(default_factory=dict)
    """The configuration that was read, with its state (see `quick`), and where none was found before it."""


@dataclass(frozen=True)
class Reading:
    """What arguments say of how documents are read: as `ClientConfig` has it, each limit as NAME=NUMBER."""

    ref_root: Path | None = None
    allow_remote_refs: tuple[str, ...] = ()
    allow_private_network: bool = False
    limits: tuple[str, ...] = ()

    def applied(self, client: ClientConfig) -> ClientConfig:
        """The client with what is said here. Raises LeadsmithError for what is wrong in it."""
        if self.ref_root and not self.ref_root.is_dir():
            raise problem(f"--ref-root: {shown(self.ref_root)} is no folder.", "Name one that is there.")
        pairs = [limit.partition("=") for limit in self.limits]
        numbers = {name: int(text) if re.fullmatch("[0-9_]{1,18}", text, re.ASCII) else text for name, _, text in pairs}
        return replace(
            client,
            ref_root=self.ref_root or client.ref_root,
            allow_remote_refs=read_origins(self.allow_remote_refs, "--allow-remote-refs") or client.allow_remote_refs,
            allow_private_network=self.allow_private_network or client.allow_private_network,
            limits={**client.limits, **read_limits(numbers, "--limit")},
        )


@dataclass(frozen=True)
class Arguments:
    """Which clients a command is to work on, as its arguments say."""

    spec: Path | None = None
    output: Path | None = None
    package: str | None = None
    overlays: tuple[Path, ...] = ()
    config: Path | None = None
    strict: bool = False
    reading: Reading = field(default_factory=Reading)


def select(arguments: Arguments) -> Selection:
    """The clients of the configuration, or the one that the arguments name; arguments win over configuration."""
    spec, output, package = arguments.spec, arguments.output, arguments.package
    overlays, config = arguments.overlays, arguments.config
    if package is not None:
        hold_name(package)
    configured, read = _configured(config) if config or spec is None else ((), {})
    if spec is not None and output:
        hold_apart(output, spec)
    if spec is not None:
        same = tuple(client for client in configured if client.spec.resolve() == spec.resolve())
        configured = same or (client_config(spec, output, package),)
    elif not configured:
        hint = "Name a document, or add [[tool.leadsmith.clients]] to it: `leadsmith init` does."
        raise problem(f"{shown(config or nearest_pyproject() or Path())} configures no client.", hint)
    if len(configured) > 1 and (output or package or overlays):
        raise problem(
            "--output, --package and --overlay need one client, and the configuration has several.",
            "Name the document as well.",
        )
    outputs = [client.output.resolve() for client in configured]
    if twice := next((client for client in configured if outputs.count(client.output.resolve()) > 1), None):
        raise problem(f"Several clients have the output {shown(twice.output)}.", "Give each a folder of its own.")
    changes = {"output": output, "package": package, "overlays": overlays or None}
    given = {key: value for key, value in changes.items() if value is not None}
    clients = tuple(arguments.reading.applied(replace(client, **given)) for client in configured)  # type: ignore[arg-type]
    for client in clients:
        for path in (client.spec, *client.overlays, *((client.file,) if client.file else ())):
            hold_apart(client.output, path)
    asked: Asked = (_text(spec), _text(output), package, tuple(str(path) for path in overlays), _text(config))
    return Selection(clients, arguments.strict, asked if arguments.reading == Reading() else None, read)


def hold_apart(output: Path, path: Path) -> None:
    """Refuse a folder that has something in it which the package is made from."""
    if output.resolve() in path.resolve().parents:
        what = "the folder of" if output.resolve() == path.resolve().parent else "a folder around"
        message = f"The output {shown(output)} is {what} {shown(path)}: a package needs one of its own."
        raise problem(message, "Name a folder that is not there yet, with --output or `output`.")


def inputs(client: ClientConfig) -> Iterator[Path]:
    """Every file and folder that the client is made from: what its configuration names, but its output, and the files
    that its document referred to the last time.
    """
    for item in fields(client):
        value = getattr(client, item.name)
        if item.name not in ("output", "ref_root", "file"):
            yield from (path for path in (value if isinstance(value, tuple) else (value,)) if isinstance(path, Path))
    with suppress(LeadsmithError):  # of a manifest that cannot be read, those who need it complain
        last = last_manifest(client.output)
        known = {client.spec.name, *(overlay.name for overlay in client.overlays)}
        yield from (client.spec.parent / name for name in (last.inputs if last else ())
                    if name not in known and not is_web(name))  # fmt: skip


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _configured(config: Path | None) -> tuple[tuple[ClientConfig, ...], Mapping[Path, str]]:
    import tomllib  # not needed for a document that is named

    path = config or nearest_pyproject()
    if path is None:
        raise problem(
            "There is no document to generate from.",
            "Name one, or let `leadsmith init` find it and add [[tool.leadsmith.clients]] to pyproject.toml.",
        )
    try:
        content = path.read_bytes()
        table = tomllib.loads(content.decode().replace("\r\n", "\n"))
    except OSError as error:
        raise problem(f"{shown(path)}: {error.strerror}.", "Name a file that can be read.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise problem(f"{shown(path)} is not TOML: {error}", "Mend the file.") from None
    try:
        clients = tuple(replace(_with_templates(client), file=path) for client in read_config(table, path.parent))
    except LeadsmithError as error:
        located = (replace(item, message=f"{shown(path)}: {item.message}") for item in error.diagnostics)
        raise LeadsmithError(located) from None
    nearer = [] if config else [other for other in pyprojects() if len(other.parts) > len(path.parts)]
    return clients, {path: sha256(content).hexdigest()} | dict.fromkeys(nearer, NOTHING)


def _with_templates(client: ClientConfig) -> ClientConfig:
    """The same with the texts of its own templates, if it has some. What it names as a folder has to be one."""
    if client.ref_root and not client.ref_root.is_dir():
        raise problem(f"ref_root: {shown(client.ref_root)} is no folder.", "Mend `ref_root`, or remove it.")
    if client.templates is None:
        return client
    folder = shown(client.templates)
    if not client.templates.is_dir():
        raise problem(f"templates: {folder} is no folder.", "Mend `templates`, or remove it.")
    texts = {}
    for path in sorted(client.templates.iterdir()):
        if path.is_file() and path.name != "README.md" and not path.name.startswith("."):
            try:
                texts[path.name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                raise problem(f"{folder}/{path.name} is not UTF-8.", "Save it as UTF-8.") from None
    return replace(client, templates=Path(folder), overrides=texts)


def nearest_pyproject() -> Path | None:
    """The pyproject.toml of the current folder, or of the nearest one above that has one."""
    return next((path for path in pyprojects() if path.is_file()), None)


def pyprojects() -> list[Path]:
    """Where a pyproject.toml is looked for, in this order."""
    here = Path.cwd()
    return [folder / "pyproject.toml" for folder in (here, *here.parents)]


def last_manifest(output: Path) -> manifest.Manifest | None:
    path = output / manifest.FILE
    if not path.is_file():
        return None
    try:
        return manifest.read(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise problem(
            f"{shown(path)} cannot be read: {error}.",
            "It keeps the names: resolve what a merge left in it, or restore it from version control. "
            "Without it all names are decided anew.",
        ) from None


def shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def problem(message: str, hint: str) -> LeadsmithError:
    return failed("usage", message, hint)


def failed(code: str, message: str, hint: str) -> LeadsmithError:
    return LeadsmithError((Diagnostic(code, "error", "", message, hint=hint),))
