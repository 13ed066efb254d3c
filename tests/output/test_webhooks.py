"""The functions of a generated client that read webhooks and callbacks, as code that receives them uses them."""

from __future__ import annotations

import datetime
import importlib
import json
import pickle
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from leadsmith import interface
from leadsmith.compat.usage import find_uses
from leadsmith.config import ClientConfig
from leadsmith.document import load
from leadsmith.pipeline import build
from needs import missing

CASE = Path(__file__).parents[1] / "cases" / "webhooks"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hooks") / "hooks_client"
    config = ClientConfig(CASE / "spec.yaml", root, "hooks_client")
    for path, content in build(load(config.spec), config).files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def webhooks(folder: Path) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder.parent)
        yield importlib.import_module("hooks_client.webhooks")


def test_a_body_becomes_its_model_and_what_is_new_in_it_stays(webhooks: Any) -> None:
    text = '{"lead": {"id": "7", "status": "lost"}, "reason": "phone", "at": 1}'
    event = webhooks.lead_created(text.encode())
    assert (event.lead.id, event.lead.status, event.reason, event.model_extra) == ("7", "lost", "phone", {"at": 1})
    assert json.loads(event.model_dump_json(exclude_unset=True, by_alias=True)) == json.loads(text)


def test_bodies_that_are_no_object(webhooks: Any) -> None:
    assert webhooks.changed('{"id": "1"}').id == "1"
    assert [lead.id for lead in webhooks.changed('[{"id": "1"}, {"id": "2"}]')] == ["1", "2"]
    assert webhooks.import_('["2026-01-02"]') == [datetime.date(2026, 1, 2)]
    assert webhooks.shared('"pong"') == "pong"


def test_callbacks_are_read_by_the_name_of_their_operation(webhooks: Any) -> None:
    assert webhooks.create_subscription_on_data('{"at": "2026-01-02T03:04:05Z"}').at.year == 2026
    assert webhooks.create_subscription_on_end(b'{"id": 3}').id == 3


@pytest.mark.parametrize(
    ("name", "body", "message", "pointer"),
    [
        ("lead_created", '{"reason": "form"}', "the body is not as described: /lead is missing", "/lead"),
        ("lead_created", "[]", "the body is not as described: the whole must be an object", ""),
        ("lead_created", '{"lead": {"id": {}}}', "the body is not as described: /lead/id must be", "/lead/id"),
        ("changed", '[{"id": "1"}, {}]', "the body is not as described: /1/id is missing", "/1/id"),
        ("merged", "[]", "the body is not as described: the whole must be one of Lead, Owner", ""),
        ("import_", '["soon"]', "the body is not as described: /0 must be a valid date", "/0"),
        ("lead_created", b"no\nJSON", r"the body is not JSON, but 'no\nJSON'", None),
        ("lead_created", b"\xff{}", "the body is not JSON, but '\N{REPLACEMENT CHARACTER}{}'", None),
        ("lead_created", "\ud800", "the body is not JSON, but ", None),
        ("lead_created", "x" * 1000, f"the body is not JSON, but '{'x' * 199}…'", None),
        ("lead_created", "", "the body is not JSON, but ''", None),
    ],
)
def test_a_body_that_does_not_fit_is_an_error(
    webhooks: Any, name: str, body: bytes | str, message: str, pointer: str | None
) -> None:
    error = importlib.import_module("hooks_client").InvalidPayloadError
    with pytest.raises(error) as caught:
        getattr(webhooks, name)(body)
    assert str(caught.value).startswith(message)
    assert caught.value.pointer == pointer
    assert isinstance(caught.value, ValueError) and "union[" not in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.pointer) == (error, str(caught.value), pointer)


def test_a_byte_order_mark_is_no_part_of_a_body(webhooks: Any) -> None:
    assert webhooks.shared(b'\xef\xbb\xbf"pong"') == webhooks.shared('\ufeff"pong"') == "pong"


def test_what_a_type_names_can_be_imported_beside_the_models(webhooks: Any) -> None:
    package, models = (importlib.import_module(name) for name in ("hooks_client", "hooks_client.models"))
    assert type(webhooks.merged('{"new": 1}')) is package.UnknownVariant is models.UnknownVariant
    assert "UnknownVariant" in package.__all__ and "UnknownVariant" in models.__all__


def test_uses_of_a_function_are_found(folder: Path, tmp_path: Path) -> None:
    if not find_spec("mypy"):
        missing("mypy")
    (tmp_path / "app.py").write_text(
        "from hooks_client import webhooks\nfrom hooks_client.webhooks import changed\n"
        "def take(body: bytes) -> None:\n    print(webhooks.lead_created(body).lead.id, changed(body))\n"
    )
    client = interface.read((folder / interface.FILE).read_text())
    uses = find_uses(tmp_path, folder, client, tmp_path / "cache")
    assert {(use.line, use.symbol) for use in uses.uses} == {
        (2, "webhooks.changed"),
        (4, "webhooks.lead_created"),
        (4, "webhooks.changed"),
        (4, "LeadCreatedPayload.lead"),
        (4, "Lead.id"),
    }
