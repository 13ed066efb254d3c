"""Where the calls of a generated client go, on the wire: servers of the document, of operations, and the caller's."""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from leadsmith.config import ClientConfig
from leadsmith.document import parse
from leadsmith.pipeline import build

DONE = {"204": {"description": "Done."}}
REGION = {"region": {"default": "eu", "enum": ["eu", "us"]}}
ROOT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Hosts", "version": "1"},
    "security": [{"key": []}],
    "servers": [
        {"url": "https://{region}.api.test/v1", "description": "Production", "variables": REGION},
        {"url": "https://sandbox.test/{base-path}", "description": "Sandbox", "variables": {"base-path": {}}},
    ],
    "paths": {
        "/leads": {"get": {"operationId": "listLeads", "tags": ["Leads"], "responses": DONE}},
        "/files": {
            "servers": [
                {"url": "https://upload.{region}.test/", "description": "production", "variables": REGION},
                {"url": "https://upload.sandbox.test", "description": "sandbox"},
            ],
            "post": {"operationId": "createFile", "tags": ["Files"], "responses": DONE},
            "get": {
                "operationId": "listFiles",
                "tags": ["Files"],
                "servers": [{"url": "https://lists.test"}],
                "responses": DONE,
            },
        },
    },
    "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
}

Sent = Callable[..., list[str]]


def package(root: dict[str, Any], folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    config = ClientConfig(Path("spec.json"), folder / name, name)
    for path, content in build(parse(json.dumps(root).encode(), "spec.json"), config).files.items():
        (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / path).write_bytes(content)
    monkeypatch.syspath_prepend(folder)
    return importlib.import_module(name)


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        yield package(ROOT, tmp_path_factory.mktemp("hosts"), "hosts_client", patch)


@pytest.fixture
def sent(hosts: Any) -> Sent:
    """The addresses that the calls of a client with these settings go to; each call has the key."""

    def call(**settings: Any) -> list[str]:
        found: list[str] = []

        def record(request: httpx.Request) -> httpx.Response:
            assert request.headers["X-Key"] == "secret"
            found.append(str(request.url))
            return httpx.Response(204)

        http = httpx.Client(transport=httpx.MockTransport(record))
        client = hosts.HostsClient(api_key="secret", http_client=http, **settings)
        client.leads.list()
        client.files.create()
        client.files.list()

        async def again() -> None:
            async with httpx.AsyncClient(transport=httpx.MockTransport(record)) as http:
                await hosts.AsyncHostsClient(api_key="secret", http_client=http, **settings).files.create()

        asyncio.run(again())
        assert found.pop() == found[1], "the async client goes where the other goes"
        return found

    return call


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ["https://eu.api.test/v1/leads", "https://upload.eu.test/files", "https://lists.test/files"]),
        (
            {"region": "us"},
            ["https://us.api.test/v1/leads", "https://upload.us.test/files", "https://lists.test/files"],
        ),
        (
            {"environment": "sandbox", "base_path": "b"},
            ["https://sandbox.test/b/leads", "https://upload.sandbox.test/files", "https://lists.test/files"],
        ),
        (
            {"base_url": "http://localhost:3000/api"},
            [f"http://localhost:3000/api/{name}" for name in ("leads", "files", "files")],
        ),
    ],
)
def test_a_call_goes_to_its_server(sent: Sent, settings: dict[str, Any], expected: list[str]) -> None:
    """The operation's own, by the environment; and all to the address that the caller gives."""
    assert sent(**settings) == expected


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"region": "mars"}, "'region' in the address https://{region}.api.test/v1 must be one of 'eu', 'us'"),
        ({"environment": "sandbox"}, "the address https://sandbox.test/{base-path} needs a value for 'base-path'"),
        ({"environment": "beta"}, "environment must be one of 'production', 'sandbox'; it is 'beta'"),
        ({"environment": "sandbox", "base_path": "?a=b"}, "the server's address must not hold a user, a query"),
    ],
)
def test_an_address_that_cannot_be_made_is_an_error(hosts: Any, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(hosts.ConfigurationError) as caught:
        hosts.HostsClient(api_key="secret", **settings)
    assert message in str(caught.value)


def test_without_servers_of_the_document_the_client_has_those_of_most_operations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = {
        f"/{name}": {"get": {"tags": [name], "responses": DONE, "servers": [{"url": f"https://{host}.test"}]}}
        for name, host in (("a", "one"), ("b", "two"), ("c", "two"))
    }
    root = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths}
    module = package(root, tmp_path, "rootless_client", monkeypatch)
    found: list[str] = []
    transport = httpx.MockTransport(lambda request: found.append(request.url.host) or httpx.Response(204))  # type: ignore[func-returns-value]
    client = module.RootlessClient(http_client=httpx.Client(transport=transport))
    for name in "abc":
        getattr(client, name).get()
    assert found == ["one.test", "two.test", "two.test"]
