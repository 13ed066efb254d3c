"""A service, its description and client, and two repositories that vendor the client, through three changes.

Real git repositories and the real command. `orders.yaml` is the service's description; `crm` has its copy deep in a
src layout, `bot` has it under another name and puts classes of its own on top. What `diff` says is held against what
mypy and the tests of the two repositories say before and after.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from needs import missing

HERE = Path(__file__).parent
CRM_COPY, BOT_COPY = Path("src/crm/vendor/orders_client"), Path("bot/orders_api")
PACKAGE = Path("clients/orders_client")
CONFIG = """
[[tool.leadsmith.clients]]
spec = "orders.yaml"
output = "clients/orders_client"
"""
ALIASED = """
[tool.leadsmith.clients.names]
"/paths/~1orders~1{id}/patch" = { name = "change", was = "update" }
"/paths/~1orders/get/parameters/query.status" = { name = "state", was = "status" }
"/components/schemas/Order" = { name = "Purchase", was = "Order" }
"/components/schemas/Status/enum/shipped" = { name = "SENT", was = "SHIPPED" }
"""

Lines = set[tuple[str, int]]


class Repository:
    """A git repository on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.run("git", "init", "-q", "-b", "main")

    def run(self, *command: str | Path, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "LEADSMITH_CACHE": "", "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert code is None or done.returncode == code, f"{command}\n{done.stdout}\n{done.stderr}"
        return done

    def leadsmith(self, *arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "leadsmith", *arguments, code=code)

    def commit(self, message: str) -> None:
        self.run("git", "add", "-A")
        self.run("git", "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", message)

    def edit(self, file: str, *changes: tuple[str, str]) -> None:
        """Replace text that is in the file once."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, f"{file}: {old!r} is there {text.count(old)} times"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    def mistakes(self, source: str) -> Lines:
        """Where mypy --strict sees an error in the repository's own code, the copy of the client left out."""
        done = self.run(sys.executable, "-m", "mypy", "--strict", "--no-error-summary", source, code=None)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        found = re.findall(r"^(\S+\.py):(\d+): error:", done.stdout, re.MULTILINE)
        return {(file, int(line)) for file, line in found}

    def tests(self, *options: str) -> tuple[int, int]:
        """How many of the repository's own tests pass and fail."""
        command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "tests")
        told = self.run(*command, code=None).stdout
        passed, failed = (re.search(rf"(\d+) {word}", told) for word in ("passed", "failed"))
        return int(passed[1]) if passed else 0, int(failed[1]) if failed else 0


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Repository]:
    """The three repositories, each with its first commit: the client is generated, and vendored twice."""
    if not shutil.which("git"):
        missing("git")
    monkeypatch.setenv("MYPYPATH", "src")
    monkeypatch.setenv("MYPY_CACHE_DIR", str(tmp_path / "mypy"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["src", ".", os.environ.get("PYTHONPATH", "")]))
    service, crm, bot = (Repository(tmp_path / name) for name in ("service", "crm", "bot"))
    shutil.copy(HERE / "orders.yaml", service.folder)
    (service.folder / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
    (service.folder / "LICENSE").write_text("All rights reserved.\n", encoding="utf-8")
    assert re.fullmatch(rf"{PACKAGE.as_posix()}: (\d+) files, \1 changed\n", service.leadsmith("generate").stdout)
    service.commit("Orders")
    for repository in (crm, bot):
        shutil.copytree(HERE / repository.folder.name, repository.folder, dirs_exist_ok=True)
        (repository.folder / ".gitignore").write_text("__pycache__/\n.mypy_cache/\n", encoding="utf-8")
    (crm.folder / "src/crm/vendor").mkdir()
    (crm.folder / "src/crm/vendor/__init__.py").touch()
    crm.leadsmith("vendor", Path("../service", PACKAGE), "src/crm/vendor")
    bot.leadsmith("vendor", Path("../service", PACKAGE), "bot", "--as", "orders_api")
    for repository in (crm, bot):
        repository.commit("Our code, and the client")
    return {"service": service, "crm": crm, "bot": bot}


def difference(service: Repository, old: str, new: str, code: int) -> dict[str, Any]:
    """What `diff` tells, for both repositories."""
    bases = ("--used-in", "../crm", "--used-in", "../bot")
    found: dict[str, Any] = json.loads(
        service.leadsmith("diff", old, new, "--format", "json", *bases, code=code).stdout
    )
    assert not any(base["unseen"] for base in found["used"]), found["used"]
    return found


def touched(found: dict[str, Any], repository: Repository, level: str) -> Lines:
    """The lines of a repository that the changes of a level touch."""
    (base,) = (base for base in found["used"] if Path(base["folder"]).name == repository.folder.name)
    assert all(use["sure"] for use in base["uses"])
    return {
        (Path(use["file"]).relative_to(base["folder"]).as_posix(), use["line"])
        for use in base["uses"]
        if use["change"]["level"] == level
    }


def lines(repository: Repository, file: str, *parts: str) -> Lines:
    """Where each of the texts stands in a file; each on one line."""
    text = (repository.folder / file).read_text(encoding="utf-8").splitlines()
    found = set()
    for part in parts:
        (number,) = (number for number, line in enumerate(text, 1) if part in line)
        found.add((file, number))
    return found


def test_the_story(world: Mapping[str, Repository]) -> None:
    service, crm, bot = world["service"], world["crm"], world["bot"]
    begin(service, crm, bot)
    add(service, crm, bot)
    break_(service, crm, bot)
    rename(service, crm, bot)


def begin(service: Repository, crm: Repository, bot: Repository) -> None:
    assert service.leadsmith("check").stdout.strip().endswith("up to date")
    for repository, source, copy, passing in ((crm, "src/crm", CRM_COPY, 7), (bot, "bot", BOT_COPY, 1)):
        assert repository.mistakes(source) == set()
        assert repository.tests() == (passing, 0)
        repository.leadsmith("verify", copy)
        assert (repository.folder / copy / "LICENSE").read_text(encoding="utf-8") == "All rights reserved.\n"
        record = json.loads((repository.folder / copy / "_manifest.json").read_text(encoding="utf-8"))["vendored"]
        assert record["path"] == PACKAGE.as_posix()
        assert re.fullmatch(r"[0-9a-f]{40}", record["revision"])
        assert str(service.folder) not in json.dumps(record)


def add(service: Repository, crm: Repository, bot: Repository) -> None:
    """Change A: a new operation, a new field, a new optional parameter, which break nothing."""
    service.edit(
        "orders.yaml",
        (
            "        - {name: limit,",
            "        - {name: customer, in: query, schema: {type: string}}\n        - {name: limit,",
        ),
        ("        total: {type: integer}\n", "        total: {type: integer}\n        currency: {type: string}\n"),
        (
            "components:\n",
            "  /orders/{id}/invoice:\n    get:\n      tags: [orders]\n      operationId: getInvoice\n"
            "      parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n"
            "      responses:\n        '200': {description: The invoice., content: {application/json: "
            "{schema: {type: string}}}}\ncomponents:\n",
        ),
    )
    told = service.leadsmith("check", code=1).stdout
    assert "+    currency: Omittable[str] = None" in told
    found = difference(service, "HEAD:orders.yaml", "orders.yaml", code=0)
    assert (found["bump"], found["counts"]["breaking"]) == ("minor", 0)
    assert {"operation-added", "parameter-added-optional"} <= {change["id"] for change in found["changes"]}
    assert touched(found, crm, "breaking") == touched(found, bot, "breaking") == set()
    service.leadsmith("generate")
    service.leadsmith("check")
    service.commit("Invoices")
    for repository, source, copy, passing in ((crm, "src/crm", CRM_COPY, 7), (bot, "bot", BOT_COPY, 1)):
        told = repository.leadsmith("vendor", Path("../service", PACKAGE), copy).stdout
        assert "No" in told or "other change" in told
        repository.leadsmith("verify", copy)
        assert repository.mistakes(source) == set()
        assert repository.tests() == (passing, 0)
        repository.commit("The client with invoices")


def break_(service: Repository, crm: Repository, bot: Repository) -> None:
    """Change B: a field that can be null, a parameter and an operation that go, a field that is asked for."""
    service.edit(
        "orders.yaml",
        ("        total: {type: integer}\n", '        total: {type: [integer, "null"]}\n'),
        ("        - {name: limit, in: query, schema: {type: integer}}\n", ""),
        (
            "      required: [customer]\n      properties:\n",
            "      required: [customer, channel]\n      properties:\n        channel: {type: string}\n",
        ),
        (
            '    delete:\n      tags: [orders]\n      operationId: deleteOrder\n      responses:\n        "204":\n'
            "          description: It is gone.\n",
            "",
        ),
    )
    service.leadsmith("check", code=1)
    found = difference(service, "HEAD:orders.yaml", "orders.yaml", code=1)
    assert found["bump"] == "major"
    in_crm = lines(
        crm,
        "src/crm/orders.py",
        ".total for",
        "limit=3",
        '"customer": customer',
        "OrderCreate(customer",
        "orders.delete(",
    )
    in_bot = lines(bot, "bot/clients.py", "order.total + 0")
    assert touched(found, crm, "breaking") == in_crm
    assert touched(found, bot, "breaking") == in_bot

    service.leadsmith("generate")
    service.leadsmith("check")
    service.commit("Channels")
    protect(service, crm)
    told = crm.leadsmith("vendor", Path("../service", PACKAGE), CRM_COPY).stdout
    assert all(f"{file}:{line}:" in told for file, line in in_crm)
    bot.leadsmith("vendor", Path("../service", PACKAGE), BOT_COPY)
    assert crm.mistakes("src/crm") == in_crm
    assert bot.mistakes("bot") == in_bot
    assert crm.tests() == (3, 4)

    crm.edit(
        "src/crm/orders.py",
        (".total for", ".total or 0 for"),
        ("list(limit=3)", "list()[:3]"),
        ('{"customer": customer}', '{"customer": customer, "channel": "web"}'),
        ("OrderCreate(customer=customer, ", 'OrderCreate(customer=customer, channel="web", '),
        ("client.orders.delete(id)", "client.orders.update(id, {})"),
    )
    crm.edit("tests/test_orders.py", ('    assert sent[0].url.params["limit"] == "3"\n', ""))
    crm.edit(
        "tests/test_orders.py",
        (
            'if request.method == "DELETE":\n            return',
            'if request.url.path.endswith("/0"):\n            return',
        ),
    )
    bot.edit("bot/clients.py", ("order.total + 0", "order.total or 0"))
    for repository, source, copy, passing in ((crm, "src/crm", CRM_COPY, 7), (bot, "bot", BOT_COPY, 1)):
        repository.leadsmith("verify", copy)
        assert repository.mistakes(source) == set()
        assert repository.tests() == (passing, 0)
        repository.commit("The client with channels")


def protect(service: Repository, crm: Repository) -> None:
    """An edit in a copy is found, shown, and not overwritten."""
    edited = CRM_COPY / "client.py"
    before = (crm.folder / edited).read_text(encoding="utf-8")
    (crm.folder / edited).write_text(before + "# ours\n", encoding="utf-8")
    assert crm.leadsmith("verify", CRM_COPY, code=1).stdout == f"edited: {edited.as_posix()}\n"
    alone = crm.run(sys.executable, CRM_COPY / "_runtime" / "verify.py", code=1).stdout
    assert alone.startswith("edited: ")
    refused = crm.leadsmith("vendor", Path("../service", PACKAGE), CRM_COPY, code=1).stderr
    assert f"{edited.as_posix()} was edited" in refused and "-# ours" in refused
    assert (crm.folder / edited).read_text(encoding="utf-8") == before + "# ours\n"
    assert crm.run("git", "status", "--porcelain").stdout == f" M {edited.as_posix()}\n"
    crm.run("git", "checkout", "-q", edited)


def rename(service: Repository, crm: Repository, bot: Repository) -> None:
    """Change C: names that the service wants, the old ones for as long as they are wanted, and then no more."""
    (service.folder / "pyproject.toml").write_text(CONFIG + ALIASED, encoding="utf-8")
    service.leadsmith("check", code=1)
    service.leadsmith("generate")
    service.leadsmith("check")
    old_names = lines(crm, "src/crm/orders.py", "update(order.id", "update(id", "status=Status.NEW", "Status.SHIPPED")
    in_bot = lines(bot, "bot/clients.py", "self.update(")
    found = difference(service, f"HEAD:{PACKAGE.as_posix()}", str(PACKAGE), code=0)
    assert found["counts"]["breaking"] == 0 and found["counts"]["warning"]
    assert old_names <= touched(found, crm, "warning")
    assert in_bot <= touched(found, bot, "warning")
    service.commit("Better names")
    for repository, source, copy, passing in ((crm, "src/crm", CRM_COPY, 7), (bot, "bot", BOT_COPY, 1)):
        repository.leadsmith("vendor", Path("../service", PACKAGE), copy)
        repository.leadsmith("verify", copy)
        assert repository.mistakes(source) == set()
        assert repository.tests() == (passing, 0), "the old names work"
        assert repository.tests("-W", "error::DeprecationWarning") != (passing, 0), "and warn"
        repository.commit("The client with better names")

    kept = "\n".join(line for line in ALIASED.splitlines() if "Purchase" in line or line.startswith("["))
    (service.folder / "pyproject.toml").write_text(f"{CONFIG}\n{kept}\n", encoding="utf-8")
    service.leadsmith("generate")
    found = difference(service, f"HEAD:{PACKAGE.as_posix()}", str(PACKAGE), code=1)
    assert touched(found, crm, "breaking") == old_names
    assert touched(found, bot, "breaking") == in_bot
    service.commit("Old names are gone")
    crm.leadsmith("vendor", Path("../service", PACKAGE), CRM_COPY)
    bot.leadsmith("vendor", Path("../service", PACKAGE), BOT_COPY)
    assert crm.mistakes("src/crm") == old_names
    assert bot.mistakes("bot") == in_bot
