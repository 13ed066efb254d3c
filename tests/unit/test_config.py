"""The configuration: defaults, paths, and a message for everything that is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from leadsmith.config import ClientConfig, CredentialConfig, Selection, client_config, read_config
from leadsmith.diagnostics import LeadsmithError

HERE = Path("project")


def configured(toml: str) -> tuple[ClientConfig, ...]:
    return read_config(tomllib.loads(toml), HERE)


def client(lines: str) -> ClientConfig:
    (found,) = configured(f"[[tool.leadsmith.clients]]\n{lines}")
    return found


def problem(toml: str) -> tuple[str, str]:
    with pytest.raises(LeadsmithError) as caught:
        configured(toml)
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.level) == ("config", "error")
    return diagnostic.message, diagnostic.hint


def test_operations_are_selected_by_patterns() -> None:
    found = client('spec = "a.yaml"\ninclude = { tags = ["A"], paths = ["/a/**"] }\nexclude.operations = ["GET /a"]')
    assert found.include == Selection(tags=("A",), paths=("/a/**",))
    assert found.exclude == Selection(operations=("GET /a",))
    assert client('spec = "a.yaml"').include is None


def test_the_file_gives_the_name_where_nothing_else_does() -> None:
    assert client_config(Path("api/my-leads.v2.yaml")) == ClientConfig(
        Path("api/my-leads.v2.yaml"), Path("my_leads_v2"), "my_leads_v2"
    )
    assert client_config(Path("2.yaml")).package == "client_2"


def test_the_output_folder_gives_the_name_before_the_file() -> None:
    assert client_config(Path("a.yaml"), Path("src/acme")).package == "acme"
    assert client_config(Path("a.yaml"), Path("src/acme"), "other") == ClientConfig(
        Path("a.yaml"), Path("src/acme"), "other"
    )
    assert client_config(Path("a.yaml"), package="other").output == Path("other")


def test_a_package_needs_a_python_name() -> None:
    with pytest.raises(LeadsmithError, match="'my-client' is not a Python name"):
        client_config(Path("a.yaml"), Path("out/my-client"))
    with pytest.raises(LeadsmithError, match="is not a Python name"):
        client_config(Path("a.yaml"), package="a.b")


@pytest.mark.parametrize("name", ["class", "import", "\ufb01", "__init__", "__main__", "a-b"])
def test_what_is_imported_by_no_such_name_is_no_name_of_a_package(name: str) -> None:
    with pytest.raises(LeadsmithError, match="is not a Python name"):
        client_config(Path("a.yaml"), package=name)


@pytest.mark.parametrize("toml", ["", "[tool.other]\na = 1", "[tool.leadsmith]", "[tool.leadsmith]\nclients = []"])
def test_nothing_configured_is_no_client(toml: str) -> None:
    assert configured(toml) == ()


def test_paths_start_at_the_folder_of_the_file() -> None:
    assert client('spec = "spec/leads.yaml"') == ClientConfig(HERE / "spec/leads.yaml", HERE / "leads", "leads")


def test_everything_that_can_be_said() -> None:
    assert client(
        """
        spec = "leads.yaml"
        output = "generated/acme"
        package = "acme_leads"
        overlays = ["a.yaml", "b.yaml"]
        credentials.apiKey = { argument = "key", environment = "KEY", prefix = "users API-Key" }
        credentials.jwt = {}
        names = { "/components/schemas/lead" = "Lead" }
        templates = "ours"
        """
    ) == ClientConfig(
        HERE / "leads.yaml",
        HERE / "generated/acme",
        "acme_leads",
        (HERE / "a.yaml", HERE / "b.yaml"),
        {"apiKey": CredentialConfig("key", "KEY", "users API-Key"), "jwt": CredentialConfig()},
        {"/components/schemas/lead": "Lead"},
        templates=HERE / "ours",
    )


def test_the_library_that_sends_is_httpx_unless_it_is_named() -> None:
    assert client('spec = "a.yaml"').http == "httpx"
    assert client('spec = "a.yaml"\nhttp = "httpx2"').http == "httpx2"
    with pytest.raises(LeadsmithError, match="'httpx2' would hide"):
        client_config(Path("a.yaml"), package="httpx2")


def test_a_name_can_say_what_it_was() -> None:
    found = client(
        """
        spec = "leads.yaml"
        [tool.leadsmith.clients.names]
        "/a" = "Plain"
        "/b" = { name = "Prospect", was = "Lead" }
        "/c" = { name = "Third", was = ["First", "Second", "First"] }
        "/d" = { name = "Renamed" }
        """
    )
    assert found.names == {"/a": "Plain", "/b": "Prospect", "/c": "Third", "/d": "Renamed"}
    assert found.was == {"/b": ("Lead",), "/c": ("First", "Second")}


def test_several_clients() -> None:
    entry = '[[tool.leadsmith.clients]]\nspec = "{}.yaml"\n'
    assert [found.package for found in configured(entry.format("a") + entry.format("b"))] == ["a", "b"]


CLIENTS = "[[tool.leadsmith.clients]]\n"


@pytest.mark.parametrize(
    ("toml", "message", "hint"),
    [
        ("[tool.leadsmith]\nclients = 1", "`tool.leadsmith.clients` is not a list of tables.", "[["),
        ("[tool.leadsmith]\nclients = [1]", "tool.leadsmith.clients[0] is not a table.", "[["),
        ("[tool]\nleadsmith = 1", "`tool.leadsmith` is not a table.", "[["),
        (CLIENTS + 'spek = "a.yaml"', "tool.leadsmith.clients[0]: unknown key 'spek'.", "mean 'spec'?"),
        (CLIENTS + 'spec = "a"\nouput = "b"', "tool.leadsmith.clients[0]: unknown key 'ouput'.", "mean 'output'?"),
        ("[tool.leadsmith]\nclient = []", "tool.leadsmith: unknown key 'client'.", "Did you mean 'clients'?"),
        (
            CLIENTS + 'spec = "a"\nxyz = "b"',
            "tool.leadsmith.clients[0]: unknown key 'xyz'.",
            "Known keys: allow_pri",
        ),
        (CLIENTS, "tool.leadsmith.clients[0]: `spec` is missing.", 'spec = "'),
        (CLIENTS + "spec = 1", "tool.leadsmith.clients[0]: `spec` is not text.", 'spec = "'),
        (CLIENTS + 'spec = "a"\noutput = 1', "tool.leadsmith.clients[0]: `output` is not text.", 'output = "'),
        (CLIENTS + 'spec = "a"\npackage = []', "tool.leadsmith.clients[0]: `package` is not text.", 'package = "'),
        (
            CLIENTS + 'spec = "a"\noverlays = "b"',
            "tool.leadsmith.clients[0]: `overlays` is not a list.",
            'overlays = ["',
        ),
        (
            CLIENTS + 'spec = "a"\noverlays = [1]',
            "tool.leadsmith.clients[0]: `overlays` is not a list of text.",
            'overlays = ["',
        ),
        (
            CLIENTS + 'spec = "a"\ncredentials = 1',
            "tool.leadsmith.clients[0]: `credentials` is not a table.",
            "environment = ",
        ),
        (
            CLIENTS + 'spec = "a"\ncredentials.key = "b"',
            "tool.leadsmith.clients[0].credentials.key is not a table of text values.",
            "argument, environment, prefix",
        ),
        (
            CLIENTS + 'spec = "a"\ncredentials.key = { name = "b" }',
            "tool.leadsmith.clients[0].credentials.key: unknown key 'name'.",
            "argument, environment, prefix",
        ),
        (
            CLIENTS + 'spec = "a"\nnames = { "/a" = "not a name" }',
            "tool.leadsmith.clients[0].names: 'not a name' for /a is not a Python name.",
            "Mend",
        ),
        (
            CLIENTS + 'spec = "a"\nnames = { "/a" = 1 }',
            "tool.leadsmith.clients[0].names: 1 for /a is not a Python name.",
            "Mend",
        ),
        (
            CLIENTS + 'spec = "a"\nnames = { "/a" = { name = "B", was = ["A", "a b"] } }',
            "tool.leadsmith.clients[0].names: 'a b' for /a is not a Python name.",
            "Mend",
        ),
        (
            CLIENTS + 'spec = "a"\nnames = { "/a" = { name = "B", was = { a = 1 } } }',
            "tool.leadsmith.clients[0].names: {'a': 1} for /a is not a Python name.",
            "Mend",
        ),
        (
            CLIENTS + 'spec = "a"\nnames = { "/a" = { name = "B", was = "B" } }',
            "tool.leadsmith.clients[0].names: 'B' for /a is the new name and the old one at once.",
            "Remove it from `was`",
        ),
        (
            CLIENTS + 'spec = "a"\nnames = { "/a" = { was = "B" } }',
            "tool.leadsmith.clients[0].names: `name` is missing for /a.",
            '{ name = "Prospect", was = "Lead" }',
        ),
        (
            CLIENTS + 'spec = "a"\nnames = { "/a" = { name = "B", old = "A" } }',
            "tool.leadsmith.clients[0].names: unknown key 'old' for /a.",
            '{ name = "Prospect", was = "Lead" }',
        ),
        (CLIENTS + 'spec = "a"\nhttp = 2', "tool.leadsmith.clients[0]: `http` is not text.", 'http = "httpx2"'),
        (
            CLIENTS + 'spec = "a"\nhttp = "requests"',
            "tool.leadsmith.clients[0]: 'requests' is no library that a client can send with.",
            "Write one of httpx, httpx2.",
        ),
        (
            CLIENTS + 'spec = "a"\ntemplates = ["b"]',
            "tool.leadsmith.clients[0]: `templates` is not text.",
            'templates = "templates"',
        ),
        (CLIENTS + 'spec = "a"\noverrides = {}', "tool.leadsmith.clients[0]: unknown key 'overrides'.", "templates"),
        (
            CLIENTS + 'spec = "a"\npackage = "httpx"',
            "A package named 'httpx' would hide another that the client needs.",
            "--package",
        ),
        (
            CLIENTS + 'spec = "a"\ncredentials.key = { environment = "A B" }',
            "tool.leadsmith.clients[0].credentials.key: 'A B' is not the name of a variable.",
            "Mend",
        ),
        (
            CLIENTS + 'spec = "a"\ncredentials.key = { prefix = "a\\nb" }',
            "tool.leadsmith.clients[0].credentials.key: 'a\\nb' is not printable ASCII.",
            "Mend",
        ),
        (CLIENTS + 'spec = "a"\npackage = "a-b"', "The package name 'a-b' is not a Python name.", "--package"),
        (CLIENTS + 'spec = "a"\npackage = ""', "The package name '' is not a Python name.", "--package"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(toml: str, message: str, hint: str) -> None:
    said, way_out = problem(toml)
    assert said == message
    assert hint in way_out


@pytest.mark.parametrize("argument", ["not a name", "class", "a; import os"])
def test_the_keyword_of_a_credential_needs_a_python_name(argument: str) -> None:
    said, _ = problem(f'{CLIENTS}spec = "a"\ncredentials.key = {{ argument = "{argument}" }}')
    assert "is not a Python name" in said
