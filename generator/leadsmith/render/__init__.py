"""The client's IR -> source files, through the templates.

Templates print only `Code`: Jinja's `finalize` refuses any other value. Must not know documents or schemas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, StrictUndefined, Undefined

from leadsmith.ir import Client, Credential, Resource, Type, Types
from leadsmith.offered import error_names
from leadsmith.render.annotations import (
    default_value,
    entry_type,
    field_type,
    given_type,
    marked,
    markers,
    ordered_aliases,
    read_type,
    recursive_aliases,
    value_type,
)
from leadsmith.render.bytecode import Bytecode, kept_in
from leadsmith.render.code import Code, NotCodeError, comment, docstring, identifier, imported_as, imports, literal
from leadsmith.render.dicts import dict_classes, dict_names
from leadsmith.render.fakes import fake_docstring, fake_examples, fake_pages, fake_routes
from leadsmith.render.families import Family, families, family_names, used_names
from leadsmith.render.markdown import markdown, span
from leadsmith.render.methods import (
    answer_adapters,
    entry,
    method_docstring,
    request_arguments,
    returned_type,
    returned_value,
    sender,
    server_type,
    server_value,
    value_aliases,
)
from leadsmith.render.old import (
    constructors,
    definitions,
    old_classes,
    old_clients,
    old_fakes,
    old_keys,
    old_resources,
    renamed,
)
from leadsmith.render.override import OURS, Overrides, check_python, explained
from leadsmith.render.paging import page_following, page_items
from leadsmith.render.readme import (
    about,
    base_url_arguments,
    client_arguments,
    credential_line,
    credentials_text,
    ends_by_mark,
    grant_line,
    granted_arguments,
    indented,
    method_line,
    readme_examples,
    requirement,
    server_argument_line,
    server_arguments,
    webhook_line,
)
from leadsmith.render.webhooks import (
    example_secret,
    now_argument,
    now_parameter,
    payload_adapters,
    payload_aliases,
    payload_type,
    payload_value,
    sign_text,
    signing_arguments,
    unwrap_text,
    verify_text,
    webhook_text,
    webhooks_text,
)

_HERE = Path(__file__).resolve().parent.parent


def render_client(client: Client, overrides: Overrides = OURS, cache: Path | None = None) -> dict[str, str]:
    """The files of the package but for the runtime, by path in it, not formatted yet; `overrides` replace templates.

    `cache` is a folder for our compiled templates, without which they are compiled anew.

    Raises LeadsmithError for what is wrong with a template of the user. One of ours that tries to print anything but
    `Code` raises ValueError.
    """
    environment = _environment(overrides) if overrides.texts else _own_environment(cache)
    modules, used = families(client), used_names(client)
    context: dict[str, Any] = {"client": client, "types": client.types, "families": modules}
    own: dict[str, dict[str, Any]] = {
        **{
            f"resources/{resource.name}.py": {"resource": resource, "used": used[resource.name]}
            for resource in client.resources
        },
        **{f"models/{family.name}.py": {"family": family} for family in modules},
    }
    files = {"py.typed": ""}
    for name, template in templates_of(client, modules).items():
        files[name] = _render(environment, template, {**context, **own.get(name, {})}, overrides)
        if template in overrides.texts and name.endswith(".py"):
            check_python(template, name, files[name], overrides)
    return files


def templates_of(client: Client, modules: Iterable[Family]) -> dict[str, str]:
    """The template of each file that is made by one; `modules` are the client's families."""
    return {
        "README.md": "readme.md.jinja",
        "__init__.py": "package.py.jinja",
        "client.py": "client.py.jinja",
        "errors.py": "errors.py.jinja",
        "models/__init__.py": "models.py.jinja",
        "resources/__init__.py": "resources.py.jinja",
        "testing.py": "testing.py.jinja",
        **({"webhooks.py": "webhooks.py.jinja"} if client.webhooks or client.signed else {}),
        **{f"models/{family.name}.py": "family.py.jinja" for family in modules},
        **{f"resources/{resource.name}.py": "resource.py.jinja" for resource in client.resources},
    }


def template_names() -> list[str]:
    """The file names of the templates, each of which can be replaced."""
    return sorted(path.name for path in templates_folder().glob("*.jinja"))


def templates_folder() -> Path:
    """Where the templates are: in the package when installed, at the top of a checkout otherwise."""
    installed = _HERE / "templates"
    return installed if installed.is_dir() else _HERE.parent.parent / "templates"


@cache
def _own_environment(cache: Path | None) -> Environment:
    """Our templates are compiled once for all clients."""
    return _environment(OURS, kept_in(cache))


def _environment(overrides: Overrides, compiled: Bytecode | None = None) -> Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        return (overrides.texts[name], overrides.path(name), None) if name in overrides.texts else None

    environment = Environment(
        loader=ChoiceLoader([FunctionLoader(load), FileSystemLoader(templates_folder())]),
        undefined=StrictUndefined,
        finalize=only_code,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        bytecode_cache=compiled,
    )
    environment.filters.update(
        comment=comment,
        docstring=docstring,
        identifier=identifier,
        indented=indented,
        literal=_defined_literal,
        markdown=markdown,
        span=span,
    )
    environment.globals.update(
        default_value=default_value,
        entry_type=entry_type,
        imported_as=imported_as,
        imports=imports,
        field_type=field_type,
        read_type=read_type,
        given_type=given_type,
        markers=markers,
        ordered_aliases=ordered_aliases,
        recursive_aliases=recursive_aliases,
        constructors=constructors,
        definitions=definitions,
        dict_classes=dict_classes,
        old_classes=old_classes,
        old_clients=old_clients,
        old_fakes=old_fakes,
        old_keys=old_keys,
        old_resources=old_resources,
        renamed=renamed,
        value_type=value_type,
        request_arguments=request_arguments,
        returned_value=returned_value,
        sender=sender,
        method_docstring=method_docstring,
        value_aliases=value_aliases,
        returned_type=returned_type,
        page_items=page_items,
        page_following=page_following,
        public_names=public_names,
        error_names=error_names,
        family_names=family_names,
        fake_docstring=fake_docstring,
        fake_examples=fake_examples,
        fake_pages=fake_pages,
        fake_routes=fake_routes,
        credential_type=credential_type,
        runtime_models=runtime_models,
        runtime_names=runtime_names,
        client_docstring=client_docstring,
        payload_adapters=payload_adapters,
        payload_aliases=payload_aliases,
        payload_type=payload_type,
        payload_value=payload_value,
        resource_text=resource_text,
        server_type=server_type,
        server_value=server_value,
        about=about,
        answer_adapters=answer_adapters,
        client_arguments=client_arguments,
        credential_line=credential_line,
        credentials_text=credentials_text,
        ends_by_mark=ends_by_mark,
        example_secret=example_secret,
        grant_line=grant_line,
        granted_arguments=granted_arguments,
        method_line=method_line,
        readme_examples=readme_examples,
        requirement=requirement,
        base_url_arguments=base_url_arguments,
        server_argument_line=server_argument_line,
        server_arguments=server_arguments,
        webhook_line=webhook_line,
        webhook_text=webhook_text,
        now_argument=now_argument,
        now_parameter=now_parameter,
        sign_text=sign_text,
        signing_arguments=signing_arguments,
        unwrap_text=unwrap_text,
        verify_text=verify_text,
        webhooks_text=webhooks_text,
    )
    return environment


def _defined_literal(value: object) -> Code:
    return literal(str(value) if isinstance(value, Undefined) else value)  # an undefined value is no text: it raises


def only_code(value: object) -> Code:
    """Jinja's `finalize`: lets `Code` pass and refuses everything else.

    Raises NotCodeError, which ends the generation: a template that prints text of the document is a defect.
    """
    if isinstance(value, Code):
        return value
    raise NotCodeError(f"a template tried to print {value!r}, which is not Code")


def public_names(types: Types) -> list[str]:
    """The names of everything in `models`."""
    return sorted([*types.enums, *types.models, *types.aliases, *dict_names(types)])


def runtime_names(types: Types, client: Client | None = None) -> list[str]:
    """The names of the runtime that the user of a client may need, but for the exceptions."""
    usual = {"Attempt", "Hooks", "Mismatch", "RequestOptions", "Response"}
    granted = {"ClientCredentials" for credential in client.credentials if credential.token_url} if client else set()
    unknown = runtime_models(client) if client else {"UnknownVariant"} & {*markers(types, types)}
    return sorted(usual | granted | {*unknown})


def runtime_models(client: Client) -> list[str]:
    """The classes of the runtime that a value of the client can be of."""
    types = client.types
    found = {name for kind in _read_types(client) for name in marked(kind, types)} | {*markers(types, types)}
    return sorted(found & {"UnknownVariant"})


def _read_types(client: Client) -> Iterator[Type]:
    """What comes from the server, as a whole."""
    for resource in client.resources:
        for operation in resource.operations:
            yield from (kind for kind in (operation.returns, *(each.type for each in operation.failures)) if kind)
    yield from (webhook.type for webhook in client.webhooks)
    if client.signed and client.signed.unwrap:
        yield client.signed.unwrap.type


def credential_type(credential: Credential, asynchronous: bool) -> Code:
    """What the client takes for a credential: a text, or a function that gives it; or what fetches a token."""
    if credential.kind == "basic":
        return Code("str | None")
    given = "str | Awaitable[str]" if asynchronous else "str"
    grant = " | ClientCredentials" if credential.token_url else ""
    return Code(f"str | Callable[[], {given}]{grant} | None")


def resource_text(resource: Resource) -> str:
    """What a resource is, in words."""
    return resource.description or f"The operations of `{resource.name}`."


def client_docstring(client: Client, asynchronous: bool) -> Code:
    """The docstring of the client's class: what it is, its arguments, how it is closed."""
    title = client.title or client.class_name
    title += "" if title.lower().endswith("api") else " API"
    lines = [f"The client for the {title}{', for `async` code' * asynchronous}."]
    if client.description:
        lines.append(client.description)
    arguments = []
    for credential in client.credentials:
        for argument, variable in zip(credential.arguments, credential.environment, strict=True):
            about = credential.description or f"Credential for the security scheme {credential.scheme}."
            about += f" By default the environment variable {variable}."
            if credential.kind != "basic":
                about += " A function is called for each attempt."
            if credential.token_url:
                id_, secret = credential.client_environment
                about += f" `ClientCredentials` fetch tokens; by default those in {id_} and {secret}."
            arguments.append(entry(argument, about))
    if client.servers:
        names = ", ".join(f'"{server.name}"' for server in client.servers)
        arguments.append(entry("environment", f"Which server to talk to: {names}."))
    for part in client.server_arguments:
        about = part.description or f"What stands for {{{part.wire}}} in the server's address."
        default = f' By default "{part.default}".' if part.default else ""
        arguments.append(entry(part.name, f"{about}{default}"))
    arguments += [
        entry(
            "base_url",
            "URL in front of every path; instead of `environment`"
            + (", and of the servers that some operations have of their own." if _some_have_own(client) else ".")
            if client.servers
            else "URL in front of every path. The description names no server, so it has to be given.",
        ),
        entry("timeout", f"Seconds to wait for each step of a call, or an `{client.http}.Timeout`."),
        entry("total_timeout", "Seconds for a whole call, with all attempts and the pauses between."),
        entry("retries", "How often a failed call that is safe to repeat is tried again."),
        entry("headers", "Headers of every request."),
        entry("follow_redirects", "Follow answers that point elsewhere; credentials stay at their origin."),
        entry(
            "reading",
            "What becomes of values that are not as described: they are kept apart and told to `hooks.mismatch` "
            'alone ("tolerant"), written to the log too ("warn"), or an error ("strict").',
        ),
        entry("response_limit", "How many bytes of an answer are read into memory."),
        entry("hooks", "Functions that are told of each attempt, and of each value that is not as described."),
        entry("http_client", f"An {client.http} client of your own; it stays yours to close."),
    ]
    lines.append("Args:\n" + "\n".join(arguments))
    return docstring("\n\n".join(lines), 4)


def _some_have_own(client: Client) -> bool:
    return any(operation.servers for resource in client.resources for operation in resource.operations)


def _render(environment: Environment, template: str, context: dict[str, Any], overrides: Overrides) -> str:
    try:
        return environment.get_template(template).render(context)
    except Exception as error:  # a template of the user can fail in any way
        if (problem := explained(error, overrides)) is None:
            raise
        raise problem from None
