"""The check sees what is wrong: a client of a small document is clean, and spoiled in one way it is not."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conformance.package import Package, generate
from tests.conformance.run import Report, examine
from tests.conformance.table import explanations, table, unexplained

SHOP = Path(__file__).with_name("shop.yaml")

ORDERS, FILES, MODELS = "resources/orders.py", "resources/files.py", "models/orders.py"
ENCODE, CONTENT, FORMS, ANSWER = (f"_runtime/{name}.py" for name in ("encode", "content", "forms", "answer"))
OPENED = "_runtime/files.py"
MODEL, REQUEST = "_runtime/model.py", "_runtime/request.py"
MUTATIONS = {
    # name: (file, what is there, what is put there, the stage that sees it, a part of the reason)
    "a query parameter is dropped": (ORDERS, '"limit": checked(limit, int),', "", "request", "is not sent"),
    "a query parameter has another name": (ORDERS, '"limit":', '"limits":', "request", "not declared"),
    "a header is dropped": (ORDERS, '{"X-Trace": checked(x_trace, str)}', "{}", "request", "header"),
    "a cookie is dropped": (ORDERS, '{"session": checked(session, str)}', "{}", "request", "cookie"),
    "a wrong style": (ORDERS, "spaceDelimited", "pipeDelimited", "request", "spaceDelimited"),
    "a wrong style of a path": (ORDERS, '"matrix"', '"label"', "request", "matrix"),
    "a list is not exploded": (ENCODE, 'else style in ("form", "cookie")', "else False", "request", "exploded"),
    "a path is not escaped": (ENCODE, 'safe="-._~"', 'safe="-._~/?"', "request", "path"),
    "a wrong path": (ORDERS, '"/orders/{id}/parts/{part}"', '"/orders/{id}/part/{part}"', "request", "path"),
    "a wrong method": (ORDERS, '"PUT"', '"POST"', "request", "method"),
    "a wrong media type": (REQUEST, '"application/json"', '"application/jsons"', "request", "media type"),
    "a wrong accept": (FILES, "application/octet-stream", "image/png", "request", "accept"),
    "a body is dropped": (ORDERS, "body=_text(body)", "body=None", "request", "body"),
    "nulls are dropped": (MODEL, "exclude_unset=True, warn", "exclude_none=True, warn", "request", "note"),
    "a field has another name": (MODELS, 'alias="madeAt"', 'alias="madeat"', "request", "madeAt"),
    "a field of a form is dropped": (CONTENT, "if item is not None:", 'if key != "title":', "request", "title"),
    "a form is not escaped": (FORMS, "quote_plus(_as_text(each", "str(_as_text(each", "request", "text"),
    "a file is cut": (OPENED, "return bytes(content)", "return bytes(content)[1:]", "request", "file"),
    "an unknown field is lost": (MODEL, 'extra="allow"', 'extra="ignore"', "answer", "is lost"),
    "a required field that answers lack": (MODELS, 'giftWrap")] = None', 'giftWrap")]', "answer", "gift"),
    "a wrong type": (MODELS, "note: str | None", "note: str", "request", "note"),
    "a fraction is lost": (MODELS, "total: int | float", "total: int", "request", "total"),
    "a wrong kind of a union": (MODELS, "Wheel | Handle", "Wheel | Wheel", "answer", "unknown variant"),
    "an error raises nothing": (ANSWER, "if status >= 400:", "if status >= 500:", "error", "404"),
    "an error's body is lost": (ANSWER, "body=_error_body", "body=None and _error_body", "error", "body"),
    "an operation is dropped": (FILES, "def upload(", "def uploaded(", "count", "the package does not"),
    "a module that cannot be imported": (
        "errors.py",
        "__all__",
        "import nothing_of_this_name\n__all__",
        "import",
        "nothing",
    ),
    "a model that cannot be built": (
        MODELS,
        "gift_wrap: Annotated[Omittable[bool]",
        "gift_wrap: Annotated[Nil",
        "import",
        "Nil",
    ),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return generate(SHOP, tmp_path_factory.mktemp("clean"))


def spoiled(package: Package, folder: Path, file: str, old: str, new: str) -> Package:
    """A copy of a package with another text in one of its files."""
    copy = replace(package, name=f"{package.name}_spoiled", folder=folder / f"{package.name}_spoiled")
    shutil.copytree(package.folder, copy.folder)
    path = copy.folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return copy


def test_a_right_client_is_clean(package: Package) -> None:
    report = examine(Report("shop"), SHOP, package, types=True)
    assert report.failures == []
    assert report.unsampled == []
    assert (report.operations, report.covered, report.requests, report.answers) == (7, 7, 7, 7)


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_wrong_client_is_caught(name: str, package: Package, tmp_path: Path) -> None:
    file, old, new, stage, reason = MUTATIONS[name]
    report = examine(Report("shop"), SHOP, spoiled(package, tmp_path, file, old, new))
    told = [(one.stage, one.reason) for one in report.failures]
    assert any(one[0] == stage and reason in one[1] for one in told), told
    assert unexplained([report], explanations())
    assert f"x {stage}: " in table([report], explanations())


def test_what_mypy_says_is_caught(package: Package, tmp_path: Path) -> None:
    copy = spoiled(package, tmp_path, MODELS, "note: str | None", "note: str | None = 7")
    report = examine(Report("shop"), SHOP, copy, wire=False, types=True)
    assert [one.stage for one in report.failures] == ["types"]


def test_an_operation_that_no_one_speaks_of_is_caught(package: Package) -> None:
    first, *rest = package.client.resources
    short = replace(first, operations=first.operations[1:])
    silent = replace(package, client=replace(package.client, resources=(short, *rest)))
    report = examine(Report("shop"), SHOP, silent, wire=False)
    assert [one.reason for one in report.failures] == ["no method and no diagnostic"]
    assert report.covered == report.operations - 1
