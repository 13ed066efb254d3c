"""What references may reach: files of the document's folder, and of the web only what the user allowed.

The servers are on loopback addresses, in this process; they keep what they were asked.
"""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from leadsmith.cli import app, fetching
from leadsmith.cli.fetching import fetcher, is_public
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import FILES, load
from leadsmith.document.addresses import target
from needs import missing

HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
PET = b"type: object\nproperties:\n  name: {type: string}\n"


def api(reference: str) -> str:
    schema = json.dumps({"$ref": reference})
    return f"""{HEAD}paths:
  /pets:
    get:
      operationId: getPet
      responses:
        "200": {{description: A pet., content: {{application/json: {{schema: {schema}}}}}}}
"""


@dataclass
class Server:
    """Answers by path, and the requests that came: their line and headers."""

    address: str = "127.0.0.1"
    port: int = 0
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    scheme: str = "http"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.address}:{self.port}"

    def put(self, path: str, content: bytes, status: int = 200, **headers: str) -> None:
        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in {"Content_Length": str(len(content)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(content)

        self.answers[path] = answer


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers; they end with the test."""
    running = []

    def start(address: str = "127.0.0.1", port: int = 0, context: ssl.SSLContext | None = None) -> Server:
        server = Server(address)

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers.items())))
                if self.path in server.answers:
                    server.answers[self.path](self)
                else:
                    self.send_error(404)

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:  # of clients that go away, which they are to do here
                pass

        try:
            http = Quiet((address, port), Handler)
        except OSError as error:
            missing(f"a loopback address {address}: {error}")
        if context:
            server.scheme = "https"
            http.socket = context.wrap_socket(http.socket, server_side=True)
        server.port = http.server_address[1]
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((http, thread))
        return server

    yield start
    for http, thread in running:
        http.shutdown()
        thread.join()
        http.server_close()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments], catch_exceptions=False)


def generate(document: str, *arguments: str) -> Result:
    Path("api.yaml").write_text(document, encoding="utf-8")
    return run("generate", "api.yaml", "--output", "client", *arguments)


def refused(fetch: Callable[[str, int], bytes | None], address: str, most: int = 10_000) -> str:
    with pytest.raises(LeadsmithError) as caught:
        fetch(address, most)
    [found] = caught.value.diagnostics
    assert found.code == "remote-reference"
    assert found.hint
    return found.message


# Off by default -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("project")
def test_nothing_is_fetched_unasked_and_the_flag_is_named(serve: Callable[..., Server]) -> None:
    server = serve()
    server.put("/pet.yaml", PET)
    done = generate(api(f"{server.origin}/pet.yaml"))
    assert done.exit_code == 0
    assert "[external-reference]" in done.stderr
    assert f"`--allow-remote-refs {server.origin}`" in done.stderr
    assert server.asked == []


@pytest.mark.usefixtures("project")
def test_an_allowed_origin_allows_no_other(serve: Callable[..., Server]) -> None:
    allowed, other = serve(), serve()
    other.put("/pet.yaml", PET)
    done = generate(api(f"{other.origin}/pet.yaml"), "--allow-remote-refs", allowed.origin, "--allow-private-network")
    assert f"`--allow-remote-refs {other.origin}`" in done.stderr
    assert allowed.asked == other.asked == []


@pytest.mark.parametrize(
    "given",
    [
        "example.com",
        "ftp://example.com",
        "https://user@example.com",
        "https://example.com/x",
        "https://",
        "https://a b",
    ],
)
@pytest.mark.usefixtures("project")
def test_what_is_allowed_is_an_origin(given: str) -> None:
    done = generate(api("pet.yaml"), "--allow-remote-refs", given)
    assert done.exit_code == 2
    assert "--allow-remote-refs" in done.stderr
    assert not Path("client").exists()


# Fetched --------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("project")
def test_an_allowed_file_is_part_of_the_document_with_what_it_refers_to(serve: Callable[..., Server]) -> None:
    server = serve()
    server.put("/schemas/Pet.yaml", b"type: object\nproperties:\n  owner: {$ref: '../people/Owner.yaml'}\n")
    server.put("/people/Owner.yaml", b"type: object\nproperties:\n  full_name: {type: string}\n")
    allowed = ("--allow-remote-refs", server.origin, "--allow-private-network")
    done = generate(api(f"{server.origin}/schemas/Pet.yaml"), *allowed)
    assert (done.exit_code, done.stderr) == (0, "")
    models = "".join(path.read_text(encoding="utf-8") for path in Path("client/models").glob("*.py"))
    assert "class Pet(" in models
    assert "class Owner(" in models
    assert [path for path, _ in server.asked] == ["/schemas/Pet.yaml", "/people/Owner.yaml"]
    again = run("check", "api.yaml", "--output", "client", *allowed)
    assert again.exit_code == 0, again.output


@pytest.mark.usefixtures("project")
def test_the_configuration_may_allow_it(serve: Callable[..., Server]) -> None:
    server = serve()
    server.put("/Pet.yaml", PET)
    Path("api.yaml").write_text(api(f"{server.origin}/Pet.yaml"), encoding="utf-8")
    Path("pyproject.toml").write_text(
        f'[[tool.leadsmith.clients]]\nspec = "api.yaml"\noutput = "client"\nallow_private_network = true\n'
        f'allow_remote_refs = ["{server.origin}"]\n',
        encoding="utf-8",
    )
    assert run("generate").exit_code == 0
    assert run("check").exit_code == 0
    server.put("/Pet.yaml", PET + b"  age: {type: integer}\n")
    assert run("check").exit_code == 1


@pytest.mark.usefixtures("project")
def test_nothing_that_identifies_the_user_is_sent(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server, proxy = serve(), serve()
    server.put("/a.yaml", b"x: {$ref: b.yaml}\n", Set_Cookie="session=1")
    server.put("/b.yaml", PET)
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {server.address} login me password secret\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.origin)
    generate(api(f"{server.origin}/a.yaml#/x"), "--allow-remote-refs", server.origin, "--allow-private-network")
    assert len(server.asked) == 2
    assert proxy.asked == []
    for _, headers in server.asked:
        assert {name.lower() for name in headers} <= {"host", "accept", "accept-encoding", "connection", "user-agent"}
        assert headers["Host"] == f"{server.address}:{server.port}"


def test_a_user_in_the_address_is_refused() -> None:
    fetch = fetcher(["https://example.com"])
    assert "has no scheme, host and port" in refused(fetch, "https://me:secret@example.com/a.yaml")


# The lock -------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("project")
def test_the_content_is_locked_and_a_change_is_told(serve: Callable[..., Server]) -> None:
    server = serve()
    server.put("/Pet.yaml", PET)
    address = f"{server.origin}/Pet.yaml"
    allowed = ("--allow-remote-refs", server.origin, "--allow-private-network")
    assert generate(api(address), *allowed).exit_code == 0

    def locked() -> str:
        inputs: dict[str, str] = json.loads(Path("client/_manifest.json").read_text(encoding="utf-8"))["inputs"]
        return inputs[address]

    first = sha256(PET).hexdigest()
    assert locked() == first
    changed = PET + b"# the same schema in other bytes\n"
    server.put("/Pet.yaml", changed)
    drift = run("check", "api.yaml", "--output", "client", *allowed)
    assert drift.exit_code == 1
    assert "[remote-changed]" in drift.stderr
    assert first in drift.stderr
    assert sha256(changed).hexdigest() in drift.stderr
    held = run("generate", "api.yaml", "--output", "client", *allowed, "--strict")
    assert held.exit_code == 2
    assert locked() == first
    taken = run("generate", "api.yaml", "--output", "client", *allowed)
    assert taken.exit_code == 0
    assert "[remote-changed]" in taken.stderr
    assert locked() == sha256(changed).hexdigest()
    assert run("check", "api.yaml", "--output", "client", *allowed, "--strict").exit_code == 0


@pytest.mark.usefixtures("project")
def test_a_file_that_cannot_be_reached_is_an_error_and_nothing_changes(serve: Callable[..., Server]) -> None:
    server = serve()
    server.put("/Pet.yaml", PET)
    allowed = ("--allow-remote-refs", server.origin, "--allow-private-network")
    assert generate(api(f"{server.origin}/Pet.yaml"), *allowed).exit_code == 0
    before = {path: path.read_bytes() for path in Path("client").rglob("*") if path.is_file()}
    del server.answers["/Pet.yaml"]
    for command in ("generate", "check"):
        done = run(command, "api.yaml", "--output", "client", *allowed)
        assert done.exit_code == 2
        assert f"{server.origin}/Pet.yaml cannot be fetched: the answer is 404" in done.stderr
        assert "Keep a copy of it beside the document" in done.stderr
    assert {path: path.read_bytes() for path in Path("client").rglob("*") if path.is_file()} == before


def test_without_a_server_or_a_name_it_is_said_which() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    fetch = fetcher([f"http://127.0.0.1:{port}"], private=True)
    assert f"http://127.0.0.1:{port} cannot be reached" in refused(fetch, f"http://127.0.0.1:{port}/a.yaml")

    def nowhere(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    fetch = fetcher(["https://a.example"], resolve=nowhere)
    assert "a.example has no address" in refused(fetch, "https://a.example/a.yaml")


# Addresses ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.9.9.9 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1 198.18.0.1
    224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 fec0::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2001:0:7f00:1::
    2001:db8::1""".split(),
)
def test_an_address_that_is_not_public_is_not_asked(address: str) -> None:
    assert not is_public(address)
    fetch = fetcher(["https://a.example"], resolve=lambda host, port: [address])
    message = refused(fetch, "https://a.example/a.yaml")
    assert address in message
    assert "no public address" in message


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "0", "[::1]", "[::ffff:127.0.0.1]"])
def test_a_private_address_in_other_words_is_one(host: str) -> None:
    message = refused(fetcher([f"http://{host}:9"]), f"http://{host}:9/a.yaml")
    assert "no public address" in message or "has no address" in message


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    fetch = fetcher(["https://a.example"], resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    assert "10.0.0.1" in refused(fetch, "https://a.example/a.yaml")


def test_a_name_that_changes_its_address_changes_nothing(serve: Callable[..., Server]) -> None:
    """DNS rebinding: the address that was checked is the one that is asked, by a server that goes by the name."""
    checked = serve("127.0.0.1")
    inner = serve("127.0.0.2", checked.port)
    checked.put("/a.yaml", b"checked")
    inner.put("/a.yaml", b"inner")
    given = []

    def rebinding(host: str, port: int) -> list[str]:
        given.append(host)
        return ["127.0.0.1"] if len(given) == 1 else ["127.0.0.2"]

    origin = f"http://a.example:{checked.port}"
    assert fetcher([origin], private=True, resolve=rebinding)(f"{origin}/a.yaml", 100) == b"checked"
    assert given == ["a.example"]
    assert inner.asked == []
    [(_, headers)] = checked.asked
    assert headers["Host"] == f"a.example:{checked.port}"


def test_after_a_redirect_the_address_is_checked_anew(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    server.put("/a.yaml", b"", 302, Location="/b.yaml")
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    origin, given = f"http://a.example:{server.port}", iter(["127.0.0.1", "169.254.169.254"])
    message = refused(fetcher([origin], resolve=lambda host, port: [next(given)]), f"{origin}/a.yaml")
    assert "a.example is 169.254.169.254, which is no public address" in message
    assert [path for path, _ in server.asked] == ["/a.yaml"]


# Redirects ------------------------------------------------------------------------------------------------------------


def test_a_redirect_within_the_origin_is_followed(serve: Callable[..., Server]) -> None:
    server = serve()
    server.put("/a.yaml", b"", 301, Location="/v2/a.yaml")
    server.put("/v2/a.yaml", b"found")
    assert fetcher([server.origin], private=True)(f"{server.origin}/a.yaml", 100) == b"found"


def test_no_redirect_leads_elsewhere(serve: Callable[..., Server]) -> None:
    server, other = serve(), serve()
    other.put("/a.yaml", b"secret")
    for elsewhere in (
        f"{other.origin}/a.yaml",
        f"//127.0.0.1:{other.port}/a.yaml",
        f"http://localhost:{server.port}/a.yaml",
        f"https://127.0.0.1:{server.port}/a.yaml",
        f"http://me@127.0.0.1:{server.port}/a.yaml",
        "file:///etc/passwd",
    ):
        server.put("/a.yaml", b"", 307, Location=elsewhere)
        fetch = fetcher([server.origin, other.origin], private=True)  # both allowed, and yet not from one to the other
        assert "redirects to" in refused(fetch, f"{server.origin}/a.yaml")
    assert other.asked == []


def test_redirects_end(serve: Callable[..., Server]) -> None:
    server = serve()
    server.put("/a.yaml", b"", 302, Location="/a.yaml")
    assert "redirects more than 5 times" in refused(fetcher([server.origin], private=True), f"{server.origin}/a.yaml")
    assert len(server.asked) == 6


# Bounds ---------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("project")
def test_what_is_too_large_is_not_read_on(serve: Callable[..., Server]) -> None:
    server = serve()
    sent = []

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"#" * 65536)
            sent.append(65536)

    server.answers["/a.yaml"] = endless
    done = generate(
        api(f"{server.origin}/a.yaml"), "--allow-remote-refs", server.origin, "--allow-private-network",
        "--limit", "bytes=1_000_000",
    )  # fmt: skip
    assert done.exit_code == 2
    assert "more than 1,000,000 bytes. [too-large]" in done.stderr
    assert sum(sent) < 50_000_000


@pytest.mark.parametrize("slow", ["head", "body"])
def test_a_server_that_drips_is_left(serve: Callable[..., Server], slow: str) -> None:
    server = serve()

    def drip(request: BaseHTTPRequestHandler) -> None:
        if slow == "body":
            request.send_response(200)
            request.end_headers()
        else:
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(200):
            request.wfile.write(b"#")
            time.sleep(0.05)

    server.answers["/a.yaml"] = drip
    fetch = fetcher([server.origin], private=True, seconds=0.5)
    start = time.monotonic()
    assert "longer than 0.5 seconds" in refused(fetch, f"{server.origin}/a.yaml")
    assert time.monotonic() - start < 5


def test_a_compressed_answer_is_not_unpacked(serve: Callable[..., Server]) -> None:
    server = serve()
    server.put("/a.yaml", b"\x1f\x8b", Content_Encoding="gzip")
    assert "compressed" in refused(fetcher([server.origin], private=True), f"{server.origin}/a.yaml")
    assert server.asked[0][1]["Accept-Encoding"] == "identity"


def test_what_is_no_http_is_said(serve: Callable[..., Server]) -> None:
    server = serve()

    def other(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")

    server.answers["/a.yaml"] = other
    assert "cannot be reached" in refused(fetcher([server.origin], private=True), f"{server.origin}/a.yaml")


# Certificates ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for a.example alone, and its key."""
    if shutil.which("openssl") is None:
        missing("openssl, which makes a certificate")
    folder = tmp_path_factory.mktemp("certificate")
    files = folder / "a.pem", folder / "a.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=a.example",
         "-addext", "subjectAltName=DNS:a.example", "-out", files[0], "-keyout", files[1]],
        check=True, capture_output=True,
    )  # fmt: skip
    return files


def test_the_certificate_is_held_against_the_name_although_the_address_is_asked(
    serve: Callable[..., Server], certificate: tuple[Path, Path]
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = serve(context=context)
    server.put("/a.yaml", b"found")
    trust = ssl.create_default_context(cafile=str(certificate[0]))

    def fetch(host: str, trust: ssl.SSLContext | None) -> Callable[[str, int], bytes | None]:
        origin = f"https://{host}:{server.port}"
        return fetcher([origin], private=True, resolve=lambda host, port: ["127.0.0.1"], trust=trust)

    assert fetch("a.example", trust)(f"https://a.example:{server.port}/a.yaml", 100) == b"found"
    wrong = refused(fetch("b.example", trust), f"https://b.example:{server.port}/a.yaml")
    assert "CERTIFICATE_VERIFY_FAILED" in wrong
    assert "CERTIFICATE_VERIFY_FAILED" in refused(fetch("a.example", None), f"https://a.example:{server.port}/a.yaml")
    assert len(server.asked) == 1


# Files ----------------------------------------------------------------------------------------------------------------

OUTSIDE = (
    "../secret.yaml",
    "%2e%2e/secret.yaml",
    "%2E%2E%2Fsecret.yaml",
    "sub/../../secret.yaml",
    "./.././secret.yaml",
    "{root}/secret.yaml",
    "%2F{root}/secret.yaml",
    "file://{root}/secret.yaml",
    "file:{root}/secret.yaml",
    "file://localhost{root}/secret.yaml",
    "file://evil.example/secret.yaml",
    "FILE:///{root}/secret.yaml",
    "//evil.example/secret.yaml",
    "\\\\evil.example\\share\\secret.yaml",
    "%5C%5Cevil.example%5Cshare%5Csecret.yaml",
    "C:\\secret.yaml",
    "C:/secret.yaml",
    "%43%3A/secret.yaml",
    "..\\secret.yaml",
    "link.yaml",
    "folder/secret.yaml",
    "secret.yaml%00.yaml",
    "~/secret.yaml",
    "/proc/self/environ",
    "/dev/stdin",
    "ftp://evil.example/secret.yaml",
    "data:application/json,{{}}",
    "jar:file:///a!/b",
)


@pytest.fixture
def guarded(project: Path) -> Path:
    """A folder with links that lead out of it, beside what is not to be read."""
    (project / "secret.yaml").write_text("type: object\nproperties: {stolen: {type: string}}\n", encoding="utf-8")
    folder = project / "api"
    folder.mkdir()
    (folder / "link.yaml").symlink_to(project / "secret.yaml")
    (folder / "folder").symlink_to(project)
    return folder


@pytest.mark.parametrize("through", ["", "inner.yaml"])
@pytest.mark.parametrize("form", OUTSIDE)
def test_no_form_of_a_reference_leaves_the_folder(guarded: Path, form: str, through: str) -> None:
    reference = form.format(root=guarded.parent.as_posix())
    (guarded / "inner.yaml").write_text(json.dumps({"$ref": reference}), encoding="utf-8")
    (guarded / "api.yaml").write_text(api(through or reference), encoding="utf-8")
    document = load(guarded / "api.yaml")
    assert "stolen" not in json.dumps(document.root)
    assert set(document.root.get(FILES, {})) == ({through} if through else set())
    assert document.resolve(reference) is None
    assert document.unresolved(reference, "/paths").code == "external-reference"


@pytest.mark.parametrize("form", [form for form in OUTSIDE if form[0] in "{%\\/Cf" and "%2e" not in form.lower()])
def test_what_has_a_root_or_a_drive_is_no_path_on_any_system(form: str) -> None:
    """So that nobody asks the disk for it: on Windows a share of the network would be told who is asking."""
    assert target(form.format(root="/home/me")) is None or form == "folder/secret.yaml"


def test_each_form_is_told(guarded: Path) -> None:
    schemas = {f"A{number}": {"$ref": form.format(root=guarded.parent)} for number, form in enumerate(OUTSIDE)}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {}}
    used = {name: {"$ref": f"#/components/schemas/{name}"} for name in schemas}
    ok = {"description": "All.", "content": {"application/json": {"schema": {"type": "object", "properties": used}}}}
    document |= {"paths": {"/x": {"get": {"responses": {"200": ok}}}}, "components": {"schemas": schemas}}
    (guarded / "api.yaml").write_text(json.dumps(document), encoding="utf-8")
    done = run("generate", "api/api.yaml", "--output", "client")
    assert done.exit_code == 0
    assert done.stderr.count("[external-reference]") >= len(OUTSIDE)
    assert not any("stolen" in path.read_text(encoding="utf-8") for path in Path("client").rglob("*.py"))


def test_the_root_is_set_higher_by_a_flag_and_holds(project: Path) -> None:
    for name in ("secret.yaml", "work/common.yaml"):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text("type: object\nproperties: {seen: {type: string}}\n", encoding="utf-8")
    folder = project / "work" / "api"
    folder.mkdir()
    (folder / "api.yaml").write_text(api("../common.yaml"), encoding="utf-8")
    arguments = ("generate", "work/api/api.yaml", "--output", "client", "--ref-root", "work")
    done = run(*arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "seen" in "".join(path.read_text(encoding="utf-8") for path in Path("client/models").glob("*.py"))
    (folder / "api.yaml").write_text(api("../../secret.yaml"), encoding="utf-8")
    assert "[external-reference]" in run(*arguments).stderr
    assert run("check", "work/api/api.yaml", "--output", "client", "--ref-root", "nowhere").exit_code == 2


def test_a_file_of_the_web_reads_none_of_the_disk(project: Path, serve: Callable[..., Server]) -> None:
    server = serve()
    (project / "secret.yaml").write_text("stolen: {type: string}\n", encoding="utf-8")
    for number, reference in enumerate((f"file://{project}/secret.yaml", "../../../secret.yaml", "secret.yaml")):
        server.put(f"/{number}.yaml", json.dumps({"$ref": reference}).encode())
        (project / "api.yaml").write_text(api(f"{server.origin}/{number}.yaml"), encoding="utf-8")
        fetch = fetcher([server.origin], private=True)
        try:
            document = load(project / "api.yaml", fetch=fetch)
            assert "stolen" not in json.dumps(document.root)
        except LeadsmithError as error:  # the server has no such file, and was asked for it
            assert "404" in str(error)
    assert [path for path, _ in server.asked if "secret" in path] == ["/secret.yaml"] * 2
