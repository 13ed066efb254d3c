"""Signatures of webhooks in a generated client: as an endpoint uses it, on the wire, and to type checkers."""

from __future__ import annotations

import doctest
import hashlib
import hmac
import importlib
import inspect
import json
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from leadsmith import interface, manifest
from leadsmith.compat.usage.symbols import symbols
from leadsmith.config import ClientConfig, read_config
from leadsmith.document import Document, load, parse
from leadsmith.pipeline import build
from leadsmith.signing import read_signing
from needs import missing

CASE = Path(__file__).parents[1] / "cases" / "webhook_signatures"
[SIGNED] = read_config(tomllib.loads((CASE / "config.toml").read_text(encoding="utf-8")), CASE)
STANDARD = replace(SIGNED, webhooks=read_signing({"style": "standard"}, ""))
ALONE = parse(b'{"openapi": "3.1.0", "info": {"title": "Alone", "version": "1"}, "paths": {}}', "alone.json")
"""A document that says nothing of webhooks."""
SECRET = "a secret"


def made(document: Document, config: ClientConfig, previous: manifest.Manifest | None = None) -> dict[str, bytes]:
    return dict(build(document, config, previous).files)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("signatures")
    document = load(CASE / "spec.yaml")
    plain = replace(SIGNED, webhooks=read_signing({"header": "X-Signature", "environment": "ALONE"}, ""))
    for name, from_document, config in (
        ("acme", document, SIGNED),
        ("standard", document, STANDARD),
        ("alone", ALONE, plain),
    ):
        for path, content in made(from_document, replace(config, package=name)).items():
            (root / name / path).parent.mkdir(parents=True, exist_ok=True)
            (root / name / path).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def modules(folder: Path) -> Iterator[dict[str, Any]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield {name: importlib.import_module(f"{name}.webhooks") for name in ("acme", "standard", "alone")}


def by_hand(body: bytes, moment: float, secret: str = SECRET) -> str:
    """The header of the case's API, made without the client."""
    stamp = f"{moment:.0f}"
    return f"t={stamp},v1={hmac.new(secret.encode(), stamp.encode() + b'.' + body, hashlib.sha256).hexdigest()}"


def test_a_body_is_checked_and_read(modules: dict[str, Any]) -> None:
    webhooks = modules["acme"]
    body = b'{ "type":"order.created", "id":"7" }'
    headers = {"x-acme-signature": by_hand(body, time.time())}
    assert webhooks.verify(body, headers, SECRET) == body
    event = webhooks.order_created(webhooks.verify(body, headers, ["older", SECRET]))
    assert (type(event).__name__, event.id) == ("OrderCreated", "7")
    assert webhooks.create_order_on_done(webhooks.verify(b'"x"', webhooks.sign(b'"x"', SECRET), SECRET)) == "x"


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ({"type": "order.created", "id": "7"}, "OrderCreated"),
        ({"type": "order.paid", "id": "7"}, "OrderPaid"),
        ({"parcel": "9"}, "OrderSent"),
        ({"challenge": "?"}, "Challenge"),
        ({"type": "order.lost", "since": 1}, "UnknownVariant"),
    ],
)
def test_unwrap_gives_what_came(modules: dict[str, Any], sent: Any, kind: str) -> None:
    for name in ("acme", "standard"):
        webhooks, secret = modules[name], "c2VjcmV0"
        body = json.dumps(sent).encode()
        event = webhooks.unwrap(body, webhooks.sign(body, secret), secret)
        assert type(event).__name__ == kind
        assert json.loads(event.model_dump_json(exclude_unset=True, by_alias=True)) == sent


def test_what_is_signed_can_be_wrong_all_the_same(modules: dict[str, Any]) -> None:
    webhooks = modules["acme"]
    for body in (b"no JSON", b"[]"):
        with pytest.raises(importlib.import_module("acme").InvalidPayloadError):
            webhooks.unwrap(body, webhooks.sign(body, SECRET), SECRET)


def test_the_error_is_one_of_the_package(modules: dict[str, Any]) -> None:
    package = importlib.import_module("acme")
    assert issubclass(package.SignatureError, package.ApiError)
    assert {"SignatureError", "UnknownVariant"} <= {*package.__all__}
    assert importlib.import_module("acme.errors").SignatureError is package.SignatureError
    body = b'{"type": "order.paid", "id": "1"}'
    old = time.time() - 700
    with pytest.raises(package.SignatureError, match=r"signed 7\d\d seconds ago, more than the 600"):
        modules["acme"].unwrap(body, {"X-Acme-Signature": by_hand(body, old)}, SECRET)
    assert modules["acme"].unwrap(body, {"X-Acme-Signature": by_hand(body, old)}, SECRET, now=old).id == "1"


def test_the_secret_is_in_the_environment(modules: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, variable in (("acme", "ACME_WEBHOOK_SECRET"), ("alone", "ALONE")):
        webhooks, package = modules[name], importlib.import_module(name)
        with pytest.raises(package.ConfigurationError, match=f"pass secret=... or set {variable}$"):
            webhooks.verify(b"{}", {})
        monkeypatch.setenv(variable, SECRET)
        assert webhooks.verify(b"{}", webhooks.sign(b"{}", SECRET)) == b"{}"


def test_without_webhooks_in_the_document_signatures_are_checked(modules: dict[str, Any]) -> None:
    functions = {name for name, value in vars(modules["alone"]).items() if inspect.isfunction(value)} - {"_read"}
    assert functions == {"verify", "sign"}
    assert "now" not in inspect.signature(modules["alone"].verify).parameters, "its messages have no time"


# What the docstrings say ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["acme", "standard", "alone"])
def test_the_examples_of_the_docstrings_run(modules: dict[str, Any], name: str) -> None:
    result = doctest.testmod(modules[name])
    assert (result.failed, result.attempted) == (0, 2)


@pytest.mark.parametrize(("name", "lines"), [("acme", 3), ("standard", 3), ("alone", 1)])
def test_what_the_module_says_runs(
    modules: dict[str, Any], name: str, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhooks, body = modules[name], b'{"type": "order.created", "id": "7"}'
    monkeypatch.setenv(webhooks._signing.environment, "c2VjcmV0")
    code = [line.strip() for line in (webhooks.__doc__ or "").splitlines() if line.startswith("    ")]
    assert len(code) == lines
    scope = {**vars(webhooks), "request": SimpleNamespace(body=body, headers=webhooks.sign(body))}
    for line in code:
        exec(line, scope)
        assert scope["event" if line.startswith("event") else "body"]
    assert scope.get("event") is None or type(scope["event"]).__name__ == "OrderCreated"
    told = webhooks.order_created.__doc__ if lines > 1 else "`verify`"
    assert "`verify`" in told


# On the wire ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def address(modules: dict[str, Any]) -> Iterator[str]:
    """An endpoint as one writes it, on loopback."""
    webhooks, package = modules["acme"], importlib.import_module("acme")

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                event = webhooks.unwrap(body, self.headers, [SECRET, "next"])
            except package.SignatureError as error:
                self.answer(400, f"{error.reason}: {error}")
            else:
                self.answer(200, f"{type(event).__name__} {event.id}")

        def answer(self, status: int, text: str) -> None:
            content = text.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *values: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hooks"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_endpoint_takes_what_is_signed_and_nothing_else(address: str) -> None:
    body = '{"type":"order.paid","id":"Ü"}'.encode()
    now = time.time()

    def post(content: bytes, *headers: str) -> str:
        pairs = [("x-acme-signature", each) for each in headers]
        answer = httpx.post(address, content=content, headers=pairs, trust_env=False)
        return f"{answer.status_code} {answer.content.decode()}".partition(". ")[0]

    good = by_hand(body, now)
    assert post(body, good) == "200 OrderPaid Ü"
    assert post(body, by_hand(body, now, "next")) == "200 OrderPaid Ü"
    assert post(body, f"{good},v1={'0' * 64}", f"v1={'1' * 64}") == "200 OrderPaid Ü"
    same = json.dumps(json.loads(body)).encode()
    assert post(same, good).startswith("400 wrong: No signature in `X-Acme-Signature` fits"), "the bytes count"
    assert post(body).startswith("400 missing: The header `X-Acme-Signature` is missing")
    assert post(body, by_hand(body, now, "guess")).startswith("400 wrong")
    assert post(body, by_hand(body, now - 601)).startswith("400 stale")
    assert post(body, by_hand(body, now + 660)).startswith("400 future")
    assert post(body, by_hand(body, now), f"t={now - 1:.0f}").startswith("400 malformed: There are several values")


# The package ----------------------------------------------------------------------------------------------------------


def test_without_configuration_nothing_of_it_is_there() -> None:
    files = made(load(CASE / "spec.yaml"), replace(SIGNED, webhooks=None))
    assert "_runtime/signatures.py" not in files
    for path, content in files.items():
        if path.endswith((".py", ".json")) and not path.startswith("_runtime/verify"):
            assert b"ignature" not in content.replace(b"inspect.signature", b""), path


def test_another_way_of_signing_is_another_client() -> None:
    def digest(**table: Any) -> str:
        config = replace(SIGNED, webhooks=read_signing(table, ""))
        return manifest.read(made(ALONE, config)[manifest.FILE].decode()).config

    assert digest(header="X-A") == digest(header="X-A", algorithm="sha256")
    assert len({digest(header="X-A"), digest(header="X-B"), digest(header="X-A", algorithm="sha512")}) == 3


def test_names_that_were_given_stay() -> None:
    """A webhook called `verify` keeps its name when signatures are checked later; from the start it is the other."""
    document = load(CASE / "spec.yaml")
    pointer = "/webhooks/verify"

    def names(config: ClientConfig, previous: manifest.Manifest | None = None) -> dict[str, str]:
        given = manifest.read(made(document, config, previous)[manifest.FILE].decode()).names
        return {key: given[key] for key in (pointer, "/client/webhooks/verify") if key in given}

    before = manifest.read(made(document, replace(SIGNED, webhooks=None))[manifest.FILE].decode())
    assert before.names[pointer] == "verify"
    later = names(SIGNED, before)
    assert later == {pointer: "verify", "/client/webhooks/verify": "verify_message"}
    assert names(SIGNED) == {pointer: "verify_2", "/client/webhooks/verify": "verify"}
    pinned = replace(SIGNED, names={"/client/webhooks/verify": "checked"})
    assert names(pinned) == {pointer: "verify", "/client/webhooks/verify": "checked"}


# Type checkers --------------------------------------------------------------------------------------------------------

USER = """
from email.message import Message
from typing import assert_type

import httpx

from acme import SignatureError, UnknownVariant
from acme.models import Challenge, OrderCreated, OrderPaid, OrderReturned, OrderSent
from acme.webhooks import order_created, sign, unwrap, verify


def endpoint(body: bytes, headers: httpx.Headers) -> str:
    try:
        event = unwrap(body, headers)
    except SignatureError as error:
        return error.reason
    assert_type(event, OrderCreated | OrderPaid | OrderSent | OrderReturned | Challenge | UnknownVariant)
    match event:
        case OrderCreated() | OrderPaid():
            return event.id
        case OrderSent() | OrderReturned():
            return event.parcel
        case Challenge():
            return event.challenge
        case UnknownVariant():
            return ""


def others(
    body: bytes,
    one: dict[str, str],
    several: dict[str, list[str]],
    raw: list[tuple[bytes, bytes]],
    pairs: list[tuple[str, str]],
    message: Message,
) -> None:
    assert_type(order_created(verify(body, one, "secret")), OrderCreated)
    assert_type(verify(body, several, ["old", "new"]), bytes)
    assert_type(sign(body, now=1.5), dict[str, str])
    for headers in (raw, pairs):
        verify(body, headers, now=0)
    verify(body, message)
"""


def test_type_checkers_follow(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(USER, encoding="utf-8")
    for tool, arguments in (
        ("mypy", ["--strict", "--config-file=", f"--cache-dir={tmp_path}"]),
        ("pyright", ["--pythonpath", sys.executable, "-p", str(tmp_path)]),
    ):
        if not find_spec(tool):
            missing(tool)
        settings = {"typeCheckingMode": "strict", "extraPaths": [str(folder)], "include": ["user.py"]}
        (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
        command = [sys.executable, "-m", tool, *arguments, *(["user.py"] if tool == "mypy" else [])]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env={"MYPYPATH": str(folder), "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_uses_of_what_checks_are_known_by_their_symbols(folder: Path) -> None:
    known = symbols(interface.read((folder / "acme" / interface.FILE).read_text(encoding="utf-8")), "vendored.acme")

    def symbol(name: str) -> str | None:
        found = known.named(f"vendored.acme.{name}")
        return found and f"{found.kind} {found.symbol}"

    for name in ("verify", "unwrap", "sign", "order_created"):
        assert symbol(f"webhooks.{name}") == f"function webhooks.{name}"
    assert symbol("_runtime.signatures.SignatureError") == "exception SignatureError"
    assert symbol("_runtime.signatures.verify") is None
