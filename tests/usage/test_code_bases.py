"""Small code bases of every layout: what is found in them, to the line, and what is not."""

from __future__ import annotations

import shutil
import time
import tomllib
from pathlib import Path

import pytest

from leadsmith.compat import Change
from leadsmith.compat.usage import MYPY, affected, find_uses
from leadsmith.diagnostics import LeadsmithError
from usage.helpers import CLIENT, GENERATED, found, lines, write


def vendored(folder: Path, place: str) -> Path:
    """A copy of the client at a place in the code base."""
    shutil.copytree(GENERATED, folder / place, ignore=shutil.ignore_patterns("__pycache__"))
    return folder / place


def test_vendored_at_depth_in_packages(tmp_path: Path, cache: Path) -> None:
    package = vendored(tmp_path, "app/vendor/crm")
    write(
        tmp_path,
        {
            "app/__init__.py": "",
            "app/vendor/__init__.py": "",
            "app/api.py": "from .vendor.crm import DrivlyLeads\nfrom .vendor.crm.models import Lead as Person\n",
            "app/main.py": "from . import api\nprint(api.DrivlyLeads().leads.count())\ndef f(p: api.Person): p.notes\n",
            "app/sub/deep.py": "from ..vendor import crm\ncrm.DrivlyLeads().leads.count()\n",
            "tests/test_api.py": "from app.api import DrivlyLeads, Person\n\ndef test(): DrivlyLeads().leads.count()\n",
        },
    )
    uses = found(tmp_path, cache, package)
    assert lines(uses.uses, tmp_path) == [
        "app/api.py:1 DrivlyLeads:name",
        "app/api.py:2 Lead:name",
        "app/main.py:2 DrivlyLeads:construct",
        "app/main.py:2 DrivlyLeads:name",
        "app/main.py:2 client.leads:read",
        "app/main.py:2 client.leads.count:call",
        "app/main.py:3 Lead:name",
        "app/main.py:3 Lead.notes:read",
        "app/sub/deep.py:2 DrivlyLeads:construct",
        "app/sub/deep.py:2 DrivlyLeads:name",
        "app/sub/deep.py:2 client.leads:read",
        "app/sub/deep.py:2 client.leads.count:call",
        "tests/test_api.py:1 DrivlyLeads:name",
        "tests/test_api.py:1 Lead:name",
        "tests/test_api.py:3 DrivlyLeads:construct",
        "tests/test_api.py:3 DrivlyLeads:name",
        "tests/test_api.py:3 client.leads:read",
        "tests/test_api.py:3 client.leads.count:call",
    ]
    assert not uses.unseen


@pytest.mark.parametrize("place", ["src/crm", "src/app/crm", "lib/vendor/crm"])
def test_vendored_without_packages_around(tmp_path: Path, cache: Path, place: str) -> None:
    package = vendored(tmp_path, place)
    name = place.split("/", 1)[1].replace("/", ".")
    write(tmp_path, {"scripts/my-script.py": f"import {name} as c\nc.DrivlyLeads().leads.count()\n"})
    assert lines(found(tmp_path, cache, package).uses, tmp_path) == [
        "scripts/my-script.py:2 DrivlyLeads:construct",
        "scripts/my-script.py:2 DrivlyLeads:name",
        "scripts/my-script.py:2 client.leads:read",
        "scripts/my-script.py:2 client.leads.count:call",
    ]


def test_scripts_that_import_their_neighbours(tmp_path: Path, cache: Path) -> None:
    """The same names in two folders, one of them that of a standard module, and a star import."""
    write(
        tmp_path,
        {
            "one/helpers.py": (
                "from drivly_leads.models import *\nfrom drivly_leads import DrivlyLeads\nc = DrivlyLeads()\n"
            ),
            "one/run.py": "from helpers import Lead, c\nc.leads.count()\n",
            "two/helpers.py": "c = 1\nclass Lead: notes = ''\n",
            "two/run.py": "from helpers import Lead, c\nc.leads.count()\nLead().notes\n",
            "two/json.py": "import json\njson.dumps(1)\n",
            "types.py": "",
        },
    )
    uses = found(tmp_path, cache)
    assert lines(uses.uses, tmp_path) == [
        "one/helpers.py:2 DrivlyLeads:name",
        "one/helpers.py:3 DrivlyLeads:construct",
        "one/helpers.py:3 DrivlyLeads:name",
        "one/run.py:1 Lead:name",
        "one/run.py:2 client.leads:read",
        "one/run.py:2 client.leads.count:call",
    ]
    assert not uses.unseen


def test_services_with_packages_of_the_same_name(tmp_path: Path, cache: Path) -> None:
    for service in ("billing", "sales"):
        write(
            tmp_path,
            {
                f"{service}/app/__init__.py": "",
                f"{service}/app/clients.py": "from drivly_leads import DrivlyLeads\n",
                f"{service}/tests/__init__.py": "",
                f"{service}/tests/test_app.py": f"from app.clients import DrivlyLeads\nimport app.{service}_only\n",
                f"{service}/app/{service}_only.py": "from app.clients import DrivlyLeads as D\nD().leads.count()\n",
            },
        )
    assert lines(found(tmp_path, cache).uses, tmp_path) == [
        "billing/app/billing_only.py:1 DrivlyLeads:name",
        "billing/app/billing_only.py:2 DrivlyLeads:construct",
        "billing/app/billing_only.py:2 DrivlyLeads:name",
        "billing/app/billing_only.py:2 client.leads:read",
        "billing/app/billing_only.py:2 client.leads.count:call",
        "billing/app/clients.py:1 DrivlyLeads:name",
        "billing/tests/test_app.py:1 DrivlyLeads:name",
        "sales/app/clients.py:1 DrivlyLeads:name",
        "sales/app/sales_only.py:1 DrivlyLeads:name",
        "sales/app/sales_only.py:2 DrivlyLeads:construct",
        "sales/app/sales_only.py:2 DrivlyLeads:name",
        "sales/app/sales_only.py:2 client.leads:read",
        "sales/app/sales_only.py:2 client.leads.count:call",
        "sales/tests/test_app.py:1 DrivlyLeads:name",
    ]


def test_the_same_module_under_two_names(tmp_path: Path, cache: Path) -> None:
    package = vendored(tmp_path, "src/app/crm")
    write(
        tmp_path,
        {
            "src/app/__init__.py": "",
            "src/app/a.py": "from app.crm.models import Lead\n",
            "src/app/b.py": "from app.crm.models import Search\n",
            "c.py": "from src.app.crm.models import Lead\ndef f(x: Lead): return x.notes\n",
        },
    )
    assert lines(found(tmp_path, cache, package).uses, tmp_path) == [
        "c.py:1 Lead:name",
        "c.py:2 Lead:name",
        "c.py:2 Lead.notes:read",
        "src/app/a.py:1 Lead:name",
        "src/app/b.py:1 Search:name",
    ]


def test_a_code_base_that_is_a_package_itself(tmp_path: Path, cache: Path) -> None:
    package = vendored(tmp_path, "app/crm")
    write(
        tmp_path, {"app/__init__.py": "", "app/main.py": "from app.crm.models import Lead\nfrom .crm import errors\n"}
    )
    assert lines(found(tmp_path / "app", cache, package).uses, tmp_path) == ["app/main.py:1 Lead:name"]


def test_what_is_not_the_clients(tmp_path: Path, cache: Path) -> None:
    """Other libraries, another client with classes of the same names, comments and texts."""
    vendored(tmp_path, "app/other")
    write(
        tmp_path,
        {
            "app/__init__.py": "",
            "app/a.py": (
                "import unknown_library\n"
                "from unknown_library.models import Lead, NotFoundError\n"
                "from app.other import DrivlyLeads, NotFoundError as N\n"
                "from app.other.models import LeadUpdateDict, ProcessStatuses\n"
                "from drivly_leads import DrivlyLeads as Ours\n"
                "class Model:\n"
                "    first_name = ''\n"
                "    class leads:\n"
                "        @staticmethod\n"
                "        def update(id, depth=0): ...\n"
                "# DrivlyLeads().leads.update()\n"
                "text = 'client.leads.update(depth=1) Lead.first_name'\n"
                "Model().leads.update('1', depth=1)\n"
                "Model().first_name\n"
                "unknown_library.client.leads.update('1', depth=1)\n"
                "Lead().first_name\n"
                "body: LeadUpdateDict = {'first_name': ''}\n"
                "with DrivlyLeads() as client: client.leads.update('1', body)\n"
                "ProcessStatuses.QUALIFIED_LEAD\n"
                "try: print()\n"
                "except (N, NotFoundError): print({'first_name': 1})\n"
            ),
        },
    )
    uses = found(tmp_path, cache)
    assert lines(uses.uses, tmp_path) == ["app/a.py:5 DrivlyLeads:name"]
    assert not uses.unseen


def test_a_code_base_without_the_client_is_not_guessed_at(tmp_path: Path, cache: Path) -> None:
    write(
        tmp_path, {"a.py": "def f(client, x):\n    client.leads.update('1')\n    return x.time_to_purchase, x.city\n"}
    )
    uses = found(tmp_path, cache)
    assert not uses.uses and not uses.unseen


def test_files_that_cannot_be_analysed(tmp_path: Path, cache: Path) -> None:
    """One that does not parse, one that mypy alone refuses; what they hold is unknown to those who import them."""
    write(
        tmp_path,
        {
            "app/__init__.py": "",
            "app/broken.py": "from drivly_leads import DrivlyLeads\nclient = DrivlyLeads(\n",
            "app/refused.py": "from drivly_leads import DrivlyLeads\nclient = DrivlyLeads()  # type: (\n",
            "app/latin.py": "# coding: nonsense\n",
            "app/good.py": (
                "from app.broken import client\nimport app.refused\nfrom drivly_leads import NotFoundError\n"
                "client.leads.update('1', depth=2)\napp.refused.client.leads.count()\n"
            ),
            ".venv/x.py": "from drivly_leads import NotFoundError\n",
            "env/pyvenv.cfg": "",
            "env/x.py": "from drivly_leads import NotFoundError\n",
        },
    )
    uses = found(tmp_path, cache)
    assert lines(uses.uses, tmp_path) == [
        "app/good.py:3 NotFoundError:name",
        "app/good.py:4 client.leads:read?",
        "app/good.py:4 client.leads.update:call?",
        "app/good.py:4 client.leads.update(id=):write?",
        "app/good.py:4 client.leads.update(depth=):write?",
        "app/good.py:5 client.leads:read?",
        "app/good.py:5 client.leads.count:call?",
    ]
    told = {(each.file.name, each.line): each.message for each in uses.unseen}
    assert "does not parse" in told["broken.py", 2]
    assert told["latin.py", 0].startswith("the file")
    assert "mypy cannot analyse the file" in told["refused.py", 0] and "(line 2)" in told["refused.py", 0]
    assert len(told) == 3


def test_ways_of_getting_at_a_client(tmp_path: Path, cache: Path) -> None:
    """Fields of classes, functions without annotations, variables that change their type, code that is not reached."""
    write(
        tmp_path,
        {
            "a.py": """\
                import sys
                from dataclasses import dataclass
                from drivly_leads import AsyncDrivlyLeads, DrivlyLeads
                from drivly_leads.models import RelationshipId
                @dataclass
                class Service:
                    client: DrivlyLeads
                    def run(self):
                        x = self.client.leads.get("1")
                        x = x.sales_rep
                        if not isinstance(x, (int, str)) and x is not None:
                            print(x.assigned_leads)
                async def f():
                    async with AsyncDrivlyLeads() as client:
                        async for page in client.leads.list().pages():
                            print([d.notes for d in page.docs if (n := d.city)])
                def make():
                    return DrivlyLeads()
                make().leads.count()
                if sys.platform == "other":
                    DrivlyLeads().leads.count()
                id: RelationshipId = 1
                with make() as c, DrivlyLeads() as d: print(c.leads.count(), d.leads.count)
                t = d.leads.list  # type: object
                """.replace("\n                ", "\n").lstrip(),
        },
    )
    assert lines(found(tmp_path, cache).uses, tmp_path) == [
        f"a.py:{line}"
        for line in [
            "3 DrivlyLeads:name",
            "3 DrivlyLeads:name",
            "4 RelationshipId:name",
            "7 DrivlyLeads:name",
            "9 client.leads:read",
            "9 client.leads.get:call",
            "9 client.leads.get(id=):write",
            "10 Lead.sales_rep:read",
            "12 SalesRep.assigned_leads:read",
            "14 DrivlyLeads:construct",
            "14 DrivlyLeads:name",
            "15 client.leads:read",
            "15 client.leads.list:call",
            "16 Lead.notes:read",
            "16 LeadList.docs:read",
            "16 Lead.city:read",
            "18 DrivlyLeads:construct",
            "18 DrivlyLeads:name",
            "19 client.leads:read?",
            "19 client.leads.count:call?",
            "21 DrivlyLeads:construct",
            "21 DrivlyLeads:name",
            "21 client.leads:read?",
            "21 client.leads.count:call?",
            "22 RelationshipId:name",
            "23 DrivlyLeads:construct",
            "23 DrivlyLeads:name",
            "23 client.leads:read?",
            "23 client.leads.count:call?",
            "23 client.leads:read",
            "23 client.leads.count:call",
            "24 client.leads:read",
            "24 client.leads.list:call",
        ]
    ]


def test_comments_to_mypy_do_not_hide_uses(tmp_path: Path, cache: Path) -> None:
    write(
        tmp_path,
        {
            "a.py": "# type: ignore\nfrom drivly_leads.models import Lead\ndef f(x: Lead): return x.notes\n",
            "b.py": "# mypy: ignore-errors\nfrom drivly_leads.models import Lead\ndef f(x: Lead): return x.notes\n",
            "mypy.ini": "[mypy]\nplugins = evil.py\nignore_errors = True\n",
            "evil.py": "raise SystemExit('run')\n",
        },
    )
    wanted = ["2 Lead:name", "3 Lead:name", "3 Lead.notes:read"]
    assert lines(found(tmp_path, cache).uses, tmp_path) == [
        f"{name}:{line}" for name in ("a.py", "b.py") for line in wanted
    ]


def test_columns_count_characters(tmp_path: Path, cache: Path) -> None:
    write(tmp_path, {"a.py": "from drivly_leads import DrivlyLeads\n'äöü'; DrivlyLeads().leads.count()\n"})
    assert [(use.line, use.column, use.symbol) for use in found(tmp_path, cache).uses] == [
        (1, 26, "DrivlyLeads"),
        (2, 8, "DrivlyLeads"),
        (2, 8, "DrivlyLeads"),
        (2, 22, "client.leads"),
        (2, 28, "client.leads.count"),
    ]


def test_nothing_is_written_and_nothing_is_run(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"a.py": "import pathlib\nfrom drivly_leads import DrivlyLeads\npathlib.Path('ran').touch()\n"})
    before = sorted(tmp_path.rglob("*"))
    found(tmp_path, cache)
    assert sorted(tmp_path.rglob("*")) == before


def test_changes_find_their_places(tmp_path: Path, cache: Path) -> None:
    write(
        tmp_path,
        {
            "b.py": (
                "from drivly_leads import AsyncDrivlyLeads as A\nasync def f(c: A): await c.leads.get('1', depth=1)\n"
            ),
            "a.py": "from drivly_leads import DrivlyLeads\nDrivlyLeads().leads.get('1', depth=1).notes\n",
        },
    )
    uses = found(tmp_path, cache)

    def change(symbol: str, *touches: str) -> Change:
        return Change("x", "breaking", "request", "", symbol, "", "", "", frozenset(touches))  # type: ignore[arg-type]

    hits = affected(
        [change("client.leads.get(depth=)", "write"), change("Lead.notes", "write"), change("", "name")], uses
    )
    assert [(hit.use.file.name, hit.use.line, hit.change.symbol) for hit in hits] == [
        ("a.py", 2, "client.leads.get(depth=)"),
        ("b.py", 2, "client.leads.get(depth=)"),
    ]
    assert [hit.use.line for hit in affected([change("Lead.notes", "read")], uses)] == [2]


def test_without_mypy_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadsmith.compat.usage.version", lambda _: "1.0")
    with pytest.raises(LeadsmithError, match=r"needs mypy 2\.4\.1; 1\.0 is installed") as caught:
        find_uses(tmp_path, GENERATED, CLIENT)
    hint = "pip install mypy==2.4.1 where Leadsmith is installed, or in a checkout of it: pip install '.[usage]'"
    assert caught.value.diagnostics[0].hint == f"in an environment of its own: {hint}"


def test_the_extra_installs_the_version_that_is_asked_for() -> None:
    top = Path(__file__).resolve().parents[2]
    project = tomllib.loads((top / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["optional-dependencies"]["usage"] == [f"mypy=={MYPY}"]
    assert f"`pip install mypy=={MYPY}`" in " ".join((top / "README.md").read_text(encoding="utf-8").split())


def test_two_hundred_files_take_seconds(tmp_path: Path, cache: Path) -> None:
    text = "from drivly_leads import DrivlyLeads\n" + "\n".join(
        f"def f{n}(c: DrivlyLeads) -> str | None: return c.leads.get('{n}', depth=1).notes" for n in range(10)
    )
    write(tmp_path, {"app/__init__.py": "", **{f"app/module_{n}.py": text for n in range(200)}})
    found(tmp_path / "app" / "nothing", cache)  # fills the cache
    started = time.monotonic()
    assert len(found(tmp_path, cache).uses) == 200 * (1 + 10 * 6)
    assert time.monotonic() - started < 60
